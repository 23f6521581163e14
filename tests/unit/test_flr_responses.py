# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the server says of a mount, of a task and of what was restored, and what follows from it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import SessionFailed
from ansible_collections.opendr.veeam.plugins.module_utils.core.locks import Locks
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Task
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.backup_browser.mount_record import MountRecord
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.backup_browser.mounts import Mount
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.backup_browser.tasks import TaskEnd, wait_for_task
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.flr_audit import audited_item
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.flr_mount import MACHINES
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.flr_restore.destination import Destination
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.flr_restore.tasks import (
    Outcome,
    accepted_for,
    statuses_of,
)
from support.fakes import DictServer, FakeClock

W, L = "\\", "/"


@pytest.fixture
def task(tmp_path):
    return Task(None, FakeClock(), {}, {}, locks=Locks("https://server", lambda: str(tmp_path)))


# --- Tasks. ---


class Course(DictServer):
    """A server with a task that goes through states, each with a result."""

    def __init__(self, *course):
        super().__init__()
        self.course = list(course)
        self.details["/tasks/t1"] = lambda: dict(zip(("id", "state", "result"), ("t1", *self.course.pop(0))))


def waited_for(*course):
    given = {"wait_timeout": 60, "poll_interval": 1}
    server = Course(*course)
    return wait_for_task(Task(server, FakeClock(), given, given), "t1", "The restore", "Wait longer."), server.course


@pytest.mark.parametrize("result", ["Success", "Warning"])
def test_a_task_has_ended_when_it_is_stopped_whatever_result_it_shows_before(result):
    before = [("Starting", "None"), ("Working", "Success"), ("Stopping", "Failed"), ("Melting", "Failed")]
    end, left = waited_for(*before, ("Stopped", result), ("Stopped", "Failed"))
    assert (end.result, left) == (result, [("Stopped", "Failed")])


@pytest.mark.parametrize("result", ["Failed", "Cancelled", "None", "Melted"])
def test_a_task_that_has_stopped_with_another_result_has_failed(result):
    with pytest.raises(SessionFailed, match=f"The restore has ended as {result}: the server gives no reason"):
        waited_for(("Working", "None"), ("Stopped", result))


# --- The audit. ---


def audited(path: str, status: str) -> dict[str, str]:
    return {"path": path, "status": status}


@pytest.mark.parametrize(
    ("status", "done"),
    [
        ("Succeeded", True),
        ("Warning", True),
        ("Failed", False),
        ("Pending", False),
        ("InProgress", False),
        ("Cancelled", False),
        ("Skipped", False),
        ("Melted", False),
    ],
)
def test_each_status_of_the_audit_says_whether_something_is_left_to_do(status, done):
    end = TaskEnd("t", "Success", "", ())
    statuses = statuses_of(end, ["/x"], [audited("/x/y", status), audited("/x/z", "Succeeded")], L)
    assert statuses == {"/x": status}
    outcome = Outcome(end, statuses, accepted_for("Overwrite"))
    assert (outcome.done, outcome.failed) == ((["/x"], []) if done else ([], ["/x"]))


def test_an_item_of_the_audit_is_reported_with_all_that_the_server_says_of_it():
    said = {
        "itemType": "File",
        "sourcePath": "/srv/",
        "targetPath": "/restored/",
        "targetHost": "app02",
        "targetName": "RESTORED-x",
        "size": 7,
        "restoreStatus": "InProgress",
        "restorePointId": "p1",
        "restoreStartTime": "2025-06-17T12:11:06.685788",
        "restoreFinishTime": None,
        "initiatorName": "DR\\svc",
        "name": "x",
    }
    assert audited_item(said) == {
        "path": "/srv/x",
        "type": "File",
        "size": 7,
        "status": "InProgress",
        "target_host": "app02",
        "target_path": "/restored/",
        "target_name": "RESTORED-x",
        "restore_point_id": "p1",
        "started": "2025-06-17T12:11:06.685788",
        "finished": None,
        "initiator": "DR\\svc",
    }


# --- Mounts, and credentials. ---


@pytest.mark.parametrize(
    ("shown", "separator"),
    [
        ({"type": "Linux"}, L),
        ({"type": "Windows"}, W),
        ({"type": "Windows", "properties": None}, W),
        ({"type": "Linux", "properties": {}}, L),
        ({"type": "Linux", "properties": {"pathSeparator": "\\"}}, W),
        ({"type": "Windows", "properties": {"pathSeparator": "?"}}, W),
    ],
)
def test_the_response_to_a_mount_is_the_mount_and_need_not_name_the_separator(task, shown, separator):
    here = replace(task, client=DictServer(), params={"wait_timeout": 5, "poll_interval": 1})
    here.client.write = lambda *_given, **_named: {"sessionId": "s1", **shown}
    record = MountRecord(here, "k")
    mount = Mount(here, MACHINES, record, {"restorePointId": "p1"}, "p1", "FileLevelRestore")
    mount.id = mount.open()
    mount.wait_until_ready()
    assert (mount.id, mount.separator, dict(record.open), here.warnings) == (
        "s1",
        separator,
        {"s1": {"point": "p1"}},
        [],
    )


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("Failed", "could not be mounted"),
        ("Skipped", "was mounted with a problem"),
        ("Warning", "was mounted with a problem"),
        ("Melted", "was mounted with a problem"),
    ],
)
def test_each_part_that_was_not_mounted_well_becomes_a_warning(task, kind, words):
    mount = Mount(task, MACHINES, MountRecord(task, "k"), {}, "p1", "FileLevelRestore")
    mount.id = "s1"
    mount.facts = {
        "mountErrors": [{"type": kind, "message": "Volume E: is encrypted"}, {"type": "Failed", "message": "x"}]
    }
    mount.wait_until_ready()
    part = "A part of the file-level restore mount s1"
    assert task.warnings == [
        f"{part} {words}: Volume E: is encrypted. Files on it may be missing.",
        f"{part} could not be mounted: x. Files on it may be missing.",
    ]
    mount.facts = {"mountErrors": None}
    mount.wait_until_ready()
    assert len(task.warnings) == 2


HOST = {"type": "VMware", "vmObject": {"name": "app02"}}


@pytest.mark.parametrize(
    ("body", "mount_body", "expected"),
    [
        # Another machine: its own credentials or none, never those of the mount.
        (
            {"targetHost": HOST, "credentialsId": "c1"},
            {"credentialsId": "c2"},
            {"restoreMode": "Customized", "credentialsId": "c1", "targetHost": HOST},
        ),
        ({"targetHost": HOST}, {"credentialsId": "c2"}, {"restoreMode": "Customized", "targetHost": HOST}),
        ({}, {"credentialsId": "c2"}, {"restoreMode": "OriginalLocation", "credentialsId": "c2"}),
        ({"credentialsId": "c1"}, {}, {"restoreMode": "OriginalLocation", "credentialsId": "c1"}),
        ({}, {}, {"restoreMode": "OriginalLocation"}),
    ],
)
def test_credentials_are_checked_for_the_machine_that_files_are_restored_to(body, mount_body, expected):
    assert Destination("Windows", "Overwrite", body, "key").credentials_body(mount_body) == expected
