# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: the backups of a Microsoft Entra ID tenant and of its audit logs, and their restore points."""

from __future__ import annotations

import datetime

from ..state import Item
from ..values import stable_id
from ..vbr_sessions import NO_ID
from .vbr_backups import BACKUPS, backup_id
from .vbr_repositories import DEFAULT_REPOSITORY
from .vbr_restore_points import RESTORE_POINTS

TENANT_NAME = "dr.example"
TENANT = stable_id(f"entra id tenant {TENANT_NAME}")
TENANT_BACKUP, COPY_BACKUP, LOG_BACKUP = "Entra ID dr.example", "Entra ID dr.example copy", "Entra ID audit logs"
TENANTS = "inventory/entraId/tenants"
OTHER_TENANT = "branch.example"
HOURS = (4, 28, 52)

_JOB_TYPES = {
    TENANT_BACKUP: "EntraIDTenantBackup",
    COPY_BACKUP: "EntraIDTenantBackupCopy",
    LOG_BACKUP: "EntraIDAuditLogBackup",
}


def entra_point(number: int = 1, backup: str = TENANT_BACKUP) -> str:
    """Id of a restore point of one of these backups; number 1 is the newest."""
    return stable_id(f"restore point EntraID {backup} {number}")


def credentials_of(session: str) -> str:
    """Id of the credentials that a sign-in for a mount makes."""
    return stable_id(f"entra id credentials {session}")


def point_time(moment: datetime.datetime, number: int) -> str:
    """When a restore point was made, as seen at a moment."""
    return (moment - datetime.timedelta(hours=HOURS[number - 1])).isoformat()


def seeds(moment: datetime.datetime) -> dict[str, list[Item]]:
    """The backups and their restore points, as seen at a moment."""
    return {
        TENANTS: [_tenant(TENANT, TENANT_NAME), _tenant(stable_id(f"entra id tenant {OTHER_TENANT}"), OTHER_TENANT)],
        BACKUPS: [_backup(name) for name in _JOB_TYPES],
        RESTORE_POINTS: [_point(name, number, moment) for name in _JOB_TYPES for number in range(1, len(HOURS) + 1)],
    }


def _tenant(key: str, name: str) -> Item:
    return {
        "id": key,
        "azureTenantId": stable_id(f"azure tenant {name}"),
        "name": name,
        "description": name,
        "cacheRepositoryId": DEFAULT_REPOSITORY,
        "region": "Global",
    }


def _backup(name: str) -> Item:
    return {
        "id": backup_id(name),
        "jobId": stable_id(f"job {name}"),
        "name": name,
        "platformName": "EntraID",
        "policyUniqueId": stable_id(f"policy {name}"),
        "platformId": NO_ID,
        "creationTime": "2025-12-01T20:00:00+00:00",
        "jobType": _JOB_TYPES[name],
        "repositoryName": "Default Backup Repository",
        "repositoryId": DEFAULT_REPOSITORY,
    }


def _point(backup: str, number: int, moment: datetime.datetime) -> Item:
    return {
        "id": entra_point(number, backup),
        "name": TENANT_NAME,
        "platformName": "EntraID",
        "platformId": NO_ID,
        "type": "Full",
        "creationTime": point_time(moment, number),
        "backupId": backup_id(backup),
        "malwareStatus": "Clean",
        "backupFileId": stable_id(f"file of {backup} {number}"),
        "allowedOperations": [],
        "guestOsFamily": "Unknown",
        "snapshotType": 0,
        "objectId": TENANT,
    }
