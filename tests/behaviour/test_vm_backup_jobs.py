# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backup jobs of virtual machines: what they process, their schedules, what an update keeps, what is rejected."""

from __future__ import annotations

from unittest import mock

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.http.client import Client
from simulator.seeds.vbr_inventory import COLLECTION, node, virtual_machine

MODULE, JOB = "veeam_vm_backup_job", "Sample job"
WRONG_HOURS = {"monday": "x"}
STORAGE = {
    "repository": "Linux Repository 01",
    "retention_policy": {"type": "Days", "quantity": 14},
}
NEW = {"name": JOB, "type": "VSphereBackup", "objects": [{"name": "app02"}], "storage": STORAGE}
WEB, INTRANET = {"name": "web01"}, {"name": "intranet01"}


def job_of(controller, revision="1.3-rev1"):
    client = controller.client("vbr", revision)
    (job,) = client.get("/jobs", {"nameFilter": JOB})["data"]
    return job


def names(items):
    return [item["name"] for item in items]


@pytest.mark.parametrize(("revision", "kind"), [("1.2-rev1", "Backup"), ("1.3-rev2", "VSphereBackup")])
def test_objects_are_found_added_and_removed(controller, revision, kind):
    new = {**NEW, "type": kind, "api_version": revision}
    predicted = controller.succeed(MODULE, new, check=True)
    created = controller.succeed(MODULE, new)
    assert (created["changed"], predicted["diff"]) == (True, created["diff"])
    assert not controller.succeed(MODULE, new)["changed"]
    (first,) = created["job"]["objects"]
    assert (first["name"], first["type"], first["host_name"]) == ("app02", "VirtualMachine", "vcenter01.dr.example")

    more = {"name": JOB, "api_version": revision, "objects": [WEB], "excluded_objects": [INTRANET]}
    added = controller.succeed(MODULE, more)
    assert names(added["job"]["objects"]) == ["app02", "web01"]
    assert names(added["job"]["excluded_objects"]) == ["intranet01"]
    start = controller.simulator.mark()
    assert not controller.succeed(MODULE, more)["changed"]
    # What the job has already is not looked up again.
    assert [path for path in controller.simulator.requests(start) if "/inventory" in path["path"]] == []

    less = {"name": JOB, "api_version": revision, "objects": [WEB], "objects_mode": "remove"}
    assert names(controller.succeed(MODULE, less)["job"]["objects"]) == ["app02"]
    assert not controller.succeed(MODULE, less)["changed"]
    only = {"name": JOB, "api_version": revision, "objects": [WEB], "objects_mode": "replace"}
    assert names(controller.succeed(MODULE, only)["job"]["objects"]) == ["web01"]


WEEKLY = {"enabled": True, "weekly": {"enabled": True, "keep_for_number_of_weeks": 4, "desired_time": "Sunday"}}


def test_whether_gfs_restore_points_may_go_is_said_with_a_change_and_is_none_itself(controller):
    controller.succeed(MODULE, NEW)
    wanted = {"name": JOB, "storage": {"gfs_policy": WEEKLY}, "allow_old_gfs_points_retention": True}
    with mock.patch.object(Client, "write", autospec=True, side_effect=Client.write) as write:
        assert controller.succeed(MODULE, wanted)["changed"]
    (update,) = write.mock_calls
    assert (update.args[1], update.args[4]) == ("PUT", {"allowOldGfsPointsRetention": True})
    start = controller.simulator.mark()
    assert not controller.succeed(MODULE, wanted)["changed"]
    failed = controller.fail(MODULE, {**wanted, "api_version": "1.3-rev0"})
    assert "allow_old_gfs_points_retention does not exist in API revision 1.3-rev0" in failed["msg"]
    assert controller.writes(start) == []


@pytest.mark.parametrize(
    ("given", "other"), [("file_indexing", "application_aware"), ("application_aware", "file_indexing")]
)
def test_what_a_new_job_is_not_to_do_is_said_to_the_server(controller, given, other):
    job = controller.succeed(MODULE, {**NEW, "guest_processing": {given: {"enabled": False}}})["job"]
    assert job["guest_processing"][other]["enabled"] is False
    assert job["storage"]["backup_proxies"]["auto_select"] is True


def test_a_new_job_for_hyper_v_uses_the_proxies_of_its_hosts(controller):
    new = {**NEW, "type": "HyperVBackup", "objects": [{"name": "hv-web01"}]}
    assert controller.succeed(MODULE, new)["job"]["storage"]["backup_proxies"]["type"] == "OnHost"


ODD = "Nächtlich, \"A\" & 'B' / 50% *? #1 [x] {{ 7 }} \\"


def test_names_with_odd_characters_mean_themselves(controller):
    machine = virtual_machine("vm-901", ODD, {"HostsAndClusters": "host-10", "VmsAndTags": "tag-901"})
    tag = node("VSphere", machine["hostName"], "Tag", "tag-901", ODD, {"VmsAndTags": "category-1"})
    controller.simulator.seed(COLLECTION, objects=[machine, tag])
    controller.succeed(MODULE, {**NEW, "name": ODD.replace("*?", "xyz")})
    new = {**NEW, "name": ODD, "objects": [{"name": ODD}, {"name": ODD, "type": "Tag"}]}
    created = controller.succeed(MODULE, new)
    assert created["operation"] == "create"
    assert [item["object_id"] for item in created["job"]["objects"]] == ["vm-901", "tag-901"]
    assert not controller.succeed(MODULE, new)["changed"]
    (listed,) = controller.succeed("veeam_job_info", {"id": created["job"]["id"]})["jobs"]
    assert listed["name"] == ODD
    less = {"name": ODD, "objects": [{"name": ODD, "type": "Tag"}], "objects_mode": "remove"}
    assert names(controller.succeed(MODULE, less)["job"]["objects"]) == [ODD]
    assert controller.succeed("veeam_job", {"name": ODD, "state": "absent"})["changed"]
    assert not controller.succeed(MODULE, {**NEW, "name": ODD.replace("*?", "xyz")})["changed"]


def test_an_object_that_is_not_there_any_more_is_removed_all_the_same(controller):
    gone = {"name": "gone01", "type": "VirtualMachine", "host_name": "vcenter01.dr.example", "object_id": "vm-900"}
    controller.succeed(MODULE, {**NEW, "objects": [*NEW["objects"], gone]})
    less = {"name": JOB, "objects": [{"name": "GONE01"}], "objects_mode": "remove"}
    predicted = controller.succeed(MODULE, less, check=True)
    removed = controller.succeed(MODULE, less)
    assert (names(removed["job"]["objects"]), predicted["diff"]) == (["app02"], removed["diff"])
    assert not controller.succeed(MODULE, less)["changed"]
    assert not controller.succeed(MODULE, {**less, "objects": [{"path": "vcenter01.dr.example/Cluster09/gone01"}]})[
        "changed"
    ]
    assert "objects names no Host." in controller.fail(MODULE, {**less, "objects": [{"type": "Host"}]})["msg"]


def test_what_was_in_a_container_is_removed_when_it_is_nowhere_any_more(controller):
    gone = {"name": "gone01", "type": "VirtualMachine", "host_name": "vcenter01.dr.example", "object_id": "vm-900"}
    controller.succeed(MODULE, {**NEW, "objects": [*NEW["objects"], gone]})
    path = {"path": "vcenter01.dr.example/Datacenter01/Cluster01/gone01"}
    less = {"name": JOB, "objects": [path], "objects_mode": "remove"}
    assert names(controller.succeed(MODULE, less)["job"]["objects"]) == ["app02"]
    assert not controller.succeed(MODULE, less)["changed"]


def test_the_disks_of_a_machine_that_is_not_there_any_more_are_removed(controller):
    gone = {"name": "gone01", "type": "VirtualMachine", "host_name": "vcenter01.dr.example", "object_id": "vm-900"}
    disks = [{"machine": machine, "disks_to_process": "SystemOnly"} for machine in (gone, {"name": "app02"})]
    controller.succeed(MODULE, {**NEW, "disks": disks})
    less = {"name": JOB, "disks": [{"machine": {"name": "gone01"}}], "disks_mode": "remove"}
    start = controller.simulator.mark()
    predicted = controller.succeed(MODULE, less, check=True)
    removed = controller.succeed(MODULE, less)
    assert names([item["machine"] for item in removed["job"]["disks"]]) == ["app02"]
    assert removed["diff"] == predicted["diff"]
    assert not controller.succeed(MODULE, less)["changed"]
    assert [one for one in controller.simulator.requests(start) if "/inventory" in one["path"]] == []


def test_a_name_means_the_proxy_of_the_type_that_the_job_uses(controller):
    controller.succeed("veeam_proxy", {"host": "win-repo01.dr.example", "type": "ViProxy"})
    controller.succeed("veeam_proxy", {"host": "win-repo01.dr.example", "type": "HvProxy"})
    chosen = {"auto_select": False, "proxies": ["win-repo01.dr.example"]}
    new = {**NEW, "storage": {**STORAGE, "backup_proxies": chosen}}
    assert controller.succeed(MODULE, new)["job"]["storage"]["backup_proxies"]["proxies"] == ["win-repo01.dr.example"]
    assert not controller.succeed(MODULE, new)["changed"]
    (used,) = job_of(controller)["storage"]["backupProxies"]["proxyIds"]
    listed = {proxy["id"]: proxy["type"] for proxy in controller.succeed("veeam_proxy_info", {})["proxies"]}
    assert listed[used] == "ViProxy"
    wrong = {**NEW, "storage": {**STORAGE, "backup_proxies": {**chosen, "proxies": ["backup01.dr.example"]}}}
    message = controller.fail(MODULE, wrong)["msg"]
    assert "VMware vSphere backup proxy 'backup01.dr.example' not found. Available: " in message


def test_only_the_inventory_says_which_object_a_path_removes(controller):
    controller.succeed(MODULE, {**NEW, "objects": [WEB, *NEW["objects"]]})
    less = {"name": JOB, "objects_mode": "remove"}
    path = "vcenter01.dr.example/Datacenter01/Cluster01/app02"
    assert names(controller.succeed(MODULE, {**less, "objects": [{"path": path}]})["job"]["objects"]) == ["web01"]
    controller.succeed(MODULE, NEW)
    wrong = {**less, "objects": [{"path": "vcenter01.dr.example/Elsewhere/app02"}]}
    assert controller.fail(MODULE, wrong)["error"]["kind"] == "ObjectNotFound"


def test_an_update_keeps_what_the_task_does_not_give(controller):
    controller.succeed(
        MODULE, {**NEW, "schedule": {"run_automatically": True, "daily": {"enabled": True, "local_time": "22:00"}}}
    )
    controller.succeed("veeam_job", {"name": JOB, "state": "disabled"})
    before = job_of(controller)
    changed = controller.succeed(
        MODULE, {"name": JOB, "schedule": {"run_automatically": True, "retry": {"retry_count": 5}}}
    )
    assert [change["option"] for change in changed["changes"]] == ["schedule.retry.retry_count"]
    after = job_of(controller)
    assert after["isDisabled"] is True
    assert after["virtualMachines"] == before["virtualMachines"]
    assert after["storage"] == before["storage"]
    assert after["schedule"]["daily"] == before["schedule"]["daily"]


@pytest.mark.parametrize("revision", ["1.3-rev0", "1.3-rev1"])
def test_days_and_windows_are_written_as_the_revision_spells_them(controller, revision):
    window = {"monday": "20-24, 0-6", "sunday": ""}
    schedule = {
        "run_automatically": True,
        "daily": {"enabled": True, "local_time": "22:00", "daily_kind": "SelectedDays", "days": ["Monday", "Friday"]},
        "backup_window": {"enabled": True, "backup_window": window},
    }
    new = {**NEW, "api_version": revision, "schedule": schedule}
    created = controller.succeed(MODULE, new)
    assert created["job"]["schedule"]["backup_window"]["backup_window"]["monday"] == "0-6,20-24"
    assert created["job"]["schedule"]["daily"]["days"] == ["Monday", "Friday"]
    assert not controller.succeed(MODULE, new)["changed"]
    sent = job_of(controller, revision)["schedule"]
    monday = "monday" if revision == "1.3-rev0" else "Monday"
    assert sent["daily"]["days"][0] == monday
    hours = {day["day"]: day["hours"] for day in sent["backupWindow"]["backupWindow"]["days"]}
    assert hours[monday] == ",".join(["1"] * 6 + ["0"] * 14 + ["1"] * 4)
    assert len(hours) == 7


@pytest.mark.parametrize("state", ["present", "absent"])
def test_a_job_of_another_family_is_left_alone(controller, state):
    controller.simulator.seed("jobs", objects=[{"name": "Copies", "type": "BackupCopy"}])
    (copies,) = controller.client("vbr", "1.3-rev1").get("/jobs", {"nameFilter": "Copies"})["data"]
    start = controller.simulator.mark()
    for named in ({"name": "Copies"}, {"id": copies["id"]}):
        failed = controller.fail(MODULE, {**named, "state": state, "description": "Other"})
        assert "The job 'Copies' is of type BackupCopy, and this module is for" in failed["msg"]
    assert controller.writes(start) == []


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"objects": [{"name": "nowhere"}]}, "objects: the inventory has no VirtualMachine 'nowhere'. Available:"),
        ({"objects": [{"name": "web01", "type": "Tag"}]}, "the inventory has no Tag 'web01'"),
        ({"objects": [{"type": "Host"}]}, "objects names no Host. Set name, path or object_id."),
        ({"storage": {**STORAGE, "repository": "Nowhere"}}, "Backup repository 'Nowhere' not found. Available:"),
        ({"storage": {"repository": "Linux Repository 01"}}, "storage.retention_policy"),
        ({"schedule": {"daily": {"local_time": "22:00"}}}, "schedule.run_automatically, schedule.daily.enabled"),
        ({"type": "HyperVBackup"}, "the inventory has no VirtualMachine 'app02'"),
        ({"storage": {**STORAGE, "backup_proxies": {"type": "OnHost"}}}, "storage.backup_proxies.type does not"),
        (
            {
                "schedule": {
                    "run_automatically": True,
                    "continuously": {"enabled": True, "backup_window": {"monday": "x"}},
                }
            },
            "'x' is not a range of hours",
        ),
        (
            {"type": "HyperVBackup", "api_version": "1.2-rev1"},
            "type=HyperVBackup is not known in API revision 1.2-rev1",
        ),
        ({"objects": None}, "needs something to process, and with this task objects would be empty"),
    ],
)
def test_what_is_wrong_is_rejected_before_anything_is_sent(controller, given, words):
    start = controller.simulator.mark()
    assert words in controller.fail(MODULE, {**NEW, **given})["msg"]
    assert controller.writes(start) == []
