# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an update sends of the items of a list: all of those that are new, and of the others what can be read."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.engine.plan import NONE, UPDATE, plan_present
from ansible_collections.opendr.veeam.plugins.module_utils.engine.plan_requests import requests_of
from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field, Reference
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import DedicatedUpdate, Operation
from support.gadgets import FIELDS, HOST, HOST_IDS, context, gadget

LOGIN = (Field("user", mode="write_only_on_create", required=True), Field("pin", mode="secret"))
DOORS = Field(
    "doors",
    "list",
    elements="dict",
    item_keys=("name",),
    fields=(
        Field("name", required=True),
        Field("lock", choices=("Key", "Code")),
        Field("login", "dict", mode="write_only_on_create", fields=LOGIN, sent_with="lock"),
        Field("pin", mode="secret"),
    ),
)
GADGET = gadget(fields=(*FIELDS, DOORS))
CURRENT = {
    "id": "1",
    "name": "one",
    "kind": "Box",
    "hostId": HOST_IDS["alpha"],
    "doors": [{"name": "a", "lock": "Key"}],
}
OPEN = {"user": "me", "pin": "secret-pin"}


def plan(*doors, always=False):
    desired = {"name": "one", "doors": list(doors)}
    return plan_present(GADGET, context(), desired, CURRENT, always)


def test_an_item_that_is_new_is_sent_with_what_no_response_shows():
    made = plan({"name": "a", "lock": "Key", "login": OPEN}, {"name": "b", "lock": "Code", "login": OPEN, "pin": "7"})
    assert made.body["doors"] == [
        {"name": "a", "lock": "Key"},
        {"name": "b", "lock": "Code", "login": OPEN, "pin": "7"},
    ]
    assert "secret-pin" not in str((made.before, made.after))


def test_an_item_that_is_there_is_sent_with_it_only_where_what_it_goes_with_changes():
    assert plan({"name": "a", "lock": "Key", "login": OPEN}).operation == NONE
    changed = plan({"name": "a", "lock": "Code", "login": OPEN})
    assert changed.body["doors"] == [{"name": "a", "lock": "Code", "login": OPEN}]
    assert changed.after["doors"] == [{"name": "a", "lock": "Code"}]


def test_it_is_sent_again_on_request_and_not_shown():
    again = plan({"name": "a", "lock": "Key", "login": OPEN}, always=True)
    assert again.operation == UPDATE
    assert again.body["doors"] == [{"name": "a", "lock": "Key", "login": OPEN}]
    assert again.after["doors"] == [{"name": "a", "lock": "Key", "login": "(sent again)"}]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"sent_with": "lock"}, "sent_with is for write_only_on_create"),
        ({"whole": True}, "whole is for a reference"),
        ({"whole": True, "reference": Reference("host", "/hosts")}, "whole is for a reference"),
    ],
)
def test_a_field_that_says_it_where_it_means_nothing_is_refused(facts, words):
    with pytest.raises(ValueError, match=words):
        Field("door", **facts)


def test_an_object_that_the_api_wants_whole_is_sent_so_where_it_is_another():
    owner = Field("owner", api="holder.owner.id", reference=HOST, whole=True)
    resource = gadget(fields=(*FIELDS, owner))
    current = {**CURRENT, "holder": {"owner": {"id": HOST_IDS["alpha"], "name": "alpha", "colour": "red"}}}

    def sent(identifier):
        made = plan_present(resource, context(), {"owner": identifier, "size": 5}, current)
        (request,) = requests_of(
            resource, context(), made, current, None, lambda _reference, key: {"id": key, "name": "beta"}
        )
        return request.body["holder"]["owner"]

    assert sent(HOST_IDS["alpha"]) == current["holder"]["owner"]
    assert sent(HOST_IDS["beta"]) == {"id": HOST_IDS["beta"], "name": "beta"}


def test_an_operation_is_chosen_by_its_revision():
    old = Operation("POST", "/gadgets/{id}/open", "session", until="1.3-rev0")
    new = Operation("POST", "/gadgets/{id}/open", "nothing", since="1.3-rev1")
    updates = tuple(DedicatedUpdate(one, ("is_unlocked",), value=True) for one in (old, new))
    resource = gadget(fields=(*FIELDS, Field("is_unlocked", "bool", mode="dedicated")), dedicated_updates=updates)
    for revision, operation in (("1.3-rev0", old), ("1.3-rev1", new)):
        now = context(revision=revision)
        made = plan_present(resource, now, {"is_unlocked": True}, {**CURRENT, "isUnlocked": False})
        assert [request.operation for request in requests_of(resource, now, made)] == [operation]
