# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Moving a repository of Microsoft 365 to another owner: once, joined, failed, stopped."""

from __future__ import annotations

from unittest import mock

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.opendr.veeam.plugins.module_utils.http.client import Client
from ansible_collections.opendr.veeam.plugins.module_utils.m365 import repository_owner as owner_file
from ansible_collections.opendr.veeam.plugins.module_utils.m365.repository_owner import verdict as owner_verdict
from simulator.seeds.m365_infrastructure import OFFLINE_PROXY, OTHER_POOL, OTHER_PROXY, POOL, PROXY, pool_id, proxy_id
from simulator.seeds.m365_repositories import ARCHIVE, COMPATIBLE, EMPTY, repository_id
from support.m365 import outcome, written
from support.modules import declaration

OWNER = "veeam_m365_repository_owner"
MOVED = "/changeOwner"
MOVE = {"repository": EMPTY, "proxy": OTHER_PROXY}


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
def test_a_repository_moves_once(controller, name, given, owner):
    start = controller.simulator.mark()
    predicted = controller.succeed(OWNER, {"repository": name, **given}, check=True)
    assert controller.writes(start) == []
    result = controller.succeed(OWNER, {"repository": name, **given})
    assert (predicted["changed"], result["changed"]) == (True, True)
    assert predicted["diff"] == result["diff"]
    assert {key: value for key, value in result["repository"].items() if key not in ("id", "name")} == owner
    assert not controller.succeed(OWNER, {"repository": name, **given})["changed"]
    assert written(controller, start, MOVED) == 1


def test_an_owner_that_is_no_id_is_none(controller):
    none = "00000000-0000-0000-0000-000000000000"
    pooled = {"name": "Pooled", "retentionType": "ItemLevel", "proxyId": none, "proxyPoolId": pool_id(POOL)}
    controller.simulator.seed("BackupRepositories", objects=[pooled], product="m365")
    assert not controller.succeed(OWNER, {"repository": "Pooled", "proxy_pool": POOL})["changed"]


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


def test_a_repository_that_stays_where_it_was_is_no_success(controller):
    found = controller.client("m365", "v8").get(f"/BackupRepositories/{repository_id(EMPTY)}")
    with mock.patch.object(owner_file, "find_repository", return_value=found):
        failed = controller.fail(OWNER, MOVE)
    assert failed["error"]["kind"] == "NotConverged"
    assert "still shows another owner" in failed["msg"]


def test_related_repositories_move_together_only_where_the_task_says_so(controller):
    given = {"repository": COMPATIBLE, "proxy_pool": OTHER_POOL}
    failed = controller.fail(OWNER, given)
    assert failed["error"]["error_code"] == "RepositoryOwnerChangeTooManyLinks"
    assert "give include_related_repositories=true" in failed["msg"]
    start = controller.simulator.mark()
    together = {**given, "include_related_repositories": True, "force_stop_sessions": True}
    result = controller.succeed(OWNER, {**together, "force_stop_sessions_timeout": 5})
    assert len(result["session"]["repository_ids"]) == 2
    assert written(controller, start, MOVED) == 1
    assert not controller.succeed(OWNER, {"repository": ARCHIVE, "proxy_pool": OTHER_POOL})["changed"]


def test_a_move_that_waits_for_long_is_followed_and_joined(controller):
    controller.simulator.settings(product="m365", speed=1)
    outcome(controller, "success", seconds=4000)
    start = controller.simulator.mark()
    controller.succeed(OWNER, {**MOVE, "wait": False})
    assert not controller.succeed(OWNER, MOVE, check=True)["changed"]
    busy = controller.fail(OWNER, {"repository": EMPTY, "proxy_pool": POOL})
    assert busy["error"]["kind"] == "ObjectBusy"
    assert "stop it with state=stopped" in busy["msg"]
    joined = controller.succeed(OWNER, {**MOVE, "poll_interval": 300})
    assert joined["session"]["status"] == "Succeeded"
    assert joined["repository"]["proxy"] == OTHER_PROXY
    assert written(controller, start, MOVED) == 1


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
def test_a_move_that_fails_or_stands_still(controller, how, kind, words):
    outcome(controller, how, "Related sessions did not end in time")
    failed = controller.fail(OWNER, {**MOVE, "wait_timeout": 30})
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
def test_the_task_waits_longer_than_the_server_or_says_so(controller, given, minutes):
    controller.succeed(OWNER, {**MOVE, **given})
    expected = [] if minutes is None else [f"The server may wait for {minutes} minutes before it moves the repository"]
    assert [warning.partition(",")[0] for warning in controller.warnings] == expected


def test_a_move_is_stopped(controller):
    outcome(controller, "hang")
    controller.succeed(OWNER, {**MOVE, "wait": False})
    stopped = {"repository": EMPTY, "state": "stopped"}
    predicted = controller.succeed(OWNER, stopped, check=True)
    result = controller.succeed(OWNER, stopped)
    assert (predicted["changed"], result["changed"]) == (True, True)
    assert predicted["diff"] == result["diff"]
    assert result["repository"]["proxy"] == PROXY
    assert not controller.succeed(OWNER, stopped)["changed"]


def _asked(controller, given):
    """The query of the request that moves a repository."""
    write, asked = Client.write, []

    def noted(self, method, path, body=None, query=None, **more):
        asked.append(query)
        return write(self, method, path, body, query, **more)

    with mock.patch.object(Client, "write", noted):
        controller.succeed(OWNER, given)
    (query,) = asked
    return query


@pytest.mark.parametrize(
    ("given", "query"),
    [
        ({"proxy": OTHER_PROXY}, {"proxyId": proxy_id(OTHER_PROXY)}),
        ({"proxy_pool": POOL}, {"poolId": pool_id(POOL)}),
        (
            {"proxy": OTHER_PROXY, "force_stop_sessions": True},
            {"proxyId": proxy_id(OTHER_PROXY), "forceStopSessions": True},
        ),
        (
            {"proxy": OTHER_PROXY, "force_stop_sessions": True, "force_stop_sessions_timeout": 5},
            {"proxyId": proxy_id(OTHER_PROXY), "forceStopSessions": True, "forceStopSessionsTimeout": 5},
        ),
    ],
)
def test_a_move_names_one_owner_and_waits_for_what_it_stops_only(controller, given, query):
    """A time for sessions to stop is sent only where they are stopped."""
    defaults = {"includeAllRelatedRepositories": False, "waitForSessionsTimeout": 60, "forceStopSessions": False}
    assert _asked(controller, {"repository": EMPTY, **given}) == {**defaults, **query}


def test_a_status_that_is_in_no_document_means_that_a_move_goes_on(controller):
    controller.simulator.settings(product="m365", speed=1, unforeseen_status="Suspended")
    outcome(controller, "success", seconds=60)
    result = controller.succeed(OWNER, MOVE)
    assert (result["changed"], result["repository"]["proxy"]) == (True, OTHER_PROXY)
    assert any("Suspended" in line for line in controller.progress)


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
            "Repository owner changes do not exist in API revision v7, which this task uses. They need api_version v8",
        ),
        ({**MOVE, "proxy": OFFLINE_PROXY}, "The backup proxy server does not respond"),
        ({**MOVE, "proxy": "nobody"}, "Backup proxy server 'nobody' not found"),
    ],
)
def test_what_cannot_be_done(controller, given, words):
    start = controller.simulator.mark()
    assert words in controller.fail(OWNER, given)["msg"]
    assert controller.writes(start) == [] or "does not respond" in words
