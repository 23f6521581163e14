# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The time of the simulated servers. It passes by itself, unless a test holds it and moves it on by hand."""

from __future__ import annotations

import datetime
import threading
import time

# What a request takes while time is held, in seconds: so nothing happens twice at the same moment, and sessions move on
# from request to request as they do on a real server, however busy the machine of the tests is.
REQUEST_SECONDS = 0.005


class Clock:
    """One time for all servers of a process. ``now`` and ``monotonic`` move together."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._epoch = time.time() - time.monotonic()
        # Seconds that the servers are ahead of the machine while time passes by itself.
        self._ahead = 0.0
        self._held_at: float | None = None

    @property
    def held(self) -> bool:
        """Whether time stands still between requests."""
        return self._held_at is not None

    def monotonic(self) -> float:
        """Seconds since some moment in the past."""
        return time.monotonic() + self._ahead if self._held_at is None else self._held_at

    def time(self) -> float:
        """Seconds since the epoch."""
        return self._epoch + self.monotonic()

    def now(self) -> datetime.datetime:
        """The date and time, in UTC."""
        return datetime.datetime.fromtimestamp(self.time(), datetime.timezone.utc)

    def hold(self) -> None:
        """Let time pass only with ``advance`` and ``pass_request`` from now on; it begins at the machine's time."""
        with self._lock:
            self._ahead, self._held_at = 0.0, time.monotonic()

    def release(self) -> None:
        """Let time pass by itself again, from where it is; never back, so that nothing seen lies in the future."""
        with self._lock:
            if self._held_at is not None:
                self._ahead = max(0.0, self._held_at - time.monotonic())
                self._held_at = None

    def advance(self, seconds: float) -> None:
        """Let ``seconds`` pass at once; raises ValueError for time that would go back."""
        if seconds < 0:
            raise ValueError("time does not go back")
        with self._lock:
            if self._held_at is None:
                self._ahead += seconds
            else:
                self._held_at += seconds

    def pass_request(self) -> None:
        """Let the time of one request pass, where time is held."""
        with self._lock:
            if self._held_at is not None:
                self._held_at += REQUEST_SECONDS


CLOCK = Clock()
