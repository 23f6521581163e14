# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: repositories. Adding and editing happen at the end of a session; removing happens at once or is refused."""

from __future__ import annotations

import copy
import uuid
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from ..messages import Answer, Refusal, Request
from ..registry import columns, handles, seeds, views
from ..seeds.vbr_configuration_backup import DOCUMENT as CONFIGURATION_BACKUP
from ..seeds.vbr_configuration_backup import JOB_NAME as CONFIGURATION_JOB
from ..seeds.vbr_credentials import CLOUD_CREDENTIALS, CREDENTIALS
from ..seeds.vbr_infrastructure import SERVERS
from ..seeds.vbr_recovery_targets import UNSTRUCTURED_SERVERS, known_as
from ..seeds.vbr_repositories import (
    BACKUP_USE,
    JOB_USE,
    REPOSITORIES,
    REPOSITORY_SEEDS,
    SCALE_OUT,
    SCALE_OUT_SEEDS,
    SPACE,
    mount_server,
)
from ..state import Item
from ..values import NotRepresentable
from ..vbr_sessions import Failure

if TYPE_CHECKING:
    from ..backend import Backend

BASE = "/api/v1/backupInfrastructure/repositories"
USE = "repository use"
_ADD_STEPS = [
    "Connecting to the repository host",
    "Checking access to the storage",
    "Registering the repository",
    "Saving the configuration",
]
_EDIT_STEPS = ["Reading the present settings", "Checking access to the storage", "Saving the configuration"]


@seeds("vbr")
def plant(backend: Backend) -> None:
    backend.store.load({REPOSITORIES: REPOSITORY_SEEDS, SCALE_OUT: SCALE_OUT_SEEDS})
    backend.store.documents[USE] = {
        "jobs": dict(JOB_USE),
        "backups": copy.deepcopy(BACKUP_USE),
        "space": dict(SPACE),
    }


def path_of(item: Item) -> str:
    """The place a repository speaks of as its path, by its type."""
    for where in (
        ("repository", "path"),
        ("share", "sharePath"),
        ("bucket", "folderName"),
        ("container", "folderName"),
        ("container", "folder"),
    ):
        found = item.get(where[0], {}).get(where[1])
        if found:
            return str(found)
    return ""


columns("vbr", REPOSITORIES, {"path": path_of, "host": "hostId"})


@views("vbr", REPOSITORIES)
def repository_view(backend: Backend, item: Item, revision: str) -> Item:
    """1.2-rev1 knows one mount server and no choice of system."""
    found = item.get("mountServer")
    if revision == "1.2-rev1" and isinstance(found, dict) and "mountServerSettingsType" in found:
        return {**item, "mountServer": found.get("windows") or found.get("linux")}
    return item


@handles("vbr", "POST", BASE)
def create(backend: Backend, request: Request) -> Answer:
    # No other server owns what is stored here, so to take it over changes nothing.
    request.query.get("overwriteOwner")
    item: Item = {**request.body, "id": str(uuid.uuid4())}
    item.setdefault("uniqueId", str(uuid.uuid4()))
    item = _stored(backend, request, item)
    _check(backend, item)

    def add() -> str:
        _check_name(backend, item, Failure)
        backend.store.put(REPOSITORIES, item["id"], item)
        return str(item["id"])

    return answer_with_session(backend, request, f"Adding repository {item['name']}", _ADD_STEPS, add)


@handles("vbr", "PUT", f"{BASE}/{{id}}")
def update(backend: Backend, request: Request) -> Answer:
    old = _existing(backend, request)
    if request.body.get("id", old["id"]) != old["id"]:
        raise Refusal(400, f"The body speaks of repository {request.body['id']}, the path of {old['id']}")
    if request.body["type"] != old["type"]:
        raise Refusal(
            400,
            f"The type of repository {old['name']} cannot be changed from {old['type']} to {request.body['type']}",
            resource=old["id"],
        )
    item = _stored(backend, request, {**request.body, "id": old["id"]})
    _check(backend, item)

    def save() -> str:
        if backend.store.get(REPOSITORIES, item["id"]) is None:
            raise Failure(f"Repository {item['name']} was removed meanwhile")
        _check_name(backend, item, Failure)
        backend.store.put(REPOSITORIES, item["id"], item)
        return str(item["id"])

    return answer_with_session(
        backend, request, f"Editing repository {old['name']}", _EDIT_STEPS, save, resourceId=old["id"]
    )


@handles("vbr", "DELETE", f"{BASE}/{{id}}")
def delete(backend: Backend, request: Request) -> Answer:
    item = _existing(backend, request)
    use = backend.store.documents[USE]
    job, extent = use["jobs"].get(item["id"]) or job_to(backend, item["id"]), scale_out_details(backend, item["id"])
    if backend.store.documents[CONFIGURATION_BACKUP]["backupRepositoryId"] == item["id"]:
        job = CONFIGURATION_JOB
    user = job or cache_of(backend, item["id"])
    if user:
        raise Refusal(
            400, f"Unable to delete repository {item['name']} because it is in use by: {user}", resource=item["id"]
        )
    if extent:
        raise Refusal(
            400,
            f"Unable to delete repository {item['name']} because it is an extent of scale-out "
            f"repository {extent['membership']}",
            resource=item["id"],
        )
    backups = use["backups"].get(item["id"])
    with_backups = request.query.get("deleteBackups")
    if backups and not with_backups:
        raise Refusal(
            400,
            f"Unable to delete repository {item['name']} because it contains backups: {', '.join(backups)}",
            resource=item["id"],
        )
    if not backend.settings["four_eyes"]:
        use["backups"].pop(item["id"], None)
        backend.store.remove(REPOSITORIES, item["id"])
    return Answer(request.operation.success)


def cache_of(backend: Backend, key: str) -> str | None:
    """What people know an unstructured data server by that has its cache on a repository."""
    servers = backend.store.collection(UNSTRUCTURED_SERVERS).values()
    return next((known_as(item) for item in servers if item["processing"]["cacheRepositoryId"] == key), None)


def job_to(backend: Backend, key: str) -> str | None:
    """The name of a job that writes to a repository."""
    jobs = backend.store.collection("jobs").values()
    return next((job["name"] for job in jobs if (job.get("storage") or {}).get("backupRepositoryId") == key), None)


def extents_of(item: Item) -> Iterator[tuple[str, str]]:
    """The ids of the repositories that a scale-out repository is made of, and the tier of each."""
    yield from ((extent["id"], "Performance") for extent in item["performanceTier"]["performanceExtents"])
    yield from ((extent["id"], "Capacity") for extent in item.get("capacityTier", {}).get("extents") or ())
    archive = item.get("archiveTier", {}).get("extentId")
    if archive:
        yield archive, "Archive"


def scale_out_details(backend: Backend, key: str) -> Item | None:
    """The scale-out repository of which a repository is an extent, as a state shows it."""
    for item in backend.store.collection(SCALE_OUT).values():
        for extent, tier in extents_of(item):
            if extent == key:
                return {"membership": item["name"], "scaleOutRepositoryId": item["id"], "extentType": tier}
    return None


def answer_with_session(
    backend: Backend, request: Request, title: str, steps: list[str], work: Callable[[], str | None], **values: Any
) -> Answer:
    """Start the session that does the work, and answer with it."""
    session = backend.sessions.start(
        title, steps=steps, work=work, user=request.user.name if request.user else "", **values
    )
    schema = request.operation.answer_schema(request.operation.success) or {}
    return Answer(request.operation.success, backend.values(request).fit(schema, session, session["id"]))


def _existing(backend: Backend, request: Request) -> Item:
    key = request.parameters["id"]
    item = backend.store.get(REPOSITORIES, key)
    if item is None:
        raise Refusal(404, f"Repository with ID {key} was not found", resource=key)
    return item


def _stored(backend: Backend, request: Request, item: Item) -> Item:
    """The body as the read model has it, which leaves out secrets, with mount servers in the newest shape."""
    getter = request.contract.operation("GET", f"{BASE}/{{id}}")
    values, schema = backend.values(request), (getter.answer_schema(200) if getter else None) or {}
    known = values.resolve(schema, item).get("properties", {})
    mounts = item.get("mountServer")
    if isinstance(mounts, dict) and "mountServerId" in mounts:
        host = backend.store.get(SERVERS, mounts["mountServerId"]) or {}
        system = "linux" if host.get("type") == "LinuxHost" else "windows"
        item = {**item, "mountServer": {"mountServerSettingsType": system.capitalize(), system: mounts}}
    elif mounts is None and "mountServer" in known:
        item = {**item, "mountServer": mount_server()}
    given = item.get("mountServer")
    try:
        fitted: Item = values.fit(schema, item, item["id"])
    except NotRepresentable as problem:
        raise Refusal(400, f"Repositories cannot be made with {problem}") from problem
    return {**fitted, "mountServer": given} if given is not None else fitted


def _check(backend: Backend, item: Item) -> None:
    _check_name(backend, item, Refusal)
    for where, key in _references(item, ""):
        if where in ("hostId", "mountServerId", "gatewayServerIds"):
            _must_exist(backend, (SERVERS,), key, f"Host with ID {key} ({where}) was not found")
        elif where == "credentialsId":
            _must_exist(backend, (CREDENTIALS, CLOUD_CREDENTIALS), key, f"Credentials with ID {key} were not found")


def _must_exist(backend: Backend, collections: tuple[str, ...], key: str, problem: str) -> None:
    if all(backend.store.get(collection, key) is None for collection in collections):
        raise Refusal(400, problem, resource=key)


def _check_name(backend: Backend, item: Item, problem: type[Refusal] | type[Failure]) -> None:
    for other in backend.store.collection(REPOSITORIES).values():
        if other["name"].lower() == item["name"].lower() and other["id"] != item["id"]:
            text = f"Repository with the name {item['name']} already exists"
            raise Refusal(400, text, resource=other["id"]) if problem is Refusal else Failure(text)


def _references(value: Any, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _references(item, key)
    elif isinstance(value, list):
        for item in value:
            yield from _references(item, name)
    elif isinstance(value, str):
        yield name, value
