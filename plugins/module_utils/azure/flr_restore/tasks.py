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
    readable,
    sentence,
)
from ...core.polling import Waiting, poll
from ...engine.task import Reader, Task
from ...http.client import Client
from ...schema.resource import Operation
from ...sessions.lost_responses import GRACE
from ..flr_files import FLR, normalized
from ..product import ALL
from .items import OVERWRITE, RestoreMode, evidence

RESTORE = Operation("POST", FLR + "/restore", "object")
RESTORE_TASK = RESTORE.path + "/{restoreTaskId}"
STOP_RESTORE = Operation("POST", RESTORE_TASK + "/stop", "nothing")
STATUS, LOGS = RESTORE_TASK + "/status", RESTORE_TASK + "/logs"
RESTORED_ITEMS = "/jobSessions/{restoreJobSessionId}/fileLevelRestoredItems"
OPERATIONS = (RESTORE, STOP_RESTORE)

RUNNING, SUCCESS, WARNING = "Running", "Success", "Warning"
ENDED_WELL = (SUCCESS, WARNING)
# An item of which the server says nothing, and one that only the end of the session says something about.
NOT_LISTED, UNCONFIRMED = "NotListed", "Unconfirmed"
# Seconds that a restore may take to stop.
STOPPING = 60.0


class Restored(NamedTuple):
    """How the restore of an item ended, in the server's word, and its log where that is not success."""

    path: str
    status: str
    log: tuple[str, ...] = ()


def stored_in(client: Client, session: str) -> list[str]:
    """The directory of each file that a session has restored."""
    # All at once: two pages of files in one directory look the same, as if the server ignored the offset.
    listed_items = client.pages(RESTORED_ITEMS.format(restoreJobSessionId=session), size=ALL)
    return [_stored_path(item) for item in listed_items]


def _stored_path(item: Mapping[str, Any]) -> str:
    return str(item.get("filePath") or "")


def restore_items(task: Task, session: str, items: Sequence[str], mode: RestoreMode) -> list[Restored]:
    """Restore items and follow them to their end, failure included.

    The status of an item is UNCONFIRMED where only the end of the session says whether it was restored. Raises
    RecoveryBlocked where a directory no longer exists, SessionTimedOut, NotConverged, ApiError.
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
    return _follow(task, ids, items, mode)


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
    """The items, where the request arrived after all; without its response there is no status to read."""
    stored: list[str] = []
    grace = task.clock.now() + GRACE

    def observe() -> bool | None:
        nonlocal stored, grace
        latest = stored_in(task.client, session)
        if len(latest) > len(stored):
            # The server makes progress, and may take as long for the next file.
            stored, grace = latest, task.clock.now() + GRACE
        if task.clock.now() < grace:
            return None
        return len(evidence(items, stored, mode).restored) == len(items)

    waiting = Waiting.of(task.params)
    if not poll(observe, task.clock, waiting.timeout, min(1.0, waiting.interval)):
        raise NotConverged(
            f"{lost.message} The server does not list all items as restored, so the request most likely did not "
            "arrive, or some items failed. The session is closed. Nothing was sent twice; rerun this task. It restores "
            "what is missing.",
            **lost.facts,
        ) from lost
    return [Restored(item, UNCONFIRMED) for item in items]


def _follow(task: Task, ids: Mapping[str, str], items: Sequence[str], mode: RestoreMode) -> list[Restored]:
    waiting = Waiting.of(task.params)
    latest: dict[str, str] = {}
    shown = ""

    def observe() -> bool | None:
        nonlocal shown
        results = task.client.get(STATUS.format(**ids)).get("results") or []
        latest.update(map(_path_and_status, results))
        done = [path for path, status in latest.items() if status != RUNNING]
        line = f"Restoring files: {len(done)} of {len(items)} done"
        if task.progress is not None and line != shown:
            shown = line
            task.progress(line)
        return True if all_ended(items, latest) else None

    def settled() -> bool | None:
        observe()
        return None if RUNNING in latest.values() else True

    if poll(observe, task.clock, waiting.timeout, waiting.interval) is None:
        # If these fail, the restore ends with its session, which is about to be closed.
        with suppress(VeeamError):
            task.client.write(STOP_RESTORE.method, STOP_RESTORE.path.format(**ids))
            poll(settled, task.clock, STOPPING, min(2.0, waiting.interval))
        if not all_ended(items, latest) or any(status not in ENDED_WELL for status in latest.values()):
            raise _unfinished(items, latest, mode, waiting.timeout)
    return [_outcome(task, ids, item, *found) for item, found in zip(items, outcomes(items, latest))]


def all_ended(items: Sequence[str], statuses: Mapping[str, str]) -> bool:
    """Whether the restore of all items has ended, by the statuses that the server lists. Pure.

    The server lists an item when its turn comes, so a list of ended items is not the end. It may list another path
    for an item, such as its directory.
    """
    if RUNNING in statuses.values():
        return False
    listed_paths = {normalized(path) for path in statuses}
    return len(statuses) >= len(items) or all(normalized(item) in listed_paths for item in items)


def outcomes(items: Sequence[str], statuses: Mapping[str, str]) -> list[tuple[str, str]]:
    """The path under which the server lists each item, and its status there. Pure.

    Where an item is not listed under its own path, it shares the status of what else is listed, if that is the same.
    """
    by_path = {normalized(path): (path, status) for path, status in statuses.items()}
    own = {normalized(item) for item in items}
    others = {status for path, (_path, status) in by_path.items() if path not in own}
    shared = others.pop() if len(others) == 1 else NOT_LISTED
    return [by_path.get(normalized(item), (item, shared)) for item in items]


def _unfinished(
    items: Sequence[str], statuses: Mapping[str, str], mode: RestoreMode, timeout: float
) -> SessionTimedOut:
    """The error for a restore that took too long and was stopped; it says in which state the items are."""
    states = [Restored(item, status) for item, (_path, status) in zip(items, outcomes(items, statuses))]
    restored = [state.path for state in states if state.status in ENDED_WELL]
    waiting = [state.path for state in states if state.status == NOT_LISTED]
    begun = [state.path for state in states if state.path not in (*restored, *waiting)]
    parts = [f"The restore was not finished after wait_timeout={timeout:g} seconds and was stopped."]
    if begun and mode.restore_type == OVERWRITE:
        parts.append(
            f"Overwritten only in part, perhaps: {listed(begun)}. Do not use them before a rerun has overwritten them."
        )
    elif begun:
        parts.append(f"Restored only in part, perhaps: {listed(begun)}. The originals are as they were.")
    if waiting:
        parts.append(f"Not begun: {listed(waiting)}.")
    parts.append(f"Restored: {listed(restored)}. Set a longer wait_timeout and rerun: what is missing is restored.")
    return SessionTimedOut(" ".join(parts), items=[{"path": state.path, "status": state.status} for state in states])


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
    return mark + readable(str(record.get("message") or ""))


READERS: dict[str, Reader] = {
    STATUS: _path_and_status,
    RESTORED_ITEMS: _stored_path,
    "POST " + LOGS: _line,
    "POST " + RESTORE.path: _task_id,
}
