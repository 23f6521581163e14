# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scale-out repositories of VBR: their extents, the modes of these, and what cannot be an extent."""

from __future__ import annotations

import pytest

MODULE = "veeam_scale_out_repository"
WINDOWS, NFS, HARDENED = "Windows Repository 01", "NFS Share 01", "Hardened Repository 01"
TWO = {"name": "Scale-out 02", "performance_extents": [WINDOWS, NFS]}


def test_extents_are_added_replaced_and_taken_away(controller):
    created = controller.succeed(MODULE, {"name": "Scale-out 02", "performance_extents": [NFS]})
    assert created["scale_out_repository"]["performance_extents"] == [NFS]
    assert controller.succeed(MODULE, {"name": "Scale-out 02", "performance_extents": ["SMB Share 01"]})["changed"]
    assert not controller.succeed(MODULE, {"name": "Scale-out 02", "performance_extents": [NFS]})["changed"]
    fewer = {"name": "Scale-out 02", "performance_extents": [NFS], "performance_extents_mode": "remove"}
    assert controller.succeed(MODULE, fewer)["scale_out_repository"]["performance_extents"] == ["SMB Share 01"]
    assert not controller.succeed(MODULE, fewer)["changed"]


@pytest.mark.parametrize("revision", ["1.2-rev1", "1.3-rev2"])
@pytest.mark.parametrize("option", ["sealed_extents", "maintenance_extents"])
def test_extents_get_and_leave_a_mode(controller, option, revision):
    task = {**TWO, "api_version": revision}
    created = controller.succeed(MODULE, {**task, option: [NFS]})
    assert created["scale_out_repository"][option] == [NFS]
    assert not controller.succeed(MODULE, {**task, option: [NFS]})["changed"]
    swapped = controller.succeed(MODULE, {"name": TWO["name"], "api_version": revision, option: [WINDOWS]})
    assert swapped["changes"] == [{"option": option, "before": [NFS], "after": [WINDOWS]}]
    assert swapped["scale_out_repository"][option] == [WINDOWS]
    assert controller.succeed(MODULE, {**task, "description": "Changed"})["scale_out_repository"][option] == [WINDOWS]
    assert controller.succeed(MODULE, {"name": TWO["name"], "api_version": revision, option: []})["changed"]


def test_an_extent_is_taken_away_together_with_its_mode(controller):
    shares = ["SMB Share 01", NFS]
    controller.succeed(MODULE, {"name": "Scale-out 02", "performance_extents": shares, "maintenance_extents": [NFS]})
    fewer = {"performance_extents": shares[:1], "performance_extents_mode": "replace", "maintenance_extents": []}
    changed = controller.succeed(MODULE, {"name": "Scale-out 02", **fewer})
    assert changed["scale_out_repository"]["performance_extents"] == shares[:1]
    assert not controller.succeed(MODULE, {"name": "Scale-out 02", **fewer})["changed"]


def test_only_extents_of_the_repository_have_a_mode(controller):
    for check in (True, False):
        failed = controller.fail(MODULE, {**TWO, "sealed_extents": [HARDENED, NFS]}, check=check)
        assert f"{HARDENED} in sealed_extents is not among the performance extents" in failed["msg"]
    assert controller.succeed(f"{MODULE}_info", {"name": TWO["name"]})["scale_out_repositories"] == []


def test_what_is_an_extent_already_or_no_object_storage_is_not_accepted(controller):
    assert "extent of SOBR-01 already" in controller.fail(MODULE, {**TWO, "performance_extents": [HARDENED]})["msg"]
    tier = {"enabled": True, "extents": [{"repository": "SMB Share 01"}]}
    assert "cannot be an extent of the capacity tier" in controller.fail(MODULE, {**TWO, "capacity_tier": tier})["msg"]


def test_an_extent_with_backups_stays_and_the_task_says_so(controller):
    controller.succeed(MODULE, TWO)
    failed = controller.fail(MODULE, {**TWO, "performance_extents": [NFS], "performance_extents_mode": "replace"})
    assert "contains backups" in failed["msg"]


def test_a_job_writes_to_a_scale_out_repository(controller):
    job = {
        "name": "To the scale-out repository",
        "type": "VSphereBackup",
        "objects": [{"name": "web01"}],
        "storage": {
            "repository": "SOBR-01",
            "backup_proxies": {"auto_select": True},
            "retention_policy": {"type": "Days", "quantity": 7},
        },
    }
    created = controller.succeed("veeam_vm_backup_job", job)
    assert created["job"]["storage"]["repository"] == "SOBR-01"
    assert not controller.succeed("veeam_vm_backup_job", job)["changed"]
    assert (
        "in use by: To the scale-out repository"
        in controller.fail(MODULE, {"name": "SOBR-01", "state": "absent"})["msg"]
    )
