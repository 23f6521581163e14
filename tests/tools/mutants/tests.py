# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tests of a module themselves, for what the checks of all modules did not find.

pytest runs in a process of its own, in which the mutation is there before anything else is imported: what the tests,
and what they are made of, import is what is mutated.
"""

from __future__ import annotations

import contextlib
import functools
import os
import re
import signal
import tempfile
from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path

import pytest

from support.modules import module_names
from tools.mutants.constructions import forget
from tools.mutants.mutants import Sites, import_mutant, made, sharing
from tools.mutants.reasons import FailsUnchanged, Mutant
from tools.paths import ROOT
from tools.stages import EVERY_MODULE, RUNBOOKS

TESTS = "tests"
# How long the tests of a module may take, on a busy machine too.
SECONDS = 600
# They start processes of their own, which know nothing of a mutation, or are about mutations.
_ELSEWHERE = frozenset(f"test_{topic}.py" for topic in (*RUNBOOKS, "playbooks", "end_of_run", "mutants", "generate"))
_OF_EVERY_MODULE = frozenset(f"test_{topic}.py" for topic in EVERY_MODULE)


def tested(name: str, sites: Sites, mutants: Collection[Mutant]) -> list[Mutant]:
    """What the tests of the modules that have it find out about mutants, which can all be imported.

    Runs in a process that has imported nothing but this, and what this imports. Raises FailsUnchanged.
    """
    asked = [entry for entry in made(name, sites) if entry[0] in mutants]
    found = []
    for mutant, place, mutation in asked:
        modules, source = sharing(name, place, sites), _source(place.site.file)
        _ensure_passing(modules, source)
        fails = _is_failing(modules, source, partial(import_mutant, name, place, mutation))
        found.append(mutant._replace(killer=TESTS if fails else ""))
    return found


@functools.cache
def _ensure_passing(modules: tuple[str, ...], source: str) -> None:
    """Raise FailsUnchanged where a test of these modules fails for what they are."""
    if _is_failing(modules, source):
        raise FailsUnchanged(", ".join(modules), TESTS)


def _source(file: str) -> str:
    """The part of module_utils that a file is, such as ``vbr.jobs.objects``."""
    return ".".join(Path(file).with_suffix("").parts).rpartition(".module_utils.")[2]


def _is_failing(modules: tuple[str, ...], source: str, prepare: Callable[[], object] = lambda: None) -> bool:
    """Whether a test of these modules, or of ``source``, fails after ``prepare``."""
    child = os.fork()
    if not child:
        _run(modules, source, prepare)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)


def _run(modules: tuple[str, ...], source: str, prepare: Callable[[], object]) -> None:
    """Run the tests, and end this process with pytest's exit code."""
    code = int(pytest.ExitCode.INTERNAL_ERROR)
    try:
        signal.alarm(SECONDS)
        with _silent(), tempfile.TemporaryDirectory(prefix="mutants-") as scratch:
            os.chdir(ROOT)
            forget(*module_names())
            prepare()
            options = ["-x", "-q", "--basetemp", f"{scratch}/tests", "-o", f"cache_dir={scratch}/cache"]
            code = int(pytest.main([*options, *map(str, _tests_of(modules, source))], plugins=[_OfModules(modules)]))
    finally:
        os._exit(code)


@contextlib.contextmanager
def _silent() -> Iterator[None]:
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
        yield


@functools.cache
def _tests_of(modules: tuple[str, ...], source: str) -> list[Path]:
    """The files with tests of these modules: they name one, import from ``source``, or take all through the same."""
    return [
        file
        for folder in ("unit", "behaviour")
        for file in sorted((ROOT / "tests" / folder).rglob("test_*.py"))
        if file.name not in _ELSEWHERE
        and (file.name in _OF_EVERY_MODULE or _named(file).intersection(modules) or _imports(file, source))
    ]


@functools.cache
def _named(file: Path) -> frozenset[str]:
    return frozenset(re.findall(r"\bveeam_\w+", file.read_text(encoding="utf-8")))


def _imports(file: Path, source: str) -> bool:
    # What is in a folder of module_utils belongs together.
    product, _dot, rest = source.partition(".")
    topic = f"{product}.{rest.partition('.')[0]}"
    return any(one == topic or one.startswith(f"{topic}.") for one in _imported(file))


@functools.cache
def _imported(file: Path) -> frozenset[str]:
    return frozenset(re.findall(r"\.module_utils\.([\w.]+)", file.read_text(encoding="utf-8")))


class _OfModules:
    """Keeps the tests of some modules, where a file has those of all."""

    def __init__(self, modules: tuple[str, ...]) -> None:
        self._modules = modules

    def _is_about(self, item: pytest.Item) -> bool:
        named = re.findall(r"\bveeam_[a-z0-9_]+", item.name)
        return item.path.name not in _OF_EVERY_MODULE or not set(named).isdisjoint(self._modules)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out the others."""
        items[:] = [item for item in items if self._is_about(item)]
