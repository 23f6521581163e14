# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a session's state means, and how waiting for its end goes."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.errors import (
    ActionRequired,
    ApiError,
    SessionFailed,
    SessionTimedOut,
)
from ansible_collections.opendr.veeam.plugins.module_utils.sessions import (
    CANCELED,
    FAILED,
    NEEDS_ACTION,
    RUNNING,
    SUCCEEDED,
    WARNED,
    last_titles,
    session_facts,
    session_logs,
    verdict,
    wait_for_session,
)
from ansible_collections.opendr.veeam.plugins.module_utils.waiting import Waiting

RUNNING_STATES = (
    "Starting",
    "Stopping",
    "Working",
    "Pausing",
    "Resuming",
    "WaitingTape",
    "Idle",
    "Postprocessing",
    "WaitingRepository",
    "WaitingSlot",
    "SomethingANewServerSays",
    None,
)
RESULTS = ("None", "Success", "Warning", "Failed", "SomethingANewServerSays", None)
KEY = "11111111-0000-4000-8000-000000000001"


@pytest.mark.parametrize("canceled", [False, True])
@pytest.mark.parametrize("result", RESULTS)
@pytest.mark.parametrize("state", RUNNING_STATES)
def test_every_state_but_stopped_is_running_whatever_the_result(state, result, canceled):
    session = {"state": state, "result": {"result": result, "isCanceled": canceled}}
    assert verdict(session).status == RUNNING


@pytest.mark.parametrize("result", RESULTS)
def test_a_person_is_needed_whatever_the_result(result):
    assert verdict({"state": "ActionRequired", "result": {"result": result}}).status == NEEDS_ACTION


@pytest.mark.parametrize(
    ("result", "status"),
    [
        ("Success", SUCCEEDED),
        ("Warning", WARNED),
        ("Failed", FAILED),
        ("None", FAILED),
        ("SomethingANewServerSays", FAILED),
        (None, FAILED),
    ],
)
def test_a_stopped_session_ended_as_its_result_says(result, status):
    session = {"state": "Stopped", "result": {"result": result, "message": "why", "isCanceled": False}}
    assert verdict(session) == (status, "why")
    assert verdict({**session, "result": {**session["result"], "isCanceled": True}}).status == CANCELED


@pytest.mark.parametrize("result", [None, {}])
def test_a_stopped_session_without_a_result_is_no_success(result):
    assert verdict({"state": "Stopped", "result": result}) == (FAILED, "")


class Story:
    """A server whose session goes through the given states, one at each look; the last one stays."""

    def __init__(self, *looks, logs=(), logs_fail=False):
        self.looks = list(looks)
        self.logs = list(logs)
        self.logs_fail = logs_fail
        self.asked = []

    def get(self, path, query=None):
        self.asked.append(path)
        if path.endswith("/logs"):
            if self.logs_fail:
                raise ApiError("GET", path, 500, None, "no log")
            return {"records": self.logs}
        return self.looks.pop(0) if len(self.looks) > 1 else self.looks[0]


def session(state="Working", result="None", message="", percent=0, canceled=False):
    return {
        "id": KEY,
        "name": "Adding repository one",
        "sessionType": "Infrastructure",
        "state": state,
        "progressPercent": percent,
        "result": {"result": result, "message": message, "isCanceled": canceled},
    }


LOG = [
    {"id": 2, "title": "Second", "status": "Warning"},
    {"id": 1, "title": "First", "status": "Succeeded"},
    {"id": 3, "title": "Third", "status": "Failed"},
]


def test_success_returns_the_session_as_it_ended(clock):
    story = Story(session("Starting"), session("Working", percent=40), session("Stopped", "Success", percent=100))
    ended = wait_for_session(story, clock, {"id": KEY}, Waiting())
    assert session_facts(ended) == {
        "id": KEY,
        "name": "Adding repository one",
        "type": "Infrastructure",
        "state": "Stopped",
        "result": "Success",
        "message": "",
        "progress_percent": 100,
    }
    assert clock.sleeps == sorted(clock.sleeps)
    assert len(clock.sleeps) == 2


def test_a_warning_is_a_success(clock):
    story = Story(session("Stopped", "Warning", "disk is nearly full"))
    assert wait_for_session(story, clock, {"id": KEY}, Waiting())["result"]["message"] == "disk is nearly full"


@pytest.mark.parametrize(
    ("last", "kind", "words"),
    [
        (session("Stopped", "Failed", "no space left"), SessionFailed, "failed: no space left."),
        (session("Stopped", "Failed", ""), SessionFailed, "failed: the server gives no reason."),
        (session("Stopped", "Failed", "by a person", canceled=True), SessionFailed, "was canceled: by a person."),
        (session("ActionRequired", message="Insert a tape"), ActionRequired, "waits for a person: Insert a tape."),
    ],
)
def test_a_bad_end_tells_reason_and_last_log_records(clock, last, kind, words):
    with pytest.raises(SessionFailed) as error:
        wait_for_session(Story(session(), last, logs=LOG), clock, {"id": KEY}, Waiting())
    assert error.type is kind
    for part in ("'Adding repository one'", KEY, words, "First; [Warning] Second; [Failed] Third"):
        assert part in error.value.message
    assert error.value.facts["session"]["id"] == KEY
    assert error.value.facts["log"] == ["First", "[Warning] Second", "[Failed] Third"]


def test_time_over_tells_how_to_go_on_waiting(clock):
    start = clock.time
    with pytest.raises(SessionTimedOut) as error:
        wait_for_session(Story(session(percent=42), logs=LOG), clock, {"id": KEY}, Waiting(timeout=30, interval=5))
    assert clock.time - start == pytest.approx(30)
    for part in (
        "still Working at 42%",
        "wait_timeout=30 seconds",
        "opendr.veeam.veeam_session",
        f"id: {KEY}",
        "[Failed] Third",
    ):
        assert part in error.value.message
    assert error.value.facts["session"]["state"] == "Working"


def test_a_log_that_cannot_be_read_does_not_hide_the_failure(clock):
    story = Story(session("Stopped", "Failed", "no space left"), logs_fail=True)
    with pytest.raises(SessionFailed, match="no space left"):
        wait_for_session(story, clock, {"id": KEY}, Waiting())


def test_progress_is_told_once_per_change(clock):
    lines = []
    story = Story(
        session("Starting"),
        session(percent=10),
        session(percent=10),
        session(percent=60),
        session("Stopped", "Success", percent=100),
        logs=LOG,
    )
    wait_for_session(story, clock, {"id": KEY}, Waiting(), lines.append)
    assert lines == [f"Adding repository one: {percent}% - Third" for percent in (0, 10, 60, 100)]


def test_nobody_watching_costs_no_look_at_the_log(clock):
    story = Story(session(), session("Stopped", "Success"))
    wait_for_session(story, clock, {"id": KEY}, Waiting())
    assert not [path for path in story.asked if path.endswith("/logs")]


def test_log_records_come_oldest_first_and_only_the_newest_are_shown():
    records = session_logs(Story(session(), logs=LOG), KEY)
    assert [record["id"] for record in records] == [1, 2, 3]
    many = [{"title": str(number), "status": "Succeeded"} for number in range(9)]
    assert last_titles(many) == ["4", "5", "6", "7", "8"]
    assert session_logs(Story(session(), logs=[]), KEY) == []
