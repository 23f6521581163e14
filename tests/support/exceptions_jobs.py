# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the modules for jobs of Backup & Replication leave out of the documents on purpose, with the reasons."""

from __future__ import annotations

from ansible_collections.opendr.veeam.plugins.module_utils.vbr.inventory import (
    DATASTORE,
    FOLDER,
    HOST,
    NETWORK,
    RESOURCE_POOL,
    VSPHERE,
)
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.jobs.common import AGENT_TYPES
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.jobs.objects import VSPHERE_TYPES
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.jobs.states import TYPES
from support.exception_type import ALL_OF_IT, Exceptions

# What the platform says of an inventory object, wherever a job names one.
NO_GFS = {"allowOldGfsPointsRetention": "such jobs have no GFS retention policy"}
CREDENTIALS_OF_A_MACHINE = {"**.credentialsPerMachine.credentials": ALL_OF_IT}
FACTS = {f"**.{fact}": "a fact of the platform" for fact in ("size", "isEnabled", "metadata", "powerState", "aclInfo")}
NOT_PROCESSED = {
    *("Unknown", "ComputeResource", "Network", "DVSNetwork", "Disk", "SharedDisk"),
    *("vCenter", "VmTemplate", "Datastore"),
}
ELSEWHERE = {
    "host": HOST,
    "resourcePool": RESOURCE_POOL,
    "folder": FOLDER,
    "datastore": DATASTORE,
    "configurationFilesDatastoreMapping": DATASTORE,
    "sourceNetwork": NETWORK,
    "targetNetwork": NETWORK,
}
OTHER_ID = {"**.encryptionPasswordUniqueId": "another ID of the same password; an update sends back what was read"}
ANOTHER_MODULE = "veeam_job enables and disables jobs"
ID_IS_ENOUGH = "the ID says which one it is; an update sends back what was read"
COPIES = "each is a job of veeam_backup_copy_job; an update sends back what was read"
NO_BACKUPS = "the document of 1.3-rev1 describes machines in backups, and no backups"
MACHINES = {"Backup", "VSphereBackup", "HyperVBackup", "CloudDirectorBackup"}
JOBS: dict[str, Exceptions] = {
    "veeam_backup_copy_job": Exceptions(
        unreturned={"sourceObjects.includes.backups": NO_BACKUPS},
        properties={
            **OTHER_ID,
            "isDisabled": ANOTHER_MODULE,
            "sourceObjects.includes.jobs.name": ID_IS_ENOUGH,
            "sourceObjects.includes.jobs.type": ID_IS_ENOUGH,
            "sourceObjects.excludes.jobs.name": ID_IS_ENOUGH,
            "sourceObjects.excludes.jobs.type": ID_IS_ENOUGH,
            "sourceObjects.includes.repositories.name": ID_IS_ENOUGH,
            "sourceObjects.includes.backups.name": ID_IS_ENOUGH,
            "sourceObjects.includes.backups.platformName": ID_IS_ENOUGH,
            "sourceObjects.includes.backups": NO_BACKUPS,
            "sourceObjects.excludes.objects.parentObjectId": "an update sends back what was read",
            **FACTS,
        },
        choices={
            "type": set(TYPES) - {"BackupCopy", "FileBackupCopy", "EntraIDTenantBackupCopy"},
        },
    ),
    "veeam_content_scan_job": Exceptions(
        queries=NO_GFS,
        properties={
            **{
                f"{jobs}.includes.{fact}": ID_IS_ENOUGH
                for jobs in ("linkedJobs", "unstructuredLinkedJobs")
                for fact in ("name", "type")
            },
            "linkedJobs.excludes.parentObjectId": "an update sends back what was read",
            **FACTS,
        },
        choices={"type": set(TYPES) - {"SureBackupContentScan"}},
        conditional={"linkedJobs.includes": "a job may scan files alone; what is for linked jobs is rejected then"},
    ),
    "veeam_agent_backup_job": Exceptions(
        properties={
            **OTHER_ID,
            **{f"**.{fact}": "a fact of the platform" for fact in ("size", "aclInfo", "cloudMachinesType")},
            "**.protectionGroupType": "a fact of the group",
            **{
                f"{place}.{fact}": "the ID says which it is; an update sends back what was read"
                for place in ("computers", "**.machineObject")
                for fact in ("path", "parentObjectId")
            },
        },
        choices={"type": set(TYPES) - set(AGENT_TYPES)},
        required={
            "guestProcessing.guestCredentials.credentialsPerMachine.machineObject": "it says whose credentials they are"
        },
        conditional={"storage.destination": "a task gives one of the four destinations"},
    ),
    "veeam_file_backup_job": Exceptions(
        properties={
            **OTHER_ID,
            "secondaryTargets": "each is a job, which veeam_backup_copy_job adds, changes and removes",
        },
        choices={"type": set(TYPES) - {"FileBackup", "ObjectStorageBackup"}},
    ),
    "veeam_entra_id_backup_job": Exceptions(
        queries=NO_GFS,
        required={"storage": "1.3-rev1 wants it of a job for audit logs; an empty one is sent to all"},
        properties={
            **OTHER_ID,
            "secondaryTargets": COPIES,
        },
        choices={"type": set(TYPES) - {"EntraIDTenantBackup", "EntraIDAuditLogBackup"}},
    ),
    "veeam_replica_job": Exceptions(
        queries=NO_GFS,
        unkeyed=CREDENTIALS_OF_A_MACHINE,
        properties=FACTS,
        choices={
            "type": set(TYPES) - {"VSphereReplica"},
            "**.includes.type": NOT_PROCESSED,
            "**.vms.type": NOT_PROCESSED,
            "**.vmObject.type": NOT_PROCESSED,
            "**.originalVM.type": NOT_PROCESSED,
            "**.replicaVM.type": NOT_PROCESSED,
            **{
                f"**.{place}.type": {*VSPHERE_TYPES, *NOT_PROCESSED} - set(kind.types[VSPHERE])
                for place, kind in ELSEWHERE.items()
            },
        },
        conditional={
            f"guestProcessing.guestCredentials.credentials.{key}": "credentials have both or none"
            for key in ("credentialsId", "credentialsType")
        },
    ),
    "veeam_vm_backup_job": Exceptions(
        unkeyed=CREDENTIALS_OF_A_MACHINE,
        properties={
            **FACTS,
            **OTHER_ID,
        },
        choices={
            "type": set(TYPES) - MACHINES,
            "**.includes.type": NOT_PROCESSED,
            "**.vms.type": NOT_PROCESSED,
            "**.vmObject.type": NOT_PROCESSED,
        },
        conditional={
            f"guestProcessing.guestCredentials.credentials.{key}": "credentials have both or none"
            for key in ("credentialsId", "credentialsType")
        },
    ),
}
IN_NO_DOCUMENT = "a spelling that the document of no revision has where the example has it"
UNREAD_OF_JOBS: dict[str, str] = {
    **{
        f"{path} is in the example": IN_NO_DOCUMENT
        for path in (
            "storage.backupProxies.autoSelection",
            "storage.advancedSettings.storageIntegration.limitProcessedVmCount",
            "storage.advancedSettings.storageIntegration.limitProcessedVm",
            "storage.advancedSettings.storageData.encryption.encryptionPasswordTag",
            "storage.advancedSettings.storageData.enableInlineDataDedup",
            "storage.advancedSettings.notifications.vmAttribute.appendToExisitingValue",
            "storage.advancedSettings.synthenticFulls.days",
            "guestProcessing.guestInteractionProxies.autoSelection",
            "guestProcessing.guestCredentials.credsType",
            "guestProcessing.guestCredentials.credsId",
            "guestProcessing.guestCredentials.credentialsPerMachine.windowsCredsId",
            "guestProcessing.guestCredentials.credentialsPerMachine.linuxCredsId",
            "virtualMachines.includes.size",
            "virtualMachines.includes.inventoryObject",
            "virtualMachines.excludes.disks.vmObject.size",
            "destination.host.size",
            "destination.resourcePool.size",
            "destination.folder.size",
            "destination.datastore.size",
            "destination.mapping",
            "jobSettings.advancedSettings.integration.limitProcessedVm",
            "jobSettings.advancedSettings.integration.limitProcessedVmCount",
            "dataTransfer.sourceProxies.autoSelection",
            "dataTransfer.targetProxies.autoSelection",
            "seeding.replicaMapping.replicaMappings",
        )
    },
    "storage.advanced.storage_data.storage_optimization=LocalTarget is none": "a word of an earlier revision",
    "settings.advanced.traffic.storage_optimization=LANTarget is none": "a word of an earlier revision",
}
