# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Listing job sessions of Azure, with logs and the items they worked on where asked. Private to the collection."""

from __future__ import annotations

from typing import Any

from ..core.errors import InvalidOption
from ..core.timestamps import parse_time
from ..engine.listing import filter_options, listed_states
from ..engine.references import ReferenceResolver
from ..engine.task import ApiUsage, Declaration, Result, Returned, Task
from ..schema.fields import Field
from ..schema.listing import Listing
from ..schema.resource import SchemaContext, filled
from ..schema.state import State, read_state
from .product import AZURE
from .session_schema import FILTERS, ITEMS, LOG, LOG_RECORD, ONE, SESSION, SESSIONS, STATES, WHOLE, session_id

OPTIONS: dict[str, Any] = dict(
    filter_options(FILTERS),
    id={"type": "str"},
    limit={"type": "int"},
    logs={"type": "bool", "default": False},
    log_status={"type": "list", "elements": "str", "choices": list(STATES)},
    session_items={"type": "bool", "default": False},
)


def session_info(task: Task) -> Result:
    """The sessions that the task asks for, newest first."""
    if task.params["log_status"] and not task.params["logs"]:
        raise InvalidOption("log_status chooses among log records: set logs to true as well.", option="log_status")
    sessions = _one(task) if task.params["id"] is not None else _limited(task)
    for session in sessions:
        if task.params["logs"]:
            session["logs"] = _log_records(task, session["id"], task.params["log_status"] or [])
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
    constraints={"mutually_exclusive": [["id", one.option] for one in FILTERS] + [["id", "limit"]]},
    api=ApiUsage(listings=(SESSIONS, *(listing for _types, listing in ITEMS.values())), reads=(ONE, LOG)),
)


def _one(task: Task) -> list[State]:
    found = task.client.find(filled(ONE, session_id("id", task.params["id"])))
    return [] if found is None else [told(read_state(SESSION, found, SchemaContext(AZURE, task.client.revision)))]


def _limited(task: Task) -> list[State]:
    limit = task.params["limit"]
    if limit is not None and limit < 1:
        raise InvalidOption(f"limit={limit} lists nothing: give 1 or more, or leave it out.", option="limit")
    listed = listed_states(SESSIONS, task, ReferenceResolver(task.client))
    # Once each: one that starts between two pages pushes another from the first to the second.
    sessions = {one["id"]: told(one) for one in listed}
    return newest_first(list(sessions.values()))[:limit]


def newest_first(sessions: list[State]) -> list[State]:
    """Sessions by their start, those that have not begun yet before all others. Pure.

    The order of the server's list is not documented.
    """
    begun = [one for one in sessions if one.get("start_time")]
    waiting = [one for one in sessions if not one.get("start_time")]
    return waiting + sorted(begun, key=lambda one: parse_time(str(one["start_time"])), reverse=True)


def told(state: State) -> State:
    """A state without what the server left empty: most kinds of session have one group of facts. Pure."""
    kept = {option: told(value) if isinstance(value, dict) else value for option, value in state.items()}
    return {option: value for option, value in kept.items() if value is not None and value != {}}


def _log_records(task: Task, identifier: str, statuses: list[str]) -> list[State]:
    """The log records of a session that have one of ``statuses``, all of them without any."""
    response = task.client.get(filled(LOG, identifier))
    context = SchemaContext(AZURE, task.client.revision)
    records = [told(read_state(LOG_RECORD, one, context)) for one in response.get("log") or []]
    return [one for one in records if not statuses or one.get("status") in statuses]


def _items(task: Task, session: State) -> dict[str, list[State]]:
    """The items that a session of this type worked on, by the key of the result; empty for a type that has none."""
    return {
        key: _listed(task, listing, session["id"], key in WHOLE)
        for key, (types, listing) in ITEMS.items()
        if session.get("type") in types
    }


def _listed(task: Task, listing: Listing, identifier: str, whole: bool) -> list[State]:
    path = filled(listing.path, identifier)
    if whole:
        response = task.client.get(path)
        bodies = response.get("results") or []
        if (response.get("totalCount") or 0) > len(bodies):
            task.warnings.append(f"GET {path} told {len(bodies)} of {response['totalCount']} items, and has no pages.")
    else:
        bodies = list(task.client.pages(path))
    context = SchemaContext(AZURE, task.client.revision)
    return [told(read_state(listing.fields, one, context)) for one in bodies]
