# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The option of modules for jobs of Backup & Replication that says when a job runs."""

from __future__ import annotations


class ModuleDocFragment:
    """The schedule that most types of jobs have. Completed by make generate."""

    DOCUMENTATION = r"""
options:
  schedule:
    description:
      - When the job runs.
      - If omitted, the server decides for a new job.
    type: dict
    suboptions:
      run_automatically:
        description:
          - Whether the schedule runs the job.
          - Required if the job has no O(schedule) yet.
        type: bool
      daily:
        description: Runs on some days of the week.
        type: dict
        suboptions:
          enabled:
            description:
              - Whether these settings apply.
              - Required if the job has no O(schedule.daily) yet.
            type: bool
          local_time:
            description: Time of the day, as hours and minutes, with or without seconds.
            type: str
          daily_kind:
            description: Which days these are.
            type: str
            choices: [Everyday, WeekDays, SelectedDays]
          days:
            description: Days with V(SelectedDays).
            type: list
            elements: str
            choices: [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday]
      monthly:
        description: Runs on a day of the month.
        type: dict
        suboptions:
          enabled:
            description:
              - Whether these settings apply.
              - Required if the job has no O(schedule.monthly) yet.
            type: bool
          local_time:
            description: Time of the day, as hours and minutes, with or without seconds.
            type: str
          day_of_week:
            description: Day of the week.
            type: str
            choices: [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday]
          day_number_in_month:
            description: Which of these days in a month. V(OnDay) is the day in C(day_of_month).
            type: str
            choices: [First, Second, Third, Fourth, Last, OnDay]
          day_of_month:
            description: Day of the month.
            type: int
          months:
            description: Months of the year.
            type: list
            elements: str
            choices: [January, February, March, April, May, June, July, August, September, October, November, December]
          is_last_day_of_month:
            description:
              - Whether it is the last day of the month, whatever day is given.
              - Not for O(type=Backup). Requires O(api_version=1.3-rev0) or later.
            type: bool
      periodically:
        description: Runs at an interval.
        type: dict
        suboptions:
          enabled:
            description:
              - Whether these settings apply.
              - Required if the job has no O(schedule.periodically) yet.
            type: bool
          unit:
            description: Unit of the interval.
            type: str
            choices: [Hours, Minutes, Seconds, Days]
          frequency:
            description: Number of units between two runs.
            type: int
          backup_window:
            description:
              - Hours of each day in which the job may run.
              - Each day is a text of ranges from 0 to 24 such as V(8-18) or V(0-6,20-24), where the last hour is not
                included. An empty text allows no hour. An omitted day stays as it is, and has all hours in a new
                window.
            type: dict
            suboptions:
              sunday:
                description: Hours of Sunday.
                type: str
              monday:
                description: Hours of Monday.
                type: str
              tuesday:
                description: Hours of Tuesday.
                type: str
              wednesday:
                description: Hours of Wednesday.
                type: str
              thursday:
                description: Hours of Thursday.
                type: str
              friday:
                description: Hours of Friday.
                type: str
              saturday:
                description: Hours of Saturday.
                type: str
          start_time_within_an_hour:
            description: Minute of the hour at which the job runs.
            type: int
      continuously:
        description: Runs that begin as soon as the last one has ended.
        type: dict
        suboptions:
          enabled:
            description:
              - Whether these settings apply.
              - Required if the job has no O(schedule.continuously) yet.
            type: bool
          backup_window:
            description:
              - Hours of each day in which the job may run.
              - Each day is a text of ranges from 0 to 24 such as V(8-18) or V(0-6,20-24), where the last hour is not
                included. An empty text allows no hour. An omitted day stays as it is, and has all hours in a new
                window.
            type: dict
            suboptions:
              sunday:
                description: Hours of Sunday.
                type: str
              monday:
                description: Hours of Monday.
                type: str
              tuesday:
                description: Hours of Tuesday.
                type: str
              wednesday:
                description: Hours of Wednesday.
                type: str
              thursday:
                description: Hours of Thursday.
                type: str
              friday:
                description: Hours of Friday.
                type: str
              saturday:
                description: Hours of Saturday.
                type: str
      after_job:
        description: Runs after another job.
        type: dict
        suboptions:
          enabled:
            description:
              - Whether these settings apply.
              - Required if the job has no O(schedule.after_job) yet.
            type: bool
          job_name:
            description: Name of the other job.
            type: str
      retry:
        description: Repetition of what failed.
        type: dict
        suboptions:
          enabled:
            description: Whether these settings apply.
            type: bool
          retry_count:
            description: How often it is repeated.
            type: int
          await_minutes:
            description: Number of minutes between two attempts.
            type: int
      backup_window:
        description: Hours outside of which a run is stopped.
        type: dict
        suboptions:
          enabled:
            description:
              - Whether these settings apply.
              - Required if the job has no O(schedule.backup_window) yet.
            type: bool
          backup_window:
            description:
              - Hours of each day in which the job may run.
              - Each day is a text of ranges from 0 to 24 such as V(8-18) or V(0-6,20-24), where the last hour is not
                included. An empty text allows no hour. An omitted day stays as it is, and has all hours in a new
                window.
            type: dict
            suboptions:
              sunday:
                description: Hours of Sunday.
                type: str
              monday:
                description: Hours of Monday.
                type: str
              tuesday:
                description: Hours of Tuesday.
                type: str
              wednesday:
                description: Hours of Wednesday.
                type: str
              thursday:
                description: Hours of Thursday.
                type: str
              friday:
                description: Hours of Friday.
                type: str
              saturday:
                description: Hours of Saturday.
                type: str
"""
