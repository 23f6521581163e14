#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_content_scan_job
short_description: Create, change and remove jobs that scan backups of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Adds, changes or removes a job that scans the content of the backups of other jobs for malware and checks the backup
    files, so that it is as the task describes it. The console calls it SureBackup Lite.
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
      - V(absent) removes the job. Options that describe it are ignored. The backups that it scans stay.
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
      - What the job does, in the word of the API.
      - It has one choice now.
      - Required to create a job. Cannot be changed after creation.
    type: str
    choices: [SureBackupContentScan]
  description:
    description:
      - Description of the job.
      - If omitted, a new job has no description. An empty text removes the current description.
    type: str
  linked_jobs:
    description:
      - Backup policies of Microsoft Azure, AWS and Google Cloud whose backups are scanned.
      - Each is given by name or ID. O(linked_jobs_mode) says whether they are added, are the only ones, or are removed.
      - A job needs some of these, or of O(unstructured_jobs).
      - Required to create a job (O(api_version=1.3-rev1) or earlier).
    type: list
    elements: str
  excluded_objects:
    description:
      - Virtual machines that are not scanned, although the linked policies have them.
      - They need O(linked_jobs).
      - Name each by any suboptions that tell it from the others. The module takes the rest from the job or from the
        inventory. What the inventory does not show needs O(excluded_objects[].name), O(excluded_objects[].host_name),
        O(excluded_objects[].type) and O(excluded_objects[].object_id).
      - O(excluded_objects_mode) says whether they are added, are the only ones, or are removed.
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
  max_concurrent_machines:
    description:
      - Number of machines that are scanned at the same time.
      - It needs O(linked_jobs).
      - If omitted, the server decides for a new job.
    type: int
  process_random_machines:
    description:
      - Whether only some machines are scanned, which the server picks at random.
      - It needs O(linked_jobs).
      - If omitted, the server decides for a new job.
    type: bool
  max_random_machines:
    description:
      - Number of machines that the server picks with O(process_random_machines=true).
      - It needs O(linked_jobs).
      - If omitted, the server decides for a new job.
    type: int
  unstructured_jobs:
    description:
      - Backup jobs of file shares and of object storage whose backups are scanned.
      - Each is given by name or ID. O(unstructured_jobs_mode) says whether they are added, are the only ones, or are
        removed.
      - Requires O(api_version=1.3-rev2) or later.
    type: list
    elements: str
  verification:
    description:
      - What is checked in the backups, and who is notified.
      - Required to create a job.
    type: dict
    suboptions:
      malware_scan:
        description:
          - Whether an antivirus program scans the machines.
          - Required if the job has no O(verification) yet.
        type: bool
      yara_scan:
        description:
          - Whether the machines are searched by a YARA rule.
          - Required if the job has no O(verification) yet.
        type: bool
      yara_rule:
        description: Name of the YARA rule.
        type: str
      entire_image_scan:
        description: Whether the scan of a machine goes to its end after it found malware.
        type: bool
      disk_content_validation:
        description: Whether the checksums of the backup files are verified.
        type: bool
      notifications:
        description: Who is notified of runs of this job.
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
                  - Required if the job has no O(verification.notifications.email) yet.
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
  schedule:
    description:
      - When the job runs.
      - If omitted, the server decides for a new job.
    type: dict
    suboptions:
      run_automatically:
        description: Whether the schedule runs the job.
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
            description: Whether it is the last day of the month, whatever day is given.
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
      wait_for_linked_jobs:
        description: Whether the job waits for the end of the linked jobs that run.
        type: bool
      wait_time_minutes:
        description: Number of minutes for which it waits for them.
        type: int
  linked_jobs_mode:
    description:
      - How O(linked_jobs) is applied to the linked jobs of the job.
      - V(merge) adds them. V(replace) removes all others. V(remove) removes them.
      - Has no effect without O(linked_jobs).
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
  unstructured_jobs_mode:
    description:
      - How O(unstructured_jobs) is applied to the linked jobs for files and object storage of the job.
      - V(merge) adds them. V(replace) removes all others. V(remove) removes them.
      - Has no effect without O(unstructured_jobs).
    type: str
    choices: [merge, replace, remove]
    default: merge
"""

EXAMPLES = r"""
- name: Scan the backups of a cloud policy every night
  opendr.veeam.veeam_content_scan_job:
    name: Cloud scan
    type: SureBackupContentScan
    linked_jobs:
      - Azure Policy
    verification:
      malware_scan: true
      yara_scan: false
    schedule:
      run_automatically: true
      daily:
        enabled: true
        local_time: "03:00"
        daily_kind: Everyday
      wait_for_linked_jobs: true
      wait_time_minutes: 180

- name: Scan the backups of file shares too
  opendr.veeam.veeam_content_scan_job:
    api_version: 1.3-rev2
    name: Cloud scan
    unstructured_jobs:
      - File Shares

- name: Check the backup files of another policy too, and leave two of its machines out
  opendr.veeam.veeam_content_scan_job:
    name: Cloud scan
    linked_jobs:
      - AWS Policy
    excluded_objects:
      - name: app02
      - name: web01
    verification:
      disk_content_validation: true

- name: Remove the job
  opendr.veeam.veeam_content_scan_job:
    name: Cloud scan
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
      description: What the job does, in the word of the API.
      type: str
    description:
      description: Description of the job.
      type: str
    enabled:
      description: Whether the schedule may run the job. M(opendr.veeam.veeam_job) changes that.
      type: bool
    linked_jobs:
      description: Backup policies of Microsoft Azure, AWS and Google Cloud whose backups are scanned.
      type: list
      elements: str
    excluded_objects:
      description: Virtual machines that are not scanned, although the linked policies have them.
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
    max_concurrent_machines:
      description: Number of machines that are scanned at the same time.
      type: int
    process_random_machines:
      description: Whether only some machines are scanned, which the server picks at random.
      type: bool
    max_random_machines:
      description: Number of machines that the server picks with O(process_random_machines=true).
      type: int
    unstructured_jobs:
      description: Backup jobs of file shares and of object storage whose backups are scanned.
      returned: with O(api_version=1.3-rev2) or later
      type: list
      elements: str
    verification:
      description: What is checked in the backups, and who is notified.
      type: dict
      contains:
        malware_scan:
          description: Whether an antivirus program scans the machines.
          type: bool
        yara_scan:
          description: Whether the machines are searched by a YARA rule.
          type: bool
        yara_rule:
          description: Name of the YARA rule.
          type: str
        entire_image_scan:
          description: Whether the scan of a machine goes to its end after it found malware.
          type: bool
        disk_content_validation:
          description: Whether the checksums of the backup files are verified.
          type: bool
        notifications:
          description: Who is notified of runs of this job.
          type: dict
          contains:
            send_snmp_notifications:
              description: Whether SNMP traps are sent.
              type: bool
            email:
              description: Email about runs of this job.
              type: dict
              contains:
                enabled:
                  description: Whether these settings apply.
                  type: bool
                recipients:
                  description: Email addresses.
                  type: list
                  elements: str
                send_daily_summary:
                  description: Whether a summary is sent each day.
                  returned: with O(api_version=1.3-rev2) or later
                  type: bool
                daily_summary_local_time:
                  description: Time of the day at which the summary is sent.
                  returned: with O(api_version=1.3-rev2) or later
                  type: str
                notification_type:
                  description: Whether the settings of the server or those of this job apply.
                  type: str
                custom_notification_settings:
                  description: Settings of this job.
                  type: dict
                  contains:
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.content_scan_job import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
