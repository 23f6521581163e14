# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every module's declaration against the vendor's document of every revision that it supports.

What a module leaves out on purpose stands in support/exceptions.py, with the reason. One that is not needed fails.
"""

from __future__ import annotations

import dataclasses

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import RequestBody
from ansible_collections.opendr.veeam.plugins.module_utils.schema.listing import Listing
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import Operation
from support.book import excused
from support.contracts import product_contract
from support.declared import (
    declaration_problems,
    operation_problems,
    read_problems,
    reference_problems,
    references_of,
    resource_problems,
    sent_problems,
)
from support.exceptions import EXCEPTIONS, Exceptions, exceptions_of
from support.listed import listing_problems
from support.modules import declaration, module_names
from support.schemas import holds_secret, is_anonymous
from support.unused_exceptions import unused_exceptions


def cases() -> list[tuple[str, str]]:
    return [(name, revision) for name in module_names() for revision in declaration(name).product.revisions]


@pytest.mark.parametrize(("name", "revision"), cases())
def test_a_declaration_agrees_with_the_document(name, revision):
    """All that disagrees is listed at once: fields, operations, lists and their filters, reads, bodies."""
    problems = list(dict.fromkeys(declaration_problems(declaration(name), revision, exceptions_of(name))))
    assert not problems, "\n".join([f"{len(problems)} problems in {name}, {revision}:", *problems])


@pytest.mark.parametrize("name", sorted(EXCEPTIONS))
def test_every_exception_is_needed(name):
    assert list(unused_exceptions(name)) == []


def test_exceptions_are_of_modules_that_exist():
    assert set(EXCEPTIONS) <= set(module_names())


# --- That these tests can fail ---


def test_an_exception_holds_for_the_places_that_it_names():
    table = {"a.*.c": "", "**.size": ""}
    assert [place for place in ("a.b.c", "a.c", "size", "a.b.size", "a.size.c2") if excused(table, place)] == [
        "a.b.c",
        "size",
        "a.b.size",
    ]


def test_all_problems_of_a_module_are_listed_at_once():
    api = dataclasses.replace(declaration("veeam_repository").api, reads=("/one", "/other"))
    wrong = dataclasses.replace(declaration("veeam_repository"), resource=altered("share", api="sharing"), api=api)
    problems = list(declaration_problems(wrong, "1.3-rev1", GIVEN))
    for words in ("sharing is declared and not", "GET /one is not in", "GET /other is not in"):
        assert [problem for problem in problems if words in problem]


REPOSITORY = declaration("veeam_repository").resource
GIVEN = EXCEPTIONS["veeam_repository"]


def altered(option, **changes):
    """The repository with other facts about every field of an option, also inside groups."""

    def change(field):
        nested = tuple(change(one) for one in field.fields)
        here = changes if field.option == option else {}
        return dataclasses.replace(field, **{"fields": nested, **here})

    fields = tuple(change(field) for field in REPOSITORY.fields)
    assert fields != REPOSITORY.fields
    return dataclasses.replace(REPOSITORY, fields=fields)


def without(option):
    fields = tuple(field for field in REPOSITORY.fields if field.option != option)
    return dataclasses.replace(REPOSITORY, fields=fields)


@pytest.mark.parametrize(
    ("resource", "words"),
    [
        (altered("import_index", api="importIndexx"), "importIndexx is declared and not in the document"),
        (altered("import_index", api="importIndexx"), "importIndex is in the document, and neither declared"),
        (altered("days_count", api="dayCount"), "immutability.dayCount is declared and not in the document"),
        (altered("days_count", type="str"), "daysCount is integer in the document and declared as string"),
        (altered("align_data_blocks", type="int"), "alignDataBlocks is boolean in the document"),
        (altered("gateway_servers", elements="int", reference=None), "gatewayServerIds[] is string in the document"),
        (altered("workloads_per_bucket_limit", since="1.3-rev0"), "workloadsPerBucketLimit is declared and not in"),
        (altered("workloads_per_bucket_limit", since="1.3-rev2"), "workloadsPerBucketLimit is in the document"),
        (altered("use_deep_archive", variants=("AmazonS3",)), "bucket.useDeepArchive is declared and not in"),
        (altered("consumption_limit_kind", choices=("TB",)), "consumptionLimitKind=PB is in the document"),
        (altered("consumption_limit_kind", choices=("TB", "PB", "EB")), "consumptionLimitKind=EB is offered and not"),
        (altered("consumption_limit_kind", choices=()), "consumptionLimitKind=PB is in the document and not offered"),
        (altered("type", choice_spans={}), "the variant DellDataDomain is offered and not in the document"),
        (altered("host", required=False), "hostId is required and declared neither"),
        (altered("share", required=False), "share is required and declared neither"),
        (altered("bucket_name", required=False), "bucket.bucketName is required and declared neither"),
        (altered("description", default=None), "description is required and declared neither"),
        (altered("folders", required=True), "folders is declared as required, and the document does not"),
        (without("share"), "share is required and not declared"),
        (without("max_task_count"), "maxTaskCount is in the document, and neither declared"),
        (altered("host", reference=None), "hostId holds an id, and host does not say so"),
        (altered("unique_id", api="uniqueIdentity"), "GET /backupInfrastructure/repositories: uniqueIdentity"),
    ],
)
def test_a_slip_in_a_field_is_found(resource, words):
    problems = [one for revision in resource.product.revisions for one in resource_problems(resource, revision, GIVEN)]
    assert [one for one in problems if words in one]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        # Under its own name the constructor refuses it.
        ({"option": "encryption_phrase", "mode": "mutable"}, "password holds a secret by the document and has mode"),
        ({"option": "encryption_phrase", "mode": "write_only_on_create"}, "password holds a secret by the document"),
    ],
)
def test_a_secret_that_is_not_declared_as_one_is_found(changes, words):
    resource = declaration("veeam_azure_repository").resource
    fields = tuple(
        dataclasses.replace(field, **changes) if field.option == "encryption_password" else field
        for field in resource.fields
    )
    wrong = dataclasses.replace(resource, fields=fields, secrets_with=(), expanded=())
    given = EXCEPTIONS["veeam_azure_repository"]
    assert [problem for problem in resource_problems(wrong, "v8.1", given) if words in problem]


@pytest.mark.parametrize(
    ("name", "schema", "secret"),
    [
        ("applicationSecret", {"type": "string"}, True),
        ("account.userPassword", {"type": ["string", "null"]}, True),
        ("privateKeyBase64", {"type": "string"}, True),
        ("officeUserpassword", {"type": "string"}, True),
        ("phrase", {"type": "string", "x-secret": True}, True),
        ("passwordHint", {"type": "string"}, False),
        ("passwordId", {"type": "string", "format": "uuid"}, False),
        ("usePassword", {"type": "boolean"}, False),
        ("tokenType", {"type": "string"}, False),
    ],
)
def test_what_holds_a_secret_by_the_document(name, schema, secret):
    assert holds_secret(schema, name) is secret


@pytest.mark.parametrize(
    ("option", "key", "has_reference", "anonymous"),
    [
        ("host", "hostId", False, True),
        ("hosts", "hostIds", False, True),
        ("host", "hostId", True, False),
        ("host_id", "hostId", False, False),
        ("host", "hostName", False, False),
        ("grid", "grid", False, False),
    ],
)
def test_an_id_under_the_name_of_an_object(option, key, has_reference, anonymous):
    assert is_anonymous(option, key, has_reference) is anonymous


def test_the_format_of_a_secret_survives_in_the_schemas():
    login = product_contract(REPOSITORY.product, "1.3-rev1").request_schemas["TokenLoginSpec"]
    assert login["properties"]["password"]["x-secret"] is True


def test_enable_and_disable_swapped_are_found():
    policy = declaration("veeam_azure_vm_policy").resource
    swapped = tuple(
        dataclasses.replace(update, value=not update.value) if isinstance(update.value, bool) else update
        for update in policy.dedicated_updates
    )
    wrong = dataclasses.replace(policy, dedicated_updates=swapped)
    problems = list(resource_problems(wrong, "v8.1", EXCEPTIONS["veeam_azure_vm_policy"]))
    assert [problem for problem in problems if "/enable is declared to make enabled False" in problem]
    assert [problem for problem in problems if "/disable is declared to make enabled True" in problem]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"path": "/backupInfrastructure/repository"}, "is not in the 1.3-rev1 document"),
        ({"method": "PATCH"}, "PATCH /backupInfrastructure/repositories is not in"),
        ({"response": "object"}, "the 1.3-rev1 document says session"),
        ({"response": "nothing"}, "the 1.3-rev1 document says session"),
        ({"session_type": "Infrastructur"}, "knows no session type Infrastructur"),
    ],
)
def test_a_slip_in_an_operation_is_found(changes, words):
    operation = dataclasses.replace(REPOSITORY.create, **changes)
    assert [one for one in operation_problems(REPOSITORY.product, "1.3-rev1", operation) if words in one]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"query": "overwriteOwners"}, "has no parameter overwriteOwners"),
        ({"type": "int"}, "overwriteOwner is not int"),
        ({"choices": ("Yes", "No")}, "overwriteOwner has other choices"),
        ({"since": "1.3-rev2"}, "overwriteOwner is declared from 1.3-rev2"),
    ],
)
def test_a_slip_in_a_parameter_is_found(changes, words):
    (parameter,) = REPOSITORY.create.parameters
    operation = dataclasses.replace(REPOSITORY.create, parameters=(dataclasses.replace(parameter, **changes),))
    assert [one for one in operation_problems(REPOSITORY.product, "1.3-rev1", operation) if words in one]


def listing_with(option: str, **changes) -> Listing:
    (listing,) = [one for one in declaration("veeam_repository_info").api.listings if one.filters]
    filters = tuple(dataclasses.replace(one, **changes) if one.option == option else one for one in listing.filters)
    return dataclasses.replace(listing, filters=filters)


@pytest.mark.parametrize(
    ("listing", "words"),
    [
        (listing_with("name", query="namesFilter"), "there is no parameter namesFilter"),
        (listing_with("name", query=""), "parameter nameFilter of the 1.2-rev1 document is not offered"),
        (listing_with("exclude_extents", since=""), "there is no parameter excludeExtents"),
        (listing_with("exclude_extents", type="str"), "excludeExtents is boolean"),
        (listing_with("type", many_since="1.3-rev1"), "typeFilter takes several values"),
        (listing_with("type", choices=("WinLocal", "WinLokal"), choice_spans={}), "type=WinLokal is offered and not"),
        (listing_with("type", choices=("WinLocal",), choice_spans={}), "type=Nfs is in the document and not offered"),
    ],
)
def test_a_slip_in_a_filter_is_found(listing, words):
    given = EXCEPTIONS["veeam_repository_info"]
    problems = [one for revision in listing.product.revisions for one in listing_problems(listing, revision, given)]
    assert [one for one in problems if words in one]


def returned_with(name: str, option: str, **changes) -> Listing:
    """The list of an ``_info`` module with other facts about the fields of an option."""
    listing = declaration(name).api.listings[0]
    fields = tuple(dataclasses.replace(one, **changes) if one.option == option else one for one in listing.fields)
    return dataclasses.replace(listing, fields=fields)


@pytest.mark.parametrize(
    ("name", "listing", "words"),
    [
        (
            "veeam_credential_info",
            returned_with("veeam_credential_info", "creation_time", since="1.3-rev2"),
            "creationTime is in the document, and creation_time is declared from 1.3-rev2 to the last revision",
        ),
        (
            "veeam_credential_info",
            returned_with("veeam_credential_info", "description", until="1.2-rev1"),
            "description is in the document, and description is declared from the first to 1.2-rev1 revision",
        ),
        (
            "veeam_backup_object_info",
            returned_with("veeam_backup_object_info", "owner", variants=("GCE",)),
            "AWSEC2: owner is in the document, and owner is declared from 1.3-rev1 to the last revision of GCE",
        ),
        (
            "veeam_backup_object_info",
            returned_with("veeam_backup_object_info", "inventory_type", variants=("VMware",)),
            "VMware: cloudDirectorType is declared and not in the document",
        ),
    ],
)
def test_a_field_of_a_list_that_ends_too_early_or_begins_too_soon_is_found(name, listing, words):
    given = exceptions_of(name)
    problems = [one for revision in listing.product.revisions for one in listing_problems(listing, revision, given)]
    assert [one for one in problems if words in one]


def test_a_field_of_an_object_that_ends_too_early_is_found():
    problems = list(resource_problems(altered("unique_id", until="1.2-rev1"), "1.3-rev1", GIVEN))
    assert [one for one in problems if "uniqueId is in the document, and unique_id is declared from the first" in one]


def test_what_is_demanded_without_the_document_is_demanded_in_all_revisions():
    given = dataclasses.replace(GIVEN, required={"share.sharePath": "for this test"})
    problems = list(resource_problems(altered("path", required=True, required_until="1.3-rev1"), "1.3-rev1", given))
    assert [one for one in problems if "share.sharePath is required although the document does not require it" in one]


def test_an_operation_that_is_there_in_more_revisions_than_declared_is_found():
    operation = dataclasses.replace(REPOSITORY.create, since="1.3-rev0")
    api = dataclasses.replace(declaration("veeam_repository").api, operations=(operation,))
    wrong = dataclasses.replace(declaration("veeam_repository"), api=api)
    problems = list(declaration_problems(wrong, "1.2-rev1", GIVEN))
    words = "is declared from 1.3-rev0 to the last revision, and the 1.2-rev1 document has it"
    assert [one for one in problems if words in one]


def test_an_operation_that_is_declared_to_respond_when_all_is_done_needs_a_reason():
    product = declaration("veeam_instant_recovery").product
    (migrate,) = [one for one in declaration("veeam_instant_recovery").api.operations if one.responds_when_done]
    given = EXCEPTIONS["veeam_instant_recovery"]
    assert not list(operation_problems(product, "1.3-rev1", migrate, given))
    assert list(operation_problems(product, "1.3-rev1", migrate))
    quick = dataclasses.replace(migrate, responds_when_done=False)
    assert list(operation_problems(product, "1.3-rev1", quick, given))


def sent_with(option: str, **changes) -> RequestBody:
    """The body of an instant recovery with other facts about an option, or without it."""
    sent = next(one for one in declaration("veeam_instant_recovery").api.bodies if one.variant)
    fields = tuple(
        dataclasses.replace(field, **changes) if field.option == option else field
        for field in sent.fields
        if field.option != option or changes
    )
    return dataclasses.replace(sent, fields=fields)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (sent_with("reason", api="reasons"), "reasons is declared and not in the document"),
        (sent_with("reason"), "reason is in the document, and neither declared"),
        (sent_with("power_up", type="str"), "powerUp is boolean in the document"),
        (sent_with("share_credentials", since=""), "shareCredentialsId is declared and not in the document"),
        (sent_with("secure_restore", default=None), "secureRestore is required and declared neither"),
        (sent_with("network_mappings", variants=()), "destination.networkMapping is declared and not in"),
        (sent_with("type", choice_spans={}), "the variant OtherPlatform is offered only"),
        (sent_with("type", choices=("OriginalLocation",), choice_spans={}, default=None), "Customized is in the doc"),
        (
            dataclasses.replace(sent_with("reason", type="str"), extra_properties=()),
            "restorePointId is required and not",
        ),
    ],
)
def test_a_slip_in_a_body_is_found(sent, words):
    product = declaration("veeam_instant_recovery").product
    problems = [one for revision in product.revisions for one in sent_problems(product, revision, sent, Exceptions())]
    assert [one for one in problems if words in one]


def test_a_session_without_its_type_is_found():
    creation = dataclasses.replace(REPOSITORY.create, session_type="")
    api = dataclasses.replace(declaration("veeam_repository").api, operations=(creation,))
    wrong = dataclasses.replace(declaration("veeam_repository"), api=api)
    problems = list(declaration_problems(wrong, "1.3-rev1", GIVEN))
    assert [problem for problem in problems if "starts a session, and its session_type is not declared" in problem]


def test_what_is_returned_and_declared_as_never_returned_is_found():
    wrong = altered("description", mode="write_only_on_create", default=None)
    problems = list(resource_problems(wrong, "1.3-rev1", GIVEN))
    assert [problem for problem in problems if "returns description, so a task can compare it" in problem]


def test_what_an_update_takes_and_is_declared_as_immutable_is_found():
    resource = declaration("veeam_azure_repository").resource
    fields = tuple(
        dataclasses.replace(field, mode="immutable") if field.option == "description" else field
        for field in resource.fields
    )
    problems = list(resource_problems(dataclasses.replace(resource, fields=fields), "v8.1", Exceptions()))
    assert [problem for problem in problems if "description can be changed, and is declared as immutable" in problem]


def test_a_path_that_is_not_there_is_found():
    product = REPOSITORY.product
    assert list(read_problems(product, "1.3-rev1", "/sesions"))
    assert list(operation_problems(product, "1.3-rev1", Operation("DELETE", "/sessions/{id}", "nothing")))


def test_a_name_that_a_reference_does_not_tell_is_found():
    for reference in references_of(declaration("veeam_repository")):
        wrong = dataclasses.replace(reference, names=(*reference.names, "nickname"))
        assert list(reference_problems(REPOSITORY.product, "1.3-rev1", wrong))


def test_a_filter_that_the_list_of_a_reference_does_not_have_is_found():
    for reference in references_of(declaration("veeam_repository")):
        wrong = dataclasses.replace(reference, query="nicknameFilter")
        assert list(reference_problems(REPOSITORY.product, "1.3-rev1", wrong))
