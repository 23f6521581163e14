# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: how full repositories are and whether they can be reached, scale-out repositories included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..generic import listing
from ..messages import Answer, Request
from ..registry import columns, handles
from ..seeds.vbr_infrastructure import SERVERS
from ..seeds.vbr_repositories import REPOSITORIES, SCALE_OUT
from ..state import Item
from .vbr_repositories import USE, extents_of, path_of, scale_out_details

if TYPE_CHECKING:
    from ..backend import Backend

STATES = "backupInfrastructure/repositories/states"
_NEW_CAPACITY = 1024.0


columns(
    "vbr",
    STATES,
    {
        "capacity": "capacityGB",
        "freeSpace": "freeGB",
        "usedSpace": "usedSpaceGB",
        "host": "hostName",
        "status": "isOnline",
        "membership": "scaleOutRepositoryDetails.membership",
        "sobrId": "scaleOutRepositoryDetails.scaleOutRepositoryId",
        "sobrMembership": "scaleOutRepositoryDetails.membership",
        "sobrExtentType": "scaleOutRepositoryDetails.extentType",
    },
)


@handles("vbr", "GET", "/api/v1/backupInfrastructure/repositories")
def repositories(backend: Backend, request: Request) -> Answer:
    found = list(backend.store.collection(REPOSITORIES).values())
    if request.take("excludeExtents"):
        found = [item for item in found if scale_out_details(backend, item["id"]) is None]
    return listing(backend, request, found, REPOSITORIES)


@handles("vbr", "GET", "/api/v1/backupInfrastructure/repositories/states")
def states(backend: Backend, request: Request) -> Answer:
    found = [_state(backend, item) for item in backend.store.collection(REPOSITORIES).values()]
    if request.take("excludeExtents"):
        found = [item for item in found if "scaleOutRepositoryDetails" not in item]
    found += [_scale_out(backend, item) for item in backend.store.collection(SCALE_OUT).values()]
    return listing(backend, request, found, STATES)


def _state(backend: Backend, item: Item) -> Item:
    use: dict[str, Any] = backend.store.documents[USE]
    capacity, free, online = use["space"].get(item["id"], (_NEW_CAPACITY, _NEW_CAPACITY, True))
    state: Item = {
        "id": item["id"],
        "name": item["name"],
        "type": item["type"],
        "description": item["description"],
        "path": path_of(item),
        "capacityGB": capacity,
        "freeGB": free,
        "usedSpaceGB": round(capacity - free, 2),
        "isOnline": online,
        "isOutOfDate": False,
    }
    host = backend.store.get(SERVERS, item.get("hostId", ""))
    if host:
        state.update(hostId=host["id"], hostName=host["name"])
    details = scale_out_details(backend, item["id"])
    if details:
        state["scaleOutRepositoryDetails"] = details
    return state


def _scale_out(backend: Backend, item: Item) -> Item:
    """A scale-out repository is as large as its extents together."""
    use: dict[str, Any] = backend.store.documents[USE]
    parts = [
        use["space"].get(key, (_NEW_CAPACITY, _NEW_CAPACITY, True))
        for key, tier in extents_of(item)
        if tier == "Performance"
    ]
    capacity, free = sum(part[0] for part in parts), sum(part[1] for part in parts)
    return {
        "id": item["id"],
        "name": item["name"],
        "type": "ExtendableRepository",
        "description": item["description"],
        "path": "",
        "capacityGB": capacity,
        "freeGB": free,
        "usedSpaceGB": round(capacity - free, 2),
        "isOnline": all(part[2] for part in parts),
        "isOutOfDate": False,
    }
