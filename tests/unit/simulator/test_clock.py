# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The servers' time: it passes by itself, or is held and moved by a test."""

from __future__ import annotations

import time
from email.utils import parsedate_to_datetime

import pytest

from simulator.clock import REQUEST_SECONDS, Clock
from simulator.control import Simulator, SimulatorError

from .conftest import Client


def test_time_passes_by_itself_and_can_be_moved_on() -> None:
    clock = Clock()
    first = clock.time()
    assert abs(first - time.time()) < 1
    clock.pass_request()
    clock.advance(100)
    assert 100 <= clock.time() - first < 101
    assert clock.now().timestamp() >= first + 100


def test_held_time_passes_with_requests_and_when_it_is_moved() -> None:
    clock = Clock()
    clock.hold()
    first = clock.monotonic()
    assert clock.held
    assert clock.monotonic() == first
    clock.pass_request()
    clock.advance(2)
    assert clock.monotonic() == pytest.approx(first + 2 + REQUEST_SECONDS)


def test_released_time_goes_on_from_where_it_was_and_never_back() -> None:
    clock = Clock()
    clock.hold()
    clock.advance(3600)
    held = clock.time()
    clock.release()
    assert not clock.held
    assert 0 <= clock.time() - held < 1
    assert 3599 < clock.time() - time.time() <= 3600
    clock.release()
    assert 3599 < clock.time() - time.time() <= 3600


def test_holding_it_again_begins_at_the_machines_time() -> None:
    clock = Clock()
    clock.advance(3600)
    clock.hold()
    assert abs(clock.time() - time.time()) < 1


def test_time_does_not_go_back() -> None:
    with pytest.raises(ValueError, match="back"):
        Clock().advance(-1)


def test_all_servers_share_a_clock_that_the_header_of_an_answer_tells(simulator: Simulator, vbr: Client) -> None:
    before = simulator.now()
    assert simulator.now() == before
    now = simulator.advance(7200)
    assert now == pytest.approx(before.timestamp() + 7200)
    for server in (simulator.vbr, simulator.azure):
        answer = vbr.session.get(server.url + "/api/v1/serverInfo", timeout=10)
        assert abs(parsedate_to_datetime(answer.headers["Date"]).timestamp() - now) < 2
    simulator.release_clock()
    later = simulator.now()
    time.sleep(0.001)
    assert simulator.now() > later


def test_a_token_runs_out_when_its_time_has_passed(simulator: Simulator, vbr: Client) -> None:
    simulator.advance(890)
    assert vbr.send("GET", "/api/v1/serverInfo").status_code == 200
    simulator.advance(20)
    assert vbr.send("GET", "/api/v1/serverInfo").status_code == 401


def test_what_the_clock_cannot_do_is_refused(simulator: Simulator) -> None:
    with pytest.raises(SimulatorError, match="time does not go back"):
        simulator.advance(-1)


def test_time_that_was_set_back_is_known_as_such(simulator: Simulator, vbr: Client) -> None:
    simulator.advance(7200)
    vbr.send("GET", "/api/v1/serverInfo")
    simulator.hold_clock()
    assert abs(simulator.time() - time.time()) < 10
