# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Machines of Azure, protected or not, and their restore points, by every filter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from simulator.control import Simulator
from simulator.seeds.azure_restore_points import point_id, policy_id
from simulator.seeds.azure_virtual_machines import (
    ARCHIVED,
    DELETED,
    LINUX,
    MACHINES,
    OTHER_GROUP,
    SHARED_NAME,
    SUBSCRIPTION,
    UNPROTECTED,
    group_id,
    vm_id,
)

POINTS, PROTECTED = "/api/v8/restorePoints/virtualMachines", "/api/v8/protectedItem/virtualMachines"
MACHINES_PATH = "/api/v8/virtualMachines"


@pytest.fixture
def azure(login: Callable[..., Any], simulator: Simulator) -> Iterator[Any]:
    """A client; every answer must keep to the document."""
    start = simulator.mark()
    yield login("azure")
    assert simulator.violations(start) == []


def test_restore_points_of_a_machine(azure: Any) -> None:
    found = azure.get(POINTS, VirtualMachineId=vm_id(LINUX))["results"]
    assert [one["id"] for one in found] == [point_id(LINUX, number) for number in (4, 3, 2, 1)]
    assert azure.get(f"{POINTS}/{point_id(LINUX)}") == found[-1]
    assert (found[-1]["isCorrupted"], found[-1]["vmName"]) == (True, LINUX)
    session = azure.get(f"/api/v8/jobSessions/{found[0]['jobSessionId']}")
    assert session["backupJobInfo"]["policyId"] == policy_id("Production VMs")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"OnlyLatest": "true", "VirtualMachineId": vm_id(LINUX)}, [point_id(LINUX)]),
        ({"StorageAccessTier": ["Cool"]}, 2),
        ({"DataRetrievalStatuses": ["Retrieved", "Retrieving"]}, [point_id(ARCHIVED, 3), point_id(ARCHIVED, 2)]),
        ({"ImmutabilityEnabled": "true", "VirtualMachineId": vm_id(DELETED)}, [point_id(DELETED, 3)]),
        ({"PointInTime": "2020-01-01T00:00:00Z"}, []),
        ({"Limit": 1, "Offset": 1, "VirtualMachineId": vm_id(LINUX)}, [point_id(LINUX, 3)]),
    ],
)
def test_filters_of_restore_points(azure: Any, query: dict[str, Any], expected: Any) -> None:
    found = [one["id"] for one in azure.get(POINTS, **query)["results"]]
    assert (len(found) if isinstance(expected, int) else found) == expected


def test_protected_machines(azure: Any) -> None:
    found = azure.get(PROTECTED, Limit=-1)
    assert found["totalCount"] == len([one for one in MACHINES if one.policy])
    assert UNPROTECTED not in {one["name"] for one in found["results"]}
    assert [one["id"] for one in azure.get(PROTECTED, SearchPattern=SHARED_NAME)["results"]] == [
        vm_id(SHARED_NAME),
        vm_id(SHARED_NAME, OTHER_GROUP),
    ]
    assert azure.get(f"{PROTECTED}/{vm_id(LINUX)}")["name"] == LINUX
    assert [one["name"] for one in azure.get(PROTECTED, DataRetrievalStatuses="Retrieved")["results"]] == [ARCHIVED]
    assert azure.get(PROTECTED, FlrSession="true")["results"] == []


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"ProtectionStatus": "Unprotected"}, [UNPROTECTED]),
        ({"ExistsState": "OnlyDeleted"}, [DELETED]),
        ({"SearchPattern": "app-*"}, [LINUX]),
        ({"ResourceGroupId": group_id(OTHER_GROUP)}, [SHARED_NAME, UNPROTECTED]),
        ({"BackupDestination": "Archive"}, [ARCHIVED]),
        (
            {
                "SubscriptionId": SUBSCRIPTION,
                "RegionIds": ["westeurope"],
                "ExistsState": "All",
                "VmFromProtectedRegions": "true",
                "SearchPattern": "old",
            },
            [DELETED],
        ),
    ],
)
def test_filters_of_machines(azure: Any, query: dict[str, Any], names: list[str]) -> None:
    assert [one["name"] for one in azure.get(MACHINES_PATH, **query)["results"]] == names
