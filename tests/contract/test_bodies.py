# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bodies that a plan makes of complete examples keep to the vendor's document, property by property."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import SchemaContext
from support.bodies import creation_plan, creation_problems, reading_problems, update_problems, violations
from support.declared import variants_of
from support.modules import resource_modules, resource_of
from support.reference_samples import REFERENCES
from support.samples import MissingSample, complete, required


def cases(operation: str) -> list[tuple[str, str, str | None]]:
    """Every module whose resource has the operation, in every revision and variant."""
    found = []
    for name in resource_modules():
        resource = resource_of(name)
        if getattr(resource, operation) is not None:
            for revision in resource.product.revisions:
                found += [(name, revision, variant) for variant in variants_of(resource, revision)]
    return found


@pytest.mark.parametrize("make", [complete, required], ids=["complete", "required"])
@pytest.mark.parametrize(("name", "revision", "variant"), cases("create"))
def test_creating(name, revision, variant, make):
    resource = resource_of(name)
    context = SchemaContext(resource.product, revision, variant)
    assert list(creation_problems(name, resource, context, make)) == []


@pytest.mark.parametrize(("name", "revision", "variant"), cases("update"))
def test_changing(name, revision, variant):
    resource = resource_of(name)
    context = SchemaContext(resource.product, revision, variant)
    assert list(update_problems(name, resource, context)) == []


@pytest.mark.parametrize(("name", "revision", "variant"), dict.fromkeys([*cases("create"), *cases("update")]))
def test_reading(name, revision, variant):
    resource = resource_of(name)
    context = SchemaContext(resource.product, revision, variant)
    assert list(reading_problems(name, resource, context)) == []


def _changed(fields: tuple[Field, ...], option: str, **changes: Any) -> tuple[Field, ...]:
    """The fields, of which those of an option are declared in another way, at any depth."""
    return tuple(
        replace(field, fields=_changed(field.fields, option, **changes), **(changes if field.option == option else {}))
        for field in fields
    )


@pytest.mark.parametrize(
    ("name", "variant", "option", "changes", "words"),
    [
        (
            "veeam_m365_job",
            None,
            "daily_time",
            {"format": ""},
            "schedule.daily_time is another time with or without seconds",
        ),
        (
            "veeam_agent_backup_job",
            "WindowsAgentBackupServerPolicy",
            "kind",
            {"choices": ()},
            "storage.local_storage is read as shared_folder",
        ),
    ],
)
def test_what_is_read_in_another_way_than_written_is_found(name, variant, option, changes, words):
    resource = resource_of(name)
    context = SchemaContext(resource.product, resource.product.revisions[-1], variant)
    wrong = replace(resource, fields=_changed(resource.fields, option, **changes))
    problems = list(reading_problems(name, wrong, context))
    assert words in problems, problems


@pytest.mark.parametrize(("name", "revision", "variant"), cases("create"))
def test_a_misspelt_property_is_found(name, revision, variant):
    resource = resource_of(name)
    context = SchemaContext(resource.product, revision, variant)
    plan = creation_plan(name, resource, context, complete)
    for body in _misspelt(plan.body):
        assert violations(context, resource.creation(revision), body)


def _misspelt(body: Any) -> list[Any]:
    """The body with one property misspelt, once at the top and once in every group."""
    found = [{**body, "misspelt": 1}]
    for key, value in body.items():
        if isinstance(value, dict):
            found += [{**body, key: one} for one in _misspelt(value)]
    return found


def test_a_missing_sample_fails_its_own_module_and_says_what_to_add(monkeypatch):
    monkeypatch.delitem(REFERENCES, "managed server")
    context = SchemaContext(resource_of("veeam_repository").product, "1.3-rev1", "WinLocal")
    with pytest.raises(MissingSample, match="veeam_repository: host names a managed server.*Add 'managed server' to"):
        complete("veeam_repository", context)
    policy = resource_of("veeam_azure_vm_policy")
    assert complete("veeam_azure_vm_policy", SchemaContext(policy.product, policy.product.default_revision))
