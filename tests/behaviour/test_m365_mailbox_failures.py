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
from support.running import Bench

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
def test_a_restore_that_goes_wrong_says_why_and_can_be_repeated(bench, outcome, kind, words, own):
    bench.simulator.settings(product="m365", restores_in_session=own)
    bench.simulator.outcome(OF_A_RESTORE, outcome, "The mailbox is locked", times=1, product="m365")
    failed = bench.fail(MODULE, {**FOLDER, "wait_timeout": 20})
    assert (failed["error"]["kind"], words in failed["msg"]) == (kind, True), failed
    assert open_sessions(bench) == []
    assert statuses(bench.do(MODULE, FOLDER)) == ["Restored"]


@pytest.mark.parametrize("revision", ["v7", "v8"])
def test_items_that_fail_are_a_failure(bench, revision):
    task = {**MAILBOX, "folders": ["Drafts"], "api_version": revision}
    failed = bench.fail(MODULE, task)
    assert failed["error"]["kind"] == "NotConverged"
    assert "1 items were not restored. Item Broken attachment cannot be restored" in failed["msg"]
    assert failed["error"]["restore"]["restored"] == 1
    # The rest was restored, and what failed is tried once more.
    failed = bench.fail(MODULE, task)
    assert (failed["error"]["restore"]["restored"], failed["error"]["restore"]["skipped"]) == (0, 1)


def test_a_warning_is_passed_on(bench):
    bench.simulator.outcome(OF_A_RESTORE, "warn", "A calendar was skipped", product="m365")
    assert bench.do(MODULE, FOLDER)["changed"]
    assert any("A calendar was skipped" in warning for warning in bench.warnings)


@pytest.mark.parametrize(
    ("template", "status"),
    [("mailboxes", 500), ("folders", 403), ("search", 400), ("items/restore", 403), ("Statistics", 500)],
)
def test_whatever_fails_the_session_is_stopped(bench, template, status):
    fault = {"match": {"template": f"*/{template}"}, "fault": {"kind": "status", "status": status}}
    bench.simulator.faults(fault, product="m365")
    failed = bench.fail(MODULE, {**MAILBOX, "folders": ["Inbox"], "search": MEETING, "retries": 0})
    assert failed["error"]["status"] == status
    assert open_sessions(bench) == []


def test_who_may_not_restore_is_refused(bench):
    who = {"username": "nobody@dr.example", "password": "a word"}
    failed = bench.fail(MODULE, {**FOLDER, "authentication": who})
    assert (failed["error"]["error_code"], failed["error"]["status"]) == ("ResourceAccessDenied", 403)
    assert bench.do(MODULE, {**FOLDER, "authentication": {**who, "username": ANNS}})["changed"]


def test_a_session_that_somebody_stops_is_the_reason(bench):
    bench.simulator.settings(product="m365", restores_in_session=True)
    bench.simulator.outcome(OF_A_RESTORE, "hang", product="m365")
    session = bench.do(SESSION, {"organization": "dr.example", "type": "Exchange"})["session"]["id"]

    def stop() -> None:
        bench.do(SESSION, {"id": session, "state": "absent"})

    with after_the_write(stop):
        failed = bench.fail(MODULE, {"session_id": session, "mailbox": BOB, "folders": ["Inbox"]})
    assert failed["error"]["kind"] == "SessionFailed"
    assert "its session was stopped" in failed["msg"]


@pytest.mark.parametrize("own", [False, True])
def test_killed_after_any_request_it_goes_on(bench, own):
    def begin() -> int:
        bench.simulator.reset()
        bench.forget()
        bench.simulator.settings(product="m365", speed=0, restores_in_session=own)
        return bench.simulator.mark()

    for kill in kills(bench, MODULE, FOLDER, begin):
        bench.do(MODULE, FOLDER)
        assert open_sessions(bench) == [], kill
        assert acts(bench, kill.start)[RESTORE_FOLDER] == 1, kill
        assert bench.do(MODULE, FOLDER)["changed"] is False


@pytest.mark.parametrize("number", [4, 8, 14])
def test_a_signal_stops_the_session(bench, number):
    bench.simulator.settings(product="m365", speed=0.5)
    assert interrupt_after_request(bench, MODULE, FOLDER, number, signal.SIGTERM) is True
    assert open_sessions(bench) == []


@pytest.mark.parametrize("operation", ["Organization_Explore", "RestoreSession_StopAction", RESTORE_FOLDER])
@pytest.mark.parametrize("fault", ["lost_answer", "reset"])
def test_a_lost_response_is_no_second_restore(bench, operation, fault):
    start = bench.simulator.mark()
    bench.simulator.faults({"match": {"operation_id": operation}, "fault": {"kind": fault}}, product="m365")
    result = bench.run(MODULE, FOLDER)
    assert not result.get("failed") or fault == "reset", result
    assert open_sessions(bench) == []
    bench.do(MODULE, FOLDER)
    # A request that never arrived is in the log too.
    assert acts(bench, start)[RESTORE_FOLDER] == 1 + (fault == "reset" and operation == RESTORE_FOLDER)


def test_a_restore_of_others_is_noticed(bench, tmp_path):
    elsewhere = Bench(bench.simulator, tmp_path / "elsewhere")
    elsewhere.do(MODULE, {**FOLDER, "mailbox": BOB})
    assert bench.do(MODULE, FOLDER)["changed"]
    failed = bench.fail(MODULE, {**FOLDER, "mailbox": BOB})
    assert failed["error"]["kind"] == "RecoveryBlocked"
    assert "collection on another machine, has restored something of 'Bob Brown'" in failed["msg"]
    later = {**FOLDER, "mailbox": BOB, "since": bench.simulator.later()}
    assert statuses(bench.do(MODULE, later)) == ["Unchanged"]


def test_where_nothing_tells_whose_restore_it_is_nothing_is_restored_twice(bench, tmp_path):
    elsewhere = Bench(bench.simulator, tmp_path / "elsewhere")
    fault = {"match": {"operation_id": RESTORE_FOLDER}, "fault": {"kind": "reset"}}
    bench.simulator.faults(fault, product="m365")
    with before_the_write(lambda: elsewhere.do(MODULE, {**MAILBOX, "search": MEETING}), "/restore"):
        failed = bench.fail(MODULE, FOLDER)
    assert failed["error"]["kind"] == "NotConverged"
    assert "restores that may be of it or of somebody else" in failed["msg"]
    refused = bench.fail(MODULE, FOLDER)
    assert refused["error"]["kind"] == "RecoveryBlocked"
    assert "nothing says how that ended" in refused["msg"]
    assert statuses(bench.do(MODULE, {**FOLDER, "since": bench.simulator.later()})) == ["Restored"]


def test_two_runs_at_the_same_moment_restore_once(bench):
    start = bench.simulator.mark()
    with before_the_write(lambda: bench.run(MODULE, {**FOLDER, "wait_timeout": 2}), "/explore"):
        bench.do(MODULE, FOLDER)
    bench.do(MODULE, FOLDER)
    assert acts(bench, start)[RESTORE_FOLDER] == 1
