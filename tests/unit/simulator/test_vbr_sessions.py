# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sessions and tasks: their life, their end, their log, and how they are stopped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from simulator.control import Simulator

from .conftest import Client

SESSIONS = "/api/v1/sessions"


def _start(client: Client) -> dict[str, Any]:
    """Any operation that answers with a session; editing needs no other object."""
    path = "/api/v1/backupInfrastructure/repositories"
    item = next(one for one in client.get(path)["data"] if one["name"] == "NFS Share 01")
    answer = client.send("PUT", f"{path}/{item['id']}", json=item)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_a_session_rises_to_its_end(simulator: Simulator, vbr: Client) -> None:
    simulator.settings(speed=1.0)
    session = _start(vbr)
    assert (session["state"], session["progressPercent"]) == ("Starting", 0)
    seen = []
    while session["state"] != "Stopped":
        session = vbr.get(f"{SESSIONS}/{session['id']}")
        seen.append((session["state"], session["progressPercent"], session["usn"]))
        vbr.pass_time(0.01)
    assert [percent for _unused, percent, _unused in seen] == sorted(percent for _unused, percent, _unused in seen)
    assert [usn for *_unused, usn in seen] == sorted(usn for *_unused, usn in seen)
    assert {state for state, *_unused in seen} - {"Starting"} == {"Working", "Stopped"}
    assert session["result"] == {"result": "Success", "message": "Success", "isCanceled": False}
    assert session["initiatedBy"] == "administrator"
    records = vbr.get(f"{SESSIONS}/{session['id']}/logs")
    assert records["totalRecords"] == 3


@pytest.mark.parametrize(
    ("outcome", "result", "log"),
    [("fail", "Failed", "Failed"), ("warn", "Warning", "Warning"), ("cancel", "Failed", "Failed")],
)
def test_outcomes(simulator: Simulator, vbr: Client, outcome: str, result: str, log: str) -> None:
    simulator.outcome({"name": "Editing*"}, outcome, message="because of the test")
    session = vbr.wait(_start(vbr))
    assert session["result"] == {"result": result, "message": "because of the test", "isCanceled": outcome == "cancel"}
    records = vbr.get(f"{SESSIONS}/{session['id']}/logs", statusFilter=log)["records"]
    assert [record["title"] for record in records] == ["because of the test"]


def test_an_outcome_is_for_what_it_matches_and_as_often_as_asked(simulator: Simulator, vbr: Client) -> None:
    simulator.outcome({"type": "BackupJob"}, "fail")
    assert vbr.wait(_start(vbr))["result"]["result"] == "Success"
    simulator.outcome({"type": "Infra*"}, "fail", times=1)
    assert vbr.wait(_start(vbr))["result"]["result"] == "Failed"
    assert vbr.wait(_start(vbr))["result"]["result"] == "Success"


def test_a_hanging_session_is_stopped_through_stopping(simulator: Simulator, vbr: Client) -> None:
    simulator.settings(speed=5)
    simulator.outcome({}, "hang", seconds=0.0)
    session = _start(vbr)
    assert vbr.get(f"{SESSIONS}/{session['id']}")["state"] == "Working"
    assert vbr.send("POST", f"{SESSIONS}/{session['id']}/stop").status_code == 200
    assert vbr.get(f"{SESSIONS}/{session['id']}")["state"] == "Stopping"
    ended = vbr.wait(session)
    assert ended["result"]["isCanceled"] is True
    assert vbr.send("POST", f"{SESSIONS}/{session['id']}/stop").status_code == 400


@pytest.mark.parametrize(("revision", "state"), [("1.3-rev2", "ActionRequired"), ("1.3-rev1", "Working")])
def test_action_required_is_known_to_the_newest_revision(
    simulator: Simulator, login: Callable[..., Client], revision: str, state: str
) -> None:
    simulator.outcome({}, "action_required", message="insert the tape", seconds=0.0)
    client = login(revision=revision)
    session = _start(client)
    assert client.get(f"{SESSIONS}/{session['id']}")["state"] == state
    titles = [record["title"] for record in client.get(f"{SESSIONS}/{session['id']}/logs")["records"]]
    assert titles[-1] == "insert the tape"


def test_speed_zero_ends_a_session_at_the_first_look(simulator: Simulator, vbr: Client) -> None:
    simulator.settings(speed=0)
    session = _start(vbr)
    assert vbr.get(f"{SESSIONS}/{session['id']}")["state"] == "Stopped"


@pytest.mark.parametrize("revision", ["1.2-rev1", "1.3-rev0", "1.3-rev1", "1.3-rev2"])
def test_seeded_sessions_and_tasks_read_in_every_revision(login: Callable[..., Client], revision: str) -> None:
    client = login(revision=revision)
    sessions = client.get(SESSIONS, orderColumn="CreationTime", orderAsc="true")["data"]
    assert [item["name"] for item in sessions] == [
        "Nightly Servers",
        "Backup Configuration Job",
        "Rescan of Windows Repository 01",
    ]
    tasks = client.get("/api/v1/taskSessions")["data"]
    assert [task["name"] for task in tasks] == ["APP01", "APP02"]
    assert client.get(f"{SESSIONS}/{sessions[0]['id']}/taskSessions")["pagination"]["total"] == 2
    assert client.get(f"{SESSIONS}/{sessions[1]['id']}/taskSessions")["pagination"]["total"] == 0
    assert client.get(f"/api/v1/taskSessions/{tasks[1]['id']}/logs")["records"][0]["status"] == "Warning"


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"nameFilter": "nightly"}, ["Nightly Servers"]),
        ({"nameFilter": "*Job"}, ["Backup Configuration Job"]),
        ({"typeFilter": ["BackupJob", "ConfigurationBackup"]}, ["Nightly Servers", "Backup Configuration Job"]),
        ({"resultFilter": ["Failed"]}, ["Rescan of Windows Repository 01"]),
        ({"stateFilter": "Working"}, []),
        ({"createdAfterFilter": "2026-01-15T11:00:00Z"}, ["Rescan of Windows Repository 01"]),
        ({"createdBeforeFilter": "2026-01-15T00:00:00Z"}, ["Nightly Servers"]),
        ({"endedAfterFilter": "2026-01-15T10:30:00Z"}, ["Rescan of Windows Repository 01"]),
        ({"endedBeforeFilter": "2026-01-14T23:00:00Z"}, ["Nightly Servers"]),
        ({"jobIdFilter": "b44ad1b1-6bb6-570d-b15c-73474533bd96"}, ["Nightly Servers"]),
    ],
)
def test_every_session_filter(vbr: Client, query: dict[str, Any], names: list[str]) -> None:
    assert [item["name"] for item in vbr.get(SESSIONS, **query)["data"]] == names


def test_an_unknown_session_is_not_found(vbr: Client) -> None:
    for path in ("", "/logs", "/taskSessions"):
        answer = vbr.send("GET", f"{SESSIONS}/b44ad1b1-0000-570d-b15c-73474533bd96{path}")
        assert answer.status_code == 404
        assert answer.json()["errorCode"] == "NotFound"


def test_by_default_times_and_names_are_as_awkward_as_on_servers(vbr: Client) -> None:
    """In a zone other than UTC; in task sessions without saying so, and with the name in another case."""
    (session,) = vbr.get(SESSIONS, nameFilter="Nightly Servers")["data"]
    assert session["creationTime"] == "2026-01-14T17:00:00-05:00"
    tasks = vbr.get("/api/v1/taskSessions", sessionIdFilter=session["id"])["data"]
    assert [task["creationTime"] for task in tasks] == ["2026-01-14T17:00:20"] * 2
    assert sorted(task["name"] for task in tasks) == ["APP01", "APP02"]
