# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times of the day, as tasks give them. Pure. Private to the collection."""

from __future__ import annotations

import re

from ..core.errors import InvalidOption

_TIME = re.compile(r"([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?")


def validate_time(option: str, given: str | None) -> None:
    """Raise InvalidOption for a time that no day has."""
    if given and not _TIME.fullmatch(str(given).strip()):
        raise InvalidOption(
            f"{option}={given!r} is not a time of the day: give hours and minutes, such as '22:00'.", option=option
        )
