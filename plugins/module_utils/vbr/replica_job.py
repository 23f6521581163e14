# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs that replicate virtual machines of VMware vSphere.

Operations under ``/api/v1/jobs``. The declaration of M(opendr.veeam.veeam_replica_job). Private to the collection.
"""

from __future__ import annotations

from ..core.errors import InvalidOption
from ..engine.plan import Body, Plan
from ..engine.resource_module import resource_module
from ..schema.fields import Field
from .inventory import DATASTORE, FOLDER, HOST, NETWORK, RESOURCE_POOL
from .jobs.common import ENABLED, HIGH_PRIORITY, ID, NAME, job_resource, job_type
from .jobs.guest import REPLICA_GUEST_PROCESSING
from .jobs.objects import VSPHERE_OBJECT, inventory_field, inventory_list, vsphere_field
from .jobs.reconciler import JobReconciler
from .jobs.storage import (
    AUTO_SELECT,
    BLOCK_SIZE,
    COMPRESSION,
    EXCLUDED_BLOCKS,
    NOTIFICATIONS,
    SCRIPTS,
    proxies,
)
from .jobs.times import SCHEDULE
from .jobs.transfer import wan_acceleration
from .jobs.vsphere import INTEGRATION, PROCESSED_DISKS, SNAPSHOTS
from .references import BACKUP_REPOSITORY, TARGET_REPOSITORY, VSPHERE_PROXY
from .words import FIRST, switch

MOST_RESTORE_POINTS = 28
# The suboptions with the addresses of a rule, by its type.
ADDRESSES = {"IPv4": "ipv4", "IPv6": "ipv6"}
_IDENTITY = ("name", "type", "host_name", "object_id")


def _identity(group: str) -> tuple[str, ...]:
    """What identifies an item by the inventory object in it."""
    return tuple(f"{group}.{key}" for key in _IDENTITY)


_MACHINE = inventory_field("machine", api="vmObject", required=True, fields=VSPHERE_OBJECT)
DISK_LOCATION = (
    Field("name", api="diskName", required=True),
    vsphere_field("datastore", "datastore", DATASTORE, required=True),
    Field("type", api="diskType", choices=("Source", "Thick", "Thin", "ThickEagerZeroed"), required=True),
)
FILE_LOCATION = (
    _MACHINE,
    vsphere_field("configuration_datastore", "configurationFilesDatastoreMapping", DATASTORE, required=True),
    Field("disks", "list", api="diskFilesMapping", elements="dict", fields=DISK_LOCATION, item_keys=("name",)),
)
NETWORK_MAPPING = (
    vsphere_field("source", "sourceNetwork", NETWORK, required=True),
    vsphere_field("target", "targetNetwork", NETWORK, required=True),
)
IPV4_RULE = (
    Field("source_ip_address", api="sourceIPAddress", required=True),
    Field("source_subnet_mask", required=True),
    Field("target_ip_address", api="targetIPAddress", required=True),
    Field("target_subnet_mask", required=True),
    Field("target_default_gateway", required=True),
    Field("preferred_dns_server", api="preferredDNSServer"),
    Field("alternate_dns_server", api="alternateDNSServer"),
    Field("preferred_wins_server", api="preferredWINSServer"),
    Field("alternate_wins_server", api="alternateWINSServer"),
)
IPV6_RULE = (
    Field("source_ip_address", api="sourceIPv6Address", required=True),
    Field("source_prefix_length", "int", api="sourceSubnetPrefixLength", required=True),
    Field("target_ip_address", api="targetIPv6Address", required=True),
    Field("target_prefix_length", "int", api="targetSubnetPrefixLength", required=True),
    Field("target_default_gateway", required=True),
    Field("preferred_dns_server", api="preferredDNSServer"),
    Field("alternate_dns_server", api="alternateDNSServer"),
)
RE_IP_RULE = (
    Field("description"),
    Field("type", api="ruleType", choices=tuple(ADDRESSES)),
    Field("ipv4", "dict", fields=IPV4_RULE),
    Field("ipv6", "dict", fields=IPV6_RULE),
)
SETTINGS = (
    Field("metadata_repository", api="metadataRepositoryId", reference=BACKUP_REPOSITORY, required=True),
    Field("replica_name_suffix", required=True),
    Field("restore_points_to_keep", "int", required=True, maximum=MOST_RESTORE_POINTS),
    Field(
        "advanced",
        "dict",
        api="advancedSettings",
        fields=(
            Field("traffic", "dict", fields=(*EXCLUDED_BLOCKS, COMPRESSION, *BLOCK_SIZE)),
            NOTIFICATIONS,
            Field("vsphere", "dict", api="vSphere", fields=SNAPSHOTS),
            Field("storage_integration", "dict", api="integration", fields=INTEGRATION),
            SCRIPTS,
        ),
    ),
)
REPLICA_MAPPING = (
    inventory_field("original", api="originalVM", required=True, fields=VSPHERE_OBJECT),
    inventory_field("replica", api="replicaVM", required=True, fields=VSPHERE_OBJECT),
)
SEEDING = (
    Field(
        "initial",
        "dict",
        api="initialSeeding",
        fields=(switch(), Field("repository", api="repositoryId", reference=TARGET_REPOSITORY)),
    ),
    Field(
        "replica_mapping",
        "dict",
        fields=(
            switch(),
            Field(
                "rules",
                "list",
                api="mappingRules",
                elements="dict",
                fields=REPLICA_MAPPING,
                item_keys=_identity("original"),
            ),
        ),
    ),
)
FIELDS = (
    ID,
    NAME,
    job_type({"VSphereReplica": ("", "")}),
    Field("description", default=""),
    ENABLED,
    HIGH_PRIORITY,
    inventory_list(
        "objects", "virtualMachines.includes", fields=VSPHERE_OBJECT, required=True, mode_option="objects_mode"
    ),
    inventory_list(
        "excluded_objects",
        "virtualMachines.excludes.vms",
        fields=VSPHERE_OBJECT,
        mode_option="excluded_objects_mode",
    ),
    Field(
        "disks",
        "list",
        api="virtualMachines.excludes.disks",
        elements="dict",
        fields=(
            _MACHINE,
            *PROCESSED_DISKS,
            Field("remove_from_vm_configuration", "bool", api="removeFromVMConfiguration"),
        ),
        item_keys=_identity("machine"),
        mode_option="disks_mode",
    ),
    Field(
        "source",
        "dict",
        api="virtualMachines.sourceRepositories",
        fields=(
            Field("type", api="sourceType", choices=("ProductionStorage", "BackupFiles"), required=True),
            Field("repositories", "list", api="repositoryIds", elements="str", reference=TARGET_REPOSITORY),
        ),
    ),
    vsphere_field("host", "destination.host", HOST, required=True),
    vsphere_field("resource_pool", "destination.resourcePool", RESOURCE_POOL, required=True, required_until=FIRST),
    vsphere_field("folder", "destination.folder", FOLDER, required=True, required_until=FIRST),
    vsphere_field("datastore", "destination.datastore", DATASTORE, required=True, required_until=FIRST),
    Field(
        "file_locations",
        "list",
        api="destination.mappingRules",
        elements="dict",
        fields=FILE_LOCATION,
        item_keys=_identity("machine"),
        mode_option="file_locations_mode",
    ),
    Field(
        "networks",
        "list",
        api="network",
        elements="dict",
        fields=NETWORK_MAPPING,
        item_keys=_identity("source"),
        mode_option="networks_mode",
    ),
    Field(
        "re_ip_rules",
        "list",
        api="reIp.rules",
        elements="dict",
        fields=RE_IP_RULE,
        item_keys=(
            "ipv4.source_ip_address",
            "ipv4.source_subnet_mask",
            "ipv6.source_ip_address",
            "ipv6.source_prefix_length",
        ),
        mode_option="re_ip_rules_mode",
    ),
    Field("settings", "dict", api="jobSettings", fields=SETTINGS),
    Field(
        "data_transfer",
        "dict",
        fields=(
            Field("source_proxies", "dict", fields=(AUTO_SELECT, proxies(VSPHERE_PROXY)), required=True),
            Field("target_proxies", "dict", fields=(AUTO_SELECT, proxies(VSPHERE_PROXY)), required=True),
            wan_acceleration("wanAcceleratorSettings"),
        ),
    ),
    Field("seeding", "dict", fields=SEEDING),
    Field("guest_processing", "dict", fields=REPLICA_GUEST_PROCESSING),
    Field("schedule", "dict", fields=SCHEDULE),
)


class ReplicaReconciler(JobReconciler):
    """A job that replicates machines, and changes the addresses of replicas."""

    def preflight(self, plan: Plan, current: Body | None) -> None:
        """Raise InvalidOption for a rule without the addresses of its type, too."""
        super().preflight(plan, current)
        for rule in plan.after.get("re_ip_rules") or []:
            groups = [ADDRESSES[rule["type"]]] if rule.get("type") in ADDRESSES else list(ADDRESSES.values())
            if not any(rule.get(group) for group in groups):
                of_type = f" of type {rule['type']}" if rule.get("type") else ""
                raise InvalidOption(
                    f"re_ip_rules has a rule{of_type} without addresses. Give {' or '.join(groups)} in it.",
                    option="re_ip_rules",
                )


REPLICA_JOB = job_resource(FIELDS)

MODULE = resource_module(REPLICA_JOB, ReplicaReconciler, disabled_by="veeam_job")
