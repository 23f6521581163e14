# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where agents keep their backups: jobs in a repository, policies in one of several places too.

Private to the collection.
"""

from __future__ import annotations

from dataclasses import replace

from ...schema.fields import Field
from ..references import BACKUP, CREDENTIALS, PROXY, TARGET_REPOSITORY
from ..words import REV2, switch
from .storage import (
    ACTIVE_FULLS,
    AUTO_SELECT,
    BLOCK_SIZE,
    COMPRESSION,
    EMAIL,
    ENCRYPTION,
    GFS,
    HEALTH_CHECK,
    MAINTENANCE,
    OWN_RETENTION,
    SCRIPTS,
    SNMP,
    SYNTHETIC_FULLS,
    proxies,
)

_STORAGE_DATA = Field(
    "storage_data",
    "dict",
    fields=(Field("inline_data_dedup_enabled", "bool", since=REV2), COMPRESSION, *BLOCK_SIZE, ENCRYPTION),
)
_MONITORING = Field("backup_monitoring", "dict", since=REV2, fields=(switch(), Field("quantity", "int")))
_NOTIFICATIONS = Field("notifications", "dict", fields=(SNMP, EMAIL, _MONITORING))
_OF_BOTH = (*SYNTHETIC_FULLS, ACTIVE_FULLS, MAINTENANCE, _STORAGE_DATA, _NOTIFICATIONS)
_INTEGRATION = Field(
    "storage_integration",
    "dict",
    fields=(
        switch(),
        Field("off_host_proxies", "dict", api="offHostBackupProxies", fields=(AUTO_SELECT, proxies(PROXY))),
        Field("failover_to_on_host_agent", "bool"),
    ),
)
JOB_STORAGE = (
    Field("repository", api="backupRepositoryId", reference=TARGET_REPOSITORY),
    Field("source_backup", api="sourceBackupId", reference=BACKUP),
    OWN_RETENTION,
    GFS,
    Field(
        "advanced",
        "dict",
        api="advancedSettings",
        fields=(*_OF_BOTH, HEALTH_CHECK, _INTEGRATION, SCRIPTS),
    ),
)
_CACHE = Field(
    "backup_cache",
    "dict",
    fields=(
        switch(),
        Field("type", choices=("Automatic", "Manual")),
        Field("local_path"),
        Field("size_limit", "int"),
        Field("size_unit", choices=("GB", "TB")),
    ),
)
_LATER_CACHE = replace(_CACHE, since=REV2)


def _destination(option: str, kind: str, fields: tuple[Field, ...]) -> Field:
    """One of the places where agents may keep backups; a policy has one of them."""
    constant = Field("kind", api="destinationType", mode="constant", choices=(kind,), default=kind)
    return Field(option, "dict", api="destination", fields=(constant, *fields))


DESTINATIONS = (
    _destination("local_storage", "LocalStorage", (Field("path", required=True), _LATER_CACHE)),
    _destination(
        "shared_folder",
        "SharedFolder",
        (
            Field("path", required=True),
            Field("share_type", api="networkShareType", choices=("SMB", "NFS")),
            Field("use_network_credentials", "bool"),
            Field("network_credentials", api="networkCredentialsId", reference=CREDENTIALS),
            _LATER_CACHE,
        ),
    ),
    _destination(
        "backup_repository",
        "BackupRepository",
        (
            Field("server", api="backupServerName", required=True),
            Field("repository", api="backupRepositoryId", reference=TARGET_REPOSITORY, required=True),
            _CACHE,
        ),
    ),
    _destination(
        "cloud_connect_repository",
        "CloudConnectRepository",
        (Field("repository", api="backupRepositoryId", reference=TARGET_REPOSITORY, required=True), _CACHE),
    ),
)
POLICY_STORAGE = (
    *DESTINATIONS,
    OWN_RETENTION,
    GFS,
    Field(
        "advanced",
        "dict",
        api="advancedSettings",
        fields=(
            *_OF_BOTH,
            Field(
                "backup_health",
                "dict",
                fields=(
                    *HEALTH_CHECK.fields,
                    Field("full_health_check", "bool", api="isFullHealthCheckEnabled"),
                ),
            ),
        ),
    ),
)
