# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: the credentials to reach hosts and clouds, and the passwords that backups are encrypted with."""

from __future__ import annotations

from ..state import Item
from ..values import stable_id

CREDENTIALS = "credentials"
CLOUD_CREDENTIALS = "cloudCredentials"
ENCRYPTION_PASSWORDS = "encryptionPasswords"

WINDOWS_CREDENTIALS = stable_id("credentials DR\\svc-backup")
LINUX_CREDENTIALS = stable_id("credentials svc-backup")
MANAGED_SERVICE_CREDENTIALS = stable_id("credentials DR\\gmsa-backup$")
APPLIANCE_CREDENTIALS = stable_id("credentials root")
AMAZON_CREDENTIALS = stable_id("cloud credentials amazon")
AZURE_CREDENTIALS = stable_id("cloud credentials azure")
GOOGLE_CREDENTIALS = stable_id("cloud credentials google")
CONFIGURATION_PASSWORD = stable_id("encryption password configuration")
OFFSITE_PASSWORD = stable_id("encryption password offsite")

_CREATED = "2025-11-03T09:12:45+00:00"

LINUX_DEFAULTS: Item = {"SSHPort": 22, "elevateToRoot": False, "addToSudoers": False, "useSu": False}
"""What a Linux record has where nobody said otherwise."""


def _record(key: str, kind: str, username: str, description: str, **values: object) -> Item:
    return {
        "id": key,
        "username": username,
        "description": description,
        "type": kind,
        "creationTime": _CREATED,
        "uniqueId": stable_id(f"unique {key}"),
        "isDefaultAppliance": False,
        **values,
    }


SEEDS: dict[str, list[Item]] = {
    CREDENTIALS: [
        _record(WINDOWS_CREDENTIALS, "Standard", "DR\\svc-backup", "Windows hosts and shares"),
        _record(
            LINUX_CREDENTIALS,
            "Linux",
            "svc-backup",
            "Linux hosts",
            **{**LINUX_DEFAULTS, "elevateToRoot": True, "authenticationType": "Password"},
        ),
        _record(MANAGED_SERVICE_CREDENTIALS, "ManagedService", "DR\\gmsa-backup$", "Guest processing"),
        _record(
            APPLIANCE_CREDENTIALS,
            "Linux",
            "root",
            "Helper appliance credentials",
            **{**LINUX_DEFAULTS, "authenticationType": "Password", "isDefaultAppliance": True},
        ),
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
    ENCRYPTION_PASSWORDS: [
        {
            "id": CONFIGURATION_PASSWORD,
            "hint": "Configuration backup",
            "modificationTime": _CREATED,
            "uniqueId": stable_id("unique configuration password"),
            "isImported": False,
        },
        {
            "id": OFFSITE_PASSWORD,
            "hint": "Offsite copies",
            "modificationTime": _CREATED,
            "uniqueId": stable_id("unique offsite password"),
            "isImported": False,
        },
    ],
}
