# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ctrl-C and TERM as an exception, so that a task that is interrupted closes what it has opened.

By default TERM ends a process at once, and what a task has open on the server stays open. Private to the collection.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interrupted(KeyboardInterrupt):
    """Somebody ends the process: no failure of the work, so ``except Exception`` does not catch it."""

    def __init__(self, number: int) -> None:
        super().__init__(f"interrupted by {signal.Signals(number).name}")
        self.number = number


class _Interrupts:
    """What the signal handler and the blocks below share; a process has one handler for each signal."""

    def __init__(self) -> None:
        self.shields = 0
        self.waiting: int | None = None
        self.raised = False

    def begin(self) -> None:
        """Forget the signals of an earlier task in this process."""
        self.waiting, self.raised = None, False

    def handle(self, number: int, _frame: FrameType | None) -> None:
        """Raise at the first signal. Later ones change nothing: the task is closing what it has open already."""
        if self.raised:
            return
        if self.shields:
            self.waiting = self.waiting or number
            return
        self.raised = True
        raise Interrupted(number)

    def raise_waiting(self) -> None:
        """Raise for a signal that came while it had to wait."""
        if self.waiting is not None and not self.shields and not self.raised:
            self.raised = True
            raise Interrupted(self.waiting)


_interrupts = _Interrupts()


@contextmanager
def raised_as_exceptions() -> Iterator[None]:
    """Within the block, the first Ctrl-C or TERM raises Interrupted. Afterwards, signals act as they did before."""
    if threading.current_thread() is not threading.main_thread():
        # Python delivers signals to the main thread only.
        yield
        return
    _interrupts.begin()
    # A signal that the process ignores, as after nohup, stays ignored.
    handled = [number for number in _SIGNALS if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, _interrupts.handle) for number in handled}
    try:
        yield
    finally:
        for number, handler in before.items():
            # None is the answer for a handler that Python did not set, and cannot set again.
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
        # A failure within a shielded block came first.
        _interrupts.raise_waiting()


@contextmanager
def shielded() -> Iterator[None]:
    """What must not be cut short, such as closing what is open: a signal that comes meanwhile raises at its end."""
    _interrupts.shields += 1
    try:
        yield
    finally:
        _interrupts.shields -= 1
    _interrupts.raise_waiting()
