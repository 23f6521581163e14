# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bodies that a plan makes of samples, held to the vendor's document; each problem is a sentence."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from ansible_collections.opendr.veeam.plugins.module_utils.engine.plan import CREATE, NONE, UPDATE, Plan, plan_present
from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field, Reference
from ansible_collections.opendr.veeam.plugins.module_utils.schema.reader import property_at, state_reader
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import (
    Operation,
    Resource,
    SchemaContext,
    fields_of,
)
from ansible_collections.opendr.veeam.plugins.module_utils.schema.state import resolve_references
from ansible_collections.opendr.veeam.plugins.module_utils.schema.writing import (
    add_item_names,
    add_whole_objects,
    write_state,
)
from simulator.values import Values, stable_id
from support.book import Book
from support.contracts import object_schema, product_contract, template
from support.samples import complete, is_free_text

OBJECT_ID = "0b7d5c1e-58a4-4d0f-9c8b-3f4a0d6f2a10"


def creation_problems(
    name: str, resource: Resource, context: SchemaContext, make: Callable[[str, SchemaContext], dict[str, Any]]
) -> Iterator[str]:
    """Where the body that creates an object of the sample that ``make`` gives breaks the document."""
    plan = creation_plan(name, resource, context, make)
    operation = resource.creation(context.revision)
    if plan.operation != CREATE or operation is None:
        yield f"the plan is to {plan.operation}, not to create"
        return
    body = plan.body or {}
    add_item_names(resource.fields, body, context, lambda _reference, _identifier: "Name", is_new=True)
    add_whole_objects(resource.fields, body, {}, context, partial(_listed_object, context))
    yield from violations(context, operation, plan.body)


def _listed_object(context: SchemaContext, reference: Reference, identifier: str) -> dict[str, Any]:
    """An object that is named, as a list of the document would show it."""
    contract = product_contract(context.product, context.revision)
    schema = object_schema(contract, Book(contract.answer_schemas), context, reference.path)
    found: dict[str, Any] = Values(contract.answer_schemas).fit(
        schema, {**reference.only, reference.key: identifier}, identifier
    )
    return found


def creation_plan(
    name: str, resource: Resource, context: SchemaContext, make: Callable[[str, SchemaContext], dict[str, Any]]
) -> Plan:
    """The plan for an object that does not exist yet."""
    return plan_present(resource, context, with_ids(resource, context, make(name, context)), None)


def update_problems(name: str, resource: Resource, context: SchemaContext) -> Iterator[str]:
    """Where the body that changes a complete object breaks the document, or does not lead to what was planned."""
    before = with_ids(resource, context, complete(name, context))
    after = with_ids(resource, context, complete(name, context, changed=True))
    if after == before:
        # Nothing but what identifies it can change, which a task with its id does.
        after = {**after, **changed_identity(resource, context, after)}
    current = with_what_the_server_adds(resource, context, as_returned(resource, context, before))
    plan = plan_present(resource, context, after, current)
    if plan.operation != UPDATE or plan.body is None or resource.update is None:
        yield f"the plan is to {plan.operation}, not to update"
        return
    yield from violations(context, resource.update, copy.deepcopy(plan.body))
    changed = {**current, **as_returned(resource, context, after)}
    left = plan_present(resource, context, after, changed)
    if left.operation != NONE:
        yield f"planned again, there is still a difference: {[difference.option for difference in left.differences]}"


def reading_problems(name: str, resource: Resource, context: SchemaContext) -> Iterator[str]:
    """Where an object of a complete sample is read as something that the sample has not, or of a kind that it is not.

    What is written for a task has to be read as that task gives it, or every run finds a difference.
    """
    given = with_ids(resource, context, complete(name, context))
    body = as_returned(resource, context, given)
    yield from _beyond(resource.fields, context, given, state_reader(resource.fields, context).read(body), "")
    if resource.update is not None:
        plan = plan_present(resource, context, _other_times(given), with_what_the_server_adds(resource, context, body))
        for difference in plan.differences:
            yield f"{difference.option} is another time with or without seconds"
    yield from _kind_problems(resource.fields, context)


def _beyond(
    fields: Sequence[Field], context: SchemaContext, given: Mapping[str, Any], read: Mapping[str, Any], within: str
) -> Iterator[str]:
    """The options of an object, as it is read, that a task has not given."""
    by_option = {field.option: field for field in fields_of(fields, context)}
    properties = [by_option[option].response_path for option in given if option in by_option]
    for option, value in read.items():
        # One property may be several options, such as the server that a mount server is and its own ID.
        twice = option not in given and option in by_option and by_option[option].response_path in properties
        if twice or value in (None, [], {}, ""):
            continue
        where, field, wanted = within + option, by_option.get(option), given.get(option)
        if field is None or wanted is None:
            yield f"{where} is read as {value!r}, and no task gives it"
        elif isinstance(value, dict):
            yield from _beyond(field.fields, context, wanted, value, f"{where}.")
        elif field.elements == "dict" and field.fields:
            for item, found in zip(wanted, value, strict=True):
                yield from _beyond(field.fields, context, item, found, f"{where}[].")


def _other_times(value: Any) -> Any:
    """A sample whose times of the day are written in another way: with seconds, or without."""
    if isinstance(value, dict):
        return {key: _other_times(nested) for key, nested in value.items()}
    if isinstance(value, list):
        return [_other_times(item) for item in value]
    if isinstance(value, str) and re.fullmatch(r"\d\d:\d\d(:00)?", value):
        return value.removesuffix(":00") if value.count(":") == 2 else f"{value}:00"
    return value


def _kind_problems(fields: Sequence[Field], context: SchemaContext, within: str = "") -> Iterator[str]:
    """Where a group that is one of several kinds is not read as the one that its constant says."""
    applicable = fields_of(fields, context)
    for group in applicable:
        body = _constants(group, context)
        for other in applicable if body else ():
            if other.type == "dict" and other.response_path == group.response_path and _constants(other, context):
                read = state_reader(other.fields, context).read_group(body)
                if (read is None) is (other is group):
                    yield f"{within}{group.option} is {'not ' * (other is group)}read as {other.option}"
        yield from _kind_problems(group.fields, context, f"{within}{group.option}.")


def _constants(group: Field, context: SchemaContext) -> dict[str, Any]:
    """What a group of one kind holds, whatever else is in it."""
    constants = tuple(field for field in fields_of(group.fields, context) if field.mode == "constant")
    body: dict[str, Any] = {}
    write_state(constants, {}, body, context)
    return body


def with_ids(resource: Resource, context: SchemaContext, values: dict[str, Any]) -> dict[str, Any]:
    """The sample with ids in the place of names."""
    return resolve_references(resource.fields, values, context, lambda _reference, name: stable_id(name))


def violations(context: SchemaContext, operation: Operation, body: Any) -> list[str]:
    """Where a body breaks the document."""
    contract = product_contract(context.product, context.revision)
    return contract.check_request(operation.method, template(context.product, context.revision, operation.path), body)


def changed_identity(resource: Resource, context: SchemaContext, values: dict[str, Any]) -> dict[str, Any]:
    """Other values of what identifies an object, as far as it can change."""
    fields = [field for field in fields_of(resource.fields, context) if field.option in resource.identity]
    texts = [field.option for field in fields if field.mode == "mutable" and is_free_text(field)]
    return {option: f"{values[option]}-changed" for option in texts}


def with_what_the_server_adds(resource: Resource, context: SchemaContext, body: dict[str, Any]) -> dict[str, Any]:
    """A body with its id, and with the properties that every response has and no option sets, such as a time."""
    contract = product_contract(context.product, context.revision)
    operation = contract.operation("GET", template(context.product, context.revision, resource.item_path))
    assert operation is not None
    own = {} if resource.is_singleton else {"id": OBJECT_ID}
    schema = operation.answer_schema(operation.success) or {}
    fitted = Values(contract.answer_schemas).fit(schema, {**own, **body}, resource.noun)
    found: dict[str, Any] = _over(fitted, {**own, **body})
    return found


def as_returned(resource: Resource, context: SchemaContext, state: dict[str, Any]) -> dict[str, Any]:
    """A state as the server returns it: some of it elsewhere than it was sent, some not at all."""
    body: dict[str, Any] = {}
    write_state(resource.fields, state, body, context)
    for field in fields_of(resource.fields, context):
        if field.mode in ("write_only_on_create", "secret"):
            _remove(body, field.path)
        elif (field.mode == "dedicated" or field.in_path) and field.option in state:
            *groups, last = field.path
            holder = property_at(body, groups)
            value = state[field.option]
            holder[last] = field.form.write(value, holder.get(last)) if field.form else value
        elif field.response_api and field.option in state:
            value = property_at(body, field.path)
            _remove(body, field.path)
            *groups, last = field.response_path
            holder = body
            for key in groups:
                holder = holder.setdefault(key, {})
            holder[last] = value
    return body


def _remove(body: dict[str, Any], path: Sequence[str]) -> None:
    """Take a property out of a body, and the groups that are empty without it."""
    first, *rest = path
    if rest and isinstance(body.get(first), dict):
        _remove(body[first], rest)
    if not rest or not body.get(first):
        body.pop(first, None)


def _over(fitted: Any, body: Any) -> Any:
    """``body``, with what ``fitted`` has in addition at any depth."""
    if isinstance(fitted, dict) and isinstance(body, dict):
        return {**fitted, **{key: _over(fitted.get(key), value) for key, value in body.items()}}
    if isinstance(fitted, list) and isinstance(body, list) and len(fitted) == len(body):
        return [_over(one, other) for one, other in zip(fitted, body, strict=True)]
    return body
