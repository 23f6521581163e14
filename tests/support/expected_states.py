# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the fields say about an object of the API, one by one: the state that the reader of long lists has to find."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import SAME_LEVEL, Field
from ansible_collections.opendr.veeam.plugins.module_utils.schema.reader import MISSING, property_at
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import SchemaContext

Fields = tuple[Field, ...]


def expected_state(fields: Fields, body: object, context: SchemaContext) -> dict[str, Any]:
    """The state that an object is in."""
    if not isinstance(body, Mapping):
        return {}
    shown = [(field, _sent(field, body)) for field in fields if field.applies(*context) and field.is_state]
    return {field.option: _read(field, value, context) for field, value in shown if value is not MISSING}


def _sent(field: Field, body: Mapping[str, Any]) -> Any:
    value = property_at(body, field.response_path)
    holder = property_at(body, field.response_path[:-1])
    if value is not MISSING or not isinstance(holder, Mapping):
        return value
    for spelling in field.spellings:
        if spelling in holder:
            return holder[spelling]
        if spelling == SAME_LEVEL and any(inner.response_path[0] in holder for inner in field.fields):
            return holder
    return MISSING


def _read(field: Field, value: Any, context: SchemaContext) -> Any:
    if field.word and field.type != "list":
        return field.word(value)
    if value is None:
        return [] if field.type == "list" and not field.form else None
    if field.form:
        return field.form.read(value)
    if field.item_property:
        return [item.get(field.item_property) for item in value]
    return _group(field, value, context) if field.fields else field.from_api(value)


def _group(field: Field, value: Any, context: SchemaContext) -> Any:
    if field.type == "list":
        return [expected_state(field.fields, item, context) for item in value]
    return expected_state(field.fields, value, context) if _is_of_kind(field.fields, value, context) else None


def _is_of_kind(fields: Fields, body: object, context: SchemaContext) -> bool:
    """Whether a group is the one of several that an object has, as its constants say."""
    for field in fields:
        if field.applies(*context) and field.mode == "constant" and field.choices:
            word = property_at(body, field.path)
            words = [str(field.to_api(choice)).lower() for choice in field.choices]
            if word is not MISSING and word is not None and str(word).lower() not in words:
                return False
    return True
