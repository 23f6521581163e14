# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each module leaves out of the vendor's document on purpose, with the reason. One that is not needed fails."""

from __future__ import annotations

from support.exception_type import ALL_OF_IT, SORTED_BY_PLAYBOOK, Exceptions
from support.exceptions_infrastructure import INFRASTRUCTURE
from support.exceptions_jobs import JOBS, UNREAD_OF_JOBS
from support.exceptions_m365 import M365

MOUNT_SHOWS = "the mount itself shows whether it is gone"
FOLLOWED = "the session that is stopped is followed, and not one that stops it"
BY_CLOUD_OBJECTS = "found by its name among the objects of the cloud that the service account sees"
UNKNOWN_TO_PEOPLE = "an ID or number that nothing else shows to people"
OF_RESTORE_POINTS = {
    "typeFilter": "compared here, for only 1.3-rev2 has it",
    "excludeSnapshotTypeFilter": UNKNOWN_TO_PEOPLE,
}
NEEDED_BY_AZURE = "Azure cannot do without it; the documents since 1.3-rev1 have it as required, 1.3-rev0 left it out"
FEW_MOUNTS = "mounts are few: all are read and compared here, the same in every revision"
STATES_OF_MACHINES = "it takes the states of mounted machines, which mounts of shares do not have; compared here"
UNKNOWN = {"Unknown"}
WHAT_AND_WHERE = "a search has to say what it looks for, and where"
SEARCHED = {"path": WHAT_AND_WHERE, "searchPattern": WHAT_AND_WHERE}
FACT_OF_THE_INVENTORY = "a fact of the inventory that a task does not decide"
A_WHOLE_LIMIT = "half a limit means nothing"
EXCEPTIONS: dict[str, Exceptions] = {
    **INFRASTRUCTURE,
    **JOBS,
    **M365,
    "veeam_azure_flr_info": Exceptions(required=SEARCHED),
    "veeam_azure_flr_restore": Exceptions(required=SEARCHED),
    "veeam_azure_repository": Exceptions(
        choices={"storageTier": {"Unknown"}, "storageConsumptionLimit.limitType": {"Unknown"}},
        required={
            "name": "without one nobody finds the repository again",
            "storageConsumptionLimit.limitValue": A_WHOLE_LIMIT,
            "storageConsumptionLimit.limitType": A_WHOLE_LIMIT,
        },
    ),
    "veeam_azure_restore_point_info": Exceptions(choices={"DataRetrievalStatuses": {"Unknown"}}),
    "veeam_azure_vm_info": Exceptions(
        queries={"DataRetrievalStatuses": "told by the restore points of a machine: veeam_azure_restore_point_info"},
    ),
    "veeam_azure_policy_info": Exceptions(
        queries={
            "PolicyStatus": "offered as enabled and compared here: policies are few",
            "PolicyName": "whether it takes patterns is not documented; compared here: policies are few",
        },
    ),
    "veeam_azure_vm_policy": Exceptions(
        unkeyed={"snapshotSettings.additionalTags": ALL_OF_IT, "**.tags": ALL_OF_IT},
        derived={"/policies/virtualMachines/orderPriorities": "the body holds the order of all policies"},
        sessions={"/policies/virtualMachines/{policyId}/start": "the sessions of a policy name it"},
        choices=dict.fromkeys(
            (
                "backupType",
                "dailySchedule.dailyType",
                "dailySchedule.selectedDays",
                "dailySchedule.backupSchedule.retention.retentionDurationType",
                "weeklySchedule.snapshotSchedule.selectedDays",
                "weeklySchedule.backupSchedule.selectedDays",
                "weeklySchedule.backupSchedule.retention.retentionDurationType",
                "monthlySchedule.type",
                "monthlySchedule.dayOfWeek",
                "monthlySchedule.backupSchedule.retention.retentionDurationType",
                "yearlySchedule.type",
                "yearlySchedule.dayOfWeek",
                "healthCheckSchedule.dayNumberInMonth",
                "healthCheckSchedule.daysOfWeek",
            ),
            UNKNOWN,
        ),
    ),
    "veeam_azure_vm_restore": Exceptions(
        choices=dict.fromkeys(("toAlternative.diskType", "toAlternative.type"), UNKNOWN),
        ids=dict.fromkeys(
            (
                "serviceAccountId",
                "sourceServiceAccountId",
                "toAlternative.diskId",
                "toAlternative.serviceAccountId",
                "toAlternative.osDisk.diskId",
                "toAlternative.dataDisks.diskId",
                "toOriginal.excludedDisks.diskId",
            ),
            BY_CLOUD_OBJECTS,
        ),
    ),
    "veeam_instant_recovery": Exceptions(
        sessions={
            "/restore/instantRecovery/hyperV/vm/{mountId}/unmount": MOUNT_SHOWS,
            "/restore/instantRecovery/vSphere/vm/{mountId}/unmount": MOUNT_SHOWS,
        },
        slow={"/restore/instantRecovery/hyperV/vm/{mountId}/migrate": "real servers respond after the migration"},
        required={
            "appliance.subnet": NEEDED_BY_AZURE,
            "network.subnet": NEEDED_BY_AZURE,
            "vmSize.disks.diskUid": NEEDED_BY_AZURE,
        },
        queries={
            "orderColumn": FEW_MOUNTS,
            "orderAsc": FEW_MOUNTS,
            "vmNameFilter": FEW_MOUNTS,
            "mountIdFilter": FEW_MOUNTS,
        },
    ),
    "veeam_instant_recovery_info": Exceptions(
        queries={
            "orderColumn": SORTED_BY_PLAYBOOK,
            "orderAsc": SORTED_BY_PLAYBOOK,
            "vmNameFilter": FEW_MOUNTS,
            "mountIdFilter": FEW_MOUNTS,
        },
    ),
    "veeam_configuration_backup": Exceptions(
        properties={"lastSuccessfulBackup": "the server says it; an update sends back what was read"},
    ),
    "veeam_credential": Exceptions(
        properties={"uniqueId": "the server gives it; a task cannot know it before"},
    ),
    "veeam_credential_info": Exceptions(
        queries={"orderColumn": SORTED_BY_PLAYBOOK, "orderAsc": SORTED_BY_PLAYBOOK},
    ),
    "veeam_proxy": Exceptions(
        properties={
            "server.hostName": "the ID of the server says which it is",
            "server.connectedDatastores.datastores.vmCount": FACT_OF_THE_INVENTORY,
            **{
                f"server.connectedDatastores.datastores.datastore.{fact}": FACT_OF_THE_INVENTORY
                for fact in ("aclInfo", "isEnabled", "metadata", "powerState", "size", "urn")
            },
        },
        choices={
            # Nothing else of the inventory is a datastore.
            "server.connectedDatastores.datastores.datastore.type": {
                "Category",
                "Cluster",
                "ComputeResource",
                "DVSNetwork",
                "Datacenter",
                "DatastoreCluster",
                "Disk",
                "Folder",
                "Host",
                "Multitag",
                "Network",
                "ResourcePool",
                "SharedDisk",
                "StoragePolicy",
                "Tag",
                "Template",
                "Unknown",
                "VirtualApp",
                "VirtualMachine",
                "vCenterServer",
            },
        },
    ),
    "veeam_proxy_info": Exceptions(
        # Workers of these platforms have no model, and so no place in the list.
        choices={"typeFilter": {"NutanixAHV", "PVE"}},
        queries={"orderColumn": SORTED_BY_PLAYBOOK, "orderAsc": SORTED_BY_PLAYBOOK},
    ),
    "veeam_job": Exceptions(
        derived={"enabled": "the status says it, or the settings of a job that runs"},
        sessions=dict.fromkeys(
            ("/jobs/{id}/start", "/jobs/{id}/retry", "/jobs/{id}/stop"), "the state of a job names its session"
        ),
    ),
    "veeam_job_info": Exceptions(
        queries={
            "orderColumn": SORTED_BY_PLAYBOOK,
            "orderAsc": SORTED_BY_PLAYBOOK,
            **dict.fromkeys(
                ("statusFilter", "workloadFilter"), "revisions spell the words in two ways; they are compared here"
            ),
        },
    ),
    "veeam_flr_info": Exceptions(
        sessions={"/restore/flr/{sessionId}/unmount": MOUNT_SHOWS},
        queries={"orderColumn": SORTED_BY_PLAYBOOK, "orderAsc": SORTED_BY_PLAYBOOK},
    ),
    "veeam_flr_restore": Exceptions(
        derived={"pattern": "the last part of a path with wildcards"},
        sessions={"/restore/flr/{sessionId}/unmount": MOUNT_SHOWS},
        queries={"orderColumn": FEW_MOUNTS, "orderAsc": FEW_MOUNTS},
        conditional={
            "targetHost": "a target without a machine is another folder on the same one, and another operation"
        },
        # Revision 1.2-rev1 takes a name in the place of the machine, and does not say which.
        choices={"targetHost": {"HyperV"}},
    ),
    "veeam_entra_id_mount": Exceptions(
        sessions={
            "/restore/entraId/tenant/{sessionId}/stop": MOUNT_SHOWS,
            "/restore/entraId/auditLog/{sessionId}/unmount": MOUNT_SHOWS,
        },
    ),
    "veeam_entra_id_restore": Exceptions(
        sessions={"/restore/entraId/tenant/{sessionId}/stop": MOUNT_SHOWS},
        properties={
            "applicationCertificates": "a certificate is set in the application after its restore",
            **dict.fromkeys(
                ("requestPasswordChangeOnLogon", "defaultUserPassword", "usersPasswords"),
                "a password is set only when a user is restored whole",
            ),
        },
        # Nothing browses the first, and the others are shown by the portal of Microsoft, keys in them included.
        choices={"itemType": {"DeviceCompliancePolicy", "BitlockerKey"}},
    ),
    "veeam_fcd_recovery": Exceptions(
        sessions={"/restore/instantRecovery/vSphere/fcd/{mountId}/dismount": MOUNT_SHOWS},
        queries={"orderColumn": FEW_MOUNTS, "orderAsc": FEW_MOUNTS},
    ),
    "veeam_fcd_recovery_info": Exceptions(
        queries={"orderColumn": SORTED_BY_PLAYBOOK, "orderAsc": SORTED_BY_PLAYBOOK},
    ),
    "veeam_file_share_recovery": Exceptions(
        derived={"share": "the shares of the restore point that shares names"},
        sessions={"/restore/instantRecovery/unstructuredData/{mountId}/unmount": MOUNT_SHOWS},
        queries={"orderColumn": FEW_MOUNTS, "orderAsc": FEW_MOUNTS, "stateFilter": STATES_OF_MACHINES},
    ),
    "veeam_file_share_recovery_info": Exceptions(
        queries={
            "orderColumn": SORTED_BY_PLAYBOOK,
            "orderAsc": SORTED_BY_PLAYBOOK,
            "stateFilter": STATES_OF_MACHINES,
        },
    ),
    "veeam_backup_info": Exceptions(
        queries={
            "orderColumn": SORTED_BY_PLAYBOOK,
            "orderAsc": SORTED_BY_PLAYBOOK,
            "policyTagFilter": UNKNOWN_TO_PEOPLE,
            "policyUniqueIdFilter": UNKNOWN_TO_PEOPLE,
        },
    ),
    "veeam_backup_object_info": Exceptions(
        queries={
            "orderColumn": SORTED_BY_PLAYBOOK,
            "orderAsc": SORTED_BY_PLAYBOOK,
            **OF_RESTORE_POINTS,
        },
    ),
    "veeam_repository": Exceptions(
        properties={"uniqueId": "the server gives it; a task cannot know it before"},
        required={
            "repository.path": "a local repository without a folder cannot be made; 1.3-rev2 has it as required, "
            "the documents before left it out",
        },
    ),
    "veeam_repository_info": Exceptions(
        queries={
            "orderColumn": SORTED_BY_PLAYBOOK,
            "orderAsc": SORTED_BY_PLAYBOOK,
            "vmbApiFilter": "for other products that keep data in VBR, not for people",
            "vmbApiPlatform": "for other products that keep data in VBR, not for people",
        },
        unread_variants={"S3Integrated": "the API cannot create it: the list shows what all types have"},
    ),
    "veeam_restore_point_info": Exceptions(
        queries={
            "orderColumn": "the newest come first",
            "orderAsc": "the newest come first",
            **OF_RESTORE_POINTS,
        },
    ),
    "veeam_session": Exceptions(
        sessions={
            "/restore/flr/{sessionId}/unmount": FOLLOWED,
            "/restore/unstructuredData/{sessionId}/unmount": FOLLOWED,
        },
    ),
    "veeam_session_info": Exceptions(
        queries={
            "orderColumn": "offered as order_by, which is no filter",
            "orderAsc": "offered as order_ascending, which is no filter",
        },
    ),
    "veeam_unstructured_flr": Exceptions(
        sessions={"/restore/unstructuredData/{sessionId}/unmount": MOUNT_SHOWS},
        properties={
            **dict.fromkeys(
                ("backupId", "unstructuredDataServerId"), "the restore point says it, and goes with neither of them"
            ),
        },
    ),
    "veeam_vm_restore": Exceptions(
        conditional={
            "folder.folder": "asked for together with the name and the tags, which are in this group as well",
            "network.networks": "asked for together with network_disconnected",
            "network.network": "asked for together with network_disconnected",
            "datastore.datastore": "asked for together with the storage policy",
        },
    ),
}


def exceptions_of(name: str) -> Exceptions:
    return EXCEPTIONS.get(name, Exceptions())


# What of the vendor's response examples no field reads, by the beginning of the problem, with the reason.
UNREAD_EXAMPLES: dict[str, str] = {
    "trafficRules is in the example": "the document of no revision knows it",
    "sshSettings.managementPort is in the example": "only the document of 1.2-rev1 has it",
    "emailSettings.advancedSmtpOptions.authRequred is in the example": "a misspelling of authRequired, which is read",
    "type=S3Integrated is none": "repositories of this type cannot be created",
    **UNREAD_OF_JOBS,
}


def reason_for_unread(problem: str) -> str:
    """Why something that is not read of an example need not be; empty where it has to be."""
    words = problem.rpartition("': ")[2]
    return next((reason for start, reason in UNREAD_EXAMPLES.items() if words.startswith(start)), "")


# Options that are called id and take another kind of id than a UUID, by their name and perhaps what it is in.
OF_THE_PLATFORM = "the platform's own id, such as vm-21"
ANY_TEXT = "the document calls it a text, without a format"
NOT_UUIDS: dict[str, str] = {
    "object_id": OF_THE_PLATFORM,
    "parent_object_id": OF_THE_PLATFORM,
    "vpc_id": OF_THE_PLATFORM,
    "subnet_id": OF_THE_PLATFORM,
    "region_id": "a name, such as eu-central-1",
    "source_network.id": OF_THE_PLATFORM,
    "vpc.id": OF_THE_PLATFORM,
    "subnet.id": OF_THE_PLATFORM,
    **dict.fromkeys(("user.id", "group.id", "site.id"), "any text, of an organization of Microsoft 365"),
    "security_group.id": OF_THE_PLATFORM,
    "virtual_network.id": OF_THE_PLATFORM,
    "azure_subscription_id": ANY_TEXT,
    "backed_up_organization_id": "the ID of backups, which is any text",
    "vault_id": ANY_TEXT,
    "vdc_session_id": ANY_TEXT,
    "items.id": ANY_TEXT,
    "group_id": ANY_TEXT,
    "vm_id": ANY_TEXT,
    "disk_id": ANY_TEXT,
    "resource_id": ANY_TEXT,
    "tenant_id": ANY_TEXT,
    "application_id": ANY_TEXT,
    "event_id": "a number, such as 110",
    "app_client_id": ANY_TEXT,
    "agent.computer_id": "the document calls it a UUID, and its own example is none",
}
# The modules whose own objects have such ids.
OBJECTS_WITHOUT_UUID: dict[str, str] = dict.fromkeys(
    (
        "veeam_azure_repository",
        "veeam_azure_repository_info",
        "veeam_azure_service_account_info",
        "veeam_azure_session",
        "veeam_azure_session_info",
        "veeam_azure_vm_info",
        "veeam_object",
    ),
    ANY_TEXT,
)
