# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dates with a time that servers write in several ways, for comparing them. All are pure. Private to the collection."""

from __future__ import annotations

from datetime import timezone

from ..core.timestamps import parse_time


def point_in_time(text: str) -> str:
    """A date and time with another offset, or with other fractions, is the same. Raises InvalidOption for none."""
    return parse_time(text).isoformat() if text else text


def daily_time(text: str) -> str:
    """Of a date and time, what comes back each day: the time of the day, at any date and with any offset.

    Raises InvalidOption for what is no date and time.
    """
    return parse_time(text).astimezone(timezone.utc).time().isoformat() if text else text
