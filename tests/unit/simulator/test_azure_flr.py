# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""File-level restore of Azure VMs: the session, browsing, searching page by page, restoring, and what goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from simulator.control import Simulator
from simulator.flr_files import Tree, is_absolute
from simulator.seeds.azure_restore_points import point_id
from simulator.seeds.azure_virtual_machines import (
    ARCHIVED,
    ENDLESS,
    LINUX,
    LOCKED,
    PROTECTED,
    SERVICE_ACCOUNT,
    UNTOUCHED_OWNER,
    WINDOWS,
    vm_id,
)

API = "/api/v8"
READY = point_id(LINUX, 3)


def paths(page: Any) -> list[str]:
    return [f"{one['itemPath']}/{one['name']}" for one in page["results"]]


class Restores:
    """What these tests do over and over."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.session = ""

    def post(self, path: str, body: Any = None, expected: int = 0, **query: Any) -> Any:
        answer = self.client.send("POST", f"{API}/{path}", json=body, params=query)
        assert answer.status_code == (expected or answer.status_code), answer.text
        assert expected or answer.status_code < 300, answer.text
        return answer.json() if answer.content else None

    def begin(self, point: str = READY, **values: Any) -> Any:
        body = {"reason": "test", "serviceAccountId": SERVICE_ACCOUNT, "flrRto": True, **values}
        session = self.post(f"restorePoints/virtualMachines/{point}/restoreFile", body, 202)
        self.session = session["id"]
        return session

    def open(self, point: str = READY, **values: Any) -> None:
        self.begin(point, **values)
        self.client.until(self.about, lambda one: one["fileLevelRestoreJobInfo"]["isFlrSessionReady"])

    def about(self) -> Any:
        return self.client.get(f"{API}/jobSessions/{self.session}")

    def flr(self, path: str, body: Any = None, expected: int = 0, **query: Any) -> Any:
        return self.post(f"flr/{self.session}/{path}", body, expected, **query)

    def shown(self, search: str) -> Any:
        found = self.client.get(f"{API}/flr/{self.session}/search/{search}/results")
        assert found["count"] == len(found["results"])
        assert (found["searchState"] == "Ready") is bool(found["results"])
        return found

    def page(self, search: str, former: list[str] | None = None) -> list[str]:
        """The page that takes the place of the former one."""

        def is_new(found: Any) -> bool:
            return found["searchState"] != "Preparing" and paths(found) != former

        return paths(self.client.until(lambda: self.shown(search), is_new))

    def restore(self, items: list[str], kind: str = "Keep", alternative: str | None = None, expected: int = 200) -> Any:
        body = {"itemPaths": items, "restoreType": kind, "alternativePath": alternative}
        return self.flr("restore", body, expected)

    def statuses(self, task: str) -> dict[str, str]:
        found = self.client.get(f"{API}/flr/{self.session}/restore/{task}/status")
        return {one["path"]: one["status"] for one in found["results"]}

    def ended(self, task: str, count: int) -> dict[str, str]:
        def is_over(found: dict[str, str]) -> bool:
            return len(found) == count and "Running" not in found.values()

        found: dict[str, str] = self.client.until(lambda: self.statuses(task), is_over)
        return found

    def restored(self) -> list[str]:
        found = self.client.get(f"{API}/jobSessions/{self.session}/fileLevelRestoredItems")
        return [one["filePath"] for one in found["results"]]

    def stop(self) -> Any:
        answer = self.client.send("POST", f"{API}/jobSessions/{self.session}/stop")
        assert answer.status_code == 204
        return self.client.until(self.about, lambda one: one["status"] not in ("Pending", "Running", "Canceling"))


@pytest.fixture
def flr(login: Callable[..., Any], simulator: Simulator) -> Iterator[Restores]:
    """Restores; every answer must keep to the document."""
    start = simulator.mark()
    yield Restores(login("azure"))
    assert [record for record in simulator.violations(start) if record["status"] != 400] == []


def test_a_session_gets_ready_and_stays_until_it_is_stopped(flr: Restores) -> None:
    session = flr.begin(reason="because")
    assert (session["type"], session["status"] in ("Pending", "Running")) == ("FileLevelRestore", True)
    info = flr.client.until(flr.about, lambda one: one["fileLevelRestoreJobInfo"]["isFlrSessionReady"])[
        "fileLevelRestoreJobInfo"
    ]
    assert (info["reason"], info["vmId"], info["vmName"]) == ("because", vm_id(LINUX), LINUX)
    assert info["backupPolicyDisplayName"] == "Production VMs"
    open_for = flr.client.get(f"{API}/{PROTECTED}", FlrSession="true")["results"]
    assert [one["name"] for one in open_for] == [LINUX]
    assert flr.about()["status"] == "Running"
    ended = flr.stop()
    assert ended["fileLevelRestoreJobInfo"]["isFlrSessionReady"] is False
    flr.flr("browse", {"path": "/"}, 404)


def test_browsing(flr: Restores) -> None:
    flr.open()
    found = flr.flr("browse", {"path": "/accountingdata"})
    assert [(one["name"], one["type"]) for one in found["results"]] == [
        ("2025", "Folder"),
        ("report_1.txt", "File"),
        ("report_10.txt", "File"),
        ("report_2.txt", "File"),
    ]
    assert found["results"][1]["itemPath"] == "/accountingdata"
    page = flr.flr("browse", {"path": "/accountingdata/"}, Limit=1, Offset=3)
    assert ([one["name"] for one in page["results"]], page["totalCount"]) == (["report_2.txt"], 4)
    flr.flr("browse", {"path": "/nothing"}, 404)
    flr.flr("browse", {"path": "accountingdata"}, 400)


def test_a_windows_machine_has_drives(flr: Restores) -> None:
    flr.open(point_id(WINDOWS))
    assert [one["name"] for one in flr.flr("browse", {"path": "/"})["results"]] == ["C:"]
    found = flr.flr("browse", {"path": "C:\\Data"})["results"]
    assert [(one["itemPath"], one["name"]) for one in found] == [("C:/Data", "2025"), ("C:/Data", "ledger.xlsx")]


def test_searching_page_by_page(flr: Restores) -> None:
    flr.open()
    body = {"path": "/accountingdata", "limit": 2, "traverse": True, "searchPattern": "report_1"}
    search = flr.flr("search/start", body)["searchId"]
    first = flr.page(search)
    flr.flr(f"search/{search}/nextPage", expected=202)
    # The former page stays for a while.
    assert paths(flr.shown(search)) == first
    second = flr.page(search, first)
    flr.flr(f"search/{search}/nextPage", expected=202)
    third = flr.page(search, second)
    assert (len(first), len(second), third) == (2, 2, ["/accountingdata/report_10.txt"])
    assert len({*first, *second, *third}) == 5
    flr.flr(f"search/{search}/nextPage", expected=202)
    assert flr.page(search, third) == []
    flr.flr(f"search/{search}/stop", expected=202)
    flr.flr(f"search/{search}/stop", expected=404)


def test_searching_one_folder_only(flr: Restores) -> None:
    flr.open()
    search = flr.flr("search/start", {"path": "/accountingdata", "traverse": False, "searchPattern": ".TXT"})
    assert len(flr.page(search["searchId"])) == 3
    nothing = flr.flr("search/start", {"path": "/etc", "searchPattern": "report"})
    assert flr.page(nothing["searchId"]) == []
    flr.flr("search/start", {"path": "/nothing", "searchPattern": "x"}, 404)


@pytest.mark.parametrize(("kind", "folder"), [("Keep", "restored-2025"), ("Overwrite", "2025")])
def test_restoring(flr: Restores, kind: str, folder: str) -> None:
    flr.open()
    task = flr.restore(["/accountingdata/report_1.txt", "/accountingdata/2025"], kind)["restoreTaskId"]
    # An item is listed when its turn comes.
    assert len(flr.statuses(task)) < 2
    assert set(flr.ended(task, 2).values()) == {"Success"}
    log = flr.flr(f"restore/{task}/logs", {"path": "/accountingdata/report_1.txt"})
    assert (log["pagination"]["totalCount"], log["results"][0]["status"]) == (1, "Success")
    # Every file of a folder, by the directory that it is stored in.
    inside = f"/accountingdata/{folder}"
    assert sorted(flr.restored()) == sorted(["/accountingdata", inside, inside, f"{inside}/q1", f"{inside}/q1"])
    assert flr.stop()["status"] == "Success"


def test_what_does_not_come_back_like_the_rest(flr: Restores) -> None:
    flr.open()
    items = [LOCKED, UNTOUCHED_OWNER, "/nothing", "/var/lib"]
    task = flr.restore(items, "Overwrite")["restoreTaskId"]
    assert list(flr.ended(task, 4).values()) == ["Failed", "Warning", "Failed", "Failed"]
    log = flr.flr(f"restore/{task}/logs", {"path": LOCKED}, Limit=1, Offset=1)
    assert (log["pagination"]["totalCount"], [one["status"] for one in log["results"]]) == (2, ["Error"])
    assert flr.restored() == [UNTOUCHED_OWNER.rpartition("/")[0]]
    flr.flr(f"restore/{task}/logs", {"path": "/other"}, 404)
    assert flr.stop()["status"] == "Warning"


def test_a_directory_that_is_gone(flr: Restores) -> None:
    flr.open()
    items = ["/billingdata/report_15.txt", "/etc/hosts"]
    assert "/billingdata" in flr.restore(items, expected=500)["detail"]
    task = flr.restore(items, "Overwrite", "/auditdata")["restoreTaskId"]
    flr.ended(task, 2)
    assert flr.restored() == ["/auditdata", "/etc"]


def test_a_restore_that_is_stopped_or_loses_its_session(flr: Restores) -> None:
    flr.open()
    task = flr.restore([ENDLESS])["restoreTaskId"]
    flr.client.until(lambda: flr.statuses(task), lambda found: found == {ENDLESS: "Running"})
    flr.flr(f"restore/{task}/stop", expected=202)
    assert flr.statuses(task) == {ENDLESS: "Cancelled"}
    other = flr.restore([ENDLESS])["restoreTaskId"]
    assert flr.stop()["status"] == "Canceled"
    flr.flr(f"restore/{other}/stop", expected=404)
    assert flr.restored() == []


@pytest.mark.parametrize(
    ("point", "status"),
    [(point_id(LINUX), 400), (point_id(ARCHIVED), 400), (point_id(ARCHIVED, 3), 400), (point_id("nothing"), 404)],
)
def test_restore_points_that_cannot_be_restored_from(flr: Restores, point: str, status: int) -> None:
    flr.post(f"restorePoints/virtualMachines/{point}/restoreFile", {"flrRto": False}, status)


def test_a_session_that_only_reads(flr: Restores) -> None:
    flr.open(point_id(ARCHIVED, 2), flrRto=False)
    assert "original location" in flr.restore(["/etc/hosts"], expected=400)["detail"]
    flr.post(f"restorePoints/virtualMachines/{READY}/restoreFile", {"serviceAccountId": "none"}, 400)


@pytest.mark.parametrize(("outcome", "status"), [("fail", "Error"), ("cancel", "Canceled")])
def test_a_session_that_never_gets_ready(flr: Restores, simulator: Simulator, outcome: str, status: str) -> None:
    simulator.outcome({"type": "FileLevelRestore"}, outcome, message="no worker", times=1, product="azure")
    flr.begin()
    ended = flr.client.until(flr.about, lambda one: one["status"] not in ("Pending", "Running", "Canceling"))
    assert (ended["status"], ended["fileLevelRestoreJobInfo"]["isFlrSessionReady"]) == (status, False)
    flr.flr("browse", {"path": "/"}, 404)
    simulator.outcome({"type": "FileLevelRestore"}, "hang", times=1, product="azure")
    flr.begin()
    flr.flr("browse", {"path": "/"}, 400)
    flr.stop()


def test_trees() -> None:
    tree = Tree({"C:/a/b.txt": 3, "/x": 1}, "2026-01-01T00:00:00Z")
    assert [tree.knows(path) for path in ("C:\\a", "/x", "/a")] == [True, True, False]
    assert list(tree.files_of("C:/")) == ["C:/a/b.txt"]
    assert [is_absolute(path) for path in ("/x", "C:/a", "C:\\a", "a/b", "")] == [True, True, True, False, False]
