# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a task returns has no secret in it, in any form and at any depth."""

from __future__ import annotations

import json
from html import escape
from types import SimpleNamespace
from urllib.parse import quote

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import readable
from ansible_collections.opendr.veeam.plugins.module_utils.engine import masking
from ansible_collections.opendr.veeam.plugins.module_utils.engine.masking import every_form, masked, register_secrets
from ansible_collections.opendr.veeam.plugins.module_utils.http.response_object import response_object


@pytest.mark.parametrize("secret", ["to\"k'en", " token\n", "tökèn", "a\\b\tc", 12345])
def test_a_secret_is_known_in_every_form_in_which_a_message_may_quote_it(secret):
    forms = every_form([secret])
    text = str(secret)
    for quoted in (text, repr(text), json.dumps(text), repr(text.strip()), json.dumps({"x": text.strip()})):
        shown = masked(f"It was {quoted}.", forms)
        assert "k" not in shown
        assert "2" not in shown


def as_dotnet_writes_it(text):
    return "".join(f"\\u{ord(sign):04X}" if sign in "&<>'+" else json.dumps(sign)[1:-1] for sign in text)


KEY = "-----BEGIN KEY-----\nMIIabc\n  DEFghi\n-----END KEY-----\n"


@pytest.mark.parametrize("secret", [KEY, "two  blanks", "a&b<c>'d'", "100% + more"])
@pytest.mark.parametrize("shown", [readable, escape, lambda text: quote(text, safe=""), as_dotnet_writes_it])
def test_a_secret_is_masked_as_a_server_or_a_message_writes_it(secret, shown):
    said = masked(f"bad value: {shown(secret)}!", every_form([secret]))
    assert said == "bad value: ********!"


@pytest.mark.parametrize("length", range(3, 19))
def test_a_secret_in_which_a_message_is_cut_is_masked_as_far_as_it_is_there(length):
    text = readable("x" * 180 + " S3cretPassphraseLong", 181 + length)
    assert masked([text], ["S3cretPassphraseLong"]) == ["x" * 180 + " ********..."]
    assert masked("plain text...", ["S3cretPassphraseLong"]) == "plain text..."


def test_an_ansible_core_that_masks_learns_the_secrets(monkeypatch):
    learned = []
    monkeypatch.setattr(masking, "_of_ansible", SimpleNamespace(register_secrets=learned.append))
    register_secrets({"s3cret"})
    assert learned == [{"s3cret"}]
    # Before 2.22.
    monkeypatch.setattr(masking, "_of_ansible", None)
    register_secrets({"other"})
    assert learned == [{"s3cret"}]


def test_white_space_is_no_secret():
    assert every_form(["", " ", "\n"]) == set()


def test_a_value_that_is_a_secret_and_a_text_that_has_one_in_it_are_masked_at_any_depth():
    found = masked({"a": ["s3cret", ("say s3cret!", None)], "b": {"c": True, "d": 7, "e": 1.5}}, ["s3cret"])
    assert found == {
        "a": ["VALUE_SPECIFIED_IN_NO_LOG_PARAMETER", ["say ********!", None]],
        "b": {"c": True, "d": 7, "e": 1.5},
    }


def test_the_longer_secret_is_masked_before_a_part_of_it():
    assert masked("x-token-2-x", ["token", "token-2"]) == "x-********-x"


def test_a_number_may_be_a_secret():
    assert masked([12345, 123456], ["12345"]) == ["VALUE_SPECIFIED_IN_NO_LOG_PARAMETER", 123456]


def test_nothing_is_masked_for_an_empty_secret():
    assert masked("text", [""]) == "text"


def test_plain_data_without_a_secret_is_not_copied():
    plain = {"a": [{"b": "text", "c": [1, 1.5, None, True]}] * 1000}
    assert masked(plain, ["s3cret", "4"]) is plain
    plain["a"].append({"b": "say s3cret"})
    assert masked(plain, ["s3cret", "4"])["a"][-1] == {"b": "say ********"}
    plain["a"][-1] = {"b": 4}
    assert masked(plain, ["s3cret", "4"])["a"][-1] == {"b": "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER"}


def test_objects_of_a_response_become_plain_ones():
    body = response_object("GET /things", {"id": "1"})
    assert type(masked({"body": body}, ["s3cret"])["body"]) is dict


SHARED = {"token": "say tökèn-4711"}


@pytest.mark.parametrize(
    "value",
    [
        [SHARED, SHARED, {"again": SHARED}],
        ["say tökèn-4711"] * 3,
        {"a": ["plain", "plain"], "b": {"tökèn-4711": "a key is shown as it is"}},
        {"half": "x\ud800 tökèn-4711", "whole": "tökèn-4711"},
        [{"number": 4711}, {"number": "4711"}, 4711.0, [4711, 47110]],
        {"items": [{"name": f"item {number}", "plain": "the same text"} for number in range(2500)] + ["x 4711"]},
        ["a" * 300 + "tökèn-4711", "ä" * 300 + "4711"],
    ],
)
def test_what_is_seen_quickly_is_what_is_seen_part_by_part(value):
    """However often a text is in a result, and wherever."""
    secrets = ["tökèn-4711", "4711"]
    assert masked(value, secrets) == masking._masked(value, secrets)
    assert masked(value, ["nothing of this"]) is value
