# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""That slips in operations for single options, in groups and in what only a list returns are found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import DedicatedUpdate, Operation, Resource
from support.declared import operation_problems, resource_problems, sent_problems
from support.exception_type import NO_EXCEPTIONS
from support.exceptions import exceptions_of
from support.modules import declaration, resource_of
from support.sent_options import sent_option_problems


def with_field(resource: Resource, option: str, **changes: object) -> Resource:
    fields = tuple(replace(field, **changes) if field.option == option else field for field in resource.fields)
    return replace(resource, fields=fields)


def with_field_in(resource: Resource, group: str, option: str, **changes: object) -> Resource:
    """The resource with another field in a group, of those that have it."""
    fields = tuple(
        replace(
            field,
            fields=tuple(replace(one, **changes) if one.option == option else one for one in field.fields),
        )
        if field.option == group
        else field
        for field in resource.fields
    )
    return replace(resource, fields=fields)


def with_bodies(resource: Resource, change: Callable[[tuple[Field, ...]], tuple[Field, ...]]) -> Resource:
    updates = tuple(
        replace(update, fields=change(update.fields)) if update.fields else update
        for update in resource.dedicated_updates
    )
    return replace(resource, dedicated_updates=updates)


def optional(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    return tuple(replace(field, required=False) for field in fields)


@pytest.mark.parametrize(
    ("name", "resource", "words"),
    [
        (
            "veeam_credential",
            with_bodies(resource_of("veeam_credential"), optional),
            "changepassword: password is required and declared neither",
        ),
        (
            "veeam_credential",
            with_bodies(resource_of("veeam_credential"), lambda _fields: ()),
            "changepassword takes a body, and none is declared",
        ),
        (
            "veeam_vm_backup_job",
            with_field(resource_of("veeam_vm_backup_job"), "schedule", api="schedule.daily", parent_required=True),
            "schedule is declared as required, and the document does not require it",
        ),
        (
            "veeam_job",
            with_field(resource_of("veeam_job"), "next_run_policy", api="nextPolicy"),
            "GET /jobs/states: nextPolicy is declared and not in the document",
        ),
        (
            "veeam_job",
            with_field(resource_of("veeam_job"), "name", required=True),
            "name is declared as required to create an object, and nothing is created",
        ),
        (
            "veeam_scale_out_repository",
            with_field(resource_of("veeam_scale_out_repository"), "performance_extents", may_be_left_out=True),
            "always has performanceTier.performanceExtents, and performance_extents is declared with may_be_left_out",
        ),
        (
            "veeam_kms_server",
            with_field(resource_of("veeam_kms_server"), "server_certificate_thumbprint", until="1.2-rev1"),
            "serverCertificateThumbprint is in the document, and server_certificate_thumbprint is declared from the",
        ),
        (
            "veeam_traffic_rules",
            with_field(resource_of("veeam_traffic_rules"), "traffic_rules", item_keys=()),
            "trafficRules is a list of objects, and no item_keys say what identifies one of them",
        ),
        (
            "veeam_m365_job",
            with_field(resource_of("veeam_m365_job"), "enabled", absent_value=None),
            "isEnabled may be left out where it is false, and enabled has no absent_value",
        ),
        (
            "veeam_agent_backup_job",
            with_field_in(resource_of("veeam_agent_backup_job"), "storage", "shared_folder", fields=(Field("path"),)),
            "storage.destination has several kinds, and shared_folder has no constant for destinationType",
        ),
        (
            "veeam_agent_backup_job",
            with_field_in(resource_of("veeam_agent_backup_job"), "storage", "shared_folder", until="1.2-rev1"),
            "storage.destination may be of kind SharedFolder by the document, and no option is",
        ),
    ],
)
def test_a_slip_is_found(name, resource, words):
    found = [
        problem
        for revision in resource.product.revisions
        for problem in resource_problems(resource, revision, exceptions_of(name))
    ]
    assert [problem for problem in found if words in problem], found


def renamed(fields: tuple[Field, ...], of: str, to: str) -> tuple[Field, ...]:
    return tuple(
        replace(
            field,
            fields=renamed(field.fields, of, to),
            **({"api": to} if (field.mode, field.api) == ("constant", of) else {}),
        )
        for field in fields
    )


def test_a_constant_of_a_body_under_another_name_is_found():
    found, revision = declaration("veeam_flr_restore"), "1.3-rev2"
    bodies = [body for body in found.api.bodies if body.operation.path.endswith("/restoreTo")]
    wrong = [replace(body, fields=renamed(body.fields, "type", "kind")) for body in bodies]
    problems = [
        problem
        for body in wrong
        for problem in sent_problems(found.product, revision, body, exceptions_of("veeam_flr_restore"))
    ]
    assert [problem for problem in problems if ".kind" in problem and "not in the document" in problem], problems


def test_an_option_of_a_body_that_the_module_does_not_have_is_found():
    found = declaration("veeam_azure_vm_restore")
    (body, *rest) = found.api.bodies
    wrong = replace(body, fields=(*body.fields[1:], Field("why", api="reason", required=True)))
    slipped = replace(found, api=replace(found.api, bodies=(wrong, *rest)))
    assert [problem for problem in sent_option_problems(slipped, NO_EXCEPTIONS) if "no option why" in problem]
    assert list(sent_option_problems(found, NO_EXCEPTIONS)) == []


@pytest.mark.parametrize(
    ("required", "words"),
    [
        (False, "destination is declared as not required, and the document requires"),
        (True, "destination is declared as required, and the document requires nothing in it"),
    ],
)
def test_a_group_of_the_object_itself_is_required_where_the_document_requires_something_in_it(required, words):
    found = declaration("veeam_vm_restore")
    problems = []
    for body in found.api.bodies:
        fields = tuple(
            replace(field, required=required, default=None) if field.option == "destination" else field
            for field in body.fields
        )
        wrong = replace(body, fields=fields)
        problems += sent_problems(found.product, "1.3-rev2", wrong, exceptions_of("veeam_vm_restore"))
    assert [problem for problem in problems if words in problem], problems


def test_an_undeclared_parameter_of_an_operation_is_found():
    operation = replace(resource_of("veeam_vm_backup_job").update, parameters=())
    product = resource_of("veeam_vm_backup_job").product
    (problem,) = operation_problems(product, "1.3-rev2", operation)
    assert problem.endswith("has the parameter allowOldGfsPointsRetention, and no option gives it")
    assert list(operation_problems(product, "1.2-rev1", operation)) == []


def test_a_body_with_an_option_that_the_resource_does_not_have_is_refused():
    with pytest.raises(ValueError, match="names options that no field has: pass_word"):
        with_bodies(resource_of("veeam_credential"), lambda _fields: (Field("pass_word", mode="secret"),))


def test_a_value_of_an_operation_with_a_body_is_refused():
    operation = Operation("POST", "/credentials/{id}/changepassword", "nothing")
    with pytest.raises(ValueError, match="changepassword: the value is in the body"):
        DedicatedUpdate(
            operation, ("account_password",), fields=(Field("account_password", mode="secret"),), value=True
        )


def test_an_initial_value_of_what_the_creation_sends_is_refused():
    resource = resource_of("veeam_credential")
    updates = tuple(replace(update, initial=True) for update in resource.dedicated_updates)
    with pytest.raises(ValueError, match="initial means nothing for account_password"):
        replace(resource, dedicated_updates=updates)
