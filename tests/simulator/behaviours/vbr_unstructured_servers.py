# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: unstructured data servers. They are added, changed and removed at the end of a session.

Rules that are in no document: a host, a path or an account is added once, what a server names exists, the host of a
server stays, and one that a job backs up is not removed.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from ..messages import Answer, Refusal, Request
from ..registry import handles
from ..seeds.vbr_credentials import CLOUD_CREDENTIALS, CREDENTIALS
from ..seeds.vbr_infrastructure import SERVERS
from ..seeds.vbr_proxies import PROXIES
from ..seeds.vbr_recovery_targets import UNSTRUCTURED_SERVERS, known_as
from ..seeds.vbr_repositories import REPOSITORIES
from ..state import Item
from ..vbr_sessions import Failure
from .vbr_backups import existing
from .vbr_jobs import JOBS
from .vbr_repositories import answer_with_session

if TYPE_CHECKING:
    from ..backend import Backend

BASE = f"/api/v1/{UNSTRUCTURED_SERVERS}"
_ADD_STEPS = ["Connecting to the server", "Creating the cache", "Saving the server"]
_EDIT_STEPS = ["Reading the present settings", "Saving the configuration"]
_REMOVE_STEPS = ["Removing the cache", "Removing the server"]
_CACHE = "processing.cacheRepositoryId"
_HOSTS = ("FileServer", "NASFiler")
_HOST_TYPES = {"WindowsHost": "Windows", "LinuxHost": "Linux"}
# Each property that names another object, with where that is, and what it is called.
_NAMED = (
    ("hostId", SERVERS, "Host"),
    ("accessCredentialsId", CREDENTIALS, "Credentials record"),
    (_CACHE, REPOSITORIES, "Repository"),
    ("account.credentialsId", CLOUD_CREDENTIALS, "Cloud credentials record"),
    ("credentialsId", CLOUD_CREDENTIALS, "Cloud credentials record"),
)


@handles("vbr", "POST", BASE)
def create(backend: Backend, request: Request) -> Answer:
    item = _named(backend, {**request.body, "id": str(uuid.uuid4())})
    _check(backend, item, Refusal)

    def add() -> str:
        _check(backend, item, Failure)
        backend.store.put(UNSTRUCTURED_SERVERS, item["id"], item)
        return str(item["id"])

    return answer_with_session(backend, request, f"Adding {known_as(item)}", _ADD_STEPS, add)


@handles("vbr", "PUT", f"{BASE}/{{id}}")
def update(backend: Backend, request: Request) -> Answer:
    """All of it, and the metadata where the cache moves: the log says how."""
    old, body = existing(backend, UNSTRUCTURED_SERVERS, request.parameters["id"], "Server"), request.body
    ways = [request.query.get(name) for name in ("migrationType", "coldStorageRetrievalMode")]
    moves = _at(old, _CACHE) != _at(body, _CACHE)
    steps = [*_EDIT_STEPS, " ".join(["Moving the metadata:", *filter(None, ways)])] if moves else _EDIT_STEPS
    for what in ("id", "type", "hostId", "storageHostId"):
        if body.get(what) != old.get(what):
            raise Refusal(
                400,
                f"The {what} of {known_as(old)} cannot be changed from {old.get(what)} to {body.get(what)}",
                resource=old["id"],
            )
    item = _named(backend, body)
    _check(backend, item, Refusal)

    def save() -> str:
        backend.store.put(UNSTRUCTURED_SERVERS, item["id"], item)
        return str(item["id"])

    return answer_with_session(backend, request, f"Editing {known_as(old)}", steps, save, resourceId=old["id"])


@handles("vbr", "DELETE", f"{BASE}/{{id}}")
def delete(backend: Backend, request: Request) -> Answer:
    """The newest revision removes a host at once, and says so with another status."""
    item = existing(backend, UNSTRUCTURED_SERVERS, request.parameters["id"], "Server")
    users = sorted(job["name"] for job in backend.store.collection(JOBS).values() if _backs_up(job, item["id"]))
    if users:
        raise Refusal(
            500,
            f"Unable to remove {known_as(item)} because it is in use by: {', '.join(users)}",
            resource=item["id"],
        )

    def remove() -> str:
        backend.store.remove(UNSTRUCTURED_SERVERS, item["id"])
        return str(item["id"])

    status = request.operation.successes[-1]
    if item["type"] in _HOSTS and status != request.operation.success:
        remove()
        return Answer(request.operation.success)
    session = backend.sessions.start(
        f"Removing {known_as(item)}",
        "InfrastructureItemDeletion",
        steps=_REMOVE_STEPS,
        work=remove,
        user=request.user.name if request.user else "",
    )
    schema = request.operation.answer_schema(status) or {}
    return Answer(status, backend.values(request).fit(schema, session, session["id"]))


def _named(backend: Backend, item: Item) -> Item:
    """With what the server itself says of it: a name, and of which kind the host is."""
    host = backend.store.get(SERVERS, item.get("hostId", "")) or {}
    if item["type"] == "FileServer":
        return {**item, "name": host.get("name", ""), "hostType": _HOST_TYPES.get(host.get("type", ""), "BackupServer")}
    if item["type"] == "NASFiler":
        return {**item, "name": f"filer-{item['storageHostId'][:8]}"}
    return {**item, "name": item["path"]} if "path" in item else item


def _check(backend: Backend, item: Item, refusal: type[Refusal | Failure]) -> None:
    problem = next(_problems(backend, item), None)
    if problem:
        raise Refusal(400, problem, resource=item["id"]) if refusal is Refusal else Failure(problem)


def _problems(backend: Backend, item: Item) -> Any:
    for path, collection, what in _NAMED:
        key = _at(item, path)
        if key and backend.store.get(collection, key) is None:
            yield f"{what} with ID {key} was not found"
    for key in _at(item, "processing.backupProxies.proxyIds") or ():
        if backend.store.get(PROXIES, key) is None:
            yield f"Proxy with ID {key} was not found"
    for other in backend.store.collection(UNSTRUCTURED_SERVERS).values():
        if other["id"] != item["id"] and _place(other) == _place(item):
            yield f"{known_as(item)} was added already"


def _place(item: Item) -> tuple[str, str]:
    found = (_at(item, path) for path in ("hostId", "storageHostId", "path", "account.friendlyName", "friendlyName"))
    return str(item["type"]), str(next(filter(None, found), ""))


def _backs_up(job: Item, key: str) -> bool:
    return any(key in (item.get("fileServerId"), item.get("objectStorageServerId")) for item in job.get("objects", ()))


def _at(item: Any, path: str) -> Any:
    for key in path.split("."):
        item = (item or {}).get(key)
    return item
