# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`make simulator` ends when somebody ends it, and when the simulator itself has ended."""

from __future__ import annotations

import os
import signal
from types import SimpleNamespace

import pytest

from tools import rehearse


@pytest.fixture(autouse=True)
def _signals(monkeypatch):
    """What the test changes of this process, as it was."""
    monkeypatch.setattr(rehearse, "SECONDS_BETWEEN_LOOKS", 0.01)
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize(("status", "result"), [(0, 0), (1, 1), (-9, 1)])
def test_it_says_that_the_simulator_has_ended(capsys, status, result):
    assert rehearse.wait_for_end(SimpleNamespace(exit_status=status)) == result
    said = capsys.readouterr().out
    assert said == f"The simulator has ended, with status {status}. To start it again: make simulator\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_waits_for_a_signal_while_the_simulator_runs(capsys, number):
    class Running:
        @property
        def exit_status(self):
            os.kill(os.getpid(), number)

    assert rehearse.wait_for_end(Running()) == 0
    assert capsys.readouterr().out == ""
