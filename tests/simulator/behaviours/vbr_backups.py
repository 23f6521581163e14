# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: what can be restored: backups, the objects in them, their restore points and the disks in those."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from .. import generic
from ..clock import CLOCK
from ..messages import Answer, Refusal, Request
from ..registry import columns, handles, seeds, views
from ..repairs import ANSWER_WORDS
from ..seeds import vbr_backups
from ..seeds.vbr_backups import BACKUPS, OBJECTS
from ..seeds.vbr_restore_points import RESTORE_POINTS, disks, restore_points
from ..state import Item
from ..values import stable_id

if TYPE_CHECKING:
    from ..backend import Backend

_POINT_COLUMNS = {"created": "creationTime", "backupObjectId": "objectId"}
columns("vbr", BACKUPS, {"created": "creationTime", "policyTag": "policyUniqueId"})
columns("vbr", RESTORE_POINTS, _POINT_COLUMNS)
columns("vbr", f"{OBJECTS}/{{id}}/{RESTORE_POINTS}", _POINT_COLUMNS)


@seeds("vbr")
def plant(backend: Backend) -> None:
    backend.store.load(vbr_backups.SEEDS)
    backend.store.load({RESTORE_POINTS: restore_points(CLOCK.now())})


@views("vbr", OBJECTS)
def object_view(backend: Backend, item: Item, revision: str) -> Item:
    """Restore points are counted when somebody looks. Platforms are in the words of the servers, as examples show."""
    platform = ANSWER_WORDS["vbr"]["platformName"].get(item["platformName"], item["platformName"])
    return {**item, "platformName": platform, "restorePointsCount": _counts(backend)[item["id"]]}


# How many restore points each object has, as of a state of the server: a page asks for hundreds.
_COUNTED: WeakKeyDictionary[Backend, tuple[int, Counter[Any]]] = WeakKeyDictionary()


def _counts(backend: Backend) -> Counter[Any]:
    known = _COUNTED.get(backend)
    if known is None or known[0] != backend.store.changes:
        points = backend.store.collection(RESTORE_POINTS).values()
        known = backend.store.changes, Counter(point.get("objectId") for point in points)
        _COUNTED[backend] = known
    return known[1]


def points_of(backend: Backend, object_id: str) -> list[Item]:
    """The restore points of a machine, share or bucket, in all backups."""
    return [point for point in backend.store.collection(RESTORE_POINTS).values() if point.get("objectId") == object_id]


def existing(backend: Backend, collection: str, key: str, what: str) -> Item:
    """The object with an id; refuses one that does not exist."""
    item = backend.store.get(collection, key)
    if item is None:
        raise Refusal(404, f"{what} with ID {key} was not found", resource=key)
    return item


@handles("vbr", "GET", "/api/v1/backupObjects/{id}/restorePoints")
def restore_points_of_object(backend: Backend, request: Request) -> Answer:
    item = existing(backend, OBJECTS, request.parameters["id"], "Backup object")
    return generic.listing(backend, request, points_of(backend, item["id"]), RESTORE_POINTS)


@handles("vbr", "GET", "/api/v1/backups/{id}/objects")
def objects_of_backup(backend: Backend, request: Request) -> Answer:
    backup = existing(backend, BACKUPS, request.parameters["id"], "Backup")
    held = {
        point.get("objectId")
        for point in backend.store.collection(RESTORE_POINTS).values()
        if point["backupId"] == backup["id"]
    }
    items = [item for item in backend.store.collection(OBJECTS).values() if item["id"] in held]
    return generic.listing(backend, request, items, OBJECTS)


@handles("vbr", "GET", "/api/v1/restorePoints/{id}/disks")
def disks_of_restore_point(backend: Backend, request: Request) -> Answer:
    point = existing(backend, RESTORE_POINTS, request.parameters["id"], "Restore point")
    return generic.listing(backend, request, disks(point), f"{RESTORE_POINTS}/disks")


@handles("vbr", "POST", "/api/v1/restorePoints/{id}/networkInfo")
def networks_of_restore_point(backend: Backend, request: Request) -> Answer:
    """The network adapters a machine had; the body may ask for a page of them."""
    point = existing(backend, RESTORE_POINTS, request.parameters["id"], "Restore point")
    found = (
        [
            {"id": stable_id(f"adapter {number} of {point['name']}"), "name": f"Network adapter {number}"}
            for number in (1, 2)
        ]
        if point["platformName"] != "UnstructuredData"
        else []
    )
    return paged(backend, request, found)


def paged(backend: Backend, request: Request, items: list[Item]) -> Answer:
    """One page of objects for a request that asks for it in its body."""
    asked = (request.body or {}).get("pagination") or {}
    window = {"skip": asked.get("skip", 0), "limit": asked.get("limit", 200)}
    schema = request.operation.answer_schema(200) or {}
    page = backend.product.page(items, window, request.path)
    return Answer(200, backend.values(request).fit(schema, page, request.path))
