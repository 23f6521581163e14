# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mounts of tenants in restores that go wrong: only what is ours is used, and none is removed under a restore."""

from __future__ import annotations

import os
import signal
from unittest import mock

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.http.client import Client
from simulator.seeds.vbr_backups import backup_id
from simulator.seeds.vbr_entra_id import TENANT_BACKUP
from simulator.seeds.vbr_entra_id_items import BOB
from support.entra_id import mount_tenant, open_mounts, person, restores_of
from support.killing import acts
from support.lost_properties import without
from support.races import before_the_write

MODULE = "veeam_entra_id_restore"
LISTED = "GET /api/v1/backupBrowser/entraIdTenant"
MOUNT, RESTORE = "StartEntraIDTenantRestore", "RestoreEntraIdTenantItems"
STOP = "StopEntraIdTenantItemRestoreSession"
STOPS = "*/restoreSessions/*/stop"
TASK = {"backup": TENANT_BACKUP, "source": "backup", "items": [{"type": "User", "name": BOB}]}


def unmount(controller, session):
    person(controller).write("POST", f"/restore/entraId/tenant/{session}/stop")


def fault(controller, kind, times=1, status=None, **match):
    controller.simulator.faults({"match": match, "fault": {"kind": kind, "status": status}, "times": times})


def test_a_mount_of_an_unknown_backup_is_not_taken_for_that_of_a_lost_request(controller):
    start, others = controller.simulator.mark(), []

    def mount_meanwhile() -> None:
        others.append(mount_tenant(controller, backup_id(TENANT_BACKUP)))
        fault(controller, "reset", operation_id=MOUNT)

    with without("backupId", LISTED, f"{LISTED}/*"), before_the_write(mount_meanwhile, "/tenant"):
        failed = controller.fail(MODULE, TASK)
    assert (failed["error"]["kind"], failed["error"]["mounts"]) == ("RecoveryBlocked", others)
    assert acts(controller, start)[RESTORE] == 0
    assert open_mounts(controller) == others
    unmount(controller, others[0])


def test_what_the_list_does_not_show_the_mount_by_itself_may_show(controller):
    fault(controller, "lost_answer", operation_id=MOUNT)
    with without("backupId", LISTED):
        assert controller.succeed(MODULE, TASK)["changed"] is True
    assert open_mounts(controller) == []


# --- A restore that still runs. ---


@pytest.fixture
def slow(controller):
    """A restore takes much longer than the task waits, and the server refuses to stop it."""
    controller.simulator.settings(speed=1)
    controller.simulator.outcome({"type": "EntraIdItemRestore"}, "success", seconds=200)
    fault(controller, "status", times=None, status=403, template=STOPS)


def test_a_rerun_that_waits_too_long_keeps_the_mount_too(controller, slow):
    start, task = controller.simulator.mark(), {**TASK, "wait_timeout": 20}
    mount = controller.fail(MODULE, task)["error"]["session_id"]
    again = controller.fail(MODULE, task)
    assert (again["error"]["kind"], again["error"]["session_id"]) == ("SessionTimedOut", mount)
    assert (open_mounts(controller), restores_of(controller, mount)) == ([mount], ["Running"])
    assert controller.succeed(MODULE, TASK)["items"][0]["status"] == "Exists"
    assert acts(controller, start)[RESTORE] == 1
    assert open_mounts(controller) == []


@pytest.mark.parametrize("kind", ["status", "reset"])
def test_a_restore_that_can_no_longer_be_followed_keeps_its_mount(controller, slow, kind):
    fault(controller, kind, times=20, status=500, template="*/restoreSessions/*", method="GET")
    controller.fail(MODULE, TASK)
    (mount,) = open_mounts(controller)
    assert restores_of(controller, mount) == ["Running"]
    assert any(f"{mount} was left open" in warning for warning in controller.warnings)


def interrupted(line):
    if line.startswith("The restore of"):
        os.kill(os.getpid(), signal.SIGTERM)


def test_a_signal_stops_the_restore_before_its_mount(controller):
    controller.simulator.settings(speed=1)
    controller.simulator.outcome({"type": "EntraIdItemRestore"}, "success", seconds=200)
    start = controller.simulator.mark()
    assert controller.run(MODULE, TASK, watch=interrupted)["error"]["kind"] == "TaskInterrupted"
    assert acts(controller, start)[STOP] == 1
    assert open_mounts(controller) == []


def test_a_signal_removes_no_mount_in_which_the_restore_does_not_stop(controller, slow):
    assert controller.run(MODULE, TASK, watch=interrupted)["error"]["kind"] == "TaskInterrupted"
    (mount,) = open_mounts(controller)
    assert restores_of(controller, mount) == ["Running"]
    assert any(f"{mount} was left open" in warning for warning in controller.warnings)
    assert controller.succeed(MODULE, TASK)["items"][0]["status"] == "Exists"
    assert open_mounts(controller) == []


# --- What others restore. ---


@pytest.mark.parametrize("status", [400, 404, 500])
@pytest.mark.parametrize("given", ["backup", "session_id"])
def test_what_a_mount_that_somebody_removes_does_not_show_is_not_reported_as_missing(controller, given, status):
    task = {**TASK, "items": [{"type": "User", "id": "00000000-0000-4000-8000-000000000001"}]}
    if given == "session_id":
        del task["backup"]
        task["session_id"] = mount_tenant(controller, backup_id(TENANT_BACKUP))
    read = Client.post_read

    def removed_before(client, path, *given, **named):
        if "/browse/" in path:
            for mount in open_mounts(controller):
                unmount(controller, mount)
            fault(controller, "status", status=status, template="*/browse/*")
        return read(client, path, *given, **named)

    with mock.patch.object(Client, "post_read", removed_before):
        failed = controller.fail(MODULE, task)
    assert failed["error"]["kind"] == "SessionFailed", failed
    assert "has ended before this task was done" in failed["msg"]
    assert open_mounts(controller) == []


@pytest.mark.parametrize("status", [403, 500])
def test_what_others_restore_has_to_be_known(controller, status):
    start, other = controller.simulator.mark(), mount_tenant(controller, backup_id(TENANT_BACKUP))
    fault(controller, "status", status=status, path=f"*/{other}/restoreSessions")
    failed = controller.fail(MODULE, TASK)
    assert (failed["error"]["status"], acts(controller, start)[RESTORE]) == (status, 0)
    assert open_mounts(controller) == [other]
    unmount(controller, other)


def test_nothing_is_restored_in_a_mount_that_somebody_removes_meanwhile(controller):
    other = mount_tenant(controller, backup_id(TENANT_BACKUP))
    fault(controller, "status", status=500, path=f"*/{other}/restoreSessions")
    nested = Client.nested_pages

    def removed_before(client, path, *given, **named):
        if f"/{other}/" in path:
            unmount(controller, other)
        return nested(client, path, *given, **named)

    with mock.patch.object(Client, "nested_pages", removed_before):
        assert controller.succeed(MODULE, TASK)["changed"] is True
    assert open_mounts(controller) == []
