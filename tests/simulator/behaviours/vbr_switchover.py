# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: when what was migrated is switched to production: on request, by itself, or at a set time."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from ..clock import CLOCK
from ..filters import instant
from ..messages import Refusal


def check_settings(settings: Mapping[str, Any]) -> None:
    """A scheduled switchover needs its time."""
    if settings["type"] == "Scheduled" and not settings.get("scheduleTime"):
        raise Refusal(400, "A scheduled switchover needs scheduleTime")


def is_due(settings: Mapping[str, Any], moment: datetime.datetime) -> bool:
    """Whether the switchover begins by itself at this moment."""
    if settings["type"] == "Scheduled":
        return instant(str(settings["scheduleTime"])) <= moment
    return bool(settings["type"] == "Auto")


def present() -> datetime.datetime:
    return CLOCK.now()
