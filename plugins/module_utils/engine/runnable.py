# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects that can be run, such as policies and jobs: started, joined while they run, stopped.

Private to the collection.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, ClassVar

from ..core.errors import ApiError, NotConverged, ResponseLost
from ..core.polling import poll
from ..schema.diff import Difference
from ..schema.fields import Field
from ..schema.resource import Operation, filled
from ..schema.state import read_state
from ..sessions.adapter import RUNNING, adapter_of
from ..sessions.lost_responses import GRACE
from ..sessions.watcher import SessionWatcher, session_facts, started
from .executor import wait_for
from .plan import CREATE, NONE, UPDATE, Body, Plan, Request
from .reconciler import REFUSED, Outcome, Reconciler
from .task import Result

STARTED, STOPPED = "started", "stopped"
# What a plan shows of a run. No option: the task says it by its state.
RUN = Field("running", "bool", mode="computed")


class RunnableReconciler(Reconciler):
    """An object that runs in sessions: ``started`` begins a run, or joins one that is under way, and waits for its end.

    ``start`` and ``stop`` are the operations; an object without ``stop`` has no state ``stopped``.
    """

    start: ClassVar[Operation]
    stop: ClassVar[Operation | None] = None

    def run_sessions(self, identifier: str | None, since: datetime | None) -> Iterable[dict[str, Any]]:
        """The sessions in which the object runs or ran, those begun ``since`` then where that is given.

        They may be the history of years, so they are read as they are used.
        """
        raise NotImplementedError

    def start_body(self) -> object:
        """The body of ``start``, where it takes one."""
        return None

    def stop_body(self) -> object:
        """The body of ``stop``, where it takes one."""
        return None

    # --- The plan: a run beside what the object is. ---

    def plan(self, current: Body | None) -> Plan:
        """As for any object, with the run that the task wants."""
        plan = super().plan(current)
        if self.task.params["state"] not in (STARTED, STOPPED):
            return plan
        running = bool(self.running_sessions(self.id_of(current))) if current is not None else False
        return with_run(plan, running, self.task.params["state"] == STARTED)

    def requests(self, plan: Plan, current: Body | None) -> list[Request]:
        """The start or stop comes after everything else."""
        requests = super().requests(plan, current)
        operation = self.start if plan.after.get(RUN.option) else self.stop
        if operation is not None and any(difference.option == RUN.option for difference in plan.differences):
            requests.append(Request(operation, options=(RUN.option,)))
        return requests

    def send(self, plan: Plan, request: Request, identifier: str | None) -> Sequence[Body]:
        """A run is followed by its sessions."""
        if request.options != (RUN.option,):
            return super().send(plan, request, identifier)
        if plan.after[RUN.option]:
            sessions = self._start(request.operation, identifier)
            # From now on the run itself shows, and it may take hours.
            self.lock.close()
            return wait_for(self.task, sessions)
        return self._stop(request.operation, identifier)

    def unchanged(self, plan: Plan, current: Body | None) -> Outcome:
        """A run that is under way already is waited for."""
        if current is None or not plan.after.get(RUN.option):
            return super().unchanged(plan, current)
        sessions = wait_for(self.task, self.running_sessions(self.id_of(current)))
        latest = self.read(self.id_of(current)) or current
        facts = [session_facts(self.client, session) for session in sessions]
        return Outcome(read_state(self.resource.fields, latest, self.context(latest)), facts)

    def result(self, plan: Plan, current: Body | None, outcome: Outcome) -> Result:
        """With the sessions of the run, which a task that only looks returns as well."""
        result = super().result(plan, current, outcome)
        if self.task.params["state"] in (STARTED, STOPPED):
            running = self.running_sessions(self.id_of(current)) if current and self.task.check_mode else []
            facts = [session_facts(self.client, session) for session in running]
            result.pop("session", None)
            sessions = list(outcome.sessions) or facts
            if self.start.response == "sessions":
                result["sessions"] = sessions
            elif sessions:
                result["session"] = sessions[-1]
        return result

    # --- The server. ---

    def running_sessions(self, identifier: str | None) -> list[dict[str, Any]]:
        """The sessions in which the object runs now."""
        verdict = adapter_of(self.client.product).verdict
        return [session for session in self.run_sessions(identifier, None) if verdict(session).status == RUNNING]

    def latest_run(self, identifier: str | None, since: datetime | None) -> list[dict[str, Any]]:
        """The sessions in which the object runs now; without any, those begun ``since`` then where that is given."""
        # In this order: a run that begins between the two reads is among those that run.
        ended = list(self.run_sessions(identifier, since)) if since else []
        return self.running_sessions(identifier) or ended

    def _start(self, operation: Operation, identifier: str | None) -> Sequence[Body]:
        """The sessions of a run that begins now. Raises NotConverged where that cannot be seen."""
        sent_at = self.client.server_time
        try:
            response = self.client.write(operation.method, filled(operation.path, identifier), self.start_body())
            return started(operation, response) or self._begun(identifier, sent_at)
        except ResponseLost as lost:
            return self._begun_since(identifier, sent_at, lost)
        except ApiError as error:
            # Somebody else, or its schedule, has started it just now.
            running = self.running_sessions(identifier) if error.status in REFUSED else []
            if not running:
                raise
            return running

    def _begun(self, identifier: str | None, sent_at: datetime | None) -> Sequence[Body]:
        """The sessions of a run whose response names none: they may show a little later, and be over by then.

        Raises NotConverged where none shows.
        """
        since = sent_at - timedelta(seconds=1) if sent_at else None

        begun = poll(lambda: self.latest_run(identifier, since) or None, self.task.clock, GRACE, 1)
        if not begun:
            raise NotConverged(
                f"The server has accepted the start of the {self.resource.noun}, and shows no session of it. Look at "
                "its sessions in the console, then run the task again.",
                id=identifier,
            )
        return begun

    def _begun_since(self, identifier: str | None, sent_at: datetime | None, lost: ResponseLost) -> Sequence[Body]:
        # The Date header counts whole seconds.
        since = sent_at - timedelta(seconds=1) if sent_at else None
        begun = poll(lambda: list(self.run_sessions(identifier, since)) or None, self.task.clock, GRACE, 1)
        if not begun:
            raise NotConverged(
                f"{lost.message} No session of the {self.resource.noun} has begun since, so the request most likely "
                "did not arrive. Nothing was sent twice; run the task again.",
                **lost.facts,
            )
        return begun

    def _stop(self, operation: Operation, identifier: str | None) -> Sequence[Body]:
        """The sessions of the run, stopped; however they end, they are stopped then."""
        sessions = self.running_sessions(identifier)
        lost = None
        try:
            self.client.write(operation.method, filled(operation.path, identifier), self.stop_body())
        except ResponseLost as error:
            # The sessions show whether it arrived.
            lost = error
        except ApiError:
            # A run that ends by itself just now can no longer be stopped, and need not be.
            if self.running_sessions(identifier):
                raise
        watchers = [SessionWatcher(self.client, session, self.task.progress) for session in sessions]
        if lost is not None:
            self._ensure_stopping(watchers, lost)
        left = list(watchers)

        def observe() -> bool | None:
            left[:] = [watcher for watcher in left if watcher.refresh().status == RUNNING]
            return None if left else True

        if self.waiting.wait and not poll(observe, self.task.clock, self.waiting.timeout, self.waiting.interval):
            raise left[0].timed_out(self.waiting)
        return [watcher.latest for watcher in watchers]

    def _ensure_stopping(self, watchers: Sequence[SessionWatcher], lost: ResponseLost) -> None:
        adapter = adapter_of(self.client.product)

        def is_untouched(watcher: SessionWatcher) -> bool:
            running = watcher.refresh().status == RUNNING
            return running and adapter.facts(watcher.latest)["state"] != adapter.stopping

        def all_stopping() -> bool | None:
            return None if any(map(is_untouched, watchers)) else True

        if not poll(all_stopping, self.task.clock, GRACE, 1):
            raise NotConverged(
                f"{lost.message} The {self.resource.noun} still runs, so the request most likely did not arrive: run "
                "the task again.",
                **lost.facts,
            )


def with_run(plan: Plan, running: bool, desired: bool) -> Plan:
    """The plan, with the run that is desired beside it. Pure."""
    return with_fact(plan, RUN, running, desired)


def with_fact(plan: Plan, field: Field, current: object, desired: object) -> Plan:
    """The plan, with a fact of the object that an operation of its own changes. Pure."""
    before = plan.before if plan.operation == CREATE else {**plan.before, field.option: current}
    after = {**plan.after, field.option: desired}
    if current == desired:
        return replace(plan, before=before, after=after)
    return replace(
        plan,
        operation=UPDATE if plan.operation == NONE else plan.operation,
        before=before,
        after=after,
        differences=(*plan.differences, Difference(field.option, field, current, desired)),
    )
