# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Doing what a plan says: send, wait, read again, and hold what came of it to the plan. Private to the collection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..core.errors import NotConverged, ResponseLost
from ..core.polling import Waiting, poll
from ..schema.diff import Difference, differences
from ..schema.resource import Operation, Resource, SchemaContext, filled
from ..schema.state import read_state
from ..sessions.adapter import WARNED, adapter_of
from ..sessions.lost_responses import wait_for_effect
from ..sessions.watcher import session_facts, started, wait_for_sessions, warning_of
from .plan import CREATE, DELETE, UPDATE, Plan
from .reconciler import Body, Outcome, predicted_state, read_object, settled
from .task import Task

# Seconds in which an object that was removed may still be listed.
SETTLE = 10.0


def apply(resource: Resource, task: Task, context: SchemaContext, plan: Plan, found: Body | None) -> Outcome:
    """Do what the plan says, wait for the server to finish, read what came of it, and hold it to the plan."""
    operation = {CREATE: resource.create, UPDATE: resource.update, DELETE: resource.delete}[plan.operation]
    # An update may give the object another name; its id stays.
    identifier = str(found["id"]) if found else None
    waiting = Waiting.of(task.params)
    sent = task.client.server_time
    try:
        response = _send(task, operation, identifier, plan.body)
    except ResponseLost as lost:
        wait_for_effect(
            task.client,
            task.clock,
            waiting,
            lost,
            lambda: not _remaining_differences(resource, context, plan, read_object(resource, task, identifier)),
            sent,
            operation.session_type,
        )
        response = None
        latest = read_object(resource, task, identifier)
        if latest is not None:
            settled(resource, task, latest, plan.operation)
    sessions = _wait(task, operation, waiting, response)
    facts = [session_facts(task.client, session) for session in sessions]
    if sessions and not waiting.wait:
        return Outcome(predicted_state(resource, context, plan, found), facts)
    after = _read_settled(resource, task, plan, identifier)
    _ensure_converged(resource, context, plan, after)
    return Outcome(read_state(resource.fields, after, context) if after else None, facts)


def _send(task: Task, operation: Operation, identifier: str | None, body: Body | None) -> Any:
    query = {one.query: task.params.get(one.option) for one in operation.parameters}
    return task.client.write(operation.method, filled(operation.path, identifier), body, query)


def _wait(task: Task, operation: Operation, waiting: Waiting, response: Any) -> Sequence[Body]:
    """The sessions that the answer names, ended where the task waits."""
    sessions = started(operation, response)
    if not sessions or not waiting.wait:
        return sessions
    sessions = wait_for_sessions(task.client, task.clock, sessions, waiting, task.progress)
    for session in sessions:
        if adapter_of(task.client.product).verdict(session).status == WARNED:
            task.warnings.append(warning_of(task.client, session))
    return sessions


def _read_settled(resource: Resource, task: Task, plan: Plan, identifier: str | None) -> dict[str, Any] | None:
    """The object after the operation. One that was removed may take a moment to leave the list."""
    latest = read_object(resource, task, identifier)
    if plan.operation != DELETE or latest is None:
        return latest

    def observe() -> bool | None:
        return True if read_object(resource, task, identifier) is None else None

    return None if poll(observe, task.clock, SETTLE, 2) else latest


def _remaining_differences(resource: Resource, context: SchemaContext, plan: Plan, now: Body | None) -> list[str]:
    """What of the plan the object does not show, in words."""
    if plan.operation == DELETE:
        return ["it is still there"] if now is not None else []
    if now is None:
        return ["it is not there"]
    state = read_state(resource.fields, now, context)
    return [_in_words(one) for one in differences(resource.fields, plan.after, state, context)]


def _in_words(one: Difference) -> str:
    return f"{one.option} is {one.found!r}, not {one.wanted!r}"


def _ensure_converged(resource: Resource, context: SchemaContext, plan: Plan, after: Body | None) -> None:
    left = _remaining_differences(resource, context, plan, after)
    if not left:
        return
    name = plan.after.get(resource.name) or plan.before.get(resource.name)
    if plan.operation == DELETE:
        hint = "Where four-eyes authorisation is on, the removal waits for another administrator's approval."
    else:
        hint = "The server may hold the value in another form, or wait for another administrator's approval."
    raise NotConverged(
        "The server reported no error, and yet the {} '{}' is not as wanted after the {}: {}. {}".format(
            resource.noun, name, plan.operation, "; ".join(left), hint
        ),
        operation=plan.operation,
        differences=left,
    )
