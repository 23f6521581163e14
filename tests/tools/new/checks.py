# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The checks that a new pair of modules has to pass, run on the files as they are."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator

from simulator import behaviours
from simulator.registry import COLUMNS
from tools.generate.wording import PROSE_MISSING
from tools.new.model import ResourceModel
from tools.paths import ROOT, stage_environment
from tools.tree import make_tree

_SUMMARY = " short test summary info "
# A reason may have several lines.
_FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+)(?: - (.*?))?(?=^(?:FAILED|ERROR|=+) )", re.MULTILINE | re.DOTALL)


def failed_checks(module: str, model: ResourceModel) -> list[str]:
    """What generation, unit and contract tests say about the new modules, in sentences; empty if they pass."""
    names = [module, f"{module}_info"] if model.is_listed else [module]
    return [
        *_generated(names),
        *_failures("tests/unit/test_every_module.py", module),
        *_failures("tests/contract", f"{module} or (test_recorded_answers and {model.product})"),
        *_filters_without_column(model),
    ]


def _generated(names: list[str]) -> Iterator[str]:
    make_tree()
    result = subprocess.run(
        [sys.executable, "-m", "tools.generate", *names], cwd=ROOT, check=False, capture_output=True, text=True
    )
    if result.returncode:
        yield f"make generate could not complete them: {(result.stdout + result.stderr).strip().splitlines()[-1]}"


def _failures(where: str, selection: str) -> Iterator[str]:
    make_tree()
    # As verbose as it takes for the whole reason of a failure to stand in its line.
    command = [sys.executable, "-m", "pytest", "-vv", "--tb", "line", where, "-k", selection]
    environment = stage_environment() | {"NO_COLOR": "1"}
    result = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True)
    failed = _FAILED.findall(result.stdout.rpartition(_SUMMARY)[2])
    yield from _grouped(failed)
    if result.returncode and not failed:
        yield f"The tests in {where} did not run: {(result.stdout + result.stderr).strip().splitlines()[-1]}"


def _grouped(failed: Iterable[tuple[str, str]]) -> Iterator[str]:
    """One sentence for each test and reason, with the cases that it fails in."""
    groups: dict[tuple[str, str], list[str]] = {}
    for test, reason in failed:
        name, _unused, case = test.rsplit("/", 1)[-1].partition("[")
        groups.setdefault((name, " ".join(reason.split())), []).append(case.removesuffix("]"))
    # What stands there is said once, with the files that have it.
    undescribed = f"assert '{PROSE_MISSING}' not in "
    for (name, reason), cases in groups.items():
        if undescribed in reason:
            continue
        yield f"{name} fails for {', '.join(cases)}: {reason}"


def _filters_without_column(model: ResourceModel) -> Iterator[str]:
    """Filters by which the simulator cannot tell objects apart, so that no test would miss them."""
    behaviours.load()
    columns = COLUMNS.get((model.product, model.path.lstrip("/")), {})
    properties = {field.api for field in model.fields} | set(columns)
    unknown = [
        entry.query for entry in model.filters if entry.query and _column(entry.query) not in properties | {"name"}
    ]
    if unknown:
        yield f"The simulator has no column for the filters {', '.join(unknown)}, and ignores them: give it some."


def _column(query: str) -> str:
    name = query.removesuffix("Filter")
    for suffix in ("After", "Before"):
        name = name.removesuffix(suffix)
    return "name" if query == "SearchPattern" else name[:1].lower() + name[1:]
