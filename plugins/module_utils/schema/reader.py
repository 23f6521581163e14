# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From objects as the API writes them to states in the terms of a task, for lists of thousands of objects.

What each field needs is decided once for all objects of a context. Private to the collection.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any, Callable, NamedTuple

from .fields import SAME_LEVEL, Field, Form, Reference
from .resource import SchemaContext, fields_of

MISSING = object()

Convert = Callable[[Any], Any]
State = dict[str, Any]
Turn = Callable[[Reference, str], str]


class _Property(NamedTuple):
    """What a property of an object is read into: an option of its own, options of what it holds, or both."""

    option: str | None
    convert: Convert | None
    group: StateReader | None
    inner: _Level | None


class _Level(NamedTuple):
    """The properties of one object, by their names.

    ``plain`` are the options that take the very value of a property: most do, so it is looked for there first.
    """

    plain: dict[str, str]
    others: dict[str, _Property]

    def read(self, body: Mapping[str, Any], state: State) -> None:
        """Put what an object holds into ``state``."""
        plain, others = self
        for key, value in body.items():
            option = plain.get(key)
            if option is not None:
                state[option] = value
                continue
            known = others.get(key)
            if known is None:
                continue
            option, convert, group, inner = known
            if option is not None:
                state[option] = _read_value(value, convert, group)
            if inner is not None and isinstance(value, (dict, Mapping)):
                inner.read(value, state)

    def add(self, path: Sequence[str], option: str, convert: Convert | None, group: StateReader | None) -> bool:
        """Read the property at ``path`` into ``option``; False where another option has that property."""
        key, *inner_path = path
        if inner_path:
            known = self.others.get(key, _Property(self.plain.pop(key, None), None, None, None))
            inner = known.inner or _Level({}, {})
            self.others[key] = known._replace(inner=inner)
            return inner.add(inner_path, option, convert, group)
        known = self.others.get(key, _NOTHING)
        if key in self.plain or known.option is not None:
            return False
        if convert is None and group is None and known.inner is None:
            self.plain[key] = option
        else:
            self.others[key] = _Property(option, convert, group, known.inner)
        return True


class _Referring(NamedTuple):
    """An option that is a reference, or a group, or a list of groups, that holds some."""

    option: str
    reference: Reference | None
    group: StateReader


class StateReader:
    """Reads objects of one context, and gives their references names."""

    def __init__(self, fields: tuple[Field, ...], context: SchemaContext) -> None:
        self._level = _Level({}, {})
        # What is not always where it belongs.
        self._spelled: list[tuple[Field, Convert | None, StateReader | None]] = []
        referring = []
        for field in fields_of(fields, context):
            inner = state_reader(field.fields, context)
            if field.reference or inner.has_references:
                referring.append(_Referring(field.option, field.reference, inner))
            if field.is_state:
                self._add(field, inner)
        self._referring = tuple(referring)
        # A group that is one of several is read only where the object is of its kind.
        self._constants = tuple(
            (field.path, [str(field.to_api(choice)).lower() for choice in field.choices])
            for field in fields_of(fields, context)
            if field.mode == "constant" and field.choices
        )

    def fits(self, body: Any) -> bool:
        """Whether an object is of the kind that the constants of these fields say."""
        found = [(property_at(body, path), words) for path, words in self._constants]
        return all(value in (MISSING, None) or str(value).lower() in words for value, words in found)

    @property
    def has_references(self) -> bool:
        """Whether states hold IDs in the place of names."""
        return bool(self._referring)

    def read(self, body: Any) -> State:
        """The state that an API object is in; what the server did not send is left out."""
        state: State = {}
        # A body is a dict nearly always, and asking the abstract class takes ten times as long.
        if isinstance(body, (dict, Mapping)):
            self._level.read(body, state)
            for field, convert, group in self._spelled:
                value = _spelled(field, body)
                if value is not MISSING:
                    state[field.option] = _read_value(value, convert, group)
        return state

    def resolve(self, state: Mapping[str, Any], turn: Turn) -> State:
        """A copy of ``state`` with every reference turned: names to IDs, or IDs to names."""
        turned = dict(state)
        for option, reference, group in self._referring:
            value = turned.get(option)
            if not value:
                continue
            if reference:
                is_list = isinstance(value, list)
                turned[option] = [turn(reference, item) for item in value] if is_list else turn(reference, value)
            elif isinstance(value, list):
                turned[option] = [group.resolve(item, turn) for item in value]
            else:
                turned[option] = group.resolve(value, turn)
        return turned

    def _add(self, field: Field, inner: StateReader) -> None:
        convert, group = _conversion(field, inner)
        is_elsewhere = field.spellings or not field.response_path
        # Or two options show the same property.
        if is_elsewhere or not self._level.add(field.response_path, field.option, convert, group):
            self._spelled.append((field, convert, group))


_NOTHING = _Property(None, None, None, None)


@functools.cache
def state_reader(fields: tuple[Field, ...], context: SchemaContext) -> StateReader:
    """The reader of objects with these fields in this context."""
    return StateReader(fields, context)


def property_at(body: Any, path: Sequence[str]) -> Any:
    """What is at the end of ``path`` in an object, MISSING where that has no such property."""
    for key in path:
        if not isinstance(body, (dict, Mapping)) or key not in body:
            return MISSING
        body = body.get(key)
    return body


def _read_value(value: Any, convert: Convert | None, group: StateReader | None) -> Any:
    if group is not None:
        return None if value is None or not group.fits(value) else group.read(value)
    return value if convert is None else convert(value)


def _conversion(field: Field, inner: StateReader) -> tuple[Convert | None, StateReader | None]:
    """What makes a value of the API one of the option, and what reads it where it is a group."""
    if field.form is not None:
        return functools.partial(_in_form, field.form), None
    if field.item_property:
        return functools.partial(_item_properties, field), None
    if field.fields:
        return (functools.partial(_items, inner), None) if field.type == "list" else (None, inner)
    # Other texts are taken as they are.
    differs = bool(field.choices) or (field.elements or field.type) in ("int", "bool")
    if field.type == "list":
        return (functools.partial(_items_as_options, field) if differs else _list_or_empty), None
    return field.word or (field.from_api if differs else None), None


def _in_form(form: Form, value: Any) -> Any:
    return None if value is None else form.read(value)


def _item_properties(field: Field, value: Any) -> list[Any]:
    return [] if value is None else [item.get(field.item_property) for item in value]


def _items(group: StateReader, value: Any) -> list[State]:
    return [] if value is None else [group.read(item) for item in value]


def _list_or_empty(value: Any) -> Any:
    return [] if value is None else value


def _items_as_options(field: Field, value: Any) -> Any:
    return [] if value is None else field.from_api(value)


def _spelled(field: Field, body: Any) -> Any:
    """A property that a server may spell in another way, or a group that it may put on the level above."""
    value = property_at(body, field.response_path)
    if value is not MISSING:
        return value
    holder = property_at(body, field.response_path[:-1])
    for spelling in field.spellings if isinstance(holder, Mapping) else ():
        if spelling in holder:
            return holder.get(spelling)
        if spelling == SAME_LEVEL and any(inner.response_path[0] in holder for inner in field.fields):
            return holder
    return MISSING
