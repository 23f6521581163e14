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
  - Changes the settings of the configuration backup, so that they are as the task describes them, and can run it. The
    configuration backup holds the jobs, servers and other settings of the backup server. The server can be restored
    from it.
  - A server has exactly one configuration backup, which cannot be created or removed.
  - An omitted option is neither compared nor changed. The same applies to each suboption of O(notifications),
    O(schedule) and O(encryption).
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
    details:
      - Each task with O(state=started) runs the configuration backup, unless it already runs.
options:
  state:
    description:
      - V(present) changes the settings that differ from the task.
      - V(started) does the same, then runs the configuration backup and waits for its end. If it already runs, the task
        waits for that run.
    type: str
    choices: [present, started]
    default: present
  enabled:
    description: Whether the configuration backup is enabled.
    type: bool
  repository:
    description:
      - Backup repository of the configuration backup.
      - Given by name or ID.
    type: str
  restore_points_to_keep:
    description: Number of restore points to keep in the repository.
    type: int
  notifications:
    description: Who is notified of a run.
    type: dict
    suboptions:
      snmp_enabled:
        description: Whether SNMP traps are sent.
        type: bool
      smtp:
        description: Notification by email.
        type: dict
        suboptions:
          enabled:
            description:
              - Whether emails are sent.
              - Required if the server has no O(notifications.smtp) yet.
            type: bool
          recipients:
            description:
              - Email addresses of the recipients.
              - Required if the server has no O(notifications.smtp) yet.
            type: list
            elements: str
          settings_type:
            description:
              - Which notification settings apply.
              - V(Global) uses the settings of the server. V(Custom) uses the suboptions given here.
              - Required if the server has no O(notifications.smtp) yet.
            type: str
            choices: [Global, Custom]
          subject:
            description:
              - Subject of the email.
              - The server replaces C(%Time%), C(%JobName%) and C(%JobResult%) in it.
              - Required if the server has no O(notifications.smtp) yet.
            type: str
          notify_on_success:
            description:
              - Whether an email is sent after a run that succeeded.
              - Required if the server has no O(notifications.smtp) yet.
            type: bool
          notify_on_warning:
            description:
              - Whether an email is sent after a run that ended with a warning.
              - Required if the server has no O(notifications.smtp) yet.
            type: bool
          notify_on_error:
            description:
              - Whether an email is sent after a run that failed.
              - Required if the server has no O(notifications.smtp) yet.
            type: bool
  schedule:
    description: Schedule of the configuration backup.
    type: dict
    suboptions:
      enabled:
        description: Whether the configuration backup runs by this schedule.
        type: bool
      daily:
        description: Schedule for each day, or for some days of the week.
        type: dict
        suboptions:
          enabled:
            description:
              - Whether this schedule applies.
              - Required if the server has no O(schedule.daily) yet.
            type: bool
          local_time:
            description: Time of the run in the time zone of the server, such as V(22:00).
            type: str
          daily_kind:
            description:
              - Days of the run - V(Everyday), V(WeekDays) for Monday to Friday, or V(SelectedDays) for
                O(schedule.daily.days).
            type: str
            choices: [Everyday, WeekDays, SelectedDays]
          days:
            description: Days of the week.
            type: list
            elements: str
            choices: [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday]
      monthly:
        description: Schedule for one day of some months.
        type: dict
        suboptions:
          enabled:
            description:
              - Whether this schedule applies.
              - Required if the server has no O(schedule.monthly) yet.
            type: bool
          local_time:
            description: Time of the run in the time zone of the server, such as V(22:00).
            type: str
          day_number_in_month:
            description:
              - Which O(schedule.monthly.day_of_week) of the month, or V(OnDay) for O(schedule.monthly.day_of_month).
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
              - Whether the run is on the last day of the month.
              - O(schedule.monthly.day_of_month) is then ignored.
              - Requires O(api_version=1.3-rev0) or later.
            type: bool
          months:
            description: Months of the run.
            type: list
            elements: str
            choices: [January, February, March, April, May, June, July, August, September, October, November, December]
  encryption:
    description: Whether the configuration backup is encrypted, and with which password.
    type: dict
    suboptions:
      enabled:
        description:
          - Whether the configuration backup is encrypted.
          - Only an encrypted backup contains the passwords that the server stores, such as those of credentials
            records.
        type: bool
      password_hint:
        description:
          - Encryption password that is used.
          - Given by its hint or ID. The password itself is set on the server.
        type: str
  wait_timeout:
    description:
      - Number of seconds after which the task stops waiting and fails. The server continues its work. The message says
        how to continue waiting.
      - By default one hour, for the run of the configuration backup.
    default: 3600
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
    - The settings after the task. The keys are the names of the options. The result has names instead of IDs.
    - In check mode and with O(wait=false), the settings as they will be.
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
    enabled:
      description: Whether the configuration backup is enabled.
      type: bool
    repository:
      description: Backup repository of the configuration backup.
      type: str
    restore_points_to_keep:
      description: Number of restore points to keep in the repository.
      type: int
    notifications:
      description: Who is notified of a run.
      type: dict
      contains:
        snmp_enabled:
          description: Whether SNMP traps are sent.
          type: bool
        smtp:
          description: Notification by email.
          type: dict
          contains:
            enabled:
              description: Whether emails are sent.
              type: bool
            recipients:
              description: Email addresses of the recipients.
              type: list
              elements: str
            settings_type:
              description: Which notification settings apply.
              type: str
            subject:
              description: Subject of the email.
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
      description: Schedule of the configuration backup.
      type: dict
      contains:
        enabled:
          description: Whether the configuration backup runs by this schedule.
          type: bool
        daily:
          description: Schedule for each day, or for some days of the week.
          type: dict
          contains:
            enabled:
              description: Whether this schedule applies.
              type: bool
            local_time:
              description: Time of the run in the time zone of the server, such as V(22:00).
              type: str
            daily_kind:
              description:
                - Days of the run - V(Everyday), V(WeekDays) for Monday to Friday, or V(SelectedDays) for
                  O(schedule.daily.days).
              type: str
            days:
              description: Days of the week.
              type: list
              elements: str
        monthly:
          description: Schedule for one day of some months.
          type: dict
          contains:
            enabled:
              description: Whether this schedule applies.
              type: bool
            local_time:
              description: Time of the run in the time zone of the server, such as V(22:00).
              type: str
            day_number_in_month:
              description:
                - Which O(schedule.monthly.day_of_week) of the month, or V(OnDay) for O(schedule.monthly.day_of_month).
              type: str
            day_of_week:
              description: Day of the week.
              type: str
            day_of_month:
              description: Day of the month, by its number.
              type: int
            is_last_day_of_month:
              description: Whether the run is on the last day of the month.
              returned: with O(api_version=1.3-rev0) or later
              type: bool
            months:
              description: Months of the run.
              type: list
              elements: str
    encryption:
      description: Whether the configuration backup is encrypted, and with which password.
      type: dict
      contains:
        enabled:
          description: Whether the configuration backup is encrypted.
          type: bool
        password_hint:
          description: Encryption password that is used.
          type: str
    last_successful_backup:
      description: The last run that succeeded.
      type: dict
      contains:
        time:
          description: When the run was.
          returned: if a run succeeded
          type: str
        session_id:
          description: ID of the session of the run.
          returned: if a run succeeded
          type: str
operation:
  description: What the task did, or in check mode would do - V(create), V(update), V(delete) or V(none).
  returned: success
  type: str
  sample: update
changes:
  description:
    - The options that differed from the task, each with its value before and after.
    - Empty if nothing differed.
  returned: success
  type: list
  elements: dict
  sample:
    - option: restore_points_to_keep
      before: 10
      after: 30
  contains:
    option:
      description: Name of the option, dotted for a suboption.
      type: str
    before:
      description: The value on the server before the task. V(null) if there was none.
      type: raw
    after:
      description: The value on the server after the task, or in check mode the value that it would have.
      type: raw
session:
  description:
    - The session in which the server did the work.
    - With O(wait=false) it may still run. M(opendr.veeam.veeam_session) waits for it.
  returned: if a session was started or waited for
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
    name:
      description: Name of the session.
      type: str
    type:
      description: Type of the session, which says what kind of work it does.
      type: str
    state:
      description: State of the session. V(Stopped) means that it has ended.
      type: str
    result:
      description: How the session ended, V(Success), V(Warning) or V(Failed). V(None) while it runs.
      type: str
    message:
      description: The server's explanation of the result.
      type: str
    progress_percent:
      description: How much of the work is done, in percent.
      type: int
error:
  description:
    - The facts behind the message of a failed task.
    - Which keys there are depends on RV(error.kind), which is always there.
  returned: failure
  type: dict
  sample:
    kind: SessionFailed
  contains:
    kind:
      description:
        - What kind of failure it is, for C(rescue) to act on.
        - V(ActionRequired) - A session waits for an action by a person.
        - V(AmbiguousName) - Several objects have the name that the task gives.
        - V(ApiError) - The server responded with an error, or with something that is not a response of its API.
        - V(AuthenticationFailed) - The server did not accept the account or the token.
        - V(CertificateRefused) - The certificate of the server is not trusted, has expired, or is for another name.
        - V(ConnectionFailed) - The server could not be reached, so nothing was changed.
        - V(ImmutableOption) - The task changes an option that can only be set when the object is created.
        - V(InvalidOption) - An option has a value that is not valid for this object, type or API revision.
        - V(NotConverged) - The server reported no error, but the object is not as the task describes it.
        - V(ObjectBusy) - Another task works on the object, and was not done in time. Nothing was changed.
        - V(ObjectNotFound) - Something named in the task does not exist on the server.
        - V(ResponseLost) - A change was sent and the response was lost, so it is not known whether the server made the
          change.
        - V(SessionFailed) - A session failed or was canceled. The facts hold the session and its last log records.
        - V(SessionTimedOut) - A session still ran after O(wait_timeout) seconds. It continues on the server.
        - V(TaskInterrupted) - Ctrl-C or a signal ended the task. It has closed what it had opened on the server.
        - V(Unexpected) - Something happened that the collection is not prepared for, such as a response that is not one
          of the API.
        - V(UnexpectedResponse) - The server reported success, and its response lacks what the task cannot do without.
      type: str
"""

import gc

if __name__ == "__main__":
    # What is imported stays: to look for garbage in it would only cost time. run_module enables this again.
    gc.disable()

from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.configuration_backup import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
