# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: scale-out repositories. Adding, editing and the modes of extents happen at the end of a session.

Rules that are in no document: names are there once; a repository is an extent of one scale-out repository only; the
capacity and archive tiers are object storage, the performance tier may be; and an extent with backups stays. Real
servers show no status of an extent that is as it always was.
"""

from __future__ import annotations

import copy
import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..messages import Answer, Refusal, Request
from ..registry import handles, views
from ..seeds.vbr_repositories import REPOSITORIES, SCALE_OUT
from ..state import Item
from ..vbr_sessions import Failure
from .vbr_repositories import USE, answer_with_session, extents_of, job_to, scale_out_details

if TYPE_CHECKING:
    from ..backend import Backend

BASE = f"/api/v1/{SCALE_OUT}"
_ADD_STEPS = ["Checking the extents", "Saving the configuration"]
_EDIT_STEPS = ["Reading the present settings", "Checking the extents", "Saving the configuration"]
_BLOCK = ("WinLocal", "LinuxLocal", "LinuxHardened", "Nfs", "Smb")
_ARCHIVE = ("AmazonS3Glacier", "AzureArchive")


@views("vbr", SCALE_OUT)
def scale_out_view(_backend: Backend, item: Item, revision: str) -> Item:
    """The oldest revision shows one status of an extent."""
    tier = item["performanceTier"]
    if revision != "1.2-rev1":
        return item
    extents = [
        {**extent, "status": extent["status"][0]} if "status" in extent else extent
        for extent in tier["performanceExtents"]
    ]
    return {**item, "performanceTier": {**tier, "performanceExtents": extents}}


@handles("vbr", "POST", BASE)
def create(backend: Backend, request: Request) -> Answer:
    item: Item = {"uniqueId": str(uuid.uuid4()), **copy.deepcopy(request.body), "id": str(uuid.uuid4())}
    _check(backend, item, Refusal)

    def add() -> str:
        _check(backend, item, Failure)
        backend.store.put(SCALE_OUT, item["id"], _stored(backend, item, {}))
        return str(item["id"])

    return answer_with_session(backend, request, f"Adding scale-out repository {item['name']}", _ADD_STEPS, add)


@handles("vbr", "PUT", f"{BASE}/{{id}}")
def update(backend: Backend, request: Request) -> Answer:
    old = _existing(backend, request)
    if request.body["id"] != old["id"]:
        raise Refusal(400, f"The body describes scale-out repository {request.body['id']}, the path names {old['id']}")
    item: Item = {"uniqueId": old["uniqueId"], **copy.deepcopy(request.body)}
    _check(backend, item, Refusal)
    left = {key for key, _tier in extents_of(old)} - {key for key, _tier in extents_of(item)}
    for key in left & set(backend.store.documents[USE]["backups"]):
        repository = backend.store.get(REPOSITORIES, key) or {}
        raise Refusal(400, f"Unable to remove extent {repository.get('name')} because it contains backups")

    def save() -> str:
        current = backend.store.get(SCALE_OUT, item["id"])
        if current is None:
            raise Failure(f"Scale-out repository {item['name']} was removed meanwhile")
        _check(backend, item, Failure)
        backend.store.put(SCALE_OUT, item["id"], _stored(backend, item, current))
        return str(item["id"])

    title = f"Editing scale-out repository {old['name']}"
    return answer_with_session(backend, request, title, _EDIT_STEPS, save, resourceId=old["id"])


@handles("vbr", "DELETE", f"{BASE}/{{id}}")
def delete(backend: Backend, request: Request) -> Answer:
    item = _existing(backend, request)
    job = job_to(backend, item["id"])
    if job:
        raise Refusal(500, f"Unable to delete repository {item['name']} because it is in use by: {job}")
    if request.query.get("deleteBackups"):
        for key, _tier in extents_of(item):
            backend.store.documents[USE]["backups"].pop(key, None)
    backend.store.remove(SCALE_OUT, item["id"])
    return Answer(request.operation.success)


@handles("vbr", "POST", f"{BASE}/{{id}}/enableSealedMode")
def seal(backend: Backend, request: Request) -> Answer:
    return _change_mode(backend, request, "Sealed", on=True)


@handles("vbr", "POST", f"{BASE}/{{id}}/disableSealedMode")
def unseal(backend: Backend, request: Request) -> Answer:
    return _change_mode(backend, request, "Sealed", on=False)


@handles("vbr", "POST", f"{BASE}/{{id}}/enableMaintenanceMode")
def begin_maintenance(backend: Backend, request: Request) -> Answer:
    return _change_mode(backend, request, "Maintenance", on=True)


@handles("vbr", "POST", f"{BASE}/{{id}}/disableMaintenanceMode")
def end_maintenance(backend: Backend, request: Request) -> Answer:
    return _change_mode(backend, request, "Maintenance", on=False)


def _change_mode(backend: Backend, request: Request, mode: str, on: bool) -> Answer:
    item, chosen = _existing(backend, request), set(request.body["repositoryIds"])
    strange = chosen - {key for key, _tier in extents_of(item)}
    if strange or not chosen:
        raise Refusal(400, f"{', '.join(sorted(strange)) or 'Nothing'} is no extent of {item['name']}")

    def change() -> str:
        current = copy.deepcopy(_existing(backend, request))
        for extent in current["performanceTier"]["performanceExtents"]:
            if extent["id"] in chosen:
                modes = [other for other in extent.get("status", []) if other not in (mode, "Normal")]
                extent["status"] = [*modes, *([mode] if on else [])] or ["Normal"]
        backend.store.put(SCALE_OUT, current["id"], current)
        return str(current["id"])

    title = f"{'Enabling' if on else 'Disabling'} {mode.lower()} mode in {item['name']}"
    return answer_with_session(
        backend, request, title, ["Saving the mode"], change, resourceId=item["id"], kind="RepositoryMaintenance"
    )


def _stored(backend: Backend, item: Item, current: Item) -> Item:
    """What is shown: extents with the names that their repositories have, and with the statuses that they had."""
    known = {extent["id"]: extent for extent in current.get("performanceTier", {}).get("performanceExtents", [])}
    extents = []
    for given in item["performanceTier"]["performanceExtents"]:
        extent = {"id": given["id"], "name": (backend.store.get(REPOSITORIES, given["id"]) or {})["name"]}
        status = known.get(given["id"], {}).get("status")
        extents.append({**extent, "status": status} if status else extent)
    return {**item, "performanceTier": {**item["performanceTier"], "performanceExtents": extents}}


def _check(backend: Backend, item: Item, problem: type[Refusal] | type[Failure]) -> None:
    for text in _problems(backend, item):
        raise Refusal(400, text, resource=item["id"]) if problem is Refusal else Failure(text)


def _problems(backend: Backend, item: Item) -> Iterator[str]:
    for other in backend.store.collection(SCALE_OUT).values():
        if other["name"].lower() == item["name"].lower() and other["id"] != item["id"]:
            yield f"Scale-out repository with the name {item['name']} already exists"
    if not item["performanceTier"]["performanceExtents"]:
        yield "A scale-out repository needs a performance extent"
    for key, tier in extents_of(item):
        repository = backend.store.get(REPOSITORIES, key)
        if repository is None:
            yield f"Repository with ID {key} was not found"
            continue
        details = scale_out_details(backend, key)
        if details and details["scaleOutRepositoryId"] != item["id"]:
            yield f"Repository {repository['name']} is an extent of {details['membership']} already"
        kind = repository["type"]
        fits = {"Performance": kind not in _ARCHIVE, "Capacity": kind not in (*_BLOCK, *_ARCHIVE)}
        if not fits.get(tier, kind not in _BLOCK):
            yield f"Repository {repository['name']} ({kind}) cannot be an extent of the {tier.lower()} tier"


def _existing(backend: Backend, request: Request) -> Item:
    key = request.parameters["id"]
    item = backend.store.get(SCALE_OUT, key)
    if item is None:
        raise Refusal(404, f"Scale-out repository with ID {key} was not found", resource=key)
    return item
