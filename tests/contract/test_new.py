# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `make new` would have declared, held to what was declared by hand, with the vendor's documents."""

from __future__ import annotations

import pytest

from support.declared import operation_problems, resource_problems
from support.exceptions import Exceptions
from support.listed import listing_problems
from support.modules import declaration
from tools.new import declaration as text_of
from tools.new.compare import compare
from tools.new.comparing import UNKEYED, lists_of_objects
from tools.new.evaluation import evaluate
from tools.new.products import api_of, derived

BY_HAND = [("veeam_repository", 0.95), ("veeam_credential", 0.95), ("veeam_azure_repository", 0.8)]
# What only a person finds: in responses a name stands for an object where bodies have a text, and a read of its own.
NOT_DERIVED = {
    "veeam_azure_repository": {
        *(f"azureStorageContainer.{name}" for name in ("supportsVersioning", "ImmutabilityPolicyState")),
        *(f"azureStorageFolder.{name}" for name in ("supportsVersioning", "ImmutabilityPolicyState")),
        "keyVersion",
    }
}


@pytest.mark.parametrize(("name", "share"), BY_HAND)
def test_most_of_what_was_declared_by_hand_is_derived(name, share):
    resource = declaration(name).resource
    found = compare(resource, derived(resource.product.name, resource.path))
    assert {path for _variant, path in found.missing} == NOT_DERIVED.get(name, set())
    assert found.equal / (found.places - len(found.missing)) >= share, found.differences


# Of every shape: variants with secrets, references, nested lists; plain; with sessions; without a list.
WRITTEN = [
    ("vbr", "/backupInfrastructure/managedServers"),
    ("vbr", "/backupInfrastructure/scaleOutRepositories"),
    ("vbr", "/credentials"),
    ("vbr", "/kmsServers"),
    ("vbr", "/configBackup"),
    ("azure", "/policies/virtualMachines"),
    ("azure", "/repositories"),
    ("m365", "/BackupRepositories"),
    ("m365", "/ProxyPools"),
]


@pytest.mark.parametrize(("product", "path"), WRITTEN)
def test_what_is_written_says_what_was_derived_and_agrees_with_the_document(product, path):
    model = derived(product, path)
    references = api_of(product).references
    made = evaluate(text_of.declaration(model, references), product, "new_thing")
    comparison = compare(made.resource, model)
    assert (comparison.differences, comparison.missing) == ({}, ())
    exceptions = Exceptions(
        properties=model.excused_properties,
        choices={place: set(dropped) for place, dropped in model.dropped_choices.items()},
        queries=model.skipped_queries,
        # What identifies an item, only a person knows.
        unkeyed=dict.fromkeys(lists_of_objects(model.fields), UNKEYED),
    )
    listings = []
    if model.is_listed:
        twin = evaluate(text_of.info_declaration(model, references, "new_thing"), product, "new_thing_info")
        listings = list(twin.api.listings)
    for revision in model.revisions:
        assert list(resource_problems(made.resource, revision, exceptions)) == []
        for listing in listings:
            assert list(listing_problems(listing, revision, exceptions)) == []
        for operation in made.api.operations:
            assert list(operation_problems(made.product, revision, operation)) == []


def test_a_list_that_a_read_of_its_own_returns_is_read_as_by_hand():
    model = derived("azure", "/policies/virtualMachines")
    by_hand = declaration("veeam_azure_vm_policy").resource
    (expansion,) = model.expansions
    assert (expansion.option, expansion.path, expansion.key) == ("regions", by_hand.path + "/{policyId}/regions", "id")
    assert expansion.option in by_hand.expanded
    assert expansion.path in by_hand.reads
    (made,) = [field for field in model.fields if field.option == "regions"]
    hand = by_hand.field("regions")
    assert (made.item_property, made.reference, made.mode) == (hand.item_property, hand.reference.path, hand.mode)


def test_lists_of_objects_are_left_to_decide_what_identifies_an_item():
    left = derived("vbr", "/backupInfrastructure/scaleOutRepositories").left
    (sentence,) = [one for one in left if one.startswith(UNKEYED)]
    assert "performanceTier.performanceExtents" in sentence


@pytest.mark.parametrize(
    "path", ["/credentials", "/backupInfrastructure/proxies", "/backupInfrastructure/managedServers"]
)
def test_no_secret_of_a_resource_is_left_unmarked(path):
    marked = dict(_by_api(derived("vbr", path).fields))
    for api, modes in marked.items():
        if api.lower().endswith(("password", "passphrase", "privatekey")):
            assert modes == "secret", api
    if path == "/credentials":
        assert {"password", "privateKey", "passphrase", "rootPassword"} <= set(marked)


def _by_api(fields):
    for model in fields:
        yield model.api, model.mode
        yield from _by_api(model.fields)
