# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The words for fields that several modules declare by the same constant: written once, and copied by the generator.

Ansible shares whole options of a module in documentation fragments, and has nothing for what is inside of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field
from tools.generate.catalog import Module, module, module_names
from tools.generate.fragments import options_of_fragments
from tools.generate.source import take_apart
from tools.generate.wording import is_generated
from tools.generate.yaml_text import paragraphs, read

# The modules whose words others take where they have the same fields; of several the first that has them.
SOURCES = ("veeam_vm_backup_job", "veeam_file_backup_job", "veeam_backup_copy_job", "veeam_agent_backup_job")
_OPTION = re.compile(r"\bO\(([^)#]+)\)")


class Words(NamedTuple):
    """What is written of a field, and the dotted option that it is there."""

    option: str
    texts: list[Any]

    def at(self, option: str) -> list[Any]:
        """The same words where the field is another option: what they name in its group is named there."""
        before, after = self.option.split("."), option.split(".")
        while before and after and before[-1] == after[-1]:
            before.pop()
            after.pop()
        # What is named may be further out than the group that both are in.
        moves = []
        while before and after:
            moves.append((".".join(before), ".".join(after)))
            before.pop()
            after.pop()
        moves += [(".".join(before), "")] if before else []
        return [_moved(text, moves) for text in self.texts]


def _moved(text: Any, moves: list[tuple[str, str]]) -> Any:
    def named(match: re.Match[str]) -> str:
        name = match[1]
        for before, after in moves:
            if name == before or name.startswith((f"{before}.", f"{before}[]")):
                return f"O({(after + name[len(before) :]).lstrip('.')})"
        return match[0]

    moved = _OPTION.sub(named, str(text))
    return moved if moved != str(text) else text


def words_for(one: Module) -> dict[int, Words]:
    """The words of other modules for fields, by the id() of the field."""
    found: dict[int, Words] = {}
    known = set(module_names())
    for name in SOURCES[: SOURCES.index(one.name) if one.name in SOURCES else None]:
        if name in known:
            for field, words in _words_of(name, module(name).file.read_text(encoding="utf-8")):
                found.setdefault(id(field), words)
    return found


@cache
def _words_of(name: str, text: str) -> tuple[tuple[Field, Words], ...]:
    """What the text of a source says of its fields: read once, for every module that takes from it."""
    resource = module(name).declaration.resource
    document = read(take_apart(name, text).documentation)
    options = {**options_of_fragments(document["extends_documentation_fragment"]), **document["options"]}
    return tuple(_written(resource.fields if resource else (), options, ""))


def _written(fields: Iterable[Field], options: Mapping[str, Any], within: str) -> Iterator[tuple[Field, Words]]:
    for field in fields:
        entry = options.get(field.option)
        if entry is None:
            continue
        name = within + field.option
        texts = [text for text in paragraphs(entry.get("description")) if not is_generated(text)]
        if texts:
            yield field, Words(name, texts)
        yield from _written(field.fields, entry.get("suboptions") or {}, f"{name}.")
