# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which restore point files of a machine are brought back from, and that each has the files of its time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from simulator.seeds.vbr_files import CHANGED, DRAFT, HOSTS, LOST_REPORT, RECENT, REPORTS, SETTINGS
from simulator.seeds.vbr_restore_points import point_id

RESTORE, INFO = "veeam_flr_restore", "veeam_flr_info"
WINDOWS = {"restore_point": {"name": "web01"}, "restore_type": "Overwrite"}
LINUX = {"restore_point": {"name": "app01"}, "restore_type": "Overwrite", "credentials": "svc-backup"}
REPORT_TASK = {**LINUX, "paths": [LOST_REPORT]}


def later(controller):
    """The time of the server a moment after all that was done so far."""
    controller.simulator.advance(2)
    return controller.simulator.now().isoformat()


def status(result):
    return {item["path"]: item["status"] for item in result["items"]}


def test_an_older_restore_point_brings_the_older_files(controller, no_mounts):
    old = {**WINDOWS, "restore_point": {"name": "web01", "id": point_id("web01", 3)}, "paths": [CHANGED, DRAFT]}
    result = controller.succeed(RESTORE, old)
    assert (status(result), result["restore_point"]["id"]) == (
        dict.fromkeys((CHANGED, DRAFT), "Succeeded"),
        point_id("web01", 3),
    )
    files = controller.simulator.files("web01")
    assert (files[CHANGED], files[DRAFT]["size"]) == ({"size": 1990, "version": 0, "permissions": "original"}, 300)
    assert not controller.succeed(RESTORE, old)["changed"]
    assert controller.fail(RESTORE, {**old, "paths": [RECENT]})["error"]["missing"] == [RECENT]
    # The newest that is used if the task names none has the file as it was later, and not what was deleted by then.
    newer = {**WINDOWS, "paths": [CHANGED, DRAFT, RECENT], "missing": "ignore", "since": later(controller)}
    assert status(controller.succeed(RESTORE, newer)) == {CHANGED: "Succeeded", RECENT: "Unchanged", DRAFT: "Missing"}
    assert controller.simulator.files("web01")[CHANGED]["size"] == 2048


@pytest.mark.parametrize(("number", "size"), [(2, 1830), (3, 1700)])
def test_a_linux_machine_gets_the_file_of_the_restore_point_that_the_task_names(controller, no_mounts, number, size):
    point = {"name": "app01", "id": point_id("app01", number)}
    assert controller.succeed(RESTORE, {**LINUX, "restore_point": point, "paths": [SETTINGS]})["changed"]
    assert controller.simulator.files("app01")[SETTINGS]["size"] == size


def test_a_newer_restore_point_does_not_restore_again_by_itself(controller, no_mounts):
    controller.succeed(RESTORE, REPORT_TASK)
    point = dict(controller.client("vbr", "1.3-rev1").get(f"/restorePoints/{point_id('app01', 2)}"))
    newer = {"id": "0f9d8c7b-6a5e-4d3c-8b2a-190817263544", "malwareStatus": "Clean", "guestOsFamily": "Linux"}
    created = (controller.simulator.now() + timedelta(minutes=1)).isoformat()
    controller.simulator.advance(120)
    machine = controller.client("vbr", "1.3-rev1").pages("/backupObjects", {"nameFilter": "app01"})
    objects = {"objectId": next(item["id"] for item in machine if item["name"] == "app01"), "machine": "app01"}
    controller.simulator.seed("restorePoints", objects=[{**point, **objects, **newer, "creationTime": created}])
    error = controller.fail(RESTORE, REPORT_TASK)
    assert error["error"]["kind"] == "RecoveryBlocked"
    assert "a newer restore point exists now" in error["msg"]
    assert controller.succeed(RESTORE, {**REPORT_TASK, "since": later(controller)})["changed"]


def test_a_restore_point_of_which_files_cannot_be_restored_is_passed_over(controller, no_mounts):
    newest = point_id("app01", 1)
    point = dict(controller.client("vbr", "1.3-rev1").get(f"/restorePoints/{newest}"))
    allowed = [operation for operation in point["allowedOperations"] if operation != "StartFlrRestore"]
    controller.simulator.seed(
        "restorePoints", objects=[{**point, "malwareStatus": "Clean", "allowedOperations": allowed}]
    )
    passed_over = controller.succeed(RESTORE, REPORT_TASK)["restore_point"]["passed_over"]
    assert [one["reason"] for one in passed_over if "StartFlrRestore" in one["reason"]]


def test_what_a_restore_point_allows_is_a_hint_where_the_task_names_it(controller, no_mounts):
    point = dict(controller.client("vbr", "1.3-rev1").get(f"/restorePoints/{point_id('app01', 2)}"))
    point |= {"allowedOperations": [], "guestOsFamily": "Linux"}
    controller.simulator.seed("restorePoints", objects=[{**point, "machine": "app01"}])
    task = {**REPORT_TASK, "restore_point": {"name": "app01", "id": point["id"]}}
    assert controller.succeed(RESTORE, task)["restore_point"]["id"] == point["id"]
    warned = [warning for warning in controller.warnings if "is left to the server" in warning]
    assert len(warned) == 1
    assert "StartFlrRestore" in warned[0]
    listed = {"restore_point": task["restore_point"], "paths": [REPORTS]}
    assert controller.succeed(INFO, listed)["items"]
    assert controller.succeed(RESTORE, {**LINUX, "paths": [HOSTS]})["restore_point"]["id"] != point["id"]
