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
  - Returns the backups of a server, each with the job that made it and the repository that holds it.
  - Returns all of them, or those that fit every filter given. The list is never cut short.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
options:
  id:
    description:
      - ID of the one backup to return. Where the server does not know it, the list is empty.
      - Goes with none of the filters. If left out, all backups that fit them are returned.
    type: str
  name:
    description:
      - Only backups of this name, or of a name that fits, where V(*) stands for any characters and V(?) for one.
      - Without these signs the whole name has to match. Upper and lower case matter.
      - If left out, the name does not matter.
    type: str
  platform:
    description:
      - Only backups of this platform. If left out, the platform does not matter.
      - V(MongoDb), V(AWSEC2), V(AzureCompute) and V(GCE) need O(api_version=1.3-rev0) or newer, V(Iris), V(Nutanix),
        V(Proxmox), V(LinuxPhysicalPpc) and V(ApplicationBackupRepository) need O(api_version=1.3-rev2).
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
    description: Only backups of the platform with this ID, for custom platforms. If left out, it does not matter.
    type: str
  job:
    description:
      - Only backups that this job has made, by name or ID. If left out, the job does not matter.
    type: str
  job_type:
    description:
      - Only backups that a job of this type has made. If left out, the type does not matter.
      - Needs O(api_version=1.3-rev0) or newer. Not every API revision knows every type; one that it does not know is
        refused.
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
      - Only backups in this repository or scale-out repository, by name or ID. With O(api_version=1.2-rev1) by ID
        only, for that revision tells no name.
      - If left out, the repository does not matter.
    type: str
  created_before:
    description:
      - Only backups created before this point in time, such as V(2026-05-04T13:30:00Z). Without an offset it is UTC.
      - If left out, new ones are returned as well.
    type: str
  created_after:
    description:
      - Only backups created after this point in time. Without an offset it is UTC.
      - If left out, old ones are returned as well.
    type: str
  objects:
    description:
      - Whether each backup also tells what is in it, in RV(backups[].objects). That is one more request for each
        backup.
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
  description: The backups, in the server's order. Empty if none fits.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: ID of the backup.
      type: str
      returned: success
    name:
      description: Name of the backup, which is the name of the job that made it.
      type: str
      returned: success
    platform:
      description: Platform of what is backed up.
      type: str
      returned: success
    platform_id:
      description: ID of the platform. All zeros but for custom platforms.
      type: str
      returned: success
    creation_time:
      description: When the backup was created, in ISO 8601. It is older than its restore points.
      type: str
      returned: success
    job_id:
      description: ID of the job that made it.
      type: str
      returned: if the server tells it
    job_type:
      description: Type of the job that made it, in the words of O(job_type).
      type: str
      returned: with O(api_version=1.3-rev0) or newer
    repository:
      description: Name of the repository or scale-out repository that holds it.
      type: str
      returned: if the server tells it, with O(api_version=1.3-rev0) or newer
    repository_id:
      description: ID of the repository or scale-out repository that holds it.
      type: str
      returned: success
    policy_unique_id:
      description: ID of the retention policy.
      type: str
      returned: if the server tells it
    objects:
      description: What is in the backup, each as in RV(opendr.veeam.veeam_backup_object_info#module:backup_objects).
      type: list
      elements: dict
      returned: if O(objects=true)
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
"""

from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.backup_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
