# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Listing backups, the objects in them, and their restore points. Private to the collection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Callable

from ..listing import filter_options, listed_states
from ..moments import moment
from ..naming import object_id
from ..products import VBR
from ..references import Directory
from ..resource import Listing, Shape
from ..state import State, read_state, translated
from ..task import Declaration, Result, Task
from .backups import BACKUP_LIST, BACKUP_OBJECT_LIST, DISK_LIST, NEWEST_FIRST, OPERATIONS, RESTORE_POINT_LIST
from .nested import nested
from .restore_points import (
    BACKUP_CONTENTS,
    BACKUP_OBJECTS,
    BACKUPS,
    JOB_STATES,
    RESTORE_POINTS,
    backups_wanted,
    contents_of,
)


def restore_point_info() -> Declaration:
    """The declaration of veeam_restore_point_info."""
    return _declaration(
        RESTORE_POINT_LIST,
        _restore_points,
        {
            "job": {"type": "str"},
            "usable_for": {"type": "str", "choices": list(OPERATIONS)},
            "disks": {"type": "bool", "default": False},
        },
        (DISK_LIST,),
        (RESTORE_POINTS + "/{id}", BACKUPS, JOB_STATES),
    )


def backup_info() -> Declaration:
    """The declaration of veeam_backup_info."""
    return _declaration(
        BACKUP_LIST,
        _backups,
        {"objects": {"type": "bool", "default": False}},
        (),
        (BACKUPS + "/{id}", BACKUP_CONTENTS),
    )


def backup_object_info() -> Declaration:
    """The declaration of veeam_backup_object_info."""
    return _declaration(
        BACKUP_OBJECT_LIST,
        _backup_objects,
        {
            "backup": {"type": "str"},
            "job": {"type": "str"},
            "last_restore_point": {"type": "bool", "default": False},
        },
        (RESTORE_POINT_LIST,),
        (BACKUP_OBJECTS + "/{id}", BACKUPS, BACKUP_CONTENTS, JOB_STATES),
    )


def _declaration(
    listing: Listing,
    run: Callable[[Task], Result],
    options: dict[str, Any],
    listings: tuple[Listing, ...],
    reads: tuple[str, ...],
) -> Declaration:
    filters = [one for one, spec in options.items() if spec["type"] != "bool"]
    filters += [one.option for one in listing.filters]
    return Declaration(
        product=VBR,
        options=dict(filter_options(listing.filters), id={"type": "str"}, **options),
        run=run,
        constraints={"mutually_exclusive": [["id", one] for one in filters]},
        listings=(listing, *listings),
        reads=reads,
    )


def _states(
    listing: Listing, task: Task, directory: Directory, query: Mapping[str, Any] | None = None
) -> Iterator[State]:
    """The one object that the task names by its id, where it exists, or all that its filters let through."""
    if task.params["id"] is None:
        yield from listed_states(listing, task, directory, query)
        return
    body = task.client.find("{}/{}".format(listing.path, object_id("id", task.params["id"])))
    if body is not None:
        yield _state(listing, body, task, directory)


def _state(listing: Listing, body: Mapping[str, Any], task: Task, directory: Directory) -> State:
    shape = Shape(VBR, task.client.revision, body.get(listing.variant))
    return translated(listing.fields, read_state(listing.fields, body, shape), shape, directory.to_name)


def _restore_points(task: Task) -> Result:
    directory = Directory(task.client)
    backups = backups_wanted(task.client, {"job": task.params["job"]})
    query: dict[str, Any] = dict(NEWEST_FIRST)
    if backups is not None and len(backups) == 1:
        query["backupIdFilter"] = backups[0]
    found = _states(RESTORE_POINT_LIST, task, directory, query)
    points = newest_first(usable(found, backups, task.params["usable_for"]))
    if task.params["disks"]:
        for point in points:
            disks = nested(task.client, DISK_LIST.path.format(id=point["id"]))
            point["disks"] = [_state(DISK_LIST, one, task, directory) for one in disks]
    return {"changed": False, "restore_points": points}


def usable(points: Iterable[State], backups: list[str] | None, operation: str | None) -> list[State]:
    """The restore points that are in one of ``backups`` and allow ``operation``, as far as either is given. Pure."""
    return [
        one
        for one in points
        if (backups is None or one.get("backup_id") in backups)
        and (operation is None or operation in (one.get("allowed_operations") or []))
    ]


def newest_first(points: Iterable[State]) -> list[State]:
    """Restore points in the order of their making, the newest first. Pure."""
    return sorted(points, key=lambda one: moment(str(one["creation_time"])), reverse=True)


def _backups(task: Task) -> Result:
    directory = Directory(task.client)
    backups = list(_states(BACKUP_LIST, task, directory))
    if task.params["objects"]:
        for backup in backups:
            bodies = nested(task.client, BACKUP_CONTENTS.format(id=backup["id"]))
            backup["objects"] = [_state(BACKUP_OBJECT_LIST, one, task, directory) for one in bodies]
    return {"changed": False, "backups": backups}


def _backup_objects(task: Task) -> Result:
    directory = Directory(task.client)
    backups = backups_wanted(task.client, task.params)
    held = None if backups is None else contents_of(task.client, backups)
    objects = [one for one in _states(BACKUP_OBJECT_LIST, task, directory) if held is None or one["id"] in held]
    if task.params["last_restore_point"]:
        for one in objects:
            one["last_restore_point"] = _newest_point(task, directory, str(one["id"]), backups or [None])
    return {"changed": False, "backup_objects": objects}


def _newest_point(task: Task, directory: Directory, identifier: str, backups: Sequence[str | None]) -> State | None:
    """The newest restore point of an object in any of the backups; None stands for all there are."""
    found: list[dict[str, Any]] = []
    for backup in backups:
        query = {"backupObjectIdFilter": identifier, "backupIdFilter": backup, "skip": 0, "limit": 1}
        found += task.client.get(RESTORE_POINTS, dict(NEWEST_FIRST, **query)).get("data") or []
    points = newest_first(_state(RESTORE_POINT_LIST, one, task, directory) for one in found)
    return points[0] if points else None
