# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Job sessions of Azure as data: what the API tells of them and of the items they worked on, and what narrows the list.

Operations ``GET /jobSessions``, ``GET /jobSessions/{sessionId}``, its ``log``, and the lists of items of each kind of
session. Private to the collection.
"""

from __future__ import annotations

from datetime import datetime, timezone

from ..core.errors import InvalidOption
from ..core.naming import object_id
from ..core.timestamps import point_in_time
from ..schema.fields import Field
from ..schema.listing import Filter, Listing
from ..schema.resource import Operation
from .product import AZURE

PATH = "/jobSessions"
ONE = PATH + "/{sessionId}"
LOG = ONE + "/log"
STOP = Operation("POST", ONE + "/stop", "nothing")

STATES = (
    "Canceled",
    "Canceling",
    "Error",
    "NeverExecuted",
    "Running",
    "RunningWithError",
    "RunningWithWarning",
    "Success",
    "Warning",
    "Pending",
    "Unknown",
)
TYPES = (
    "BackupRetention",
    "InvalidSnapshotRetention",
    "ObsoleteSnapshotRetention",
    "OrphanedSnapshotRetention",
    "ManualSnapshot",
    "ManualSnapshotDeletion",
    "PolicyBackup",
    "PolicySnapshot",
    "PolicyArchive",
    "RestoreDisks",
    "RestoreVms",
    "FileLevelRestore",
    "BackupDeletion",
    "SnapshotDeletion",
    "SnapshotBackup",
    "RepositoryCreation",
    "RepositoryDeletion",
    "RepositoryEdit",
    "SqlPolicyBackup",
    "SqlPolicyArchive",
    "SqlManualBackup",
    "SqlRestore",
    "RestorePointDataRetrieval",
    "SqlRestorePointDataRetrieval",
    "FileSharePolicySnapshot",
    "FileShareManualSnapshot",
    "FileShareRestore",
    "FileShareFileRestore",
    "FileShareIndexing",
    "FileShareSnapshotRetention",
    "FileShareSnapshotDeletion",
    "FileShareManualSnapshotDeletion",
    "ConfigurationBackupManual",
    "ConfigurationBackupScheduled",
    "ConfigurationBackupDeletion",
    "ConfigurationBackupDownload",
    "HealthCheck",
    "ConfigurationBackupSync",
    "ConfigurationRestoreStatus",
    "SnapshotRescan",
    "Unknown",
    "SqlBackupDeletion",
    "VnetPolicyBackup",
    "VnetFullRestore",
    "VnetGranularRestore",
    "VnetBackupDeletion",
    "VnetRetention",
    "VnetRepositoryImport",
    "VnetPolicyBackupToRepository",
    "CosmosDbConfiguration",
    "CosmosDbRestore",
    "CosmosDbContinuousRetention",
    "CosmosDbRestorePointDataRetrieval",
    "CosmosDbBackupDeletion",
    "PostgresDbPolicyBackup",
    "PostgresDbPolicyArchive",
    "PostgresDbManualBackup",
    "InfrastructureRescan",
    "MongoDbManualBackup",
    "MongoDbPolicyBackup",
    "MongoDbPolicyArchive",
    "CosmosDbContinuousBackupDeletion",
)


def session_id(option: str, given: str) -> str:
    """``given`` as the server takes it. Raises InvalidOption for nothing, which would be the path of the list."""
    if not given.strip():
        raise InvalidOption(
            f"{option} is empty: give the ID that a task returned or opendr.veeam.veeam_azure_session_info lists.",
            option=option,
        )
    return given.strip()


def utc_time(option: str, given: str) -> str:
    """``given`` in UTC and to the second, as the server wants it. Raises InvalidOption for what is no point in time."""
    parse_time = datetime.fromisoformat(point_in_time(option, given))
    return parse_time.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def _read(option: str, kind: str = "str", api: str = "") -> Field:
    return Field(option, kind, api=api, mode="computed")


def _group(option: str, api: str, *fields: Field) -> Field:
    return Field(option, "dict", api=api, mode="computed", fields=fields)


def _list(option: str, api: str, *fields: Field) -> Field:
    return Field(option, "list", elements="dict", api=api, mode="computed", fields=fields)


POLICY_NAME = _read("policy_name", api="backupPolicyDisplayName")
FLR = (
    _read("initiator"),
    _read("reason"),
    POLICY_NAME,
    _read("restore_point_time", api="restorePointCreatedDateUtc"),
    _group("link", "flrLink", _read("url"), _read("thumbprint")),
)

SESSION = (
    _read("id"),
    _read("type"),
    _read("title", api="localizedType"),
    _read("state", api="status"),
    _read("start_time", api="executionStartTime"),
    _read("end_time", api="executionStopTime"),
    _read("duration", api="executionDuration"),
    _group(
        "backup",
        "backupJobInfo",
        _read("policy_id"),
        _read("policy_name"),
        _read("policy_type"),
        _read("policy_removed", "bool"),
        _read("protected_count", "int", api="protectedInstancesCount"),
    ),
    _group(
        "health_check",
        "healthCheckJobInfo",
        _read("policy_id"),
        _read("policy_name"),
        _read("policy_removed", "bool"),
        _read("checked_count", "int", api="checkedInstancesCount"),
    ),
    _group("restore", "restoreJobInfo", _read("reason"), POLICY_NAME),
    _group(
        "file_level_restore",
        "fileLevelRestoreJobInfo",
        *FLR,
        _read("vm_id"),
        _read("vm_name"),
        _read("is_ready", "bool", api="isFlrSessionReady"),
    ),
    _group(
        "file_share_restore",
        "fileShareFileLevelRestoreJobInfo",
        *FLR,
        _read("file_share_id"),
        _read("file_share_name"),
    ),
    _group(
        "repository",
        "repositoryJobInfo",
        _read("id", api="repositoryId"),
        _read("name", api="repositoryName"),
        _read("removed", "bool", api="repositoryRemoved"),
    ),
    _group(
        "data_retrieval",
        "restorePointDataRetrievalJobInfo",
        _read("restore_point_id"),
        _read("sql_restore_point_id"),
        _read("cosmos_db_restore_point_id"),
        _read("initiator"),
        _read("instance_name"),
        _read("days_to_keep", "int"),
        _read("priority", api="dataRetrievalPriority"),
    ),
    _group("retention", "retentionJobInfo", _read("deleted_count", "int", api="deletedRestorePointsCount")),
)

LOG_RECORD = (
    _read("time", api="logTime"),
    _read("status"),
    _read("message"),
    _read("start_time", api="executionStartTime"),
    _read("duration", api="executionDuration"),
    _read("resource_id", api="resourceHashId"),
)

# Where a session tells the name of a policy; not all kinds have its ID.
POLICY_NAMES = (
    "backup.policy_name",
    "health_check.policy_name",
    "restore.policy_name",
    "file_level_restore.policy_name",
    "file_share_restore.policy_name",
)

FILTERS = (
    Filter("policy", field=POLICY_NAMES[0], also=POLICY_NAMES[1:], match="pattern"),
    Filter("policy_id", query="PolicyId", parse=object_id),
    Filter("type", query="Types", type="list", elements="str", choices=TYPES, field="type", many_since="v8"),
    Filter("state", query="Status", type="list", elements="str", choices=STATES, field="state", many_since="v8"),
    Filter("started_after", query="FromUtc", parse=utc_time),
    Filter("started_before", query="ToUtc", parse=utc_time),
    Filter("resource_id", query="ResourceId"),
    Filter("text", query="Filter"),
)

SESSIONS = Listing(AZURE, "session", PATH, SESSION, FILTERS)

# --- The items that a session worked on ---

RESOURCE = _group(
    "resource",
    "resource",
    _read("id"),
    _read("name"),
    _read("display_name"),
    _read("type", api="resourceType"),
    _read("resource_group", api="resourceGroupName"),
    _read("region_id"),
    _read("region", api="regionName"),
    _read("subscription_id"),
    _read("subscription", api="subscriptionName"),
)
DELETED = (
    _read("backup_size", "int", api="backupSizeBytes"),
    _read("snapshot_time"),
    _read("repository_id"),
    _read("repository", api="repositoryName"),
    RESOURCE,
)
PROTECTED = (
    RESOURCE,
    _group("parent", "resourceParent", _read("id"), _read("name")),
    _read("success_count", "int"),
    _read("failure_count", "int"),
    _read("protected_regions_count", "int"),
    _list(
        "runs",
        "runs",
        _read("session_id", api="jobSessionId"),
        _read("state", api="status"),
        _read("start_time"),
        _read("end_time"),
        _group(
            "rates",
            "rates",
            _read("total_size", "int", api="totalDataBytes"),
            _read("read_size", "int", api="readDataBytes"),
            _read("processed_size", "int", api="processedDataBytes"),
            _read("transferred_size", "int", api="transferredDataBytes"),
            _read("processing_rate", "int", api="processingRateBytesPerSecond"),
        ),
    ),
)
CHECKED = (
    _read("id"),
    RESOURCE,
    _group("repository", "repository", _read("id"), _read("name")),
    _read("state", api="status"),
    _read("error"),
    _read("restore_points_count", "int", api="totalRestorePoints"),
    _read("corrupted_count", "int", api="corruptedRestorePoints"),
)
PLACE = (
    _read("name"),
    _read("resource_group", api="resourceGroupName"),
    _read("region", api="regionName"),
)
DATABASE = (
    _read("name"),
    _read("sql_server", api="sqlServerName"),
    _read("elastic_pool", api="elasticPoolName"),
)
FILE_OF_VM = (
    _read("path", api="filePath"),
    _read("vm_name", api="virtualMachineName"),
    _read("resource_group", api="resourceGroupName"),
    _read("region", api="regionName"),
)
FILE_OF_SHARE = (_read("name"), _read("path", api="filePath"))
NETWORK_ITEM = (*PLACE, _read("subscription", api="subscriptionName"), _read("state", api="status"))
COSMOS_DB_ACCOUNT = (*PLACE, _read("subscription_id"), _read("subscription", api="subscriptionName"))

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
# By the key of a result: the types of session that have such items, and where those are listed.
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
# Lists that come whole: they know no pages.
WHOLE = ("restored_databases", "restored_cosmos_db_accounts")
