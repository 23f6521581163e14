# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A query parameter that the document knows and the simulator does nothing with is refused, and is a violation."""

from __future__ import annotations

import pytest

from simulator import filters
from simulator.messages import Query

ITEMS = [{"id": "1", "name": "first"}, {"id": "2", "name": "second", "size": 3}]


@pytest.mark.parametrize("query", [{"colourFilter": "red"}, {"Colour": ["red"]}, {"orderColumn": "Colour"}])
def test_a_filter_or_order_by_what_no_object_has_is_not_ignored(query):
    with pytest.raises(filters.UnknownParameter):
        filters.select(ITEMS, query, {}, {})
    assert filters.select([], query, {}, {}) == []


def test_a_filter_that_an_earlier_one_left_nothing_for_is_still_known():
    query = {"nameFilter": "third", "sizeFilter": 3}
    assert filters.select(ITEMS, query, {}, {}) == []
    with pytest.raises(filters.UnknownParameter):
        filters.select(ITEMS, {"nameFilter": "third", "colourFilter": "red"}, {}, {})


def test_the_value_that_the_document_has_by_default_is_no_filter():
    schemas = {"withoutColour": {"type": "boolean", "default": False}}
    assert filters.select(ITEMS, {"withoutColour": False}, schemas, {}) == ITEMS
    with pytest.raises(filters.UnknownParameter):
        filters.select(ITEMS, {"withoutColour": True}, schemas, {})


def test_a_column_makes_a_filter_known():
    assert filters.select(ITEMS, {"weightFilter": 3}, {}, {"weight": "size"}) == ITEMS[1:]


def test_a_query_remembers_what_was_read():
    query = Query({"skip": 1, "limit": 2, "nameFilter": "x"})
    assert query.get("skip") == 1
    assert query.unread(["skip", "limit", "nameFilter", "other"]) == ["limit", "nameFilter"]


def test_the_server_answers_with_an_error_and_logs_a_violation(simulator, vbr):
    path = "/api/v1/backupInfrastructure/managedServers"
    start = simulator.mark()
    answer = vbr.send("GET", path, params={"skipDedupAppliances": "true"})
    text = f"query.skipDedupAppliances: the simulator has no column or behaviour for it in GET {path}"
    assert (answer.status_code, answer.json()["message"]) == (501, text)
    assert [record["violations"] for record in simulator.violations(start)] == [[text]]


def test_a_parameter_that_a_behaviour_does_not_read_is_refused_too(simulator, login):
    azure = login("azure")
    (machine, *_others) = azure.get("/api/v8/virtualMachines", Limit=1)["results"]
    start = simulator.mark()
    answer = azure.send("GET", f"/api/v8/virtualMachines/{machine['id']}", params={"sync": "true"})
    assert answer.status_code == 501
    assert "query.sync" in answer.json()["detail"]
    assert simulator.violations(start)
