# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Instant recovery to VMware vSphere.

Operations under ``/api/v1/restore/instantRecovery/vSphere/vm``. Private to the collection.
"""

from __future__ import annotations

from ...schema.fields import Field
from ...schema.listing import Listing
from ...schema.resource import Operation
from ...workflow.mounted_recovery import migrate_step, mount_step, unmount_step
from ..inventory import DATASTORE, FOLDER, HOST, NETWORK, RESOURCE_POOL, inventory_object
from ..product import VBR
from ..references import VSPHERE_PROXY
from ..restore_options import CUSTOMIZED, DISK_TYPES, ORIGINAL, OTHER, SECURE_RESTORE
from .machines import (
    DISMOUNTING,
    FILTERS,
    INSTANT_RECOVERY,
    MIGRATING,
    MIGRATION_SETTLES,
    MOUNTING,
    QUICK_MIGRATION,
    lifecycle,
    mount_fields,
    observe,
)
from .platform import ELSEWHERE, SHARE_CREDENTIALS, TYPE, MountSessions, Platform, ip_settings

PATH = "/restore/instantRecovery/vSphere/vm"

BIOS_POLICIES = ("Preserve", "GenerateNew")

DESTINATION = (
    inventory_object("host", HOST, api="destinationHost", variants=(CUSTOMIZED,)),
    inventory_object("host", HOST, api="destinationHost", variants=(OTHER,), required=True),
    inventory_object("folder", FOLDER),
    inventory_object("resource_pool", RESOURCE_POOL),
    Field(
        "bios_uuid_policy",
        choices=BIOS_POLICIES,
        api_choices={"Preserve": "preserve", "GenerateNew": "generateNew"},
        until="1.3-rev0",
    ),
    Field("bios_uuid_policy", choices=BIOS_POLICIES, since="1.3-rev1"),
    Field(
        "helper_appliance",
        "dict",
        since="1.3-rev2",
        fields=(
            inventory_object("production_network", NETWORK, required=True),
            ip_settings("4"),
            ip_settings("6"),
        ),
    ),
    Field("enable_cluster_wide_mount", "bool", since="1.3-rev2"),
)

SPEC = (
    TYPE,
    Field("vm_name", api="destination.restoredVmName", variants=ELSEWHERE),
    Field("destination", "dict", variants=(CUSTOMIZED,), fields=DESTINATION),
    Field("destination", "dict", variants=(OTHER,), required=True, fields=DESTINATION),
    Field(
        "datastore",
        "dict",
        variants=ELSEWHERE,
        default={"redirect_enabled": False},
        fields=(
            Field("redirect_enabled", "bool", default=False),
            inventory_object("cache_datastore", DATASTORE),
        ),
    ),
    Field(
        "network_mappings",
        "list",
        elements="dict",
        api="destination.networkMapping",
        variants=(OTHER,),
        fields=(
            Field(
                "source_network",
                "dict",
                required=True,
                fields=(Field("id", required=True), Field("name", required=True)),
            ),
            inventory_object("target_network", NETWORK, required=True),
        ),
    ),
    Field("vm_tags_restore_enabled", "bool", variants=(ORIGINAL, CUSTOMIZED)),
    Field("overwrite", "bool", since="1.3-rev0"),
    Field("overwrite", "bool", until="1.2-rev1", variants=(CUSTOMIZED,)),
    Field("nics_enabled", "bool"),
    Field("power_up", "bool"),
    Field("reason"),
    Field("secure_restore", "dict", default={"antivirus_scan_enabled": False}, fields=SECURE_RESTORE),
    SHARE_CREDENTIALS,
)

MIGRATION = (
    inventory_object("host", HOST, api="destinationHost", required=True, required_until="1.3-rev1"),
    inventory_object("resource_pool", RESOURCE_POOL),
    inventory_object("folder", FOLDER),
    inventory_object("datastore", DATASTORE, until="1.3-rev1"),
    inventory_object("datastore", DATASTORE, api="datastore.defaultDatastore", since="1.3-rev2"),
    inventory_object(
        "configuration_file_datastore", DATASTORE, api="datastore.configurationFileDatastore", since="1.3-rev2"
    ),
    Field(
        "disk_mappings",
        "list",
        elements="dict",
        api="datastore.diskMappings",
        since="1.3-rev2",
        fields=(
            Field("disk_id", "int", api="disk.id", required=True),
            Field("disk_name", api="disk.name", required=True),
            Field("disk_capacity", "float", api="disk.capacity"),
            inventory_object("datastore", DATASTORE, required=True),
            Field("disk_type", choices=DISK_TYPES),
        ),
    ),
    Field("source_proxies", "list", elements="str", api="sourceProxyIds", reference=VSPHERE_PROXY),
    Field("target_proxies", "list", elements="str", api="targetProxyIds", reference=VSPHERE_PROXY),
    Field("veeam_qm_enabled", "bool", api="VeeamQMEnabled"),
    Field("delete_source_vms_files", "bool", api="DeleteSourceVmsFiles"),
)

MOUNT = mount_step(Operation("POST", PATH, "session", session_type=INSTANT_RECOVERY), MOUNTING)
MIGRATE = migrate_step(
    Operation("POST", PATH + "/{mountId}/migrate", "session", session_type=QUICK_MIGRATION),
    MIGRATING,
    MIGRATION_SETTLES,
)
UNMOUNT = unmount_step(Operation("POST", PATH + "/{mountId}/unmount", "session"), DISMOUNTING)

PLATFORM = Platform(
    name="vsphere",
    title="VMware vSphere",
    since="",
    mounts=Listing(VBR, "mount", PATH, mount_fields(SPEC), FILTERS, variant="spec.type"),
    mount_name="vmName",
    spec=SPEC,
    migration=MIGRATION,
    lifecycle=lifecycle(MOUNT, MIGRATE, UNMOUNT),
    allows="StartViVMInstantRecovery",
    observe=observe,
    destination=("vm_name", "destination"),
    sessions=MountSessions(INSTANT_RECOVERY, QUICK_MIGRATION),
)
