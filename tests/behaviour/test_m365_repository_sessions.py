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
def test_a_cache_is_synchronized_once(bench, forgets, seconds):
    """Also where the server forgets the session at its end, and where it is never seen at work."""
    bench.simulator.settings(product="m365", forgets_sessions=forgets and seconds > 1, speed=1)
    outcome(bench, "success", seconds=seconds)
    start = bench.simulator.mark()
    result = bench.do(SYNC, {"repository": COMPATIBLE})
    assert result["changed"]
    assert result["repository"]["out_of_sync"] is False
    again = bench.do(SYNC, {"repository": COMPATIBLE})
    assert not again["changed"]
    assert "session" not in again
    assert written(bench, start, STARTED) == 1


def test_a_cache_that_is_up_to_date_is_synchronized_where_the_task_forces_it(bench):
    start = bench.simulator.mark()
    assert not bench.do(SYNC, {"repository": ARCHIVE})["changed"]
    assert not bench.do(SYNC, {"repository": DEFAULT})["changed"]
    assert bench.writes(start) == []
    assert bench.do(SYNC, {"repository": ARCHIVE, "force": True})["session"]["progress_percent"] == 100
    # A local folder has no cache; the server says so.
    assert "has no object storage" in bench.fail(SYNC, {"repository": DEFAULT, "force": True})["msg"]


@pytest.mark.parametrize("joined", [False, True])
def test_the_end_of_a_forced_synchronization_that_the_server_forgets_is_not_known(bench, joined):
    """The repository was not out of sync before, so it shows nothing of the end either."""
    bench.simulator.settings(product="m365", forgets_sessions=True, speed=1)
    outcome(bench, "fail", "The storage is not available", seconds=60)
    given = {"repository": ARCHIVE, "force": True}
    if joined:
        bench.do(SYNC, {**given, "wait": False})
        bench.simulator.advance(30)
    failed = bench.fail(SYNC, given)
    assert failed["error"]["kind"] == "NotConverged"
    assert "so nothing shows how it ended: the repository was not out of sync before." in failed["msg"]


def test_a_synchronization_that_runs_is_joined(bench):
    bench.simulator.settings(product="m365", speed=1)
    outcome(bench, "success", seconds=30)
    start = bench.simulator.mark()
    first = bench.do(SYNC, {"repository": COMPATIBLE, "wait": False})
    bench.simulator.advance(10)
    predicted = bench.do(SYNC, {"repository": COMPATIBLE}, check=True)
    joined = bench.do(SYNC, {"repository": COMPATIBLE})
    assert (predicted["changed"], joined["changed"]) == (False, False)
    assert joined["session"]["id"] == first["session"]["id"]
    assert joined["repository"]["out_of_sync"] is False
    assert written(bench, start, STARTED) == 1


def test_a_synchronization_that_fails_or_takes_too_long(bench):
    outcome(bench, "fail", "The storage is not available", times=1)
    failed = bench.fail(SYNC, {"repository": COMPATIBLE})
    assert failed["error"]["kind"] == "SessionFailed"
    assert "failed: The storage is not available" in failed["msg"]
    outcome(bench, "hang")
    late = bench.fail(SYNC, {"repository": COMPATIBLE, "wait_timeout": 5})
    assert late["error"]["kind"] == "SessionTimedOut"
    assert "is still at 50 % after wait_timeout=5 seconds" in late["msg"]
    assert "run the task again to wait for it" in late["msg"]


@pytest.mark.parametrize("status", [404, 500])
def test_a_synchronization_that_cannot_be_read_is_no_success(bench, status):
    bench.simulator.settings(product="m365", speed=1)
    outcome(bench, "success", seconds=60)
    match = {"operation_id": "RepositorySynchronizeSessions_GetRepositoriesById"}
    bench.simulator.faults({"match": match, "fault": {"kind": "status", "status": status}}, product="m365")
    failed = bench.fail(SYNC, {"repository": COMPATIBLE, "retries": 0})
    assert failed["error"]["status"] == status


def test_a_synchronization_is_stopped(bench):
    outcome(bench, "hang")
    bench.do(SYNC, {"repository": COMPATIBLE, "wait": False})
    stopped = {"repository": COMPATIBLE, "state": "stopped"}
    predicted = bench.do(SYNC, stopped, check=True)
    result = bench.do(SYNC, stopped)
    assert (predicted["changed"], result["changed"]) == (True, True)
    assert predicted["diff"] == result["diff"]
    # It did not come to its end, so the cache is as it was.
    assert result["repository"]["out_of_sync"] is True
    assert not bench.do(SYNC, stopped)["changed"]


@pytest.mark.parametrize(
    ("module", "begin"), [(SYNC, {"repository": COMPATIBLE}), (OWNER, {"repository": EMPTY, "proxy": OTHER_PROXY})]
)
@pytest.mark.parametrize("ends", [True, False])
def test_a_session_that_ends_while_it_is_stopped_is_stopped(bench, module, begin, ends):
    """The server refuses to stop what has ended. Where it refuses and the session runs, that is an error."""
    bench.simulator.settings(product="m365", speed=1)
    outcome(bench, "success", seconds=60)
    bench.do(module, {**begin, "wait": False})
    bench.simulator.advance(20)
    stopped = {"repository": begin["repository"], "state": "stopped"}
    if ends:
        with before_the_write(lambda: bench.simulator.advance(60)):
            assert bench.do(module, stopped)["changed"]
        return
    match = {"method": "POST"}
    bench.simulator.faults({"match": match, "fault": {"kind": "status", "status": 409}}, product="m365")
    assert bench.fail(module, stopped)["error"]["status"] == 409


def test_the_sessions_of_other_repositories_are_not_those_of_this_one(bench):
    bench.simulator.settings(product="m365", speed=1)
    outcome(bench, "success", seconds=600)
    bench.do(SYNC, {"repository": COMPATIBLE, "wait": False})
    bench.simulator.advance(200)
    # The list of the server has the sessions of all repositories.
    assert "session" not in bench.do(SYNC, {"repository": ARCHIVE})
    assert not bench.do(SYNC, {"repository": ARCHIVE, "state": "stopped"})["changed"]


def test_a_repository_that_stays_out_of_sync_is_no_success(bench):
    client = bench.client("m365", "v8")
    found = client.get(f"/BackupRepositories/{repository_id(COMPATIBLE)}")
    with mock.patch.object(sync_file, "find_repository", return_value={**found, "isOutOfSync": True}):
        failed = bench.fail(SYNC, {"repository": COMPATIBLE})
    assert failed["error"]["kind"] == "NotConverged"
    assert "the server still shows the repository as out of sync" in failed["msg"]


def test_a_repository_that_is_not_there(bench):
    assert "Backup repository 'None' not found. Available:" in bench.fail(SYNC, {"repository": "None"})["msg"]
    gone = "00000000-0000-4000-8000-000000000000"
    moved = {"repository": gone, "proxy": OTHER_PROXY}
    assert "There is no backup repository with the id" in bench.fail(OWNER, moved)["msg"]
