# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: backups and the machines, file shares and buckets in them. Their restore points are in vbr_restore_points."""

from __future__ import annotations

from typing import Any

from ..state import Item
from ..values import stable_id
from ..vbr_sessions import NO_ID
from .vbr_repositories import DEFAULT_REPOSITORY
from .vbr_sessions import NIGHTLY_JOB

BACKUPS = "backups"
OBJECTS = "backupObjects"
JOB_STATES = "jobs/states"

NIGHTLY = "Nightly Servers"
PROJECTS = "\\\\nas01.dr.example\\projects"
HOME = "nas01.dr.example:/exports/home"
BUCKET = "dr-documents"
BUCKET_SERVER = "s3.dr.example"


def server_id(name: str) -> str:
    """Id of an unstructured data server of the seeds, which is a share or an account, by its path or name."""
    return stable_id(f"unstructured data server {name}")


def backup_id(name: str) -> str:
    """Id of a backup of the seeds by its name."""
    return stable_id(f"backup {name}")


def object_id(name: str, platform: str = "VMware") -> str:
    """Id of a machine, share or bucket of the seeds by its name and platform."""
    return stable_id(f"backup object {platform} {name}")


def _backup(name: str, platform: str, job_type: str, repository: str, job: str = "") -> Item:
    return {
        "id": backup_id(name),
        "jobId": job or stable_id(f"job {name}"),
        "name": name,
        "platformName": platform,
        "policyUniqueId": stable_id(f"policy {name}"),
        "platformId": NO_ID,
        "creationTime": "2025-12-01T20:00:00+00:00",
        "jobType": job_type,
        "repositoryName": repository,
        "repositoryId": DEFAULT_REPOSITORY
        if repository == "Default Backup Repository"
        else stable_id(f"repository {repository}"),
    }


def _job_state(backup: Item) -> Item:
    return {
        "id": backup["jobId"],
        "name": backup["name"],
        "type": backup["jobType"],
        "description": "",
        "status": "Inactive",
        "lastResult": "Success",
        "lastRun": "2026-01-14T20:00:00+00:00",
        "workload": "Vm",
        "repositoryId": backup["repositoryId"],
        "repositoryName": backup["repositoryName"],
        "objectsCount": 1,
        "sessionId": NO_ID,
        "highPriority": False,
        "progressPercent": 0,
        **({"runAfterJob": {"jobName": NIGHTLY, "jobId": NIGHTLY_JOB}} if backup["jobType"] == "BackupCopy" else {}),
    }


def _object(name: str, platform: str, backups: tuple[str, ...], kind: str = "VM", **values: Any) -> Item:
    """``backups``, by name, is not part of the vendor's model: what holds this object, the first one mainly."""
    return {
        "id": object_id(name, platform),
        "name": name,
        "platformName": platform,
        "type": kind,
        "platformId": NO_ID,
        "lastRunFailed": False,
        "size": 42949672960,
        "backups": backups,
        "backupId": backup_id(backups[0]),
        **values,
    }


def _vsphere(name: str, reference: str, *backups: str, path: str = "Datacenter01\\Cluster01", **values: Any) -> Item:
    return _object(
        name,
        "VMware",
        ("Nightly Servers", *backups),
        objectId=reference,
        viType="VirtualMachine",
        path=f"vcenter01.dr.example\\{path}\\{name}",
        **values,
    )


def _hyper_v(name: str) -> Item:
    return _object(
        name,
        "HyperV",
        ("Hyper-V Servers",),
        objectId=stable_id(f"hyper-v machine {name}"),
        hvType="VirtualMachine",
        path=f"hyperv01.dr.example\\{name}",
    )


def _agent(name: str, platform: str, backup: str) -> Item:
    return _object(
        name,
        platform,
        (backup,),
        "Computer",
        biosUuid=stable_id(f"bios {name}"),
        computerId=stable_id(f"computer {name}"),
        protectionGroupIds=[],
    )


def _unstructured(name: str, kind: str, backup: str, server: str) -> Item:
    return _object(name, "UnstructuredData", (backup,), kind, fileServerId=server_id(server), hostId=server_id(server))


_BACKUPS = [
    _backup("Nightly Servers", "VMware", "VSphereBackup", "Linux Repository 01", NIGHTLY_JOB),
    _backup("Offsite Copy", "VMware", "BackupCopy", "Amazon S3 01"),
    _backup("Hyper-V Servers", "HyperV", "HyperVBackup", "Windows Repository 01"),
    _backup("Windows Agents", "WindowsPhysical", "WindowsAgentBackup", "Default Backup Repository"),
    _backup("Linux Agents", "LinuxPhysical", "LinuxAgentBackup", "Default Backup Repository"),
    _backup("Tenant VMs", "CloudDirector", "CloudDirectorBackup", "Linux Repository 01"),
    _backup("File Shares", "UnstructuredData", "FileBackup", "Windows Repository 01"),
    _backup("Object Storage", "UnstructuredData", "ObjectStorageBackup", "Linux Repository 01"),
]

# Policies of the appliances for public clouds, which this API only shows and runs.
_CLOUD_POLICIES = [
    {**_job_state(_backup(name, "Cloud", job_type, "Default Backup Repository")), "workload": "CloudVm"}
    for name, job_type in (("Azure Policy", "CloudBackupAzure"), ("AWS Policy", "CloudBackupAWS"))
]

# The settings of a job; the others have a state only.
JOBS: list[Item] = [
    {
        "id": NIGHTLY_JOB,
        "name": NIGHTLY,
        "type": "VSphereBackup",
        "description": "",
        "isDisabled": False,
        "isHighPriority": False,
        "virtualMachines": {
            "includes": [
                {
                    "platform": "VSphere",
                    "hostName": "vcenter01.dr.example",
                    "name": name,
                    "type": "VirtualMachine",
                    "objectId": reference,
                }
                for name, reference in (("app02", "vm-102"), ("web01", "vm-101"))
            ]
        },
        "storage": {
            "backupRepositoryId": stable_id("repository Linux Repository 01"),
            "backupProxies": {"autoSelectEnabled": True},
            "retentionPolicy": {"type": "RestorePoints", "quantity": 7},
        },
        "guestProcessing": {
            "appAwareProcessing": {"isEnabled": False},
            "guestFSIndexing": {"isEnabled": False},
        },
        "schedule": {
            "runAutomatically": True,
            "daily": {"isEnabled": True, "localTime": "22:00:00", "dailyKind": "Everyday"},
        },
    },
    {
        "id": stable_id("job Offsite Copy"),
        "name": "Offsite Copy",
        "type": "BackupCopy",
        "description": "",
        "isDisabled": False,
        "mode": "Periodic",
        "sourceObjects": {
            "includes": {
                "jobs": [{"id": NIGHTLY_JOB, "name": NIGHTLY, "type": "VSphereBackup"}],
                "repositories": [],
            }
        },
        "target": {
            "backupRepositoryId": stable_id("repository Amazon S3 01"),
            "retentionPolicy": {"type": "Days", "quantity": 30},
        },
        "schedule": {
            "type": "Periodic",
            "runAutomatically": True,
            "afterThisJob": {"isEnabled": True, "jobName": NIGHTLY},
        },
    },
]
SEEDS: dict[str, list[Item]] = {
    "jobs": JOBS,
    BACKUPS: _BACKUPS,
    JOB_STATES: [*(_job_state(backup) for backup in _BACKUPS), *_CLOUD_POLICIES],
    OBJECTS: [
        _vsphere("app01", "vm-201", "Offsite Copy"),
        _vsphere("app02", "vm-102"),
        _vsphere("db01", "vm-202", size=214748364800),
        _vsphere("web01", "vm-101", lastRunFailed=True),
        _vsphere("intranet01", "vm-203"),
        _hyper_v("hv-sql01"),
        _hyper_v("hv-web01"),
        _hyper_v("intranet01"),
        _agent("win-phys01", "WindowsPhysical", "Windows Agents"),
        _agent("lnx-phys01", "LinuxPhysical", "Linux Agents"),
        _object(
            "tenant-app01",
            "CloudDirector",
            ("Tenant VMs",),
            objectId="urn:vcloud:vm:tenant-app01",
            cloudDirectorType="VirtualMachine",
            path="vcd01.dr.example\\Org01\\VDC01\\tenant-app\\tenant-app01",
        ),
        _unstructured(PROJECTS, "SMB", "File Shares", PROJECTS),
        _unstructured(HOME, "NFS", "File Shares", HOME),
        _unstructured(BUCKET, "ObjectStorage", "Object Storage", BUCKET_SERVER),
    ],
}
