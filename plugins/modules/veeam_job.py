#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_job
short_description: Enable, disable, run, stop or remove a job of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Enables, disables, runs, stops or removes a job of any type, also of the types that the API cannot configure.
  - What a job does is set by the module of its type.
  - The task waits for the end of a run. A run that is under way already is joined, not started a second time.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.waiting
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
options:
  state:
    description:
      - V(enabled) lets the schedule run the job, V(disabled) keeps it from doing so. A run that is under way continues,
        and a task can run a disabled job.
      - V(started) runs the job and waits for the end. A run that is under way is joined.
      - V(stopped) stops the run that is under way.
      - V(absent) removes the job. Its backups stay. The server refuses to remove a job that runs.
    type: str
    choices: [enabled, disabled, started, stopped, absent]
    required: true
  id:
    description:
      - ID of the job.
      - Give it if several jobs have the same name.
      - If omitted, the module finds the job by O(name), which has to match exactly.
    type: str
  name:
    description:
      - Name of the job.
      - Either O(name) or O(id) has to be given.
    type: str
  retry:
    description:
      - Whether to process only what failed in the last run, with O(state=started).
      - If the last run ended with success, there is nothing to retry, and nothing is started.
      - If omitted, the job processes everything.
    type: bool
  active_full:
    description:
      - Whether the run makes a full backup, with O(state=started).
      - If omitted, the task does not ask for a full backup.
    type: bool
  start_chained_jobs:
    description:
      - Whether the jobs that are to run after this one are started too, with O(state=started). The task does not wait
        for them.
      - If omitted, they are not started.
    type: bool
  sync_restore_points:
    description:
      - Which restore points a backup copy job in immediate mode copies, with O(state=started).
      - If omitted, the server decides.
    type: str
    choices: [All, Latest]
  graceful:
    description:
      - Whether the job ends the machines that it processes now before it stops, with O(state=stopped).
      - If omitted, it does.
    type: bool
  cancel_chained_jobs:
    description:
      - Whether the jobs that are to run after this one are canceled too, with O(state=stopped).
      - If omitted, they are not canceled.
    type: bool
  wait_timeout:
    description:
      - Number of seconds after which the task stops waiting for a run and fails. The run continues, and the same task
        waits for it again.
      - By default 8 hours, since a run may copy whole machines.
    default: 28800
seealso:
  - module: opendr.veeam.veeam_job_info
  - module: opendr.veeam.veeam_session_info
  - name: Connection options
    description: How the modules reach a server, log in, retry, and what they never show.
    link: https://github.com/opendr/opendr.veeam/blob/main/docs/connection.md
"""

EXAMPLES = r"""
# The connection is in module_defaults, or in the environment (VEEAM_VBR_URL and the like).
- name: Run a job now and wait for its end
  opendr.veeam.veeam_job:
    name: Nightly Servers
    state: started
  register: run

- name: Show how each machine was processed
  ansible.builtin.debug:
    msg: "{{ item.name }}: {{ item.result }}"
  loop: "{{ run.task_sessions | default([]) }}"
  loop_control:
    label: "{{ item.name }}"

- name: Process again what failed in the last run
  opendr.veeam.veeam_job:
    name: Nightly Servers
    state: started
    retry: true

- name: Make a full backup
  opendr.veeam.veeam_job:
    name: Hyper-V Servers
    state: started
    active_full: true

- name: Keep the schedule from running a job during maintenance
  opendr.veeam.veeam_job:
    name: Nightly Servers
    state: disabled

- name: Stop the run of a job at once
  opendr.veeam.veeam_job:
    name: Offsite Copy
    state: stopped
    graceful: false

- name: Remove a job
  opendr.veeam.veeam_job:
    name: File Shares
    state: absent
"""

RETURN = r"""
job:
  description: The job after the task. Empty if the job does not exist. In check mode, the job as it will be.
  returned: success
  type: dict
  contains:
    id:
      description: ID of the job.
      type: str
    name:
      description: Name of the job.
      type: str
    enabled:
      description: Whether the schedule runs the job.
      type: bool
    type:
      description: Type of the job, such as V(VSphereBackup) or V(BackupCopy).
      type: str
    description:
      description: Description of the job.
      type: str
    status:
      description: What the job does now, such as V(Running), V(Inactive) or V(Disabled).
      type: str
    workload:
      description: What kind of objects the job processes.
      type: str
    last_run:
      description: When the job ran the last time.
      type: str
    last_result:
      description: How the last run ended - V(None), V(Success), V(Warning) or V(Failed).
      type: str
    next_run:
      description: When the job runs the next time.
      type: str
    next_run_policy:
      description: What starts the job the next time, in the words of the server, such as another job.
      returned: with O(api_version=1.3-rev0) or later
      type: str
    repository:
      description: Repository that the job writes to.
      type: str
    target_name:
      description: Name of the place that the job writes to, where that is no repository.
      returned: with O(api_version=1.3-rev2) or later
      type: str
    objects_count:
      description: Number of objects that the job processes.
      type: int
    session_id:
      description: ID of the session of the last run.
      type: str
    high_priority:
      description: Whether the job gets resources before other jobs.
      returned: with O(api_version=1.3-rev0) or later
      type: bool
    progress_percent:
      description: Progress of the run that is under way, in percent.
      returned: with O(api_version=1.3-rev0) or later
      type: int
    session_progress:
      description: Progress of the session of the last run.
      returned: with O(api_version=1.3-rev0) or later
      type: dict
      contains:
        duration:
          description: How long the run has taken.
          type: str
        processing_rate:
          description: Speed of the run, with its unit.
          type: str
        bottleneck:
          description: What slows the run down.
          type: str
        processed_size:
          description: Number of bytes that were processed.
          type: int
        read_size:
          description: Number of bytes that were read.
          type: int
        transferred_size:
          description: Number of bytes that were transferred.
          type: int
        progress_percent:
          description: Progress of the run, in percent.
          type: int
    run_after_job:
      description: Job after which this one runs.
      returned: with O(api_version=1.3-rev0) or later
      type: dict
      contains:
        job_name:
          description: Name of that job.
          type: str
        job_id:
          description: ID of that job.
          type: str
    backup_copy_mode:
      description: How a backup copy job runs, V(Immediate) or V(Periodic).
      returned: with O(api_version=1.3-rev0) or later
      type: str
    is_storage_snapshot:
      description: Whether the job makes storage snapshots only.
      returned: with O(api_version=1.3-rev0) or later
      type: bool
task_sessions:
  description:
    - Sessions of the machines and other objects in the run that the task started or joined.
    - M(opendr.veeam.veeam_session_info) returns more about each.
  returned: with O(state=started), if a run was started or joined
  type: list
  elements: dict
  contains:
    id:
      description: ID of the task session.
      type: str
    type:
      description: What kind of work it is, such as V(Backup).
      type: str
    name:
      description: Name of the machine or other object.
      type: str
    creation_time:
      description: When the work on the object began, in the local time of the server, without an offset.
      type: str
    end_time:
      description: When it ended, in the local time of the server, without an offset. V(null) while it is under way.
      type: str
    result:
      description: How it ended, V(Success), V(Warning) or V(Failed).
      returned: for V(Backup), V(Restore) and V(Replica)
      type: str
    message:
      description: What the server says about the result.
      returned: for V(Backup), V(Restore) and V(Replica)
      type: str
    state:
      description: State of the task session, as the server calls it.
      returned: for V(Backup), V(Restore) and V(Replica)
      type: str
    algorithm:
      description: How the object was processed, such as V(Increment).
      returned: for V(Backup) and V(Replica)
      type: str
    restore_point_id:
      description: ID of the restore point that was made.
      returned: for V(Backup) and V(Antivirus)
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
session:
  description:
    - The session in which the server did the work.
    - With O(wait=false) it may still run. M(opendr.veeam.veeam_session) waits for it.
  returned: if a session was started or waited for
  type: dict
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.job import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
