# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Azure: schedule-based policies of VMs, and the disks in the restore points of machines."""

from __future__ import annotations

from typing import Any

from ..state import Item
from ..values import stable_id
from .azure_infrastructure import BACKUP_ACCOUNT, service_account_id
from .azure_repositories import COLD_STORE, DEFAULT_STORE, repository_id
from .azure_restore_points import policy_id
from .azure_virtual_machines import (
    ARCHIVED,
    GROUP,
    MACHINES,
    OTHER_GROUP,
    REGION,
    REGION_NAME,
    SHARED_NAME,
    SUBSCRIPTION,
    SUBSCRIPTION_NAME,
    TENANT,
    TENANT_NAME,
    Machine,
    group_id,
    vm_id,
)

POLICIES = "policies/virtualMachines"
PRODUCTION, TEST, LONG_TERM, SNAPSHOTS = "Production VMs", "Test VMs", "Long-term VMs", "Nightly snapshots"

# What a policy keeps besides its model: what it is to protect, as it was sent.
CHOSEN = "chosen"


def policies() -> list[Item]:
    """The policies of the seeds."""
    repository, archive = repository_id(DEFAULT_STORE), repository_id(COLD_STORE)
    weekly = {
        "startTime": 22,
        "backupSchedule": {"selectedDays": ["Sunday"], "retention": _kept(6, "Months"), "targetRepositoryId": archive},
    }
    return [
        _policy(
            PRODUCTION,
            1,
            {"resourceGroups": [{"id": group_id(GROUP)}]},
            excluded={"virtualMachines": [{"id": vm_id(ARCHIVED)}]},
            backupStatus="Success",
            snapshotStatus="Success",
            dailySchedule=_daily(repository),
        ),
        _policy(
            TEST,
            2,
            {"virtualMachines": [{"id": vm_id(SHARED_NAME, OTHER_GROUP)}]},
            backupStatus="Warning",
            dailySchedule={**_daily(repository), "snapshotSchedule": None},
        ),
        _policy(
            LONG_TERM, 3, {"virtualMachines": [{"id": vm_id(ARCHIVED)}]}, archiveStatus="Success", weeklySchedule=weekly
        ),
        _policy(
            SNAPSHOTS,
            4,
            None,
            region="northeurope",
            isEnabled=False,
            dailySchedule={**_daily(repository), "backupSchedule": None},
        ),
    ]


def _daily(repository: str) -> dict[str, Any]:
    return {
        "dailyType": "Everyday",
        "runsPerHour": 1,
        "snapshotSchedule": {"hours": [1, 13], "snapshotsToKeep": 4},
        "backupSchedule": {"hours": [1], "retention": _kept(14, "Days"), "targetRepositoryId": repository},
    }


def _kept(number: int, unit: str) -> dict[str, Any]:
    return {"timeRetentionDuration": number, "retentionDurationType": unit}


def _policy(
    name: str,
    priority: int,
    selected: Item | None,
    *,
    excluded: Item | None = None,
    region: str = REGION,
    **values: Any,
) -> Item:
    """One policy; without a selection it protects all of its regions."""
    return {
        "id": policy_id(name),
        "name": name,
        "description": f"{name} of the disaster recovery site",
        "priority": priority,
        "tenantId": TENANT,
        "isEnabled": True,
        "serviceAccountId": service_account_id(BACKUP_ACCOUNT),
        "backupType": "SelectedItems" if selected else "AllSubscriptions",
        "snapshotStatus": "NeverExecuted",
        "backupStatus": "NeverExecuted",
        "archiveStatus": "NeverExecuted",
        "healthCheckStatus": "NeverExecuted",
        "retrySettings": {"retryCount": 3},
        "policyNotificationSettings": None,
        "snapshotSettings": {
            "additionalTags": [],
            "copyOriginalTags": True,
            "applicationAwareSnapshot": False,
            "userScripts": None,
        },
        "dailySchedule": None,
        "weeklySchedule": None,
        "monthlySchedule": None,
        "yearlySchedule": None,
        "healthCheckSchedule": None,
        CHOSEN: {"regions": [{"regionId": region}], "selectedItems": selected, "excludedItems": excluded},
        **values,
    }


# --- The disks in restore points. ---


def subscription() -> Item:
    """The subscription that the machines are in, as answers show it."""
    return {
        "id": SUBSCRIPTION,
        "environment": "Global",
        "tenantId": TENANT,
        "tenantName": TENANT_NAME,
        "name": SUBSCRIPTION_NAME,
        "status": "Active",
        "availability": "Available",
    }


def region() -> Item:
    """The region that the machines are in, as answers show it."""
    return {"id": REGION, "name": REGION_NAME, "resourceId": stable_id(f"azure region {REGION}")}


def resource_group(group: str) -> Item:
    """A resource group, as answers show it."""
    return {
        "id": group_id(group),
        "resourceId": group_id(group),
        "name": group,
        "azureEnvironment": "Global",
        "subscriptionId": SUBSCRIPTION,
        "tenantId": TENANT,
        "regionId": REGION,
    }


def disk_names(machine: str) -> list[str]:
    """The disks of a machine of the seeds: of its system, and of its data."""
    return [f"{machine}_OsDisk", f"{machine}_DataDisk_0"]


def disk_id(machine: Machine, name: str) -> str:
    """Id of a disk of the seeds."""
    return f"{group_id(machine.group)}/providers/Microsoft.Compute/disks/{name}"


def disk_snapshots(machine_id: str) -> list[Item]:
    """The disks in each restore point of a machine of the seeds."""
    return [
        {
            "name": f"{name}-snapshot",
            "diskName": name,
            "diskId": disk_id(machine, name),
            "diskType": "Managed",
            "sku": "Premium_LRS",
            "sizeInGB": 30 if name.endswith("OsDisk") else machine.gigabytes - 30,
            "osType": machine.system if name.endswith("OsDisk") else None,
            "subscription": subscription(),
            "region": region(),
            "resourceGroup": resource_group(machine.group),
            "storageAccount": None,
            "snapshotAccounts": [],
        }
        for machine in MACHINES
        if machine.key == machine_id
        for name in disk_names(machine.name)
    ]
