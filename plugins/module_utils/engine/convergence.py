# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What of a plan the object does not show, once its requests were sent. Pure. Private to the collection."""

from __future__ import annotations

from ..core.errors import NotConverged
from ..schema.diff import Difference, differences
from ..schema.resource import Resource, SchemaContext
from ..schema.state import State, read_state
from .plan import DELETE, Body, Plan, Request


def is_readable(resource: Resource, request: Request) -> bool:
    """Whether the object shows what a request wrote: all but what writes secrets alone."""
    states = {field.option for field in resource.fields if field.is_state}
    return not request.options or bool(states & set(request.options))


def remaining(
    resource: Resource, context: SchemaContext, plan: Plan, after: Body | None, request: Request | None = None
) -> list[str]:
    """What of the plan, or of one of its requests, the object does not show, in words."""
    if plan.operation == DELETE:
        return ["it still exists"] if after is not None else []
    if after is None:
        return ["it does not exist"]
    state = read_state(resource.fields, after, context)
    left = list(differences(resource.fields, _written_by(resource, request, plan), state, context))
    return [_difference_words(difference) for difference in left]


def _written_by(resource: Resource, request: Request | None, plan: Plan) -> State:
    """The part of the desired state that a request writes; all of it without one."""
    if request is None:
        return plan.after
    if request.options:
        wanted = {option: plan.after[option] for option in request.options if option in plan.after}
        return {**wanted, **request.shown}
    dedicated = {field.option for field in resource.fields if field.mode == "dedicated"} & resource.dedicated_options
    return {option: value for option, value in plan.after.items() if option not in dedicated}


def ensure_converged(resource: Resource, context: SchemaContext, plan: Plan, after: Body | None) -> None:
    """Raise NotConverged where the server reported no error and the object is not as planned."""
    left = remaining(resource, context, plan, after)
    if not left:
        return
    if plan.operation == DELETE:
        hint = "Where four-eyes authorization is on, the removal waits for the approval of another administrator."
    else:
        hint = "The server may hold the value in another form, or wait for the approval of another administrator."
    raise NotConverged(
        "The server reported no error, but after the {} the {} is not in the desired state: {}. {}".format(
            plan.operation, resource.title(plan.after or plan.before), "; ".join(left), hint
        ),
        operation=plan.operation,
        differences=left,
    )


def _difference_words(difference: Difference) -> str:
    return f"{difference.option} is {difference.current!r}, not {difference.desired!r}"
