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
from support.running import Controller

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
def no_mounts(controller):
    """Whatever a task does, nothing is mounted afterwards that was not before."""
    yield
    assert open_mounts(controller) == []


def requests(controller, start, operation):
    return [record for record in controller.simulator.requests(start) if record["operation_id"] == operation]


def test_files_are_downloaded_once(controller, plans, path):
    start = controller.simulator.mark()
    predicted = controller.succeed(MODULE, plans, check=True)
    assert controller.writes(start) == []
    first = controller.succeed(MODULE, plans)
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
    assert len(requests(controller, start, FETCH)) == 1
    start = controller.simulator.mark()
    for check in (True, False):
        again = controller.succeed(MODULE, plans, check=check)
        assert (again["changed"], again["file"]) == (False, first["file"])
    assert controller.writes(start) == []


def test_a_file_that_holds_something_else_is_kept_unless_it_may_be_replaced(controller, plans, path):
    controller.succeed(MODULE, plans)
    for task in (
        {**plans, "items": ["/plans"]},
        {**plans, "recursive": False},
        {**plans, "restore_point": {"id": point_id(PROJECTS, 2, "UnstructuredData")}},
    ):
        assert controller.fail(MODULE, task)["error"]["kind"] == "RecoveryBlocked"
    path.write_bytes(b"something else")
    assert "Set download.force" in controller.fail(MODULE, plans)["msg"]
    assert path.read_bytes() == b"something else"
    assert controller.succeed(MODULE, {**plans, "download": {"path": str(path), "force": True}})["changed"]
    assert zipfile.is_zipfile(path)


def test_what_a_search_finds_is_downloaded(controller, plans, path):
    task = {**plans, "items": None, "search": {"path": "/plans", "pattern": "*.xlsx"}}
    assert controller.succeed(MODULE, task)["changed"]
    with zipfile.ZipFile(path) as archive:
        assert {"2026.xlsx", "budget.xlsx"} <= set(archive.namelist())
    assert not controller.succeed(MODULE, task)["changed"]


def test_audit_logs_are_downloaded_from_their_mount(controller, path):
    session = controller.succeed(MOUNT, {**LOG_MOUNT, **NEWEST})["mount"]["session_id"]
    task = {**NEWEST, "session_id": session, "items": [SIGN_INS], "download": {"path": str(path)}}
    predicted = controller.succeed(MODULE, task, check=True)
    done = controller.succeed(MODULE, task)
    assert (predicted["changed"], predicted["diff"]) == (done["changed"], done["diff"])
    again = controller.succeed(MODULE, task)
    assert (again["changed"], again["session_id"]) == (False, session)
    assert open_mounts(controller) == [session]
    controller.succeed(MOUNT, {**LOG_MOUNT, "state": "absent"})


def test_a_missing_file_is_named_before_anything_is_packed(controller, plans, path):
    start = controller.simulator.mark()
    failed = controller.fail(MODULE, {**plans, "items": [PLAN, "/nothing", "/no/x"]})
    assert failed["error"]["missing"] == ["/nothing", "/no/x"]
    assert acts(controller, start)[PREPARE] == 0
    task = {**plans, "items": [BUDGET, "/nothing", "/nothing/x"], "missing": "ignore"}
    done = controller.succeed(MODULE, task)
    assert [item["status"] for item in done["items"]] == ["Downloaded", "Missing"]
    for check in (True, False):
        again = controller.succeed(MODULE, task, check=check)
        assert not again["changed"]
        assert [(item["path"], item["status"]) for item in again["items"]] == [
            (BUDGET, "Present"),
            ("/nothing", "Missing"),
        ]
        assert again["diff"]["before"] == again["diff"]["after"] == done["diff"]["after"]
    assert "/nothing" not in done["diff"]["after"]["restored"]
    assert controller.fail(MODULE, {**task, "missing": "fail"})["error"]["missing"] == ["/nothing"]


def test_killed_when_the_archive_is_in_place_it_is_not_downloaded_again(controller, plans, path):
    end_after_replacing(controller, MODULE, plans)
    assert len(open_mounts(controller)) == 1
    again = controller.succeed(MODULE, plans)
    assert (again["changed"], again["file"]["size"]) == (False, path.stat().st_size)


def test_a_file_in_the_way_does_not_keep_the_mount_of_a_killed_run(controller, plans, path):
    end_after_replacing(controller, MODULE, plans)
    path.write_bytes(b"something else")
    left = open_mounts(controller)
    for check, mounts in ((True, left), (False, [])):
        assert controller.fail(MODULE, plans, check=check)["error"]["kind"] == "RecoveryBlocked"
        assert open_mounts(controller) == mounts
    assert (len(left), path.read_bytes()) == (1, b"something else")


def test_a_mount_that_cannot_be_removed_does_not_hide_what_blocks_the_task(controller, plans, path):
    end_after_replacing(controller, MODULE, plans)
    path.write_bytes(b"something else")
    controller.simulator.faults(
        {"match": {"operation_id": MOUNTS}, "fault": {"kind": "status", "status": 500}, "times": 1}
    )
    assert controller.fail(MODULE, plans)["error"]["kind"] == "RecoveryBlocked"
    assert [warning for warning in controller.warnings if "may still be open" in warning]
    assert controller.fail(MODULE, plans)["error"]["kind"] == "RecoveryBlocked"


@pytest.mark.parametrize(("outcome", "kind"), [("fail", "SessionFailed"), ("hang", "SessionTimedOut")])
def test_an_archive_that_is_not_packed_leaves_no_file(controller, plans, path, outcome, kind):
    controller.simulator.outcome(TASK, outcome, "No space", times=1)
    assert controller.fail(MODULE, {**plans, "wait_timeout": 20})["error"]["kind"] == kind
    assert os.listdir(path.parent) == []
    assert controller.succeed(MODULE, plans)["changed"]


def test_an_archive_that_may_lack_files_becomes_a_warning(controller, plans, path):
    controller.simulator.outcome(TASK, "warn", "/plans/2026.xlsx could not be read")
    assert controller.succeed(MODULE, plans)["changed"]
    assert [warning for warning in controller.warnings if "/plans/2026.xlsx could not be read" in warning]


@pytest.mark.parametrize("fault", ["truncate", "reset", "html"])
def test_a_download_that_breaks_off_leaves_no_file(controller, plans, path, fault):
    rule = {"match": {"operation_id": FETCH}, "fault": {"kind": fault}}
    controller.simulator.faults({**rule, "fault": {"kind": fault, "status": 200}} if fault == "html" else rule)
    controller.fail(MODULE, plans)
    assert os.listdir(path.parent) == []


def test_a_disk_that_is_full_leaves_no_file_and_no_mount(controller, plans, path, monkeypatch):
    monkeypatch.setattr(local_file, "os", FullDisk())
    failed = controller.fail(MODULE, plans)
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
def test_bad_input_mounts_nothing(controller: Controller, plans, values, words):
    start = controller.simulator.mark()
    assert words in controller.fail(MODULE, {**plans, **values})["msg"]
    assert acts(controller, start) == {}
