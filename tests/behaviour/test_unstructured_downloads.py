# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of shares and audit logs are stored as an archive, whole or not at all, by the newest revision."""

from __future__ import annotations

import hashlib
import os
import zipfile

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.engine import local_file
from simulator.seeds.vbr_backups import PROJECTS
from simulator.seeds.vbr_files import BUDGET, PLAN, README, SIGN_INS
from simulator.seeds.vbr_restore_points import point_id
from support.entra_id import LOG_MOUNT, open_mounts
from support.full_disk import FullDisk
from support.killing import acts, end_after_replacing
from support.running import Bench

MODULE, MOUNT = "veeam_unstructured_flr", "veeam_entra_id_mount"
PREPARE, FETCH = "UnstructuredDataFlrPrepareForDownload", "UnstructuredDataFlrDownload"
NEWEST = {"api_version": "1.3-rev2"}
MOUNTS = "GetAllUnstructuredDataFLRBrowseSessions"
TASK = {"type": "FlrDownload"}


@pytest.fixture
def path(tmp_path):
    (tmp_path / "files").mkdir()
    return tmp_path / "files" / "x.zip"


@pytest.fixture
def plans(path):
    return {**NEWEST, "restore_point": {"name": PROJECTS}, "items": ["/plans", README], "download": {"path": str(path)}}


@pytest.fixture(autouse=True)
def no_mounts(bench):
    """Whatever a task does, nothing is mounted afterwards that was not before."""
    yield
    assert open_mounts(bench) == []


def requests(bench, start, operation):
    return [record for record in bench.simulator.requests(start) if record["operation_id"] == operation]


def test_files_are_downloaded_once(bench, plans, path):
    start = bench.simulator.mark()
    predicted = bench.do(MODULE, plans, check=True)
    assert bench.writes(start) == []
    first = bench.do(MODULE, plans)
    assert (predicted["changed"], predicted["diff"]) == (first["changed"], first["diff"])
    assert [item["status"] for item in first["items"]] == ["Downloaded"] * 2
    content = path.read_bytes()
    assert first["file"] == {
        "path": str(path),
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    with zipfile.ZipFile(path) as archive:
        assert {"plans/2026.xlsx", "plans/old/2024.xlsx", "readme.txt"} <= set(archive.namelist())
    assert oct(path.stat().st_mode & 0o777) == "0o600"
    assert len(requests(bench, start, FETCH)) == 1
    start = bench.simulator.mark()
    for check in (True, False):
        again = bench.do(MODULE, plans, check=check)
        assert (again["changed"], again["file"]) == (False, first["file"])
    assert bench.writes(start) == []


def test_a_file_that_holds_something_else_is_kept_unless_it_may_be_replaced(bench, plans, path):
    bench.do(MODULE, plans)
    for task in (
        {**plans, "items": ["/plans"]},
        {**plans, "recursive": False},
        {**plans, "restore_point": {"id": point_id(PROJECTS, 2, "UnstructuredData")}},
    ):
        assert bench.fail(MODULE, task)["error"]["kind"] == "RecoveryBlocked"
    path.write_bytes(b"something else")
    assert "Set download.force" in bench.fail(MODULE, plans)["msg"]
    assert path.read_bytes() == b"something else"
    assert bench.do(MODULE, {**plans, "download": {"path": str(path), "force": True}})["changed"]
    assert zipfile.is_zipfile(path)


def test_what_a_search_finds_is_downloaded(bench, plans, path):
    task = {**plans, "items": None, "search": {"path": "/plans", "pattern": "*.xlsx"}}
    assert bench.do(MODULE, task)["changed"]
    with zipfile.ZipFile(path) as archive:
        assert {"2026.xlsx", "budget.xlsx"} <= set(archive.namelist())
    assert not bench.do(MODULE, task)["changed"]


def test_audit_logs_are_downloaded_from_their_mount(bench, path):
    session = bench.do(MOUNT, {**LOG_MOUNT, **NEWEST})["mount"]["session_id"]
    task = {**NEWEST, "session_id": session, "items": [SIGN_INS], "download": {"path": str(path)}}
    predicted = bench.do(MODULE, task, check=True)
    done = bench.do(MODULE, task)
    assert (predicted["changed"], predicted["diff"]) == (done["changed"], done["diff"])
    again = bench.do(MODULE, task)
    assert (again["changed"], again["session_id"]) == (False, session)
    assert open_mounts(bench) == [session]
    bench.do(MOUNT, {**LOG_MOUNT, "state": "absent"})


def test_a_missing_file_is_named_before_anything_is_packed(bench, plans, path):
    start = bench.simulator.mark()
    failed = bench.fail(MODULE, {**plans, "items": [PLAN, "/nothing", "/no/x"]})
    assert failed["error"]["missing"] == ["/nothing", "/no/x"]
    assert acts(bench, start)[PREPARE] == 0
    task = {**plans, "items": [BUDGET, "/nothing", "/nothing/x"], "missing": "ignore"}
    done = bench.do(MODULE, task)
    assert [item["status"] for item in done["items"]] == ["Downloaded", "Missing"]
    for check in (True, False):
        again = bench.do(MODULE, task, check=check)
        assert not again["changed"]
        assert [(item["path"], item["status"]) for item in again["items"]] == [
            (BUDGET, "Present"),
            ("/nothing", "Missing"),
        ]
        assert again["diff"]["before"] == again["diff"]["after"] == done["diff"]["after"]
    assert "/nothing" not in done["diff"]["after"]["restored"]
    assert bench.fail(MODULE, {**task, "missing": "fail"})["error"]["missing"] == ["/nothing"]


def test_killed_when_the_archive_is_in_place_it_is_not_downloaded_again(bench, plans, path):
    end_after_replacing(bench, MODULE, plans)
    assert len(open_mounts(bench)) == 1
    again = bench.do(MODULE, plans)
    assert (again["changed"], again["file"]["size"]) == (False, path.stat().st_size)


def test_a_file_in_the_way_does_not_keep_the_mount_of_a_killed_run(bench, plans, path):
    end_after_replacing(bench, MODULE, plans)
    path.write_bytes(b"something else")
    left = open_mounts(bench)
    for check, mounts in ((True, left), (False, [])):
        assert bench.fail(MODULE, plans, check=check)["error"]["kind"] == "RecoveryBlocked"
        assert open_mounts(bench) == mounts
    assert (len(left), path.read_bytes()) == (1, b"something else")


def test_a_mount_that_cannot_be_removed_does_not_hide_what_blocks_the_task(bench, plans, path):
    end_after_replacing(bench, MODULE, plans)
    path.write_bytes(b"something else")
    bench.simulator.faults({"match": {"operation_id": MOUNTS}, "fault": {"kind": "status", "status": 500}, "times": 1})
    assert bench.fail(MODULE, plans)["error"]["kind"] == "RecoveryBlocked"
    assert [warning for warning in bench.warnings if "may still be open" in warning]
    assert bench.fail(MODULE, plans)["error"]["kind"] == "RecoveryBlocked"


@pytest.mark.parametrize(("outcome", "kind"), [("fail", "SessionFailed"), ("hang", "SessionTimedOut")])
def test_an_archive_that_is_not_packed_leaves_no_file(bench, plans, path, outcome, kind):
    bench.simulator.outcome(TASK, outcome, "No space", times=1)
    assert bench.fail(MODULE, {**plans, "wait_timeout": 20})["error"]["kind"] == kind
    assert os.listdir(path.parent) == []
    assert bench.do(MODULE, plans)["changed"]


def test_an_archive_that_may_lack_files_becomes_a_warning(bench, plans, path):
    bench.simulator.outcome(TASK, "warn", "/plans/2026.xlsx could not be read")
    assert bench.do(MODULE, plans)["changed"]
    assert [warning for warning in bench.warnings if "/plans/2026.xlsx could not be read" in warning]


@pytest.mark.parametrize("fault", ["truncate", "reset", "html"])
def test_a_download_that_breaks_off_leaves_no_file(bench, plans, path, fault):
    rule = {"match": {"operation_id": FETCH}, "fault": {"kind": fault}}
    bench.simulator.faults({**rule, "fault": {"kind": fault, "status": 200}} if fault == "html" else rule)
    bench.fail(MODULE, plans)
    assert os.listdir(path.parent) == []


def test_a_disk_that_is_full_leaves_no_file_and_no_mount(bench, plans, path, monkeypatch):
    monkeypatch.setattr(local_file, "os", FullDisk())
    failed = bench.fail(MODULE, plans)
    assert (failed["error"]["kind"], "No space left on device" in failed["msg"]) == ("FileNotWritten", True)
    assert os.listdir(path.parent) == []


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"api_version": "1.3-rev1"}, "destination copies files to a share or the backup server"),
        ({"state": "listed", "items": None, "paths": ["/"]}, "items, destination and download are for state=restored"),
        ({"download": {"path": "/nowhere/x.zip"}}, "There is no directory /nowhere"),
        ({"items": ["/"]}, "is the whole share"),
    ],
)
def test_bad_input_mounts_nothing(bench: Bench, plans, values, words):
    start = bench.simulator.mark()
    assert words in bench.fail(MODULE, {**plans, **values})["msg"]
    assert acts(bench, start) == {}
