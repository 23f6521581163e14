# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""When a backup job of M365 runs, and in which hours it may run. Pure. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..core.errors import InvalidOption, joined
from ..schema.fields import Field, Form
from ..schema.hours import DAYS as WEEKDAYS
from ..schema.hours import HOURS_OF_DAY, WEEK, allowed_hours, hours_text
from ..schema.values import TIME_OF_DAY
from .repository.retention import DAYS

EVERY = ("Minutes5", "Minutes10", "Minutes15", "Minutes30", "Hours1", "Hours2", "Hours4", "Hours8", "Hours12")
# What describes a type of schedule.
COMPANIONS = {
    "Periodically": ("periodically_every", "periodically_offset_minutes"),
    "Daily": ("daily_type", "daily_time"),
    "ManualOnly": (),
}
NEEDED = {"Periodically": ("periodically_every",), "Daily": ("daily_type", "daily_time")}
# What the server knows only for a job that runs every so many hours.
HOURLY = ("schedule_enabled", "periodically_offset_minutes")
# The largest offset of a time zone, in minutes.
LARGEST_OFFSET = 14 * 60


def read_hours(hours: Sequence[object]) -> dict[str, str]:
    """The hours of each day, from the 168 hours of a week that begins on Sunday."""
    return {
        day: hours_text(hours[number * HOURS_OF_DAY : (number + 1) * HOURS_OF_DAY])
        for number, day in enumerate(WEEKDAYS)
    }


def write_hours(given: Mapping[str, str], current: Sequence[bool] | None) -> list[bool]:
    """The 168 hours of a week; a day that is not given keeps its hours, and has all of them in a new window."""
    whole: dict[str, str] = read_hours(current or [True] * len(WEEKDAYS) * HOURS_OF_DAY)
    whole.update(given)
    return [allowed for day in WEEKDAYS for allowed in allowed_hours(whole[day])]


HOURS = Form(read_hours, write_hours, "list", "bool")


def _window(option: str, api: str) -> tuple[Field, Field]:
    return (
        Field(option, "dict", api=f"{api}.backupWindow", fields=WEEK, form=HOURS),
        Field(
            f"{option}_minute_offset", "int", api=f"{api}.minuteOffset", minimum=-LARGEST_OFFSET, maximum=LARGEST_OFFSET
        ),
    )


SCHEDULE = (
    Field("type", choices=tuple(COMPANIONS)),
    Field("periodically_every", choices=EVERY, choice_spans={"Hours12": ("v8", "")}),
    Field("periodically_offset_minutes", "int", absent_value=0, maximum=59),
    Field("schedule_enabled", "bool", absent_value=False),
    Field("periodically_window_enabled", "bool", absent_value=False),
    *_window("periodically_window", "periodicallyWindowSettings"),
    Field("daily_type", choices=DAYS),
    Field("daily_time", format=TIME_OF_DAY),
    Field("retry_enabled", "bool", absent_value=False),
    Field("retry_number", "int"),
    Field("retry_wait_minutes", "int", api="retryWaitInterval"),
    Field("backup_window_enabled", "bool", absent_value=False),
    *_window("backup_window", "backupWindowSettings"),
)
_API = {field.option: field.api for field in SCHEDULE}


def validate_schedule(given: Mapping[str, Any], current: Mapping[str, Any]) -> None:
    """Raise InvalidOption for options that describe another type of schedule, or a new type that nothing describes."""
    chosen = given.get("type") or current.get("type")
    for kind, options in COMPANIONS.items():
        for option in options:
            if given.get(option) and kind != chosen:
                raise InvalidOption(
                    f"schedule.{option} has a meaning only with schedule.type={kind}, and the type is "
                    f"{chosen or 'not given'}. Give schedule.type={kind} as well, or leave schedule.{option} out.",
                    option=f"schedule.{option}",
                )
    every = str(given.get("periodically_every") or current.get("periodically_every"))
    hourly = chosen == "Periodically" and every.startswith("Hours")
    for option in HOURLY:
        if given.get(option) and not hourly:
            raise InvalidOption(
                f"schedule.{option} has a meaning only with schedule.periodically_every of an hour or more, and the "
                f"job runs {every if chosen == 'Periodically' else chosen or 'at no given time'}. Leave "
                f"schedule.{option} out, or give another schedule.periodically_every.",
                option=f"schedule.{option}",
            )
    missing = [option for option in NEEDED.get(str(chosen), ()) if not given.get(option)]
    if given.get("type") and chosen != current.get("type") and missing:
        names = joined([f"schedule.{option}" for option in missing])
        raise InvalidOption(f"schedule.type={chosen} also needs {names}.", missing=missing)


def without_strays(body: Mapping[str, Any]) -> dict[str, Any]:
    """A schedule without what describes another type than its own; whole where its type is not shown or not known."""
    if body.get("type") not in COMPANIONS:
        return dict(body)
    strays = {_API[option] for kind, options in COMPANIONS.items() if kind != body.get("type") for option in options}
    return {key: value for key, value in body.items() if key not in strays}
