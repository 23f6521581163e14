# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sessions of VBR as data: their fields, and the filters and order of their list.

Operations ``GET /api/v1/sessions``, ``GET /api/v1/sessions/{id}``, ``GET /api/v1/sessions/{id}/logs`` and
``GET /api/v1/taskSessions``. Private to the collection.
"""

from __future__ import annotations

from ..core.timestamps import point_in_time
from ..schema.fields import Field
from ..schema.listing import Filter, Listing
from ..schema.values import UUID
from .product import VBR

PATH = "/sessions"

TYPES = (
    "Automation",
    "AzureApplianceDeploy",
    "BackgroundOperation",
    "BackupJob",
    "CloudDirectorVAppRestore",
    "CloudDirectorVmRestore",
    "CommitFailback",
    "ConfigurationBackup",
    "ConfigurationResynchronize",
    "DeleteBackup",
    "EntraIdRescanRepository",
    "EntraIdRestore",
    "Failback",
    "Failover",
    "FileLevelRestore",
    "FileServerSave",
    "FirstClassDiskInstantRestore",
    "FirstClassDiskQuickMigration",
    "Infrastructure",
    "InfrastructureItemDeletion",
    "InstantRecovery",
    "LinuxFileLevelRestore",
    "MalwareDetection",
    "NasRestore",
    "PermanentFailover",
    "PlannedFailover",
    "PublishBackupContentViaMount",
    "QuickMigration",
    "ReplicaJob",
    "RepositoryEvacuate",
    "RepositoryMaintenance",
    "RestoreVm",
    "SecurityComplianceAnalyzer",
    "SureBackup",
    "SwitchReplicaToProduction",
    "UndoFailback",
    "UndoFailover",
    "UnstructuredDataBrowse",
    "UnstructuredDownloadMeta",
)
TYPES_SINCE_1_3_REV0 = (
    "AgentBackup",
    "AgentDiscovery",
    "AgentPolicy",
    "ApplianceUpdatesInstall",
    "ArchiveBackup",
    "ArchiveCopy",
    "ArchiveFreezing",
    "ArchiveRehydration",
    "ArchiveSync",
    "ArchiveTierDownload",
    "AzureInstantRecovery",
    "AzureInstantRecoveryMigration",
    "AzureInstantRecoveryMigrationUndo",
    "AzureInstantRecoveryMount",
    "AzureInstantRecoveryStart",
    "AzureInstantRecoveryStop",
    "AzureInstantRecoverySwitchover",
    "CheckpointRemoval",
    "CopyBackup",
    "DirectBackupSync",
    "EntraIdRestoreFromCopy",
    "FailoverPlan",
    "FailoverPlanTask",
    "FileBackupHealthCheck",
    "HostComponentsUpdate",
    "LogsExport",
    "OracleLogBackup",
    "PostgreSqlLogBackup",
    "PublishBackupContentViaNfs",
    "Retention",
    "RetrieveBackup",
    "SqlLogBackup",
    "TestCredentials",
    "UnstructuredDataBackupCopy",
    "VolumesDiscover",
)
TYPES_SINCE_1_3_REV1 = (
    "AgentOperationPurgeCache",
    "BackupCopyJob",
    "FileInstantRecovery",
    "FileInstantRecoveryMigration",
    "SureBackupContentScan",
)
TYPES_SINCE_1_3_REV2 = (
    "AdForestRestore",
    "AgentManagement",
    "AgentOperationActiveFull",
    "AgentOperationBackupNow",
    "AgentsRecoveryAppliancesManagement",
    "ApplicationLevelRestore",
    "BackupCacheSync",
    "BackupCopyJobParent",
    "DiskRestore",
    "EncryptionAnalysis",
    "EndpointBackup",
    "EndpointRestore",
    "EpAgentOperationStopBackup",
    "FileBackupArchiveRetrievalProlonging",
    "HaClusterEdit",
    "HaSwitchover",
    "IndexCollection",
    "InstantDiskRecovery",
    "IrisBackup",
    "PerVmCopyBackup",
    "PerVmMoveBackup",
    "PlatformBackupJob",
    "PlatformServiceJob",
    "PlatformSnapshotCopyJob",
    "PlatformSnapshotJob",
    "RestoreAgentVolumes",
    "RestoreRecoveryApplianceVolumes",
    "StorageDiscovery",
    "StorageMonitoring",
    "VeeamUpdaterSettingsSync",
)

TYPE_SPANS = dict(
    **dict.fromkeys(TYPES_SINCE_1_3_REV0, ("1.3-rev0", "")),
    **dict.fromkeys(TYPES_SINCE_1_3_REV1, ("1.3-rev1", "")),
    **dict.fromkeys(TYPES_SINCE_1_3_REV2, ("1.3-rev2", "")),
)
ALL_TYPES = tuple(sorted(TYPES + tuple(TYPE_SPANS)))

STATES = (
    "Stopped",
    "Starting",
    "Stopping",
    "Working",
    "Pausing",
    "Resuming",
    "WaitingTape",
    "Idle",
    "Postprocessing",
    "WaitingRepository",
    "WaitingSlot",
    "ActionRequired",
)
RESULTS = ("None", "Success", "Warning", "Failed")
RECORD_STATUSES = ("None", "Succeeded", "Warning", "Failed")

# The values of order_by, with the server's name for each.
ORDER_COLUMNS = {
    "name": "Name",
    "type": "SessionType",
    "creation_time": "CreationTime",
    "end_time": "EndTime",
    "state": "State",
    "result": "Result",
    "initiated_by": "InitiatedBy",
}
ORDER_SINCE = {"initiated_by": "1.3-rev0"}


def _read(option: str, kind: str = "str", api: str = "", since: str = "") -> Field:
    return Field(option, kind, api=api, mode="computed", since=since)


PROGRESS = (
    _read("duration"),
    _read("processing_rate"),
    _read("bottleneck"),
    _read("processed_size", "int"),
    _read("read_size", "int"),
    # Servers up to 13.0 spell it as their examples do, and not as their documents.
    Field("transferred_size", "int", mode="computed", spellings=("transferedSize",)),
    _read("progress_percent", "int", since="1.3-rev0"),
)

RESULT = (
    _read("result", api="result.result"),
    _read("message", api="result.message"),
    _read("is_canceled", "bool", api="result.isCanceled"),
)

SESSION = (
    Field("id", mode="computed", format=UUID),
    _read("name"),
    _read("type", api="sessionType"),
    _read("state"),
    *RESULT,
    _read("progress_percent", "int"),
    _read("creation_time"),
    _read("end_time"),
    _read("job_id"),
    _read("initiated_by", since="1.3-rev0"),
    _read("resource_id"),
    _read("resource_reference"),
    _read("parent_session_id"),
    _read("related_session_id", since="1.3-rev1"),
    _read("original_session_id", since="1.3-rev2"),
    Field(
        "retry_info",
        "dict",
        mode="computed",
        since="1.3-rev2",
        fields=(_read("is_recheck_retry", "bool"), _read("retry_number", "int")),
    ),
    _read("algorithm", since="1.3-rev2"),
    Field("progress", "dict", mode="computed", since="1.3-rev2", fields=PROGRESS),
    _read("platform_name"),
    _read("platform_id"),
    _read("usn", "int"),
)

# Since 1.3-rev2 the additional information is a list of pairs.
LOG_RECORD = (
    _read("id", "int"),
    _read("status"),
    _read("title"),
    _read("description"),
    _read("start_time"),
    _read("update_time"),
    Field("additional_info", mode="computed", since="1.3-rev0", until="1.3-rev1"),
    Field(
        "additional_info",
        "list",
        elements="dict",
        mode="computed",
        since="1.3-rev2",
        fields=(_read("field"), _read("data")),
    ),
)

WITH_STATE = ("Backup", "Restore", "Replica")
WITH_PROGRESS = ("Backup", "Replica")
WITH_RESTORE_POINT = ("Backup", "Antivirus")
TASK_SESSION = (
    _read("id"),
    _read("type"),
    _read("name"),
    _read("session_id"),
    _read("session_type"),
    _read("creation_time"),
    _read("end_time"),
    *(Field(field.option, field.type, api=field.api, mode="computed", variants=WITH_STATE) for field in RESULT),
    Field("state", mode="computed", variants=WITH_STATE),
    Field("usn", "int", mode="computed", variants=WITH_STATE),
    Field("algorithm", mode="computed", variants=WITH_PROGRESS),
    Field("progress", "dict", mode="computed", variants=WITH_PROGRESS, fields=PROGRESS),
    Field("repository_id", mode="computed", variants=("Backup",)),
    Field("platform_type", mode="computed", variants=("Backup",), since="1.3-rev2"),
    Field("platform_id", mode="computed", variants=("Backup",), since="1.3-rev2"),
    Field("restore_point_id", mode="computed", variants=WITH_RESTORE_POINT),
    Field("restore_point_reference", mode="computed", variants=WITH_RESTORE_POINT),
    Field("replica_point_id", mode="computed", variants=("Replica",)),
    Field("replica_point_reference", mode="computed", variants=("Replica",)),
    Field("scan_type", mode="computed", variants=("Antivirus",)),
    Field("scan_result", mode="computed", variants=("Antivirus",)),
    Field("scan_state", mode="computed", variants=("Antivirus",)),
    Field("antivirus_name", mode="computed", variants=("Antivirus",)),
)


FILTERS = (
    Filter("name", query="nameFilter", field="name", match="pattern"),
    Filter(
        "type",
        query="typeFilter",
        type="list",
        elements="str",
        choices=ALL_TYPES,
        choice_spans=TYPE_SPANS,
        field="type",
        many_since="1.3-rev0",
    ),
    Filter(
        "state",
        query="stateFilter",
        choices=STATES,
        choice_spans={"ActionRequired": ("1.3-rev2", "")},
        field="state",
    ),
    Filter(
        "result",
        query="resultFilter",
        type="list",
        elements="str",
        choices=RESULTS,
        field="result",
        many_since="1.3-rev0",
    ),
    Filter("job_id", query="jobIdFilter", field="job_id", format=UUID),
    Filter("created_after", query="createdAfterFilter", parse=point_in_time),
    Filter("created_before", query="createdBeforeFilter", parse=point_in_time),
    Filter("ended_after", query="endedAfterFilter", parse=point_in_time),
    Filter("ended_before", query="endedBeforeFilter", parse=point_in_time),
)

SESSIONS = Listing(VBR, "session", PATH, SESSION, FILTERS)
# The list under /sessions/{id} has the same content, but no pages before 1.3-rev1.
TASK_SESSIONS = Listing(VBR, "task session", "/taskSessions", TASK_SESSION, variant="type")
