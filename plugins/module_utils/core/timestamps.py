# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Points in time, as people and servers write them. Pure. Private to the collection."""

from __future__ import annotations

import re
from datetime import datetime, timezone

from .errors import InvalidOption

EXAMPLES = "2026-05-04T13:30:00Z or 2026-05-04T13:30:00+02:00"
# Before anything that a server knows.
LONG_AGO = "0001-01-01T00:00:00+00:00"
# Date, hours and minutes, seconds, fraction of a second, offset.
_ISO_8601 = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}:\d{2})(?::(\d{2})(?:\.(\d+))?)?\s?(Z|z|[+-]\d{2}(?::?\d{2})?)?)?"
)
# How servers write nearly all times, of which a list has thousands: in parts that any Python reads.
_USUAL = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:(\.\d{3})|(\.\d{6})\d*)?(?:Z|([+-]\d{2}:\d{2}))")


def parse_time(text: str, option: str = "") -> datetime:
    """A point in time from ISO 8601. Raises InvalidOption for no time, and for a time without an offset.

    Without an offset nobody knows which moment is meant. ``option`` names the option that gives the time.
    """
    time = _read(text)
    if time is not None and time.tzinfo is not None:
        return time
    given = f"{option}={text!r}" if option else repr(text)
    if time is None:
        raise InvalidOption(f"{given} is not a date and time. Write it like {EXAMPLES}.", option=option or None)
    raise InvalidOption(
        f"{given} has no offset, so it can mean several moments. Add Z for UTC or the offset of the time zone, "
        f"like {EXAMPLES}.",
        option=option or None,
    )


def server_moment(written: object) -> datetime | None:
    """A time that a server wrote, in UTC; None where it wrote none. One without an offset is taken for UTC."""
    time = _read(written) if isinstance(written, str) else None
    if time is None:
        return None
    return time.replace(tzinfo=timezone.utc) if time.tzinfo is None else time.astimezone(timezone.utc)


def age_order(written: object) -> datetime:
    """What the times that servers wrote are sorted by: a moment, for texts with other offsets sort in another order.

    What is no time comes before all others.
    """
    return server_moment(written) or parse_time(LONG_AGO)


def has_offset(text: str) -> bool:
    """Whether a text is a point in time that says its time zone."""
    time = _read(text)
    return time is not None and time.tzinfo is not None


def point_in_time(option: str, given: str) -> str:
    """``given`` as the server reads it. Raises InvalidOption for what is no time, or a time without an offset."""
    return parse_time(given, option).isoformat()


def utc_time(option: str, given: str) -> str:
    """``given`` in UTC and to the second, for servers that take no other form. Raises InvalidOption for no time."""
    return parse_time(given, option).astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def _read(text: str) -> datetime | None:
    """The time in a text, None where there is none. A time without an offset stays without.

    Python before 3.11 reads neither Z, nor an offset without a colon, nor more or fewer than three or six digits of
    a second; servers write seven digits.
    """
    usual = _USUAL.fullmatch(text)
    if usual is not None:
        seconds, milliseconds, microseconds, offset = usual.groups()
        written = seconds + (milliseconds or microseconds or "") + (offset or "+00:00")
    else:
        written = _in_iso_format(text)
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        return None


def _in_iso_format(text: str) -> str:
    """A time as any Python reads it, empty where the text is none."""
    match = _ISO_8601.fullmatch(text.strip())
    if match is None:
        return ""
    date, minutes, seconds, fraction, offset = match.groups()
    digits = f".{fraction[:6].ljust(6, '0')}" if fraction else ""
    return f"{date}T{minutes or '00:00'}:{seconds or '00'}{digits}{_offset_with_colon(offset)}"


def _offset_with_colon(offset: str | None) -> str:
    if not offset:
        return ""
    if offset in "Zz":
        return "+00:00"
    return f"{offset[:3]}:{offset[3:].lstrip(':') or '00'}"
