# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Azure: the machines of the cloud and those that are protected. Reading them is what collections do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import async_operations, generic
from ..clock import CLOCK
from ..messages import Answer, Request
from ..registry import columns, handles, seeds
from ..seeds.azure_restore_points import RESTORE_POINTS, backup_sessions, last_backups, restore_points
from ..seeds.azure_virtual_machines import PROTECTED, VIRTUAL_MACHINES, protected, virtual_machines
from ..state import Item

if TYPE_CHECKING:
    from ..backend import Backend

SESSIONS = "jobSessions"
_OPEN = ("Pending", "Running", "Canceling")


def _existence(item: Item) -> list[str]:
    return ["OnlyDeleted" if item["isDeleted"] else "OnlyExists", "All", "Unknown"]


columns(
    "azure",
    VIRTUAL_MACHINES,
    {"regionIds": "regionName", "existsState": _existence, "vmFromProtectedRegions": lambda item: [True, False]},
)


@seeds("azure")
def plant(backend: Backend) -> None:
    moment = CLOCK.now()
    points = restore_points(moment)
    backend.store.load(
        {
            VIRTUAL_MACHINES: virtual_machines(),
            RESTORE_POINTS: points,
            PROTECTED: protected(last_backups(points)),
            SESSIONS: backup_sessions(moment),
        }
    )


@handles("azure", "GET", "/api/v8.1/protectedItem/virtualMachines")
def protected_machines(backend: Backend, request: Request) -> Answer:
    """Filters that look at a machine's restore points and sessions, besides those of every list."""
    items = list(backend.store.collection(PROTECTED).values())
    wanted: list[str] = request.take("DataRetrievalStatuses") or []
    if wanted:
        items = [item for item in items if _has_retrieval(backend, item["id"], wanted)]
    # The list here is always as new as the cloud, so to synchronize it first changes nothing.
    request.take("Sync")
    with_open_session = request.take("FlrSession")
    if with_open_session is not None:
        items = [item for item in items if _is_open(backend, item["id"]) is with_open_session]
    return async_operations.answer(backend, request, generic.listing(backend, request, items, PROTECTED).body)


@handles("azure", "GET", f"/api/v8.1/{PROTECTED}/{{id}}")
@handles("azure", "GET", f"/api/v8.1/{VIRTUAL_MACHINES}/{{id}}")
def machine(backend: Backend, request: Request) -> Answer:
    """The appliance may have to ask the cloud for it."""
    return async_operations.answer(backend, request, generic.handle(backend, request).body)


def _has_retrieval(backend: Backend, machine: str, wanted: list[str]) -> bool:
    """Whether a machine has a restore point whose data is being retrieved in one of these states."""
    return any(
        point["dataRetrievalStatus"] in wanted
        for point in backend.store.collection(RESTORE_POINTS).values()
        if point["virtualMachineId"] == machine
    )


def _is_open(backend: Backend, machine: str) -> bool:
    return any(
        (session.get("fileLevelRestoreJobInfo") or {}).get("vmId") == machine
        for session in backend.store.collection(SESSIONS).values()
        if session["status"] in _OPEN
    )
