#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_restore_point_info
short_description: List restore points
version_added: 0.1.0
description:
  - Returns the restore points of machines, file shares and other backed-up objects, the newest first.
  - Returns all of them, or those that fit every filter given. The list is never cut short.
  - Modules that restore choose a restore point themselves, by name and rules. This module shows what there is.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
options:
  id:
    description:
      - ID of the one restore point to return. Where the server does not know it, the list is empty.
      - Goes with none of the filters. If left out, all restore points that fit them are returned.
    type: str
  name:
    description:
      - Only restore points of objects of this name, or of a name that fits, where V(*) stands for any characters and
        V(?) for one.
      - Without these signs the whole name has to match. Upper and lower case matter.
      - If left out, the name does not matter.
    type: str
  object_id:
    description: Only restore points of the backed-up object with this ID. If left out, the object does not matter.
    type: str
  platform:
    description:
      - Only restore points of this platform. If left out, the platform does not matter.
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
    description:
      - Only restore points of the platform with this ID, for custom platforms. If left out, it does not matter.
    type: str
  backup:
    description:
      - Only restore points in this backup, by name or ID. If left out, the backup does not matter.
    type: str
  job:
    description:
      - Only restore points in backups that this job has made, by name or ID. If left out, the job does not matter.
    type: str
  before:
    description:
      - Only restore points created before this point in time, such as V(2026-05-04T13:30:00Z). Without an offset it is
        UTC.
      - If left out, new ones are returned as well.
    type: str
  after:
    description:
      - Only restore points created after this point in time. Without an offset it is UTC.
      - If left out, old ones are returned as well.
    type: str
  type:
    description: Only restore points of one of these types. If left out, the type does not matter.
    type: list
    elements: str
    choices: [Full, Increment, Rollback, Snapshot, Cdp, Different]
  malware_status:
    description:
      - Only restore points with one of these malware statuses. If left out, the status does not matter, and infected
        ones are returned as well.
      - V(Informative) needs O(api_version=1.3-rev0) or newer.
    type: list
    elements: str
    choices: [Clean, Informative, Suspicious, Infected]
  usable_for:
    description:
      - Only restore points that allow this operation, in the words of RV(restore_points[].allowed_operations).
      - V(StartViVMInstantRecovery), V(StartHvVMInstantRecovery) and V(StartFCDInstantRecovery) are instant recoveries
        to vSphere, to Hyper-V and of disks. V(StartEntireVmRestore), V(StartEntireVmRestoreHyperV) and
        V(StartEntireVmRestoreCloudDirector) restore an entire machine, V(StartFlrRestore) restores files, and
        V(StartDiskPublish) publishes disks.
      - If left out, restore points that can be used for nothing are returned as well.
    type: str
    choices:
      - StartViVMInstantRecovery
      - StartHvVMInstantRecovery
      - StartFCDInstantRecovery
      - StartEntireVmRestore
      - StartEntireVmRestoreHyperV
      - StartEntireVmRestoreCloudDirector
      - StartFlrRestore
      - StartDiskPublish
      - StartViVMSnapshotReplicaFailover
      - StartViVMSnapshotReplicaPlannedFailover
      - StartViVMSnapshotReplicaPermanentFailover
      - StartViVMSnapshotReplicaUndoFailover
      - StartViVMSnapshotReplicaFailback
      - StartViVMSnapshotReplicaUndoFailback
      - StartViVMSnapshotReplicaCommitFailback
      - StartViVMSnapshotReplicaSwitchToProductionFailback
      - ChangeReplicaFailbackSwitchoverTime
  disks:
    description:
      - Whether each restore point also tells its disks, in RV(restore_points[].disks). That is one more request for
        each restore point.
    type: bool
    default: false
seealso:
  - module: opendr.veeam.veeam_backup_info
  - module: opendr.veeam.veeam_backup_object_info
  - module: opendr.veeam.veeam_instant_recovery
  - plugin: opendr.veeam.restore_point
    plugin_type: lookup
"""

EXAMPLES = r"""
- name: List the restore points of a machine, the newest first
  opendr.veeam.veeam_restore_point_info:
    name: app01
  register: of_machine

- name: Show when they were made and whether they are clean
  ansible.builtin.debug:
    msg: "{{ item.creation_time }} {{ item.malware_status | default('unknown') }} in {{ item.backup }}"
  loop: "{{ of_machine.restore_points }}"
  loop_control:
    label: "{{ item.id }}"

- name: List the clean ones that can be brought back on vSphere at once
  opendr.veeam.veeam_restore_point_info:
    name: app*
    malware_status:
      - Clean
    usable_for: StartViVMInstantRecovery

- name: List what the off-site copy has of the last two days
  opendr.veeam.veeam_restore_point_info:
    job: Offsite Copy
    after: "{{ '%Y-%m-%dT%H:%M:%SZ' | ansible.builtin.strftime(now().timestamp() - 172800, utc=true) }}"

- name: Read the disks of the newest full backup of a machine on Hyper-V
  opendr.veeam.veeam_restore_point_info:
    name: hv-sql01
    platform: HyperV
    type:
      - Full
    disks: true
"""

RETURN = r"""
restore_points:
  description: The restore points, the newest first. Empty if none fits.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: ID of the restore point, for C(restore_point.id) of the modules that restore.
      type: str
      returned: success
    name:
      description: Name of the backed-up machine or object.
      type: str
      returned: success
    platform:
      description: Platform on which it was backed up.
      type: str
      returned: success
    platform_id:
      description: ID of the platform. All zeros but for custom platforms.
      type: str
      returned: success
    creation_time:
      description: When the restore point was created, in ISO 8601.
      type: str
      returned: success
    type:
      description: How it was made, such as V(Full) or V(Increment).
      type: str
      returned: if the server tells it
    malware_status:
      description: What the search for malware has found - V(Clean), V(Informative), V(Suspicious) or V(Infected).
      type: str
      returned: if the server tells it
    allowed_operations:
      description: What the restore point can be used for, in the words of O(usable_for).
      type: list
      elements: str
      returned: success
    backup:
      description: Name of the backup that holds it. Its ID where the name is not unique or cannot be read.
      type: str
      returned: success
    backup_id:
      description: ID of the backup that holds it.
      type: str
      returned: success
    backup_file_id:
      description: ID of the file that holds it.
      type: str
      returned: if the server tells it
    session_id:
      description: ID of the session that made it.
      type: str
      returned: if the server tells it
    guest_os_family:
      description: Family of the guest operating system - V(Windows), V(Linux), V(Other) or V(Unknown).
      type: str
      returned: if the server tells it, with O(api_version=1.3-rev0) or newer
    original_size:
      description: Size of what was backed up, in bytes.
      type: int
      returned: if the server tells it, with O(api_version=1.3-rev0) or newer
    tag:
      description: Tag of the restore point.
      type: str
      returned: if it has one, with O(api_version=1.3-rev2)
    snapshot_type:
      description: Number by which platforms tell kinds of snapshots apart.
      type: int
      returned: if the server tells it, with O(api_version=1.3-rev2)
    gfs_periods:
      description: Long-term retention that it is kept for, such as V(Weekly) or V(Yearly). For file shares.
      type: list
      elements: str
      returned: if the server tells it, with O(api_version=1.3-rev2)
    disks:
      description: The disks in the restore point. Empty for what has none, such as a file share.
      type: list
      elements: dict
      returned: if O(disks=true)
      contains:
        uid:
          description: ID of the disk.
          type: str
          returned: success
        name:
          description: Name of the disk.
          type: str
          returned: success
        type:
          description: Type of the disk, such as V(Vi), V(Hv) or V(EndPoint).
          type: str
          returned: success
        state:
          description: How far the backup of the disk came. V(Processed) is a whole disk.
          type: str
          returned: success
        capacity:
          description: Capacity of the disk, in bytes.
          type: int
          returned: if the server tells it
        platform:
          description: Platform of the disk.
          type: str
          returned: with O(api_version=1.3-rev0) or newer
        disk_extents:
          description: The files that the disk consists of.
          type: list
          elements: dict
          returned: for disks of Hyper-V, with O(api_version=1.3-rev0) or newer
          contains:
            uid:
              description: ID of the file.
              type: str
              returned: success
            name:
              description: Name of the file.
              type: str
              returned: success
            path:
              description: Path of the file on the host.
              type: str
              returned: success
            size:
              description: Size of the file, in bytes.
              type: int
              returned: if the server tells it
  sample:
    - id: 5f2b2d9e-3a0c-5c59-9d0a-9a2f54b7a6f1
      name: app01
      platform: VMware
      platform_id: 00000000-0000-0000-0000-000000000000
      creation_time: "2026-05-04T01:12:45.120+00:00"
      type: Increment
      malware_status: Clean
      allowed_operations:
        - StartViVMInstantRecovery
        - StartEntireVmRestore
        - StartFlrRestore
      backup: Nightly Servers
      backup_id: 0f5d3f53-7b8d-5f3e-8f2a-2a54c1f7f0a4
      backup_file_id: 8e0a2b2e-09cf-5a0e-b3dd-51d58ad1f4bb
      guest_os_family: Linux
      original_size: 42949672960
"""

from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.restore_point_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
