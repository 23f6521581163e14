# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the sessions ended that created restore points: a session that failed leaves a point with part of the data.

Nothing on the restore point itself says so. Operations ``GET /api/v1/sessions/{id}`` and ``GET
/api/v1/sessions/{id}/taskSessions``. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..core.errors import ApiError, readable
from ..core.naming import NO_ID, same_name
from ..http.client import Client
from ..sessions.adapter import CANCELED, FAILED, NEEDS_ACTION, RUNNING, SUCCEEDED, WARNED, Verdict
from .session_adapter import verdict

SESSION = "/sessions/{id}"
SESSION_TASKS = "/sessions/{id}/taskSessions"

# What results call the end of a session, and what a result says where none was looked at.
RESULTS = {SUCCEEDED: "Success", WARNED: "Warning", FAILED: "Failed", CANCELED: "Canceled", RUNNING: "Running"}
UNKNOWN, NOT_CHECKED = "unknown", "not_checked"

_REASONS = {
    FAILED: "the session that created it failed",
    CANCELED: "the session that created it was canceled",
    RUNNING: "the session that creates it still runs",
    NEEDS_ACTION: "the session that creates it waits for a person",
}


class PointSessions:
    """How each restore point's own part of its session ended; each session is read once."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._known: dict[str, tuple[Mapping[str, Any] | None, list[Mapping[str, Any]]]] = {}

    def reason_against(self, point: Mapping[str, Any]) -> str | None:
        """Why a restore point may lack data, None where nothing is known against it."""
        found = self._verdict(point)
        if found is None or found.status not in _REASONS:
            return None
        said = f" ({readable(found.message)})" if found.message else ""
        return f"{_REASONS[found.status]}{said}, so it may lack data; require_successful_session=false accepts it"

    def result(self, point: Mapping[str, Any]) -> str:
        """How the session that created a restore point ended, in the server's word; ``unknown`` where it is gone."""
        found = self._verdict(point)
        return UNKNOWN if found is None else RESULTS.get(found.status, UNKNOWN)

    def _verdict(self, point: Mapping[str, Any]) -> Verdict | None:
        session, tasks = self._read(str(point.get("sessionId") or NO_ID))
        if session is None:
            return None
        # A session has one task for each machine, and fails where one of them does.
        of_point = [task for task in tasks if task.get("restorePointId") == point["id"]]
        of_machine = [task for task in tasks if same_name(task.get("name"), point.get("name"))]
        # The newest one, where a retry came after another; their times are in one format.
        newest = max(of_point or of_machine, key=lambda task: str(task.get("creationTime") or ""), default=session)
        return verdict(newest)

    def _read(self, session_id: str) -> tuple[Mapping[str, Any] | None, list[Mapping[str, Any]]]:
        if session_id == NO_ID:
            return None, []
        if session_id not in self._known:
            self._known[session_id] = self._session(session_id)
        return self._known[session_id]

    def _session(self, session_id: str) -> tuple[Mapping[str, Any] | None, list[Mapping[str, Any]]]:
        try:
            session = self._client.find(SESSION.format(id=session_id))
            if session is None:
                return None, []
            return session, list(self._client.nested_pages(SESSION_TASKS.format(id=session_id)))
        except ApiError as error:
            # Not every role that restores may read the sessions of jobs, and retention removes them.
            if error.status not in (403, 404):
                raise
            return None, []
