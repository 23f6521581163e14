# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of VBR tasks, which are neither sessions nor task sessions: a search, a restore of files, a download.

A task is Starting, then Working at 0 percent, then Stopped with a result. Nothing on it says whose mount it works in.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .clock import CLOCK
from .state import Item
from .vbr_sessions import Rule, now

if TYPE_CHECKING:
    from .backend import Backend

COLLECTION = "tasks"
_RESULTS = {"success": "Success", "warn": "Warning", "fail": "Failed", "cancel": "Cancelled"}
_LOG_STATUS = {"Success": "Succeeded", "Warning": "Warning", "Failed": "Failed", "Cancelled": "Failed"}
_ENDLESS = ("hang", "action_required")


@dataclass(frozen=True)
class End:
    """How a task ended: a result, the message that explains it, and lines of its log as (status, title)."""

    result: str = "Success"
    message: str = ""
    log: Sequence[tuple[str, str]] = ()


@dataclass
class _Run:
    started: float
    seconds: float
    rule: Rule
    work: Callable[[], End]
    stopping: bool = False


@dataclass
class Tasks:
    """The tasks of one server."""

    backend: Backend
    runs: dict[str, _Run] = field(default_factory=dict)

    def start(self, kind: str, name: str, seconds: float, work: Callable[[], End]) -> Item:
        """Begin a task; ``work`` happens at its end, unless a rule of a test wants another one."""
        sessions = self.backend.sessions
        key = str(uuid.uuid4())
        item: Item = {
            "id": key,
            "type": kind,
            "name": name,
            "state": "Starting",
            "progressPercent": 0,
            "creationTime": now(),
            "result": "None",
            "logs": {"totalRecords": 0, "records": []},
        }
        rule = sessions.rule_for(name, kind)
        length = (seconds if rule.seconds is None else rule.seconds) * sessions.speed
        self.backend.store.put(COLLECTION, key, item)
        self.runs[key] = _Run(CLOCK.monotonic(), length, rule, work)
        return item

    def stop(self, key: str) -> None:
        """Ask a task to stop; one that has ended is left as it is."""
        if key in self.runs:
            self.runs[key].stopping = True
            self.backend.store.change(COLLECTION, key, state="Stopping")

    def advance(self) -> None:
        """Bring every running task to where it should be by now."""
        for key, run in list(self.runs.items()):
            share = 1.0 if run.seconds <= 0 else (CLOCK.monotonic() - run.started) / run.seconds
            if run.stopping:
                self._finish(key, End("Cancelled", "The task was canceled by user"))
            elif share >= 1.0 and run.rule.outcome not in _ENDLESS:
                self._finish(key, self._end(run))
            elif share >= 0.3 and self.backend.store.collection(COLLECTION)[key]["state"] == "Starting":
                self.backend.store.change(COLLECTION, key, state="Working")

    def _end(self, run: _Run) -> End:
        wanted = _RESULTS[run.rule.outcome]
        if wanted in ("Failed", "Cancelled"):
            return End(wanted, run.rule.message or "The operation failed")
        end = run.work()
        if wanted == "Warning" and end.result == "Success":
            return End(wanted, run.rule.message or "The operation finished with warnings", end.log)
        return end

    def _finish(self, key: str, end: End) -> None:
        lines = [*end.log, *([(_LOG_STATUS[end.result], end.message)] if end.message else [])]
        records = [
            {
                "id": number,
                "status": status,
                "startTime": now(),
                "updateTime": now(),
                "title": title,
                "description": "",
            }
            for number, (status, title) in enumerate(lines, 1)
        ]
        about = {"additionalInfo": {"message": end.message}} if end.message else {}
        self.backend.store.change(
            COLLECTION,
            key,
            state="Stopped",
            result=end.result,
            endTime=now(),
            logs={"totalRecords": len(records), "records": records},
            **about,
        )
        del self.runs[key]


def tasks_of(backend: Backend) -> Tasks:
    """The tasks of a server; they are remembered with its other documents."""
    found = backend.store.documents.get(COLLECTION)
    if not isinstance(found, Tasks):
        found = backend.store.documents[COLLECTION] = Tasks(backend)
        backend.sessions.watches.append(found.advance)
    return found
