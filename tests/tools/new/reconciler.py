# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The text of a reconciler that reads lists of their own, for what no other response has."""

from __future__ import annotations

import textwrap
from typing import Protocol

from tools.new.model import ExpansionModel, FieldModel, ResourceModel

_CLASS = '''\
class {name}(Reconciler):
    """With what only lists of their own return of an object."""

    readers: ClassVar[Mapping[str, Reader]] = {{{readers}}}

    def expand(self, current: Body, for_update: bool) -> Body:
        """``current`` with what the task gives of these; an update has to send all of them."""
        identifier = str(current["id"])
        lists: dict[str, object] = {{}}
{reads}
        return like(current, {{**current, **lists}})'''
_READ = """\
if for_update or "{option}" in self.task.raw:
    listed = self.client.pages(filled({path}, identifier))
    lists["{api}"] = [{{"{item}": body["{key}"]}} for body in listed]"""
_IMPORTS = (
    ("collections.abc", "Mapping"),
    ("typing", "ClassVar"),
    ("..engine.plan", "Body"),
    ("..engine.reconciler", "Reconciler"),
    ("..engine.task", "Reader"),
    ("..http.response_object", "like"),
    ("..schema.resource", "filled"),
)


class Source(Protocol):
    """What a declaration imports, and its constants, as far as they are needed here."""

    def use(self, module: str, name: str) -> str: ...
    def constant(self, name: str, text: str) -> str: ...


def reconciler_name(model: ResourceModel) -> str:
    """What the reconciler of a resource is called."""
    return "".join(word[:1].upper() + word[1:] for word in model.result_key.split("_")) + "Reconciler"


def reconciler_text(source: Source, model: ResourceModel) -> str:
    """The class that reads the expansions of a resource."""
    for module, name in _IMPORTS:
        source.use(module, name)
    fields = {entry.option: entry for entry in model.fields}
    readers = (f'{_path(source, expansion)}: (Field("{expansion.key}"),)' for expansion in model.expansions)
    reads = (_read(source, expansion, fields[expansion.option]) for expansion in model.expansions)
    return _CLASS.format(
        name=reconciler_name(model), readers=", ".join(readers), reads=textwrap.indent("\n".join(reads), " " * 8)
    )


def expansion_facts(source: Source, model: ResourceModel) -> dict[str, str]:
    """What Resource says of the expansions."""
    options = "".join(f'"{expansion.option}",' for expansion in model.expansions)
    paths = "".join(f"{_path(source, expansion)}," for expansion in model.expansions)
    return {"expanded": f"({options})", "reads": f"({paths})"}


def _read(source: Source, expansion: ExpansionModel, entry: FieldModel) -> str:
    return _READ.format(
        option=entry.option,
        path=_path(source, expansion),
        api=entry.api,
        item=entry.item_property,
        key=expansion.key,
    )


def _path(source: Source, expansion: ExpansionModel) -> str:
    rest = expansion.path.partition("/{")[2]
    return source.constant(f"{expansion.option}_path".upper(), f'PATH + "/{{{rest}"')
