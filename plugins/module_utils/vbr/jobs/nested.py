# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects that a task names anywhere in its options, each completed by what the server knows of it.

Private to the collection.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from ...schema.desired_lists import REMOVE
from ...schema.fields import Field
from ...schema.resource import SchemaContext, fields_of
from ...schema.state import State, lookup


class NestedFinder(ABC):
    """Completes what options of one kind of field name. A subclass says which kind, and finds one object.

    ``current`` is the body that has objects already, None for a new one. ``modes`` are the options that say how a list
    is applied. What a task removes from a list is looked up in that list alone, as it need not exist any more.
    """

    kind: ClassVar[type[Field]]

    def __init__(
        self, context: SchemaContext, current: Mapping[str, Any] | None, modes: Mapping[str, Any] | None = None
    ) -> None:
        self._context = context
        self._current = current or {}
        self._modes = modes or {}

    def complete(self, fields: tuple[Field, ...], state: Mapping[str, Any], within: str = "") -> State:
        """``state`` with every object in it whole. Raises ObjectNotFound, AmbiguousName, InvalidOption."""
        result = dict(state)
        for field in fields_of(fields, self._context):
            value = state.get(field.option)
            name = within + field.option
            if not value or not field.fields or field.form:
                continue
            if isinstance(field, self.kind) and self._modes.get(field.mode_option) == REMOVE:
                bodies = lookup(self._current, field.api) or []
                found = [self.found_among(field, bodies, item, name) for item in value]
                result[field.option] = [item for item in found if item is not None]
            elif isinstance(field, self.kind):
                is_list = isinstance(value, list)
                result[field.option] = (
                    [self.found(field, item, name) for item in value] if is_list else self.found(field, value, name)
                )
            elif self._modes.get(field.mode_option) == REMOVE and self._holds_objects(field):
                identified = [self._identified(field, item, f"{name}.") for item in value]
                result[field.option] = [item for item in identified if item is not None]
            elif isinstance(value, list):
                result[field.option] = [self.complete(field.fields, item, f"{name}.") for item in value]
            elif isinstance(value, Mapping):
                result[field.option] = self.complete(field.fields, value, f"{name}.")
        return result

    def _holds_objects(self, field: Field) -> bool:
        """Whether the items of a list name objects."""
        return any(isinstance(inner, self.kind) for inner in field.fields)

    def _identified(self, field: Field, item: Mapping[str, Any], within: str) -> State | None:
        """What identifies an item that a task removes from a list, None where the list has no such item."""
        keys = {key.partition(".")[0] for key in field.item_keys}
        identity = {option: value for option, value in item.items() if option in keys}
        bodies = lookup(self._current, field.api) or []
        for inner in fields_of(field.fields, self._context):
            if isinstance(inner, self.kind) and identity.get(inner.option):
                there = [body for body in (lookup(one, inner.api) for one in bodies) if body]
                found = self.found_among(inner, there, identity[inner.option], within + inner.option)
                if found is None:
                    return None
                identity[inner.option] = found
        return identity

    @abstractmethod
    def found(self, field: Field, given: Mapping[str, Any], option: str) -> State:
        """The object that ``given``, the value of ``option``, names, with all that a request needs."""

    @abstractmethod
    def found_among(
        self, field: Field, bodies: Sequence[Mapping[str, Any]], given: Mapping[str, Any], option: str
    ) -> State | None:
        """The same, of the objects in ``bodies``; None where none of them is meant."""
