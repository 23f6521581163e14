# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tasks have in common that start a session of M365 once and follow it. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Callable

from ..core.errors import ApiError, NotConverged, ResponseLost
from ..core.polling import Waiting, poll
from ..engine.task import Task
from ..http.responses import object_of
from ..schema.resource import Operation, filled
from ..sessions.adapter import RUNNING
from ..sessions.lost_responses import GRACE
from ..sessions.watcher import SessionWatcher

Body = Mapping[str, Any]
# Seconds that a session may take to stop.
STOPPING = 120.0


def start(
    task: Task,
    operation: Operation,
    identifier: str,
    query: Mapping[str, Any],
    find: Callable[[], Body | None],
    body: object = None,
) -> Body:
    """The session that a request starts, which is sent once.

    Where its response is lost, ``find`` looks for the session. Raises NotConverged where there is none.
    """
    path = filled(operation.path, identifier)
    try:
        return object_of(operation.method, path, task.client.write(operation.method, path, body, query))
    except ResponseLost as lost:
        session = poll(find, task.clock, GRACE, 1.0)
        if session is None:
            raise not_started(lost) from lost
        return session


def not_started(lost: ResponseLost) -> NotConverged:
    """The error for a request without response that has started no session."""
    return NotConverged(
        f"{lost.message} The server shows no session that the request started, so it most likely did not arrive. "
        "Nothing was sent twice; run the task again.",
        **lost.facts,
    )


def follow(task: Task, watch: SessionWatcher) -> None:
    """Wait for the end of a session. Raises SessionFailed where it failed, SessionTimedOut."""
    waiting = Waiting.of(task.params)
    if not poll(lambda: _is_over(watch), task.clock, waiting.timeout, waiting.interval):
        raise watch.timed_out(waiting)
    watch.raise_on_failure()


def stop(task: Task, watch: SessionWatcher) -> None:
    """Stop a session and wait for its end. Raises NotConverged where it does not end.

    No document has a word for a session that is being stopped, so a task that is run again asks once more.
    """
    operation = watch.kind.stop
    lost = None
    try:
        task.client.write(operation.method, filled(operation.path, str(watch.latest["id"])))
    except ResponseLost as error:
        lost = error
    except ApiError:
        # A session that ends by itself just now can no longer be stopped, and need not be.
        if not _is_over(watch):
            raise
    waiting = Waiting.of(task.params)
    patience = GRACE if lost else max(STOPPING, waiting.timeout)
    if (lost or waiting.wait) and not poll(lambda: _is_over(watch), task.clock, patience, waiting.interval):
        before = f"{lost.message} " if lost else ""
        raise NotConverged(
            f"{before}The session '{watch.kind.name(watch.latest)}' ({watch.latest['id']}) still runs. To stop "
            "it, run the task again.",
            **(lost.facts if lost else {"id": watch.latest["id"]}),
        )


def _is_over(watch: SessionWatcher) -> bool | None:
    return None if watch.refresh().status == RUNNING else True
