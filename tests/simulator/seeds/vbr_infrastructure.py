# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: managed servers."""

from __future__ import annotations

from ..state import Item
from ..values import stable_id
from .vbr_credentials import LINUX_CREDENTIALS, WINDOWS_CREDENTIALS

SERVERS = "backupInfrastructure/managedServers"

BACKUP_SERVER = stable_id("managed server backup01")
WINDOWS = stable_id("managed server win-repo01")
LINUX = stable_id("managed server lnx-repo01")
HARDENED = stable_id("managed server lnx-hardened01")
VCENTER = stable_id("managed server vcenter01")


def _windows(key: str, name: str, description: str, backup_server: bool = False) -> Item:
    return {
        "id": key,
        "name": name,
        "description": description,
        "type": "WindowsHost",
        "status": "Available",
        "credentialsStorageType": "Permanent",
        "credentialsId": WINDOWS_CREDENTIALS,
        "isBackupServer": backup_server,
        "isDefaultMountServer": backup_server,
        "updatesState": "NotAvailable",
    }


def _linux(key: str, name: str, description: str, storage: str = "Permanent") -> Item:
    return {
        "id": key,
        "name": name,
        "description": description,
        "type": "LinuxHost",
        "status": "Available",
        "credentialsStorageType": storage,
        "credentialsId": LINUX_CREDENTIALS,
        "isBackupServer": False,
        "isDefaultMountServer": False,
        "updatesState": "NotAvailable",
    }


SEEDS: dict[str, list[Item]] = {
    SERVERS: [
        _windows(BACKUP_SERVER, "backup01.dr.example", "Backup server", backup_server=True),
        _windows(WINDOWS, "win-repo01.dr.example", "Windows repository host"),
        _linux(LINUX, "lnx-repo01.dr.example", "Linux repository host"),
        _linux(HARDENED, "lnx-hardened01.dr.example", "Hardened repository host", storage="SingleUse"),
        {
            "id": VCENTER,
            "name": "vcenter01.dr.example",
            "description": "vCenter Server",
            "type": "ViHost",
            "status": "Available",
            "credentialsId": WINDOWS_CREDENTIALS,
            "viHostType": "VC",
            "port": 443,
        },
    ],
}
