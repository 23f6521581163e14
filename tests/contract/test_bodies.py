# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bodies that a plan makes of complete examples keep to the vendor's document, property by property."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.engine.plan import CREATE, NONE, UPDATE, plan_present
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import Resource, SchemaContext
from ansible_collections.opendr.veeam.plugins.module_utils.schema.state import resolve_references
from support.declared import product_contract, template, variants_of
from support.modules import declaration, resource_modules
from support.samples import complete, required

OBJECT_ID = "0b7d5c1e-58a4-4d0f-9c8b-3f4a0d6f2a10"
REFERENCED_ID = "4c9a8f8e-0f5b-4a63-8f0d-6d5f6c1f9b77"


def cases() -> list[tuple[str, str, str | None]]:
    found = []
    for name in resource_modules():
        resource = resource_of(name)
        for revision in resource.product.revisions:
            found += [(name, revision, variant) for variant in variants_of(resource, revision)]
    return found


def resource_of(name: str) -> Resource:
    resource = declaration(name).resource
    assert resource is not None
    return resource


def with_ids(resource: Resource, context: SchemaContext, values: dict[str, Any]) -> dict[str, Any]:
    return resolve_references(resource.fields, values, context, lambda reference, name: REFERENCED_ID)


def violations(resource: Resource, context: SchemaContext, operation: Any, body: Any) -> list[str]:
    contract = product_contract(context.product, context.revision)
    path = template(context.product, context.revision, operation.path)
    return contract.check_request(operation.method, path, body)


@pytest.mark.parametrize("make", [complete, required], ids=["complete", "required"])
@pytest.mark.parametrize(("name", "revision", "variant"), cases())
def test_creating(name, revision, variant, make):
    resource = resource_of(name)
    context = SchemaContext(resource.product, revision, variant)
    plan = plan_present(resource, context, with_ids(resource, context, make(resource, context)), None)
    assert plan.operation == CREATE
    assert violations(resource, context, resource.create, plan.body) == []


@pytest.mark.parametrize(("name", "revision", "variant"), cases())
def test_changing(name, revision, variant):
    resource = resource_of(name)
    context = SchemaContext(resource.product, revision, variant)
    created = plan_present(resource, context, with_ids(resource, context, complete(resource, context)), None)
    assert created.body is not None
    found = {"id": OBJECT_ID, **as_told(resource, created.body)}
    wanted = with_ids(resource, context, complete(resource, context, changed=True))
    plan = plan_present(resource, context, wanted, found)
    assert plan.operation == UPDATE
    assert plan.body is not None
    body = copy.deepcopy(plan.body)
    assert violations(resource, context, resource.update, body) == []
    assert plan_present(resource, context, wanted, {**found, **as_told(resource, body)}).operation == NONE


def as_told(resource: Resource, body: dict[str, Any]) -> dict[str, Any]:
    """What was sent as the server tells it: some of it elsewhere, some not at all."""
    told = dict(body)
    for field in resource.fields:
        if field.mode in ("write_only_on_create", "secret"):
            told.pop(field.api, None)
        elif field.response_api and field.api in told:
            value = told.pop(field.api)
            for key in reversed(field.response_path[1:]):
                value = {key: value}
            told[field.response_path[0]] = value
    return told


@pytest.mark.parametrize(("name", "revision", "variant"), cases())
def test_a_misspelt_property_is_found(name, revision, variant):
    resource = resource_of(name)
    context = SchemaContext(resource.product, revision, variant)
    plan = plan_present(resource, context, with_ids(resource, context, complete(resource, context)), None)
    for body in _misspelt(plan.body):
        assert violations(resource, context, resource.create, body)


def _misspelt(body: Any) -> list[Any]:
    """The body with one property misspelt, once at the top and once in every group."""
    found = [{**body, "misspelt": 1}]
    for key, value in body.items():
        if isinstance(value, dict):
            found += [{**body, key: one} for one in _misspelt(value)]
    return found
