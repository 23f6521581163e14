# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of VBR sessions: started by an operation, working for a while, then stopped with a result.

Nothing runs in the background: the clock is looked at when a request comes in, and whatever is due happens then.
"""

from __future__ import annotations

import fnmatch
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from .clock import CLOCK
from .messages import Refusal
from .state import Item, Store

COLLECTION = "sessions"
TASKS = "taskSessions"
NO_ID = "00000000-0000-0000-0000-000000000000"
_OUTCOMES = ("success", "fail", "warn", "hang", "cancel", "action_required")
_STATUS = {"success": "Succeeded", "warn": "Warning", "fail": "Failed", "cancel": "Failed"}
_RESULT = {"success": "Success", "warn": "Warning", "fail": "Failed", "cancel": "Failed"}
_MESSAGE = {
    "success": "Success",
    "warn": "The operation finished with warnings",
    "fail": "The operation failed",
    "cancel": "Operation was canceled by user",
}
_ENDLESS = ("hang", "action_required")
CANCEL_SECONDS = 0.1


class Failure(Exception):
    """Raised by the work of a session to end it as failed, with the server's reason."""


@dataclass
class Rule:
    """What sessions that match are to do; ``seconds`` replaces their usual length."""

    match: dict[str, str]
    outcome: str = "success"
    message: str = ""
    seconds: float | None = None
    times: int | None = None

    def __post_init__(self) -> None:
        if self.outcome not in _OUTCOMES:
            raise ValueError(f"outcome {self.outcome!r} is not one of {_OUTCOMES}")

    def covers(self, name: str, kind: str) -> bool:
        wanted = {"name": name, "type": kind}
        return self.times != 0 and all(
            fnmatch.fnmatchcase(wanted.get(key, "").lower(), pattern.lower()) for key, pattern in self.match.items()
        )


@dataclass(frozen=True)
class Course:
    """What a session does besides its work.

    ``stages`` happen on the way, each at its share of the session's length. A session that ``stays`` goes on working
    after its work is done, until it is ended or stopped, as an instant recovery does while the machine is published.
    ``stopped`` says how a session that stays ends when it is stopped. ``ended`` is told the outcome and the message,
    whatever they are. ``tasks`` names the objects it works on, each of which gets a task session that lives with it;
    ``task_values`` go into these as they are.
    """

    stages: tuple[tuple[float, Callable[[], None]], ...] = ()
    stays: bool = False
    stopped: Callable[[], str] = lambda: "cancel"
    ended: Callable[[str, str], None] = lambda outcome, message: None
    tasks: tuple[str, ...] = ()
    task_values: Mapping[str, Any] = field(default_factory=lambda: {"type": "Restore"})


@dataclass
class Run:
    """A session that has not ended."""

    key: str
    started: float
    seconds: float
    rule: Rule
    steps: list[str]
    work: Callable[[], str | None]
    course: Course = Course()
    written: int = 0
    passed: int = 0
    standing: bool = False
    made: str | None = None
    stop_at: float | None = None


@dataclass
class Sessions:
    """Starts, advances and stops the sessions of one server."""

    store: Store
    speed: float = 1.0
    rules: list[Rule] = field(default_factory=list)
    logs: dict[str, list[Item]] = field(default_factory=dict)
    runs: dict[str, Run] = field(default_factory=dict)
    tasks: dict[str, list[str]] = field(default_factory=dict)
    begun: list[str] = field(default_factory=list)
    """The types of the sessions that began since somebody cleared this, the first one first."""
    watches: list[Callable[[], None]] = field(default_factory=list)
    """Called whenever time has passed, for what happens at a set time."""
    lists_restores: bool = True
    """Whether what sessions restore has task sessions."""
    collection: ClassVar[str] = COLLECTION
    log_status: ClassVar[Mapping[str, str]] = {"step": "Succeeded", **_STATUS}
    """What the log calls a step that was done, and an end that was no success."""

    def start(
        self,
        name: str,
        kind: str = "Infrastructure",
        *,
        steps: list[str] | None = None,
        user: str = "",
        seconds: float = 0.3,
        work: Callable[[], str | None] | None = None,
        course: Course | None = None,
        planned: Rule | None = None,
        **values: Any,
    ) -> Item:
        """Begin a session. ``work`` runs once at a successful end and may return the id of what it made.

        ``planned`` is how it ends where no rule of a test says otherwise. Other values go into the session as they
        are, such as ``jobId`` or ``resourceId``.
        """
        key = str(uuid.uuid4())
        item: Item = {
            "id": key,
            "name": name,
            "jobId": NO_ID,
            "sessionType": kind,
            "creationTime": now(),
            "state": "Starting",
            "progressPercent": 0,
            "result": {"result": "None", "isCanceled": False},
            "usn": self.store.number(),
            "platformId": NO_ID,
            "initiatedBy": user,
            **values,
        }
        run = self._begin(item, self.rule_for(name, kind, planned), steps or [name], seconds, work, course)
        tasks = run.course.tasks if self.lists_restores else ()
        self.tasks[key] = [self._start_task(item, task, run.course.task_values) for task in tasks]
        return item

    def rule_for(self, name: str, kind: str, planned: Rule | None = None) -> Rule:
        """What a new session is to do: the newest rule of a test that covers it, else what was planned."""
        rule = next((rule for rule in self.rules if rule.covers(name, kind)), planned or Rule({}))
        if rule.times is not None:
            rule.times -= 1
        return rule

    def _begin(
        self,
        item: Item,
        rule: Rule,
        steps: list[str],
        seconds: float,
        work: Callable[[], str | None] | None,
        course: Course | None,
    ) -> Run:
        key = str(item["id"])
        length = (seconds if rule.seconds is None else rule.seconds) * self.speed
        self.store.put(self.collection, key, item)
        self.begun.append(str(item.get("sessionType") or item["type"]))
        self.logs[key] = []
        self.runs[key] = Run(key, CLOCK.monotonic(), length, rule, steps, work or (lambda: None), course or Course())
        return self.runs[key]

    def _start_task(self, session: Item, name: str, values: Mapping[str, Any]) -> str:
        key = str(uuid.uuid4())
        kept = {part: session[part] for part in ("sessionType", "creationTime", "state", "result")}
        self.store.put(
            TASKS,
            key,
            {
                "id": key,
                "sessionId": session["id"],
                "name": name,
                "usn": self.store.number(),
                **kept,
                **values,
            },
        )
        return key

    def end(self, key: str) -> None:
        """End a session that stays with its own outcome; one that has not come so far counts as cancelled."""
        run = self.runs.get(key)
        if run is not None:
            outcome = run.rule.outcome if run.standing else "cancel"
            self._close(run, outcome, run.rule.message or _MESSAGE[outcome])

    def run_to_end(self, key: str) -> None:
        """Let the time pass that a session takes, for an operation that is answered at its end.

        One that never ends goes on, and the operation is answered at once.
        """
        run = self.runs.get(key)
        if run is not None and run.rule.outcome not in _ENDLESS:
            CLOCK.advance(max(0.0, run.started + run.seconds - CLOCK.monotonic()))
            self.advance()

    def advance(self) -> None:
        """Bring every running session to where it should be by now."""
        for watch in self.watches:
            watch()
        for run in list(self.runs.values()):
            if run.key in self.runs:  # the end of one session may end another
                self._advance(run, CLOCK.monotonic())

    def stop(self, key: str) -> None:
        """Ask a running session to stop; it is Stopping for a moment first."""
        run = self.runs.get(key)
        if run is None:
            raise Refusal(400, f"Session {key} is not running", "UnexpectedContent")
        if run.stop_at is None:
            run.stop_at = CLOCK.monotonic() + CANCEL_SECONDS * self.speed
            self._show_stopping(key)

    def note(self, key: str, title: str) -> None:
        """Add a record of a success to the log of a session."""
        self._write(key, title, self.log_status["step"])

    def _advance(self, run: Run, moment: float) -> None:
        if run.stop_at is not None:
            if moment >= run.stop_at:
                outcome = run.course.stopped() if run.standing else "cancel"
                self._close(run, outcome, _MESSAGE[outcome])
            return
        if run.standing:
            return
        share = 1.0 if run.seconds <= 0 else (moment - run.started) / run.seconds
        self._write_steps(run, share)
        self._pass_stages(run, min(share, 0.5) if run.rule.outcome == "hang" else share)
        if share >= 1.0 and run.rule.outcome not in _ENDLESS:
            self._finish(run, run.rule.outcome, run.rule.message or _MESSAGE[run.rule.outcome])
        else:
            self._show_progress(run, share)

    def _show_stopping(self, key: str) -> None:
        self._change(key, state="Stopping")

    def _show_progress(self, run: Run, share: float) -> None:
        if run.rule.outcome == "hang":
            self._change(run.key, state="Working", progressPercent=min(50, int(share * 100)))
        elif run.rule.outcome == "action_required":
            self._change(
                run.key,
                state="ActionRequired" if share >= 0.3 else "Working",
                progressPercent=min(30, int(share * 100)),
            )
        elif share >= 0.1:
            self._change(run.key, state="Working", progressPercent=int(min(share, 1.0) * 100))

    def _show_end(self, run: Run, outcome: str, message: str, /) -> None:
        values: Item = {
            "state": "Stopped",
            "endTime": now(),
            "progressPercent": 100 if outcome != "cancel" else 50,
            "result": {"result": _RESULT[outcome], "message": message, "isCanceled": outcome == "cancel"},
        }
        if run.made:
            values["resourceId"] = run.made
        self._change(run.key, **values)

    def _pass_stages(self, run: Run, share: float) -> None:
        for due, happen in run.course.stages[run.passed :]:
            if share >= due:
                run.passed += 1
                happen()

    def _finish(self, run: Run, outcome: str, message: str) -> None:
        if outcome in ("success", "warn") and not run.standing:
            try:
                run.made = run.work()
            except Failure as failure:
                outcome, message = "fail", str(failure)
        if outcome in ("success", "warn") and run.course.stays:
            run.standing = True
            self._write_steps(run, 1.0)
            self._show_progress(run, 1.0)
            return
        self._close(run, outcome, message)

    def _close(self, run: Run, outcome: str, message: str) -> None:
        self._write_steps(run, 1.0)
        if outcome != "success" and run.rule.outcome != "action_required":
            self._write(run.key, message, self.log_status[outcome])
        self._show_end(run, outcome, message)
        del self.runs[run.key]
        run.course.ended(outcome, message)

    def _change(self, key: str, **values: Any) -> None:
        item = self.store.get(self.collection, key)
        if item is not None and any(item.get(name) != value for name, value in values.items()):
            self.store.change(self.collection, key, usn=self.store.number(), **values)
            shared = {name: value for name, value in values.items() if name in ("state", "result", "endTime")}
            for task in self.tasks.get(key, ()):
                if shared and self.store.get(TASKS, task):
                    self.store.change(TASKS, task, usn=self.store.number(), **shared)

    def _write_steps(self, run: Run, share: float) -> None:
        due = min(len(run.steps), int(share * len(run.steps)) + 1)
        while run.written < due:
            self._write(run.key, run.steps[run.written], self.log_status["step"])
            run.written += 1
        if run.rule.outcome == "action_required" and share >= 0.3 and len(self.logs[run.key]) == run.written:
            self._write(run.key, run.rule.message or "Waiting for user action", "Warning")

    def _write(self, key: str, title: str, status: str) -> None:
        records = self.logs[key]
        records.append(
            {
                "id": len(records) + 1,
                "status": status,
                "startTime": now(),
                "updateTime": now(),
                "title": title,
                "description": "",
            }
        )


def now() -> str:
    """The present time as these servers write it."""
    return CLOCK.now().isoformat(timespec="milliseconds")
