# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which object a name or an id means."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.accounts import same_account
from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import AmbiguousName, ObjectNotFound
from ansible_collections.opendr.veeam.plugins.module_utils.core.naming import (
    not_found,
    plural,
    select_by_name,
    select_one,
    similar,
)


@pytest.mark.parametrize(
    ("noun", "several"),
    [
        ("mount server", "mount servers"),
        ("repository", "repositories"),
        ("gateway", "gateways"),
        ("email settings", "email settings"),
        ("user or group", "users or groups"),
    ],
)
def test_the_plural_of_a_noun(noun, several):
    assert plural(noun) == several


OBJECTS = (
    {"id": "1", "names": ["rg-one", "first"]},
    {"id": "2", "names": ["rg-two"]},
    {"id": "3", "names": ["RG-One"]},
    {"id": "rg-two", "names": ["four"]},
)


def select(given, objects=OBJECTS, **options):
    return select_by_name("group", objects, given, lambda item: item["names"], lambda item: [item["id"]], **options)


@pytest.mark.parametrize(("given", "selected"), [("rg-one", "1"), ("first", "1"), ("3", "3"), ("rg-two", "2")])
def test_an_object_is_selected_by_any_name_else_by_its_id(given, selected):
    assert select(given)["id"] == selected


def test_an_ambiguous_name_lists_the_ids():
    with pytest.raises(AmbiguousName, match="named 'rg-one': 1, 3. Give the id in place of the name.") as caught:
        select("rg-one", normalize=str.lower)
    assert caught.value.facts["candidates"] == ["1", "3"]


def test_an_unknown_name_lists_what_there_is():
    with pytest.raises(
        ObjectNotFound, match="Group 'x' not found. Available: 'RG-One', 'first', 'four', 'rg-one', 'rg-two'."
    ):
        select("x")
    with pytest.raises(ObjectNotFound, match="Group 'x' not found. Available: none."):
        select("x", objects=[])


def test_an_incomplete_list_is_not_said_to_be_all_there_is():
    with pytest.raises(ObjectNotFound, match="Group 'x' not found. Similar: 'rg-two'."):
        select("x", objects=OBJECTS[1:2], complete=False)
    assert not_found("group", "x", [], complete=False).message == "Group 'x' not found."
    assert similar([]) == ""


def test_the_only_candidate_is_selected():
    assert select_one("mount", "app01", ["m1"], str, "Set mount_id.") == "m1"
    assert select_one("mount", "app01", [], str, "Set mount_id.") is None
    with pytest.raises(AmbiguousName, match="2 objects of kind 'mount' are named 'app01': m1, m2. Set mount_id."):
        select_one("mount", "app01", ["m1", "m2"], str, "Set mount_id.")


@pytest.mark.parametrize(
    ("name", "login", "same"),
    [
        ("DR\\svc-veeam", "dr\\SVC-veeam", True),
        ("DR\\svc-veeam", "svc-veeam@dr.example", True),
        ("svc-veeam@dr.example", "SVC-veeam@DR.example", True),
        ("svc-veeam", "DR\\svc-veeam", True),
        ("BACKUP01\\administrator", ".\\administrator", True),
        ("DR\\svc-veeam", "OTHER\\svc-veeam", False),
        ("CORP\\Administrator", "VBR01\\Administrator", False),
        ("DR\\svc-veeam", "DR\\svc", False),
        ("svc-veeam@dr.example", "svc@other.example", False),
        # The long name of a domain need not begin with its short one.
        ("DR\\svc-veeam", "svc-veeam@other.example", None),
        ("svc-veeam@dr.example", "svc-veeam@dr.other", None),
        ("DR\\svc-veeam", None, None),
        ("", "", None),
    ],
)
def test_an_account_is_recognized_with_and_without_its_domain(name, login, same):
    assert same_account(name, login) is same
    assert same_account(login, name) is same
