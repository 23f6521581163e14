# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: reading, following and stopping sessions and their tasks."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any

from ..generic import listing
from ..messages import Answer, Refusal, Request
from ..registry import columns, handles, views
from ..state import Item
from ..vbr_sessions import COLLECTION

if TYPE_CHECKING:
    from ..backend import Backend

TASKS = "taskSessions"
_WHERE = {"type": "sessionType", "result": "result.result", "created": "creationTime", "ended": "endTime"}
columns("vbr", COLLECTION, _WHERE)
columns("vbr", TASKS, {"result": "result.result", "created": "creationTime", "ended": "endTime"})
columns("vbr", "sessions/{id}/taskSessions", {"result": "result.result", "created": "creationTime", "ended": "endTime"})


@views("vbr", COLLECTION)
def session_view(backend: Backend, item: Item, revision: str) -> Item:
    """The times have the offset of the server's zone.

    Revisions before 1.3-rev2 have no state ActionRequired; to them such a session looks as if it worked.
    """
    seen = {**item, **_times(item, backend.zone())}
    if item["state"] == "ActionRequired" and revision != "1.3-rev2":
        return {**seen, "state": "Working"}
    return seen


@views("vbr", TASKS)
def task_view(backend: Backend, item: Item, revision: str) -> Item:
    """The times are local times of the server, without an offset, and the name is in another case than elsewhere."""
    times = {name: time[:-6] for name, time in _times(item, backend.zone()).items()}
    return {**item, "name": str(item["name"]).swapcase(), **times}


def _times(item: Item, zone: tzinfo) -> dict[str, str]:
    """The times of a session, by the clock on the server's wall."""
    return {
        name: datetime.fromisoformat(item[name]).astimezone(zone).isoformat()
        for name in ("creationTime", "endTime")
        if item.get(name)
    }


@handles("vbr", "POST", "/api/v1/sessions/{id}/stop")
def stop(backend: Backend, request: Request) -> Answer:
    _existing(backend, COLLECTION, request)
    backend.sessions.stop(request.parameters["id"])
    return Answer(request.operation.success, {})


@handles("vbr", "GET", "/api/v1/sessions/{id}/logs")
def session_logs(backend: Backend, request: Request) -> Answer:
    _existing(backend, COLLECTION, request)
    return _logs(backend, request)


@handles("vbr", "GET", "/api/v1/taskSessions/{id}/logs")
def task_logs(backend: Backend, request: Request) -> Answer:
    _existing(backend, TASKS, request)
    return _logs(backend, request)


@handles("vbr", "GET", "/api/v1/sessions/{id}/taskSessions")
def tasks_of_session(backend: Backend, request: Request) -> Answer:
    _existing(backend, COLLECTION, request)
    tasks = backend.store.collection(TASKS).values()
    return listing(backend, request, [task for task in tasks if task["sessionId"] == request.parameters["id"]], TASKS)


def _existing(backend: Backend, collection: str, request: Request) -> Item:
    key = request.parameters["id"]
    item = backend.store.get(collection, key)
    if item is None:
        raise Refusal(404, f"No object with id {key} was found in {collection}", resource=key)
    return item


def _logs(backend: Backend, request: Request) -> Answer:
    records: list[dict[str, Any]] = backend.sessions.logs.get(request.parameters["id"], [])
    wanted = request.query.get("statusFilter")
    chosen = [record for record in records if wanted in (None, record["status"])]
    schema = request.operation.answer_schema(200) or {}
    return Answer(
        200, backend.values(request).fit(schema, {"totalRecords": len(chosen), "records": chosen}, request.path)
    )
