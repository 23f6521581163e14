# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Azure: the machines in the cloud, those of them that are protected, and the files in their backups."""

from __future__ import annotations

from dataclasses import dataclass

from ..state import Item
from ..values import stable_id

VIRTUAL_MACHINES = "virtualMachines"
PROTECTED = "protectedItem/virtualMachines"

SUBSCRIPTION = stable_id("azure subscription DR Production")
SUBSCRIPTION_NAME = "DR Production"
TENANT = stable_id("azure tenant dr.example")
TENANT_NAME = "dr.example"
REGION, REGION_NAME = "westeurope", "West Europe"
GROUP, OTHER_GROUP = "rg-dr-prod", "rg-dr-test"

LINUX, WINDOWS, SHARED_NAME, ARCHIVED = "app-linux01", "sql-win01", "web-linux02", "archive-linux01"
DELETED, UNPROTECTED, SNAPSHOTS_ONLY = "old-linux03", "build-linux09", "cache-linux04"

# The account that policies and restores use; it is among those of azure_infrastructure, which knows this module.
SERVICE_ACCOUNT_NAME = "DR Restore Account"
SERVICE_ACCOUNT = stable_id(f"azure service account {SERVICE_ACCOUNT_NAME}")


@dataclass(frozen=True)
class Machine:
    """A machine of the seeds; ``policy`` protects it, none where that is empty."""

    name: str
    system: str = "Linux"
    group: str = GROUP
    policy: str = "Production VMs"
    destinations: tuple[str, ...] = ("AzureBlob", "Snapshot")
    deleted: bool = False
    size: str = "Standard_D2s_v5"
    gigabytes: int = 64

    @property
    def key(self) -> str:
        return vm_id(self.name, self.group)


MACHINES = (
    Machine(LINUX),
    Machine(WINDOWS, "Windows", size="Standard_E4s_v5", gigabytes=256),
    Machine(SHARED_NAME),
    Machine(SHARED_NAME, group=OTHER_GROUP, policy="Test VMs"),
    Machine(ARCHIVED, policy="Long-term VMs", destinations=("AzureBlob", "Archive")),
    Machine(SNAPSHOTS_ONLY, destinations=("Snapshot",)),
    Machine(DELETED, deleted=True, destinations=("AzureBlob",)),
    Machine(UNPROTECTED, group=OTHER_GROUP, policy="", destinations=()),
)


def vm_id(name: str, group: str = GROUP) -> str:
    """Id of a machine of the seeds, the same whether it is asked for as protected or not."""
    return stable_id(f"azure vm {group} {name}")


def group_id(group: str) -> str:
    """Resource id of a resource group of the seeds."""
    return f"/subscriptions/{SUBSCRIPTION}/resourceGroups/{group}"


def azure_id(machine: Machine) -> str:
    """Resource id of a machine of the seeds."""
    return f"{group_id(machine.group)}/providers/Microsoft.Compute/virtualMachines/{machine.name}"


def virtual_machines() -> list[Item]:
    """Every machine; ``protectionStatus`` and what follows it are not part of the model, but filters speak of them."""
    return [
        {
            "id": one.key,
            "azureId": azure_id(one),
            "name": one.name,
            "azureEnvironment": "Global",
            "osType": one.system,
            "regionDisplayName": REGION_NAME,
            "regionName": REGION,
            "totalSizeInGB": one.gigabytes,
            "vmSize": one.size,
            "virtualNetwork": "vnet-dr",
            "subnet": "default",
            "privateIP": f"10.20.0.{number}",
            "hasEphemeralOsDisk": False,
            "isController": False,
            "isDeleted": one.deleted,
            "subscriptionId": SUBSCRIPTION,
            "subscriptionName": SUBSCRIPTION_NAME,
            "tenantId": TENANT,
            "resourceGroupName": one.group,
            "protectionStatus": "Protected" if one.policy else "Unprotected",
            "resourceGroupId": group_id(one.group),
            "backupDestination": list(one.destinations),
        }
        for number, one in enumerate(MACHINES, 10)
    ]


def protected(last_backup: dict[str, str]) -> list[Item]:
    """The protected machines; ``last_backup`` tells the time of the newest restore point by the machine's id."""
    return [
        {
            "id": one.key,
            "azureId": azure_id(one),
            "name": one.name,
            "azureEnvironment": "Global",
            "osType": one.system,
            "regionName": REGION,
            "totalSizeInGB": one.gigabytes,
            "vmSize": one.size,
            "isController": False,
            "lastBackup": last_backup[one.key],
            "subscription": {
                "id": SUBSCRIPTION,
                "environment": "Global",
                "tenantId": TENANT,
                "tenantName": TENANT_NAME,
                "name": SUBSCRIPTION_NAME,
                "status": "Active",
                "availability": "Available",
            },
            "region": {"id": REGION, "name": REGION, "resourceId": stable_id(f"azure region {REGION}")},
            "resourceGroup": {
                "id": group_id(one.group),
                "resourceId": group_id(one.group),
                "name": one.group,
                "azureEnvironment": "Global",
                "subscriptionId": SUBSCRIPTION,
                "tenantId": TENANT,
                "regionId": REGION,
            },
        }
        for one in MACHINES
        if one.policy
    ]


# --- What is in the backups, by absolute path: the size of each file. ---

_LINUX_FILES: dict[str, int] = {
    "/accountingdata/report_1.txt": 812,
    "/accountingdata/report_10.txt": 1024,
    "/accountingdata/report_2.txt": 640,
    "/accountingdata/2025/report_11.txt": 2048,
    "/accountingdata/2025/report_12.txt": 2050,
    "/accountingdata/2025/q1/report_13.txt": 96,
    "/accountingdata/2025/q1/summary.ods": 40960,
    "/billingdata/report_15.txt": 77,
    "/billingdata/invoice_7.pdf": 30211,
    "/etc/hosts": 220,
    "/etc/fstab": 310,
    "/etc/app/settings.ini": 1400,
    "/var/log/app.log": 900000,
    "/var/lib/app/state.db": 1048576,
    "/srv/images/huge.img": 8589934592,
}
_WINDOWS_FILES: dict[str, int] = {
    "C:/Data/ledger.xlsx": 51200,
    "C:/Data/2025/ledger.xlsx": 51000,
    "C:/Windows/win.ini": 92,
}
FILES: dict[str, dict[str, int]] = {
    one.name: _WINDOWS_FILES if one.system == "Windows" else _LINUX_FILES for one in MACHINES
}
MODIFIED = "2026-01-12T09:30:00+00:00"

# What became of the machines since: directories that are gone, and files that do not come back like others.
VANISHED = ("/billingdata",)
LOCKED, UNTOUCHED_OWNER, ENDLESS = "/var/lib/app/state.db", "/etc/app/settings.ini", "/srv/images/huge.img"
