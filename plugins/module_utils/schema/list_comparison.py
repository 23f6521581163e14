# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the desired list of an option differs from the current one. Pure. Private to the collection."""

from __future__ import annotations

import json
from typing import Any

from .diff import comparable, differences
from .fields import Field
from .resource import SchemaContext
from .state import item_identity


def equal_lists(field: Field, desired: list[Any], current: list[Any], context: SchemaContext) -> bool:
    """Whether two lists mean the same: in the same order, where the order matters."""
    if len(desired) != len(current):
        return False
    if field.fields:
        current = _in_order_of(field, desired, current, context)
        return all(not list(differences(field.fields, item, other, context)) for item, other in zip(desired, current))
    ours, theirs = [comparable(field, item) for item in desired], [comparable(field, item) for item in current]
    return ours == theirs if field.ordered else sorted(map(_text, ours)) == sorted(map(_text, theirs))


def _in_order_of(field: Field, desired: list[Any], current: list[Any], context: SchemaContext) -> list[Any]:
    """The current items, in the order of the desired ones they belong to: by their key, else by being equal."""
    if field.ordered:
        return current
    if not field.item_keys:
        return _paired(field, desired, current, context)
    by_key = {_text(item_identity(field, item)): item for item in current}
    return [by_key.get(_text(item_identity(field, item)), {}) for item in desired]


def _paired(field: Field, desired: list[Any], current: list[Any], context: SchemaContext) -> list[Any]:
    left, paired = list(current), []
    for item in desired:
        equal = [other for other in left if not list(differences(field.fields, item, other, context))]
        paired.append(equal[0] if equal else left[0])
        left.remove(paired[-1])
    return paired


def _text(value: object) -> str:
    return json.dumps(value, sort_keys=True, default=str)
