# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One restore of files within an open file-level restore session, followed item by item to its end.

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
)
from ...core.polling import Waiting, poll
from ...engine.task import Task
from ...http.client import Client
from ...schema.resource import Operation
from ...sessions.lost_responses import GRACE
from ..flr_files import FLR, same
from .items import RestoreMode, Row, left_over

RESTORE = Operation("POST", FLR + "/restore", "object")
RESTORE_TASK = RESTORE.path + "/{restoreTaskId}"
STOP_RESTORE = Operation("POST", RESTORE_TASK + "/stop", "nothing")
STATUS, LOGS = RESTORE_TASK + "/status", RESTORE_TASK + "/logs"
RESTORED_ITEMS = "/jobSessions/{restoreJobSessionId}/fileLevelRestoredItems"
OPERATIONS = (RESTORE, STOP_RESTORE)

RUNNING, SUCCESS, WARNING = "Running", "Success", "Warning"
NOT_TOLD = "Unknown"


class Restored(NamedTuple):
    """How the restore of an item ended, in the server's word, and what its log says where that is no success."""

    path: str
    status: str
    log: tuple[str, ...] = ()


def rows_of(client: Client, session: str, ours: bool) -> list[Row]:
    """Where a session has stored what it restored."""
    found = client.pages(RESTORED_ITEMS.format(restoreJobSessionId=session))
    return [Row(str(one.get("filePath") or ""), ours) for one in found]


def restore_items(task: Task, session: str, items: Sequence[str], mode_of_restore: RestoreMode) -> list[Restored]:
    """Restore items and follow them to their end, whatever that is.

    Raises RecoveryBlocked where a directory is gone, SessionTimedOut, NotConverged, ApiError.
    """
    body = {"itemPaths": list(items), "restoreType": mode_of_restore.restore_type}
    if mode_of_restore.alternative_path:
        body["alternativePath"] = mode_of_restore.alternative_path
    try:
        started = task.client.write(RESTORE.method, RESTORE.path.format(flrSessionId=session), body)
    except ApiError as error:
        if error.status == 500 and not mode_of_restore.alternative_path:
            raise _directory_gone(items, error) from error
        raise
    except ResponseLost as lost:
        return _found_done(task, session, items, mode_of_restore, lost)
    ids = {"flrSessionId": session, "restoreTaskId": str(started["restoreTaskId"])}
    return _followed(task, ids, items)


def _directory_gone(items: Sequence[str], error: ApiError) -> RecoveryBlocked:
    return RecoveryBlocked(
        f"The server does not restore {listed(list(items))}: {error.server_message}. That is what it answers where the "
        "directory that an item was in is not on the machine any more. Give alternative_path, a directory that exists "
        "there: items whose own directory is gone are restored to it.",
        status=error.status,
        server_message=error.server_message,
        items=list(items),
    )


def _found_done(
    task: Task, session: str, items: Sequence[str], mode_of_restore: RestoreMode, lost: ResponseLost
) -> list[Restored]:
    """The items as restored, where the request arrived after all: without its answer no status can be asked for."""
    seen = len(items)
    grace = task.clock.now() + GRACE

    def observe() -> bool | None:
        nonlocal seen, grace
        left = left_over(items, rows_of(task.client, session, ours=True), mode_of_restore)
        if len(left) < seen:
            # The server is at it, and may take as long again for the next one.
            seen, grace = len(left), task.clock.now() + GRACE
        return True if not left else False if task.clock.now() >= grace else None

    waiting = Waiting.of(task.params)
    if not poll(observe, task.clock, waiting.timeout, min(1.0, waiting.interval)):
        raise NotConverged(
            f"{lost.message} The server does not list all items as restored, so the request most likely did not "
            "arrive, or some items failed. The session is closed. Nothing was sent twice; run this again: what is "
            "restored is not restored again.",
            **lost.facts,
        ) from lost
    return [Restored(item, SUCCESS) for item in items]


def _followed(task: Task, ids: Mapping[str, str], items: Sequence[str]) -> list[Restored]:
    waiting = Waiting.of(task.params)
    latest: dict[str, str] = {}
    readable = ""

    def observe() -> dict[str, str] | None:
        nonlocal readable
        results = task.client.get(STATUS.format(**ids)).get("results") or []
        latest.update({str(one.get("path")): str(one.get("status")) for one in results})
        done = [path for path, status in latest.items() if status != RUNNING]
        line = f"Restoring files: {len(done)} of {len(latest)} done"
        if task.progress is not None and line != readable:
            readable = line
            task.progress(line)
        return latest if latest and len(done) == len(latest) else None

    if poll(observe, task.clock, waiting.timeout, waiting.interval) is None:
        _stop(task, ids)
        running = [path for path, status in latest.items() if status == RUNNING]
        raise SessionTimedOut(
            f"The restore of {listed(running) if running else 'the items'} was not done after wait_timeout="
            f"{waiting.timeout:g} seconds, so it is stopped, and the session closed. Give a longer wait_timeout and "
            "run this again: what is restored is not restored again.",
            items=[{"path": path, "status": status} for path, status in latest.items()],
        )
    told = {same(path): (path, status) for path, status in latest.items()}
    return [_outcome(task, ids, item, *told.get(same(item), (item, NOT_TOLD))) for item in items]


def _outcome(task: Task, ids: Mapping[str, str], item: str, path: str, status: str) -> Restored:
    if status == SUCCESS:
        return Restored(item, status)
    try:
        records = list(task.client.pages(LOGS.format(**ids), post_body={"path": path}))
    except (ApiError, ConnectionFailed):
        # How the item ended is the news; its log is only for comfort.
        records = []
    return Restored(item, status, tuple(_line(one) for one in records if one.get("message")))


def _line(record: Mapping[str, Any]) -> str:
    status = record.get("status")
    mark = f"[{status}] " if status not in (SUCCESS, None) else ""
    return mark + str(record["message"])


def _stop(task: Task, ids: Mapping[str, str]) -> None:
    # It ends with its session at the latest, which is about to be closed.
    with suppress(VeeamError):
        task.client.write(STOP_RESTORE.method, STOP_RESTORE.path.format(**ids))
