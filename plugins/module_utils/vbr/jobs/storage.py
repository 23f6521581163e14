# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where jobs keep their backups, how long, and how they make them. Private to the collection."""

from __future__ import annotations

from ...schema.fields import Field, Reference
from ...schema.values import TIME_OF_DAY
from ..references import ENCRYPTION_PASSWORD, KMS_SERVER, TARGET_REPOSITORY
from ..words import DAYS, FIRST, MONTHS, REV0, REV1, REV2, spelled, switch
from .objects import CLOUD_DIRECTOR_JOBS, HYPERV_JOBS, VSPHERE_JOBS
from .times import PERIODIC_WORK

RETENTION = Field(
    "retention_policy",
    "dict",
    required=True,
    fields=(
        Field("type", choices=("RestorePoints", "Days"), required=True),
        Field("quantity", "int", required=True),
    ),
)
# Of jobs that need not have one, and of those that count in months too.
OWN_RETENTION = Field("retention_policy", "dict", fields=RETENTION.fields)
FILE_RETENTION = Field(
    "retention_policy",
    "dict",
    fields=(
        Field("type", choices=("Days", "Months"), required=True, required_since=REV1),
        Field("quantity", "int", required=True, required_since=REV1),
    ),
)
GFS_FIELDS = (
    switch(),
    Field(
        "weekly",
        "dict",
        fields=(switch(), Field("keep_for_number_of_weeks", "int"), *spelled("desired_time", DAYS)),
    ),
    Field(
        "monthly",
        "dict",
        fields=(
            switch(),
            Field("keep_for_number_of_months", "int"),
            Field("desired_time", choices=("First", "Second", "Third", "Fourth", "Fifth", "Last")),
        ),
    ),
    Field(
        "yearly",
        "dict",
        fields=(
            switch(),
            Field("keep_for_number_of_years", "int"),
            Field("desired_time", choices=MONTHS),
        ),
    ),
)
GFS = Field("gfs_policy", "dict", fields=GFS_FIELDS)
ENCRYPTION = Field(
    "encryption",
    "dict",
    fields=(
        switch(),
        Field("encryption_type", choices=("ByUserPassword", "ByKms")),
        Field("password_hint", api="encryptionPasswordId", reference=ENCRYPTION_PASSWORD),
        Field("kms_server", api="kmsServerId", reference=KMS_SERVER),
    ),
)
_SIZES = ("256KB", "512KB", "1MB", "4MB", "8MB")
_OLD_SIZES = (
    "LocalTargetLarge",
    "LocalTarget",
    "LANTarget",
    "WANTarget",
    "LocalTargetLarge8192",
    "LocalTargetLarge4096",
)
EXCLUDED_BLOCKS = (Field("exclude_swap_file_blocks", "bool"), Field("exclude_deleted_file_blocks", "bool"))
COMPRESSION = Field(
    "compression_level",
    choices=("Auto", "None", "DedupFriendly", "Optimal", "High", "Extreme"),
    choice_spans={"Auto": (REV0, "")},
)
BLOCK_SIZE = (
    Field("storage_optimization", choices=_OLD_SIZES, until=FIRST),
    Field("storage_optimization", choices=_SIZES, choice_spans={"8MB": (REV2, "")}, since=REV0),
)
STORAGE_DATA = Field(
    "storage_data",
    "dict",
    fields=(
        Field("inline_data_dedup_enabled", "bool"),
        *EXCLUDED_BLOCKS,
        COMPRESSION,
        *BLOCK_SIZE,
        ENCRYPTION,
    ),
)
_VM_ATTRIBUTE = (switch(), Field("notes"), Field("append_to_existing_value", "bool"))
SNMP = Field("send_snmp_notifications", "bool", api="sendSNMPNotifications")
RECIPIENTS = Field("recipients", "list", elements="str")
CUSTOM_NOTIFICATIONS = (
    Field("notification_type", choices=("UseGlobalNotificationSettings", "UseCustomNotificationSettings")),
    Field(
        "custom_notification_settings",
        "dict",
        fields=(
            Field("subject"),
            Field("notify_on_success", "bool"),
            Field("notify_on_warning", "bool"),
            Field("notify_on_error", "bool"),
            Field("suppress_until_last_retry", "bool", api="SuppressNotificationUntilLastRetry"),
        ),
    ),
)
EMAIL = Field(
    "email",
    "dict",
    api="emailNotifications",
    fields=(
        switch(),
        RECIPIENTS,
        Field("send_daily_summary", "bool", since=REV2),
        Field("daily_summary_local_time", format=TIME_OF_DAY, since=REV2),
        *CUSTOM_NOTIFICATIONS,
    ),
)
VM_NOTIFICATIONS = Field(
    "notifications",
    "dict",
    fields=(
        SNMP,
        EMAIL,
        Field("vm_attribute", "dict", fields=_VM_ATTRIBUTE, variants=(*VSPHERE_JOBS, *CLOUD_DIRECTOR_JOBS)),
        Field("vm_attribute", "dict", fields=_VM_ATTRIBUTE, variants=HYPERV_JOBS, until=REV1),
    ),
)
NOTIFICATIONS = Field("notifications", "dict", fields=(SNMP, EMAIL))
_COMMAND = (switch(), Field("command"))
SCRIPTS = Field(
    "scripts",
    "dict",
    fields=(
        Field("pre_command", "dict", fields=_COMMAND),
        Field("post_command", "dict", fields=_COMMAND),
        Field("periodicity_type", choices=("Days", "BackupSessions")),
        Field("run_script_every", "int", minimum=1, maximum=99),
        *spelled("days_of_week", DAYS, "list", api="dayOfWeek"),
    ),
)
_REMOVE_DATA = (switch(), Field("after_days", "int"))
MAINTENANCE = Field(
    "full_backup_maintenance",
    "dict",
    fields=(
        Field("remove_data", "dict", api="RemoveData", fields=_REMOVE_DATA, until=REV1),
        Field("remove_data", "dict", fields=_REMOVE_DATA, since=REV2),
        Field("defragment_and_compact", "dict", fields=PERIODIC_WORK),
    ),
)
BACKUP_MODE = Field(
    "backup_mode",
    api="backupModeType",
    choices=("Full", "Incremental", "ReverseIncremental", "Transform", "TransformForeverIncremental"),
    required=True,
)
# Earlier revisions misspell it.
SYNTHETIC_FULLS = (
    Field("synthetic_fulls", "dict", api="synthenticFulls", fields=PERIODIC_WORK, until=REV1),
    Field("synthetic_fulls", "dict", fields=PERIODIC_WORK, since=REV2),
)
ACTIVE_FULLS = Field("active_fulls", "dict", fields=PERIODIC_WORK)
HEALTH_CHECK = Field("backup_health", "dict", fields=PERIODIC_WORK)
REPOSITORY = Field("repository", api="backupRepositoryId", reference=TARGET_REPOSITORY, required=True)
AUTO_SELECT = Field("auto_select", "bool", api="autoSelectEnabled", required=True)


def proxies(reference: Reference) -> Field:
    """The backup proxies that read or write the data."""
    return Field("proxies", "list", api="proxyIds", elements="str", reference=reference)
