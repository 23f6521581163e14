# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a session's state means, and how waiting for its end goes."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.azure.product import AZURE
from ansible_collections.opendr.veeam.plugins.module_utils.azure.session_adapter import job_verdict
from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import (
    ActionRequired,
    ApiError,
    SessionFailed,
    SessionTimedOut,
    UnexpectedResponse,
)
from ansible_collections.opendr.veeam.plugins.module_utils.core.polling import Waiting
from ansible_collections.opendr.veeam.plugins.module_utils.http.response_object import response_object
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import Operation
from ansible_collections.opendr.veeam.plugins.module_utils.sessions.adapter import (
    CANCELED,
    FAILED,
    NEEDS_ACTION,
    RUNNING,
    SUCCEEDED,
    WARNED,
    LogLine,
    adapter_of,
)
from ansible_collections.opendr.veeam.plugins.module_utils.sessions.watcher import (
    last_titles,
    log_lines,
    session_facts,
    started,
    wait_for_sessions,
    warning_of,
)
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.session_adapter import verdict

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


def test_a_session_without_a_state_is_neither_running_nor_done_and_a_task_session_runs():
    session = {"result": {"result": "Success"}}
    with pytest.raises(UnexpectedResponse, match="state"):
        verdict(response_object("GET /sessions", session))
    assert verdict(response_object("GET /taskSessions", {**session, "sessionId": KEY})).status == RUNNING


@pytest.mark.parametrize("result", [None, {}])
def test_a_stopped_session_without_a_result_is_no_success(result):
    assert verdict({"state": "Stopped", "result": result}) == (FAILED, "")


class Story:
    """A server whose session goes through the given states, one at each look; the last one stays."""

    product = VBR

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


def wait_for_session(story, clock, known, waiting, progress=None):
    (ended,) = wait_for_sessions(story, clock, [known], waiting, progress)
    return ended


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
    assert session_facts(story, ended) == {
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
        (session("Stopped", "Failed", ""), SessionFailed, "failed: Third."),
        (session("Stopped", "Failed", "by a person", canceled=True), SessionFailed, "was canceled: by a person."),
        (session("ActionRequired", message="Insert a tape"), ActionRequired, "waits for a person: Insert a tape."),
    ],
)
def test_the_message_of_a_bad_end_has_the_reason_and_the_last_log_records(clock, last, kind, words):
    with pytest.raises(SessionFailed) as error:
        wait_for_session(Story(session(), last, logs=LOG), clock, {"id": KEY}, Waiting())
    assert error.type is kind
    for part in ("'Adding repository one'", KEY, words, "First; [Warning] Second; [Failed] Third"):
        assert part in error.value.message
    assert error.value.facts["session"]["id"] == KEY
    assert error.value.facts["log"] == ["First", "[Warning] Second", "[Failed] Third"]


def test_the_message_of_a_timeout_says_how_to_continue_waiting(clock):
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


def test_a_log_that_cannot_be_read_does_not_fail_a_session_that_goes_well(clock):
    lines = []
    story = Story(session(percent=10), session("Stopped", "Success", percent=100), logs_fail=True)
    ended = wait_for_session(story, clock, {"id": KEY}, Waiting(), lines.append)
    assert ended["state"] == "Stopped"
    assert lines == ["Adding repository one: 10%", "Adding repository one: 100%"]
    warned = Story(session("Stopped", "Warning"), logs_fail=True)
    assert warning_of(warned, session("Stopped", "Warning")) == (
        "Session 'Adding repository one': it ended with a warning"
    )


@pytest.mark.parametrize("logs", [None, "x", 5, {"a": 1}, [None, 5, "x"]])
def test_a_log_of_another_form_is_none(clock, logs):
    story = Story(session("Stopped", "Success"))
    story.logs = logs
    wait_for_session(story, clock, {"id": KEY}, Waiting(), lambda line: None)
    assert log_lines(story, KEY) == []


def test_the_words_of_a_session_are_cut_and_have_no_escape_codes(clock):
    odd = "\x1b[31mno space\nleft\x1b[0m " + "x" * 5000
    last = {**session("Stopped", "Failed", odd), "name": "Adding\x1b[2J repository"}
    lines = []
    with pytest.raises(SessionFailed) as error:
        wait_for_session(
            Story(last, logs=[{"id": 1, "title": odd, "status": "Failed"}]), clock, {"id": KEY}, Waiting(), lines.append
        )
    for text in (error.value.message, *lines):
        assert text.isprintable()
        assert len(text) < 1500
    assert "Session 'Adding repository'" in error.value.message
    assert "failed: no space left xxx" in error.value.message
    warned = {**last, "result": {"result": "Warning", "message": odd}}
    warning = warning_of(Story(warned), warned)
    assert warning == f"Session 'Adding repository': no space left {'x' * 486}..."


@pytest.mark.parametrize("body", [None, 5, [], "x"])
def test_a_session_of_another_form_is_a_clear_error(clock, body):
    with pytest.raises(ApiError, match=f"GET /sessions/{KEY} .* in place of an object"):
        wait_for_session(Story(body), clock, {"id": KEY}, Waiting())


def test_progress_is_shown_once_per_change(clock):
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
    assert [line.title for line in log_lines(Story(session(), logs=LOG), KEY)] == ["First", "Second", "Third"]
    many = [LogLine("Succeeded", str(number)) for number in range(9)]
    assert last_titles(many, ["Failed"]) == ["4", "5", "6", "7", "8"]
    assert log_lines(Story(session(), logs=[]), KEY) == []


# --- Several sessions, and those of Azure ---


class Jobs:
    """An appliance with several job sessions; each goes through its statuses, one at each look."""

    product = AZURE

    def __init__(self, logs=(), **statuses):
        self.statuses = {key: list(values) for key, values in statuses.items()}
        self.logs = list(logs)

    def get(self, path, query=None):
        key = path.split("/")[2]
        if path.endswith("/log"):
            return {"jobSessionId": key, "log": self.logs}
        left = self.statuses[key]
        return job(key, left.pop(0) if len(left) > 1 else left[0])


def job(key, status, **more):
    return {"id": key, "type": "RepositoryCreation", "localizedType": "Repository creation", "status": status, **more}


JOB_LOG = [
    {"status": "Success", "message": "Container found"},
    {"status": "Error", "message": "The folder is locked"},
    {"status": "Success", "message": "Cleaned up"},
]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("Success", SUCCEEDED),
        ("Warning", WARNED),
        ("Error", FAILED),
        ("Canceled", CANCELED),
        *(
            (status, RUNNING)
            for status in ("Canceling", "NeverExecuted", "Running", "RunningWithError", "Pending", "Unknown")
        ),
        ("SomethingANewServerSays", RUNNING),
        (None, RUNNING),
    ],
)
def test_the_status_of_a_job_session_decides_its_verdict(status, expected):
    assert job_verdict({"status": status}).status == expected


def test_every_session_of_several_is_waited_for(clock):
    jobs = Jobs(hot=["Pending", "Running", "Success"], cool=["Running"] * 5 + ["Warning"])
    ended = wait_for_sessions(jobs, clock, [job("hot", "Pending"), job("cool", "Pending")], Waiting())
    assert [session["status"] for session in ended] == ["Success", "Warning"]
    assert len(clock.sleeps) == 5


def test_the_other_sessions_are_followed_to_their_end_before_a_failure_is_raised(clock):
    jobs = Jobs(logs=JOB_LOG, hot=["Error"], cool=["Running"] * 4 + ["Success"])
    with pytest.raises(SessionFailed) as error:
        wait_for_sessions(jobs, clock, [job("hot", "Running"), job("cool", "Running")], Waiting())
    assert jobs.statuses["cool"] == ["Success"]
    assert error.value.message == (
        "Session 'Repository creation' (hot) failed: The folder is locked. "
        "Last log records: Container found; [Error] The folder is locked; Cleaned up"
    )
    assert error.value.facts["session"]["result"] == "Error"


def test_a_canceled_job_session_is_a_failure_of_its_own(clock):
    with pytest.raises(SessionFailed, match="was canceled: the server gives no reason"):
        wait_for_sessions(Jobs(hot=["Canceling", "Canceled"]), clock, [job("hot", "Running")], Waiting())


def test_time_is_over_for_all_sessions_together(clock):
    jobs = Jobs(hot=["Success"], cool=["Running"])
    start = clock.time
    with pytest.raises(SessionTimedOut) as error:
        wait_for_sessions(jobs, clock, [job("hot", "Running"), job("cool", "Running")], Waiting(timeout=30, interval=5))
    assert clock.time - start == pytest.approx(30)
    assert "(cool) is still Running after wait_timeout=30 seconds" in error.value.message
    assert "opendr.veeam.veeam_azure_session (id: cool, state: finished)" in error.value.message


def test_the_warning_of_a_job_session_is_in_its_log():
    log = [{"status": "Warning", "message": "No tier was inferred"}]
    assert warning_of(Jobs(logs=log), job("hot", "Warning")) == "Session 'Repository creation': No tier was inferred"
    assert warning_of(Jobs(), job("hot", "Warning")).endswith("it ended with a warning")


def test_progress_of_a_job_session_is_its_status(clock):
    lines = []
    jobs = Jobs(logs=JOB_LOG[:1], hot=["Running", "Running", "Success"])
    known = job("hot", "Running", repositoryJobInfo={"repositoryName": "cold-01"})
    wait_for_sessions(jobs, clock, [known], Waiting(), lines.append)
    title = "Repository creation of cold-01"
    assert lines == [f"{title}: Running - Container found", f"{title}: Success - Container found"]


def test_a_running_job_session_has_no_result_yet():
    facts = adapter_of(AZURE).facts
    assert (facts(job("hot", "Running"))["state"], facts(job("hot", "Running"))["result"]) == ("Running", None)
    assert facts(job("hot", "Canceled"))["result"] == "Canceled"


@pytest.mark.parametrize(
    ("response", "body", "ids"),
    [
        ("session", {"id": "a"}, ["a"]),
        ("session", None, []),
        ("sessions", [{"id": "a"}, {"id": "b"}], ["a", "b"]),
        ("sessions", {"data": [{"id": "a"}]}, ["a"]),
        ("sessions", [], []),
        ("object", {"id": "a"}, []),
        ("nothing", None, []),
    ],
)
def test_the_sessions_that_an_answer_names(response, body, ids):
    assert [session["id"] for session in started(Operation("POST", "/things", response), body)] == ids
