# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Carries out the requests of a plan: send, wait for sessions, see a removed object go. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Callable

from ..core.clock import Clock
from ..core.errors import NotConverged, ResponseLost
from ..core.polling import Waiting, poll
from ..schema.resource import Operation
from ..sessions.adapter import WARNED, adapter_of
from ..sessions.lost_responses import wait_for_effect
from ..sessions.watcher import session_facts, started, wait_for_sessions, warning_of
from .task import Task

__all__ = ["read_settled", "send_request", "session_facts"]

# Seconds in which an object that was removed may still be listed, and between two reads.
SETTLE, SETTLE_POLL = 10.0, 2.0

Body = Mapping[str, Any]


def send_request(
    task: Task,
    operation: Operation,
    path: str,
    body: object,
    has_arrived: Callable[[], bool],
    unreadable: Sequence[str] = (),
) -> Sequence[Body]:
    """Send a request once, and return the sessions that its response names, ended where the task waits.

    Where the response is lost, ``has_arrived`` reads whether the server acted; ``unreadable`` are the options of a
    request that writes nothing else, of which nobody can read that. Raises NotConverged where the server did not act or
    that cannot be read, SessionFailed, SessionTimedOut and ActionRequired as the sessions end.
    """
    waiting = Waiting.of(task.params)
    client = task.client
    query = {
        parameter.query: task.params.get(parameter.option)
        for parameter in operation.parameters
        if client.product.supports(client.revision, parameter.since)
    }
    sent_at = task.client.server_time
    try:
        response = task.client.write(operation.method, path, body, query)
    except ResponseLost as lost:
        if unreadable:
            raise NotConverged(
                f"{lost.message} Whether the server has the new {', '.join(unreadable)} cannot be read back. Nothing "
                "was sent twice; run the task again with update_secrets=always.",
                **lost.facts,
            ) from lost
        wait_for_effect(task.client, task.clock, waiting, lost, has_arrived, sent_at, operation.session_type)
        return ()
    return wait_for(task, started(operation, response))


def wait_for(task: Task, sessions: Sequence[Body]) -> Sequence[Body]:
    """The sessions, ended where the task waits; a warning of a session becomes one of the task."""
    waiting = Waiting.of(task.params)
    if not sessions or not waiting.wait:
        return sessions
    ended = wait_for_sessions(task.client, task.clock, sessions, waiting, task.progress)
    adapter = adapter_of(task.client.product)
    for session in ended:
        if adapter.verdict(session).status == WARNED:
            task.warnings.append(warning_of(task.client, session))
    return ended


def read_settled(clock: Clock, read: Callable[[], Body | None], removed: bool) -> Body | None:
    """The object after the requests; one that was ``removed`` may take a moment to leave the list."""
    latest = read()
    if not removed or latest is None:
        return latest

    def is_gone() -> bool | None:
        return True if read() is None else None

    return None if poll(is_gone, clock, SETTLE, SETTLE_POLL) else latest
