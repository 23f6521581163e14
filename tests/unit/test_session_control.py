# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stopping a session and waiting for its end, without a server."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import ApiError, ResponseLost, SessionTimedOut
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Task
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.session import MODULE, SESSIONS
from support.fakes import FakeClock

ID = "0f9ab9c5-4d3c-4f26-a3c7-4b1a6b1d3c5e"


class Session:
    """A client that returns the states of a session in turn, and the last state for ever."""

    product = VBR
    revision = "1.3-rev1"

    def __init__(self, *states, stop=None):
        self.states, self.stop = list(states), stop
        self.reads, self.writes = 0, []

    def find(self, path):
        return self.get(path)

    def get(self, path, query=None):
        if path.endswith("/logs"):
            return {"records": []}
        self.reads += 1
        state = self.states.pop(0) if len(self.states) > 1 else self.states[0]
        result = {"result": "Success" if state == "Stopped" else "None"}
        return {"id": ID, "name": "Nightly", "sessionType": "BackupJob", "state": state, "result": result}

    def write(self, method, path):
        self.writes.append((method, path))
        if self.stop:
            raise self.stop


def run(client, state, check_mode=False, **params):
    defaults = {"wait": True, "wait_timeout": 60, "poll_interval": 5, "fail_on_error": True}
    params = {**defaults, "id": ID, "state": state, **params}
    return MODULE.run(Task(client, FakeClock(), params, params, check_mode=check_mode))


def refused(status=400):
    return ApiError("POST", f"/api/v1/sessions/{ID}/stop", status, None, "The session is not running")


def test_a_running_session_is_stopped_once_and_waited_for():
    client = Session("Working", "Stopping", "Stopping", "Stopped")
    result = run(client, "stopped")
    assert client.writes == [("POST", f"/sessions/{ID}/stop")]
    assert result["changed"]
    assert result["session"]["state"] == "Stopped"
    assert (result["diff"]["before"]["state"], result["diff"]["after"]["state"]) == ("Working", "Stopped")


@pytest.mark.parametrize("state", ["Stopped", "Stopping"])
def test_a_session_that_is_stopping_needs_no_second_stop(state):
    client = Session(state, "Stopped")
    assert not run(client, "stopped")["changed"]
    assert client.writes == []


def test_an_ended_session_costs_one_read():
    client = Session("Stopped")
    run(client, "finished")
    assert client.reads == 1


@pytest.mark.parametrize("state", ["stopped", "finished"])
def test_check_mode_neither_stops_nor_waits(state):
    client = Session("Working")
    result = run(client, state, check_mode=True)
    assert (client.writes, client.reads) == ([], 1)
    assert result["changed"] == (state == "stopped")


def test_a_session_that_ended_before_the_stop_arrived_was_not_changed():
    result = run(Session("Working", "Stopped", stop=refused()), "stopped")
    assert not result["changed"]
    assert result["session"]["state"] == "Stopped"


def test_a_rejected_stop_of_a_running_session_is_an_error():
    with pytest.raises(ApiError, match="The session is not running"):
        run(Session("Working", stop=refused(403)), "stopped")


def test_a_stop_whose_response_was_lost_counts_where_it_arrived():
    client = Session("Working", "Stopping", "Stopped", stop=ResponseLost("The answer was lost."))
    assert run(client, "stopped")["changed"]
    assert len(client.writes) == 1


def test_a_stop_that_did_not_arrive_is_an_error_and_not_repeated():
    client = Session("Working", stop=ResponseLost("The answer was lost.", method="POST"))
    with pytest.raises(ResponseLost, match="still runs.*run the task again") as error:
        run(client, "stopped")
    assert len(client.writes) == 1
    assert error.value.facts == {"method": "POST"}


def test_a_stop_waits_on_where_a_person_is_asked_for():
    assert run(Session("ActionRequired", "ActionRequired", "ActionRequired", "Stopped"), "stopped")["changed"]


@pytest.mark.parametrize("state", ["stopped", "finished"])
def test_time_over_fails(state):
    with pytest.raises(SessionTimedOut, match="wait_timeout=60"):
        run(Session("Working"), state)


def test_without_waiting_the_session_is_returned_as_it_is():
    client = Session("Working", "Stopping")
    result = run(client, "stopped", wait=False)
    assert result["changed"]
    assert result["session"]["state"] == "Stopping"


@pytest.mark.parametrize(
    ("kind", "revision", "path"),
    [
        ("BackupJob", "1.3-rev1", "/sessions/{id}/stop"),
        ("FileLevelRestore", "1.2-rev1", "/restore/flr/{sessionId}/unmount"),
        ("LinuxFileLevelRestore", "1.3-rev2", "/restore/flr/{sessionId}/unmount"),
        ("UnstructuredDataBrowse", "1.3-rev1", "/restore/unstructuredData/{sessionId}/unmount"),
        ("UnstructuredDataBrowse", "1.3-rev0", "/sessions/{id}/stop"),
    ],
)
def test_a_session_that_has_something_mounted_is_stopped_by_unmounting_it(kind, revision, path):
    assert SESSIONS.stop_of(kind, revision).path == path
