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
from typing import Any

from ...core.errors import ResponseLost, VeeamError
from ...core.polling import poll
from ...core.timestamps import parse_time
from ...engine.task import Reader, Task
from ...sessions.lost_responses import GRACE

TASKS, TASK_TYPE = "/tasks", "FlrRestore"
SESSIONS = "/sessions"
# The lists of all mounts in which files are restored, and the types of their sessions.
MOUNT_LISTS = ("/backupBrowser/flr", "/backupBrowser/flr/unstructuredData")
MOUNT_SESSIONS = ("FileLevelRestore", "LinuxFileLevelRestore", "UnstructuredDataBrowse")
READS = (TASKS, SESSIONS, *MOUNT_LISTS)
PRECISION = timedelta(seconds=1)


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


def appearing(task: Task, since: datetime | None, known: Collection[str], lost: ResponseLost) -> dict[str, datetime]:
    """The restores that begin soon after a request without response, as ``begun_since``. Raises ResponseLost."""
    try:
        return poll(lambda: begun_since(task, since, known) or None, task.clock, GRACE, 1) or {}
    except VeeamError as error:
        # That the tasks cannot be read says nothing of the request.
        raise lost from error


def is_of_own_mount(task: Task, own: Collection[str], found: Mapping[str, datetime]) -> bool:
    """Whether it is one restore alone, and it works in one of the sessions ``own``, as far as the server shows.

    That is so where nobody else had files mounted when it began: all other mounts had ended by then.
    """
    if len(found) != 1:
        return False
    (began,) = found.values()
    mounted = [str(mount["sessionId"]) for path in MOUNT_LISTS for mount in task.client.pages(path)]
    query = {"endedAfterFilter": (began - PRECISION).isoformat()}
    ended = [
        str(session["id"])
        for kind in MOUNT_SESSIONS
        for session in task.client.pages(SESSIONS, {"typeFilter": kind, **query})
        if not session.get("endTime") or parse_time(str(session["endTime"])) >= began
    ]
    return all(session in own for session in (*mounted, *ended))


READERS: dict[str, Reader] = {TASKS: id_and_time}
