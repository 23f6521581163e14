# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files in backups of machines: looked at through a mount, which is gone afterwards whatever happens."""

from __future__ import annotations

import os
import signal

import pytest

from simulator.seeds.vbr_files import (
    BACKSLASH,
    CHANGED,
    DELETED,
    HALF_MOUNTED,
    LONG_NAME,
    MANY,
    MANY_FILES,
    MANY_FOLDER,
    NOT_COMPARED,
    NOT_MOUNTED,
    ODD_NAME,
    SITE,
)
from simulator.seeds.vbr_restore_points import point_id

INFO = "veeam_flr_info"
WINDOWS = {"restore_point": {"name": "web01"}}
LINUX = {"restore_point": {"name": "app01"}}


def names(found, key="items"):
    return [item["name"] for item in found[key]]


def test_a_windows_machine_is_browsed_from_its_drives(controller, no_mounts):
    found = controller.succeed(INFO, {**WINDOWS, "paths": ["/", "C:/Data", "C:\\inetpub\\wwwroot\\"]})
    by_name = {item["name"]: item for item in found["items"]}
    assert (by_name["C:"]["type"], by_name["C:"]["path"]) == ("Drive", "C:\\")
    assert {ODD_NAME, LONG_NAME, DELETED} <= {item["path"] for item in found["items"]}
    assert by_name["shortcut"]["type"] == "Link"
    # Spelled otherwise before 1.3-rev2.
    assert {item["state"] for item in found["items"]} == {"NotAvailable"}
    assert found["mounts"][0]["machine"] == "web01"
    assert found["restore_point"]["id"] == point_id("web01", 2)


def test_a_linux_machine_is_browsed_from_its_root(controller, no_mounts):
    found = controller.succeed(INFO, {**LINUX, "paths": ["/", "/srv/odd/"]})
    assert names(found) == ["etc", "srv", "back\\slash.txt", "locked.db"]
    assert found["items"][2]["path"] == BACKSLASH
    assert (
        controller.succeed(
            INFO,
            {
                **LINUX,
                "paths": ["/"],
                "api_version": "1.3-rev2",
                "mount_server": {"original_host": {"credentials": "svc-backup"}},
            },
        )["mounts"][0]["type"]
        == "Linux"
    )


def test_a_search_finds_all_and_each_once(controller, no_mounts):
    search = {"path": "C:\\", "pattern": "budget*"}
    found = controller.succeed(INFO, {**WINDOWS, "search": search})
    assert [item["path"] for item in found["search_results"]] == [
        "C:\\Data\\budget.xlsx",
        "C:\\Data\\2025\\budget.xlsx",
    ]
    flat = controller.succeed(INFO, {**WINDOWS, "search": {**search, "path": "C:\\Data", "recursive": False}})
    assert [item["path"] for item in flat["search_results"]] == ["C:\\Data\\budget.xlsx"]


def test_thousands_of_files_are_read_page_by_page(controller, no_mounts):
    start = controller.simulator.mark()
    point = {"restore_point": {"name": MANY, "id": point_id(MANY, 2)}}
    found = controller.succeed(
        INFO, {**point, "paths": [MANY_FOLDER], "search": {"path": MANY_FOLDER, "pattern": "*.dat"}}
    )
    assert len(set(names(found))) == len(set(names(found, "search_results"))) == MANY_FILES
    requests = [record["operation_id"] for record in controller.simulator.requests(start)]
    assert (requests.count("BrowseFlrMount"), requests.count("FlrBrowseSearchResult")) == (10, 10)
    assert f"Reading {MANY_FOLDER}: 3000 items" in controller.progress


def test_items_are_compared_with_production(controller, no_mounts):
    controller.simulator.settings(speed=1.0)
    found = controller.succeed(
        INFO, {**WINDOWS, "paths": [SITE, "C:\\Data"], "compare": True, "attributes_of": [CHANGED]}
    )
    states = {item["path"]: item["state"] for item in found["items"]}
    assert (states[DELETED], states[CHANGED], states[NOT_COMPARED]) == ("Deleted", "Changed", "FailedToCompare")
    assert states[ODD_NAME] == "Unchanged"
    assert any(f"items in {SITE} are left" in line for line in controller.progress)
    attributes = {one["name"]: one for one in found["attributes"][0]["attributes"]}
    assert attributes["Archive"] == {
        "name": "Archive",
        "in_backup": "True",
        "in_production": "True",
        "changed": False,
    }
    assert attributes["Size"] == {"name": "Size", "in_backup": "2048", "in_production": "2101", "changed": True}


def test_mounts_of_others_are_listed_and_looked_into_and_left_alone(controller):
    client = controller.client("vbr", "1.3-rev1")
    body = {"restorePointId": point_id("web01"), "type": "Windows", "mountMode": "Automatic"}
    other = client.write("POST", "/restore/flr", {**body, "autoUnmount": {"isEnabled": False}})["sessionId"]
    assert [mount["id"] for mount in controller.succeed(INFO, {"audit": True})["mounts"]] == [other]
    found = controller.succeed(INFO, {"mount_id": other, "paths": ["C:\\inetpub"], "audit": True})
    assert names(found) == ["logs", "wwwroot"]
    assert found["mounts"][0]["restored_items"] == []
    controller.succeed(INFO, {**WINDOWS, "paths": ["/"]})
    assert [mount["sessionId"] for mount in client.pages("/backupBrowser/flr")] == [other]
    another = client.write("POST", "/restore/flr", {**body, "autoUnmount": {"isEnabled": False}})["sessionId"]
    assert [mount["id"] for mount in controller.succeed(INFO, {"mount_id": another})["mounts"]] == [another]
    old = controller.succeed(INFO, {"mount_id": other, "api_version": "1.2-rev1", "paths": ["C:\\"]})
    assert old["mounts"][0]["machine"] == "web01"


def mounted_by_somebody(client, machine="web01", kind="Windows"):
    body = {"restorePointId": point_id(machine, 2), "type": kind, "mountMode": "Automatic"}
    return client.write("POST", "/restore/flr", {**body, "autoUnmount": {"isEnabled": False}})["sessionId"]


def test_what_was_restored_in_a_mount_is_returned_in_full(controller):
    client = controller.client("vbr", "1.3-rev1")
    other = mounted_by_somebody(client)
    begun = client.write(
        "POST", f"/backupBrowser/flr/{other}/restore", {"sourcePath": [DELETED, SITE], "restoreType": "Overwrite"}
    )
    while client.get(f"/tasks/{begun['id']}")["state"] != "Stopped":
        controller.simulator.advance(1)
    (mount,) = controller.succeed(INFO, {"mount_id": other, "audit": True})["mounts"]
    times = [(item.pop("started"), item.pop("finished")) for item in mount["restored_items"]]
    assert all(time[:10] == controller.simulator.now().isoformat()[:10] for pair in times for time in pair)
    same = {
        "status": "Succeeded",
        "target_host": "localhost",
        "restore_point_id": point_id("web01", 2),
        "initiator": "administrator",
    }
    assert mount["restored_items"] == [
        {
            **same,
            "path": DELETED,
            "type": "File",
            "size": 4096,
            "target_path": DELETED.rpartition("\\")[0] + "\\",
            "target_name": DELETED.rpartition("\\")[2],
        },
        {
            **same,
            "path": SITE,
            "type": "Folder",
            "size": 0,
            "target_path": "C:\\inetpub\\",
            "target_name": "wwwroot",
        },
    ]
    client.write("POST", f"/restore/flr/{other}/unmount")


def states_in(client, mount, folder):
    found = client.post_read(f"/backupBrowser/flr/{mount}/browse", {"path": folder})["items"]
    return {f"{folder}\\{item['name']}": item["itemState"] for item in found}


@pytest.mark.parametrize("fails", [False, True])
def test_a_comparison_in_the_mount_of_somebody_else_is_ended_again(controller, fails):
    client = controller.client("vbr", "1.3-rev2")
    other = mounted_by_somebody(client)
    compared = f"/backupBrowser/flr/{other}/compareToProduction"
    client.post_read(compared, {"isEnabled": True, "paths": [CHANGED]})
    before = {}
    while before.get(CHANGED) != "Changed":
        controller.simulator.advance(1)
        before = states_in(client, other, SITE)
    task = {"mount_id": other, "paths": [SITE], "compare": True, "api_version": "1.3-rev2", "wait_timeout": 3}
    if fails:
        controller.simulator.settings(speed=1000.0)
        assert controller.fail(INFO, task)["error"]["kind"] == "SessionTimedOut"
    else:
        states = {item["path"]: item["state"] for item in controller.succeed(INFO, task)["items"]}
        assert (states[CHANGED], states[DELETED]) == ("Changed", "Deleted")
    assert states_in(client, other, SITE) == before
    assert set(before.values()) == {"Changed", "NotAvailable"}
    client.write("POST", f"/restore/flr/{other}/unmount")


def test_a_comparison_that_the_server_refuses_is_not_ended(controller):
    client = controller.client("vbr", "1.3-rev1")
    other = mounted_by_somebody(client, "app01", "Linux")
    error = controller.fail(INFO, {"mount_id": other, "paths": ["/etc"], "compare": True})
    assert (error["error"]["kind"], "Only files of Windows machines" in error["msg"]) == ("InvalidOption", True)
    assert not controller.warnings
    client.write("POST", f"/restore/flr/{other}/unmount")


def test_what_could_not_be_mounted_becomes_a_warning(controller, no_mounts):
    controller.succeed(INFO, {"restore_point": {"name": HALF_MOUNTED}, "paths": ["/"]})
    assert any("was mounted with a problem: Volume E: is encrypted" in warning for warning in controller.warnings)
    controller.succeed(INFO, {"restore_point": {"name": NOT_MOUNTED}, "paths": ["/"]})
    assert any("could not be mounted: No volume could be mounted" in warning for warning in controller.warnings)


TREE = "vcenter01.dr.example"
APPLIANCES = {
    "vsphere": {
        "host": {"path": f"{TREE}/Datacenter01/Cluster01/esx01.dr.example"},
        "resource_pool": {"path": f"{TREE}/Cluster01/Recovered"},
        "network": {"name": "VM Network", "object_id": "network-81"},
    },
    "hyperv": {"host": "hv01.dr.example", "network": "External", "vlan_id": 7},
}


@pytest.mark.parametrize("revision", ["1.2-rev1", "1.3-rev0", "1.3-rev1", "1.3-rev2"])
@pytest.mark.parametrize("platform", APPLIANCES)
def test_a_linux_machine_is_mounted_to_a_helper_appliance(controller, no_mounts, platform, revision):
    """The simulator holds the body to the document of the revision."""
    address = {"address": "10.0.0.9", "default_gateway": "10.0.0.1", "subnet_mask": "255.255.255.0"}
    appliance = {platform: APPLIANCES[platform], "ipv4": address, "ftp_server_enabled": True}
    task = {**LINUX, "type": "Linux", "paths": ["/"], "mount_server": {"helper_appliance": appliance}}
    assert names(controller.succeed(INFO, {**task, "api_version": revision})) == ["etc", "srv"]


def test_in_check_mode_nothing_is_mounted(controller, no_mounts):
    start = controller.simulator.mark()
    found = controller.succeed(INFO, {**WINDOWS, "paths": [SITE]}, check=True)
    assert controller.writes(start) == []
    assert (found["items"], found["restore_point"]["id"]) == ([], point_id("web01", 2))
    assert any("nothing" in warning or "no restore point is mounted" in warning for warning in controller.warnings)


@pytest.mark.parametrize(
    ("arguments", "kind", "words"),
    [
        ({"paths": ["C:\\nothing"]}, "ObjectNotFound", "no folder 'C:\\nothing'"),
        ({"search": {"path": "D:\\nothing", "pattern": "x"}}, "ObjectNotFound", "Could not find a part of the path"),
        ({"paths": ["inetpub"]}, "InvalidOption", "does not begin with a drive"),
        ({"paths": ["C:\\inetpub\\..\\Windows"]}, "InvalidOption", "contains '.' or '..'"),
        ({"paths": ["\\\\web01\\C$"]}, "InvalidOption", "is a network or device path"),
        ({"paths": ["C:\\a|b"]}, "InvalidOption", "which no name on Windows can have"),
        ({"paths": ["C:\\" + "x" * 40000]}, "InvalidOption", "is longer than 32767 characters"),
        ({"attributes_of": ["C:\\"]}, "InvalidOption", "is a whole drive"),
        ({**LINUX, "paths": ["etc"]}, "InvalidOption", "is not an absolute path"),
        ({**LINUX, "paths": ["/" + "x" * 5000]}, "InvalidOption", "is longer than 4096 bytes"),
        ({**LINUX, "paths": ["/etc"], "compare": True}, "InvalidOption", "compare is for Windows machines"),
        ({**LINUX, "attributes_of": ["/etc/hosts"]}, "InvalidOption", "Only files of Windows machines"),
        ({}, "InvalidOption", "Set paths, search or attributes_of"),
        ({"restore_point": None, "paths": ["C:\\"]}, "InvalidOption", "set restore_point to what to mount"),
        ({"restore_point": None, "mount_id": point_id("x")}, "ObjectNotFound", "no file-level restore mount"),
        ({"restore_point": {"name": "nothing"}, "paths": ["/"]}, "ObjectNotFound", "No backup contains"),
        ({"paths": ["/"], "mount_server": {}}, "InvalidOption", "mount_server.server"),
        ({"paths": ["/"], "mount_server": {"helper_host": "x"}}, "InvalidOption", "helper_host does not exist"),
        ({"paths": ["/"], "mount_server": {"server": "x"}}, "ObjectNotFound", "Managed server 'x' not found"),
        (
            {"paths": ["/"], "mount_server": {"server": "x"}, "api_version": "1.2-rev1", "type": "Windows"},
            "InvalidOption",
            "mount_server does not exist in API revision 1.2-rev1",
        ),
        ({"paths": ["/"], "api_version": "1.2-rev1"}, "InvalidOption", "Set type to Windows or to Linux"),
        ({"paths": ["/"], "auto_unmount": {"no_activity_minutes": 0}}, "InvalidOption", "no_activity_minutes"),
        ({"restore_point": None, "audit": True, "api_version": "1.2-rev1"}, "", ""),
        (
            {**LINUX, "paths": ["/"], "mount_server": {"server": "x", "helper_host": "y"}},
            "InvalidOption",
            "exactly one",
        ),
        ({**LINUX, "paths": ["/"], "mount_server": {"original_host": {}}}, "ApiError", "no valid credentials"),
        ({**LINUX, "paths": ["/"], "api_version": "1.3-rev2"}, "InvalidOption", "also needs: mount_server"),
        (
            {
                **LINUX,
                "search": {"path": "/", "pattern": "x", "recursive": False},
                "api_version": "1.2-rev1",
                "type": "Linux",
            },
            "InvalidOption",
            "always searches subfolders",
        ),
    ],
)
def test_bad_input(controller, no_mounts, arguments, kind, words):
    given = {key: value for key, value in {**WINDOWS, **arguments}.items() if value is not None}
    if not kind:
        assert controller.succeed(INFO, given)["mounts"] == []
        return
    error = controller.fail(INFO, given)
    assert (error["error"]["kind"], words in error["msg"]) == (kind, True), error


def test_a_mount_that_somebody_removes_is_the_reason_of_the_failure(controller, no_mounts):
    controller.simulator.settings(speed=1.0)
    client = controller.client("vbr", "1.3-rev1")

    def remove(line: str) -> None:
        if line.startswith("The search"):
            for mount in client.pages("/backupBrowser/flr"):
                client.write("POST", f"/restore/flr/{mount['sessionId']}/unmount")

    error = controller.run(INFO, {**WINDOWS, "search": {"path": "C:\\", "pattern": "x"}}, watch=remove)
    assert error["error"]["kind"] == "SessionFailed"
    assert "has ended before this task was done" in error["msg"]


@pytest.mark.parametrize("outcome", ["fail", "cancel", "hang"])
def test_a_search_that_does_not_end_well(controller, no_mounts, outcome):
    controller.simulator.outcome({"type": "FlrSearch"}, outcome, message="The index is damaged")
    start = controller.simulator.mark()
    error = controller.fail(INFO, {**WINDOWS, "search": {"path": "C:\\", "pattern": "x"}, "wait_timeout": 5})
    stopped = [record for record in controller.simulator.requests(start) if record["operation_id"] == "StopTask"]
    assert len(stopped) == (outcome == "hang")
    expected = ("SessionTimedOut", "Set a longer wait_timeout") if outcome == "hang" else ("SessionFailed", "damaged")
    assert (error["error"]["kind"], expected[1] in error["msg"]) == (expected[0], True), error


SEARCH = {"search": {"path": "C:\\", "pattern": "x"}}


def searching(controller, start):
    """What the task did with its search, and with the mount."""
    done = [record["operation_id"] for record in controller.simulator.requests(start)]
    return [name for name in done if name in ("StopTask", "StopFlrMount")]


@pytest.mark.parametrize("fault", ["late", "unreadable", "signal"])
def test_a_search_whose_end_is_not_seen_is_stopped_before_its_mount_is_removed(controller, no_mounts, fault):
    controller.simulator.outcome({"type": "FlrSearch"}, "hang", times=1)
    start = controller.simulator.mark()
    controller.run(INFO, {**WINDOWS, **SEARCH, "wait_timeout": 20}, watch=disturbed(controller, fault))
    assert searching(controller, start) == ["StopTask", "StopFlrMount"]
    assert not controller.warnings


@pytest.mark.parametrize("fault", ["late", "unreadable", "signal"])
def test_a_search_that_cannot_be_stopped_keeps_its_mount_and_a_rerun_removes_it(controller, no_mounts, fault):
    controller.simulator.outcome({"type": "FlrSearch"}, "hang", times=1)
    refused = {"kind": "status", "status": 403}
    controller.simulator.faults({"match": {"operation_id": "StopTask"}, "fault": refused, "times": None})
    error = controller.run(INFO, {**WINDOWS, **SEARCH, "wait_timeout": 20}, watch=disturbed(controller, fault))
    (left,) = (mount["sessionId"] for mount in controller.client("vbr", "1.3-rev1").pages("/backupBrowser/flr"))
    if fault != "signal":
        assert (error["error"]["session_id"], "task" in error["error"]) == (left, True)
    warned = f"{left} was left open. The search for 'x' in 'C:\\' may still run in it."
    assert [warning for warning in controller.warnings if warned in warning]
    controller.succeed(INFO, {**WINDOWS, **SEARCH})


def test_a_search_that_still_runs_in_the_mount_of_somebody_else_is_named(controller):
    client = controller.client("vbr", "1.3-rev1")
    other = mounted_by_somebody(client)
    controller.simulator.outcome({"type": "FlrSearch"}, "hang", times=1)
    refused = {"kind": "status", "status": 403}
    controller.simulator.faults({"match": {"operation_id": "StopTask"}, "fault": refused, "times": None})
    error = controller.fail(INFO, {"mount_id": other, **SEARCH, "wait_timeout": 20})
    assert error["error"]["kind"] == "SessionTimedOut"
    warned = f"{other} is not of this task, and stays. The search for 'x' in 'C:\\' may still run in it."
    assert [warning for warning in controller.warnings if warned in warning]
    client.write("POST", f"/restore/flr/{other}/unmount")


def disturbed(controller, fault):
    """What happens to a task that waits for a search, beside that it comes too late."""

    def watch(line: str) -> None:
        if not line.startswith("The search"):
            return
        if fault == "signal":
            os.kill(os.getpid(), signal.SIGTERM)
        if fault == "unreadable":
            rule = {"kind": "status", "status": 500}
            controller.simulator.faults(
                {"match": {"path": "/api/v1/tasks/*", "method": "GET"}, "fault": rule, "times": 1}
            )

    return watch
