# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Azure: backup repositories that the appliance knows, who uses them, and what lies in folders of containers."""

from __future__ import annotations

from dataclasses import dataclass

from ..state import Item
from ..values import stable_id
from .azure_infrastructure import (
    ARCHIVE_CONTAINER,
    BACKUP_ACCOUNT,
    CONTAINER,
    IMMUTABLE_CONTAINER,
    KEY,
    STORAGE,
    VAULT,
    folders,
    key_uri,
    service_account_id,
    storage_account_id,
    vault_id,
)
from .azure_virtual_machines import REGION, REGION_NAME

REPOSITORIES = "repositories"
DEFAULT_STORE, COLD_STORE, ENCRYPTED_STORE = "Production Backups", "Cold Store", "Encrypted Store"
VAULT_STORE, IMMUTABLE_STORE, FOREIGN_STORE = "Vault Store", "Immutable Store", "Foreign Store"
ENCRYPTED_PASSWORD = "correct horse battery"
# What the cloud holds that this appliance does not know of: repositories of an appliance before it.
PLAIN_FOLDER, LOCKED_FOLDER, VAULT_FOLDER = "old-plain", "old-locked", "old-vault"
LOCKED_PASSWORD, LOCKED_HINT = "old battery staple", "the one on the safe"
FORMER_OWNER = "former-appliance"


@dataclass(frozen=True)
class Contents:
    """What a folder holds that was once made a repository."""

    tier: str = "Hot"
    password: str | None = None
    hint: str | None = None
    vault: str | None = None
    key: str | None = None
    owner: str | None = None

    @property
    def method(self) -> str:
        return "KeyVault" if self.key else "Password" if self.password else "None"


def repository_id(name: str) -> str:
    """Id of a repository of the seeds."""
    return stable_id(f"azure repository {name}")


def _repository(
    name: str,
    folder: str,
    container: str = CONTAINER,
    tier: str = "Hot",
    encrypted: bool = False,
    hint: str | None = None,
    owner: str | None = None,
    immutable: bool = False,
) -> Item:
    return {
        "id": repository_id(name),
        "name": name,
        "description": f"{name} (simulated)",
        "azureStorageAccountId": storage_account_id(STORAGE),
        "azureStorageAccountName": STORAGE,
        "azureStorageFolder": {"name": folder, "supportsVersioning": None, "ImmutabilityPolicyState": "NotPresent"},
        "azureStorageContainer": {
            "name": container,
            "supportsVersioning": immutable,
            "ImmutabilityPolicyState": "Unlocked" if immutable else "NotPresent",
        },
        "enableEncryption": encrypted,
        "hint": hint,
        "regionId": REGION,
        "regionName": REGION_NAME,
        "azureAccountId": service_account_id(BACKUP_ACCOUNT),
        "repositoryType": "Backup",
        "environment": "Global",
        "status": "ReadOnly" if owner else "Ready",
        "storageTier": tier,
        "isStorageTierInferred": False,
        "immutabilityEnabled": immutable,
        "repositoryOwnership": {
            "hasAnotherOwner": bool(owner),
            "currentOwnerName": owner,
            "currentOwnerIdentifier": stable_id(owner) if owner else None,
        },
        "concurrencyLimit": None,
        "storageConsumptionLimit": None,
        "veeamVaultId": None,
    }


REPOSITORY_SEEDS: list[Item] = [
    _repository(DEFAULT_STORE, "production"),
    _repository(COLD_STORE, "cold", ARCHIVE_CONTAINER, "Archive"),
    _repository(ENCRYPTED_STORE, "encrypted", encrypted=True, hint="a horse"),
    _repository(VAULT_STORE, "vault", encrypted=True),
    _repository(IMMUTABLE_STORE, "immutable", IMMUTABLE_CONTAINER, "Cool", immutable=True),
    _repository(FOREIGN_STORE, "foreign", owner=FORMER_OWNER),
]


def place(storage: str, container: str, folder: str) -> tuple[str, str, str]:
    """Where a repository is, by the storage account's id."""
    return storage, container, folder


_STORAGE = storage_account_id(STORAGE)
CONTENTS: dict[tuple[str, str, str], Contents] = {
    place(_STORAGE, CONTAINER, "production"): Contents(),
    place(_STORAGE, ARCHIVE_CONTAINER, "cold"): Contents("Archive"),
    place(_STORAGE, CONTAINER, "encrypted"): Contents(password=ENCRYPTED_PASSWORD, hint="a horse"),
    place(_STORAGE, CONTAINER, "vault"): Contents(vault=vault_id(VAULT), key=key_uri(KEY)),
    place(_STORAGE, IMMUTABLE_CONTAINER, "immutable"): Contents("Cool"),
    place(_STORAGE, CONTAINER, "foreign"): Contents(owner=FORMER_OWNER),
    place(_STORAGE, CONTAINER, PLAIN_FOLDER): Contents(owner=FORMER_OWNER),
    place(_STORAGE, CONTAINER, LOCKED_FOLDER): Contents(password=LOCKED_PASSWORD, hint=LOCKED_HINT),
    place(_STORAGE, CONTAINER, VAULT_FOLDER): Contents(vault=vault_id(VAULT), key=key_uri(KEY)),
}
FOLDERS: dict[str, list[Item]] = {}
for _where in (*CONTENTS, place(_STORAGE, CONTAINER, "empty")):
    FOLDERS.setdefault(folders(_where[0], _where[1]), []).append(
        {"name": _where[2], "supportsVersioning": None, "ImmutabilityPolicyState": "NotPresent"}
    )

POLICY_ID, TEMPLATE_ID = stable_id("azure policy Production VMs"), stable_id("azure storage template Gold")
# Who uses a repository, by its id: what a check before removal says.
USES: dict[str, Item] = {
    repository_id(DEFAULT_STORE): {
        "usedInPolicies": [{"id": POLICY_ID, "name": "Production VMs", "policyType": "VirtualMachines"}],
        "usedInStorageTemplates": [{"id": TEMPLATE_ID, "name": "Gold"}],
        "additionalUsagesAndErrors": [
            {
                "message": "The configuration backup is stored in this repository",
                "code": "UsedInConfigurationBackupSetting",
            }
        ],
    },
    repository_id(COLD_STORE): {
        "usedInPolicies": [
            {"id": stable_id("azure policy Long-term VMs"), "name": "Long-term VMs", "policyType": "VirtualMachines"}
        ]
    },
}
