# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of restore points of Azure VMs, operation ``GET /restorePoints/virtualMachines``.

Private to the collection.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..core.timestamps import LONG_AGO, parse_time
from ..engine.listing import filter_options, listed_states, needed
from ..engine.references import ReferenceResolver
from ..engine.task import ApiUsage, Declaration, Result, Returned, Task
from ..schema.fields import Field
from ..schema.listing import Filter, Listing
from ..schema.resource import SchemaContext, filled
from ..schema.state import State, read_state
from ..schema.values import UUID
from .product import AZURE
from .restore_points import ACCESS_TIERS, DESTINATIONS, RESTORE_POINT, RESTORE_POINTS, unusable

RETRIEVAL_STATUSES = ("None", "Retrieving", "Retrieved")

POINT_FIELDS = (
    Field("id", mode="computed"),
    Field("vm_name", mode="computed"),
    Field("creation_time", api="pointInTime", mode="computed"),
    Field("creation_time_local", api="pointInTimeLocalTime", mode="computed"),
    Field("type", mode="computed"),
    Field("destination", api="backupDestination", mode="computed"),
    Field("access_tier", mode="computed"),
    Field("state", mode="computed"),
    Field("corrupted", "bool", api="isCorrupted", mode="computed"),
    Field("data_retrieval_status", mode="computed"),
    Field("retrieved_data_expiration", api="retrievedDataExpirationDate", mode="computed"),
    Field("immutable_until", api="immutableTill", mode="computed"),
    Field("gfs_flags", mode="computed"),
    Field("size_bytes", "int", api="backupSizeBytes", mode="computed"),
    Field("chain_size_bytes", "int", api="latestChainSizeBytes", mode="computed"),
    Field("region", api="regionName", mode="computed"),
    Field("session_id", api="jobSessionId", mode="computed"),
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
        Filter("created", query="PointInTime", parse=lambda option, value: parse_time(value).isoformat()),
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
FILTERS = filter_options(POINT_LIST.filters)
OPTIONS = dict(
    FILTERS,
    id={"type": "str", "format": UUID},
    before={"type": "str"},
    after={"type": "str"},
    usable={"type": "bool", "default": False},
)

UNUSABLE_REASON = Field("unusable_reason", mode="computed")


def _restore_points(task: Task) -> Result:
    points = newest_first(point for point in _points(task) if _is_in_time(task, point))
    for point in points:
        point["unusable_reason"] = _reason(point)
    if task.params["usable"]:
        points = [point for point in points if point["unusable_reason"] is None]
    return {"changed": False, "restore_points": points}


def _points(task: Task) -> Iterable[State]:
    if task.params["id"] is None:
        yield from listed_states(POINT_LIST, task, ReferenceResolver(task.client))
        return
    body = task.client.find(filled(RESTORE_POINT, task.params["id"]))
    if body is not None:
        yield read_state(POINT_FIELDS, body, SchemaContext(AZURE, task.client.revision))


def _is_in_time(task: Task, point: State) -> bool:
    """Whether a restore point is one that the task asks for. Raises UnexpectedResponse where its time is not known."""
    if task.params["before"] or task.params["after"]:
        needed(task.client, POINT_LIST, point, "creation_time")
        return in_time(point, task.params)
    return True


def in_time(point: Mapping[str, Any], params: Mapping[str, Any]) -> bool:
    """Whether a restore point was created after ``after`` and before ``before``, where they are given. Pure."""
    created, before, after = parse_time(str(point["creation_time"])), params.get("before"), params.get("after")
    return (not before or created < parse_time(before)) and (not after or created > parse_time(after))


def newest_first(points: Iterable[State]) -> list[State]:
    """Restore points by their creation time, the newest first; one without a time comes last. Pure."""
    return sorted(points, key=lambda point: parse_time(str(point.get("creation_time") or LONG_AGO)), reverse=True)


def _reason(point: Mapping[str, Any]) -> str | None:
    return unusable(
        {
            "isCorrupted": point.get("corrupted"),
            "state": point.get("state"),
            "accessTier": point.get("access_tier"),
            "dataRetrievalStatus": point.get("data_retrieval_status"),
        }
    )


MODULE = Declaration(
    product=AZURE,
    options=OPTIONS,
    run=_restore_points,
    returns=(Returned("restore_points", (*POINT_FIELDS, UNUSABLE_REASON), many=True),),
    constraints={"mutually_exclusive": [["id", option] for option in (*FILTERS, "before", "after")]},
    api=ApiUsage(listings=(POINT_LIST,), reads=(RESTORE_POINT,)),
)
