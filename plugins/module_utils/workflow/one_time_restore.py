# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restores that are one session long: started once, followed to their end, and not done a second time.

One algorithm for every product and every kind of object: a product says only which sessions restore the same thing,
what a session means, and what to send. Private to the collection.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from ..engine.task import Result, Task
from ..schema.resource import Operation
from ..schema.state import State
from ..sessions.adapter import CANCELED, FAILED, NEEDS_ACTION, RUNNING, SUCCEEDED, WARNED, adapter_of
from ..sessions.watcher import session_facts
from .rerun_guard import EarlierRecovery, NewSessions, pins_recovery, recovered_before, since_of, validate_again
from .runner import run_workflow, starting_from, workflow_facts
from .state_machine import NONE, Done, Lifecycle, Observation, Step, Wait, Yields

# The goal, and the phase that leads to it.
RESTORED, RESTORING = "restored", "restoring"
RESTORE = "restore"

STILL_RUNS, ENDED_WELL, ENDED_BADLY = (RUNNING, NEEDS_ACTION), (SUCCEEDED, WARNED), (FAILED, CANCELED)

Session = Mapping[str, Any]


class OneTimeRestore(ABC):
    """The restore that a task describes, and what the server knows of it.

    A subclass sets ``name``, what messages call the restored object, and overrides the steps below ``run``. A
    *session* is whatever the server lists for a restore; it has an ``id``, and the product's session adapter
    reads its verdict. ``to_original`` is whether the task restores to the location of the original.
    """

    name: str

    def __init__(self, task: Task, lifecycle: Lifecycle[OneTimeRestore], to_original: bool = False) -> None:
        validate_again(task.params, to_original)
        self.task = task
        self.client = task.client
        self.lifecycle = lifecycle
        self.since = since_of(task)
        self._to_original = to_original
        # The ids of the sessions that ran during this task: they count, no matter when they began.
        self.followed: set[str] = set()
        # The id of the session that this task has started, and of one that it has taken back.
        self.requested = self._withdrawn = ""
        self._new = NewSessions()
        self._ours: dict[str, bool] = {}
        self._done: Session | None = None

    def run(self) -> Result:
        """Restore what the task describes, unless that is done or under way. The only place that orders the steps."""
        first = self.observe()
        if first.phase == NONE:
            self.ensure_not_repeated()
            # Invalid options and unknown names fail before anything is sent, in check mode too.
            self.body()
        observe = starting_from(first, self.observe)
        facts = workflow_facts(run_workflow(self.lifecycle, self.task, RESTORED, self.name, self, observe))
        if "session" not in facts:
            facts["session"] = self._earlier_session_facts()
        return {
            **facts,
            "restore_point": self.restore_point_facts(),
            "restore": self.request_facts() if facts["steps"] else {},
            "diff": {
                "before": {"name": self.name, "phase": first.phase},
                "after": {"name": self.name, "phase": self.lifecycle.final_phase(RESTORED, first.phase)},
            },
        }

    # --- The steps that a product overrides. ---

    @abstractmethod
    def candidates(self) -> Iterable[Session]:
        """The sessions that may restore the same thing, as far back as a restore may count."""

    @abstractmethod
    def is_ours(self, session: Session) -> bool | None:
        """Whether a candidate restores the same thing to the same place; None where that is not known yet."""

    @abstractmethod
    def began(self, session: Session) -> datetime:
        """When a session began; a session that has not begun yet comes last."""

    @abstractmethod
    def ended(self, session: Session) -> str:
        """When a session ended, in the server's own format."""

    @abstractmethod
    def counts_since(self) -> datetime | None:
        """The time since which a finished restore counts as this one; None where any does."""

    @abstractmethod
    def body(self) -> State:
        """The body that starts the restore. Raises InvalidOption, ObjectNotFound, AmbiguousName."""

    @abstractmethod
    def restore_point_facts(self) -> State | None:
        """What the result reports of the restore point, None where none had to be chosen."""

    @abstractmethod
    def request_facts(self) -> State:
        """What the result reports of the request, in the words of the options and without secrets."""

    def all_candidates(self) -> Iterable[Session]:
        """The sessions that may restore the same thing, as far back as the server remembers."""
        return self.candidates()

    def path_id(self) -> str:
        """The id that replaces the placeholder in the path of the operation, where it has one."""
        return ""

    def session_of(self, session: Session) -> Session:
        """The session to follow for a listed one."""
        return session

    def read_session(self, session: Session) -> Session | None:
        """The whole session of a listed one, None where the server has forgotten it."""
        return session

    # --- What every product has in common. ---

    def observe(self) -> Observation:
        """Where the restore stands now."""
        sessions = [session for session in self._own(self.candidates()) if not self._is(session, self._withdrawn)]
        self.followed |= {str(session["id"]) for session in self._new.among(sessions)}
        faster = self._faster_than_ours(sessions)
        if faster is not None:
            self._withdrawn, self.requested = self.requested, ""
            self.followed.add(str(faster["id"]))
            session = self.session_of(faster)
            yields = Yields("session", self._withdrawn, str(session["id"]))
            return Observation(RESTORING, session=session, yields=yields)
        running = self._newest(sessions, STILL_RUNS)
        if running is not None:
            self.followed.add(str(running["id"]))
            return Observation(RESTORING, session=self.session_of(running))
        followed = [session for session in sessions if str(session["id"]) in self.followed]
        if followed and self._status(followed[-1]) in ENDED_BADLY:
            # Whoever follows this session raises with its reason.
            return Observation(RESTORING, session=self.session_of(followed[-1]))
        self._done = self._newest(followed, ENDED_WELL) or self._done_since(sessions)
        return Observation(NONE if self._done is None else RESTORED)

    def ensure_not_repeated(self) -> None:
        """Raise RecoveryBlocked where it was restored before, and the task does not say that it wants another."""
        if pins_recovery(self.task.params):
            return
        last = self._newest(self._own(self.all_candidates()), ENDED_WELL)
        if last is not None:
            earlier = EarlierRecovery(str(self.session_of(last)["id"]), self.ended(last))
            raise recovered_before(self.task, self.name, earlier, self._to_original)

    def _faster_than_ours(self, sessions: Sequence[Session]) -> Session | None:
        """The session of another run that began before the one of this task, and after the task had looked."""
        ours = next((session for session in sessions if self._is(session, self.requested)), None)
        if ours is None or self._status(ours) not in STILL_RUNS:
            return None
        alike = [
            session
            for session in sessions
            if self._status(session) in STILL_RUNS
            or (self._status(session) in ENDED_WELL and str(session["id"]) in self.followed)
        ]
        oldest = min(alike, key=lambda session: (self.began(session), str(session["id"])))
        return None if oldest is ours else oldest

    def _is(self, session: Session, identifier: str) -> bool:
        return bool(identifier) and str(self.session_of(session)["id"]) == identifier

    def _own(self, candidates: Iterable[Session]) -> list[Session]:
        """Those of the candidates that restore the same thing, oldest first."""
        return sorted((session for session in candidates if self._is_ours(session)), key=self.began)

    def _is_ours(self, session: Session) -> bool:
        identifier = str(session["id"])
        if identifier not in self._ours:
            ours = self.is_ours(session)
            if ours is None:
                return False
            self._ours[identifier] = ours
        return self._ours[identifier]

    def _done_since(self, sessions: Sequence[Session]) -> Session | None:
        since = self.counts_since()
        return self._newest(
            [session for session in sessions if since is None or self.began(session) >= since], ENDED_WELL
        )

    def _newest(self, sessions: Sequence[Session], statuses: Sequence[str]) -> Session | None:
        return max((session for session in sessions if self._status(session) in statuses), key=self.began, default=None)

    def _status(self, session: Session) -> str:
        return adapter_of(self.client.product).verdict(session).status

    def _earlier_session_facts(self) -> State | None:
        session = None if self._done is None else self.read_session(self._done)
        return None if session is None else session_facts(self.client, session)


def _remember(restore: OneTimeRestore, session: Session) -> None:
    restore.requested = str(session["id"])


def restore_lifecycle(noun: str, operation: Operation) -> Lifecycle[OneTimeRestore]:
    """The phases of a restore. One that failed earlier does not block the next."""
    step: Step[OneTimeRestore] = Step(
        RESTORE,
        operation,
        RESTORING,
        lambda restore, observation: restore.body(),
        lambda restore, observation: restore.path_id(),
        settles={NONE: RESTORED, RESTORING: RESTORED},
        started=_remember,
    )
    return Lifecycle(noun, {RESTORED: {NONE: step, RESTORING: Wait(RESTORED), RESTORED: Done()}})
