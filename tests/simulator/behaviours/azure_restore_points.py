# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Azure: restore points of machines, and what may be done with one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import generic
from ..filters import instant
from ..messages import Answer, Refusal, Request
from ..registry import columns, handles
from ..seeds.azure_restore_points import RESTORE_POINTS
from ..state import Item

if TYPE_CHECKING:
    from ..backend import Backend

_RETRIEVED = "Retrieved"

columns(
    "azure",
    RESTORE_POINTS,
    {
        "storageAccessTier": "accessTier",
        "dataRetrievalStatuses": "dataRetrievalStatus",
        "immutabilityEnabled": lambda item: bool(item.get("immutableTill")),
    },
)


@handles("azure", "GET", "/api/v8.1/restorePoints/virtualMachines")
def all_points(backend: Backend, request: Request) -> Answer:
    """Oldest first, as the appliance lists them."""
    query = dict(request.query)
    latest, moment = query.pop("OnlyLatest", None), query.pop("PointInTime", None)
    items = sorted(backend.store.collection(RESTORE_POINTS).values(), key=lambda item: instant(item["pointInTime"]))
    if moment:
        items = [item for item in items if instant(item["pointInTime"]) == instant(str(moment))]
    if latest:
        items = list({item["virtualMachineId"]: item for item in items}.values())
    request.query = query
    return generic.listing(backend, request, items, RESTORE_POINTS)


def usable(backend: Backend, request: Request) -> Item:
    """The restore point that a request restores from; refuses one that cannot be restored from."""
    key = request.parameters["restorePointId"]
    point = backend.store.get(RESTORE_POINTS, key)
    if point is None:
        raise Refusal(404, f"Restore point {key} was not found", resource=key)
    if point["isCorrupted"] or point["state"] == "Corrupted":
        raise Refusal(400, f"Restore point {key} is corrupted", resource=key)
    if point["accessTier"] == "Archive" and point["dataRetrievalStatus"] != _RETRIEVED:
        raise Refusal(400, f"The data of restore point {key} is archived and was not retrieved", resource=key)
    return point
