# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How agents process applications and files of their computers. Private to the collection."""

from __future__ import annotations

from ...schema.fields import Field
from ..references import CREDENTIALS
from ..words import REV0, REV1, REV2, spelled, switch
from .computers import computer_field

_COMPUTER = computer_field()
# A setting is that of one computer or group.
_OF_COMPUTER = ("computer.object_id", "computer.protection_group")
_GUEST_CREDENTIALS = Field("use_guest_credentials", "bool")
_CREDENTIALS = Field("credentials", api="credentialsId", reference=CREDENTIALS)
_LOGS = (
    Field("backup_mins_count", "int"),
    *spelled("retain_log_backups", ("UntilBackupDeleted", "KeepOnlyDays"), same=("KeepOnlyDays",)),
    Field("keep_days_count", "int"),
)
_ORACLE = Field(
    "oracle",
    "dict",
    fields=(
        Field("use_guest_credentials", "bool", required=True, required_until=REV1),
        _CREDENTIALS,
        *spelled("archive_logs", ("Preserve", "DeleteExpiredHours", "DeleteExpiredGBs"), required=True),
        Field("delete_hours_count", "int"),
        Field("delete_gbs_count", "int", api="deleteGBsCount"),
        Field("backup_logs", "bool"),
        *_LOGS,
    ),
)
_SNAPSHOT_SCRIPTS = (
    Field("pre_freeze_script", api="snapshotScripts.preFreezeScript"),
    Field("post_thaw_script", api="snapshotScripts.postThawScript"),
)
_OF_WINDOWS = (
    _COMPUTER,
    Field("enabled", "bool", api="isProcessingEnabled", required=True),
    *spelled("transaction_logs", ("Process", "CopyOnly")),
    Field(
        "sql",
        "dict",
        fields=(
            _GUEST_CREDENTIALS,
            _CREDENTIALS,
            *spelled("logs_processing", ("Truncate", "Backup", "NeverTruncate"), required=True),
            *_LOGS,
        ),
    ),
    _ORACLE,
    Field("sharepoint", "dict", api="sharePoint", fields=(_GUEST_CREDENTIALS, _CREDENTIALS)),
    Field(
        "scripts",
        "dict",
        fields=(
            *spelled(
                "mode",
                ("DisableExec", "IgnoreExecFailures", "RequireSuccess"),
                api="scriptProcessingMode",
                required=True,
            ),
            *_SNAPSHOT_SCRIPTS,
            Field("use_guest_credentials", "bool", since=REV2),
            Field("credentials", api="credentialsId", reference=CREDENTIALS, since=REV2),
        ),
    ),
)
_OF_LINUX = (
    _COMPUTER,
    *spelled("vss", ("RequireSuccess", "IgnoreFailures", "Disabled"), required=True, required_until=REV0),
    _ORACLE,
    Field(
        "mysql",
        "dict",
        api="mySql",
        fields=(
            Field("use_password_file", "bool"),
            _CREDENTIALS,
            Field("password_file", api="passwordFilePath"),
        ),
    ),
    Field(
        "postgresql",
        "dict",
        api="postgreSql",
        fields=(
            _GUEST_CREDENTIALS,
            _CREDENTIALS,
            *spelled("user_connection_type", ("Credentials", "PasswordFile", "Peer")),
            Field("backup_logs", "bool"),
            *_LOGS,
            Field("temp_archive_logs_path"),
        ),
    ),
    Field(
        "scripts",
        "dict",
        fields=(
            Field("enabled", "bool", api="isExecutionEnabled"),
            Field("pre_job_script", api="jobScripts.preJobScript"),
            Field("post_job_script", api="jobScripts.postJobScript"),
            *_SNAPSHOT_SCRIPTS,
        ),
    ),
)
_INDEX = (
    _COMPUTER,
    *spelled(
        "mode",
        ("Disable", "IndexAll", "IndexAllExcept", "IndexOnly"),
        api="indexing.guestFSIndexingMode",
        required=True,
    ),
    Field("folders", "list", api="indexing.indexingList", elements="str"),
)


def _per_computer(option: str, api: str, fields: tuple[Field, ...]) -> Field:
    return Field(option, "list", api=api, elements="dict", item_keys=_OF_COMPUTER, fields=fields)


_INDEXING = Field(
    "file_indexing",
    "dict",
    api="guestFSIndexing",
    fields=(switch(), _per_computer("computers", "indexingSettings", _INDEX)),
)
WINDOWS_PROCESSING = (
    Field(
        "application_aware",
        "dict",
        api="appAwareProcessing",
        fields=(switch(), _per_computer("applications", "appSettings", _OF_WINDOWS)),
    ),
    _INDEXING,
)
LINUX_PROCESSING = (
    Field(
        "application_aware",
        "dict",
        api="appAwareProcessing",
        fields=(
            Field("enabled", "bool", api="isEnabled"),
            _per_computer("applications", "appSettings", _OF_LINUX),
        ),
    ),
    _INDEXING,
    Field(
        "guest_credentials",
        "dict",
        fields=(
            Field("use_protection_group_credentials", "bool"),
            _CREDENTIALS,
            _per_computer(
                "credentials_per_computer",
                "credentialsPerMachine",
                (_COMPUTER, _CREDENTIALS, Field("default", "bool")),
            ),
        ),
    ),
)
