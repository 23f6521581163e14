# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a backup job of M365 backs up and excludes: items that name users, groups, sites and teams.

A task names an object by any property that tells it from the others; the rest is taken from the job, else from the
lists of the organization. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple
from urllib.parse import quote

from ..core.errors import InvalidOption, joined
from ..core.naming import not_found, same_name, select_one
from ..http.client import Client
from ..schema.desired_lists import REMOVE
from ..schema.fields import Field
from ..schema.resource import SchemaContext, filled
from ..schema.state import State, read_state
from ..schema.values import UUID

ORGANIZATION = "/Organizations/{organizationId}"


class Kind(NamedTuple):
    """A kind of object that an item names: the type of the item, its list, and the filters of that by option."""

    type: str
    path: str
    fields: tuple[Field, ...]
    queries: Mapping[str, str]


_NAMED = (Field("id"), Field("name"), Field("display_name"))
KINDS = {
    "user": Kind("User", ORGANIZATION + "/Users", _NAMED, {"name": "userName", "display_name": "displayName"}),
    "group": Kind("Group", ORGANIZATION + "/Groups", _NAMED, {"name": "groupName", "display_name": "displayName"}),
    "site": Kind(
        "Site",
        ORGANIZATION + "/Sites",
        (
            Field("id"),
            Field("url"),
            Field("title"),
            Field("name"),
            Field("parent_url"),
            Field("is_cloud", "bool", absent_value=False),
            Field("is_personal", "bool", absent_value=False),
        ),
        {},
    ),
    "team": Kind(
        "Team",
        ORGANIZATION + "/Teams",
        (Field("id", format=UUID), Field("display_name"), Field("mail"), Field("description")),
        {"display_name": "displayName"},
    ),
}
PATHS = tuple(kind.path for kind in KINDS.values())
# The option that names the object, by the type of an item; the other types name none.
OBJECT_OF = {kind.type: option for option, kind in KINDS.items()}
TYPES = (*OBJECT_OF, "PartialOrganization", "PersonalSites", "OneDriveFolders")
PROCESSED = (
    "mailbox",
    "archive_mailbox",
    "one_drive",
    "personal_site",
    "sites",
    "teams",
    "teams_chats",
    "members",
    "member_mailbox",
    "member_archive_mailbox",
    "member_onedrive",
    "member_site",
    "group_site",
)
# What an item of each type says beside its object.
SAID_OF = {
    "User": ("mailbox", "archive_mailbox", "one_drive", "personal_site"),
    "Group": (
        *("mailbox", "group_site", "members"),
        *("member_mailbox", "member_archive_mailbox", "member_onedrive", "member_site"),
    ),
    "Site": (),
    "Team": ("teams_chats",),
    "PartialOrganization": ("mailbox", "archive_mailbox", "one_drive", "sites", "teams", "teams_chats"),
    "PersonalSites": (),
    "OneDriveFolders": ("folders",),
}
ITEM_FIELDS = (
    Field("type", choices=TYPES),
    *(Field(option, "dict", fields=kind.fields) for option, kind in KINDS.items()),
    Field("folders", "list", elements="str"),
    *(Field(option, "bool", absent_value=False) for option in PROCESSED),
)
ITEM_KEYS = ("type", *(f"{option}.id" for option in KINDS))


def read_object(kind: str, body: Mapping[str, Any], context: SchemaContext) -> State:
    """An object of the organization in the words of an item. Raises UnexpectedResponse where it has no id."""
    return {**read_state(KINDS[kind].fields, body, context), "id": str(body["id"])}


def item_key(item: Mapping[str, Any]) -> tuple[str, str]:
    """What an item is recognized by, as the API writes it: its type, and the id of the object that it names.

    Raises UnexpectedResponse where an item of a response has not both: it would be taken for another one.
    """
    kind = OBJECT_OF.get(item["type"])
    return item["type"], str(item[kind]["id"]) if kind else ""


def validate_item(item: Mapping[str, Any], where: str) -> str:
    """The type of an item.

    Raises InvalidOption where it names no object or several, or one of another type, or says what another type has.
    """
    named = [option for option in KINDS if any((item.get(option) or {}).values())]
    kind = str(item.get("type") or (KINDS[named[0]].type if named else ""))
    if not kind:
        raise InvalidOption(f"An item of {where} needs {' or '.join(KINDS)}, or a type.", option=where)
    expected = [OBJECT_OF[kind]] if kind in OBJECT_OF else []
    if named != expected:
        wanted = f"needs {expected[0]} and no other object" if expected else "names no object"
        found = joined(named) if named else "none"
        raise InvalidOption(f"An item of {where} with type={kind} {wanted}, and the task gives {found}.", option=where)
    strange = [option for option in ("folders", *PROCESSED) if item.get(option) and option not in SAID_OF[kind]]
    if strange:
        takes = joined(SAID_OF[kind]) if SAID_OF[kind] else "nothing beside its object"
        raise InvalidOption(
            f"An item of {where} with type={kind} takes {takes}, and the task gives {joined(strange)}. Leave that out.",
            option=where,
        )
    return kind


class ItemReader:
    """Completes the items that a task gives, from the current items of the job and the lists of its organization."""

    def __init__(self, client: Client, context: SchemaContext, organization: str) -> None:
        self._client = client
        self._context = context
        self._organization = organization

    def complete(self, given: Sequence[State], current: Sequence[State], mode: str, where: str) -> list[State]:
        """The items, each with its type and all that identifies its object. Raises ObjectNotFound, AmbiguousName."""
        return [self._completed(item, current, mode, where) for item in given]

    def _completed(self, item: State, current: Sequence[State], mode: str, where: str) -> State:
        kind = validate_item(item, where)
        option = OBJECT_OF.get(kind)
        if option is None:
            return {**item, "type": kind}
        named = {key: value for key, value in item[option].items() if value}
        objects = [other[option] for other in current if other.get(option)]
        in_job = [other for other in objects if is_named(other, named)]
        found = select_one(kind.lower(), _words(named), in_job, _with_id, "Give its id.")
        # The job may have it without the property by which the task names it.
        if found is None and (mode != REMOVE or any(may_be_named(other, named) for other in objects)):
            found = self._in_organization(option, named)
        return {**item, "type": kind, option: found or named}

    def _in_organization(self, option: str, named: State) -> State:
        kind = KINDS[option]
        listed = [read_object(option, body, self._context) for body in self._listed(kind, named)]
        fitting = [other for other in listed if is_named(other, named)]
        found = select_one(kind.type.lower(), _words(named), fitting, _with_id, "Give its id.")
        if found is None:
            raise not_found(kind.type.lower(), _words(named), map(_label, listed), complete=not kind.queries)
        return found

    def _listed(self, kind: Kind, named: State) -> Iterator[Mapping[str, Any]]:
        path = filled(kind.path, self._organization)
        if set(named) == {"id"}:
            body = self._client.find(f"{path}/{quote(str(named['id']), safe='')}")
            return iter([body] if body else [])
        query = next((kind.queries[key] for key in kind.queries if named.get(key)), "")
        value = next((named[key] for key in kind.queries if named.get(key)), "")
        return iter(self._client.pages(path, {query: value} if query else {}))


def is_named(found: Mapping[str, Any], named: Mapping[str, Any]) -> bool:
    """Whether an object has everything by which a task names it. Pure."""
    return all(same_name(found.get(option), value) for option, value in named.items())


def may_be_named(found: Mapping[str, Any], named: Mapping[str, Any]) -> bool:
    """Whether nothing that is known of an object contradicts the properties by which a task names it. Pure."""
    return is_named(found, {option: value for option, value in named.items() if found.get(option)})


def _words(named: Mapping[str, Any]) -> str:
    return ", ".join(str(value) for value in named.values())


def _with_id(found: Mapping[str, Any]) -> str:
    return f"{_label(found)} ({found.get('id')})"


def _label(found: Mapping[str, Any]) -> str:
    return str(next(chain((found[key] for key in ("name", "mail", "url", "display_name") if found.get(key)), ["?"])))
