# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Instant recovery on the simulator: what it finds, what it refuses, how it fails, in every revision."""

from __future__ import annotations

import uuid

import pytest

from simulator.seeds.vbr_recovery_targets import SUBSCRIPTION
from simulator.seeds.vbr_restore_points import RESTORE_POINTS, point_id, restore_points
from support.killing import acts

MODULE, INFO = "veeam_instant_recovery", "veeam_instant_recovery_info"
HOST = {"host": {"name": "esx02.dr.example"}}
VSPHERE = {
    "platform": "vsphere",
    "restore_point": {"name": "app02"},
    "vm_name": "app02-recovered",
    "destination": HOST,
    "migration": dict(HOST),
}
HYPER_V = {
    "platform": "hyperv",
    "restore_point": {"name": "hv-web01"},
    "vm_name": "hv-web01-recovered",
    "destination": {"host": {"name": "hyperv01.dr.example"}},
}
AGENT_POINT = point_id("win-phys01", 1, "WindowsPhysical")
GROUP = {"network_security_group_mode": "CreateNew"}
AZURE = {
    "platform": "azure",
    "restore_point": {"name": "win-phys01"},
    "vm_name": "win-phys01-recovered",
    "subscription": {"subscription_id": SUBSCRIPTION, "location": "westeurope"},
    "vm_size": {"instance_size": "Standard_F4s_v2"},
    "resource_group": {"resource_group": "rg-recovery"},
    "network": {"network": "vnet-dr", "subnet": "machines"},
    "appliance": {"subnet": "appliances"},
}
REVISIONS = ["1.2-rev1", "1.3-rev0", "1.3-rev1", "1.3-rev2"]


def in_revision(arguments, revision):
    """The same recovery in the words of another revision."""
    made = {**arguments, "api_version": revision}
    if arguments["platform"] == "azure" and revision == "1.3-rev2":
        made["network"] = {**arguments["network"], **GROUP}
    return made


@pytest.mark.parametrize("arguments", [VSPHERE, HYPER_V, AZURE], ids=lambda one: one["platform"])
@pytest.mark.parametrize("revision", REVISIONS)
def test_a_machine_is_published_migrated_and_taken_back(controller, revision, arguments):
    recovery = in_revision(arguments, revision)
    if revision == "1.2-rev1" and arguments is not VSPHERE:
        assert "needs api_version 1.3-rev0" in controller.fail(MODULE, recovery)["msg"]
        return
    first = controller.succeed(MODULE, recovery)
    assert first["mount"]["spec"]["vm_name"] == recovery["vm_name"]
    assert controller.succeed(MODULE, {**recovery, "state": "absent"})["steps"] == ["unmount"]
    assert controller.succeed(MODULE, {**recovery, "state": "migrated"})["steps"] == ["mount", "migrate"]
    assert controller.succeed(MODULE, {**recovery, "state": "migrated"})["changed"] is False


@pytest.mark.parametrize("platform", ["vsphere", "hyperv"])
def test_a_physical_machine_becomes_a_virtual_one(controller, platform):
    there = {"vsphere": HOST, "hyperv": {"host": {"name": "hyperv01.dr.example"}}}[platform]
    network = {"vsphere": "vcenter01.dr.example/Isolated", "hyperv": "hyperv01.dr.example/Internal"}[platform]
    recovery = {
        "api_version": "1.3-rev2",
        "platform": platform,
        "type": "OtherPlatform",
        "restore_point": {"name": "win-phys01"},
        "destination": there,
        "network_mappings": [{"source_network": {"id": "1", "name": "LAN"}, "target_network": {"path": network}}],
    }
    result = controller.succeed(MODULE, recovery)
    assert result["mount"]["spec"]["type"] == "OtherPlatform"
    target = result["mount"]["spec"]["network_mappings"][0]["target_network"]
    assert target["name"] == network.partition("/")[2]


def test_every_option_of_vsphere_arrives(controller):
    recovery = {
        **VSPHERE,
        "destination": {
            **HOST,
            "folder": {"path": "vcenter01.dr.example/Recovered/Databases"},
            "resource_pool": {"path": "vcenter01.dr.example/Cluster01/Recovered"},
            "bios_uuid_policy": "GenerateNew",
        },
        "datastore": {"redirect_enabled": True, "cache_datastore": {"name": "datastore02"}},
        "vm_tags_restore_enabled": True,
        "overwrite": False,
        "nics_enabled": False,
        "power_up": True,
        "reason": "test",
        "secure_restore": {"antivirus_scan_enabled": True, "virus_detection_action": "DisableNetwork"},
    }
    for revision in REVISIONS:
        controller.simulator.reset()
        spec = controller.succeed(MODULE, {**recovery, "api_version": revision})["mount"]["spec"]
        assert spec["destination"]["folder"]["object_id"] == "group-v34"
        assert spec["destination"]["resource_pool"]["object_id"] == "resgroup-22"
        for option in set(recovery) & set(spec) - {"destination", "datastore", "overwrite"}:
            assert spec[option] == recovery[option], option
        assert spec["destination"]["bios_uuid_policy"] == "GenerateNew"
        assert spec["datastore"]["cache_datastore"]["name"] == "datastore02"


def test_a_newer_restore_point_does_not_lead_to_a_second_mount(controller):
    first = controller.succeed(MODULE, {**VSPHERE, "restore_point": {"id": point_id("app02", 2)}})
    again = controller.succeed(MODULE, VSPHERE)
    assert again["changed"] is False
    assert again["restore_point"]["id"] == first["restore_point"]["id"] == point_id("app02", 2)


def test_a_mount_from_another_restore_point_than_the_one_asked_for_is_refused(controller):
    controller.succeed(MODULE, VSPHERE)
    for state in ("mounted", "migrated", "absent"):
        failed = controller.fail(MODULE, {**VSPHERE, "state": state, "restore_point": {"id": point_id("app02", 2)}})
        assert failed["error"]["current"] == point_id("app02", 1)
        assert failed["error"]["desired"] == point_id("app02", 2)


def test_a_mount_of_another_machine_under_the_name_is_refused(controller):
    controller.succeed(MODULE, VSPHERE)
    failed = controller.fail(MODULE, {**VSPHERE, "restore_point": {"name": "db01"}})
    assert "is of the machine 'app02' and not of 'db01'" in failed["msg"]


@pytest.mark.parametrize("point", [{"name": "win-phys01"}, {"name": "WIN-PHYS01"}, {"id": AGENT_POINT}])
def test_the_machine_of_an_agent_is_recognised_though_its_points_have_the_name_of_the_job(controller, point):
    recovery = {**AZURE, "restore_point": point}
    for named in (recovery, {**recovery, "vm_name": None}):
        first = controller.succeed(MODULE, named)
        assert first["steps"] == ["mount"]
        again = controller.succeed(MODULE, named)
        assert (again["changed"], again["mount"]["id"]) == (False, first["mount"]["id"])
        assert controller.succeed(MODULE, {**named, "state": "absent"})["steps"] == ["unmount"]


def without_point(controller, recovery, point):
    """Mount it, and let the retention remove its restore point."""
    mounted = controller.succeed(MODULE, recovery)
    controller.simulator.remove(RESTORE_POINTS, point)
    return mounted


# 1.2-rev1 does not show the date of a mount's restore point.
@pytest.mark.parametrize(
    ("state", "revision"), [("absent", "1.2-rev1"), ("migrated", "1.3-rev1"), ("migrated", "1.2-rev1")]
)
@pytest.mark.parametrize("point", [{"name": "app02"}, {"id": point_id("app02")}])
def test_a_mount_outlives_its_restore_point(controller, state, point, revision):
    recovery = {**VSPHERE, "restore_point": point, "api_version": revision}
    mounted = without_point(controller, recovery, point_id("app02"))
    result = controller.succeed(MODULE, {**recovery, "state": state})
    assert result["steps"] == [{"absent": "unmount", "migrated": "migrate"}[state]]
    assert result["restore_point"]["id"] == mounted["restore_point"]["id"]


def test_a_mount_is_found_by_the_id_of_a_restore_point_that_is_gone(controller):
    recovery = {**VSPHERE, "restore_point": {"id": point_id("app02")}}
    without_point(controller, recovery, point_id("app02"))
    unnamed = {key: value for key, value in recovery.items() if key != "vm_name"}
    assert controller.succeed(MODULE, {**unnamed, "state": "absent"})["steps"] == ["unmount"]
    assert controller.succeed(MODULE, {**unnamed, "state": "absent"})["changed"] is False
    assert "no restore point with the id" in controller.fail(MODULE, unnamed)["msg"]


def test_one_of_two_mounts_of_a_name_has_to_be_named(controller):
    start = controller.simulator.mark()
    mounted = controller.succeed(MODULE, VSPHERE)["mount"]
    twin = {**mounted, "id": "9d2f8f5e-4d64-4a3b-9b8f-5e5b0f4f6a01"}
    controller.simulator.seed(
        "restore/instantRecovery/vSphere/vm",
        objects=[
            {
                "id": twin["id"],
                "vmName": twin["vm_name"],
                "state": "Mounted",
                "sessionId": twin["session_id"],
                "spec": {
                    "restorePointId": twin["restore_point_id"],
                    "type": "OriginalLocation",
                    "secureRestore": {"antivirusScanEnabled": False},
                },
                "jobName": "",
                "restorePointDate": twin["restore_point_date"],
            }
        ],
    )
    failed = controller.fail(MODULE, {**VSPHERE, "state": "absent"})
    assert failed["error"]["kind"] == "AmbiguousName"
    assert "mount_id" in failed["msg"]
    named = {**VSPHERE, "mount_id": mounted["id"]}
    assert controller.succeed(MODULE, named)["changed"] is False
    assert controller.succeed(MODULE, {**named, "state": "absent"})["steps"] == ["unmount"]
    assert [one["id"] for one in controller.succeed(INFO, {})["mounts"]] == [twin["id"]]
    failed = controller.fail(MODULE, named)
    assert "There is no mount with the id" in failed["msg"]
    assert acts(controller, start) == {"InstantViVMRecoveryMount": 1, "InstantViVMRecoveryUnmount": 1}


def test_the_original_place_has_to_be_asked_for(controller):
    failed = controller.fail(MODULE, {"platform": "vsphere", "restore_point": {"name": "app02"}})
    assert "type=OriginalLocation" in failed["msg"]
    there = {"platform": "vsphere", "restore_point": {"name": "app02"}, "type": "OriginalLocation"}
    assert "already exists" in controller.fail(MODULE, there)["msg"]
    assert controller.succeed(MODULE, {**there, "state": "absent"})["steps"] == ["unmount"]
    assert controller.succeed(MODULE, {**there, "overwrite": True})["phase"] == "mounted"


def test_a_migration_before_since_does_not_count(controller):
    migrated = {**VSPHERE, "state": "migrated"}
    controller.succeed(MODULE, migrated)
    assert controller.succeed(MODULE, migrated, check=True)["steps"] == []
    later = {**migrated, "since": controller.simulator.later()}
    assert controller.succeed(MODULE, later, check=True)["steps"] == ["mount", "migrate"]


def test_a_backup_after_the_migration_does_not_begin_another_recovery(controller):
    migrated = {**VSPHERE, "state": "migrated"}
    controller.succeed(MODULE, migrated)
    now = controller.simulator.now()
    newest = next(one for one in restore_points(now) if one["id"] == point_id("app02"))
    tonight = {**newest, "id": str(uuid.uuid4()), "creationTime": now.isoformat()}
    controller.simulator.seed(RESTORE_POINTS, objects=[tonight])
    mark = controller.simulator.mark()
    failed = controller.fail(MODULE, migrated)
    assert failed["error"]["kind"] == "RecoveryBlocked"
    assert "was recovered before" in failed["msg"]
    assert "set since to the time of the incident" in failed["msg"]
    assert not acts(controller, mark)
    controller.simulator.later()
    anew = controller.succeed(MODULE, {**migrated, "since": now.isoformat()}, check=True)
    assert anew["steps"] == ["mount", "migrate"]
    drill = controller.succeed(MODULE, {**migrated, "again": "new_restore_point"}, check=True)
    assert (drill["steps"], drill["restore_point"]["id"]) == (["mount", "migrate"], tonight["id"])


@pytest.mark.parametrize("offset", ["-11:00", "+13:00"])
def test_the_time_zone_of_the_server_does_not_matter(controller, offset):
    controller.simulator.settings(utc_offset=offset)
    migrated = {**VSPHERE, "state": "migrated", "since": controller.simulator.later()}
    start = controller.simulator.mark()
    assert controller.succeed(MODULE, migrated)["steps"] == ["mount", "migrate"]
    assert controller.succeed(MODULE, migrated)["changed"] is False
    again = {**migrated, "since": controller.simulator.later()}
    assert controller.succeed(MODULE, again, check=True)["steps"] == ["mount", "migrate"]
    assert acts(controller, start)["InstantViVMRecoveryMount"] == 1


@pytest.mark.parametrize("speed", [0, 0.5])
def test_a_migration_without_a_task_session_is_done_once(controller, speed):
    """The session that the task started decides; where nothing shows it later, nothing is mounted again."""
    controller.succeed(MODULE, VSPHERE)
    controller.simulator.settings(lists_restores=False, speed=speed)
    start = controller.simulator.mark()
    result = controller.succeed(MODULE, {**VSPHERE, "state": "migrated"})
    assert (result["steps"], result["phase"], result["session"]["result"]) == (["migrate"], "migrated", "Success")
    assert acts(controller, start) == {"InstantViVMRecoveryMigrate": 1}


def test_what_may_have_been_migrated_by_a_session_without_tasks_is_not_mounted_again(controller):
    controller.simulator.settings(lists_restores=False)
    migrated = {**VSPHERE, "state": "migrated"}
    session = controller.succeed(MODULE, migrated)["session"]
    start = controller.simulator.mark()
    for check in (True, False):
        failed = controller.fail(MODULE, migrated, check=check)
        assert (failed["error"]["kind"], failed["error"]["session_id"]) == ("RecoveryBlocked", session["id"])
        assert "may be in production already" in failed["msg"]
    assert acts(controller, start) == {}
    assert controller.succeed(MODULE, {**migrated, "since": controller.simulator.later()}, check=True)["steps"] == [
        "mount",
        "migrate",
    ]


def test_a_dismount_that_fails_is_told_with_the_reason_and_done_by_the_next_run(controller):
    for recovery in (VSPHERE, HYPER_V, AZURE):
        controller.succeed(MODULE, recovery)
        controller.simulator.outcome({}, "fail", message="the datastore is busy", times=1)
        failed = controller.fail(MODULE, {**recovery, "state": "absent"})
        assert failed["error"]["kind"] == "SessionFailed"
        assert "the datastore is busy" in failed["msg"]
        assert controller.succeed(MODULE, {**recovery, "state": "absent"})["phase"] == "none"


@pytest.mark.parametrize("recovery", [VSPHERE, HYPER_V, AZURE], ids=lambda one: one["platform"])
def test_a_migration_that_fails_is_told_with_the_reason_and_begun_again_by_the_next_run(controller, recovery):
    controller.succeed(MODULE, recovery)
    controller.simulator.outcome({"type": "*Migration"}, "fail", message="no space left", times=1)
    failed = controller.fail(MODULE, {**recovery, "state": "migrated"})
    # On Hyper-V the response comes when it is over.
    assert failed["error"]["kind"] == ("ApiError" if recovery is HYPER_V else "SessionFailed")
    assert "no space left" in failed["msg"]
    assert recovery is HYPER_V or failed["error"]["log"]
    assert controller.succeed(MODULE, {**recovery, "state": "migrated"})["steps"] == ["migrate"]


def test_a_warning_of_a_migration_is_passed_on(controller):
    controller.simulator.outcome({"type": "QuickMigration"}, "warn", message="tags were not copied")
    result = controller.succeed(MODULE, {**VSPHERE, "state": "migrated"})
    assert result["phase"] == "migrated"
    assert [one for one in controller.warnings if "tags were not copied" in one]


def test_a_migration_that_hangs_ends_the_task_in_time_and_is_picked_up_by_the_next(controller):
    start = controller.simulator.mark()
    controller.simulator.outcome({"type": "QuickMigration"}, "hang")
    migrated = {**VSPHERE, "state": "migrated", "wait_timeout": 1}
    for _unused in range(2):
        failed = controller.fail(MODULE, migrated)
        assert failed["error"]["kind"] == "SessionTimedOut"
        assert failed["error"]["session"]["type"] == "QuickMigration"
        assert failed["error"]["session"]["id"] in failed["msg"]
        assert failed["error"]["log"]
    refused = controller.fail(MODULE, {**VSPHERE, "state": "absent"})
    assert "being migrated" in refused["msg"]
    assert acts(controller, start) == {"InstantViVMRecoveryMount": 1, "InstantViVMRecoveryMigrate": 1}


def test_a_task_that_does_not_wait_leaves_the_rest_to_the_next(controller):
    controller.simulator.settings(speed=0.5)
    migrated = {**VSPHERE, "state": "migrated"}
    started = controller.succeed(MODULE, {**migrated, "wait": False})
    assert started["steps"] == ["mount"]
    assert started["session"]["type"] == "InstantRecovery"
    assert controller.succeed(MODULE, migrated)["steps"] == ["migrate"]


SETTINGS_REFUSED = {
    "match": {"path": "*/switchoverSettings"},
    "times": None,
    "fault": {"kind": "status", "status": 403},
}


def test_a_restore_operator_recovers_to_azure_without_reading_what_only_administrators_may(controller):
    controller.simulator.faults(SETTINGS_REFUSED)
    controller.succeed(MODULE, AZURE)
    assert controller.succeed(MODULE, {**AZURE, "state": "migrated"})["steps"] == ["migrate"]
    for state in ("mounted", "migrated"):
        assert controller.succeed(MODULE, {**AZURE, "state": state})["changed"] is False
    settings = {"switchover_settings": {"type": "Manual"}}
    assert controller.fail(MODULE, {**AZURE, **settings, "state": "migrated"})["error"]["status"] == 403
    start = controller.simulator.mark()
    assert controller.succeed(MODULE, AZURE)["changed"] is False
    assert controller.succeed(MODULE, {**AZURE, "state": "absent"})["phase"] == "none"
    # What does not depend on the settings does not even ask for them.
    assert [seen for seen in controller.simulator.requests(start) if seen["path"].endswith("/switchoverSettings")] == []


def test_a_machine_in_azure_that_the_server_has_switched_over_and_cleaned_up_is_not_mounted_again(controller):
    start = controller.simulator.mark()
    switched = {**AZURE, "state": "switched_over"}
    assert controller.succeed(MODULE, switched)["steps"] == ["mount", "migrate", "switchover"]
    for state in ("mounted", "migrated", "switched_over"):
        again = controller.succeed(MODULE, {**AZURE, "state": state})
        assert (again["changed"], again["phase"]) == (False, "switched_over")
    assert acts(controller, start)["AzureInstantVMRecoveryMount"] == 1


def test_progress_is_shown(controller):
    controller.simulator.settings(speed=1)
    controller.succeed(MODULE, VSPHERE)
    assert [line for line in controller.progress if line.startswith("app02-recovered: ")]


def test_options_for_another_type_or_revision_are_refused_before_anything_is_sent(controller):
    start = controller.simulator.mark()
    there = {"platform": "vsphere", "restore_point": {"name": "app02"}, "type": "OriginalLocation"}
    assert "vm_name does not go with type=OriginalLocation" in controller.fail(MODULE, {**there, "vm_name": "x"})["msg"]
    scan = {"secure_restore": {"yara_scan_enabled": True}}
    assert "secure_restore.yara_scan_enabled does not exist" in controller.fail(MODULE, {**VSPHERE, **scan})["msg"]
    other = {**VSPHERE, "type": "OtherPlatform"}
    assert "type=OtherPlatform is not known in API revision 1.3-rev1" in controller.fail(MODULE, other)["msg"]
    assert "migration.host" in controller.fail(MODULE, {**VSPHERE, "state": "migrated", "migration": {}})["msg"]
    assert acts(controller, start) == {}
