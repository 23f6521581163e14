# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of machines are stored as an archive, whole or not at all; and thousands of them are restored."""

from __future__ import annotations

import hashlib
import os
import signal
import zipfile

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.engine import local_file
from simulator.seeds.vbr_files import HOSTS, MANY, MANY_FILES, MANY_FOLDER, REPORTS, SAME
from simulator.seeds.vbr_restore_points import point_id
from support.full_disk import FullDisk
from support.killing import end_after_replacing

RESTORE = "veeam_flr_restore"
LINUX = {"restore_point": {"name": "app01"}, "restore_type": "Overwrite", "credentials": "svc-backup"}


def machine_mounts(controller):
    return [mount["sessionId"] for mount in controller.client("vbr", "1.3-rev1").pages("/backupBrowser/flr")]


def test_a_download(controller, no_mounts, tmp_path):
    path = tmp_path / "reports.zip"
    task = {**LINUX, "paths": [REPORTS, HOSTS], "download": {"path": str(path)}}
    first = controller.succeed(RESTORE, task)
    assert first["changed"]
    content = path.read_bytes()
    assert first["file"] == {
        "path": str(path),
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    assert oct(path.stat().st_mode & 0o777) == "0o600"
    with zipfile.ZipFile(path) as archive:
        assert "reports/2025/q1 summary.pdf" in archive.namelist()
        assert archive.getinfo("hosts").file_size == 220
    assert sorted(os.listdir(tmp_path)) == ["controller", "reports.zip"]
    start = controller.simulator.mark()
    second = controller.succeed(RESTORE, task)
    assert (second["changed"], second["file"]) == (False, first["file"])
    assert controller.writes(start) == []
    path.write_bytes(b"something else")
    error = controller.fail(RESTORE, task)
    assert (error["error"]["kind"], "Set download.force" in error["msg"]) == ("RecoveryBlocked", True)
    assert path.read_bytes() == b"something else"
    assert controller.succeed(RESTORE, {**task, "download": {"path": str(path), "force": True}})["changed"]
    assert zipfile.is_zipfile(path)


@pytest.mark.parametrize("revision", ["1.2-rev1", "1.3-rev0", "1.3-rev1", "1.3-rev2"])
def test_every_revision_gets_the_request_for_an_archive_that_its_document_has(
    controller, no_mounts, tmp_path, revision
):
    path = tmp_path / "x.zip"
    task = {"restore_point": {"name": "web01"}, "type": "Windows", "paths": [SAME], "download": {"path": str(path)}}
    assert controller.succeed(RESTORE, {**task, "api_version": revision})["changed"]
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["logo.png"]


def test_a_rerun_knows_what_the_restore_point_lacks(controller, no_mounts, tmp_path):
    task = {**LINUX, "paths": [HOSTS, "/srv/none/*.pdf"], "missing": "ignore"}
    task["download"] = {"path": str(tmp_path / "x.zip")}
    first = controller.succeed(RESTORE, task)
    warned = [warning for warning in controller.warnings if "left out: '/srv/none/*.pdf'" in warning]
    assert len(warned) == 1
    for check in (True, False):
        again = controller.succeed(RESTORE, task, check=check)
        assert [item["status"] for item in again["items"]] == ["Present", "Missing"]
        assert (again["changed"], again["file"]) == (False, first["file"])
        assert again["diff"] == {"before": {"restored": [HOSTS]}, "after": {"restored": [HOSTS]}}
        assert [warning for warning in controller.warnings if "left out" in warning] == warned
    assert controller.fail(RESTORE, {**task, "missing": "fail"})["error"]["missing"] == ["/srv/none/*.pdf"]


def test_killed_when_the_archive_is_in_place_it_is_not_downloaded_again(controller, no_mounts, tmp_path):
    path = tmp_path / "x.zip"
    task = {**LINUX, "paths": [HOSTS], "download": {"path": str(path)}}
    end_after_replacing(controller, RESTORE, task)
    assert len(machine_mounts(controller)) == 1
    again = controller.succeed(RESTORE, task)
    assert (again["changed"], again["file"]["size"]) == (False, path.stat().st_size)
    assert machine_mounts(controller) == []


def test_a_file_in_the_way_does_not_keep_the_mount_of_a_killed_run(controller, no_mounts, tmp_path):
    path = tmp_path / "x.zip"
    task = {**LINUX, "paths": [HOSTS], "download": {"path": str(path)}}
    end_after_replacing(controller, RESTORE, task)
    path.write_bytes(b"something else")
    left = machine_mounts(controller)
    for check, mounts in ((True, left), (False, [])):
        assert controller.fail(RESTORE, task, check=check)["error"]["kind"] == "RecoveryBlocked"
        assert machine_mounts(controller) == mounts
    assert (len(left), path.read_bytes()) == (1, b"something else")


def packing(controller, start):
    """What the task did with what packs the files, and with the mount."""
    done = [record["operation_id"] for record in controller.simulator.requests(start)]
    return [name for name in done if name in ("StopTask", "StopFlrMount")]


@pytest.mark.parametrize(("outcome", "kind"), [("fail", "SessionFailed"), ("hang", "SessionTimedOut")])
def test_packing_that_does_not_end_well_is_over_before_its_mount_is_removed(
    controller, no_mounts, tmp_path, outcome, kind
):
    controller.simulator.outcome({"type": "FlrDownload"}, outcome, "No space", times=1)
    task = {**LINUX, "paths": [HOSTS], "download": {"path": str(tmp_path / "x.zip")}}
    start = controller.simulator.mark()
    error = controller.fail(RESTORE, {**task, "wait_timeout": 20})
    assert error["error"]["kind"] == kind
    assert packing(controller, start) == [*(["StopTask"] if outcome == "hang" else []), "StopFlrMount"]
    assert os.listdir(tmp_path) == ["controller"]


@pytest.mark.parametrize("fault", ["late", "unreadable", "signal"])
def test_packing_that_cannot_be_stopped_keeps_its_mount_and_a_rerun_removes_it(controller, no_mounts, tmp_path, fault):
    controller.simulator.outcome({"type": "FlrDownload"}, "hang", times=1)
    refused = {"kind": "status", "status": 403}
    controller.simulator.faults({"match": {"operation_id": "StopTask"}, "fault": refused, "times": None})
    if fault == "unreadable":
        controller.simulator.faults(
            {"match": {"path": "/api/v1/tasks/*", "method": "GET"}, "fault": refused, "times": 1}
        )

    def interrupted(line: str) -> None:
        if fault == "signal" and line.startswith("Packing"):
            os.kill(os.getpid(), signal.SIGTERM)

    task = {**LINUX, "paths": [HOSTS], "download": {"path": str(tmp_path / "x.zip")}}
    error = controller.run(RESTORE, {**task, "wait_timeout": 20}, watch=interrupted)
    (left,) = machine_mounts(controller)
    if fault != "signal":
        assert error["error"]["session_id"] == left
    assert [
        warning for warning in controller.warnings if f"{left} was left open. Packing the files may still" in warning
    ]
    assert controller.succeed(RESTORE, task)["session_id"] == left
    assert machine_mounts(controller) == []


@pytest.mark.parametrize(
    ("where", "words"), [("missing/x.zip", "There is no directory"), ("controller", "is a directory")]
)
def test_a_download_that_has_no_place(controller, no_mounts, tmp_path, where, words):
    start = controller.simulator.mark()
    error = controller.fail(RESTORE, {**LINUX, "paths": [HOSTS], "download": {"path": str(tmp_path / where)}})
    assert (error["error"]["kind"], words in error["msg"]) == ("FileNotWritten", True)
    assert controller.writes(start) == []


@pytest.mark.parametrize("fault", ["truncate", "reset", "status"])
def test_a_download_that_breaks_off_leaves_no_file(controller, no_mounts, tmp_path, fault):
    rule = {"match": {"operation_id": "DownloadFlrItem"}, "fault": {"kind": fault, "status": 500}}
    controller.simulator.faults(rule if fault == "status" else {**rule, "fault": {"kind": fault}})
    path = tmp_path / "x.zip"
    error = controller.fail(RESTORE, {**LINUX, "paths": [HOSTS], "download": {"path": str(path)}})
    assert error["error"]["kind"] in ("ConnectionFailed", "ApiError", "ResponseLost"), error
    assert os.listdir(tmp_path) == ["controller"]


def test_a_download_that_is_no_archive_is_not_kept(controller, no_mounts, tmp_path):
    path = tmp_path / "x.zip"
    rule = {"match": {"operation_id": "DownloadFlrItem"}, "fault": {"kind": "html", "status": 200}}
    controller.simulator.faults(rule)
    error = controller.fail(RESTORE, {**LINUX, "paths": [HOSTS], "download": {"path": str(path)}})
    assert error["error"]["kind"] == "UnexpectedResponse"
    assert not path.exists()


def test_a_download_that_warns_says_what_is_lacking(controller, no_mounts, tmp_path):
    controller.simulator.outcome({"type": "FlrDownload"}, "warn", message="/etc/hosts could not be read")
    path = tmp_path / "x.zip"
    assert controller.succeed(RESTORE, {**LINUX, "paths": [HOSTS], "download": {"path": str(path)}})["changed"]
    assert [warning for warning in controller.warnings if "/etc/hosts could not be read" in warning]
    assert path.exists()


def test_a_disk_that_is_full_leaves_no_file(controller, no_mounts, tmp_path, monkeypatch):
    monkeypatch.setattr(local_file, "os", FullDisk())
    error = controller.fail(RESTORE, {**LINUX, "paths": [HOSTS], "download": {"path": str(tmp_path / "x.zip")}})
    assert (error["error"]["kind"], "No space left on device" in error["msg"]) == ("FileNotWritten", True)
    assert os.listdir(tmp_path) == ["controller"]


def test_thousands_of_files_are_compared_and_restored(controller, no_mounts):
    controller.simulator.files(MANY, delete=[f"{MANY_FOLDER}\\{number:05}.dat" for number in range(0, MANY_FILES, 2)])
    point = {"name": MANY, "id": point_id(MANY, 2)}
    task = {"restore_point": point, "restore_type": "Overwrite", "paths": [f"{MANY_FOLDER}\\*.dat"]}
    result = controller.succeed(RESTORE, task)
    assert len(result["items"]) == MANY_FILES
    assert sum(item["status"] == "Succeeded" for item in result["items"]) == MANY_FILES / 2
    assert any(line.startswith(f"Reading {MANY_FOLDER}: ") for line in controller.progress)
    assert len(controller.simulator.files(MANY)) >= MANY_FILES
