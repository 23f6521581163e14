# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The event source where one list of the server, or the login, fails while the rest works."""

from __future__ import annotations

from pathlib import Path

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import ApiError, AuthenticationFailed
from simulator.control import Simulator
from support.events import EventSource, cursor_in, ended_session, malware_event

SESSIONS, MALWARE, TOKEN = "/api/v1/sessions", "/api/v1/malwareDetection/events", "/api/oauth2/token"
KINDS = ["session", "malware"]


@pytest.mark.parametrize(("broken", "event"), [(SESSIONS, "app01"), (MALWARE, "Nightly")])
def test_a_list_that_fails_does_not_keep_the_events_of_others(
    simulator: Simulator, tmp_path: Path, broken: str, event: str
) -> None:
    source = EventSource(simulator, events=KINDS, retries=0, interval=8, cursor_file=cursor_in(tmp_path))
    source.look()
    ended_session(simulator, "Nightly")
    malware_event(simulator, "app01")
    simulator.faults({"match": {"path": broken}, "fault": {"kind": "status", "status": 500}, "times": 3})
    handed_over, pauses = [], []
    for _look in range(3):
        for found in source.watcher.look():
            handed_over.append(found.name)
            source.watcher.delivered(found)
        with pytest.raises(ApiError) as caught:
            source.watcher.finish()
        assert broken in caught.value.message
        pauses.append(source.watcher.pause_after(caught.value))
    assert handed_over == [event]
    # Lists that can be read are looked at as often as asked.
    assert pauses == [5.0, 8.0, 8.0]
    source.restart(killed=True)
    assert sorted([event, *source.names()]) == ["Nightly", "app01"]
    assert source.look() == []


def test_a_permission_that_is_missing_ends_it_when_the_events_of_other_lists_are_handed_over(
    simulator: Simulator,
) -> None:
    source = EventSource(simulator, events=KINDS, retries=0)
    source.look()
    malware_event(simulator, "app01")
    simulator.faults(
        {"match": {"path": SESSIONS}, "fault": {"kind": "status", "status": 403}},
    )
    assert [event.name for event in source.watcher.look()] == ["app01"]
    with pytest.raises(ApiError) as caught:
        source.watcher.finish()
    assert source.watcher.pause_after(caught.value) is None


def test_a_list_that_fails_does_not_hide_that_a_permission_is_missing(simulator: Simulator) -> None:
    source = EventSource(simulator, events=[*KINDS, "mount"], retries=0)
    source.look()
    simulator.faults({"match": {"path": SESSIONS}, "fault": {"kind": "status", "status": 500}})
    simulator.faults({"match": {"path": MALWARE}, "fault": {"kind": "status", "status": 403}})
    assert source.watcher.look() == []
    with pytest.raises(ApiError, match="403") as caught:
        source.watcher.finish()
    assert source.watcher.pause_after(caught.value) is None


def test_an_outage_is_not_asked_for_each_list(simulator: Simulator) -> None:
    source = EventSource(simulator, events=[*KINDS, "mount"], retries=0)
    source.look()
    start = simulator.mark()
    simulator.faults({"fault": {"kind": "status", "status": 503}, "times": 50})
    with pytest.raises(ApiError, match="503"):
        source.watcher.look()
    assert len(simulator.requests(start)) == 1


def test_a_page_in_place_of_a_login_is_an_outage_where_the_server_has_worked(simulator: Simulator) -> None:
    source = EventSource(simulator, retries=0)
    page = {"match": {"path": TOKEN}, "fault": {"kind": "html", "status": 200}}
    simulator.faults(page)
    with pytest.raises(AuthenticationFailed) as caught:
        source.look()
    # At the start it may be another server.
    assert source.watcher.pause_after(caught.value) is None
    source.look()
    ended_session(simulator, "Nightly")
    simulator.faults({"match": {"path": SESSIONS}, "fault": {"kind": "expire_token"}})
    simulator.faults(page)
    with pytest.raises(AuthenticationFailed) as caught:
        source.look()
    assert source.watcher.pause_after(caught.value) == 5.0
    assert source.names() == ["Nightly"]


def test_a_rejected_login_is_no_outage_where_the_server_has_worked(simulator: Simulator) -> None:
    source = EventSource(simulator, retries=0)
    source.look()
    simulator.faults({"match": {"path": SESSIONS}, "fault": {"kind": "expire_token"}})
    simulator.faults({"match": {"path": TOKEN}, "fault": {"kind": "status", "status": 401}})
    with pytest.raises(AuthenticationFailed) as caught:
        source.look()
    assert source.watcher.pause_after(caught.value) is None
