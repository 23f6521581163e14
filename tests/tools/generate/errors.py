# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`error` of every module: the kinds of failure that it can end in, and the facts that come with each.

Read from the code: what a module can raise is what its declaration leads to, by the names that functions and classes
use.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

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


class Symbol(NamedTuple):
    """What a file defines at its top level."""

    path: Path
    name: str


class _Uses(ast.NodeVisitor):
    """The names that code uses: not those that it only catches, or that only say of what type something is."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_Name(self, node: ast.Name) -> None:
        self.names.add(node.id)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if isinstance(node.value, ast.Name):
            self.names.add(f"{node.value.id}.{node.attr}")
        self.generic_visit(node)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        for statement in node.body:
            self.visit(statement)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value:
            self.visit(node.value)

    def visit_arg(self, node: ast.arg) -> None:
        """A parameter is only a name and a type."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for part in (*node.decorator_list, node.args, *node.body):
            self.visit(part)


@cache
def _definitions(path: Path) -> dict[str, set[str]]:
    """What a file defines at its top level, with the names that each definition uses."""
    found: dict[str, set[str]] = {}
    for node in _parsed(path).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names = [node.name]
        elif isinstance(node, ast.Assign):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names = [node.target.id]
        else:
            continue
        uses = _Uses()
        uses.visit(node)
        for name in names:
            found.setdefault(name, set()).update(uses.names - {name})
    return found


@cache
def _imports(path: Path) -> dict[str, Symbol]:
    """What the names mean that a file imports from the collection, also within functions."""
    found: dict[str, Symbol] = {}
    for node in ast.walk(_parsed(path)):
        if not isinstance(node, ast.ImportFrom) or not node.level:
            continue
        folder = path.parents[node.level - 1].joinpath(*(node.module or "").split("."))
        for alias in node.names:
            target = folder.with_suffix(".py")
            if target.is_file():
                found[alias.asname or alias.name] = Symbol(target, alias.name)
            elif (folder / f"{alias.name}.py").is_file():
                # A whole file, whose names are used as its attributes.
                for name in _definitions(folder / f"{alias.name}.py"):
                    found[f"{alias.asname or alias.name}.{name}"] = Symbol(folder / f"{alias.name}.py", name)
    return found


@cache
def reached(start: Symbol) -> frozenset[Symbol]:
    """What a definition leads to, by the names that it uses, at any depth, with itself."""
    found: set[Symbol] = set()
    waiting = [start]
    while waiting:
        symbol = waiting.pop()
        if symbol in found:
            continue
        found.add(symbol)
        known, imported = _definitions(symbol.path), _imports(symbol.path)
        for name in known.get(symbol.name, ()):
            if name in known:
                waiting.append(Symbol(symbol.path, name))
            elif name in imported:
                waiting.append(imported[name])
    return frozenset(found)


@cache
def kinds() -> dict[str, Kind]:
    """Every class of failures, by name."""
    found: dict[str, Kind] = {}
    for path in sorted(MODULE_UTILS.rglob("*.py")):
        for node in ast.walk(_parsed(path)):
            if isinstance(node, ast.ClassDef) and len(node.bases) == 1:
                meaning = (ast.get_docstring(node) or PROSE_MISSING).split("\n\n", 1)[0]
                words = " ".join(meaning.split())
                found[node.name] = Kind(node.name, words, ast.unparse(node.bases[0]))
    return {name: kind for name, kind in found.items() if name != _BASE and _is_failure(found, name)}


def _is_failure(classes: dict[str, Kind], name: str) -> bool:
    while name != _BASE and name in classes:
        name = classes[name].base
    return name == _BASE


def raised_by(module: Module) -> list[Kind]:
    """The kinds of failure that a module can end in."""
    declared = Symbol(MODULE_UTILS.joinpath(*module.place.split(".")).with_suffix(".py"), "MODULE")
    runner = Symbol(MODULE_UTILS / "engine" / "runner.py", "run_module")
    names = {symbol.name for symbol in reached(declared) | reached(runner)}
    if not module.declaration.api.changes_server and not module.declaration.api.opens:
        # What only reads is not in doubt whether it changed anything.
        names.discard("ResponseLost")
    return [kind for name, kind in sorted(kinds().items()) if name in names]


def _marked_up(words: str, module: Module) -> str:
    options = module.declaration.argument_spec
    return re.sub("``([^`]*)``", lambda match: f"{'O' if match[1] in options else 'C'}({match[1]})", words)


def error_value(module: Module, written: CommentedMap | None) -> CommentedMap:
    """The entry of `error`; other facts than the kind, and the sample, stay as they are written."""
    written = CommentedMap() if written is None else written
    described = written.get("contains") or {}
    contains = CommentedMap()
    contains["kind"] = CommentedMap()
    contains["kind"]["description"] = CommentedSeq(
        [
            "What kind of failure it is, for C(rescue) to act on.",
            *(f"V({kind.name}) - {_marked_up(kind.meaning, module)}" for kind in raised_by(module)),
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
