# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The declaration of M(opendr.veeam.veeam_m365_onedrive_restore). Private to the collection."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Sequence
from typing import Any

from ...core.errors import InvalidOption, UnexpectedResponse
from ...engine.task import ApiUsage, Declaration, RequestBody, Result, Task
from ...schema.fields import Field
from ...schema.resource import Operation
from ..item_restore.items import ExportRequest, Owner, RestoreRequest, Selected, Selection, address, names_along
from ..item_restore.moment import RESTORE_POINTS, backup_time
from ..item_restore.options import CONSTRAINTS, options, sent_body
from ..item_restore.outcome import statistics_counts
from ..item_restore.restore import ItemRestore
from ..product import M365
from ..restore_scope import EXPLORE, MOMENT, READERS, READS, TYPE
from ..restore_sessions import EVENTS, STATISTICS, STOP
from ..restore_sessions import ITEM as SESSION_ITEM
from . import onedrive
from .onedrive import DOCUMENT_ITEM, DOCUMENTS, FOLDERS, IS_DOCUMENT, IS_FOLDER, ONEDRIVE, VERSION
from .options import (
    AUTHENTICATION,
    DERIVED_TARGET,
    DOCUMENT,
    DOCUMENT_TARGET,
    EXISTING,
    FOLDER,
    FOLDER_TARGET,
    FOLDERS_ONLY,
    OWN,
    TARGET,
    validate_options,
)

RESTORE, RESTORE_FOLDERS, RESTORE_DOCUMENTS, RESTORE_VERSION = (
    Operation("POST", f"{what}/restore", "object") for what in (ONEDRIVE, FOLDERS, DOCUMENTS, VERSION)
)
COPY, COPY_FOLDERS, COPY_DOCUMENTS, COPY_VERSION = (
    Operation("POST", f"{what}/copyTo", "object") for what in (ONEDRIVE, FOLDERS, DOCUMENTS, VERSION)
)
# The response is the file.
SAVE, SAVE_FOLDERS, SAVE_DOCUMENTS, SAVE_DOCUMENT, SAVE_VERSION = (
    Operation("POST", f"{what}/save", "nothing") for what in (ONEDRIVE, FOLDERS, DOCUMENTS, DOCUMENT_ITEM, VERSION)
)
SAVES = (SAVE, SAVE_FOLDERS, SAVE_DOCUMENTS, SAVE_DOCUMENT, SAVE_VERSION)
TO_ORIGINAL = (EXISTING, AUTHENTICATION)
TO_FOLDER, TO_DOCUMENT = (FOLDER_TARGET, AUTHENTICATION), (DOCUMENT_TARGET, AUTHENTICATION)
WHOLE = "the whole OneDrive"
# What the bodies call a list of folders or documents.
LISTS = {IS_FOLDER: "folders", IS_DOCUMENT: "documents"}


class OneDriveRestore(ItemRestore):
    """A OneDrive, folders and documents of it, or an earlier version of a document."""

    kind, noun, option, target = "OneDrive", onedrive.NOUN, "onedrive", TARGET

    def named_in_task(self) -> tuple[str, ...]:
        """The paths, or what is searched for."""
        params = self.task.params
        validate_options(self.task)
        paths = list(params["paths"] or ())
        seen = [tuple(name.casefold() for name in names_along("paths", path)) for path in paths]
        double = next((path for number, path in enumerate(paths) if seen[number] in seen[:number]), "")
        if double:
            raise InvalidOption(f"paths has {double!r} twice. Name each path once.", option="paths")
        if params["search"]:
            return (f"{params['search']} in {paths[0]}",) if paths else (str(params["search"]),)
        if params["version"]:
            return (f"{paths[0]} in version {params['version']}",)
        return tuple(paths) or (WHOLE,)

    def find_owner(self, session: str) -> Owner:
        """The OneDrive."""
        return onedrive.find_onedrive(self.task, session, self.given)

    def select(self, session: str, owner: Owner) -> Selection:
        """The folders and documents in the backup."""
        params, task = self.task.params, self.task
        tree = onedrive.Tree(task, session, owner)
        if params["search"]:
            within = tree.at(params["paths"][0]) if params["paths"] else [None]
            found = [
                one for place in within for one in onedrive.items_found(task, session, owner, params["search"], place)
            ]
            return {self.wanted[0]: found}
        if params["paths"]:
            return {key: tree.at(path) for key, path in zip(self.wanted, params["paths"])}
        return {WHOLE: [Selected(onedrive.NOUN, owner.name, owner.id, owner.body)]}

    def requests(self, session: str, owner: Owner, selection: Selection) -> list[RestoreRequest]:
        """One for the OneDrive, one for all folders, one for all documents, or one for a version."""
        ids = {"restoreSessionId": session, "oneDriveId": owner.id}
        found = _each_once(selection)
        if not self.task.params["paths"] and not self.task.params["search"]:
            operation = COPY if self._copies else RESTORE
            body = self._body(session, TO_FOLDER)
            path = address(operation.path, **ids)
            return [RestoreRequest(f"'{owner.name}'", tuple(selection), found, operation, path, body, 0)]
        version = self._version_of(session, owner, found)
        if version:
            operation = COPY_VERSION if self._copies else RESTORE_VERSION
            path = address(operation.path, documentId=found[0].id, versionId=version, **ids)
            title = f"version {self.task.params['version']} of '{found[0].name}' of '{owner.name}'"
            body = self._body(session, TO_DOCUMENT)
            return [RestoreRequest(title, tuple(selection), found, operation, path, body, 1)]
        kinds = [kind for kind in LISTS if any(one.type == kind for one in found)]
        return [self._request(session, owner, selection, kind) for kind in kinds]

    def _request(self, session: str, owner: Owner, selection: Selection, kind: str) -> RestoreRequest:
        """The request for all folders or for all documents; what a search has found of both is done with the last."""
        found = tuple(one for one in _each_once(selection) if one.type == kind)
        folders = kind == IS_FOLDER
        operations = (COPY_FOLDERS, COPY_DOCUMENTS) if self._copies else (RESTORE_FOLDERS, RESTORE_DOCUMENTS)
        operation = operations[0 if folders else 1]
        body = self._body(session, TO_FOLDER if folders else TO_DOCUMENT)
        body[LISTS[kind]] = onedrive.sent_items(self.task, found, onedrive.ITEM_FIELDS[kind])
        keys = tuple(key for key, ones in selection.items() if _last_kind(ones) == kind)
        path = address(operation.path, restoreSessionId=session, oneDriveId=owner.id)
        title = f"{len(found)} {LISTS[kind]} of '{owner.name}'"
        return RestoreRequest(title, keys, found, operation, path, body, 0 if folders else len(found))

    def export_request(self, session: str, owner: Owner, selection: Selection) -> ExportRequest:
        """The OneDrive, folders, documents, or one document as it is or in an earlier version."""
        ids = {"restoreSessionId": session, "oneDriveId": owner.id}
        found = _each_once(selection)
        if not self.task.params["paths"] and not self.task.params["search"]:
            return ExportRequest(SAVE, address(SAVE.path, **ids), None, _ensure_zip)
        zipped = bool(self.task.params["export"]["zip"])
        version = self._version_of(session, owner, found)
        if version or not zipped:
            if found[0].type == IS_FOLDER:
                raise InvalidOption(
                    f"export.zip=false is for a document, and '{found[0].name}' is a folder.", option="export"
                )
            operation = SAVE_VERSION if version else SAVE_DOCUMENT
            path = address(operation.path, documentId=found[0].id, versionId=version, **ids)
            return ExportRequest(operation, path, {"asZip": zipped}, _ensure_zip if zipped else _ensure_any)
        kinds = {one.type for one in found}
        if len(kinds) > 1:
            raise InvalidOption(
                "export writes one file, and the server saves folders and documents separately. Export them in two "
                "tasks.",
                option="export",
            )
        kind = found[0].type
        operation = SAVE_FOLDERS if kind == IS_FOLDER else SAVE_DOCUMENTS
        body = {LISTS[kind]: onedrive.sent_items(self.task, found, onedrive.ITEM_FIELDS[kind])}
        return ExportRequest(operation, address(operation.path, **ids), body, _ensure_zip)

    @property
    def _copies(self) -> bool:
        return bool(self.task.params["target"])

    def _version_of(self, session: str, owner: Owner, found: Sequence[Selected]) -> str:
        version = self.task.params["version"]
        return onedrive.version_id(self.task, session, owner, found[0], str(version)) if version else ""

    def _body(self, session: str, to_target: tuple[Field, ...]) -> dict[str, Any]:
        if not self._copies:
            return sent_body(self.task, TO_ORIGINAL)
        target = self.task.params["target"]
        given = [field.option for field in FOLDERS_ONLY if target[field.option] is not None]
        if to_target is TO_DOCUMENT and given:
            raise InvalidOption(
                f"target.{given[0]} is for folders and whole OneDrives, and the task restores documents. Leave it out.",
                option="target",
            )
        other = onedrive.find_onedrive(self.task, session, str(target["onedrive"]))
        return {**sent_body(self.task, to_target), **onedrive.target_body(other)}


def _each_once(selection: Selection) -> tuple[Selected, ...]:
    return tuple({one.id: one for found in selection.values() for one in found}.values())


def _last_kind(found: Sequence[Selected]) -> str:
    """The kind of what is restored last."""
    return [kind for kind in LISTS if any(one.type == kind for one in found)][-1]


def _ensure_zip(path: str) -> None:
    if not zipfile.is_zipfile(path):
        raise UnexpectedResponse("POST save", "ZIP archive")


def _ensure_any(path: str) -> None:
    # A document may be empty, but never missing.
    os.stat(path)


def _run(task: Task) -> Result:
    return OneDriveRestore(task).run()


def _list_of(kind: str, fields: tuple[Field, ...]) -> tuple[str, ...]:
    """The properties of a body that lists folders or documents."""
    name = LISTS[kind]
    return (name, *(f"{name}.{field.api}" for field in fields))


_FOLDER_LIST, _DOCUMENT_LIST = _list_of(IS_FOLDER, FOLDER), _list_of(IS_DOCUMENT, DOCUMENT)
MODULE = Declaration(
    product=M365,
    options=options(OWN, (EXISTING, TARGET, AUTHENTICATION)),
    run=_run,
    constraints=CONSTRAINTS,
    api=ApiUsage(
        operations=(
            *(RESTORE, RESTORE_FOLDERS, RESTORE_DOCUMENTS, RESTORE_VERSION),
            *(COPY, COPY_FOLDERS, COPY_DOCUMENTS, COPY_VERSION),
        ),
        opens=(*EXPLORE, STOP),
        reads=(
            *(*READS, SESSION_ITEM, EVENTS, STATISTICS, RESTORE_POINTS),
            *(onedrive.ONEDRIVES, FOLDERS, DOCUMENTS, onedrive.VERSIONS),
        ),
        post_reads=(onedrive.SEARCH, onedrive.FOLDER_SEARCH, *(save.path for save in SAVES)),
        bodies=(
            *(RequestBody(operation, (TYPE, *MOMENT)) for operation in EXPLORE),
            *(RequestBody(operation, TO_ORIGINAL) for operation in (RESTORE, RESTORE_VERSION)),
            RequestBody(RESTORE_FOLDERS, TO_ORIGINAL, extra_properties=_FOLDER_LIST),
            RequestBody(RESTORE_DOCUMENTS, TO_ORIGINAL, extra_properties=_DOCUMENT_LIST),
            RequestBody(COPY, TO_FOLDER, extra_properties=DERIVED_TARGET),
            RequestBody(COPY_FOLDERS, TO_FOLDER, extra_properties=(*DERIVED_TARGET, *_FOLDER_LIST)),
            RequestBody(COPY_DOCUMENTS, TO_DOCUMENT, extra_properties=(*DERIVED_TARGET, *_DOCUMENT_LIST)),
            RequestBody(COPY_VERSION, TO_DOCUMENT, extra_properties=DERIVED_TARGET),
            RequestBody(SAVE_FOLDERS, (), extra_properties=_FOLDER_LIST),
            RequestBody(SAVE_DOCUMENTS, (), extra_properties=_DOCUMENT_LIST),
            *(RequestBody(operation, (), extra_properties=("asZip",)) for operation in (SAVE_DOCUMENT, SAVE_VERSION)),
        ),
        since={STATISTICS: "v8"},
        readers={
            **READERS,
            RESTORE_POINTS: backup_time,
            onedrive.ONEDRIVES: onedrive.onedrive,
            FOLDERS: onedrive.folder,
            DOCUMENTS: onedrive.document,
            onedrive.VERSIONS: onedrive.document_version,
            "POST " + onedrive.SEARCH: onedrive.found_item,
            "POST " + onedrive.FOLDER_SEARCH: onedrive.found_item,
            STATISTICS: statistics_counts,
        },
    ),
)
