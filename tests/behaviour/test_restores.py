# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restores that are one session long, on the simulator: done once, joined where under way, killed and gone on with."""

from __future__ import annotations

import re
import uuid

import pytest

from simulator.seeds import vbr_sessions
from simulator.seeds.vbr_backups import BUCKET, HOME, PROJECTS, object_id
from simulator.seeds.vbr_recovery_targets import RECOVERED
from simulator.seeds.vbr_restore_points import RESTORE_POINTS, point_id, restore_points, session_id
from simulator.vbr_sessions import COLLECTION as SESSIONS
from support.killing import acts, kills

MACHINES, UNSTRUCTURED = "veeam_vm_restore", "veeam_unstructured_restore"
REVISIONS = ["1.2-rev1", "1.3-rev0", "1.3-rev1", "1.3-rev2"]
VSPHERE = {
    "platform": "vsphere",
    "restore_point": {"name": "app02"},
    "vm_name": "app02-restored",
    "destination": {
        "host": {"name": "esx02.dr.example"},
        "folder": {"path": "vcenter01.dr.example/Recovered/Databases"},
    },
}
HYPER_V = {
    "platform": "hyperv",
    "restore_point": {"name": "hv-web01"},
    "vm_name": "hv-web01-restored",
    "destination": {"host": {"name": "hyperv01.dr.example"}},
}
CLOUD_DIRECTOR = {
    "platform": "cloud_director",
    "restore_point": {"name": "tenant-app01"},
    "vm_name": "tenant-app01-restored",
    "destination": {"vapp": {"name": "tenant-app"}},
}
SHARE = {"workload": "file_share", "restore_point": {"name": PROJECTS}, "destination": {"server": RECOVERED}}
STORAGE = {
    "workload": "object_storage",
    "restore_point": {"name": BUCKET},
    "destination": {"server": "s3.dr.example", "new_bucket_name": "restored"},
}
CASES = {
    "vsphere": (MACHINES, VSPHERE),
    "hyperv": (MACHINES, HYPER_V),
    "cloud_director": (MACHINES, CLOUD_DIRECTOR),
    "file_share": (UNSTRUCTURED, SHARE),
    "object_storage": (UNSTRUCTURED, STORAGE),
}
SINCE = {"hyperv": "1.3-rev0", "file_share": "1.3-rev1", "object_storage": "1.3-rev1"}
every_case = pytest.mark.parametrize("name", CASES)


def started(controller, since):
    """How many restores the server was asked for, and agreed to."""
    return sum(acts(controller, since).values())


@every_case
@pytest.mark.parametrize("revision", REVISIONS)
def test_a_restore_is_done_once(controller, name, revision):
    module, arguments = CASES[name]
    arguments = {**arguments, "api_version": revision}
    if revision < SINCE.get(name, ""):
        assert f"needs api_version {SINCE[name]}" in controller.fail(module, arguments)["msg"]
        return
    start = controller.simulator.mark()
    foreseen = controller.succeed(module, arguments, check=True)
    assert controller.writes(start) == []
    assert foreseen["session"] is None
    result = controller.succeed(module, arguments)
    assert result["changed"] is foreseen["changed"] is True
    for key in ("steps", "restore", "diff"):
        assert result[key] == foreseen[key]
    assert result["restore_point"]["id"] == foreseen["restore_point"]["id"]
    assert (result["phase"], result["session"]["result"]) == ("restored", "Success")
    again = controller.succeed(module, arguments)
    assert (again["changed"], again["steps"], again["restore"]) == (False, [], {})
    assert again["session"] == result["session"]
    assert started(controller, start) == 1


@every_case
@pytest.mark.parametrize("speed", [0, 0.5])
def test_killed_after_any_request_it_goes_on(controller, name, speed):
    module, arguments = CASES[name]

    def begin():
        controller.simulator.reset()
        controller.simulator.settings(speed=speed)
        return controller.simulator.mark()

    requests = 0
    for kill in kills(controller, module, arguments, begin):
        result = controller.succeed(module, arguments)
        assert result["phase"] == "restored"
        assert started(controller, kill.start) == 1
        assert controller.succeed(module, arguments)["changed"] is False
        requests = max(requests, kill.number)
    assert requests > 4


@every_case
def test_an_answer_that_is_lost_after_the_server_acted_is_done_without(controller, name):
    module, arguments = CASES[name]
    controller.simulator.settings(speed=0.3)
    start = controller.simulator.mark()
    path = "*/restore/unstructuredData/*" if module == UNSTRUCTURED else "*/restore/vmRestore/*"
    controller.simulator.faults({"match": {"method": "POST", "path": path}, "fault": {"kind": "lost_answer"}})
    result = controller.succeed(module, arguments)
    assert (result["phase"], result["changed"]) == ("restored", True)
    assert started(controller, start) == 1


@every_case
@pytest.mark.parametrize("speed", [0, 0.5])
def test_a_restore_is_done_once_where_the_server_has_no_task_sessions_of_restores(controller, name, speed):
    module, arguments = CASES[name]
    controller.simulator.settings(lists_restores=False, speed=speed)
    start = controller.simulator.mark()
    result = controller.succeed(module, arguments)
    assert (result["phase"], result["session"]["result"]) == ("restored", "Success")
    assert controller.succeed(module, arguments)["changed"] is False
    assert started(controller, start) == 1


@pytest.mark.parametrize("offset", ["-11:00", "+13:00"])
def test_the_time_zone_of_the_server_does_not_matter(controller, offset):
    controller.simulator.settings(utc_offset=offset)
    first = controller.simulator.later()
    start = controller.simulator.mark()
    assert controller.succeed(MACHINES, {**VSPHERE, "since": first})["changed"] is True
    assert controller.succeed(MACHINES, {**VSPHERE, "since": first})["changed"] is False
    assert (
        controller.succeed(MACHINES, {**VSPHERE, "since": controller.simulator.later(), "overwrite": True})["changed"]
        is True
    )
    assert started(controller, start) == 2


@every_case
def test_a_restore_that_fails_is_told_with_the_reason_and_may_be_tried_again(controller, name):
    module, arguments = CASES[name]
    controller.simulator.outcome({"type": "*Rest*"}, "fail", message="no space left", times=1)
    failed = controller.fail(module, arguments)
    assert "no space left" in failed["msg"]
    assert failed["error"]["session"]["result"] == "Failed"
    assert controller.succeed(module, arguments)["changed"] is True


@every_case
def test_a_restore_that_is_canceled_while_a_task_follows_it_fails_the_task(controller, name):
    module, arguments = CASES[name]
    controller.simulator.outcome({"type": "*Rest*"}, "cancel", times=1)
    controller.simulator.settings(speed=0.3)
    controller.succeed(module, {**arguments, "wait": False})
    # It joins what is under way.
    assert "was canceled" in controller.fail(module, arguments)["msg"]


@every_case
def test_warnings_are_outlives_task(controller, name):
    module, arguments = CASES[name]
    controller.simulator.outcome({"type": "*Rest*"}, "warn", message="an attribute was lost")
    assert controller.succeed(module, arguments)["session"]["result"] == "Warning"
    assert any("an attribute was lost" in one for one in controller.warnings)
    assert controller.succeed(module, arguments)["changed"] is False


@every_case
def test_a_restore_that_hangs_is_left_running_and_joined_by_the_next_task(controller, name):
    module, arguments = CASES[name]
    controller.simulator.outcome({"type": "*Rest*"}, "hang", times=1)
    start = controller.simulator.mark()
    late = controller.fail(module, {**arguments, "wait_timeout": 1})
    assert late["error"]["kind"] == "SessionTimedOut"
    assert "veeam_session" in late["msg"]
    again = controller.fail(module, {**arguments, "wait_timeout": 1})
    assert again["error"]["session"]["id"] == late["error"]["session"]["id"]
    assert started(controller, start) == 1


def test_without_waiting_the_task_ends_when_the_server_has_begun(controller):
    controller.simulator.settings(speed=1)
    first = controller.succeed(MACHINES, {**VSPHERE, "wait": False})
    assert (first["changed"], first["phase"]) == (True, "restoring")
    joined = controller.succeed(MACHINES, VSPHERE)
    assert (joined["changed"], joined["phase"]) == (False, "restored")
    assert joined["session"]["id"] == first["session"]["id"]


def test_since_decides_what_counts(controller):
    controller.succeed(MACHINES, VSPHERE)
    assert controller.succeed(MACHINES, {**VSPHERE, "since": "2026-01-14T13:30:00Z"})["changed"] is False
    later = {**VSPHERE, "since": controller.simulator.later(), "overwrite": True}
    again = controller.succeed(MACHINES, later)
    assert (again["changed"], again["phase"]) == (True, "restored")


def test_a_machine_of_the_same_name_on_another_platform_is_another_one(controller):
    there = {"type": "OriginalLocation", "overwrite": True}
    first = {"platform": "vsphere", "restore_point": {"name": "intranet01", "platform": "VMware"}, **there}
    assert controller.succeed(MACHINES, first)["changed"] is True
    second = {"platform": "hyperv", "restore_point": {"name": "intranet01", "platform": "HyperV"}}
    assert controller.succeed(MACHINES, {**second, "type": "OriginalLocation"})["changed"] is True
    assert controller.succeed(MACHINES, first)["changed"] is False


@pytest.mark.parametrize(
    ("module", "arguments", "words"),
    [
        (MACHINES, {"platform": "vsphere", "restore_point": {"name": "app02"}}, "Set vm_name or destination, or"),
        (UNSTRUCTURED, {"workload": "file_share", "restore_point": {"name": HOME}}, "Set destination, or"),
    ],
)
def test_the_original_is_overwritten_only_where_that_is_asked_for(controller, module, arguments, words):
    start = controller.simulator.mark()
    assert words in controller.fail(module, arguments)["msg"]
    assert controller.writes(start) == []
    original = controller.succeed(module, {**arguments, "type": "OriginalLocation", **OVER[module]})
    assert original["changed"] is True
    assert "destination" not in original["restore"]


OVER = {MACHINES: {"overwrite": True}, UNSTRUCTURED: {"overwrite_mode": "Overwrite"}}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"storage_policy": {"name": "Gold"}}, "storage_policy does not go with platform=vsphere"),
        (
            {"restore_point": {"name": "app01"}, "destination": None},
            "vm_name needs destination.folder on vSphere, and the folder of 'app01' was not found",
        ),
        (
            {"destination": {"host": {"name": "esx03.dr.example"}}},
            "the folder of 'app02' is in another datacenter than destination.host",
        ),
        ({"quick_rollback": True}, "quick_rollback"),
        ({"datastore": {"name": "datastore02"}}, "datastore"),
        ({"overwrite": True, "api_version": "1.3-rev0"}, "overwrite"),
        ({"network": {"name": "VM Network"}}, "network"),
        ({"network_disconnected": True, "api_version": "1.2-rev1"}, "network_disconnected also needs network:"),
        ({"network_disconnected": True}, "network_disconnected also needs network_mappings:"),
        ({"destination": {"vapp": {"name": "tenant-app"}}}, "destination.vapp does not go with platform=vsphere"),
        ({"type": "OriginalLocation"}, "vm_name"),
        ({"destination": {"host": {"name": "esx99"}, "folder": {"name": "Databases"}}}, "no host 'esx99'"),
        ({"restore_point": {"name": "db01", "after": "2099-01-01T00:00:00Z"}}, "None of the 3 restore points"),
        ({"restore_proxies": {"proxies": ["nobody"]}}, "VMware vSphere backup proxy 'nobody' not found"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_sent(controller, changes, words):
    start = controller.simulator.mark()
    assert words in controller.fail(MACHINES, {**VSPHERE, **changes})["msg"]
    assert controller.writes(start) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"overwrite_bucket_attributes": True}, "overwrite_bucket_attributes does not go with workload=file_share"),
        ({"destination": {"region_id": "x", "path": "y"}}, "destination.region_id"),
        ({"destination": {"server": "nowhere"}}, "Unstructured data server 'nowhere' not found"),
        ({"cold_storage_retrieval": {"mode": "AmazonBulk"}}, "1.3-rev2"),
        ({"type": "OriginalLocation"}, "destination"),
    ],
)
def test_what_cannot_be_with_shares_is_refused_before_anything_is_sent(controller, changes, words):
    start = controller.simulator.mark()
    assert words in controller.fail(UNSTRUCTURED, {**SHARE, **changes})["msg"]
    assert controller.writes(start) == []


def test_every_option_arrives(controller):
    proxies = {"auto_select_enabled": True}
    full = {
        **VSPHERE,
        "api_version": "1.3-rev2",
        "datastore": {"name": "datastore02"},
        "configuration_file_datastore": {"name": "datastore02"},
        "disk_mappings": [{"disk_name": "app02.vmdk", "datastore": {"name": "datastore01"}, "disk_type": "Thin"}],
        "network_mappings": [
            {
                "source_network": {"path": "vcenter01.dr.example/Datacenter01/VM Network"},
                "target_network": {"path": "vcenter01.dr.example/Isolated"},
            }
        ],
        "network_disconnected": False,
        "vm_tags_restore_enabled": True,
        "restore_proxies": proxies,
        "overwrite": False,
        "power_up": True,
        "reason": "test",
        "secure_restore": {"antivirus_scan_enabled": True, "virus_detection_action": "Ignore"},
    }
    sent = controller.succeed(MACHINES, full)["restore"]
    assert set(sent) - {"type"} == set(full) - {"platform", "restore_point", "api_version"}
    assert sent["network_mappings"][0]["target_network"]["name"] == "Isolated"
    for option in ("reason", "power_up", "overwrite", "vm_tags_restore_enabled", "restore_proxies"):
        assert sent[option] == full[option]


def test_malware_that_is_found_stops_the_restore_where_the_task_says_so(controller):
    infected = {**VSPHERE, "restore_point": {"name": "app01", "malware_status": ["Infected"]}}
    secure = {"secure_restore": {"antivirus_scan_enabled": True, "virus_detection_action": "AbortRecovery"}}
    start = controller.simulator.mark()
    assert "Malware was found in app01" in controller.fail(MACHINES, {**infected, **secure})["msg"]
    assert started(controller, start) == 1


def test_a_backup_after_the_restore_does_not_begin_another(controller):
    controller.succeed(MACHINES, VSPHERE)
    controller.simulator.later()
    now = controller.simulator.now()
    newest = next(one for one in restore_points(now) if one["id"] == point_id("app02"))
    tonight = {**newest, "id": str(uuid.uuid4()), "creationTime": now.isoformat()}
    controller.simulator.seed(RESTORE_POINTS, objects=[tonight])
    start = controller.simulator.mark()
    failed = controller.fail(MACHINES, VSPHERE)
    assert failed["error"]["kind"] == "RecoveryBlocked"
    assert "set since to the time of the incident" in failed["msg"]
    assert controller.writes(start) == []
    # As the message says.
    line = re.search('add this line to the task: since: "(.*?)"', failed["msg"])[1]
    assert controller.succeed(MACHINES, {**VSPHERE, "since": line}, check=True)["steps"] == ["restore"]
    drill = {**VSPHERE, "again": "new_restore_point", "overwrite": True}
    assert "add this line: again: new_restore_point" in failed["msg"]
    assert controller.succeed(MACHINES, drill)["restore_point"]["id"] == tonight["id"]
    assert controller.succeed(MACHINES, drill)["changed"] is False


def failed_session(machine):
    """The session that made the newest restore point of a machine: it warns, and its part for this machine failed."""
    result = {"result": "Warning", "message": "One machine failed", "isCanceled": False}
    session = {**vbr_sessions.SEEDS[SESSIONS][0], "id": session_id(machine), "result": result}
    part = {
        **vbr_sessions.SEEDS[vbr_sessions.TASKS][0],
        "id": str(uuid.uuid4()),
        "name": machine,
        "sessionId": session_id(machine),
        "restorePointId": point_id(machine),
        "result": {**result, "result": "Failed", "message": "Disk 2 could not be read"},
    }
    return session, part


@pytest.mark.parametrize("revision", ["1.2-rev1", "1.3-rev1"])
def test_a_restore_point_of_a_session_that_failed_is_passed_over(controller, revision):
    task = {**VSPHERE, "api_version": revision}
    assert controller.succeed(MACHINES, task, check=True)["restore_point"]["session_result"] == "unknown"
    session, part = failed_session("app02")
    controller.simulator.seed(SESSIONS, objects=[session])
    controller.simulator.seed(vbr_sessions.TASKS, objects=[part])
    chosen = controller.succeed(MACHINES, task, check=True)["restore_point"]
    assert chosen["id"] == point_id("app02", 2)
    (passed,) = chosen["passed_over"]
    assert passed["id"] == point_id("app02")
    assert "the session that created it failed (Disk 2 could not be read)" in passed["reason"]
    accepted = {**task, "restore_point": {"name": "app02", "require_successful_session": False}}
    chosen = controller.succeed(MACHINES, accepted, check=True)["restore_point"]
    assert (chosen["id"], chosen["session_result"]) == (point_id("app02"), "not_checked")


@pytest.mark.parametrize(
    ("point", "revision"),
    [
        ({"name": "app02"}, "1.2-rev1"),
        ({"object_id": object_id("app02")}, "1.3-rev1"),
        ({"id": point_id("app02")}, "1.3-rev2"),
    ],
)
def test_a_new_name_on_vsphere_goes_into_the_folder_of_the_original(controller, point, revision):
    task = {"platform": "vsphere", "restore_point": point, "vm_name": "app02-beside", "api_version": revision}
    result = controller.succeed(MACHINES, task)
    assert result["restore"]["destination"]["folder"]["name"] == "Production"
    assert controller.succeed(MACHINES, task)["changed"] is False


@pytest.mark.parametrize("options", [{"vm_tags_restore_enabled": True}, {"vm_name": "app02-beside"}])
def test_the_folder_of_the_original_goes_with_a_host_in_its_datacenter(controller, options):
    task = {
        "platform": "vsphere",
        "restore_point": {"name": "app02"},
        "destination": {"host": {"name": "esx02.dr.example"}},
        "overwrite": True,
        **options,
    }
    assert controller.succeed(MACHINES, task)["restore"]["destination"]["folder"]["object_id"] == "group-v31"
