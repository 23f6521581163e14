# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of Microsoft 365's sessions, each kind in a list of its own and with words of its own, and without a log."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .clock import CLOCK
from .state import Item
from .vbr_sessions import Course, Rule, Run, Sessions

SYNC, OWNER = "RepositorySynchronizeSessions", "RepositoryOwnerChangeSessions"
RESTORE, JOB = "RestoreSessions", "JobSessions"
_NEVER_DONE = 50
_JOB_ENDS = {"success": "Success", "warn": "Warning", "fail": "Failed", "cancel": "Stopped"}


@dataclass(frozen=True)
class Kind:
    """What a session shows when it begins, at a share of its length, and at its end."""

    begun: Callable[[], Item]
    working: Callable[[float, Rule], Item]
    ended: Callable[[str, str], Item]


def _sync_working(share: float, rule: Rule) -> Item:
    """Nothing for a while, for a session that has not begun is in the same state as one that has succeeded."""
    percent = min(_NEVER_DONE, int(share * 100)) if rule.outcome == "hang" else min(99, int(share * 100))
    return {} if share < 0.2 else {"state": "Synchronizing", "progressPercent": percent}


def _sync_ended(outcome: str, message: str) -> Item:
    if outcome == "fail":
        return {"state": "Failed", "progressPercent": 0, "error": message}
    return {"state": "None"} if outcome == "cancel" else {"state": "None", "progressPercent": 100}


def _owner_working(share: float, rule: Rule) -> Item:
    """It waits for long, and says what for."""
    if rule.outcome == "action_required":
        return {"status": "Waiting", "details": rule.message}
    return {"status": "Running" if share >= 0.5 else "Waiting"}


def _owner_ended(outcome: str, message: str) -> Item:
    status = "Succeeded" if outcome in ("success", "warn") else "Failed"
    return {"status": status, "endTime": written_now(), "details": None if status == "Succeeded" else message}


def _restore_ended(outcome: str, message: str) -> Item:
    """A session that is stopped calls itself a success, as it did from the beginning."""
    ended: Item = {"state": "Stopped", "endTime": written_now()}
    return {**ended, "result": _JOB_ENDS[outcome], "details": message} if outcome in ("warn", "fail") else ended


KINDS: dict[str, Kind] = {
    SYNC: Kind(lambda: {"state": "None", "progressPercent": 0}, _sync_working, _sync_ended),
    RESTORE: Kind(
        lambda: {"state": "Working", "result": "Success", "creationTime": written_now()},
        lambda share, rule: {},
        _restore_ended,
    ),
    JOB: Kind(
        lambda: {"status": "Queued", "creationTime": written_now(), "progress": 0},
        lambda share, rule: {"status": "Running", "progress": int(min(share, 1.0) * 120)} if share >= 0.1 else {},
        lambda outcome, message: {"status": _JOB_ENDS[outcome], "endTime": written_now(), "details": message},
    ),
    OWNER: Kind(lambda: {"status": "Waiting", "startTime": written_now()}, _owner_working, _owner_ended),
}


@dataclass
class M365Sessions(Sessions):
    """Starts, advances and stops the sessions of one server."""

    kinds: dict[str, str] = field(default_factory=dict)
    """The list of each session, by its id."""
    forgets: bool = False
    """Whether a session is gone as soon as it has ended."""

    # The list is what tells the kinds apart, so it comes first here.
    def start(  # type: ignore[override]
        self,
        kind: str,
        *,
        title: str,
        seconds: float = 0.3,
        work: Callable[[], str | None] | None = None,
        course: Course | None = None,
        planned: Rule | None = None,
        **values: Any,
    ) -> Item:
        """Begin a session. Rules of tests find it by its title as name, and by the name of its list as type."""
        key = str(uuid.uuid4())
        rule = self.rule_for(title, kind, planned)
        item = {"id": key, **KINDS[kind].begun(), **values}
        self.kinds[key] = kind
        self.store.put(kind, key, item)
        self.begun.append(kind)
        self.logs[key] = []
        length = (seconds if rule.seconds is None else rule.seconds) * self.speed
        self.runs[key] = Run(key, CLOCK.monotonic(), length, rule, [], work or (lambda: None), course or Course())
        return item

    def _show_stopping(self, key: str) -> None:
        """No document has a word for it."""

    def _show_progress(self, run: Run, share: float) -> None:
        self._change(run.key, **KINDS[self.kinds[run.key]].working(share, run.rule))

    def _show_end(self, run: Run, outcome: str, message: str, /) -> None:
        kind = self.kinds[run.key]
        if self.forgets:
            self.store.remove(kind, run.key)
        else:
            self._change(run.key, **KINDS[kind].ended(outcome, message))

    def _change(self, key: str, **values: Any) -> None:
        item: Mapping[str, Any] = self.store.get(self.kinds[key], key) or {}
        if item and any(item.get(name) != value for name, value in values.items()):
            self.store.change(self.kinds[key], key, **values)

    def _write(self, key: str, title: str, status: str) -> None:
        """There is no log."""


def written_now() -> str:
    """The present time as these servers write it."""
    return CLOCK.now().strftime("%Y-%m-%dT%H:%M:%SZ")
