# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: the backup proxies there are at the start, and which of them are disabled or out of reach."""

from __future__ import annotations

from ..state import Item
from ..values import stable_id
from .vbr_infrastructure import BACKUP_SERVER, LINUX

PROXIES = "backupInfrastructure/proxies"

VSPHERE_DEFAULTS: Item = {
    "transportMode": "Auto",
    "failoverToNetwork": True,
    "hostToProxyEncryption": False,
    "connectedDatastores": {"autoSelectEnabled": True, "datastores": []},
    "maxTaskCount": 2,
}
"""What a VMware vSphere proxy does where nobody said otherwise."""
DEFAULTS: dict[str, Item] = {
    "ViProxy": VSPHERE_DEFAULTS,
    "HvProxy": {"maxTaskCount": 4},
    "GeneralPurposeProxy": {"maxTaskCount": 2},
}


def _proxy(name: str, kind: str, host: str, **values: object) -> Item:
    return {
        "id": stable_id(f"proxy {name} {kind}"),
        "name": name,
        "description": f"{name} (simulated)",
        "type": kind,
        "server": {**DEFAULTS.get(kind, {}), "hostId": host, **values},
    }


PROXY_SEEDS: list[Item] = [
    _proxy("VMware Backup Proxy", "ViProxy", BACKUP_SERVER),
    _proxy("Backup Proxy", "GeneralPurposeProxy", BACKUP_SERVER),
    _proxy("lnx-repo01.dr.example", "ViProxy", LINUX, transportMode="Network", maxTaskCount=8),
    _proxy("backup01.dr.example", "HvProxy", BACKUP_SERVER),
    # A worker of Proxmox VE is listed by the states only, in the newest revision: a server 13.1 does so.
    _proxy("pve-worker01", "PVE", BACKUP_SERVER),
]

WAN_ACCELERATORS = "backupInfrastructure/wanAccelerators"
WAN_SEEDS: list[Item] = [
    {
        "id": stable_id(f"WAN accelerator {name}"),
        "name": name,
        "server": {"hostId": host, "description": f"{name} (simulated)", "trafficPort": 6165, "streamsCount": 5},
        "cache": {"cacheFolder": "C:\\VeeamWAN", "cacheSize": 100, "cacheSizeUnit": "GB"},
    }
    for name, host in (("backup01.dr.example", BACKUP_SERVER), ("lnx-repo01.dr.example", LINUX))
]


def _key(name: str) -> str:
    return next(str(item["id"]) for item in PROXY_SEEDS if item["name"] == name)


DISABLED = {_key("lnx-repo01.dr.example")}
OFFLINE = {_key("backup01.dr.example")}
