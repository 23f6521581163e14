# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Synchronizing the cache of a repository of Microsoft 365, and moving it: joined, failed, forgotten, stopped."""

from __future__ import annotations

from unittest import mock

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.opendr.veeam.plugins.module_utils.m365 import repository_owner as owner_file
from ansible_collections.opendr.veeam.plugins.module_utils.m365 import repository_sync as sync_file
from ansible_collections.opendr.veeam.plugins.module_utils.m365.repository_owner import verdict as owner_verdict
from ansible_collections.opendr.veeam.plugins.module_utils.m365.repository_sync import ADAPTER, SyncWatcher
from ansible_collections.opendr.veeam.plugins.module_utils.m365.repository_sync import verdict as sync_verdict
from simulator.seeds.m365_infrastructure import OFFLINE_PROXY, OTHER_POOL, OTHER_PROXY, POOL, PROXY, pool_id
from simulator.seeds.m365_repositories import ARCHIVE, COMPATIBLE, DEFAULT, EMPTY, repository_id
from support.modules import declaration

SYNC, OWNER = "veeam_m365_repository_sync", "veeam_m365_repository_owner"
STARTED, MOVED = "/Sync", "/changeOwner"
MOVE = {"repository": EMPTY, "proxy": OTHER_PROXY}


def outcome(bench, how, message="", **more):
    bench.simulator.outcome({"name": "*"}, how, message, product="m365", **more)


def written(bench, since, end):
    return len([path for _method, path in bench.writes(since) if path.endswith(end)])


# --- Synchronizing. ---


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
    assert "There is no backup repository with the id" in bench.fail(OWNER, {**MOVE, "repository": gone})["msg"]


# --- Owners. ---


@pytest.mark.parametrize(
    ("session", "status", "words"),
    [
        ({"status": "Waiting", "details": "Waiting for backups"}, "running", "Waiting for backups"),
        ({"status": "Running"}, "running", ""),
        ({"status": "Succeeded"}, "succeeded", ""),
        ({"status": "Failed", "details": "Sessions did not end"}, "failed", "Sessions did not end"),
        ({"status": "Canceled", "endTime": "2026-01-15T08:00:00Z"}, "failed", "with the status Canceled"),
        ({"status": "Suspended", "endTime": None}, "running", ""),
    ],
)
def test_what_a_change_of_owner_has_come_to(session, status, words):
    assert owner_verdict(session).status == status
    assert words in owner_verdict(session).message


@pytest.mark.parametrize(
    ("name", "given", "owner"),
    [
        (EMPTY, {"proxy": OTHER_PROXY}, {"proxy": OTHER_PROXY}),
        (EMPTY, {"proxy_pool": POOL}, {"proxy_pool": POOL}),
        (ARCHIVE, {"proxy": PROXY}, {"proxy": PROXY}),
    ],
)
def test_a_repository_moves_once(bench, name, given, owner):
    start = bench.simulator.mark()
    predicted = bench.do(OWNER, {"repository": name, **given}, check=True)
    assert bench.writes(start) == []
    result = bench.do(OWNER, {"repository": name, **given})
    assert (predicted["changed"], result["changed"]) == (True, True)
    assert predicted["diff"] == result["diff"]
    assert {key: value for key, value in result["repository"].items() if key not in ("id", "name")} == owner
    assert not bench.do(OWNER, {"repository": name, **given})["changed"]
    assert written(bench, start, MOVED) == 1


def test_an_owner_that_is_no_id_is_none(bench):
    none = "00000000-0000-0000-0000-000000000000"
    pooled = {"name": "Pooled", "retentionType": "ItemLevel", "proxyId": none, "proxyPoolId": pool_id(POOL)}
    bench.simulator.seed("BackupRepositories", objects=[pooled], product="m365")
    assert not bench.do(OWNER, {"repository": "Pooled", "proxy_pool": POOL})["changed"]


def test_the_newest_of_the_sessions_that_moved_a_repository_is_found_by_its_moment():
    """As texts, 23:30 with an offset of five hours comes before 00:10 of the next day in UTC; it is later."""
    body = {"id": repository_id(EMPTY), "proxyId": "p"}
    times = {"later": "2026-01-14T23:30:00-05:00", "earlier": "2026-01-15T00:10:00Z", "unknown": None}
    sessions = [
        {"id": key, "startTime": time, "toOwnerId": "p", "repositoryIds": [body["id"]]} for key, time in times.items()
    ]
    task = mock.Mock()
    task.client.pages.return_value = sessions
    with mock.patch.object(owner_file, "find_repository", return_value=body):
        assert owner_file._ended(task, body, ("proxy", "p"))["id"] == "later"


def test_a_repository_that_stays_where_it_was_is_no_success(bench):
    found = bench.client("m365", "v8").get(f"/BackupRepositories/{repository_id(EMPTY)}")
    with mock.patch.object(owner_file, "find_repository", return_value=found):
        failed = bench.fail(OWNER, MOVE)
    assert failed["error"]["kind"] == "NotConverged"
    assert "still shows another owner" in failed["msg"]


def test_related_repositories_move_together_only_where_the_task_says_so(bench):
    given = {"repository": COMPATIBLE, "proxy_pool": OTHER_POOL}
    failed = bench.fail(OWNER, given)
    assert failed["error"]["error_code"] == "RepositoryOwnerChangeTooManyLinks"
    assert "give include_related_repositories=true" in failed["msg"]
    start = bench.simulator.mark()
    together = {**given, "include_related_repositories": True, "force_stop_sessions": True}
    result = bench.do(OWNER, {**together, "force_stop_sessions_timeout": 5})
    assert len(result["session"]["repository_ids"]) == 2
    assert written(bench, start, MOVED) == 1
    assert not bench.do(OWNER, {"repository": ARCHIVE, "proxy_pool": OTHER_POOL})["changed"]


def test_a_move_that_waits_for_long_is_followed_and_joined(bench):
    bench.simulator.settings(product="m365", speed=1)
    outcome(bench, "success", seconds=4000)
    start = bench.simulator.mark()
    bench.do(OWNER, {**MOVE, "wait": False})
    assert not bench.do(OWNER, MOVE, check=True)["changed"]
    busy = bench.fail(OWNER, {"repository": EMPTY, "proxy_pool": POOL})
    assert busy["error"]["kind"] == "ObjectBusy"
    assert "stop it with state=stopped" in busy["msg"]
    joined = bench.do(OWNER, {**MOVE, "poll_interval": 300})
    assert joined["session"]["status"] == "Succeeded"
    assert joined["repository"]["proxy"] == OTHER_PROXY
    assert written(bench, start, MOVED) == 1


@pytest.mark.parametrize(
    ("how", "kind", "words"),
    [
        ("fail", "SessionFailed", "failed: Related sessions did not end in time"),
        (
            "action_required",
            "SessionTimedOut",
            "is still Waiting (Related sessions did not end in time) after wait_timeout=30 sec",
        ),
    ],
)
def test_a_move_that_fails_or_stands_still(bench, how, kind, words):
    outcome(bench, how, "Related sessions did not end in time")
    failed = bench.fail(OWNER, {**MOVE, "wait_timeout": 30})
    assert failed["error"]["kind"] == kind
    assert words in failed["msg"]


@pytest.mark.parametrize(
    ("given", "minutes"),
    [
        ({}, None),
        ({"wait_timeout": 3600}, 60),
        ({"wait_for_sessions_timeout": 115, "force_stop_sessions": True}, 125),
        ({"wait_for_sessions_timeout": 115, "force_stop_sessions": True, "force_stop_sessions_timeout": 4}, None),
    ],
)
def test_the_task_waits_longer_than_the_server_or_says_so(bench, given, minutes):
    bench.do(OWNER, {**MOVE, **given})
    expected = [] if minutes is None else [f"The server may wait for {minutes} minutes before it moves the repository"]
    assert [warning.partition(",")[0] for warning in bench.warnings] == expected


def test_a_move_is_stopped(bench):
    outcome(bench, "hang")
    bench.do(OWNER, {**MOVE, "wait": False})
    stopped = {"repository": EMPTY, "state": "stopped"}
    predicted = bench.do(OWNER, stopped, check=True)
    result = bench.do(OWNER, stopped)
    assert (predicted["changed"], result["changed"]) == (True, True)
    assert predicted["diff"] == result["diff"]
    assert result["repository"]["proxy"] == PROXY
    assert not bench.do(OWNER, stopped)["changed"]


def test_a_repository_has_one_new_owner():
    spec = declaration(OWNER)
    connection = {"url": "https://vb365.example.com", "username": "u", "password": "p"}
    validator = ArgumentSpecValidator(spec.argument_spec, **spec.constraints)
    assert validator.validate({**connection, **MOVE}).error_messages == []
    both = validator.validate({**connection, **MOVE, "proxy_pool": POOL}).error_messages
    assert both == ["parameters are mutually exclusive: proxy|proxy_pool"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"repository": EMPTY}, "Give proxy or proxy_pool"),
        ({**MOVE, "force_stop_sessions_timeout": 5}, "force_stop_sessions_timeout has a meaning only with force_stop_"),
        (
            {**MOVE, "api_version": "v7"},
            "does not exist in API revision v7, which this task uses. It needs api_version v8 or newer",
        ),
        ({**MOVE, "proxy": OFFLINE_PROXY}, "The backup proxy server does not respond"),
        ({**MOVE, "proxy": "nobody"}, "Backup proxy server 'nobody' not found"),
    ],
)
def test_what_cannot_be_done(bench, given, words):
    start = bench.simulator.mark()
    assert words in bench.fail(OWNER, given)["msg"]
    assert bench.writes(start) == [] or "does not respond" in words
