# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The declaration of M(opendr.veeam.veeam_restore_point_info). Private to the collection."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..engine.listing import needed
from ..engine.references import ReferenceResolver
from ..engine.task import Result, Task
from ..schema.fields import Field
from ..schema.state import State
from .backup_listing import listed_state, listing_module, newest_first, selected_states
from .backup_schema import DISK_LIST, NEWEST_FIRST, OPERATIONS, RESTORE_POINT_LIST
from .restore_points import (
    BACKUPS,
    JOB_STATES,
    RESTORE_POINTS,
    backups_named,
)


def _restore_points(task: Task) -> Result:
    resolver = ReferenceResolver(task.client)
    backups = backups_named(task.client, {"job": task.params["job"]})
    query: dict[str, Any] = dict(NEWEST_FIRST)
    if backups is not None and len(backups) == 1:
        query["backupIdFilter"] = backups[0]
    listed = selected_states(RESTORE_POINT_LIST, task, resolver, query)
    points = newest_first(usable(listed, backups, task.params["usable_for"]))
    if task.params["disks"]:
        for point in points:
            identifier = needed(task.client, RESTORE_POINT_LIST, point, "id")
            disks = task.client.nested_pages(DISK_LIST.path.format(id=identifier))
            point["disks"] = [listed_state(DISK_LIST, disk, task, resolver) for disk in disks]
    return {"changed": False, "restore_points": points}


def usable(points: Iterable[State], backups: list[str] | None, operation: str | None) -> list[State]:
    """The restore points that are in one of ``backups`` and allow ``operation``; None does not restrict. Pure."""
    return [
        point
        for point in points
        if (backups is None or point.get("backup_id") in backups)
        and (operation is None or operation in (point.get("allowed_operations") or []))
    ]


MODULE = listing_module(
    RESTORE_POINT_LIST,
    "restore_points",
    _restore_points,
    {
        "job": {"type": "str"},
        "usable_for": {"type": "str", "choices": list(OPERATIONS)},
        "disks": {"type": "bool", "default": False},
    },
    (DISK_LIST,),
    (RESTORE_POINTS + "/{id}", BACKUPS, JOB_STATES),
    (Field("disks", "list", elements="dict", fields=DISK_LIST.fields, mode="computed"),),
)
