# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A restore of files within an open file-level restore session, followed item by item to its end.

Operations under ``/flr/{flrSessionId}/restore``. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from ...core.errors import (
    ApiError,
    ConnectionFailed,
    NotConverged,
    RecoveryBlocked,
    ResponseLost,
    SessionTimedOut,
    VeeamError,
    listed,
    sentence,
)
from ...core.polling import Waiting, poll
from ...engine.task import Reader, Task
from ...http.client import Client
from ...schema.resource import Operation
from ...sessions.lost_responses import GRACE
from ..flr_files import FLR, normalized
from .items import RestoreMode, StoredItem, not_restored

RESTORE = Operation("POST", FLR + "/restore", "object")
RESTORE_TASK = RESTORE.path + "/{restoreTaskId}"
STOP_RESTORE = Operation("POST", RESTORE_TASK + "/stop", "nothing")
STATUS, LOGS = RESTORE_TASK + "/status", RESTORE_TASK + "/logs"
RESTORED_ITEMS = "/jobSessions/{restoreJobSessionId}/fileLevelRestoredItems"
OPERATIONS = (RESTORE, STOP_RESTORE)

RUNNING, SUCCESS, WARNING = "Running", "Success", "Warning"
UNKNOWN = "Unknown"


class Restored(NamedTuple):
    """How the restore of an item ended, in the server's word, and its log where that is not success."""

    path: str
    status: str
    log: tuple[str, ...] = ()


def stored_items(client: Client, session: str, ours: bool) -> list[StoredItem]:
    """The items that a session has restored, as it has stored them."""
    listed_items = client.pages(RESTORED_ITEMS.format(restoreJobSessionId=session))
    return [StoredItem(_stored_path(item), ours) for item in listed_items]


def _stored_path(item: Mapping[str, Any]) -> str:
    return str(item.get("filePath") or "")


def restore_items(task: Task, session: str, items: Sequence[str], mode: RestoreMode) -> list[Restored]:
    """Restore items and follow them to their end, failure included.

    Raises RecoveryBlocked where a directory no longer exists, SessionTimedOut, NotConverged, ApiError.
    """
    body = {"itemPaths": list(items), "restoreType": mode.restore_type}
    if mode.alternative_path:
        body["alternativePath"] = mode.alternative_path
    try:
        started = task.client.write(RESTORE.method, RESTORE.path.format(flrSessionId=session), body)
    except ApiError as error:
        if error.status == 500 and not mode.alternative_path:
            raise _directory_gone(items, error) from error
        raise
    except ResponseLost as lost:
        return _stored_after_all(task, session, items, mode, lost)
    ids = {"flrSessionId": session, "restoreTaskId": _task_id(started)}
    return _follow(task, ids, items)


def _task_id(started: Mapping[str, Any]) -> str:
    return str(started["restoreTaskId"])


def _directory_gone(items: Sequence[str], error: ApiError) -> RecoveryBlocked:
    return RecoveryBlocked(
        f"The server does not restore {listed(list(items))}: {sentence(error.server_message)} This is its response "
        "when the directory of an item no longer exists on the machine. Set alternative_path to a directory that "
        "exists there: items without their own directory are restored to it.",
        status=error.status,
        server_message=error.server_message,
        items=list(items),
    )


def _stored_after_all(
    task: Task, session: str, items: Sequence[str], mode: RestoreMode, lost: ResponseLost
) -> list[Restored]:
    """The items as restored, where the request arrived after all; without its response there is no status to read."""
    remaining = len(items)
    grace = task.clock.now() + GRACE

    def observe() -> bool | None:
        nonlocal remaining, grace
        missing = not_restored(items, stored_items(task.client, session, ours=True), mode)
        if len(missing) < remaining:
            # The server makes progress, and may take as long for the next item.
            remaining, grace = len(missing), task.clock.now() + GRACE
        return True if not missing else False if task.clock.now() >= grace else None

    waiting = Waiting.of(task.params)
    if not poll(observe, task.clock, waiting.timeout, min(1.0, waiting.interval)):
        raise NotConverged(
            f"{lost.message} The server does not list all items as restored, so the request most likely did not "
            "arrive, or some items failed. The session is closed. Nothing was sent twice; rerun this task. Restored "
            "items are skipped.",
            **lost.facts,
        ) from lost
    return [Restored(item, SUCCESS) for item in items]


def _follow(task: Task, ids: Mapping[str, str], items: Sequence[str]) -> list[Restored]:
    waiting = Waiting.of(task.params)
    latest: dict[str, str] = {}
    shown = ""

    def observe() -> dict[str, str] | None:
        nonlocal shown
        results = task.client.get(STATUS.format(**ids)).get("results") or []
        latest.update(map(_path_and_status, results))
        done = [path for path, status in latest.items() if status != RUNNING]
        line = f"Restoring files: {len(done)} of {len(latest)} done"
        if task.progress is not None and line != shown:
            shown = line
            task.progress(line)
        return latest if latest and len(done) == len(latest) else None

    if poll(observe, task.clock, waiting.timeout, waiting.interval) is None:
        _stop(task, ids)
        running = [path for path, status in latest.items() if status == RUNNING]
        raise SessionTimedOut(
            f"The restore of {listed(running) if running else 'the items'} was not finished after wait_timeout="
            f"{waiting.timeout:g} seconds. It was stopped, and the session closed. Set a longer wait_timeout and "
            "rerun; restored items are skipped.",
            items=[{"path": path, "status": status} for path, status in latest.items()],
        )
    by_path = {normalized(path): (path, status) for path, status in latest.items()}
    return [_outcome(task, ids, item, *by_path.get(normalized(item), (item, UNKNOWN))) for item in items]


def _path_and_status(result: Mapping[str, Any]) -> tuple[str, str]:
    return str(result.get("path")), str(result.get("status"))


def _outcome(task: Task, ids: Mapping[str, str], item: str, path: str, status: str) -> Restored:
    if status == SUCCESS:
        return Restored(item, status)
    try:
        records = list(task.client.pages(LOGS.format(**ids), post_body={"path": path}))
    except (ApiError, ConnectionFailed):
        # The log only adds to the status, which is known.
        records = []
    return Restored(item, status, tuple(_line(record) for record in records if record.get("message")))


def _line(record: Mapping[str, Any]) -> str:
    status = record.get("status")
    mark = f"[{status}] " if status not in (SUCCESS, None) else ""
    return mark + str(record.get("message") or "")


def _stop(task: Task, ids: Mapping[str, str]) -> None:
    # If this fails, the restore ends with its session, which is about to be closed.
    with suppress(VeeamError):
        task.client.write(STOP_RESTORE.method, STOP_RESTORE.path.format(**ids))


READERS: dict[str, Reader] = {
    STATUS: _path_and_status,
    RESTORED_ITEMS: _stored_path,
    "POST " + LOGS: _line,
    "POST " + RESTORE.path: _task_id,
}
