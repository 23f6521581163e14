#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_m365_job
short_description: Create, change, run and remove backup jobs of Veeam Backup for Microsoft 365
version_added: 0.1.0
description:
  - Adds a backup job that backs up a whole organization, changes, runs, stops or removes a job, so that it is as the
    task describes it.
  - If the job exists, an omitted option is neither compared nor changed. Which items it backs up and excludes, and the
    windows in which it may run, stay as they are. This module does not set them.
  - Options that contradict each other are rejected before anything is sent, in check mode too.
  - Organizations and repositories are given by name or by ID. The result always has their names.
  - Requires O(api_version=v8).
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.m365
  - opendr.veeam.waiting
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
options:
  state:
    description:
      - V(present) adds the job, or changes the options that differ from the task.
      - V(absent) removes the job. Options that describe it are ignored. Its backups stay.
      - V(started) does the same as V(present), then runs the job and waits for the end. A run that is under way is
        joined.
      - V(stopped) does the same as V(present), then stops the run that is under way.
    type: str
    choices: [present, absent, started, stopped]
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
      - Required to create a backup job.
    type: str
  description:
    description:
      - Description of the job.
      - If omitted, a new job has no description. An empty text removes the current description.
    type: str
  organization:
    description:
      - Organization that the job backs up.
      - Given by name or ID.
      - Required to create a backup job. Cannot be changed after creation.
    type: str
  repository:
    description:
      - Repository for the backups.
      - Given by name or ID.
      - Required to create a backup job.
    type: str
  enabled:
    description:
      - Whether the job runs by its schedule.
      - If omitted, the server decides for a new job.
    type: bool
  schedule:
    description:
      - When the job runs.
      - If omitted, the server decides for a new job.
    type: dict
    suboptions:
      type:
        description:
          - How the job runs. V(ManualOnly) never runs it by itself.
          - If it is new, V(Periodically) also needs O(schedule.periodically_every), and V(Daily) needs
            O(schedule.daily_type) and O(schedule.daily_time).
        type: str
        choices: [Periodically, Daily, ManualOnly]
      periodically_every:
        description:
          - How often the job runs.
          - Only together with O(schedule.type=Periodically).
          - V(Hours12) requires O(api_version=v8) or later.
        type: str
        choices: [Minutes5, Minutes10, Minutes15, Minutes30, Hours1, Hours2, Hours4, Hours8, Hours12]
      periodically_offset_minutes:
        description:
          - Number of minutes by which each run is moved, so that several jobs do not begin at the same moment.
          - Only together with O(schedule.type=Periodically). If omitted, runs are not moved.
          - At most 59.
        type: int
      daily_type:
        description:
          - Days on which the job runs.
          - Only together with O(schedule.type=Daily).
        type: str
        choices: [Everyday, Workdays, Weekends, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday]
      daily_time:
        description:
          - Time of the day at which the job runs, as hours and minutes, with or without seconds.
          - Only together with O(schedule.type=Daily).
        type: str
      retry_enabled:
        description:
          - Whether a run that failed is repeated.
          - If omitted, a new job does not repeat it.
        type: bool
      retry_number:
        description:
          - How often a run is repeated.
          - If omitted, the server decides for a new job.
        type: int
      retry_wait_minutes:
        description:
          - Number of minutes between two attempts.
          - If omitted, the server decides for a new job.
        type: int
  wait_timeout:
    description:
      - Number of seconds after which the task stops waiting for a run and fails. The run continues, and the same task
        waits for it again.
      - By default 8 hours, since the server may back up everything.
    default: 28800
seealso:
  - module: opendr.veeam.veeam_m365_job_session_info
  - module: opendr.veeam.veeam_m365_repository
  - name: Connection options
    description: How the modules reach a server, log in, retry, and what they never show.
    link: https://github.com/opendr/opendr.veeam/blob/main/docs/connection.md
"""

EXAMPLES = r"""
- name: Back up a whole organization every night
  opendr.veeam.veeam_m365_job:
    url: https://vb365.example.com
    username: "{{ veeam_m365_username }}"
    password: "{{ veeam_m365_password }}"
    name: Everything of branch.example
    organization: branch.example
    repository: Empty Repository
    enabled: true
    schedule:
      type: Daily
      daily_type: Everyday
      daily_time: "23:00"
      retry_enabled: true
      retry_number: 3
      retry_wait_minutes: 10

# The connection of the tasks below is in module_defaults, or in the environment (VEEAM_M365_URL and the like).
- name: Run a job now and wait for its end
  opendr.veeam.veeam_m365_job:
    name: All of dr.example
    state: started

- name: Keep a job from running by itself
  opendr.veeam.veeam_m365_job:
    name: Branch Mailboxes
    enabled: false

- name: Stop the run of a job
  opendr.veeam.veeam_m365_job:
    name: Branch Mailboxes
    state: stopped

- name: Remove a job
  opendr.veeam.veeam_m365_job:
    name: Everything of branch.example
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
    description:
      description: Description of the job.
      type: str
    organization:
      description: Organization that the job backs up.
      type: str
    repository:
      description: Repository for the backups.
      type: str
    enabled:
      description: Whether the job runs by its schedule.
      type: bool
    schedule:
      description: When the job runs.
      type: dict
      contains:
        type:
          description: How the job runs. V(ManualOnly) never runs it by itself.
          type: str
        periodically_every:
          description: How often the job runs.
          type: str
        periodically_offset_minutes:
          description:
            - Number of minutes by which each run is moved, so that several jobs do not begin at the same moment.
          type: int
        daily_type:
          description: Days on which the job runs.
          type: str
        daily_time:
          description: Time of the day at which the job runs, as hours and minutes, with or without seconds.
          type: str
        retry_enabled:
          description: Whether a run that failed is repeated.
          type: bool
        retry_number:
          description: How often a run is repeated.
          type: int
        retry_wait_minutes:
          description: Number of minutes between two attempts.
          type: int
    backup_type:
      description: What the job backs up, V(EntireOrganization) or V(SelectedItems).
      type: str
    last_run:
      description: When the job ran the last time.
      type: str
    next_run:
      description: When the job runs the next time.
      type: str
    last_backup:
      description: When the job ended with success the last time.
      type: str
    last_status:
      description: Status of the last run, such as V(Success), V(Warning), V(Failed) or V(Running).
      type: str
operation:
  description: What the task did, or in check mode would do - V(create), V(update), V(delete) or V(none).
  returned: success
  type: str
  sample: update
changes:
  description:
    - The options in which an existing backup job differed from the task, each with its value before and after.
    - Empty if the backup job was created, removed or left as it was.
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
session:
  description:
    - The session in which the server did the work.
    - With O(wait=false) it may still run. M(opendr.veeam.veeam_m365_job) waits for it.
  returned: if a session was started or waited for
  type: dict
  contains:
    id:
      description: ID of the session.
      type: str
    name:
      description: What the session does, and for which object.
      type: str
    type:
      description: Type of the session, which says what kind of work it does.
      type: str
    state:
      description: State of the session, as the server calls it.
      type: str
    result:
      description: State in which the session ended. V(null) while it runs.
      type: str
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
        - V(SessionTimedOut) - A session still ran after O(wait_timeout) seconds. It continues on the server.
        - V(TaskInterrupted) - Ctrl-C or a signal ended the task. It has closed what it had opened on the server.
        - V(Unexpected) - Something happened that the collection is not prepared for, such as a response that is not one
          of the API.
        - V(UnexpectedResponse) - The server reported success, and its response lacks what the task cannot do without.
      type: str
"""

from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module
from ansible_collections.opendr.veeam.plugins.module_utils.m365.job import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
