# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How jobs process what runs inside of machines: applications, files, credentials. Private to the collection."""

from __future__ import annotations

from ...schema.fields import Field
from ..references import CREDENTIALS, MANAGED_SERVER
from ..words import FIRST, REV0, REV1, REV2, spelled, switch
from .objects import VSPHERE_OBJECT, InventoryField, inventory_field

_MACHINE = inventory_field("machine", api="vmObject", required=True)
_MACHINE_OF_VSPHERE = inventory_field("machine", api="vmObject", required=True, fields=VSPHERE_OBJECT)
# A setting is that of one machine or container.
_OF_MACHINE = ("machine.name", "machine.type", "machine.host_name", "machine.object_id")
_LOG_SERVERS = Field(
    "log_shipping_servers",
    "dict",
    fields=(
        Field("auto_select", "bool", api="autoSelection", required=True),
        Field("servers", "list", api="shippingServerIds", elements="str", reference=MANAGED_SERVER),
    ),
)
_LOGS = (
    Field("backup_mins_count", "int"),
    *spelled("retain_log_backups", ("UntilBackupDeleted", "KeepOnlyDays"), same=("KeepOnlyDays",)),
    Field("keep_days_count", "int"),
    _LOG_SERVERS,
)
_DATABASE_CREDENTIALS = Field("credentials", api="credentialsId", reference=CREDENTIALS)
_SCRIPTS = (Field("pre_freeze_script"), Field("post_thaw_script"))
_APPLICATION = (
    *spelled("vss", ("RequireSuccess", "IgnoreFailures", "Disabled"), required=True),
    Field("use_persistent_guest_agent", "bool"),
    *spelled("transaction_logs", ("Process", "CopyOnly")),
    Field(
        "sql",
        "dict",
        fields=(
            *spelled(
                "logs_processing",
                ("Truncate", "Preserve", "Backup", "NeverTruncate"),
                choice_spans={"Preserve": ("", FIRST)},
                required=True,
            ),
            *_LOGS,
        ),
    ),
    Field(
        "oracle",
        "dict",
        fields=(
            Field("use_guest_credentials", "bool", required=True),
            _DATABASE_CREDENTIALS,
            *spelled("archive_logs", ("Preserve", "DeleteExpiredHours", "DeleteExpiredGBs"), required=True),
            Field("delete_hours_count", "int"),
            Field("delete_gbs_count", "int", api="deleteGBsCount"),
            Field("backup_logs", "bool"),
            *_LOGS,
        ),
    ),
    Field(
        "postgresql",
        "dict",
        api="postgreSQL",
        since=REV0,
        fields=(
            Field("use_guest_credentials", "bool"),
            _DATABASE_CREDENTIALS,
            *spelled("user_connection_type", ("Credentials", "PasswordFile", "Peer")),
            Field("backup_logs", "bool"),
            *_LOGS,
            Field("temp_archive_logs_path"),
        ),
    ),
    Field(
        "exclusions",
        "dict",
        fields=(
            *spelled("exclusion_policy", ("Disabled", "ExcludeOnly", "IncludeOnly"), required=True),
            Field("items", "list", api="itemsList", elements="str"),
        ),
    ),
    Field(
        "scripts",
        "dict",
        fields=(
            *spelled("script_processing_mode", ("DisableExec", "IgnoreExecFailures", "RequireSuccess"), required=True),
            Field("windows_scripts", "dict", fields=_SCRIPTS),
            Field("linux_scripts", "dict", fields=_SCRIPTS),
        ),
    ),
)
_INDEXING = (
    *spelled("mode", ("Disable", "IndexAll", "IndexAllExcept", "IndexOnly"), api="guestFSIndexingMode", required=True),
    Field("folders", "list", api="indexingList", elements="str"),
)
_TYPES = ("Standard", "Linux", "ManagedService")
_CREDENTIALS = (
    Field("windows_credentials", api="windowsCredsId", reference=CREDENTIALS, until=FIRST),
    Field("linux_credentials", api="linuxCredsId", reference=CREDENTIALS, until=FIRST),
    Field("credentials", api="credentialsId", reference=CREDENTIALS, since=REV0, until=REV1),
    Field("credentials_type", choices=_TYPES, since=REV0, until=REV1),
    Field(
        "all_credentials",
        "list",
        api="credentials",
        elements="dict",
        since=REV2,
        fields=(
            Field("credentials", api="credentialsId", reference=CREDENTIALS, required=True),
            Field("credentials_type", choices=_TYPES, required=True),
        ),
    ),
    Field("default", "bool", since=REV0),
)
_CREDENTIALS_OF_ALL = (
    Field("use_agent_management_credentials", "bool", since=REV0, default=False),
    Field("credentials", api="credentialsId", reference=CREDENTIALS, required=True, until=FIRST),
    Field("credentials", api="credentials.credentialsId", reference=CREDENTIALS, since=REV0),
    Field("credentials_type", choices=("Standard", "Linux"), required=True, until=FIRST),
    Field("credentials_type", api="credentials.credentialsType", choices=_TYPES, since=REV0),
)
_SWITCH = switch()


def _per_machine(option: str, api: str, machine: InventoryField, fields: tuple[Field, ...]) -> Field:
    return Field(option, "list", api=api, elements="dict", item_keys=_OF_MACHINE, fields=(machine, *fields))


def _application_aware(machine: InventoryField) -> Field:
    return Field(
        "application_aware",
        "dict",
        api="appAwareProcessing",
        default={"enabled": False},
        fields=(_SWITCH, _per_machine("applications", "appSettings", machine, _APPLICATION)),
    )


def _guest_credentials(machine: InventoryField) -> Field:
    machines = _per_machine("credentials_per_machine", "credentialsPerMachine", machine, _CREDENTIALS)
    return Field("guest_credentials", "dict", fields=(*_CREDENTIALS_OF_ALL, machines))


_INTERACTION_PROXIES = Field(
    "guest_interaction_proxies",
    "dict",
    fields=(
        Field("auto_select", "bool", api="autoSelectEnabled", required=True),
        Field("servers", "list", api="proxyIds", elements="str", reference=MANAGED_SERVER),
    ),
)
GUEST_PROCESSING = (
    _application_aware(_MACHINE),
    Field(
        "file_indexing",
        "dict",
        api="guestFSIndexing",
        default={"enabled": False},
        fields=(
            switch(),
            _per_machine(
                "machines",
                "indexingSettings",
                _MACHINE,
                (
                    Field("windows", "dict", api="WindowsIndexing", fields=_INDEXING),
                    Field("linux", "dict", api="LinuxIndexing", fields=_INDEXING),
                ),
            ),
        ),
    ),
    _INTERACTION_PROXIES,
    _guest_credentials(_MACHINE),
)
# Replicas have no index of files.
REPLICA_GUEST_PROCESSING = (
    _application_aware(_MACHINE_OF_VSPHERE),
    _INTERACTION_PROXIES,
    _guest_credentials(_MACHINE_OF_VSPHERE),
)
