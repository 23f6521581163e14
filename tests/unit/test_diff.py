# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What counts as a difference, and what does not."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.schema.diff import differences
from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field
from support.gadgets import FIELDS, context


def changed(desired, current, variant="Box"):
    return [difference.option for difference in differences(FIELDS, desired, current, context(variant))]


@pytest.mark.parametrize(
    ("desired", "current"),
    [
        ({}, {"name": "one", "size": 3}),
        ({"name": "one"}, {"name": "one", "size": 3}),
        ({"description": ""}, {}),
        ({"description": ""}, {"description": None}),
        ({"description": "x"}, {"description": "x"}),
        ({"colours": ["a", "b"]}, {"colours": ["b", "a"]}),
        ({"colours": []}, {}),
        ({"colours": []}, {"colours": None}),
        ({"steps": ["a", "b"]}, {"steps": ["a", "b"]}),
        ({"folder": "/x"}, {"folder": "/x/"}),
        ({"limits": {"count": 3}}, {"limits": {"count": 3, "unit": "TB"}}),
        ({"ports": [{"name": "a"}, {"name": "b"}]}, {"ports": [{"name": "b", "number": 2}, {"name": "a"}]}),
        ({"flat": {"depth": 1}}, {"flat": {"depth": 1, "width": 2}}),
        ({"limits": None}, {}),
        ({"limits": None}, {"limits": None}),
    ],
)
def test_this_is_no_difference(desired, current):
    assert changed(desired, current) == []


@pytest.mark.parametrize(
    ("desired", "current", "options"),
    [
        ({"name": "two", "size": 3}, {"name": "one", "size": 4}, ["name", "size"]),
        ({"description": ""}, {"description": "x"}, ["description"]),
        ({"description": "x"}, {}, ["description"]),
        ({"size": 0}, {}, ["size"]),
        ({"is_open": False}, {}, ["is_open"]),
        ({"colours": []}, {"colours": ["a"]}, ["colours"]),
        ({"colours": ["a", "a"]}, {"colours": ["a"]}, ["colours"]),
        ({"colours": ["a", "a", "b"]}, {"colours": ["a", "b", "b"]}, ["colours"]),
        ({"steps": ["b", "a"]}, {"steps": ["a", "b"]}, ["steps"]),
        ({"limits": {"count": 3, "unit": "PB"}}, {"limits": {"count": 3, "unit": "TB"}}, ["limits.unit"]),
        ({"limits": {"count": 3}}, {"limits": None}, ["limits.count"]),
        ({"limits": {"count": 3}}, {}, ["limits.count"]),
        ({"limits": None}, {"limits": {"count": 3}}, ["limits"]),
        ({"ports": [{"name": "a", "number": 1}]}, {"ports": [{"name": "a", "number": 2}]}, ["ports"]),
        ({"ports": [{"name": "a"}]}, {"ports": [{"name": "b"}]}, ["ports"]),
        ({"ports": [{"name": "a"}]}, {"ports": [{"name": "a"}, {"name": "b"}]}, ["ports"]),
        ({"ports": []}, {"ports": [{"name": "a"}]}, ["ports"]),
        ({"folder": "/y"}, {"folder": "/x/"}, ["folder"]),
        ({"flat": {"depth": 1}}, {"flat": {}}, ["flat.depth"]),
    ],
)
def test_this_is_a_difference(desired, current, options):
    assert changed(desired, current) == options


def test_what_the_server_does_not_tell_is_not_compared():
    assert changed({"password": "p", "scan_once": True, "limits": {"pin": "1"}}, {"limits": {}}) == []


def test_what_another_variant_has_is_not_compared():
    assert changed({"strap": "long"}, {}, "Box") == []
    assert changed({"strap": "long"}, {}, "Bag") == ["strap"]


def test_a_difference_names_both_values():
    (difference,) = differences(FIELDS, {"limits": {"count": 5}}, {"limits": {"count": 3}}, context())
    assert (difference.option, difference.field.option, difference.current, difference.desired) == (
        "limits.count",
        "count",
        3,
        5,
    )


def test_items_without_a_key_are_compared_in_any_order_unless_their_order_matters():
    tags = (Field("name"), Field("value"))
    given = [{"name": "env", "value": "prod"}, {"name": "env", "value": "test"}]
    reordered = {"tags": given[::-1]}
    loose, strict = (Field("tags", "list", elements="dict", fields=tags, ordered=ordered) for ordered in (False, True))
    assert list(differences((loose,), {"tags": given}, reordered, context())) == []
    assert list(differences((loose,), {"tags": [given[0]] * 2}, reordered, context()))
    assert list(differences((strict,), {"tags": given}, reordered, context()))
