# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How sessions of Azure are read, ordered, waited for and stopped, without a server."""

from __future__ import annotations

import itertools

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.azure.product import AZURE
from ansible_collections.opendr.veeam.plugins.module_utils.azure.session import MODULE
from ansible_collections.opendr.veeam.plugins.module_utils.azure.session_adapter import job_verdict
from ansible_collections.opendr.veeam.plugins.module_utils.azure.session_info import (
    OPTIONS,
    newest_first,
    session_info,
    without_empty,
)
from ansible_collections.opendr.veeam.plugins.module_utils.azure.session_items import ITEMS
from ansible_collections.opendr.veeam.plugins.module_utils.azure.session_schema import TYPES
from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import ApiError, SessionFailed
from ansible_collections.opendr.veeam.plugins.module_utils.core.timestamps import utc_time
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Task
from ansible_collections.opendr.veeam.plugins.module_utils.sessions.adapter import FAILED, RUNNING
from support.fakes import FakeClock


class Session:
    """A client that returns the states of a session in turn, and the last state for ever."""

    product = AZURE
    revision = "v8"

    def __init__(self, *states, stop=None):
        self.states, self.stop, self.writes = list(states), stop, []

    def find(self, path):
        return self.get(path)

    def get(self, path, query=None):
        if path.endswith("/log"):
            return {"log": [{"status": "Error", "message": "No quota"}]}
        state = self.states.pop(0) if len(self.states) > 1 else self.states[0]
        return {"id": "7", "type": "PolicyBackup", "localizedType": "Backup", "status": state}

    def write(self, method, path):
        self.writes.append((method, path))
        if self.stop:
            raise self.stop


def run(client, state, check_mode=False, **params):
    defaults = {"wait": True, "wait_timeout": 60, "poll_interval": 5, "fail_on_error": True}
    params = {**defaults, "id": "7", "state": state, **params}
    return MODULE.run(Task(client, FakeClock(), params, params, check_mode=check_mode))


def test_a_running_session_is_stopped_once_and_waited_for():
    client = Session("Running", "Canceling", "Canceling", "Canceled")
    result = run(client, "stopped")
    assert client.writes == [("POST", "/jobSessions/7/stop")]
    assert result["changed"]
    assert (result["diff"]["before"]["state"], result["diff"]["after"]["state"]) == ("Running", "Canceled")


@pytest.mark.parametrize("status", ["Unknown", "NeverExecuted", "Unheard"])
def test_a_status_that_says_nothing_is_the_end_where_there_is_a_stop_time(status):
    assert job_verdict({"status": status}).status == RUNNING
    assert job_verdict({"status": status, "executionStopTime": None}).status == RUNNING
    ended = job_verdict({"status": status, "executionStopTime": "2026-05-04T13:30:00Z"})
    assert (ended.status, f"with the status {status}" in ended.message) == (FAILED, True)


@pytest.mark.parametrize("status", ["Pending", "Running", "RunningWithError", "RunningWithWarning", "Canceling"])
def test_a_session_at_work_runs_whatever_its_stop_time(status):
    assert job_verdict({"status": status, "executionStopTime": "2026-05-04T13:30:00Z"}).status == RUNNING


@pytest.mark.parametrize("status", ["Unknown", "NeverExecuted"])
def test_a_session_that_ended_without_a_result_is_not_waited_for(status):
    class Ended(Session):
        def get(self, path, query=None):
            found = super().get(path, query)
            return found if "log" in found else {**found, "executionStopTime": "2026-05-04T13:30:00Z"}

    with pytest.raises(SessionFailed, match=f"with the status {status}"):
        run(Ended(status), "finished")


@pytest.mark.parametrize("state", ["Success", "Warning", "Error", "Canceled", "Canceling"])
def test_a_session_that_has_ended_or_is_about_to_needs_no_stop(state):
    client = Session(state, "Canceled" if state == "Canceling" else state)
    assert not run(client, "stopped")["changed"]
    assert client.writes == []


@pytest.mark.parametrize("state", ["Pending", "Running", "RunningWithError", "RunningWithWarning", "NeverExecuted"])
def test_the_stop_of_a_running_session_is_predicted(state):
    client = Session(state)
    result = run(client, "stopped", check_mode=True)
    assert (result["changed"], client.writes) == (True, [])
    assert result["diff"]["after"]["state"] == "Canceled"


def test_a_session_that_ended_before_the_stop_arrived_is_reported_as_it_ended():
    refused = ApiError("POST", "/api/v8/jobSessions/7/stop", 400, None, "The session is not running")
    result = run(Session("Running", "Success", stop=refused), "stopped")
    assert not result["changed"]
    assert result["diff"]["after"]["state"] == "Success"


def test_a_wait_changes_nothing_and_shows_no_difference():
    result = run(Session("Running", "Running", "Success"), "finished")
    assert result["session"]["state"] == "Success"
    assert result["diff"]["before"] == result["diff"]["after"]


@pytest.mark.parametrize(("state", "words"), [("Error", "failed: No quota"), ("Canceled", "was canceled: No quota")])
def test_a_bad_end_fails_with_the_reason_from_the_log(state, words):
    with pytest.raises(SessionFailed, match=words):
        run(Session("Running", state), "finished")
    assert run(Session("Running", state), "finished", fail_on_error=False)["session"]["state"] == state


# --- Listing ---


def test_sessions_that_have_not_begun_come_first_and_zones_do_not_matter():
    late = {"id": "late", "start_time": "2026-01-14T12:00:00.5+00:00"}
    early = {"id": "early", "start_time": "2026-01-14T12:30:00+01:00"}
    pending = {"id": "pending"}
    for given in itertools.permutations((late, early, pending)):
        assert newest_first(list(given)) == [pending, late, early]


def test_what_is_empty_is_omitted():
    assert without_empty({"id": "7", "backup": None, "restore": {"reason": None}, "runs": [], "done": False}) == {
        "id": "7",
        "runs": [],
        "done": False,
    }


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("2026-01-14T22:00:00Z", "2026-01-14T22:00:00Z"),
        ("2026-01-14T22:00:00+01:00", "2026-01-14T21:00:00Z"),
        ("2026-01-14 23:30:00.750-01:00", "2026-01-15T00:30:00Z"),
    ],
)
def test_a_time_is_sent_in_utc(given, sent):
    assert utc_time("started_after", given) == sent


def test_a_type_has_one_list_of_items_at_the_most():
    types = [kind for kinds, _listing in ITEMS.values() for kind in kinds]
    assert len(types) == len(set(types))
    # The filter of the list does not know this type, but sessions may have it.
    assert set(types) - set(TYPES) == {"VmSnapshotRetention"}


class Lists:
    """A client with sessions and their items; ``total`` is how many items the server says there are."""

    revision = "v8"

    def __init__(self, sessions, total):
        self.sessions, self.total = sessions, total

    def pages(self, path, query=None, size=0, **_given):
        yield from self.sessions

    def get(self, path, query=None):
        return {"results": [{"name": "orders"}], "totalCount": self.total}


@pytest.mark.parametrize(("total", "warned"), [(1, 0), (None, 0), (3, 1)])
def test_a_list_without_pages_that_is_incomplete_is_warned_of(total, warned):
    session = {"id": "7", "type": "SqlRestore", "status": "Success"}
    params = {option: spec.get("default") for option, spec in OPTIONS.items()}
    # A session that moved to the next page between two reads is listed twice.
    task = Task(Lists([session, session], total), FakeClock(), {**params, "session_items": True}, {})
    (listed,) = session_info(task)["sessions"]
    assert listed["restored_databases"] == [{"name": "orders"}]
    assert len(task.warnings) == warned
