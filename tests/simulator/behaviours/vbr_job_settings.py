# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: the settings of jobs: added, changed, and shown in the list of states.

Rules that are in no document: names of jobs are unique, a job has something to process, and its repository exists, as
the servers of files and objects do.
"""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Any

from ..generic import all_of, listing, shown_object
from ..messages import Answer, Refusal, Request
from ..registry import handles, views
from ..seeds.vbr_backups import JOB_STATES
from ..seeds.vbr_entra_id import TENANTS
from ..seeds.vbr_repositories import REPOSITORIES, SCALE_OUT
from ..state import Item
from ..vbr_sessions import NO_ID
from .vbr_agent_jobs import AGENT_JOBS, AGENT_POLICIES, check_computers
from .vbr_backups import existing
from .vbr_jobs import BASE, JOBS
from .vbr_unstructured_restores import check_server

if TYPE_CHECKING:
    from ..backend import Backend

# Where the families of jobs have what they process, and their repository.
_SOURCES = (
    ("virtualMachines", "includes"),
    ("sourceObjects", "includes", "jobs"),
    ("sourceObjects", "includes", "repositories"),
    ("sourceObjects", "includes", "backups"),
    ("linkedJobs", "includes"),
    ("unstructuredLinkedJobs", "includes"),
    ("objects",),
    ("computers",),
)
_REPOSITORIES = (
    ("storage", "backupRepositoryId"),
    ("storage", "destination", "backupRepositoryId"),
    ("target", "backupRepositoryId"),
    ("backupRepositoryId",),
    ("backupRepository", "backupRepositoryId"),
    ("jobSettings", "metadataRepositoryId"),
)
_FILES = ("FileBackup", "ObjectStorageBackup")
# The types of jobs that a scan of contents can link.
_LINKED = {"linkedJobs": ("CloudBackupAzure", "CloudBackupAWS", "CloudBackupGoogle"), "unstructuredLinkedJobs": _FILES}
_TENANTS = (("storage", "tenantId"), ("tenant", "tenantId"))
_WITH_PRIORITY = (
    "Backup",
    "VSphereBackup",
    "HyperVBackup",
    "CloudDirectorBackup",
    "VSphereReplica",
    "EntraIDAuditLogBackup",
    *_FILES,
    *AGENT_JOBS,
)
_ENTRA_ID = ("EntraIDTenantBackup", "EntraIDAuditLogBackup", "EntraIDTenantBackupCopy")
_WORKLOADS = {
    "FileBackupCopy": "File",
    **dict.fromkeys(_FILES, "File"),
    **dict.fromkeys(_ENTRA_ID, "Application"),
    **dict.fromkeys((*AGENT_JOBS, *AGENT_POLICIES), "Server"),
    **dict.fromkeys((kind for kind in AGENT_POLICIES if "Workstation" in kind), "Workstation"),
}
_SHORT_TIME = re.compile(r"\d{1,2}:\d{2}")


@views("vbr", JOBS)
def job_view(_backend: Backend, item: Item, revision: str) -> Item:
    """The oldest revision has other words for what belongs to vSphere."""
    shown: Item = _in_words(item, revision == "1.2-rev1")
    return shown


def _in_words(value: Any, oldest: bool) -> Any:
    if isinstance(value, list):
        return [_in_words(part, oldest) for part in value]
    if not isinstance(value, dict):
        return value
    seen = {key: _in_words(part, oldest) for key, part in value.items()}
    for key, old, new in (("type", "Backup", "VSphereBackup"), ("platform", "VMware", "VSphere")):
        if seen.get(key) in (old, new):
            seen[key] = old if oldest else new
    return seen


@handles("vbr", "GET", BASE)
def jobs(backend: Backend, request: Request) -> Answer:
    """The jobs of the types that the API of a revision can configure."""
    known = request.contract.answer_schemas["JobModel"]["x-variants"]["mapping"]
    shown = [job_view(backend, item, request.revision) for item in all_of(backend, request.path)]
    return listing(backend, request, [item for item in shown if item["type"] in known])


@handles("vbr", "POST", BASE)
def add(backend: Backend, request: Request) -> Answer:
    _check(backend, request.body, "")
    key = str(uuid.uuid4())
    item = {**_with_seconds(request.body), "id": key, "isDisabled": False}
    if request.body["type"] in _WITH_PRIORITY:
        item.setdefault("isHighPriority", False)
    _keep(backend, item)
    return _shown(backend, request, item)


@handles("vbr", "PUT", f"{BASE}/{{id}}")
def change(backend: Backend, request: Request) -> Answer:
    """The whole job: what the body leaves out is gone, except whether it is disabled."""
    # No restore point of the simulator is kept by a GFS policy.
    request.query.get("allowOldGfsPointsRetention")
    old = existing(backend, JOBS, request.parameters["id"], "Job")
    body = request.body
    if _in_words(body, False)["type"] != _in_words(old, False)["type"]:
        raise Refusal(400, f"Job {old['name']} is of type {old['type']}", resource=old["id"])
    _check(backend, body, old["id"])
    item = {"isDisabled": old["isDisabled"], **_with_seconds(body), "id": old["id"]}
    _keep(backend, item)
    return _shown(backend, request, item)


def _check(backend: Backend, body: Item, own: str) -> None:
    for key, state in backend.store.collection(JOB_STATES).items():
        if state["name"] == body["name"] and key != own:
            raise Refusal(400, f"A job named {state['name']} exists already", resource=key)
    sources = [_at(body, path) for path in _SOURCES if path[0] in body]
    # A policy may come before its computers.
    if sources and not any(sources) and body["type"] not in AGENT_POLICIES:
        raise Refusal(400, f"Job {body['name']} has nothing to process")
    check_computers(backend, body)
    for item in body.get("objects", ()):
        check_server(backend, item.get("fileServerId") or item.get("objectStorageServerId"))
    for group, kinds in _LINKED.items():
        for linked in _at(body, (group, "includes")) or ():
            if existing(backend, JOB_STATES, linked["id"], "Job")["type"] not in kinds:
                raise Refusal(400, f"Job {linked['id']} cannot be linked", resource=linked["id"])
    tenant = _tenant(body)
    if tenant and backend.store.get(TENANTS, tenant) is None:
        raise Refusal(400, f"Tenant with ID {tenant} was not found", resource=tenant)
    repository = _repository(body)
    if repository and all(backend.store.get(kind, repository) is None for kind in (REPOSITORIES, SCALE_OUT)):
        raise Refusal(400, f"Repository with ID {repository} was not found", resource=repository)


def _at(body: Item, path: tuple[str, ...]) -> Any:
    found: Any = body
    for key in path:
        found = (found or {}).get(key)
    return found


def _tenant(body: Item) -> str | None:
    """The Microsoft Entra ID tenant that a job backs up."""
    return next((str(key) for key in (_at(body, path) for path in _TENANTS) if key), None)


def _repository(body: Item) -> str | None:
    """The repository of a job, which each family has elsewhere."""
    found = [_at(body, path) for path in _REPOSITORIES]
    return next((str(key) for key in found if key), None)


def _keep(backend: Backend, item: Item) -> None:
    backend.store.put(JOBS, item["id"], item)
    repository = backend.store.get(REPOSITORIES, str(_repository(item))) or {}
    before = backend.store.get(JOB_STATES, item["id"]) or {
        "lastResult": "None",
        "workload": _WORKLOADS.get(item["type"], "Vm"),
        "sessionId": NO_ID,
        "status": "Inactive",
        "progressPercent": 0,
    }
    state = {
        **before,
        "id": item["id"],
        "name": item["name"],
        "type": {"Backup": "VSphereBackup"}.get(item["type"], item["type"]),
        "description": item.get("description", ""),
        "repositoryId": repository.get("id", NO_ID),
        "repositoryName": repository.get("name", ""),
        "objectsCount": sum(len(_at(item, path) or []) for path in _SOURCES) or bool(_tenant(item)),
        "highPriority": item.get("isHighPriority", False),
    }
    backend.store.put(JOB_STATES, item["id"], state)


def _with_seconds(value: Any) -> Any:
    """The servers write times with seconds."""
    if isinstance(value, dict):
        return {key: _full(part) if key == "localTime" else _with_seconds(part) for key, part in value.items()}
    return [_with_seconds(part) for part in value] if isinstance(value, list) else value


def _full(time: Any) -> Any:
    return f"{time}:00" if isinstance(time, str) and _SHORT_TIME.fullmatch(time) else time


def _shown(backend: Backend, request: Request, item: Item) -> Answer:
    return Answer(request.operation.success, shown_object(backend, request, JOBS, item).body)
