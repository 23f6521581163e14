# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A mount whose session has not begun to work, and that the server does not list yet: it is waited for, and removed."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import ApiError, SessionFailed
from ansible_collections.opendr.veeam.plugins.module_utils.core.locks import Locks
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Task
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.backup_browser.mount_record import MountRecord
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.backup_browser.mounts import STARTING, Mount
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.flr_mount import MACHINES
from support.fakes import DictServer, FakeClock

MOUNTS, UNMOUNT = "/backupBrowser/flr", "/restore/flr/s1/unmount"


@pytest.fixture
def task(tmp_path):
    given = {"wait_timeout": 10, "poll_interval": 1}
    return Task(DictServer(), FakeClock(), given, given, locks=Locks("https://server", lambda: str(tmp_path)))


@pytest.fixture
def states(task):
    """The state of the session of the mount, which tests change."""
    now = {"state": "Starting"}
    session = {"id": "s1", "name": "app01", "sessionType": "FileLevelRestore", "creationTime": "2026-01-15T12:00:00Z"}
    task.client.details["/sessions/s1"] = lambda: {**session, **now}

    def stop(_act):
        now["state"] = "Stopped"

    task.client.on_write = stop
    return now


@pytest.fixture
def mount(task):
    record = MountRecord(task, "k")
    record.opened("s1", "p1")
    found = Mount(task, MACHINES, record, {}, "p1", "FileLevelRestore")
    found.id = "s1"
    return found


def requests(task):
    return [path for _method, path, *_rest in task.client.writes]


def remembered(task):
    return list(MountRecord(task, "k").open)


@pytest.mark.parametrize("state", STARTING)
def test_files_are_read_once_the_mount_is_ready(task, mount, states, state):
    states["state"] = state
    attempts = []

    def request():
        attempts.append(states["state"])
        if len(attempts) < 3:
            raise ApiError("POST", "browse", 400, None, "not ready")
        return "files"

    assert mount.read(request) == "files"
    assert remembered(task) == ["s1"]


def test_a_mount_that_never_becomes_ready_is_removed(task, mount, states):
    def request():
        raise ApiError("POST", "browse", 400, None, "not ready")

    with pytest.raises(ApiError, match="not ready"):
        mount.read(request)
    mount.close()
    assert requests(task) == [UNMOUNT]
    assert (states["state"], remembered(task)) == ("Stopped", [])


def test_a_mount_that_is_gone_has_ended(task, mount, states):
    states["state"] = "Working"

    def request():
        raise ApiError("POST", "browse", 400, None, "no such mount")

    with pytest.raises(SessionFailed, match="has ended before"):
        mount.read(request)
    mount.close()
    assert (requests(task), remembered(task)) == ([], [])


def test_a_mount_that_a_killed_run_has_left_is_removed_before_it_is_listed(task, mount, states):
    mount.close_leftovers()
    assert requests(task) == [UNMOUNT]
    assert (states["state"], remembered(task)) == ("Stopped", [])


def test_a_mount_that_is_not_listed_yet_is_not_used_again(task, mount, states):
    def act(_act):
        if task.client.writes[-1][1] == UNMOUNT:
            states["state"] = "Stopped"
            return None
        return {"sessionId": "s2"}

    task.client.on_write = act
    assert mount.open() == "s2"
    assert requests(task) == [UNMOUNT, "/restore/flr"]
    assert remembered(task) == ["s2"]


def test_a_mount_that_cannot_be_removed_while_it_starts_is_remembered_with_a_warning(task, mount, states):
    def refuse(_act):
        raise ApiError("POST", UNMOUNT, 400, None, "The session is starting")

    task.client.on_write = refuse
    mount.close()
    assert any("s1 is still open. It cannot be unmounted" in warning for warning in task.warnings)
    assert (states["state"], remembered(task)) == ("Starting", ["s1"])
