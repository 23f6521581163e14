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
  - Without filters, all of them are returned. With several filters, only those that match every filter are returned.
    The list is always complete.
  - Modules that restore choose a restore point themselves, by name and rules. Use this module to see all restore
    points.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
options:
  id:
    description:
      - Only the restore point with this ID. The list is empty if the server does not know it.
      - Cannot be combined with filters. If omitted, IDs are not filtered.
    type: str
  name:
    description:
      - Only restore points of objects of this name, or of a name that matches. V(*) matches any number of characters,
        V(?) matches a single character.
      - Without these characters, the whole name has to match. The comparison is case-sensitive.
      - If omitted, names are not filtered.
    type: str
  object_id:
    description: Only restore points of the backed-up object with this ID. If omitted, objects are not filtered.
    type: str
  platform:
    description:
      - Only restore points of this platform. If omitted, platforms are not filtered.
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
    description: Only restore points of the custom platform with this ID. If omitted, platforms are not filtered.
    type: str
  backup:
    description: Only restore points in this backup, by name or ID. If omitted, backups are not filtered.
    type: str
  job:
    description:
      - Only restore points in backups that this job created, given by name or ID. If omitted, jobs are not filtered.
    type: str
  before:
    description:
      - Only restore points created before this point in time, such as V(2026-05-04T13:30:00Z). It needs an offset.
      - If omitted, creation times are not limited.
    type: str
  after:
    description:
      - Only restore points created after this point in time. It needs an offset.
      - If omitted, creation times are not limited.
    type: str
  type:
    description: Only restore points of one of these types. If omitted, types are not filtered.
    type: list
    elements: str
    choices: [Full, Increment, Rollback, Snapshot, Cdp, Different]
  malware_status:
    description:
      - Only restore points with one of these malware statuses. If omitted, statuses are not filtered, so infected
        restore points are returned too.
      - V(Informative) requires O(api_version=1.3-rev0) or later.
    type: list
    elements: str
    choices: [Clean, Informative, Suspicious, Infected]
  usable_for:
    description:
      - Only restore points that allow this operation, a value of RV(restore_points[].allowed_operations).
      - V(StartViVMInstantRecovery), V(StartHvVMInstantRecovery) and V(StartFCDInstantRecovery) are instant recoveries
        to vSphere, to Hyper-V and of disks. V(StartEntireVmRestore), V(StartEntireVmRestoreHyperV) and
        V(StartEntireVmRestoreCloudDirector) restore entire machines. V(StartFlrRestore) restores files.
        V(StartDiskPublish) publishes disks.
      - If omitted, operations are not filtered, so restore points that allow no operation are returned too.
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
      - Whether to also return, in RV(restore_points[].disks), the disks of each restore point. This takes one more
        request for each restore point.
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
  description: The restore points, the newest first. Empty if none matches.
  returned: success
  type: list
  elements: dict
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
  contains:
    id:
      description: ID of the restore point, for C(restore_point.id) of the modules that restore.
      type: str
    name:
      description: Name of the backed-up machine or object.
      type: str
    platform:
      description: Platform on which it was backed up.
      type: str
    platform_id:
      description: ID of the platform. All zeros, except for custom platforms.
      type: str
    creation_time:
      description: When the restore point was created, in ISO 8601.
      type: str
    type:
      description: Type of the restore point, such as V(Full) or V(Increment).
      returned: if the server returns it
      type: str
    malware_status:
      description: Result of the malware detection - V(Clean), V(Informative), V(Suspicious) or V(Infected).
      returned: if the server returns it
      type: str
    allowed_operations:
      description: Operations that the restore point allows, with the values of O(usable_for).
      type: list
      elements: str
    backup:
      description:
        - Name of the backup that holds it, or the ID of the backup if the name is not unique or cannot be read.
      type: str
    backup_id:
      description: ID of the backup that holds it.
      type: str
    backup_file_id:
      description: ID of the file that holds it.
      returned: if the server returns it
      type: str
    session_id:
      description: ID of the session that created it.
      returned: if the server returns it
      type: str
    guest_os_family:
      description: Family of the guest operating system - V(Windows), V(Linux), V(Other) or V(Unknown).
      returned: if the server returns it, with O(api_version=1.3-rev0) or later
      type: str
    original_size:
      description: Size of the backed-up object, in bytes.
      returned: if the server returns it, with O(api_version=1.3-rev0) or later
      type: int
    tag:
      description: Tag of the restore point.
      returned: if it has a tag, with O(api_version=1.3-rev2) or later
      type: str
    snapshot_type:
      description: Number of the type of the snapshot on its platform.
      returned: if the server returns it, with O(api_version=1.3-rev2) or later
      type: int
    gfs_periods:
      description: Periods of the long-term retention (GFS), such as V(Weekly) or V(Yearly). For file shares.
      returned: if the server returns it, with O(api_version=1.3-rev2) or later
      type: list
      elements: str
    disks:
      description: The disks in the restore point. Empty if the object has no disks, such as a file share.
      returned: if O(disks=true)
      type: list
      elements: dict
      contains:
        uid:
          description: ID of the disk.
          type: str
        name:
          description: Name of the disk.
          type: str
        type:
          description: Type of the disk, such as V(Vi), V(Hv) or V(EndPoint).
          type: str
        state:
          description: State of the backup of the disk. V(Processed) means that it is complete.
          type: str
        capacity:
          description: Capacity of the disk, in bytes.
          returned: if the server returns it
          type: int
        platform:
          description: Platform of the disk.
          returned: with O(api_version=1.3-rev0) or later
          type: str
        disk_extents:
          description: The files that the disk consists of.
          returned: for V(HyperV) with O(api_version=1.3-rev0) or later
          type: list
          elements: dict
          contains:
            uid:
              description: ID of the file.
              type: str
            name:
              description: Name of the file.
              type: str
            path:
              description: Path of the file on the host.
              type: str
            size:
              description: Size of the file, in bytes.
              returned: if the server returns it
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.restore_point_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
