# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Points in time, as people and servers write them. Pure. Private to the collection."""

from __future__ import annotations

from datetime import datetime, timezone

from .errors import InvalidOption

# Before anything that a server knows.
LONG_AGO = "0001-01-01T00:00:00+00:00"


def parse_time(text: str) -> datetime:
    """A point in time from ISO 8601; without an offset it is UTC. Raises InvalidOption."""
    try:
        # Python before 3.11 knows neither Z nor more than six digits of a second.
        parsed = datetime.fromisoformat(_plain(text))
    except ValueError:
        raise InvalidOption(
            f"{text!r} is not a date and time: write it like 2026-05-04T13:30:00Z or 2026-05-04T13:30:00+02:00."
        ) from None
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=timezone.utc)


def _plain(text: str) -> str:
    text = text.strip().replace("Z", "+00:00").replace("z", "+00:00")
    head, dot, rest = text.partition(".")
    if not dot:
        return text
    digits = len(rest) - len(rest.lstrip("0123456789"))
    return f"{head}.{rest[:digits][:6].ljust(6, '0')}{rest[digits:]}"


def point_in_time(option: str, given: str) -> str:
    """``given`` as the server reads it. Raises InvalidOption for what is no time, or a time without its zone."""
    try:
        time = datetime.fromisoformat(given.strip().replace("Z", "+00:00"))
    except ValueError:
        time = None
    if time is None or time.tzinfo is None:
        raise InvalidOption(
            f"{option}={given!r} is not a point in time: give date, time and zone, such as 2026-01-14T22:00:00Z "
            "or 2026-01-14T22:00:00+01:00.",
            option=option,
        )
    return time.isoformat()
