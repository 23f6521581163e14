# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backup repositories of Azure as data, operations under ``/repositories``. Private to the collection."""

from __future__ import annotations

from ...core.errors import VeeamError
from ...schema.fields import Field, Reference
from ...schema.resource import Operation, Resource
from ..product import AZURE
from ..references import SERVICE_ACCOUNT

PATH = "/repositories"
ITEM = PATH + "/{repositoryId}"
METADATA = PATH + "/settings/getMetadata"
CHECK_PASSWORD = ITEM + "/checkPassword"
VALIDATE_DELETE = PATH + "/validateDelete"
KEYS = "/cloudInfrastructure/keyVaults/{keyVaultId}/keys"
SESSIONS = "/jobSessions"

STORAGE_ACCOUNT = Reference("storage account", "/cloudInfrastructure/storageAccounts")
KEY_VAULT = Reference("key vault", "/cloudInfrastructure/keyVaults")

INFERRED = "Inferred"
TIERS = (INFERRED, "Hot", "Cool", "Cold", "Archive")
CREATION, CHANGE, REMOVAL = "RepositoryCreation", "RepositoryEdit", "RepositoryDeletion"
UNFINISHED, FAILED = ("Creating", "Importing"), "Failed"
BY_KEY_VAULT = "KeyVault"


class FolderHoldsRepository(VeeamError):
    """The folder is already a repository, and the task does not say to import it, or lacks its password or key."""


class RepositoryInUse(VeeamError):
    """Policies, storage templates or settings use the repository, so it cannot be removed."""


class RepositoryOfAnother(VeeamError):
    """Another appliance owns the repository, so this one cannot change it."""


class RepositoryNotReady(VeeamError):
    """The repository exists, but the server could not complete it."""


class WrongPassword(VeeamError):
    """The repository is encrypted with another password."""


FIELDS = (
    Field("id", mode="computed"),
    Field("name", required=True),
    Field("description"),
    Field("service_account", api="azureAccountId", reference=SERVICE_ACCOUNT, required=True),
    Field(
        "storage_account",
        mode="immutable",
        api="azureStorageAccountId",
        reference=STORAGE_ACCOUNT,
        name_from="azureStorageAccountName",
        required=True,
    ),
    Field(
        "container",
        mode="immutable",
        api="azureStorageContainer",
        response_api="azureStorageContainer.name",
        required=True,
    ),
    Field("folder", mode="immutable", api="azureStorageFolder", response_api="azureStorageFolder.name", required=True),
    Field("storage_tier", mode="immutable", choices=TIERS),
    Field("auto_create_tiers", "bool", mode="write_only_on_create"),
    Field("import_if_folder_has_backup", "bool", mode="write_only_on_create"),
    Field("concurrency_limit", "int", minimum=1),
    Field(
        "storage_consumption_limit",
        "dict",
        since="v8.1",
        fields=(
            Field("limit_value", "int", required=True, minimum=1),
            Field("limit_type", choices=("MB", "GB", "TB"), required=True),
        ),
    ),
    Field("encrypted", "bool", api="enableEncryption"),
    Field("encryption_password", mode="secret", api="password"),
    Field("encryption_hint", api="hint"),
    Field("key_vault", api="keyVaultId", reference=KEY_VAULT, nullable=True),
    Field("key_vault_key", api="keyVaultKeyUri", response_api="keyUri"),
    Field("key_version", mode="computed"),
    Field("status", mode="computed"),
    Field("type", mode="computed", api="repositoryType", since="v8.1"),
    Field("region_id", mode="computed"),
    Field("region_name", mode="computed"),
    Field("environment", mode="computed"),
    Field("storage_account_name", mode="computed", api="azureStorageAccountName"),
    Field("container_supports_versioning", "bool", mode="computed", api="azureStorageContainer.supportsVersioning"),
    Field("container_immutability_policy_state", mode="computed", api="azureStorageContainer.ImmutabilityPolicyState"),
    Field("folder_supports_versioning", "bool", mode="computed", api="azureStorageFolder.supportsVersioning"),
    Field("folder_immutability_policy_state", mode="computed", api="azureStorageFolder.ImmutabilityPolicyState"),
    Field("storage_tier_inferred", "bool", mode="computed", api="isStorageTierInferred"),
    Field("immutability_enabled", "bool", mode="computed"),
    Field("veeam_vault_id", "int", mode="computed", since="v8.1"),
    Field(
        "ownership",
        "dict",
        mode="computed",
        api="repositoryOwnership",
        fields=(
            Field("has_another_owner", "bool", mode="computed"),
            Field("owner_id", mode="computed", api="currentOwnerIdentifier"),
            Field("owner_name", mode="computed", api="currentOwnerName"),
        ),
    ),
)

REPOSITORY = Resource(
    product=AZURE,
    noun="repository",
    path=PATH,
    identity={"name": "SearchPattern"},
    fields=FIELDS,
    update_body="project",
    create=Operation("POST", PATH, "sessions", session_type=CREATION),
    update=Operation("PUT", ITEM, "session", session_type=CHANGE),
    delete=Operation("DELETE", ITEM, "session", session_type=REMOVAL),
    secrets_with=("encrypted", "key_vault_key"),
    expanded=("encryption_password", "key_vault", "key_vault_key", "key_version", "storage_tier"),
    reads=(VALIDATE_DELETE, KEYS, SESSIONS),
    post_reads=(METADATA, CHECK_PASSWORD),
)
