# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bringing a recovery to its goal: observe, make one step, observe again. Private to the collection."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from dataclasses import field as field_of
from typing import Any, Generic

from ..core.errors import (
    ApiError,
    NotConverged,
    RecoveryBlocked,
    ResponseLost,
    SessionFailed,
    SessionTimedOut,
    readable,
    sentence,
)
from ..core.polling import FIRST_POLL, GROWTH, Waiting
from ..engine.task import Task
from ..engine.task_lock import locked
from ..schema.resource import filled
from ..sessions.adapter import NEEDS_ACTION, RUNNING, SUCCEEDED, WARNED, Verdict, adapter_of
from ..sessions.lost_responses import GRACE
from ..sessions.stopping import stop_session
from ..sessions.watcher import SessionWatcher, started
from .rerun_guard import how_to_repeat_once
from .state_machine import Blocked, Done, Lifecycle, Observation, Recovery, Step, Transition, Yields
from .unanswered import UnansweredStep


@dataclass
class WorkflowResult:
    """How a workflow ended: what the server shows at the end, and the steps that were made or predicted.

    ``session`` are the facts of the last session, None where no step was made.
    """

    observation: Observation
    steps: list[str] = field_of(default_factory=list)
    session: dict[str, Any] | None = None

    @property
    def changed(self) -> bool:
        """Whether a step was made or predicted."""
        return bool(self.steps)


def run_workflow(
    lifecycle: Lifecycle[Recovery],
    task: Task,
    goal: str,
    name: str,
    recovery: Recovery,
    observe: Callable[[], Observation],
) -> WorkflowResult:
    """Bring the recovery called ``name`` to ``goal``; ``observe`` reads where it stands.

    In check mode the steps are predicted and nothing is sent. Raises RecoveryBlocked where the goal cannot be
    reached, SessionFailed and SessionTimedOut as the sessions end, NotConverged where a response was lost and
    the request most likely did not arrive.
    """
    observation = observe()
    if task.check_mode:
        _ensure_not_blocked(lifecycle, task, goal, name, observation)
        steps = lifecycle.predict(goal, observation.phase)
        for step in [step for step in steps[:1] if step.operation.responds_when_done]:
            path = filled(step.operation.path, step.path_id(recovery, observation))
            UnansweredStep(task, step.operation, path, step.name, f"{lifecycle.noun} '{name}'").ensure_not_sent()
        # A task that does not wait ends after the first step.
        expected = steps if Waiting.of(task.params).wait else steps[:1]
        return WorkflowResult(observation, [step.name for step in expected])
    return WorkflowRunner(lifecycle, task, goal, name, recovery, observe).run(observation)


def starting_from(observation: Observation, observe: Callable[[], Observation]) -> Callable[[], Observation]:
    """``observe``, whose first call returns what was observed already."""
    known = [observation]
    return lambda: known.pop() if known else observe()


class WorkflowRunner(Generic[Recovery]):
    """Sends the steps of one workflow, each once, and waits in between."""

    def __init__(
        self,
        lifecycle: Lifecycle[Recovery],
        task: Task,
        goal: str,
        name: str,
        recovery: Recovery,
        observe: Callable[[], Observation],
    ) -> None:
        self.lifecycle = lifecycle
        self.task = task
        self.goal = goal
        self.name = name
        self.recovery = recovery
        self.observe = observe
        self.waiting = Waiting.of(task.params)
        self.deadline = task.clock.now() + self.waiting.timeout
        self.sent: list[Step[Recovery]] = []
        # Whether the phase has changed since the last step, and the phase in which that step was sent.
        self.progressed = False
        self.phase_of_last_step = ""
        self.watcher: SessionWatcher | None = None
        # The session that the last step has started.
        self.own: SessionWatcher | None = None
        # Whether another run is making the steps, which this one only follows then.
        self.yielded = False
        self.pause = FIRST_POLL
        # A lost response, and the time until which its request may still show an effect.
        self.lost: tuple[ResponseLost, float] | None = None
        self.unanswered: UnansweredStep | None = None

    def run(self, observation: Observation) -> WorkflowResult:
        """Make the steps that lead from ``observation`` to the goal.

        From the first step on no other task of this machine acts on the same recovery.
        """
        with ExitStack() as held:
            return self._follow(observation, held)

    def _follow(self, observation: Observation, held: ExitStack) -> WorkflowResult:
        """Make the steps and wait for what they start. The only place that orders them."""
        alone = False
        while True:
            self._ensure_not_blocked(observation)
            transition = self.lifecycle.transition(self.goal, observation.phase)
            if isinstance(transition, Done):
                if self.unanswered is not None:
                    self.unanswered.settle()
                return self._result(observation)
            self.progressed = self.progressed or observation.phase != self.phase_of_last_step
            if isinstance(transition, Step) and not self.yielded and not self._is_behind(observation):
                if not alone:
                    held.enter_context(locked(self.task, self._lock_keys(observation), self._title))
                    # Waiting for another task took its time, and that task may have made the step.
                    alone, self.deadline = True, self.task.clock.now() + self.waiting.timeout
                    if self.task.locks.exist:
                        observation = self._observe()
                        continue
                self._send(transition, observation)
                if not self.waiting.wait:
                    return self._result(self._observe())
            else:
                self._ensure_not_back(transition, observation)
                self._ensure_request_arrived(transition)
                self._pause(observation)
            observation = self._observe()

    def _observe(self) -> Observation:
        """What the server shows, as far as the session of the last step does not know better."""
        observation = self.observe()
        if observation.yields is not None and self.sent:
            self._withdraw(observation.yields)
        if self.own is None or not self._is_settled(observation):
            return observation
        step, status = self.sent[-1], self.own.verdict.status
        if status in (SUCCEEDED, WARNED):
            return replace(observation, phase=step.settles[observation.phase])
        return replace(observation, phase=step.next_phase) if status in (RUNNING, NEEDS_ACTION) else observation

    def _is_settled(self, observation: Observation) -> bool:
        """Whether the session of the last step decides what this phase means."""
        return self.own is not None and observation.phase in self.sent[-1].settles

    def _is_behind(self, observation: Observation) -> bool:
        """Whether a step that was sent still lies ahead: nothing before it is sent a second time."""
        return any(step in self.sent for step in self.lifecycle.predict(self.goal, observation.phase))

    @property
    def _title(self) -> str:
        return f"{self.lifecycle.noun} '{self.name}'"

    def _lock_keys(self, observation: Observation) -> list[str]:
        """What no other task may act on meanwhile: the recovery by its name, and its mount, which has an id."""
        keys = [f"{self.lifecycle.noun} {self.name}".lower()]
        return keys if observation.mount is None else [*keys, f"mount {observation.mount['id']}"]

    def _send(self, step: Step[Recovery], observation: Observation) -> None:
        """Send a step, once. After a lost response the next observations show whether it arrived."""
        operation = step.operation
        path = filled(operation.path, step.path_id(self.recovery, observation))
        unanswered = UnansweredStep(self.task, operation, path, step.name, self._title)
        unanswered.ensure_not_sent()
        self.sent.append(step)
        self.progressed, self.phase_of_last_step = False, observation.phase
        self.pause = FIRST_POLL
        self.watcher = self.own = None
        body = step.body(self.recovery, observation)
        waits = operation.responds_when_done and self.waiting.wait
        patience = self.deadline - self.task.clock.now() if waits else None
        try:
            with unanswered.recorded():
                response = self.task.client.write(operation.method, path, body, timeout=patience)
        except ResponseLost as lost:
            self.unanswered = unanswered
            self.lost = (lost, self.deadline if operation.responds_when_done else self.task.clock.now() + GRACE)
            return
        except ApiError:
            if step.may_be_done and self.observe().phase == step.next_phase:
                self.sent.pop()
                return
            raise
        step.responded(self.recovery, response)
        for session in started(operation, response)[:1]:
            self.watcher = self.own = SessionWatcher(self.task.client, session, self.task.progress)
            step.started(self.recovery, session)

    def _withdraw(self, yields: Yields) -> None:
        """Take back what this run has started, since another run started the same before it.

        Raises RecoveryBlocked where that cannot be done.
        """
        noun, own, other = yields
        step, clock = self.sent[-1], self.task.clock
        is_undone = stop_session(self.task.client, clock, self.own) if self.own else step.take_back(self.recovery)
        if not is_undone:
            raise RecoveryBlocked(
                f"Another run has started the {self._title} at the same moment: the {noun} {other}. The {noun} {own} "
                f"of this task could not be stopped, so it is done twice. Stop one of the two {noun}s.",
                **{f"{noun}_id": own, f"other_{noun}_id": other},
            )
        self.task.warnings.append(
            f"Another run started the {self._title} at the same moment: the {noun} {other}. This task stopped its own "
            f"{noun} {own} and followed the other."
        )
        self.sent.pop()
        self.watcher = self.own = None
        self.yielded = True

    def _pause(self, observation: Observation) -> None:
        """Wait until the next observation is due. Raises SessionTimedOut, and what the running session raises."""
        verdict = self._observe_session(observation)
        if verdict is not None:
            self._add_warning(verdict)
            ended_well = verdict.status in (SUCCEEDED, WARNED)
            if ended_well and observation.session is not None and not self._is_settled(observation):
                self.watcher = SessionWatcher(self.task.client, observation.session, self.task.progress)
        if self.task.clock.now() >= self.deadline:
            raise self._timed_out(observation)
        self.task.clock.sleep(min(self.pause, max(self.deadline - self.task.clock.now(), 0.1)))
        self.pause = min(self.pause * GROWTH, self.waiting.interval)

    def _observe_session(self, observation: Observation) -> Verdict | None:
        """The verdict on the session at work, if one is known. Raises SessionFailed, ActionRequired."""
        if self.watcher is None and observation.session is not None:
            self.watcher = SessionWatcher(self.task.client, observation.session, self.task.progress)
        return None if self.watcher is None else self.watcher.observe()

    def _add_warning(self, verdict: Verdict) -> None:
        if verdict.status != WARNED:
            return
        # A session that gives no reason itself may have one in its log.
        reason = readable(verdict.message) or (self.watcher.reason() if self.watcher is not None else "")
        text = f"{self.lifecycle.noun} '{self.name}': {reason}"
        if reason and text not in self.task.warnings:
            self.task.warnings.append(text)

    def _ensure_not_blocked(self, observation: Observation) -> None:
        """Raise where the goal cannot be reached; with the reason of the session that led there, where one did."""
        transition = self.lifecycle.transition(self.goal, observation.phase)
        if isinstance(transition, Blocked) and self.sent:
            try:
                self._observe_session(observation)
            except SessionFailed as failed:
                message = f"{sentence(failed.message)} {transition.advice}"
                raise type(failed)(message, phase=observation.phase, **failed.facts) from failed
        _ensure_not_blocked(self.lifecycle, self.task, self.goal, self.name, observation)

    def _ensure_not_back(self, transition: Transition[Recovery], observation: Observation) -> None:
        """Raise where the recovery is back in the phase in which a step was sent: the step has failed."""
        if not self.progressed or not isinstance(transition, Step) or self.yielded:
            return
        # The step's session knows the reason best, and raises with it.
        self._observe_session(observation)
        reason = (
            f"The server says: {sentence(observation.reason)}" if observation.reason else "The server gives no reason."
        )
        raise RecoveryBlocked(
            f"The {self.lifecycle.noun} '{self.name}' is back in the phase '{observation.phase}': the step "
            f"'{self.sent[-1].name}' did not lead to the phase '{self.sent[-1].next_phase}'. {reason}",
            phase=observation.phase,
            step=self.sent[-1].name,
            reason=observation.reason,
        )

    def _ensure_request_arrived(self, transition: Transition[Recovery]) -> None:
        """Raise where a step whose response was lost shows no effect: its request did not arrive."""
        if self.lost is None or not isinstance(transition, Step):
            return
        lost, until = self.lost
        if self.task.clock.now() < until:
            return
        if self.sent[-1].operation.responds_when_done and self.unanswered is not None:
            raise NotConverged(
                f"{lost.message} The server responds to the step '{self.sent[-1].name}' only when it is done. It may "
                f"still work on the {self.lifecycle.noun} '{self.name}', or not have received the request. Nothing was "
                f"sent twice. {self.unanswered.advice}",
                **lost.facts,
            )
        raise NotConverged(
            f"{lost.message} The {self.lifecycle.noun} '{self.name}' has not changed since, so the request most "
            "likely did not arrive. Nothing was sent twice; rerun this task.",
            **lost.facts,
        )

    def _timed_out(self, observation: Observation) -> SessionTimedOut:
        if self.watcher is not None:
            # It may not have been read so far.
            self.watcher.refresh()
            return self.watcher.timed_out(self.waiting)
        return SessionTimedOut(
            f"The {self.lifecycle.noun} '{self.name}' is still in the phase '{observation.phase}' after "
            f"wait_timeout={self.waiting.timeout:g} seconds. The server continues with it: rerun this task to keep "
            "waiting.",
            phase=observation.phase,
        )

    def _result(self, observation: Observation) -> WorkflowResult:
        session = observation.session if self.sent else None
        if self.watcher is not None:
            # The goal may be reached before the session has ended; whether it warns is known at its end.
            self._add_warning(self.watcher.refresh())
            session = self.watcher.latest
        facts = None if session is None else adapter_of(self.task.client.product).facts(session)
        return WorkflowResult(observation, [step.name for step in self.sent], facts)


def _ensure_not_blocked(
    lifecycle: Lifecycle[Recovery], task: Task, goal: str, name: str, observation: Observation
) -> None:
    transition = lifecycle.transition(goal, observation.phase)
    if isinstance(transition, Blocked):
        reason = f" The server says: {sentence(observation.reason)}" if observation.reason else ""
        repeat = f" {how_to_repeat_once(task)}" if transition.needs_since else ""
        raise RecoveryBlocked(
            f"The {lifecycle.noun} '{name}' is in the phase '{observation.phase}' and cannot become '{goal}'."
            f"{reason} {transition.advice}{repeat}",
            phase=observation.phase,
            reason=observation.reason,
        )


def workflow_facts(workflow_result: WorkflowResult) -> dict[str, Any]:
    """What a result reports of a workflow: the steps, the phase, and the last session."""
    facts: dict[str, Any] = {
        "changed": workflow_result.changed,
        "steps": workflow_result.steps,
        "phase": workflow_result.observation.phase,
    }
    if workflow_result.session is not None:
        facts["session"] = workflow_result.session
    return facts
