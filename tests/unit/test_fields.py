# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Field refuses what contradicts itself, and fields become an argument spec."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.azure.product import AZURE
from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import (
    SAME_LEVEL,
    Field,
    Reference,
    argument_spec,
)
from ansible_collections.opendr.veeam.plugins.module_utils.schema.listing import Filter
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import Operation, fields_of
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR
from support.gadgets import FIELDS, context, gadget

HOST = Reference("host", "/hosts")
NESTED = (Field("name"),)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"mode": "write"}, "mode is one of"),
        ({"mode": "constant"}, "a constant field has a default only"),
        ({"type": "string"}, "type is one of"),
        ({"type": "list"}, "a list, and only a list, has elements"),
        ({"elements": "str"}, "a list, and only a list, has elements"),
        ({"fields": NESTED}, "only a dict or list of dicts has fields"),
        ({"type": "list", "elements": "str", "fields": NESTED}, "only a dict or list of dicts has fields"),
        ({"type": "dict", "fields": NESTED, "item_keys": ("name",)}, "item_keys identify the items"),
        (
            {"type": "list", "elements": "dict", "fields": NESTED, "item_keys": ("number",)},
            "one of item_keys is not among its fields",
        ),
        ({"ordered": True}, "only a list has an order"),
        ({"type": "int", "reference": HOST}, "a reference is a str or a list of str"),
        ({"type": "list", "elements": "int", "reference": HOST}, "a reference is a str or a list of str"),
        ({"mode": "computed", "required": True}, "a computed field cannot be given"),
        ({"mode": "computed", "default": "x"}, "a computed field cannot be given"),
        ({"required_until": "1.3-rev0"}, "required_until without required"),
        ({"required": True, "default": "x"}, "a required option needs no default"),
        ({"mode": "secret", "reference": HOST}, "a reference is no secret"),
        ({"api": SAME_LEVEL}, "only a group can be at its own level"),
        ({"type": "dict", "api": SAME_LEVEL}, "only a group can be at its own level"),
        ({"choices": ("a", "b"), "default": "c"}, "default is not among its choices"),
        ({"choices": ("a",), "choice_spans": {"b": ("1.3-rev0", "")}}, "choice_spans names a value"),
    ],
)
def test_a_contradiction_is_refused_by_name(values, words):
    with pytest.raises(ValueError, match=words) as refusal:
        Field("thing", **values)
    assert "'thing'" in str(refusal.value)


def test_the_api_name_is_the_option_in_camel_case_unless_given():
    assert Field("read_write_rate").path == ("readWriteRate",)
    assert Field("name").path == ("name",)
    assert Field("path", api="repository.path").path == ("repository", "path")
    assert Field("group", "dict", api=SAME_LEVEL, fields=NESTED).path == ()


@pytest.mark.parametrize(
    ("mode", "is_option", "is_state"),
    [
        ("mutable", True, True),
        ("immutable", True, True),
        ("write_only_on_create", True, False),
        ("secret", True, False),
        ("computed", False, True),
        ("constant", False, False),
    ],
)
def test_a_mode_says_who_sets_a_field(mode, is_option, is_state):
    field = Field("thing", mode=mode, default="x" if mode == "constant" else None)
    assert (field.is_option, field.is_state) == (is_option, is_state)


@pytest.mark.parametrize(
    ("revision", "applies"), [("1.2-rev1", False), ("1.3-rev0", True), ("1.3-rev1", True), ("1.3-rev2", False)]
)
def test_a_span_of_revisions_includes_its_ends(revision, applies):
    field = Field("thing", since="1.3-rev0", until="1.3-rev1")
    assert field.applies(VBR, revision, None) is applies


def test_a_variant_that_is_not_known_yet_excludes_nothing():
    field = Field("thing", variants=("Box", "Bag"))
    assert [field.applies(VBR, "1.3-rev1", variant) for variant in ("Box", "Tin", None)] == [True, False, True]


def test_choices_and_need_follow_the_revision():
    field = Field(
        "thing", choices=("old", "both", "new"), choice_spans={"old": ("", "1.3-rev0"), "new": ("1.3-rev1", "")}
    )
    assert field.choices_in(VBR, "1.3-rev0") == ["old", "both"]
    assert field.choices_in(VBR, "1.3-rev1") == ["both", "new"]
    needed = Field("thing", required=True, required_until="1.3-rev0")
    assert [needed.needed(VBR, revision) for revision in ("1.2-rev1", "1.3-rev0", "1.3-rev1")] == [True, True, False]
    assert not Field("thing").needed(VBR, "1.3-rev1")


def test_the_argument_spec_has_every_option_and_nothing_that_is_only_read():
    spec = argument_spec(FIELDS)
    assert set(spec) == {field.option for field in FIELDS} - {"id", "state_of_wear"}
    assert spec["kind"] == {"type": "str", "choices": ["Box", "Bag", "Tin"]}
    assert spec["colours"] == {"type": "list", "elements": "str"}
    assert spec["limits"]["options"]["unit"] == {"type": "str", "choices": ["TB", "PB"]}
    # A default or a required option in the spec would make "left out" look like "given".
    assert "default" not in spec["description"]
    assert "required" not in spec["name"]


def test_secrets_are_marked_and_what_only_sounds_like_one_is_marked_as_none():
    spec = argument_spec(
        (Field("password", mode="secret"), Field("credentials"), Field("encryption_key_name"), Field("size", "int"))
    )
    assert spec["password"]["no_log"] is True
    assert spec["credentials"]["no_log"] is False
    assert spec["encryption_key_name"]["no_log"] is False
    assert "no_log" not in spec["size"]


def test_fields_of_one_option_are_joined():
    spec = argument_spec(
        (
            Field("kind", choices=("a", "b"), variants=("Box",)),
            Field("kind", choices=("b", "c"), variants=("Bag",)),
            Field("group", "dict", fields=(Field("one"), Field("both", choices=("x",))), variants=("Box",)),
            Field("group", "dict", fields=(Field("two", "int"), Field("both", choices=("y",))), variants=("Bag",)),
        )
    )
    assert spec["kind"]["choices"] == ["a", "b", "c"]
    assert spec["group"]["options"] == {
        "one": {"type": "str"},
        "two": {"type": "int"},
        "both": {"type": "str", "choices": ["x", "y"]},
    }


@pytest.mark.parametrize(
    "fields",
    [
        (Field("thing"), Field("thing", "int")),
        (Field("thing", "list", elements="str"), Field("thing", "list", elements="int")),
        (
            Field("group", "dict", fields=(Field("thing"),)),
            Field("group", "dict", fields=(Field("thing", "bool"),)),
        ),
    ],
    ids=["type", "elements", "nested"],
)
def test_fields_of_one_option_and_two_types_are_refused(fields):
    with pytest.raises(ValueError, match="'thing' is declared with two types"):
        argument_spec(fields)


def test_a_resource_refuses_two_fields_for_one_option_of_the_same_object():
    twice = (*FIELDS, Field("strap", variants=("Bag", "Box")))
    with pytest.raises(ValueError, match="gadget.strap is declared twice"):
        gadget(fields=twice)


def test_a_resource_refuses_two_nested_fields_for_one_option():
    group = Field("extra", "dict", fields=(Field("one"), Field("one", since="1.3-rev2")))
    with pytest.raises(ValueError, match="gadget.extra.one is declared twice"):
        gadget(fields=(*FIELDS, group))


@pytest.mark.parametrize(
    "field",
    [
        Field("extra", variants=("Box", "Bok")),
        Field("extra", "dict", fields=(Field("one", variants=("Bok",)),)),
        Field("extra", "list", elements="dict", fields=(Field("one", variants=("Bok",)),)),
    ],
    ids=["top", "nested", "item"],
)
def test_a_resource_refuses_a_variant_it_does_not_have(field):
    with pytest.raises(ValueError, match=r"extra.*Bok"):
        gadget(fields=(*FIELDS, field))


def test_a_resource_refuses_a_revision_its_product_does_not_have():
    with pytest.raises(ValueError, match="1.4"):
        gadget(fields=(*FIELDS, Field("extra", since="1.4-rev0")))


def test_fields_of_a_shape():
    names = [field.option for field in fields_of(FIELDS, context("Bag", "1.2-rev1"))]
    assert not {"host", "lid", "strap"} & set(names)
    names = [field.option for field in fields_of(FIELDS, context("Box", "1.3-rev2"))]
    assert "host" in names
    assert "lid" not in names


def test_an_operation_refuses_an_answer_nothing_can_wait_for():
    with pytest.raises(ValueError, match="POST /things"):
        Operation("POST", "/things", "promise")


@pytest.mark.parametrize(
    ("values", "words"),
    [({}, "neither query nor field"), ({"query": "q", "many_since": "1.3-rev0"}, "many_since is for")],
)
def test_a_filter_refuses_to_filter_nothing(values, words):
    with pytest.raises(ValueError, match=words):
        Filter("thing", **values)


def test_the_span_of_a_product_is_in_its_own_order():
    assert AZURE.supports("v8.1", since="v8")
    assert not AZURE.supports("v8", since="v8.1")
