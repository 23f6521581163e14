# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Azure's job sessions: how they live and end, their filters, logs, items and exports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from simulator.clock import CLOCK
from simulator.control import Simulator
from simulator.job_sessions import JobSessions
from simulator.seeds.azure_repositories import DEFAULT_STORE, repository_id
from simulator.seeds.azure_sessions import CREATION, EDIT
from simulator.state import Store
from simulator.vbr_sessions import Course, Failure, Rule

SESSIONS = "/api/v8/jobSessions"


@pytest.fixture
def azure(login: Callable[..., Any], simulator: Simulator) -> Iterator[Any]:
    """A client; every answer must keep to the document."""
    start = simulator.mark()
    yield login("azure")
    assert simulator.violations(start) == []


def _ended(sessions: JobSessions, key: str) -> dict[str, Any]:
    for _attempt in range(200):
        sessions.advance()
        if key not in sessions.runs:
            break
        CLOCK.advance(0.005)
    item = sessions.store.get("jobSessions", key)
    assert item is not None
    return item


def _status(sessions: JobSessions, key: str) -> str:
    return str(sessions.store.collection("jobSessions")[key]["status"])


@pytest.mark.parametrize(
    ("outcome", "status"), [("success", "Success"), ("warn", "Warning"), ("fail", "Error"), ("cancel", "Canceled")]
)
def test_a_session_ends_as_a_rule_says(outcome: str, status: str) -> None:
    done: list[int] = []
    sessions = JobSessions(Store(), rules=[Rule({"type": "Repository*"}, outcome, "because", seconds=0.02)])
    item = sessions.start("RepositoryCreation", title="Adding X", steps=["one", "two"], work=lambda: done.append(1))
    assert (item["status"], item["localizedType"]) == ("Pending", "Repository creation")
    ended = _ended(sessions, item["id"])
    assert (ended["status"], bool(done)) == (status, outcome in ("success", "warn"))
    lines = [(line["status"], line["message"]) for line in sessions.logs[item["id"]]]
    assert lines[:2] == [("Success", "one"), ("Success", "two")]
    assert lines[2:] == ([] if outcome == "success" else [(status, "because")])


def test_a_failing_work_is_an_error() -> None:
    def work() -> None:
        raise Failure("no key")

    sessions = JobSessions(Store())
    item = sessions.start("RepositoryEdit", seconds=0.01, work=work)
    assert _ended(sessions, item["id"])["status"] == "Error"
    assert sessions.logs[item["id"]][-1]["message"] == "no key"


def test_a_session_that_stays_goes_on_until_it_is_stopped() -> None:
    told: list[str] = []
    sessions = JobSessions(Store(), speed=0.1)
    item = sessions.start(
        "FileLevelRestore", seconds=0.01, course=Course(stays=True, ended=lambda outcome, message: told.append(outcome))
    )
    for _look in range(3):
        CLOCK.advance(0.005)
        sessions.advance()
    assert _status(sessions, item["id"]) == "Running"
    sessions.stop(item["id"])
    assert _status(sessions, item["id"]) == "Canceling"
    assert _ended(sessions, item["id"])["status"] == "Canceled"
    assert told == ["cancel"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"Types": ["RepositoryEdit", "RepositoryCreation"]}, [EDIT, CREATION]),
        ({"Types": "RepositoryCreation", "Status": "Error"}, []),
        ({"ResourceId": repository_id(DEFAULT_STORE)}, [EDIT]),
        ({"Filter": "cold"}, [CREATION]),
        ({"FromUtc": "2026-01-14T09:00:00Z", "ToUtc": "2026-01-14T10:00:00Z", "Types": "RepositoryEdit"}, [EDIT]),
    ],
)
def test_filters(azure: Any, query: dict[str, Any], expected: list[str]) -> None:
    assert [one["id"] for one in azure.get(SESSIONS, **query)["results"]] == expected


def test_log_items_and_stop(azure: Any) -> None:
    assert azure.get(f"{SESSIONS}/{EDIT}")["repositoryJobInfo"]["repositoryName"] == DEFAULT_STORE
    log = azure.get(f"{SESSIONS}/{EDIT}/log")
    assert (log["jobSessionId"], log["log"][-1]["status"]) == (EDIT, "Error")
    assert azure.get(f"{SESSIONS}/{EDIT}/restoredItems")["results"] == []
