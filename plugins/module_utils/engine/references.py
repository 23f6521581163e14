# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names for ids and ids for names, one read of each kind of object per task. Private to the collection."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from ..core.errors import ApiError, ObjectNotFound
from ..core.naming import NO_ID, is_id, not_found, select_by_name
from ..http.client import Client
from ..schema.fields import Field, Reference
from ..schema.reader import MISSING, property_at
from ..schema.state import lookup


class Names:
    """The objects of one kind, by any name a user may know them by. Pure."""

    def __init__(self, reference: Reference, objects: Sequence[Mapping[str, Any]]) -> None:
        self._noun = reference.noun
        # The names of each id; several objects may have one id, as service accounts share a tenant.
        self._names: dict[str, list[str]] = {}
        for item in objects:
            if any(item.get(prop) != value for prop, value in reference.only.items()):
                continue
            names = self._names.setdefault(item[reference.key], [])
            names += [str(lookup(item, key)) for key in reference.names if lookup(item, key)]
        self._ids_per_name = Counter(name for names in self._names.values() for name in set(names))

    def id_of(self, name: str) -> str:
        """The id of the object of that name, or ``name``, an id. Raises ObjectNotFound, AmbiguousName."""
        return select_by_name(self._noun, self._names, name, self._names.__getitem__, lambda identifier: [identifier])

    def full_name(self, identifier: str) -> str:
        """The name that the server has for an id. Raises ObjectNotFound for an id that no object has."""
        names = self._names.get(identifier) or self._names.get(identifier.lower())
        if not names:
            raise not_found(self._noun, identifier, {name for known in self._names.values() for name in known})
        return names[0]

    def name_of(self, identifier: str) -> str:
        """The name that no other object has, or the id where there is none."""
        names = self._names.get(identifier, [])
        return next((name for name in names if self._ids_per_name[name] == 1), identifier)


class ReferenceResolver:
    """The names of one server, from the list where it is short, else by the server's filter."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._kinds: dict[Reference, Names] = {}
        # Several kinds may be in the same list.
        self._lists: dict[str, list[dict[str, Any]]] = {}
        self._known_names: dict[str, str] = {}
        self._known_ids: dict[tuple[Reference, str], str] = {}
        # What ids were turned into: the objects of a list refer to the same few others again and again.
        self._turned: dict[Reference, dict[str, str]] = {}
        # The first pages of lists that are longer.
        self._first_pages: dict[str, list[dict[str, Any]]] = {}

    def remember(self, identifier: str, name: str) -> None:
        """Keep a name that came together with its id, so that nobody has to look it up."""
        if identifier not in self._known_names:
            self._know(identifier, name)

    def remember_shown(self, fields: Sequence[Field], body: Mapping[str, Any]) -> None:
        """Keep the names that an object shows of the objects to which it refers, so that nothing is looked up."""
        for field in fields:
            if not field.name_from:
                continue
            value = property_at(body, field.response_path)
            if field.item_property:
                items = [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []
                shown = [(item.get(field.item_property), item.get(field.name_from)) for item in items]
            else:
                shown = [(None if value is MISSING else value, lookup(body, field.name_from))]
            for identifier, name in shown:
                if identifier and name:
                    self.remember(str(identifier), str(name))

    def full_name(self, reference: Reference, identifier: str) -> str:
        """The name that the server itself has for an id. Raises ObjectNotFound where no object has it."""
        return self._names(reference).full_name(identifier)

    def whole_object(self, reference: Reference, identifier: str) -> Mapping[str, Any]:
        """The object of an id, as its list shows it. Raises ObjectNotFound where no object has it."""
        found = [item for item in self._list(reference.path) if item[reference.key] == identifier]
        if not found:
            raise ObjectNotFound(f"There is no {reference.noun} with the id {identifier}.", id=identifier)
        return found[0]

    def to_id(self, reference: Reference, given: str) -> str:
        """The id of the object that ``given`` names, or ``given``, an id. Raises ObjectNotFound, AmbiguousName."""
        if is_id(given):
            return given
        identifier = self._known_ids.get((reference, given))
        if identifier is None:
            identifier = self._id_by_query(reference, given) or self._names(reference).id_of(given)
            self._known_ids[reference, given] = identifier
        # The result of a task uses the name that the task gave.
        self._know(identifier, given)
        return identifier

    def to_id_or_name(self, reference: Reference, given: str) -> str:
        """As ``to_id``, and ``given`` where nothing has that name: for what is removed, and may not exist any more.

        Raises AmbiguousName.
        """
        try:
            return self.to_id(reference, given)
        except ObjectNotFound:
            return given

    def to_name(self, reference: Reference, identifier: str) -> str:
        """A name for ``identifier``, or the id itself where the account may not read it, empty for no object."""
        turned = self._turned.get(reference)
        if turned is None:
            turned = self._turned[reference] = {}
        name = turned.get(identifier)
        if name is None:
            name = turned[identifier] = self._name(reference, identifier)
        return name

    def _name(self, reference: Reference, identifier: str) -> str:
        if identifier == NO_ID:
            return ""
        known = self._known_names.get(identifier)
        if known is not None:
            return known
        try:
            return self._names(reference).name_of(identifier)
        except ApiError:
            return identifier

    def _know(self, identifier: str, name: str) -> None:
        """Use ``name`` for an id from now on, whatever it was turned into before."""
        self._known_names[identifier] = name
        for turned in self._turned.values():
            turned.pop(identifier, None)

    def _id_by_query(self, reference: Reference, given: str) -> str | None:
        """The id of an object that the server finds by its name; None where the whole list has to tell.

        A list of one page is read whole. The error message for a name that nothing has is worth reading any list.
        """
        if not reference.query or self._is_short(reference.path):
            return None
        similar = Names(reference, list(self._client.pages(reference.path, {reference.query: given})))
        try:
            return similar.id_of(given)
        except ObjectNotFound:
            return None

    def _is_short(self, path: str) -> bool:
        """Whether one page holds the list, which is read for that."""
        if path not in self._lists and path not in self._first_pages:
            size = self._client.product.paging.size
            page = list(islice(self._client.pages(path), size))
            (self._lists if len(page) < size else self._first_pages)[path] = page
        return path in self._lists

    def _names(self, reference: Reference) -> Names:
        names = self._kinds.get(reference)
        if names is None:
            names = self._kinds[reference] = Names(reference, self._list(reference.path))
        return names

    def _list(self, path: str) -> list[dict[str, Any]]:
        if path not in self._lists:
            self._lists[path] = list(self._client.pages(path))
        return self._lists[path]
