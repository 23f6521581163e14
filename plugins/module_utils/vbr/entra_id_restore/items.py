# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The items of a Microsoft Entra ID tenant that a task names, found in its mounted backup.

Operations ``POST /api/v1/backupBrowser/entraIdTenant/{backupId}/browse`` and those under it, and ``POST
.../{sessionId}/validate``. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ...core.errors import AmbiguousName, ApiError, NoRestorePoint, ObjectNotFound, listed
from ...core.naming import same_name
from ...core.timestamps import parse_time
from ...engine.task import Task
from ...sessions.adapter import records_of

BASE = "/backupBrowser/entraIdTenant"
BROWSE = BASE + "/{backupId}/browse"
ITEM = BROWSE + "/{itemId}"
POINTS = ITEM + "/restorePoints"
VALIDATE = BASE + "/{sessionId}/validate"
# How many items a page has.
PAGE = 500
# What the responses to a request for an item that the backup does not have are; not all of them are documented.
NOT_THERE = (400, 404)


@dataclass(frozen=True)
class Wanted:
    """An item as the task names it: ``name`` or ``id``, and the properties to restore, none for the whole item."""

    type: str
    name: str
    id: str
    properties: tuple[Mapping[str, Any], ...]
    password: str

    @property
    def title(self) -> str:
        """What results and messages call it."""
        return f"{self.type} {self.name or self.id}"


@dataclass(frozen=True)
class Item:
    """An item in the backup, at the restore point to restore it from."""

    wanted: Wanted
    id: str
    name: str
    point: str

    @property
    def reference(self) -> dict[str, str]:
        """The item as requests name it."""
        return {"itemId": self.id, "restorePointId": self.point}


def wanted_items(params: Mapping[str, Any]) -> list[Wanted]:
    """The items of the option ``items``. Pure."""
    return [
        Wanted(
            item["type"],
            item["name"] or "",
            item["id"] or "",
            tuple(item["properties"] or ()),
            item["password"] or "",
        )
        for item in params["items"]
    ]


def found_items(task: Task, backup: str, wanted: Sequence[Wanted]) -> list[Item]:
    """The items in the backup. Raises ObjectNotFound for all that are missing, AmbiguousName, NoRestorePoint."""
    found, missing = [], []
    for one in wanted:
        body = _with_id(task, backup, one) if one.id else _with_name(task, backup, one)
        if body is None:
            missing.append(one.title)
        else:
            found.append(Item(one, item_id(body), item_name(body), _point(task, backup, one, body)))
    if missing:
        raise _not_found(missing, "The backup does not have")
    return found


def _not_found(titles: Sequence[str], beginning: str) -> ObjectNotFound:
    return ObjectNotFound(f"{beginning} {listed(titles)}. Nothing was restored.", missing=list(titles))


def _with_id(task: Task, backup: str, wanted: Wanted) -> Mapping[str, Any] | None:
    try:
        found: Mapping[str, Any] = task.client.post_read(
            ITEM.format(backupId=backup, itemId=wanted.id), {"type": wanted.type}
        )
    except ApiError as error:
        if error.status in NOT_THERE:
            return None
        raise
    return found


def _with_name(task: Task, backup: str, wanted: Wanted) -> Mapping[str, Any] | None:
    """The item of that name. The server may filter loosely; an exact name goes before one in another case."""
    by = "userName" if wanted.type == "User" and "@" in wanted.name else "displayName"
    path, body = BROWSE.format(backupId=backup), {"type": wanted.type, "filter": {by: wanted.name}}
    near = [item for item in pages(task, path, body) if same_name(item.get(by), wanted.name)]
    candidates = [item for item in near if item.get(by) == wanted.name] or near
    if len(candidates) > 1:
        ids = [f"{item_id(item)} ({item.get('userName') or item.get('description') or '-'})" for item in candidates]
        how = "Give the id in place of the name."
        if wanted.type == "User":
            how = "Give the user principal name, or the id, in place of the display name."
        raise AmbiguousName(wanted.type, wanted.name, ids, how)
    return candidates[0] if candidates else None


def pages(task: Task, path: str, body: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every object of a list whose pages are asked for in the body. Its totals cannot be relied on."""
    seen: set[str] = set()
    while True:
        page = records_of(task.client.post_read(path, {**body, "skip": len(seen), "limit": PAGE}), "data")
        new = [item for item in page if item_id(item) not in seen]
        if not new:
            return
        seen |= {item_id(item) for item in new}
        yield from new


def item_id(item: Mapping[str, Any]) -> str:
    """The id of an item or of a restore point."""
    return str(item["id"])


def item_name(item: Mapping[str, Any]) -> str:
    """The display name of an item."""
    return str(item.get("displayName") or "")


def _point(task: Task, backup: str, wanted: Wanted, body: Mapping[str, Any]) -> str:
    """The restore point that the task names, else the newest one that has the item."""
    given, before = task.params["restore_point_id"], task.params["before"]
    if given:
        return str(given)
    if not before and body.get("restorePointId"):
        return str(body["restorePointId"])
    limit = parse_time(before, "before") if before else None
    path = POINTS.format(backupId=backup, itemId=item_id(body))
    fitting = [
        (time, identifier)
        for time, identifier in map(point_facts, pages(task, path, {}))
        if limit is None or time < limit
    ]
    if not fitting:
        raise NoRestorePoint(
            f"No restore point{f' before {before}' if before else ''} has {wanted.title}. Nothing was restored.",
            before=before,
        )
    return max(fitting)[1]


def point_facts(point: Mapping[str, Any]) -> tuple[datetime, str]:
    """When a restore point was made, and its id."""
    return parse_time(str(point["creationTime"])), item_id(point)


def validate_points(task: Task, mount: str, items: Sequence[Item]) -> None:
    """Raise ObjectNotFound where the restore points do not have all items, according to the server."""
    missing: list[str] = []
    for point in dict.fromkeys(item.point for item in items):
        ours = {item.id: item.wanted.title for item in items if item.point == point}
        body = {"restorePointId": point, "itemIds": list(ours)}
        response = task.client.post_read(VALIDATE.format(sessionId=mount), body)
        missing += [ours.get(key, key) for key in map(missing_id, records_of(response, "data"))]
    if missing:
        raise _not_found(missing, "The restore point does not have")


def missing_id(item: Mapping[str, Any]) -> str:
    """The id of an item that is missing."""
    return str(item["itemId"])
