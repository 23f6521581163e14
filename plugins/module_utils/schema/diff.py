# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a wanted state differs from the one found. Pure. Private to the collection."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from .fields import Field
from .resource import SchemaContext, fields_of


class Difference(NamedTuple):
    """One option whose wanted value is not the one found. ``option`` is dotted."""

    option: str
    field: Field
    found: Any
    wanted: Any


def differences(
    fields: tuple[Field, ...],
    wanted: Mapping[str, Any],
    found: Mapping[str, Any],
    context: SchemaContext,
    within: str = "",
) -> Iterator[Difference]:
    """Each option of ``wanted`` that the found state contradicts; what is not wanted is not looked at."""
    for field in fields_of(fields, context):
        if field.option not in wanted or not field.is_state:
            continue
        want, have = wanted[field.option], found.get(field.option)
        name = within + field.option
        if field.type == "dict" and field.fields and isinstance(want, Mapping):
            yield from differences(field.fields, want, have or {}, context, name + ".")
        elif not _equal(field, want, have, context):
            yield Difference(name, field, have, want)


def _equal(field: Field, want: Any, have: Any, context: SchemaContext) -> bool:
    if field.type == "list":
        return _equal_lists(field, want or [], have or [], context)
    if field.type == "str":
        # An API leaves out, or sends as null, what is empty.
        want, have = want or "", have or ""
    return bool(_comparable(field, want) == _comparable(field, have))


def _equal_lists(field: Field, want: list[Any], have: list[Any], context: SchemaContext) -> bool:
    if len(want) != len(have):
        return False
    if field.fields:
        have = _in_order_of(field, want, have, context)
        return all(not list(differences(field.fields, one, other, context)) for one, other in zip(want, have))
    wanted, found = [_comparable(field, one) for one in want], [_comparable(field, one) for one in have]
    return wanted == found if field.ordered else sorted(map(_text, wanted)) == sorted(map(_text, found))


def _in_order_of(field: Field, want: list[Any], have: list[Any], context: SchemaContext) -> list[Any]:
    """The items found, in the order of the wanted ones they belong to: by their key, else by being the same."""
    if field.ordered:
        return have
    if not field.item_key:
        return _paired(field, want, have, context)
    by_key = {_text(item.get(field.item_key)): item for item in have}
    return [by_key.get(_text(item.get(field.item_key)), {}) for item in want]


def _paired(field: Field, want: list[Any], have: list[Any], context: SchemaContext) -> list[Any]:
    left, paired = list(have), []
    for one in want:
        same = [other for other in left if not list(differences(field.fields, one, other, context))]
        paired.append(same[0] if same else left[0])
        left.remove(paired[-1])
    return paired


def _comparable(field: Field, value: Any) -> Any:
    return field.normalize(value) if field.normalize and value is not None else value


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=str)
