# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of Azure VMs: which rows of the server account for which items, paths, markers, and searches to their end."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.azure import flr_files, flr_sessions
from ansible_collections.opendr.veeam.plugins.module_utils.azure.flr_files import (
    is_absolute,
    item_facts,
    joined,
    same,
    search,
)
from ansible_collections.opendr.veeam.plugins.module_utils.azure.flr_restore.items import (
    KEEP,
    OVERWRITE,
    RestoreMode,
    Row,
    is_stored,
    left_over,
    outermost,
)
from ansible_collections.opendr.veeam.plugins.module_utils.azure.flr_sessions import (
    SessionSpec,
    is_marked,
    is_of,
    is_open,
    marker_of,
)
from ansible_collections.opendr.veeam.plugins.module_utils.azure.restore_points import Choice
from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import (
    ApiError,
    InvalidOption,
    ResponseLost,
    SessionTimedOut,
)
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Task
from support.fakes import FakeClock

BESIDE, OVER = RestoreMode(KEEP, ""), RestoreMode(OVERWRITE, "")
ELSEWHERE = RestoreMode(KEEP, "/audit/")


# --- Items and rows. ---


@pytest.mark.parametrize(
    ("item", "row", "mode_of_restore", "expected"),
    [
        ("/etc/hosts", "/etc/hosts", OVER, True),
        ("/etc/hosts", "/etc/restored-hosts", OVER, False),
        ("/etc/hosts", "/etc/restored-hosts", BESIDE, True),
        ("/etc/hosts", "/etc/hosts", BESIDE, False),
        ("/etc/hosts", "/etc/restored-hosts.bak", BESIDE, False),
        ("/etc/hosts", "/etc/hosts_RESTORED_20241003_095150", BESIDE, True),
        ("/a/report_1.txt", "/a/report_1_RESTORED_20241003_095150.txt", BESIDE, True),
        ("/a/report_1.txt", "/a/report_1_RESTORED_20241003_095150.txt", OVER, False),
        ("/a/report_1.txt", "/a/report_10_RESTORED_20241003_095150.txt", BESIDE, False),
        ("/a/.profile", "/a/.profile_RESTORED_1", BESIDE, True),
        ("/etc/hosts", "/other/restored-hosts", BESIDE, False),
        ("/gone/x", "/audit/restored-x", ELSEWHERE, True),
        ("/gone/x", "/audit/restored-x", BESIDE, False),
        ("/gone/x", "/gone/restored-x", ELSEWHERE, True),
        ("/gone/x", "/audit/x", RestoreMode(OVERWRITE, "/audit"), True),
        ("/data/", "/restored-data", BESIDE, True),
        ("C:\\Data\\a.TXT", "c:/data/restored-A.txt", BESIDE, True),
        ("/Data/a", "/data/restored-a", BESIDE, False),
        ("/a/x+y (1).txt", "/a/restored-x+y (1).txt", BESIDE, True),
    ],
)
def test_a_row_accounts_for_an_item(item, row, mode_of_restore, expected):
    assert is_stored(item, Row(row, ours=False), mode_of_restore) is expected


def test_the_original_name_counts_as_kept_apart_only_in_sessions_of_the_same_task():
    assert is_stored("/etc/hosts", Row("/etc/hosts", ours=True), BESIDE)
    assert not is_stored("/etc/hosts", Row("/etc/hosts", ours=False), BESIDE)


def test_each_row_accounts_for_one_item():
    both = ["/gone/x", "/lost/x"]
    row = Row("/audit/restored-x", ours=False)
    assert left_over(both, [row], ELSEWHERE) == ["/lost/x"]
    assert left_over(both, [row, row], ELSEWHERE) == []
    assert left_over(both, [], ELSEWHERE) == both


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["/a", "/a/b", "/a/b/c", "/ab"], ["/a", "/ab"]),
        (["/a/b", "/a"], ["/a"]),
        (["/a", "/a/", "//a"], ["/a"]),
        (["/", "/a"], ["/"]),
        (["C:\\Data", "c:/data/x", "D:/x"], ["C:\\Data", "D:/x"]),
        ([], []),
    ],
)
def test_what_lies_in_a_folder_comes_with_it(paths, expected):
    assert outermost(paths) == expected


# --- Paths. ---


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/", True), ("/etc", True), ("C:/x", True), ("c:\\x", True), ("etc", False), ("", False), ("./x", False)],
)
def test_absolute_paths(path, expected):
    assert is_absolute(path) is expected


@pytest.mark.parametrize(
    ("folder", "name", "expected"),
    [
        ("/", "etc", "/etc"),
        ("/etc/", "hosts", "/etc/hosts"),
        ("/", "C:", "C:"),
        ("C:\\", "Data", "C:\\Data"),
        ("C:/Data", "x", "C:/Data/x"),
    ],
)
def test_paths_of_items(folder, name, expected):
    assert joined(folder, name) == expected


def test_spellings_of_one_path():
    assert same("/etc//hosts/") == same("/etc/hosts") == "/etc/hosts"
    assert same("C:\\Data\\X") == same("c:/data/x/") == "c:/data/x"
    assert same("/A") != same("/a")
    assert same("/odd\\name") == "/odd\\name"
    assert same("/") == "/"


def test_an_item_tells_its_whole_path():
    item = {"itemPath": "/data", "name": "x", "type": "File", "size": 3, "lastModificationTime": "2026-01-01T00:00:00Z"}
    facts = {"path": "/data/x", "name": "x", "type": "File", "size": 3, "modified": "2026-01-01T00:00:00Z"}
    assert item_facts(item) == facts
    assert item_facts({**item, "itemPath": "/wrong"}, "/data") == facts


@pytest.mark.parametrize(
    "wanted", [{"path": "x", "pattern": "y", "limit": 1}, {"path": "/", "pattern": "", "limit": 1}]
)
def test_a_search_that_cannot_be(wanted):
    with pytest.raises(InvalidOption, match="search"):
        flr_files.validate_search(wanted)


# --- Sessions. ---

MACHINE = {"id": "vm-1", "name": "app", "resourceGroup": {"name": "rg"}}
CHOICE = Choice({"id": "p1", "vmName": "app", "pointInTime": "2026-05-01T00:00:00Z"}, machine=MACHINE)


def session(**about: Any) -> dict[str, Any]:
    return {"id": "s1", "status": "Running", "fileLevelRestoreJobInfo": about}


def test_a_marker_stands_for_what_a_task_does():
    one = marker_of("restore", "vm-1", [KEEP, ""], ["/a"], None)
    assert one == marker_of("restore", "vm-1", [KEEP, ""], ["/a"], None)
    assert one != marker_of("restore", "vm-1", [KEEP, ""], ["/b"], None)
    assert is_marked(session(reason=f"why {one}"), one)
    assert not is_marked(session(reason="why"), one)
    assert not is_marked({"id": "s1", "status": "Running"}, one)
    assert SessionSpec(CHOICE, one, "why").body() == {"reason": f"why {one}", "flrRto": False}
    assert SessionSpec(CHOICE, one, "", "account", to_original=True).body() == {
        "reason": one,
        "flrRto": True,
        "serviceAccountId": "account",
    }


def test_sessions_of_a_machine():
    assert is_of(session(vmId="vm-1", vmName="renamed"), CHOICE)
    assert not is_of(session(vmId="vm-2", vmName="app"), CHOICE)
    assert is_of(session(vmName="app"), CHOICE)
    assert is_of(session(vmId="vm-2", vmName="app"), Choice(CHOICE.point))


@pytest.mark.parametrize(
    ("status", "expected"),
    [("Pending", True), ("Running", True), ("Canceling", True), ("RunningWithError", True), ("Unheard", True)]
    + [(one, False) for one in ("Success", "Warning", "Error", "Canceled")],
)
def test_open_sessions(status, expected):
    assert is_open({"status": status}) is expected


# --- Searches. ---


class Searching:
    """An appliance with hits, that gives them out as told, and counts what is asked of it."""

    def __init__(self, *pages: list[str], last: Any = None, cap: int = 0) -> None:
        self.pages, self.last, self.cap = list(pages), last, cap
        self.at = 0
        self.calls: list[str] = []
        self.lose = 0

    def write(self, method: str, path: str, body: Any = None) -> Any:
        what = path.rsplit("/", 1)[1]
        self.calls.append(what)
        if what == "start":
            self.at = 0
            return {"searchId": "t1"}
        if what == "nextPage":
            if self.at + 1 >= len(self.pages) and isinstance(self.last, ApiError):
                raise self.last
            self.at += 1
            if self.lose:
                self.lose -= 1
                raise ResponseLost("lost")
        return None

    def get(self, path: str) -> dict[str, Any]:
        if self.at < len(self.pages):
            names = self.pages[self.at]
        elif self.last == "again":
            names = self.pages[-1]
        else:
            return {"searchState": "NoData", "count": 0, "results": []}
        return {"searchState": "Ready", "results": [{"itemPath": "/", "name": name} for name in names]}


def hits(appliance: Any, limit: int = 2, **params: Any) -> list[str]:
    task = Task(appliance, FakeClock(), {"wait_timeout": 5, "poll_interval": 1, **params}, {})
    wanted = {"path": "/", "pattern": "x", "traverse": True, "limit": limit}
    return [one["name"] for one in search(task, "s1", wanted)]


NOT_FOUND, FORBIDDEN = (ApiError("POST", "/x", status, None, "no") for status in (404, 403))


@pytest.mark.parametrize("last", [None, "again", NOT_FOUND])
def test_a_search_is_read_to_its_last_page(last):
    appliance = Searching(["a", "b"], ["c", "d"], ["e"], last=last)
    assert hits(appliance) == ["a", "b", "c", "d", "e"]
    assert appliance.calls.count("stop") == 1


def test_a_server_that_gives_fewer_hits_than_asked_for_is_asked_on():
    assert hits(Searching(["a", "b"], ["c", "d"]), limit=500) == ["a", "b", "c", "d"]


@pytest.mark.parametrize(("pages", "error"), [((["a"],), FORBIDDEN), ((["a", "b"],), NOT_FOUND)])
def test_a_refusal_in_the_middle_is_not_taken_for_the_end(pages, error):
    appliance = Searching(*pages, last=error)
    with pytest.raises(ApiError):
        hits(appliance)
    assert appliance.calls[-1] == "stop"


def test_where_it_is_unknown_which_page_the_server_is_at_the_search_begins_anew():
    appliance = Searching(["a", "b"], ["c"])
    appliance.lose = 1
    assert hits(appliance) == ["a", "b", "c"]
    assert appliance.calls.count("start") == appliance.calls.count("stop") == 2
    appliance = Searching(["a", "b"], ["c"])
    appliance.lose = 9
    with pytest.raises(ResponseLost):
        hits(appliance)
    assert appliance.calls.count("start") == appliance.calls.count("stop") == flr_files.SEARCH_ATTEMPTS


def test_a_search_that_takes_too_long_is_stopped():
    class Slow(Searching):
        def get(self, path: str) -> dict[str, Any]:
            return {"searchState": "Preparing", "count": 0, "results": []}

    appliance = Slow()
    with pytest.raises(SessionTimedOut, match="was not done after wait_timeout=5 seconds"):
        hits(appliance)
    assert appliance.calls == ["start", "stop"]


# --- Stopping. ---


class Stopping:
    """A session that ends a while after it was told to, if ever; ``errors`` come in place of answers to that."""

    def __init__(self, looks: int, *errors: Exception) -> None:
        self.looks, self.errors, self.stops = looks, list(errors), 0

    def find(self, path: str) -> dict[str, Any] | None:
        if self.stops and not self.errors:
            self.looks -= 1
        return {"id": "s1", "status": "Running" if self.looks > 0 else "Canceled"}

    def write(self, method: str, path: str, body: Any = None) -> None:
        self.stops += 1
        if self.errors:
            raise self.errors.pop(0)


def stopped(appliance: Any) -> str:
    return flr_sessions.stop(Task(appliance, FakeClock(), {"wait_timeout": 5, "poll_interval": 1}, {}), "s1")


def test_a_session_is_told_to_stop_once_and_waited_for():
    appliance = Stopping(5)
    assert (stopped(appliance), appliance.stops) == ("", 1)


@pytest.mark.parametrize("error", [ResponseLost("lost"), ApiError("POST", "/x", 500, None, "no")])
def test_a_stop_that_may_not_have_arrived_is_sent_again(error):
    appliance = Stopping(2, error)
    assert (stopped(appliance), appliance.stops) == ("", 2)


def test_what_keeps_a_session_open_is_told():
    refusals = [ApiError("POST", "/x", 403, None, "not yours") for _time in range(flr_sessions.STOP_ATTEMPTS + 1)]
    appliance = Stopping(99, *refusals)
    assert "cannot be stopped: POST /x was answered with 403: not yours" in stopped(appliance)
    assert appliance.stops == flr_sessions.STOP_ATTEMPTS
    assert "has not ended after 120 seconds" in stopped(Stopping(10**6))
