# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restore of machines and disks of Azure: one job session each, which tells what it restored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from simulator.control import Simulator
from simulator.seeds.azure_policies import PRODUCTION, region, resource_group, subscription
from simulator.seeds.azure_restore_points import point_id, policy_id
from simulator.seeds.azure_virtual_machines import ARCHIVED, DELETED, GROUP, LINUX, OTHER_GROUP, vm_id
from support.recoveries import slowly

POINTS = "/api/v8/restorePoints/virtualMachines"
SESSIONS = "/api/v8/jobSessions"
NETWORK = {
    "virtualNetwork": {"id": "vnet", "name": "vnet-dr", "regionName": "westeurope", "addressSpaces": []},
    "subnet": {"name": "default", "addressSpace": "10.20.0.0/24"},
}


@pytest.fixture
def azure(login: Callable[..., Any], simulator: Simulator) -> Iterator[Any]:
    """A client; every answer must keep to the document."""
    start = simulator.mark()
    yield login("azure")
    assert simulator.violations(start) == []


@pytest.fixture
def account(azure: Any) -> str:
    """The service account that a policy uses."""
    return str(azure.get(f"/api/v8/policies/virtualMachines/{policy_id(PRODUCTION)}")["serviceAccountId"])


def place(**values: Any) -> dict[str, Any]:
    return {"subscription": subscription(), "resourceGroup": resource_group(OTHER_GROUP), "region": region(), **values}


def ended(azure: Any, answer: Any) -> dict[str, Any]:
    assert answer.status_code == 202, answer.text
    path = f"{SESSIONS}/{answer.json()['id']}"
    found: dict[str, Any] = azure.until(
        lambda: azure.get(path), lambda one: one["status"] not in ("Pending", "Running")
    )
    return found


def items(azure: Any, session: dict[str, Any]) -> list[tuple[str, str]]:
    found = azure.get(f"{SESSIONS}/{session['id']}/restoredItems")["results"]
    return [(one["name"], one["resourceGroupName"]) for one in found]


def test_a_machine_is_put_back(azure: Any, account: str, simulator: Simulator) -> None:
    path = f"{POINTS}/{point_id(DELETED)}/restoreVirtualMachine"
    with slowly(simulator, "azure"):
        answer = azure.send("POST", path, json={"reason": "drill", "serviceAccountId": account})
    running = azure.get(SESSIONS, Types="RestoreVms")["results"]
    assert [(one["id"], one["status"] in ("Pending", "Running")) for one in running] == [(answer.json()["id"], True)]
    assert items(azure, running[0]) == [(DELETED, GROUP)]
    session = ended(azure, answer)
    assert (session["status"], session["restoreJobInfo"]["reason"]) == ("Success", "drill")
    machine = azure.get("/api/v8/virtualMachines", SearchPattern=DELETED)["results"][0]
    assert (machine["id"], machine["isDeleted"]) == (vm_id(DELETED), False)


def test_a_machine_is_restored_to_another_place(azure: Any, account: str) -> None:
    path = f"{POINTS}/{point_id(LINUX, 3)}/restoreVirtualMachine"
    body = {
        "reason": "drill",
        "serviceAccountId": account,
        "toAlternative": place(name="app-copy", vmSizeName="Standard_D2s_v5", **NETWORK),
    }
    session = ended(azure, azure.send("POST", path, json=body))
    assert (session["status"], items(azure, session)) == ("Success", [("app-copy", OTHER_GROUP)])
    (machine,) = azure.get("/api/v8/virtualMachines", SearchPattern="app-copy")["results"]
    assert (machine["resourceGroupName"], machine["virtualNetwork"]) == (OTHER_GROUP, "vnet-dr")
    again = ended(azure, azure.send("POST", path, json=body))
    assert again["status"] == "Error"
    assert "already in the resource group" in azure.get(f"{SESSIONS}/{again['id']}/log")["log"][-1]["message"]


def test_disks(azure: Any, account: str) -> None:
    found = azure.get(f"{POINTS}/diskSnapshots", RestorePointId=point_id(LINUX, 3))["results"]
    system, data = found
    assert (system["diskName"], data["diskName"]) == (f"{LINUX}_OsDisk", f"{LINUX}_DataDisk_0")
    path = f"{POINTS}/{point_id(LINUX, 3)}/restoreDisk"
    back = {
        "reason": "drill",
        "serviceAccountId": account,
        "toOriginal": {"excludedDisks": [{"diskId": system["diskId"], "diskName": system["diskName"]}]},
    }
    session = ended(azure, azure.send("POST", path, json=back))
    assert (session["type"], session["status"]) == ("RestoreDisks", "Success")
    assert items(azure, session) == [(data["diskName"], GROUP)]
    other = {
        "reason": "drill",
        "toAlternative": [place(serviceAccountId=account, type="Managed", diskId=data["diskId"], name="data-copy")],
    }
    assert items(azure, ended(azure, azure.send("POST", path, json=other))) == [("data-copy", OTHER_GROUP)]


@pytest.mark.parametrize(
    ("point", "operation", "body", "status"),
    [
        (point_id(LINUX), "restoreVirtualMachine", {}, 400),
        (point_id(ARCHIVED), "restoreVirtualMachine", {}, 400),
        (point_id("nothing"), "restoreVirtualMachine", {}, 404),
        (point_id(LINUX, 3), "restoreVirtualMachine", {"toAlternative": place(name="no-network", vmSizeName="S")}, 400),
        (point_id(LINUX, 3), "restoreVirtualMachine", {"toAlternative": {"name": "nowhere"}}, 400),
        (point_id(LINUX, 3), "restoreDisk", {}, 400),
        (point_id(LINUX, 3), "restoreDisk", {"toOriginal": {"excludedDisks": [{"diskId": "none"}]}}, 400),
        (point_id(LINUX, 3), "restoreDisk", {"toAlternative": [place(diskId="none", name="copy")]}, 400),
    ],
)
def test_what_is_refused(
    azure: Any, account: str, point: str, operation: str, body: dict[str, Any], status: int
) -> None:
    sent = {"reason": "drill", "serviceAccountId": account, **body}
    assert azure.send("POST", f"{POINTS}/{point}/{operation}", json=sent).status_code == status


def test_a_service_account_is_needed(azure: Any) -> None:
    path = f"{POINTS}/{point_id(DELETED)}/restoreVirtualMachine"
    assert azure.send("POST", path, json={"reason": "drill"}).status_code == 400
