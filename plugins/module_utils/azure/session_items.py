# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The items that a job session of Azure worked on, as data.

Every kind of session has a list of its own, such as ``GET /jobSessions/{retentionJobSessionId}/deletedItems``.
Private to the collection.
"""

from __future__ import annotations

from ..schema.fields import Field
from ..schema.listing import Listing
from .product import AZURE
from .session_schema import PATH, group, read_only


def _list(option: str, api: str, *fields: Field) -> Field:
    return Field(option, "list", elements="dict", api=api, mode="computed", fields=fields)


RESOURCE = group(
    "resource",
    "resource",
    read_only("id"),
    read_only("name"),
    read_only("display_name"),
    read_only("type", api="resourceType"),
    read_only("resource_group", api="resourceGroupName"),
    read_only("region_id"),
    read_only("region", api="regionName"),
    read_only("subscription_id"),
    read_only("subscription", api="subscriptionName"),
)
DELETED = (
    read_only("backup_size", "int", api="backupSizeBytes"),
    read_only("snapshot_time"),
    read_only("repository_id"),
    read_only("repository", api="repositoryName"),
    RESOURCE,
)
PROTECTED = (
    RESOURCE,
    group("parent", "resourceParent", read_only("id"), read_only("name")),
    read_only("success_count", "int"),
    read_only("failure_count", "int"),
    read_only("protected_regions_count", "int"),
    _list(
        "runs",
        "runs",
        read_only("session_id", api="jobSessionId"),
        read_only("state", api="status"),
        read_only("start_time"),
        read_only("end_time"),
        group(
            "rates",
            "rates",
            read_only("total_size", "int", api="totalDataBytes"),
            read_only("read_size", "int", api="readDataBytes"),
            read_only("processed_size", "int", api="processedDataBytes"),
            read_only("transferred_size", "int", api="transferredDataBytes"),
            read_only("processing_rate", "int", api="processingRateBytesPerSecond"),
        ),
    ),
)
CHECKED = (
    read_only("id"),
    RESOURCE,
    group("repository", "repository", read_only("id"), read_only("name")),
    read_only("state", api="status"),
    read_only("error"),
    read_only("restore_points_count", "int", api="totalRestorePoints"),
    read_only("corrupted_count", "int", api="corruptedRestorePoints"),
)
PLACE = (
    read_only("name"),
    read_only("resource_group", api="resourceGroupName"),
    read_only("region", api="regionName"),
)
DATABASE = (
    read_only("name"),
    read_only("sql_server", api="sqlServerName"),
    read_only("elastic_pool", api="elasticPoolName"),
)
FILE_OF_VM = (
    read_only("path", api="filePath"),
    read_only("vm_name", api="virtualMachineName"),
    read_only("resource_group", api="resourceGroupName"),
    read_only("region", api="regionName"),
)
FILE_OF_SHARE = (read_only("name"), read_only("path", api="filePath"))
NETWORK_ITEM = (*PLACE, read_only("subscription", api="subscriptionName"), read_only("state", api="status"))
COSMOS_DB_ACCOUNT = (*PLACE, read_only("subscription_id"), read_only("subscription", api="subscriptionName"))

RETENTION = (
    "BackupRetention",
    "InvalidSnapshotRetention",
    "ObsoleteSnapshotRetention",
    "OrphanedSnapshotRetention",
    "FileShareSnapshotRetention",
    "VnetRetention",
    "CosmosDbContinuousRetention",
    "VmSnapshotRetention",
)
BACKUP = (
    "ManualSnapshot",
    "PolicyBackup",
    "PolicySnapshot",
    "PolicyArchive",
    "SnapshotBackup",
    "SqlPolicyBackup",
    "SqlPolicyArchive",
    "SqlManualBackup",
    "FileSharePolicySnapshot",
    "FileShareManualSnapshot",
    "VnetPolicyBackup",
    "VnetPolicyBackupToRepository",
    "PostgresDbPolicyBackup",
    "PostgresDbPolicyArchive",
    "PostgresDbManualBackup",
    "MongoDbManualBackup",
    "MongoDbPolicyBackup",
    "MongoDbPolicyArchive",
)


def _items(segment: str, parent: str, fields: tuple[Field, ...]) -> Listing:
    return Listing(AZURE, "item", f"{PATH}/{{{parent}}}/{segment}", fields)


OF_RESTORE = "restoreJobSessionId"
# By the key of the result: the types of session that have such items, and the list of the items.
ITEMS: dict[str, tuple[tuple[str, ...], Listing]] = {
    "deleted_items": (RETENTION, _items("deletedItems", "retentionJobSessionId", DELETED)),
    "protected_items": (BACKUP, _items("protectedItems", "backupJobSessionId", PROTECTED)),
    "checked_items": (("HealthCheck",), _items("checkedItems", "healthCheckJobSessionId", CHECKED)),
    "restored_items": (
        ("RestoreVms", "RestoreDisks", "FileShareRestore"),
        _items("restoredItems", OF_RESTORE, PLACE),
    ),
    "restored_databases": (("SqlRestore",), _items("restoredDatabases", OF_RESTORE, DATABASE)),
    "restored_files": (("FileLevelRestore",), _items("fileLevelRestoredItems", OF_RESTORE, FILE_OF_VM)),
    "restored_share_files": (
        ("FileShareFileRestore",),
        _items("fileLevelRestoredFileShareItems", OF_RESTORE, FILE_OF_SHARE),
    ),
    "restored_network_items": (
        ("VnetFullRestore", "VnetGranularRestore"),
        _items("vnetRestoredItems", OF_RESTORE, NETWORK_ITEM),
    ),
    "restored_cosmos_db_accounts": (
        ("CosmosDbRestore",),
        _items("restoredCosmosDbAccounts", OF_RESTORE, COSMOS_DB_ACCOUNT),
    ),
}
# The lists that the server returns at once, without pages.
WITHOUT_PAGES = ("restored_databases", "restored_cosmos_db_accounts")
