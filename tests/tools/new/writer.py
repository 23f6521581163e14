# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes what was derived into the project, the declaration only once the engine has taken it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from support.reference_samples import reference_names
from tools.generate.wording import PROSE_MISSING
from tools.new import declaration, module_docs, registration, target
from tools.new.evaluation import evaluate
from tools.new.model import FieldModel, ResourceModel
from tools.new.products import PREFIXES, api_of, product_of
from tools.new.recordings import Reads, with_recordings
from tools.new.references import References
from tools.new.samples import SOME_ID, Sampler
from tools.paths import ROOT

_MAX_LINES = 400
_SAMPLES = Path("tests/support/samples.py")
_REFERENCES = Path("tests/support/reference_samples.py")
_EXCEPTIONS = Path("tests/support/exceptions.py")


class AlreadyThere(Exception):
    """A file of the new module exists."""


def written_files(model: ResourceModel, module: str, reads: Reads) -> list[Path]:
    """Write every file of the pair of modules; which they are. Raises AlreadyThere, NoPlace and NotDeclarable.

    ``reads`` are what the product's document reads there.
    """
    texts = _new_files(model, module)
    there = [str(path) for path in texts if (ROOT / path).exists()]
    if there:
        raise AlreadyThere(f"Nothing is written, for these are there already: {', '.join(there)}.")
    recorded = Path(f"playbooks/vars/record_answers_{model.product}.yml")
    shared = {path: (ROOT / path).read_text("utf-8") for path in (_SAMPLES, _EXCEPTIONS, recorded)}
    changed = {
        _SAMPLES: registration.with_samples(shared[_SAMPLES], module, model),
        _EXCEPTIONS: registration.with_exceptions(shared[_EXCEPTIONS], module, model),
        recorded: with_recordings(shared[recorded], model, reads),
    }
    texts.update({path: text for path, text in changed.items() if text != shared[path]})
    for path, text in texts.items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(text, "utf-8")
    _format([path for path in texts if path.suffix == ".py" and "modules" not in path.parts])
    return list(texts)


def _new_files(model: ResourceModel, module: str) -> dict[Path, str]:
    product, stem = model.product, module.removeprefix(PREFIXES[model.product])
    references = api_of(product).references
    utils, modules = Path("plugins/module_utils") / product, Path("plugins/modules")
    sampler = sampler_of(model, references)
    declared = declaration.declaration(model, references)
    waits = "wait" in evaluate(declared, product, stem).options
    example = sampler.minimal(f"Sample {model.noun}") if model.create else {}
    texts = {
        utils / f"{stem}.py": declared,
        modules / f"{module}.py": module_docs.module_file(model, module, stem, example, waits),
        **_target_files(module, target.lifecycle(model, module, sampler), product),
        Path("changelogs/fragments") / f"{module}.yml": module_docs.changelog_fragment(model, module),
    }
    if model.is_listed:
        listed = declaration.info_declaration(model, references, stem)
        evaluate(listed, product, f"{stem}_info")
        texts[utils / f"{stem}_info.py"] = listed
        name = f"Sample {model.noun}"
        texts[modules / f"{module}_info.py"] = module_docs.info_file(model, module, stem, name)
        texts.update(_target_files(f"{module}_info", target.listing(model, module, sampler), product))
    return texts


def _target_files(module: str, tasks: str, product: str) -> dict[Path, str]:
    folder = Path("tests/integration/targets") / module
    return {
        folder / "aliases": target.aliases(product),
        folder / "meta/main.yml": target.DEPENDENCIES,
        folder / "tasks/main.yml": tasks,
    }


def sampler_of(model: ResourceModel, references: References) -> Sampler:
    """Samples in the default revision, or in the newest where that lacks the resource."""
    product = product_of(model.product)
    revision = product.default_revision if product.default_revision in model.revisions else model.revisions[-1]
    names = {
        references.place(known): reference_names(model.product, known.noun) or (SOME_ID, SOME_ID)
        for known in references.known
    }
    return Sampler(model, revision, product.supports, names)


def _format(paths: list[Path]) -> None:
    ruff = Path(sys.executable).with_name("ruff")
    for command in (("check", "--fix", "--quiet", "--select", "I"), ("format", "--quiet")):
        subprocess.run([ruff, *command, *paths], cwd=ROOT, check=True)


def left_to_do(model: ResourceModel, module: str) -> list[str]:
    """What only a person can do about the new modules, in sentences."""
    known = api_of(model.product).references
    nouns = {known.by_place(field.reference).noun for field in _all(model.fields) if field.reference}
    unnamed = sorted(noun for noun in nouns if reference_names(model.product, noun) is None)
    stem = module.removeprefix(PREFIXES[model.product])
    declared = ROOT / "plugins/module_utils" / model.product / f"{stem}.py"
    length = len(declared.read_text("utf-8").splitlines())
    return [
        *model.left,
        *(
            f"Teach the simulator what GET {expansion.path} lists after a creation or an update: docs/simulator.md."
            for expansion in model.expansions
        ),
        *(f"Give two objects of the kind '{noun}' in REFERENCES of {_REFERENCES}." for noun in unnamed),
        *([f"{declared.relative_to(ROOT)} has {length} lines: make it a folder."] if length > _MAX_LINES else []),
        f"Write what stands as {PROSE_MISSING} in plugins/modules/{module}*.py, then run make generate.",
    ]


def _all(fields: tuple[FieldModel, ...]) -> list[FieldModel]:
    return [found for field in fields for found in (field, *_all(field.fields))]
