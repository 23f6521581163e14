# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restore of Azure VMs and of disks on the simulator: done once, joined where under way, killed and gone on with."""

from __future__ import annotations

import pytest

from simulator.seeds.azure_restore_points import point_id
from simulator.seeds.azure_virtual_machines import (
    ARCHIVED,
    DELETED,
    GROUP,
    LINUX,
    OTHER_GROUP,
    PROTECTED,
    SERVICE_ACCOUNT,
    SHARED_NAME,
    WINDOWS,
    vm_id,
)
from support.killing import acts, kills

MODULE, POLICY = "veeam_azure_vm_restore", "veeam_azure_vm_policy"
ACCOUNT = {"service_account": "DR Restore Account"}
BACK = {"restore_point": {"name": DELETED}, "location": "original", **ACCOUNT}
COPY = {
    "restore_point": {"name": LINUX},
    "name": "app-copy",
    "resource_group": OTHER_GROUP,
    "virtual_network": "vnet-dr",
    "subnet": {"name": "default"},
    **ACCOUNT,
}
DISKS_BACK = {
    "restore_point": {"name": LINUX},
    "scope": "disks",
    "location": "original",
    "excluded_disks": [f"{LINUX}_OsDisk"],
    **ACCOUNT,
}
DISK = {
    "restore_point": {"name": WINDOWS},
    "scope": "disks",
    "disks": [{"disk": f"{WINDOWS}_DataDisk_0", "name": "data-copy", "resource_group": OTHER_GROUP}],
    **ACCOUNT,
}
CASES = {"machine back": BACK, "machine copied": COPY, "disks back": DISKS_BACK, "disk copied": DISK}
every_case = pytest.mark.parametrize("name", CASES)


def started(controller, since):
    """How many restores the server was asked for, and agreed to."""
    done = acts(controller, since)
    return done["VirtualMachineRestorePoint_RestoreVm"] + done["VirtualMachineRestorePoint_RestoreDisk"]


def outcome(controller, result, **more):
    controller.simulator.outcome({"type": "Restore*"}, result, product="azure", **more)


@every_case
@pytest.mark.parametrize("revision", ["v8", "v8.1"])
def test_a_restore_is_done_once(controller, name, revision):
    arguments = {**CASES[name], "api_version": revision}
    start = controller.simulator.mark()
    foreseen = controller.succeed(MODULE, arguments, check=True)
    assert controller.writes(start) == []
    assert foreseen["session"] is None
    result = controller.succeed(MODULE, arguments)
    assert result["changed"] is foreseen["changed"] is True
    for key in ("steps", "restore", "diff"):
        assert result[key] == foreseen[key]
    assert result["restore_point"]["id"] == foreseen["restore_point"]["id"]
    assert (result["phase"], result["session"]["result"]) == ("restored", "Success")
    again = controller.succeed(MODULE, arguments)
    assert (again["changed"], again["steps"], again["restore"]) == (False, [], {})
    assert again["session"] == result["session"]
    assert started(controller, start) == 1


@every_case
@pytest.mark.parametrize("speed", [0, 0.5])
def test_killed_after_any_request_it_goes_on(controller, name, speed):
    def begin():
        controller.simulator.reset()
        controller.simulator.settings("azure", speed=speed)
        return controller.simulator.mark()

    requests = 0
    for kill in kills(controller, MODULE, CASES[name], begin):
        result = controller.succeed(MODULE, CASES[name])
        assert result["phase"] == "restored"
        assert started(controller, kill.start) == 1
        assert controller.succeed(MODULE, CASES[name])["changed"] is False
        requests = max(requests, kill.number)
    assert requests > 5


@every_case
def test_an_answer_that_is_lost_after_the_server_acted_is_done_without(controller, name):
    controller.simulator.settings("azure", speed=0.3)
    start = controller.simulator.mark()
    path = "*/restorePoints/virtualMachines/*/restore*"
    controller.simulator.faults(
        {"match": {"method": "POST", "path": path}, "fault": {"kind": "lost_answer"}}, product="azure"
    )
    result = controller.succeed(MODULE, CASES[name])
    assert (result["phase"], result["changed"]) == ("restored", True)
    assert started(controller, start) == 1


@every_case
def test_a_restore_that_fails_is_told_with_the_reason_and_may_be_tried_again(controller, name):
    outcome(controller, "fail", message="no quota left", times=1)
    failed = controller.fail(MODULE, CASES[name])
    assert "no quota left" in failed["msg"]
    assert failed["error"]["session"]["result"] == "Error"
    assert controller.succeed(MODULE, CASES[name])["changed"] is True


@every_case
def test_a_restore_that_is_canceled_while_a_task_follows_it_fails_the_task(controller, name):
    outcome(controller, "cancel", times=1)
    controller.simulator.settings("azure", speed=0.3)
    controller.succeed(MODULE, {**CASES[name], "wait": False})
    # It joins what is under way.
    assert "was canceled" in controller.fail(MODULE, CASES[name])["msg"]


@every_case
def test_warnings_are_outlives_task(controller, name):
    outcome(controller, "warn", message="a tag was lost")
    assert controller.succeed(MODULE, CASES[name])["session"]["result"] == "Warning"
    assert any("a tag was lost" in one for one in controller.warnings)
    assert controller.succeed(MODULE, CASES[name])["changed"] is False


@every_case
def test_a_restore_that_hangs_is_left_running_and_joined_by_the_next_task(controller, name):
    outcome(controller, "hang", times=1)
    start = controller.simulator.mark()
    late = controller.fail(MODULE, {**CASES[name], "wait_timeout": 1})
    assert late["error"]["kind"] == "SessionTimedOut"
    assert "veeam_azure_session" in late["msg"]
    again = controller.fail(MODULE, {**CASES[name], "wait_timeout": 1})
    assert again["error"]["session"]["id"] == late["error"]["session"]["id"]
    assert started(controller, start) == 1


@every_case
def test_a_newer_restore_point_alone_leads_to_no_second_restore(controller, name):
    first = controller.succeed(MODULE, CASES[name])
    # With a restored machine comes its protection.
    controller.succeed(POLICY, {"name": "Production VMs", "state": "started"})
    start = controller.simulator.mark()
    refused = controller.fail(MODULE, CASES[name])
    assert refused["error"]["kind"] == "RecoveryBlocked"
    assert refused["error"]["session_id"] == first["session"]["id"]
    assert "since" in refused["msg"]
    assert controller.fail(MODULE, CASES[name], check=True)["error"]["kind"] == "RecoveryBlocked"
    incident = first["restore_point"]["creation_time"]
    assert controller.succeed(MODULE, {**CASES[name], "since": incident})["changed"] is False
    drill = {**CASES[name], "again": "new_restore_point"}
    if drill.get("location") == "original":
        assert "would overwrite the original" in controller.fail(MODULE, drill)["msg"]
    else:
        assert controller.succeed(MODULE, drill, check=True)["steps"] == ["restore"]
    assert started(controller, start) == 0


RECENT = {
    "type": "RestoreVms",
    "status": "Success",
    "executionStartTime": "2099-01-01T00:00:00Z",
    "executionStopTime": "2099-01-01T01:00:00Z",
    "restoreJobInfo": {"reason": "somebody's restore"},
}


@pytest.mark.parametrize("reason", ["somebody's restore", "drill [opendr.veeam 0123456789ab]"])
def test_the_items_of_a_thousand_recent_restores_are_not_read(controller, reason):
    template = {**RECENT, "restoreJobInfo": {"reason": reason}}
    controller.simulator.seed("jobSessions", 1000, template=template, product="azure")
    start = controller.simulator.mark()
    assert controller.succeed(MODULE, BACK)["changed"] is True
    assert len(controller.simulator.requests(start)) < 60
    assert controller.succeed(MODULE, BACK)["changed"] is False


def test_the_items_of_restores_that_are_too_old_to_count_are_not_read(controller):
    times = {"executionStartTime": "2001-01-01T00:00:00Z", "executionStopTime": "2001-01-01T01:00:00Z"}
    controller.simulator.seed("jobSessions", 10, template={**RECENT, **times}, product="azure")
    start = controller.simulator.mark()
    assert controller.succeed(MODULE, {**BACK, "since": controller.simulator.later()})["changed"] is True
    assert [one for one in controller.simulator.requests(start) if one["path"].endswith("/restoredItems")] == []


def test_a_restore_is_known_though_its_machine_is_no_longer_protected(controller):
    point = controller.succeed(MODULE, BACK, check=True)["restore_point"]["id"]
    by_id = {**BACK, "restore_point": {"id": point}}
    assert controller.succeed(MODULE, by_id)["changed"] is True
    controller.simulator.seed(PROTECTED, objects=[{"id": vm_id(DELETED), "name": "renamed"}], product="azure")
    result = controller.succeed(MODULE, by_id)
    assert (result["changed"], result["restore_point"]["vm_id"]) == (False, None)


@pytest.mark.parametrize("others", [0, 1000])
def test_a_restore_by_a_person_counts(controller, appliance, others):
    # It has no marker: its items show what it restored.
    point = controller.succeed(MODULE, BACK, check=True)["restore_point"]["id"]
    body = {"reason": "by hand", "serviceAccountId": SERVICE_ACCOUNT}
    session = appliance.send("POST", f"/restorePoints/virtualMachines/{point}/restoreVirtualMachine", body)
    controller.simulator.seed("jobSessions", others, template=RECENT, product="azure")
    result = controller.succeed(MODULE, BACK)
    assert (result["changed"], result["session"]["id"]) == (False, session["id"])


def test_since_decides_what_counts(controller):
    controller.succeed(MODULE, BACK)
    assert controller.succeed(MODULE, {**BACK, "since": "2026-01-14T13:30:00Z"})["changed"] is False
    again = controller.succeed(MODULE, {**BACK, "since": controller.simulator.later()})
    assert (again["changed"], again["phase"]) == (True, "restored")


def test_without_waiting_the_task_ends_when_the_server_has_begun(controller):
    controller.simulator.settings("azure", speed=1)
    first = controller.succeed(MODULE, {**COPY, "wait": False})
    assert (first["changed"], first["phase"]) == (True, "restoring")
    joined = controller.succeed(MODULE, COPY)
    assert (joined["changed"], joined["phase"]) == (False, "restored")
    assert joined["session"]["id"] == first["session"]["id"]


def test_another_name_or_group_is_another_restore(controller):
    start = controller.simulator.mark()
    for changes in ({}, {"name": "app-copy-2"}, {"resource_group": GROUP}):
        assert controller.succeed(MODULE, {**COPY, **changes})["changed"] is True
    assert started(controller, start) == 3


def test_the_machine_is_there_afterwards(controller):
    wanted = {"vm_size": "Standard_E4s_v5", "region": "westeurope", "start_vm_after_restore": True}
    said = controller.succeed(MODULE, {**COPY, **wanted})["restore"]
    assert said == {
        "reason": "Restored with Ansible",
        "service_account": "DR Restore Account",
        "start_vm_after_restore": True,
        "name": "app-copy",
        "subscription": "DR Production",
        "resource_group": OTHER_GROUP,
        "region": "West Europe",
        "vm_size": "Standard_E4s_v5",
        "virtual_network": "vnet-dr",
        "subnet": {"name": "default"},
    }
    # As a selection it is found under its name.
    controller.succeed(POLICY, {"name": "Test VMs", "selected_items": {"virtual_machines": ["app-copy"]}})


def test_every_object_may_be_named(controller):
    arguments = {
        **COPY,
        "subscription": "DR Production",
        "region": "West Europe",
        "network_security_group": "nsg-dr",
        "subnet": {"name": "default", "address_space": "10.20.0.0/24", "network_security_group": "nsg-dr"},
        "availability_set": "as-dr",
        "disk_type": "Unmanaged",
        "source_service_account": "DR Backup Account",
        "os_disk": {"disk": f"{LINUX}_OsDisk", "name": "os", "storage_account": "drbackups01"},
        "data_disks": [{"disk": f"{LINUX}_DataDisk_0", "resource_group": OTHER_GROUP}],
    }
    arguments["resource_group"] = GROUP
    said = controller.succeed(MODULE, arguments)["restore"]
    assert said["availability_set"].endswith("/as-dr")
    assert said["os_disk"]["storage_account"] == "drbackups01"
    assert said["data_disks"][0]["name"] == f"{LINUX}_DataDisk_0"
    assert (said["service_account"], said["source_service_account"]) == ("DR Restore Account", "DR Backup Account")
    zoned = {**COPY, "name": "zoned", "availability_zone": "2"}
    assert controller.succeed(MODULE, zoned)["restore"]["availability_zone"] == "2"


def test_a_machine_in_the_way_is_told(controller):
    controller.succeed(MODULE, COPY)
    again = {**COPY, "since": controller.simulator.later()}
    assert "is already in the resource group" in controller.fail(MODULE, again)["msg"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"restore_point": {"name": LINUX}, **ACCOUNT}, "also needs: name, virtual_network, subnet"),
        ({**BACK, "name": "other"}, "scope=machine and location=original does not take name"),
        ({**COPY, "resource_group": "nowhere"}, "Resource group 'nowhere' not found. Available: 'rg-dr-prod'"),
        ({**COPY, "vm_size": "Huge"}, "Size of virtual machines 'Huge' not found"),
        ({**COPY, "virtual_network": "none"}, "Virtual network 'none' not found"),
        ({**COPY, "availability_zone": "9"}, "Availability zone '9' not found"),
        ({**COPY, "service_account": "nobody"}, "Service account 'nobody' not found"),
        ({**DISK, "disks": [{"disk": "none", "name": "copy"}]}, "Disk in the restore point 'none' not found"),
        (
            {**DISKS_BACK, "excluded_disks": [f"{LINUX}_OsDisk", f"{LINUX}_DataDisk_0"]},
            "excluded_disks leaves nothing to restore",
        ),
        ({**BACK, "restore_point": {"name": SHARED_NAME}}, "are named 'web-linux02'"),
        ({**BACK, "restore_point": {"name": "nothing"}}, "There is no protected Azure VM 'nothing'"),
        ({**BACK, "restore_point": {"id": point_id(LINUX)}}, "it is corrupted"),
        ({**BACK, "restore_point": {"id": point_id(ARCHIVED)}}, "must be retrieved first"),
        ({**BACK, "since": "yesterday"}, "yesterday"),
    ],
)
@pytest.mark.parametrize("check", [False, True])
def test_what_cannot_be_is_refused_and_named(controller, arguments, words, check):
    start = controller.simulator.mark()
    assert words in controller.fail(MODULE, arguments, check=check)["msg"]
    assert controller.writes(start) == []
