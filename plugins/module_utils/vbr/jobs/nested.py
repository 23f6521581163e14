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
            elif isinstance(value, list):
                result[field.option] = [self.complete(field.fields, item, f"{name}.") for item in value]
            elif isinstance(value, Mapping):
                result[field.option] = self.complete(field.fields, value, f"{name}.")
        return result

    @abstractmethod
    def found(self, field: Field, given: Mapping[str, Any], option: str) -> State:
        """The object that ``given``, the value of ``option``, names, with all that a request needs."""

    @abstractmethod
    def found_among(
        self, field: Field, bodies: Sequence[Mapping[str, Any]], given: Mapping[str, Any], option: str
    ) -> State | None:
        """The same, of the objects in ``bodies``; None where none of them is meant."""
