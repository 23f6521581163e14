# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Going on after a write whose answer never came."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import NotConverged, ResponseLost
from ansible_collections.opendr.veeam.plugins.module_utils.core.polling import Waiting
from ansible_collections.opendr.veeam.plugins.module_utils.sessions.lost_responses import GRACE, wait_for_effect

LOST = ResponseLost("The line broke.", method="POST", path="/gadgets")
SENT = datetime(2026, 1, 15, 12, 0, tzinfo=timezone.utc)
WORKING, STOPPED = {"state": "Working"}, {"state": "Stopped", "result": {"result": "Failed"}}


def go_on(server, clock, reached, sent=SENT, session_type="Infrastructure", timeout=600):
    wait_for_effect(server, clock, Waiting(timeout=timeout), LOST, reached, sent, session_type)


def test_what_is_reached_needs_no_more(server, clock):
    go_on(server, clock, lambda: True)
    assert clock.sleeps == []
    assert server.writes == []


def test_what_is_reached_within_the_grace_is_waited_for(server, clock):
    start = clock.time
    go_on(server, clock, lambda: clock.time >= start + GRACE - 1)
    assert server.writes == []


def test_a_session_that_still_works_is_waited_for(server, clock):
    start = clock.time
    server.lists["/sessions"] = [WORKING]
    go_on(server, clock, lambda: clock.time >= start + 100)


def test_a_state_that_is_not_reached_says_so_and_nothing_was_sent_twice(server, clock):
    start = clock.time
    with pytest.raises(NotConverged) as error:
        go_on(server, clock, lambda: False)
    assert GRACE <= clock.time - start < GRACE + 5
    for part in ("The line broke.", "did not arrive", "Nothing was sent twice", "run the task again"):
        assert part in error.value.message
    assert error.value.facts == {"method": "POST", "path": "/gadgets"}
    assert server.writes == []


def test_a_session_that_failed_ends_the_waiting(server, clock):
    server.lists["/sessions"] = [STOPPED]
    start = clock.time
    with pytest.raises(NotConverged):
        go_on(server, clock, lambda: False)
    assert clock.time - start < GRACE + 5


def test_a_session_that_never_ends_ends_with_the_time_out(server, clock):
    server.lists["/sessions"] = [WORKING]
    start = clock.time
    with pytest.raises(NotConverged):
        go_on(server, clock, lambda: False, timeout=60)
    assert clock.time - start == pytest.approx(60)


@pytest.mark.parametrize("unknown", [{"sent": None}, {"session_type": ""}], ids=["time", "type"])
def test_sessions_that_cannot_be_distinguished_are_not_read(server, clock, unknown):
    server.lists["/sessions"] = [WORKING]
    with pytest.raises(NotConverged):
        go_on(server, clock, lambda: False, **unknown)
    assert "/sessions" not in server.reads


def test_only_sessions_since_the_write_are_asked_for(server, clock):
    asked = []
    pages = server.pages

    def note(path, query=None):
        asked.append((path, query))
        return pages(path, query)

    server.pages = note
    with pytest.raises(NotConverged):
        go_on(server, clock, lambda: False)
    # The server's time has whole seconds, so one second earlier.
    query = {"createdAfterFilter": "2026-01-15T11:59:59Z", "typeFilter": "Infrastructure"}
    assert asked[0] == ("/sessions", query)
