# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is missing in a response is named, with the request that it came from."""

from __future__ import annotations

import copy
import json

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import UnexpectedResponse
from ansible_collections.opendr.veeam.plugins.module_utils.http.response_object import like, present
from ansible_collections.opendr.veeam.plugins.module_utils.http.responses import body_of, decoded
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR

READ = "GET /api/v1/sessions"
TEXT = '{"id": "1", "endTime": null, "result": {"message": ""}, "records": [{"title": "x"}]}'


@pytest.fixture
def body():
    return body_of(VBR, "GET", "/api/v1/sessions", 200, TEXT)


def test_what_is_there_is_read_as_usual(body):
    assert body["id"] == "1"
    assert body["records"][0]["title"] == "x"
    assert body["result"]["message"] == ""
    assert body.get("endTime") is None
    assert present(body, "endTime") is None
    assert present(body, "id") == "1"
    assert body.get("name", "none") == "none"
    assert body == json.loads(TEXT)
    assert json.loads(json.dumps(body)) == json.loads(TEXT)


@pytest.mark.parametrize(
    ("look", "name"),
    [
        (lambda body: body["name"], "name"),
        (lambda body: body["endTime"], "endTime"),
        (lambda body: body["result"]["isCanceled"], "isCanceled"),
        (lambda body: body["records"][0]["status"], "status"),
        (lambda body: present(body, "name"), "name"),
        (lambda body: like(body, {**body, "other": 1})["name"], "name"),
        (lambda body: copy.deepcopy(body)["result"]["isCanceled"], "isCanceled"),
    ],
)
def test_what_is_missing_or_null_is_named_with_its_request(body, look, name):
    with pytest.raises(UnexpectedResponse) as raised:
        look(body)
    error = raised.value
    assert error.message.startswith(f"The response to {READ} has no value for '{name}'")
    assert "may have done" not in error.message
    assert "api_version" in error.message
    assert error.facts == {"operation": READ, "property": name}


def test_a_change_may_have_been_made_all_the_same():
    with pytest.raises(UnexpectedResponse, match="The server may have done what was requested"):
        decoded("{}", "POST /api/v1/restore/vmRestore/vSphere")["id"]


def test_what_is_no_response_stays_a_dict():
    assert type(like({"id": 1}, {"name": 2})) is dict
    assert decoded("[1, null]", READ) == [1, None]
    with pytest.raises(ValueError, match="Expecting value"):
        decoded("<html>", READ)
