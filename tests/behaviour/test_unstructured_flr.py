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
from support.running import Bench
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
def no_mounts(bench):
    """Whatever a task does, nothing is mounted afterwards that was not before."""
    yield
    assert open_mounts(bench) == []


def statuses(result):
    return [(item["status"], item["state"]) for item in result["items"]]


def test_only_what_differs_is_restored(bench):
    done = bench.do(MODULE, PLANS)
    assert statuses(done) == [("Restored", "Deleted"), ("Restored", "Changed"), ("Present", "Unchanged")]
    again = bench.do(MODULE, PLANS)
    assert (again["changed"], statuses(again)) == (False, [("Present", "Unchanged")] * 3)


def test_what_exists_is_kept_by_default(bench):
    done = bench.do(MODULE, {**SHARE, "items": [PLAN, BUDGET]})
    assert statuses(done) == [("Restored", "Deleted"), ("Present", "Changed")]
    assert bench.do(MODULE, {**SHARE, "items": [PLAN, BUDGET]})["changed"] is False


@pytest.mark.parametrize("revision", ["1.3-rev1", "1.3-rev2"])
def test_folders_and_results_of_a_search_are_restored(bench, revision):
    task = {**SHARE, "items": ["/plans"], "search": {"path": "/", "pattern": "*.txt"}, "restore_type": "ChangedOnly"}
    done = bench.do(MODULE, {**task, "api_version": revision})
    assert {item["path"]: item["status"] for item in done["items"]} == {
        "/plans": "Restored",
        ODD_DATA: "Present",
        README: "Present",
    }
    assert {item["path"] for item in done["search_results"]} == {ODD_DATA, README}
    assert bench.do(MODULE, {**task, "api_version": revision})["changed"] is False


def test_files_are_listed_and_nothing_is_restored(bench):
    start = bench.simulator.mark()
    task = {**SHARE, "state": "listed", "paths": ["/", "/plans"], "search": {"path": "/", "pattern": "*"}}
    listed = bench.do(MODULE, task)
    assert [item["path"] for item in listed["contents"]][:3] == ["/odd", "/plans", README]
    assert len(listed["search_results"]) > 6
    assert listed["changed"] is False
    assert acts(bench, start)[RESTORE] == 0


def test_all_missing_files_are_listed_and_nothing_is_restored(bench):
    start = bench.simulator.mark()
    task = {**SHARE, "items": [PLAN, "/nothing", "/no/folder/x"]}
    failed = bench.fail(MODULE, task)
    assert failed["error"]["missing"] == ["/nothing", "/no/folder/x"]
    assert acts(bench, start)[RESTORE] == 0
    done = bench.do(MODULE, {**task, "missing": "ignore"})
    assert [item["status"] for item in done["items"]] == ["Restored", "Missing", "Missing"]


def test_a_bucket_cannot_be_compared_so_the_record_of_this_machine_decides(bench):
    task = {**OBJECTS, "items": [CONTRACT], "restore_type": "Overwrite"}
    assert bench.do(MODULE, task)["changed"] is True
    assert any("does not compare" in warning for warning in bench.warnings)
    again = bench.do(MODULE, task)
    assert (again["changed"], statuses(again)) == (False, [("Present", None)])
    bench.simulator.advance(60)
    assert bench.do(MODULE, {**task, "since": bench.simulator.now().isoformat()})["changed"] is True


def test_a_copy_is_made_once(bench):
    done = bench.do(MODULE, COPIED)
    assert statuses(done) == [("Restored", None)]
    again = bench.do(MODULE, COPIED)
    assert (again["changed"], statuses(again)) == (False, [("Present", None)])
    other = {**COPIED, "destination": {"backup_server": True, "path": "C:/restored"}}
    assert bench.do(MODULE, other)["changed"] is True
    bench.simulator.advance(60)
    assert bench.do(MODULE, {**COPIED, "since": bench.simulator.now().isoformat()})["changed"] is True


def test_what_was_restored_before_and_differs_again_is_not_restored_unasked(bench):
    bench.do(MODULE, PLANS)
    older = {**PLANS, "restore_point": {"id": point_id(PROJECTS, 2, "UnstructuredData")}}
    assert bench.do(MODULE, older)["changed"] is False
    # The files are again as they were before the restore.
    bench.simulator.reset()
    blocked = bench.fail(MODULE, PLANS)
    assert blocked["error"]["items"] == [BUDGET]
    assert "since" in blocked["msg"]
    # What is gone again is restored without more ado.
    assert bench.do(MODULE, {**PLANS, "items": [PLAN]})["changed"] is True
    assert bench.do(MODULE, {**PLANS, "since": bench.simulator.now().isoformat()})["changed"] is True


def test_an_older_restore_point_brings_the_older_file(bench):
    old = {"restore_point": {"id": point_id(PROJECTS, 3, "UnstructuredData")}, "restore_type": "Overwrite"}
    assert statuses(bench.do(MODULE, {**old, "items": [BUDGET]})) == [("Restored", "Changed")]
    assert bench.simulator.files(PROJECTS)[BUDGET]["size"] == 17000
    assert bench.fail(MODULE, {**old, "items": [PLAN]})["error"]["missing"] == [PLAN]


POINT_OF_BACKUP = {"restore_mode": "Custom", "to_date_time": "2026-05-04T12:00:00Z"}


def test_a_mount_of_a_backup_is_read_at_the_restore_point_that_the_task_names(bench):
    session = bench.do(MOUNT, LOG_MOUNT)["mount"]["session_id"]
    task = {"session_id": session, "items": [SIGN_INS], "destination": ELSEWHERE, "restore_type": "Overwrite"}
    start = bench.simulator.mark()
    for point in ({"restore_mode": "LatestPoint"}, POINT_OF_BACKUP):
        assert bench.do(MODULE, {**task, **point})["changed"]
        assert not bench.do(MODULE, {**task, **point})["changed"]
    assert acts(bench, start)[COPY] == 2
    bench.do(MOUNT, {**LOG_MOUNT, "state": "absent"})


def test_the_server_is_not_given_a_second_restore_point_for_the_mount_of_one(bench):
    task = {"kind": "audit_log", "restore_point_id": entra_point(1, LOG_BACKUP)}
    session = bench.do(MOUNT, task)["mount"]["session_id"]
    given = {"session_id": session, "items": [SIGN_INS], "destination": ELSEWHERE}
    assert "restoreMode is not allowed" in bench.fail(MODULE, {**given, **POINT_OF_BACKUP})["msg"]
    bench.do(MOUNT, {"kind": "audit_log", "session_id": session, "state": "absent"})


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({**SHARE, "restore_mode": "LatestPoint"}, "restore_mode is for a mount that was made of a backup"),
        ({"session_id": NO_ID, "restore_mode": "Custom"}, "restore_mode=Custom and to_date_time go together"),
        ({"session_id": NO_ID, "to_date_time": "2026-05-04T12:00:00Z"}, "restore_mode=Custom and to_date_time go"),
        ({"session_id": NO_ID, **POINT_OF_BACKUP, "to_date_time": "noon"}, "to_date_time='noon' is not a date"),
    ],
)
def test_a_restore_point_of_a_mount_is_named_with_its_date_and_its_mount(bench, values, words):
    start = bench.simulator.mark()
    assert words in bench.fail(MODULE, {**values, "items": [PLAN]})["msg"]
    assert bench.writes(start) == []


def test_audit_logs_are_copied_from_their_mount(bench):
    session = bench.do(MOUNT, LOG_MOUNT)["mount"]["session_id"]
    task = {"session_id": session, "items": [SIGN_INS], "destination": ELSEWHERE, "restore_type": "Overwrite"}
    predicted = bench.do(MODULE, task, check=True)
    done = bench.do(MODULE, task)
    assert (predicted["changed"], predicted["diff"]) == (done["changed"], done["diff"])
    assert done["session_id"] == session
    assert bench.do(MODULE, task)["changed"] is False
    assert open_mounts(bench) == [session]
    assert bench.do(MOUNT, {**LOG_MOUNT, "state": "absent"})["changed"]
    assert "There is no mount with the session_id" in bench.fail(MODULE, task)["msg"]


def test_check_mode_mounts_nothing(bench):
    start = bench.simulator.mark()
    predicted = bench.do(MODULE, PLANS, check=True)
    assert bench.writes(start) == []
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
def test_a_restore_that_goes_wrong_says_why_and_can_be_repeated(bench, outcome, kind, words):
    bench.simulator.outcome(TASK, outcome, "No space", times=1)
    failed = bench.fail(MODULE, {**PLANS, "wait_timeout": 20})
    assert failed["error"]["kind"] == kind
    assert words in failed["msg"]
    assert open_mounts(bench) == []
    assert bench.do(MODULE, PLANS)["changed"] is True


def test_a_restore_that_cannot_be_stopped_keeps_its_mount_until_its_end(bench):
    bench.simulator.outcome(TASK, "success", seconds=100, times=1)
    bench.simulator.settings(speed=1)
    refused = {"match": {"operation_id": "StopTask"}, "fault": {"kind": "status", "status": 403}}
    bench.simulator.faults(refused)
    failed = bench.fail(MODULE, {**PLANS, "wait_timeout": 20})
    assert failed["error"]["kind"] == "SessionTimedOut"
    assert "The server did not stop the restore" in failed["msg"]
    assert open_mounts(bench) == [failed["error"]["session_id"]]
    start = bench.simulator.mark()
    assert bench.do(MODULE, PLANS)["changed"] is False
    assert acts(bench, start)[RESTORE] == 0


def test_a_file_that_cannot_be_written_is_named(bench):
    failed = bench.fail(MODULE, {**PLANS, "items": [PLAN, LOCKED_DATA]})
    assert (failed["error"]["kind"], failed["error"]["items"]) == ("NotConverged", [LOCKED_DATA])
    assert any("is in use by another process" in warning for warning in bench.warnings)


@pytest.mark.parametrize(
    ("template", "status"), [("browse", 400), ("compareToProduction", 500), ("restore", 418), ("search", 400)]
)
def test_whatever_fails_the_share_is_unmounted(bench, template, status):
    bench.simulator.faults(
        {"match": {"template": f"*/flr/unstructuredData/*/{template}"}, "fault": {"kind": "status", "status": status}}
    )
    bench.fail(MODULE, {**PLANS, "search": {"path": "/", "pattern": "*.xlsx"}})
    assert open_mounts(bench) == []


@pytest.mark.parametrize("task", [{**PLANS, "items": [PLAN]}, COPIED], ids=["original", "copy"])
def test_killed_after_any_request_it_goes_on(bench, task):
    def begin() -> int:
        bench.simulator.reset()
        bench.forget()
        return bench.simulator.mark()

    for kill in kills(bench, MODULE, task, begin):
        bench.do(MODULE, task)
        assert open_mounts(bench) == []
        writes = acts(bench, kill.start)
        assert writes[RESTORE] + writes[COPY] == 1
        assert bench.do(MODULE, task)["changed"] is False


def test_a_restore_of_another_run_is_waited_for(bench):
    bench.simulator.settings(speed=10)
    client = person(bench)
    point = {"restorePointId": point_id(PROJECTS, 1, "UnstructuredData")}
    session = client.write("POST", "/restore/flr/unstructuredData", point)["sessionId"]
    body = {"sourcePath": [PLAN], "restoreType": "Overwrite"}
    client.write("POST", f"/backupBrowser/flr/unstructuredData/{session}/restore", body)
    assert bench.do(MODULE, {**SHARE, "items": [PLAN]})["changed"] is False
    client.write("POST", f"/restore/unstructuredData/{session}/unmount")
    bench.simulator.advance(10)


def test_a_signal_unmounts_the_share(bench):
    bench.simulator.settings(speed=0.5)
    assert interrupt_after_request(bench, MODULE, PLANS, 12, signal.SIGTERM) is True
    assert open_mounts(bench) == []


@pytest.mark.parametrize("operation", [START, STOP, RESTORE])
@pytest.mark.parametrize("fault", ["lost_answer", "reset"])
def test_a_lost_response_is_no_second_restore(bench, operation, fault):
    start = bench.simulator.mark()
    bench.simulator.faults({"match": {"operation_id": operation}, "fault": {"kind": fault}})
    result = bench.run(MODULE, PLANS)
    assert not result.get("failed") or (fault == "reset" and result["error"]["kind"] == "NotConverged"), result
    assert open_mounts(bench) == []
    bench.do(MODULE, PLANS)
    # A request that never arrived is in the log too.
    assert acts(bench, start)[RESTORE] == 1 + (fault == "reset" and operation == RESTORE)


def test_of_two_runs_on_one_controller_the_second_has_nothing_to_do(simulator, tmp_path):
    simulator.release_clock()
    runs = [Bench(simulator, tmp_path / "controller", in_real_time=True) for _unused in range(2)]
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
        ({"api_version": "1.3-rev0"}, "needs api_version 1.3-rev1"),
        ({"restore_point": {"name": "nothing"}}, "No backup contains"),
    ],
)
def test_bad_input_mounts_nothing(bench, values, words):
    start = bench.simulator.mark()
    assert words in bench.fail(MODULE, {**PLANS, "api_version": "1.3-rev1", **values})["msg"]
    assert acts(bench, start) == {}


def test_a_share_without_files_of_its_own(bench):
    assert bench.do(MODULE, {"restore_point": {"name": HOME}, "items": ["/etc/fstab"]})["changed"] is False
