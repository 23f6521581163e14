# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting for the end of what a server does in a session, whatever the product calls it. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Callable, cast

from ..core.clock import Clock
from ..core.errors import ActionRequired, SessionFailed, SessionTimedOut, VeeamError, readable, sentence
from ..core.polling import Progress, Waiting, poll
from ..http.client import Client
from ..http.response_object import like
from ..http.responses import object_of
from ..schema.resource import Operation
from .adapter import CANCELED, FAILED, NEEDS_ACTION, RUNNING, LogLine, SessionAdapter, Verdict, adapter_of

LOG_RECORDS_SHOWN = 5


def started(operation: Operation, response: Any) -> list[dict[str, Any]]:
    """The sessions that the response of an operation names. Pure."""
    if not response or operation.response not in ("session", "sessions"):
        return []
    if operation.response == "session":
        return [response]
    # Some products return the bare list, others a page of it.
    return list(response if isinstance(response, list) else response.get("data") or [])


def wait_for_sessions(
    client: Client,
    clock: Clock,
    sessions: Sequence[Mapping[str, Any]],
    waiting: Waiting,
    progress: Progress | None = None,
) -> list[dict[str, Any]]:
    """The sessions as they ended, each with success or a warning.

    Raises SessionFailed where one failed or was canceled, ActionRequired, and SessionTimedOut after
    ``waiting.timeout`` seconds for all of them together; each with the server's reason and the last log records.
    """
    watches = [SessionWatcher(client, session, progress) for session in sessions]
    left = list(watches)

    def observe() -> bool | None:
        # All are followed to their end before a failure is raised, so that none is missed.
        left[:] = [watch for watch in left if watch.refresh().status == RUNNING]
        return None if left else True

    over = poll(observe, clock, waiting.timeout, waiting.interval)
    for watch in watches:
        watch.raise_on_failure()
    if not over:
        raise left[0].timed_out(waiting)
    return [watch.latest for watch in watches]


class SessionWatcher:
    """Looks at a session again and again, and says how far it is, once per change.

    ``kind`` is how to read it, where the product has sessions of several kinds.
    """

    def __init__(
        self,
        client: Client,
        session: Mapping[str, Any],
        progress: Progress | None = None,
        kind: SessionAdapter | None = None,
    ) -> None:
        self.latest: dict[str, Any] = like(session, session)
        self.kind: SessionAdapter = kind or adapter_of(client.product)
        self._client = client
        self._progress = progress
        self._shown = ""

    def observe(self) -> Verdict:
        """The state of the session now. Raises SessionFailed where it failed or was canceled, ActionRequired."""
        now = self.refresh()
        self.raise_on_failure()
        return now

    @property
    def verdict(self) -> Verdict:
        """The state of the session when it was last read, whatever it is."""
        return self.kind.verdict(self.latest)

    def refresh(self) -> Verdict:
        """The state of the session now, whatever it is."""
        path = self.kind.path.format(id=self.latest["id"])
        seen = object_of("GET", path, self._client.get(path))
        self.latest = like(seen, {**self.latest, **seen})
        self._report()
        return self.verdict

    def raise_on_failure(self) -> None:
        """Raise SessionFailed where the session failed or was canceled, ActionRequired where it waits for a person."""
        now = self.verdict
        if now.status in (FAILED, CANCELED):
            raise self._failure(SessionFailed, lambda reason: _failed(now, reason))
        if now.status == NEEDS_ACTION:
            raise self._failure(ActionRequired, _needs_action)

    def timed_out(self, waiting: Waiting) -> SessionTimedOut:
        """The error for a session that is still running when the time for waiting is over."""
        status = self.kind.status_text(self.latest)
        words = (
            f"is still {status} after wait_timeout={waiting.timeout:g} seconds. It continues on the server: "
            f"{self._how_to_wait()}, or give a longer wait_timeout."
        )
        return cast("SessionTimedOut", self._failure(SessionTimedOut, lambda reason: words))

    def _how_to_wait(self) -> str:
        if self.kind.runs_in_task:
            return "run the task again to wait for it"
        return f"wait for it with opendr.veeam.{self.kind.module} (id: {self.latest['id']}, state: finished)"

    def reason(self) -> str:
        """The reason that the server gives for the state of the session: its own, or the last problem in its log."""
        return self._reason(self._log())

    def _reason(self, lines: Sequence[LogLine]) -> str:
        problems = [line.title for line in lines if line.status in self.kind.problem_statuses]
        return readable(self.verdict.message) or (problems[-1] if problems else "")

    def _log(self) -> list[LogLine]:
        """The log records, none where they cannot be read: what matters is how the session ends, its log only helps."""
        if not self.kind.log:
            return []
        try:
            return log_lines(self._client, self.latest["id"])
        except VeeamError:
            return []

    def _report(self) -> None:
        if self._progress is None:
            return
        lines = self._log()
        line = f"{readable(self.kind.name(self.latest))}: {self.kind.progress(self.latest)}"
        line += " - " + lines[-1].title if lines and lines[-1].title else ""
        if line != self._shown:
            self._shown = line
            self._progress(line)

    def _failure(self, error: type[SessionFailed], words: Callable[[str], str]) -> SessionFailed:
        lines = self._log()
        titles = last_titles(lines, self.kind.problem_statuses)
        about = f"Session '{readable(self.kind.name(self.latest))}' ({self.latest['id']}) {words(self._reason(lines))}"
        if titles:
            about += " Last log records: {}".format("; ".join(titles))
        failure: SessionFailed = error(about, session=self.kind.facts(self.latest), log=titles)
        return failure


def log_lines(client: Client, session_id: str) -> list[LogLine]:
    """The log records of a session, oldest first."""
    kind = adapter_of(client.product)
    lines = kind.log_lines(client.get(kind.log.format(id=session_id)))
    return [LogLine(line.status, readable(line.title)) for line in lines]


def session_facts(client: Client, session: Mapping[str, Any]) -> dict[str, Any]:
    """What a result returns of a session that it waited for."""
    return adapter_of(client.product).facts(session)


def last_titles(lines: Sequence[LogLine], problems: Sequence[str]) -> list[str]:
    """The titles of the newest log records, with their status where it is one of ``problems``. Pure."""
    return [
        (f"[{line.status}] " if line.status in problems else "") + line.title for line in lines[-LOG_RECORDS_SHOWN:]
    ]


def warning_of(client: Client, session: Mapping[str, Any]) -> str:
    """The sentence for a session that ended with a warning."""
    watch = SessionWatcher(client, session)
    return f"Session '{readable(watch.kind.name(session))}': {watch.reason() or 'it ended with a warning'}"


def _failed(end: Verdict, reason: str) -> str:
    how = "was canceled" if end.status == CANCELED else "failed"
    return f"{how}: {_reason_sentence(reason)}"


def _needs_action(reason: str) -> str:
    return (
        f"waits for a person: {_reason_sentence(reason)} Do what it asks for in the console, then run the task again."
    )


def _reason_sentence(reason: str) -> str:
    return sentence(reason or "the server gives no reason")
