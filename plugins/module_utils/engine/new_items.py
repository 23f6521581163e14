# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an update adds to the lists of an object: an item that is new is written as in a new object.

Pure. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Callable

from ..schema.fields import Field
from ..schema.resource import SchemaContext, fields_of
from ..schema.state import State, item_identity


def with_unreadable(
    fields: tuple[Field, ...],
    kept: State,
    desired: Mapping[str, Any],
    state: Mapping[str, Any],
    context: SchemaContext,
    always: bool,
    mark: Callable[[Any], Any] | None = None,
) -> State:
    """``kept``, the part of ``desired`` that the server returns, with what no response shows in items of its lists.

    That is everything of an item which ``state`` does not have, and of the others what ``sent_with`` says, or with
    ``always`` what the task gives. With ``mark``, only the latter, as what that function makes of it.
    """
    whole = dict(kept)
    for field in fields_of(fields, context):
        part, given, there = kept.get(field.option), desired.get(field.option), state.get(field.option)
        if not field.fields or field.form is not None or field.option not in kept:
            continue
        if field.item_keys and isinstance(given, list) and isinstance(part, list):
            known = {repr(item_identity(field, item)): item for item in there or []}
            whole[field.option] = [
                _item(field, one, item, known.get(repr(item_identity(field, item))), context, always, mark)
                for one, item in zip(part, given)
            ]
        elif isinstance(part, Mapping) and isinstance(given, Mapping):
            whole[field.option] = with_unreadable(field.fields, dict(part), given, there or {}, context, always, mark)
    return whole


def _item(
    field: Field,
    kept: State,
    given: Mapping[str, Any],
    known: Mapping[str, Any] | None,
    context: SchemaContext,
    always: bool,
    mark: Callable[[Any], Any] | None,
) -> State:
    if known is None:
        return kept if mark else dict(given)
    item = with_unreadable(field.fields, kept, given, known, context, always, mark)
    for inner in fields_of(field.fields, context):
        value = given.get(inner.option)
        if not inner.sent_with or value is None:
            continue
        if always or (mark is None and known.get(inner.sent_with) != given.get(inner.sent_with)):
            item[inner.option] = mark(value) if mark else value
    return item
