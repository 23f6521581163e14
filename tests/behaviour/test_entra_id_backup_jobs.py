# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backup jobs of Microsoft Entra ID: the tenant that each type names, and what is rejected."""

from __future__ import annotations

import pytest

from simulator.seeds.vbr_entra_id import TENANT, TENANTS
from simulator.values import stable_id

MODULE, JOB = "veeam_entra_id_backup_job", "Sample directory job"
TENANT_JOB = {"name": JOB, "type": "EntraIDTenantBackup", "tenant": "dr.example"}
LOG_JOB = {"name": JOB, "type": "EntraIDAuditLogBackup", "tenant": "dr.example", "repository": "Amazon S3 01"}


def job_of(controller, revision="1.3-rev1"):
    (job,) = controller.client("vbr", revision).get("/jobs", {"nameFilter": JOB})["data"]
    return job


@pytest.mark.parametrize("revision", ["1.2-rev1", "1.3-rev2"])
@pytest.mark.parametrize(("new", "group"), [(TENANT_JOB, "storage"), (LOG_JOB, "tenant")])
def test_each_type_has_its_tenant_elsewhere(controller, new, group, revision):
    new = {**new, "api_version": revision}
    created = controller.succeed(MODULE, new)["job"]
    assert created["tenant"] == "dr.example"
    assert job_of(controller, revision)[group]["tenantId"] == TENANT
    assert not controller.succeed(MODULE, new)["changed"]
    moved = controller.succeed(MODULE, {"name": JOB, "tenant": "branch.example", "api_version": revision})
    assert moved["changes"] == [{"option": "tenant", "before": "dr.example", "after": "branch.example"}]


def test_a_tenant_is_known_by_its_name_its_description_and_its_id(controller):
    tenant = {"id": TENANT, "name": "Head office", "description": "Added in spring"}
    controller.simulator.seed(TENANTS, objects=[tenant])
    new = {**TENANT_JOB, "api_version": "1.3-rev2"}
    controller.succeed(MODULE, {**new, "tenant": TENANT})
    for name in ("Head office", "Added in spring"):
        assert not controller.succeed(MODULE, {**new, "tenant": name})["changed"]
    # Earlier revisions show no name.
    older = {**TENANT_JOB, "api_version": "1.3-rev1"}
    assert controller.succeed(MODULE, {"name": JOB, "api_version": "1.3-rev1"})["job"]["tenant"] == "Added in spring"
    assert (
        "tenant 'Head office' not found. Available:"
        in controller.fail(MODULE, {**older, "tenant": "Head office"})["msg"]
    )


def test_an_update_sends_back_the_copies_of_a_job(controller):
    new = {**LOG_JOB, "api_version": "1.3-rev2"}
    controller.succeed(MODULE, new)
    copies = [
        {
            "name": "Copy of the logs",
            "type": "FileBackupCopy",
            "backupRepositoryId": stable_id("repository Amazon S3 01"),
        }
    ]
    controller.simulator.seed("jobs", objects=[{**job_of(controller, "1.3-rev2"), "secondaryTargets": copies}])
    controller.succeed(MODULE, {**new, "description": "Kept for a year"})
    job = job_of(controller, "1.3-rev2")
    assert (job["description"], job["secondaryTargets"]) == ("Kept for a year", copies)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"tenant": "nowhere.example"}, "Microsoft Entra ID tenant 'nowhere.example' not found. Available:"),
        ({"repository": "Amazon S3 01"}, "repository does not go with type=EntraIDTenantBackup"),
        ({"retention_policy": {"type": "Years", "quantity": 1}}, "retention_policy.type"),
        ({"advanced": {"scripts": {"pre_command": {"enabled": False}}}}, "advanced.scripts"),
        ({"source_backup": "Entra ID dr.example", "api_version": "1.2-rev1"}, "1.3-rev0"),
    ],
)
def test_what_is_wrong_is_rejected_before_anything_is_sent(controller, given, words):
    start = controller.simulator.mark()
    assert words in controller.fail(MODULE, {**TENANT_JOB, **given})["msg"]
    assert controller.writes(start) == []


def test_a_job_of_another_family_is_not_touched(controller):
    message = controller.fail(MODULE, {"name": "Nightly Servers", "state": "absent"})["msg"]
    assert "Use veeam_vm_backup_job, or veeam_job to enable, disable, run or remove it." in message
