# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting for what a server does in its own time. Private to the collection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Callable, NamedTuple, TypeVar

from .clock import Clock

FIRST_POLL = 0.2
GROWTH = 1.6
Result = TypeVar("Result")
# Shows a line about what is waited for to whoever watches.
Progress = Callable[[str], None]

# Seconds that a task waits if it does not say: for a change of an object, for a run of minutes, and for work that
# copies whole machines, disks or shares, or for a session that may do so.
CHANGE_TIMEOUT, RUN_TIMEOUT, COPY_TIMEOUT = 600, 3600, 28800


def wait_options(timeout: int = CHANGE_TIMEOUT) -> dict[str, Any]:
    """The options of a module that waits, with its default of ``wait_timeout``."""
    return {
        "wait": {"type": "bool", "default": True},
        "wait_timeout": {"type": "int", "minimum": 1, "default": timeout},
        "poll_interval": {"type": "int", "minimum": 1, "default": 10},
    }


COPY_WAIT_OPTIONS = wait_options(COPY_TIMEOUT)


class Waiting(NamedTuple):
    """Whether, how long (seconds) and how often (seconds, at the most) a task looks again."""

    wait: bool = True
    timeout: float = CHANGE_TIMEOUT
    interval: float = 10

    @classmethod
    def of(cls, params: Mapping[str, Any]) -> Waiting:
        """As the options ``wait``, ``wait_timeout`` and ``poll_interval`` say, or the defaults without them."""
        return cls(
            bool(params.get("wait", True)),
            float(params.get("wait_timeout", CHANGE_TIMEOUT)),
            float(params.get("poll_interval", 10)),
        )


def delays(timeout: float, interval: float) -> Iterator[float]:
    """The pauses between polls: soon at first, then growing to ``interval``, ``timeout`` seconds in all."""
    delay, left = min(FIRST_POLL, interval), timeout
    while left > 0:
        pause = min(delay, left)
        yield pause
        left -= pause
        delay = min(delay * GROWTH, interval)


def poll(observe: Callable[[], Result | None], clock: Clock, timeout: float, interval: float) -> Result | None:
    """What ``observe`` returns, called until that is not None; None after ``timeout`` seconds."""
    # Requests take time too, so the clock ends it, not the sum of the pauses.
    deadline = clock.now() + timeout
    result = observe()
    for pause in delays(timeout, interval):
        if result is not None or clock.now() >= deadline:
            break
        clock.sleep(pause)
        result = observe()
    return result
