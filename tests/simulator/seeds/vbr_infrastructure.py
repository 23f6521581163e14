# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: managed servers and the credentials to reach them and the clouds."""

from __future__ import annotations

from ..state import Item
from ..values import stable_id

SERVERS = "backupInfrastructure/managedServers"
CREDENTIALS = "credentials"
CLOUD_CREDENTIALS = "cloudCredentials"

BACKUP_SERVER = stable_id("managed server backup01")
WINDOWS = stable_id("managed server win-repo01")
LINUX = stable_id("managed server lnx-repo01")
HARDENED = stable_id("managed server lnx-hardened01")
VCENTER = stable_id("managed server vcenter01")

WINDOWS_CREDENTIALS = stable_id("credentials DR\\svc-backup")
LINUX_CREDENTIALS = stable_id("credentials svc-backup")
AMAZON_CREDENTIALS = stable_id("cloud credentials amazon")
AZURE_CREDENTIALS = stable_id("cloud credentials azure")
GOOGLE_CREDENTIALS = stable_id("cloud credentials google")

_CREATED = "2025-11-03T09:12:45+00:00"


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
    CREDENTIALS: [
        {
            "id": WINDOWS_CREDENTIALS,
            "username": "DR\\svc-backup",
            "description": "Windows hosts and shares",
            "type": "Standard",
            "creationTime": _CREATED,
        },
        {
            "id": LINUX_CREDENTIALS,
            "username": "svc-backup",
            "description": "Linux hosts",
            "type": "Linux",
            "creationTime": _CREATED,
            "SSHPort": 22,
            "elevateToRoot": True,
            "addToSudoers": False,
            "useSu": False,
            "authenticationType": "Password",
        },
    ],
    CLOUD_CREDENTIALS: [
        {
            "id": AMAZON_CREDENTIALS,
            "type": "Amazon",
            "accessKey": "AKIASIMULATED00001",
            "lastModified": _CREATED,
            "description": "S3 and compatible storage",
            "uniqueId": stable_id("unique amazon"),
        },
        {
            "id": AZURE_CREDENTIALS,
            "type": "AzureStorage",
            "account": "drstorageaccount",
            "lastModified": _CREATED,
            "description": "Azure storage account",
            "uniqueId": stable_id("unique azure"),
        },
        {
            "id": GOOGLE_CREDENTIALS,
            "type": "Google",
            "accessKey": "GOOGSIMULATED00001",
            "lastModified": _CREATED,
            "description": "Google storage",
            "uniqueId": stable_id("unique google"),
        },
    ],
}
