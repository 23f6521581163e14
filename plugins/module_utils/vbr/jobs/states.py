# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The states of jobs, operation GET ``/api/v1/jobs/states``: what all types show. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping

from ...schema.fields import Field
from ...schema.values import UUID
from ..references import BACKUP_REPOSITORY

PATH = "/jobs/states"
REV0, REV1, REV2 = "1.3-rev0", "1.3-rev1", "1.3-rev2"
# The type of backups of vSphere machines has another name in 1.2-rev1.
TYPES: Mapping[str, tuple[str, str]] = {
    "Backup": ("", "1.2-rev1"),
    "VSphereBackup": (REV0, ""),
    "HyperVBackup": (REV0, ""),
    "VSphereReplica": ("", ""),
    "CloudDirectorBackup": ("", ""),
    "EntraIDTenantBackup": ("", ""),
    "EntraIDAuditLogBackup": ("", ""),
    "EntraIDTenantBackupCopy": (REV0, ""),
    "FileBackup": (REV1, ""),
    "FileBackupCopy": ("", ""),
    "ObjectStorageBackup": (REV1, ""),
    "BackupCopy": (REV0, ""),
    "LegacyBackupCopy": (REV0, ""),
    "WindowsAgentBackup": (REV0, ""),
    "LinuxAgentBackup": (REV0, ""),
    "WindowsAgentBackupWorkstationPolicy": (REV1, ""),
    "LinuxAgentBackupWorkstationPolicy": (REV1, ""),
    "WindowsAgentBackupServerPolicy": (REV1, ""),
    "LinuxAgentBackupServerPolicy": (REV1, ""),
    "WindowsAgentBackupFailoverCluster": (REV2, ""),
    "SureBackupContentScan": (REV1, ""),
    "CloudBackupAzure": (REV1, ""),
    "CloudBackupAWS": (REV1, ""),
    "CloudBackupGoogle": (REV1, ""),
    "NutanixAHVBackupJob": (REV2, ""),
    "ProxmoxBackupJob": (REV2, ""),
    "IrisBackup": (REV2, ""),
    "Unknown": (REV0, ""),
}
TYPE_SPANS = {name: span for name, span in TYPES.items() if span != ("", "")}
# Revisions before 1.3-rev1 write the words below in small letters.
STATUSES = ("Running", "Inactive", "Disabled", "Enabled", "Stopping", "Stopped", "Starting")
WORKLOADS = ("Application", "CloudVm", "File", "Server", "Workstation", "Vm")
RESULTS = ("None", "Success", "Warning", "Failed")
DISABLED = "Disabled"
# While a job runs, its status does not say whether it is enabled.
AT_WORK = ("Running", "Starting", "Stopping")


def _shown(option: str, kind: str = "str", since: str = "", choices: tuple[str, ...] = ()) -> Field:
    return Field(option, kind, mode="computed", since=since, choices=choices)


FACTS = (
    _shown("type"),
    _shown("description"),
    _shown("status", choices=STATUSES),
    _shown("workload", choices=WORKLOADS),
    _shown("last_run"),
    _shown("last_result"),
    _shown("next_run"),
    _shown("next_run_policy", since=REV0),
    Field(
        "repository",
        api="repositoryId",
        mode="computed",
        reference=BACKUP_REPOSITORY,
        name_from="repositoryName",
    ),
    _shown("target_name", since=REV2),
    _shown("objects_count", "int"),
    _shown("session_id"),
    _shown("high_priority", "bool", since=REV0),
    _shown("progress_percent", "int", since=REV0),
    Field(
        "session_progress",
        "dict",
        mode="computed",
        since=REV0,
        fields=(
            _shown("duration"),
            _shown("processing_rate"),
            _shown("bottleneck"),
            _shown("processed_size", "int"),
            _shown("read_size", "int"),
            _shown("transferred_size", "int"),
            _shown("progress_percent", "int"),
        ),
    ),
    Field(
        "run_after_job",
        "dict",
        mode="computed",
        since=REV0,
        fields=(_shown("job_name"), _shown("job_id")),
    ),
    _shown("backup_copy_mode", since=REV0),
    _shown("is_storage_snapshot", "bool", since=REV0),
)
STATE = (Field("id", mode="computed", format=UUID), Field("name", mode="computed"), *FACTS)
