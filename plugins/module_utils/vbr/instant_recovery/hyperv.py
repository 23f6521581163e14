# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Instant recovery to Microsoft Hyper-V.

Operations under ``/api/v1/restore/instantRecovery/hyperV/vm``. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...schema.fields import Field
from ...schema.listing import Listing
from ...schema.resource import Operation
from ...workflow.mounted_recovery import MIGRATE as MIGRATE_STEP
from ...workflow.mounted_recovery import MountedRecovery, mount_step, unmount_step
from ...workflow.state_machine import NONE, Observation, Step
from ..inventory import HOST, HYPERV, MACHINE, NETWORK, Inventory, inventory_object
from ..product import VBR
from ..restore_options import CUSTOMIZED, HYPERV_DISK, HYPERV_NETWORK, OTHER, SECURE_RESTORE
from ..task_sessions import ended_well
from . import machines
from .machines import DISMOUNTING, FILTERS, IS_MIGRATED, MIGRATING, MOUNTING, lifecycle, mount_fields
from .platform import ELSEWHERE, SHARE_CREDENTIALS, TYPE, Platform, RecoveryQuery, ip_settings

PATH = "/restore/instantRecovery/hyperV/vm"

# For a machine of another platform, a disk is named as in the restore point.
OTHER_DISK = (
    Field("disk_uid", api="disk.uid", required=True),
    Field("disk_name", api="disk.name", required=True),
    Field(
        "disk_platform",
        api="disk.platform",
        required=True,
        choices=("VMware", "CloudDirector", "CustomPlatform", "WindowsPhysical", "LinuxPhysical"),
    ),
    Field(
        "disk_type",
        api="disk.type",
        required=True,
        choices=("Unknown", "Simple", "Vi", "Hv", "HvRawDiskFile", "EndPoint"),
    ),
    Field("disk_size", "int", api="disk.capacity"),
    Field(
        "disk_state",
        api="disk.state",
        default="Processed",
        choices=("NotProcessed", "InProcessing", "PartiallyProcessed", "Processed"),
    ),
    Field("target_folder", required=True),
)

DATASTORE = (
    Field("configuration_files_path"),
    Field("disk_mappings", "list", elements="dict", variants=(CUSTOMIZED,), fields=HYPERV_DISK),
    Field("disk_mappings", "list", elements="dict", variants=(OTHER,), fields=OTHER_DISK),
    Field("allocate_required_disk_space", "bool"),
)

DESTINATION = (
    inventory_object("host", HOST, api="destinationHost", variants=(CUSTOMIZED,)),
    inventory_object("host", HOST, api="destinationHost", variants=(OTHER,), required=True),
    Field("preserve_uuid", "bool", api="target.preserveUUID"),
    Field("register_as_cluster_resource", "bool", api="target.registerAsClusterResource"),
    Field(
        "helper_appliance",
        "dict",
        variants=(OTHER,),
        fields=(
            inventory_object("production_network", NETWORK, required=True),
            Field("vlan_id", "int"),
            ip_settings("4"),
            ip_settings("6"),
        ),
    ),
)

SPEC = (
    TYPE,
    Field("vm_name", api="target.vmName", variants=ELSEWHERE),
    Field("destination", "dict", api=".", variants=(CUSTOMIZED,), fields=DESTINATION),
    Field("destination", "dict", api=".", variants=(OTHER,), required=True, fields=DESTINATION),
    Field("datastore", "dict", variants=ELSEWHERE, fields=DATASTORE),
    Field(
        "network_mappings",
        "list",
        elements="dict",
        api="network.mappings",
        variants=ELSEWHERE,
        fields=HYPERV_NETWORK,
    ),
    Field("overwrite", "bool", api="target.overwriteExistingVm", variants=ELSEWHERE),
    Field("overwrite_disks", "bool", api="target.overwriteExistingDisks", variants=ELSEWHERE),
    Field("power_up", "bool"),
    Field("reason"),
    Field("secure_restore", "dict", fields=SECURE_RESTORE),
    SHARE_CREDENTIALS,
)

MOUNT = mount_step(Operation("POST", PATH, "session", session_type="InstantRecovery"), MOUNTING)


def _note_migration(recovery: MountedRecovery, _observation: Observation) -> None:
    """No body; but the migration has to be remembered, for not every server keeps a session of it."""
    recovery.migration_requested = True


# The response is 204 without a body; the mount disappears once the machine is in production.
MIGRATE: Step[MountedRecovery] = Step(
    MIGRATE_STEP, Operation("POST", PATH + "/{mountId}/migrate", "nothing"), MIGRATING, _note_migration
)
UNMOUNT = unmount_step(Operation("POST", PATH + "/{mountId}/unmount", "session"), DISMOUNTING)


def observe(query: RecoveryQuery, mount: Mapping[str, Any] | None) -> Observation:
    """Where the recovery stands, also on a server that keeps no session of a migration."""
    observation = machines.observe(query, mount)
    if observation.phase != NONE:
        return observation
    if query.migration_requested or (was_published(machines.restores_of(query)) and _is_in_inventory(query)):
        return Observation(IS_MIGRATED)
    return observation


def was_published(sessions: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a machine was published and not unpublished since. Pure.

    Both are sessions of one type, so an unpublished machine has an even number of them.
    """
    return len(ended_well(sessions, machines.INSTANT_RECOVERY)) % 2 == 1


def _is_in_inventory(query: RecoveryQuery) -> bool:
    inventory = Inventory(query.client, HYPERV)
    return any(True for _machine in inventory.matching(MACHINE, {"name": query.name}))


PLATFORM = Platform(
    name="hyperv",
    title="Microsoft Hyper-V",
    since="1.3-rev0",
    mounts=Listing(VBR, "mount", PATH, mount_fields(SPEC), FILTERS, variant="spec.type"),
    mount_name="vmName",
    spec=SPEC,
    migration=(),
    lifecycle=lifecycle(MOUNT, MIGRATE, UNMOUNT),
    allows="StartHvVMInstantRecovery",
    observe=observe,
    destination=("vm_name", "destination"),
)
