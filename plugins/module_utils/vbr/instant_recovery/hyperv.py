# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Instant recovery to Microsoft Hyper-V.

Operations under ``/api/v1/restore/instantRecovery/hyperV/vm``. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ...schema.fields import Field
from ...schema.listing import Listing
from ...schema.resource import Operation
from ...workflow.mounted_recovery import (
    ABSENT,
    MIGRATED,
    MOUNTED,
    MountedRecovery,
    MountTransition,
    mount_step,
    unmount_step,
)
from ...workflow.mounted_recovery import MIGRATE as MIGRATE_STEP
from ...workflow.state_machine import NONE, Blocked, Done, Lifecycle, Observation, Step
from ..inventory import HOST, HYPERV, MACHINE, NETWORK, Inventory, inventory_object
from ..product import VBR
from ..restore_options import CUSTOMIZED, HYPERV_DISK, HYPERV_NETWORK, OTHER, SECURE_RESTORE
from ..task_sessions import ended_well
from . import machines
from .machines import (
    DISMOUNTING,
    FILTERS,
    FINISHING,
    IS_MIGRATED,
    IS_MOUNTED,
    MIGRATING,
    MOUNTING,
    lifecycle,
    mount_fields,
)
from .platform import ELSEWHERE, SHARE_CREDENTIALS, TYPE, Platform, RecoveryQuery, ip_settings
from .switchover import ENDED

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


def _note_end(recovery: MountedRecovery, _response: object) -> None:
    """The server has said that the machine is migrated."""
    recovery.migration_done = True


# The response is 204 without a body, when the migration is done; the mount then disappears.
MIGRATE: Step[MountedRecovery] = Step(
    MIGRATE_STEP,
    Operation("POST", PATH + "/{mountId}/migrate", "nothing", responds_when_done=True),
    MIGRATING,
    _note_migration,
    responded=_note_end,
)
UNMOUNT = unmount_step(Operation("POST", PATH + "/{mountId}/unmount", "session"), DISMOUNTING)


def _lifecycle() -> Lifecycle[MountedRecovery]:
    common = lifecycle(MOUNT, MIGRATE, UNMOUNT)
    unclear = Blocked(
        "It was mounted before, its mount is gone, and a machine of its name is in the inventory. No session shows "
        "whether that machine is the migrated one or the original. Look at it. To recover a second machine, set "
        "vm_name to another name.",
        needs_since=True,
    )
    ended: dict[str, MountTransition] = {MOUNTED: unclear, MIGRATED: unclear, ABSENT: Done()}
    return replace(
        common, transitions={goal: {**phases, ENDED: ended[goal]} for goal, phases in common.transitions.items()}
    )


def observe(query: RecoveryQuery, mount: Mapping[str, Any] | None) -> Observation:
    """Where the recovery stands, also on a server that keeps no session of a migration."""
    observation = machines.observe(query, mount)
    if query.migrated and observation.phase in (IS_MOUNTED, DISMOUNTING, NONE):
        # The mount may be listed a little longer.
        return replace(observation, phase=IS_MIGRATED if observation.phase == NONE else FINISHING)
    if observation.phase != NONE:
        return observation
    was_mounted = bool(ended_well(machines.restores_of(query), machines.INSTANT_RECOVERY))
    # What is taken back leaves the inventory.
    there = _in_inventory(query) if was_mounted or query.migration_requested else []
    if not there:
        return observation
    return Observation(IS_MIGRATED if query.migration_requested or is_recovered(there, query) else ENDED)


def is_recovered(there: Sequence[Mapping[str, Any]], query: RecoveryQuery) -> bool:
    """Whether one of the machines of the name is the recovered one, and not the original that is left.

    A name of its own, or the place of the original, cannot be the original's. Otherwise the id tells.
    """
    originals = () if query.replaces_original else query.original_ids()
    return any(str(machine.get("objectId")) not in originals for machine in there)


def _in_inventory(query: RecoveryQuery) -> list[dict[str, Any]]:
    inventory = Inventory(query.client, HYPERV, up_to_date=True)
    return list(inventory.matching(MACHINE, {"name": query.name}))


PLATFORM = Platform(
    name="hyperv",
    title="Microsoft Hyper-V",
    since="1.3-rev0",
    mounts=Listing(VBR, "mount", PATH, mount_fields(SPEC), FILTERS, variant="spec.type"),
    mount_name="vmName",
    spec=SPEC,
    migration=(),
    lifecycle=_lifecycle(),
    allows="StartHvVMInstantRecovery",
    observe=observe,
    destination=("vm_name", "destination"),
)
