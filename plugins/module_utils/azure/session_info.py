# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of job sessions of Azure, with log records and items as options. Private to the collection."""

from __future__ import annotations

from typing import Any

from ..core.errors import InvalidOption
from ..core.timestamps import parse_time
from ..engine.listing import filter_options, listed_states, needed
from ..engine.references import ReferenceResolver
from ..engine.task import ApiUsage, Declaration, Result, Returned, Task
from ..http.response_object import present
from ..schema.fields import Field
from ..schema.listing import Listing
from ..schema.resource import SchemaContext, filled
from ..schema.state import State, read_state
from .product import ALL, AZURE
from .session_items import ITEMS, WITHOUT_PAGES
from .session_schema import FILTERS, ITEM, LOG, LOG_RECORD, SESSION, SESSIONS, STATES

OPTIONS: dict[str, Any] = dict(
    filter_options(FILTERS),
    id={"type": "str"},
    limit={"type": "int", "minimum": 1},
    logs={"type": "bool", "default": False},
    log_status={"type": "list", "elements": "str", "choices": list(STATES)},
    session_items={"type": "bool", "default": False},
)


def session_info(task: Task) -> Result:
    """The sessions that match the task's filters, newest first."""
    if task.params["log_status"] and not task.params["logs"]:
        raise InvalidOption(
            "log_status filters log records, which are not read: set logs to true as well.",
            option="log_status",
        )
    sessions = _by_id(task) if task.params["id"] is not None else _limited(task)
    for session in sessions:
        if task.params["logs"]:
            identifier = needed(task.client, SESSIONS, session, "id")
            session["logs"] = _log_records(task, identifier, task.params["log_status"] or [])
        if task.params["session_items"]:
            session.update(_items(task, session))
    return {"changed": False, "sessions": sessions}


DETAILS = (
    Field("logs", "list", elements="dict", fields=LOG_RECORD, mode="computed"),
    *(
        Field(key, "list", elements="dict", fields=listing.fields, mode="computed")
        for key, (_types, listing) in ITEMS.items()
    ),
)

MODULE = Declaration(
    product=AZURE,
    options=OPTIONS,
    run=session_info,
    returns=(Returned("sessions", (*SESSION, *DETAILS), many=True),),
    constraints={"mutually_exclusive": [["id", list_filter.option] for list_filter in FILTERS] + [["id", "limit"]]},
    api=ApiUsage(listings=(SESSIONS, *(listing for _types, listing in ITEMS.values())), reads=(ITEM, LOG)),
)


def _by_id(task: Task) -> list[State]:
    session = task.client.find(filled(ITEM, task.params["id"]))
    context = SchemaContext(AZURE, task.client.revision)
    return [] if session is None else [without_empty(read_state(SESSION, session, context))]


def _limited(task: Task) -> list[State]:
    listed = listed_states(SESSIONS, task, ReferenceResolver(task.client))
    # Without duplicates: a session that starts between two reads moves another one to the next page.
    sessions = {session.get("id") or number: without_empty(session) for number, session in enumerate(listed)}
    return newest_first(list(sessions.values()))[: task.params["limit"]]


def newest_first(sessions: list[State]) -> list[State]:
    """Sessions by their start time, the newest first; sessions that have not begun come before all others. Pure.

    The order of the server's list is not documented.
    """
    begun = [session for session in sessions if session.get("start_time")]
    waiting = [session for session in sessions if not session.get("start_time")]
    return waiting + sorted(begun, key=lambda session: parse_time(str(session["start_time"])), reverse=True)


def without_empty(state: State) -> State:
    """A state without what is empty: a type of session has some groups of fields, and the others are empty. Pure."""
    kept: State = {}
    for option, value in state.items():
        if value.__class__ is dict:
            left = without_empty(value)
            if left:
                kept[option] = left
        elif value is not None:
            kept[option] = value
    return kept


def _log_records(task: Task, identifier: str, statuses: list[str]) -> list[State]:
    """The log records of a session; with ``statuses`` only those that have one of them."""
    response = task.client.get(filled(LOG, identifier))
    context = SchemaContext(AZURE, task.client.revision)
    records = [without_empty(read_state(LOG_RECORD, record, context)) for record in present(response, "log") or []]
    return [record for record in records if not statuses or record.get("status") in statuses]


def _items(task: Task, session: State) -> dict[str, list[State]]:
    """The items that a session worked on, by the key of the result; empty for a type of session that has none."""
    return {
        key: _listed(task, listing, needed(task.client, SESSIONS, session, "id"), key not in WITHOUT_PAGES)
        for key, (types, listing) in ITEMS.items()
        if session.get("type") in types
    }


def _listed(task: Task, listing: Listing, identifier: str, has_pages: bool) -> list[State]:
    path = filled(listing.path, identifier)
    if has_pages:
        # All at once: items have no ids, and two pages of files in one directory look the same.
        bodies = list(task.client.pages(path, size=ALL))
    else:
        response = task.client.get(path)
        bodies = response["results"]
        if (response.get("totalCount") or 0) > len(bodies):
            task.warnings.append(
                f"GET {path} returned only {len(bodies)} of {response['totalCount']} items. It has no pages, so the "
                "others cannot be read."
            )
    context = SchemaContext(AZURE, task.client.revision)
    return [without_empty(read_state(listing.fields, body, context)) for body in bodies]
