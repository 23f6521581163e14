# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restores of files on the server, and whether they can be of somebody else.

A task of the server does not say in which mount it works, and its name is that of a machine or share. So a restore that
began after a request without response is of that request only where nobody else had files mounted when it began.

Operations ``GET /api/v1/tasks`` and ``GET /api/v1/sessions``. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, Callable, TypeVar

from ...core.errors import (
    ApiError,
    AuthenticationFailed,
    ConnectionFailed,
    NotConverged,
    ResponseLost,
    SessionTimedOut,
    VeeamError,
    listed,
)
from ...core.polling import Waiting, poll
from ...core.timestamps import parse_time
from ...engine.task import Reader, Task
from ...sessions.lost_responses import GRACE

TASKS, TASK_TYPE = "/tasks", "FlrRestore"
SESSIONS = "/sessions"
# The lists of all mounts in which files are restored, and the types of their sessions.
MOUNT_LISTS = ("/backupBrowser/flr", "/backupBrowser/flr/unstructuredData")
MOUNT_SESSIONS = ("FileLevelRestore", "LinuxFileLevelRestore", "UnstructuredDataBrowse")
READS = (TASKS, SESSIONS, *MOUNT_LISTS)
# The states of a session that has not ended, and whose mount may have been there: one that is being unmounted may be
# listed no more. A filter by the time of the end does not find it, for it has none.
NOT_ENDED = ("Working", "Idle", "Stopping", "Postprocessing")
PRECISION = timedelta(seconds=1)
End = TypeVar("End")


def restore_tasks(task: Task, since: datetime | None) -> list[Mapping[str, Any]]:
    """The restores of files that the server has begun since a time, in any mount."""
    query: dict[str, Any] = {"typeFilter": TASK_TYPE}
    if since is not None:
        query["createdAfterFilter"] = (since - PRECISION).isoformat()
    found = task.client.pages(TASKS, query)
    return [one for one in found if since is None or id_and_time(one)[1] >= since - PRECISION]


def id_and_time(found: Mapping[str, Any]) -> tuple[str, datetime]:
    """The id of a task, and when it began."""
    return str(found["id"]), parse_time(str(found["creationTime"]))


def begun_since(task: Task, since: datetime | None, known: Collection[str] = ()) -> dict[str, datetime]:
    """The restores that the server has begun since a time, without the known ones: their ids, and when they began."""
    found = dict(map(id_and_time, restore_tasks(task, since)))
    return {identifier: time for identifier, time in found.items() if identifier not in known}


def appearing(task: Task, since: datetime | None, known: Collection[str]) -> dict[str, datetime]:
    """As ``begun_since``, but the first of them may take a moment to be listed: a request may just have been sent."""
    return poll(lambda: begun_since(task, since, known) or None, task.clock, GRACE, 1) or {}


def begun_after(
    task: Task, own: Collection[str], since: datetime | None, known: Collection[str], lost: ResponseLost
) -> str:
    """The id of the restore that a request without response has begun, in one of the sessions ``own``.

    Raises ResponseLost where the server cannot be read, which says nothing of the request. Raises NotConverged where
    the server does not show the restore; ``tasks`` are those that may be it.
    """
    try:
        found = appearing(task, since, known)
        is_ours = is_of_own_mount(task, own, found)
    except VeeamError as error:
        raise lost from error
    if is_ours:
        return next(iter(found))
    words = (
        "Restores have begun since, and the server does not say which of them is of this task."
        if found
        else "No restore has begun since, so the request most likely did not arrive."
    )
    raise NotConverged(
        f"{lost.message} {words} Nothing was sent twice; rerun this task.", **{**lost.facts, "tasks": list(found)}
    ) from lost


def has_begun_nothing(error: VeeamError) -> bool:
    """Whether a request to restore, or ``begun_after``, failed so that nothing of the request runs. Pure."""
    if isinstance(error, NotConverged):
        return error.facts.get("tasks") == []
    return isinstance(error, (ApiError, AuthenticationFailed, ConnectionFailed))


def followed_all(task: Task, find: Callable[[], Collection[str]], follow: Callable[[str], End]) -> dict[str, End]:
    """What ``follow`` returns of each restore that ``find`` finds, until it finds none that was not followed.

    The restore that is meant may be listed while that of somebody else is waited for. Raises SessionTimedOut where
    there are still new ones after ``wait_timeout``.
    """
    deadline = task.clock.now() + Waiting.of(task.params).timeout
    ends: dict[str, End] = {}
    while True:
        new = [identifier for identifier in find() if identifier not in ends]
        if not new:
            return ends
        if ends and task.clock.now() >= deadline:
            raise SessionTimedOut(
                f"Restores of which the server does not say whether they are of this task still ran after "
                f"wait_timeout: {listed(new)}. Rerun this task on this machine with a longer wait_timeout.",
                tasks=new,
            )
        ends.update({identifier: follow(identifier) for identifier in new})


def is_of_own_mount(task: Task, own: Collection[str], found: Mapping[str, datetime]) -> bool:
    """Whether it is one restore alone, and it works in one of the sessions ``own``, as far as the server shows.

    That is so where nobody else had files mounted when it began: all other mounts had ended by then.
    """
    if len(found) != 1:
        return False
    (began,) = found.values()
    # A mount that is unmounted meanwhile is in one of the later lists.
    mounted = [str(mount["sessionId"]) for path in MOUNT_LISTS for mount in task.client.pages(path)]
    ending = [
        str(session["id"])
        for state in NOT_ENDED
        for session in task.client.pages(SESSIONS, {"stateFilter": state})
        if session.get("sessionType") in (None, *MOUNT_SESSIONS)
    ]
    query = {"endedAfterFilter": (began - PRECISION).isoformat()}
    ended = [
        str(session["id"])
        for kind in MOUNT_SESSIONS
        for session in task.client.pages(SESSIONS, {"typeFilter": kind, **query})
        if not session.get("endTime") or parse_time(str(session["endTime"])) >= began
    ]
    return all(session in own for session in (*mounted, *ending, *ended))


READERS: dict[str, Reader] = {TASKS: id_and_time}
