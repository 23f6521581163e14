#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_session_info
short_description: List sessions of a backup server
version_added: 0.1.0
author: OpenDR contributors (@opendr)
description:
  - Returns the sessions of Veeam Backup & Replication. A session is work that the server does in the background, such
    as a job run, a restore or a change of the infrastructure. It has a state, and a result when it has ended.
  - Without filters, all sessions that the server knows are returned. With several filters, only those that match every
    filter are returned. The list is complete unless O(limit) is given.
  - The account needs a role that may read sessions, such as Veeam Backup Viewer.
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
seealso:
  - module: opendr.veeam.veeam_session
  - module: opendr.veeam.veeam_instant_recovery_info
options:
  id:
    description:
      - Only the session with this ID. The list is empty if the server does not know it.
      - Cannot be combined with filters. If omitted, IDs are not filtered.
    type: str
  mount_id:
    description:
      - Only the sessions of one machine that is recovered to Azure by instant recovery, such as its mount, migration
        and switchover. M(opendr.veeam.veeam_instant_recovery) and M(opendr.veeam.veeam_instant_recovery_info) return
        the ID of the mount.
      - The task fails if the server does not know the mount. Cannot be combined with O(id), O(name) and O(job_id).
      - If omitted, mounts are not filtered.
    type: str
  name:
    description:
      - Only sessions of this name, or of a name that matches. V(*) matches any number of characters, V(?) matches a
        single character. Without these characters, the whole name has to match.
      - If omitted, names are not filtered.
    type: str
  type:
    description:
      - Only sessions of one of these types.
      - The task fails if the API revision in O(api_version) does not know the type.
      - If omitted, types are not filtered.
      - V(AgentBackup), V(AgentDiscovery), V(AgentPolicy), V(ApplianceUpdatesInstall), V(ArchiveBackup), V(ArchiveCopy),
        V(ArchiveFreezing), V(ArchiveRehydration), V(ArchiveSync), V(ArchiveTierDownload), V(AzureInstantRecovery),
        V(AzureInstantRecoveryMigration), V(AzureInstantRecoveryMigrationUndo), V(AzureInstantRecoveryMount),
        V(AzureInstantRecoveryStart), V(AzureInstantRecoveryStop), V(AzureInstantRecoverySwitchover),
        V(CheckpointRemoval), V(CopyBackup), V(DirectBackupSync), V(EntraIdRestoreFromCopy), V(FailoverPlan),
        V(FailoverPlanTask), V(FileBackupHealthCheck), V(HostComponentsUpdate), V(LogsExport), V(OracleLogBackup),
        V(PostgreSqlLogBackup), V(PublishBackupContentViaNfs), V(Retention), V(RetrieveBackup), V(SqlLogBackup),
        V(TestCredentials), V(UnstructuredDataBackupCopy) and V(VolumesDiscover) require O(api_version=1.3-rev0) or
        later. V(AgentOperationPurgeCache), V(BackupCopyJob), V(FileInstantRecovery), V(FileInstantRecoveryMigration)
        and V(SureBackupContentScan) require O(api_version=1.3-rev1) or later. V(AdForestRestore), V(AgentManagement),
        V(AgentOperationActiveFull), V(AgentOperationBackupNow), V(AgentsRecoveryAppliancesManagement),
        V(ApplicationLevelRestore), V(BackupCacheSync), V(BackupCopyJobParent), V(DiskRestore), V(EncryptionAnalysis),
        V(EndpointBackup), V(EndpointRestore), V(EpAgentOperationStopBackup), V(FileBackupArchiveRetrievalProlonging),
        V(HaClusterEdit), V(HaSwitchover), V(IndexCollection), V(InstantDiskRecovery), V(IrisBackup),
        V(PerVmCopyBackup), V(PerVmMoveBackup), V(PlatformBackupJob), V(PlatformServiceJob), V(PlatformSnapshotCopyJob),
        V(PlatformSnapshotJob), V(RestoreAgentVolumes), V(RestoreRecoveryApplianceVolumes), V(StorageDiscovery),
        V(StorageMonitoring) and V(VeeamUpdaterSettingsSync) require O(api_version=1.3-rev2) or later.
    type: list
    elements: str
    choices:
      - AdForestRestore
      - AgentBackup
      - AgentDiscovery
      - AgentManagement
      - AgentOperationActiveFull
      - AgentOperationBackupNow
      - AgentOperationPurgeCache
      - AgentPolicy
      - AgentsRecoveryAppliancesManagement
      - ApplianceUpdatesInstall
      - ApplicationLevelRestore
      - ArchiveBackup
      - ArchiveCopy
      - ArchiveFreezing
      - ArchiveRehydration
      - ArchiveSync
      - ArchiveTierDownload
      - Automation
      - AzureApplianceDeploy
      - AzureInstantRecovery
      - AzureInstantRecoveryMigration
      - AzureInstantRecoveryMigrationUndo
      - AzureInstantRecoveryMount
      - AzureInstantRecoveryStart
      - AzureInstantRecoveryStop
      - AzureInstantRecoverySwitchover
      - BackgroundOperation
      - BackupCacheSync
      - BackupCopyJob
      - BackupCopyJobParent
      - BackupJob
      - CheckpointRemoval
      - CloudDirectorVAppRestore
      - CloudDirectorVmRestore
      - CommitFailback
      - ConfigurationBackup
      - ConfigurationResynchronize
      - CopyBackup
      - DeleteBackup
      - DirectBackupSync
      - DiskRestore
      - EncryptionAnalysis
      - EndpointBackup
      - EndpointRestore
      - EntraIdRescanRepository
      - EntraIdRestore
      - EntraIdRestoreFromCopy
      - EpAgentOperationStopBackup
      - Failback
      - Failover
      - FailoverPlan
      - FailoverPlanTask
      - FileBackupArchiveRetrievalProlonging
      - FileBackupHealthCheck
      - FileInstantRecovery
      - FileInstantRecoveryMigration
      - FileLevelRestore
      - FileServerSave
      - FirstClassDiskInstantRestore
      - FirstClassDiskQuickMigration
      - HaClusterEdit
      - HaSwitchover
      - HostComponentsUpdate
      - IndexCollection
      - Infrastructure
      - InfrastructureItemDeletion
      - InstantDiskRecovery
      - InstantRecovery
      - IrisBackup
      - LinuxFileLevelRestore
      - LogsExport
      - MalwareDetection
      - NasRestore
      - OracleLogBackup
      - PerVmCopyBackup
      - PerVmMoveBackup
      - PermanentFailover
      - PlannedFailover
      - PlatformBackupJob
      - PlatformServiceJob
      - PlatformSnapshotCopyJob
      - PlatformSnapshotJob
      - PostgreSqlLogBackup
      - PublishBackupContentViaMount
      - PublishBackupContentViaNfs
      - QuickMigration
      - ReplicaJob
      - RepositoryEvacuate
      - RepositoryMaintenance
      - RestoreAgentVolumes
      - RestoreRecoveryApplianceVolumes
      - RestoreVm
      - Retention
      - RetrieveBackup
      - SecurityComplianceAnalyzer
      - SqlLogBackup
      - StorageDiscovery
      - StorageMonitoring
      - SureBackup
      - SureBackupContentScan
      - SwitchReplicaToProduction
      - TestCredentials
      - UndoFailback
      - UndoFailover
      - UnstructuredDataBackupCopy
      - UnstructuredDataBrowse
      - UnstructuredDownloadMeta
      - VeeamUpdaterSettingsSync
      - VolumesDiscover
  state:
    description:
      - Only sessions in this state. Sessions in the state V(Stopped) have ended. All others still run.
      - If omitted, states are not filtered.
      - V(ActionRequired) requires O(api_version=1.3-rev2) or later.
    type: str
    choices:
      - Stopped
      - Starting
      - Stopping
      - Working
      - Pausing
      - Resuming
      - WaitingTape
      - Idle
      - Postprocessing
      - WaitingRepository
      - WaitingSlot
      - ActionRequired
  result:
    description:
      - Only sessions with one of these results. V(None) is the result of a session that has not ended. A session that
        was canceled has the result V(Failed).
      - If omitted, results are not filtered.
    type: list
    elements: str
    choices: [None, Success, Warning, Failed]
  job_id:
    description:
      - Only sessions of the job with this ID.
      - If omitted, jobs are not filtered.
    type: str
  created_after:
    description:
      - Only sessions that started after this time. Give date, time and time zone, such as V(2026-01-14T22:00:00Z) or
        V(2026-01-14T22:00:00+01:00).
      - If omitted, start times are not limited.
    type: str
  created_before:
    description:
      - Only sessions that started before this time, in the format of O(created_after).
      - If omitted, start times are not limited.
    type: str
  ended_after:
    description:
      - Only sessions that ended after this time, in the format of O(created_after).
      - If omitted, end times are not limited.
    type: str
  ended_before:
    description:
      - Only sessions that ended before this time, in the format of O(created_after).
      - If omitted, end times are not limited.
    type: str
  order_by:
    description: Property by which the server orders the list.
    type: str
    choices: [name, type, creation_time, end_time, state, result, initiated_by]
    default: creation_time
  order_ascending:
    description:
      - Whether the list starts with the smallest or oldest value. By default, the list starts with the newest session.
    type: bool
    default: false
  limit:
    description:
      - Highest number of sessions to return, from the beginning of the ordered list. By default, these are the newest
        sessions.
      - If omitted, all sessions that match are returned.
      - At least 1.
    type: int
  logs:
    description:
      - Whether to also return, in RV(sessions[].logs), the log records of each session. This takes one more request for
        each session.
    type: bool
    default: false
  log_status:
    description:
      - Only log records with one of these statuses. Requires O(logs=true).
      - If omitted, statuses are not filtered.
    type: list
    elements: str
    choices: [None, Succeeded, Warning, Failed]
  task_sessions:
    description:
      - Whether to also return, in RV(sessions[].task_sessions), the task sessions of each session. A task session is
        the processing of a single machine or object.
      - This takes one more request for each session, and a role that may read task sessions. Veeam Security
        Administrator may not.
    type: bool
    default: false
"""

EXAMPLES = r"""
# The connection comes from module_defaults, or from the environment variables VEEAM_VBR_URL and so on.
- name: The ten newest sessions
  opendr.veeam.veeam_session_info:
    limit: 10
  register: newest

- name: Failed backups and restores since a point in time, with the log records that tell why
  opendr.veeam.veeam_session_info:
    type: [BackupJob, RestoreVm]
    result: [Failed]
    created_after: "2026-01-14T22:00:00Z"
    logs: true
    log_status: [Warning, Failed]
  register: failed

- name: What runs at the moment
  opendr.veeam.veeam_session_info:
    state: Working
  register: running

- name: The runs of all nightly jobs in the last 24 hours, with each machine that they processed
  opendr.veeam.veeam_session_info:
    name: Nightly*
    created_after: "{{ '%Y-%m-%dT%H:%M:%SZ' | strftime(now().timestamp() | int - 86400, utc=true) }}"
    task_sessions: true
  register: nightly

- name: One session
  opendr.veeam.veeam_session_info:
    id: 0f9ab9c5-4d3c-4f26-a3c7-4b1a6b1d3c5e
  register: one
"""

RETURN = r"""
sessions:
  description: The sessions. The newest is the first, unless O(order_by) or O(order_ascending) is given.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: ID of the session.
      type: str
      sample: 0f9ab9c5-4d3c-4f26-a3c7-4b1a6b1d3c5e
    name:
      description: Name of the session, often that of its job.
      type: str
      sample: Nightly Servers
    type:
      description: Type of the session, as in O(type).
      type: str
      sample: BackupJob
    state:
      description: State of the session. V(Stopped) means that it has ended.
      type: str
      sample: Stopped
    result:
      description: Result of the session, V(Success), V(Warning) or V(Failed). V(None) while it runs.
      returned: if the server returns a result
      type: str
      sample: Warning
    message:
      description: The server's explanation of the result.
      returned: if the server returns one
      type: str
      sample: Task app02 finished with a warning
    is_canceled:
      description: Whether it was canceled.
      returned: if the server returns a result
      type: bool
      sample: false
    progress_percent:
      description: Progress, in percent.
      returned: if the server returns it
      type: int
      sample: 100
    creation_time:
      description: When it started.
      type: str
      sample: "2026-01-14T22:00:00+00:00"
    end_time:
      description: When it ended.
      returned: if it has ended
      type: str
      sample: "2026-01-14T22:19:31+00:00"
    job_id:
      description: ID of the job of the session. All zeros if it has no job.
      type: str
      sample: 6a7d1c0e-3f0d-4a53-9d35-1e0d6b9c1a11
    initiated_by:
      description: Account that started the session.
      returned: with O(api_version=1.3-rev0) or later
      type: str
      sample: administrator
    resource_id:
      description: ID of the object that the session created or works on.
      returned: if there is one
      type: str
      sample: 88788f9e-d8f5-4eb4-bc4f-9b3f5403bcec
    resource_reference:
      description: Path of the object in the REST API.
      returned: if there is one
      type: str
      sample: /api/v1/jobs/6a7d1c0e-3f0d-4a53-9d35-1e0d6b9c1a11
    parent_session_id:
      description: ID of the parent session.
      returned: if there is one
      type: str
      sample: 1d5d2c5a-8a3f-4f7b-a3f5-6c1f0f0a8b11
    related_session_id:
      description: ID of the rescan session that followed the creation or change of a protection group.
      returned: if there is one, with O(api_version=1.3-rev1) or later
      type: str
      sample: 1d5d2c5a-8a3f-4f7b-a3f5-6c1f0f0a8b12
    original_session_id:
      description: ID of the session of the first attempt. This is its own ID if it is the first attempt.
      returned: with O(api_version=1.3-rev2) or later
      type: str
      sample: 0f9ab9c5-4d3c-4f26-a3c7-4b1a6b1d3c5e
    retry_info:
      description: Attempt number of a job run.
      returned: if the run was repeated, with O(api_version=1.3-rev2) or later
      type: dict
      contains:
        is_recheck_retry:
          description: Whether the attempt followed a health check and not a failure.
          type: bool
          sample: false
        retry_number:
          description: Number of the attempt.
          returned: if the server returns it
          type: int
          sample: 1
    algorithm:
      description: Whether a backup is full or incremental.
      returned: if the server returns it, with O(api_version=1.3-rev2) or later
      type: str
      sample: Increment
    progress:
      description: Amount of data and speed.
      returned: if the server returns it, with O(api_version=1.3-rev2) or later
      type: dict
      contains:
        duration:
          description: Duration until now or until the end.
          type: str
          sample: "00:19:31"
        processing_rate:
          description: Average speed, with its unit.
          returned: if known
          type: str
          sample: 120 MB/s
        bottleneck:
          description: Component that limits the speed.
          type: str
          sample: Source
        processed_size:
          description: Processed size of the disks, in bytes.
          returned: if known
          type: int
          sample: 107374182400
        read_size:
          description: Size of the data read from the source, in bytes.
          returned: if known
          type: int
          sample: 5368709120
        transferred_size:
          description: Size of the data sent to the target after compression and deduplication, in bytes.
          returned: if known
          type: int
          sample: 2147483648
        progress_percent:
          description: Progress, in percent.
          returned: if known
          type: int
          sample: 100
    platform_name:
      description: Platform of the processed objects.
      returned: if the server returns it
      type: str
      sample: VMware
    platform_id:
      description: ID of the platform. All zeros, except for custom platforms.
      returned: if the server returns it
      type: str
      sample: 00000000-0000-0000-0000-000000000000
    usn:
      description: Number that increases with each change of the session.
      type: int
      sample: 101
    logs:
      description: The log records, the oldest first.
      returned: if O(logs=true)
      type: list
      elements: dict
      contains:
        id:
          description: Number of the record.
          type: int
          sample: 3
        status:
          description: Status of the step.
          type: str
          sample: Warning
        title:
          description: Title of the step.
          type: str
          sample: Processing app02
        description:
          description: Details of the step.
          returned: if the server returns it
          type: str
          sample: Guest indexing was skipped
        start_time:
          description: When the step started.
          type: str
          sample: "2026-01-14T22:18:04+00:00"
        update_time:
          description: When the record last changed.
          type: str
          sample: "2026-01-14T22:18:04+00:00"
        additional_info:
          description:
            - More details of the step. A text with O(api_version=1.3-rev1) or earlier, a list of C(field) and C(data)
              with O(api_version=1.3-rev2) or later.
          returned: if the server returns it, with O(api_version=1.3-rev0) or later
          type: raw
          sample: [{field: vm, data: app02}]
    task_sessions:
      description: The task sessions, one for each machine or object that was processed.
      returned: if O(task_sessions=true)
      type: list
      elements: dict
      contains:
        id:
          description: ID of the task session.
          type: str
          sample: 4a8f8a6e-6a4f-4b8c-8f9b-0d5a3c1b2e10
        type:
          description: Type of the task session - V(Backup), V(Replica), V(Restore) or V(Antivirus).
          type: str
          sample: Backup
        name:
          description: Name of the object.
          type: str
          sample: app02
        session_id:
          description: ID of the parent session.
          type: str
          sample: 0f9ab9c5-4d3c-4f26-a3c7-4b1a6b1d3c5e
        session_type:
          description: Type of the parent session.
          type: str
          sample: BackupJob
        creation_time:
          description: When it started.
          type: str
          sample: "2026-01-14T22:00:20+00:00"
        end_time:
          description: When it ended.
          returned: if it has ended
          type: str
          sample: "2026-01-14T22:18:04+00:00"
        result:
          description: Result of the task session.
          returned: if the server returns a result, for V(Backup), V(Restore) and V(Replica)
          type: str
          sample: Warning
        message:
          description: The server's explanation of the result.
          returned: if the server returns one, for V(Backup), V(Restore) and V(Replica)
          type: str
          sample: Guest indexing was skipped
        is_canceled:
          description: Whether it was canceled.
          returned: if the server returns a result, for V(Backup), V(Restore) and V(Replica)
          type: bool
          sample: false
        state:
          description: State of the session. V(Stopped) means that it has ended.
          returned: for V(Backup), V(Restore) and V(Replica)
          type: str
          sample: Stopped
        usn:
          description: Number that increases with each change of the task session.
          returned: for V(Backup), V(Restore) and V(Replica)
          type: int
          sample: 105
        algorithm:
          description: Whether the backup is full, incremental or synthetic.
          returned: if the server returns it, for V(Backup) and V(Replica)
          type: str
          sample: Increment
        progress:
          description: Amount of data and speed.
          returned: if the server returns it, for V(Backup) and V(Replica)
          type: dict
          contains:
            duration:
              description: Duration until now or until the end.
              type: str
              sample: "00:19:31"
            processing_rate:
              description: Average speed, with its unit.
              returned: if known
              type: str
              sample: 120 MB/s
            bottleneck:
              description: Component that limits the speed.
              type: str
              sample: Source
            processed_size:
              description: Processed size of the disks, in bytes.
              returned: if known
              type: int
              sample: 107374182400
            read_size:
              description: Size of the data read from the source, in bytes.
              returned: if known
              type: int
              sample: 5368709120
            transferred_size:
              description: Size of the data sent to the target after compression and deduplication, in bytes.
              returned: if known
              type: int
              sample: 2147483648
            progress_percent:
              description: Progress, in percent.
              returned: if known, with O(api_version=1.3-rev0) or later
              type: int
              sample: 100
        repository_id:
          description: ID of the target repository.
          returned: if the server returns it, for V(Backup)
          type: str
          sample: 88788f9e-d8f5-4eb4-bc4f-9b3f5403bcec
        platform_type:
          description: Platform of the object.
          returned: if the server returns it, for V(Backup) with O(api_version=1.3-rev2) or later
          type: str
          sample: VMware
        platform_id:
          description: ID of the platform of the object.
          returned: if the server returns it, for V(Backup) with O(api_version=1.3-rev2) or later
          type: str
          sample: 00000000-0000-0000-0000-000000000000
        restore_point_id:
          description: ID of the restore point that was created or scanned.
          returned: if there is one, for V(Backup) and V(Antivirus)
          type: str
          sample: 7c2b1a90-5a0e-4f4e-8d62-9a4f3c2d1e00
        restore_point_reference:
          description: Path of the restore point in the REST API.
          returned: if there is one, for V(Backup) and V(Antivirus)
          type: str
          sample: /api/v1/restorePoints/7c2b1a90-5a0e-4f4e-8d62-9a4f3c2d1e00
        replica_point_id:
          description: ID of the restore point of the replica.
          returned: if there is one, for V(Replica)
          type: str
          sample: 7c2b1a90-5a0e-4f4e-8d62-9a4f3c2d1e01
        replica_point_reference:
          description: Path of the restore point in the REST API.
          returned: if there is one, for V(Replica)
          type: str
          sample: /api/v1/replicaPoints/7c2b1a90-5a0e-4f4e-8d62-9a4f3c2d1e01
        scan_type:
          description: Kind of the malware scan.
          returned: for V(Antivirus)
          type: str
          sample: Yara
        scan_result:
          description: Result of the malware scan.
          returned: for V(Antivirus)
          type: str
          sample: Clean
        scan_state:
          description: State of the malware scan.
          returned: for V(Antivirus)
          type: str
          sample: Finished
        antivirus_name:
          description: Name of the antivirus program.
          returned: if there is one, for V(Antivirus)
          type: str
          sample: Windows Defender
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.session_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
