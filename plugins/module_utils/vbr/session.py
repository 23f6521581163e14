# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stopping a session of VBR, or waiting for its end. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import AnswerLost, ApiError, ObjectNotFound
from ..products import VBR
from ..resource import Operation, Shape
from ..session_kinds import NEEDS_ACTION, WARNED, Verdict, verdict
from ..sessions import SessionWatch, warning_of
from ..state import State, read_state
from ..task import Declaration, Result, Task
from ..waiting import WAIT_OPTIONS, Waiting, poll
from .sessions import PATH, SESSION, object_id

STOP = Operation("POST", PATH + "/{id}/stop", "nothing")
ENDED = "Stopped"


def converge_session(task: Task) -> Result:
    """The session as the task wants it: stopped, or ended by itself.

    Raises ObjectNotFound; SessionTimedOut; for a session that is to finish also SessionFailed and
    ActionRequired.
    """
    found = _existing(task)
    watch = SessionWatch(task.client, found, task.progress)
    stop = task.params["state"] == "stopped"
    changed = stop and found["state"] not in (ENDED, "Stopping")
    if changed and not task.check_mode:
        changed = _stop(task, watch)
    if task.params["wait"] and not task.check_mode:
        _wait(task, watch, patient_with_persons=stop)
    if not stop:
        _judge(task, watch)
    return _result(task, found, watch.latest, changed)


SESSION_STATE = Declaration(
    product=VBR,
    options=dict(
        {
            "id": {"type": "str", "required": True},
            "state": {"type": "str", "choices": ["stopped", "finished"], "required": True},
            "fail_on_error": {"type": "bool", "default": True},
        },
        **WAIT_OPTIONS,
    ),
    run=converge_session,
    operations=(STOP,),
    reads=(PATH + "/{id}", PATH + "/{id}/logs"),
)


def _existing(task: Task) -> dict[str, Any]:
    identifier = object_id("id", task.params["id"])
    found = task.client.find(f"{PATH}/{identifier}")
    if found is None:
        raise ObjectNotFound(
            f"There is no session with the id {identifier}. A server forgets sessions after a while; "
            "opendr.veeam.veeam_session_info lists those that it knows.",
            id=identifier,
        )
    return found


def _stop(task: Task, watch: SessionWatch) -> bool:
    """Ask the server to stop the session, and look at it again; whether it was this that stopped it."""
    try:
        task.client.write(STOP.method, STOP.path.format(id=watch.latest["id"]))
        watch.refresh()
    except AnswerLost as lost:
        watch.refresh()
        if watch.latest["state"] not in (ENDED, "Stopping"):
            raise AnswerLost(
                f"{lost.message} The session still runs, so the request most likely did not arrive: run this again.",
                **lost.facts,
            ) from lost
    except ApiError:
        # A session that ends by itself just now can no longer be stopped, and need not be.
        watch.refresh()
        if watch.latest["state"] != ENDED:
            raise
        return False
    return True


def _wait(task: Task, watch: SessionWatch, patient_with_persons: bool) -> None:
    """Wait for the end; a session that waits for a person ends the wait too, unless ``patient_with_persons``."""
    waiting = Waiting.of(task.params)

    def look() -> Verdict | None:
        now = watch.refresh()
        over = now.status == NEEDS_ACTION and not patient_with_persons
        return now if over or watch.latest["state"] == ENDED else None

    if watch.latest["state"] != ENDED and poll(look, task.clock, waiting.timeout, waiting.interval) is None:
        raise watch.timed_out(waiting)


def _judge(task: Task, watch: SessionWatch) -> None:
    now = verdict(watch.latest)
    if now.status == WARNED:
        task.warnings.append(warning_of(task.client, watch.latest))
    if task.params["fail_on_error"] or now.status == NEEDS_ACTION:
        watch.refuse_failure()


def _result(task: Task, found: Mapping[str, Any], latest: Mapping[str, Any], changed: bool) -> Result:
    shape = Shape(VBR, task.client.revision)
    session = read_state(SESSION, latest, shape)
    return {
        "changed": changed,
        "session": session,
        "diff": {"before": _outline(session, found["state"]), "after": _outline(session, ENDED)},
    }


def _outline(session: State, state: str) -> State:
    return {"id": session["id"], "name": session["name"], "state": state}
