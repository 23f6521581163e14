# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the server says in a mount and how it ends: tasks, comparisons, the audit, and mounts that are gone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import (
    ActionRequired,
    ApiError,
    ResponseLost,
    SessionFailed,
    SessionTimedOut,
    UnexpectedResponse,
    VeeamError,
)
from ansible_collections.opendr.veeam.plugins.module_utils.core.locks import Locks
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Task
from ansible_collections.opendr.veeam.plugins.module_utils.http.response_object import response_object
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.backup_browser.files import (
    browse,
    compare,
    compared_items,
    file_item,
    search,
    search_body,
)
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.backup_browser.mount_record import MountRecord
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.backup_browser.mounts import Mount, unmount
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.backup_browser.tasks import (
    TaskEnd,
    end_of,
    stop_task,
)
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.flr_audit import audited_items
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.flr_mount import MACHINES
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.flr_restore.evidence import named
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.flr_restore.tasks import (
    Outcome,
    accepted_for,
    statuses_of,
    worst,
)
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR
from support.fakes import DictServer, FakeClock

W, L = "\\", "/"


# --- Tasks of the server. ---

RECORDS = [
    {"status": "Succeeded", "title": "fine"},
    {"status": "Warning", "title": "A link was left out"},
    {"status": "Failed", "title": "A file is locked"},
]
PROBLEMS = ("A link was left out", "A file is locked")


@pytest.mark.parametrize(
    ("odd", "problems", "message"),
    [
        ({}, (), ""),
        ({"additionalInfo": None, "logs": None, "endTime": None}, (), ""),
        ({"additionalInfo": {"message": "Done"}, "logs": {"records": RECORDS}}, PROBLEMS, "Done"),
        ({"logs": {"data": RECORDS, "pagination": {}}}, PROBLEMS, ""),
        ({"logs": {"records": [None, {"status": "Failed"}]}}, (), ""),
    ],
)
def test_the_end_of_a_task_is_read_however_odd_it_is(odd, problems, message):
    end = end_of({"id": "t1", "result": "Warning", **odd})
    assert end == TaskEnd("t1", "Warning", message, problems)
    assert end.is_good


def test_a_task_without_a_result_is_not_taken_for_good():
    with pytest.raises(UnexpectedResponse, match="result"):
        end_of(response_object("GET /tasks/t1", {"id": "t1", "state": "Stopped"}))
    assert not end_of({"id": "t1", "result": "Cancelled"}).is_good


def audited(path: str, status: str) -> dict[str, str]:
    return {"path": path, "status": status}


def test_the_status_of_an_item_is_what_the_audit_says_of_it_or_of_what_is_in_it():
    audit = [audited("C:\\a", "Succeeded"), audited("C:\\f\\x", "Failed"), audited("C:\\f\\y", "Succeeded")]
    found = statuses_of(TaskEnd("t", "Warning", "", ()), ["c:\\A", "C:\\f", "C:\\none"], audit, W)
    assert found == {"c:\\A": "Succeeded", "C:\\f": "Failed", "C:\\none": "Warning"}
    assert statuses_of(TaskEnd("t", "Success", "", ()), ["/x"], [], L) == {"/x": "Succeeded"}
    assert statuses_of(TaskEnd("t", "Odd", "", ()), ["/x"], [], L) == {"/x": "Failed"}
    assert worst(["Succeeded", "Melted", "Failed"]) == "Melted"


def test_items_are_read_in_every_spelling():
    item = {"name": "x", "type": "File", "itemState": "NotAvaliable", "location": "C:\\Data\\"}
    assert file_item(item, W).path == "C:\\Data\\x"
    assert file_item(item, W).state == "NotAvailable"
    assert file_item({**item, "displayName": "X!"}, W, "D:\\").facts()["name"] == "X!"
    assert file_item({**item, "displayName": "X!"}, W, "D:\\").path == "D:\\x"
    # A time is text: it has seven digits and an offset, which nothing else has.
    time = "2026-01-12T09:30:00.0520000+01:00"
    assert file_item({**item, "modifiedDate": time}, W).modified == time


def test_the_sessions_of_a_machine_are_known_by_its_name():
    found = ["web01", "FLR_[WEB01]", "FLR_web01", "web01 Nightly", "web011", "xweb01", "web01-test"]
    assert [name for name in found if named("web01").search(name)] == found[:4]


class Tasks:
    """One task of the server, which may not be stopped by everybody."""

    def __init__(self, *, refuses: bool, state: str) -> None:
        self.refuses, self.state = refuses, state

    def write(self, method, path):
        if self.refuses:
            raise ApiError(method, path, 403, "AccessDenied", "only administrators")
        self.state = "Stopped"

    def get(self, path):
        return {"id": "t1", "state": self.state}


@pytest.mark.parametrize(
    ("refuses", "state", "ended"), [(False, "Working", True), (True, "Working", False), (True, "Stopped", True)]
)
def test_a_task_is_stopped_as_far_as_the_account_may(refuses, state, ended):
    clock = FakeClock()
    given = {"wait_timeout": 5, "poll_interval": 1}
    assert stop_task(Task(Tasks(refuses=refuses, state=state), clock, given, given), "t1") is ended


def test_a_comparison_that_never_ends_is_not_waited_for_without_end():
    class Comparing:
        def post_read_pages(self, path, body, size, items):
            return iter([{"name": "x", "type": "File", "itemState": "Comparing"}])

    given = {"wait_timeout": 30, "poll_interval": 1}
    task = Task(Comparing(), FakeClock(), given, given)
    with pytest.raises(SessionTimedOut, match="comparison of 'C:\\\\Data' with production was not finished"):
        compared_items(task, Mount(task, MACHINES, None, {}, "p1", "FileLevelRestore"), ["C:\\Data"])


def test_whole_drives_are_not_compared():
    class Compared:
        sent = ()

        def post_read(self, path, body):
            self.sent = body

    server = Compared()
    task = Task(server, FakeClock(), {}, {})
    compare(task, Mount(task, MACHINES, None, {}, "p1", "FileLevelRestore"), ["C:\\", "C:\\Data"])
    assert server.sent == {"isEnabled": True, "paths": ["C:\\Data"]}


def test_the_text_of_a_search_is_sent_as_it_is():
    assert search_body(Task(DictServer(), FakeClock(), {}, {}), "C:\\", "*DocX+", True) == {
        "path": "C:\\",
        "searchString": "*DocX+",
    }


def test_an_audit_that_is_cut_becomes_a_warning():
    class Audited:
        product, revision = VBR, "1.3-rev1"

        def get(self, path):
            item = {"sourcePath": "C:\\Data\\", "name": "x", "restoreStatus": "Succeeded"}
            times = {"restoreStartTime": "2025-06-17T12:11:06.685788"}
            return {"items": [{**item, **times}], "pagination": {"total": 3, "count": 1}}

    task = Task(Audited(), FakeClock(), {}, {})
    (item,) = audited_items(task, "s1")
    assert (item["path"], item["started"]) == ("C:\\Data\\x", "2025-06-17T12:11:06.685788")
    assert task.warnings == ["The server returns only 1 of the 3 items that were restored in the mount s1."]


def test_a_file_that_the_server_skips_is_done_only_where_files_are_kept():
    end, statuses = TaskEnd("t", "Success", "", ()), {"/x": "Skipped", "/y": "Succeeded"}
    assert Outcome(end, statuses, accepted_for("Keep")).failed == []
    assert Outcome(end, statuses, accepted_for("Overwrite")).failed == ["/x"]


class WithoutMount(DictServer):
    """A server on which the mount has ended; what is asked of it is refused with ``status``."""

    def __init__(self, status: int) -> None:
        super().__init__()
        self.status = status
        session = {"id": "s1", "state": "Stopped", "result": {"result": "Failed", "message": "It was not used"}}
        self.details["/sessions/s1"] = lambda: session

    def post_read(self, path, body):
        raise ApiError("POST", path, self.status, None, "Restore session s1 is not active")

    def post_read_pages(self, path, body, size, items):
        # As with a real client, nothing is sent before the first item is wanted.
        yield self.post_read(path, body)


def test_the_server_may_be_silent_while_it_mounts_as_long_as_the_task_waits(task):
    class Slow(DictServer):
        def write(self, method, path, body=None, query=None, timeout=None):
            return {"sessionId": "s1", "silent": timeout}

    here = replace(task, client=Slow(), params={"wait_timeout": 1234, "poll_interval": 1})
    mount = Mount(here, MACHINES, MountRecord(here, "k"), {}, "p1", "FileLevelRestore")
    assert (mount.open(), mount.facts["silent"]) == ("s1", 1234)


LOOKS = [browse, lambda task, mount, folder: search(task, mount, folder, "x")]


@pytest.mark.parametrize("status", [400, 404, 500])
@pytest.mark.parametrize("look", LOOKS)
def test_what_a_mount_that_is_gone_refuses_is_not_taken_for_a_missing_folder(task, look, status):
    here = replace(task, client=WithoutMount(status))
    mount = Mount(here, MACHINES, MountRecord(here, "k"), {}, "p1", "FileLevelRestore")
    mount.id = "s1"
    with pytest.raises(SessionFailed, match="s1 has ended before this task was done: It was not used"):
        look(here, mount, "C:\\Data")


class NotReady(WithoutMount):
    """A server on which the mount is listed, and refuses what is asked of it until its session works."""

    def __init__(self, *states: str) -> None:
        super().__init__(500)
        self.states, self.asked = list(states), 0
        self.lists[MACHINES.mounts.path] = [{"sessionId": "s1", "type": "Windows"}]
        self.details["/sessions/s1"] = lambda: {
            "id": "s1",
            "state": self.states.pop(0),
            "result": {"result": "None", "message": "The machine is gone"},
        }

    def post_read(self, path, body):
        self.asked += 1
        if not self.states:
            return {"id": "t1"}
        return super().post_read(path, body)

    def post_read_pages(self, path, body, size, items):
        self.post_read(path, body)
        yield {"name": "x", "type": "File", "itemState": "NotAvailable", "location": "C:\\"}


def look_with(task, server, look):
    here = replace(task, client=server, params={"wait_timeout": 60, "poll_interval": 1})
    mount = Mount(here, MACHINES, MountRecord(here, "k"), {}, "p1", "FileLevelRestore")
    mount.id = "s1"
    return look(here, mount, "C:\\Data")


def test_a_folder_that_cannot_be_read_yet_is_read_when_the_session_of_the_mount_works(task):
    server = NotReady("Starting", "WaitingRepository")
    (item,) = look_with(task, server, browse)
    assert (item.name, server.asked, task.clock.sleeps != []) == ("x", 3, True)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(
    ("state", "error", "words"),
    [
        ("Stopping", SessionFailed, "has ended before this task was done: The machine is gone"),
        ("Stopped", SessionFailed, "has ended before this task was done: The machine is gone"),
        ("ActionRequired", ActionRequired, "waits for a person: The machine is gone"),
        ("Working", ApiError, "Restore session s1 is not active"),
    ],
)
def test_where_a_listed_mount_refuses_its_session_says_why(task, look, state, error, words):
    server = NotReady(state, "Working")
    with pytest.raises(error, match=words):
        look_with(task, server, look)
    assert server.asked == 1


def test_a_mount_that_never_becomes_ready_is_not_waited_for_without_end(task):
    server = NotReady(*["Starting"] * 1000)
    with pytest.raises(ApiError, match="is not active"):
        look_with(task, server, browse)
    assert sum(task.clock.sleeps) == pytest.approx(60, abs=1)


# --- Unmounting. ---


class Server:
    """Lists one mount; ``outcomes`` are what unmounting it leads to, the last one again and again."""

    def __init__(self, *outcomes: VeeamError | None) -> None:
        self.outcomes, self.asked, self.mounted = list(outcomes), 0, True

    def pages(self, path):
        return iter([{"sessionId": "s1"}] if self.mounted else [])

    def find(self, path):
        return {"id": "s1", "state": "Stopped"}

    def write(self, method, path):
        self.asked += 1
        outcome = self.outcomes.pop(0) if len(self.outcomes) > 1 else self.outcomes[0]
        if outcome is not None:
            raise outcome
        self.mounted = False


REFUSED = ApiError("POST", "/unmount", 403, "AccessDenied", "not allowed")
GONE = ApiError("POST", "/unmount", 404, "NotFound", "gone")


@pytest.mark.parametrize(
    ("outcomes", "asked", "words"),
    [
        ((None,), 1, ""),
        ((REFUSED, None), 2, ""),
        ((ResponseLost("lost"), None), 2, ""),
        ((REFUSED,), 3, "It cannot be unmounted: POST /unmount was answered with 403"),
        ((GONE, None), 2, ""),
        ((GONE, GONE, GONE, None), 4, ""),
    ],
)
def test_unmounting(outcomes, asked, words):
    server = Server(*outcomes)
    problem = unmount(Task(server, FakeClock(), {}, {}), MACHINES, "s1")
    assert (server.asked, problem.startswith(words), bool(problem)) == (asked, True, bool(words))


def test_a_mount_is_waited_for_until_it_is_gone():
    class Stopping(Server):
        """The mount is still listed for a while after it was unmounted."""

        looks = 0

        def pages(self, path):
            self.looks += self.asked
            return iter([{"sessionId": "s1"}] if self.looks < 3 else [])

    server = Stopping(None)
    assert unmount(Task(server, FakeClock(), {}, {}), MACHINES, "s1") == ""
    assert (server.asked, server.looks) == (1, 3)


@pytest.fixture
def task(tmp_path):
    return Task(None, FakeClock(), {}, {}, locks=Locks("https://server", lambda: str(tmp_path)))
