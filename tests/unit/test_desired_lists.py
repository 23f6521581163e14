# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of which a task gives a part, and the hours of a week."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import InvalidOption, UnexpectedResponse
from ansible_collections.opendr.veeam.plugins.module_utils.http.response_object import response_object
from ansible_collections.opendr.veeam.plugins.module_utils.schema.desired_lists import list_mode_options
from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field
from ansible_collections.opendr.veeam.plugins.module_utils.schema.hours import allowed_hours, hours_text, same_hours
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import SchemaContext
from ansible_collections.opendr.veeam.plugins.module_utils.schema.whole_lists import whole_list, with_whole_lists
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR

DISKS = Field(
    "disks",
    "list",
    elements="dict",
    fields=(Field("machine", "dict", fields=(Field("id"),)), Field("size", "int")),
    item_keys=("machine.id",),
    mode_option="disks_mode",
)
TAGS = Field("tags", "list", elements="str", mode_option="tags_mode", normalize=str.lower)


def disk(machine, size=None):
    return {"machine": {"id": machine}, **({"size": size} if size else {})}


CURRENT = [disk("a", 1), disk("b", 2)]


@pytest.mark.parametrize(
    ("mode", "given", "whole"),
    [
        ("merge", [disk("b", 5), disk("c", 3)], [disk("a", 1), disk("b", 5), disk("c", 3)]),
        ("merge", [disk("b")], CURRENT),
        ("merge", [], CURRENT),
        ("replace", [disk("c", 3), disk("b")], [disk("b", 2), disk("c", 3)]),
        ("replace", [], []),
        ("remove", [disk("b"), disk("c")], [disk("a", 1)]),
        ("remove", [], CURRENT),
    ],
)
def test_items_that_have_an_identity(mode, given, whole):
    assert whole_list(DISKS, mode, given, CURRENT) == whole


@pytest.mark.parametrize(
    ("mode", "given", "whole"),
    [
        ("merge", [disk("b", 2)], [disk(None, 1), disk(None, 2), disk("b", 2)]),
        ("replace", [disk(None)], [disk(None, 1), disk(None, 2)]),
        ("replace", [disk("b", 2)], [disk("b", 2)]),
        ("remove", [disk("b")], [disk(None, 1), disk(None, 2)]),
    ],
)
def test_items_of_which_the_server_shows_no_identity_are_all_kept(mode, given, whole):
    assert whole_list(DISKS, mode, given, [disk(None, 1), disk(None, 2)]) == whole


@pytest.mark.parametrize(
    ("mode", "whole"), [("merge", ["One", "two", "three"]), ("replace", ["One", "three"]), ("remove", ["two"])]
)
def test_items_that_are_recognized_by_their_value(mode, whole):
    assert whole_list(TAGS, mode, ["one", "three"], ["One", "two"]) == whole


def test_only_lists_that_a_task_gives_are_made_whole():
    context = SchemaContext(VBR, VBR.default_revision)
    params = {"tags_mode": "merge", "disks_mode": "remove"}
    current = {"tags": ["one"], "disks": [{"machine": {"id": "a"}, "size": 1}]}
    fields = (TAGS, DISKS)
    assert with_whole_lists(fields, {"name": "x"}, current, params, context) == {"name": "x"}
    assert with_whole_lists(fields, {"tags": ["two"]}, current, params, context) == {"tags": ["one", "two"]}
    assert with_whole_lists(fields, {"tags": ["two"]}, None, params, context) == {"tags": ["two"]}
    assert with_whole_lists(fields, {"disks": [disk("a")]}, current, params, context) == {"disks": []}
    assert list(list_mode_options(fields)) == ["tags_mode", "disks_mode"]


@pytest.mark.parametrize(
    ("text", "shortest"),
    [("", ""), ("0-24", "0-24"), ("08-18, 20-24", "8-18,20-24"), ("5", "5-6"), ("8-10,10-12", "8-12")],
)
def test_hours(text, shortest):
    assert same_hours(text) == shortest
    assert allowed_hours(shortest) == allowed_hours(text)
    assert hours_text(allowed_hours(text)) == shortest


@pytest.mark.parametrize("text", ["8-25", "18-8", "8-8", "24", "eight", "8-", "1-2-3"])
def test_what_is_no_range_of_hours(text):
    with pytest.raises(InvalidOption, match="is not a range of hours"):
        allowed_hours(text)


HELD = Field("held", "list", api="holder.held", elements="str", mode_option="held_mode", required=True)
LATER = replace(HELD, required_since="1.3-rev2")
EMPTIED = replace(HELD, may_be_left_out=True)
OPTIONAL = replace(HELD, required=False)


def whole_held(field, mode, body):
    context = SchemaContext(VBR, "1.3-rev1", None)
    desired = with_whole_lists((field,), {"held": ["a"]}, body, {"held_mode": mode}, context)
    return desired["held"]


@pytest.mark.parametrize("mode", ["merge", "replace", "remove"])
@pytest.mark.parametrize("body", [{}, {"holder": None}, {"holder": {}}, {"holder": {"held": None}}])
def test_a_required_list_that_is_not_shown_is_not_an_empty_one(mode, body):
    with pytest.raises(UnexpectedResponse, match="GET /things/1 has no value for 'holder.held'"):
        whole_held(HELD, mode, response_object("GET /things/1", body))
    rest = [] if mode == "remove" else ["a"]
    # A new object has none, and what no document requires of a response is empty where it is not there.
    assert whole_held(HELD, mode, None) == rest
    assert [whole_held(field, mode, body) for field in (LATER, EMPTIED, OPTIONAL)] == [rest] * 3


def test_a_required_list_that_is_empty_is_shown():
    assert whole_held(HELD, "merge", {"holder": {"held": []}}) == ["a"]
