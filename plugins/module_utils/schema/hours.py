# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hours of the days of a week in which something is allowed, as ``8-18,20-24``. Pure. Private to the collection."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..core.errors import InvalidOption
from .fields import Field

DAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
HOURS_OF_DAY = 24
_RANGE = re.compile(r"(\d{1,2})(?:-(\d{1,2}))?")


def allowed_hours(text: str) -> list[bool]:
    """For each hour of a day, whether a text such as ``8-18,20-24`` allows it. Raises InvalidOption.

    A range ends before its last hour; an empty text allows no hour.
    """
    allowed = [False] * HOURS_OF_DAY
    for part in filter(None, (part.strip() for part in str(text).split(","))):
        match = _RANGE.fullmatch(part)
        first = int(match.group(1)) if match else HOURS_OF_DAY
        last = int(match.group(2)) if match and match.group(2) else first + 1
        if not first < last <= HOURS_OF_DAY:
            raise InvalidOption(
                f"{part!r} is not a range of hours. Give ranges from 0 to 24 such as '8-18' or '0-6,20-24', where the "
                "last hour is not included, or an empty text for no hour."
            )
        allowed[first:last] = [True] * (last - first)
    return allowed


def hours_text(allowed: Sequence[object]) -> str:
    """The text for the hours of a day that are allowed, in its shortest form."""
    ranges, first = [], None
    for hour, is_allowed in enumerate([*allowed[:HOURS_OF_DAY], False]):
        if is_allowed and first is None:
            first = hour
        elif not is_allowed and first is not None:
            ranges.append(f"{first}-{hour}")
            first = None
    return ",".join(ranges)


def same_hours(text: str) -> str:
    """The shortest form of a text, for ``Field.normalize``. Raises InvalidOption."""
    return hours_text(allowed_hours(text))


# The suboptions of a window: the hours of each day.
WEEK = tuple(Field(day, normalize=same_hours) for day in DAYS)
