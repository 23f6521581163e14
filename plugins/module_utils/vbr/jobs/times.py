# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""When jobs, and the work that goes with them, are done: schedules and windows. Private to the collection."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ...schema.fields import Field, Form
from ...schema.hours import DAYS as WEEKDAYS
from ...schema.hours import HOURS_OF_DAY, WEEK, allowed_hours, hours_text
from ...schema.values import TIME_OF_DAY
from ..words import DAYS, FIRST, IN_MONTH, MONTHS, NEW, OLD, REV0, small, spelled, switch

# --- The hours of a week. ---


def read_window(days: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """The hours of each day, from a list of days with 24 ones and zeros each."""
    hours = {str(day["day"]).lower(): str(day["hours"]).split(",") for day in days}
    return {day: hours_text([hour.strip() == "1" for hour in found]) for day, found in hours.items()}


def _writer(word: Callable[[str], str]) -> Callable[[Mapping[str, str], Any], list[dict[str, str]]]:
    def write(given: Mapping[str, str], current: Sequence[Mapping[str, str]] | None) -> list[dict[str, str]]:
        """A day that is not given keeps its hours, and has all of them in a new window."""
        whole = {**dict.fromkeys(WEEKDAYS, f"0-{HOURS_OF_DAY}"), **read_window(current or []), **given}
        return [
            {
                "day": word(day.capitalize()),
                "hours": ",".join("1" if allowed else "0" for allowed in allowed_hours(whole[day])),
            }
            for day in WEEKDAYS
        ]

    return write


def window(option: str, api: str) -> tuple[Field, ...]:
    """The hours of each day in which something is allowed."""
    return (
        Field(option, "dict", api=api, fields=WEEK, until=OLD, form=Form(read_window, _writer(small), "list", "dict")),
        Field(option, "dict", api=api, fields=WEEK, since=NEW, form=Form(read_window, _writer(str), "list", "dict")),
    )


# --- Work that goes with a job, such as full backups: by the week or by the month. ---

_DAY = (
    *spelled("day_of_week", DAYS),
    Field("day_number_in_month", choices=IN_MONTH),
)
_LOCAL_TIME = Field("local_time", format=TIME_OF_DAY, since=REV0)
_LAST_DAY = Field("is_last_day_of_month", "bool", since=REV0)
_MONTHS = Field("months", "list", elements="str", choices=MONTHS)
WEEKLY = Field("weekly", "dict", fields=(switch(), *spelled("days", DAYS, "list"), _LOCAL_TIME))
MONTHLY = Field(
    "monthly",
    "dict",
    fields=(
        switch(),
        *_DAY,
        Field("day_of_month", "int", api="dayOfMonths", until=FIRST),
        Field("day_of_month", "int", since=REV0),
        _MONTHS,
        _LOCAL_TIME,
        _LAST_DAY,
    ),
)
PERIODIC_WORK = (switch(), WEEKLY, MONTHLY)

# --- The schedule of a job. ---

RUN_AUTOMATICALLY = Field("run_automatically", "bool", required=True)
DAILY_RUN = Field(
    "daily",
    "dict",
    fields=(
        switch(),
        Field("local_time", format=TIME_OF_DAY),
        Field("daily_kind", choices=("Everyday", "WeekDays", "SelectedDays")),
        *spelled("days", DAYS, "list"),
    ),
)
MONTHLY_RUN = Field(
    "monthly",
    "dict",
    fields=(
        switch(),
        Field("local_time", format=TIME_OF_DAY),
        *_DAY,
        Field("day_of_month", "int"),
        _MONTHS,
        _LAST_DAY,
    ),
)
PERIODIC_RUN = Field(
    "periodically",
    "dict",
    fields=(
        switch(),
        Field("unit", api="periodicallyKind", choices=("Hours", "Minutes", "Seconds", "Days")),
        Field("frequency", "int"),
        *window("backup_window", "backupWindow.days"),
        Field("start_time_within_an_hour", "int"),
    ),
)
WINDOW = (switch(), *window("backup_window", "backupWindow.days"))
CONTINUOUS_RUN = Field("continuously", "dict", fields=WINDOW)
AFTER_JOB = Field("after_job", "dict", api="afterThisJob", fields=(switch(), Field("job_name")))
RETRY = Field(
    "retry",
    "dict",
    fields=(
        Field("enabled", "bool", api="isEnabled"),
        Field("retry_count", "int"),
        Field("await_minutes", "int"),
    ),
)
BACKUP_WINDOW = Field("backup_window", "dict", fields=WINDOW)
SCHEDULE = (
    RUN_AUTOMATICALLY,
    DAILY_RUN,
    MONTHLY_RUN,
    PERIODIC_RUN,
    CONTINUOUS_RUN,
    AFTER_JOB,
    RETRY,
    BACKUP_WINDOW,
)
