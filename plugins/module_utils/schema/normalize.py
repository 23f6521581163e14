# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values that mean the same although they are written in different ways, brought to one form. Pure.

For ``Field.normalize``: what a task gives and what the server returns are compared in this form. Private to the
collection.
"""

from __future__ import annotations

import re


def time_of_day(text: str) -> str:
    """``22:00`` and ``22:00:00`` are the same; anything else stays as it is."""
    match = re.fullmatch(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.0+)?)?", text.strip())
    if match is None:
        return text
    hour, minute, second = match.groups()
    return f"{int(hour):02d}:{minute}:{second or '00'}"
