# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the declarations of all families of jobs have. Operations under ``/api/v1/jobs``. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ...schema.fields import Field, Form
from ...schema.resource import Operation, Parameter, Resource
from ...schema.values import UUID
from .. import inventory
from ..product import VBR

PATH = "/jobs"
ITEM = PATH + "/{id}"
# Jobs that the backup server runs, and policies by which agents run on their own.
AGENT_JOBS = ("WindowsAgentBackup", "WindowsAgentBackupFailoverCluster", "LinuxAgentBackup")
AGENT_POLICIES = (
    "WindowsAgentBackupWorkstationPolicy",
    "WindowsAgentBackupServerPolicy",
    "LinuxAgentBackupWorkstationPolicy",
    "LinuxAgentBackupServerPolicy",
)
AGENT_TYPES = (*AGENT_JOBS, *AGENT_POLICIES)
# The module of each type of job.
FAMILIES: Mapping[str, tuple[str, ...]] = {
    "veeam_vm_backup_job": ("VSphereBackup", "HyperVBackup", "CloudDirectorBackup", "Backup"),
    "veeam_file_backup_job": ("FileBackup", "ObjectStorageBackup"),
    "veeam_entra_id_backup_job": ("EntraIDTenantBackup", "EntraIDAuditLogBackup"),
    "veeam_content_scan_job": ("SureBackupContentScan",),
    "veeam_agent_backup_job": AGENT_TYPES,
    "veeam_replica_job": ("VSphereReplica",),
    "veeam_backup_copy_job": ("BackupCopy", "FileBackupCopy", "EntraIDTenantBackupCopy"),
}
MODULES = {kind: module for module, kinds in FAMILIES.items() for kind in kinds}
# Where the objects of the virtual infrastructure are.
VIRTUAL: Mapping[str, str] = MappingProxyType({inventory.INVENTORY: "", inventory.SERVER_INVENTORY: ""})
# What the server may answer where a job is of a type whose settings the API does not have.
NO_SETTINGS = (400, 404, 405)
ID = Field("id", mode="computed", format=UUID)
NAME = Field("name", required=True)
ENABLED = Field(
    "enabled",
    "bool",
    api="isDisabled",
    mode="computed",
    form=Form(lambda disabled: not disabled, lambda enabled, _current: not enabled, "bool"),
)
# Jobs that keep some of their restore points for longer, as weekly, monthly and yearly ones.
GFS_RETENTION = Parameter("allow_old_gfs_points_retention", "allowOldGfsPointsRetention", since="1.3-rev1")
HIGH_PRIORITY = Field("high_priority", "bool", api="isHighPriority")


def job_type(spans: Mapping[str, tuple[str, str]]) -> Field:
    """The type of a job: each with the first and the last API revision that has it."""
    limited = {name: span for name, span in spans.items() if span != ("", "")}
    return Field("type", choices=tuple(spans), choice_spans=limited, mode="immutable", required=True)


def job_resource(
    fields: tuple[Field, ...],
    reads: tuple[str, ...] = (),
    inventories: Mapping[str, str] = VIRTUAL,
    *,
    parameters: tuple[Parameter, ...] = (),
) -> Resource:
    """The jobs of a family.

    ``inventories`` are the paths where it looks for what they process, each with the first API revision that has it.
    ``parameters`` are sent with a change.
    """
    own = next(field for field in fields if field.option == "type").choices
    return Resource(
        product=VBR,
        noun="job",
        path=PATH,
        fields=fields,
        variant="type",
        identity={"name": "nameFilter"},
        create=Operation("POST", PATH, "object"),
        update=Operation("PUT", ITEM, "object", parameters),
        delete=Operation("DELETE", ITEM, "nothing"),
        reads=reads,
        post_reads=tuple(inventories),
        reads_since={path: first for path, first in inventories.items() if first},
        other_variants={kind: module for kind, module in MODULES.items() if kind not in own},
    )
