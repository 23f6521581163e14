# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""All that is generated, and what of it differs from the files that are there."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from pathlib import Path

from tools.generate import awx_assets, catalog, files, fragments, repository_types, site_role
from tools.generate.catalog import Module, maker_of, module
from tools.generate.documentation import completed_documentation, completed_fragment
from tools.generate.owners import owners
from tools.generate.returns import Maker, completed_return
from tools.generate.shared_words import words_for
from tools.generate.source import ModuleText, put_together, take_apart
from tools.paths import ROOT


class Completion:
    """The documentation of modules with all that follows from the declarations, each completed once."""

    def __init__(self) -> None:
        self._owners = owners()
        self._done: dict[str, ModuleText] = {}

    def of(self, one: Module) -> ModuleText:
        """That of a module. Raises Problem."""
        if one.name not in self._done:
            parts = take_apart(one.name, one.file.read_text(encoding="utf-8"))
            documentation = completed_documentation(one, parts.documentation, words_for(one))
            maker = maker_of(one)
            words = Maker(maker, self.of(maker)) if maker else None
            returned = completed_return(one, parts.returned, documentation, words, self._owners)
            self._done[one.name] = ModuleText(documentation, parts.examples, returned)
        return self._done[one.name]


def generated_files(names: Iterable[str] = ()) -> dict[Path, str]:
    """Every generated file with its text: of the modules named, or of all, and those of the project."""
    chosen = [module(name) for name in (list(names) or catalog.module_names())]
    every = catalog.all_modules()
    texts: dict[Path, str] = {}
    completion = Completion()
    for one in chosen:
        texts[one.file] = put_together(one.place, completion.of(one))
        texts[files.ACTIONS / f"{one.name}.py"] = files.action_file(one)
    for name, owner in fragments.COMPLETED.items():
        path = fragments.FOLDER / f"{name}.py"
        source = path.read_text(encoding="utf-8")
        before = fragments.text_of(source)
        texts[path] = source.replace(before, completed_fragment(module(owner), before))
    descriptions = {
        one.name: files.short_description(take_apart(one.name, one.file.read_text(encoding="utf-8")).documentation)
        for one in every
    }
    texts[files.DECLARATIONS] = files.declarations(every)
    texts[files.RUNTIME] = files.runtime(every, files.RUNTIME.read_text(encoding="utf-8"))
    texts[files.README] = files.readme(every, descriptions, files.README.read_text(encoding="utf-8"))
    texts[repository_types.PAGE] = repository_types.page()
    texts.update(site_role.role_files(every))
    texts[awx_assets.ASSETS] = awx_assets.text()
    return texts


def changed_files(names: Iterable[str] = ()) -> dict[Path, str]:
    """What of the generated files is not there, or there with another text; raises Problem."""
    return {
        path: text
        for path, text in generated_files(names).items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    }


def write(changed: Mapping[Path, str]) -> list[Path]:
    """Write the files; which those were."""
    for path, text in changed.items():
        path.write_text(text, encoding="utf-8")
    return list(changed)


def generate(*names: str) -> list[Path]:
    """Bring the generated files up to date, of the modules named or of all; which ones changed. Raises Problem."""
    return write(changed_files(names))


def difference(path: Path, text: str) -> str:
    """What a file is, against what it would be."""
    there = path.read_text(encoding="utf-8") if path.is_file() else ""
    name = str(path.relative_to(ROOT))
    lines = difflib.unified_diff(
        there.splitlines(), text.splitlines(), f"{name} (committed)", f"{name} (make generate)", lineterm=""
    )
    return "\n".join(lines)
