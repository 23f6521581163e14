# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was backed up: its name, and which restore points are of it.

The name of a restore point does not say it: that of an agent has the name of the job in it. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from ..core.naming import same_name
from ..http.client import Client
from .platform_words import platform_of
from .restore_points import (
    BACKUP_CONTENTS,
    BACKUP_OBJECTS,
    RESTORE_POINTS,
    backups_named,
    contents_of,
    objects_named,
    point_with_id,
    select_object,
)

AGENTS = ("WindowsPhysical", "LinuxPhysical", "LinuxPhysicalPpc", "MongoDb")
# What tells one machine from another of its name; which of them an object has depends on its platform.
_IDENTITIES = ("objectId", "biosUuid", "computerId", "fileServerId")

BackupObject = Mapping[str, Any]


class BackupSource:
    """What the option ``restore_point`` means, as far as the server still knows it; everything is read once."""

    def __init__(self, client: Client, rules: Mapping[str, Any]) -> None:
        self._client = client
        self._rules = rules

    @cached_property
    def name(self) -> str:
        """Its name, empty where the restore point or object that the task gives by id is gone."""
        if self._rules.get("id"):
            point = self._client.find(f"{RESTORE_POINTS}/{self._rules['id']}")
            return "" if point is None else name_behind(self._client, point)
        return str(self._objects[0].get("name")) if self._objects else str(self._rules.get("name") or "")

    def owns(self, point: Mapping[str, Any]) -> bool:
        """Whether a restore point is of it."""
        if self._rules.get("id"):
            return bool(point["id"] == self._rules["id"])
        if not self._objects:
            # Nothing is left of it but the name.
            return same_name(point.get("name"), self.name)
        return point["id"] in self._points

    @property
    def platform_ids(self) -> list[str]:
        """The ids that its own platform gave it, such as vm-102."""
        return list(dict.fromkeys(str(item["objectId"]) for item in self._objects if item.get("objectId")))

    @cached_property
    def _objects(self) -> Sequence[BackupObject]:
        """The backup objects that are it: one for each backup that holds it, or those among which nothing decides."""
        if self._rules.get("object_id"):
            by_id = self._client.find(f"{BACKUP_OBJECTS}/{self._rules['object_id']}")
            return [] if by_id is None else [by_id]
        name, platform = str(self._rules.get("name") or self.name), self._rules.get("platform")
        near = self._client.pages(BACKUP_OBJECTS, {"nameFilter": name, "platformNameFilter": platform})
        named = objects_named(near, name, platform)
        backups = backups_named(self._client, self._rules) if len(named) > 1 else None
        if backups is None:
            return named
        held = contents_of(self._client, backups)
        chosen = [item for item in named if item["id"] in held]
        return [item for item in named if any(_same_object(item, other) for other in chosen)]

    @cached_property
    def _points(self) -> set[str]:
        return {
            str(point["id"])
            for item in self._objects
            for point in self._client.pages(RESTORE_POINTS, {"backupObjectIdFilter": item["id"]})
        }


def _same_object(left: BackupObject, right: BackupObject) -> bool:
    """Whether two backup objects are the same machine, share or bucket, held by two backups."""
    known = [key for key in _IDENTITIES if left.get(key) and right.get(key)]
    return left["id"] == right["id"] or (bool(known) and all(left[key] == right[key] for key in known))


def machine_name(client: Client, rules: Mapping[str, Any]) -> str:
    """The name of the backed-up machine or object that the option ``restore_point`` means.

    Raises ObjectNotFound, AmbiguousName.
    """
    if rules.get("id"):
        return name_behind(client, point_with_id(client, rules["id"]))
    return str(select_object(client, rules).get("name"))


def name_behind(client: Client, point: Mapping[str, Any]) -> str:
    """The name of what a restore point is of, which for an agent is not the name of the point.

    Raises UnexpectedResponse where it has none: what is of it would be taken for something else.
    """
    given = str(point["name"])
    if platform_of(point.get("platformName")) not in AGENTS:
        return given
    held = list(client.nested_pages(BACKUP_CONTENTS.format(id=point["backupId"])))
    # The machine's name comes first in the point's, the job's after it.
    named = [item for item in held if f"{given} ".casefold().startswith(f"{item.get('name')} ".casefold())]
    candidates = named or held
    if len(candidates) > 1:
        filters = {"backupIdFilter": point["backupId"]}
        candidates = [
            item
            for item in named
            if any(
                other["id"] == point["id"]
                for other in client.pages(RESTORE_POINTS, {**filters, "backupObjectIdFilter": item["id"]})
            )
        ]
    return str(candidates[0].get("name")) if len(candidates) == 1 else given
