# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every response example of the vendor's documents goes through the code that reads the operation.

Many examples were recorded on real servers and break their own schemas: they have nulls, words and spellings that the
schemas do not know. They are read all the same. What is read by which code comes from the declarations.
"""

from __future__ import annotations

import dataclasses

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.engine import plan_bodies
from ansible_collections.opendr.veeam.plugins.module_utils.schema.listing import ListedObjects
from support.contracts import template
from support.declared import exists
from support.exceptions import UNREAD_EXAMPLES, reason_for_unread
from support.expected_states import expected_state
from support.modules import declaration, module_names
from support.readings import example_problems, objects_in, problems_of, readings, unread_operations
from support.vendor_examples import VendorExample, vendor_examples

REPOSITORIES = "/backupInfrastructure/repositories"
REVISIONS = sorted(
    {
        (declaration(name).product, revision)
        for name in module_names()
        for revision in declaration(name).product.revisions
    },
    key=lambda pair: (pair[0].name, pair[1]),
)
CASES = [(name, revision) for name in module_names() for revision in declaration(name).product.revisions]


@pytest.mark.parametrize(("name", "revision"), CASES)
def test_every_example_is_read(name, revision):
    problems = list(dict.fromkeys(example_problems(declaration(name), revision)))
    assert [problem for problem in problems if not reason_for_unread(problem)] == []


@pytest.mark.parametrize(("product", "revision"), REVISIONS, ids=lambda value: getattr(value, "name", value))
def test_everything_that_is_read_says_how(product, revision):
    declared = [declaration(name) for name in module_names() if declaration(name).product is product]
    assert list(unread_operations(declared, revision)) == []
    # The documents of Azure, and that of v7 of Microsoft 365, have no examples of responses.
    assert bool(vendor_examples(product, revision)) is not (product.name == "azure" or revision == "v7")


@pytest.mark.parametrize(("product", "revision"), REVISIONS, ids=lambda value: getattr(value, "name", value))
def test_a_listed_example_is_read_into_what_its_fields_say(product, revision):
    examples = vendor_examples(product, revision)
    declared = [declaration(name) for name in module_names() if declaration(name).product is product]
    listings = {listing for one in declared for listing in one.api.listings if exists(one, revision, listing.path)}
    read = 0
    for listing in listings:
        for example in examples.get(("GET", template(product, revision, listing.path)), ()):
            for body in objects_in(product, example.body):
                context, reader = ListedObjects(listing, revision).reading(body)
                assert reader.read(body) == expected_state(listing.fields, body, context), example
                read += 1
    assert bool(read) is bool(examples)


def test_every_reason_is_needed():
    problems = [problem for name, revision in CASES for problem in example_problems(declaration(name), revision)]
    words = {problem.rpartition("': ")[2] for problem in problems}
    assert [start for start in UNREAD_EXAMPLES if not any(word.startswith(start) for word in words)] == []


# --- That these tests can fail ---


def read(declared, body, path=REPOSITORIES):
    """The problems with a body that would be an example."""
    example = VendorExample("GET", "/api/v1" + path, 200, "made", body)
    found = [reading for reading in readings(declared, "1.3-rev1") if (reading.method, reading.path) == ("GET", path)]
    return [problem for reading in found for problem in problems_of(reading, example)]


def test_what_no_field_reads_is_found():
    declared = declaration("veeam_repository")
    nfs = {"type": "Nfs", "id": "1", "name": "a", "description": "", "share": {"sharePath": "a:/b", "colour": 1}}
    assert read(declared, {"data": [nfs]}) == [
        "share.colour is in the example, not in the document, and no field reads it"
    ]


def test_a_word_that_no_option_has_is_found_and_another_case_is_read():
    declared = declaration("veeam_proxy")
    proxy = {"type": "ViProxy", "id": "1", "name": "a", "server": {"hostId": "2", "transportMode": "NETWORK"}}
    assert read(declared, proxy, "/backupInfrastructure/proxies/{id}") == []
    proxy["server"]["transportMode"] = "Carrier pigeon"
    assert "transport_mode=Carrier pigeon is none of the choices" in read(
        declared, proxy, "/backupInfrastructure/proxies/{id}"
    )


def test_what_ends_in_an_exception_is_found():
    declared = declaration("veeam_vm_restore")
    assert read(declared, {"data": [{"id": "1"}]}, "/restorePoints")[0].startswith(
        "UnexpectedResponse: The response to"
    )
    assert read(declared, {"data": [7]}, "/restorePoints")[0].startswith("AttributeError")


def test_a_null_that_an_update_would_send_back_is_found(monkeypatch):
    declared = declaration("veeam_repository")
    nfs = {"type": "Nfs", "id": "1", "name": "a", "description": "", "share": None}
    assert read(declared, nfs, REPOSITORIES + "/{id}") == []
    monkeypatch.setattr(plan_bodies, "without_nulls", dict)
    assert "an update would send back null for share" in read(declared, nfs, REPOSITORIES + "/{id}")


def test_a_read_that_nothing_describes_is_found():
    declared = declaration("veeam_server_info")
    bare = dataclasses.replace(declared, api=dataclasses.replace(declared.api, readers={}))
    assert len(list(unread_operations([bare], "1.3-rev1"))) == 3
