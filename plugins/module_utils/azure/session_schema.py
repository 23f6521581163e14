# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Job sessions of Azure as data: their fields, their log records, and the filters of their list.

Operations ``GET /jobSessions``, ``GET /jobSessions/{sessionId}``, its ``log`` and ``stop``. Private to the collection.
"""

from __future__ import annotations

from ..core.timestamps import utc_time
from ..schema.fields import Field
from ..schema.listing import Filter, Listing
from ..schema.values import UUID
from .product import AZURE

PATH = "/jobSessions"
ITEM = PATH + "/{sessionId}"
LOG = ITEM + "/log"

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


def read_only(option: str, kind: str = "str", api: str = "") -> Field:
    """A field that the server sets."""
    return Field(option, kind, api=api, mode="computed")


def group(option: str, api: str, *fields: Field) -> Field:
    """A group of fields that the server sets."""
    return Field(option, "dict", api=api, mode="computed", fields=fields)


POLICY_NAME = read_only("policy_name", api="backupPolicyDisplayName")
FLR = (
    read_only("initiator"),
    read_only("reason"),
    POLICY_NAME,
    read_only("restore_point_time", api="restorePointCreatedDateUtc"),
    group("link", "flrLink", read_only("url"), read_only("thumbprint")),
)

SESSION = (
    read_only("id"),
    read_only("type"),
    read_only("title", api="localizedType"),
    read_only("state", api="status"),
    read_only("start_time", api="executionStartTime"),
    read_only("end_time", api="executionStopTime"),
    read_only("duration", api="executionDuration"),
    group(
        "backup",
        "backupJobInfo",
        read_only("policy_id"),
        read_only("policy_name"),
        read_only("policy_type"),
        read_only("policy_removed", "bool"),
        read_only("protected_count", "int", api="protectedInstancesCount"),
    ),
    group(
        "health_check",
        "healthCheckJobInfo",
        read_only("policy_id"),
        read_only("policy_name"),
        read_only("policy_removed", "bool"),
        read_only("checked_count", "int", api="checkedInstancesCount"),
    ),
    group("restore", "restoreJobInfo", read_only("reason"), POLICY_NAME),
    group(
        "file_level_restore",
        "fileLevelRestoreJobInfo",
        *FLR,
        read_only("vm_id"),
        read_only("vm_name"),
        read_only("is_ready", "bool", api="isFlrSessionReady"),
    ),
    group(
        "file_share_restore",
        "fileShareFileLevelRestoreJobInfo",
        *FLR,
        read_only("file_share_id"),
        read_only("file_share_name"),
    ),
    group(
        "repository",
        "repositoryJobInfo",
        read_only("id", api="repositoryId"),
        read_only("name", api="repositoryName"),
        read_only("removed", "bool", api="repositoryRemoved"),
    ),
    group(
        "data_retrieval",
        "restorePointDataRetrievalJobInfo",
        read_only("restore_point_id"),
        read_only("sql_restore_point_id"),
        read_only("cosmos_db_restore_point_id"),
        read_only("initiator"),
        read_only("instance_name"),
        read_only("days_to_keep", "int"),
        read_only("priority", api="dataRetrievalPriority"),
    ),
    group("retention", "retentionJobInfo", read_only("deleted_count", "int", api="deletedRestorePointsCount")),
)

LOG_RECORD = (
    read_only("time", api="logTime"),
    read_only("status"),
    read_only("message"),
    read_only("start_time", api="executionStartTime"),
    read_only("duration", api="executionDuration"),
    read_only("resource_id", api="resourceHashId"),
)

# The fields that may have the name of a policy; not every type of session has the id too.
POLICY_NAMES = (
    "backup.policy_name",
    "health_check.policy_name",
    "restore.policy_name",
    "file_level_restore.policy_name",
    "file_share_restore.policy_name",
)

FILTERS = (
    Filter("policy", field=POLICY_NAMES[0], also=POLICY_NAMES[1:], match="pattern"),
    Filter("policy_id", query="PolicyId", format=UUID),
    Filter("type", query="Types", type="list", elements="str", choices=TYPES, field="type", many_since="v8"),
    Filter("state", query="Status", type="list", elements="str", choices=STATES, field="state", many_since="v8"),
    Filter("started_after", query="FromUtc", parse=utc_time),
    Filter("started_before", query="ToUtc", parse=utc_time),
    Filter("resource_id", query="ResourceId"),
    Filter("text", query="Filter"),
)

SESSIONS = Listing(AZURE, "session", PATH, SESSION, FILTERS)
