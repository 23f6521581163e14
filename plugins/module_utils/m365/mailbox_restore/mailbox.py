# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A mailbox in a restore session, its folders and its items. Private to the collection.

Operations under ``/RestoreSessions/{restoreSessionId}/organization/mailboxes``. A folder does not say what it is in, so
a path is followed from the root, level by level.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...core.errors import InvalidOption
from ...core.naming import is_id, same_name, select_one
from ...engine.task import Task
from ..item_restore.items import Owner, Selected, address, named, names_along
from ..item_restore.restore import no_owner
from ..restore_sessions import ITEM as SESSION_ITEM

MAILBOXES = SESSION_ITEM + "/organization/mailboxes"
MAILBOX = MAILBOXES + "/{mailboxId}"
SEARCH = MAILBOX + "/search"
FOLDERS = MAILBOX + "/folders"
FOLDER = FOLDERS + "/{folderId}"
FOLDER_SEARCH = FOLDER + "/search"
ITEMS = MAILBOX + "/items"
ITEM = ITEMS + "/{itemId}"
NOUN, ROOT = "mailbox", "root"
# What an item is called, by what kind of item it is.
_TITLES = ("subject", "fullName", "displayAs", "fileAs", "name", "from")


def find_mailbox(task: Task, session: str, given: str) -> Owner:
    """The mailbox of a name, an email address or an id. Raises ObjectNotFound, AmbiguousName."""
    if is_id(given):
        body = task.client.find(address(MAILBOX, restoreSessionId=session, mailboxId=given))
        if body is None:
            raise no_owner(NOUN, given, sum(1 for _body in _mailboxes(task, session)))
        return mailbox(body)
    archive, total, fitting = task.params["archive"], 0, []
    for body in _mailboxes(task, session):
        total += 1
        if any(same_name(body.get(name), given) for name in ("name", "email")):
            # Others may write a truth value as a text.
            is_archive = str(body.get("isArchive")).lower() == "true"
            if archive is None or archive == is_archive:
                fitting.append((body, is_archive))
    found = select_one(
        NOUN,
        given,
        fitting,
        lambda one: f"{mailbox(one[0]).id} ({one[0].get('email')}{', archive' if one[1] else ''})",
        "Give the id in place of the name, or archive to tell a mailbox from its archive.",
    )
    if found is None:
        raise no_owner(NOUN, given, total)
    return mailbox(found[0])


def _mailboxes(task: Task, session: str) -> Iterator[dict[str, Any]]:
    return task.client.pages(address(MAILBOXES, restoreSessionId=session))


def mailbox(body: Mapping[str, Any]) -> Owner:
    """A mailbox of a response."""
    return Owner(str(body["id"]), str(body.get("name") or ""), str(body.get("email") or ""), body)


def folder(body: Mapping[str, Any], path: str = "") -> Selected:
    """A folder of a response, whose path is known."""
    return Selected("folder", path or str(body["name"]), str(body["id"]), body)


def item(body: Mapping[str, Any]) -> Selected:
    """An item of a response."""
    title = next((str(body.get(name)) for name in _TITLES if body.get(name)), "")
    return Selected("item", title, str(body["id"]), body)


class Folders:
    """The folders of a mailbox, each level read once."""

    def __init__(self, task: Task, session: str, owner: Owner) -> None:
        self._task = task
        self._path = address(FOLDERS, restoreSessionId=session, mailboxId=owner.id)
        self._levels: dict[str, list[dict[str, Any]]] = {}

    def at(self, path: str) -> list[Selected]:
        """The folder at a path, in a list; an empty one where there is none. Raises AmbiguousName."""
        parent, found = ROOT, None
        for name in names_along("folders", path):
            found = named("folder", name, self._level(parent))
            if found is None:
                return []
            parent = str(found["id"])
        return [] if found is None else [folder(found, path)]

    def _level(self, parent: str) -> list[dict[str, Any]]:
        if parent not in self._levels:
            self._levels[parent] = list(self._task.client.pages(self._path, {"parentId": parent}))
        return self._levels[parent]


def items_with_ids(task: Task, session: str, owner: Owner, identifier: str) -> list[Selected]:
    """The item of an id, in a list; an empty one where there is none."""
    path = address(ITEM, restoreSessionId=session, mailboxId=owner.id, itemId=identifier)
    body = task.client.find(path)
    return [] if body is None else [item(body)]


def items_found(task: Task, session: str, owner: Owner, text: str, within: Selected | None) -> list[Selected]:
    """The items that a search finds in the mailbox, or in a folder of it, each once."""
    ids = {"restoreSessionId": session, "mailboxId": owner.id}
    path = address(FOLDER_SEARCH, folderId=within.id, **ids) if within else address(SEARCH, **ids)
    found = task.client.pages(path, post_body={"query": text})
    return list({one.id: one for one in map(item, found)}.values())


def validate_paths(paths: list[str]) -> None:
    """Raise InvalidOption for a path in which a name is empty, or that is given twice. Pure."""
    seen: set[tuple[str, ...]] = set()
    for path in paths:
        names = tuple(name.casefold() for name in names_along("folders", path))
        if names in seen:
            raise InvalidOption(f"folders has {path!r} twice. Name each folder once.", option="folders")
        seen.add(names)
