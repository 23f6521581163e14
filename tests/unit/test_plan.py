# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What has to happen, decided without a server."""

from __future__ import annotations

import copy
import json

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import ImmutableOption, InvalidOption
from ansible_collections.opendr.veeam.plugins.module_utils.engine.plan import (
    CREATE,
    DELETE,
    NONE,
    SENT_AGAIN,
    UPDATE,
    plan_absent,
    plan_present,
)
from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field
from ansible_collections.opendr.veeam.plugins.module_utils.schema.normalize_dates import point_in_time
from support.gadgets import FIELDS, HOST_IDS, context, gadget

GADGET = gadget()
WANTED = {"name": "one", "kind": "Box", "host": HOST_IDS["alpha"]}
FOUND = {
    "id": "11111111-0000-4000-8000-000000000001",
    "name": "one",
    "kind": "Box",
    "hostId": HOST_IDS["alpha"],
    "serial": "S-1",
    "size": 3,
    "settings": {"limits": {"count": 3, "unit": "TB", "vendorOnly": 1}, "other": True},
    "vendorOnly": {"kept": True},
}


def test_what_is_not_there_is_created_with_defaults():
    plan = plan_present(GADGET, context(), {**WANTED, "limits": {"count": 2}}, None)
    assert plan.operation == CREATE
    assert plan.before == {}
    assert plan.body == {
        "name": "one",
        "kind": "Box",
        "hostId": HOST_IDS["alpha"],
        "description": "",
        "settings": {"limits": {"count": 2, "unit": "TB"}},
    }
    assert plan.after == {**WANTED, "description": "", "limits": {"count": 2, "unit": "TB"}}


def test_one_time_options_and_secrets_are_sent_on_creation_and_never_shown():
    desired = {**WANTED, "passphrase": "hush", "scan_once": True, "limits": {"count": 1, "pin": "4711"}}
    plan = plan_present(GADGET, context(), desired, None)
    assert plan.body is not None
    assert plan.body["passphrase"] == "hush"
    assert plan.body["scanOnce"] is True
    assert plan.body["settings"]["limits"]["pin"] == "4711"
    assert not {"hush", "4711", "scan_once"} & set(json.dumps([plan.before, plan.after]).split('"'))


def test_an_object_in_the_desired_state_needs_nothing():
    plan = plan_present(GADGET, context(), {**WANTED, "size": 3, "limits": {"unit": "TB"}}, FOUND)
    assert (plan.operation, plan.body, plan.differences) == (NONE, None, ())
    assert plan.before == plan.after == {**WANTED, "size": 3, "limits": {"unit": "TB"}}


def test_options_left_out_are_left_alone_even_when_they_have_a_default():
    current = {**FOUND, "description": "made by hand"}
    assert plan_present(GADGET, context(), WANTED, current).operation == NONE


def test_an_update_is_the_object_with_the_desired_values_in_it():
    original = copy.deepcopy(FOUND)
    plan = plan_present(GADGET, context(), {**WANTED, "size": 5, "limits": {"unit": "PB"}}, FOUND)
    assert plan.operation == UPDATE
    assert plan.body == {
        **FOUND,
        "size": 5,
        "settings": {"limits": {"count": 3, "unit": "PB", "vendorOnly": 1}, "other": True},
    }
    assert plan.before == {**WANTED, "size": 3, "limits": {"unit": "TB"}}
    assert plan.after == {**WANTED, "size": 5, "limits": {"unit": "PB"}}
    assert [difference.option for difference in plan.differences] == ["size", "limits.unit"]
    assert original == FOUND


def test_an_update_that_projects_sends_the_known_fields_and_no_others():
    resource = gadget(update_body="project")
    plan = plan_present(resource, context(), {**WANTED, "size": 5}, FOUND)
    assert plan.body == {
        "name": "one",
        "hostId": HOST_IDS["alpha"],
        "size": 5,
        "settings": {"limits": {"count": 3, "unit": "TB"}},
    }


def test_an_update_that_projects_sends_secrets_too_where_they_are_to_be_sent():
    resource = gadget(update_body="project")
    plan = plan_present(resource, context(), {**WANTED, "passphrase": "secret"}, FOUND, update_secrets=True)
    assert plan.body["passphrase"] == "secret"
    assert "serial" not in plan.body


def test_a_create_only_option_can_be_repeated_but_not_changed():
    assert plan_present(GADGET, context(), {**WANTED, "serial": "S-1"}, FOUND).operation == NONE
    with pytest.raises(ImmutableOption) as refusal:
        plan_present(GADGET, context(), {**WANTED, "serial": "S-2"}, FOUND)
    assert refusal.value.facts == {"option": "serial", "current": "S-1", "desired": "S-2"}
    for part in ("gadget 'one'", "serial='S-1'", "'S-2'", "only when a gadget is created"):
        assert part in refusal.value.message


def test_another_variant_is_refused_before_the_options_that_go_with_it():
    with pytest.raises(ImmutableOption, match="kind='Box'.*'Bag'"):
        plan_present(GADGET, context(), {"name": "one", "kind": "Bag", "strap": "long"}, FOUND)


def test_a_missing_option_is_named_with_the_type():
    with pytest.raises(InvalidOption, match="gadget of kind Box the server also needs: host, limits.count") as refusal:
        plan_present(GADGET, context(), {"name": "one", "kind": "Box", "limits": {"unit": "TB"}}, None)
    assert refusal.value.facts == {"missing": ["host", "limits.count"]}


@pytest.mark.parametrize("value", ["", None])
def test_an_empty_required_option_is_missing(value):
    with pytest.raises(InvalidOption, match="host"):
        plan_present(GADGET, context(), {**WANTED, "host": value}, None)


def test_a_missing_variant_is_named_too():
    with pytest.raises(InvalidOption, match="kind"):
        plan_present(GADGET, context(None), {"name": "one"}, None)


def test_a_required_option_inside_items_is_missed():
    fields = (*FIELDS, Field("parts", "list", elements="dict", fields=(Field("code", required=True), Field("note"))))
    with pytest.raises(InvalidOption, match=r"parts\.code"):
        plan_present(gadget(fields=fields), context(), {**WANTED, "parts": [{"note": "x"}]}, None)


def test_a_new_item_needs_what_is_required_and_one_that_is_there_does_not():
    parts = (Field("code", required=True), Field("kind", required=True), Field("note"))
    items = Field("parts", "list", elements="dict", item_keys=("code",), fields=parts)
    resource, current = gadget(fields=(*FIELDS, items)), {**FOUND, "parts": [{"code": "a", "kind": "Lid"}]}
    changed = plan_present(resource, context(), {**WANTED, "parts": [{"code": "a", "note": "x"}]}, current)
    assert changed.operation == UPDATE
    more = {**WANTED, "parts": [{"code": "a"}, {"code": "b"}, {"code": "c"}]}
    with pytest.raises(InvalidOption, match="is not complete") as caught:
        plan_present(resource, context(), more, current)
    assert caught.value.facts["missing"] == ["parts.kind"]


def test_what_is_required_until_a_revision_is_not_required_after_it():
    fields = (*FIELDS, Field("paint", required=True, required_until="1.3-rev0"))
    resource = gadget(fields=fields)
    with pytest.raises(InvalidOption, match="paint"):
        plan_present(resource, context(revision="1.3-rev0"), WANTED, None)
    assert plan_present(resource, context(revision="1.3-rev1"), WANTED, None).operation == CREATE


@pytest.mark.parametrize(
    ("desired", "variant", "revision", "parts"),
    [
        ({"strap": "long"}, "Bag", "1.2-rev1", ("strap does not exist in API revision 1.2-rev1", "1.3-rev0 or newer")),
        ({"lid": "oak"}, "Box", "1.3-rev2", ("lid does not exist in API revision 1.3-rev2", "1.3-rev1 or older")),
        ({"strap": "long"}, "Box", "1.3-rev1", ("strap does not go with kind=Box", "'Bag'")),
        (
            {"kind": "Tin"},
            "Tin",
            "1.3-rev1",
            ("kind=Tin is not known in API revision 1.3-rev1", "Box, Bag", "1.3-rev2 or newer"),
        ),
    ],
)
@pytest.mark.parametrize("current", [None, "itself"])
def test_what_does_not_exist_is_refused(desired, variant, revision, parts, current):
    there = None if current is None else {**FOUND, "kind": variant}
    with pytest.raises(InvalidOption) as refusal:
        plan_present(GADGET, context(variant, revision), {"name": "one", **desired}, there)
    for part in parts:
        assert part in refusal.value.message
    assert refusal.value.facts["option"] == next(iter(desired))


def test_what_does_not_exist_is_refused_inside_groups_and_items():
    inner = (Field("old", until="1.3-rev0"), Field("both"))
    fields = (
        *FIELDS,
        Field("group", "dict", fields=inner),
        Field("items", "list", elements="dict", fields=inner),
    )
    resource = gadget(fields=fields)
    with pytest.raises(InvalidOption, match=r"^group\.old does not exist"):
        plan_present(resource, context(), {**WANTED, "group": {"old": "x"}}, None)
    with pytest.raises(InvalidOption, match=r"^items\.old does not exist"):
        plan_present(resource, context(), {**WANTED, "items": [{"both": "x"}, {"old": "x"}]}, None)


def test_a_span_with_two_ends_names_both():
    fields = (*FIELDS, Field("brief", since="1.3-rev0", until="1.3-rev1"))
    with pytest.raises(InvalidOption, match="api_version 1.3-rev0 to 1.3-rev1"):
        plan_present(gadget(fields=fields), context(revision="1.3-rev2"), {**WANTED, "brief": "x"}, None)


# --- Secrets ---


def test_secrets_are_not_sent_again_unless_asked_for():
    desired = {**WANTED, "passphrase": "hush"}
    assert plan_present(GADGET, context(), desired, FOUND).operation == NONE


def test_secrets_sent_again_are_a_change_that_does_not_show_them():
    desired = {**WANTED, "passphrase": "hush", "limits": {"pin": "4711"}}
    plan = plan_present(GADGET, context(), desired, FOUND, update_secrets=True)
    assert plan.operation == UPDATE
    assert plan.body is not None
    assert plan.body["passphrase"] == "hush"
    assert plan.body["settings"]["limits"] == {"count": 3, "unit": "TB", "vendorOnly": 1, "pin": "4711"}
    assert plan.after["passphrase"] == SENT_AGAIN
    assert plan.after["limits"] == {"pin": SENT_AGAIN}
    assert "passphrase" not in plan.before
    assert "hush" not in json.dumps([plan.before, plan.after])


def test_asking_for_secrets_that_are_not_given_changes_nothing():
    assert plan_present(GADGET, context(), WANTED, FOUND, update_secrets=True).operation == NONE


def test_secrets_inside_items_are_sent_again_too():
    items = Field(
        "keys", "list", elements="dict", item_keys=("name",), fields=(Field("name"), Field("code", mode="secret"))
    )
    resource = gadget(fields=(*FIELDS, items))
    current = {**FOUND, "keys": [{"name": "a", "note": "kept"}]}
    desired = {**WANTED, "keys": [{"name": "a", "code": "hush"}]}
    assert plan_present(resource, context(), desired, current).operation == NONE
    plan = plan_present(resource, context(), desired, current, update_secrets=True)
    assert plan.operation == UPDATE
    assert plan.body is not None
    assert plan.body["keys"] == [{"name": "a", "note": "kept", "code": "hush"}]
    assert "hush" not in json.dumps([plan.before, plan.after])


# --- Absent ---


def test_what_is_not_there_need_not_be_removed():
    assert plan_absent(GADGET, context(), None).operation == NONE


def test_removing_shows_what_was_there():
    plan = plan_absent(GADGET, context(), FOUND)
    assert (plan.operation, plan.after, plan.body) == (DELETE, {}, None)
    assert plan.before["name"] == "one"
    assert plan.before["limits"] == {"count": 3, "unit": "TB"}


# --- Nulls: servers show them for what is not set, and do not take them back ---

WITH_NULLS = {
    **FOUND,
    "folder": None,
    "settings": {"limits": {"count": 3, "unit": None}, "proxy": None},
    "ports": [{"name": "a", "number": None}],
}


@pytest.mark.parametrize("form", ["merge", "project"])
def test_nulls_of_the_server_are_not_sent_back(form):
    resource = gadget(update_body=form, path="/gadgets")
    plan = plan_present(resource, context(), {**WANTED, "size": 4}, WITH_NULLS)
    assert plan.body["size"] == 4
    assert "null" not in json.dumps(plan.body)
    assert plan.body["ports"] == [{"name": "a"}]


def test_what_the_task_empties_is_sent_as_null():
    plan = plan_present(GADGET, context(), {**WANTED, "limits": None}, FOUND)
    assert plan.body["settings"]["limits"] is None


def test_a_value_that_has_not_the_form_of_its_option_is_named():
    timed = gadget(fields=(*FIELDS, Field("at", normalize=point_in_time)))
    for current in (None, FOUND):
        with pytest.raises(InvalidOption, match="at: '08:00' is not a date and time") as raised:
            plan_present(timed, context(), {**WANTED, "at": "08:00"}, current)
        assert raised.value.facts["option"] == "at"
    assert plan_present(timed, context(), {**WANTED, "at": "2026-01-15T08:00:00Z"}, None).operation == CREATE
