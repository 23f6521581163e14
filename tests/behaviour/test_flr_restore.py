# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of machines are brought back once, and no mount is left open whatever happens."""

from __future__ import annotations

import pytest

from simulator.seeds.vbr_files import (
    BACKSLASH,
    CHANGED,
    DELETED,
    EMPTY,
    HOSTS,
    LOCKED,
    LOCKED_ON_LINUX,
    LONG_NAME,
    LOST_REPORT,
    NOT_COMPARED,
    ODD_NAME,
    REPORTS,
    SAME,
    SETTINGS,
    SITE,
    WITHOUT_PLACE,
)
from simulator.seeds.vbr_restore_points import point_id

RESTORE, INFO = "veeam_flr_restore", "veeam_flr_info"
QUESTION = "FlrRestoreValidateItemTargetPath"
WINDOWS = {"restore_point": {"name": "web01"}, "restore_type": "Overwrite"}
LINUX = {"restore_point": {"name": "app01"}, "restore_type": "Overwrite", "credentials": "svc-backup"}
SITE_TASK = {**WINDOWS, "paths": [SITE]}
REPORT_TASK = {**LINUX, "paths": [LOST_REPORT]}


def later(controller):
    """The time of the server a moment after all that was done so far."""
    controller.simulator.advance(2)
    return controller.simulator.now().isoformat()


def status(result):
    return {item["path"]: item["status"] for item in result["items"]}


def acted(controller, since, operation):
    return [record for record in controller.simulator.requests(since) if record["operation_id"] == operation]


# --- Windows: compared with production. ---


def test_what_differs_is_restored_and_the_second_run_changes_nothing(controller, no_mounts):
    controller.simulator.settings(speed=0.5)
    first = controller.succeed(RESTORE, SITE_TASK)
    assert (first["changed"], status(first)) == (True, dict.fromkeys((SITE, DELETED, CHANGED), "Succeeded"))
    files = controller.simulator.files("web01")
    assert (files[DELETED]["size"], files[CHANGED]["size"]) == (4096, 2048)
    start = controller.simulator.mark()
    second = controller.succeed(RESTORE, SITE_TASK)
    assert (second["changed"], status(second)) == (False, {SITE: "Unchanged"})
    assert acted(controller, start, "FlrMountRestore") == []


def test_credentials_of_a_windows_machine_are_those_of_its_mount(controller, no_mounts):
    assert controller.succeed(RESTORE, {**SITE_TASK, "credentials": "DR\\svc-backup"})["changed"]


def test_a_folder_that_is_gone_is_restored_as_one(controller, no_mounts):
    controller.simulator.files("web01", delete=["C:\\inetpub"])
    start = controller.simulator.mark()
    result = controller.succeed(RESTORE, {**WINDOWS, "paths": ["C:/inetpub", DELETED.lower(), EMPTY]})
    assert status(result)["C:\\inetpub"] == "Succeeded"
    assert status(result)[EMPTY] == "Succeeded"
    assert len(acted(controller, start, "FlrMountRestore")) == 1
    assert SAME in controller.simulator.files("web01")
    assert not controller.succeed(RESTORE, {**WINDOWS, "paths": ["C:/inetpub", EMPTY]})["changed"]


def test_what_users_changed_after_a_restore_is_not_overwritten(controller, no_mounts):
    controller.succeed(RESTORE, SITE_TASK)
    controller.simulator.files("web01", write={CHANGED: 9999})
    error = controller.fail(RESTORE, SITE_TASK)
    assert (error["error"]["kind"], error["error"]["items"]) == ("RecoveryBlocked", [CHANGED])
    assert "was changed in production since" in error["msg"]
    assert 'since: "' in error["msg"]
    assert controller.simulator.files("web01")[CHANGED]["size"] == 9999
    now = later(controller)
    assert status(controller.succeed(RESTORE, {**SITE_TASK, "since": now}))[CHANGED] == "Succeeded"
    # What was deleted again holds nothing that could be lost.
    controller.simulator.files("web01", delete=[DELETED])
    assert status(controller.succeed(RESTORE, {**SITE_TASK, "since": now}))[DELETED] == "Succeeded"


def test_a_file_that_is_kept_is_restored_once_beside_the_original(controller, no_mounts):
    keep = {**SITE_TASK, "restore_type": "Keep"}
    assert controller.succeed(RESTORE, keep)["changed"]
    assert f"{SITE}\\RESTORED-web.config" in controller.simulator.files("web01")
    assert not controller.succeed(RESTORE, keep)["changed"]


def test_odd_names_are_restored(controller, no_mounts):
    controller.simulator.files("web01", delete=[ODD_NAME, LONG_NAME])
    result = controller.succeed(RESTORE, {**WINDOWS, "paths": [ODD_NAME, LONG_NAME, "C:\\Data\\shortcut"]})
    assert status(result) == {ODD_NAME: "Succeeded", LONG_NAME: "Succeeded", "C:\\Data\\shortcut": "Unchanged"}
    assert {ODD_NAME, LONG_NAME} <= set(controller.simulator.files("web01"))
    assert controller.succeed(RESTORE, {**LINUX, "paths": [BACKSLASH]})["changed"]


def test_what_cannot_be_compared_is_restored_once(controller, no_mounts):
    task = {**WINDOWS, "paths": [NOT_COMPARED]}
    assert controller.succeed(RESTORE, task)["changed"]
    assert not controller.succeed(RESTORE, task)["changed"]


def test_without_comparison_a_file_is_restored_once(controller, no_mounts):
    task = {**WINDOWS, "paths": [SAME], "compare": False}
    assert controller.succeed(RESTORE, task)["changed"]
    start = controller.simulator.mark()
    assert not controller.succeed(RESTORE, task)["changed"]
    assert controller.writes(start) == []


def test_permissions_alone_are_restored_once(controller, no_mounts):
    controller.simulator.files("web01", write={SAME: 15872})
    task = {**WINDOWS, "paths": [SAME], "restore_type": "PermissionOnly"}
    assert controller.succeed(RESTORE, task)["changed"]
    assert controller.simulator.files("web01")[SAME] == {"size": 15872, "version": 2, "permissions": "original"}
    assert not controller.succeed(RESTORE, task)["changed"]


# --- Linux, and other places: by what is remembered. ---


def test_files_of_a_linux_machine_are_restored_once(controller, no_mounts):
    task = {**LINUX, "paths": [f"{REPORTS}/**/*.pdf", SETTINGS]}
    first = controller.succeed(RESTORE, task)
    assert set(status(first).values()) == {"Succeeded"}
    assert len(first["items"]) == 4
    start = controller.simulator.mark()
    assert not controller.succeed(RESTORE, task)["changed"]
    assert controller.writes(start) == []
    # One of the files alone was restored too.
    assert not controller.succeed(RESTORE, REPORT_TASK)["changed"]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("/etc/*", ["/etc/alternatives", "/etc/app", "/etc/fstab", HOSTS]),
        ("/etc/host?", [HOSTS]),
        ("/srv/reports/**", None),
        ("/srv/**/q?*.pdf", [LOST_REPORT, f"{REPORTS}/2025/q2 summary.pdf"]),
        ("/srv/*/index.html", [f"{REPORTS}/index.html"]),
    ],
)
def test_patterns(controller, no_mounts, pattern, found):
    result = controller.succeed(RESTORE, {**LINUX, "paths": [pattern]})
    if found is None:
        assert f"{REPORTS}/2024" in status(result)
    else:
        assert sorted(status(result)) == sorted(found)


def test_where_others_mounted_the_machine_the_task_refuses_and_says_what_settles_it(controller, no_mounts):
    client = controller.client("vbr", "1.3-rev1")
    body = {"restorePointId": point_id("app01", 2), "type": "Linux", "mountMode": "Automatic"}
    other = client.write("POST", "/restore/flr", {**body, "autoUnmount": {"isEnabled": True}})["sessionId"]
    # As long as it is there, the server says that nothing was restored from it.
    assert controller.succeed(RESTORE, {**LINUX, "paths": [HOSTS]})["changed"]
    restore = {"sourcePath": [SETTINGS], "restoreType": "Overwrite"}
    credentials = next(item["id"] for item in client.pages("/credentials") if item["username"] == "svc-backup")
    client.write("POST", f"/backupBrowser/flr/{other}/restore", {**restore, "credentialsId": credentials})
    assert not controller.succeed(RESTORE, {**LINUX, "paths": [SETTINGS]})["changed"]
    client.write("POST", f"/restore/flr/{other}/unmount")
    error = controller.fail(RESTORE, REPORT_TASK)
    assert error["error"] == {"kind": "RecoveryBlocked", "session_id": other, "items": [LOST_REPORT]}
    assert "may have been restored already" in error["msg"]
    assert controller.succeed(RESTORE, {**REPORT_TASK, "since": later(controller)})["changed"]


def test_looking_first_does_not_block_a_restore(controller, no_mounts):
    controller.succeed(INFO, {"restore_point": {"name": "app01"}, "paths": [REPORTS]})
    assert controller.succeed(RESTORE, REPORT_TASK)["changed"]


# --- What goes wrong. ---


def test_missing_files_are_named_all_at_once_before_anything_is_restored(controller, no_mounts):
    paths = [DELETED, "C:\\a", "D:\\b\\c", f"{SITE}\\*.nothing", "C:\\**\\no?"]
    start = controller.simulator.mark()
    error = controller.fail(RESTORE, {**WINDOWS, "paths": paths})
    assert (error["error"]["kind"], error["error"]["missing"]) == ("ObjectNotFound", paths[1:])
    assert "4 of 5 paths" in error["msg"]
    assert acted(controller, start, "FlrMountRestore") == []
    result = controller.succeed(RESTORE, {**WINDOWS, "paths": paths, "missing": "ignore"})
    assert status(result) == {DELETED: "Succeeded", **dict.fromkeys(paths[1:], "Missing")}
    assert any("Not in the restore point" in warning for warning in controller.warnings)
    assert not controller.succeed(RESTORE, {**WINDOWS, "paths": ["C:\\a"], "missing": "ignore"})["changed"]


@pytest.mark.parametrize(
    ("arguments", "kind", "words"),
    [
        ({"paths": []}, "InvalidOption", "paths is empty"),
        ({"paths": ["C:\\"]}, "InvalidOption", "is a whole drive"),
        ({"paths": ["/"]}, "InvalidOption", "is a whole drive"),
        ({"paths": ["\\\\web01\\C$\\Data"]}, "InvalidOption", "is a network or device path"),
        ({"paths": ["\\\\?\\C:\\Data"]}, "InvalidOption", "is a network or device path"),
        ({"paths": ["C:Data"]}, "InvalidOption", "does not begin with a drive"),
        ({"paths": ["C:\\Data\\..\\..\\x"]}, "InvalidOption", "contains '.' or '..'"),
        ({"paths": ["C:\\Data\\..\\*.x"]}, "InvalidOption", "contains '.' or '..'"),
        ({"paths": ["*"]}, "InvalidOption", "does not begin with a drive"),
        ({"paths": ["C:\\Da\0ta"]}, "InvalidOption", "NUL"),
        ({**LINUX, "paths": ["/"]}, "InvalidOption", "is the root"),
        ({**LINUX, "paths": ["etc/*.conf"]}, "InvalidOption", "is not an absolute path"),
        ({"target": {}}, "InvalidOption", "target is empty"),
        ({"target": {"vsphere": {"machine": {"name": "app02"}}}}, "InvalidOption", "target.folder"),
        (
            {"target": {"vsphere": {"machine": {"name": "app02"}}, "folder": "C:\\x"}},
            "InvalidOption",
            "credentials",
        ),
        (
            {
                "target": {"vsphere": {"machine": {"name": "nothing"}}, "folder": "C:\\x"},
                "credentials": "DR\\svc-backup",
            },
            "ObjectNotFound",
            "nothing",
        ),
        ({"credentials": "nobody"}, "ObjectNotFound", "nobody"),
        ({"since": "once"}, "InvalidOption", "not a date and time"),
        ({"again": "new_restore_point"}, "InvalidOption", "would overwrite the original"),
        ({"target": {"folder": "C:\\x"}, "api_version": "1.2-rev1", "type": "Windows"}, "InvalidOption", "target"),
    ],
)
def test_bad_input(controller, no_mounts, arguments, kind, words):
    start = controller.simulator.mark()
    error = controller.fail(RESTORE, {**SITE_TASK, **arguments})
    assert (error["error"]["kind"], words in error["msg"]) == (kind, True), error
    assert controller.writes(start) == []


@pytest.mark.parametrize(
    "task",
    [
        {**SITE_TASK, "credentials": "svc-backup"},
        {**REPORT_TASK, "credentials": "DR\\svc-backup"},
        {key: value for key, value in REPORT_TASK.items() if key != "credentials"},
    ],
)
def test_refused_credentials(controller, no_mounts, task):
    start = controller.simulator.mark()
    error = controller.fail(RESTORE, task)
    assert error["error"]["kind"] == "RecoveryBlocked"
    assert "cannot log in" in error["msg"]
    assert "Set credentials" in error["msg"]
    assert acted(controller, start, "FlrMountRestore") == []


def test_what_needs_a_folder_is_named_before_anything_is_restored(controller, no_mounts):
    newest = {**WINDOWS, "api_version": "1.3-rev2"}
    start = controller.simulator.mark()
    error = controller.fail(RESTORE, {**newest, "paths": [DELETED, CHANGED, WITHOUT_PLACE]})
    assert (error["error"]["kind"], error["error"]["items"]) == ("RecoveryBlocked", [WITHOUT_PLACE])
    assert "Set target.folder" in error["msg"]
    assert acted(controller, start, "FlrMountRestore") == []
    # One question for each folder.
    assert len(acted(controller, start, QUESTION)) == 2
    folder = {**newest, "paths": [WITHOUT_PLACE], "target": {"folder": "D:\\Restored"}}
    assert controller.succeed(RESTORE, folder)["changed"]
    assert controller.succeed(RESTORE, {**WINDOWS, "paths": [WITHOUT_PLACE], "api_version": "1.3-rev1"})["changed"]
    assert len(acted(controller, start, QUESTION)) == 2


@pytest.mark.parametrize(("task", "locked"), [({**WINDOWS, "compare": False}, LOCKED), ({**LINUX}, LOCKED_ON_LINUX)])
def test_a_restore_that_fails_half_way(controller, no_mounts, task, locked):
    other = SAME if locked == LOCKED else HOSTS
    error = controller.fail(RESTORE, {**task, "paths": [other, locked]})
    assert error["error"]["kind"] == "NotConverged"
    assert f"1 of 2 items were not restored: {locked} (Failed)" in error["msg"]
    assert "in use by another process" in error["msg"]
    # What was restored is not restored again.
    start = controller.simulator.mark()
    assert not controller.succeed(RESTORE, {**task, "paths": [other]})["changed"]
    assert controller.writes(start) == []
    error = controller.fail(RESTORE, {**task, "paths": [locked]})
    assert (error["error"]["kind"], "has ended as Failed" in error["msg"]) == ("SessionFailed", True)


@pytest.mark.parametrize("outcome", ["fail", "cancel"])
def test_a_task_that_fails(controller, no_mounts, outcome):
    controller.simulator.outcome({"type": "FlrRestore"}, outcome, message="The agent is gone")
    error = controller.fail(RESTORE, SITE_TASK)
    assert (error["error"]["kind"], "The agent is gone" in error["msg"]) == ("SessionFailed", True)


def test_a_task_that_warns(controller, no_mounts):
    controller.simulator.outcome({"type": "FlrRestore"}, "warn", message="An attribute was not restored")
    assert controller.succeed(RESTORE, SITE_TASK)["changed"]
    assert any("An attribute was not restored" in warning for warning in controller.warnings)


def test_a_restore_that_takes_too_long_goes_on_and_a_rerun_waits_for_its_end(controller, no_mounts):
    controller.simulator.outcome({"type": "FlrRestore"}, "success", seconds=100, times=1)
    controller.simulator.settings(speed=1.0)
    error = controller.fail(RESTORE, {**REPORT_TASK, "wait_timeout": 20})
    assert (error["error"]["kind"], "longer wait_timeout" in error["msg"]) == ("SessionTimedOut", True)
    assert set(error["error"]) == {"kind", "task", "session_id"}
    start = controller.simulator.mark()
    result = controller.succeed(RESTORE, REPORT_TASK)
    assert result["changed"]
    assert acted(controller, start, "FlrMountRestore") == []
    assert LOST_REPORT in controller.simulator.files("app01")
    assert not controller.succeed(RESTORE, REPORT_TASK)["changed"]


def test_what_was_restored_earlier_in_a_mount_says_nothing_of_a_later_restore(controller, no_mounts):
    controller.simulator.outcome({"type": "FlrRestore"}, "success", seconds=100, times=1)
    controller.simulator.settings(speed=1.0)
    task = {**REPORT_TASK, "restore_type": "PermissionOnly"}
    assert controller.fail(RESTORE, {**task, "wait_timeout": 20})["error"]["kind"] == "SessionTimedOut"
    controller.simulator.advance(100)
    # It is skipped, since the file does not exist, and that shows in the audit from now on.
    assert [one["state"] for one in controller.client("vbr", "1.3-rev1").pages("/tasks")] == ["Stopped"]
    controller.simulator.files("app01", write={LOST_REPORT: 90210})
    start = controller.simulator.mark()
    assert status(controller.succeed(RESTORE, task)) == {LOST_REPORT: "Succeeded"}
    assert len(acted(controller, start, "FlrMountRestore")) == 1
    assert acted(controller, start, "StartFlrMount") == []


def test_a_mount_that_was_not_used_for_too_long_is_gone(controller, no_mounts):
    controller.simulator.outcome({"type": "FlrRestore"}, "hang", times=1)
    task = {**REPORT_TASK, "auto_unmount": {"no_activity_minutes": 1}, "wait_timeout": 300}
    error = controller.fail(RESTORE, task)
    assert error["error"]["kind"] == "SessionTimedOut"
    # It cannot be known whether it was restored.
    error = controller.fail(RESTORE, task)
    assert error["error"]["kind"] == "RecoveryBlocked"
    assert "nothing says which of them were restored" in error["msg"]
    assert controller.succeed(RESTORE, {**task, "since": later(controller)})["changed"]
