# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recoveries of disks on the simulator: in every revision, where sessions go wrong, and beside one another."""

from __future__ import annotations

import pytest

from simulator.seeds.vbr_restore_points import point_id
from support.killing import acts

MODULE, INFO = "veeam_fcd_recovery", "veeam_fcd_recovery_info"
REVISIONS = ("1.2-rev1", "1.3-rev0", "1.3-rev1", "1.3-rev2")
SYSTEM = {"name": "app02.vmdk", "mounted_name": "system.vmdk", "registered_name": "app02-system"}
DATA = {"name": "app02_2.vmdk", "mounted_name": "data.vmdk", "registered_name": "app02-data"}
DISKS = {
    "restore_point": {"name": "app02"},
    "cluster": {"name": "Cluster01"},
    "disks": [SYSTEM, DATA],
    "write_cache": {"redirect_enabled": True, "cache_datastore": {"name": "datastore01"}},
    "migration": {"datastore": {"name": "datastore02"}, "storage_policy": {"name": "Gold"}},
}
MIGRATE = "InstantRecoveryVmwareFcdMigrateWithSession"


def of(*disks, **more):
    return {**DISKS, "disks": list(disks), **more}


@pytest.mark.parametrize("revision", REVISIONS)
def test_disks_in_every_revision(controller, revision):
    disks = {**DISKS, "api_version": revision}
    if revision == "1.3-rev2":
        disks["reason"] = "Monthly test"
    mounted = controller.succeed(MODULE, disks)
    assert mounted["mount"]["spec"]["write_cache"]["cache_datastore"]["name"] == "datastore01"
    assert mounted["mount"]["spec"].get("reason") == disks.get("reason")
    assert all(disk["object_id"] for disk in mounted["mount"]["mounted_disks"])
    assert controller.succeed(MODULE, {**disks, "state": "absent"})["steps"] == ["unmount"]
    assert controller.succeed(MODULE, {**disks, "state": "migrated"})["steps"] == ["mount", "migrate"]
    assert controller.succeed(INFO, {"api_version": revision})["mounts"] == []


def test_disks_of_a_machine_are_recovered_beside_one_another(controller):
    first, second = controller.succeed(MODULE, of(SYSTEM)), controller.succeed(MODULE, of(DATA))
    assert first["mount"]["id"] != second["mount"]["id"]
    # The session of the other mount goes on, and means nothing to what is not mounted.
    assert controller.succeed(MODULE, of(SYSTEM, state="absent"))["steps"] == ["unmount"]
    assert controller.succeed(MODULE, of(SYSTEM, state="absent"))["phase"] == "none"
    assert controller.succeed(MODULE, of(SYSTEM), check=True)["steps"] == ["mount"]
    assert controller.succeed(MODULE, of(DATA, state="migrated"), check=True)["steps"] == ["migrate"]


def test_what_is_migrated_of_another_mount_is_not_waited_for(controller):
    controller.succeed(MODULE, of(DATA))
    controller.simulator.outcome({"type": "FirstClassDiskQuickMigration"}, "hang")
    controller.succeed(MODULE, of(DATA, state="migrated", wait=False))
    assert controller.succeed(MODULE, of(SYSTEM))["steps"] == ["mount"]


def test_the_restore_point_of_a_mount_stays(controller):
    old = {"id": point_id("app02", 2)}
    controller.succeed(MODULE, {**DISKS, "restore_point": old})
    result = controller.succeed(MODULE, DISKS)
    assert result["changed"] is False
    assert result["restore_point"]["id"] == old["id"]
    refused = controller.fail(MODULE, {**DISKS, "restore_point": {"id": point_id("app02")}})
    assert refused["error"]["kind"] == "RecoveryBlocked"
    assert "vm_name" not in refused["msg"]


def test_a_migration_that_fails_is_told_and_can_be_tried_again(controller):
    controller.succeed(MODULE, DISKS)
    controller.simulator.outcome({"type": "FirstClassDiskQuickMigration"}, "fail", "The datastore is full", times=1)
    start = controller.simulator.mark()
    failed = controller.fail(MODULE, {**DISKS, "state": "migrated"})
    assert failed["error"]["kind"] == "SessionFailed"
    assert "The datastore is full" in failed["msg"]
    assert acts(controller, start) == {MIGRATE: 1}
    assert controller.succeed(MODULE, {**DISKS, "state": "migrated"})["steps"] == ["migrate"]


def test_a_mount_that_fails_is_dismounted_and_mounted_again(controller):
    controller.simulator.outcome({"type": "FirstClassDiskInstantRestore"}, "fail", "No space left", times=1)
    assert "No space left" in controller.fail(MODULE, DISKS)["msg"]
    again = controller.fail(MODULE, DISKS)
    assert again["error"]["phase"] == "failed"
    assert "state=absent" in again["msg"]
    assert controller.succeed(MODULE, {**DISKS, "state": "absent"})["steps"] == ["unmount"]
    assert controller.succeed(MODULE, DISKS)["phase"] == "mounted"


def test_a_dismount_that_fails_is_told_with_the_reason(controller):
    controller.succeed(MODULE, DISKS)
    controller.simulator.outcome({"name": "Unpublishing*"}, "fail", "A disk is attached to a machine", times=1)
    failed = controller.fail(MODULE, {**DISKS, "state": "absent"})
    assert "A disk is attached to a machine" in failed["msg"]
    assert controller.succeed(MODULE, {**DISKS, "state": "absent"})["steps"] == ["unmount"]


def test_a_migration_that_hangs_is_gone_on_with_later(controller):
    controller.simulator.outcome({"type": "FirstClassDiskQuickMigration"}, "hang")
    failed = controller.fail(MODULE, {**DISKS, "state": "migrated", "wait_timeout": 1})
    assert failed["error"]["kind"] == "SessionTimedOut"
    assert failed["error"]["session"]["type"] == "FirstClassDiskQuickMigration"
    start = controller.simulator.mark()
    again = controller.fail(MODULE, {**DISKS, "state": "migrated", "wait_timeout": 1})
    assert again["error"]["session"]["id"] == failed["error"]["session"]["id"]
    assert "being migrated" in controller.fail(MODULE, {**DISKS, "state": "absent"})["msg"]
    assert controller.succeed(MODULE, DISKS)["changed"] is False
    assert acts(controller, start) == {}


def test_a_warning_is_outlives_task(controller):
    controller.simulator.outcome({"type": "FirstClassDiskQuickMigration"}, "warn", "The policy was not applied")
    assert controller.succeed(MODULE, {**DISKS, "state": "migrated"})["phase"] == "migrated"
    assert any("The policy was not applied" in warning for warning in controller.warnings)


def test_recoveries_before_since_do_not_count(controller):
    controller.succeed(MODULE, {**DISKS, "state": "migrated"})
    assert controller.succeed(MODULE, DISKS, check=True)["steps"] == []
    later = {**DISKS, "since": controller.simulator.later()}
    assert controller.succeed(MODULE, later, check=True)["steps"] == ["mount"]


def test_the_account_of_a_viewer_may_see_what_there_is_to_recover_and_not_do_it(controller):
    controller.succeed(MODULE, DISKS)
    viewer = {
        "username": controller.simulator.vbr.viewer_username,
        "password": controller.simulator.vbr.viewer_password,
    }
    assert controller.succeed(MODULE, {**DISKS, **viewer})["phase"] == "mounted"
    gone = {**DISKS, **viewer, "state": "absent"}
    assert controller.succeed(MODULE, gone, check=True)["steps"] == ["unmount"]
    assert controller.fail(MODULE, gone)["error"]["status"] == 403
