# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Microsoft 365: OneDrives in restore sessions: listed, searched, restored and saved, earlier versions too."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

from ..generic import listing
from ..m365_restores import check_authentication, explored, restore, restores_of
from ..m365_sessions import RESTORE
from ..messages import Answer, Refusal, Request
from ..registry import seeds
from ..seeds.m365_onedrives import EARLIER, IN_PRODUCTION, ONEDRIVES, TREES
from ..state import Item
from .m365_mailboxes import both

if TYPE_CHECKING:
    from ..backend import Backend

KIND = "Veod"
_DRIVES = f"{RESTORE}/{{restoreSessionId}}/Organization/OneDrives"
_DRIVE = _DRIVES + "/{oneDriveId}"
_FOLDERS, _DOCUMENTS = _DRIVE + "/Folders", _DRIVE + "/Documents"
_DOCUMENT = _DOCUMENTS + "/{documentId}"
_VERSIONS = _DOCUMENT + "/Versions"
_VERSION = _VERSIONS + "/{versionId}"


@seeds("m365")
def plant(backend: Backend) -> None:
    for drive, names in IN_PRODUCTION.items():
        documents = TREES[drive][1]
        restores_of(backend).production[drive] = {
            one["id"]: names[one["name"]] for one in documents if one["name"] in names
        }


@both("GET", _DRIVES)
def onedrives(backend: Backend, request: Request) -> Answer:
    organization = explored(backend, request, KIND).organization
    return listing(backend, request, [drive for drive in ONEDRIVES if drive["organization"] == organization])


@both("GET", _FOLDERS)
def folders(backend: Backend, request: Request) -> Answer:
    return _level(backend, request, TREES[_drive(backend, request)["id"]][0])


@both("GET", _DOCUMENTS)
def documents(backend: Backend, request: Request) -> Answer:
    return _level(backend, request, _backed_up(backend, request))


def _level(backend: Backend, request: Request, items: list[Item]) -> Answer:
    parent = request.take("parentId")
    wanted = "" if parent == "root" else parent
    return listing(backend, request, [one for one in items if not parent or one["parent"] == wanted])


@both("GET", _VERSIONS)
def versions(backend: Backend, request: Request) -> Answer:
    """The versions before the one that the backup has."""
    one = _chosen(backend, request, [request.parameters["documentId"]])[0]
    earlier = [{**one, "version": f"{number}.0", "versionId": number} for number in (1, 2)]
    return listing(backend, request, earlier)


@both("POST", f"{_DRIVE}/search")
@both("POST", f"{_FOLDERS}/{{folderId}}/search")
def search(backend: Backend, request: Request) -> Answer:
    """Folders and documents whose names have the words of a query."""
    found: list[Item] = [*TREES[_drive(backend, request)["id"]][0], *_backed_up(backend, request)]
    folder = request.parameters.get("folderId")
    if folder:
        found = [one for one in found if one["parent"] in _inside(backend, request, {folder})]
    text = str(request.body.get("query") or "").casefold()
    return listing(backend, request, [one for one in found if text in one["name"].casefold()])


@both("POST", f"{_DRIVE}/restore")
@both("POST", f"{_DRIVE}/copyTo")
def restore_drive(backend: Backend, request: Request) -> Answer:
    return _restore(backend, request, "", _backed_up(backend, request))


@both("POST", f"{_FOLDERS}/restore")
@both("POST", f"{_FOLDERS}/copyTo")
def restore_folders(backend: Backend, request: Request) -> Answer:
    inside = _inside(backend, request, {one["id"] for one in request.body["folders"]})
    found = [one for one in _backed_up(backend, request) if one["parent"] in inside]
    return _restore(backend, request, " folders", found)


@both("POST", f"{_DOCUMENTS}/restore")
@both("POST", f"{_DOCUMENTS}/copyTo")
def restore_documents(backend: Backend, request: Request) -> Answer:
    chosen = _chosen(backend, request, [one["id"] for one in request.body["documents"]])
    return _restore(backend, request, " documents", chosen)


@both("POST", f"{_VERSION}/restore")
@both("POST", f"{_VERSION}/copyTo")
def restore_version(backend: Backend, request: Request) -> Answer:
    return _restore(backend, request, " version", [_version(backend, request)])


def _restore(backend: Backend, request: Request, what: str, found: list[Item]) -> Answer:
    drive, body = _drive(backend, request), request.body
    check_authentication(backend, body)
    place, target = drive["id"], drive["url"]
    if request.path.endswith("copyTo"):
        other = next((one for one in ONEDRIVES if one["id"] == (body.get("onedrive") or {}).get("id")), None)
        if other is None:
            raise Refusal(400, "The OneDrive to copy to does not exist")
        place, target = f"{other['id']}/{body.get('folder') or ''}", other["url"]
    # The version of an item in production is the id of its version.
    items = [{"id": one["id"], "version": one["versionId"], "title": one["name"]} for one in found]
    keeps = body.get("documentAction") == "Keep"
    return restore(
        backend,
        request,
        KIND,
        f"{drive['url']}{what}",
        target,
        lambda: restores_of(backend).apply(place, items, keeps),
    )


@both("POST", f"{_DRIVE}/save")
def save_drive(backend: Backend, request: Request) -> Answer:
    return _file(_backed_up(backend, request))


@both("POST", f"{_FOLDERS}/save")
def save_folders(backend: Backend, request: Request) -> Answer:
    inside = _inside(backend, request, {one["id"] for one in request.body["folders"]})
    return _file([one for one in _backed_up(backend, request) if one["parent"] in inside])


@both("POST", f"{_DOCUMENTS}/save")
def save_documents(backend: Backend, request: Request) -> Answer:
    return _file(_chosen(backend, request, [one["id"] for one in request.body["documents"]]))


@both("POST", f"{_DOCUMENT}/save")
def save_document(backend: Backend, request: Request) -> Answer:
    found = _chosen(backend, request, [request.parameters["documentId"]])
    return _file(found, bool(request.body.get("asZip")))


@both("POST", f"{_VERSION}/save")
def save_version(backend: Backend, request: Request) -> Answer:
    return _file([_version(backend, request)], bool(request.body.get("asZip")))


def _file(found: list[Item], zipped: bool = True) -> Answer:
    """What is saved: each document says which it is."""
    contents = {one["name"]: json.dumps({"name": one["name"], "version": one["version"]}) for one in found}
    if not zipped:
        return Answer(200, file=next(iter(contents.values())).encode(), sized=False)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return Answer(200, file=whole.getvalue(), sized=False)


def _drive(backend: Backend, request: Request) -> Item:
    organization = explored(backend, request, KIND).organization
    key = request.parameters["oneDriveId"]
    found = next((one for one in ONEDRIVES if one["id"] == key and one["organization"] == organization), None)
    if found is None:
        raise Refusal(404, f"OneDrive with ID {key} is not found", "ResourceNotFound")
    return found


def _backed_up(backend: Backend, request: Request) -> list[Item]:
    """The documents that the explored backup has."""
    until = explored(backend, request, KIND).until
    return [one for one in TREES[_drive(backend, request)["id"]][1] if not until or one["since"] <= until]


def _inside(backend: Backend, request: Request, tops: set[str]) -> set[str]:
    """Folders, and all folders in them."""
    inside = set(tops)
    for folder in TREES[_drive(backend, request)["id"]][0]:
        if folder["parent"] in inside:
            inside.add(folder["id"])
    return inside


def _chosen(backend: Backend, request: Request, ids: list[str]) -> list[Item]:
    known = {one["id"]: one for one in _backed_up(backend, request)}
    missing = [key for key in ids if key not in known]
    if missing:
        raise Refusal(404, f"Document with ID {missing[0]} is not found", "ResourceNotFound")
    return [known[key] for key in ids]


def _version(backend: Backend, request: Request) -> Item:
    one = _chosen(backend, request, [request.parameters["documentId"]])[0]
    number = int(request.parameters["versionId"])
    if f"{number}.0" > EARLIER:
        raise Refusal(404, f"Version {number} of {one['name']} is not found", "ResourceNotFound")
    return {**one, "version": f"{number}.0", "versionId": number}
