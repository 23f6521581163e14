# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Time, handed in so that tests never wait. Private to the collection."""

from __future__ import annotations

import time
from typing import Protocol

# Runs before everything else, for some files do not even compile on an old Python.
from . import required_python  # noqa: F401  # pylint: disable=unused-import


class Clock(Protocol):
    """A clock that can be waited on."""

    def now(self) -> float:
        """Seconds since the epoch."""

    def sleep(self, seconds: float) -> None:
        """Do nothing for ``seconds``."""


class SystemClock:
    """The time of this machine."""

    def now(self) -> float:
        """Seconds since the epoch."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Do nothing for ``seconds``."""
        time.sleep(seconds)
