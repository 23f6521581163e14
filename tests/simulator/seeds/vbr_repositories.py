# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: the repositories there are at the start, how full they are, and which are in use."""

from __future__ import annotations

from typing import Any

from ..state import Item
from ..values import stable_id
from .vbr_credentials import AMAZON_CREDENTIALS, AZURE_CREDENTIALS, GOOGLE_CREDENTIALS, WINDOWS_CREDENTIALS
from .vbr_infrastructure import BACKUP_SERVER, HARDENED, LINUX, WINDOWS

REPOSITORIES = "backupInfrastructure/repositories"
SCALE_OUT = "backupInfrastructure/scaleOutRepositories"
DEFAULT_REPOSITORY = "88788f9e-d8f5-4eb4-bc4f-9b3f5403bcec"  # the id that every VBR installation gives its default one
SOBR_ID = stable_id("scale-out repository SOBR-01")


def mount_server(key: str = BACKUP_SERVER, system: str = "windows") -> Item:
    """Mount server settings in the shape of 1.3."""
    folder = "C:\\ProgramData\\Veeam\\Backup\\IRCache" if system == "windows" else "/var/lib/veeam/IRCache"
    return {
        "mountServerSettingsType": system.capitalize(),
        system: {
            "mountServerId": key,
            "writeCacheFolder": folder,
            "vPowerNFSEnabled": system == "windows",
            "vPowerNFSPortSettings": {"mountPort": 1058, "vPowerNFSPort": 2049},
        },
    }


def _limits(path: str | None = None) -> Item:
    settings: Item = {
        "taskLimitEnabled": True,
        "maxTaskCount": 4,
        "readWriteLimitEnabled": False,
        "readWriteRate": 0,
        "advancedSettings": {
            "alignDataBlocks": True,
            "decompressBeforeStoring": False,
            "rotatedDrives": False,
            "perVmBackup": True,
        },
    }
    return {"path": path, **settings} if path else settings


def _repository(name: str, kind: str, **values: Any) -> Item:
    return {
        "id": stable_id(f"repository {name}"),
        "name": name,
        "description": f"{name} (simulated)",
        "type": kind,
        "uniqueId": stable_id(f"unique {name}"),
        **values,
    }


def _account(credentials: str, **values: Any) -> Item:
    return {
        "credentialsId": credentials,
        "connectionSettings": {"connectionType": "Direct", "gatewayServerIds": []},
        **values,
    }


def _bucket(name: str, **values: Any) -> Item:
    return {
        "bucketName": name,
        "folderName": "veeam",
        "storageConsumptionLimit": {"isEnabled": False, "consumptionLimitCount": 10, "consumptionLimitKind": "TB"},
        **values,
    }


_GATEWAY = {"autoSelectEnabled": True, "gatewayServerIds": []}

REPOSITORY_SEEDS: list[Item] = [
    {
        **_repository(
            "Default Backup Repository",
            "WinLocal",
            hostId=BACKUP_SERVER,
            mountServer=mount_server(),
            repository=_limits("C:\\Backup"),
        ),
        "id": DEFAULT_REPOSITORY,
    },
    _repository(
        "Windows Repository 01",
        "WinLocal",
        hostId=WINDOWS,
        mountServer=mount_server(WINDOWS),
        repository=_limits("D:\\Backups"),
    ),
    _repository(
        "Linux Repository 01",
        "LinuxLocal",
        hostId=LINUX,
        mountServer=mount_server(LINUX, "linux"),
        repository={**_limits("/backups"), "useFastCloningOnXFSVolumes": True},
    ),
    _repository(
        "Hardened Repository 01",
        "LinuxHardened",
        hostId=HARDENED,
        mountServer=mount_server(),
        repository={**_limits("/hardened"), "useFastCloningOnXFSVolumes": True, "makeRecentBackupsImmutableDays": 14},
    ),
    _repository(
        "NFS Share 01",
        "Nfs",
        mountServer=mount_server(),
        repository=_limits(),
        share={"sharePath": "nas01.dr.example:/exports/backup", "gatewayServer": _GATEWAY},
    ),
    _repository(
        "SMB Share 01",
        "Smb",
        mountServer=mount_server(),
        repository=_limits(),
        share={
            "sharePath": "\\\\nas01.dr.example\\backup",
            "credentialsId": WINDOWS_CREDENTIALS,
            "gatewayServer": _GATEWAY,
        },
    ),
    _repository(
        "Amazon S3 01",
        "AmazonS3",
        taskLimitEnabled=True,
        maxTaskCount=8,
        mountServer=mount_server(),
        account=_account(AMAZON_CREDENTIALS, regionType="Global"),
        bucket=_bucket(
            "dr-backups",
            regionId="eu-central-1",
            immutability={"isEnabled": True, "daysCount": 30, "immutabilityMode": "RepositorySettings"},
        ),
    ),
    _repository(
        "Amazon Glacier 01",
        "AmazonS3Glacier",
        account=_account(AMAZON_CREDENTIALS, regionType="Global"),
        bucket={
            "regionId": "eu-central-1",
            "bucketName": "dr-archive",
            "folderName": "veeam",
            "immutabilityEnabled": False,
            "useDeepArchive": True,
        },
    ),
    _repository(
        "S3 Compatible 01",
        "S3Compatible",
        taskLimitEnabled=False,
        maxTaskCount=2,
        mountServer=mount_server(),
        account=_account(AMAZON_CREDENTIALS, servicePoint="https://s3.dr.example:9000", regionId="us-east-1"),
        bucket=_bucket("dr-compatible"),
    ),
    _repository(
        "Azure Blob 01",
        "AzureBlob",
        taskLimitEnabled=True,
        maxTaskCount=4,
        mountServer=mount_server(),
        account=_account(AZURE_CREDENTIALS, regionType="Global"),
        container={
            "containerName": "backups",
            "folderName": "veeam",
            "storageConsumptionLimit": {"isEnabled": True, "consumptionLimitCount": 5, "consumptionLimitKind": "TB"},
        },
    ),
    _repository(
        "Google Cloud 01",
        "GoogleCloud",
        taskLimitEnabled=False,
        maxTaskCount=2,
        mountServer=mount_server(),
        account=_account(GOOGLE_CREDENTIALS, regionType="Global"),
        bucket=_bucket("dr-google", regionId="europe-west3"),
    ),
    _repository(
        "Wasabi 01",
        "WasabiCloud",
        taskLimitEnabled=False,
        maxTaskCount=2,
        mountServer=mount_server(),
        account=_account(AMAZON_CREDENTIALS, regionId="eu-central-1"),
        bucket=_bucket("dr-wasabi"),
    ),
]


def _key(name: str) -> str:
    return next(str(item["id"]) for item in REPOSITORY_SEEDS if item["name"] == name)


SCALE_OUT_SEEDS: list[Item] = [
    {
        "id": SOBR_ID,
        "name": "SOBR-01",
        "description": "Scale-out repository (simulated)",
        "uniqueId": stable_id("unique SOBR-01"),
        "performanceTier": {
            "performanceExtents": [{"id": _key("Hardened Repository 01"), "name": "Hardened Repository 01"}]
        },
    }
]

# Why a repository cannot be removed: a job writes to it (the configuration backup does too), or backups lie in it.
JOB_USE: dict[str, str] = {_key("Linux Repository 01"): "Nightly Servers"}
BACKUP_USE: dict[str, list[str]] = {_key("Windows Repository 01"): ["File Servers Weekly"]}

# Capacity and free space in GB, and whether it can be reached; everything else is empty and online.
SPACE: dict[str, tuple[float, float, bool]] = {
    DEFAULT_REPOSITORY: (476.3, 301.1, True),
    _key("Windows Repository 01"): (8192.0, 3020.5, True),
    _key("Linux Repository 01"): (16384.0, 5120.25, True),
    _key("Hardened Repository 01"): (32768.0, 20480.0, True),
    _key("NFS Share 01"): (4096.0, 12.5, True),
    _key("SMB Share 01"): (4096.0, 4096.0, False),
}
