# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of Azure VMs: looked for, restored once, and what goes wrong; no session is left open whatever happens."""

from __future__ import annotations

from datetime import timedelta

import pytest

from simulator.seeds.azure_restore_points import RESTORE_POINTS, point_id, restore_points
from simulator.seeds.azure_virtual_machines import (
    ARCHIVED,
    LINUX,
    LOCKED,
    OTHER_GROUP,
    PROTECTED,
    SHARED_NAME,
    UNTOUCHED_OWNER,
    WINDOWS,
    vm_id,
)

RESTORE, INFO = "veeam_azure_flr_restore", "veeam_azure_flr_info"
HOSTS, REPORT = "/etc/hosts", "/accountingdata/report_1.txt"
POINT = {"restore_point": {"name": LINUX}}
FILES = {**POINT, "items": [HOSTS, REPORT], "service_account": "DR Restore Account"}
REPORTS = {
    **POINT,
    "search": {"path": "/accountingdata", "pattern": "report_1", "limit": 2},
    "service_account": "DR Restore Account",
}
KEPT = ["/accountingdata/restored-report_1.txt", "/etc/restored-hosts"]
FOUND = sorted(
    f"/accountingdata/{path}"
    for path in (
        "restored-report_1.txt",
        "restored-report_10.txt",
        "2025/restored-report_11.txt",
        "2025/restored-report_12.txt",
        "2025/q1/restored-report_13.txt",
    )
)


# --- Looking. ---


def test_folders_are_listed_and_searched_to_the_last_page(controller, appliance):
    search = {"path": "/", "pattern": "report_1", "limit": 2}
    found = controller.succeed(INFO, {**POINT, "paths": ["/etc", "/billingdata"], "search": search})
    assert [one["path"] for one in found["items"]] == [
        "/etc/app",
        "/etc/fstab",
        HOSTS,
        "/billingdata/invoice_7.pdf",
        "/billingdata/report_15.txt",
    ]
    assert len(found["search_results"]) == len({one["path"] for one in found["search_results"]}) == 6
    assert found["search_results"][-1]["path"] == "/billingdata/report_15.txt"
    assert found["restore_point"]["id"] == point_id(LINUX, 2)
    assert found["changed"] is False


@pytest.mark.parametrize("limit", [1, 3, 6, 7, 200])
def test_every_page_size_finds_the_same(controller, appliance, limit):
    search = {"path": "/", "pattern": "report_1", "limit": limit}
    hits = controller.succeed(INFO, {**POINT, "search": search})["search_results"]
    assert len({one["path"] for one in hits}) == len(hits) == 6


def test_a_windows_machine_is_browsed_from_its_drives(controller, appliance):
    point = {"restore_point": {"name": WINDOWS}}
    root = controller.succeed(INFO, {**point, "paths": ["/"]})["items"]
    assert [one["path"] for one in root] == ["C:"]
    below = controller.succeed(INFO, {**point, "paths": ["C:\\Data"], "search": {"path": "C:/", "pattern": "ledger"}})
    assert [one["path"] for one in below["items"]] == ["C:\\Data\\2025", "C:\\Data\\ledger.xlsx"]
    assert [one["path"] for one in below["search_results"]] == ["C:/Data/2025/ledger.xlsx", "C:/Data/ledger.xlsx"]


def test_in_check_mode_no_session_is_opened_to_look(controller, appliance):
    start = controller.simulator.mark()
    found = controller.succeed(INFO, {**POINT, "paths": ["/etc"]}, check=True)
    assert controller.writes(start) == []
    assert (found["items"], found["search_results"], found["restore_point"]["id"]) == ([], [], point_id(LINUX, 2))
    assert any("no file-level restore session is opened" in one for one in controller.warnings)


@pytest.mark.parametrize("module", [INFO, RESTORE])
@pytest.mark.parametrize(
    ("arguments", "kind", "words"),
    [
        ({"search": {"path": "/nothing", "pattern": "x"}}, "ObjectNotFound", "no folder '/nothing'"),
        ({"search": {"path": "etc", "pattern": "x"}}, "InvalidOption", "search.path='etc' is not an absolute path"),
        ({"search": {"path": "/", "pattern": " "}}, "InvalidOption", "search.pattern is empty"),
        ({"search": {"path": "/", "pattern": "x", "limit": 0}}, "InvalidOption", "search.limit"),
        ({"restore_point": {"name": SHARED_NAME}}, "AmbiguousName", OTHER_GROUP),
        ({"restore_point": {"name": "nothing"}}, "ObjectNotFound", "There is no protected Azure VM 'nothing'"),
        ({"restore_point": {"id": point_id(LINUX)}}, "NoRestorePoint", "it is corrupted"),
        ({"restore_point": {"id": point_id(ARCHIVED)}}, "NoRestorePoint", "must be retrieved first"),
        ({"restore_point": {"name": LINUX, "policy": "Test VMs"}}, "NoRestorePoint", "policy 'Production VMs'"),
        ({"restore_point": {"name": LINUX, "before": "soon"}}, "InvalidOption", "not a date and time"),
    ],
)
def test_bad_input(controller, appliance, module, arguments, kind, words):
    base = {**POINT, "search": {"path": "/etc", "pattern": "hosts"}}
    if module == RESTORE:
        base["service_account"] = "DR Restore Account"
    error = controller.fail(module, {**base, **arguments})
    assert (error["error"]["kind"], words in error["msg"]) == (kind, True), error


@pytest.mark.parametrize(
    ("arguments", "kind", "words"),
    [
        ({"items": ["etc/hosts"]}, "InvalidOption", "items='etc/hosts' is not an absolute path"),
        ({"items": []}, "InvalidOption", "items is empty"),
        ({"alternative_path": "x"}, "InvalidOption", "alternative_path='x'"),
        ({"since": "once"}, "InvalidOption", "not a date and time"),
        ({"service_account": "nobody"}, "ObjectNotFound", "Service account 'nobody' not found"),
        ({"items": None, "search": {"path": "/etc", "pattern": "nothing"}}, "ObjectNotFound", "found nothing"),
    ],
)
def test_bad_input_of_restores(controller, appliance, arguments, kind, words):
    error = controller.fail(RESTORE, {**FILES, **arguments})
    assert (error["error"]["kind"], words in error["msg"]) == (kind, True), error


def test_a_folder_that_is_not_there_to_look_into(controller, appliance):
    error = controller.fail(INFO, {**POINT, "paths": ["/etc", "/nothing"]})
    assert (error["error"]["kind"], error["error"]["path"]) == ("ObjectNotFound", "/nothing")


# --- Restoring. ---


def test_items_are_restored_once(controller, appliance):
    start = controller.simulator.mark()
    predicted = controller.succeed(RESTORE, FILES, check=True)
    assert controller.writes(start) == []
    first = controller.succeed(RESTORE, FILES)
    assert (first["changed"], [one["status"] for one in first["items"]]) == (True, ["Success", "Success"])
    assert (predicted["changed"], predicted["diff"]) == (True, first["diff"])
    assert [one["status"] for one in predicted["items"]] == ["ToRestore", "ToRestore"]
    assert appliance.restored() == KEPT
    start = controller.simulator.mark()
    again = controller.succeed(RESTORE, FILES)
    assert (again["changed"], [one["status"] for one in again["items"]]) == (False, ["Present", "Present"])
    assert controller.succeed(RESTORE, FILES, check=True)["changed"] is False
    assert controller.writes(start) == []
    assert appliance.restored() == KEPT


def test_a_task_with_other_items_is_another_task(controller, appliance):
    # The server lists directories, so what another task restored in one is not known.
    controller.succeed(RESTORE, {**FILES, "items": [HOSTS]})
    result = controller.succeed(RESTORE, {**FILES, "items": [REPORT, HOSTS]})
    assert [one["status"] for one in result["items"]] == ["Success", "Success"]
    assert result["diff"]["before"] == {"restored": []}


def test_a_status_that_lists_only_some_items_is_not_the_end(controller, appliance):
    # At this speed the first item ends, and the second is listed only later.
    controller.simulator.settings(product="azure", speed=4)
    assert [one["status"] for one in controller.succeed(RESTORE, FILES)["items"]] == ["Success", "Success"]
    assert appliance.restored() == KEPT
    assert controller.succeed(RESTORE, FILES)["changed"] is False


@pytest.mark.parametrize("speed", [1, 40])
def test_a_page_that_is_still_shown_is_not_the_last_of_a_search(controller, appliance, speed):
    controller.simulator.settings(product="azure", speed=speed)
    hits = controller.succeed(INFO, {**POINT, "search": {"path": "/", "pattern": "report_1", "limit": 2}})[
        "search_results"
    ]
    assert len({one["path"] for one in hits}) == len(hits) == 6


def test_which_files_of_a_directory_were_restored_is_not_listed(controller, appliance):
    some = {**FILES, "items": [HOSTS, "/etc/nothing", REPORT]}
    controller.fail(RESTORE, some)
    error = controller.fail(RESTORE, some)
    assert any("'/etc/hosts', '/etc/nothing'" in one and "restored again beside" in one for one in controller.warnings)
    assert [one["path"] for one in error["error"]["items"]] == [HOSTS, "/etc/nothing"]
    assert appliance.restored() == sorted([*KEPT, "/etc/restored-hosts"])


def test_files_are_not_overwritten_twice_because_others_of_their_directory_failed(controller, appliance):
    some = {**FILES, "items": [HOSTS, "/etc/nothing", REPORT], "restore_type": "Overwrite"}
    controller.fail(RESTORE, some)
    start = controller.simulator.mark()
    for check in (False, True):
        error = controller.fail(RESTORE, some, check=check)
        assert (error["error"]["kind"], error["error"]["items"]) == ("RecoveryBlocked", [HOSTS, "/etc/nothing"])
        assert "set since to a time after" in error["msg"]
    assert controller.writes(start) == []
    again = {**some, "since": controller.simulator.now().isoformat()}
    assert controller.fail(RESTORE, again)["error"]["kind"] == "NotConverged"
    assert appliance.restored() == sorted([HOSTS, REPORT] * 2)


@pytest.mark.parametrize("item", ["/accountingdata", "/accountingdata/", "//accountingdata"])
def test_what_lies_in_a_folder_comes_with_it(controller, appliance, item):
    result = controller.succeed(RESTORE, {**FILES, "items": [REPORT, item, HOSTS, HOSTS]})
    assert [one["path"] for one in result["items"]] == [item, HOSTS]
    assert appliance.restored() == ["/etc/restored-hosts", "/restored-accountingdata"]


def test_beside_the_original_or_in_its_place(controller, appliance):
    controller.succeed(RESTORE, FILES)
    overwrite = {**FILES, "restore_type": "Overwrite", "reason": "Undo"}
    assert controller.succeed(RESTORE, overwrite)["changed"] is True
    assert appliance.restored() == sorted([*KEPT, HOSTS, REPORT])
    assert controller.succeed(RESTORE, overwrite)["changed"] is False
    reason = appliance.sessions()[0]["fileLevelRestoreJobInfo"]["reason"]
    assert reason.startswith("Undo [opendr.veeam ")


def test_the_list_of_a_folder_with_many_files_is_read_whole(controller, appliance):
    folder = {**FILES, "items": ["/accountingdata/2025"], "restore_type": "Overwrite"}
    session = controller.succeed(RESTORE, folder)["session_id"]
    # Every page of them looks like the one before.
    files = f"jobSessions/{session}/fileLevelRestoredItems"
    controller.simulator.seed(files, 1200, template={"filePath": "/accountingdata/2025"}, product="azure")
    assert controller.succeed(RESTORE, folder)["changed"] is False
    (listed,) = controller.succeed("veeam_azure_session_info", {"id": session, "session_items": True})["sessions"]
    assert len(listed["restored_files"]) == 1204


def test_what_a_search_finds_is_restored_once(controller, appliance):
    start = controller.simulator.mark()
    predicted = controller.succeed(RESTORE, REPORTS, check=True)
    assert controller.writes(start) == []
    result = controller.succeed(RESTORE, REPORTS)
    assert (predicted["changed"], predicted["diff"]) == (True, result["diff"])
    assert (result["changed"], {one["status"] for one in result["items"]}) == (True, {"Success"})
    assert appliance.restored() == FOUND
    again = controller.succeed(RESTORE, REPORTS)
    assert (again["changed"], {one["status"] for one in again["items"]}) == (False, {"Present"})
    predicted = controller.succeed(RESTORE, REPORTS, check=True)
    assert (predicted["changed"], predicted["diff"]) == (False, again["diff"])
    assert appliance.restored() == FOUND


def test_items_and_a_search_together(controller, appliance):
    both = {**REPORTS, "items": [HOSTS, REPORT]}
    assert len(controller.succeed(RESTORE, both)["items"]) == 6
    assert controller.succeed(RESTORE, both)["changed"] is False
    assert appliance.restored() == sorted([*FOUND, "/etc/restored-hosts"])


def test_a_folder_that_the_search_finds_brings_what_is_named_in_it(controller, appliance):
    search = {"path": "/accountingdata", "pattern": "2025", "traverse": False}
    both = {**REPORTS, "search": search, "items": ["/accountingdata/2025/report_11.txt", HOSTS]}
    predicted, result = controller.succeed(RESTORE, both, check=True), controller.succeed(RESTORE, both)
    assert [one["path"] for one in result["items"]] == [HOSTS, "/accountingdata/2025"]
    assert predicted["diff"] == result["diff"]
    assert appliance.restored() == ["/accountingdata/restored-2025", "/etc/restored-hosts"]


def test_a_directory_that_is_gone(controller, appliance):
    gone = {**FILES, "items": [HOSTS, "/billingdata/report_15.txt"]}
    error = controller.fail(RESTORE, gone)
    assert (error["error"]["kind"], error["error"]["status"]) == ("RecoveryBlocked", 500)
    assert "'/billingdata/report_15.txt'" in error["msg"]
    assert "Set alternative_path" in error["msg"]
    elsewhere = {**gone, "alternative_path": "/auditdata"}
    assert controller.succeed(RESTORE, elsewhere)["changed"] is True
    assert controller.succeed(RESTORE, elsewhere)["changed"] is False
    assert appliance.restored() == ["/auditdata/restored-report_15.txt", "/etc/restored-hosts"]


def test_what_fails_is_told_with_its_log_and_tried_again_alone(controller, appliance):
    arguments = {**FILES, "items": [HOSTS, LOCKED, "/nothing"]}
    for _run in range(2):
        error = controller.fail(RESTORE, arguments)
        assert error["error"]["kind"] == "NotConverged"
        assert f"{LOCKED} (Failed): Restoring {LOCKED}; [Error] {LOCKED} is in use by another process" in error["msg"]
        assert "/nothing was not found in the restore point" in error["msg"]
    assert [one["path"] for one in error["error"]["items"]] == [LOCKED, "/nothing"]
    assert appliance.restored() == ["/etc/restored-hosts"]


def test_a_warning_is_passed_on(controller, appliance):
    result = controller.succeed(RESTORE, {**FILES, "items": [UNTOUCHED_OWNER]})
    assert result["items"][0]["status"] == "Warning"
    assert any(f"The owner of {UNTOUCHED_OWNER} was not restored" in one for one in controller.warnings)
    assert controller.succeed(RESTORE, {**FILES, "items": [UNTOUCHED_OWNER]})["changed"] is False


@pytest.mark.parametrize("revision", ["v8", "v8.1"])
def test_answers_that_come_later(controller, appliance, revision):
    controller.simulator.settings(product="azure", asynchronous=True)
    assert controller.succeed(RESTORE, {**FILES, "api_version": revision})["changed"] is True
    assert controller.succeed(RESTORE, {**FILES, "api_version": revision})["changed"] is False
    assert len(controller.succeed("veeam_azure_vm_info", {"sync": True})["vms"]) == 7


def test_progress_is_shown(controller, appliance):
    controller.succeed(RESTORE, FILES)
    assert "Restoring files: 2 of 2 done" in controller.progress


# --- When a restore counts. ---


def newer_point(controller) -> str:
    """A backup that ran just now."""
    now = controller.simulator.now()
    point = next(one for one in restore_points(now) if one["id"] == point_id(LINUX, 3))
    newer = {**point, "id": point_id(LINUX, 9), "pointInTime": now.isoformat()}
    controller.simulator.seed(RESTORE_POINTS, objects=[newer], product="azure")
    return str(newer["id"])


def test_a_newer_restore_point_is_no_reason_to_restore_anew(controller, appliance):
    began = controller.simulator.now().isoformat()
    controller.succeed(RESTORE, FILES)
    found = [one["path"] for one in controller.succeed(RESTORE, REPORTS)["items"]]
    newer_point(controller)
    start = controller.simulator.mark()
    error = controller.fail(RESTORE, FILES)
    assert controller.fail(RESTORE, FILES, check=True)["error"] == error["error"]
    assert controller.writes(start) == []
    assert (error["error"]["kind"], sorted(error["error"]["items"])) == ("RecoveryBlocked", sorted([HOSTS, REPORT]))
    assert "set since to the time of the incident" in error["msg"]
    assert controller.fail(RESTORE, REPORTS)["error"]["items"] == found
    assert controller.succeed(RESTORE, {**FILES, "since": began})["changed"] is False
    later = {**FILES, "since": controller.simulator.now().isoformat()}
    assert controller.succeed(RESTORE, later)["changed"] is True
    assert controller.succeed(RESTORE, later)["changed"] is False
    assert appliance.restored() == sorted([*KEPT * 2, *FOUND])


@pytest.mark.parametrize("since", [{}, {"since": "2026-01-01T00:00:00Z"}], ids=["no time", "since"])
def test_another_restore_point_by_its_id_is_another_restore(controller, appliance, since):
    controller.succeed(RESTORE, FILES)
    older = {**FILES, **since, "restore_point": {"id": point_id(LINUX, 4)}}
    result = controller.succeed(RESTORE, older)
    assert (result["changed"], result["restore_point"]["id"]) == (True, point_id(LINUX, 4))
    assert controller.succeed(RESTORE, older)["changed"] is False


def test_a_restore_is_known_though_its_machine_is_no_longer_protected(controller, appliance):
    by_id = {**FILES, "restore_point": {"id": point_id(LINUX, 3)}}
    assert controller.succeed(RESTORE, by_id)["changed"] is True
    controller.simulator.seed(PROTECTED, objects=[{"id": vm_id(LINUX), "name": "renamed"}], product="azure")
    result = controller.succeed(RESTORE, by_id)
    assert (result["changed"], result["restore_point"]["vm_id"]) == (False, None)


def test_a_limit_of_time_means_one_restore_point(controller, appliance):
    controller.succeed(RESTORE, FILES)
    limit = (controller.simulator.now() - timedelta(hours=20)).isoformat()
    before = {**FILES, "restore_point": {"name": LINUX, "before": limit}}
    result = controller.succeed(RESTORE, before)
    assert (result["changed"], result["restore_point"]["id"]) == (True, point_id(LINUX, 3))
    newer_point(controller)
    assert controller.succeed(RESTORE, before)["changed"] is False


def test_machines_of_one_name_have_their_own_restores(controller, appliance):
    one = {**FILES, "restore_point": {"name": SHARED_NAME, "resource_group": "rg-dr-prod"}}
    other = {**FILES, "restore_point": {"vm_id": vm_id(SHARED_NAME, OTHER_GROUP)}}
    assert controller.succeed(RESTORE, one)["changed"] is True
    result = controller.succeed(RESTORE, other)
    assert (result["changed"], result["restore_point"]["resource_group"]) == (True, OTHER_GROUP)
    by_id = {**FILES, "restore_point": {"id": point_id(SHARED_NAME, 1, OTHER_GROUP)}}
    assert controller.succeed(RESTORE, by_id)["changed"] is False
