# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs that copy backups of machines, of files and object storage, and of Microsoft Entra ID tenants.

Operations under ``/api/v1/jobs``. The declaration of M(opendr.veeam.veeam_backup_copy_job). Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ..core.errors import InvalidOption
from ..engine.plan import Body, Plan
from ..engine.resource_module import resource_module
from ..engine.task import Reader
from ..schema.desired_lists import REMOVE
from ..schema.fields import Field
from ..schema.state import State, lookup
from ..schema.values import TIME_OF_DAY
from .jobs.common import ENABLED, GFS_RETENTION, ID, NAME, job_resource, job_type
from .jobs.excluded import EXCLUDED_OBJECT, EXCLUDED_OBJECT_KEYS, whole_objects
from .jobs.reconciler import JobReconciler
from .jobs.storage import (
    COMPRESSION,
    CUSTOM_NOTIFICATIONS,
    ENCRYPTION,
    FILE_RETENTION,
    GFS,
    GFS_FIELDS,
    HEALTH_CHECK,
    MAINTENANCE,
    OWN_RETENTION,
    RECIPIENTS,
    SCRIPTS,
    SNMP,
)
from .jobs.times import (
    AFTER_JOB,
    BACKUP_WINDOW,
    DAILY_RUN,
    MONTHLY_RUN,
    PERIODIC_RUN,
    RETRY,
    RUN_AUTOMATICALLY,
    WINDOW,
    window,
)
from .jobs.transfer import wan_acceleration
from .references import BACKUP, JOB, TARGET_REPOSITORY
from .words import REV0, REV1, REV2, switch

MACHINES, FILES, ENTRA_ID = ("BackupCopy",), ("FileBackupCopy",), ("EntraIDTenantBackupCopy",)
OTHERS = (*FILES, *ENTRA_ID)
IMMEDIATE, PERIODIC = "Immediate", "Periodic"
SCHEDULES = {"immediate_schedule": IMMEDIATE, "periodic_schedule": PERIODIC}
SOURCES = ("source_jobs", "source_repositories", "source_backups")
REPOSITORY_SOURCE = (
    Field("repository", api="id", reference=TARGET_REPOSITORY, required=True),
    Field("type", required=True, looked_up=True),
)
_THRESHOLD = (switch(), Field("type", choices=("Hours", "Minutes", "Days")), Field("quantity", "int"))
EMAIL = Field(
    "email",
    "dict",
    api="emailNotifications",
    fields=(
        switch(),
        RECIPIENTS,
        Field("daily_summary_local_time", api="dailyReportSummarylocalTime", format=TIME_OF_DAY),
        *CUSTOM_NOTIFICATIONS,
        Field("notifications_schedule", choices=("Immediate", "Daily")),
    ),
)
ADVANCED = Field(
    "advanced",
    "dict",
    api="target.advancedSettings",
    variants=MACHINES,
    fields=(
        HEALTH_CHECK,
        MAINTENANCE,
        Field(
            "storage_data",
            "dict",
            fields=(Field("inline_data_dedup_enabled", "bool", since=REV2), COMPRESSION, ENCRYPTION),
        ),
        Field(
            "rpo_monitor",
            "dict",
            fields=(
                Field("new_backup_threshold", "dict", fields=_THRESHOLD),
                Field("new_log_backup_threshold", "dict", fields=_THRESHOLD),
            ),
        ),
        Field("notifications", "dict", fields=(SNMP, EMAIL)),
        SCRIPTS,
        Field("use_most_recent_restore_point", "bool"),
    ),
)
FIELDS = (
    ID,
    NAME,
    job_type({"BackupCopy": (REV0, ""), "FileBackupCopy": ("", ""), "EntraIDTenantBackupCopy": (REV0, "")}),
    Field("description", default="", variants=MACHINES),
    ENABLED,
    Field("mode", choices=(IMMEDIATE, PERIODIC), mode="immutable", required=True, variants=MACHINES),
    Field("source_job", api="primaryJobId", reference=JOB, required=True, required_until=REV1, variants=FILES),
    Field("source_job", api="primaryJobId", reference=JOB, required=True, variants=ENTRA_ID),
    Field(
        "source_jobs",
        "list",
        api="sourceObjects.includes.jobs",
        elements="str",
        item_property="id",
        reference=JOB,
        variants=MACHINES,
        mode_option="source_jobs_mode",
        default=[],
    ),
    Field(
        "source_repositories",
        "list",
        api="sourceObjects.includes.repositories",
        elements="dict",
        fields=REPOSITORY_SOURCE,
        item_keys=("repository",),
        variants=MACHINES,
        mode_option="source_repositories_mode",
    ),
    Field(
        "source_backups",
        "list",
        api="sourceObjects.includes.backups",
        elements="str",
        item_property="id",
        reference=BACKUP,
        variants=MACHINES,
        since=REV2,
        mode_option="source_backups_mode",
    ),
    Field(
        "excluded_jobs",
        "list",
        api="sourceObjects.excludes.jobs",
        elements="str",
        item_property="id",
        reference=JOB,
        variants=MACHINES,
        mode_option="excluded_jobs_mode",
    ),
    Field(
        "excluded_objects",
        "list",
        api="sourceObjects.excludes.objects",
        elements="dict",
        fields=EXCLUDED_OBJECT,
        item_keys=EXCLUDED_OBJECT_KEYS,
        variants=MACHINES,
        mode_option="excluded_objects_mode",
    ),
    Field(
        "copy_transaction_logs",
        "bool",
        api="sourceObjects.enableTransactionLogCopy",
        variants=MACHINES,
    ),
    Field(
        "repository",
        api="target.backupRepositoryId",
        reference=TARGET_REPOSITORY,
        required=True,
        variants=MACHINES,
    ),
    Field("repository", api="backupRepositoryId", reference=TARGET_REPOSITORY, required=True, variants=OTHERS),
    Field("use_custom_retention", "bool", variants=OTHERS),
    Field(
        "retention_policy",
        "dict",
        api="target.retentionPolicy",
        fields=OWN_RETENTION.fields,
        variants=MACHINES,
    ),
    Field("retention_policy", "dict", fields=FILE_RETENTION.fields, variants=OTHERS),
    Field(
        "gfs_policy",
        "dict",
        api="target.gfsPolicy",
        fields=(*GFS_FIELDS, Field("read_entire_restore_point", "bool")),
        variants=MACHINES,
    ),
    Field("gfs_policy", "dict", fields=GFS.fields, variants=FILES, since=REV2),
    Field("use_custom_encryption", "bool", variants=OTHERS),
    Field("encryption", "dict", fields=ENCRYPTION.fields, variants=OTHERS),
    ADVANCED,
    wan_acceleration("dataTransfer.wanAcceleratorSettings", MACHINES),
    Field(
        "immediate_schedule",
        "dict",
        api="schedule",
        variants=MACHINES,
        fields=(
            Field("type", mode="constant", choices=(IMMEDIATE,), default=IMMEDIATE),
            Field("mode", api="scheduleMode", choices=("Continuous", "BackupWindow"), required=True),
            *window("backup_window", "backupWindow.days"),
        ),
    ),
    Field(
        "periodic_schedule",
        "dict",
        api="schedule",
        variants=MACHINES,
        fields=(
            Field("type", mode="constant", choices=(PERIODIC,), default=PERIODIC),
            RUN_AUTOMATICALLY,
            DAILY_RUN,
            MONTHLY_RUN,
            PERIODIC_RUN,
            AFTER_JOB,
            RETRY,
            BACKUP_WINDOW,
        ),
    ),
    Field(
        "schedule",
        "dict",
        variants=OTHERS,
        fields=(
            Field("type", choices=("Continuous", "Custom")),
            Field("custom_window", "dict", fields=WINDOW),
        ),
    ),
)


class BackupCopyReconciler(JobReconciler):
    """A job that copies backups, with what the API wants to know of each source beside its id."""

    sources: ClassVar[tuple[str, ...]] = SOURCES
    readers: ClassVar[Mapping[str, Reader]] = {
        **JobReconciler.readers,
        TARGET_REPOSITORY.path: (Field("type", mode="computed"),),
    }

    def desired(self, current: Body | None) -> State:
        """What the task gives, with whole sources and objects. Raises ObjectNotFound, AmbiguousName, InvalidOption."""
        desired = super().desired(current)
        there = lookup(current or {}, "sourceObjects.includes.repositories") or []
        types = {item.get("id"): item.get("type") for item in there}
        added = [] if self.task.params["source_repositories_mode"] == REMOVE else desired.get("source_repositories")
        for item in added or []:
            if item.get("repository") and not item.get("type"):
                item["type"] = types.get(item["repository"]) or self.type_of(item["repository"])
        if desired.get("excluded_objects"):
            known = lookup(current or {}, "sourceObjects.excludes.objects") or []
            given, mode = desired["excluded_objects"], self.task.params["excluded_objects_mode"]
            desired["excluded_objects"] = whole_objects(self.client, given, known, mode, "excluded_objects")
        return desired

    def type_of(self, repository: str) -> str | None:
        """The type of a repository, in the words of the API."""
        listed = self.client.pages(TARGET_REPOSITORY.path, {"idFilter": repository})
        return next((str(state.get("type")) for state in listed if state["id"] == repository), None)

    def preflight(self, plan: Plan, current: Body | None) -> None:
        """Raise InvalidOption for the schedule of another copy mode, too."""
        super().preflight(plan, current)
        actual = self.state_after(plan, current).get("mode")
        for option, mode in SCHEDULES.items():
            if plan.after.get(option) and actual not in (None, mode):
                raise InvalidOption(
                    f"{option} is for jobs with mode={mode}, and this one has mode={actual}. Give the schedule of that "
                    "mode.",
                    option=option,
                )


BACKUP_COPY_JOB = job_resource(
    FIELDS,
    reads=(TARGET_REPOSITORY.path,),
    parameters=(GFS_RETENTION,),
)

MODULE = resource_module(BACKUP_COPY_JOB, BackupCopyReconciler, disabled_by="veeam_job")
