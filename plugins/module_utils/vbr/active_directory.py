# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects of an Active Directory domain, operation GET ``/api/v1/inventory/activeDirectory/domains/{id}``.

A task names one by its name or its distinguished name; the server wants to be given all that it knows of it.
Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..core.errors import AmbiguousName, InvalidOption
from ..core.naming import not_found
from ..http.client import Client
from ..schema.fields import Field
from ..schema.resource import SchemaContext, filled
from ..schema.state import State, read_state
from ..schema.values import UUID
from .words import REV2

OBJECTS = "/inventory/activeDirectory/domains/{id}"
TYPES = ("Computer", "Cluster", "OrganizationUnit", "Container", "Group", "Domain")
NOUN = "Active Directory object"

OBJECT = (
    Field("name", api="fullName", required=True, looked_up=True),
    Field("distinguished_name", required=True, looked_up=True),
    Field("type", choices=TYPES, required=True, looked_up=True),
    Field("object_id", api="id", required=True, looked_up=True, format=UUID),
    Field("domain_id", required=True, looked_up=True, format=UUID),
    Field("group_scope", mode="computed", since=REV2),
)
# What a task may find one by, and may give of one; the directory ignores the case of both names.
QUERY = ("name", "distinguished_name", "type", "object_id", "domain_id")


class DirectoryObjects:
    """Completes the objects of one domain that a task names: from those known already, else from the domain."""

    def __init__(self, client: Client, context: SchemaContext, domain: str, known: Sequence[State]) -> None:
        self._client = client
        self._context = context
        self._domain = domain
        self._known = known
        # What was read of the domain, by the filters of the request.
        self._lists: dict[tuple[tuple[str, str], ...], list[State]] = {}

    def find(self, given: Mapping[str, Any], option: str) -> State:
        """All that the server says of the object that ``given`` names.

        Raises InvalidOption where it names none, ObjectNotFound, AmbiguousName.
        """
        query = _query(given, option)
        found = _named(self._known, query)
        if len(found) != 1:
            found = _named(self._listed(query), query)
        if not found:
            # What a server takes for similar is its own affair, and the message lists what there is.
            every = self._listed({**query, "name": ""})
            found = _named(every, query)
            if not found:
                raise not_found(NOUN, _shown(query), {str(item.get("name")) for item in every})
        return _only(found, query)

    def _listed(self, query: Mapping[str, Any]) -> list[State]:
        """The objects of the type and the name that the query has, as far as it has them."""
        named = (("fullNameFilter", str(query.get("name") or "")), ("typeFilter", str(query.get("type") or "")))
        if named not in self._lists:
            filters = {name: value for name, value in named if value}
            bodies = self._client.pages(filled(OBJECTS, self._domain), filters)
            self._lists[named] = [read_state(OBJECT, body, self._context) for body in bodies]
        return self._lists[named]


def find_among(objects: Sequence[State], given: Mapping[str, Any], option: str) -> State | None:
    """All that is known of the one of ``objects`` that ``given`` names, None where it names none of them.

    Raises InvalidOption for a value that names nothing, AmbiguousName.
    """
    query = _query(given, option)
    found = _named(objects, query)
    return _only(found, query) if found else None


def _query(given: Mapping[str, Any], option: str) -> State:
    query = {key: given[key] for key in QUERY if given.get(key)}
    if not set(query) - {"type", "domain_id"}:
        raise InvalidOption(f"{option} names no object: give its name or its distinguished_name.", option=option)
    return query


def _shown(query: Mapping[str, Any]) -> str:
    return str(query.get("distinguished_name") or query.get("name") or query.get("object_id"))


def _only(found: Sequence[State], query: Mapping[str, Any]) -> State:
    if len(found) > 1:
        labels = [f"{item.get('distinguished_name')} ({item.get('type')})" for item in found]
        raise AmbiguousName(NOUN, _shown(query), labels, "Give the distinguished_name of the object you mean.")
    return {key: found[0][key] for key in QUERY if found[0].get(key) is not None}


def _named(objects: Sequence[State], query: Mapping[str, Any]) -> list[State]:
    """Those that are all that the task says, each once."""
    found = {
        str(item.get("object_id")): item
        for item in objects
        if all(str(item.get(key)).casefold() == str(value).casefold() for key, value in query.items())
    }
    return list(found.values())
