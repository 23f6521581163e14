# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""M365: the backup repositories that there are at the start, what is in them, and what jobs use."""

from __future__ import annotations

from ..state import Item
from ..values import stable_id
from .m365_infrastructure import (
    OFFLINE_PROXY,
    POOL,
    PROXY,
    account_id,
    key_id,
    organization_id,
    pool_id,
    proxy_id,
)

REPOSITORIES = "BackupRepositories"
DEFAULT, COMPATIBLE, ARCHIVE = "Default Backup Repository", "Object Storage 01", "Archive 01"
BROKEN, EMPTY, OFFLINE = "Broken Repository", "Empty Repository", "Offline Repository"
# Folders with backups of a proxy that is no longer there.
USED_FOLDERS = ("D:\\Backups\\Former",)
USED_BY_JOBS = (DEFAULT,)

DAILY: Item = {
    "retentionPeriodType": "Daily",
    "dailyRetentionPeriod": 14,
    "retentionFrequencyType": "Daily",
    "dailyTime": "22:00:00",
    "dailyType": "Everyday",
}
MONTHLY: Item = {
    "retentionPeriodType": "Yearly",
    "yearlyRetentionPeriod": "Years7",
    "retentionFrequencyType": "Monthly",
    "monthlyTime": "22:00:00",
    "monthlyDaynumber": "First",
    "monthlyDayofweek": "Monday",
}


def repository_id(name: str) -> str:
    """Id of a repository of the seeds."""
    return stable_id(f"m365 repository {name}")


def _repository(name: str, retention: Item, **values: object) -> Item:
    return {
        "id": repository_id(name),
        "name": name,
        "description": f"{name} (simulated)",
        "retentionType": "ItemLevel",
        **retention,
        "organizationId": organization_id("dr.example"),
        "isOutdated": False,
        "isIndexed": True,
        "isMigrationLocked": False,
        "isOutOfOrder": False,
        "maintenanceMode": "None",
        **values,
    }


def _local(name: str, folder: str, proxy: str = PROXY, **values: object) -> Item:
    space = {"capacityBytes": 107374182400, "freeSpaceBytes": 53687091200}
    return _repository(name, DAILY, proxyId=proxy_id(proxy), path=f"D:\\Backups\\{folder}", **space, **values)


def _on_storage(name: str, retention: Item, storage: Item, long_term: bool = False) -> Item:
    return _repository(
        name,
        retention,
        proxyPoolId=pool_id(POOL),
        objectStorageEncryptionEnabled=True,
        encryptionKeyId=key_id("Offsite copies"),
        isLongTerm=long_term,
        isOutOfSync=name == COMPATIBLE,
        objectStorage={"id": stable_id(f"storage of {name}"), "enableImmutability": False, **storage},
    )


SEEDS: list[Item] = [
    _local(DEFAULT, "Default"),
    _on_storage(
        COMPATIBLE,
        DAILY,
        {
            "type": "AmazonS3Compatible",
            "accountId": account_id("S3 compatible storage"),
            "amazonBucketS3Compatible": {
                "servicePoint": "https://s3.dr.example",
                "customRegionId": "dr-1",
                "name": "m365-object-storage",
                "trustServerCertificate": False,
            },
            "s3Folder": "m365",
            "sizeLimitEnabled": True,
            "sizeLimitGB": 500,
            "usedSpaceBytes": 10737418240,
            "freeSpaceBytes": 526133493760,
        },
    ),
    _on_storage(
        ARCHIVE,
        MONTHLY,
        {
            "type": "AmazonS3",
            "accountId": account_id("Amazon storage"),
            "amazonBucketS3Aws": {
                "regionType": "Global",
                "regionName": "US East (Ohio)",
                "regionId": "us-east-2",
                "name": "m365-archive",
            },
            "s3Folder": "m365",
            "glacierInstantRetrievalEnabled": True,
        },
        long_term=True,
    ),
    _local(EMPTY, "Empty"),
    _local(
        BROKEN,
        "Broken",
        isOutOfOrder=True,
        outOfOrderReason="The folder cannot be read",
        maintenanceMode="SessionsDisabled",
    ),
    _local(OFFLINE, "Offline", OFFLINE_PROXY),
]

# The repositories that have to move with a repository.
RELATED: dict[str, tuple[str, ...]] = {repository_id(COMPATIBLE): (repository_id(ARCHIVE),)}
GIB = 1024**3
# The organizations with backups in a repository; their ids are those of the backups.
USAGES: dict[str, list[Item]] = {
    f"{REPOSITORIES}/{repository_id(DEFAULT)}/backedupOrganizations": [
        {"id": stable_id("backup of dr.example").replace("-", ""), "name": "dr.example", "usedSpaceBytes": 40 * GIB}
    ],
    f"{REPOSITORIES}/{repository_id(COMPATIBLE)}/backedupOrganizations": [
        {
            "id": stable_id(f"backup of {name}").replace("-", ""),
            "name": name,
            "usedSpaceBytes": number * GIB,
            "localCacheUsedSpaceBytes": GIB // 2,
            "objectStorageUsedSpaceBytes": number * GIB,
        }
        for number, name in enumerate(("dr.example", "branch.example"), 1)
    ],
}
