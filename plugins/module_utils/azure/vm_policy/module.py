# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A backup policy of Azure VMs as a task wants it: as an object, in its place among the others, running or not.

Private to the collection.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ...core.errors import InvalidOption, ResponseLost
from ...core.polling import Waiting
from ...engine.plan import NONE, UPDATE
from ...engine.reconciler import converge, resource_module
from ...engine.task import ApiUsage, Result, Task
from ...schema.resource import Operation, SchemaContext, filled
from ...schema.state import read_state
from ...sessions.lost_responses import wait_for_effect
from ...sessions.watcher import session_facts
from ..policy_schema import ITEM, PATH, POLICY
from . import runs as policy_runs

ORDER = Operation("POST", PATH + "/orderPriorities", "nothing")
ENABLE = Operation("POST", ITEM + "/enable", "nothing")
DISABLE = Operation("POST", ITEM + "/disable", "nothing")
STATES = ("present", "absent", "started", "stopped")
JOB_SESSION = "/jobSessions/{sessionId}"


def converge_policy(task: Task) -> Result:
    """The policy as the task says. What the steps do is told in one result, the same in check mode as foreseen."""
    _validate_combination(task.params)
    result = _object(task)
    if task.params["state"] == "absent":
        return result
    identifier = str(result[POLICY.noun].get("id") or "")
    if task.params["priority"] is not None:
        _put_in_place(task, result, identifier)
    if task.params["state"] != "present":
        _run(task, result, identifier)
    return result


def _validate_combination(params: Mapping[str, Any]) -> None:
    priority = params["priority"]
    if priority is not None and priority < 1:
        raise InvalidOption(
            f"priority={priority} is no place among the policies: the first one has 1.", option="priority"
        )
    if params["state"] == "absent" and priority is not None:
        raise InvalidOption("priority does not go with state=absent: leave one of them out.", option="priority")


# --- The object. ---


def _object(task: Task) -> Result:
    """Create, change or remove it. Where it is only to be enabled or disabled, nothing else is written again."""
    if "enabled" not in task.raw:
        return converge(POLICY, task)
    foreseen = converge(POLICY, replace(task, check_mode=True))
    changed = [one["option"] for one in foreseen["changes"]]
    if task.check_mode or foreseen["operation"] == NONE:
        return foreseen
    if foreseen["operation"] == UPDATE and changed == ["enabled"]:
        _enable(task, foreseen[POLICY.noun])
        return foreseen
    return converge(POLICY, task)


def _enable(task: Task, policy: Mapping[str, Any]) -> None:
    operation = ENABLE if policy["enabled"] else DISABLE
    path = filled(ITEM, policy["id"])
    _write(
        task,
        operation,
        policy["id"],
        None,
        lambda: (task.client.get(path) or {}).get("isEnabled") == policy["enabled"],
    )


def _write(task: Task, operation: Operation, identifier: str, body: Any, reached: Callable[[], bool]) -> None:
    """Send what takes effect at once. Where the answer is lost, the state decides."""
    try:
        task.client.write(operation.method, filled(operation.path, identifier), body)
    except ResponseLost as lost:
        wait_for_effect(task.client, task.clock, Waiting.of(task.params), lost, reached, None, "")


# --- Its place. ---


def place(ids: Sequence[str], identifier: str, priority: int) -> list[str]:
    """The order in which the policy has the priority, or the last place where there are fewer policies. Pure."""
    rest = [one for one in ids if one != identifier]
    rest.insert(min(priority, len(rest) + 1) - 1, identifier)
    return rest


def in_order(policies: Sequence[Mapping[str, Any]]) -> list[str]:
    """The ids of all policies, the one with the highest priority first. Pure."""
    return [str(one["id"]) for one in sorted(policies, key=lambda one: int(one.get("priority") or 0))]


def _put_in_place(task: Task, result: Result, identifier: str) -> None:
    now = _order(task)
    if identifier not in now:
        # One that is foreseen in check mode comes last when it is created.
        now.append(identifier)
    wanted = place(now, identifier, task.params["priority"])
    before, after = now.index(identifier) + 1, wanted.index(identifier) + 1
    if wanted != now and not task.check_mode:
        _write(task, ORDER, "", wanted, lambda: _order(task) == wanted)
    created = result["operation"] == "create"
    result[POLICY.noun]["priority"] = after
    result["diff"]["after"]["priority"] = after
    if not created:
        result["diff"]["before"]["priority"] = before
    if wanted != now:
        result["changed"] = True
        if not created:
            result["operation"] = UPDATE
            result["changes"].append({"option": "priority", "before": before, "after": after})


def _order(task: Task) -> list[str]:
    return in_order(list(task.client.pages(PATH)))


# --- Whether it runs. ---


def _run(task: Task, result: Result, identifier: str) -> None:
    """Start or stop it; a run that is under way is joined, not doubled."""
    running = policy_runs.running_sessions(task.client, identifier) if identifier else []
    start = task.params["state"] == "started"
    acts = start != bool(running)
    result["diff"]["before"]["running"] = bool(running)
    result["diff"]["after"]["running"] = start
    result["changed"] = result["changed"] or acts
    sessions: Sequence[Mapping[str, Any]] = running
    if not task.check_mode:
        if start and acts:
            sessions = policy_runs.start(task, identifier)
        if start:
            sessions = policy_runs.wait_for(task, sessions)
        elif acts:
            sessions = policy_runs.stop(task, identifier, running)
        _tell_statuses(task, result)
    result["sessions"] = [session_facts(task.client, one) for one in sessions]


def _tell_statuses(task: Task, result: Result) -> None:
    """The policy's own words on its last runs, which may have changed since it was read."""
    now = task.client.find(filled(ITEM, result[POLICY.noun]["id"])) or {}
    told = read_state(POLICY.fields, now, SchemaContext(POLICY.product, task.client.revision))
    result[POLICY.noun].update({key: value for key, value in told.items() if key.endswith(("_status", "_time"))})


_OBJECT = resource_module(POLICY)
MODULE = replace(
    _OBJECT,
    options={
        **_OBJECT.options,
        "state": {"type": "str", "choices": list(STATES), "default": "present"},
        "priority": {"type": "int"},
    },
    run=converge_policy,
    api=ApiUsage(
        operations=(*_OBJECT.api.operations, ENABLE, DISABLE, ORDER, policy_runs.START, policy_runs.STOP),
        reads=(*_OBJECT.api.reads, policy_runs.JOB_SESSIONS, JOB_SESSION, JOB_SESSION + "/log"),
    ),
)
