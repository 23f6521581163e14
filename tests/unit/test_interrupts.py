# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signals raise once around a task, never while it closes what it has open, and afterwards act as they did before."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.interrupts import (
    Interrupted,
    raised_as_exceptions,
    shielded,
)

each_signal = pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])


@pytest.fixture(autouse=True)
def _heeded() -> Iterator[None]:
    """A shell makes what it starts in the background ignore Ctrl-C."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def interrupted(work: Callable[[], None]) -> Interrupted:
    """How the work was interrupted, as it has to be."""
    with pytest.raises(Interrupted) as raised, raised_as_exceptions():
        work()
    return raised.value


def send(number: int) -> None:
    """Send a signal to this process, and let its handler run."""
    os.kill(os.getpid(), number)
    time.sleep(0)


@each_signal
def test_the_first_signal_raises_and_later_ones_do_not(number):
    closed = []

    def work():
        try:
            send(number)
        finally:
            send(signal.SIGTERM)
            send(signal.SIGINT)
            closed.append(True)

    raised = interrupted(work)
    assert raised.number == number
    assert signal.Signals(number).name in str(raised)
    assert closed == [True]


@each_signal
def test_it_is_none_of_the_failures_that_code_handles(number):
    def work():
        try:
            send(number)
        except Exception:  # noqa: BLE001
            pytest.fail("a signal was taken for a failure of the work")

    assert interrupted(work).number == number


@each_signal
def test_closing_is_not_cut_short(number):
    closed = []

    def work():
        with shielded():
            with shielded():
                send(number)
                closed.append("inner")
            closed.append("outer")
        closed.append("after")

    assert interrupted(work).number == number
    assert closed == ["inner", "outer"]


@each_signal
def test_a_signal_that_came_while_closing_failed_is_not_lost(number):
    def work():
        with shielded():
            send(number)
            raise ValueError("closing failed")

    assert interrupted(work).number == number


def test_afterwards_signals_act_as_before():
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    with raised_as_exceptions():
        assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] != before
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before


def test_a_signal_that_is_ignored_stays_ignored():
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with raised_as_exceptions():
        send(signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def test_another_thread_leaves_signals_alone():
    seen = []

    def work():
        with raised_as_exceptions():
            seen.append(signal.getsignal(signal.SIGTERM))

    before = signal.getsignal(signal.SIGTERM)
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [before]


def test_without_a_signal_nothing_happens():
    with raised_as_exceptions(), shielded():
        pass
