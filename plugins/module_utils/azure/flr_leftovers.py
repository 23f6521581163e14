# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""File-level restore sessions for the same purpose that were open before: left by a killed run, or of one at work.

A run holds a lock of its machine while its session is open. So whoever has that lock knows that no run of this machine
is at work, and stops what was left open here. Of a session from another machine nobody can know that: it is waited for.
Private to the collection.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..core.errors import SessionTimedOut
from ..core.polling import Waiting, poll
from ..engine.task import Task
from .flr_sessions import is_marked, is_open, stop
from .restore_points import JOB_SESSION

STOP_IT = "Stop it with opendr.veeam.veeam_azure_session or in the console, then rerun this task."


def open_for(sessions: Sequence[dict[str, Any]], marker: str) -> list[dict[str, Any]]:
    """The open sessions for a purpose, whoever opened them. Pure."""
    return [session for session in sessions if is_open(session) and is_marked(session, marker)]


def close_leftovers(task: Task, sessions: Sequence[dict[str, Any]], marker: str, origin: str) -> list[dict[str, Any]]:
    """Stop the sessions that a killed run of this machine left open, and return them as they ended.

    The caller has the lock. Raises SessionTimedOut where a session does not end: what it still restores could be
    restored twice.
    """
    leftovers = [session for session in open_for(sessions, marker) if is_marked(session, marker, origin)]
    for session in leftovers:
        end = stop(task, str(session["id"]))
        session.update(end.session)
        if end.problem:
            raise SessionTimedOut(
                f"An earlier run of this task left the file-level restore session {session['id']} open. {end.problem} "
                f"{STOP_IT}",
                session={"id": session["id"]},
            )
    return leftovers


def others_open(sessions: Sequence[dict[str, Any]], marker: str, origin: str) -> list[str]:
    """The ids of the open sessions for a purpose that were not opened on this machine. Pure."""
    return [str(session["id"]) for session in open_for(sessions, marker) if not is_marked(session, marker, origin)]


def left_alone(identifier: str) -> str:
    """The warning about an open session that was opened for the same purpose on another machine. Pure."""
    return (
        f"The same task has opened the file-level restore session {identifier} on another machine. If that run has "
        "ended, stop the session with opendr.veeam.veeam_azure_session or in the console: it occupies a worker."
    )


def wait_for_others(task: Task, others: Sequence[str]) -> None:
    """Wait until the sessions of other machines have ended. Raises SessionTimedOut where one does not."""
    waiting, left = Waiting.of(task.params), list(others)
    if task.progress is not None:
        task.progress(f"Waiting for the file-level restore session {left[0]} that a run on another machine opened")

    def observe() -> bool | None:
        left[:] = [identifier for identifier in left if _is_still_open(task, identifier)]
        return None if left else True

    if not poll(observe, task.clock, waiting.timeout, waiting.interval):
        raise SessionTimedOut(
            f"The file-level restore session {left[0]} was opened by the same task on another machine, and is still "
            f"open after wait_timeout={waiting.timeout:g} seconds. Nothing was restored by this task. If that run is "
            f"still at work, rerun this task when it has ended. If it was killed, its session stays open: {STOP_IT}",
            session={"id": left[0]},
        )


def _is_still_open(task: Task, identifier: str) -> bool:
    session = task.client.find(JOB_SESSION.format(sessionId=identifier))
    return session is not None and is_open(session)
