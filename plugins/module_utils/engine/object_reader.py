# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the object that a task means, and reads it. Private to the collection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..core.errors import AmbiguousName
from ..core.polling import Waiting
from ..http.pages import Query
from ..schema.diff import differences
from ..schema.resource import Resource, SchemaContext, filled
from ..schema.state import State, given_state, read_state, resolve_references
from .plan import ABSENT, Body
from .references import ReferenceResolver
from .task import Task


class ObjectReader:
    """The object of a task: by its id or by what identifies it. A resource that differs overrides a step."""

    def __init__(self, resource: Resource, task: Task) -> None:
        self.resource = resource
        self.task = task
        self.client = task.client
        self.resolver = ReferenceResolver(task.client)
        self.waiting = Waiting.of(task.params)

    def find(self) -> Body | None:
        """The object as its list or its own path returns it, None where there is none. Raises AmbiguousName."""
        if self.resource.is_singleton:
            singleton: Body = self.client.get(self.resource.path)
            return singleton
        identifier = self.task.params.get("id")
        if identifier:
            return self.client.find(filled(self.resource.item_path, identifier))
        return self.select(self.candidates())

    def expand(self, current: Body, for_update: bool) -> Body:
        """``current`` with what only further reads return: as far as the task gives it, or an update has to send it."""
        return current

    @property
    def may_wait(self) -> bool:
        """Whether the task may wait for what an earlier request set off."""
        return not self.task.check_mode and self.waiting.wait

    def read(self, identifier: str | None = None) -> Body | None:
        """The object, with what further reads return as far as the task gives it."""
        current: Body | None
        if identifier and not self.resource.is_singleton:
            current = self.client.find(filled(self.resource.item_path, identifier))
        else:
            current = self.find()
        if current is None or self.task.params.get("state") == ABSENT:
            return current
        return self.expand(current, for_update=False) if self.resource.expanded else current

    def candidates(self) -> list[dict[str, Any]]:
        """The objects that the server lists for the identity that the task gives; it matches loosely."""
        return list(self.client.pages(self.resource.path, self.identity_query()))

    def identity_query(self) -> Query:
        """The parameters that narrow the list by what identifies the object, as far as the task gives it.

        A choice that the API revision does not know is left out: the plan says why it cannot be.
        """
        query: dict[str, Any] = {}
        for option, value in self.identity().items():
            field = self.resource.field(option)
            known = field.choices_in(self.resource.product, self.client.revision)
            parameter = self.resource.identity[option]
            if parameter and (not field.choices or value in known):
                query[parameter] = field.to_api(value)
        return query

    def select(self, candidates: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
        """The candidate that has every identity option as the task gives it. Raises AmbiguousName for several."""
        identity = {option: value for option, value in self.identity().items() if option in self.task.raw}
        fitting = [body for body in candidates if self.has_identity(body, identity)]
        if len(fitting) > 1:
            name = str(self.task.params[self.resource.name])
            ids = [str(body["id"]) for body in fitting]
            raise AmbiguousName(self.resource.noun, name, ids, "Give the id of the object you mean.")
        return fitting[0] if fitting else None

    def identity(self) -> State:
        """The options that identify the object, as the task gives them, with ids in the place of names."""
        fields = tuple(field for field in self.resource.fields if field.option in self.resource.identity)
        given = given_state(fields, self.task.raw, self.task.params)
        return resolve_references(fields, given, self.context(None), self.resolver.to_id)

    def has_identity(self, body: Body, identity: State) -> bool:
        """Whether a listed object has that identity."""
        context = self.context(body)
        fields = tuple(field for field in self.resource.fields if field.option in identity)
        state = read_state(fields, body, context)
        return not any(True for _difference in differences(fields, identity, state, context))

    def context(self, current: Body | None) -> SchemaContext:
        """What the object is or, where there is none yet, is to be."""
        variant = None
        if self.resource.variant:
            field = self.resource.field(self.resource.variant)
            given = self.task.params.get(self.resource.variant)
            chosen = current is None or (given and self.resource.has_mutable_variant)
            variant = given if chosen or current is None else field.from_api(current.get(field.api))
        return SchemaContext(self.resource.product, self.client.revision, variant)

    def id_of(self, current: Body | None) -> str | None:
        """The id of the object, None where there is none, or where the resource has none. Raises UnexpectedResponse."""
        return None if current is None or self.resource.is_singleton else str(current["id"])
