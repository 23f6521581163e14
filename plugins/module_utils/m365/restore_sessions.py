# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restore sessions of M365 as data, operations under ``/RestoreSessions``. Private to the collection.

A session shows neither the point in time that it explores, nor the repository. Its result is there from the beginning,
and says something only when it has stopped.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..schema.fields import Field
from ..schema.resource import Operation, SchemaContext
from ..schema.state import State, read_state
from ..schema.values import UUID
from ..sessions.adapter import FAILED, RUNNING, SUCCEEDED, WARNED, SessionAdapter, Verdict
from .computed import read_only
from .product import M365

PATH = "/RestoreSessions"
ITEM = PATH + "/{restoreSessionId}"
STATISTICS, EVENTS = ITEM + "/Statistics", ITEM + "/Events"
STOP = Operation("POST", ITEM + "/Stop", "nothing")
WORKING, STOPPED = "Working", "Stopped"
# What a session explores, in the words of tasks and of the API.
TYPES = {"Exchange": "Vex", "OneDrive": "Veod", "SharePoint": "Vesp", "Teams": "Vet"}
_ENDS = {"Success": SUCCEEDED, "Warning": WARNED, "Failed": FAILED}

SESSION = (
    Field("id", mode="computed", format=UUID),
    read_only("name"),
    read_only("organization"),
    Field("type", mode="computed", choices=tuple(TYPES), api_choices=TYPES),
    read_only("state"),
    read_only("result"),
    read_only("creation_time"),
    read_only("end_time"),
    read_only("initiated_by"),
    read_only("details"),
    read_only("scope_name"),
    read_only("client_host"),
    read_only("reason"),
)


def verdict(session: Mapping[str, Any]) -> Verdict:
    """How a session stands. Pure."""
    if session.get("state") != STOPPED:
        return Verdict(RUNNING, "")
    return Verdict(_ENDS.get(str(session.get("result")), SUCCEEDED), str(session.get("details") or ""))


def session_state(session: Mapping[str, Any], revision: str) -> State:
    """What a result shows of a session; no result where it works."""
    return without_early_result(read_state(SESSION, session, SchemaContext(M365, revision)))


def without_early_result(state: State) -> State:
    """The state of a session, without a result that means nothing yet."""
    return state if state.get("state") == STOPPED else {**state, "result": None}


ADAPTER = SessionAdapter(
    path=PATH + "/{id}",
    log="",
    verdict=verdict,
    name=lambda session: str(session.get("name") or "restore session"),
    log_lines=lambda response: [],
    problem_statuses=(),
    progress=lambda session: str(session.get("state")),
    status_text=lambda session: str(session.get("state")),
    facts=lambda session: session_state(session, M365.default_revision),
    since=lambda since, kind: (PATH, {"startTimeFrom": since}),
    may_create=lambda session, name: False,
    module="veeam_m365_restore_session",
    stop=STOP,
    stopping="",
    stopped=STOPPED,
    finished=STOPPED,
    runs_in_task=True,
)
