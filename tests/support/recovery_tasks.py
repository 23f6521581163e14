# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks of recoveries of every kind, for the objects that the simulator starts with."""

from __future__ import annotations

from simulator.seeds.vbr_inventory import VCENTER
from simulator.seeds.vbr_recovery_targets import SUBSCRIPTION

VSPHERE = {
    "platform": "vsphere",
    "restore_point": {"name": "app02"},
    "vm_name": "app02-recovered",
    "destination": {"host": {"name": "esx02.dr.example"}},
    "migration": {"host": {"name": "esx02.dr.example"}},
}
HYPER_V = {
    "platform": "hyperv",
    "restore_point": {"name": "hv-web01"},
    "vm_name": "hv-web01-recovered",
    "destination": {"host": {"name": "hyperv01.dr.example"}},
}
AZURE = {
    "platform": "azure",
    "restore_point": {"name": "win-phys01"},
    "vm_name": "win-phys01-recovered",
    "subscription": {"subscription_id": SUBSCRIPTION, "location": "westeurope"},
    "vm_size": {"instance_size": "Standard_F4s_v2"},
    "resource_group": {"resource_group": "rg-recovery"},
    "network": {"network": "vnet-dr", "subnet": "machines"},
    "appliance": {"subnet": "appliances"},
}
# Whole objects, which nothing has to be looked up of.
CLUSTER = {"name": "Cluster01", "host_name": VCENTER, "type": "Cluster", "object_id": "domain-c8"}
DATASTORE = {"name": "datastore02", "host_name": VCENTER, "type": "Datastore", "object_id": "datastore-42"}
SYSTEM = {"name": "app02.vmdk", "mounted_name": "system.vmdk", "registered_name": "app02-system"}
DATA = {"name": "app02_2.vmdk", "mounted_name": "data.vmdk", "registered_name": "app02-data"}
TWO_DISKS = {
    "restore_point": {"name": "app02"},
    "cluster": CLUSTER,
    "disks": [SYSTEM, DATA],
    "migration": {"datastore": DATASTORE},
}
ONE_DISK = {**TWO_DISKS, "state": "migrated", "migration": {"datastore": DATASTORE, "disks": ["data.vmdk"]}}
SHARE = {
    "restore_point": {"name": "\\\\nas01.dr.example\\projects"},
    "permissions": {"owner": "DR\\svc-files"},
    "migration": {"destination": {"server": "\\\\nas02.dr.example\\recovered"}},
}
