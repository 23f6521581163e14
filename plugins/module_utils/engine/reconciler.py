# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Making an object as a task wants it: read, plan, apply (``apply``), tell. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ..core.errors import AmbiguousName, InvalidOption, ObjectNotFound
from ..core.polling import WAIT_OPTIONS
from ..schema.fields import Field, argument_spec
from ..schema.resource import Parameter, Resource, SchemaContext, filled
from ..schema.state import State, given_state, lookup, merge, read_state, resolve_references
from .plan import DELETE, NONE, UPDATE, Plan, plan_absent, plan_present
from .references import ReferenceResolver
from .task import ApiUsage, Declaration, Result, Returned, Task

Body = Mapping[str, Any]


class Outcome(NamedTuple):
    """What a plan came to: the object as it is or will be (``None``: gone), and the facts of the sessions behind it."""

    state: State | None
    sessions: Sequence[Body] = ()


def resource_module(resource: Resource) -> Declaration:
    """The declaration of a module that creates, changes and removes ``resource``."""
    options: dict[str, Any] = {
        "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
        "id": {"type": "str"},
    }
    options.update(argument_spec(resource.fields))
    options.update({one.option: _parameter_spec(one) for one in resource.parameters.values()})
    if _hold_secrets(resource.fields):
        options["update_secrets"] = {"type": "str", "choices": ["on_create", "always"], "default": "on_create"}
    options.update(WAIT_OPTIONS)
    return Declaration(
        product=resource.product,
        options=options,
        run=lambda task: converge(resource, task),
        constraints={"required_one_of": [["id", resource.name]]},
        resource=resource,
        returns=(Returned(resource.noun, resource.fields, variant=resource.variant),),
        api=ApiUsage(
            operations=resource.operations,
            reads=(resource.path, resource.item_path, *resource.reads),
            post_reads=resource.post_reads,
        ),
    )


def _hold_secrets(fields: tuple[Field, ...]) -> bool:
    return any(field.mode == "secret" or _hold_secrets(field.fields) for field in fields)


def _parameter_spec(parameter: Parameter) -> dict[str, Any]:
    spec: dict[str, Any] = {"type": parameter.type}
    if parameter.default is not None:
        spec["default"] = parameter.default
    return spec


def converge(resource: Resource, task: Task) -> Result:
    """Make the server's object as the task says; the result tells what was done, before and after."""
    _validate_name(resource, task)
    resolver = ReferenceResolver(task.client)
    found, context, plan = _planned(resource, task, resolver)
    if found is not None and plan.operation != NONE and settled(resource, task, found, plan.operation):
        found, context, plan = _planned(resource, task, resolver)
    if found is not None and plan.operation == UPDATE and any(more.kept for more in resource.more):
        found = _completed(resource, task, found, updating=True)
        plan = _plan(resource, task, resolver, context, found)
    for check in resource.checks:
        if plan.operation in check.operations:
            check.run(task, found, plan.body)
    if plan.operation == NONE or task.check_mode:
        outcome = Outcome(predicted_state(resource, context, plan, found))
    else:
        # Imported here, for most tasks have nothing to do, and an ordinary module compiles all it imports each time.
        from .executor import apply  # noqa: PLC0415

        outcome = apply(resource, task, context, plan, found)
    return _result(resource, resolver, context, plan, outcome)


def _planned(
    resource: Resource, task: Task, resolver: ReferenceResolver
) -> tuple[dict[str, Any] | None, SchemaContext, Plan]:
    """The object as it is, what it is, and what has to happen to it."""
    found = read_object(resource, task, task.params.get("id"))
    if found is not None and settled(resource, task, found, NONE):
        found = read_object(resource, task, task.params.get("id"))
    for key, name in resource.told_names.items():
        if found and found.get(key) and found.get(name):
            resolver.remember(str(found[key]), str(found[name]))
    context = _shape(resource, task, found)
    return found, context, _plan(resource, task, resolver, context, found)


def settled(resource: Resource, task: Task, found: Body, operation: str) -> bool:
    """Whether the task waited for something that an earlier request set off, after which the object may be another."""
    if resource.settle is None or task.check_mode or not task.params["wait"]:
        return False
    return resource.settle(task, found, operation)


def _validate_name(resource: Resource, task: Task) -> None:
    """An empty name is a variable gone wrong: it neither names an object nor is one to give it."""
    if task.params.get("id") and resource.name not in task.raw:
        return
    if not task.params.get(resource.name):
        raise InvalidOption(
            f"{resource.name} is empty: give the name of the {resource.noun}, "
            f"or leave {resource.name} out and give its id.",
            option=resource.name,
        )


def read_object(resource: Resource, task: Task, identifier: str | None) -> dict[str, Any] | None:
    """The object of that id, else of the name in the task; None where there is none. Raises AmbiguousName."""
    if identifier:
        return _completed(resource, task, task.client.find(filled(resource.item_path, identifier)))
    name = task.params[resource.name]
    key = resource.field(resource.name).api
    similar = list(task.client.pages(resource.path, {resource.name_filter: name}))
    same = [one for one in similar if one.get(key) == name]
    if len(same) > 1:
        ids = [str(one["id"]) for one in same]
        raise AmbiguousName(resource.noun, name, ids, "Give the id of the one you mean.")
    if not same and resource.stand_in:
        return resource.stand_in(task, similar)
    return _completed(resource, task, same[0] if same else None)


def _completed(
    resource: Resource, task: Task, found: dict[str, Any] | None, updating: bool = False
) -> dict[str, Any] | None:
    """The object with what other reads tell of it, as far as the task wants to know, or an update has to send again."""
    if found is None or task.params["state"] == "absent":
        return found
    for more in resource.more:
        given = any(option in task.raw for option in more.options)
        if (more.kept and not given) if updating else given:
            found = {**found, **more.read(task, found)}
    return found


def _shape(resource: Resource, task: Task, found: Body | None) -> SchemaContext:
    """What the object is or, where there is none yet, is to be."""
    variant = None
    if resource.variant:
        given = task.params.get(resource.variant)
        variant = given if found is None else found.get(resource.field(resource.variant).api)
    return SchemaContext(resource.product, task.client.revision, variant)


def _plan(
    resource: Resource, task: Task, resolver: ReferenceResolver, context: SchemaContext, found: Body | None
) -> Plan:
    if task.params["state"] == "absent":
        return plan_absent(resource, context, found)
    identifier = task.params.get("id")
    if found is None and identifier:
        raise ObjectNotFound(
            f"There is no {resource.noun} with the id {identifier}. "
            f"To create one, leave id out and give {resource.name}.",
            id=identifier,
        )
    given = given_state(resource.fields, task.raw, task.params)
    wanted = resolve_references(resource.fields, given, context, resolver.to_id)
    if resource.refined:
        wanted = resource.refined(task, found, wanted)
    return plan_present(resource, context, wanted, found, task.params.get("update_secrets") == "always")


def predicted_state(resource: Resource, context: SchemaContext, plan: Plan, found: Body | None) -> State | None:
    """The object as it will be if the plan succeeds."""
    if plan.operation == DELETE or (plan.operation == NONE and found is None):
        return None
    return merge(read_state(resource.fields, found or {}, context), plan.after)


def _result(
    resource: Resource, resolver: ReferenceResolver, context: SchemaContext, plan: Plan, outcome: Outcome
) -> Result:
    # What was done has been held to the plan, so the plan's words are the true ones in check mode and outside it.
    named = {
        key: resolve_references(resource.fields, state, context, resolver.to_name)
        for key, state in (
            ("now", outcome.state or {}),
            ("before", plan.before),
            ("after", plan.after),
        )
    }
    result: Result = {
        "changed": plan.operation != NONE,
        "operation": plan.operation,
        "changes": [
            {
                "option": one.option,
                "before": lookup(named["before"], one.option),
                "after": lookup(named["after"], one.option),
            }
            for one in plan.differences
        ],
        resource.noun: named["now"],
        "diff": {"before": named["before"], "after": named["after"]},
    }
    if outcome.sessions and any(operation.response == "sessions" for operation in resource.operations):
        result["sessions"] = list(outcome.sessions)
    elif outcome.sessions:
        result["session"] = outcome.sessions[0]
    return result
