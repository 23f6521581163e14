# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which objects have to exist before others. Pure. Private to the collection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..engine.task import Declaration
from ..schema.fields import Field


def in_order(declarations: Mapping[str, Declaration]) -> dict[str, Declaration]:
    """The modules, each after those whose objects its own refer to by name."""
    makers: dict[str, list[str]] = {}
    for name, found in declarations.items():
        if found.resource:
            makers.setdefault(found.resource.path, []).append(name)
    ordered: dict[str, Declaration] = {}

    def add(name: str, above: tuple[str, ...]) -> None:
        if name in ordered or name in above:
            return
        resource = declarations[name].resource
        for path in sorted(set(_referenced(resource.fields))) if resource else ():
            for maker in makers.get(path, ()):
                add(maker, (*above, name))
        ordered[name] = declarations[name]

    for name in sorted(declarations):
        add(name, ())
    return ordered


def _referenced(fields: Sequence[Field]) -> Iterator[str]:
    for field in fields:
        if field.reference:
            yield from field.reference.collections or (field.reference.path,)
        yield from _referenced(field.fields)
