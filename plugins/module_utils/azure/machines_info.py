# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Listing protected Azure VMs and their restore points.

Operations ``GET /protectedItem/virtualMachines`` and ``GET /restorePoints/virtualMachines``. Private to
the collection.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..fields import Field
from ..listing import filter_options, listed_states
from ..moments import moment
from ..products import AZURE
from ..references import Directory
from ..resource import Filter, Listing, Shape, filled
from ..state import State, read_state
from ..task import Declaration, Result, Task
from .restore_points import ACCESS_TIERS, DESTINATIONS, PROTECTED_VMS, RESTORE_POINT, RESTORE_POINTS, unusable

RETRIEVAL_STATUSES = ("None", "Retrieving", "Retrieved")

VM_FIELDS = (
    Field("id", mode="read"),
    Field("name", mode="read"),
    Field("resource_group", api="resourceGroup.name", mode="read"),
    Field("subscription", api="subscription.name", mode="read"),
    Field("subscription_id", api="subscription.id", mode="read"),
    Field("tenant_id", api="subscription.tenantId", mode="read"),
    Field("region", api="regionName", mode="read"),
    Field("availability_zone", mode="read"),
    Field("os_type", mode="read"),
    Field("vm_size", mode="read"),
    Field("total_size_gb", "int", api="totalSizeInGB", mode="read"),
    Field("last_backup", mode="read"),
    Field("is_controller", "bool", mode="read"),
    Field("azure_environment", mode="read"),
    Field("azure_id", mode="read"),
)
VM_LIST = Listing(
    AZURE,
    "protected Azure VM",
    PROTECTED_VMS,
    VM_FIELDS,
    filters=(
        Filter("name", query="SearchPattern", field="name", match="pattern"),
        Filter("resource_group", field="resource_group"),
        Filter("region", field="region"),
        Filter("subscription", field="subscription", also=("subscription_id",)),
        Filter("os_type", choices=("Linux", "Windows"), field="os_type"),
        Filter("flr_session", query="FlrSession", type="bool"),
        Filter("sync", query="Sync", type="bool"),
    ),
)

POINT_FIELDS = (
    Field("id", mode="read"),
    Field("vm_name", mode="read"),
    Field("creation_time", api="pointInTime", mode="read"),
    Field("creation_time_local", api="pointInTimeLocalTime", mode="read"),
    Field("type", mode="read"),
    Field("destination", api="backupDestination", mode="read"),
    Field("access_tier", mode="read"),
    Field("state", mode="read"),
    Field("corrupted", "bool", api="isCorrupted", mode="read"),
    Field("data_retrieval_status", mode="read"),
    Field("retrieved_data_expiration", api="retrievedDataExpirationDate", mode="read"),
    Field("immutable_until", api="immutableTill", mode="read"),
    Field("gfs_flags", mode="read"),
    Field("size_bytes", "int", api="backupSizeBytes", mode="read"),
    Field("chain_size_bytes", "int", api="latestChainSizeBytes", mode="read"),
    Field("region", api="regionName", mode="read"),
    Field("session_id", api="jobSessionId", mode="read"),
)
POINT_LIST = Listing(
    AZURE,
    "restore point",
    RESTORE_POINTS,
    POINT_FIELDS,
    filters=(
        Filter("vm_name", field="vm_name", match="pattern"),
        Filter("vm_id", query="VirtualMachineId"),
        Filter("disk_id", query="DiskId"),
        Filter("latest", query="OnlyLatest", type="bool"),
        Filter("created", query="PointInTime", parse=lambda option, value: moment(value).isoformat()),
        Filter(
            "access_tier",
            query="StorageAccessTier",
            type="list",
            elements="str",
            choices=ACCESS_TIERS,
            field="access_tier",
            single=True,
        ),
        Filter(
            "data_retrieval_status",
            query="DataRetrievalStatuses",
            type="list",
            elements="str",
            choices=RETRIEVAL_STATUSES,
            field="data_retrieval_status",
            single=True,
        ),
        Filter("immutable", query="ImmutabilityEnabled", type="bool"),
        Filter("destination", type="list", elements="str", choices=DESTINATIONS, field="destination"),
    ),
)


def vm_info() -> Declaration:
    """The declaration of veeam_azure_vm_info."""
    options = dict(filter_options(VM_LIST.filters), id={"type": "str"})

    def run(task: Task) -> Result:
        found = [one for one in listed_states(VM_LIST, task, Directory(task.client)) if _is(one, task.params["id"])]
        return {"changed": False, "vms": found}

    return Declaration(product=AZURE, options=options, run=run, listings=(VM_LIST,))


def _is(state: State, identifier: str | None) -> bool:
    return identifier is None or state.get("id") == identifier


def restore_point_info() -> Declaration:
    """The declaration of veeam_azure_restore_point_info."""
    filters = filter_options(POINT_LIST.filters)
    options = dict(
        filters,
        id={"type": "str"},
        before={"type": "str"},
        after={"type": "str"},
        usable={"type": "bool", "default": False},
    )
    return Declaration(
        product=AZURE,
        options=options,
        run=_restore_points,
        constraints={"mutually_exclusive": [["id", one] for one in (*filters, "before", "after")]},
        listings=(POINT_LIST,),
        reads=(RESTORE_POINT,),
    )


def _restore_points(task: Task) -> Result:
    points = newest_first(one for one in _points(task) if in_time(one, task.params))
    for point in points:
        point["unusable_because"] = _reason(point)
    if task.params["usable"]:
        points = [one for one in points if one["unusable_because"] is None]
    return {"changed": False, "restore_points": points}


def _points(task: Task) -> Iterable[State]:
    if task.params["id"] is None:
        yield from listed_states(POINT_LIST, task, Directory(task.client))
        return
    body = task.client.find(filled(RESTORE_POINT, task.params["id"]))
    if body is not None:
        yield read_state(POINT_FIELDS, body, Shape(AZURE, task.client.revision))


def in_time(point: Mapping[str, Any], params: Mapping[str, Any]) -> bool:
    """Whether a restore point is from between the times given. Pure."""
    created, before, after = moment(str(point["creation_time"])), params.get("before"), params.get("after")
    return (not before or created < moment(before)) and (not after or created > moment(after))


def newest_first(points: Iterable[State]) -> list[State]:
    """Restore points in the order of their making, the newest first. Pure."""
    return sorted(points, key=lambda one: moment(str(one["creation_time"])), reverse=True)


def _reason(point: Mapping[str, Any]) -> str | None:
    return unusable(
        {
            "isCorrupted": point.get("corrupted"),
            "state": point.get("state"),
            "accessTier": point.get("access_tier"),
            "dataRetrievalStatus": point.get("data_retrieval_status"),
        }
    )
