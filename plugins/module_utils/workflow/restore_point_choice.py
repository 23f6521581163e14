# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which restore point to recover from: the newest that can be used, and why newer ones cannot.

Private to the collection.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Callable, NamedTuple

from ..core.errors import NoRestorePoint

REASONS_SHOWN = 10
Point = Mapping[str, Any]


class PassedOver(NamedTuple):
    """A restore point that was not chosen: its id, its creation time in the server's format, and the reason."""

    id: str
    creation_time: str
    reason: str


@dataclass(frozen=True)
class RestorePointChoice:
    """The restore point that was chosen, and the newer ones that were passed over.

    ``session_result`` is how the session ended that created it, empty where nobody looked.
    """

    point: Point
    passed_over: tuple[PassedOver, ...] = ()
    session_result: str = ""


def newest_usable(
    points: Iterable[Point],
    name: str,
    created: Callable[[Point], datetime],
    passed_over: Callable[[Point], PassedOver | None],
) -> RestorePointChoice:
    """The newest of the restore points of ``name`` that ``passed_over`` has nothing against.

    ``passed_over`` is asked newest first, until a point can be used. Raises NoRestorePoint, with the reasons
    against each, where none can.
    """
    passed: list[PassedOver] = []
    for point in sorted(points, key=created, reverse=True):
        against = passed_over(point)
        if against is None:
            return RestorePointChoice(point, tuple(passed))
        passed.append(against)
    reasons = "; ".join(f"{point.creation_time} ({point.id}): {point.reason}" for point in passed[:REASONS_SHOWN])
    raise NoRestorePoint(
        f"None of the {len(passed)} restore points of '{name}' can be used. {reasons}."
        if passed
        else f"'{name}' has no restore point.",
        name=name,
        passed_over=passed_over_facts(passed),
    )


def passed_over_facts(passed_over: Iterable[PassedOver]) -> list[dict[str, str]]:
    """What results and errors report of restore points that were passed over. Pure."""
    return [point._asdict() for point in passed_over]


def age_hours(created: datetime, now: datetime | None) -> float | None:
    """The age of a restore point in hours, with one decimal; None where the server's time is unknown. Pure."""
    if now is None:
        return None
    return round(max(now - created, timedelta(0)).total_seconds() / 3600, 1)
