# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long and how often a task looks again, by a clock that never waits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.opendr.veeam.plugins.module_utils.core.polling import (
    FIRST_POLL,
    GROWTH,
    Waiting,
    delays,
    poll,
    wait_options,
)


def test_pauses_begin_short_and_grow_to_the_interval():
    pauses = list(delays(60, 5))
    assert pauses[0] == FIRST_POLL
    assert pauses[1] == pytest.approx(FIRST_POLL * GROWTH)
    assert max(pauses) == 5
    assert pauses.index(5) < 10


@given(timeout=st.floats(0.01, 500), interval=st.floats(0.5, 600))
def test_pauses_never_shrink_exceed_the_interval_or_last_longer_than_asked(timeout, interval):
    pauses = list(delays(timeout, interval))
    assert sum(pauses) == pytest.approx(timeout)
    assert all(0 < pause <= interval for pause in pauses)
    # The last one is what is left.
    assert pauses[:-1] == sorted(pauses[:-1])


@pytest.mark.parametrize("timeout", [0, -1])
def test_without_time_there_is_no_pause(timeout):
    assert list(delays(timeout, 10)) == []


def test_the_first_look_costs_no_pause(clock):
    assert poll(lambda: "there", clock, 60, 10) == "there"
    assert clock.sleeps == []


def test_looking_ends_with_what_was_found(clock):
    looks = iter([None, None, "there", "never asked"])
    assert poll(lambda: next(looks), clock, 60, 10) == "there"
    assert len(clock.sleeps) == 2


@pytest.mark.parametrize("falsy", [False, 0, ""])
def test_only_none_means_look_again(clock, falsy):
    assert poll(lambda: falsy, clock, 60, 10) is falsy
    assert clock.sleeps == []


def test_looking_ends_after_the_time_out(clock):
    start = clock.time
    assert poll(lambda: None, clock, 60, 10) is None
    assert clock.time - start == pytest.approx(60)


def test_slow_requests_count_as_time(clock):
    looks = []

    def observe():
        looks.append(clock.time)
        clock.time += 25

    start = clock.time
    assert poll(observe, clock, 60, 10) is None
    assert len(looks) == 3
    assert clock.time - start < 60 + 25


def test_the_options_and_their_defaults_say_the_same():
    defaults = {name: option["default"] for name, option in wait_options().items()}
    assert Waiting.of({}) == Waiting.of(defaults) == Waiting(True, 600.0, 10.0)
    assert wait_options(28800)["wait_timeout"]["default"] == 28800
    assert Waiting.of({"wait": False, "wait_timeout": 5, "poll_interval": 1}) == Waiting(False, 5.0, 1.0)
