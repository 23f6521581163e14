# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of shares and buckets: restored once, only what differs, and no mount left in any case."""

from __future__ import annotations

import signal

import pytest

from simulator.seeds.vbr_backups import BUCKET, HOME, PROJECTS
from simulator.seeds.vbr_entra_id import LOG_BACKUP, entra_point
from simulator.seeds.vbr_files import BUDGET, CONTRACT, LOCKED_DATA, ODD_DATA, PLAN, README, SIGN_INS
from simulator.seeds.vbr_recovery_targets import RECOVERED
from simulator.seeds.vbr_restore_points import point_id
from support.entra_id import LOG_MOUNT, open_mounts, person
from support.killing import acts, interrupt_after_request, kills
from support.races import at_once
from support.running import Controller
from support.seeds import NO_ID

MODULE, MOUNT = "veeam_unstructured_flr", "veeam_entra_id_mount"
RESTORE, COPY = "UnstructuredDataFlrRestore", "UnstructuredDataFlrCopyTo"
START, STOP = "StartUnstructuredDataFlrMount", "StopUnstructuredDataFLRMount"
SHARE, OBJECTS = {"restore_point": {"name": PROJECTS}}, {"restore_point": {"name": BUCKET}}
PLANS = {**SHARE, "items": [PLAN, BUDGET, README], "restore_type": "Overwrite"}
ELSEWHERE = {"server": RECOVERED, "path": "/restored"}
COPIED = {**OBJECTS, "items": [CONTRACT], "destination": ELSEWHERE, "restore_type": "Overwrite"}
TASK = {"type": "FlrRestore"}


@pytest.fixture(autouse=True)
def no_mounts(controller):
    """Whatever a task does, nothing is mounted afterwards that was not before."""
    yield
    assert open_mounts(controller) == []


def statuses(result):
    return [(item["status"], item["state"]) for item in result["items"]]


def test_only_what_differs_is_restored(controller):
    done = controller.succeed(MODULE, PLANS)
    assert statuses(done) == [("Restored", "Deleted"), ("Restored", "Changed"), ("Present", "Unchanged")]
    again = controller.succeed(MODULE, PLANS)
    assert (again["changed"], statuses(again)) == (False, [("Present", "Unchanged")] * 3)


def test_what_exists_is_kept_by_default(controller):
    done = controller.succeed(MODULE, {**SHARE, "items": [PLAN, BUDGET]})
    assert statuses(done) == [("Restored", "Deleted"), ("Present", "Changed")]
    assert controller.succeed(MODULE, {**SHARE, "items": [PLAN, BUDGET]})["changed"] is False


@pytest.mark.parametrize("revision", ["1.3-rev1", "1.3-rev2"])
def test_folders_and_results_of_a_search_are_restored(controller, revision):
    task = {**SHARE, "items": ["/plans"], "search": {"path": "/", "pattern": "*.txt"}, "restore_type": "ChangedOnly"}
    done = controller.succeed(MODULE, {**task, "api_version": revision})
    assert {item["path"]: item["status"] for item in done["items"]} == {
        "/plans": "Restored",
        ODD_DATA: "Present",
        README: "Present",
    }
    assert {item["path"] for item in done["search_results"]} == {ODD_DATA, README}
    assert controller.succeed(MODULE, {**task, "api_version": revision})["changed"] is False


def test_files_are_listed_and_nothing_is_restored(controller):
    start = controller.simulator.mark()
    task = {**SHARE, "state": "listed", "paths": ["/", "/plans"], "search": {"path": "/", "pattern": "*"}}
    listed = controller.succeed(MODULE, task)
    assert [item["path"] for item in listed["contents"]][:3] == ["/odd", "/plans", README]
    assert len(listed["search_results"]) > 6
    assert listed["changed"] is False
    assert acts(controller, start)[RESTORE] == 0


def test_all_missing_files_are_listed_and_nothing_is_restored(controller):
    start = controller.simulator.mark()
    task = {**SHARE, "items": [PLAN, "/nothing", "/no/folder/x"]}
    failed = controller.fail(MODULE, task)
    assert failed["error"]["missing"] == ["/nothing", "/no/folder/x"]
    assert acts(controller, start)[RESTORE] == 0
    done = controller.succeed(MODULE, {**task, "missing": "ignore"})
    assert [item["status"] for item in done["items"]] == ["Restored", "Missing", "Missing"]


def test_a_bucket_cannot_be_compared_so_the_record_of_this_machine_decides(controller):
    task = {**OBJECTS, "items": [CONTRACT], "restore_type": "Overwrite"}
    assert controller.succeed(MODULE, task)["changed"] is True
    assert any("does not compare" in warning for warning in controller.warnings)
    again = controller.succeed(MODULE, task)
    assert (again["changed"], statuses(again)) == (False, [("Present", None)])
    controller.simulator.advance(60)
    assert controller.succeed(MODULE, {**task, "since": controller.simulator.now().isoformat()})["changed"] is True


def test_a_copy_is_made_once(controller):
    done = controller.succeed(MODULE, COPIED)
    assert statuses(done) == [("Restored", None)]
    again = controller.succeed(MODULE, COPIED)
    assert (again["changed"], statuses(again)) == (False, [("Present", None)])
    other = {**COPIED, "destination": {"backup_server": True, "path": "C:/restored"}}
    assert controller.succeed(MODULE, other)["changed"] is True
    controller.simulator.advance(60)
    assert controller.succeed(MODULE, {**COPIED, "since": controller.simulator.now().isoformat()})["changed"] is True


def test_what_was_restored_before_and_differs_again_is_not_restored_unasked(controller):
    controller.succeed(MODULE, PLANS)
    older = {**PLANS, "restore_point": {"id": point_id(PROJECTS, 2, "UnstructuredData")}}
    assert controller.succeed(MODULE, older)["changed"] is False
    # The files are again as they were before the restore.
    controller.simulator.reset()
    blocked = controller.fail(MODULE, PLANS)
    assert blocked["error"]["items"] == [BUDGET]
    assert "since" in blocked["msg"]
    # What is gone again is restored without more ado.
    assert controller.succeed(MODULE, {**PLANS, "items": [PLAN]})["changed"] is True
    assert controller.succeed(MODULE, {**PLANS, "since": controller.simulator.now().isoformat()})["changed"] is True


def test_an_older_restore_point_brings_the_older_file(controller):
    old = {"restore_point": {"id": point_id(PROJECTS, 3, "UnstructuredData")}, "restore_type": "Overwrite"}
    assert statuses(controller.succeed(MODULE, {**old, "items": [BUDGET]})) == [("Restored", "Changed")]
    assert controller.simulator.files(PROJECTS)[BUDGET]["size"] == 17000
    assert controller.fail(MODULE, {**old, "items": [PLAN]})["error"]["missing"] == [PLAN]


POINT_OF_BACKUP = {"restore_mode": "Custom", "to_date_time": "2026-05-04T12:00:00Z"}


def test_a_mount_of_a_backup_is_read_at_the_restore_point_that_the_task_names(controller):
    session = controller.succeed(MOUNT, LOG_MOUNT)["mount"]["session_id"]
    task = {"session_id": session, "items": [SIGN_INS], "destination": ELSEWHERE, "restore_type": "Overwrite"}
    start = controller.simulator.mark()
    for point in ({"restore_mode": "LatestPoint"}, POINT_OF_BACKUP):
        assert controller.succeed(MODULE, {**task, **point})["changed"]
        assert not controller.succeed(MODULE, {**task, **point})["changed"]
    assert acts(controller, start)[COPY] == 2
    controller.succeed(MOUNT, {**LOG_MOUNT, "state": "absent"})


def test_the_server_is_not_given_a_second_restore_point_for_the_mount_of_one(controller):
    task = {"kind": "audit_log", "restore_point_id": entra_point(1, LOG_BACKUP)}
    session = controller.succeed(MOUNT, task)["mount"]["session_id"]
    given = {"session_id": session, "items": [SIGN_INS], "destination": ELSEWHERE}
    assert "restoreMode is not allowed" in controller.fail(MODULE, {**given, **POINT_OF_BACKUP})["msg"]
    controller.succeed(MOUNT, {"kind": "audit_log", "session_id": session, "state": "absent"})


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({**SHARE, "restore_mode": "LatestPoint"}, "restore_mode is for a mount that was made of a backup"),
        ({"session_id": NO_ID, "restore_mode": "Custom"}, "restore_mode=Custom and to_date_time go together"),
        ({"session_id": NO_ID, "to_date_time": "2026-05-04T12:00:00Z"}, "restore_mode=Custom and to_date_time go"),
        ({"session_id": NO_ID, **POINT_OF_BACKUP, "to_date_time": "noon"}, "to_date_time='noon' is not a date"),
    ],
)
def test_a_restore_point_of_a_mount_is_named_with_its_date_and_its_mount(controller, values, words):
    start = controller.simulator.mark()
    assert words in controller.fail(MODULE, {**values, "items": [PLAN]})["msg"]
    assert controller.writes(start) == []


def test_audit_logs_are_copied_from_their_mount(controller):
    session = controller.succeed(MOUNT, LOG_MOUNT)["mount"]["session_id"]
    task = {"session_id": session, "items": [SIGN_INS], "destination": ELSEWHERE, "restore_type": "Overwrite"}
    predicted = controller.succeed(MODULE, task, check=True)
    done = controller.succeed(MODULE, task)
    assert (predicted["changed"], predicted["diff"]) == (done["changed"], done["diff"])
    assert done["session_id"] == session
    assert controller.succeed(MODULE, task)["changed"] is False
    assert open_mounts(controller) == [session]
    assert controller.succeed(MOUNT, {**LOG_MOUNT, "state": "absent"})["changed"]
    assert "There is no mount with the session_id" in controller.fail(MODULE, task)["msg"]


def test_check_mode_mounts_nothing(controller):
    start = controller.simulator.mark()
    predicted = controller.succeed(MODULE, PLANS, check=True)
    assert controller.writes(start) == []
    assert (predicted["changed"], [item["status"] for item in predicted["items"]]) == (True, ["ToRestore"] * 3)
    assert predicted["diff"]["after"] == {"restored": PLANS["items"]}


@pytest.mark.parametrize(
    ("outcome", "kind", "words"),
    [
        ("fail", "SessionFailed", "has ended as Failed: No space."),
        ("cancel", "SessionFailed", "has ended as Cancelled: No space."),
        ("hang", "SessionTimedOut", "Set a longer wait_timeout and rerun this task. The restore was stopped."),
    ],
)
def test_a_restore_that_goes_wrong_says_why_and_can_be_repeated(controller, outcome, kind, words):
    controller.simulator.outcome(TASK, outcome, "No space", times=1)
    failed = controller.fail(MODULE, {**PLANS, "wait_timeout": 20})
    assert failed["error"]["kind"] == kind
    assert words in failed["msg"]
    assert open_mounts(controller) == []
    assert controller.succeed(MODULE, PLANS)["changed"] is True


def test_a_restore_that_cannot_be_stopped_keeps_its_mount_until_its_end(controller):
    controller.simulator.outcome(TASK, "success", seconds=100, times=1)
    controller.simulator.settings(speed=1)
    refused = {"match": {"operation_id": "StopTask"}, "fault": {"kind": "status", "status": 403}}
    controller.simulator.faults(refused)
    failed = controller.fail(MODULE, {**PLANS, "wait_timeout": 20})
    assert failed["error"]["kind"] == "SessionTimedOut"
    assert "The server did not stop the restore" in failed["msg"]
    assert open_mounts(controller) == [failed["error"]["session_id"]]
    start = controller.simulator.mark()
    assert controller.succeed(MODULE, PLANS)["changed"] is False
    assert acts(controller, start)[RESTORE] == 0


def test_a_file_that_cannot_be_written_is_named(controller):
    failed = controller.fail(MODULE, {**PLANS, "items": [PLAN, LOCKED_DATA]})
    assert (failed["error"]["kind"], failed["error"]["items"]) == ("NotConverged", [LOCKED_DATA])
    assert any("is in use by another process" in warning for warning in controller.warnings)


@pytest.mark.parametrize(
    ("template", "status"), [("browse", 400), ("compareToProduction", 500), ("restore", 418), ("search", 400)]
)
def test_whatever_fails_the_share_is_unmounted(controller, template, status):
    controller.simulator.faults(
        {"match": {"template": f"*/flr/unstructuredData/*/{template}"}, "fault": {"kind": "status", "status": status}}
    )
    controller.fail(MODULE, {**PLANS, "search": {"path": "/", "pattern": "*.xlsx"}})
    assert open_mounts(controller) == []


@pytest.mark.parametrize("task", [{**PLANS, "items": [PLAN]}, COPIED], ids=["original", "copy"])
def test_killed_after_any_request_it_goes_on(controller, task):
    def begin() -> int:
        controller.simulator.reset()
        controller.forget()
        return controller.simulator.mark()

    for kill in kills(controller, MODULE, task, begin):
        controller.succeed(MODULE, task)
        assert open_mounts(controller) == []
        writes = acts(controller, kill.start)
        assert writes[RESTORE] + writes[COPY] == 1
        assert controller.succeed(MODULE, task)["changed"] is False


def test_a_restore_of_another_run_is_waited_for(controller):
    controller.simulator.settings(speed=10)
    client = person(controller)
    point = {"restorePointId": point_id(PROJECTS, 1, "UnstructuredData")}
    session = client.write("POST", "/restore/flr/unstructuredData", point)["sessionId"]
    body = {"sourcePath": [PLAN], "restoreType": "Overwrite"}
    client.write("POST", f"/backupBrowser/flr/unstructuredData/{session}/restore", body)
    assert controller.succeed(MODULE, {**SHARE, "items": [PLAN]})["changed"] is False
    client.write("POST", f"/restore/unstructuredData/{session}/unmount")
    controller.simulator.advance(10)


def test_a_signal_unmounts_the_share(controller):
    controller.simulator.settings(speed=0.5)
    assert interrupt_after_request(controller, MODULE, PLANS, 12, signal.SIGTERM) is True
    assert open_mounts(controller) == []


@pytest.mark.parametrize("operation", [START, STOP, RESTORE])
@pytest.mark.parametrize("fault", ["lost_answer", "reset"])
def test_a_lost_response_is_no_second_restore(controller, operation, fault):
    start = controller.simulator.mark()
    controller.simulator.faults({"match": {"operation_id": operation}, "fault": {"kind": fault}})
    result = controller.run(MODULE, PLANS)
    assert not result.get("failed") or (fault == "reset" and result["error"]["kind"] == "NotConverged"), result
    assert open_mounts(controller) == []
    controller.succeed(MODULE, PLANS)
    # A request that never arrived is in the log too.
    assert acts(controller, start)[RESTORE] == 1 + (fault == "reset" and operation == RESTORE)


def test_of_two_runs_on_one_controller_the_second_has_nothing_to_do(simulator, tmp_path):
    simulator.release_clock()
    runs = [Controller(simulator, tmp_path / "controller", in_real_time=True) for _unused in range(2)]
    start = simulator.mark()
    results = at_once(runs, MODULE, PLANS)
    assert sorted(result["changed"] for result in results) == [False, True], results
    assert acts(runs[0], start)[RESTORE] == 1


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"items": ["/"]}, "is the whole share"),
        ({"items": ["/plans/../x"]}, "contains '.' or '..'"),
        ({"items": ["/a\0b"]}, "NUL character"),
        ({"items": None}, "Set items or search"),
        ({"state": "listed"}, "set paths or search"),
        ({"state": "listed", "paths": ["/"]}, "items, destination and download are for state=restored"),
        ({"destination": {"backup_server": False, "path": "x"}}, "destination needs server"),
        ({"again": "new_restore_point"}, "would overwrite the original"),
        ({"cold_storage_retrieval": {"mode": "AmazonBulk"}}, "needs api_version 1.3-rev2"),
        ({"api_version": "1.3-rev0"}, "need api_version 1.3-rev1"),
        ({"restore_point": {"name": "nothing"}}, "No backup contains"),
    ],
)
def test_bad_input_mounts_nothing(controller, values, words):
    start = controller.simulator.mark()
    assert words in controller.fail(MODULE, {**PLANS, "api_version": "1.3-rev1", **values})["msg"]
    assert acts(controller, start) == {}


def test_a_share_without_files_of_its_own(controller):
    assert controller.succeed(MODULE, {"restore_point": {"name": HOME}, "items": ["/etc/fstab"]})["changed"] is False
