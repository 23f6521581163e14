# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs that back up Microsoft Entra ID tenants, and their audit logs.

Operations under ``/api/v1/jobs``. The declaration of M(opendr.veeam.veeam_entra_id_backup_job). Private to the
collection.
"""

from __future__ import annotations

from typing import ClassVar

from ..engine.resource_module import resource_module
from ..schema.fields import Field
from .jobs.common import ENABLED, HIGH_PRIORITY, ID, NAME, job_resource, job_type
from .jobs.reconciler import JobReconciler
from .jobs.storage import COMPRESSION, ENCRYPTION, HEALTH_CHECK, NOTIFICATIONS, OWN_RETENTION, SCRIPTS
from .jobs.times import SCHEDULE
from .references import BACKUP, ENTRA_ID_TENANT, NAMELESS_ENTRA_ID_TENANT, TARGET_REPOSITORY
from .words import REV0, REV1, REV2

TENANTS, AUDIT_LOGS = ("EntraIDTenantBackup",), ("EntraIDAuditLogBackup",)


def tenant(api: str, variants: tuple[str, ...]) -> tuple[Field, ...]:
    """The tenant of a type of job."""
    nameless, named = NAMELESS_ENTRA_ID_TENANT, ENTRA_ID_TENANT
    return (
        Field("tenant", api=api, reference=nameless, required=True, variants=variants, until=REV1),
        Field("tenant", api=api, reference=named, required=True, variants=variants, since=REV2),
    )


ADVANCED = (
    Field("encryption", "dict", fields=ENCRYPTION.fields, variants=TENANTS),
    Field("storage_data", "dict", fields=(COMPRESSION, ENCRYPTION), variants=AUDIT_LOGS),
    Field("backup_health", "dict", fields=HEALTH_CHECK.fields, variants=AUDIT_LOGS),
    Field("scripts", "dict", fields=SCRIPTS.fields, variants=AUDIT_LOGS),
    NOTIFICATIONS,
)
FIELDS = (
    ID,
    NAME,
    job_type({"EntraIDTenantBackup": ("", ""), "EntraIDAuditLogBackup": ("", "")}),
    Field("description", default=""),
    ENABLED,
    Field("high_priority", "bool", api=HIGH_PRIORITY.api, variants=AUDIT_LOGS),
    *tenant("storage.tenantId", TENANTS),
    *tenant("tenant.tenantId", AUDIT_LOGS),
    Field(
        "repository",
        api="storage.backupRepositoryId",
        reference=TARGET_REPOSITORY,
        parent_required=True,
        variants=AUDIT_LOGS,
    ),
    Field("source_backup", api="storage.sourceBackupId", reference=BACKUP, since=REV0, variants=TENANTS),
    Field("source_backup", api="storage.sourceBackupId", reference=BACKUP, variants=AUDIT_LOGS),
    Field(
        "retention_policy",
        "dict",
        api="storage.retentionPolicy",
        fields=OWN_RETENTION.fields,
        variants=TENANTS,
    ),
    Field(
        "retention_policy",
        "dict",
        api="storage.retentionPolicy",
        fields=(Field("type", choices=("Days", "Months", "Years")), Field("quantity", "int")),
        variants=AUDIT_LOGS,
    ),
    Field("advanced", "dict", api="storage.advancedSettings", fields=ADVANCED),
    Field("schedule", "dict", fields=SCHEDULE),
)


class EntraIdBackupReconciler(JobReconciler):
    """A job of a tenant, which is no list that a task could empty."""

    sources: ClassVar[tuple[str, ...]] = ()


ENTRA_ID_BACKUP_JOB = job_resource(FIELDS)

MODULE = resource_module(ENTRA_ID_BACKUP_JOB, EntraIdBackupReconciler, disabled_by="veeam_job")
