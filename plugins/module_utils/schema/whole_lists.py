# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lists that result from the parts that a task gives of them (``desired_lists.py``).

Pure. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..core.errors import UnexpectedResponse
from ..http.response_object import ResponseObject
from .desired_lists import MERGE, REMOVE
from .diff import comparable
from .fields import Field
from .reader import MISSING, property_at
from .resource import SchemaContext, fields_of
from .state import State, item_identity, merge, read_state


def with_whole_lists(
    fields: tuple[Field, ...],
    desired: State,
    current: Mapping[str, Any] | None,
    params: Mapping[str, Any],
    context: SchemaContext,
) -> State:
    """``desired`` with whole lists in the place of the parts that a task gives of them.

    ``current`` is the object as the API has it, None for a new one; ``params`` hold the mode options.
    Raises UnexpectedResponse where that lacks a list that the documents require: it is not taken for an empty one,
    of which nothing could be removed, and to which an addition would replace what is there.
    """
    lists = [field for field in fields_of(fields, context) if field.mode_option and field.option in desired]
    state = read_state(fields, current or {}, context) if lists else {}
    whole = dict(desired)
    for field in lists:
        if current is not None:
            _ensure_shown(field, current, context)
        given, items = desired[field.option] or [], state.get(field.option) or []
        whole[field.option] = whole_list(field, params[field.mode_option], given, items)
    return whole


def _ensure_shown(field: Field, current: Mapping[str, Any], context: SchemaContext) -> None:
    needed = field.needed(context.product, context.revision) and not field.may_be_left_out
    if needed and property_at(current, field.response_path) in (MISSING, None):
        operation = current.operation if isinstance(current, ResponseObject) else ""
        raise UnexpectedResponse(operation, ".".join(field.response_path))


def whole_list(field: Field, mode: str, given: Sequence[Any], current: Sequence[Any]) -> list[Any]:
    """The list that results, in the order of the current one. An item that is there keeps what is not given of it."""
    named = {_key(field, item): item for item in given}
    if mode == REMOVE:
        return [item for item in current if _key(field, item) not in named]
    known = {_key(field, item) for item in current}
    # Several current items may have the same key; none of them is dropped.
    kept = [item for item in current if mode == MERGE or _key(field, item) in named]
    new = [item for key, item in named.items() if key not in known]
    return [_merged(item, named.get(_key(field, item))) for item in kept] + new


def _merged(item: Any, over: Mapping[str, Any] | None) -> Any:
    return merge(item, over) if isinstance(item, Mapping) and over is not None else item


def _key(field: Field, item: object) -> str:
    """What an item is recognized by: what identifies it, else all of it."""
    if field.item_keys and isinstance(item, Mapping):
        return repr(item_identity(field, item))
    return repr(comparable(field, item))
