# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Between an object as the API writes it and its state in the terms of a task.

A *state* is a dict keyed by options, nested as the options are, with ids in the place of references
until ``resolve_references`` gives them names. All functions are pure. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Callable

from .fields import Field, Reference
from .reader import MISSING, property_at, state_reader
from .resource import SchemaContext, fields_of

State = dict[str, Any]
_EMPTY: dict[str, Callable[[], Any]] = {"str": str, "list": list, "dict": lambda: None}


def read_state(fields: tuple[Field, ...], body: Mapping[str, Any], context: SchemaContext) -> State:
    """The state that an API object is in; what the server did not send is left out."""
    return state_reader(fields, context).read(body)


def item_identity(field: Field, item: Mapping[str, Any]) -> tuple[Any, ...]:
    """What identifies an item of a list of dicts that has ``item_keys``, as it is compared."""
    return tuple(_compared(field.fields, key, lookup(item, key)) for key in field.item_keys)


def _compared(fields: Sequence[Field], key: str, value: object) -> Any:
    option, _dot, rest = key.partition(".")
    keyed = next((field for field in fields if field.option == option), None)
    if keyed is not None and rest:
        return _compared(keyed.fields, rest, value)
    return keyed.normalize(value) if keyed is not None and keyed.normalize and value is not None else value


def given_state(fields: tuple[Field, ...], raw: Mapping[str, Any], params: Mapping[str, Any]) -> State:
    """What a task gave: the validated values of the options that were written down, null as empty.

    ``raw`` are the arguments as written, ``params`` the validated ones, in which an option left out and
    one given as null look the same.
    """
    state: State = {}
    for option, field in {field.option: field for field in fields if field.is_option}.items():
        nested = tuple(inner for outer in fields if outer.option == option for inner in outer.fields)
        if option in raw:
            state[option] = _given_value(field, nested, raw[option], params.get(option))
    return {option: value for option, value in state.items() if value is not MISSING}


def _given_value(field: Field, nested: tuple[Field, ...], raw: object, value: Any) -> Any:
    if raw is None:
        # Null says "leave it" for what has no empty value.
        return _EMPTY[field.type]() if field.type in _EMPTY else MISSING
    if nested and field.type == "dict":
        return given_state(nested, raw if isinstance(raw, Mapping) else value or {}, value or {})
    if nested:
        raws = raw if isinstance(raw, list) else value
        return [
            given_state(nested, written if isinstance(written, Mapping) else item, item)
            for written, item in zip(raws, value)
        ]
    return value


def given_options(fields: tuple[Field, ...], raw: Mapping[str, Any], params: Mapping[str, Any]) -> State:
    """What a task gave of ``fields``; null is the same as left out."""
    pruned: State = without_nulls(given_state(fields, raw, params))
    return pruned


def without_nulls(value: object) -> Any:
    """``value`` without the keys of its mappings that hold null, at every depth."""
    if isinstance(value, Mapping):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    return [without_nulls(item) for item in value] if isinstance(value, list) else value


def readable(
    fields: tuple[Field, ...],
    state: Mapping[str, Any],
    context: SchemaContext,
    secret: Callable[[Any], Any] | None = None,
) -> State:
    """The part of a given state that the server returns: neither secrets nor what is written only on creation.

    With ``secret``, the secrets stay in it as what that function makes of them.
    """
    kept: State = {}
    for field in fields_of(fields, context):
        if field.option not in state:
            continue
        value = state[field.option]
        if field.mode == "secret" and secret and value is not None:
            kept[field.option] = secret(value)
        if not field.is_state:
            continue
        if field.fields and isinstance(value, Mapping):
            value = readable(field.fields, value, context, secret)
        elif field.fields and isinstance(value, list):
            value = [readable(field.fields, item, context, secret) for item in value]
        kept[field.option] = value
    return kept


def project(state: Mapping[str, Any], to: Mapping[str, Any]) -> State:
    """The part of ``state`` that ``to`` mentions; of items of a list, what any item there mentions."""
    kept: State = {}
    for option, like in to.items():
        if option in state:
            kept[option] = _project_value(state[option], like)
    return kept


def _project_value(value: object, like: object) -> Any:
    if isinstance(value, Mapping) and isinstance(like, Mapping):
        return project(value, like)
    if isinstance(value, list) and isinstance(like, list) and like and isinstance(like[0], Mapping):
        mentioned: State = {}
        for item in like:
            mentioned = merge(mentioned, item)
        return [project(item, mentioned) for item in value]
    return value


def merge(state: Mapping[str, Any], over: Mapping[str, Any]) -> State:
    """``state`` with what ``over`` says instead."""
    merged = dict(state)
    for option, value in over.items():
        old = merged.get(option)
        merged[option] = merge(old, value) if isinstance(old, Mapping) and isinstance(value, Mapping) else value
    return merged


def resolve_references(
    fields: tuple[Field, ...], state: Mapping[str, Any], context: SchemaContext, turn: Callable[[Reference, str], str]
) -> State:
    """A copy of ``state`` with every reference turned: names to ids, or ids to names."""
    return state_reader(fields, context).resolve(state, turn)


def lookup(state: Mapping[str, Any], dotted: str) -> Any | None:
    """The value of a dotted option in a state, None where it has none."""
    value = property_at(state, dotted.split("."))
    return None if value is MISSING else value
