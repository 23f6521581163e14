# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How to read the sessions of Veeam Backup & Replication, operations under ``/api/v1/sessions``.

Pure. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..schema.resource import Operation
from ..sessions.adapter import (
    CANCELED,
    FAILED,
    NEEDS_ACTION,
    RUNNING,
    SUCCEEDED,
    WARNED,
    LogLine,
    SessionAdapter,
    Verdict,
    records_of,
)

# The state of a session that has ended.
STOPPED = "Stopped"
# What the server writes in the place of an id that there is not.
NO_ID = "00000000-0000-0000-0000-000000000000"


def verdict(session: Mapping[str, Any]) -> Verdict:
    """What the ``state`` and ``result`` of a session of VBR mean together. Pure.

    ``state`` says whether the session has ended, ``result`` how. Every state other than Stopped, even an unknown
    one, means that it still runs; with ActionRequired (1.3-rev2) it waits until a person acts. Raises
    UnexpectedResponse for a session without a state: it must neither be waited for nor be taken for done.
    """
    result = session.get("result") or {}
    message = str(result.get("message") or "")
    # The document demands a state of sessions, and not of the task sessions in them, which name their session.
    state = session.get("state") if "sessionId" in session else session["state"]
    if state == "ActionRequired":
        return Verdict(NEEDS_ACTION, message)
    return how_ended(result) if state == STOPPED else Verdict(RUNNING, message)


def how_ended(result: Mapping[str, Any]) -> Verdict:
    """What the ``result`` of a session that has ended means. Pure."""
    message = str(result.get("message") or "")
    if result.get("isCanceled"):
        return Verdict(CANCELED, message)
    if result.get("result") == "Success":
        return Verdict(SUCCEEDED, message)
    if result.get("result") == "Warning":
        return Verdict(WARNED, message)
    return Verdict(FAILED, message)


def _facts(session: Mapping[str, Any]) -> dict[str, Any]:
    result = session.get("result") or {}
    return {
        "id": session.get("id"),
        "name": session.get("name"),
        "type": session.get("sessionType"),
        "state": session.get("state"),
        "result": result.get("result"),
        "message": result.get("message") or "",
        "progress_percent": session.get("progressPercent"),
    }


def _lines(response: object) -> list[LogLine]:
    records = sorted(records_of(response, "records"), key=lambda record: record.get("id") or 0)
    return [LogLine(str(record.get("status") or ""), str(record.get("title") or "")) for record in records]


SESSIONS = SessionAdapter(
    path="/sessions/{id}",
    log="/sessions/{id}/logs",
    verdict=verdict,
    name=lambda session: str(session.get("name")),
    log_lines=_lines,
    problem_statuses=("Warning", "Failed"),
    progress=lambda session: "{}%".format(session.get("progressPercent") or 0),
    status_text=lambda session: "{} at {}%".format(session.get("state"), session.get("progressPercent") or 0),
    facts=_facts,
    since=lambda since, kind: ("/sessions", {"createdAfterFilter": since, "typeFilter": kind}),
    # It has no name of the object, and an id only where the object exists already.
    may_create=lambda session, name: session.get("resourceId") in (None, "", NO_ID),
    module="veeam_session",
    stop=Operation("POST", "/sessions/{id}/stop", "nothing"),
    stopping="Stopping",
    stopped=STOPPED,
    finished=STOPPED,
    is_session=lambda body: {"id", "sessionType", "state"} <= set(body),
)
