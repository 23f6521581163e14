# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From objects as the API writes them to states in the terms of a task, for lists of thousands of objects.

What each field needs is decided once for all objects of a context. Private to the collection.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Callable, NamedTuple

from .fields import SAME_LEVEL, Field, Form, Reference
from .resource import SchemaContext, fields_of

MISSING = object()

Convert = Callable[[Any], Any]
State = dict[str, Any]
Turn = Callable[[Reference, str], str]


class _Property(NamedTuple):
    """What a property of an object is read into: an option of its own, options of what it holds, or both.

    ``is_scalar`` is whether it is a number or a truth value, which has to be converted only where it is a text;
    ``words`` are the choices of the option by the words that the API is documented to write; ``group`` are the
    properties of a group, which may be null.
    """

    option: str = ""
    is_scalar: bool = False
    words: Mapping[str, str] = {}
    convert: Convert | None = None
    group: _Level | None = None
    inner: _Level | None = None


class _Level(NamedTuple):
    """The properties of one object, by their names.

    ``plain`` are the options that take the very value of a property: most do, so it is looked for there first.
    """

    plain: dict[str, str]
    others: dict[str, _Property]

    def read(self, body: Mapping[str, Any], state: State) -> None:
        """Put what an object holds into ``state``: without a call for each property, for a list has thousands."""
        plain, others = self
        for key, given in body.items():
            if key in plain:
                state[plain[key]] = given
                continue
            known = others.get(key)
            if known is None:
                continue
            option, is_scalar, words, convert, group, inner = known
            is_text = given.__class__ is str
            if is_scalar and not is_text:
                state[option] = given
                continue
            if inner is not None and given is not None and isinstance(given, (dict, Mapping)):
                inner.read(given, state)
            if not option:
                continue
            if is_text and given in words:
                state[option] = words[given]
            elif convert is not None:
                state[option] = convert(given)
            elif group is not None and given is not None:
                held: State = {}
                state[option] = held
                if isinstance(given, (dict, Mapping)):
                    group.read(given, held)
            else:
                state[option] = given

    def add(self, path: Sequence[str], read: _Property) -> bool:
        """Read the property at ``path`` as ``read`` says; False where another option has that property."""
        key, *inner_path = path
        if inner_path:
            known = self.others.get(key, _Property(self.plain.pop(key, "")))
            # Whatever else it is, what it holds has to be looked at.
            inner = known.inner or _Level({}, {})
            self.others[key] = known._replace(inner=inner, is_scalar=False, words={})
            return inner.add(inner_path, read)
        known = self.others.get(key, _NOTHING)
        if key in self.plain or known.option:
            return False
        if known.inner is not None:
            self.others[key] = read._replace(inner=known.inner, is_scalar=False, words={})
        elif read._replace(option="") == _NOTHING:
            self.plain[key] = read.option
        else:
            self.others[key] = read
        return True


class _Referring(NamedTuple):
    """An option that is a reference, or a group, or a list of groups, that holds some."""

    option: str
    reference: Reference | None
    group: StateReader


class StateReader:
    """Reads objects of one context, and gives their references names.

    ``has_references`` is whether states hold IDs in the place of names.
    """

    has_references: bool

    def __init__(self, fields: tuple[Field, ...], context: SchemaContext) -> None:
        self.level = _Level({}, {})
        # What is not always where it belongs.
        self._spelled: list[tuple[Field, Convert | None]] = []
        referring = []
        for field in fields_of(fields, context):
            inner = state_reader(field.fields, context)
            if field.reference or inner.has_references:
                referring.append(_Referring(field.option, field.reference, inner))
            if field.is_state:
                self._add(field, inner)
        self._referring = tuple(referring)
        self.has_references = bool(referring)
        # A group that is one of several is read only where the object is of its kind.
        self._constants = tuple(
            (field.path, [str(field.to_api(choice)).lower() for choice in field.choices])
            for field in fields_of(fields, context)
            if field.mode == "constant" and field.choices
        )

    def read_group(self, body: object) -> State | None:
        """As ``read``, None for null and where the constants of these fields say that the object is of another kind."""
        if body is None:
            return None
        for path, words in self._constants:
            value = property_at(body, path)
            if value not in (MISSING, None) and str(value).lower() not in words:
                return None
        return self.read(body)

    @property
    def is_plain(self) -> bool:
        """Whether ``level`` says all about how these fields are read."""
        return not self._spelled and not self._constants

    def read(self, body: object) -> State:
        """The state that an API object is in; what the server did not send is left out."""
        state: State = {}
        # A body is a dict nearly always, and asking the abstract class takes ten times as long.
        if isinstance(body, (dict, Mapping)):
            self.level.read(body, state)
            if self._spelled:
                self._read_spelled(body, state)
        return state

    def resolve(self, state: Mapping[str, Any], turn: Turn) -> State:
        """A copy of ``state`` with every reference turned: names to IDs, or IDs to names."""
        turned = self.copy(state)
        self.resolve_in(turned, turn)
        return turned

    def resolve_in(self, state: State, turn: Turn) -> None:
        """Turn every reference in ``state``, which nobody else has."""
        for option, reference, group in self._referring:
            value = state.get(option)
            if not value:
                continue
            is_list = isinstance(value, list)
            if reference is not None:
                state[option] = [turn(reference, item) for item in value] if is_list else turn(reference, value)
            elif is_list:
                for item in value:
                    group.resolve_in(item, turn)
            else:
                group.resolve_in(value, turn)

    def copy(self, state: Mapping[str, Any]) -> State:
        """A copy of ``state`` and of the groups that references may be in; the rest is shared."""
        copied = dict(state)
        for option, reference, group in self._referring:
            value = copied.get(option)
            if value and not reference:
                copied[option] = [group.copy(item) for item in value] if isinstance(value, list) else group.copy(value)
        return copied

    def _read_spelled(self, body: Mapping[str, Any], state: State) -> None:
        for field, convert in self._spelled:
            # Most are where they belong.
            value = property_at(body, field.response_path)
            if value is MISSING and field.spellings:
                value = _spelled(field, body)
            if value is not MISSING:
                state[field.option] = value if convert is None else convert(value)

    def _add(self, field: Field, inner: StateReader) -> None:
        convert = _conversion(field, inner)
        is_single = convert == field.from_api and field.type != "list"
        words = field.choices_by_word if is_single and field.choices else {}
        if field.spellings or not field.response_path:
            self._spelled.append((field, convert))
            return
        if convert == inner.read_group and inner.is_plain:
            read = _Property(field.option, group=inner.level)
        else:
            read = _Property(field.option, is_single and not field.choices, words, convert)
        # Or two options show the same property.
        if not self.level.add(field.response_path, read):
            self._spelled.append((field, convert))


_NOTHING = _Property()


@functools.cache
def state_reader(fields: tuple[Field, ...], context: SchemaContext) -> StateReader:
    """The reader of objects with these fields in this context."""
    return StateReader(fields, context)


def property_at(body: object, path: Sequence[str]) -> Any:
    """What is at the end of ``path`` in an object, MISSING where that has no such property."""
    found: Any = body
    for key in path:
        if not isinstance(found, dict) and (found in (None, MISSING) or not isinstance(found, Mapping)):
            return MISSING
        found = found.get(key, MISSING)
    return found


def _conversion(field: Field, inner: StateReader) -> Convert | None:
    """What makes a value of the API one of the option, None where it is that already."""
    if field.form is not None:
        return functools.partial(_in_form, field.form)
    if field.item_property:
        return functools.partial(_item_properties, field)
    if field.fields:
        return functools.partial(_items, inner) if field.type == "list" else inner.read_group
    # Other texts are taken as they are.
    differs = bool(field.choices) or (field.elements or field.type) in ("int", "bool")
    if field.type == "list":
        return functools.partial(_items_as_options, field) if differs else _list_or_empty
    return field.word or (field.from_api if differs else None)


def _in_form(form: Form, value: object) -> Any:
    return None if value is None else form.read(value)


def _item_properties(field: Field, value: Iterable[Mapping[str, Any]] | None) -> list[Any]:
    return [] if value is None else [item.get(field.item_property) for item in value]


def _items(group: StateReader, value: Iterable[Mapping[str, Any]] | None) -> list[State]:
    return [] if value is None else [group.read(item) for item in value]


def _list_or_empty(value: object) -> Any:
    return [] if value is None else value


def _items_as_options(field: Field, value: object) -> Any:
    if isinstance(value, list) and str not in map(type, value):
        return value
    return [] if value is None else field.from_api(value)


def _spelled(field: Field, body: object) -> Any:
    """A property that a server spells in another way, or a group that it puts on the level above."""
    holder = property_at(body, field.response_path[:-1])
    for spelling in field.spellings if isinstance(holder, Mapping) else ():
        if spelling in holder:
            return holder.get(spelling)
        if spelling == SAME_LEVEL and any(inner.response_path[0] in holder for inner in field.fields):
            return holder
    return MISSING
