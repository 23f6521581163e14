# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Policies of Azure VMs: kept, replaced whole, ordered and run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from simulator.control import Simulator
from simulator.seeds.azure_policies import LONG_TERM, PRODUCTION, SNAPSHOTS, TEST
from simulator.seeds.azure_restore_points import policy_id
from simulator.seeds.azure_virtual_machines import ARCHIVED, GROUP, LINUX, group_id, vm_id
from support.recoveries import slowly

POLICIES = "/api/v8/policies/virtualMachines"
OPEN = ("Pending", "Running", "Canceling")


@pytest.fixture
def azure(login: Callable[..., Any], simulator: Simulator) -> Iterator[Any]:
    """A client; every answer must keep to the document."""
    start = simulator.mark()
    yield login("azure")
    assert simulator.violations(start) == []


def names(azure: Any, **query: Any) -> list[str]:
    return [one["name"] for one in azure.get(POLICIES, **query)["results"]]


def body(azure: Any, **values: Any) -> dict[str, Any]:
    """A body for a new policy, with the tenant and the account of another."""
    like = azure.get(f"{POLICIES}/{policy_id(PRODUCTION)}")
    return {
        "tenantId": like["tenantId"],
        "serviceAccountId": like["serviceAccountId"],
        "name": "New VMs",
        "isEnabled": True,
        "regions": [{"regionId": "westeurope"}],
        "snapshotSettings": {},
        "backupType": "SelectedItems",
        "selectedItems": {"virtualMachines": [{"id": vm_id(LINUX)}]},
        "dailySchedule": like["dailySchedule"],
        **values,
    }


def test_policies_in_the_order_of_their_priority(azure: Any) -> None:
    assert names(azure) == [PRODUCTION, TEST, LONG_TERM, SNAPSHOTS]
    assert names(azure, PolicyName=TEST.lower()) == [TEST]
    assert names(azure, PolicyName="Test*") == []
    assert names(azure, PolicyStatus="Disabled") == [SNAPSHOTS]
    assert names(azure, LastJobStatus="Warning") == [TEST]
    assert names(azure, VirtualMachineId=vm_id(LINUX)) == [PRODUCTION]
    target = azure.get(f"{POLICIES}/{policy_id(LONG_TERM)}")["weeklySchedule"]["backupSchedule"]["targetRepositoryId"]
    assert names(azure, RepositoryId=target) == [LONG_TERM]


def test_what_a_policy_protects(azure: Any) -> None:
    path = f"{POLICIES}/{policy_id(PRODUCTION)}"
    assert [one["id"] for one in azure.get(path + "/regions")["results"]] == ["westeurope"]
    assert [one["resourceGroup"]["id"] for one in azure.get(path + "/selectedItems")["results"]] == [group_id(GROUP)]
    (left_out,) = azure.get(path + "/excludedItems")["results"]
    assert left_out["virtualMachine"]["name"] == ARCHIVED
    assert azure.get(path)["excludedItemsCount"] == 1
    assert azure.get(path + "/excludedItems", NameSearchPattern="nothing")["results"] == []
    protected = {one["resourceId"] for one in azure.get(path + "/protectedItems")["results"]}
    assert vm_id(LINUX) in protected
    assert vm_id(ARCHIVED) not in protected
    every = azure.get(POLICIES + "/protectedItems")["results"]
    assert {one["policyId"] for one in every} == {policy_id(name) for name in (PRODUCTION, TEST, LONG_TERM)}


def test_a_policy_is_made_replaced_and_removed(azure: Any) -> None:
    group = {
        "name": "web",
        "tags": [{"name": "role", "value": "web"}],
        "subscription": None,
        "resourceGroup": {"id": group_id(GROUP)},
    }
    made = azure.send(
        "POST",
        POLICIES,
        json=body(
            azure,
            selectedItems={
                "virtualMachines": [{"id": vm_id(LINUX)}],
                "tags": [{"name": "a", "value": "b"}],
                "tagGroups": [group],
            },
        ),
    ).json()
    path = f"{POLICIES}/{made['id']}"
    assert (made["priority"], made["isBackupConfigured"], made["backupStatus"]) == (5, True, "NeverExecuted")
    assert len(azure.get(path + "/selectedItems")["results"]) == 3
    left = {
        key: value
        for key, value in body(azure, name="Renamed").items()
        if key not in ("tenantId", "serviceAccountId", "dailySchedule")
    }
    assert azure.send("PUT", path, json=left).status_code == 204
    now = azure.get(path)
    assert (now["name"], now["dailySchedule"], now["isScheduleConfigured"]) == ("Renamed", None, False)
    assert now["serviceAccountId"] == made["serviceAccountId"]
    assert azure.send("DELETE", path).status_code == 204
    assert azure.send("GET", path).status_code == 404


@pytest.mark.parametrize(
    "values", [{"name": TEST}, {"selectedItems": None}, {"selectedItems": {"virtualMachines": [{"id": "none"}]}}]
)
def test_what_is_not_stored(azure: Any, values: dict[str, Any]) -> None:
    assert azure.send("POST", POLICIES, json=body(azure, **values)).status_code == 400


def test_the_order_names_every_policy(azure: Any) -> None:
    order = [policy_id(name) for name in (SNAPSHOTS, PRODUCTION, TEST, LONG_TERM)]
    assert azure.send("POST", POLICIES + "/orderPriorities", json=order[:2]).status_code == 400
    assert azure.send("POST", POLICIES + "/orderPriorities", json=order).status_code == 204
    assert names(azure)[0] == SNAPSHOTS
    azure.send("DELETE", f"{POLICIES}/{order[0]}")
    assert [one["priority"] for one in azure.get(POLICIES)["results"]] == [1, 2, 3]


def test_enabled_and_disabled(azure: Any) -> None:
    path = f"{POLICIES}/{policy_id(SNAPSHOTS)}"
    for operation, expected in (("enable", True), ("disable", False)):
        assert azure.send("POST", f"{path}/{operation}").status_code == 204
        assert azure.get(path)["isEnabled"] is expected


def test_a_run_has_a_session_for_each_kind_of_restore_point(azure: Any, simulator: Simulator) -> None:
    path = f"{POLICIES}/{policy_id(PRODUCTION)}"
    points = "/api/v8/restorePoints/virtualMachines"
    before = len(azure.get(points, VirtualMachineId=vm_id(LINUX))["results"])
    with slowly(simulator, "azure"):
        sessions = azure.send("POST", f"{path}/start").json()
    assert {one["type"] for one in sessions} == {"PolicySnapshot", "PolicyBackup"}
    assert azure.get(path)["backupStatus"] == "Running"
    assert azure.send("POST", f"{path}/start").status_code == 409
    assert azure.send("DELETE", path).status_code == 409
    ended = azure.until(lambda: azure.get(path), lambda one: one["backupStatus"] == one["snapshotStatus"] == "Success")
    assert ended["name"] == PRODUCTION
    assert len(azure.get(points, VirtualMachineId=vm_id(LINUX))["results"]) == before + 2
    assert azure.send("DELETE", path).status_code == 204
    found = azure.get(f"/api/v8/jobSessions/{sessions[0]['id']}")["backupJobInfo"]
    assert (found["policyName"], found["policyRemoved"]) == (PRODUCTION, True)


def test_a_run_is_stopped(azure: Any, simulator: Simulator) -> None:
    path = f"{POLICIES}/{policy_id(LONG_TERM)}"
    with slowly(simulator, "azure"):
        (session,) = azure.send("POST", f"{path}/start").json()
        assert azure.send("POST", f"{path}/stop").status_code == 204
    azure.until(lambda: azure.get(f"/api/v8/jobSessions/{session['id']}")["status"], lambda one: one == "Canceled")
    assert azure.get(path)["backupStatus"] == "Canceled"
    assert azure.send("POST", f"{path}/resetCbt").status_code == 204
    assert azure.get(path)["cbtResetTimeUtc"]


def test_a_run_that_fails(azure: Any, simulator: Simulator) -> None:
    simulator.outcome({"type": "PolicyBackup"}, "fail", message="no space left", product="azure")
    path = f"{POLICIES}/{policy_id(TEST)}"
    azure.send("POST", f"{path}/start")
    assert azure.until(lambda: azure.get(path)["backupStatus"], lambda one: one not in OPEN) == "Error"
