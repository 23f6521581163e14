#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_backup_object_info
short_description: List backed-up machines and other objects
version_added: 0.1.0
description:
  - Returns the objects in the backups of a server, such as machines, computers with an agent, file shares and buckets,
    with their location in their infrastructure. Can also return the newest restore point of each. Use it to build an
    inventory of the machines that can be recovered.
  - Without filters, all of them are returned. With several filters, only those that match every filter are returned.
    The list is always complete.
  - A machine can be in the list several times, for example if it is backed up on several platforms, or was deleted and
    created again.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
options:
  id:
    description:
      - Only the object with this ID. The list is empty if the server does not know it.
      - Cannot be combined with filters. If omitted, IDs are not filtered.
    type: str
  name:
    description:
      - Only objects of this name, or of a name that matches. V(*) matches any number of characters, V(?) matches a
        single character.
      - Without these characters, the whole name has to match. The comparison is case-sensitive.
      - If omitted, names are not filtered.
    type: str
  platform:
    description:
      - Only objects of this platform. If omitted, platforms are not filtered.
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
    description: Only objects of the custom platform with this ID. If omitted, platforms are not filtered.
    type: str
  type:
    description: Only objects of this type, such as V(VM). If omitted, types are not filtered.
    type: str
  inventory_type:
    description:
      - Only objects of this type in the inventory of vSphere, such as V(VirtualMachine). If omitted, types are not
        filtered.
    type: str
  backup:
    description: Only objects in this backup, by name or ID. If omitted, backups are not filtered.
    type: str
  job:
    description:
      - Only objects in backups that this job created, given by name or ID. If omitted, jobs are not filtered.
    type: str
  last_restore_point:
    description:
      - Whether to also return, for each object, its newest restore point, in RV(backup_objects[].last_restore_point).
        This takes one more request for each object.
      - With O(backup) or O(job), this is the newest restore point in those backups.
    type: bool
    default: false
seealso:
  - module: opendr.veeam.veeam_backup_info
  - module: opendr.veeam.veeam_restore_point_info
"""

EXAMPLES = r"""
- name: List everything that is backed up
  opendr.veeam.veeam_backup_object_info:

- name: List the machines of one backup, with their newest restore points
  opendr.veeam.veeam_backup_object_info:
    backup: Nightly Servers
    last_restore_point: true
  register: protected

- name: Show the machines whose newest restore point is not clean
  ansible.builtin.debug:
    msg: "{{ item.name }}: {{ item.last_restore_point.malware_status }}"
  loop: "{{ protected.backup_objects }}"
  loop_control:
    label: "{{ item.name }}"
  when: item.last_restore_point.malware_status | default('Clean') != 'Clean'

- name: Make a group of the machines that can be brought back
  ansible.builtin.add_host:
    name: "{{ item.name }}"
    groups: recoverable
    veeam_object_id: "{{ item.id }}"
    veeam_platform: "{{ item.platform }}"
  loop: "{{ protected.backup_objects | selectattr('restore_points_count') }}"
  loop_control:
    label: "{{ item.name }}"

- name: Find a machine that is backed up on two platforms
  opendr.veeam.veeam_backup_object_info:
    name: intranet01
    platform: HyperV
"""

RETURN = r"""
backup_objects:
  description: The objects, in the order of the server. Empty if none matches.
  returned: success
  type: list
  elements: dict
  sample:
    - id: 7d0f5b1e-6c36-5a55-8d0e-6d9f2c4c1f0b
      name: web01
      platform: VMware
      platform_id: 00000000-0000-0000-0000-000000000000
      type: VM
      restore_points_count: 3
      last_run_failed: true
      object_id: vm-101
      path: vcenter01.dr.example\Datacenter01\Cluster01\web01
      inventory_type: VirtualMachine
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
      returned: if the server returns it
      type: str
    type:
      description: Type of the object, such as V(VM) or V(Computer).
      returned: if the server returns it
      type: str
    restore_points_count:
      description: Number of its restore points.
      returned: if the server returns it
      type: int
    last_run_failed:
      description: Whether the last run of its job failed.
      returned: if the server returns it, with O(api_version=1.3-rev0) or later
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
      returned: if the server returns it, with O(api_version=1.3-rev2) or later
      type: int
    object_id:
      description: ID of the machine in its virtual infrastructure or cloud, such as V(vm-101).
      returned: for V(VMware) and V(CloudDirector); for V(AzureCompute), V(AWSEC2) and V(GCE) with
        O(api_version=1.3-rev1) or later; for V(HyperV), V(Nutanix) and V(Proxmox) with O(api_version=1.3-rev2) or later
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
    last_restore_point:
      description: The newest restore point of the object. V(null) if it has none.
      returned: if O(last_restore_point=true)
      type: dict
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
          description:
            - Operations that the restore point allows, with the values of
              O(opendr.veeam.veeam_restore_point_info#module:usable_for).
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.backup_object_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
