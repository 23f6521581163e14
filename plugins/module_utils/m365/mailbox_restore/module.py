# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The declaration of M(opendr.veeam.veeam_m365_mailbox_restore). Private to the collection."""

from __future__ import annotations

import os
from collections.abc import Sequence

from ...core.errors import UnexpectedResponse
from ...engine.task import ApiUsage, Declaration, RequestBody, Result, Task
from ...schema.resource import Operation
from ..item_restore.items import ExportRequest, Owner, RestoreRequest, Selected, Selection, address
from ..item_restore.moment import RESTORE_POINTS, backup_time
from ..item_restore.options import CONSTRAINTS, options, sent_body
from ..item_restore.outcome import statistics_counts
from ..item_restore.restore import ItemRestore
from ..product import M365
from ..restore_scope import EXPLORE, MOMENT, READERS, READS, TYPE
from ..restore_sessions import EVENTS, STATISTICS, STOP
from ..restore_sessions import ITEM as SESSION_ITEM
from . import mailbox
from .mailbox import FOLDER, ITEM, ITEMS, MAILBOX
from .options import (
    AUTHENTICATION,
    ITEM_IDS,
    KEYWORD,
    MSG,
    OWN,
    SIZE_LIMIT,
    TARGET,
    export_body,
    validate_options,
)

RESTORE, RESTORE_FOLDER, RESTORE_ITEMS = (
    Operation("POST", f"{what}/restore", "object") for what in (MAILBOX, FOLDER, ITEMS)
)
RESTORE_TO, RESTORE_FOLDER_TO, RESTORE_ITEMS_TO = (
    Operation("POST", f"{what}/restoreTo", "object") for what in (MAILBOX, FOLDER, ITEMS)
)
# The response is the file.
EXPORT, EXPORT_FOLDER, EXPORT_ITEMS = (
    Operation("POST", f"{what}/exportToPst", "nothing") for what in (MAILBOX, FOLDER, ITEMS)
)
SAVE_ITEM, SAVE_ITEMS = Operation("POST", ITEM + "/save", "nothing"), Operation("POST", ITEMS + "/Save", "nothing")
EXPORTS = (EXPORT, EXPORT_FOLDER, EXPORT_ITEMS, SAVE_ITEM, SAVE_ITEMS)
TO_ORIGINAL, TO_TARGET = (AUTHENTICATION,), (TARGET, AUTHENTICATION)
WHOLE = "the whole mailbox"


class MailboxRestore(ItemRestore):
    """A mailbox, folders of it, or items."""

    kind, noun, option, target = "Exchange", mailbox.NOUN, "mailbox", TARGET

    def named_in_task(self) -> tuple[str, ...]:
        """The folders, the items, or what is searched for."""
        params = self.task.params
        validate_options(self.task)
        folders = list(params["folders"] or ())
        mailbox.validate_paths(folders)
        if params["search"]:
            return tuple(f"{params['search']} in {path}" for path in folders) or (params["search"],)
        return tuple(dict.fromkeys(folders or params["items"] or (WHOLE,)))

    def find_owner(self, session: str) -> Owner:
        """The mailbox."""
        return mailbox.find_mailbox(self.task, session, self.given)

    def select(self, session: str, owner: Owner) -> Selection:
        """The folders and items in the backup."""
        params, task = self.task.params, self.task
        folders = mailbox.Folders(task, session, owner)
        if params["search"] and params["folders"]:
            return {
                key: [
                    found
                    for folder in folders.at(path)
                    for found in mailbox.items_found(task, session, owner, params["search"], folder)
                ]
                for key, path in zip(self.wanted, params["folders"])
            }
        if params["search"]:
            found = mailbox.items_found(task, session, owner, params["search"], None)
            return {self.wanted[0]: found}
        if params["folders"]:
            return {path: folders.at(path) for path in self.wanted}
        if params["items"]:
            return {one: mailbox.items_with_ids(task, session, owner, one) for one in self.wanted}
        return {WHOLE: [Selected("mailbox", owner.name, owner.id, owner.body)]}

    def requests(self, session: str, owner: Owner, selection: Selection) -> list[RestoreRequest]:
        """One for the mailbox, for each folder, or for all items."""
        ids = {"restoreSessionId": session, "mailboxId": owner.id}
        to_target = bool(self.task.params["target"])
        body = sent_body(self.task, TO_TARGET if to_target else TO_ORIGINAL)
        title = f"'{owner.name}'"
        if self._is_of_items:
            operation = RESTORE_ITEMS_TO if to_target else RESTORE_ITEMS
            found = _each_once(selection)
            title = f"{len(found)} items of {title}"
            path, sent = address(operation.path, **ids), {**body, "items": _ids(found)}
            return [RestoreRequest(title, tuple(selection), found, operation, path, sent, len(found))]
        if self.task.params["folders"]:
            operation = RESTORE_FOLDER_TO if to_target else RESTORE_FOLDER
            return [
                RestoreRequest(
                    f"the folder '{one.name}' of {title}",
                    (key,),
                    (one,),
                    operation,
                    address(operation.path, folderId=one.id, **ids),
                    body,
                    0,
                )
                for key, found in selection.items()
                for one in found
            ]
        operation = RESTORE_TO if to_target else RESTORE
        path = address(operation.path, **ids)
        return [RestoreRequest(title, tuple(selection), tuple(selection[WHOLE]), operation, path, body, 0)]

    def export_request(self, session: str, owner: Owner, selection: Selection) -> ExportRequest:
        """The mailbox, one folder, or all items."""
        ids = {"restoreSessionId": session, "mailboxId": owner.id}
        body = export_body(self.task)
        found = _each_once(selection)
        operation = EXPORT
        if self._is_of_items:
            operation, body = EXPORT_ITEMS, {**body, "items": _ids(found)}
            if self.task.params["export"]["format"] == MSG:
                operation = SAVE_ITEM if len(found) == 1 else SAVE_ITEMS
        elif self.task.params["folders"]:
            operation = EXPORT_FOLDER
        path = address(operation.path, **ids, folderId=found[0].id, itemId=found[0].id)
        return ExportRequest(operation, path, None if operation is SAVE_ITEM else body, _ensure_content)

    @property
    def _is_of_items(self) -> bool:
        return bool(self.task.params["search"] or self.task.params["items"])


def _each_once(selection: Selection) -> tuple[Selected, ...]:
    return tuple({one.id: one for found in selection.values() for one in found}.values())


def _ids(found: Sequence[Selected]) -> list[dict[str, str]]:
    return [{"id": one.id} for one in found]


def _ensure_content(path: str) -> None:
    if not os.path.getsize(path):
        raise UnexpectedResponse("POST exportToPst or save", "content of the file")


def _run(task: Task) -> Result:
    return MailboxRestore(task).run()


_ITEM_BODIES = (ITEM_IDS.partition(".")[0], ITEM_IDS)
MODULE = Declaration(
    product=M365,
    options=options(OWN, TO_TARGET),
    run=_run,
    constraints=CONSTRAINTS,
    api=ApiUsage(
        operations=(RESTORE, RESTORE_TO, RESTORE_FOLDER, RESTORE_FOLDER_TO, RESTORE_ITEMS, RESTORE_ITEMS_TO),
        opens=(*EXPLORE, STOP),
        reads=(
            *(*READS, SESSION_ITEM, EVENTS, STATISTICS, RESTORE_POINTS),
            *(mailbox.MAILBOXES, MAILBOX, mailbox.FOLDERS, ITEM),
        ),
        post_reads=(mailbox.SEARCH, mailbox.FOLDER_SEARCH, *(export.path for export in EXPORTS)),
        bodies=(
            *(RequestBody(operation, (TYPE, *MOMENT)) for operation in EXPLORE),
            *(RequestBody(operation, TO_ORIGINAL) for operation in (RESTORE, RESTORE_FOLDER)),
            *(RequestBody(operation, TO_TARGET) for operation in (RESTORE_TO, RESTORE_FOLDER_TO)),
            RequestBody(RESTORE_ITEMS, TO_ORIGINAL, extra_properties=_ITEM_BODIES),
            RequestBody(RESTORE_ITEMS_TO, TO_TARGET, extra_properties=_ITEM_BODIES),
            *(RequestBody(one, (), extra_properties=(KEYWORD, *SIZE_LIMIT)) for one in (EXPORT, EXPORT_FOLDER)),
            RequestBody(EXPORT_ITEMS, (), extra_properties=(*_ITEM_BODIES, *SIZE_LIMIT)),
            RequestBody(SAVE_ITEMS, (), extra_properties=_ITEM_BODIES),
        ),
        since={STATISTICS: "v8"},
        readers={
            **READERS,
            RESTORE_POINTS: backup_time,
            mailbox.MAILBOXES: mailbox.mailbox,
            MAILBOX: mailbox.mailbox,
            ITEM: mailbox.item,
            mailbox.FOLDERS: mailbox.folder,
            "POST " + mailbox.SEARCH: mailbox.item,
            "POST " + mailbox.FOLDER_SEARCH: mailbox.item,
            STATISTICS: statistics_counts,
        },
    ),
)
