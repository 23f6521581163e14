# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Azure: reading, following, stopping and exporting job sessions, and the items that they worked on."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from .. import generic
from ..exports import export
from ..filters import instant, matches
from ..job_sessions import COLLECTION
from ..messages import Answer, Refusal, Request
from ..registry import Handler, columns, handles, seeds
from ..seeds.azure_sessions import LOGS, SESSIONS
from ..state import Item

if TYPE_CHECKING:
    from ..backend import Backend

_ROOT = "/api/v8.1/jobSessions"
_ITEMS = {
    "deletedItems": "retentionJobSessionId",
    "protectedItems": "backupJobSessionId",
    "checkedItems": "healthCheckJobSessionId",
    "restoredItems": "restoreJobSessionId",
    "restoredDatabases": "restoreJobSessionId",
    "fileLevelRestoredItems": "restoreJobSessionId",
    "fileLevelRestoredFileShareItems": "restoreJobSessionId",
    "vnetRestoredItems": "restoreJobSessionId",
    "restoredCosmosDbAccounts": "restoreJobSessionId",
}
# What an export calls the groups of session types that the appliance shows as one.
_GROUPS = {"Retention": "*Retention*", "Deletion": "*Deletion*", "RepositoryTasks": "Repository*"}
_INFOS = (
    "backupJobInfo",
    "healthCheckJobInfo",
    "repositoryJobInfo",
    "fileLevelRestoreJobInfo",
    "fileShareFileLevelRestoreJobInfo",
    "restorePointDataRetrievalJobInfo",
)
_RESOURCES = ("repositoryId", "vmId", "fileShareId", "policyId", "restorePointId")


def _infos(item: Item) -> list[Item]:
    return [item[name] for name in _INFOS if item.get(name)]


def _policies(item: Item) -> list[Any]:
    return [info["policyId"] for info in _infos(item) if info.get("policyId")]


def _resources(item: Item) -> list[Any]:
    named = [info[name] for info in _infos(item) for name in _RESOURCES if info.get(name)]
    return [*named, *item.get("_resources", [])]


columns("azure", COLLECTION, {"types": "type", "policyId": _policies, "resourceId": _resources})


@seeds("azure")
def plant(backend: Backend) -> None:
    backend.store.load({COLLECTION: SESSIONS})
    backend.sessions.logs.update({key: list(lines) for key, lines in LOGS.items()})


@handles("azure", "GET", _ROOT)
def all_sessions(backend: Backend, request: Request) -> Answer:
    """Newest first, as the appliance lists them."""
    query = dict(request.query)
    text, start, end = query.pop("Filter", None), query.pop("FromUtc", None), query.pop("ToUtc", None)
    items = _chosen(backend, text, start, end)
    request.query = query
    return generic.listing(backend, request, items, COLLECTION)


def _chosen(backend: Backend, text: str | None, start: str | None, end: str | None) -> list[Item]:
    """The sessions that speak of a text and began between two moments, newest first."""
    items = sorted(backend.store.collection(COLLECTION).values(), key=_began, reverse=True)
    if start:
        items = [item for item in items if _began(item) >= instant(str(start))]
    if end:
        items = [item for item in items if _began(item) <= instant(str(end))]
    return [item for item in items if not text or any(matches(word, text) for word in _texts(item))]


def _began(item: Item) -> datetime.datetime:
    return instant(item["executionStartTime"])


def _texts(item: Item) -> list[str]:
    """The words by which people look for a session: its type and the names it speaks of."""
    names = [value for info in _infos(item) for key, value in info.items() if key.endswith("Name")]
    return [item["type"], item.get("localizedType", ""), *names]


@handles("azure", "GET", f"{_ROOT}/{{sessionId}}/log")
def log(backend: Backend, request: Request) -> Answer:
    key = _existing(backend, request.parameters["sessionId"])["id"]
    return Answer(
        200,
        backend.values(request).fit(
            request.operation.answer_schema(200) or {},
            {"jobSessionId": key, "log": backend.sessions.logs.get(key, [])},
            request.path,
        ),
    )


@handles("azure", "POST", f"{_ROOT}/{{sessionId}}/stop")
def stop(backend: Backend, request: Request) -> Answer:
    backend.sessions.stop(_existing(backend, request.parameters["sessionId"])["id"])
    return Answer(204)


@handles("azure", "POST", f"{_ROOT}/export")
def export_sessions(backend: Backend, request: Request) -> Answer:
    body = request.body or {}
    items = _chosen(backend, body.get("filter"), body.get("fromUtc"), body.get("toUtc"))
    for wanted, read in (
        (body.get("jobSessionIds"), lambda item: [item["id"]]),
        ([body["policyId"]] if body.get("policyId") else None, _policies),
        (body.get("status"), lambda item: [item["status"]]),
    ):
        items = [item for item in items if not wanted or set(read(item)) & set(wanted)]
    kinds = [_GROUPS.get(kind, kind) for kind in body.get("sessionTypes") or []]
    if kinds:
        items = [item for item in items if any(matches(item["type"], kind) for kind in kinds)]
    return export(request, "Session", items, ("id", "type", "status", "executionStartTime", "executionStopTime"))


def _items_of(name: str, parameter: str) -> Handler:
    def listed(backend: Backend, request: Request) -> Answer:
        key = _existing(backend, request.parameters[parameter])["id"]
        collection = f"{COLLECTION}/{key}/{name}"
        return generic.listing(backend, request, list(backend.store.collection(collection).values()), collection)

    return listed


for _name, _parameter in _ITEMS.items():
    handles("azure", "GET", f"{_ROOT}/{{{_parameter}}}/{_name}")(_items_of(_name, _parameter))


def _existing(backend: Backend, key: str) -> Item:
    item = backend.store.get(COLLECTION, key)
    if item is None:
        raise Refusal(404, f"Session {key} was not found", resource=key)
    return item
