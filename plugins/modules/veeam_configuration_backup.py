#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_configuration_backup
short_description: Set up and run the configuration backup of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Makes the settings of the configuration backup as the task describes them, and runs it on request. The
    configuration backup holds the jobs, servers and other settings of the backup server, from which the server can be
    set up again.
  - A server has exactly one configuration backup, which cannot be created or removed.
  - An option that is omitted is neither compared nor changed; in O(notifications), O(schedule) and O(encryption) the
    same holds for each suboption.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.waiting
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
attributes:
  idempotent:
    support: partial
    details: Each task with O(state=started) runs the configuration backup, unless it is running already.
options:
  state:
    description:
      - V(present) changes the settings that differ from the task.
      - V(started) does the same, then runs the configuration backup, scheduled or not, and waits for its end. A run
        that is under way already is joined.
    type: str
    choices: [present, started]
    default: present
  enabled:
    description: Whether the configuration backup is enabled.
    type: bool
  repository:
    description: Backup repository that the configuration backup is stored in, by name or ID.
    type: str
  restore_points_to_keep:
    description: Number of restore points that are kept in O(repository).
    type: int
  notifications:
    description: Who is notified of a run.
    type: dict
    suboptions:
      snmp_enabled:
        description: Whether SNMP traps are sent.
        type: bool
      smtp:
        description: Notification by email. Where the server has no such settings yet, all of these are required.
        type: dict
        suboptions:
          enabled:
            description: Whether emails are sent.
            type: bool
          recipients:
            description: Email addresses of the recipients.
            type: list
            elements: str
          settings_type:
            description:
              - Whether the server's V(Global) notification settings apply, or V(Custom) ones, which are given here.
            type: str
            choices: [Global, Custom]
          subject:
            description:
              - Subject of the email. C(%Time%), C(%JobName%) and C(%JobResult%) in it are replaced by the server.
            type: str
          notify_on_success:
            description: Whether an email is sent after a run that succeeded.
            type: bool
          notify_on_warning:
            description: Whether an email is sent after a run that ended with a warning.
            type: bool
          notify_on_error:
            description: Whether an email is sent after a run that failed.
            type: bool
  schedule:
    description: When the configuration backup runs by itself.
    type: dict
    suboptions:
      enabled:
        description: Whether it runs by itself.
        type: bool
      daily:
        description: A run each day, or on some days of the week.
        type: dict
        suboptions:
          enabled:
            description: Whether this schedule applies.
            type: bool
          local_time:
            description: Time of the day, in the time zone of the server, such as V(22:00).
            type: str
          daily_kind:
            description:
              - The days, V(Everyday), V(WeekDays) for Monday to Friday, or V(SelectedDays) for those of
                O(schedule.daily.days).
            type: str
            choices: [Everyday, WeekDays, SelectedDays]
          days:
            description: Days of the week.
            type: list
            elements: str
            choices: [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday]
      monthly:
        description: A run on one day of some months.
        type: dict
        suboptions:
          enabled:
            description: Whether this schedule applies.
            type: bool
          local_time:
            description: Time of the day, in the time zone of the server, such as V(22:00).
            type: str
          day_number_in_month:
            description:
              - Which of the days O(schedule.monthly.day_of_week) of the month, or V(OnDay) for the day
                O(schedule.monthly.day_of_month).
            type: str
            choices: [First, Second, Third, Fourth, Last, OnDay]
          day_of_week:
            description: Day of the week.
            type: str
            choices: [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday]
          day_of_month:
            description: Day of the month, by its number.
            type: int
          is_last_day_of_month:
            description:
              - Whether the run is on the last day of the month, whatever O(schedule.monthly.day_of_month) is.
              - Needs O(api_version=1.3-rev0) or newer.
            type: bool
          months:
            description: Months in which it runs.
            type: list
            elements: str
            choices:
              - January
              - February
              - March
              - April
              - May
              - June
              - July
              - August
              - September
              - October
              - November
              - December
  encryption:
    description: Whether the configuration backup is encrypted, and with which password.
    type: dict
    suboptions:
      enabled:
        description:
          - Whether it is encrypted. Passwords that the server stores, such as those of credentials records, are in the
            backup only if it is.
        type: bool
      password_hint:
        description:
          - Encryption password, by its hint or its ID. The password itself is set on the server and is not given here.
        type: str
seealso:
  - module: opendr.veeam.veeam_repository
  - module: opendr.veeam.veeam_session_info
"""

EXAMPLES = r"""
# The connection is in module_defaults, or in the environment (VEEAM_VBR_URL and the like).
- name: Back up the configuration each night, encrypted, to a share
  opendr.veeam.veeam_configuration_backup:
    enabled: true
    repository: NFS Share 01
    restore_points_to_keep: 30
    schedule:
      enabled: true
      daily:
        enabled: true
        local_time: "22:00"
        daily_kind: Everyday
    encryption:
      enabled: true
      password_hint: Configuration backup

- name: Send an email when a run fails
  opendr.veeam.veeam_configuration_backup:
    notifications:
      smtp:
        enabled: true
        settings_type: Custom
        recipients: [backup@dr.example]
        notify_on_success: false
        notify_on_warning: true
        notify_on_error: true

- name: Run it before an upgrade
  opendr.veeam.veeam_configuration_backup:
    state: started
    wait_timeout: 1800
"""

RETURN = r"""
configuration_backup:
  description:
    - The settings as the server has them after the task, under the names of the options, with names in the place of
      IDs.
    - In check mode, and with O(wait=false), as they will be.
  returned: success
  type: dict
  sample:
    enabled: true
    repository: NFS Share 01
    restore_points_to_keep: 30
    notifications:
      snmp_enabled: false
      smtp:
        enabled: false
        recipients: []
        settings_type: Global
        subject: "[%JobResult%] %JobName% (%Time%)"
        notify_on_success: true
        notify_on_warning: true
        notify_on_error: true
    schedule:
      enabled: true
      daily:
        enabled: true
        local_time: "22:00:00"
        daily_kind: Everyday
        days: [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday]
      monthly:
        enabled: false
        local_time: "10:00:00"
        day_number_in_month: Fourth
        day_of_week: Saturday
        day_of_month: 1
        is_last_day_of_month: false
        months: [January, July]
    encryption:
      enabled: true
      password_hint: Configuration backup
    last_successful_backup:
      time: "2026-01-15T10:02:12+00:00"
      session_id: 7d3f0a52-5c1b-4c39-9d44-0a6f0f7b8e21
  contains:
    last_successful_backup:
      description: The last run that succeeded.
      type: dict
      returned: success
      contains:
        time:
          description: When it was.
          type: str
          returned: if there was one
        session_id:
          description: ID of its session.
          type: str
          returned: if there was one
operation:
  description:
    - What was done, or in check mode would be done - V(update) or V(none).
  returned: success
  type: str
  sample: update
changes:
  description:
    - The options in which the configuration backup differed from the task, each with its value before and after.
    - One of V(running) says that a run was started.
  returned: success
  type: list
  elements: dict
  sample:
    - option: restore_points_to_keep
      before: 10
      after: 30
  contains:
    option:
      description: Name of the option; that of a suboption follows a dot.
      type: str
      returned: success
    before:
      description: The value that the server had, V(null) if it had none.
      type: raw
      returned: success
    after:
      description: The value that it has now, or in check mode would have.
      type: raw
      returned: success
session:
  description:
    - The session of the run that the task started or joined. With O(wait=false) it is still running;
      M(opendr.veeam.veeam_session) waits for it.
  returned: if O(state=started), but not in check mode unless a run is under way
  type: dict
  sample:
    id: 7d3f0a52-5c1b-4c39-9d44-0a6f0f7b8e21
    name: Backup Configuration Job
    type: ConfigurationBackup
    state: Stopped
    result: Success
    message: Success
    progress_percent: 100
  contains:
    id:
      description: ID of the session.
      type: str
      returned: success
    name:
      description: What the server calls the session.
      type: str
      returned: success
    type:
      description: Type of the session.
      type: str
      returned: success
    state:
      description: V(Stopped) where the session has ended, else how far it is.
      type: str
      returned: success
    result:
      description: V(Success) or V(Warning) where the session has ended, else V(None).
      type: str
      returned: success
    message:
      description: What the server says about the result. With V(Warning) it is among the warnings of the task too.
      type: str
      returned: success
    progress_percent:
      description: How much of the work is done, in percent.
      type: int
      returned: success
error:
  description: The facts behind the message of a failed task.
  returned: failure
  type: dict
  contains:
    kind:
      description:
        - What went wrong, for C(rescue) to act on. The usual ones are V(InvalidOption), V(ObjectNotFound),
          V(AmbiguousName), V(ApiError), V(SessionFailed), V(SessionTimedOut), V(NotConverged), V(AuthenticationFailed)
          and V(ConnectionFailed).
      type: str
      returned: failure
  sample:
    kind: SessionFailed
"""

from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.configuration_backup import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
