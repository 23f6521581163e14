# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options and mounts of instant recovery of First Class Disks. Private to the collection."""

from __future__ import annotations

from ...schema.fields import Field
from ...schema.listing import Filter
from ...schema.values import UUID
from ..instant_recovery.machines import STATES
from ..inventory import CLUSTER, DATASTORE, STORAGE_POLICY, inventory_object

PATH = "/restore/instantRecovery/vSphere/fcd"
RECOVERY_SESSION, MIGRATION_SESSION = "FirstClassDiskInstantRestore", "FirstClassDiskQuickMigration"

DISK = (
    Field("name", api="nameInBackup", required=True),
    Field("mounted_name", api="mountedDiskName", required=True),
    Field("registered_name", api="registeredFcdName", required=True),
)
SPEC = (
    inventory_object("cluster", CLUSTER, api="destinationCluster", required=True),
    Field("disks", "list", elements="dict", api="disksMapping", fields=DISK, item_keys=("name",), required=True),
    Field(
        "write_cache",
        "dict",
        fields=(
            Field("redirect_enabled", "bool", api="redirectIsEnabled", default=False),
            inventory_object("cache_datastore", DATASTORE),
            inventory_object("storage_policy", STORAGE_POLICY),
        ),
    ),
    Field("reason", since="1.3-rev2"),
)
MIGRATION = (
    Field("disks", "list", elements="str", api="mountedDiskNames"),
    inventory_object("datastore", DATASTORE, api="targetDatastore", required=True),
    inventory_object("storage_policy", STORAGE_POLICY),
)

MOUNT_FIELDS = (
    Field("id", mode="computed"),
    Field("state", mode="computed"),
    Field("session_id", mode="computed"),
    Field("restore_point_id", api="spec.restorePointId", mode="computed"),
    Field("error_message", mode="computed"),
    Field("mounted_disks", "list", elements="dict", mode="computed", fields=(*DISK, Field("object_id"))),
    Field("spec", "dict", mode="computed", fields=SPEC),
)
FILTERS = (
    Filter("state", query="stateFilter", choices=tuple(STATES), field="state"),
    Filter("restore_point_id", field="restore_point_id", format=UUID),
    Filter("mount_id", field="id", format=UUID),
)
