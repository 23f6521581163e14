# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`error` of every module: the kinds of failure that it can end in, and the facts that come with each.

Read from the code: what a module can raise is what is raised in the files that its declaration imports, at any depth.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from tools.generate.catalog import MODULE_UTILS, Module
from tools.generate.wording import PROSE_MISSING

_BASE = "VeeamError"


@dataclass(frozen=True)
class Kind:
    """A class of failures: what it means, as the first line of its docstring says, and the class that it refines."""

    name: str
    meaning: str
    base: str


@cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imported(path: Path) -> frozenset[Path]:
    """The files under module_utils that a file imports, at any depth, with itself."""
    found: set[Path] = set()
    waiting = [path]
    while waiting:
        current = waiting.pop()
        if current in found:
            continue
        found.add(current)
        for node in ast.walk(_parsed(current)):
            if isinstance(node, ast.ImportFrom) and node.level:
                waiting.extend(_targets(current, node))
    return frozenset(found)


def _targets(path: Path, node: ast.ImportFrom) -> list[Path]:
    folder = path.parents[node.level - 1].joinpath(*(node.module or "").split("."))
    names = [folder.with_suffix(".py"), *(folder / f"{alias.name}.py" for alias in node.names)]
    return [name for name in names if name.is_file()]


@cache
def kinds() -> dict[str, Kind]:
    """Every class of failures, by name."""
    found: dict[str, Kind] = {}
    for path in sorted(MODULE_UTILS.rglob("*.py")):
        for node in ast.walk(_parsed(path)):
            if isinstance(node, ast.ClassDef) and len(node.bases) == 1:
                meaning = (ast.get_docstring(node) or PROSE_MISSING).split("\n\n", 1)[0]
                words = re.sub("``([^`]*)``", r"C(\1)", " ".join(meaning.split()))
                found[node.name] = Kind(node.name, words, ast.unparse(node.bases[0]))
    return {name: kind for name, kind in found.items() if name != _BASE and _is_failure(found, name)}


def _is_failure(classes: dict[str, Kind], name: str) -> bool:
    while name != _BASE and name in classes:
        name = classes[name].base
    return name == _BASE


def raised_by(module: Module) -> list[Kind]:
    """The kinds of failure that a module can end in."""
    start = MODULE_UTILS.joinpath(*module.place.split(".")).with_suffix(".py")
    files = imported(start) | imported(MODULE_UTILS / "engine" / "runner.py")
    names = {
        name.id
        for path in files
        for node in ast.walk(_parsed(path))
        if isinstance(node, ast.Call)
        # Called, or handed to what calls it.
        for name in (node.func, *node.args)
        if isinstance(name, ast.Name)
    }
    return [kind for name, kind in sorted(kinds().items()) if name in names]


def error_value(module: Module, written: CommentedMap | None) -> CommentedMap:
    """The entry of `error`; other facts than the kind, and the sample, stay as they are written."""
    written = CommentedMap() if written is None else written
    described = written.get("contains") or {}
    contains = CommentedMap()
    contains["kind"] = CommentedMap()
    contains["kind"]["description"] = CommentedSeq(
        [
            "What kind of failure it is, for C(rescue) to act on.",
            *(f"V({kind.name}) - {kind.meaning}" for kind in raised_by(module)),
        ]
    )
    contains["kind"]["type"] = "str"
    for fact, entry in described.items():
        if fact != "kind":
            contains[fact] = entry
    entry = CommentedMap()
    entry["description"] = CommentedSeq(
        [
            "The facts behind the message of a failed task.",
            "Which keys there are depends on RV(error.kind), which is always there.",
        ]
    )
    entry["returned"] = "failure"
    entry["type"] = "dict"
    if "sample" in written:
        entry["sample"] = written["sample"]
    entry["contains"] = contains
    return entry
