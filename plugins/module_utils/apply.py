# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Doing what a plan says: send, wait, read again, and hold what came of it to the plan. Private to the collection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .compare import Difference, differences
from .engine import Body, Outcome, predicted_state, read_object, settled
from .errors import AnswerLost, NotApplied
from .lost import go_on_from_state
from .plan import CREATE, DELETE, UPDATE, Plan
from .resource import Operation, Resource, Shape, filled
from .session_kinds import WARNED, kind_of
from .sessions import session_facts, started, wait_for_sessions, warning_of
from .state import read_state
from .task import Task
from .waiting import Waiting, poll

# Seconds in which an object that was removed may still be listed.
SETTLE = 10.0


def apply(resource: Resource, task: Task, shape: Shape, plan: Plan, found: Body | None) -> Outcome:
    """Do what the plan says, wait for the server to finish, read what came of it, and hold it to the plan."""
    operation = {CREATE: resource.create, UPDATE: resource.update, DELETE: resource.delete}[plan.operation]
    # An update may give the object another name; its id stays.
    identifier = str(found["id"]) if found else None
    waiting = Waiting.of(task.params)
    sent = task.client.server_time
    try:
        answer = _send(task, operation, identifier, plan.body)
    except AnswerLost as lost:
        go_on_from_state(
            task.client,
            task.clock,
            waiting,
            lost,
            lambda: not _left_undone(resource, shape, plan, read_object(resource, task, identifier)),
            sent,
            operation.session_type,
        )
        answer = None
        latest = read_object(resource, task, identifier)
        if latest is not None:
            settled(resource, task, latest, plan.operation)
    sessions = _wait(task, operation, waiting, answer)
    facts = [session_facts(task.client, session) for session in sessions]
    if sessions and not waiting.wait:
        return Outcome(predicted_state(resource, shape, plan, found), facts)
    after = _read_settled(resource, task, plan, identifier)
    _refuse_left_undone(resource, shape, plan, after)
    return Outcome(read_state(resource.fields, after, shape) if after else None, facts)


def _send(task: Task, operation: Operation, identifier: str | None, body: Body | None) -> Any:
    query = {one.query: task.params.get(one.option) for one in operation.parameters}
    return task.client.write(operation.method, filled(operation.path, identifier), body, query)


def _wait(task: Task, operation: Operation, waiting: Waiting, answer: Any) -> Sequence[Body]:
    """The sessions that the answer names, ended where the task waits."""
    sessions = started(operation, answer)
    if not sessions or not waiting.wait:
        return sessions
    sessions = wait_for_sessions(task.client, task.clock, sessions, waiting, task.progress)
    for session in sessions:
        if kind_of(task.client.product).verdict(session).status == WARNED:
            task.warnings.append(warning_of(task.client, session))
    return sessions


def _read_settled(resource: Resource, task: Task, plan: Plan, identifier: str | None) -> dict[str, Any] | None:
    """The object after the operation. One that was removed may take a moment to leave the list."""
    latest = read_object(resource, task, identifier)
    if plan.operation != DELETE or latest is None:
        return latest

    def look() -> bool | None:
        return True if read_object(resource, task, identifier) is None else None

    return None if poll(look, task.clock, SETTLE, 2) else latest


def _left_undone(resource: Resource, shape: Shape, plan: Plan, now: Body | None) -> list[str]:
    """What of the plan the object does not show, in words."""
    if plan.operation == DELETE:
        return ["it is still there"] if now is not None else []
    if now is None:
        return ["it is not there"]
    state = read_state(resource.fields, now, shape)
    return [_in_words(one) for one in differences(resource.fields, plan.after, state, shape)]


def _in_words(one: Difference) -> str:
    return f"{one.option} is {one.found!r}, not {one.wanted!r}"


def _refuse_left_undone(resource: Resource, shape: Shape, plan: Plan, after: Body | None) -> None:
    left = _left_undone(resource, shape, plan, after)
    if not left:
        return
    name = plan.after.get(resource.name) or plan.before.get(resource.name)
    if plan.operation == DELETE:
        hint = "Where four-eyes authorisation is on, the removal waits for another administrator's approval."
    else:
        hint = "The server may hold the value in another form, or wait for another administrator's approval."
    raise NotApplied(
        "The server reported no error, and yet the {} '{}' is not as wanted after the {}: {}. {}".format(
            resource.noun, name, plan.operation, "; ".join(left), hint
        ),
        operation=plan.operation,
        left_undone=left,
    )
