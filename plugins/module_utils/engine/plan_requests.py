# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The requests that carry out a plan. Pure. Private to the collection."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Callable

from ..schema.fields import Reference
from ..schema.resource import DedicatedUpdate, Operation, Resource, SchemaContext, fields_of, filled
from ..schema.state import State, read_state
from ..schema.writing import add_item_names, add_whole_objects, write_state
from .plan import CREATE, DELETE, SENT_AGAIN, UPDATE, Body, Plan, Request
from .plan_bodies import is_dedicated_only


def requests_of(
    resource: Resource,
    context: SchemaContext,
    plan: Plan,
    current: Body | None = None,
    name_of: Callable[[Reference, str], str] | None = None,
    object_of: Callable[[Reference, str], Body] | None = None,
) -> list[Request]:
    """The requests that carry out a plan, in their order: the one for the whole object, then the dedicated updates.

    ``current`` is the object as the API has it; ``name_of`` the name of an object by its id, for items of lists that
    the API writes with both; ``object_of`` is the whole object, for references that the API writes so.
    """
    creation = _creation(resource, context, plan)
    operation = {CREATE: creation, UPDATE: resource.update, DELETE: resource.delete}.get(plan.operation)
    requests = []
    if operation is not None and (plan.operation != UPDATE or plan.body is not None):
        if isinstance(plan.body, dict):
            add_item_names(resource.fields, plan.body, context, name_of, plan.operation == CREATE)
            if object_of is not None:
                add_whole_objects(resource.fields, plan.body, current or {}, context, object_of)
        requests.append(Request(operation, plan.body))
    for update in resource.dedicated_updates:
        exists = context.product.supports(context.revision, update.operation.since, update.operation.until)
        options = _due_options(resource, context, plan, update) if exists else ()
        if options:
            known = read_state(resource.fields, current or {}, context) if update.body_options else {}
            body = _dedicated_body(update, {**known, **plan.given}, plan, context)
            add_item_names(update.fields, body or {}, context, name_of)
            requests.append(Request(update.operation, body, options, _shown(update, plan)))
    return requests


def _creation(resource: Resource, context: SchemaContext, plan: Plan) -> Operation | None:
    """The operation that creates the object, its path with what that has of the object."""
    operation = resource.creation(context.revision)
    in_path = next((field.option for field in fields_of(resource.fields, context) if field.in_path), "")
    if operation is None or not in_path:
        return operation
    return replace(operation, path=filled(operation.path, plan.sent.get(in_path)))


def _due_options(resource: Resource, context: SchemaContext, plan: Plan, update: DedicatedUpdate) -> tuple[str, ...]:
    """The options for which a dedicated update has to be sent."""
    if plan.operation == CREATE:
        due = [
            option
            for option in update.options
            if option in plan.after and plan.after[option] != update.initial and _is_readable(resource, context, option)
        ]
    elif plan.operation == UPDATE:
        changed = {change.top_option for change in plan.differences}
        secrets = {option for option in plan.sent if plan.after.get(option) == SENT_AGAIN}
        due = [
            option
            for option in update.options
            if option in changed | secrets and (plan.body is None or is_dedicated_only(resource, context, option))
        ]
    else:
        due = []
    if update.items:
        due = [option for option in due if _part(update, option, plan)]
    return tuple(option for option in due if update.value is None or plan.sent.get(option) == update.value)


def _part(update: DedicatedUpdate, option: str, plan: Plan) -> list[Any]:
    """What an operation adds to its list, or removes from it."""
    before, after = plan.before.get(option) or [], plan.sent.get(option) or []
    first, other = (after, before) if update.items == "added" else (before, after)
    return [item for item in first if item not in other]


def _shown(update: DedicatedUpdate, plan: Plan) -> State:
    """The lists after an operation that only removes from them."""
    if update.items != "removed":
        return {}
    return {
        option: [item for item in plan.before.get(option) or [] if item in (plan.sent.get(option) or [])]
        for option in update.options
    }


def _is_readable(resource: Resource, context: SchemaContext, option: str) -> bool:
    """Whether a field of mode dedicated represents the option: the others are part of the creation."""
    return any(field.option == option and field.mode == "dedicated" for field in fields_of(resource.fields, context))


def _dedicated_body(update: DedicatedUpdate, state: State, plan: Plan, context: SchemaContext) -> dict[str, Any] | None:
    if not update.fields:
        return None
    body: dict[str, Any] = {}
    given = {option: state[option] for option in update.body_options if option in state}
    for option in update.options:
        if option in plan.sent:
            given[option] = _part(update, option, plan) if update.items else plan.sent[option]
    write_state(update.fields, given, body, context)
    return body
