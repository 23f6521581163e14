# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restores of mailboxes: once, to the right place, and no restore session left in any case."""

from __future__ import annotations

import hashlib
import json

import pytest

from simulator.behaviours.m365_mailboxes import MSG, PST
from simulator.seeds.m365_jobs import JOB
from simulator.seeds.m365_mailboxes import (
    ALEX,
    ANN,
    ANNS,
    BOB,
    BULK,
    BULK_ITEMS,
    LATER,
    LONG,
    MEETING,
    mailbox_id,
    restore_point,
)
from support.killing import acts, end_after_replacing
from support.m365 import ANNS_MAILBOX, FOLDER, MAILBOX, open_sessions, statuses

MODULE, SESSION = "veeam_m365_mailbox_restore", "veeam_m365_restore_session"
RESTORE_FOLDER = "ExchangeFolder_RestoreAction"
EXPLORE, INBOX = "Organization_Explore", "Inbox"
SEARCH = {**ANNS_MAILBOX, "search": f'subject:"{MEETING}"'}
WHOLE = {**ANNS_MAILBOX, "point_in_time": "2026-01-14T23:30:00Z"}
pytestmark = pytest.mark.usefixtures("no_restore_sessions")


@pytest.mark.parametrize(
    ("task", "revision", "own"),
    [(FOLDER, "v8", False), (FOLDER, "v8", True), (FOLDER, "v7", False), (SEARCH, "v8", False), (WHOLE, "v8", True)],
)
def test_what_is_missing_is_restored_once(controller, task, revision, own):
    controller.simulator.settings(product="m365", restores_in_session=own)
    task = {**task, "api_version": revision}
    start = controller.simulator.mark()
    predicted = controller.succeed(MODULE, task, check=True)
    assert controller.writes(start) == []
    done = controller.succeed(MODULE, task)
    assert predicted["diff"] == done["diff"]
    assert (predicted["changed"], done["changed"]) == (True, True)
    assert sum(one["restored"] for one in done["restores"]) >= 1
    written = len(controller.writes(start))
    for check in (True, False):
        again = controller.succeed(MODULE, task, check=check)
        assert (again["changed"], set(statuses(again)), again["restores"]) == (False, {"Present"}, [])
    # Nor was a session opened to find that out.
    assert len(controller.writes(start)) == written
    # The server has nothing to restore now.
    later = controller.succeed(MODULE, {**task, "since": controller.simulator.later()})
    assert (later["changed"], set(statuses(later))) == (False, {"Unchanged"})
    assert [one["restored"] for one in later["restores"]] == [0]


def test_named_in_another_way_it_is_the_same_mailbox(controller):
    controller.succeed(MODULE, FOLDER)
    for other in ({"mailbox": ANN}, {"mailbox": mailbox_id(ANNS)}, {"job": JOB, "organization": None}):
        task = {key: value for key, value in {**FOLDER, **other}.items() if value is not None}
        start = controller.simulator.mark()
        again = controller.succeed(MODULE, task)
        assert (again["changed"], statuses(again)) == (False, ["Present"])
        assert acts(controller, start)[RESTORE_FOLDER] == 0


def test_a_search_is_not_the_folder_of_the_same_name(controller):
    """What was restored in another way, or of more than before, was not restored so far."""
    folder = {**MAILBOX, "folders": [INBOX]}
    controller.succeed(MODULE, folder)
    for other in ({"folders": None, "search": INBOX}, {"show_deleted": True}, {"show_all_versions": True}):
        task = {key: value for key, value in {**folder, **other}.items() if value is not None}
        start = controller.simulator.mark()
        predicted = controller.succeed(MODULE, task, check=True)
        assert (predicted["changed"], statuses(predicted)) == (True, ["ToRestore"])
        done = controller.run(MODULE, task)
        assert done.get("items") is None or statuses(done) != ["Present"]
        assert [record for record in controller.simulator.requests(start) if record["operation_id"] == EXPLORE]
    assert controller.succeed(MODULE, {**folder, "show_deleted": False})["changed"] is False


def test_folders_have_odd_names_and_any_case(controller):
    task = {**ANNS_MAILBOX, "folders": [LONG.upper(), "inbox/In\\/Out", "Drafts"]}
    done = controller.succeed(MODULE, task)
    assert statuses(done) == ["Restored", "Unchanged", "Restored"]
    assert done["diff"]["before"] == {"restored": ["inbox/In\\/Out"]}
    assert [one["name"] for one in done["restores"]][1] == "the folder 'inbox/In\\/Out' of 'Ann Adams'"


def test_all_missing_things_are_listed_and_nothing_is_restored(controller):
    start = controller.simulator.mark()
    task = {**MAILBOX, "folders": ["Nothing/Here", "Inbox", "Inbox/Nothing"]}
    failed = controller.fail(MODULE, task)
    assert failed["error"]["missing"] == ["Nothing/Here", "Inbox/Nothing"]
    assert controller.fail(MODULE, {**MAILBOX, "search": "words that nobody wrote"})["error"]["missing"]
    assert controller.fail(MODULE, {**MAILBOX, "items": ["no-such+item="]})["error"]["missing"] == ["no-such+item="]
    assert acts(controller, start)[RESTORE_FOLDER] == 0
    done = controller.succeed(MODULE, {**task, "missing": "ignore"})
    assert statuses(done) == ["Missing", "Restored", "Missing"]
    assert any("left out: 'Nothing/Here'" in warning for warning in controller.warnings)
    assert controller.succeed(MODULE, {**task, "missing": "ignore"})["changed"] is False


def test_a_name_that_several_mailboxes_have_is_refused(controller):
    failed = controller.fail(MODULE, {**MAILBOX, "mailbox": ALEX, "folders": ["Inbox"]})
    assert len(failed["error"]["candidates"]) == 2
    assert "(ann@dr.example, archive)" in controller.fail(MODULE, {**MAILBOX, "mailbox": ANNS})["msg"]
    assert "not found among the 5" in controller.fail(MODULE, {**MAILBOX, "mailbox": "Nobody"})["msg"]
    assert (
        "not found among the 5"
        in controller.fail(MODULE, {**MAILBOX, "mailbox": mailbox_id("cleo@branch.example")})["msg"]
    )


def test_a_search_is_read_to_its_end(controller):
    found = controller.succeed(MODULE, {**MAILBOX, "search": "Bulk", "folders": [BULK]})
    assert len(found["items"]) == BULK_ITEMS
    assert found["restores"][0]["skipped"] == BULK_ITEMS


def test_items_are_restored_from_the_point_in_time(controller):
    task = {**MAILBOX, "search": LATER, "point_in_time": "2026-01-14T00:00:00+01:00"}
    assert controller.fail(MODULE, task)["error"]["missing"] == [LATER]
    done = controller.succeed(MODULE, {**task, "point_in_time": "2026-01-15T00:00:00+01:00"})
    assert (statuses(done), done["restore_point"]["creation_time"]) == (["Restored"], "2026-01-14T22:00:00Z")
    one = controller.succeed(MODULE, {**MAILBOX, "items": [done["items"][0]["id"]]})
    assert one["items"][0]["name"] == LATER
    failed = controller.fail(MODULE, {**task, "point_in_time": "2025-01-01T00:00:00Z"})
    assert failed["error"]["kind"] == "NoRestorePoint"


def test_to_another_mailbox_with_everything_that_may_be_said(controller):
    target = {
        "mailbox": "alex@dr.example",
        "folder": "Restored",
        "region": "Worldwide",
        "organization_name": "dr.example",
        **dict.fromkeys(("changed_items", "deleted_items", "mark_as_unread", "exclude_drafts"), True),
    }
    secrets = ("PFX`certificate", 'pass "word" +')
    authentication = {
        "application_id": mailbox_id("application"),
        "application_certificate": secrets[0],
        "application_certificate_password": secrets[1],
        "impersonation_account": "admin@dr.example",
    }
    task = {**FOLDER, "target": target, "authentication": authentication}
    done = controller.succeed(MODULE, task)
    assert controller.shown_secrets(done, controller.progress, list(controller.warnings)) == []
    assert set(secrets) <= controller.secrets
    assert controller.simulator.secrets(
        "m365 restore", product="m365", applicationCertificate=secrets[0], applicationCertificatePassword=secrets[1]
    ) == {"applicationCertificate": True, "applicationCertificatePassword": True}
    assert done["changed"]
    assert controller.succeed(MODULE, task)["changed"] is False
    # Elsewhere, it was not restored so far.
    for other in (FOLDER, {**task, "target": {"mailbox": "alex@dr.example"}}):
        assert controller.succeed(MODULE, other)["changed"]


def test_a_newer_backup_is_a_reason_only_where_the_task_says_so(controller):
    controller.succeed(MODULE, FOLDER)
    copy = {**FOLDER, "target": {"mailbox": "alex@dr.example"}, "again": "new_restore_point"}
    controller.succeed(MODULE, copy)
    now = controller.simulator.advance(3600)
    newer = restore_point(controller.simulator.now().strftime("%Y-%m-%dT%H:%M:%SZ"))
    controller.simulator.seed("RestorePoints", objects=[newer], product="m365")
    controller.simulator.advance(3600)
    failed = controller.fail(MODULE, FOLDER)
    assert failed["error"]["kind"] == "RecoveryBlocked"
    assert "a newer backup exists now" in failed["msg"]
    assert 'since: "' in failed["msg"]
    assert now
    again = controller.succeed(MODULE, copy)
    assert statuses(again) == ["Unchanged"]
    assert statuses(controller.succeed(MODULE, copy)) == ["Present"]
    pinned = {**FOLDER, "point_in_time": "2026-01-14T23:00:00Z"}
    assert statuses(controller.succeed(MODULE, pinned)) == ["Unchanged"]
    assert statuses(controller.succeed(MODULE, pinned)) == ["Present"]
    assert "would overwrite the original" in controller.fail(MODULE, {**FOLDER, "again": "new_restore_point"})["msg"]


@pytest.mark.parametrize(
    ("given", "magic", "subjects"),
    [
        ({"export": {"keyword": "budget", "size_limit_gb": 2}}, PST, ["Budget"]),
        ({"folders": ["Drafts"], "export": {}}, PST, ["Draft 1"]),
        ({"search": MEETING, "export": {}}, PST, [MEETING, f"{MEETING} minutes"]),
        ({"search": MEETING, "export": {"format": "msg"}}, MSG, [MEETING, f"{MEETING} minutes"]),
        ({"search": "minutes", "export": {"format": "msg"}}, MSG, [f"{MEETING} minutes"]),
    ],
)
def test_an_export_is_a_file_with_size_and_checksum(controller, tmp_path, given, magic, subjects):
    path = tmp_path / "Größe und mehr.bin"
    task = {**ANNS_MAILBOX, **given, "export": {**given["export"], "path": str(path)}}
    assert controller.succeed(MODULE, task, check=True)["changed"]
    assert not path.exists()
    done = controller.succeed(MODULE, task)
    content = path.read_bytes()
    assert content.startswith(magic)
    told = json.loads(content[len(magic) :])
    assert told["subjects"] == subjects
    assert told["limit"] == (2 * 1024**3 if given["export"].get("size_limit_gb") else None)
    assert done["file"] == {"path": str(path), "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    assert (done["changed"], set(statuses(done))) == (True, {"Exported"})
    start = controller.simulator.mark()
    again = controller.succeed(MODULE, task)
    assert (again["changed"], again["file"]) == (False, done["file"])
    assert controller.writes(start) == []
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == [path.name]


def test_a_file_that_holds_something_else_is_replaced_only_with_force(controller, tmp_path):
    path = tmp_path / "ann.pst"
    path.write_text("mine", "utf-8")
    task = {**ANNS_MAILBOX, "folders": ["Drafts"], "export": {"path": str(path)}}
    assert controller.fail(MODULE, task)["error"]["kind"] == "RecoveryBlocked"
    assert path.read_text("utf-8") == "mine"
    forced = {**task, "export": {"path": str(path), "force": True}}
    assert controller.succeed(MODULE, forced)["changed"]
    assert controller.succeed(MODULE, forced)["changed"]
    assert controller.succeed(MODULE, task)["changed"] is False
    # Of another folder, it is another file.
    assert "does not hold what this task exports" in controller.fail(MODULE, {**task, "folders": ["Inbox"]})["msg"]
    for wrong in (tmp_path, tmp_path / "none" / "x.pst"):
        assert controller.fail(MODULE, {**task, "export": {"path": str(wrong)}})["error"]["kind"] == "FileNotWritten"


def test_killed_when_the_file_is_in_place_it_is_not_exported_again(controller, tmp_path):
    path = tmp_path / "ann.pst"
    task = {**ANNS_MAILBOX, "folders": ["Drafts"], "export": {"path": str(path)}}
    end_after_replacing(controller, MODULE, task)
    again = controller.succeed(MODULE, task)
    assert (again["changed"], again["file"]["size"]) == (False, path.stat().st_size)
    assert open_sessions(controller) == []


def test_a_rerun_of_an_export_knows_what_the_backup_lacks(controller, tmp_path):
    found = controller.succeed(MODULE, {**ANNS_MAILBOX, "search": MEETING})["items"][0]["id"]
    task = {**ANNS_MAILBOX, "items": [found, "no-such+item="], "missing": "ignore"}
    task["export"] = {"format": "msg", "path": str(tmp_path / "ann.msg")}
    assert statuses(controller.succeed(MODULE, task)) == ["Exported", "Missing"]
    warned = [warning for warning in controller.warnings if "left out" in warning]
    for check in (True, False):
        again = controller.succeed(MODULE, task, check=check)
        assert (again["changed"], statuses(again)) == (False, ["Present", "Missing"])
        assert [warning for warning in controller.warnings if "left out" in warning] == warned
    assert controller.fail(MODULE, {**task, "missing": "fail"})["error"]["missing"] == ["no-such+item="]


@pytest.mark.parametrize("fault", [{"kind": "status", "status": 500}, {"kind": "truncate"}, {"kind": "reset"}])
def test_no_part_of_a_file_is_left(controller, tmp_path, fault):
    path = tmp_path / "ann.pst"
    controller.simulator.faults({"match": {"template": "*/exportToPst"}, "fault": fault}, product="m365")
    controller.fail(MODULE, {**ANNS_MAILBOX, "folders": ["Drafts"], "export": {"path": str(path)}})
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == []
    assert open_sessions(controller) == []


def test_a_person_restores_in_a_session_that_stays(controller):
    session = controller.succeed(SESSION, {"organization": "dr.example", "type": "Exchange"})["session"]["id"]
    task = {"session_id": session, "mailbox": BOB, "search": MEETING}
    start = controller.simulator.mark()
    predicted = controller.succeed(MODULE, task, check=True)
    assert controller.writes(start) == []
    done = controller.succeed(MODULE, task)
    assert (predicted["changed"], predicted["diff"]) == (done["changed"], done["diff"])
    assert done["session_id"] == session
    assert controller.succeed(MODULE, task)["changed"] is False
    failed = controller.fail(MODULE, {**task, "search": LATER, "authentication": {"user_code": "UNKNOWN"}})
    assert failed["error"]["status"] == 400
    path = f"/RestoreSessions/{session}/organization/restoreDeviceCode"
    code = controller.client("m365", "v8").write("POST", path, {})["userCode"]
    assert controller.succeed(MODULE, {**task, "search": LATER, "authentication": {"user_code": code}})["changed"]
    assert open_sessions(controller) == [session]
    controller.succeed(SESSION, {"id": session, "state": "absent"})
    assert "It has stopped" in controller.fail(MODULE, task)["msg"]
    assert "There is no" in controller.fail(MODULE, {**task, "session_id": mailbox_id("none")})["msg"]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"folders": []}, "folders is empty"),
        ({"folders": ["Inbox", "inbox/"]}, "folders has 'inbox/' twice"),
        ({"folders": ["Inbox//x"]}, "in which a name is empty"),
        ({"items": ["x"], "search": "y"}, "items cannot be combined"),
        ({"job": JOB, "repository": "x"}, "Give job or repository"),
        ({"organization": "none.example"}, "Organization 'none.example' not found"),
        ({"point_in_time": "soon"}, "is not a date and time"),
        ({"since": "2026-01-14"}, "has no offset"),
        ({"export": {"path": "x.pst", "format": "msg"}}, "export.format=msg is for items"),
        ({"export": {"path": "x.pst"}, "folders": ["a", "b"]}, "exports one folder at a time"),
        ({"export": {"path": "x.pst", "keyword": "x"}, "search": "y"}, "export.keyword is for a mailbox or"),
        ({"export": {"path": "x.pst"}, "authentication": {"user_code": "x"}}, "Leave it out with export"),
        ({"authentication": {"application_certificate": "x"}}, "application_certificate needs"),
        ({"authentication": {"application_certificate_password": "x"}}, "needs authentication.application_certificate"),
        ({"authentication": {"impersonation_account": "x"}}, "belong together"),
    ],
)
def test_bad_input_opens_no_session(controller, values, words):
    start = controller.simulator.mark()
    assert words in controller.fail(MODULE, {**MAILBOX, **values})["msg"]
    assert controller.writes(start) == []
