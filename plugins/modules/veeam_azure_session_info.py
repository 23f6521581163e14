#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_azure_session_info
short_description: List sessions of Veeam Backup for Microsoft Azure
version_added: 0.1.0
author: OpenDR contributors (@opendr)
description:
  - Returns the sessions of an appliance with their states and results, the newest first. Can also return their logs and
    the items that they processed.
  - Without filters, all of them are returned. With several filters, only those that match every filter are returned.
    The list is complete unless O(limit) is given.
extends_documentation_fragment:
  - opendr.veeam.azure
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
seealso:
  - module: opendr.veeam.veeam_azure_session
options:
  id:
    description:
      - Only the session with this ID. The list is empty if the server does not know it.
      - Can be combined with O(logs), O(log_status) and O(session_items), but not with filters. If omitted, IDs are not
        filtered.
    type: str
  policy:
    description:
      - Only sessions of the backup policy of this name, or of a name that matches. V(*) matches any number of
        characters, V(?) matches a single character. Includes sessions that restored from backups of such a policy, if
        the server returns the policy.
      - Without these characters, the whole name has to match. The comparison is case-sensitive.
      - The module compares the names itself, so it also finds sessions of policies that no longer exist. If omitted,
        policies are not filtered.
    type: str
  policy_id:
    description: Only sessions of the backup policy with this ID. If omitted, policies are not filtered.
    type: str
  type:
    description: Only sessions of one of these types. If omitted, types are not filtered.
    type: list
    elements: str
    choices:
      - BackupRetention
      - InvalidSnapshotRetention
      - ObsoleteSnapshotRetention
      - OrphanedSnapshotRetention
      - ManualSnapshot
      - ManualSnapshotDeletion
      - PolicyBackup
      - PolicySnapshot
      - PolicyArchive
      - RestoreDisks
      - RestoreVms
      - FileLevelRestore
      - BackupDeletion
      - SnapshotDeletion
      - SnapshotBackup
      - RepositoryCreation
      - RepositoryDeletion
      - RepositoryEdit
      - SqlPolicyBackup
      - SqlPolicyArchive
      - SqlManualBackup
      - SqlRestore
      - RestorePointDataRetrieval
      - SqlRestorePointDataRetrieval
      - FileSharePolicySnapshot
      - FileShareManualSnapshot
      - FileShareRestore
      - FileShareFileRestore
      - FileShareIndexing
      - FileShareSnapshotRetention
      - FileShareSnapshotDeletion
      - FileShareManualSnapshotDeletion
      - ConfigurationBackupManual
      - ConfigurationBackupScheduled
      - ConfigurationBackupDeletion
      - ConfigurationBackupDownload
      - HealthCheck
      - ConfigurationBackupSync
      - ConfigurationRestoreStatus
      - SnapshotRescan
      - Unknown
      - SqlBackupDeletion
      - VnetPolicyBackup
      - VnetFullRestore
      - VnetGranularRestore
      - VnetBackupDeletion
      - VnetRetention
      - VnetRepositoryImport
      - VnetPolicyBackupToRepository
      - CosmosDbConfiguration
      - CosmosDbRestore
      - CosmosDbContinuousRetention
      - CosmosDbRestorePointDataRetrieval
      - CosmosDbBackupDeletion
      - PostgresDbPolicyBackup
      - PostgresDbPolicyArchive
      - PostgresDbManualBackup
      - InfrastructureRescan
      - MongoDbManualBackup
      - MongoDbPolicyBackup
      - MongoDbPolicyArchive
      - CosmosDbContinuousBackupDeletion
  state:
    description:
      - Only sessions in one of these states. V(Success), V(Warning), V(Error) and V(Canceled) are the states of
        sessions that have ended.
      - If omitted, states are not filtered.
    type: list
    elements: str
    choices:
      - Canceled
      - Canceling
      - Error
      - NeverExecuted
      - Running
      - RunningWithError
      - RunningWithWarning
      - Success
      - Warning
      - Pending
      - Unknown
  started_after:
    description:
      - Only sessions that started after this time. Give date, time and time zone, such as V(2026-01-14T22:00:00Z). It
        is sent in UTC, without fractions of a second.
      - If omitted, sessions of any age are returned. An old server can have very many.
    type: str
  started_before:
    description:
      - Only sessions that started before this time, in the format of O(started_after).
      - If omitted, sessions up to now are returned.
    type: str
  resource_id:
    description: Only sessions that processed the Azure resource with this ID. If omitted, resources are not filtered.
    type: str
  text:
    description:
      - Only sessions that the server finds by this text. The server decides which properties it searches.
      - If omitted, texts are not filtered.
    type: str
  limit:
    description:
      - Highest number of sessions to return. These are the newest sessions that match.
      - The module reads all sessions that match, since the order of the server's list is not documented. Use
        O(started_after) to make this faster.
      - If omitted, all sessions that match are returned.
      - At least 1.
    type: int
  logs:
    description: Whether to also return the log of each session. This takes one more request for each session.
    type: bool
    default: false
  log_status:
    description:
      - Only log records with one of these statuses. Requires O(logs=true). If omitted, all records are returned.
    type: list
    elements: str
    choices:
      - Canceled
      - Canceling
      - Error
      - NeverExecuted
      - Running
      - RunningWithError
      - RunningWithWarning
      - Success
      - Warning
      - Pending
      - Unknown
  session_items:
    description:
      - Whether to also return the items that each session processed, such as the machines that were backed up or
        restored. Which lists are returned depends on the type of the session. Some types have none.
      - This takes at least one more request for each session.
    type: bool
    default: false
"""

EXAMPLES = r"""
# The connection comes from module_defaults, or from the environment variables VEEAM_AZURE_URL and so on.
- name: Find what went wrong today, and why
  opendr.veeam.veeam_azure_session_info:
    started_after: "{{ '%Y-%m-%dT00:00:00Z' | ansible.builtin.strftime }}"
    state: [Error, Warning, Canceled]
    logs: true
    log_status: [Error, Warning, Canceled]
  register: bad

- name: Show the reasons
  ansible.builtin.debug:
    msg: "{{ item.title }}: {{ item.logs | map(attribute='message') | join('; ') }}"
  loop: "{{ bad.sessions }}"
  loop_control:
    label: "{{ item.id }}"

- name: See what the newest backup of a policy protected
  opendr.veeam.veeam_azure_session_info:
    policy: Production*
    type: PolicyBackup
    limit: 1
    session_items: true

- name: Look at one session with its log
  opendr.veeam.veeam_azure_session_info:
    id: 0f9ab9c5-4d3c-4f26-a3c7-4b1a6b1d3c5e
    logs: true

- name: Follow what runs now
  opendr.veeam.veeam_azure_session_info:
    state: [Pending, Running, RunningWithWarning, RunningWithError, Canceling]
"""

RETURN = r"""
sessions:
  description:
    - The sessions, the newest first. Sessions that have not started yet come before all others.
    - Which groups of values are returned depends on RV(sessions[].type). Values that the server does not return are
      omitted.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: ID of the session.
      type: str
      sample: 0f9ab9c5-4d3c-4f26-a3c7-4b1a6b1d3c5e
    type:
      description: Type of the session, which says what kind of work it does.
      returned: if the server returns it
      type: str
      sample: PolicyBackup
    title:
      description: Type of the session, as the appliance's console shows it.
      returned: if the server returns it
      type: str
      sample: Backup
    state:
      description: State of the session. V(Success), V(Warning), V(Error) and V(Canceled) mean that it has ended.
      type: str
      sample: Success
    start_time:
      description: When it started.
      returned: if it has started
      type: str
      sample: "2026-01-14T22:00:00+00:00"
    end_time:
      description: When it ended.
      returned: if it has ended
      type: str
      sample: "2026-01-14T22:19:31+00:00"
    duration:
      description: Duration of the session until now or until its end.
      returned: if the server returns it
      type: str
      sample: "00:19:31"
    backup:
      description: Values of a session that creates backups or snapshots.
      returned: for sessions of this kind, if the server returns it
      type: dict
      contains:
        policy_id:
          description: ID of the backup policy.
          returned: if there is one
          type: str
          sample: 6b1d3c5e-4d3c-4f26-a3c7-0f9ab9c54b1a
        policy_name:
          description: Name of the backup policy.
          returned: if there is one
          type: str
          sample: Production VMs
        policy_type:
          description: What the policy protects.
          returned: if the server returns it
          type: str
          sample: VirtualMachines
        policy_removed:
          description: Whether the policy has been removed.
          returned: if the server returns it
          type: bool
          sample: false
        protected_count:
          description: Number of Azure resources that the policy protects.
          returned: if the server returns it
          type: int
          sample: 14
    health_check:
      description: Values of a session that checks backups.
      returned: for sessions of this kind, if the server returns it
      type: dict
      contains:
        policy_id:
          description: ID of the backup policy.
          type: str
          sample: 6b1d3c5e-4d3c-4f26-a3c7-0f9ab9c54b1a
        policy_name:
          description: Name of the backup policy.
          type: str
          sample: Production VMs
        policy_removed:
          description: Whether the policy has been removed.
          returned: if the server returns it
          type: bool
          sample: false
        checked_count:
          description: Number of Azure resources whose backups were checked.
          returned: if the server returns it
          type: int
          sample: 14
    restore:
      description: Values of a session that restores machines, disks, databases or networks.
      returned: for sessions of this kind, if the server returns it
      type: dict
      contains:
        reason:
          description: Reason for the restore, as it was given at its start.
          returned: if the server returns it
          type: str
          sample: Disk failure
        policy_name:
          description: Name of the backup policy.
          returned: if the server returns it
          type: str
          sample: Production VMs
    file_level_restore:
      description: Values of a session that restores files of a machine.
      returned: for sessions of this kind, if the server returns it
      type: dict
      contains:
        initiator:
          description: Account that started the session.
          returned: if the server returns it
          type: str
          sample: administrator
        reason:
          description: Reason for the restore, as it was given at its start.
          returned: if the server returns it
          type: str
          sample: Lost configuration
        policy_name:
          description: Name of the backup policy.
          returned: if the server returns it
          type: str
          sample: Production VMs
        restore_point_time:
          description: When the restore point was created.
          returned: if the server returns it
          type: str
          sample: "2026-01-13T22:00:00+00:00"
        link:
          description: The web page on which files can be browsed.
          returned: if the page is ready
          type: dict
          sample: &id001 {url: "https://20.0.0.9/flr", thumbprint: 3A5F00}
          contains:
            url:
              description: Address of the web page.
              type: str
            thumbprint:
              description: Thumbprint of the certificate of the web page.
              type: str
        vm_id:
          description: ID of the machine.
          returned: for machines
          type: str
          sample: 1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d
        vm_name:
          description: Name of the machine.
          returned: for machines
          type: str
          sample: app01
        is_ready:
          description: Whether the files can be browsed.
          returned: for machines
          type: bool
          sample: true
    file_share_restore:
      description: Values of a session that restores files of a file share.
      returned: for sessions of this kind, if the server returns it
      type: dict
      contains:
        initiator:
          description: Account that started the session.
          returned: if the server returns it
          type: str
          sample: administrator
        reason:
          description: Reason for the restore, as it was given at its start.
          returned: if the server returns it
          type: str
          sample: Lost configuration
        policy_name:
          description: Name of the backup policy.
          returned: if the server returns it
          type: str
          sample: Production VMs
        restore_point_time:
          description: When the restore point was created.
          returned: if the server returns it
          type: str
          sample: "2026-01-13T22:00:00+00:00"
        link:
          description: The web page on which files can be browsed.
          returned: if the page is ready
          type: dict
          sample: *id001
          contains:
            url:
              description: Address of the web page.
              type: str
            thumbprint:
              description: Thumbprint of the certificate of the web page.
              type: str
        file_share_id:
          description: ID of the file share.
          returned: for file shares
          type: str
          sample: 2b3c4d5e-6f7a-4b8c-9d0e-1f2a3b4c5d6e
        file_share_name:
          description: Name of the file share.
          returned: for file shares
          type: str
          sample: projects
    repository:
      description: Values of a session that adds, changes or removes a repository.
      returned: for sessions of this kind, if the server returns it
      type: dict
      contains:
        id:
          description: ID of the repository.
          returned: if the server returns it
          type: str
          sample: 3c4d5e6f-7a8b-4c9d-8e1f-2a3b4c5d6e7f
        name:
          description: Name of the repository.
          returned: if the server returns it
          type: str
          sample: Production Backups
        removed:
          description: Whether the repository has been removed.
          returned: if the server returns it
          type: bool
          sample: false
    data_retrieval:
      description: Values of a session that retrieves archived data.
      returned: for sessions of this kind, if the server returns it
      type: dict
      contains:
        restore_point_id:
          description: ID of the restore point of a machine.
          returned: for machines
          type: str
          sample: 4d5e6f7a-8b9c-4d0e-9f2a-3b4c5d6e7f80
        sql_restore_point_id:
          description: ID of the restore point of a database.
          returned: for databases
          type: str
          sample: 4d5e6f7a-8b9c-4d0e-9f2a-3b4c5d6e7f81
        cosmos_db_restore_point_id:
          description: ID of the restore point of a Cosmos DB account.
          returned: for Cosmos DB accounts
          type: str
          sample: 4d5e6f7a-8b9c-4d0e-9f2a-3b4c5d6e7f82
        initiator:
          description: Account that started the session.
          returned: if the server returns it
          type: str
          sample: administrator
        instance_name:
          description: Name of the resource of the restore point.
          returned: if the server returns it
          type: str
          sample: app01
        days_to_keep:
          description: Number of days for which the retrieved data is kept.
          returned: if the server returns it
          type: int
          sample: 3
        priority:
          description: Priority of the retrieval.
          returned: if the server returns it
          type: str
          sample: Normal
    retention:
      description: Values of a session that removes restore points whose retention is over.
      returned: for sessions of this kind, if the server returns it
      type: dict
      contains:
        deleted_count:
          description: Number of restore points that were removed.
          returned: if the server returns it
          type: int
          sample: 2
    logs:
      description: The records of the log, the oldest first.
      returned: if O(logs=true)
      type: list
      elements: dict
      contains:
        time:
          description: When the record was written.
          returned: if the server returns it
          type: str
          sample: "2026-01-14T22:00:04+00:00"
        status:
          description: Status of the step that the record describes, with the values of O(state).
          returned: if the server returns it
          type: str
          sample: Success
        message:
          description: Text of the record.
          returned: if the server returns it
          type: str
          sample: Creating a snapshot of app01
        start_time:
          description: When the step that the record describes started.
          returned: if the server returns it
          type: str
          sample: "2026-01-14T22:00:01+00:00"
        duration:
          description: Duration of the step.
          returned: if the server returns it
          type: str
          sample: "00:00:03"
        resource_id:
          description: ID of the resource that the record is about.
          returned: if it is about a resource
          type: str
          sample: a1b2c3d4e5
    deleted_items:
      description: The restore points that were removed.
      returned: if O(session_items=true), for sessions of a retention
      type: list
      elements: dict
      contains:
        backup_size:
          description: Size of the restore point in bytes.
          returned: if the server returns it
          type: int
          sample: 4294967296
        snapshot_time:
          description: When the restore point was created.
          returned: if the server returns it
          type: str
          sample: "2026-01-01T22:00:00+00:00"
        repository_id:
          description: ID of the repository that held it.
          returned: for backups
          type: str
          sample: 3c4d5e6f-7a8b-4c9d-8e1f-2a3b4c5d6e7f
        repository:
          description: Name of the repository that held it.
          returned: for backups
          type: str
          sample: Production Backups
        resource:
          description: The Azure resource of the restore point.
          returned: if the server returns it
          type: dict
          contains: &resource
            id:
              description: ID of the resource.
              returned: if the server returns it
              type: str
              sample: 1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d
            name:
              description: Name of the resource.
              returned: if the server returns it
              type: str
              sample: app01
            display_name:
              description: Display name of the resource.
              returned: if the server returns it
              type: str
              sample: app01
            type:
              description: Type of the resource.
              returned: if the server returns it
              type: str
              sample: VirtualMachine
            resource_group:
              description: Name of its resource group.
              returned: if the server returns it
              type: str
              sample: rg-production
            region_id:
              description: ID of its region.
              returned: if the server returns it
              type: str
              sample: westeurope
            region:
              description: Name of its region.
              returned: if the server returns it
              type: str
              sample: West Europe
            subscription_id:
              description: ID of its subscription.
              returned: if the server returns it
              type: str
              sample: 7a3e5b0c-8d0e-4a43-b1f3-5c1d0e9f2b34
            subscription:
              description: Name of the subscription of the resource.
              returned: if the server returns it
              type: str
              sample: Production
    protected_items:
      description: What was backed up.
      returned: if O(session_items=true), for sessions that create backups or snapshots
      type: list
      elements: dict
      contains:
        resource:
          description: The Azure resource.
          returned: if the server returns it
          type: dict
          contains: *resource
        parent:
          description: What the resource belongs to, for example the server of a database.
          returned: if it belongs to something
          type: dict
          sample: {id: 5e6f7a8b-9c0d-4e1f-8a2b-3c4d5e6f7a8b, name: sql-server-01}
          contains:
            id:
              description: ID of the parent.
              type: str
            name:
              description: Name of the parent.
              type: str
        success_count:
          description: Number of its backups that succeeded.
          returned: if the server returns it
          type: int
          sample: 1
        failure_count:
          description: Number of its backups that failed.
          returned: if the server returns it
          type: int
          sample: 0
        protected_regions_count:
          description: Number of regions in which it is protected.
          returned: if the server returns it
          type: int
          sample: 1
        runs:
          description: The attempts to create a backup of it.
          returned: if the server returns it
          type: list
          elements: dict
          contains:
            session_id:
              description: ID of the session of the attempt.
              returned: if the server returns it
              type: str
              sample: 0f9ab9c5-4d3c-4f26-a3c7-4b1a6b1d3c5e
            state:
              description: State of the attempt.
              returned: if the server returns it
              type: str
              sample: Success
            start_time:
              description: When it started.
              returned: if the server returns it
              type: str
              sample: "2026-01-14T22:00:00+00:00"
            end_time:
              description: When it ended.
              returned: if it has ended
              type: str
              sample: "2026-01-14T22:07:00+00:00"
            rates:
              description: Amount of data and speed of the attempt.
              returned: if the server returns it
              type: dict
              sample: {total_size: 32212254720, read_size: 4294967296, processed_size: 4294967296, transferred_size:
                2147483648, processing_rate: 104857600}
              contains:
                total_size:
                  description: Total size, in bytes.
                  type: int
                read_size:
                  description: Size of the data that was read, in bytes.
                  type: int
                processed_size:
                  description: Size of the data that was processed, in bytes.
                  type: int
                transferred_size:
                  description: Size of the data that was transferred, in bytes.
                  type: int
                processing_rate:
                  description: Speed, in bytes per second.
                  type: int
    checked_items:
      description: The resources whose backups were checked.
      returned: if O(session_items=true)
      type: list
      elements: dict
      contains:
        id:
          description: ID of the check.
          returned: if the server returns it
          type: str
          sample: 6f7a8b9c-0d1e-4f2a-9b3c-4d5e6f7a8b9c
        resource:
          description: The Azure resource.
          returned: if the server returns it
          type: dict
          contains: *resource
        repository:
          description: The repository that has the backups.
          returned: if the server returns it
          type: dict
          sample: {id: 3c4d5e6f-7a8b-4c9d-8e1f-2a3b4c5d6e7f, name: Production Backups}
          contains:
            id:
              description: ID of the repository.
              type: str
            name:
              description: Name of the repository.
              type: str
        state:
          description: Result of the check.
          returned: if the server returns it
          type: str
          sample: Success
        error:
          description: What went wrong.
          returned: if something went wrong
          type: str
          sample: A backup file is damaged
        restore_points_count:
          description: Number of its restore points.
          returned: if the server returns it
          type: int
          sample: 14
        corrupted_count:
          description: Number of its restore points that are damaged.
          returned: if the server returns it
          type: int
          sample: 0
    restored_items:
      description: What was restored.
      returned: if O(session_items=true)
      type: list
      elements: dict
      contains:
        name:
          description: Name of what was restored.
          returned: if the server returns it
          type: str
          sample: app01
        resource_group:
          description: Name of the resource group of the restored resource.
          returned: if the server returns it
          type: str
          sample: rg-production
        region:
          description: Name of the region of the restored resource.
          returned: if the server returns it
          type: str
          sample: West Europe
    restored_databases:
      description: The databases that were restored.
      returned: if O(session_items=true)
      type: list
      elements: dict
      contains:
        name:
          description: Name of the database.
          returned: if the server returns it
          type: str
          sample: orders
        sql_server:
          description: Name of the database server.
          returned: if the server returns it
          type: str
          sample: sql-server-01
        elastic_pool:
          description: Name of the elastic pool of the database.
          returned: if it is in a vault
          type: str
          sample: pool-01
    restored_files:
      description: The files of a machine that were restored. A folder is listed as its files.
      returned: if O(session_items=true)
      type: list
      elements: dict
      contains:
        path:
          description: Path of the directory to which it was restored. The server does not list the name of the file.
          returned: if the server returns it
          type: str
          sample: /etc/app
        vm_name:
          description: Name of the machine.
          returned: if the server returns it
          type: str
          sample: app01
        resource_group:
          description: Name of the resource group of the machine.
          returned: if the server returns it
          type: str
          sample: rg-production
        region:
          description: Name of the region of the machine.
          returned: if the server returns it
          type: str
          sample: West Europe
    restored_share_files:
      description: The files and folders of a file share that were restored.
      returned: if O(session_items=true)
      type: list
      elements: dict
      contains:
        name:
          description: Name of the file or folder.
          returned: if the server returns it
          type: str
          sample: plan.xlsx
        path:
          description: Path of the directory to which it was restored.
          returned: if the server returns it
          type: str
          sample: /projects
    restored_network_items:
      description: The parts of a virtual network that were restored.
      returned: if O(session_items=true)
      type: list
      elements: dict
      contains:
        name:
          description: Name of the part.
          returned: if the server returns it
          type: str
          sample: vnet-production
        resource_group:
          description: Name of the resource group of the restored resource.
          returned: if the server returns it
          type: str
          sample: rg-production
        region:
          description: Name of the region of the restored resource.
          returned: if the server returns it
          type: str
          sample: West Europe
        subscription:
          description: Name of the subscription that it was restored to.
          returned: if the server returns it
          type: str
          sample: Production
        state:
          description: Result of the restore.
          returned: if the server returns it
          type: str
          sample: Success
    restored_cosmos_db_accounts:
      description: The Cosmos DB accounts that were restored.
      returned: if O(session_items=true)
      type: list
      elements: dict
      contains:
        name:
          description: Name of the account.
          returned: if the server returns it
          type: str
          sample: cosmos-orders
        resource_group:
          description: Name of the resource group of the restored resource.
          returned: if the server returns it
          type: str
          sample: rg-production
        region:
          description: Name of the region of the restored resource.
          returned: if the server returns it
          type: str
          sample: West Europe
        subscription_id:
          description: ID of the subscription that it was restored to.
          returned: if the server returns it
          type: str
          sample: 7a3e5b0c-8d0e-4a43-b1f3-5c1d0e9f2b34
        subscription:
          description: Name of the subscription that it was restored to.
          returned: if the server returns it
          type: str
          sample: Production
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

from ansible_collections.opendr.veeam.plugins.module_utils.azure.session_info import MODULE
from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
