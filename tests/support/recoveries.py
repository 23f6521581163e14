# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bodies of restores in the spelling of each revision, and sessions that take their time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from simulator.control import Simulator
from simulator.seeds.vbr_inventory import VCENTER
from simulator.seeds.vbr_recovery_targets import SUBSCRIPTION

API = "/api/v1"
VSPHERE = f"{API}/restore/instantRecovery/vSphere/vm"
HYPER_V = f"{API}/restore/instantRecovery/hyperV/vm"
AZURE = f"{API}/restore/instantRecovery/azure/vm"
DISKS = f"{API}/restore/instantRecovery/vSphere/fcd"
SHARES = f"{API}/restore/instantRecovery/unstructuredData"


@contextmanager
def slowly(simulator: Simulator, product: str = "vbr") -> Iterator[None]:
    """Sessions started within take long enough for a look at what is there meanwhile."""
    before = simulator.settings(product)["speed"]
    simulator.settings(product, speed=1)
    yield
    simulator.settings(product, speed=before)


def vsphere_object(kind: str, reference: str, name: str, revision: str = "1.3-rev2") -> dict[str, Any]:
    """An object of the inventory as a body names it."""
    return {
        "platform": "VMware" if revision == "1.2-rev1" else "VSphere",
        "hostName": VCENTER,
        "type": kind,
        "objectId": reference,
        "name": name,
    }


def to_vsphere(point: str, revision: str = "1.3-rev2", **values: Any) -> dict[str, Any]:
    """InstantViVMRecoverySpec for the original place; antivirusScanEnabled is required before 1.3-rev2."""
    return {
        "restorePointId": point,
        "type": "OriginalLocation",
        "secureRestore": {"antivirusScanEnabled": False},
        **values,
    }


def to_vsphere_customised(point: str, name: str, revision: str = "1.3-rev2", **values: Any) -> dict[str, Any]:
    """InstantViVMRecoverySpec for another place and name."""
    bios = "generateNew" if revision in ("1.2-rev1", "1.3-rev0") else "GenerateNew"
    destination = {
        "restoredVmName": name,
        "biosUuidPolicy": bios,
        "destinationHost": vsphere_object("Host", "host-11", "esx02.dr.example", revision),
        "folder": vsphere_object("Folder", "group-v34", "Databases", revision),
        "resourcePool": vsphere_object("ResourcePool", "resgroup-22", "Recovered", revision),
    }
    return {
        **to_vsphere(point, revision),
        "type": "Customized",
        "destination": destination,
        "datastore": {
            "redirectEnabled": True,
            "cacheDatastore": vsphere_object("Datastore", "datastore-42", "datastore02", revision),
        },
        **values,
    }


def to_azure(point: str, revision: str = "1.3-rev2", **values: Any) -> dict[str, Any]:
    """AzureInstantVMRecoverySpec."""
    group: Any = {"mode": "CreateNew"} if revision == "1.3-rev2" else "nsg-recovery"
    return {
        "restorePointId": point,
        "subscription": {"subscriptionId": SUBSCRIPTION, "location": "westeurope"},
        "vmSize": {"instanceSize": "Standard_F4s_v2"},
        "resourceGroup": {"resourceGroup": "rg-recovery"},
        "network": {"network": "vnet-dr", "subnet": "machines", "networkSecurityGroup": group},
        "appliance": {"subnet": "appliances"},
        **values,
    }


def to_disks(point: str, revision: str, *names: str) -> dict[str, Any]:
    """VmwareFcdInstantRecoverySpec."""
    return {
        "restorePointId": point,
        "destinationCluster": vsphere_object("Cluster", "domain-c8", "Cluster01", revision),
        "disksMapping": [
            {"nameInBackup": name, "mountedDiskName": f"restored-{name}", "registeredFcdName": f"fcd-{name}"}
            for name in names
        ],
    }


def to_shares(*points: str) -> dict[str, Any]:
    """InstantUnstructuredDataRestoreSpec."""
    permissions = {"owner": "DR\\Administrator", "permissionType": "AllowEveryone"}
    return {
        "autoSelectMountServers": True,
        "restoreOptions": [{"restorePointId": point, "permissions": permissions} for point in points],
    }
