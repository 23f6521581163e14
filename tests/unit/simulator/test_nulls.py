# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers have null for what is unset, where examples of the vendor have it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from simulator.contract import contract
from simulator.values import Values

from .conftest import Client

NULL = {"x-null": True, "anyOf": [{"type": "string"}, {"type": "null"}]}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "urn": NULL, "objectId": NULL},
    "required": ["name", "urn"],
}


def test_what_is_unset_is_null_also_where_it_is_required() -> None:
    fitted = Values({}).fit(SCHEMA, {"name": "a", "objectId": "vm-1"}, "s")
    assert fitted == {"name": "a", "urn": None, "objectId": "vm-1"}


def test_the_examples_of_every_revision_count() -> None:
    for revision in ("1.2-rev1", "1.3-rev0", "1.3-rev1", "1.3-rev2"):
        known = contract("vbr", revision)
        session = known.answer_schemas["SessionModel"]["properties"]
        assert {name for name, schema in session.items() if schema.get("x-null")} >= {"endTime", "resourceId"}
        assert "x-null" not in session["name"]
        assert "x-null" not in str(known.request_schemas), "requests have no nulls"


def test_a_session_has_nulls_in_every_revision(simulator: Any, login: Callable[..., Client]) -> None:
    simulator.seed("sessions", objects=[{"name": "Runs", "sessionType": "Infrastructure", "state": "Working"}])
    for revision in ("1.2-rev1", "1.3-rev2"):
        shown = login(revision=revision).get("/api/v1/sessions", nameFilter="Runs")["data"][0]
        assert (shown["parentSessionId"], shown["name"]) == (None, "Runs")
