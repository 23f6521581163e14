# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fitting objects to a revision, filtering and ordering lists, and the flattening that both rest on."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.filters import matches, select
from simulator.flatten import Flattener
from simulator.values import NotRepresentable, Values, stable_id

SCHEMAS: dict[str, Any] = {
    "Base": {
        "type": "object",
        "required": ["kind", "ghost"],
        "properties": {"kind": {"$ref": "#/components/schemas/Kind"}, "note": {"type": "string", "nullable": True}},
        "oneOf": [{"$ref": "#/components/schemas/Disk"}, {"$ref": "#/components/schemas/Tape"}],
        "discriminator": {
            "propertyName": "kind",
            "mapping": {"Disk": "#/components/schemas/Disk", "Tape": "#/components/schemas/Tape"},
        },
    },
    "Kind": {"type": "string", "enum": ["Disk", "Tape"]},
    "Disk": {
        "allOf": [
            {"$ref": "#/components/schemas/Base"},
            {
                "type": "object",
                "required": ["path"],
                "properties": {"path": {"type": "string"}, "size": {"type": "integer"}},
            },
        ]
    },
    "Tape": {"allOf": [{"$ref": "#/components/schemas/Base"}]},
    "Made": {
        "type": "object",
        "required": ["id", "name"],
        "properties": {"id": {"type": "string", "format": "uuid", "readOnly": True}, "name": {"type": "string"}},
    },
}


def test_flattening_breaks_the_circle_of_base_and_subtypes() -> None:
    flat = Flattener(SCHEMAS, "readOnly").all()
    assert flat["Disk"]["required"] == ["kind", "path"], "a required property that nothing defines is dropped"
    assert flat["Disk"]["properties"]["kind"] == {"enum": ["Disk"]}
    assert flat["Disk"]["additionalProperties"] is False
    assert flat["Tape"]["properties"]["kind"] == {"enum": ["Tape"]}, "a subtype without properties of its own"
    assert flat["Base"]["x-variants"] == {"property": "kind", "mapping": {"Disk": "Disk", "Tape": "Tape"}}


def test_read_only_properties_are_required_of_answers_only() -> None:
    assert Flattener(SCHEMAS, "readOnly").component("Made")["required"] == ["name"]
    assert Flattener(SCHEMAS, "writeOnly").component("Made")["required"] == ["id", "name"]


@pytest.fixture
def values() -> Values:
    return Values(Flattener(SCHEMAS, "writeOnly").all())


BASE = {"$ref": "#/$defs/Base"}


def test_fitting_drops_the_unknown_and_invents_the_required(values: Values) -> None:
    assert values.fit(BASE, {"kind": "Disk", "size": 3, "colour": "red"}, "s") == {
        "kind": "Disk",
        "size": 3,
        "path": "path",
    }


def test_fitting_keeps_null_only_where_it_is_allowed(values: Values) -> None:
    assert values.fit(BASE, {"kind": "Disk", "path": "p", "size": None, "note": None}, "s") == {
        "kind": "Disk",
        "path": "p",
        "note": None,
    }


def test_enumerations_are_spelt_as_the_revision_spells_them() -> None:
    values = Values(
        {
            "Thing": {
                "type": "object",
                "additionalProperties": False,
                "properties": {"mode": {"type": "string", "enum": ["windows"]}},
            }
        }
    )
    thing = {"$ref": "#/$defs/Thing"}
    assert values.fit(thing, {"mode": "Windows"}, "s") == {"mode": "windows"}
    assert values.fit(thing, {"mode": "Solaris"}, "s") == {}


def test_an_unknown_variant_has_no_form(values: Values) -> None:
    with pytest.raises(NotRepresentable):
        values.fit(BASE, {"kind": "Paper"}, "s")


def test_a_component_that_needs_itself_is_refused_instead_of_recursing() -> None:
    values = Values(
        {"Loop": {"type": "object", "required": ["next"], "properties": {"next": {"$ref": "#/$defs/Loop"}}}}
    )
    with pytest.raises(NotRepresentable, match="without end"):
        values.invent({"$ref": "#/$defs/Loop"}, "s")


def test_invented_ids_depend_on_the_seed_alone() -> None:
    assert stable_id("a") == stable_id("a") != stable_id("b")


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("repo", True),
        ("REPO", True),
        ("*repo*", True),
        ("repo*", False),
        ("*01", True),
        ("Win?ows*", True),
        ("Linux", False),
        ("[W]*", False),
    ],
)
def test_name_patterns(pattern: str, found: bool) -> None:
    assert matches("Windows Repository 01", pattern) is found


ITEMS: list[dict[str, Any]] = [
    {"id": "1", "name": "beta", "sessionType": "A", "creationTime": "2026-01-02T00:00:00Z", "size": 10},
    {"id": "2", "name": "Alpha", "sessionType": "B", "creationTime": "2026-01-03T01:00:00+01:00", "size": 9},
]
COLUMNS = {"type": "sessionType", "created": "creationTime"}


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ({}, ["1", "2"]),
        ({"typeFilter": ["B"]}, ["2"]),
        ({"typeFilter": "A"}, ["1"]),
        ({"nameFilter": "ALP"}, ["2"]),
        ({"createdAfterFilter": "2026-01-02T12:00:00"}, ["2"]),
        ({"createdBeforeFilter": "2026-01-02T12:00:00Z"}, ["1"]),
        ({"orderColumn": "Name", "orderAsc": True}, ["2", "1"]),
        ({"orderColumn": "Size"}, ["2", "1"]),
        ({"orderColumn": "Size", "orderAsc": False}, ["1", "2"]),
        ({"sizeFilter": 9}, ["2"]),
        ({"skip": 1}, ["1", "2"]),
    ],
)
def test_lists_are_filtered_and_ordered(query: dict[str, Any], ids: list[str]) -> None:
    assert [item["id"] for item in select(ITEMS, query, {}, COLUMNS)] == ids
