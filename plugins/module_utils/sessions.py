# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sessions of VBR: what their state means, and waiting for their end.

Operations ``GET /api/v1/sessions/{id}`` and ``GET /api/v1/sessions/{id}/logs``. Private to the
collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Callable, NamedTuple, cast

from .client import Client
from .errors import ActionRequired, ApiError, ConnectionFailed, SessionFailed, SessionTimedOut
from .transport import Clock
from .waiting import Waiting, poll

RUNNING, SUCCEEDED, WARNED, FAILED, CANCELED, NEEDS_ACTION = (
    "running",
    "succeeded",
    "warned",
    "failed",
    "canceled",
    "needs action",
)
LOG_RECORDS_SHOWN = 5
Progress = Callable[[str], None]


class Verdict(NamedTuple):
    """How a session stands (one of the words above), and what the server says about it."""

    status: str
    message: str


def verdict(session: Mapping[str, Any]) -> Verdict:
    """What a session's ``state`` and ``result`` mean together. Pure.

    ``state`` says whether it has ended, ``result`` how. Any state but Stopped, known or not, means that
    it still runs; ActionRequired (1.3-rev2) that only a person can make it go on.
    """
    result = session.get("result") or {}
    message = str(result.get("message") or "")
    if session.get("state") == "ActionRequired":
        return Verdict(NEEDS_ACTION, message)
    if session.get("state") != "Stopped":
        return Verdict(RUNNING, message)
    if result.get("isCanceled"):
        return Verdict(CANCELED, message)
    if result.get("result") == "Success":
        return Verdict(SUCCEEDED, message)
    if result.get("result") == "Warning":
        return Verdict(WARNED, message)
    return Verdict(FAILED, message)


def wait_for_session(
    client: Client,
    clock: Clock,
    session: Mapping[str, Any],
    waiting: Waiting,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """The session as it ended, with success or a warning.

    Raises SessionFailed where it failed or was canceled, ActionRequired, and SessionTimedOut after
    ``waiting.timeout`` seconds; each with the server's reason and the last log records.
    """
    watch = SessionWatch(client, session, progress)

    def look() -> Verdict | None:
        now = watch.look()
        return None if now.status == RUNNING else now

    if poll(look, clock, waiting.timeout, waiting.interval) is None:
        raise watch.timed_out(waiting)
    return watch.latest


class SessionWatch:
    """Looks at a session again and again, and says how far it is, once per change."""

    def __init__(self, client: Client, session: Mapping[str, Any], progress: Progress | None = None) -> None:
        self.latest: dict[str, Any] = dict(session)
        self._client = client
        self._progress = progress
        self._shown = ""

    def look(self) -> Verdict:
        """How the session stands now. Raises SessionFailed where it failed or was canceled, ActionRequired."""
        now = self.refresh()
        self.refuse_failure()
        return now

    def refresh(self) -> Verdict:
        """How the session stands now, whatever that is."""
        self.latest.update(self._client.get("/sessions/{}".format(self.latest["id"])))
        self._report()
        return verdict(self.latest)

    def refuse_failure(self) -> None:
        """Raise SessionFailed where the session last seen failed or was canceled, ActionRequired where it asks."""
        now = verdict(self.latest)
        if now.status in (FAILED, CANCELED):
            raise _failure(SessionFailed, self._client, self.latest, _failed(now))
        if now.status == NEEDS_ACTION:
            raise _failure(ActionRequired, self._client, self.latest, _needs_action(now))

    def timed_out(self, waiting: Waiting) -> SessionTimedOut:
        """The error for a session that is still running when the time for waiting is over."""
        error = _failure(SessionTimedOut, self._client, self.latest, _timed_out(self.latest, waiting))
        return cast("SessionTimedOut", error)

    def _report(self) -> None:
        if self._progress is None:
            return
        records = session_logs(self._client, self.latest["id"])
        title = str(records[-1].get("title") or "") if records else ""
        line = "{}: {}%".format(self.latest.get("name"), self.latest.get("progressPercent") or 0)
        line += " - " + title if title else ""
        if line != self._shown:
            self._shown = line
            self._progress(line)


def session_logs(client: Client, session_id: str, status: str | None = None) -> list[dict[str, Any]]:
    """The log records of a session, oldest first; those of one ``status`` where given (since 1.3-rev0)."""
    answer = client.get(f"/sessions/{session_id}/logs", {"statusFilter": status})
    records: list[dict[str, Any]] = answer.get("records") or []
    return sorted(records, key=lambda record: record.get("id") or 0)


def session_facts(session: Mapping[str, Any]) -> dict[str, Any]:
    """What a result tells of a session it waited for."""
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


def _failure(kind: Any, client: Client, session: Mapping[str, Any], words: str) -> SessionFailed:
    try:
        records = session_logs(client, session["id"])
    except (ApiError, ConnectionFailed):
        # The session's end is the news; its log is only for comfort.
        records = []
    titles = last_titles(records)
    about = "Session '{}' ({}) {}".format(session.get("name"), session["id"], words)
    if titles:
        about += " Last log records: {}".format("; ".join(titles))
    error: SessionFailed = kind(about, session=session_facts(session), log=titles)
    return error


def last_titles(records: Sequence[Mapping[str, Any]]) -> list[str]:
    """The titles of the newest log records, with their status where it is not success."""
    titles = []
    for record in records[-LOG_RECORDS_SHOWN:]:
        status = record.get("status")
        mark = f"[{status}] " if status in ("Warning", "Failed") else ""
        titles.append(mark + str(record.get("title") or ""))
    return titles


def _failed(end: Verdict) -> str:
    how = "was canceled" if end.status == CANCELED else "failed"
    return f"{how}: {_reason(end)}"


def _needs_action(end: Verdict) -> str:
    return f"waits for a person: {_reason(end)} Do what it asks for in the console, then run this again."


def _timed_out(session: Mapping[str, Any], waiting: Waiting) -> str:
    return (
        "is still {} at {}% after wait_timeout={:g} seconds. It goes on on the server: wait for it with "
        "opendr.veeam.veeam_session (id: {}, state: finished), or give a longer wait_timeout.".format(
            session.get("state"), session.get("progressPercent") or 0, waiting.timeout, session["id"]
        )
    )


def _reason(end: Verdict) -> str:
    reason = end.message.strip() or "the server gives no reason"
    return reason if reason.endswith((".", "!", "?")) else reason + "."
