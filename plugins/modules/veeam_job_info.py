#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_job_info
short_description: List jobs of Veeam Backup & Replication with their states
version_added: 0.1.0
description:
  - Returns the jobs of a server, of every type, with what they do now, how their last run ended, and when they run the
    next time.
  - Without filters, all of them are returned. With several filters, only those that match every filter are returned.
    The list is always complete.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
options:
  id:
    description: Only the job with this ID. If omitted, IDs are not filtered.
    type: str
  name:
    description:
      - Only jobs of this name, or of a name that matches. V(*) matches any number of characters, V(?) matches a single
        character.
      - Without these characters, the whole name has to match. The comparison is case-sensitive.
      - If omitted, names are not filtered.
    type: str
  type:
    description:
      - Only jobs of one of these types. If omitted, types are not filtered.
      - V(Backup) requires O(api_version=1.2-rev1) or earlier. V(VSphereBackup), V(HyperVBackup),
        V(EntraIDTenantBackupCopy), V(BackupCopy), V(LegacyBackupCopy), V(WindowsAgentBackup), V(LinuxAgentBackup) and
        V(Unknown) require O(api_version=1.3-rev0) or later. V(FileBackup), V(ObjectStorageBackup),
        V(WindowsAgentBackupWorkstationPolicy), V(LinuxAgentBackupWorkstationPolicy), V(WindowsAgentBackupServerPolicy),
        V(LinuxAgentBackupServerPolicy), V(SureBackupContentScan), V(CloudBackupAzure), V(CloudBackupAWS) and
        V(CloudBackupGoogle) require O(api_version=1.3-rev1) or later. V(WindowsAgentBackupFailoverCluster),
        V(NutanixAHVBackupJob), V(ProxmoxBackupJob) and V(IrisBackup) require O(api_version=1.3-rev2) or later.
    type: list
    elements: str
    choices:
      - Backup
      - VSphereBackup
      - HyperVBackup
      - VSphereReplica
      - CloudDirectorBackup
      - EntraIDTenantBackup
      - EntraIDAuditLogBackup
      - EntraIDTenantBackupCopy
      - FileBackup
      - FileBackupCopy
      - ObjectStorageBackup
      - BackupCopy
      - LegacyBackupCopy
      - WindowsAgentBackup
      - LinuxAgentBackup
      - WindowsAgentBackupWorkstationPolicy
      - LinuxAgentBackupWorkstationPolicy
      - WindowsAgentBackupServerPolicy
      - LinuxAgentBackupServerPolicy
      - WindowsAgentBackupFailoverCluster
      - SureBackupContentScan
      - CloudBackupAzure
      - CloudBackupAWS
      - CloudBackupGoogle
      - NutanixAHVBackupJob
      - ProxmoxBackupJob
      - IrisBackup
      - Unknown
  status:
    description: Only jobs in one of these states. If omitted, states are not filtered.
    type: list
    elements: str
    choices: [Running, Inactive, Disabled, Enabled, Stopping, Stopped, Starting]
  workload:
    description: Only jobs that process objects of one of these kinds. If omitted, kinds are not filtered.
    type: list
    elements: str
    choices: [Application, CloudVm, File, Server, Workstation, Vm]
  last_result:
    description: Only jobs whose last run ended in one of these ways. If omitted, results are not filtered.
    type: list
    elements: str
    choices: [None, Success, Warning, Failed]
  last_run_after:
    description:
      - Only jobs that ran the last time after this point in time, as a date and time in ISO 8601 with an offset.
      - If omitted, times are not filtered.
    type: str
  last_run_before:
    description:
      - Only jobs that ran the last time before this point in time, as a date and time in ISO 8601 with an offset.
      - If omitted, times are not filtered.
    type: str
  high_priority:
    description: Only jobs that do or do not get resources before others. If omitted, both are returned.
    type: bool
  repository:
    description:
      - Only jobs that write to this repository, given by name or ID. If omitted, repositories are not filtered.
    type: str
  objects_count:
    description: Only jobs with this number of objects. If omitted, numbers are not filtered.
    type: int
  after_job_id:
    description:
      - Only jobs that run after the job with this ID. If omitted, jobs are not filtered by what they run after.
      - Requires O(api_version=1.3-rev0) or later.
    type: str
  after_job:
    description:
      - Only jobs that run after a job of this name. V(*) matches any number of characters, V(?) matches a single
        character.
      - If omitted, jobs are not filtered by what they run after.
      - Requires O(api_version=1.3-rev0) or later.
    type: str
  sessions:
    description: Whether to also return RV(jobs[].sessions), with one more request for each job.
    type: bool
    default: false
  settings:
    description:
      - Whether to also return RV(jobs[].settings), with one more request for each job, or for a list of all jobs.
    type: bool
    default: false
seealso:
  - module: opendr.veeam.veeam_job
"""

EXAMPLES = r"""
- name: List all jobs
  opendr.veeam.veeam_job_info:
  register: all_jobs

- name: Find the jobs whose last run failed
  opendr.veeam.veeam_job_info:
    last_result: [Failed]
    sessions: true
  register: failed

- name: Read the settings of a job
  opendr.veeam.veeam_job_info:
    name: Nightly Servers
    settings: true
  register: nightly

- name: Show how long its backups are kept
  ansible.builtin.debug:
    var: nightly.jobs[0].settings.storage.retention_policy

- name: Show when they run the next time
  ansible.builtin.debug:
    msg: "{{ item.name }}: {{ item.next_run | default('not scheduled', true) }}"
  loop: "{{ failed.jobs }}"
  loop_control:
    label: "{{ item.name }}"
"""

RETURN = r"""
jobs:
  description: The jobs, in the order of the server. Empty if none matches.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: ID of the job.
      type: str
    name:
      description: Name of the job.
      type: str
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
    sessions:
      description: Sessions of the runs of the job, the newest first.
      returned: with O(sessions=true)
      type: list
      elements: dict
      contains:
        id:
          description: ID of the session.
          type: str
        name:
          description: Name of the session, often that of its job.
          type: str
        type:
          description: Type of the session, as in O(opendr.veeam.veeam_session_info#module:type).
          type: str
        state:
          description: State of the session. V(Stopped) means that it has ended.
          type: str
        result:
          description: Result of the session, V(Success), V(Warning) or V(Failed). V(None) while it runs.
          type: str
        message:
          description: The server's explanation of the result.
          type: str
        is_canceled:
          description: Whether it was canceled.
          type: bool
        progress_percent:
          description: Progress, in percent.
          type: int
        creation_time:
          description: When it started.
          type: str
        end_time:
          description: When it ended.
          type: str
        job_id:
          description: ID of the job of the session. All zeros if it has no job.
          type: str
        initiated_by:
          description: Account that started the session.
          returned: with O(api_version=1.3-rev0) or later
          type: str
        resource_id:
          description: ID of the object that the session created or works on.
          type: str
        resource_reference:
          description: Path of the object in the REST API.
          type: str
        parent_session_id:
          description: ID of the parent session.
          type: str
        related_session_id:
          description: ID of the rescan session that followed the creation or change of a protection group.
          returned: with O(api_version=1.3-rev1) or later
          type: str
        original_session_id:
          description: ID of the session of the first attempt. This is its own ID if it is the first attempt.
          returned: with O(api_version=1.3-rev2) or later
          type: str
        retry_info:
          description: Attempt number of a job run.
          returned: with O(api_version=1.3-rev2) or later
          type: dict
          contains:
            is_recheck_retry:
              description: Whether the attempt followed a health check and not a failure.
              type: bool
            retry_number:
              description: Number of the attempt.
              type: int
        algorithm:
          description: Whether a backup is full or incremental.
          returned: with O(api_version=1.3-rev2) or later
          type: str
        progress:
          description: Amount of data and speed.
          returned: with O(api_version=1.3-rev2) or later
          type: dict
          contains:
            duration:
              description: Duration until now or until the end.
              type: str
            processing_rate:
              description: Average speed, with its unit.
              type: str
            bottleneck:
              description: Component that limits the speed.
              type: str
            processed_size:
              description: Processed size of the disks, in bytes.
              type: int
            read_size:
              description: Size of the data read from the source, in bytes.
              type: int
            transferred_size:
              description: Size of the data sent to the target after compression and deduplication, in bytes.
              type: int
            progress_percent:
              description: Progress, in percent.
              type: int
        platform_name:
          description: Platform of the processed objects.
          type: str
        platform_id:
          description: ID of the platform. All zeros, except for custom platforms.
          type: str
        usn:
          description: Number that increases with each change of the session.
          type: int
    settings:
      description:
        - What the job does, and when.
        - For a type that a module manages, these are the options of that module, with names in the place of IDs, so
          that a task with them finds nothing to change. The modules are M(opendr.veeam.veeam_vm_backup_job),
          M(opendr.veeam.veeam_agent_backup_job), M(opendr.veeam.veeam_file_backup_job),
          M(opendr.veeam.veeam_entra_id_backup_job), M(opendr.veeam.veeam_backup_copy_job),
          M(opendr.veeam.veeam_replica_job) and M(opendr.veeam.veeam_content_scan_job). What is empty is left out.
        - For another type, these are the properties of the API in the spelling of options, with IDs.
        - V(null) if the API does not show the settings of the type.
      returned: if O(settings=true)
      type: dict
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
        - V(AmbiguousName) - Several objects have the name that the task gives.
        - V(ApiError) - The server responded with an error, or with something that is not a response of its API.
        - V(AuthenticationFailed) - The server did not accept the account or the token.
        - V(CertificateRefused) - The certificate of the server is not trusted, has expired, or is for another name.
        - V(ConnectionFailed) - The server could not be reached, so nothing was changed.
        - V(InvalidOption) - An option has a value that is not valid for this object, type or API revision.
        - V(ObjectNotFound) - Something named in the task does not exist on the server.
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.job_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
