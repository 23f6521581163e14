# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options with an operation of their own: secrets, and what is opened and closed."""

from __future__ import annotations

import copy
import dataclasses
import json

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import (
    NotConverged,
)
from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import DedicatedUpdate, Operation
from support.fakes import DictServer
from support.gadgets import FIELDS, gadget
from support.reconciling import ONE, losing, run, with_hosts

OPEN = Operation("POST", "/gadgets/{id}/open", "nothing")
CLOSE = Operation("POST", "/gadgets/{id}/close", "nothing")
CHANGE_PASSWORD = Operation("POST", "/gadgets/{id}/changepassword", "nothing")
DEDICATED = gadget(
    fields=tuple(
        dataclasses.replace(field, mode="dedicated") if field.option == "is_open" else field for field in FIELDS
    ),
    dedicated_updates=(
        DedicatedUpdate(OPEN, ("is_open",), value=True, initial=True),
        DedicatedUpdate(CLOSE, ("is_open",), value=False, initial=True),
        DedicatedUpdate(
            CHANGE_PASSWORD, ("passphrase",), fields=(Field("passphrase", mode="secret", api="newPassword"),)
        ),
    ),
)


class DedicatedServer(DictServer):
    """Gadgets that are open when they are new, and change that and their password by operations of their own."""

    def _act(self, method, path, body):
        identifier, _slash, action = path.removeprefix("/gadgets").lstrip("/").partition("/")
        if action in ("open", "close"):
            self.objects[identifier]["isOpen"] = action == "open"
        elif action:
            self.objects[identifier]["hash"] = str(hash(body["newPassword"]))
        else:
            super()._act(method, path, body)
            for new in self.objects.values():
                new.setdefault("isOpen", True)
                new.pop("passphrase", None)


@pytest.fixture
def dedicated():
    return with_hosts(DedicatedServer())


def sent(server):
    return [(method, path.rpartition("/")[2] if method == "POST" else "") for method, path, _b, _q in server.writes]


def test_an_option_with_an_operation_of_its_own_is_no_part_of_the_body(dedicated):
    result, _unused = run(dedicated, {**ONE, "is_open": True}, DEDICATED)
    assert sent(dedicated) == [("POST", "gadgets")]
    assert "isOpen" not in dedicated.writes[0][2]
    assert result["gadget"]["is_open"] is True
    assert not run(dedicated, {**ONE, "is_open": True}, DEDICATED)[0]["changed"]
    predicted, _unused = run(copy.deepcopy(dedicated), {**ONE, "is_open": False}, DEDICATED, check_mode=True)
    result, _unused = run(dedicated, {**ONE, "is_open": False}, DEDICATED)
    assert sent(dedicated)[1:] == [("POST", "close")]
    assert (
        predicted["diff"]
        == result["diff"]
        == {
            "before": {**ONE, "is_open": True},
            "after": {**ONE, "is_open": False},
        }
    )


def test_a_new_object_gets_what_its_creation_cannot_say_afterwards(dedicated):
    result, _unused = run(dedicated, {**ONE, "is_open": False}, DEDICATED)
    assert sent(dedicated) == [("POST", "gadgets"), ("POST", "close")]
    assert (result["operation"], result["gadget"]["is_open"]) == ("create", False)


def test_the_whole_object_and_single_options_are_one_plan(dedicated):
    run(dedicated, ONE, DEDICATED)
    result, _unused = run(dedicated, {**ONE, "is_open": False, "size": 3}, DEDICATED)
    assert sent(dedicated)[1:] == [("PUT", ""), ("POST", "close")]
    assert "isOpen" not in dedicated.writes[1][2]
    assert sorted(change["option"] for change in result["changes"]) == ["is_open", "size"]


def test_a_secret_with_an_operation_of_its_own_is_sent_there_only_when_asked_for(dedicated):
    run(dedicated, {**ONE, "passphrase": "hush"}, DEDICATED)
    assert dedicated.writes[0][2]["passphrase"] == "hush"
    assert not run(dedicated, {**ONE, "passphrase": "hush"}, DEDICATED)[0]["changed"]
    result, _unused = run(dedicated, {**ONE, "passphrase": "other", "update_secrets": "always"}, DEDICATED)
    assert sent(dedicated)[1:] == [("POST", "changepassword")]
    assert dedicated.writes[1][2] == {"newPassword": "other"}
    assert result["changed"]
    assert "other" not in json.dumps(result)


def test_a_lost_response_of_an_operation_of_its_own_is_decided_by_the_state(dedicated):
    run(dedicated, ONE, DEDICATED)
    dedicated.on_write = losing(acts=True)
    result, _unused = run(dedicated, {**ONE, "is_open": False}, DEDICATED)
    assert result["changed"]
    assert sent(dedicated)[1:] == [("POST", "close")]
    dedicated.on_write = losing(acts=False)
    with pytest.raises(NotConverged, match="Nothing was sent twice"):
        run(dedicated, {**ONE, "is_open": True}, DEDICATED)
    assert sent(dedicated)[2:] == [("POST", "open")]


@pytest.mark.parametrize("acts", [True, False])
def test_a_lost_response_to_a_secret_is_never_called_done(dedicated, acts):
    run(dedicated, ONE, DEDICATED)
    dedicated.on_write = losing(acts=acts)
    with pytest.raises(NotConverged, match="cannot be read back.*update_secrets=always") as lost:
        run(dedicated, {**ONE, "passphrase": "hush", "update_secrets": "always"}, DEDICATED)
    assert "hush" not in lost.value.message
    assert sent(dedicated)[1:] == [("POST", "changepassword")]


REMOVE_COLOURS = Operation("POST", "/gadgets/{id}/strip", "nothing")
ADD_COLOURS = Operation("POST", "/gadgets/{id}/paint", "nothing")
PAINT = (Field("colours", "list", elements="str", api="paints"),)
PAINTED = gadget(
    fields=tuple(
        dataclasses.replace(field, mode="dedicated") if field.option == "colours" else field for field in FIELDS
    ),
    dedicated_updates=(
        DedicatedUpdate(REMOVE_COLOURS, ("colours",), fields=PAINT, items="removed"),
        DedicatedUpdate(ADD_COLOURS, ("colours",), fields=PAINT, items="added"),
    ),
)


class PaintedServer(DictServer):
    """Gadgets that get and lose single colours by operations of their own."""

    def _act(self, method, path, body):
        identifier, _slash, action = path.removeprefix("/gadgets").lstrip("/").partition("/")
        if not action:
            super()._act(method, path, body)
            return
        colours = self.objects[identifier].setdefault("colours", [])
        others = [colour for colour in colours if colour not in body["paints"]]
        self.objects[identifier]["colours"] = others + (body["paints"] if action == "paint" else [])


@pytest.fixture
def painted():
    return with_hosts(PaintedServer())


def painting(server):
    return [(path.rpartition("/")[2], body) for method, path, body, _q in server.writes if path != "/gadgets"]


def test_only_what_a_list_gains_and_loses_is_sent(painted):
    run(painted, {**ONE, "colours": ["red", "blue"]}, PAINTED)
    assert painting(painted) == [("paint", {"paints": ["red", "blue"]})]
    result, _unused = run(painted, {**ONE, "colours": ["blue", "green"]}, PAINTED)
    assert painting(painted)[1:] == [("strip", {"paints": ["red"]}), ("paint", {"paints": ["green"]})]
    assert result["gadget"]["colours"] == ["blue", "green"]
    assert not run(painted, {**ONE, "colours": ["green", "blue"]}, PAINTED)[0]["changed"]
    run(painted, {**ONE, "colours": []}, PAINTED)
    assert painting(painted)[3:] == [("strip", {"paints": ["blue", "green"]})]


def test_a_new_object_without_items_needs_no_further_request(painted):
    run(painted, {**ONE, "colours": []}, PAINTED)
    assert painting(painted) == []


def test_a_lost_response_to_what_removes_is_decided_before_anything_is_added(painted):
    run(painted, {**ONE, "colours": ["red", "blue"]}, PAINTED)
    painted.on_write = losing(acts=True)
    result, _unused = run(painted, {**ONE, "colours": ["blue", "green"]}, PAINTED)
    assert result["gadget"]["colours"] == ["blue", "green"]
    assert [action for action, _body in painting(painted)[1:]] == ["strip", "paint"]
