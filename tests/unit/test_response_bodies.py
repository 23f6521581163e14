# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bodies of responses: those that end too soon, and files that are handed on as they come."""

from __future__ import annotations

import io
import tracemalloc
from types import SimpleNamespace

import pytest
import requests
import urllib3

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import ConnectionFailed
from ansible_collections.opendr.veeam.plugins.module_utils.http import adapter
from ansible_collections.opendr.veeam.plugins.module_utils.http.streaming import stream
from ansible_collections.opendr.veeam.plugins.module_utils.http.transport import SILENCES_PER_RESPONSE
from support.fakes import Answer, scripted_transport

HOST = "https://veeam.example.com:9419"

# --- Bodies that end too soon. ---


@pytest.fixture
def shortened():
    """Half of a body, in a response as urllib3 1.26 makes it: unless asked, it does not count the bytes."""
    raw = urllib3.HTTPResponse(
        io.BytesIO(b'{"a":'),
        {"Content-Length": "10"},
        200,
        preload_content=False,
        request_method="GET",
        enforce_content_length=False,
    )
    request = requests.Request("GET", HOST).prepare()
    return adapter.Adapter(adapter.Exchange(30, 300), None).build_response(request, raw)


def test_a_body_that_ends_too_soon_is_no_response(clock, shortened):
    with pytest.raises(ConnectionFailed, match="IncompleteRead"):
        scripted_transport(clock, shortened, retries=0).send("GET", "/x", True, {})


def test_a_file_that_ends_too_soon_is_no_whole_file(clock, shortened):
    with pytest.raises(ConnectionFailed, match="IncompleteRead"):
        stream(scripted_transport(clock, shortened), "GET", "/file", {}, "token", lambda part: None)


# --- Files that are handed on as they come. ---


class Endless(Answer):
    """A response of many parts, none of which is there before it is asked for."""

    def iter_content(self, size):
        for _part in range(1024):
            yield bytes(size)


def test_a_file_is_handed_on_part_by_part_and_never_held_in_memory(clock):
    made = scripted_transport(clock, Endless(200))
    sizes = []
    tracemalloc.start()
    try:
        response = stream(made, "POST", "/file", {}, "token", lambda part: sizes.append(len(part)))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (response.status_code, response.content) == (200, b"")
    assert sum(sizes) == 64 * 1024 * 1024
    assert peak < 2 * 1024 * 1024


class Trickle(Answer):
    """A response that comes by the byte."""

    def iter_content(self, size):
        yield from [b" "] * 3


@pytest.mark.parametrize(("kind", "left"), [(Endless, [100, 100, 100]), (Trickle, [100, -100, -300])])
def test_a_file_that_keeps_coming_may_take_any_time_and_a_trickle_may_not(clock, monkeypatch, kind, left):
    """The seconds that are left when a part has come, each of them after 200."""
    now, seen = [0.0], []
    monkeypatch.setattr(adapter, "time", SimpleNamespace(monotonic=lambda: now[0]))
    made = scripted_transport(clock, kind(200))

    def slow(part):
        now[0] += 200
        seen.append(made.exchange.left)

    stream(made, "POST", "/file", {}, "token", slow)
    assert SILENCES_PER_RESPONSE * 30 == 300
    assert seen[:3] == left


def test_a_refused_file_is_an_answer_and_is_not_handed_on(clock):
    made = scripted_transport(clock, Answer(404, {"message": "gone"}))
    response = stream(made, "POST", "/file", {}, "token", lambda part: pytest.fail("nothing is to be stored"))
    assert (response.status_code, "gone" in response.text) == (404, True)


def test_what_cannot_be_stored_is_no_failure_of_the_connection(clock):
    def full(part):
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        stream(scripted_transport(clock, Endless(200)), "POST", "/file", {}, "token", full)
