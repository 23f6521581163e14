# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restores of files that may be of somebody else: what is waited for, and that none of them is stopped."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import (
    NotConverged,
    ResponseLost,
    SessionTimedOut,
)
from ansible_collections.opendr.veeam.plugins.module_utils.core.locks import Locks
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Task
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.backup_browser.begun_restores import (
    MOUNT_LISTS,
    MOUNT_SESSIONS,
    followed_all,
    is_of_own_mount,
)
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.backup_browser.lost_mounts import candidates
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.backup_browser.mount_record import MountRecord
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.backup_browser.mounts import Mount
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.flr_mount import MACHINES
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.flr_restore.destination import Destination
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.flr_restore.work import RestoreWork
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.unstructured_flr.tasks import (
    finish_earlier,
    wait_for_others,
)
from ansible_collections.opendr.veeam.plugins.module_utils.workflow.restore_point_choice import RestorePointChoice
from support.fakes import DictServer, FakeClock

DATA, MACHINE_MOUNTS = "/backupBrowser/flr/unstructuredData", "/backupBrowser/flr"
AT = datetime(2026, 1, 15, 12, 0, tzinfo=timezone.utc)


def restore(identifier, name="x", minute=0, **about):
    time = f"2026-01-15T12:{minute:02}:00.0000000+00:00"
    return {"id": identifier, "name": name, "state": "Working", "creationTime": time, "additionalInfo": about or None}


def share(session, backup):
    return {"sessionId": session, "sourceProperties": {"backupId": backup}}


@pytest.fixture
def task(tmp_path):
    given = {"wait_timeout": 10, "poll_interval": 1}
    return Task(DictServer(), FakeClock(), given, given, locks=Locks("https://server", lambda: str(tmp_path)))


@pytest.mark.parametrize(
    ("mounts", "found", "waited"),
    [
        ([], restore("t1"), False),
        ([], restore("t1", "share"), True),
        # Somebody else has the share mounted: any restore that began since may be of it.
        ([share("s1", "b1")], restore("t1", minute=6), True),
        ([share("s1", "b1")], restore("t1", minute=4), False),
        ([share("s1", "")], restore("t1", minute=6), True),
        # Of one mount, nobody knows when it began.
        ([share("s1", "b1"), share("unknown", "b1")], restore("t1", minute=4), True),
        ([share("unknown", "b1")], restore("t1", minute=4), True),
        ([share("s1", "b2")], restore("t1", minute=6), False),
        # The resource that a task may name decides where it is a mount.
        ([share("s1", "b1")], restore("t1", minute=4, resourceId="s1"), True),
        ([share("s1", "b1"), share("s2", "b2")], restore("t1", "share", minute=6, resourceId="s2"), False),
        # A mount that a killed run of this machine has left is not of somebody else.
        ([share("ours", "b1")], restore("t1", minute=6), False),
    ],
)
def test_which_restores_of_others_are_waited_for(task, mounts, found, waited):
    server = task.client
    server.lists["/tasks"], server.lists[DATA] = [found], mounts
    server.details |= {f"{DATA}/{mount['sessionId']}": lambda mount=mount: mount for mount in mounts}
    server.details["/tasks/t1"] = lambda: {**found, "state": "Stopped", "result": "Success"}
    for mount in mounts:
        time = None if mount["sessionId"] == "unknown" else "2026-01-15T12:05:00Z"
        session = {"id": mount["sessionId"], "creationTime": time}
        server.details[f"/sessions/{mount['sessionId']}"] = lambda session=session: session
    record = MountRecord(task, "k")
    record.opened("ours", "p1")
    wait_for_others(task, record, "Share", "b1")
    assert ("/tasks/t1" in server.reads) is waited


def restore_without_response(task, error, *others):
    """A restore whose request ends with an error, after which the server lists one new restore."""
    server, record = task.client, MountRecord(task, "k")

    def interrupt(act):
        server.lists["/tasks"] = [restore("t1", minute=1)]
        raise error

    server.lists[MACHINE_MOUNTS] = [{"sessionId": "s1"}, *({"sessionId": other} for other in others)]
    server.details["/backupBrowser/flr/s1/audit"] = lambda: {"items": [], "pagination": {}}
    server.details["/tasks/t1"] = lambda: restore("t1")
    mount = Mount(task, MACHINES, record, {}, "p1", "FileLevelRestore")
    mount.id = "s1"
    record.opened("s1", "p1")
    server.on_write = interrupt
    choice, work = RestorePointChoice({"id": "p1"}), RestoreWork(task, record, "\\")
    with pytest.raises((KeyboardInterrupt, NotConverged)) as raised:
        work.carry_out(mount, Destination("Windows", "Overwrite", {}, "original"), choice, ["C:\\x"])
    return work, mount, record, raised.value


def interrupted_restore(task, *others):
    _work, mount, _record, _error = restore_without_response(task, KeyboardInterrupt(), *others)
    return [path for _method, path, *_rest in task.client.writes], mount


def test_a_restore_may_be_listed_while_that_of_somebody_else_is_waited_for(task):
    """The mount stays for it, and a rerun waits for both."""
    server = task.client
    work, mount, record, error = restore_without_response(task, ResponseLost("The read timed out."), "theirs")
    assert (type(error), error.facts["tasks"]) == (NotConverged, ["t1"])
    assert "may still run" in mount.work_left("s1")

    def ended(identifier):
        server.lists["/tasks"] = [restore("t1", minute=1), restore("t2", minute=1)]
        return {**restore(identifier), "state": "Stopped", "result": "Success"}

    server.details |= {f"/tasks/{one}": lambda one=one: ended(one) for one in ("t1", "t2")}
    work.settle("s1", record.open["s1"]["work"])
    assert [path for path in server.reads if path.startswith("/tasks/")] == ["/tasks/t1", "/tasks/t2"]
    assert [entry["unsure"] for entry in record.restored] == [True]
    assert not mount.work_left("s1")


class Late(DictServer):
    """Lists a restore a moment after the request for it was sent."""

    looks = 0

    def pages(self, path, query=None, size=0, post_body=None):
        self.looks += path == "/tasks" and bool(self.writes)
        found = [restore("t1", minute=1)] if self.looks > 1 else []
        return iter(found) if path == "/tasks" else super().pages(path, query)


def test_an_interrupted_restore_may_be_listed_a_moment_later(task):
    writes, mount = interrupted_restore(replace(task, client=Late()), "theirs")
    assert writes == ["/backupBrowser/flr/s1/restore"]
    assert "may still run" in mount.work_left("s1")


@pytest.mark.parametrize("looks", [0, 1])
def test_a_rerun_waits_for_a_restore_that_is_listed_a_moment_later(task, looks):
    server, record = Late(), MountRecord(task, "k")
    server.writes.append(("POST", "/backupBrowser/flr/s1/restore", None, {}))
    server.looks = looks
    server.details["/backupBrowser/flr/s1/audit"] = lambda: {"items": [], "pagination": {}}
    server.details["/tasks/t1"] = lambda: {**restore("t1"), "state": "Stopped", "result": "Success"}
    record.opened("s1", "p1")
    record.working("s1", {"began": AT.isoformat(), "sources": ["C:\\x"], "paths": ["c:\\x"], "known": []})
    RestoreWork(replace(task, client=server), record, "\\").settle("s1", record.open["s1"]["work"])
    assert [entry["paths"] for entry in record.restored] == [["c:\\x"]]


@pytest.mark.parametrize("looks", [0, 1])
def test_a_rerun_for_a_share_waits_for_a_restore_that_is_listed_a_moment_later(task, looks):
    server, record = Late(), MountRecord(task, "k")
    server.writes.append(("POST", "/backupBrowser/flr/unstructuredData/s1/restore", None, {}))
    server.looks = looks
    server.details["/tasks/t1"] = lambda: {**restore("t1"), "state": "Stopped", "result": "Success"}
    record.opened("s1", "p1")
    record.working("s1", {"before": [], "restored": [{"path": "/a"}]})
    finish_earlier(replace(task, client=server), record)
    assert record.restored == [{"path": "/a"}]


def test_waiting_for_the_restores_of_others_ends(task):
    found = []

    def next_one():
        found.append(f"t{len(found)}")
        return found

    with pytest.raises(SessionTimedOut, match="longer wait_timeout"):
        followed_all(task, next_one, lambda _one: task.clock.sleep(6))
    assert len(found) == 3


def test_a_restore_that_may_be_of_somebody_else_is_not_stopped(task):
    writes, mount = interrupted_restore(task, "theirs")
    assert writes == ["/backupBrowser/flr/s1/restore"]
    assert "may still run" in mount.work_left("s1")


def test_a_restore_that_can_only_be_of_this_run_is_stopped_with_it(task):
    writes, _mount = interrupted_restore(task)
    assert writes == ["/backupBrowser/flr/s1/restore", "/tasks/t1/stop"]


@pytest.mark.parametrize("path", MOUNT_LISTS)
def test_a_mount_of_any_kind_may_be_that_of_a_restore(task, path):
    assert is_of_own_mount(task, ["s1"], {"t1": AT})
    assert not is_of_own_mount(task, ["s1"], {"t1": AT, "t2": AT})
    assert not is_of_own_mount(task, ["s1"], {})
    task.client.lists[path] = [{"sessionId": "s1"}]
    assert is_of_own_mount(task, ["s1"], {"t1": AT})
    task.client.lists[path] = [{"sessionId": "s1"}, {"sessionId": "s2"}]
    assert not is_of_own_mount(task, ["s1"], {"t1": AT})


@pytest.mark.parametrize(
    ("ended", "is_ours"),
    [
        ("2026-01-15T12:59:59.9990000+01:00", True),
        ("2026-01-15T13:00:00.0000000+01:00", False),
        ("2026-01-15T12:00:05Z", False),
        (None, False),
    ],
)
def test_a_mount_that_is_gone_by_now_may_be_that_of_a_restore_that_began_before(task, ended, is_ours):
    queries = []

    class Asked(DictServer):
        """Filters by the end as servers do: what has none is not among it."""

        def pages(self, path, query=None, size=0, post_body=None):
            queries.append((path, query))
            for item in super().pages(path, query):
                if item["state"] == query["stateFilter"] if "stateFilter" in query else item["endTime"]:
                    yield item

    server = Asked()
    state = "Stopped" if ended else "Stopping"
    server.lists["/sessions"] = [{"id": "s2", "endTime": ended, "state": state, "sessionType": MOUNT_SESSIONS[0]}]
    assert is_of_own_mount(replace(task, client=server), ["s1"], {"t1": AT}) is is_ours
    assert is_of_own_mount(replace(task, client=server), ["s1", "s2"], {"t1": AT})
    asked = [query for path, query in queries if path == "/sessions" and "stateFilter" not in query]
    assert {query["endedAfterFilter"] for query in asked} == {"2026-01-15T11:59:59+00:00"}
    assert {query["typeFilter"] for query in asked} == set(MOUNT_SESSIONS)


MADE = "2026-01-15T12:00:01Z"


@pytest.mark.parametrize(
    ("username", "session", "source", "found"),
    [
        ("svc", {"initiatedBy": "DR\\SVC"}, True, {"s1": True}),
        ("svc@dr.example", {"initiatedBy": ".\\svc"}, True, {"s1": True}),
        ("svc", {"initiatedBy": "DR\\somebody"}, True, {}),
        ("CORP\\svc", {"initiatedBy": "VBR01\\svc"}, True, {}),
        ("svc@corp.example", {"initiatedBy": "DR\\svc"}, True, {"s1": False}),
        ("svc", {"initiatedBy": None}, True, {"s1": False}),
        ("svc", {}, True, {"s1": False}),
        (None, {"initiatedBy": "DR\\svc"}, True, {"s1": False}),
        ("svc", {"initiatedBy": "svc"}, None, {"s1": False}),
        ("svc", {"initiatedBy": "svc"}, False, {}),
        ("svc", {"initiatedBy": "svc", "creationTime": "2026-01-15T12:06:00Z"}, True, {}),
        ("svc", {"initiatedBy": "svc", "creationTime": "2026-01-15T11:59:00Z"}, True, {}),
    ],
)
def test_which_mount_may_be_that_of_a_request_without_response(task, username, session, source, found):
    task.client.details["/sessions/s1"] = lambda: {"id": "s1", "creationTime": MADE, **session}
    record = MountRecord(task, "k")
    record.asking("p1", AT, ["s0"])
    here = replace(task, params={**task.params, "username": username})
    assert candidates(here, record, {"s0": {}, "s1": {}}, lambda _mount, _source: source) == found
