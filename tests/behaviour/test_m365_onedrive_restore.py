# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restores of OneDrives: folders, documents and versions, once, and no restore session left in any case."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile

import pytest

from simulator.seeds.m365_mailboxes import ANN, BOB
from simulator.seeds.m365_onedrives import (
    BUDGET,
    EARLIER,
    LATEST,
    LONG_FOLDER,
    NOTES,
    ONEDRIVES,
    REPORT,
    REPORTS,
    UMLAUT,
    YEAR,
)
from support.killing import acts, kills
from support.m365 import open_sessions, statuses

MODULE, SESSION = "veeam_m365_onedrive_restore", "veeam_m365_restore_session"
FOLDERS, DOCUMENTS = "OneDriveFolder_RestoreFoldersAction", "OneDriveDocument_RestoreDocumentsAction"
BASE = {"organization": "dr.example", "onedrive": BOB}
ANNS = {**BASE, "onedrive": ANN}
MIXED = {**BASE, "paths": [REPORTS, f"{LONG_FOLDER}/{UMLAUT}", NOTES.upper()]}
DEEP = f"{REPORTS}/{YEAR}/{BUDGET}"
OF_A_RESTORE = {"name": "Restoring *"}
pytestmark = pytest.mark.usefixtures("no_restore_sessions")


@pytest.mark.parametrize(("revision", "own"), [("v8", False), ("v8", True), ("v7", False)])
def test_folders_and_documents_are_restored_once(controller, revision, own):
    controller.simulator.settings(product="m365", restores_in_session=own)
    task = {**MIXED, "api_version": revision, "existing": "Overwrite"}
    start = controller.simulator.mark()
    predicted = controller.succeed(MODULE, task, check=True)
    assert controller.writes(start) == []
    done = controller.succeed(MODULE, task)
    assert predicted["diff"] == done["diff"]
    assert [(one["restored"], one["skipped"]) for one in done["restores"]] == [(2, 0), (1, 1)]
    assert [item["type"] for item in done["items"]] == ["folder", "document", "document"]
    for check in (True, False):
        again = controller.succeed(MODULE, task, check=check)
        assert (again["changed"], set(statuses(again)), again["restores"]) == (False, {"Present"}, [])
    assert (acts(controller, start)[FOLDERS], acts(controller, start)[DOCUMENTS]) == (1, 1)
    later = controller.succeed(MODULE, {**task, "since": controller.simulator.later()})
    assert (later["changed"], set(statuses(later))) == (False, {"Unchanged"})


def test_the_whole_onedrive_and_what_is_there_already(controller):
    kept = controller.succeed(MODULE, {**ANNS, "paths": [f"{REPORTS}/{REPORT}"], "existing": "Keep"})
    assert (kept["changed"], statuses(kept)) == (False, ["Unchanged"])
    done = controller.succeed(MODULE, {**ANNS, "existing": "Overwrite"})
    assert [(one["restored"], one["skipped"]) for one in done["restores"]] == [(3, 1)]
    by_url = {**ANNS, "onedrive": ONEDRIVES[0]["url"] + "/"}
    assert controller.succeed(MODULE, {**by_url, "existing": "Overwrite"})["changed"] is False


def test_what_was_kept_is_overwritten_where_the_task_changes(controller):
    kept = {**ANNS, "paths": [f"{REPORTS}/{REPORT}"], "existing": "Keep"}
    controller.succeed(MODULE, kept)
    assert statuses(controller.succeed(MODULE, kept)) == ["Present"]
    for other in ({"existing": "Overwrite"}, {"show_deleted": True}, {"show_all_versions": True}):
        start = controller.simulator.mark()
        assert controller.succeed(MODULE, {**kept, **other}, check=True)["changed"]
        assert statuses(controller.succeed(MODULE, {**kept, **other})) != ["Present"]
        assert acts(controller, start)[DOCUMENTS] == 1
        assert statuses(controller.succeed(MODULE, {**kept, **other})) == ["Present"]


def test_an_earlier_version_of_a_document(controller):
    task = {**ANNS, "paths": [f"{REPORTS}/{REPORT}"], "version": EARLIER}
    done = controller.succeed(MODULE, task)
    assert (done["changed"], statuses(done)) == (True, ["Restored"])
    assert done["restores"][0]["name"].startswith(f"version {EARLIER} of")
    assert controller.succeed(MODULE, task)["changed"] is False
    # The backup's own version is another one, and was not restored so far.
    assert controller.succeed(MODULE, {**task, "version": LATEST})["changed"]
    assert "Available: '1.0', '2.0', '3.0'" in controller.fail(MODULE, {**task, "version": "9.0"})["msg"]
    assert "is a folder" in controller.fail(MODULE, {**task, "paths": [REPORTS]})["msg"]


def test_what_a_search_finds_is_restored(controller):
    done = controller.succeed(MODULE, {**BASE, "search": "e", "paths": [REPORTS]})
    assert {item["name"] for item in done["items"]} == {REPORT, BUDGET}
    # Folders and documents, in two requests.
    both = controller.succeed(MODULE, {**BASE, "search": "repo"})
    assert {item["type"] for item in both["items"]} == {"folder", "document"}
    assert len(both["restores"]) == 2
    assert controller.succeed(MODULE, {**BASE, "search": "repo"})["changed"] is False
    before = {**BASE, "search": UMLAUT, "point_in_time": "2026-01-13T23:00:00Z"}
    assert controller.fail(MODULE, before)["error"]["missing"] == [UMLAUT]


def test_copies_to_another_onedrive(controller):
    target = {"onedrive": ANN, "folder": "Restored", "document_version": "Last", "last_version_action": "Merge"}
    task = {**BASE, "paths": [DEEP], "target": {**target, "changed_items": False, "deleted_items": False}}
    assert controller.succeed(MODULE, task)["changed"]
    assert controller.succeed(MODULE, task)["changed"] is False
    folder = {**BASE, "paths": [REPORTS], "target": {**target, "restore_permissions": True}}
    assert controller.succeed(MODULE, folder)["restores"][0]["restored"] == 1
    assert controller.succeed(MODULE, {**BASE, "target": target})["restores"][0]["restored"] == 2
    version = {**BASE, "paths": [DEEP], "version": EARLIER, "target": target}
    assert statuses(controller.succeed(MODULE, version)) == ["Restored"]
    wrong = {**task, "target": {**target, "send_notification": True}}
    assert "send_notification is for folders and whole OneDrives" in controller.fail(MODULE, wrong)["msg"]
    failed = controller.fail(MODULE, {**task, "api_version": "v7", "since": controller.simulator.later()})
    assert "needs api_version v8" in failed["msg"]
    assert "not found among the 4" in controller.fail(MODULE, {**task, "target": {"onedrive": "Nobody"}})["msg"]


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ({}, [BUDGET, NOTES, REPORT, UMLAUT]),
        ({"paths": [REPORTS]}, [BUDGET, REPORT]),
        ({"paths": [DEEP, NOTES]}, [BUDGET, NOTES]),
        ({"paths": [DEEP], "zip": False}, [BUDGET]),
        ({"paths": [DEEP], "version": EARLIER}, [BUDGET]),
    ],
)
def test_a_saved_file_has_size_and_checksum(controller, tmp_path, given, names):
    path = tmp_path / "Größe.zip"
    export = {"path": str(path), "zip": given.get("zip", True)}
    task = {**BASE, **{name: value for name, value in given.items() if name != "zip"}, "export": export}
    done = controller.succeed(MODULE, task)
    content = path.read_bytes()
    assert done["file"] == {"path": str(path), "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    if export["zip"]:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            documents = [json.loads(archive.read(name)) for name in archive.namelist()]
    else:
        documents = [json.loads(content)]
    assert sorted(one["name"] for one in documents) == sorted(names)
    assert {one["version"] for one in documents} == {given.get("version", LATEST)}
    again = controller.succeed(MODULE, task)
    assert (again["changed"], again["file"], set(statuses(again))) == (False, done["file"], {"Present"})


def test_what_cannot_be_one_file(controller, tmp_path):
    export = {"path": str(tmp_path / "x.zip")}
    assert "Export them in two tasks" in controller.fail(MODULE, {**MIXED, "export": export})["msg"]
    single = {**BASE, "paths": [REPORTS], "export": {**export, "zip": False}}
    assert "is a folder" in controller.fail(MODULE, single)["msg"]
    controller.simulator.faults(
        {"match": {"template": "*/Folders/save"}, "fault": {"kind": "truncate"}}, product="m365"
    )
    controller.fail(MODULE, {**BASE, "paths": [REPORTS], "export": export})
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == []


def test_missing_and_ambiguous(controller):
    start = controller.simulator.mark()
    task = {**BASE, "paths": ["None/x", NOTES, f"{REPORTS}/none"]}
    assert controller.fail(MODULE, task)["error"]["missing"] == ["None/x", f"{REPORTS}/none"]
    assert "2 objects of kind 'OneDrive'" in controller.fail(MODULE, {**BASE, "onedrive": "Alex Example"})["msg"]
    assert acts(controller, start)[DOCUMENTS] == 0
    assert statuses(controller.succeed(MODULE, {**task, "missing": "ignore"})) == ["Missing", "Unchanged", "Missing"]


def test_a_restore_that_fails_is_repeated_and_one_that_hangs_is_stopped(controller):
    for outcome, kind in (("fail", "SessionFailed"), ("hang", "SessionTimedOut")):
        controller.simulator.outcome(OF_A_RESTORE, outcome, "The OneDrive is locked", times=1, product="m365")
        assert controller.fail(MODULE, {**MIXED, "wait_timeout": 20})["error"]["kind"] == kind
        assert open_sessions(controller) == []
    assert controller.succeed(MODULE, MIXED)["changed"]


def test_killed_after_any_request_it_goes_on(controller):
    def begin() -> int:
        controller.simulator.reset()
        controller.forget()
        controller.simulator.settings(product="m365", speed=0)
        return controller.simulator.mark()

    for kill in kills(controller, MODULE, MIXED, begin):
        controller.succeed(MODULE, MIXED)
        assert open_sessions(controller) == [], kill
        assert (acts(controller, kill.start)[FOLDERS], acts(controller, kill.start)[DOCUMENTS]) == (1, 1), kill
        assert controller.succeed(MODULE, MIXED)["changed"] is False


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"paths": []}, "paths is empty"),
        ({"paths": ["a", "/A"]}, "paths has '/A' twice"),
        ({"paths": ["a", "b"], "search": "x"}, "search looks in one folder"),
        ({"version": "1.0"}, "version is of one document"),
        ({"existing": "Keep", "target": {"onedrive": "x"}}, "existing is for the original"),
        ({"export": {"path": "x.zip", "zip": False}}, "export.zip=false is for one document"),
        ({"authentication": {"application_certificate": "x"}}, "application_certificate needs"),
    ],
)
def test_bad_input_opens_no_session(controller, values, words):
    start = controller.simulator.mark()
    assert words in controller.fail(MODULE, {**BASE, **values})["msg"]
    assert controller.writes(start) == []
