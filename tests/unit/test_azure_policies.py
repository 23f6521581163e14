# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a policy of Azure VMs protects, as it is told and as it is written; its place among the others."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.azure.policy_schema import as_written, same_moment
from ansible_collections.opendr.veeam.plugins.module_utils.azure.product import AZURE
from ansible_collections.opendr.veeam.plugins.module_utils.azure.vm_policy.module import in_order, place
from ansible_collections.opendr.veeam.plugins.module_utils.azure.vm_policy.runs import is_run_of, running, start, stop
from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import ApiError
from support.fakes import FakeClock

TAG = {"id": "t", "name": "role", "value": "web"}


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({"subscription": {"id": "s", "name": "one"}}, {"subscriptions": [{"subscriptionId": "s"}]}),
        ({"resourceGroup": {"id": "g"}, "tag": None}, {"resourceGroups": [{"id": "g"}]}),
        ({"virtualMachine": {"id": "v"}}, {"virtualMachines": [{"id": "v"}]}),
        ({"tag": TAG}, {"tags": [{"name": "role", "value": "web"}]}),
        (
            {"tagGroup": {"name": "c", "tags": [TAG], "subscription": {"id": "s"}, "resourceGroup": {"id": "g"}}},
            {
                "tagGroups": [
                    {
                        "name": "c",
                        "tags": [{"name": "role", "value": "web"}],
                        "subscription": {"subscriptionId": "s"},
                        "resourceGroup": {"id": "g"},
                    }
                ]
            },
        ),
        ({"tagGroup": {"name": "c", "tags": None}}, {"tagGroups": [{"name": "c", "tags": []}]}),
        ({"deletedItem": {"type": "Subscription", "id": "s"}}, {"subscriptions": [{"subscriptionId": "s"}]}),
        ({"deletedItem": {"type": "VirtualMachine", "id": "v", "name": "gone"}}, {"virtualMachines": [{"id": "v"}]}),
        ({"deletedItem": {"type": "Tag", "tagName": "a", "tagValue": "b"}}, {"tags": [{"name": "a", "value": "b"}]}),
        ({"deletedItem": {"type": "Unknown"}}, None),
        ({}, None),
    ],
)
def test_an_item_is_written_as_it_is_told(item, expected):
    assert as_written([item]) == expected


def test_items_of_a_kind_are_one_list():
    found = as_written([{"virtualMachine": {"id": "a"}}, {"tag": TAG}, {"virtualMachine": {"id": "b"}}])
    assert found is not None
    assert found["virtualMachines"] == [{"id": "a"}, {"id": "b"}]


@pytest.mark.parametrize(
    ("priority", "expected"), [(1, ["c", "a", "b"]), (2, ["a", "c", "b"]), (3, ["a", "b", "c"]), (9, ["a", "b", "c"])]
)
def test_a_policy_takes_its_place_and_the_others_keep_their_order(priority, expected):
    assert place(["a", "b", "c"], "c", priority) == expected


def test_the_order_is_that_of_the_priorities():
    assert in_order([{"id": "b", "priority": 2}, {"id": "a", "priority": 1}, {"id": "c", "priority": 3}]) == [*"abc"]


def test_two_spellings_of_a_moment_are_the_same():
    assert same_moment("2026-01-01T22:00:00Z") == same_moment("2026-01-01T22:00:00+00:00")


def test_a_health_check_is_no_run():
    assert is_run_of({"backupJobInfo": {"policyId": "P"}}, "p")
    assert not is_run_of({"healthCheckJobInfo": {"policyId": "p"}}, "p")


def test_what_has_no_end_runs():
    sessions = [{"status": one} for one in ("Pending", "Running", "Canceling", "Success", "Error", "Canceled")]
    assert [one["status"] for one in running(sessions)] == ["Pending", "Running", "Canceling"]


class Conflict:
    """A server on which another run has begun just before."""

    server_time = None

    def __init__(self, sessions):
        self.sessions = sessions

    def write(self, method, path, body=None, query=None):
        raise ApiError(method, path, 409, None, "it runs already")

    def pages(self, path, query=None):
        return iter(self.sessions)


def test_a_run_that_begins_just_before_ours_is_joined():
    task = SimpleNamespace(client=Conflict([{"id": "s", "status": "Running", "backupJobInfo": {"policyId": "p"}}]))
    assert [one["id"] for one in start(task, "p")] == ["s"]


def test_another_conflict_is_told():
    with pytest.raises(ApiError):
        start(SimpleNamespace(client=Conflict([])), "p")


class Ended(Conflict):
    """A server on which the run has ended just before it was to be stopped."""

    def get(self, path, query=None):
        return {"log": []} if path.endswith("/log") else {"id": "s", "status": "Success"}


def a_task(client):
    params = {"wait": True, "wait_timeout": 1, "poll_interval": 1}
    return SimpleNamespace(client=client, clock=FakeClock(), params=params, progress=None)


def test_a_run_that_ends_by_itself_need_not_be_stopped():
    server = Ended([])
    server.product = AZURE
    assert [one["status"] for one in stop(a_task(server), "p", [{"id": "s", "status": "Running"}])] == ["Success"]


def test_a_run_that_cannot_be_stopped_is_told():
    server = Ended([{"id": "s", "status": "Running", "backupJobInfo": {"policyId": "p"}}])
    server.product = AZURE
    with pytest.raises(ApiError):
        stop(a_task(server), "p", server.sessions)
