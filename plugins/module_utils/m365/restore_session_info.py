# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of restore sessions of M365, with what each has restored.

Operations ``GET /RestoreSessions``, its ``Statistics`` and ``Events``. Private to the collection.
"""

from __future__ import annotations

from dataclasses import replace

from ..core.timestamps import utc_time
from ..engine.info import Detail, info_module
from ..engine.listing import needed
from ..engine.references import ReferenceResolver
from ..engine.task import Declaration, Result, Task
from ..schema.fields import Field
from ..schema.listing import Filter, Listing
from ..schema.resource import SchemaContext, filled
from ..schema.state import State, read_state
from ..schema.values import UUID
from .computed import read_only
from .product import M365
from .restore_sessions import EVENTS, PATH, SESSION, STATISTICS, STOPPED, TYPES, WORKING, without_early_result

V8 = "v8"

RESTORED = (
    read_only("name"),
    read_only("title"),
    read_only("type", api="itemType"),
    read_only("status"),
    read_only("path"),
    read_only("error"),
    read_only("warnings", "list"),
)
NUMBERS = (
    read_only("total", "int", "totalItemsCount"),
    read_only("restored", "int", "restoredItemsCount"),
    read_only("failed", "int", "failedItemsCount"),
    read_only("skipped", "int", "skippedItemsCount"),
    read_only("warnings", "list"),
    read_only("errors", "list"),
    Field("items", "list", elements="dict", mode="computed", fields=RESTORED),
)
EVENT = (
    Field("id", mode="computed", format=UUID),
    read_only("order", "int"),
    read_only("type"),
    read_only("status"),
    read_only("title"),
    read_only("message"),
    read_only("item_name"),
    read_only("item_type"),
    read_only("item_size_bytes", "int"),
    read_only("source"),
    read_only("target"),
    read_only("start_time"),
    read_only("end_time"),
    read_only("duration"),
)

SESSIONS = Listing(
    product=M365,
    noun="restore session",
    path=PATH,
    fields=SESSION,
    filters=(
        Filter("id", field="id", format=UUID),
        Filter("organization", field="organization", match="pattern"),
        Filter("type", field="type", choices=tuple(TYPES)),
        Filter("state", field="state", choices=(WORKING, STOPPED)),
        Filter("started_after", query="startTimeFrom", parse=utc_time),
        Filter("started_before", query="startTimeTo", parse=utc_time),
        Filter("ended_after", query="endTimeFrom", parse=utc_time, since=V8),
        Filter("ended_before", query="endTimeTo", parse=utc_time, since=V8),
    ),
)


def add_statistics(task: Task, _resolver: ReferenceResolver, sessions: list[State]) -> None:
    """Add to each session how many items it has restored."""
    context = SchemaContext(M365, task.client.revision)
    for session in sessions:
        body = task.client.get(filled(STATISTICS, str(needed(task.client, SESSIONS, session, "id"))))
        session["statistics"] = read_state(NUMBERS, body, context)


def add_events(task: Task, _resolver: ReferenceResolver, sessions: list[State]) -> None:
    """Add to each session what it has done, item by item."""
    context = SchemaContext(M365, task.client.revision)
    for session in sessions:
        events = task.client.pages(filled(EVENTS, str(needed(task.client, SESSIONS, session, "id"))))
        session["events"] = [read_state(EVENT, event, context) for event in events]


WITH_STATISTICS = Detail(
    "statistics",
    add_statistics,
    (Field("statistics", "dict", mode="computed", fields=NUMBERS),),
    reads=(STATISTICS,),
    since=V8,
    readers={STATISTICS: NUMBERS},
)
WITH_EVENTS = Detail(
    "events",
    add_events,
    (Field("events", "list", elements="dict", mode="computed", fields=EVENT),),
    reads=(EVENTS,),
    readers={EVENTS: EVENT},
)


def _declaration() -> Declaration:
    """The declaration of the module, whose sessions have no result before they have stopped."""
    listed = info_module(SESSIONS, "sessions", (WITH_STATISTICS, WITH_EVENTS))

    def run(task: Task) -> Result:
        result = listed.run(task)
        return {**result, "sessions": [without_early_result(session) for session in result["sessions"]]}

    return replace(listed, run=run)


MODULE = _declaration()
