# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Leading a recovery to its goal: look, make one move, look again. Private to the collection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field as field_of
from typing import Any

from .errors import AnswerLost, NotApplied, RecoveryRefused, SessionFailed, SessionTimedOut, sentence
from .lifecycle import Lifecycle, Reached, Refuse, Seen, Step
from .lost import GRACE
from .resource import filled
from .session_kinds import SUCCEEDED, WARNED, Verdict, kind_of
from .sessions import SessionWatch, started
from .task import Task
from .waiting import FIRST_POLL, GROWTH, Waiting


@dataclass
class Journey:
    """How a recovery came to where it is: the steps that were made, or would be, and what is seen now.

    ``session`` is what a result tells of the last session.
    """

    seen: Seen
    steps: list[str] = field_of(default_factory=list)
    session: dict[str, Any] | None = None

    @property
    def changed(self) -> bool:
        """Whether anything was done, or would be."""
        return bool(self.steps)


def lead(lifecycle: Lifecycle, task: Task, goal: str, name: str, recovery: Any, look: Callable[[], Seen]) -> Journey:
    """Lead the recovery called ``name`` to ``goal``; ``look`` reads where it stands.

    In check mode the steps are foreseen and nothing is sent. Raises RecoveryRefused where there is no
    way on, SessionFailed and SessionTimedOut as the sessions go, NotApplied where an answer was lost and
    the request most likely with it.
    """
    seen = look()
    if task.check_mode:
        _refuse(lifecycle, goal, name, seen)
        steps = lifecycle.foresee(goal, seen.phase)
        # A task that does not wait ends after the first of them.
        return Journey(seen, [step.name for step in (steps if Waiting.of(task.params).wait else steps[:1])])
    return _Leader(lifecycle, task, goal, name, recovery, look).go(seen)


def beginning_with(seen: Seen, look: Callable[[], Seen]) -> Callable[[], Seen]:
    """``look``, which begins with what was seen already."""
    known = [seen]
    return lambda: known.pop() if known else look()


class _Leader:
    def __init__(
        self, lifecycle: Lifecycle, task: Task, goal: str, name: str, recovery: Any, look: Callable[[], Seen]
    ) -> None:
        self.lifecycle = lifecycle
        self.task = task
        self.goal = goal
        self.name = name
        self.recovery = recovery
        self.look = look
        self.waiting = Waiting.of(task.params)
        self.deadline = task.clock.now() + self.waiting.timeout
        self.made: list[Step] = []
        # Whether anything was seen to move since the last step, and from where.
        self.moved = False
        self.left = ""
        self.watch: SessionWatch | None = None
        self.pause = FIRST_POLL
        # Until then a request whose answer was lost may still show its effect.
        self.lost: tuple[AnswerLost, float] | None = None

    def go(self, seen: Seen) -> Journey:
        while True:
            self._refuse(seen)
            move = self.lifecycle.move(self.goal, seen.phase)
            if isinstance(move, Reached):
                return self._journey(seen)
            self.moved = self.moved or seen.phase != self.left
            if isinstance(move, Step) and move not in self.made:
                self._make(move, seen)
                if not self.waiting.wait:
                    return self._journey(self.look())
            else:
                self._refuse_return(move, seen)
                self._refuse_lost(move)
                self._pass_time(seen)
            seen = self.look()

    def _make(self, step: Step, seen: Seen) -> None:
        """Send a step, once. What a lost answer meant, the next looks will show."""
        operation = step.operation
        path = filled(operation.path, step.subject(self.recovery, seen))
        self.made.append(step)
        self.moved, self.left = False, seen.phase
        self.pause = FIRST_POLL
        self.watch = None
        try:
            answer = self.task.client.write(operation.method, path, step.body(self.recovery, seen))
        except AnswerLost as lost:
            self.lost = (lost, self.task.clock.now() + GRACE)
            return
        for session in started(operation, answer)[:1]:
            self.watch = SessionWatch(self.task.client, session, self.task.progress)

    def _pass_time(self, seen: Seen) -> None:
        """Wait a moment, and see that the session at work, if one is known, has not failed."""
        end = self._look_at_session(seen)
        if end is not None:
            self._warn_of(end)
            if end.status in (SUCCEEDED, WARNED) and seen.session is not None:
                self.watch = SessionWatch(self.task.client, seen.session, self.task.progress)
        if self.task.clock.now() >= self.deadline:
            raise self._timed_out(seen)
        self.task.clock.sleep(min(self.pause, max(self.deadline - self.task.clock.now(), 0.1)))
        self.pause = min(self.pause * GROWTH, self.waiting.interval)

    def _look_at_session(self, seen: Seen) -> Verdict | None:
        """How the session at work stands, if one is known. Raises SessionFailed, ActionRequired."""
        if self.watch is None and seen.session is not None:
            self.watch = SessionWatch(self.task.client, seen.session, self.task.progress)
        return None if self.watch is None else self.watch.look()

    def _warn_of(self, end: Verdict) -> None:
        if end.status != WARNED:
            return
        # Not every product's sessions say why themselves; then the log does.
        why = end.message or (self.watch.reason() if self.watch is not None else "")
        text = f"{self.lifecycle.noun} '{self.name}': {why}"
        if why and text not in self.task.warnings:
            self.task.warnings.append(text)

    def _refuse(self, seen: Seen) -> None:
        """Raise where there is no way on; with the words of the session that led there, where one did."""
        move = self.lifecycle.move(self.goal, seen.phase)
        if isinstance(move, Refuse) and self.made:
            try:
                self._look_at_session(seen)
            except SessionFailed as failed:
                message = f"{sentence(failed.message)} {move.why}"
                raise type(failed)(message, phase=seen.phase, **failed.facts) from failed
        _refuse(self.lifecycle, self.goal, self.name, seen)

    def _refuse_return(self, move: Any, seen: Seen) -> None:
        """A step that would have to be made again because things are back where it began: it failed."""
        if not self.moved or not isinstance(move, Step):
            return
        # Its session knows best why, and raises.
        self._look_at_session(seen)
        reason = f" The server says: {sentence(seen.reason)}" if seen.reason else " The server gives no reason."
        raise RecoveryRefused(
            f"The {self.lifecycle.noun} '{self.name}' is in the phase '{seen.phase}' again: the operation "
            f"'{move.name}' did not lead to '{move.leads_to}' and on.{reason}",
            phase=seen.phase,
            step=move.name,
            reason=seen.reason,
        )

    def _refuse_lost(self, move: Any) -> None:
        """A step that would have to be made again although it was sent: its request did not arrive."""
        if self.lost is None or not isinstance(move, Step):
            return
        lost, until = self.lost
        if self.task.clock.now() >= until:
            raise NotApplied(
                f"{lost.message} Looked at again, the {self.lifecycle.noun} '{self.name}' has not moved, so the "
                "request most likely did not arrive. Nothing was sent twice; run this again.",
                **lost.facts,
            )

    def _timed_out(self, seen: Seen) -> SessionTimedOut:
        if self.watch is not None:
            return self.watch.timed_out(self.waiting)
        return SessionTimedOut(
            f"The {self.lifecycle.noun} '{self.name}' is still in the phase '{seen.phase}' after "
            f"wait_timeout={self.waiting.timeout:g} seconds. The server goes on; the same task, run again, goes on "
            "waiting for it.",
            phase=seen.phase,
        )

    def _journey(self, seen: Seen) -> Journey:
        session = seen.session if self.made else None
        if self.watch is not None:
            # What it shows may be reached before its session says so; whether that warned is told at its end.
            self._warn_of(self.watch.refresh())
            session = self.watch.latest
        facts = None if session is None else kind_of(self.task.client.product).facts(session)
        return Journey(seen, [step.name for step in self.made], facts)


def _refuse(lifecycle: Lifecycle, goal: str, name: str, seen: Seen) -> None:
    move = lifecycle.move(goal, seen.phase)
    if isinstance(move, Refuse):
        reason = f" The server says: {sentence(seen.reason)}" if seen.reason else ""
        raise RecoveryRefused(
            f"The {lifecycle.noun} '{name}' is in the phase '{seen.phase}' and cannot become '{goal}'."
            f"{reason} {move.why}",
            phase=seen.phase,
            reason=seen.reason,
        )


def journey_facts(journey: Journey) -> dict[str, Any]:
    """What a result tells of the way: the steps, the phase, and the last session."""
    facts: dict[str, Any] = {"changed": journey.changed, "steps": journey.steps, "phase": journey.seen.phase}
    if journey.session is not None:
        facts["session"] = journey.session
    return facts
