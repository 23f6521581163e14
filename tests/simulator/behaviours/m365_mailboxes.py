# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Microsoft 365: mailboxes, folders and items in restore sessions: listed, searched, restored and exported."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from ..generic import listing, shown_object
from ..m365_restores import check_authentication, explored, restore, restores_of
from ..m365_sessions import RESTORE
from ..messages import Answer, Refusal, Request
from ..registry import columns, handles, seeds
from ..seeds.m365_mailboxes import (
    BROKEN,
    BULK,
    FOLDERS,
    IN_PRODUCTION,
    ITEMS,
    MAILBOXES,
    RESTORE_POINTS,
    SEEDS,
    folder_id,
)
from ..state import Item

if TYPE_CHECKING:
    from ..backend import Backend

KIND = "Vex"
_BOXES = f"{RESTORE}/{{restoreSessionId}}/organization/mailboxes"
_BOX = _BOXES + "/{mailboxId}"
_FOLDERS = _BOX + "/folders"
_FOLDER = _FOLDERS + "/{folderId}"
_ITEMS = _BOX + "/items"
_ITEM = _ITEMS + "/{itemId}"
PST, MSG = b"!BDN", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
Handler = Callable[["Backend", Request], Answer]

columns("m365", RESTORE_POINTS, {name: name for name in ("organizationId", "jobId", "repositoryId")})


@seeds("m365")
def plant(backend: Backend) -> None:
    backend.store.load(SEEDS)
    for box, subjects in IN_PRODUCTION.items():
        there = restores_of(backend).production[box] = {}
        bulk = folder_id(box, BULK)
        for item in ITEMS[box]:
            if item["subject"] in subjects or item["folder"] == bulk:
                there[item["id"]] = subjects.get(item["subject"], 1)


def both(method: str, path: str) -> Callable[[Handler], Handler]:
    """This function answers requests for a path in both revisions."""

    def register(function: Handler) -> Handler:
        for revision in ("v7", "v8"):
            handles("m365", method, f"/{revision}/{path}")(function)
        return function

    return register


@both("GET", RESTORE_POINTS)
def restore_points(backend: Backend, request: Request) -> Answer:
    """The backups, of which only those are listed that were made between two times."""
    until, since = request.take("to"), request.take("from")
    points = [
        point
        for point in backend.store.collection(RESTORE_POINTS).values()
        if (not until or point["backupTime"] <= until) and (not since or point["backupTime"] >= since)
    ]
    return listing(backend, request, points)


@both("GET", _BOXES)
def mailboxes(backend: Backend, request: Request) -> Answer:
    organization = explored(backend, request, KIND).organization
    return listing(backend, request, [box for box in MAILBOXES if box["organization"] == organization])


@both("GET", _BOX)
def mailbox(backend: Backend, request: Request) -> Answer:
    return shown_object(backend, request, "mailboxes", _box(backend, request))


@both("GET", _FOLDERS)
def folders(backend: Backend, request: Request) -> Answer:
    """One level of the folders, or all of them."""
    box = _box(backend, request)
    parent = request.take("parentId")
    wanted = FOLDERS[box["id"]]
    if parent:
        wanted = [folder for folder in wanted if folder["parent"] == ("" if parent == "root" else parent)]
    return listing(backend, request, wanted)


@both("GET", _ITEM)
def item(backend: Backend, request: Request) -> Answer:
    return shown_object(backend, request, "items", _chosen(backend, request, [request.parameters["itemId"]])[0])


@both("POST", f"{_BOX}/search")
def search(backend: Backend, request: Request) -> Answer:
    return listing(backend, request, _matching(request, _all(backend, request)))


@both("POST", f"{_FOLDER}/search")
def search_folder(backend: Backend, request: Request) -> Answer:
    return listing(backend, request, _matching(request, _in_folder(backend, request)))


def _matching(request: Request, items: Iterable[Item]) -> list[Item]:
    """What has the words of a query in its subject; the language of queries has much more."""
    text = re.sub(r'^subject:|"', "", str(request.body.get("query") or "")).casefold()
    return [one for one in items if text in one["subject"].casefold()]


@both("POST", f"{_BOX}/restore")
@both("POST", f"{_BOX}/restoreTo")
def restore_mailbox(backend: Backend, request: Request) -> Answer:
    return _restore(backend, request, "", _all(backend, request))


@both("POST", f"{_FOLDER}/restore")
@both("POST", f"{_FOLDER}/restoreTo")
def restore_folder(backend: Backend, request: Request) -> Answer:
    folder = _folder(backend, request)
    return _restore(backend, request, f"/{folder['name']}", _in_folder(backend, request))


@both("POST", f"{_ITEMS}/restore")
@both("POST", f"{_ITEMS}/restoreTo")
def restore_items(backend: Backend, request: Request) -> Answer:
    chosen = _chosen(backend, request, [one["id"] for one in request.body["items"]])
    return _restore(backend, request, f" ({len(chosen)} items)", chosen)


def _restore(backend: Backend, request: Request, what: str, items: list[Item]) -> Answer:
    box, body = _box(backend, request), request.body
    check_authentication(backend, body)
    if body.get("applicationCertificate") and not body.get("impersonationAccountName"):
        raise Refusal(400, "The account to impersonate is required with a certificate")
    place, target = box["id"], box["email"]
    if request.path.endswith("restoreTo"):
        target = str(body.get("mailbox") or "")
        if not any(one["email"] == target for one in MAILBOXES):
            raise Refusal(400, f"The mailbox {target} does not exist")
        place = f"{target}/{body.get('folder') or ''}"
    found = [{**one, "title": one["subject"], "broken": one["subject"] == BROKEN} for one in items]
    return restore(
        backend,
        request,
        KIND,
        f"{box['email']}{what}",
        target,
        lambda: restores_of(backend).apply(place, found),
    )


@both("POST", f"{_BOX}/exportToPst")
def export_mailbox(backend: Backend, request: Request) -> Answer:
    return _file(request, PST, _with_keyword(request, _all(backend, request)))


@both("POST", f"{_FOLDER}/exportToPst")
def export_folder(backend: Backend, request: Request) -> Answer:
    return _file(request, PST, _with_keyword(request, _in_folder(backend, request)))


@both("POST", f"{_ITEMS}/exportToPst")
def export_items(backend: Backend, request: Request) -> Answer:
    return _file(request, PST, _chosen(backend, request, [one["id"] for one in request.body["items"]]))


@both("POST", f"{_ITEMS}/Save")
def save_items(backend: Backend, request: Request) -> Answer:
    return _file(request, MSG, _chosen(backend, request, [one["id"] for one in request.body["items"]]))


@both("POST", f"{_ITEM}/save")
def save_item(backend: Backend, request: Request) -> Answer:
    return _file(request, MSG, _chosen(backend, request, [request.parameters["itemId"]]))


def _with_keyword(request: Request, items: list[Item]) -> list[Item]:
    word = str(request.body.get("contentKeyword") or "").casefold()
    return [one for one in items if word in one["subject"].casefold()]


def _file(request: Request, magic: bytes, items: Iterable[Item]) -> Answer:
    """No real file of its kind, but one that says what would be in it."""
    limit = (request.body or {}).get("pstSizeLimitBytes")
    content = {"limit": limit, "subjects": sorted(one["subject"] for one in items)}
    return Answer(200, file=magic + json.dumps(content, ensure_ascii=False).encode(), sized=False)


def _box(backend: Backend, request: Request) -> Item:
    organization = explored(backend, request, KIND).organization
    key = request.parameters["mailboxId"]
    found = next((box for box in MAILBOXES if box["id"] == key and box["organization"] == organization), None)
    if found is None:
        raise Refusal(404, f"Mailbox with ID {key} is not found", "ResourceNotFound")
    return found


def _folder(backend: Backend, request: Request) -> Item:
    box, key = _box(backend, request), request.parameters["folderId"]
    found = next((folder for folder in FOLDERS[box["id"]] if folder["id"] == key), None)
    if found is None:
        raise Refusal(404, f"Folder with ID {key} is not found", "ResourceNotFound")
    return found


def _all(backend: Backend, request: Request) -> list[Item]:
    """The items of a mailbox that the explored backup has."""
    until = explored(backend, request, KIND).until
    return [one for one in ITEMS.get(_box(backend, request)["id"], ()) if not until or one["since"] <= until]


def _in_folder(backend: Backend, request: Request) -> list[Item]:
    """The items of a folder and of the folders in it."""
    box, top = _box(backend, request), _folder(backend, request)["id"]
    inside = {folder["id"] for folder in FOLDERS[box["id"]] if top in (folder["id"], folder["parent"])}
    return [one for one in _all(backend, request) if one["folder"] in inside]


def _chosen(backend: Backend, request: Request, ids: list[str]) -> list[Item]:
    known = {one["id"]: one for one in _all(backend, request)}
    missing = [key for key in ids if key not in known]
    if missing:
        raise Refusal(404, f"Item with ID {missing[0]} is not found", "ResourceNotFound")
    return [known[key] for key in ids]
