# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restores of mailboxes that fail, are killed, interrupted or doubled: no second restore, and no session left."""

from __future__ import annotations

import signal

import pytest

from simulator.seeds.m365_mailboxes import ANNS, BOB, MEETING
from support.killing import acts, interrupt_after_request, kills
from support.m365 import FOLDER, MAILBOX, open_sessions, statuses
from support.races import after_the_write, before_the_write
from support.running import Controller

MODULE, SESSION = "veeam_m365_mailbox_restore", "veeam_m365_restore_session"
RESTORE_FOLDER = "ExchangeFolder_RestoreAction"
OF_A_RESTORE = {"name": "Restoring *"}
pytestmark = pytest.mark.usefixtures("no_restore_sessions")


@pytest.mark.parametrize("own", [False, True])
@pytest.mark.parametrize(
    ("outcome", "kind", "words"),
    [
        ("fail", "SessionFailed", "failed: The mailbox is locked."),
        ("hang", "SessionTimedOut", "was not finished after wait_timeout=20 seconds and was stopped"),
    ],
)
def test_a_restore_that_goes_wrong_says_why_and_can_be_repeated(controller, outcome, kind, words, own):
    controller.simulator.settings(product="m365", restores_in_session=own)
    controller.simulator.outcome(OF_A_RESTORE, outcome, "The mailbox is locked", times=1, product="m365")
    failed = controller.fail(MODULE, {**FOLDER, "wait_timeout": 20})
    assert (failed["error"]["kind"], words in failed["msg"]) == (kind, True), failed
    assert open_sessions(controller) == []
    assert statuses(controller.succeed(MODULE, FOLDER)) == ["Restored"]


@pytest.mark.parametrize("revision", ["v7", "v8"])
def test_items_that_fail_are_a_failure(controller, revision):
    task = {**MAILBOX, "folders": ["Drafts"], "api_version": revision}
    failed = controller.fail(MODULE, task)
    assert failed["error"]["kind"] == "NotConverged"
    assert "1 items were not restored. Item Broken attachment cannot be restored" in failed["msg"]
    assert failed["error"]["restore"]["restored"] == 1
    # The rest was restored, and what failed is tried once more.
    failed = controller.fail(MODULE, task)
    assert (failed["error"]["restore"]["restored"], failed["error"]["restore"]["skipped"]) == (0, 1)


def test_a_warning_is_passed_on(controller):
    controller.simulator.outcome(OF_A_RESTORE, "warn", "A calendar was skipped", product="m365")
    assert controller.succeed(MODULE, FOLDER)["changed"]
    assert any("A calendar was skipped" in warning for warning in controller.warnings)


@pytest.mark.parametrize(
    ("template", "status"),
    [("mailboxes", 500), ("folders", 403), ("search", 400), ("items/restore", 403), ("Statistics", 500)],
)
def test_whatever_fails_the_session_is_stopped(controller, template, status):
    fault = {"match": {"template": f"*/{template}"}, "fault": {"kind": "status", "status": status}}
    controller.simulator.faults(fault, product="m365")
    failed = controller.fail(MODULE, {**MAILBOX, "folders": ["Inbox"], "search": MEETING, "retries": 0})
    assert failed["error"]["status"] == status
    assert open_sessions(controller) == []


def test_who_may_not_restore_is_refused(controller):
    who = {"username": "nobody@dr.example", "password": "a word"}
    failed = controller.fail(MODULE, {**FOLDER, "authentication": who})
    assert (failed["error"]["error_code"], failed["error"]["status"]) == ("ResourceAccessDenied", 403)
    assert controller.succeed(MODULE, {**FOLDER, "authentication": {**who, "username": ANNS}})["changed"]


def test_a_session_that_somebody_stops_is_the_reason(controller):
    controller.simulator.settings(product="m365", restores_in_session=True)
    controller.simulator.outcome(OF_A_RESTORE, "hang", product="m365")
    session = controller.succeed(SESSION, {"organization": "dr.example", "type": "Exchange"})["session"]["id"]

    def stop() -> None:
        controller.succeed(SESSION, {"id": session, "state": "absent"})

    with after_the_write(stop):
        failed = controller.fail(MODULE, {"session_id": session, "mailbox": BOB, "folders": ["Inbox"]})
    assert failed["error"]["kind"] == "SessionFailed"
    assert "its session was stopped" in failed["msg"]


@pytest.mark.parametrize("own", [False, True])
def test_killed_after_any_request_it_goes_on(controller, own):
    def begin() -> int:
        controller.simulator.reset()
        controller.forget()
        controller.simulator.settings(product="m365", speed=0, restores_in_session=own)
        return controller.simulator.mark()

    for kill in kills(controller, MODULE, FOLDER, begin):
        controller.succeed(MODULE, FOLDER)
        assert open_sessions(controller) == [], kill
        assert acts(controller, kill.start)[RESTORE_FOLDER] == 1, kill
        assert controller.succeed(MODULE, FOLDER)["changed"] is False


@pytest.mark.parametrize("number", [4, 8, 14])
def test_a_signal_stops_the_session(controller, number):
    controller.simulator.settings(product="m365", speed=0.5)
    assert interrupt_after_request(controller, MODULE, FOLDER, number, signal.SIGTERM) is True
    assert open_sessions(controller) == []


@pytest.mark.parametrize("operation", ["Organization_Explore", "RestoreSession_StopAction", RESTORE_FOLDER])
@pytest.mark.parametrize("fault", ["lost_answer", "reset"])
def test_a_lost_response_is_no_second_restore(controller, operation, fault):
    start = controller.simulator.mark()
    controller.simulator.faults({"match": {"operation_id": operation}, "fault": {"kind": fault}}, product="m365")
    result = controller.run(MODULE, FOLDER)
    assert not result.get("failed") or fault == "reset", result
    assert open_sessions(controller) == []
    controller.succeed(MODULE, FOLDER)
    # A request that never arrived is in the log too.
    assert acts(controller, start)[RESTORE_FOLDER] == 1 + (fault == "reset" and operation == RESTORE_FOLDER)


def test_a_restore_of_others_is_noticed(controller, tmp_path):
    elsewhere = Controller(controller.simulator, tmp_path / "elsewhere")
    elsewhere.succeed(MODULE, {**FOLDER, "mailbox": BOB})
    assert controller.succeed(MODULE, FOLDER)["changed"]
    failed = controller.fail(MODULE, {**FOLDER, "mailbox": BOB})
    assert failed["error"]["kind"] == "RecoveryBlocked"
    assert "collection on another machine, has restored something of 'Bob Brown'" in failed["msg"]
    later = {**FOLDER, "mailbox": BOB, "since": controller.simulator.later()}
    assert statuses(controller.succeed(MODULE, later)) == ["Unchanged"]


def test_where_nothing_tells_whose_restore_it_is_nothing_is_restored_twice(controller, tmp_path):
    elsewhere = Controller(controller.simulator, tmp_path / "elsewhere")
    fault = {"match": {"operation_id": RESTORE_FOLDER}, "fault": {"kind": "reset"}}
    controller.simulator.faults(fault, product="m365")
    with before_the_write(lambda: elsewhere.succeed(MODULE, {**MAILBOX, "search": MEETING}), "/restore"):
        failed = controller.fail(MODULE, FOLDER)
    assert failed["error"]["kind"] == "NotConverged"
    assert "restores that may be of it or of somebody else" in failed["msg"]
    refused = controller.fail(MODULE, FOLDER)
    assert refused["error"]["kind"] == "RecoveryBlocked"
    assert "nothing says how that ended" in refused["msg"]
    assert statuses(controller.succeed(MODULE, {**FOLDER, "since": controller.simulator.later()})) == ["Restored"]


def test_two_runs_at_the_same_moment_restore_once(controller):
    start = controller.simulator.mark()
    with before_the_write(lambda: controller.run(MODULE, {**FOLDER, "wait_timeout": 2}), "/explore"):
        controller.succeed(MODULE, FOLDER)
    controller.succeed(MODULE, FOLDER)
    assert acts(controller, start)[RESTORE_FOLDER] == 1
