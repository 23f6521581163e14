# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bodies that a plan makes of complete examples keep to the vendor's document, property by property."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.engine.plan import CREATE, NONE, UPDATE, plan_present
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import Resource, SchemaContext, fields_of
from ansible_collections.opendr.veeam.plugins.module_utils.schema.state import resolve_references, write_state
from simulator.values import Values
from support.declared import product_contract, template, variants_of
from support.modules import resource_modules, resource_of
from support.samples import complete, required

OBJECT_ID = "0b7d5c1e-58a4-4d0f-9c8b-3f4a0d6f2a10"
REFERENCED_ID = "4c9a8f8e-0f5b-4a63-8f0d-6d5f6c1f9b77"


def cases(operation: str) -> list[tuple[str, str, str | None]]:
    """Every module whose resource has the operation, in every revision and variant."""
    found = []
    for name in resource_modules():
        resource = resource_of(name)
        if getattr(resource, operation) is not None:
            for revision in resource.product.revisions:
                found += [(name, revision, variant) for variant in variants_of(resource, revision)]
    return found


def with_ids(resource: Resource, context: SchemaContext, values: dict[str, Any]) -> dict[str, Any]:
    return resolve_references(resource.fields, values, context, lambda reference, name: REFERENCED_ID)


def violations(resource: Resource, context: SchemaContext, operation: Any, body: Any) -> list[str]:
    contract = product_contract(context.product, context.revision)
    path = template(context.product, context.revision, operation.path)
    return contract.check_request(operation.method, path, body)


@pytest.mark.parametrize("make", [complete, required], ids=["complete", "required"])
@pytest.mark.parametrize(("name", "revision", "variant"), cases("create"))
def test_creating(name, revision, variant, make):
    resource = resource_of(name)
    context = SchemaContext(resource.product, revision, variant)
    plan = plan_present(resource, context, with_ids(resource, context, make(name, context)), None)
    assert plan.operation == CREATE
    assert violations(resource, context, resource.create, plan.body) == []


@pytest.mark.parametrize(("name", "revision", "variant"), cases("update"))
def test_changing(name, revision, variant):
    resource = resource_of(name)
    context = SchemaContext(resource.product, revision, variant)
    before = with_ids(resource, context, complete(name, context))
    after = with_ids(resource, context, complete(name, context, changed=True))
    if after == before:
        # Nothing but what identifies it can change, which a task with its id does.
        after = {**after, **changed_identity(resource, after)}
    current = with_what_the_server_adds(resource, context, as_returned(resource, context, before))
    plan = plan_present(resource, context, after, current)
    assert plan.operation == UPDATE
    assert plan.body is not None
    assert violations(resource, context, resource.update, copy.deepcopy(plan.body)) == []
    changed = {**current, **as_returned(resource, context, after)}
    assert plan_present(resource, context, after, changed).operation == NONE


def changed_identity(resource: Resource, values: dict[str, Any]) -> dict[str, Any]:
    """Other values of what identifies an object, as far as it can change."""
    texts = [option for option in resource.identity if resource.field(option).mode == "mutable"]
    return {option: f"{values[option]}-changed" for option in texts if not resource.field(option).reference}


def with_what_the_server_adds(resource: Resource, context: SchemaContext, body: dict[str, Any]) -> dict[str, Any]:
    """A body with its id, and with the properties that every response has and no option sets, such as a time."""
    contract = product_contract(context.product, context.revision)
    operation = contract.operation("GET", template(context.product, context.revision, resource.item_path))
    assert operation is not None
    own = {} if resource.is_singleton else {"id": OBJECT_ID}
    schema = operation.answer_schema(operation.success) or {}
    return {**Values(contract.answer_schemas).fit(schema, {**own, **body}, resource.noun), **own, **body}


def as_returned(resource: Resource, context: SchemaContext, state: dict[str, Any]) -> dict[str, Any]:
    """A state as the server returns it: some of it elsewhere than it was sent, some not at all."""
    body: dict[str, Any] = {}
    write_state(resource.fields, state, body, context)
    for field in fields_of(resource.fields, context):
        if field.mode in ("write_only_on_create", "secret"):
            body.pop(field.api, None)
        elif field.mode == "dedicated" and field.option in state:
            body[field.api] = state[field.option]
        elif field.response_api and field.api in body:
            value = body.pop(field.api)
            for key in reversed(field.response_path[1:]):
                value = {key: value}
            body[field.response_path[0]] = value
    return body


@pytest.mark.parametrize(("name", "revision", "variant"), cases("create"))
def test_a_misspelt_property_is_found(name, revision, variant):
    resource = resource_of(name)
    context = SchemaContext(resource.product, revision, variant)
    plan = plan_present(resource, context, with_ids(resource, context, complete(name, context)), None)
    for body in _misspelt(plan.body):
        assert violations(resource, context, resource.create, body)


def _misspelt(body: Any) -> list[Any]:
    """The body with one property misspelt, once at the top and once in every group."""
    found = [{**body, "misspelt": 1}]
    for key, value in body.items():
        if isinstance(value, dict):
            found += [{**body, key: one} for one in _misspelt(value)]
    return found
