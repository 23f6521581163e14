# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Synchronizing the cache of a repository of Microsoft 365: joined, failed, forgotten, stopped."""

from __future__ import annotations

from unittest import mock

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.m365 import repository_sync as sync_file
from ansible_collections.opendr.veeam.plugins.module_utils.m365.repository_sync import ADAPTER, SyncWatcher
from ansible_collections.opendr.veeam.plugins.module_utils.m365.repository_sync import verdict as sync_verdict
from simulator.seeds.m365_infrastructure import OTHER_PROXY
from simulator.seeds.m365_repositories import ARCHIVE, COMPATIBLE, DEFAULT, EMPTY, repository_id
from support.m365 import outcome, written
from support.races import before_the_write

SYNC, OWNER = "veeam_m365_repository_sync", "veeam_m365_repository_owner"
STARTED = "/Sync"


@pytest.mark.parametrize(
    ("session", "status"),
    [
        ({"state": "None", "progressPercent": 0}, "running"),
        ({"state": None}, "running"),
        ({"state": "Synchronizing", "progressPercent": 100}, "running"),
        ({"state": "None", "progressPercent": 100}, "succeeded"),
        ({"state": "None", "progressPercent": "100"}, "succeeded"),
        ({"state": "None", "progressPercent": 0, "hasBegun": True}, "succeeded"),
        ({"state": "Failed", "progressPercent": 0, "error": "x"}, "failed"),
    ],
)
def test_no_state_means_success_by_itself(session, status):
    assert sync_verdict(session).status == status


def test_a_synchronization_that_was_at_work_and_is_not_any_more_is_over():
    client = mock.Mock(get=lambda path: {"id": "x", "state": "None", "progressPercent": 60})
    watch = SyncWatcher(client, {"id": "x", "state": "Synchronizing"}, None, ADAPTER)
    assert watch.refresh().status == "succeeded"
    not_begun = SyncWatcher(client, {"id": "x", "state": "None"}, None, ADAPTER)
    assert not_begun.refresh().status == "running"


@pytest.mark.parametrize("forgets", [False, True])
@pytest.mark.parametrize("seconds", [0.3, 60])
def test_a_cache_is_synchronized_once(controller, forgets, seconds):
    """Also where the server forgets the session at its end, and where it is never seen at work."""
    controller.simulator.settings(product="m365", forgets_sessions=forgets and seconds > 1, speed=1)
    outcome(controller, "success", seconds=seconds)
    start = controller.simulator.mark()
    result = controller.succeed(SYNC, {"repository": COMPATIBLE})
    assert result["changed"]
    assert result["repository"]["out_of_sync"] is False
    again = controller.succeed(SYNC, {"repository": COMPATIBLE})
    assert not again["changed"]
    assert "session" not in again
    assert written(controller, start, STARTED) == 1


def test_a_cache_that_is_up_to_date_is_synchronized_where_the_task_forces_it(controller):
    start = controller.simulator.mark()
    assert not controller.succeed(SYNC, {"repository": ARCHIVE})["changed"]
    assert not controller.succeed(SYNC, {"repository": DEFAULT})["changed"]
    assert controller.writes(start) == []
    assert controller.succeed(SYNC, {"repository": ARCHIVE, "force": True})["session"]["progress_percent"] == 100
    # A local folder has no cache; the server says so.
    assert "has no object storage" in controller.fail(SYNC, {"repository": DEFAULT, "force": True})["msg"]


@pytest.mark.parametrize("joined", [False, True])
def test_the_end_of_a_forced_synchronization_that_the_server_forgets_is_not_known(controller, joined):
    """The repository was not out of sync before, so it shows nothing of the end either."""
    controller.simulator.settings(product="m365", forgets_sessions=True, speed=1)
    outcome(controller, "fail", "The storage is not available", seconds=60)
    given = {"repository": ARCHIVE, "force": True}
    if joined:
        controller.succeed(SYNC, {**given, "wait": False})
        controller.simulator.advance(30)
    failed = controller.fail(SYNC, given)
    assert failed["error"]["kind"] == "NotConverged"
    assert "so nothing shows how it ended: the repository was not out of sync before." in failed["msg"]


def test_a_synchronization_that_runs_is_joined(controller):
    controller.simulator.settings(product="m365", speed=1)
    outcome(controller, "success", seconds=30)
    start = controller.simulator.mark()
    first = controller.succeed(SYNC, {"repository": COMPATIBLE, "wait": False})
    controller.simulator.advance(10)
    predicted = controller.succeed(SYNC, {"repository": COMPATIBLE}, check=True)
    joined = controller.succeed(SYNC, {"repository": COMPATIBLE})
    assert (predicted["changed"], joined["changed"]) == (False, False)
    assert joined["session"]["id"] == first["session"]["id"]
    assert joined["repository"]["out_of_sync"] is False
    assert written(controller, start, STARTED) == 1


def test_a_synchronization_that_fails_or_takes_too_long(controller):
    outcome(controller, "fail", "The storage is not available", times=1)
    failed = controller.fail(SYNC, {"repository": COMPATIBLE})
    assert failed["error"]["kind"] == "SessionFailed"
    assert "failed: The storage is not available" in failed["msg"]
    outcome(controller, "hang")
    late = controller.fail(SYNC, {"repository": COMPATIBLE, "wait_timeout": 5})
    assert late["error"]["kind"] == "SessionTimedOut"
    assert "is still at 50 % after wait_timeout=5 seconds" in late["msg"]
    assert "run the task again to wait for it" in late["msg"]


@pytest.mark.parametrize("status", [404, 500])
def test_a_synchronization_that_cannot_be_read_is_no_success(controller, status):
    controller.simulator.settings(product="m365", speed=1)
    outcome(controller, "success", seconds=60)
    match = {"operation_id": "RepositorySynchronizeSessions_GetRepositoriesById"}
    controller.simulator.faults({"match": match, "fault": {"kind": "status", "status": status}}, product="m365")
    failed = controller.fail(SYNC, {"repository": COMPATIBLE, "retries": 0})
    assert failed["error"]["status"] == status


def test_a_synchronization_is_stopped(controller):
    outcome(controller, "hang")
    controller.succeed(SYNC, {"repository": COMPATIBLE, "wait": False})
    stopped = {"repository": COMPATIBLE, "state": "stopped"}
    predicted = controller.succeed(SYNC, stopped, check=True)
    result = controller.succeed(SYNC, stopped)
    assert (predicted["changed"], result["changed"]) == (True, True)
    assert predicted["diff"] == result["diff"]
    # It did not come to its end, so the cache is as it was.
    assert result["repository"]["out_of_sync"] is True
    assert not controller.succeed(SYNC, stopped)["changed"]


@pytest.mark.parametrize(
    ("module", "begin"), [(SYNC, {"repository": COMPATIBLE}), (OWNER, {"repository": EMPTY, "proxy": OTHER_PROXY})]
)
@pytest.mark.parametrize("ends", [True, False])
def test_a_session_that_ends_while_it_is_stopped_is_stopped(controller, module, begin, ends):
    """The server refuses to stop what has ended. Where it refuses and the session runs, that is an error."""
    controller.simulator.settings(product="m365", speed=1)
    outcome(controller, "success", seconds=60)
    controller.succeed(module, {**begin, "wait": False})
    controller.simulator.advance(20)
    stopped = {"repository": begin["repository"], "state": "stopped"}
    if ends:
        with before_the_write(lambda: controller.simulator.advance(60)):
            assert controller.succeed(module, stopped)["changed"]
        return
    match = {"method": "POST"}
    controller.simulator.faults({"match": match, "fault": {"kind": "status", "status": 409}}, product="m365")
    assert controller.fail(module, stopped)["error"]["status"] == 409


def test_the_sessions_of_other_repositories_are_not_those_of_this_one(controller):
    controller.simulator.settings(product="m365", speed=1)
    outcome(controller, "success", seconds=600)
    controller.succeed(SYNC, {"repository": COMPATIBLE, "wait": False})
    controller.simulator.advance(200)
    # The list of the server has the sessions of all repositories.
    assert "session" not in controller.succeed(SYNC, {"repository": ARCHIVE})
    assert not controller.succeed(SYNC, {"repository": ARCHIVE, "state": "stopped"})["changed"]


def test_a_repository_that_stays_out_of_sync_is_no_success(controller):
    client = controller.client("m365", "v8")
    found = client.get(f"/BackupRepositories/{repository_id(COMPATIBLE)}")
    with mock.patch.object(sync_file, "find_repository", return_value={**found, "isOutOfSync": True}):
        failed = controller.fail(SYNC, {"repository": COMPATIBLE})
    assert failed["error"]["kind"] == "NotConverged"
    assert "the server still shows the repository as out of sync" in failed["msg"]


def test_a_repository_that_is_not_there(controller):
    assert "Backup repository 'None' not found. Available:" in controller.fail(SYNC, {"repository": "None"})["msg"]
    gone = "00000000-0000-4000-8000-000000000000"
    moved = {"repository": gone, "proxy": OTHER_PROXY}
    assert "There is no backup repository with the id" in controller.fail(OWNER, moved)["msg"]
