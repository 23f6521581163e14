# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was restored, and what is being restored: the task sessions of restores, by the name of the restored object.

Operation ``GET /api/v1/taskSessions``. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from ..core.timestamps import parse_time
from ..engine.task import Reader
from ..http.client import Client
from ..sessions.adapter import CANCELED, FAILED, SUCCEEDED, WARNED
from ..workflow.rerun_guard import EarlierRecovery, NewSessions
from .session_adapter import verdict

TASK_SESSIONS = "/taskSessions"


def restores(client: Client, name: str, since: str = "") -> list[dict[str, Any]]:
    """The task sessions that restored something under ``name`` since then."""
    query = {"nameFilter": name, "typeFilter": "Restore", "createdAfterFilter": since or None}
    return [session for session in client.pages(TASK_SESSIONS, query) if session.get("name") == name]


def created(session: Mapping[str, Any]) -> datetime:
    """When a session began. Pure."""
    return parse_time(str(session["creationTime"]))


def after(session: Mapping[str, Any], time: str) -> bool:
    """Whether a session began at ``time`` or later; always, where that is empty. Pure."""
    return not time or created(session) >= parse_time(time)


def of_type(sessions: Sequence[Mapping[str, Any]], kind: str) -> list[Mapping[str, Any]]:
    """The sessions of one type, oldest first. Pure."""
    return sorted((session for session in sessions if session.get("sessionType") == kind), key=created)


def running(sessions: Sequence[Mapping[str, Any]], kind: str) -> Mapping[str, Any] | None:
    """The newest session of that type that has not ended. Pure."""
    unfinished = [session for session in of_type(sessions, kind) if session.get("state") != "Stopped"]
    return unfinished[-1] if unfinished else None


def ended_well(sessions: Sequence[Mapping[str, Any]], kind: str) -> list[Mapping[str, Any]]:
    """The sessions of that type that ended with success or a warning, oldest first. Pure."""
    return [session for session in of_type(sessions, kind) if verdict(session).status in (SUCCEEDED, WARNED)]


def newest_recovery(sessions: Sequence[Mapping[str, Any]]) -> EarlierRecovery | None:
    """The last of the sessions of a recovery, None where there is none. Pure."""
    last = max(sessions, key=created, default=None)
    return None if last is None else EarlierRecovery(str(last.get("sessionId")), str(last.get("endTime")))


def failed(session: Mapping[str, Any]) -> bool:
    """Whether a session ended without success. Pure."""
    return verdict(session).status in (FAILED, CANCELED)


def session_of(task_session: Mapping[str, Any]) -> dict[str, Any]:
    """The session that a task session is part of."""
    return {"id": task_session["sessionId"]}


def failed_new_session(new_sessions: NewSessions, sessions: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The newest of the sessions, where it started during this run and has failed.

    A session may start and fail between two observations, and leave the mount as it was.
    """
    newest = max(sessions, key=created, default=None)
    if newest not in new_sessions.among(sessions) or newest is None:
        return None
    return newest if failed(newest) else None


READERS: dict[str, Reader] = {
    TASK_SESSIONS: lambda session: (created(session), verdict(session), session_of(session)),
}
