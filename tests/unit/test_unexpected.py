# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Any exception becomes one message: what was asked, what came of it, what to do; no traceback, and no secret."""

from __future__ import annotations

import json

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.naming import camel_case
from ansible_collections.opendr.veeam.plugins.module_utils.engine.unexpected import place_of, readable, unexpected


def raised(work) -> Exception:
    try:
        work()
    except Exception as problem:  # noqa: BLE001
        return problem
    raise AssertionError("it did not fail")


def failure(problem: Exception, changes: bool = False, request: str = "GET /api/v1/things"):
    return unexpected(problem, "Veeam Backup & Replication", "https://veeam.example.com", request, changes)


def test_it_names_the_request_the_exception_its_place_and_what_to_do():
    error = failure(raised(lambda: camel_case(None)))
    assert "after GET /api/v1/things" in error.message
    assert error.facts["exception"] in error.message
    assert error.facts["where"].startswith("module_utils/core/naming.py:")
    assert error.facts["where"] in error.message
    assert "https://veeam.example.com" in error.message
    assert "run the task again" in error.message
    assert error.facts["request"] == "GET /api/v1/things"


def test_without_a_request_there_is_none_to_name():
    error = failure(ValueError("odd"), request="")
    assert "after" not in error.message
    assert "request" not in error.facts


@pytest.mark.parametrize("changes", [True, False])
def test_it_says_where_it_is_not_known_what_has_been_changed(changes):
    assert ("not known what the task has changed" in failure(ValueError(), changes).message) is changes


def test_an_exception_without_words_is_named_by_its_class():
    assert "ZeroDivisionError. " in failure(ZeroDivisionError()).message


def test_the_place_is_in_the_collection():
    assert place_of(raised(lambda: json.loads("{"))) == ""


def test_a_long_text_with_control_characters_becomes_short_and_plain():
    assert readable("one\r\n\x1b[31mtwo\u202e  three") == "one [31mtwo three"
    assert len(readable("x" * 5_000_000)) < 250
