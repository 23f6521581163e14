# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Between an API object and the state of a task."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import SAME_LEVEL, Field, Reference
from ansible_collections.opendr.veeam.plugins.module_utils.schema.state import (
    given_state,
    lookup,
    merge,
    project,
    read_state,
    readable,
    resolve_references,
)
from ansible_collections.opendr.veeam.plugins.module_utils.schema.writing import (
    add_item_names,
    with_defaults,
    writable,
    write_state,
)
from support.gadgets import FIELDS, HOST_IDS, context

BODY = {
    "id": "11111111-0000-4000-8000-000000000001",
    "name": "one",
    "kind": "Box",
    "hostId": HOST_IDS["alpha"],
    "colours": None,
    "settings": {"limits": {"count": 3, "unit": "TB", "vendorOnly": 1}, "hostIds": [HOST_IDS["beta"]], "other": True},
    "ports": [
        {"name": "a", "number": 1, "hostId": HOST_IDS["alpha"], "note": "kept"},
        {"name": "b", "number": 2, "hostId": HOST_IDS["beta"]},
    ],
    "depth": 4,
    "vendorOnly": {"kept": [1, 2]},
    "scanOnce": True,
    "stateOfWear": "new",
}


def test_reading_takes_what_the_server_sent_in_the_words_of_the_options():
    assert read_state(FIELDS, BODY, context()) == {
        "id": BODY["id"],
        "name": "one",
        "kind": "Box",
        "host": HOST_IDS["alpha"],
        "colours": [],
        "hosts": [HOST_IDS["beta"]],
        "limits": {"count": 3, "unit": "TB"},
        "ports": [
            {"name": "a", "number": 1, "host": HOST_IDS["alpha"]},
            {"name": "b", "number": 2, "host": HOST_IDS["beta"]},
        ],
        "flat": {"depth": 4},
        "state_of_wear": "new",
    }


def test_reading_leaves_out_what_another_variant_or_revision_has():
    body = {"name": "one", "lid": "oak", "strap": "long", "hostId": "x"}
    assert read_state(FIELDS, body, context("Box", "1.3-rev2")) == {"name": "one", "host": "x", "flat": {}}
    assert read_state(FIELDS, body, context("Bag", "1.2-rev1")) == {"name": "one", "flat": {}}
    assert read_state(FIELDS, body, context("Bag", "1.3-rev1")) == {"name": "one", "strap": "long", "flat": {}}


def test_reading_keeps_null_of_a_group_and_of_a_value():
    body = {"settings": {"limits": None}, "description": None}
    state = read_state(FIELDS, body, context())
    assert state["limits"] is None
    assert state["description"] is None


def test_a_parent_that_is_null_holds_nothing():
    assert "limits" not in read_state(FIELDS, {"settings": None}, context())


def test_writing_touches_only_what_the_state_mentions():
    body = {"name": "one", "settings": {"limits": {"count": 3, "vendorOnly": 1}, "other": True}, "vendorOnly": 7}
    write_state(FIELDS, {"limits": {"unit": "PB"}, "flat": {"depth": 9}, "lid": "oak"}, body, context())
    assert body == {
        "name": "one",
        "settings": {"limits": {"count": 3, "unit": "PB", "vendorOnly": 1}, "other": True},
        "vendorOnly": 7,
        "depth": 9,
        "lid": "oak",
    }


def test_writing_makes_the_groups_on_the_way_also_in_the_place_of_null():
    body = {"settings": None}
    write_state(FIELDS, {"limits": {"count": 1}, "hosts": []}, body, context())
    assert body == {"settings": {"limits": {"count": 1}, "hostIds": []}}


def test_writing_leaves_out_what_is_only_read_and_what_does_not_apply():
    body: dict = {}
    write_state(FIELDS, {"id": "x", "state_of_wear": "new", "strap": "long", "name": "one"}, body, context("Box"))
    assert body == {"name": "one"}


def test_writing_null_empties_a_group_but_never_its_neighbours():
    body = {"settings": {"limits": {"count": 3}, "other": True}, "depth": 4}
    write_state(FIELDS, {"limits": None, "flat": None}, body, context())
    assert body == {"settings": {"limits": None, "other": True}, "depth": 4}


def test_written_items_keep_what_the_server_added_to_the_item_of_the_same_key():
    body = {"ports": [{"name": "a", "number": 1, "note": "kept"}, {"name": "b", "number": 2}]}
    write_state(FIELDS, {"ports": [{"name": "c", "number": 3}, {"name": "a", "number": 9}]}, body, context())
    assert body == {"ports": [{"name": "c", "number": 3}, {"name": "a", "number": 9, "note": "kept"}]}


def test_items_without_a_key_are_written_new():
    fields = (Field("items", "list", elements="dict", fields=(Field("size", "int"),)),)
    body = {"items": [{"size": 1, "note": "gone"}]}
    write_state(fields, {"items": [{"size": 1}]}, body, context())
    assert body == {"items": [{"size": 1}]}


def test_what_is_written_is_a_copy():
    wanted = {"colours": ["red"], "ports": [{"name": "a"}]}
    body: dict = {}
    write_state(FIELDS, wanted, body, context())
    body["colours"].append("blue")
    body["ports"][0]["name"] = "z"
    assert wanted == {"colours": ["red"], "ports": [{"name": "a"}]}


# --- What a task gave ---


def test_an_option_left_out_is_no_part_of_the_given_state():
    params = {"name": "one", "description": None, "size": None, "colours": None}
    assert given_state(FIELDS, {"name": "one"}, params) == {"name": "one"}


@pytest.mark.parametrize(
    ("option", "empty"), [("description", ""), ("colours", []), ("ports", []), ("limits", None), ("host", "")]
)
def test_null_empties_what_can_be_empty(option, empty):
    assert given_state(FIELDS, {option: None}, {option: None}) == {option: empty}


@pytest.mark.parametrize("option", ["size", "is_open"])
def test_null_leaves_what_has_no_empty_value(option):
    assert given_state(FIELDS, {option: None}, {option: None}) == {}


@pytest.mark.parametrize(("option", "value"), [("description", ""), ("colours", []), ("is_open", False), ("size", 0)])
def test_empty_values_are_given(option, value):
    assert given_state(FIELDS, {option: value}, {option: value}) == {option: value}


def test_left_out_and_null_differ_inside_a_group_too():
    raw = {"limits": {"unit": None, "count": "3"}}
    params = {"limits": {"unit": None, "count": 3, "pin": None}}
    assert given_state(FIELDS, raw, params) == {"limits": {"unit": "", "count": 3}}


def test_left_out_and_null_differ_inside_items():
    raw = {"ports": [{"name": "a", "number": "1"}, {"name": "b", "host": None}]}
    params = {"ports": [{"name": "a", "number": 1, "host": None}, {"name": "b", "number": None, "host": None}]}
    assert given_state(FIELDS, raw, params) == {
        "ports": [{"name": "a", "number": 1}, {"name": "b", "host": ""}],
    }


def test_validated_values_are_taken_in_the_place_of_written_ones():
    assert given_state(FIELDS, {"size": "5", "is_open": "yes"}, {"size": 5, "is_open": True}) == {
        "size": 5,
        "is_open": True,
    }


def test_an_option_given_as_a_string_is_taken_as_validated():
    # Ansible accepts "count=3" for a dict and "a,b" for a list.
    assert given_state(FIELDS, {"limits": "count=3"}, {"limits": {"count": 3}}) == {"limits": {"count": 3}}
    assert given_state(FIELDS, {"colours": "a,b"}, {"colours": ["a", "b"]}) == {"colours": ["a", "b"]}


def test_fields_that_share_an_option_share_what_is_given():
    fields = (
        Field("group", "dict", fields=(Field("one"),), variants=("Box",)),
        Field("group", "dict", fields=(Field("two"),), variants=("Bag",)),
    )
    given = {"group": {"one": "1", "two": "2"}}
    assert given_state(fields, given, given) == given


# --- The smaller tools ---


def test_defaults_fill_what_was_not_given_and_only_that():
    full = with_defaults(FIELDS, {"name": "one", "limits": {"count": 1}}, context())
    assert full == {"name": "one", "description": "", "limits": {"count": 1, "unit": "TB"}}
    assert with_defaults(FIELDS, {"description": "mine"}, context())["description"] == "mine"
    # A group that was not given is not made up.
    assert "limits" not in with_defaults(FIELDS, {}, context())


def test_defaults_are_copies():
    fields = (Field("marks", "list", elements="str", default=["a"]),)
    with_defaults(fields, {}, context())["marks"].append("b")
    assert with_defaults(fields, {}, context()) == {"marks": ["a"]}


def test_readable_is_what_the_server_returns():
    state = {
        "name": "one",
        "passphrase": "p",
        "scan_once": True,
        "limits": {"count": 1, "pin": "1234"},
        "ports": [{"name": "a"}],
        "strap": "long",
    }
    assert readable(FIELDS, state, context("Box")) == {"name": "one", "limits": {"count": 1}, "ports": [{"name": "a"}]}


def test_restricted_and_overlaid():
    state = {"a": 1, "b": {"c": 2, "d": 3}, "e": 4}
    assert project(state, {"b": {"d": None}, "e": 0, "gone": 1}) == {"b": {"d": 3}, "e": 4}
    assert merge(state, {"a": None, "b": {"d": 9}, "f": 5}) == {"a": None, "b": {"c": 2, "d": 9}, "e": 4, "f": 5}
    assert merge({"a": None}, {"a": {"b": 1}}) == {"a": {"b": 1}}
    assert state == {"a": 1, "b": {"c": 2, "d": 3}, "e": 4}


def test_references_are_turned_in_place_and_nothing_else_is():
    state = {"name": "alpha", "host": "alpha", "hosts": ["beta"], "ports": [{"name": "alpha", "host": "beta"}]}
    there = resolve_references(FIELDS, state, context(), lambda reference, name: HOST_IDS[name])
    assert there == {
        "name": "alpha",
        "host": HOST_IDS["alpha"],
        "hosts": [HOST_IDS["beta"]],
        "ports": [{"name": "alpha", "host": HOST_IDS["beta"]}],
    }
    names = {identifier: name for name, identifier in HOST_IDS.items()}
    assert resolve_references(FIELDS, there, context(), lambda reference, key: names[key]) == state


def test_empty_references_are_not_looked_up():
    def refuse(reference, name):
        raise AssertionError(f"looked up {name!r}")

    state = {"host": "", "hosts": [], "limits": None}
    assert resolve_references(FIELDS, state, context(), refuse) == state


def test_lookup_follows_dots():
    assert lookup({"a": {"b": 1}}, "a.b") == 1
    assert lookup({"a": {"b": 1}}, "a.c") is None
    assert lookup({"a": None}, "a.b") is None


def test_an_answer_may_tell_a_property_elsewhere_than_it_is_given():
    fields = (Field("container", api="storageContainer", response_api="storageContainer.name"),)
    assert read_state(fields, {"storageContainer": {"name": "backups"}}, context()) == {"container": "backups"}
    body: dict[str, object] = {}
    write_state(fields, {"container": "backups"}, body, context())
    assert body == {"storageContainer": "backups"}


def test_an_update_may_send_what_can_change_and_secrets():
    fields = (
        Field("name"),
        Field("serial", mode="immutable"),
        Field("scan", "bool", mode="write_only_on_create"),
        Field("passphrase", mode="secret"),
        Field("limits", "dict", fields=(Field("count", "int"), Field("unit", mode="immutable"))),
        Field("ports", "list", elements="dict", fields=(Field("number", "int"), Field("made", mode="computed"))),
    )
    state = {
        "name": "one",
        "serial": "S-1",
        "scan": True,
        "passphrase": "secret",
        "limits": {"count": 1, "unit": "TB"},
        "ports": [{"number": 1, "made": "today"}],
    }
    assert writable(fields, state, context()) == {
        "name": "one",
        "passphrase": "secret",
        "limits": {"count": 1},
        "ports": [{"number": 1}],
    }


def test_texts_that_the_api_holds_in_objects():
    regions = Field("regions", "list", elements="str", item_property="regionId")
    body = {"regions": [{"regionId": "north", "more": 1}, {"regionId": "south"}]}
    assert read_state((regions,), body, context()) == {"regions": ["north", "south"]}
    assert read_state((regions,), {"regions": None}, context()) == {"regions": []}
    written = {}
    write_state((regions,), {"regions": ["east"]}, written, context())
    assert written == {"regions": [{"regionId": "east"}]}


def test_items_that_the_api_writes_with_their_names():
    roles = Field("roles", "list", elements="str", item_property="id", name_from="name", reference=Reference("r", "/r"))
    fresh = {"id": "1", "name": "Operator", "more": 1}
    body = {"roles": [{"id": "2"}, fresh]}
    add_item_names((roles,), body, context(), lambda _reference, identifier: f"name of {identifier}")
    assert body == {"roles": [{"id": "2", "name": "name of 2"}, fresh]}
    for without in ({}, {"roles": None}):
        add_item_names((roles,), without, context(), lambda *_any: pytest.fail("nothing to name"))


def test_only_texts_are_held_in_objects():
    with pytest.raises(ValueError, match="only the items of a list of str"):
        Field("regions", "list", elements="int", item_property="regionId")


CONSTANT = (
    Field("store", "dict", fields=(Field("name"), Field("kind", mode="constant", default="Datastore"))),
    Field(
        "stores", "list", elements="dict", fields=(Field("name"), Field("kind", mode="constant", default="Datastore"))
    ),
)


def test_a_constant_goes_with_the_group_that_it_is_in_and_is_no_part_of_the_state():
    body = {}
    write_state(CONSTANT, {"store": {"name": "a"}, "stores": [{"name": "b"}]}, body, context())
    assert body == {
        "store": {"name": "a", "kind": "Datastore"},
        "stores": [{"name": "b", "kind": "Datastore"}],
    }
    state = {"store": {"name": "a"}, "stores": [{"name": "b"}]}
    assert read_state(CONSTANT, body, context()) == state
    assert with_defaults(CONSTANT, state, context()) == state


def test_a_constant_of_a_group_that_is_not_given_is_not_sent():
    body = {}
    write_state(CONSTANT, {}, body, context())
    assert body == {}


# --- A property that servers spell in several ways ---

SPELLED = (Field("rack_name", api="rackname", spellings=("rackName", "rack")),)


@pytest.mark.parametrize("key", ["rackname", "rackName", "rack"])
def test_every_spelling_is_read(key):
    assert read_state(SPELLED, {key: "R1"}, context()) == {"rack_name": "R1"}


def test_the_spelling_of_the_document_comes_first():
    assert read_state(SPELLED, {"rack": "old", "rackname": "R1"}, context()) == {"rack_name": "R1"}


def test_another_spelling_goes_back_as_the_document_spells_it():
    body = {"rackName": "R1", "other": 1}
    write_state(SPELLED, {"rack_name": "R2"}, body, context())
    assert body == {"rackname": "R2", "other": 1}


LEVELS = (
    Field(
        "rack",
        "dict",
        fields=(
            Field("front", "dict", spellings=(SAME_LEVEL,), fields=(Field("doors", "int"), Field("lock"))),
            Field("back", "dict", fields=(Field("doors", "int"),)),
        ),
    ),
)


def test_a_group_on_the_level_above_is_read_and_goes_back_where_it_belongs():
    flat = {"rack": {"doors": 2, "lock": "key", "other": 1}}
    assert read_state(LEVELS, flat, context()) == {"rack": {"front": {"doors": 2, "lock": "key"}}}
    assert read_state(LEVELS, {"rack": {"back": {"doors": 1}}}, context()) == {"rack": {"back": {"doors": 1}}}
    write_state(LEVELS, {"rack": {"front": {"doors": 3, "lock": "key"}}}, flat, context())
    assert flat == {"rack": {"other": 1, "front": {"doors": 3, "lock": "key"}}}


def test_an_item_that_stays_keeps_what_else_the_api_has_of_it():
    fields = (Field("names", "list", elements="str", item_property="id"),)
    body = {"names": [{"id": "1", "status": "Sealed"}, {"id": "2"}]}
    write_state(fields, {"names": ["1", "3"]}, body, context())
    assert body == {"names": [{"id": "1", "status": "Sealed"}, {"id": "3"}]}
