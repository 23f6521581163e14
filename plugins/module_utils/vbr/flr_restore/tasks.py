# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restores of files from a mount: started once, followed to their end, and what the server says of each item.

Operations ``POST /api/v1/backupBrowser/flr/{sessionId}/restore`` and ``.../restoreTo``. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ...core.errors import ApiError, SessionTimedOut, readable
from ...engine.task import Reader, Task
from ...schema.resource import Operation
from ..backup_browser.begun_restores import READERS as BEGUN_READERS
from ..backup_browser.files import task_id
from ..backup_browser.mounts import Mount
from ..backup_browser.paths import is_below, key_of
from ..backup_browser.tasks import TaskEnd, end_of_task
from ..flr_audit import audited_items, has_audit
from ..flr_mount import MACHINES
from .destination import KEEP, Destination

RESTORE = Operation("POST", MACHINES.path + "/restore", "object")
RESTORE_TO = Operation("POST", MACHINES.path + "/restoreTo", "object")
# Whether the server can log in to the machine that files are restored to.
VALIDATE = "/restore/flr/{sessionId}/validateCredentials"
WHAT = "The restore of files"
# The server's words for an item, and those of a task for an item of which the server says nothing.
SUCCEEDED, WARNING, FAILED, SKIPPED = "Succeeded", "Warning", "Failed", "Skipped"
WELL = (SUCCEEDED, WARNING)
_WORST_FIRST = ("Failed", "Cancelled", "InProgress", "Pending", "Skipped", "Warning", "Succeeded")
_OF_TASK = {"Success": SUCCEEDED, "Warning": WARNING, "Cancelled": "Cancelled"}


class Outcome(NamedTuple):
    """How a restore ended: the task of the server, and the status of each path that was sent.

    ``accepted`` are the statuses with which nothing is left to do.
    """

    end: TaskEnd
    statuses: dict[str, str]
    accepted: tuple[str, ...]

    @property
    def done(self) -> list[str]:
        """The paths for which nothing is left to do."""
        return [path for path, status in self.statuses.items() if status in self.accepted]

    @property
    def failed(self) -> list[str]:
        """The paths that were not restored, or of which nothing says so."""
        return [path for path, status in self.statuses.items() if status not in self.accepted]


def start(task: Task, mount: Mount, destination: Destination, paths: Sequence[str]) -> str:
    """Start a restore, and return the id of its task. Raises ApiError, ResponseLost."""
    operation = RESTORE_TO if destination.to_machine else RESTORE
    body = {**destination.body, "sourcePath": list(paths)}
    return task_id(task.client.write(operation.method, mount.path(operation.path), body))


def followed(task: Task, identifier: str, session: str) -> TaskEnd:
    """The end of a restore in a mount, whatever it is. Raises SessionTimedOut."""
    advice = (
        f"It continues on the server, in the mount {session}. Rerun this task on this machine with a longer "
        "wait_timeout: it waits for the end of the restore, and removes the mount."
    )
    try:
        return end_of_task(task, identifier, WHAT, advice)
    except SessionTimedOut as late:
        late.facts["session_id"] = session
        raise


def wait_for_other(task: Task, identifier: str, session: str) -> None:
    """Wait for the end of a restore that may work in a mount, whatever it is. Raises SessionTimedOut."""
    what = f"The restore {identifier}, of which the server does not say whether it is of this task,"
    try:
        end_of_task(task, identifier, what, "Rerun this task on this machine with a longer wait_timeout.")
    except SessionTimedOut as late:
        late.facts["session_id"] = session
        raise


def audit_of(task: Task, session: str) -> list[dict[str, Any]]:
    """What was restored in a mount, as far as the server says; nothing where it does not."""
    if not has_audit(task):
        return []
    try:
        return audited_items(task, session)
    except ApiError as error:
        task.warnings.append(
            "The server does not say how the restore of each item ended, only how the whole ended: "
            f"{readable(error.server_message)}"
        )
        return []


def identity_of(item: Mapping[str, Any]) -> list[str]:
    """What tells an item of the audit from the same item, restored another time. Pure."""
    return [str(item.get("path")), str(item.get("started"))]


def statuses_of(end: TaskEnd, paths: Sequence[str], audited: Sequence[Mapping[str, Any]], sep: str) -> dict[str, str]:
    """The status of each path: what the audit says of it or of what is in it, else how the restore ended. Pure.

    ``audited`` is what the restore has added to the audit: its times have no offset, so only what was there before
    tells the old from the new.
    """
    said = audited_statuses(paths, audited, sep)
    return {path: said.get(path) or _OF_TASK.get(end.result, FAILED) for path in paths}


def audited_statuses(paths: Sequence[str], audited: Sequence[Mapping[str, Any]], sep: str) -> dict[str, str]:
    """The status of each path of which, or of what is in it, the audit says something. Pure."""
    by_key: dict[str, list[str]] = {}
    for item in audited:
        by_key.setdefault(key_of(str(item["path"]), sep), []).append(str(item["status"]))
    found: dict[str, str] = {}
    for path in paths:
        own = by_key.get(key_of(path, sep)) or [
            status for key, statuses in by_key.items() if is_below(key, path, sep) for status in statuses
        ]
        if own:
            found[path] = worst(own)
    return found


def accepted_for(restore_type: str) -> tuple[str, ...]:
    """The statuses with which nothing is left to do. Pure."""
    # Whether a server that keeps the originals skips files or gives them other names is not documented.
    return (*WELL, SKIPPED) if restore_type == KEEP else WELL


def worst(statuses: Sequence[str]) -> str:
    """The status that matters most; a word that nobody knows comes first. Pure."""
    unknown = [status for status in statuses if status not in _WORST_FIRST]
    return unknown[0] if unknown else min(statuses, key=_WORST_FIRST.index)


def problem_with_credentials(task: Task, mount: Mount, destination: Destination, mount_body: Mapping[str, Any]) -> str:
    """What the server says against the credentials, empty where it can log in. Not all revisions can be asked."""
    if not has_audit(task):
        return ""
    response = task.client.post_read(mount.path(VALIDATE), destination.credentials_body(mount_body))
    return problem_in(response)


def problem_in(response: Mapping[str, Any]) -> str:
    """What a response says against credentials, empty where it accepts them. Pure."""
    return "" if response["isSuccessful"] else readable(str(response.get("message") or "no reason is given"))


READERS: dict[str, Reader] = {**BEGUN_READERS, "POST " + VALIDATE: problem_in}
