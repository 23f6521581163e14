# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of sessions of VBR, with log records and task sessions as options. Private to the collection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from ..core.errors import InvalidOption
from ..engine.listing import filter_options, listed_states, needed
from ..engine.references import ReferenceResolver
from ..engine.revisions import validate_since
from ..engine.task import ApiUsage, Declaration, Result, Returned, Task
from ..http.response_object import present
from ..schema.fields import Field
from ..schema.listing import Listing
from ..schema.resource import SchemaContext, filled
from ..schema.state import State, read_state
from ..schema.values import UUID
from .instant_recovery import azure
from .product import VBR
from .session_schema import (
    FILTERS,
    LOG_RECORD,
    ORDER_COLUMNS,
    ORDER_SINCE,
    PATH,
    RECORD_STATUSES,
    SESSION,
    SESSIONS,
    TASK_SESSION,
    TASK_SESSIONS,
)

# The sessions of one machine that is recovered to Azure: their list has fewer filters, and takes one type at most.
UNFILTERED_OF_MOUNT = ("name", "job_id")
SESSIONS_OF_MOUNT = Listing(
    VBR,
    "session",
    azure.SESSIONS_PATH,
    SESSION,
    tuple(
        replace(list_filter, many_since="") if list_filter.option == "type" else list_filter
        for list_filter in FILTERS
        if list_filter.option not in UNFILTERED_OF_MOUNT
    ),
)

OPTIONS: dict[str, Any] = dict(
    filter_options(FILTERS),
    id={"type": "str", "format": UUID},
    mount_id={"type": "str", "format": UUID},
    limit={"type": "int", "minimum": 1},
    order_by={"type": "str", "choices": list(ORDER_COLUMNS), "default": "creation_time"},
    order_ascending={"type": "bool", "default": False},
    logs={"type": "bool", "default": False},
    log_status={"type": "list", "elements": "str", "choices": list(RECORD_STATUSES)},
    task_sessions={"type": "bool", "default": False},
)


def session_info(task: Task) -> Result:
    """The sessions that match the task's filters, in its order."""
    if task.params["log_status"] and not task.params["logs"]:
        raise InvalidOption(
            "log_status filters log records, which are not read: set logs to true as well.",
            option="log_status",
        )
    sessions = _by_id(task) if task.params["id"] else list(_limited(task))
    for session in sessions:
        if task.params["logs"]:
            session["logs"] = log_records(
                task, needed(task.client, SESSIONS, session, "id"), task.params["log_status"] or []
            )
        if task.params["task_sessions"]:
            session["task_sessions"] = list(_task_sessions(task, needed(task.client, SESSIONS, session, "id")))
    return {"changed": False, "sessions": sessions}


DETAILS = (
    Field("logs", "list", elements="dict", fields=LOG_RECORD, mode="computed"),
    Field("task_sessions", "list", elements="dict", fields=TASK_SESSION, mode="computed"),
)

MODULE = Declaration(
    product=VBR,
    options=OPTIONS,
    run=session_info,
    returns=(Returned("sessions", (*SESSION, *DETAILS), many=True),),
    constraints={
        "mutually_exclusive": [
            *(["id", list_filter.option] for list_filter in FILTERS),
            *(["id", option] for option in ("limit", "mount_id")),
            *(["mount_id", option] for option in UNFILTERED_OF_MOUNT),
        ]
    },
    api=ApiUsage(
        listings=(SESSIONS, TASK_SESSIONS, SESSIONS_OF_MOUNT),
        reads=(PATH + "/{id}", PATH + "/{id}/logs"),
        since={azure.SESSIONS_PATH: azure.PLATFORM.since},
    ),
)


def _by_id(task: Task) -> list[State]:
    session = task.client.find(f"{PATH}/{task.params['id']}")
    return [] if session is None else [read_state(SESSION, session, SchemaContext(VBR, task.client.revision))]


def _limited(task: Task) -> Iterator[State]:
    limit = task.params["limit"]
    page = min(limit or 0, VBR.paging.size)
    states = listed_states(_listing(task), task, ReferenceResolver(task.client), _order(task), page)
    return islice(_distinct(states), limit)


def _listing(task: Task) -> Listing:
    if not task.params["mount_id"]:
        return SESSIONS
    validate_since(task.client, azure.PLATFORM.since, "mount_id", "mount_id")
    return replace(SESSIONS_OF_MOUNT, path=filled(azure.SESSIONS_PATH, task.params["mount_id"]))


def _order(task: Task) -> dict[str, Any]:
    order_by = task.params["order_by"]
    validate_since(task.client, ORDER_SINCE.get(order_by, ""), f"order_by={order_by}", "order_by")
    return {"orderColumn": ORDER_COLUMNS[order_by], "orderAsc": task.params["order_ascending"]}


def _distinct(sessions: Iterator[State]) -> Iterator[State]:
    """The sessions without duplicates: a session that starts between two reads moves another one to the next page."""
    seen = set()
    for session in sessions:
        identifier = session.get("id")
        if identifier is None or identifier not in seen:
            seen.add(identifier)
            yield session


def log_records(task: Task, session_id: str, statuses: list[str]) -> list[State]:
    """The log records of a session, oldest first; with ``statuses`` only those that have one of them."""
    revision = task.client.revision
    # The server filters by a single status, and not at all before 1.3-rev0.
    status_filter = statuses[0] if len(statuses) == 1 and VBR.supports(revision, "1.3-rev0") else None
    response = task.client.get(f"{PATH}/{session_id}/logs", {"statusFilter": status_filter})
    records = sorted(present(response, "records") or [], key=lambda record: record.get("id") or 0)
    context = SchemaContext(VBR, revision)
    matching = [record for record in records if not statuses or record.get("status") in statuses]
    return [read_state(LOG_RECORD, record, context) for record in matching]


def _task_sessions(task: Task, session_id: str) -> Iterator[State]:
    for body in task.client.pages(TASK_SESSIONS.path, {"sessionIdFilter": session_id}):
        yield read_state(TASK_SESSION, body, SchemaContext(VBR, task.client.revision, body.get("type")))
