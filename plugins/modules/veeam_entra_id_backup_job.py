#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_entra_id_backup_job
short_description: Create, change and remove backup jobs of Microsoft Entra ID of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Adds, changes or removes a job that backs up a Microsoft Entra ID tenant or its audit logs, so that it is as the
    task describes it.
  - If the job exists, an omitted option is neither compared nor changed. This holds for each suboption too.
  - The tenant has to be in the inventory of the server already.
  - M(opendr.veeam.veeam_job) enables, disables and runs jobs.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.job_schedule
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
      - What the job backs up.
      - V(EntraIDTenantBackup) backs up the objects of a tenant, and V(EntraIDAuditLogBackup) its audit and sign-in
        logs.
      - Required to create a job. Cannot be changed after creation.
    type: str
    choices: [EntraIDTenantBackup, EntraIDAuditLogBackup]
  description:
    description:
      - Description of the job.
      - If omitted, a new job has no description. An empty text removes the current description.
    type: str
  high_priority:
    description:
      - Whether the job gets resources before other jobs.
      - If omitted, the server decides for a new job.
      - Only for O(type=EntraIDAuditLogBackup).
    type: bool
  tenant:
    description:
      - Microsoft Entra ID tenant that the job backs up, or whose logs it backs up.
      - Given by name, by description, or by the ID that the server gives it, which is not the one of Microsoft. API
        revisions before 1.3-rev2 show no names of tenants; with them, give the description or the ID.
      - Required to create a job.
    type: str
  repository:
    description:
      - Repository for the backups of the logs.
      - Given by name or ID.
      - If omitted, the server decides for a new job.
      - Only for O(type=EntraIDAuditLogBackup).
    type: str
  source_backup:
    description:
      - Backup in the repository that the job continues.
      - Given by name or ID.
      - If omitted, a new job begins a new backup.
      - For O(type=EntraIDTenantBackup), requires O(api_version=1.3-rev0) or later.
    type: str
  retention_policy:
    description:
      - How long backups are kept.
      - If omitted, the server decides for a new job.
    type: dict
    suboptions:
      type:
        description:
          - What O(retention_policy.quantity) counts.
          - Required for O(type=EntraIDTenantBackup) if the job has no O(retention_policy) yet.
        type: str
        choices: [RestorePoints, Days, Months, Years]
      quantity:
        description:
          - Number of restore points or days.
          - Required for O(type=EntraIDTenantBackup) if the job has no O(retention_policy) yet.
        type: int
  advanced:
    description:
      - Further settings of the backups and of the job.
      - If omitted, the server decides for a new job.
    type: dict
    suboptions:
      encryption:
        description:
          - Encryption of the backups.
          - Only for O(type=EntraIDTenantBackup).
        type: dict
        suboptions:
          enabled:
            description:
              - Whether these settings apply.
              - Required if the job has no O(advanced.encryption) yet.
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
      storage_data:
        description:
          - How the data of the backups is stored.
          - Only for O(type=EntraIDAuditLogBackup).
        type: dict
        suboptions:
          compression_level:
            description:
              - How much data is compressed.
              - V(Auto) requires O(api_version=1.3-rev0) or later.
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
      backup_health:
        description:
          - When the newest restore point is checked.
          - Only for O(type=EntraIDAuditLogBackup).
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
                description:
                  - Time of the day, as hours and minutes, with or without seconds.
                  - Requires O(api_version=1.3-rev0) or later.
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
                description:
                  - Time of the day, as hours and minutes, with or without seconds.
                  - Requires O(api_version=1.3-rev0) or later.
                type: str
              is_last_day_of_month:
                description:
                  - Whether it is the last day of the month, whatever day is given.
                  - Requires O(api_version=1.3-rev0) or later.
                type: bool
      scripts:
        description:
          - Scripts that run before and after the job.
          - Only for O(type=EntraIDAuditLogBackup).
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
      notifications:
        description: Notifications about the job.
        type: dict
        suboptions:
          send_snmp_notifications:
            description: Whether SNMP traps are sent.
            type: bool
          email:
            description: Email about runs of this job.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether these settings apply.
                  - Required if the job has no O(advanced.notifications.email) yet.
                type: bool
              recipients:
                description: Email addresses.
                type: list
                elements: str
              send_daily_summary:
                description:
                  - Whether a summary is sent each day.
                  - Requires O(api_version=1.3-rev2) or later.
                type: bool
              daily_summary_local_time:
                description:
                  - Time of the day at which the summary is sent.
                  - Requires O(api_version=1.3-rev2) or later.
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
"""

EXAMPLES = r"""
- name: Back up a Microsoft Entra ID tenant every night
  opendr.veeam.veeam_entra_id_backup_job:
    name: Directory
    type: EntraIDTenantBackup
    tenant: dr.example
    retention_policy:
      type: Days
      quantity: 30
    schedule:
      run_automatically: true
      daily:
        enabled: true
        local_time: "22:00"
        daily_kind: Everyday

- name: Back up the audit logs of the tenant, and keep them for a year
  opendr.veeam.veeam_entra_id_backup_job:
    name: Directory logs
    type: EntraIDAuditLogBackup
    tenant: dr.example
    repository: Linux Repository 01
    retention_policy:
      type: Years
      quantity: 1
    advanced:
      storage_data:
        compression_level: Optimal
        encryption:
          enabled: true
          encryption_type: ByUserPassword
          password_hint: Offsite copies

- name: Check the backups of the logs each Sunday
  opendr.veeam.veeam_entra_id_backup_job:
    name: Directory logs
    advanced:
      backup_health:
        enabled: true
        weekly:
          enabled: true
          days: [Sunday]
          local_time: "05:00"

- name: Remove the job
  opendr.veeam.veeam_entra_id_backup_job:
    name: Directory logs
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
      description: What the job backs up.
      type: str
    description:
      description: Description of the job.
      type: str
    enabled:
      description: Whether the schedule may run the job. M(opendr.veeam.veeam_job) changes that.
      type: bool
    high_priority:
      description: Whether the job gets resources before other jobs.
      returned: if its type has it
      type: bool
    tenant:
      description: Microsoft Entra ID tenant that the job backs up, or whose logs it backs up.
      type: str
    repository:
      description: Repository for the backups of the logs.
      returned: if its type has it
      type: str
    source_backup:
      description: Backup in the repository that the job continues.
      type: str
    retention_policy:
      description: How long backups are kept.
      type: dict
      contains:
        type:
          description: What O(retention_policy.quantity) counts.
          type: str
        quantity:
          description: Number of restore points or days.
          type: int
    advanced:
      description:
        - Further settings of the backups and of the job.
        - Its properties are the suboptions of O(advanced).
      type: dict
    schedule:
      description:
        - When the job runs.
        - Its properties are the suboptions of O(schedule).
      type: dict
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.entra_id_backup_job import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
