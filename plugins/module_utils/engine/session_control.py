# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stopping a session, or waiting for its end, whatever the product calls it. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as field_of
from typing import Any

from ..core.errors import ApiError, ObjectNotFound, ResponseLost
from ..core.polling import COPY_WAIT_OPTIONS, Waiting, poll
from ..core.product import Product
from ..schema.fields import Field, format_spec
from ..schema.resource import Operation, SchemaContext, filled
from ..schema.state import State, read_state
from ..sessions.adapter import NEEDS_ACTION, RUNNING, WARNED, SessionAdapter, Verdict, adapter_of
from ..sessions.watcher import SessionWatcher, warning_of
from .task import ApiUsage, Declaration, Result, Returned, Task


@dataclass(frozen=True, eq=False, repr=False)
class Stoppable:
    """The sessions of a product, as a task stops and returns them.

    ``path`` is that of one session, ``log`` that of its records, ``fields`` what a result returns of it.
    ``unmounts`` are what stops a session of a type that has something mounted, in place of ``stop``; ``since`` the
    first revision that has the path of an unmount, where not all have it.
    """

    product: Product
    path: str
    log: str
    stop: Operation
    fields: tuple[Field, ...]
    unmounts: Mapping[str, Operation] = field_of(default_factory=dict)
    since: Mapping[str, str] = field_of(default_factory=dict)

    def stop_of(self, kind: str, revision: str) -> Operation:
        """What stops a session of a type in an API revision."""
        operation = self.unmounts.get(kind, self.stop)
        return operation if self.product.supports(revision, self.since.get(operation.path, "")) else self.stop


def session_state_module(sessions: Stoppable) -> Declaration:
    """The declaration of a module that has a session stopped or finished."""
    return Declaration(
        product=sessions.product,
        options=dict(
            {
                "id": {"type": "str", "required": True, **format_spec(sessions.fields, "id")},
                "state": {"type": "str", "choices": ["stopped", "finished"], "required": True},
                "fail_on_error": {"type": "bool", "default": True},
            },
            **COPY_WAIT_OPTIONS,
        ),
        run=lambda task: converge_session(sessions, task),
        returns=(Returned("session", sessions.fields),),
        api=ApiUsage(
            operations=tuple(dict.fromkeys((sessions.stop, *sessions.unmounts.values()))),
            reads=(sessions.path, sessions.log),
            since=sessions.since,
        ),
    )


def converge_session(sessions: Stoppable, task: Task) -> Result:
    """The session as the task wants it: stopped, or ended by itself.

    Raises ObjectNotFound; SessionTimedOut; for a session that is to finish also SessionFailed and
    ActionRequired.
    """
    session = _existing(sessions, task)
    watch = SessionWatcher(task.client, session, task.progress)
    stop = task.params["state"] == "stopped"
    changed = stop and not _stops(watch.kind, session)
    if changed and not task.check_mode:
        changed = _stop(sessions, task, watch)
    if task.params["wait"] and not task.check_mode:
        _wait(task, watch, patient_with_persons=stop)
    if not stop:
        _judge(task, watch)
    return _result(sessions, task, session, watch, changed)


def _existing(sessions: Stoppable, task: Task) -> dict[str, Any]:
    identifier = task.params["id"]
    session = task.client.find(filled(sessions.path, identifier))
    if session is None:
        raise ObjectNotFound(
            f"There is no session with the id {identifier}. A server forgets sessions after a while; "
            f"opendr.veeam.{adapter_of(sessions.product).module}_info lists those that it knows.",
            id=identifier,
        )
    return session


def _ended(kind: SessionAdapter, session: Mapping[str, Any]) -> bool:
    return kind.verdict(session).status not in (RUNNING, NEEDS_ACTION)


def _stops(kind: SessionAdapter, session: Mapping[str, Any]) -> bool:
    """Whether a session has ended, or is stopping."""
    return _ended(kind, session) or kind.facts(session)["state"] == kind.stopping


def _stop(sessions: Stoppable, task: Task, watch: SessionWatcher) -> bool:
    """Ask the server to stop the session, and look at it again; whether it was this that stopped it."""
    stop = sessions.stop_of(str(watch.kind.facts(watch.latest)["type"]), task.client.revision)
    try:
        task.client.write(stop.method, filled(stop.path, watch.latest["id"]))
        watch.refresh()
    except ResponseLost as lost:
        watch.refresh()
        if not _stops(watch.kind, watch.latest):
            raise ResponseLost(
                f"{lost.message} The session still runs, so the request most likely did not arrive: run the task "
                "again.",
                **lost.facts,
            ) from lost
    except ApiError:
        # A session that ends by itself just now can no longer be stopped, and need not be.
        watch.refresh()
        if not _ended(watch.kind, watch.latest):
            raise
        return False
    return True


def _wait(task: Task, watch: SessionWatcher, patient_with_persons: bool) -> None:
    """Wait for the end; a session that waits for a person ends the wait too, unless ``patient_with_persons``."""
    waiting = Waiting.of(task.params)

    def observe() -> Verdict | None:
        now = watch.refresh()
        over = now.status == NEEDS_ACTION and not patient_with_persons
        return now if over or _ended(watch.kind, watch.latest) else None

    ended = _ended(watch.kind, watch.latest)
    if not ended and poll(observe, task.clock, waiting.timeout, waiting.interval) is None:
        raise watch.timed_out(waiting)


def _judge(task: Task, watch: SessionWatcher) -> None:
    now = watch.kind.verdict(watch.latest)
    if now.status == WARNED:
        task.warnings.append(warning_of(task.client, watch.latest))
    if task.params["fail_on_error"] or now.status == NEEDS_ACTION:
        watch.raise_on_failure()


def _result(
    sessions: Stoppable, task: Task, earlier: Mapping[str, Any], watch: SessionWatcher, changed: bool
) -> Result:
    session = read_state(sessions.fields, watch.latest, SchemaContext(sessions.product, task.client.revision))
    kind, before = watch.kind, watch.kind.facts(earlier)["state"]
    if task.params["state"] == "stopped":
        after = kind.facts(watch.latest)["state"] if _ended(kind, watch.latest) else kind.stopped
    else:
        after = kind.finished or before
    return {
        "changed": changed,
        "session": session,
        "diff": {"before": _outline(kind, earlier, before), "after": _outline(kind, earlier, after)},
    }


def _outline(kind: SessionAdapter, session: Mapping[str, Any], state: str) -> State:
    return {"id": session["id"], "name": kind.name(session), "state": state}
