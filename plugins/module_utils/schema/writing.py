# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a request sends: a state in the terms of a task, put into an object as the API writes it.

Imported where something is sent: a task that only reads, or finds the object as it is to be, does without, and an
ordinary module compiles all it imports each time. All functions are pure. Private to the collection.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Callable

from .fields import SAME_LEVEL, Field, Reference
from .reader import MISSING, property_at
from .resource import SchemaContext, fields_of
from .state import State, item_identity, lookup, read_state


def write_state(
    fields: tuple[Field, ...], state: Mapping[str, Any], body: dict[str, Any], context: SchemaContext
) -> None:
    """Put a state into an API object; what the state does not mention stays as it is."""
    for field in fields_of(fields, context):
        if field.mode == "constant":
            _write_value(field, field.default, body, context)
        elif field.is_in_body and field.option in state:
            _write_value(field, state[field.option], body, context)


def write_given(
    fields: tuple[Field, ...], state: Mapping[str, Any], body: dict[str, Any], context: SchemaContext
) -> None:
    """As ``write_state``, for the body of a request that is made for a task. Raises as ``ensure_known`` does."""
    ensure_known(fields, state)
    write_state(fields, state, body, context)


def ensure_known(fields: tuple[Field, ...], state: Mapping[str, Any]) -> None:
    """Raise ValueError for an option that none of the fields is: a request would lack it, and nobody would know."""
    unknown = sorted(_unknown(fields, state))
    if unknown:
        raise ValueError(f"No field is {', '.join(unknown)}, so the request would lack what the task gives there.")


def _unknown(fields: tuple[Field, ...], state: Mapping[str, Any], within: str = "") -> Iterator[str]:
    inner: dict[str, tuple[Field, ...]] = {}
    # An option may be declared once for each variant, with other options in it.
    for field in fields:
        inner[field.option] = (*inner.get(field.option, ()), *field.fields)
    for option, value in state.items():
        if option not in inner:
            yield within + option
        for item in value if isinstance(value, list) else [value]:
            if inner.get(option) and isinstance(item, Mapping):
                yield from _unknown(inner[option], item, f"{within}{option}.")


def add_required_parents(fields: tuple[Field, ...], body: dict[str, Any], context: SchemaContext) -> None:
    """Put into an API object the objects that the server wants even where nothing is in them."""
    for field in fields_of(fields, context):
        if field.parent_required:
            _make(body, field.path[:-1])


def add_item_names(
    fields: tuple[Field, ...],
    body: Mapping[str, Any],
    context: SchemaContext,
    name_of: Callable[[Reference, str], str] | None,
    is_new: bool = False,
) -> None:
    """Put into the items of lists in an API object the names that it wants beside the ids."""
    for field in fields_of(fields, context):
        if not (field.item_property and field.name_from and field.reference and name_of):
            continue
        if is_new and field.named_later:
            continue
        items = property_at(body, field.path)
        # What was read has them.
        unnamed = [item for item in items if field.name_from not in item] if isinstance(items, list) else []
        for item in unnamed:
            item[field.name_from] = name_of(field.reference, item[field.item_property])


def add_whole_objects(
    fields: tuple[Field, ...],
    body: dict[str, Any],
    current: Mapping[str, Any],
    context: SchemaContext,
    object_of: Callable[[Reference, str], Mapping[str, Any]],
) -> None:
    """Put into an API object all of the objects that it holds, where those are others than in ``current``."""
    for field in fields_of(fields, context):
        identifier = property_at(body, field.path) if field.whole and field.reference else MISSING
        if field.reference and identifier not in (MISSING, property_at(current, field.path)):
            *path, last = field.path[:-1]
            _make(body, path)[last] = copy.deepcopy(dict(object_of(field.reference, str(identifier))))


def _write_value(field: Field, value: Any, body: dict[str, Any], context: SchemaContext) -> None:
    if SAME_LEVEL in field.spellings:
        holder = _make(body, field.path[:-1])
        for inner in field.fields:
            holder.pop(inner.path[0], None)
    if field.form is not None and value is not None:
        target = _make(body, field.path[:-1])
        target[field.path[-1]] = field.form.write(value, target.get(field.path[-1]))
        return
    if field.type == "dict" and field.fields and value is not None:
        group = _make(body, field.path)
        if _is_of_another_kind(field, group):
            group.clear()
        write_state(field.fields, value, group, context)
        return
    if not field.path:
        # A group on the level of another has no property of its own that could be emptied.
        return
    target = _make(body, field.path[:-1])
    for spelling in field.spellings:
        # It goes back as the document spells it.
        target.pop(spelling, None)
    if field.item_property and value is not None:
        # What else is known of an item stays.
        known = {item.get(field.item_property): item for item in target.get(field.path[-1]) or ()}
        target[field.path[-1]] = [known.get(text) or {field.item_property: text} for text in value]
    elif field.elements == "dict" and field.fields:
        target[field.path[-1]] = _written_items(field, value, target.get(field.path[-1]) or [], context)
    else:
        # The API writes no object as null, and a task an empty name.
        nothing = field.reference is not None and value == ""
        target[field.path[-1]] = None if nothing else copy.deepcopy(field.to_api(value))


def _is_of_another_kind(field: Field, group: Mapping[str, Any]) -> bool:
    """Whether a constant of the group says that what is there is another of several kinds."""
    constants = [inner for inner in field.fields if inner.mode == "constant" and inner.choices]
    words = [(lookup(group, inner.api), [inner.to_api(choice) for choice in inner.choices]) for inner in constants]
    return any(word is not None and str(word).lower() not in map(str.lower, known) for word, known in words)


def _written_items(
    field: Field, items: Sequence[Mapping[str, Any]], current: Sequence[Mapping[str, Any]], context: SchemaContext
) -> list[dict[str, Any]]:
    written = []
    for item in items:
        known = [body for body in current if _is_same_item(field, item, read_state(field.fields, body, context))]
        body = copy.deepcopy(dict(known[0])) if known else {}
        write_state(field.fields, item, body, context)
        written.append(body)
    return written


def _is_same_item(field: Field, item: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return bool(field.item_keys) and item_identity(field, item) == item_identity(field, other)


def with_defaults(fields: tuple[Field, ...], state: Mapping[str, Any], context: SchemaContext) -> State:
    """The state to create: what was given, and the defaults of what was not."""
    full = dict(state)
    for field in fields_of(fields, context):
        value = full.get(field.option)
        if field.fields and isinstance(value, Mapping):
            full[field.option] = with_defaults(field.fields, value, context)
        elif field.fields and isinstance(value, list):
            full[field.option] = [with_defaults(field.fields, item, context) for item in value]
        elif field.default is not None and field.is_option and field.option not in full:
            full[field.option] = copy.deepcopy(field.default)
    return full


# What an update can change.
CHANGEABLE = ("mutable", "secret")


def writable(
    fields: tuple[Field, ...], state: Mapping[str, Any], context: SchemaContext, modes: Sequence[str] = CHANGEABLE
) -> State:
    """The part of a state that a request may send: what its fields of these ``modes`` hold."""
    kept: State = {}
    for field in fields_of(fields, context):
        if field.option not in state or field.mode not in modes:
            continue
        value = state[field.option]
        if field.fields and isinstance(value, Mapping):
            value = writable(field.fields, value, context, modes)
        elif field.fields and isinstance(value, list):
            value = [writable(field.fields, item, context, modes) for item in value]
        kept[field.option] = value
    return kept


def _make(body: dict[str, Any], path: Sequence[str]) -> dict[str, Any]:
    for key in path:
        if not isinstance(body.get(key), dict):
            body[key] = {}
        body = body[key]
    return body
