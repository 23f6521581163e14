# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of Azure VMs: searches are read to their last page, and what was started is stopped."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.azure import flr_files, flr_sessions
from ansible_collections.opendr.veeam.plugins.module_utils.azure.flr_files import search
from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import ApiError, ResponseLost, SessionTimedOut
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Task
from support.fakes import FakeClock

# --- Searches. ---


class Searching:
    """An appliance with pages of results, which keeps the requests that it gets."""

    def __init__(self, *pages: list[str], last: Any = None, stays: int = 0) -> None:
        """``stays``: how often a page is still shown after the next one was requested."""
        self.pages, self.last, self.stays = list(pages), last, stays
        self.at = 0
        self.left = 0
        self.calls: list[str] = []
        self.lose = 0

    def write(self, method: str, path: str, body: Any = None) -> Any:
        action = path.rsplit("/", 1)[1]
        self.calls.append(action)
        if action == "start":
            self.at = 0
            return {"searchId": "t1"}
        if action == "nextPage":
            if self.at + 1 >= len(self.pages) and isinstance(self.last, ApiError):
                raise self.last
            self.at, self.left = self.at + 1, self.stays
            if self.lose:
                self.lose -= 1
                raise ResponseLost("lost")
        return None

    def get(self, path: str) -> dict[str, Any]:
        if self.left:
            self.left -= 1
            names = self.pages[self.at - 1]
        elif self.at < len(self.pages):
            names = self.pages[self.at]
        elif self.last == "again":
            names = self.pages[-1]
        else:
            return {"searchState": "NoData", "count": 0, "results": []}
        return {"searchState": "Ready", "results": [{"itemPath": "/", "name": name} for name in names]}


def results(appliance: Any, limit: int = 2, warnings: list[str] | None = None, **params: Any) -> list[str]:
    task = Task(appliance, FakeClock(), {"wait_timeout": 60, "poll_interval": 1, **params}, {})
    task.warnings = [] if warnings is None else warnings
    query = {"path": "/", "pattern": "x", "traverse": True, "limit": limit}
    return [item["name"] for item in search(task, "s1", query)]


NOT_FOUND, FORBIDDEN = (ApiError("POST", "/x", status, None, "no") for status in (404, 403))


@pytest.mark.parametrize("last", [None, "again", NOT_FOUND])
def test_a_search_is_read_to_its_last_page(last):
    appliance = Searching(["a", "b"], ["c", "d"], ["e"], last=last)
    assert results(appliance) == ["a", "b", "c", "d", "e"]
    assert appliance.calls.count("stop") == 1


def test_a_page_that_is_still_shown_is_not_the_last():
    assert results(Searching(["a", "b"], ["c", "d"], ["e"], stays=3)) == ["a", "b", "c", "d", "e"]


@pytest.mark.parametrize(("limit", "warned"), [(2, True), (3, False)])
def test_a_whole_page_that_stays_for_long_is_taken_for_the_last_with_a_warning(limit, warned):
    warnings: list[str] = []
    assert results(Searching(["a", "b"], last="again"), limit, warnings) == ["a", "b"]
    assert any("showed the former page for 30 seconds" in warning for warning in warnings) is warned


def test_a_short_page_need_not_be_the_last():
    assert results(Searching(["a", "b"], ["c", "d"]), limit=500) == ["a", "b", "c", "d"]


@pytest.mark.parametrize(("pages", "error"), [((["a"],), FORBIDDEN), ((["a", "b"],), NOT_FOUND)])
def test_an_error_in_the_middle_is_not_taken_for_the_end(pages, error):
    appliance = Searching(*pages, last=error)
    with pytest.raises(ApiError):
        results(appliance)
    assert appliance.calls[-1] == "stop"


def test_a_search_whose_page_is_unknown_is_started_again():
    appliance = Searching(["a", "b"], ["c"])
    appliance.lose = 1
    assert results(appliance) == ["a", "b", "c"]
    assert appliance.calls.count("start") == appliance.calls.count("stop") == 2
    appliance = Searching(["a", "b"], ["c"])
    appliance.lose = 9
    with pytest.raises(ResponseLost):
        results(appliance)
    assert appliance.calls.count("start") == appliance.calls.count("stop") == flr_files.SEARCH_ATTEMPTS


def test_a_search_that_takes_too_long_is_stopped():
    class Slow(Searching):
        def get(self, path: str) -> dict[str, Any]:
            return {"searchState": "Preparing", "count": 0, "results": []}

    appliance = Slow()
    with pytest.raises(SessionTimedOut, match="was not finished after wait_timeout=60 seconds"):
        results(appliance)
    assert appliance.calls == ["start", "stop"]


# --- Stopping. ---


class Stopping:
    """A session that ends ``reads`` reads after it was stopped; ``errors`` come in place of responses to that."""

    def __init__(self, reads: int, *errors: Exception) -> None:
        self.reads, self.errors, self.stops = reads, list(errors), 0

    def find(self, path: str) -> dict[str, Any] | None:
        if self.stops and not self.errors:
            self.reads -= 1
        return {"id": "s1", "status": "Running" if self.reads > 0 else "Canceled"}

    def write(self, method: str, path: str, body: Any = None) -> None:
        self.stops += 1
        if self.errors:
            raise self.errors.pop(0)


def stopped(appliance: Any) -> str:
    end = flr_sessions.stop(Task(appliance, FakeClock(), {"wait_timeout": 5, "poll_interval": 1}, {}), "s1")
    assert end.problem or end.session["status"] == "Canceled"
    return end.problem


def test_a_session_is_stopped_once_and_waited_for():
    appliance = Stopping(5)
    assert (stopped(appliance), appliance.stops) == ("", 1)


@pytest.mark.parametrize("error", [ResponseLost("lost"), ApiError("POST", "/x", 500, None, "no")])
def test_a_stop_that_may_not_have_arrived_is_sent_again(error):
    appliance = Stopping(2, error)
    assert (stopped(appliance), appliance.stops) == ("", 2)


def test_the_reason_why_a_session_stays_open_is_returned():
    refusals = [ApiError("POST", "/x", 403, None, "not yours") for _time in range(flr_sessions.STOP_ATTEMPTS + 1)]
    appliance = Stopping(99, *refusals)
    assert "cannot be stopped: POST /x was answered with 403: not yours" in stopped(appliance)
    assert appliance.stops == flr_sessions.STOP_ATTEMPTS
    assert "has not ended 120 seconds after it was stopped" in stopped(Stopping(10**6))
