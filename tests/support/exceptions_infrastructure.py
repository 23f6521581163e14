# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the modules for the infrastructure and the settings of VBR leave out of the document, with the reason."""

from __future__ import annotations

from support.exception_type import ALL_OF_IT, SORTED_BY_PLAYBOOK, Exceptions

GIVEN_BY_SERVER = "the server gives it; a task cannot know it before"
ORDER = {"orderColumn": SORTED_BY_PLAYBOOK, "orderAsc": SORTED_BY_PLAYBOOK}
STORAGE_HOST = {"storageHostId": "no list has the storage hosts, so a filer is known by the ID of its own"}
APPLICATION = (
    "deployment",
    "deployment.deploymentType",
    "subscription",
    "subscription.tenantId",
    "subscription.applicationId",
)

NO_MACHINES = {
    "CSV",
    "Category",
    "CloudDirectorServer",
    "Cluster",
    "ClusterVolume",
    "ComputeResource",
    "DVSNetwork",
    "Datacenter",
    "Datastore",
    "DatastoreCluster",
    "Disk",
    "Folder",
    "Host",
    "HostGroup",
    "ManagementGroup",
    "Multitag",
    "Network",
    "Organization",
    "OrganizationVDC",
    "ResourcePool",
    "Scvmm",
    "SharedDisk",
    "StoragePolicy",
    "Tag",
    "Template",
    "Unknown",
    "VMGroup",
    "VirtualApp",
    "VmTemplate",
    "Volume",
    "vApp",
    "vCenter",
    "vCenterServer",
}

INFRASTRUCTURE: dict[str, Exceptions] = {
    "veeam_cloud_credential": Exceptions(
        properties={"uniqueId": GIVEN_BY_SERVER},
        conditional={
            **{f"existingAccount.{name}": "for an application that exists; not for a new one" for name in APPLICATION},
            **{
                f"existingAccount.subscription.certificate.{name}": "for an application without a client secret"
                for name in ("certificate", "formatType")
            },
        },
        responses={"/cloudCredentials/{id}/changeCertificate": "the record, or nothing in earlier revisions"},
    ),
    "veeam_cloud_credential_info": Exceptions(
        queries={**ORDER, "nameFilter": "it may match any property; the description is compared here"},
    ),
    "veeam_encryption_password": Exceptions(properties={"uniqueId": GIVEN_BY_SERVER}),
    "veeam_encryption_password_info": Exceptions(queries=ORDER),
    # The operation for each certificate sends one of them.
    "veeam_kms_server": Exceptions(choices={"type": {"Client", "Server"}}),
    "veeam_global_exclusion": Exceptions(
        properties={"vmObject.*": "the machine is sent as the inventory has it"},
        choices={"vmObject.type": NO_MACHINES},
    ),
    "veeam_ad_domain_info": Exceptions(queries=ORDER),
    "veeam_global_exclusion_info": Exceptions(queries=ORDER),
    "veeam_mount_server_info": Exceptions(
        queries={**ORDER, "typeFilter": "the oldest revision has other words for it; the list is short"}
    ),
    "veeam_kms_server_info": Exceptions(queries={**ORDER, "typeFilter": "there is one type"}),
    "veeam_managed_server": Exceptions(
        properties={"singleUseCredentials.uniqueId": GIVEN_BY_SERVER},
        unreturned={"singleUseCredentials": "an account that is used once is kept nowhere"},
    ),
    "veeam_managed_server_info": Exceptions(
        queries=ORDER,
        choices={
            # These have no model, and so no place in the list.
            "typeFilter": {"NutanixCluster", "PrismCentral", "ProxmoxCluster", "ProxmoxNode"},
            # The same as without the filter.
            "serverStateFilter": {"Any"},
        },
    ),
    "veeam_mount_server": Exceptions(
        properties={"setAsDefault": "an operation of its own makes it the default"},
    ),
    "veeam_protection_group": Exceptions(
        properties={
            **{
                f"activeDirectory.domainControllerSettings.{fact}": "the module takes it from the domain"
                for fact in ("name", "serverName", "port", "credentialsId")
            },
            "**.singleUseCredentials.uniqueId": GIVEN_BY_SERVER,
            "**.groupScope": "a fact of the directory; an update sends back what was read",
        },
        required={"credentials.customCredentials.computerName": "it says whose credentials they are"},
        conditional={"cloudAccount": "a task gives the account of one of the two clouds"},
        sessions={f"/agents/protectionGroups/{{id}}/{verb}": "the group shows it" for verb in ("enable", "disable")},
    ),
    "veeam_protection_group_info": Exceptions(queries=ORDER),
    "veeam_scale_out_repository": Exceptions(
        properties={
            "uniqueId": GIVEN_BY_SERVER,
            "placementPolicy.settings.name": "the ID of an extent says which it is",
            "**.encryptionPasswordUniqueId": "another ID of the same password; an update sends back what was read",
        },
    ),
    "veeam_scale_out_repository_info": Exceptions(queries=ORDER),
    "veeam_unstructured_data_server": Exceptions(
        properties={"account.regionDisplayName": "the ID of the region says which it is"},
        ids=STORAGE_HOST,
    ),
    "veeam_unstructured_data_server_info": Exceptions(
        queries={**ORDER, "nameFilter": "it may match any property; the names are compared here"},
        ids=STORAGE_HOST,
    ),
    "veeam_user": Exceptions(
        properties={"roles.description": GIVEN_BY_SERVER, "roles.isBuiltIn": GIVEN_BY_SERVER},
    ),
    "veeam_user_info": Exceptions(queries={**ORDER, "roleNameFilter": "the id of the role is asked for"}),
    "veeam_storage_latency": Exceptions(
        properties={"storageLatencyControlOptions.advancedOptions": "limits of datastores are sent back as read"},
    ),
    "veeam_event_forwarding": Exceptions(unkeyed={"SNMPServers": ALL_OF_IT}),
    "veeam_general_options": Exceptions(unkeyed={"siemIntegration.SNMPServers": ALL_OF_IT}),
    "veeam_traffic_rules": Exceptions(
        properties={"trafficRules.id": GIVEN_BY_SERVER}, unkeyed={"preferredNetworks.networks": ALL_OF_IT}
    ),
}
