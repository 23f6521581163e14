# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backups of VBR as data: backups, the objects in them, their restore points, and the disks in a restore point.

Operations ``GET /api/v1/backups``, ``GET /api/v1/backupObjects``, ``GET /api/v1/restorePoints`` and ``GET
/api/v1/restorePoints/{id}/disks``. Private to the collection.
"""

from __future__ import annotations

from ..core.timestamps import parse_time
from ..schema.fields import Field
from ..schema.listing import Filter, Listing
from ..schema.values import UUID
from .platform_words import OTHER_PLATFORMS, PLATFORMS, platform_of
from .product import VBR
from .references import BACKUP, JOB
from .restore_points import BACKUP_OBJECTS, BACKUPS, MALWARE_STATUSES, RESTORE_POINTS, TYPES

ALL_PLATFORMS = (*PLATFORMS, *OTHER_PLATFORMS)
PLATFORM_SPANS = {
    **dict.fromkeys(("MongoDb", "AWSEC2", "AzureCompute", "GCE"), ("1.3-rev0", "")),
    **dict.fromkeys(
        ("Iris", "Nutanix", "Proxmox", "LinuxPhysicalPpc", "ApplicationBackupRepository"), ("1.3-rev2", "")
    ),
}

JOB_TYPES = (
    "Unknown",
    "VSphereBackup",
    "HyperVBackup",
    "VSphereReplica",
    "CloudDirectorBackup",
    "EntraIDTenantBackup",
    "EntraIDAuditLogBackup",
    "EntraIDTenantBackupCopy",
    "FileBackupCopy",
    "LegacyBackupCopy",
    "BackupCopy",
    "WindowsAgentBackup",
    "LinuxAgentBackup",
)
JOB_TYPES_SINCE_1_3_REV1 = (
    "FileBackup",
    "ObjectStorageBackup",
    "SureBackupContentScan",
    "CloudBackupAzure",
    "CloudBackupAWS",
    "CloudBackupGoogle",
    "WindowsAgentBackupWorkstationPolicy",
    "LinuxAgentBackupWorkstationPolicy",
    "WindowsAgentBackupServerPolicy",
    "LinuxAgentBackupServerPolicy",
)
JOB_TYPES_SINCE_1_3_REV2 = (
    "NutanixAHVBackupJob",
    "ProxmoxBackupJob",
    "IrisBackup",
    "WindowsAgentBackupFailoverCluster",
)
JOB_TYPE_SPANS = {
    **dict.fromkeys(JOB_TYPES_SINCE_1_3_REV1, ("1.3-rev1", "")),
    **dict.fromkeys(JOB_TYPES_SINCE_1_3_REV2, ("1.3-rev2", "")),
}

# The values of allowedOperations: what a restore point can be used for.
OPERATIONS = (
    "StartViVMInstantRecovery",
    "StartHvVMInstantRecovery",
    "StartFCDInstantRecovery",
    "StartEntireVmRestore",
    "StartEntireVmRestoreHyperV",
    "StartEntireVmRestoreCloudDirector",
    "StartFlrRestore",
    "StartDiskPublish",
    "StartViVMSnapshotReplicaFailover",
    "StartViVMSnapshotReplicaPlannedFailover",
    "StartViVMSnapshotReplicaPermanentFailover",
    "StartViVMSnapshotReplicaUndoFailover",
    "StartViVMSnapshotReplicaFailback",
    "StartViVMSnapshotReplicaUndoFailback",
    "StartViVMSnapshotReplicaCommitFailback",
    "StartViVMSnapshotReplicaSwitchToProductionFailback",
    "ChangeReplicaFailbackSwitchoverTime",
)


def _point_in_time(_option: str, given: str) -> str:
    return parse_time(given).isoformat()


PLATFORM = Filter(
    "platform",
    query="platformNameFilter",
    choices=ALL_PLATFORMS,
    choice_spans=PLATFORM_SPANS,
    field="platform",
)
PLATFORM_ID = Filter("platform_id", query="platformIdFilter", field="platform_id", format=UUID)

RESTORE_POINT = (
    Field("id", mode="computed"),
    Field("name", mode="computed"),
    Field("platform", api="platformName", mode="computed", word=platform_of),
    Field("platform_id", mode="computed"),
    Field("creation_time", mode="computed"),
    Field("type", mode="computed"),
    Field("malware_status", mode="computed"),
    Field("allowed_operations", "list", elements="str", mode="computed"),
    Field("backup", api="backupId", mode="computed", reference=BACKUP),
    Field("backup_id", mode="computed"),
    Field("backup_file_id", mode="computed"),
    Field("session_id", mode="computed"),
    Field("guest_os_family", mode="computed", since="1.3-rev0"),
    Field("original_size", "int", mode="computed", since="1.3-rev0"),
    Field("tag", mode="computed", since="1.3-rev2"),
    Field("snapshot_type", "int", mode="computed", since="1.3-rev2"),
    Field("gfs_periods", "list", elements="str", mode="computed", since="1.3-rev2"),
)

RESTORE_POINT_LIST = Listing(
    VBR,
    "restore point",
    RESTORE_POINTS,
    RESTORE_POINT,
    filters=(
        Filter("name", query="nameFilter", field="name", match="pattern"),
        Filter("object_id", query="backupObjectIdFilter", format=UUID),
        PLATFORM,
        PLATFORM_ID,
        Filter("backup", query="backupIdFilter", reference=BACKUP, field="backup_id"),
        Filter("before", query="createdBeforeFilter", parse=_point_in_time),
        Filter("after", query="createdAfterFilter", parse=_point_in_time),
        # The server filters by type since 1.3-rev2 only, so the collection does it.
        Filter("type", type="list", elements="str", choices=TYPES, field="type"),
        Filter(
            "malware_status",
            query="malwareStatusFilter",
            type="list",
            elements="str",
            choices=MALWARE_STATUSES,
            choice_spans={"Informative": ("1.3-rev0", "")},
            field="malware_status",
            many_since="1.3-rev2",
        ),
    ),
)
NEWEST_FIRST = {"orderColumn": "CreationTime", "orderAsc": False}

DISK = (
    Field("uid", mode="computed"),
    Field("name", mode="computed"),
    Field("type", mode="computed"),
    Field("state", mode="computed"),
    Field("capacity", "int", mode="computed"),
    Field("platform", mode="computed", since="1.3-rev0"),
    Field(
        "disk_extents",
        "list",
        elements="dict",
        mode="computed",
        since="1.3-rev0",
        variants=("HyperV",),
        fields=(
            Field("uid", mode="computed"),
            Field("name", mode="computed"),
            Field("path", mode="computed"),
            Field("size", "int", mode="computed"),
        ),
    ),
)
DISK_LIST = Listing(VBR, "disk", RESTORE_POINTS + "/{id}/disks", DISK, variant="platform", variant_word=platform_of)

BACKUP_FIELDS = (
    Field("id", mode="computed"),
    Field("name", mode="computed"),
    Field("platform", api="platformName", mode="computed", word=platform_of),
    Field("platform_id", mode="computed"),
    Field("creation_time", mode="computed"),
    Field("job_id", mode="computed"),
    Field("job_type", mode="computed", since="1.3-rev0"),
    Field("repository", api="repositoryName", mode="computed", since="1.3-rev0"),
    Field("repository_id", mode="computed"),
    Field("policy_unique_id", mode="computed"),
)
BACKUP_LIST = Listing(
    VBR,
    "backup",
    BACKUPS,
    BACKUP_FIELDS,
    filters=(
        Filter("name", query="nameFilter", field="name", match="pattern"),
        Filter("platform", choices=ALL_PLATFORMS, choice_spans=PLATFORM_SPANS, field="platform"),
        PLATFORM_ID,
        Filter("job", query="jobIdFilter", reference=JOB, field="job_id"),
        Filter(
            "job_type",
            query="jobTypeFilter",
            choices=(*JOB_TYPES, *JOB_TYPE_SPANS),
            choice_spans=JOB_TYPE_SPANS,
            field="job_type",
            since="1.3-rev0",
        ),
        Filter("repository", field="repository", also=("repository_id",)),
        Filter("created_before", query="createdBeforeFilter", parse=_point_in_time),
        Filter("created_after", query="createdAfterFilter", parse=_point_in_time),
    ),
)

_INFRASTRUCTURE = ("VMware", "CloudDirector")
_CLOUDS = ("AzureCompute", "AWSEC2", "GCE")
# Platforms, each with the first revision that describes their properties.
_AGENTS = ((("LinuxPhysical",), "1.3-rev0"), (("WindowsPhysical", "LinuxPhysicalPpc"), "1.3-rev2"))

BACKUP_OBJECT = (
    Field("id", mode="computed"),
    Field("name", mode="computed"),
    Field("platform", api="platformName", mode="computed", word=platform_of),
    Field("platform_id", mode="computed"),
    Field("type", mode="computed"),
    Field("restore_points_count", "int", mode="computed"),
    Field("last_run_failed", "bool", mode="computed", since="1.3-rev0"),
    Field("backup", api="backupId", mode="computed", since="1.3-rev2", reference=BACKUP),
    Field("backup_id", mode="computed", since="1.3-rev2"),
    Field("size", "int", mode="computed", since="1.3-rev2"),
    Field("object_id", mode="computed", variants=_INFRASTRUCTURE),
    Field("object_id", mode="computed", variants=("HyperV", "Nutanix", "Proxmox"), since="1.3-rev2"),
    Field("path", mode="computed", variants=_INFRASTRUCTURE),
    Field("path", mode="computed", variants=("HyperV",), since="1.3-rev2"),
    Field("inventory_type", api="viType", mode="computed", variants=("VMware",)),
    Field("inventory_type", api="cloudDirectorType", mode="computed", variants=("CloudDirector",)),
    Field("inventory_type", api="hvType", mode="computed", variants=("HyperV",), since="1.3-rev2"),
    *(
        Field(option, mode="computed", variants=_CLOUDS, since="1.3-rev1")
        for option in ("object_id", "path", "encryption_state", "owner")
    ),
    *(
        Field(option, mode="computed", variants=variants, since=since)
        for option in ("bios_uuid", "computer_id")
        for variants, since in _AGENTS
    ),
    *(
        Field("protection_group_ids", "list", elements="str", mode="computed", variants=variants, since=since)
        for variants, since in _AGENTS
    ),
    Field("file_server_id", mode="computed", variants=("UnstructuredData",), since="1.3-rev2"),
    Field("host_id", mode="computed", variants=("UnstructuredData",), since="1.3-rev2"),
)
BACKUP_OBJECT_LIST = Listing(
    VBR,
    "backup object",
    BACKUP_OBJECTS,
    BACKUP_OBJECT,
    filters=(
        Filter("name", query="nameFilter", field="name", match="pattern"),
        PLATFORM,
        PLATFORM_ID,
        Filter("type", query="typeFilter", field="type"),
        Filter("inventory_type", query="viTypeFilter", field="inventory_type"),
    ),
    variant="platformName",
    variant_word=platform_of,
)
