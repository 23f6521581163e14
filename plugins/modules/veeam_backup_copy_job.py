#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_backup_copy_job
short_description: Create, change and remove backup copy jobs of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Adds, changes or removes a job that copies backups to another repository, so that it is as the task describes it. It
    copies backups of machines, of files and object storage, or of a Microsoft Entra ID tenant.
  - If the job exists, an omitted option is neither compared nor changed. This holds for each suboption too.
  - M(opendr.veeam.veeam_job) enables, disables and runs jobs.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
options:
  state:
    description:
      - V(present) adds the job, or changes the options that differ from the task.
      - V(absent) removes the job. Options that describe it are ignored. Its backups stay.
    type: str
    choices: [present, absent]
    default: present
  id:
    description:
      - ID of the job.
      - Give it to rename a job, or if several jobs have the same name.
      - A job with this ID must exist, except with O(state=absent).
      - If omitted, the module finds the job by O(name), which has to match exactly.
    type: str
  name:
    description:
      - Name of the job.
      - 'Together with O(id), this is the new name: a job with another name is renamed.'
      - Either O(name) or O(id) has to be given.
      - Required to create a job.
    type: str
  type:
    description:
      - What the job copies.
      - V(BackupCopy) copies backups of machines, V(FileBackupCopy) those of files and object storage, and
        V(EntraIDTenantBackupCopy) those of a Microsoft Entra ID tenant.
      - Required to create a job. Cannot be changed after creation. V(BackupCopy) and V(EntraIDTenantBackupCopy) require
        O(api_version=1.3-rev0) or later.
    type: str
    choices: [BackupCopy, FileBackupCopy, EntraIDTenantBackupCopy]
  description:
    description:
      - Description of the job.
      - If omitted, a new job has no description. An empty text removes the current description.
      - Only for O(type=BackupCopy).
    type: str
  mode:
    description:
      - When restore points are copied.
      - With V(Immediate), each new restore point is copied as soon as it appears. With V(Periodic), the latest ones are
        copied by a schedule.
      - Only for O(type=BackupCopy). Required to create a job. Cannot be changed after creation.
    type: str
    choices: [Immediate, Periodic]
  source_job:
    description:
      - Job whose backups are copied.
      - Given by name or ID.
      - Not for O(type=BackupCopy). Required for O(type=FileBackupCopy) (O(api_version=1.3-rev1) or earlier). Required
        for O(type=EntraIDTenantBackupCopy).
    type: str
  source_jobs:
    description:
      - Jobs whose backups are copied.
      - Each is given by name or ID. O(source_jobs_mode) says whether they are added, are the only ones, or are removed.
      - A new job needs some of these, or of O(source_repositories), or of O(source_backups).
      - Only for O(type=BackupCopy).
    type: list
    elements: str
  source_repositories:
    description:
      - Repositories whose backups are copied.
      - O(source_repositories_mode) says whether they are added, are the only ones, or are removed.
      - Only for O(type=BackupCopy).
    type: list
    elements: dict
    suboptions:
      repository:
        description:
          - Repository with the backups.
          - Given by name or ID.
          - Required in each item.
        type: str
      type:
        description:
          - Type of the repository, in the words of the API.
          - If omitted, the module reads it from the repository.
        type: str
  source_backups:
    description:
      - Backups that are copied.
      - O(source_backups_mode) says whether they are added, are the only ones, or are removed.
      - Only for O(type=BackupCopy). Requires O(api_version=1.3-rev2) or later.
    type: list
    elements: str
  excluded_jobs:
    description:
      - Jobs whose backups are not copied, although they are in one of the repositories.
      - Each is given by name or ID. O(excluded_jobs_mode) says whether they are added, are the only ones, or are
        removed.
      - Only for O(type=BackupCopy).
    type: list
    elements: str
  excluded_objects:
    description:
      - Virtual machines that are not copied, although the backups have them.
      - Name each by any suboptions that tell it from the others. The module takes the rest from the job or from the
        inventory.
      - O(excluded_objects_mode) says whether they are added, are the only ones, or are removed.
      - Only for O(type=BackupCopy).
    type: list
    elements: dict
    suboptions:
      name:
        description: Name of the machine.
        type: str
      path:
        description:
          - Path of the machine in the inventory, such as V(vcenter01.example.com/Production/app01), in the place of its
            name. The first part is the server.
        type: str
      platform:
        description:
          - Platform of the machine.
          - If omitted, it is a machine of VMware vSphere.
        type: str
        choices: [VSphere, HyperV, CloudDirector]
      type:
        description:
          - Type of the object, in the words of the API.
          - If omitted, it is a virtual machine.
        type: str
      host_name:
        description: Name of the server that the machine is on, as the inventory shows it.
        type: str
      object_id:
        description: ID of the machine on its platform.
        type: str
      urn:
        description: Path of IDs that leads to the machine on its platform.
        type: str
  copy_transaction_logs:
    description:
      - Whether the transaction logs in the backups are copied as well.
      - If omitted, the server decides for a new job.
      - Only for O(type=BackupCopy).
    type: bool
  repository:
    description:
      - Repository for the copies.
      - Given by name or ID.
      - Required to create a job.
    type: str
  use_custom_retention:
    description:
      - Whether the copies are kept as O(retention_policy) says, and not as long as the backups of the job that is
        copied.
      - If omitted, the server decides for a new job.
      - Not for O(type=BackupCopy).
    type: bool
  retention_policy:
    description:
      - How long copies are kept.
      - If omitted, the server decides for a new job.
    type: dict
    suboptions:
      type:
        description:
          - What O(retention_policy.quantity) counts.
          - Required for O(type=BackupCopy) if the job has no O(retention_policy) yet. Required if the job has no
            O(retention_policy) yet, except for O(type=BackupCopy) (O(api_version=1.3-rev1) or later). V(RestorePoints)
            requires O(api_version=1.3-rev0) or later.
        type: str
        choices: [RestorePoints, Days, Months]
      quantity:
        description:
          - Number of restore points or days.
          - Required for O(type=BackupCopy) if the job has no O(retention_policy) yet. Required if the job has no
            O(retention_policy) yet, except for O(type=BackupCopy) (O(api_version=1.3-rev1) or later).
        type: int
  gfs_policy:
    description:
      - Full backups that are kept longer, as weekly, monthly and yearly ones.
      - If omitted, the server decides for a new job.
      - Not for O(type=EntraIDTenantBackupCopy). For O(type=FileBackupCopy), requires O(api_version=1.3-rev2) or later.
    type: dict
    suboptions:
      enabled:
        description:
          - Whether full backups are kept longer.
          - Required if the job has no O(gfs_policy) yet.
        type: bool
      weekly:
        description: Weekly full backups.
        type: dict
        suboptions:
          enabled:
            description:
              - Whether these settings apply.
              - Required if the job has no O(gfs_policy.weekly) yet.
            type: bool
          keep_for_number_of_weeks:
            description: Number of weeks for which a weekly full backup is kept.
            type: int
          desired_time:
            description: Day whose full backup becomes the weekly one.
            type: str
            choices: [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday]
      monthly:
        description: Monthly full backups.
        type: dict
        suboptions:
          enabled:
            description:
              - Whether these settings apply.
              - Required if the job has no O(gfs_policy.monthly) yet.
            type: bool
          keep_for_number_of_months:
            description: Number of months for which a monthly full backup is kept.
            type: int
          desired_time:
            description: Week whose full backup becomes the monthly one.
            type: str
            choices: [First, Second, Third, Fourth, Fifth, Last]
      yearly:
        description: Yearly full backups.
        type: dict
        suboptions:
          enabled:
            description:
              - Whether these settings apply.
              - Required if the job has no O(gfs_policy.yearly) yet.
            type: bool
          keep_for_number_of_years:
            description: Number of years for which a yearly full backup is kept.
            type: int
          desired_time:
            description: Month whose full backup becomes the yearly one.
            type: str
            choices: [January, February, March, April, May, June, July, August, September, October, November, December]
      read_entire_restore_point:
        description:
          - Whether such a full backup is read from the source as a whole, and not made from increments.
          - Only for O(type=BackupCopy).
        type: bool
  use_custom_encryption:
    description:
      - Whether the copies are encrypted as O(encryption) says, and not as the job that is copied does it.
      - If omitted, the server decides for a new job.
      - Not for O(type=BackupCopy).
    type: bool
  encryption:
    description:
      - Encryption of the copies.
      - If omitted, the server decides for a new job.
      - Not for O(type=BackupCopy).
    type: dict
    suboptions:
      enabled:
        description:
          - Whether these settings apply.
          - Required if the job has no O(encryption) yet.
        type: bool
      encryption_type:
        description: What the backups are encrypted with.
        type: str
        choices: [ByUserPassword, ByKms]
      password_hint:
        description: Password for the encryption, by its hint or ID.
        type: str
      kms_server:
        description:
          - Key management server for the encryption.
          - Given by name or ID.
        type: str
  advanced:
    description:
      - Further settings of the copies and of the job.
      - If omitted, the server decides for a new job.
      - Only for O(type=BackupCopy).
    type: dict
    suboptions:
      backup_health:
        description: When the newest restore point is checked.
        type: dict
        suboptions:
          enabled:
            description:
              - Whether these settings apply.
              - Required if the job has no O(advanced.backup_health) yet.
            type: bool
          weekly:
            description: Weekly schedule.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether these settings apply.
                  - Required if the job has no O(advanced.backup_health.weekly) yet.
                type: bool
              days:
                description: Days of the week.
                type: list
                elements: str
                choices: [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday]
              local_time:
                description: Time of the day, as hours and minutes, with or without seconds.
                type: str
          monthly:
            description: Monthly schedule.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether these settings apply.
                  - Required if the job has no O(advanced.backup_health.monthly) yet.
                type: bool
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
              local_time:
                description: Time of the day, as hours and minutes, with or without seconds.
                type: str
              is_last_day_of_month:
                description: Whether it is the last day of the month, whatever day is given.
                type: bool
      full_backup_maintenance:
        description: Maintenance of full backups.
        type: dict
        suboptions:
          remove_data:
            description: What happens to the backups of machines that the job no longer backs up.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether they are removed.
                  - Required if the job has no O(advanced.full_backup_maintenance.remove_data) yet.
                type: bool
              after_days:
                description: Number of days after which they are removed.
                type: int
          defragment_and_compact:
            description: When full backups are compacted.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether these settings apply.
                  - Required if the job has no O(advanced.full_backup_maintenance.defragment_and_compact) yet.
                type: bool
              weekly:
                description: Weekly schedule.
                type: dict
                suboptions:
                  enabled:
                    description:
                      - Whether these settings apply.
                      - Required if the job has no O(advanced.full_backup_maintenance.defragment_and_compact.weekly)
                        yet.
                    type: bool
                  days:
                    description: Days of the week.
                    type: list
                    elements: str
                    choices: [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday]
                  local_time:
                    description: Time of the day, as hours and minutes, with or without seconds.
                    type: str
              monthly:
                description: Monthly schedule.
                type: dict
                suboptions:
                  enabled:
                    description:
                      - Whether these settings apply.
                      - Required if the job has no O(advanced.full_backup_maintenance.defragment_and_compact.monthly)
                        yet.
                    type: bool
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
                  local_time:
                    description: Time of the day, as hours and minutes, with or without seconds.
                    type: str
                  is_last_day_of_month:
                    description: Whether it is the last day of the month, whatever day is given.
                    type: bool
      storage_data:
        description: How the data is stored.
        type: dict
        suboptions:
          inline_data_dedup_enabled:
            description:
              - Whether each different block of data is stored once.
              - Requires O(api_version=1.3-rev2) or later.
            type: bool
          compression_level:
            description: How much data is compressed.
            type: str
            choices: [Auto, None, DedupFriendly, Optimal, High, Extreme]
          encryption:
            description: Encryption of backups.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether these settings apply.
                  - Required if the job has no O(advanced.storage_data.encryption) yet.
                type: bool
              encryption_type:
                description: What the backups are encrypted with.
                type: str
                choices: [ByUserPassword, ByKms]
              password_hint:
                description: Password for the encryption, by its hint or ID.
                type: str
              kms_server:
                description:
                  - Key management server for the encryption.
                  - Given by name or ID.
                type: str
      rpo_monitor:
        description: Warnings about copies that are overdue.
        type: dict
        suboptions:
          new_backup_threshold:
            description: Warning if there is no new copy of a backup for some time.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether the server warns.
                  - Required if the job has no O(advanced.rpo_monitor.new_backup_threshold) yet.
                type: bool
              type:
                description: What O(advanced.rpo_monitor.new_backup_threshold.quantity) counts.
                type: str
                choices: [Hours, Minutes, Days]
              quantity:
                description: Time after which the server warns.
                type: int
          new_log_backup_threshold:
            description: Warning if there is no new copy of transaction logs for some time.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether the server warns.
                  - Required if the job has no O(advanced.rpo_monitor.new_log_backup_threshold) yet.
                type: bool
              type:
                description: What O(advanced.rpo_monitor.new_log_backup_threshold.quantity) counts.
                type: str
                choices: [Hours, Minutes, Days]
              quantity:
                description: Time after which the server warns.
                type: int
      notifications:
        description: What the job reports, and to whom.
        type: dict
        suboptions:
          send_snmp_notifications:
            description: Whether SNMP traps are sent.
            type: bool
          email:
            description: Notifications by email.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether the job sends email.
                  - Required if the job has no O(advanced.notifications.email) yet.
                type: bool
              recipients:
                description: Email addresses.
                type: list
                elements: str
              daily_summary_local_time:
                description:
                  - Time of the day at which the daily report is sent, as hours and minutes, with or without seconds.
                type: str
              notification_type:
                description: Whether the settings of the server or those of this job apply.
                type: str
                choices: [UseGlobalNotificationSettings, UseCustomNotificationSettings]
              custom_notification_settings:
                description: Settings of this job.
                type: dict
                suboptions:
                  subject:
                    description: Subject of an email. The server replaces its variables, such as C(%JobName%).
                    type: str
                  notify_on_success:
                    description: Whether a run that ends with success is reported.
                    type: bool
                  notify_on_warning:
                    description: Whether a run that ends with a warning is reported.
                    type: bool
                  notify_on_error:
                    description: Whether a run that fails is reported.
                    type: bool
                  suppress_until_last_retry:
                    description: Whether only the last attempt is reported.
                    type: bool
              notifications_schedule:
                description: Whether email is sent after each copy, or once a day.
                type: str
                choices: [Immediate, Daily]
      scripts:
        description: Scripts that run on the backup server before and after the job.
        type: dict
        suboptions:
          pre_command:
            description: Script before the job.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether these settings apply.
                  - Required if the job has no O(advanced.scripts.pre_command) yet.
                type: bool
              command:
                description: Path and arguments of the script.
                type: str
          post_command:
            description: Script after the job.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether these settings apply.
                  - Required if the job has no O(advanced.scripts.post_command) yet.
                type: bool
              command:
                description: Path and arguments of the script.
                type: str
          periodicity_type:
            description: Whether the scripts run on some days or with some runs.
            type: str
            choices: [Days, BackupSessions]
          run_script_every:
            description:
              - Number of runs after which the scripts run again.
              - From 1 to 99.
            type: int
          days_of_week:
            description: Days on which the scripts run.
            type: list
            elements: str
            choices: [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday]
      use_most_recent_restore_point:
        description:
          - Whether a job with O(mode=Periodic) copies the newest restore point there is, and does not wait for one of
            its interval.
        type: bool
  wan_acceleration:
    description:
      - Whether the data goes through WAN accelerators.
      - If omitted, the server decides for a new job.
      - Only for O(type=BackupCopy).
    type: dict
    suboptions:
      mode:
        description:
          - Whether the data is sent directly, or through WAN accelerators.
          - Required if the job has no O(wan_acceleration) yet.
        type: str
        choices: [Direct, WANAccelerator]
      source:
        description:
          - WAN accelerator near the source.
          - Given by name or ID.
        type: str
      target:
        description:
          - WAN accelerator near the target.
          - Given by name or ID.
        type: str
  immediate_schedule:
    description:
      - When a job with O(mode=Immediate) may copy.
      - If omitted, the server decides for a new job.
      - Only for O(type=BackupCopy).
    type: dict
    suboptions:
      mode:
        description:
          - Whether it may copy at any time, or in O(immediate_schedule.backup_window) only.
          - Required if the job has no O(immediate_schedule) yet.
        type: str
        choices: [Continuous, BackupWindow]
      backup_window:
        description: Hours of each day in which the job may copy.
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
  periodic_schedule:
    description:
      - When a job with O(mode=Periodic) runs.
      - If omitted, the server decides for a new job.
      - Only for O(type=BackupCopy).
    type: dict
    suboptions:
      run_automatically:
        description:
          - Whether the schedule runs the job.
          - Required if the job has no O(periodic_schedule) yet.
        type: bool
      daily:
        description: Runs on some days of the week.
        type: dict
        suboptions:
          enabled:
            description:
              - Whether these settings apply.
              - Required if the job has no O(periodic_schedule.daily) yet.
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
              - Required if the job has no O(periodic_schedule.monthly) yet.
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
            description: Whether it is the last day of the month, whatever day is given.
            type: bool
      periodically:
        description: Runs at an interval.
        type: dict
        suboptions:
          enabled:
            description:
              - Whether these settings apply.
              - Required if the job has no O(periodic_schedule.periodically) yet.
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
      after_job:
        description: Runs after another job.
        type: dict
        suboptions:
          enabled:
            description:
              - Whether these settings apply.
              - Required if the job has no O(periodic_schedule.after_job) yet.
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
              - Required if the job has no O(periodic_schedule.backup_window) yet.
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
  schedule:
    description:
      - When the job may copy.
      - If omitted, the server decides for a new job.
      - Not for O(type=BackupCopy).
    type: dict
    suboptions:
      type:
        description: Whether it may copy at any time, or in O(schedule.custom_window) only.
        type: str
        choices: [Continuous, Custom]
      custom_window:
        description: Hours of each day in which the job may copy.
        type: dict
        suboptions:
          enabled:
            description:
              - Whether these settings apply.
              - Required if the job has no O(schedule.custom_window) yet.
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
  allow_old_gfs_points_retention:
    description:
      - Whether a change of O(gfs_policy) may remove restore points that the former policy keeps.
      - If omitted or V(false), the server removes none because of the change.
      - Requires O(api_version=1.3-rev1) or later.
    type: bool
  source_jobs_mode:
    description:
      - How O(source_jobs) is applied to the source jobs of the job.
      - V(merge) adds them. V(replace) removes all others. V(remove) removes them.
      - Has no effect without O(source_jobs).
    type: str
    choices: [merge, replace, remove]
    default: merge
  source_repositories_mode:
    description:
      - How O(source_repositories) is applied to the source repositories of the job.
      - V(merge) adds them. V(replace) removes all others. V(remove) removes them.
      - Has no effect without O(source_repositories).
    type: str
    choices: [merge, replace, remove]
    default: merge
  source_backups_mode:
    description:
      - How O(source_backups) is applied to the source backups of the job.
      - V(merge) adds them. V(replace) removes all others. V(remove) removes them.
      - Has no effect without O(source_backups).
    type: str
    choices: [merge, replace, remove]
    default: merge
  excluded_jobs_mode:
    description:
      - How O(excluded_jobs) is applied to the excluded jobs of the job.
      - V(merge) adds them. V(replace) removes all others. V(remove) removes them.
      - Has no effect without O(excluded_jobs).
    type: str
    choices: [merge, replace, remove]
    default: merge
  excluded_objects_mode:
    description:
      - How O(excluded_objects) is applied to the excluded objects of the job.
      - V(merge) adds them. V(replace) removes all others. V(remove) removes them.
      - Has no effect without O(excluded_objects).
    type: str
    choices: [merge, replace, remove]
    default: merge
"""

EXAMPLES = r"""
- name: Copy each new backup of a job to another repository
  opendr.veeam.veeam_backup_copy_job:
    name: Applications offsite
    type: BackupCopy
    mode: Immediate
    source_jobs:
      - Nightly Servers
    repository: Amazon S3 01
    retention_policy:
      type: Days
      quantity: 30

- name: Copy all backups of a repository on Sundays, and keep weekly ones for a year
  opendr.veeam.veeam_backup_copy_job:
    name: Weekly copies
    type: BackupCopy
    mode: Periodic
    source_repositories:
      - repository: Linux Repository 01
    repository: Windows Repository 01
    gfs_policy:
      enabled: true
      weekly:
        enabled: true
        keep_for_number_of_weeks: 52
        desired_time: Sunday
    periodic_schedule:
      run_automatically: true
      daily:
        enabled: true
        local_time: "04:00"
        daily_kind: SelectedDays
        days: [Sunday]

- name: Copy the backups of file shares
  opendr.veeam.veeam_backup_copy_job:
    name: Files offsite
    type: FileBackupCopy
    source_job: File Shares
    repository: Amazon S3 01

- name: No longer copy the backups of a job
  opendr.veeam.veeam_backup_copy_job:
    name: Weekly copies
    source_jobs_mode: remove
    source_jobs:
      - Hyper-V Servers

- name: Remove the job
  opendr.veeam.veeam_backup_copy_job:
    name: Applications offsite
    state: absent
"""

RETURN = r"""
job:
  description:
    - The job after the task. Its keys are the names of the options. Empty if the job does not exist. In check mode, the
      job as it will be.
  returned: success
  type: dict
  contains:
    id:
      description: ID of the job.
      type: str
    name:
      description: Name of the job.
      type: str
    type:
      description: What the job copies.
      type: str
    description:
      description: Description of the job.
      returned: if its type has it
      type: str
    enabled:
      description: Whether the schedule may run the job. M(opendr.veeam.veeam_job) changes that.
      type: bool
    mode:
      description: When restore points are copied.
      returned: if its type has it
      type: str
    source_job:
      description: Job whose backups are copied.
      returned: if its type has it
      type: str
    source_jobs:
      description: Jobs whose backups are copied.
      returned: if its type has it
      type: list
      elements: str
    source_repositories:
      description: Repositories whose backups are copied.
      returned: if its type has it
      type: list
      elements: dict
      contains:
        repository:
          description: Repository with the backups.
          type: str
        type:
          description: Type of the repository, in the words of the API.
          type: str
    source_backups:
      description: Backups that are copied.
      returned: if its type has it, with O(api_version=1.3-rev2) or later
      type: list
      elements: str
    excluded_jobs:
      description: Jobs whose backups are not copied, although they are in one of the repositories.
      returned: if its type has it
      type: list
      elements: str
    excluded_objects:
      description: Virtual machines that are not copied, although the backups have them.
      returned: if its type has it
      type: list
      elements: dict
      contains:
        name:
          description: Name of the machine.
          type: str
        platform:
          description: Platform of the machine.
          type: str
        type:
          description: Type of the object, in the words of the API.
          type: str
        host_name:
          description: Name of the server that the machine is on, as the inventory shows it.
          type: str
        object_id:
          description: ID of the machine on its platform.
          type: str
        urn:
          description: Path of IDs that leads to the machine on its platform.
          type: str
    copy_transaction_logs:
      description: Whether the transaction logs in the backups are copied as well.
      returned: if its type has it
      type: bool
    repository:
      description: Repository for the copies.
      type: str
    use_custom_retention:
      description:
        - Whether the copies are kept as O(retention_policy) says, and not as long as the backups of the job that is
          copied.
      returned: if its type has it
      type: bool
    retention_policy:
      description: How long copies are kept.
      type: dict
      contains:
        type:
          description: What O(retention_policy.quantity) counts.
          type: str
        quantity:
          description: Number of restore points or days.
          type: int
    gfs_policy:
      description: Full backups that are kept longer, as weekly, monthly and yearly ones.
      returned: if its type has it
      type: dict
      contains:
        enabled:
          description: Whether full backups are kept longer.
          type: bool
        weekly:
          description: Weekly full backups.
          type: dict
          contains:
            enabled:
              description: Whether these settings apply.
              type: bool
            keep_for_number_of_weeks:
              description: Number of weeks for which a weekly full backup is kept.
              type: int
            desired_time:
              description: Day whose full backup becomes the weekly one.
              type: str
        monthly:
          description: Monthly full backups.
          type: dict
          contains:
            enabled:
              description: Whether these settings apply.
              type: bool
            keep_for_number_of_months:
              description: Number of months for which a monthly full backup is kept.
              type: int
            desired_time:
              description: Week whose full backup becomes the monthly one.
              type: str
        yearly:
          description: Yearly full backups.
          type: dict
          contains:
            enabled:
              description: Whether these settings apply.
              type: bool
            keep_for_number_of_years:
              description: Number of years for which a yearly full backup is kept.
              type: int
            desired_time:
              description: Month whose full backup becomes the yearly one.
              type: str
        read_entire_restore_point:
          description: Whether such a full backup is read from the source as a whole, and not made from increments.
          returned: if its type has it
          type: bool
    use_custom_encryption:
      description: Whether the copies are encrypted as O(encryption) says, and not as the job that is copied does it.
      returned: if its type has it
      type: bool
    encryption:
      description: Encryption of the copies.
      returned: if its type has it
      type: dict
      contains:
        enabled:
          description: Whether these settings apply.
          type: bool
        encryption_type:
          description: What the backups are encrypted with.
          type: str
        password_hint:
          description: Password for the encryption, by its hint or ID.
          type: str
        kms_server:
          description: Key management server for the encryption.
          type: str
    advanced:
      description:
        - Further settings of the copies and of the job.
        - Its properties are the suboptions of O(advanced).
      returned: if its type has it
      type: dict
    wan_acceleration:
      description: Whether the data goes through WAN accelerators.
      returned: if its type has it
      type: dict
      contains:
        mode:
          description: Whether the data is sent directly, or through WAN accelerators.
          type: str
        source:
          description: WAN accelerator near the source.
          type: str
        target:
          description: WAN accelerator near the target.
          type: str
    immediate_schedule:
      description: When a job with O(mode=Immediate) may copy.
      returned: if its type has it
      type: dict
      contains:
        mode:
          description: Whether it may copy at any time, or in O(immediate_schedule.backup_window) only.
          type: str
        backup_window:
          description: Hours of each day in which the job may copy.
          type: dict
          contains:
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
    periodic_schedule:
      description:
        - When a job with O(mode=Periodic) runs.
        - Its properties are the suboptions of O(periodic_schedule).
      returned: if its type has it
      type: dict
    schedule:
      description: When the job may copy.
      returned: if its type has it
      type: dict
      contains:
        type:
          description: Whether it may copy at any time, or in O(schedule.custom_window) only.
          type: str
        custom_window:
          description: Hours of each day in which the job may copy.
          type: dict
          contains:
            enabled:
              description: Whether these settings apply.
              type: bool
            backup_window:
              description: Hours of each day in which the job may run.
              type: dict
              contains:
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
operation:
  description: What the task did, or in check mode would do - V(create), V(update), V(delete) or V(none).
  returned: success
  type: str
  sample: update
changes:
  description:
    - The options in which an existing job differed from the task, each with its value before and after.
    - Empty if the job was created, removed or left as it was.
  returned: success
  type: list
  elements: dict
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
error:
  description:
    - The facts behind the message of a failed task.
    - Which keys there are depends on RV(error.kind), which is always there.
  returned: failure
  type: dict
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
        - V(SessionTimedOut) - A session still ran after C(wait_timeout) seconds. It continues on the server.
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.backup_copy_job import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
