# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said of Microsoft 365 as a product, against the vendor's documents: error codes, and lists without pages."""

from __future__ import annotations

import re

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.naming import camel_case
from ansible_collections.opendr.veeam.plugins.module_utils.m365.job_items import OBJECT_OF, SAID_OF
from ansible_collections.opendr.veeam.plugins.module_utils.m365.product import M365
from support.book import Book
from support.contracts import product_contract, template
from support.declared import exists
from support.modules import declaration, module_names
from support.readings import read_operations

# What the server says by itself in words that need no advice.
PLAIN = {"ResourceAccessDenied", "ParameterValidationFailure", "OrganizationTransfer", "HttpError"}


def test_there_is_advice_for_the_error_codes_of_the_document():
    schema = product_contract(M365, "v8").answer_schemas["RESTExceptionInfo"]
    codes = set(schema["properties"]["errorCode"]["enum"]) - {None}
    assert {*M365.advice, *M365.missing, *PLAIN} == codes


# What the API offers for a repository, by the module that a task uses it with.
OF_A_REPOSITORY = {
    ("GET", "/BackupRepositories"): "veeam_m365_repository_info",
    ("POST", "/BackupRepositories"): "veeam_m365_repository",
    ("GET", "/BackupRepositories/{repositoryId}"): "veeam_m365_repository",
    ("PUT", "/BackupRepositories/{repositoryId}"): "veeam_m365_repository",
    ("DELETE", "/BackupRepositories/{repositoryId}"): "veeam_m365_repository",
    ("GET", "/BackupRepositories/{repositoryId}/backedupOrganizations"): "veeam_m365_repository_info",
    ("POST", "/BackupRepositories/{repositoryId}/Sync"): "veeam_m365_repository_sync",
    ("POST", "/BackupRepositories/{repositoryId}/explore"): "veeam_m365_restore_session",
    ("POST", "/BackupRepositories/{repositoryId}/changeOwner"): "veeam_m365_repository_owner",
}


def test_everything_that_the_document_offers_for_a_repository_is_used():
    for operation, name in OF_A_REPOSITORY.items():
        declared = declaration(name)
        writes = {(used.method, used.path) for used in declared.api.operations}
        assert operation in {*writes, *read_operations(declared, "v8")}, name
    documented = {
        (method, path.replace("/v8", "", 1))
        for method, path in product_contract(M365, "v8").operations()
        if path.startswith("/v8/BackupRepositories")
    }
    # The lists of what was backed up, below a repository, are no part of what a repository is.
    assert {
        path for _method, path in documented - set(OF_A_REPOSITORY) if not re.search("[a-z]Data(/|$)", path)
    } == set()


@pytest.mark.parametrize("revision", M365.revisions)
def test_lists_have_pages_where_the_document_has_them(revision):
    names = [name for name in module_names() if declaration(name).product is M365]
    paths = {
        path
        for name in names
        for method, path in read_operations(declaration(name), revision)
        if method == "GET" and exists(declaration(name), revision, path)
    }
    found = product_contract(M365, revision)
    whole, paged = set(), set()
    for path in paths:
        operation = found.operation("GET", template(M365, revision, path))
        assert operation is not None
        schema = Book(found.answer_schemas).resolve(operation.answer_schema(operation.success) or {})
        if schema.get("type") == "array":
            whole.add(path)
        elif M365.paging.items in schema.get("properties", {}):
            paged.add(path)
    assert paged
    assert {path for path in whole | paged if M365.paging.comes_whole(revision, path)} == whole


@pytest.mark.parametrize("revision", M365.revisions)
@pytest.mark.parametrize(("kind", "said"), SAID_OF.items())
def test_an_item_of_a_job_says_what_its_type_has(revision, kind, said):
    name = {"PartialOrganization": "Organization"}.get(kind, kind)
    schema = product_contract(M365, revision).request_schemas[f"RESTJob{name}Item"]
    own = {"id", "type", "_links", *OBJECT_OF.get(kind, "").split()}
    assert {camel_case(option) for option in said} == set(schema["properties"]) - own
