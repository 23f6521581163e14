# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Microsoft 365: backup repositories, as awkward as the real ones may be.

What is in no document is marked as a choice of the simulator: the retention type, the folder and the owner of a
repository stay, folders with backups of others want to be attached, and jobs keep a repository from being removed.
"""

from __future__ import annotations

import re
import uuid
import zlib
from typing import TYPE_CHECKING, Any

from ..generic import listing, shown_object
from ..messages import Answer, Refusal, Request
from ..registry import columns, handles, seeds, views
from ..seeds import m365_infrastructure as infrastructure
from ..seeds.m365_repositories import REPOSITORIES, SEEDS, USAGES, USED_BY_JOBS, USED_FOLDERS
from ..state import Item
from ..vbr_sessions import NO_ID

if TYPE_CHECKING:
    from ..backend import Backend

PATH = "BackupRepositories"
ITEM = PATH + "/{repositoryId}"
# Only written, and never shown.
_FLAGS = ("ignoreProxyPoolApplianceAccessValidation", "attachUsedRepository")
_READ_ONLY = {"usedSpaceBytes", "freeSpaceBytes", "_links"}
_FIXED = {"retentionType": "retention type", "path": "folder", "proxyId": "proxy", "proxyPoolId": "proxy pool"}
_FAMILIES = {"AzureBlobArchive": "AzureBlob", "AmazonS3Glacier": "AmazonS3"}
# What one repository shows as null, and the list leaves out; with the setting ``nulls_at_random`` it is as it happens.
_NULLS = ("encryptionKeyId", "yearlyRetentionPeriod", "monthlyRetentionPeriod", "outOfOrderReason", "proxyPoolId")

columns("m365", REPOSITORIES, {"proxyId": "proxyId", "proxyPoolId": "proxyPoolId"})


@seeds("m365")
def plant(backend: Backend) -> None:
    backend.store.load(infrastructure.SEEDS)
    backend.store.load({REPOSITORIES: SEEDS, **USAGES})
    backend.store.documents["folders with backups"] = set(USED_FOLDERS)


@handles("m365", "GET", f"/v8/{PATH}")
@handles("m365", "GET", f"/v7/{PATH}")
def repositories(backend: Backend, request: Request) -> Answer:
    """Without what is true for none; false asks for all of them, and not for those that are not long-term."""
    long_term = request.take("longTerm")
    items = list(backend.store.collection(REPOSITORIES).values())
    return listing(backend, request, [item for item in items if not long_term or item.get("isLongTerm")])


@handles("m365", "GET", f"/v8/{ITEM}")
@handles("m365", "GET", f"/v7/{ITEM}")
def repository(backend: Backend, request: Request) -> Answer:
    item = existing(backend, request)
    nulls = {} if backend.settings["nulls_at_random"] else dict.fromkeys(_NULLS)
    return shown_object(backend, request, REPOSITORIES, {**nulls, **item})


@views("m365", REPOSITORIES)
def view(backend: Backend, item: Item, revision: str) -> Item:
    """With links, and times with seconds; in v7, with the object storage by its id."""
    owner = ("proxy", "Proxies", "proxyId") if item.get("proxyId") else ("proxyPool", "ProxyPools", "proxyPoolId")
    name, collection, key = owner
    links = {
        "self": {"href": f"/{revision}/{PATH}/{item['id']}"},
        name: {"href": f"/{revision}/{collection}/{item.get(key)}"},
    }
    storage = {"objectStorageId": item["objectStorage"]["id"]} if revision == "v7" and "objectStorage" in item else {}
    nulls = _nulls(backend, item) if backend.settings["nulls_at_random"] else {}
    return {**storage, **nulls, **item, **_times(item), "_links": links}


def _nulls(backend: Backend, item: Item) -> Item:
    """Some of what the repository has no value for: other ones each time, and the same ones in each run of a test."""
    shown = backend.store.documents["repositories shown"] = backend.store.documents.get("repositories shown", 0) + 1
    missing = [name for name in _NULLS if name not in item]
    return {name: None for name in missing if zlib.crc32(f"{item['id']} {name} {shown}".encode()) % 2}


def _times(item: Item) -> Item:
    """The times of the day, which always have seconds."""
    return {
        name: f"{item[name]}:00"
        for name in ("dailyTime", "monthlyTime")
        if re.fullmatch(r"\d{1,2}:\d{2}", str(item.get(name)))
    }


@handles("m365", "POST", f"/v8/{PATH}")
@handles("m365", "POST", f"/v7/{PATH}")
def add(backend: Backend, request: Request) -> Answer:
    body = request.body
    _check_retention(body)
    _check_owner(backend, body)
    _check_name(backend, body.get("name"), "")
    if body.get("path") in backend.store.documents["folders with backups"] and not body.get("attachUsedRepository"):
        raise Refusal(400, f"The folder {body['path']} holds backups of another backup proxy")
    item: Item = {
        "id": str(uuid.uuid4()),
        "description": "",
        "isOutdated": False,
        "isIndexed": True,
        "isMigrationLocked": False,
        "isOutOfOrder": False,
        "maintenanceMode": "None",
        **_written(body),
    }
    if body.get("objectStorage"):
        item.update(isLongTerm=body["objectStorage"].get("type") in _FAMILIES, isOutOfSync=False)
        item["objectStorage"] = _with_space({**item["objectStorage"], "id": str(uuid.uuid4())})
        # Nobody asked for one.
        item.setdefault("organizationId", infrastructure.organization_id("dr.example"))
    else:
        item.update(capacityBytes=107374182400, freeSpaceBytes=107374182400)
    backend.store.put(REPOSITORIES, item["id"], item)
    shown = shown_object(backend, request, REPOSITORIES, item)
    return Answer(request.operation.success, shown.body)


@handles("m365", "PUT", f"/v8/{ITEM}")
@handles("m365", "PUT", f"/v7/{ITEM}")
def change(backend: Backend, request: Request) -> Answer:
    """No body comes back. What the body leaves out is kept, or with the setting ``resets_omitted`` forgotten."""
    item, body = existing(backend, request), request.body
    _check_retention(body)
    strange = sorted(_READ_ONLY & set(body.get("objectStorage") or {}))
    if strange:
        raise Refusal(400, "These cannot be changed: " + ", ".join(strange))
    for key, name in _FIXED.items():
        if body.get(key) not in (None, item.get(key)):
            raise Refusal(400, f"The {name} of the backup repository {item['name']} cannot be changed")
    if body.get("proxyId") and body.get("proxyPoolId"):
        raise Refusal(400, "A backup repository has one owner: proxyId or proxyPoolId")
    # A server may show that there is no other owner by an id of zeros.
    _check_owner(backend, {key: value for key, value in item.items() if value != NO_ID})
    _check_name(backend, body.get("name"), item["id"])
    written = _written(body)
    storage = {**(item.get("objectStorage") or {}), **(written.get("objectStorage") or {})}
    kept = item
    if backend.settings["resets_omitted"]:
        kept = {key: value for key, value in item.items() if key in ("id", *_FIXED) or key not in _writable(request)}
    changed = {**kept, **written, **({"objectStorage": _with_space(storage)} if storage else {})}
    backend.store.put(REPOSITORIES, item["id"], changed)
    return Answer(request.operation.success)


@handles("m365", "DELETE", f"/v8/{ITEM}")
@handles("m365", "DELETE", f"/v7/{ITEM}")
def remove(backend: Backend, request: Request) -> Answer:
    item = existing(backend, request)
    _check_owner(backend, item)
    if item["name"] in USED_BY_JOBS:
        raise Refusal(400, f"The backup repository {item['name']} is used by backup jobs")
    backend.store.remove(REPOSITORIES, item["id"])
    return Answer(request.operation.success)


def existing(backend: Backend, request: Request) -> Item:
    """The repository of the path; refuses one that is not there."""
    key = request.parameters["repositoryId"]
    item = backend.store.get(REPOSITORIES, key)
    if item is None:
        raise Refusal(404, f"Backup repository with ID {key} is not found")
    return item


def _writable(request: Request) -> set[str]:
    return {path for path in request.contract.request_properties("PUT", request.operation.template) if "." not in path}


def _check_retention(body: Item) -> None:
    """The one property that every body needs, which may be null by its schema."""
    if not body.get("retentionType"):
        raise Refusal(400, "The retention type is required")


def _check_owner(backend: Backend, body: Item) -> None:
    """The owner has to exist, and a proxy has to be reachable."""
    proxy, pool = body.get("proxyId"), body.get("proxyPoolId")
    if not proxy and not pool:
        raise Refusal(400, "Either a backup proxy or a backup proxy pool is required")
    if pool and backend.store.get(infrastructure.POOLS, pool) is None:
        raise Refusal(404, f"Backup proxy pool with ID {pool} is not found")
    found = backend.store.get(infrastructure.PROXIES, proxy) if proxy else {}
    if found is None:
        raise Refusal(404, f"Backup proxy with ID {proxy} is not found")
    if found.get("status") == "Offline":
        raise Refusal(500, f"Backup proxy {found['hostName']} is offline", "ProxyOffline")


def _check_name(backend: Backend, name: Any, own: str) -> None:
    if any(other["name"] == name != "" and key != own for key, other in _all(backend).items()):
        raise Refusal(400, f"A backup repository named {name} exists already")


def _all(backend: Backend) -> dict[str, Item]:
    return backend.store.collection(REPOSITORIES)


def _written(body: Item) -> Item:
    """What is kept of a body: a long-term storage under the type of its family."""
    kept = {key: value for key, value in body.items() if key not in (*_FLAGS, "id") and value is not None}
    storage = kept.get("objectStorage")
    if storage:
        kept["objectStorage"] = {**storage, "type": _FAMILIES.get(storage.get("type"), storage.get("type"))}
    return kept


def _with_space(storage: Item) -> Item:
    """A storage shows its free space where it has a limit."""
    used = storage.get("usedSpaceBytes", 0)
    limited = {"freeSpaceBytes": storage["sizeLimitGB"] * 1024**3 - used} if storage.get("sizeLimitEnabled") else {}
    return {**storage, "usedSpaceBytes": used, **limited}
