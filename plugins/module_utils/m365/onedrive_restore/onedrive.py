# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A OneDrive in a restore session, its folders, documents and their versions. Private to the collection.

Operations under ``/RestoreSessions/{restoreSessionId}/Organization/OneDrives``. A folder does not say what it is in, so
a path is followed from the root, level by level.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...core.errors import InvalidOption, listed
from ...core.naming import same_name, select_one
from ...engine.task import Task
from ...schema.fields import Field
from ...schema.resource import SchemaContext
from ...schema.state import read_state, without_nulls
from ...schema.writing import write_state
from ..item_restore.items import Owner, Selected, address, named, names_along
from ..item_restore.restore import no_owner
from ..product import M365
from ..restore_sessions import ITEM as SESSION_ITEM
from .options import DOCUMENT, FOLDER

ONEDRIVES = SESSION_ITEM + "/Organization/OneDrives"
ONEDRIVE = ONEDRIVES + "/{oneDriveId}"
SEARCH = ONEDRIVE + "/search"
FOLDERS, DOCUMENTS = ONEDRIVE + "/Folders", ONEDRIVE + "/Documents"
FOLDER_SEARCH = FOLDERS + "/{folderId}/search"
DOCUMENT_ITEM = DOCUMENTS + "/{documentId}"
VERSIONS = DOCUMENT_ITEM + "/Versions"
VERSION = VERSIONS + "/{versionId}"
NOUN, ROOT = "OneDrive", "root"
IS_FOLDER, IS_DOCUMENT = "folder", "document"


def find_onedrive(task: Task, session: str, given: str) -> Owner:
    """The OneDrive of a name, an address or an id. Raises ObjectNotFound, AmbiguousName."""
    total, fitting = 0, []
    for body in task.client.pages(address(ONEDRIVES, restoreSessionId=session)):
        total += 1
        if any(same_name(str(body.get(name) or "").rstrip("/"), given.rstrip("/")) for name in ("id", "name", "url")):
            fitting.append(onedrive(body))
    advice = "Give the URL or the id in place of the name."
    found = select_one(NOUN, given, fitting, lambda one: f"{one.id} ({one.address})", advice)
    if found is None:
        raise no_owner(NOUN, given, total)
    return found


def onedrive(body: Mapping[str, Any]) -> Owner:
    """A OneDrive of a response."""
    return Owner(str(body["id"]), str(body.get("name") or ""), str(body.get("url") or ""), body)


def target_body(owner: Owner) -> dict[str, Any]:
    """A OneDrive as the bodies name another one."""
    named_by = {"id": owner.id, "name": owner.name, "url": owner.address}
    return {"onedrive": {name: value for name, value in named_by.items() if value}}


class Tree:
    """The folders and documents of a OneDrive, each level read once."""

    def __init__(self, task: Task, session: str, owner: Owner) -> None:
        self._task = task
        self._ids = {"restoreSessionId": session, "oneDriveId": owner.id}
        self._levels: dict[tuple[str, str], list[dict[str, Any]]] = {}

    def at(self, path: str) -> list[Selected]:
        """The folder or document at a path, in a list; an empty one where there is none. Raises AmbiguousName."""
        *folders, last = names_along("paths", path)
        parent = ROOT
        for name in folders:
            found = named(IS_FOLDER, name, self._level(FOLDERS, parent))
            if found is None:
                return []
            parent = str(found["id"])
        found = named(IS_FOLDER, last, self._level(FOLDERS, parent))
        if found is not None:
            return [folder(found, path)]
        found = named(IS_DOCUMENT, last, self._level(DOCUMENTS, parent))
        return [] if found is None else [document(found, path)]

    def _level(self, template: str, parent: str) -> list[dict[str, Any]]:
        key = (template, parent)
        if key not in self._levels:
            self._levels[key] = list(self._task.client.pages(address(template, **self._ids), {"parentId": parent}))
        return self._levels[key]


def folder(body: Mapping[str, Any], path: str = "") -> Selected:
    """A folder of a response."""
    return Selected(IS_FOLDER, path or str(body["name"]), str(body["id"]), body)


def document(body: Mapping[str, Any], path: str = "") -> Selected:
    """A document of a response."""
    return Selected(IS_DOCUMENT, path or str(body["name"]), str(body["id"]), body)


def found_item(body: Mapping[str, Any]) -> Selected:
    """What a search has found, which may be a folder."""
    # A truth value may be written as a text.
    return folder(body) if str(body.get("isFolder")).lower() == "true" else document(body)


def items_found(task: Task, session: str, owner: Owner, text: str, within: Selected | None) -> list[Selected]:
    """What a search finds in the OneDrive, or in a folder of it, each once."""
    ids = {"restoreSessionId": session, "oneDriveId": owner.id}
    path = address(FOLDER_SEARCH, folderId=within.id, **ids) if within else address(SEARCH, **ids)
    found = task.client.pages(path, post_body={"query": text})
    return list({one.id: one for one in map(found_item, found)}.values())


def version_id(task: Task, session: str, owner: Owner, one: Selected, version: str) -> str:
    """The id of an earlier version of a document, empty for the one that the backup has. Raises InvalidOption."""
    if one.type != IS_DOCUMENT:
        raise InvalidOption(f"version is of a document, and '{one.name}' is a folder. Leave it out.", option="version")
    if str(one.body.get("version")) == version:
        return ""
    path = address(VERSIONS, restoreSessionId=session, oneDriveId=owner.id, documentId=one.id)
    versions = [document_version(body) for body in task.client.pages(path)]
    found = [identifier for name, identifier in versions if name == version]
    if not found:
        names = [*(name for name, _identifier in versions), str(one.body.get("version"))]
        raise InvalidOption(
            f"Version '{version}' of '{one.name}' not found. Available: {listed(names)}.", option="version"
        )
    return found[0]


def document_version(body: Mapping[str, Any]) -> tuple[str, str]:
    """The name and the id of a version of a document."""
    return str(body.get("version")), str(body["versionId"])


def sent_items(task: Task, found: Sequence[Selected], fields: tuple[Field, ...]) -> list[dict[str, Any]]:
    """Folders or documents as the bodies name them: as the server shows them, of what it accepts."""
    context = SchemaContext(M365, task.client.revision)
    sent = []
    for one in found:
        body: dict[str, Any] = {}
        write_state(fields, without_nulls(read_state(fields, one.body, context)), body, context)
        if fields is DOCUMENT:
            # A search need not show it, and the document demands it.
            body.setdefault("sizeBytes", 0)
        sent.append(body)
    return sent


ITEM_FIELDS = {IS_FOLDER: FOLDER, IS_DOCUMENT: DOCUMENT}
