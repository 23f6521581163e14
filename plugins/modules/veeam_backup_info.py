#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_backup_info
short_description: List backups
version_added: 0.1.0
description:
  - Returns the backups of a server, each with the job that created it and the repository that holds it.
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
    description:
      - Only the backup with this ID. The list is empty if the server does not know it.
      - Cannot be combined with filters. If omitted, IDs are not filtered.
    type: str
  name:
    description:
      - Only backups of this name, or of a name that matches. V(*) matches any number of characters, V(?) matches a
        single character.
      - Without these characters, the whole name has to match. The comparison is case-sensitive.
      - If omitted, names are not filtered.
    type: str
  platform:
    description:
      - Only backups of this platform. If omitted, platforms are not filtered.
      - V(MongoDb), V(AWSEC2), V(AzureCompute) and V(GCE) require O(api_version=1.3-rev0) or later. V(Iris), V(Nutanix),
        V(Proxmox), V(LinuxPhysicalPpc) and V(ApplicationBackupRepository) require O(api_version=1.3-rev2) or later.
    type: str
    choices:
      - VMware
      - HyperV
      - CloudDirector
      - WindowsPhysical
      - LinuxPhysical
      - CustomPlatform
      - EntraID
      - UnstructuredData
      - MongoDb
      - AWSEC2
      - AzureCompute
      - GCE
      - Iris
      - Nutanix
      - Proxmox
      - LinuxPhysicalPpc
      - Tape
      - Test
      - ApplicationBackupRepository
  platform_id:
    description: Only backups of the custom platform with this ID. If omitted, platforms are not filtered.
    type: str
  job:
    description: Only backups that this job created, given by name or ID. If omitted, jobs are not filtered.
    type: str
  job_type:
    description:
      - Only backups that a job of this type created. If omitted, types are not filtered.
      - The task fails if the API revision does not know the type.
      - Requires O(api_version=1.3-rev0) or later. V(FileBackup), V(ObjectStorageBackup), V(SureBackupContentScan),
        V(CloudBackupAzure), V(CloudBackupAWS), V(CloudBackupGoogle), V(WindowsAgentBackupWorkstationPolicy),
        V(LinuxAgentBackupWorkstationPolicy), V(WindowsAgentBackupServerPolicy) and V(LinuxAgentBackupServerPolicy)
        require O(api_version=1.3-rev1) or later. V(NutanixAHVBackupJob), V(ProxmoxBackupJob), V(IrisBackup) and
        V(WindowsAgentBackupFailoverCluster) require O(api_version=1.3-rev2) or later.
    type: str
    choices:
      - Unknown
      - VSphereBackup
      - HyperVBackup
      - VSphereReplica
      - CloudDirectorBackup
      - EntraIDTenantBackup
      - EntraIDAuditLogBackup
      - EntraIDTenantBackupCopy
      - FileBackupCopy
      - LegacyBackupCopy
      - BackupCopy
      - WindowsAgentBackup
      - LinuxAgentBackup
      - FileBackup
      - ObjectStorageBackup
      - SureBackupContentScan
      - CloudBackupAzure
      - CloudBackupAWS
      - CloudBackupGoogle
      - WindowsAgentBackupWorkstationPolicy
      - LinuxAgentBackupWorkstationPolicy
      - WindowsAgentBackupServerPolicy
      - LinuxAgentBackupServerPolicy
      - NutanixAHVBackupJob
      - ProxmoxBackupJob
      - IrisBackup
      - WindowsAgentBackupFailoverCluster
  repository:
    description:
      - Only backups in this repository or scale-out repository, given by name or ID. With O(api_version=1.2-rev1) give
        the ID, because this revision does not return the name.
      - If omitted, repositories are not filtered.
    type: str
  created_before:
    description:
      - Only backups created before this point in time, such as V(2026-05-04T13:30:00Z). It needs an offset.
      - If omitted, creation times are not limited.
    type: str
  created_after:
    description:
      - Only backups created after this point in time. It needs an offset.
      - If omitted, creation times are not limited.
    type: str
  objects:
    description:
      - Whether to also return, in RV(backups[].objects), the objects in each backup. This takes one more request for
        each backup.
    type: bool
    default: false
seealso:
  - module: opendr.veeam.veeam_backup_object_info
  - module: opendr.veeam.veeam_restore_point_info
"""

EXAMPLES = r"""
- name: List all backups
  opendr.veeam.veeam_backup_info:

- name: Find the backup that a job has made, and what is in it
  opendr.veeam.veeam_backup_info:
    job: Nightly Servers
    objects: true
  register: nightly

- name: Show the machines in it
  ansible.builtin.debug:
    msg: "{{ nightly.backups | map(attribute='objects') | flatten | map(attribute='name') | sort }}"

- name: List the off-site copies in one repository
  opendr.veeam.veeam_backup_info:
    job_type: BackupCopy
    repository: Amazon S3 01
"""

RETURN = r"""
backups:
  description: The backups, in the order of the server. Empty if none matches.
  returned: success
  type: list
  elements: dict
  sample:
    - id: 0f5d3f53-7b8d-5f3e-8f2a-2a54c1f7f0a4
      name: Nightly Servers
      platform: VMware
      platform_id: 00000000-0000-0000-0000-000000000000
      creation_time: "2025-12-01T20:00:00+00:00"
      job_id: 3a1b1a3c-53e2-5d6f-8e0c-7f0f2c1a9f53
      job_type: VSphereBackup
      repository: Linux Repository 01
      repository_id: 1d3c1f0e-7f3b-5b86-8b37-2f6a3b1c3f64
      policy_unique_id: 9a7b0a51-7f42-5c0a-9a3c-0f2f6f6d7c11
  contains:
    id:
      description: ID of the backup.
      type: str
    name:
      description: Name of the backup, which is the name of its job.
      type: str
    platform:
      description: Platform of the backed-up objects.
      type: str
    platform_id:
      description: ID of the platform. All zeros, except for custom platforms.
      type: str
    creation_time:
      description: When the backup was created, in ISO 8601. Its restore points are newer.
      type: str
    job_id:
      description: ID of the job that created it.
      returned: if the server returns it
      type: str
    job_type:
      description: Type of the job that created it, with the values of O(job_type).
      returned: with O(api_version=1.3-rev0) or later
      type: str
    repository:
      description: Name of the repository or scale-out repository that holds it.
      returned: if the server returns it, with O(api_version=1.3-rev0) or later
      type: str
    repository_id:
      description: ID of the repository or scale-out repository that holds it.
      type: str
    policy_unique_id:
      description: ID of the retention policy.
      returned: if the server returns it
      type: str
    objects:
      description: The objects in the backup.
      returned: if O(objects=true)
      type: list
      elements: dict
      contains:
        id:
          description: ID of the object, for C(restore_point.object_id) of the modules that restore.
          type: str
        name:
          description: Name of the machine, share, bucket or other object.
          type: str
        platform:
          description: Platform on which it was backed up, such as V(VMware).
          type: str
        platform_id:
          description: ID of the platform. All zeros, except for custom platforms.
          type: str
        type:
          description: Type of the object, such as V(VM) or V(Computer).
          type: str
        restore_points_count:
          description: Number of its restore points.
          type: int
        last_run_failed:
          description: Whether the last run of its job failed.
          returned: with O(api_version=1.3-rev0) or later
          type: bool
        backup:
          description:
            - Name of the backup that holds it, or the ID of the backup if the name is not unique or cannot be read.
          returned: with O(api_version=1.3-rev2) or later
          type: str
        backup_id:
          description: ID of the backup that holds it.
          returned: with O(api_version=1.3-rev2) or later
          type: str
        size:
          description: Approximate size of the object, in bytes.
          returned: with O(api_version=1.3-rev2) or later
          type: int
        object_id:
          description: ID of the machine in its virtual infrastructure or cloud, such as V(vm-101).
          returned: for V(VMware) and V(CloudDirector); for V(AzureCompute), V(AWSEC2) and V(GCE) with
            O(api_version=1.3-rev1) or later; for V(HyperV), V(Nutanix) and V(Proxmox) with O(api_version=1.3-rev2) or
            later
          type: str
        path:
          description: Path of the machine in its infrastructure.
          returned: for V(VMware) and V(CloudDirector); for V(AzureCompute), V(AWSEC2) and V(GCE) with
            O(api_version=1.3-rev1) or later; for V(HyperV) with O(api_version=1.3-rev2) or later
          type: str
        inventory_type:
          description: Type of the object in the inventory of its infrastructure, such as V(VirtualMachine).
          returned: for V(VMware) and V(CloudDirector); for V(HyperV) with O(api_version=1.3-rev2) or later
          type: str
        encryption_state:
          description: Whether its backup is encrypted.
          returned: for V(AzureCompute), V(AWSEC2) and V(GCE) with O(api_version=1.3-rev1) or later
          type: str
        owner:
          description: Owner of the machine.
          returned: for V(AzureCompute), V(AWSEC2) and V(GCE) with O(api_version=1.3-rev1) or later
          type: str
        bios_uuid:
          description: BIOS UUID of the computer.
          returned: for V(LinuxPhysical) with O(api_version=1.3-rev0) or later; for V(WindowsPhysical) and
            V(LinuxPhysicalPpc) with O(api_version=1.3-rev2) or later
          type: str
        computer_id:
          description: ID of the computer.
          returned: for V(LinuxPhysical) with O(api_version=1.3-rev0) or later; for V(WindowsPhysical) and
            V(LinuxPhysicalPpc) with O(api_version=1.3-rev2) or later
          type: str
        protection_group_ids:
          description: IDs of the protection groups that the computer is in.
          returned: for V(LinuxPhysical) with O(api_version=1.3-rev0) or later; for V(WindowsPhysical) and
            V(LinuxPhysicalPpc) with O(api_version=1.3-rev2) or later
          type: list
          elements: str
        file_server_id:
          description: ID of the unstructured data server of the share or bucket.
          returned: for V(UnstructuredData) with O(api_version=1.3-rev2) or later
          type: str
        host_id:
          description: ID of the host of the share or bucket.
          returned: for V(UnstructuredData) with O(api_version=1.3-rev2) or later
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.backup_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
