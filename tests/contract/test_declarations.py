# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every module's declaration against the vendor's document of every revision that it supports.

What a module leaves out on purpose stands in EXCEPTIONS, with the reason. An exception that is not needed fails.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import RequestBody
from ansible_collections.opendr.veeam.plugins.module_utils.schema.listing import Listing
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import Operation
from support.declared import (
    Exceptions,
    exists,
    listing_problems,
    operation_problems,
    product_contract,
    read_problems,
    reference_problems,
    references_of,
    resource_problems,
    sent_problems,
    template,
)
from support.modules import declaration, module_names

SORTED_BY_PLAYBOOK = "a playbook orders a result itself, with the filter sort"
UNKNOWN_TO_PEOPLE = "an ID or number that nothing else shows to people"
OF_RESTORE_POINTS = {
    "typeFilter": "compared here, for only 1.3-rev2 has it",
    "excludeSnapshotTypeFilter": UNKNOWN_TO_PEOPLE,
}
NEEDED_BY_AZURE = "Azure cannot do without it; the documents since 1.3-rev1 have it as required, 1.3-rev0 left it out"
FEW_MOUNTS = "mounts are few: all are read and compared here, the same in every revision"
STATES_OF_MACHINES = "it takes the states of mounted machines, which mounts of shares do not have; compared here"
UNKNOWN = {"Unknown"}
WHAT_AND_WHERE = "a search has to say what it looks for, and where"
SEARCHED = {"path": WHAT_AND_WHERE, "searchPattern": WHAT_AND_WHERE}
FACT_OF_THE_INVENTORY = "a fact of the inventory that a task does not decide"
A_WHOLE_LIMIT = "half a limit means nothing"
EXCEPTIONS: dict[str, Exceptions] = {
    "veeam_azure_flr_info": Exceptions(required=SEARCHED),
    "veeam_azure_flr_restore": Exceptions(required=SEARCHED),
    "veeam_azure_repository": Exceptions(
        choices={"storageTier": {"Unknown"}, "storageConsumptionLimit.limitType": {"Unknown"}},
        required={
            "name": "without one nobody finds the repository again",
            "storageConsumptionLimit.limitValue": A_WHOLE_LIMIT,
            "storageConsumptionLimit.limitType": A_WHOLE_LIMIT,
        },
    ),
    "veeam_azure_restore_point_info": Exceptions(choices={"DataRetrievalStatuses": {"Unknown"}}),
    "veeam_azure_vm_info": Exceptions(
        queries={"DataRetrievalStatuses": "told by the restore points of a machine: veeam_azure_restore_point_info"},
    ),
    "veeam_azure_policy_info": Exceptions(
        queries={"PolicyStatus": "offered as enabled and compared here: policies are few"},
    ),
    "veeam_azure_vm_policy": Exceptions(
        choices=dict.fromkeys(
            (
                "backupType",
                "dailySchedule.dailyType",
                "dailySchedule.selectedDays",
                "dailySchedule.backupSchedule.retention.retentionDurationType",
                "weeklySchedule.snapshotSchedule.selectedDays",
                "weeklySchedule.backupSchedule.selectedDays",
                "weeklySchedule.backupSchedule.retention.retentionDurationType",
                "monthlySchedule.type",
                "monthlySchedule.dayOfWeek",
                "monthlySchedule.backupSchedule.retention.retentionDurationType",
                "yearlySchedule.type",
                "yearlySchedule.dayOfWeek",
                "healthCheckSchedule.dayNumberInMonth",
                "healthCheckSchedule.daysOfWeek",
            ),
            UNKNOWN,
        ),
    ),
    "veeam_azure_vm_restore": Exceptions(
        choices=dict.fromkeys(("toAlternative.diskType", "toAlternative.type"), UNKNOWN),
    ),
    "veeam_instant_recovery": Exceptions(
        required={
            "appliance.subnet": NEEDED_BY_AZURE,
            "network.subnet": NEEDED_BY_AZURE,
            "vmSize.disks.diskUid": NEEDED_BY_AZURE,
        },
        queries={
            "orderColumn": FEW_MOUNTS,
            "orderAsc": FEW_MOUNTS,
            "vmNameFilter": FEW_MOUNTS,
            "mountIdFilter": FEW_MOUNTS,
        },
    ),
    "veeam_instant_recovery_info": Exceptions(
        queries={
            "orderColumn": SORTED_BY_PLAYBOOK,
            "orderAsc": SORTED_BY_PLAYBOOK,
            "vmNameFilter": FEW_MOUNTS,
            "mountIdFilter": FEW_MOUNTS,
        },
    ),
    "veeam_configuration_backup": Exceptions(
        properties={"lastSuccessfulBackup": "the server says it; an update sends back what was read"},
    ),
    "veeam_credential": Exceptions(
        properties={"uniqueId": "the server gives it; a task cannot know it before"},
    ),
    "veeam_credential_info": Exceptions(
        queries={"orderColumn": SORTED_BY_PLAYBOOK, "orderAsc": SORTED_BY_PLAYBOOK},
    ),
    "veeam_proxy": Exceptions(
        properties={
            "server.hostName": "the ID of the server says which it is",
            "server.connectedDatastores.datastores.vmCount": FACT_OF_THE_INVENTORY,
            **{
                f"server.connectedDatastores.datastores.datastore.{fact}": FACT_OF_THE_INVENTORY
                for fact in ("aclInfo", "isEnabled", "metadata", "powerState", "size", "urn")
            },
        },
        choices={
            # Nothing else of the inventory is a datastore.
            "server.connectedDatastores.datastores.datastore.type": {
                "Category",
                "Cluster",
                "ComputeResource",
                "DVSNetwork",
                "Datacenter",
                "DatastoreCluster",
                "Disk",
                "Folder",
                "Host",
                "Multitag",
                "Network",
                "ResourcePool",
                "SharedDisk",
                "StoragePolicy",
                "Tag",
                "Template",
                "Unknown",
                "VirtualApp",
                "VirtualMachine",
                "vCenterServer",
            },
        },
    ),
    "veeam_proxy_info": Exceptions(
        # Workers of these platforms have no model, and so no place in the list.
        choices={"typeFilter": {"NutanixAHV", "PVE"}},
        queries={"orderColumn": SORTED_BY_PLAYBOOK, "orderAsc": SORTED_BY_PLAYBOOK},
    ),
    "veeam_fcd_recovery": Exceptions(queries={"orderColumn": FEW_MOUNTS, "orderAsc": FEW_MOUNTS}),
    "veeam_fcd_recovery_info": Exceptions(
        queries={"orderColumn": SORTED_BY_PLAYBOOK, "orderAsc": SORTED_BY_PLAYBOOK},
    ),
    "veeam_file_share_recovery": Exceptions(
        queries={"orderColumn": FEW_MOUNTS, "orderAsc": FEW_MOUNTS, "stateFilter": STATES_OF_MACHINES},
    ),
    "veeam_file_share_recovery_info": Exceptions(
        queries={
            "orderColumn": SORTED_BY_PLAYBOOK,
            "orderAsc": SORTED_BY_PLAYBOOK,
            "stateFilter": STATES_OF_MACHINES,
        },
    ),
    "veeam_backup_info": Exceptions(
        queries={
            "orderColumn": SORTED_BY_PLAYBOOK,
            "orderAsc": SORTED_BY_PLAYBOOK,
            "policyTagFilter": UNKNOWN_TO_PEOPLE,
            "policyUniqueIdFilter": UNKNOWN_TO_PEOPLE,
        },
    ),
    "veeam_backup_object_info": Exceptions(
        queries={
            "orderColumn": SORTED_BY_PLAYBOOK,
            "orderAsc": SORTED_BY_PLAYBOOK,
            **OF_RESTORE_POINTS,
        },
    ),
    "veeam_repository": Exceptions(
        properties={"uniqueId": "the server gives it; a task cannot know it before"},
        required={
            "repository.path": "a local repository without a folder cannot be made; 1.3-rev2 has it as required, "
            "the documents before left it out",
        },
    ),
    "veeam_repository_info": Exceptions(
        queries={
            "orderColumn": SORTED_BY_PLAYBOOK,
            "orderAsc": SORTED_BY_PLAYBOOK,
            "vmbApiFilter": "for other products that keep data in VBR, not for people",
            "vmbApiPlatform": "for other products that keep data in VBR, not for people",
        },
    ),
    "veeam_restore_point_info": Exceptions(
        queries={
            "orderColumn": "the newest come first",
            "orderAsc": "the newest come first",
            **OF_RESTORE_POINTS,
        },
    ),
    "veeam_session_info": Exceptions(
        queries={
            "orderColumn": "offered as order_by, which is no filter",
            "orderAsc": "offered as order_ascending, which is no filter",
        },
    ),
    "veeam_vm_restore": Exceptions(
        conditional={
            "folder.folder": "asked for together with the name and the tags, which are in this group as well",
            "network.networks": "asked for together with network_disconnected",
            "network.network": "asked for together with network_disconnected",
            "datastore.datastore": "asked for together with the storage policy",
        },
    ),
}


def exceptions_of(name: str) -> Exceptions:
    return EXCEPTIONS.get(name, Exceptions())


def cases() -> list[tuple[str, str]]:
    return [(name, revision) for name in module_names() for revision in declaration(name).product.revisions]


@pytest.mark.parametrize(("name", "revision"), cases())
def test_fields_agree_with_the_bodies_in_the_document(name, revision):
    resource = declaration(name).resource
    if resource is not None:
        assert list(resource_problems(resource, revision, exceptions_of(name))) == []


@pytest.mark.parametrize(("name", "revision"), cases())
def test_operations_agree_with_the_document(name, revision):
    found = declaration(name)
    problems = [
        one
        for operation in (*found.api.operations, *found.api.opens)
        if exists(found, revision, operation.path)
        for one in operation_problems(found.product, revision, operation)
    ]
    assert problems == []


@pytest.mark.parametrize(("name", "revision"), cases())
def test_lists_and_their_filters_agree_with_the_document(name, revision):
    problems = [
        one
        for listing in declaration(name).api.listings
        if exists(declaration(name), revision, listing.path)
        for one in listing_problems(listing, revision, exceptions_of(name))
    ]
    assert problems == []


@pytest.mark.parametrize(("name", "revision"), cases())
def test_what_is_read_is_in_the_document(name, revision):
    found = declaration(name)
    problems = [
        one
        for path in found.api.reads
        if exists(found, revision, path)
        for one in read_problems(found.product, revision, path)
    ]
    problems += [
        one for path in found.api.post_reads for one in read_problems(found.product, revision, path, method="POST")
    ]
    for reference in references_of(found):
        problems += reference_problems(found.product, revision, reference)
    assert problems == []


@pytest.mark.parametrize(("name", "revision"), cases())
def test_bodies_agree_with_the_document(name, revision):
    found = declaration(name)
    problems = [
        one
        for sent in found.api.bodies
        if exists(found, revision, sent.operation.path)
        for one in sent_problems(found.product, revision, sent, exceptions_of(name))
    ]
    assert problems == []


@pytest.mark.parametrize(("name", "revision"), cases())
def test_what_a_revision_is_said_to_lack_is_not_in_its_document(name, revision):
    found = declaration(name)
    known = product_contract(found.product, revision).templates
    lacking = [path for path in found.api.since if not exists(found, revision, path)]
    assert [path for path in lacking if template(found.product, revision, path) in known] == []


@pytest.mark.parametrize("name", sorted(EXCEPTIONS))
def test_every_exception_is_needed(name):
    found, given = declaration(name), exceptions_of(name)
    before = set(_problems(name, given))
    assert before == set()
    for kind in ("properties", "choices", "queries", "required", "conditional"):
        for key in getattr(given, kind):
            rest = {one: value for one, value in getattr(given, kind).items() if one != key}
            assert set(_problems(name, dataclasses.replace(given, **{kind: rest}))), f"{kind}: {key} excuses nothing"
    assert found.resource or found.api.listings or found.api.bodies


def _problems(name: str, exceptions: Exceptions) -> Iterator[str]:
    found = declaration(name)
    for revision in found.product.revisions:
        if found.resource:
            yield from resource_problems(found.resource, revision, exceptions)
        for listing in found.api.listings:
            if exists(found, revision, listing.path):
                yield from listing_problems(listing, revision, exceptions)
        for sent in found.api.bodies:
            if exists(found, revision, sent.operation.path):
                yield from sent_problems(found.product, revision, sent, exceptions)


def test_exceptions_are_of_modules_that_exist():
    assert set(EXCEPTIONS) <= set(module_names())


# --- That these tests can fail ---

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
        (altered("unique_id", api="uniqueIdentity"), "GET /backupInfrastructure/repositories: uniqueIdentity"),
    ],
)
def test_a_slip_in_a_field_is_found(resource, words):
    problems = [one for revision in resource.product.revisions for one in resource_problems(resource, revision, GIVEN)]
    assert [one for one in problems if words in one]


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


def test_a_path_that_is_not_there_is_found():
    product = REPOSITORY.product
    assert list(read_problems(product, "1.3-rev1", "/sesions"))
    assert list(operation_problems(product, "1.3-rev1", Operation("DELETE", "/sessions/{id}", "nothing")))


def test_a_name_that_a_reference_does_not_tell_is_found():
    for reference in references_of(declaration("veeam_repository")):
        wrong = dataclasses.replace(reference, names=(*reference.names, "nickname"))
        assert list(reference_problems(REPOSITORY.product, "1.3-rev1", wrong))
