# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Azure: accounts and what they see in the cloud: subscriptions, regions, storage, key vaults, networks."""

from __future__ import annotations

from ..state import Item
from ..values import stable_id
from .azure_virtual_machines import (
    GROUP,
    OTHER_GROUP,
    REGION,
    REGION_NAME,
    SUBSCRIPTION,
    SUBSCRIPTION_NAME,
    TENANT,
    TENANT_NAME,
    group_id,
)

_CLOUD = "cloudInfrastructure"
SERVICE_ACCOUNTS = "accounts/azure/service"
STORAGE_ACCOUNTS = f"{_CLOUD}/storageAccounts"
KEY_VAULTS = f"{_CLOUD}/keyVaults"
SUBSCRIPTIONS, TENANTS = f"{_CLOUD}/subscriptions", f"{_CLOUD}/tenants"
REGIONS, RESOURCE_GROUPS = f"{_CLOUD}/regions", f"{_CLOUD}/resourceGroups"
VIRTUAL_NETWORKS, SECURITY_GROUPS = f"{_CLOUD}/virtualNetworks", f"{_CLOUD}/networkSecurityGroups"
SIZES, ZONES, SETS = (f"{_CLOUD}/{name}" for name in ("virtualMachineSizes", "availabilityZones", "availabilitySets"))

BACKUP_ACCOUNT, RESTORE_ACCOUNT, EXPIRED_ACCOUNT = "DR Backup Account", "DR Restore Account", "Expired Account"
STORAGE, OTHER_STORAGE, PREMIUM_STORAGE = "drbackups01", "drbackups02", "drpremium01"
CONTAINER, ARCHIVE_CONTAINER, IMMUTABLE_CONTAINER = "backups", "archive", "immutable"
VAULT, EMPTY_VAULT = "kv-dr", "kv-empty"
KEY, SPARE_KEY, ROTATED_KEY = "backup-key", "spare-key", "rotated-key"
TEST_SUBSCRIPTION, TEST_SUBSCRIPTION_NAME = stable_id("azure subscription DR Test"), "DR Test"
OTHER_REGION, OTHER_REGION_NAME = "northeurope", "North Europe"
NETWORK, SUBNET = "vnet-dr", "default"


def service_account_id(name: str) -> str:
    """Id of a service account of the seeds."""
    return stable_id(f"azure service account {name}")


def storage_account_id(name: str) -> str:
    """Id of a storage account of the seeds; it is no uuid."""
    return stable_id(f"azure storage account {name}").replace("-", "")


def vault_id(name: str) -> str:
    """Id of a key vault of the seeds; it is no uuid."""
    return stable_id(f"azure key vault {name}").replace("-", "")


def key_uri(name: str, vault: str = VAULT, version: int = 1) -> str:
    """Where a key of the seeds is, version and all."""
    return f"https://{vault}.vault.azure.net/keys/{name}/{stable_id(f'azure key {name} {version}').replace('-', '')}"


def network_id(name: str = NETWORK) -> str:
    """Resource id of a virtual network of the seeds."""
    return f"{group_id(GROUP)}/providers/Microsoft.Network/virtualNetworks/{name}"


def _account(name: str, purposes: list[str], state: str = "Valid") -> Item:
    return {
        "id": service_account_id(name),
        "accountId": service_account_id(name),
        "applicationId": stable_id(f"azure application {name}"),
        "name": name,
        "description": f"{name} (simulated)",
        "region": "Global",
        "tenantId": TENANT,
        "tenantName": TENANT_NAME,
        "accountOrigin": "Imported Secret",
        "expirationDate": "2027-06-30T00:00:00+00:00",
        "accountState": "Created",
        "cloudState": state,
        "purposes": purposes,
        "subscriptionIds": [SUBSCRIPTION],
        "selectedForWorkermanagement": "WorkerManagement" in purposes,
        "azurePermissionsState": ["AllPermissionsAvailable"],
    }


def _storage(name: str, performance: str = "Standard") -> Item:
    return {
        "id": storage_account_id(name),
        "name": name,
        "skuName": f"{performance}_LRS",
        "performance": performance,
        "resourceId": f"{group_id(GROUP)}/providers/Microsoft.Storage/storageAccounts/{name}",
        "redundancy": "LRS",
        "accessTier": "Hot",
        "regionId": REGION,
        "regionName": REGION_NAME,
        "resourceGroupName": GROUP,
        "removedFromAzure": False,
        "supportsTiering": performance == "Standard",
        "isImmutableStorage": False,
        "isImmutableStoragePolicyLocked": False,
        "subscriptionId": SUBSCRIPTION,
        "tenantId": TENANT,
    }


def _container(name: str, policy: str = "NotPresent") -> Item:
    return {"name": name, "supportsVersioning": policy != "NotPresent", "ImmutabilityPolicyState": policy}


def containers(storage: str) -> str:
    """The collection of a storage account's containers, by the account's id."""
    return f"{STORAGE_ACCOUNTS}/{storage}/containers"


def folders(storage: str, container: str) -> str:
    """The collection of a container's folders, by the storage account's id."""
    return f"{containers(storage)}/{container}/folders"


def keys(vault: str) -> str:
    """The collection of a vault's keys, by the vault's id."""
    return f"{KEY_VAULTS}/{vault}/keys"


def _key(name: str, version: int = 1) -> Item:
    uri = key_uri(name, VAULT, version)
    return {
        "name": name,
        "version": uri.rsplit("/", 1)[1],
        "uri": uri,
        "keyVaultUri": f"https://{VAULT}.vault.azure.net",
    }


def _vault(name: str) -> Item:
    return {"id": vault_id(name), "name": name, "subscriptionId": SUBSCRIPTION, "tenantId": TENANT}


def _subscription(key: str, name: str) -> Item:
    return {
        "id": key,
        "environment": "Global",
        "tenantId": TENANT,
        "tenantName": TENANT_NAME,
        "name": name,
        "status": "Active",
        "availability": "Available",
        "workerResourceGroupName": "",
    }


def _region(key: str, name: str) -> Item:
    return {"id": key, "name": name, "resourceId": stable_id(f"azure region {key}")}


def _group(name: str) -> Item:
    return {
        "id": group_id(name),
        "resourceId": group_id(name),
        "name": name,
        "azureEnvironment": "Global",
        "subscriptionId": SUBSCRIPTION,
        "tenantId": TENANT,
        "regionId": REGION,
    }


def _size(name: str, cores: int, gigabytes: int) -> Item:
    return {
        "name": name,
        "subscriptionId": SUBSCRIPTION,
        "maxDataDiskCount": 2 * cores,
        "memoryInMB": gigabytes * 1024,
        "numberOfCores": cores,
        "osDiskSizeInMB": 1047552,
        "resourceDiskSizeInMB": 0,
        "pricePerHour": {"value": 0.05 * cores, "currency": "USD"},
    }


BY_ID: dict[str, list[Item]] = {
    SERVICE_ACCOUNTS: [
        _account(BACKUP_ACCOUNT, ["WorkerManagement", "Repository", "VirtualMachineBackup"]),
        _account(RESTORE_ACCOUNT, ["Repository", "VirtualMachineRestore"]),
        _account(EXPIRED_ACCOUNT, ["VirtualMachineBackup"], "ExpiredClientSecret"),
    ],
    STORAGE_ACCOUNTS: [_storage(STORAGE), _storage(OTHER_STORAGE), _storage(PREMIUM_STORAGE, "Premium")],
    KEY_VAULTS: [_vault(VAULT), _vault(EMPTY_VAULT)],
    SUBSCRIPTIONS: [
        _subscription(SUBSCRIPTION, SUBSCRIPTION_NAME),
        _subscription(TEST_SUBSCRIPTION, TEST_SUBSCRIPTION_NAME),
    ],
    REGIONS: [_region(REGION, REGION_NAME), _region(OTHER_REGION, OTHER_REGION_NAME)],
    RESOURCE_GROUPS: [_group(GROUP), _group(OTHER_GROUP)],
    VIRTUAL_NETWORKS: [{"id": network_id(), "name": NETWORK, "regionName": REGION, "addressSpaces": ["10.20.0.0/16"]}],
    SECURITY_GROUPS: [
        {
            "id": f"{group_id(GROUP)}/providers/Microsoft.Network/networkSecurityGroups/nsg-dr",
            "name": "nsg-dr",
            "regionId": REGION,
            "resourceGroupName": GROUP,
            "subscriptionId": SUBSCRIPTION,
        }
    ],
    SETS: [
        {
            "id": f"{group_id(GROUP)}/providers/Microsoft.Compute/availabilitySets/as-dr",
            "name": "as-dr",
            "regionName": REGION,
        }
    ],
}
BY_NAME: dict[str, list[Item]] = {
    SIZES: [_size("Standard_D2s_v5", 2, 8), _size("Standard_D4s_v5", 4, 16), _size("Standard_E4s_v5", 4, 32)],
    ZONES: [{"subscriptionId": SUBSCRIPTION, "regionId": REGION, "name": number} for number in ("1", "2", "3")],
    **{
        containers(storage_account_id(name)): [
            _container(CONTAINER),
            _container(ARCHIVE_CONTAINER),
            _container(IMMUTABLE_CONTAINER, "Unlocked"),
        ]
        for name in (STORAGE, OTHER_STORAGE)
    },
}
# By their place, since a key has as many entries as it has versions.
BY_URI: dict[str, list[Item]] = {
    keys(vault_id(VAULT)): [_key(KEY), _key(SPARE_KEY), _key(ROTATED_KEY), _key(ROTATED_KEY, 2)]
}
BY_TENANT: dict[str, list[Item]] = {TENANTS: [{"tenantId": TENANT, "name": TENANT_NAME}]}
