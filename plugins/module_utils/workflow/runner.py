# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Leading a recovery to its goal: look, make one move, look again. Private to the collection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field as field_of
from typing import Any

from ..core.errors import NotConverged, RecoveryBlocked, ResponseLost, SessionFailed, SessionTimedOut, sentence
from ..core.polling import FIRST_POLL, GROWTH, Waiting
from ..engine.task import Task
from ..schema.resource import filled
from ..sessions.adapter import SUCCEEDED, WARNED, Verdict, adapter_of
from ..sessions.lost_responses import GRACE
from ..sessions.watcher import SessionWatcher, started
from .state_machine import Blocked, Done, Lifecycle, Observation, Step


@dataclass
class WorkflowResult:
    """How a recovery came to where it is: the steps that were made, or would be, and what is seen now.

    ``session`` is what a result tells of the last session.
    """

    seen: Observation
    steps: list[str] = field_of(default_factory=list)
    session: dict[str, Any] | None = None

    @property
    def changed(self) -> bool:
        """Whether anything was done, or would be."""
        return bool(self.steps)


def run_workflow(
    lifecycle: Lifecycle, task: Task, goal: str, name: str, recovery: Any, observe: Callable[[], Observation]
) -> WorkflowResult:
    """Lead the recovery called ``name`` to ``goal``; ``look`` reads where it stands.

    In check mode the steps are foreseen and nothing is sent. Raises RecoveryBlocked where there is no
    way on, SessionFailed and SessionTimedOut as the sessions go, NotConverged where an answer was lost and
    the request most likely with it.
    """
    seen = observe()
    if task.check_mode:
        _ensure_not_blocked(lifecycle, goal, name, seen)
        steps = lifecycle.predict(goal, seen.phase)
        # A task that does not wait ends after the first of them.
        return WorkflowResult(seen, [step.name for step in (steps if Waiting.of(task.params).wait else steps[:1])])
    return WorkflowRunner(lifecycle, task, goal, name, recovery, observe).go(seen)


def starting_from(seen: Observation, observe: Callable[[], Observation]) -> Callable[[], Observation]:
    """``look``, which begins with what was seen already."""
    known = [seen]
    return lambda: known.pop() if known else observe()


class WorkflowRunner:
    def __init__(
        self, lifecycle: Lifecycle, task: Task, goal: str, name: str, recovery: Any, observe: Callable[[], Observation]
    ) -> None:
        self.lifecycle = lifecycle
        self.task = task
        self.goal = goal
        self.name = name
        self.recovery = recovery
        self.observe = observe
        self.waiting = Waiting.of(task.params)
        self.deadline = task.clock.now() + self.waiting.timeout
        self.made: list[Step] = []
        # Whether anything was seen to move since the last step, and from where.
        self.moved = False
        self.left = ""
        self.watch: SessionWatcher | None = None
        self.pause = FIRST_POLL
        # Until then a request whose answer was lost may still show its effect.
        self.lost: tuple[ResponseLost, float] | None = None

    def go(self, seen: Observation) -> WorkflowResult:
        while True:
            self._ensure_not_blocked(seen)
            move = self.lifecycle.move(self.goal, seen.phase)
            if isinstance(move, Done):
                return self._result(seen)
            self.moved = self.moved or seen.phase != self.left
            if isinstance(move, Step) and move not in self.made:
                self._make(move, seen)
                if not self.waiting.wait:
                    return self._result(self.observe())
            else:
                self._ensure_progress(move, seen)
                self._ensure_request_arrived(move)
                self._pass_time(seen)
            seen = self.observe()

    def _make(self, step: Step, seen: Observation) -> None:
        """Send a step, once. What a lost answer meant, the next looks will show."""
        operation = step.operation
        path = filled(operation.path, step.subject(self.recovery, seen))
        self.made.append(step)
        self.moved, self.left = False, seen.phase
        self.pause = FIRST_POLL
        self.watch = None
        try:
            response = self.task.client.write(operation.method, path, step.body(self.recovery, seen))
        except ResponseLost as lost:
            self.lost = (lost, self.task.clock.now() + GRACE)
            return
        for session in started(operation, response)[:1]:
            self.watch = SessionWatcher(self.task.client, session, self.task.progress)

    def _pass_time(self, seen: Observation) -> None:
        """Wait a moment, and see that the session at work, if one is known, has not failed."""
        end = self._observe_session(seen)
        if end is not None:
            self._warn_of(end)
            if end.status in (SUCCEEDED, WARNED) and seen.session is not None:
                self.watch = SessionWatcher(self.task.client, seen.session, self.task.progress)
        if self.task.clock.now() >= self.deadline:
            raise self._timed_out(seen)
        self.task.clock.sleep(min(self.pause, max(self.deadline - self.task.clock.now(), 0.1)))
        self.pause = min(self.pause * GROWTH, self.waiting.interval)

    def _observe_session(self, seen: Observation) -> Verdict | None:
        """How the session at work stands, if one is known. Raises SessionFailed, ActionRequired."""
        if self.watch is None and seen.session is not None:
            self.watch = SessionWatcher(self.task.client, seen.session, self.task.progress)
        return None if self.watch is None else self.watch.observe()

    def _warn_of(self, end: Verdict) -> None:
        if end.status != WARNED:
            return
        # Not every product's sessions say why themselves; then the log does.
        why = end.message or (self.watch.reason() if self.watch is not None else "")
        text = f"{self.lifecycle.noun} '{self.name}': {why}"
        if why and text not in self.task.warnings:
            self.task.warnings.append(text)

    def _ensure_not_blocked(self, seen: Observation) -> None:
        """Raise where there is no way on; with the words of the session that led there, where one did."""
        move = self.lifecycle.move(self.goal, seen.phase)
        if isinstance(move, Blocked) and self.made:
            try:
                self._observe_session(seen)
            except SessionFailed as failed:
                message = f"{sentence(failed.message)} {move.why}"
                raise type(failed)(message, phase=seen.phase, **failed.facts) from failed
        _ensure_not_blocked(self.lifecycle, self.goal, self.name, seen)

    def _ensure_progress(self, move: Any, seen: Observation) -> None:
        """A step that would have to be made again because things are back where it began: it failed."""
        if not self.moved or not isinstance(move, Step):
            return
        # Its session knows best why, and raises.
        self._observe_session(seen)
        reason = f" The server says: {sentence(seen.reason)}" if seen.reason else " The server gives no reason."
        raise RecoveryBlocked(
            f"The {self.lifecycle.noun} '{self.name}' is in the phase '{seen.phase}' again: the operation "
            f"'{move.name}' did not lead to '{move.next_phase}' and on.{reason}",
            phase=seen.phase,
            step=move.name,
            reason=seen.reason,
        )

    def _ensure_request_arrived(self, move: Any) -> None:
        """A step that would have to be made again although it was sent: its request did not arrive."""
        if self.lost is None or not isinstance(move, Step):
            return
        lost, until = self.lost
        if self.task.clock.now() >= until:
            raise NotConverged(
                f"{lost.message} Looked at again, the {self.lifecycle.noun} '{self.name}' has not moved, so the "
                "request most likely did not arrive. Nothing was sent twice; run this again.",
                **lost.facts,
            )

    def _timed_out(self, seen: Observation) -> SessionTimedOut:
        if self.watch is not None:
            return self.watch.timed_out(self.waiting)
        return SessionTimedOut(
            f"The {self.lifecycle.noun} '{self.name}' is still in the phase '{seen.phase}' after "
            f"wait_timeout={self.waiting.timeout:g} seconds. The server goes on; the same task, run again, goes on "
            "waiting for it.",
            phase=seen.phase,
        )

    def _result(self, seen: Observation) -> WorkflowResult:
        session = seen.session if self.made else None
        if self.watch is not None:
            # What it shows may be reached before its session says so; whether that warned is told at its end.
            self._warn_of(self.watch.refresh())
            session = self.watch.latest
        facts = None if session is None else adapter_of(self.task.client.product).facts(session)
        return WorkflowResult(seen, [step.name for step in self.made], facts)


def _ensure_not_blocked(lifecycle: Lifecycle, goal: str, name: str, seen: Observation) -> None:
    move = lifecycle.move(goal, seen.phase)
    if isinstance(move, Blocked):
        reason = f" The server says: {sentence(seen.reason)}" if seen.reason else ""
        raise RecoveryBlocked(
            f"The {lifecycle.noun} '{name}' is in the phase '{seen.phase}' and cannot become '{goal}'."
            f"{reason} {move.why}",
            phase=seen.phase,
            reason=seen.reason,
        )


def workflow_facts(workflow_result: WorkflowResult) -> dict[str, Any]:
    """What a result tells of the way: the steps, the phase, and the last session."""
    facts: dict[str, Any] = {
        "changed": workflow_result.changed,
        "steps": workflow_result.steps,
        "phase": workflow_result.seen.phase,
    }
    if workflow_result.session is not None:
        facts["session"] = workflow_result.session
    return facts
