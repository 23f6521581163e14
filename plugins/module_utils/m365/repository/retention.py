# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a repository keeps backups and when it removes outdated ones: fields, and what of them goes together.

The server calls a value valid with one period or schedule only, and may still show those of another: they are
neither compared nor sent. Pure. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...core.errors import InvalidOption, joined
from ...schema.fields import Field
from ...schema.normalize import time_of_day
from ...schema.state import State
from ...schema.values import TIME_OF_DAY

WEEK = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
DAYS = (
    "Everyday",
    "Workdays",
    "Weekends",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
YEARS = ("Year1", "Years2", "Years3", "Years5", "Years7", "Years10", "Years25", "Keep")
TIMES = ("daily_time", "monthly_time")

FIELDS = (
    # The user guide of the product says that it cannot be changed. The document of the API does not say so, and an
    # update that changes how the age of backups is measured could remove them: it is refused here, by name.
    Field("retention_type", choices=("ItemLevel", "SnapshotBased"), mode="immutable", required=True),
    Field("retention_period_type", choices=("Daily", "Monthly", "Yearly")),
    # The document of the API has no ranges. A period of no days or months would keep no backup at all.
    Field("daily_retention_period", "int", minimum=1),
    Field("monthly_retention_period", "int", minimum=1),
    Field("yearly_retention_period", choices=YEARS),
    Field("retention_frequency_type", choices=("Daily", "Monthly")),
    Field("daily_time", format=TIME_OF_DAY),
    Field("daily_type", choices=DAYS),
    Field("monthly_time", format=TIME_OF_DAY),
    Field("monthly_day_number", api="monthlyDaynumber", choices=("First", "Second", "Third", "Fourth", "Last")),
    Field("monthly_day_of_week", api="monthlyDayofweek", choices=WEEK),
)
# The options that describe a choice, by the option that has the choice.
COMPANIONS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "retention_period_type": {
        "Daily": ("daily_retention_period",),
        "Monthly": ("monthly_retention_period",),
        "Yearly": ("yearly_retention_period",),
    },
    "retention_frequency_type": {
        "Daily": ("daily_time", "daily_type"),
        "Monthly": ("monthly_time", "monthly_day_number", "monthly_day_of_week"),
    },
}
_API = {field.option: field.api for field in FIELDS}


def validate_companions(given: Mapping[str, Any], current: State | None, is_known: bool) -> None:
    """Raise InvalidOption for options that describe another choice, or a new choice that nothing describes.

    ``current`` is the repository, None where there is none. Without ``is_known``, it is not known yet, and only what
    the task gives is compared with itself.
    """
    for chooser, companions in COMPANIONS.items():
        present = (current or {}).get(chooser)
        chosen = given.get(chooser) or present
        if not chosen and not is_known:
            continue
        own = companions.get(str(chosen), ())
        for option, choice in _described(companions):
            if given.get(option) and option not in own:
                raise _stray(option, f"{chooser}={choice}", chooser, chosen, given, current)
        missing = [option for option in own if not given.get(option)]
        if is_known and given.get(chooser) and chosen != present and missing:
            raise InvalidOption(
                f"{chooser}={chosen} also needs {joined(missing)}: the server gives no default for it.",
                missing=missing,
            )


def written_times(state: State) -> State:
    """``state`` with the times of the day as the server writes them, with seconds."""
    return {**state, **{option: time_of_day(state[option]) for option in TIMES if state.get(option)}}


def without_strays(body: Mapping[str, Any]) -> dict[str, Any]:
    """A body without the values of periods and schedules that it does not choose.

    They mean nothing, and no document says whether a server accepts them. Where the choice is not shown, or is a word
    that is not known here, nothing says which of them mean something: they are sent back as they were read, for an
    update may reset what it leaves out.
    """
    left = dict(body)
    for chooser, companions in COMPANIONS.items():
        own = companions.get(str(body.get(_API[chooser])))
        strays = [] if own is None else [option for option, _choice in _described(companions) if option not in own]
        for option in strays:
            left.pop(_API[option], None)
    return left


def _described(companions: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Each option with the choice that it describes."""
    return ((option, choice) for choice, options in companions.items() for option in options)


def _stray(
    option: str, wanted: str, chooser: str, chosen: str | None, given: Mapping[str, Any], current: State | None
) -> InvalidOption:
    if not chosen:
        found = f"{chooser} is not given"
    elif given.get(chooser):
        found = f"the task has {chooser}={chosen}"
    else:
        found = f"the repository '{(current or {}).get('name')}' has {chooser}={chosen}"
    return InvalidOption(
        f"{option} has a meaning only with {wanted}, and {found}. Give {wanted} as well, or leave {option} out.",
        option=option,
    )
