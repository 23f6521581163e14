# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a policy of Azure VMs protects, as it is read and as it is written; its place among the others."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.azure.policy_schema import POLICY, as_written
from ansible_collections.opendr.veeam.plugins.module_utils.azure.product import AZURE
from ansible_collections.opendr.veeam.plugins.module_utils.azure.vm_policy import (
    START,
    STOP,
    PolicyReconciler,
    ids_in_order,
    in_order,
    is_run_of,
)
from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import ApiError
from ansible_collections.opendr.veeam.plugins.module_utils.engine.plan import Plan, Request
from ansible_collections.opendr.veeam.plugins.module_utils.engine.runnable import with_run
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Task
from support.fakes import DictServer, FakeClock

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
def test_an_item_is_written_as_it_is_read(item, expected):
    assert as_written([item]) == expected


def test_items_of_a_kind_are_one_list():
    written = as_written([{"virtualMachine": {"id": "a"}}, {"tag": TAG}, {"virtualMachine": {"id": "b"}}])
    assert written is not None
    assert written["virtualMachines"] == [{"id": "a"}, {"id": "b"}]


@pytest.mark.parametrize(
    ("priority", "expected"), [(1, ["c", "a", "b"]), (2, ["a", "c", "b"]), (3, ["a", "b", "c"]), (9, ["a", "b", "c"])]
)
def test_a_policy_takes_its_place_and_the_others_keep_their_order(priority, expected):
    assert ids_in_order(["a", "b", "c"], "c", priority) == expected


def test_the_order_is_that_of_the_priorities():
    assert in_order([{"id": "b", "priority": 2}, {"id": "a", "priority": 1}, {"id": "c", "priority": 3}]) == [*"abc"]


def test_a_health_check_is_no_run():
    assert is_run_of({"backupJobInfo": {"policyId": "P"}}, "p")
    assert not is_run_of({"healthCheckJobInfo": {"policyId": "p"}}, "p")


def session(status):
    return {"id": "s", "status": status, "backupJobInfo": {"policyId": "p"}}


class Conflict(DictServer):
    """A server on which another run has begun, or this one has ended, just before."""

    def __init__(self, *sessions, now="Success"):
        super().__init__("/policies/virtualMachines", AZURE)
        self.lists["/jobSessions"] = list(sessions)
        self.details["/jobSessions/s"] = lambda: {"id": "s", "status": now}
        self.details["/jobSessions/s/log"] = lambda: {"log": []}

    def write(self, method, path, body=None, query=None):
        raise ApiError(method, path, 409, None, "it runs already")


def reconciler(client):
    params = {"wait": True, "wait_timeout": 1, "poll_interval": 1, "state": "started"}
    return PolicyReconciler(POLICY, Task(client, FakeClock(), params, params))


STARTING, STOPPING = Plan("update", after={"running": True}), Plan("update", after={"running": False})
START_REQUEST, STOP_REQUEST = Request(START, options=("running",)), Request(STOP, options=("running",))


def test_what_has_no_end_runs():
    statuses = ("Pending", "Running", "Canceling", "Success", "Error", "Canceled")
    running = reconciler(Conflict(*map(session, statuses))).running_sessions("p")
    assert [session["status"] for session in running] == ["Pending", "Running", "Canceling"]


def test_a_run_that_begins_just_before_ours_is_joined():
    sessions = reconciler(Conflict(session("Running"))).send(STARTING, START_REQUEST, "p")
    assert [(session["id"], session["status"]) for session in sessions] == [("s", "Success")]


def test_another_conflict_is_passed_on():
    with pytest.raises(ApiError):
        reconciler(Conflict()).send(STARTING, START_REQUEST, "p")


def test_a_run_that_ends_by_itself_need_not_be_stopped():
    assert reconciler(Conflict()).send(STOPPING, STOP_REQUEST, "p") == []


def test_a_run_that_cannot_be_stopped_is_an_error():
    with pytest.raises(ApiError):
        reconciler(Conflict(session("Running"))).send(STOPPING, STOP_REQUEST, "p")


@pytest.mark.parametrize(
    ("operation", "running", "desired", "expected"),
    [
        ("none", False, True, ("update", {"running": False}, {"running": True}, 1)),
        ("none", True, True, ("none", {"running": True}, {"running": True}, 0)),
        ("update", True, False, ("update", {"running": True}, {"running": False}, 1)),
        ("create", False, True, ("create", {}, {"running": True}, 1)),
    ],
)
def test_a_run_is_part_of_the_plan(operation, running, desired, expected):
    plan = with_run(Plan(operation), running, desired)
    assert (plan.operation, plan.before, plan.after, len(plan.differences)) == expected
