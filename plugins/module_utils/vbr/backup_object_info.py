# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The declaration of M(opendr.veeam.veeam_backup_object_info). Private to the collection."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

from ..engine.listing import needed
from ..engine.references import ReferenceResolver
from ..engine.task import Result, Task
from ..schema.fields import Field
from ..schema.state import State
from .backup_listing import listed_state, listing_module, newest_first, selected_states
from .backup_schema import BACKUP_OBJECT_LIST, NEWEST_FIRST, RESTORE_POINT_LIST
from .restore_points import (
    BACKUP_CONTENTS,
    BACKUP_OBJECTS,
    BACKUPS,
    JOB_STATES,
    RESTORE_POINTS,
    backups_named,
    contents_of,
)


def _backup_objects(task: Task) -> Result:
    resolver = ReferenceResolver(task.client)
    backups = backups_named(task.client, task.params)
    contained = None if backups is None else contents_of(task.client, backups)
    objects = [
        backup_object
        for backup_object in selected_states(BACKUP_OBJECT_LIST, task, resolver)
        if contained is None or backup_object.get("id") in contained
    ]
    if task.params["last_restore_point"]:
        for backup_object in objects:
            identifier = str(needed(task.client, BACKUP_OBJECT_LIST, backup_object, "id"))
            backup_object["last_restore_point"] = _newest_point(task, resolver, identifier, backups or [None])
    return {"changed": False, "backup_objects": objects}


def _newest_point(
    task: Task, resolver: ReferenceResolver, identifier: str, backups: Sequence[str | None]
) -> State | None:
    """The newest restore point of an object in any of ``backups``; a backup that is None means all backups."""
    bodies: list[dict[str, Any]] = []
    for backup in backups:
        query = {**NEWEST_FIRST, "backupObjectIdFilter": identifier, "backupIdFilter": backup}
        bodies += islice(task.client.pages(RESTORE_POINTS, query, size=1), 1)
    points = newest_first(listed_state(RESTORE_POINT_LIST, body, task, resolver) for body in bodies)
    return points[0] if points else None


MODULE = listing_module(
    BACKUP_OBJECT_LIST,
    "backup_objects",
    _backup_objects,
    {
        "backup": {"type": "str"},
        "job": {"type": "str"},
        "last_restore_point": {"type": "bool", "default": False},
    },
    (RESTORE_POINT_LIST,),
    (BACKUP_OBJECTS + "/{id}", BACKUPS, BACKUP_CONTENTS, JOB_STATES),
    (Field("last_restore_point", "dict", fields=RESTORE_POINT_LIST.fields, mode="computed"),),
)
