# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was restored, and what is being restored: the task sessions of restores, by the name of the restored object.

A task session shows the local time of the server, without an offset; its session shows the time with one. Operations
``GET /api/v1/taskSessions``, ``GET /api/v1/sessions``, ``GET /api/v1/sessions/{id}``, ``GET /api/v1/serverTime``.
Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from ..core.naming import same_name
from ..core.timestamps import has_offset, parse_time
from ..engine.task import Reader
from ..http.client import Client
from ..http.response_object import like
from ..sessions.adapter import CANCELED, FAILED, SUCCEEDED, WARNED
from ..workflow.rerun_guard import EarlierRecovery, NewSessions
from .session_adapter import STOPPED, how_ended, verdict

TASK_SESSIONS = "/taskSessions"
SESSION = "/sessions/{id}"
SESSIONS = "/sessions"
SERVER_TIME = "/serverTime"
# The paths that reading restores reads, for declarations.
READS = (TASK_SESSIONS, SESSIONS, SESSION, SERVER_TIME)

# No two time zones are further apart. It is not documented in which zone the server reads a filter.
_ZONES_APART = timedelta(hours=26)

# The sessions that were read for their time of beginning, which does not change, by id.
KnownSessions = dict[str, Mapping[str, Any]]


def restores(client: Client, name: str, known: KnownSessions, since: str = "") -> list[dict[str, Any]]:
    """The task sessions that restored something under ``name`` since then, their times with an offset.

    ``known`` keeps what is read of their sessions for the next call.
    """
    earliest = (parse_time(since) - _ZONES_APART).isoformat() if since else None
    query = {"nameFilter": name, "typeFilter": "Restore", "createdAfterFilter": earliest}
    every = client.pages(TASK_SESSIONS, query)
    # The name of a task session may be in another case than that of the machine.
    named = [_with_offset(client, session, known) for session in every if same_name(session.get("name"), name)]
    return [session for session in named if after(session, since)]


def sessions_named(client: Client, name: str, kinds: Sequence[str]) -> list[dict[str, Any]]:
    """The sessions of some types that have this name, in any case, in the form of task sessions.

    It is not documented that each restore has a task session.
    """
    return [
        like(session, {**session, "sessionId": session["id"]})
        for kind in kinds
        for session in client.pages(SESSIONS, {"nameFilter": name, "typeFilter": kind})
        if same_name(session.get("name"), name) and session.get("sessionType") == kind
    ]


def known_session(client: Client, task_session: Mapping[str, Any], known: KnownSessions) -> Mapping[str, Any]:
    """The session that a task session is part of, as it was when it was first read; empty where there is none."""
    identifier = str(task_session.get("sessionId"))
    if identifier not in known:
        known[identifier] = client.find(SESSION.format(id=identifier)) or {}
    return known[identifier]


def with_offset(client: Client, time: str, owner: Mapping[str, Any], known: KnownSessions) -> str:
    """A time that the server shows as its local time, with the offset that the session of ``owner`` shows.

    ``owner`` is a task session, or a mount. Where the server has forgotten the session, its present offset is the
    best that there is.
    """
    if has_offset(time):
        return time
    shown = known_session(client, owner, known).get("creationTime") or client.get(SERVER_TIME)["serverTime"]
    return time + parse_time(str(shown)).isoformat()[-6:]


def _with_offset(client: Client, task_session: dict[str, Any], known: KnownSessions) -> dict[str, Any]:
    """A task session whose times have an offset; it began with its session."""
    began, end = str(task_session["creationTime"]), task_session.get("endTime")
    if not has_offset(began):
        began = str(
            known_session(client, task_session, known).get("creationTime")
            or with_offset(client, began, task_session, known)
        )
    times = {
        "creationTime": began,
        "endTime": with_offset(client, str(end), task_session, known) if end else end,
    }
    return like(task_session, {**task_session, **times})


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
    unfinished = [session for session in of_type(sessions, kind) if session.get("state") != STOPPED]
    return unfinished[-1] if unfinished else None


def ended_well(sessions: Sequence[Mapping[str, Any]], kind: str) -> list[Mapping[str, Any]]:
    """The sessions of that type that ended with success or a warning, oldest first. Raises UnexpectedResponse. Pure."""
    return [session for session in of_type(sessions, kind) if _status(session) in (SUCCEEDED, WARNED)]


def newest_recovery(sessions: Sequence[Mapping[str, Any]]) -> EarlierRecovery | None:
    """The last of the sessions of a recovery, None where there is none. Pure."""
    last = max(sessions, key=created, default=None)
    return None if last is None else EarlierRecovery(str(last.get("sessionId")), str(last.get("endTime")))


def failed(session: Mapping[str, Any]) -> bool:
    """Whether a session ended without success. Raises UnexpectedResponse. Pure."""
    return _status(session) in (FAILED, CANCELED)


def _status(session: Mapping[str, Any]) -> str:
    """How a session stands. Raises UnexpectedResponse where it has ended and the server does not say how."""
    return (how_ended(session["result"]) if session.get("state") == STOPPED else verdict(session)).status


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
    # When it began is read with the session, which shows the time zone.
    TASK_SESSIONS: lambda session: (has_offset(session["creationTime"]), verdict(session), session_of(session)),
}
