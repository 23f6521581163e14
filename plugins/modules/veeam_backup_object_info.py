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
  - Returns what is in the backups of a server - machines, computers with an agent, file shares, buckets and others -
    with where each is in its own infrastructure and, where asked, its newest restore point. That is what an inventory
    of the machines that can be recovered is made from.
  - Returns all of them, or those that fit every filter given. The list is never cut short.
  - A machine may be in the list several times, where it is backed up on several platforms or was created anew.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
options:
  id:
    description:
      - ID of the one object to return. Where the server does not know it, the list is empty.
      - Goes with none of the filters. If left out, all objects that fit them are returned.
    type: str
  name:
    description:
      - Only objects of this name, or of a name that fits, where V(*) stands for any characters and V(?) for one.
      - Without these signs the whole name has to match. Upper and lower case matter.
      - If left out, the name does not matter.
    type: str
  platform:
    description:
      - Only objects of this platform. If left out, the platform does not matter.
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
    description: Only objects of the platform with this ID, for custom platforms. If left out, it does not matter.
    type: str
  type:
    description:
      - Only objects that the server calls this, such as V(VM). If left out, it does not matter.
    type: str
  inventory_type:
    description:
      - Only objects of this type in the inventory of vSphere, such as V(VirtualMachine). If left out, the type does not
        matter.
    type: str
  backup:
    description:
      - Only objects in this backup, by name or ID. If left out, the backup does not matter.
    type: str
  job:
    description:
      - Only objects in backups that this job has made, by name or ID. If left out, the job does not matter.
    type: str
  last_restore_point:
    description:
      - Whether each object also tells its newest restore point, in RV(backup_objects[].last_restore_point). That is one
        more request for each object.
      - With O(backup) or O(job) it is the newest one in those backups.
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
  description: The objects, in the server's order. Empty if none fits.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: ID of the object, for C(restore_point.object_id) of the modules that restore.
      type: str
      returned: success
    name:
      description: Name of the machine, share, bucket or other object.
      type: str
      returned: success
    platform:
      description: Platform on which it was backed up, such as V(VMware).
      type: str
      returned: success
    platform_id:
      description: ID of the platform. All zeros but for custom platforms.
      type: str
      returned: if the server tells it
    type:
      description: What the server calls the kind of object, such as V(VM) or V(Computer).
      type: str
      returned: if the server tells it
    restore_points_count:
      description: Number of its restore points.
      type: int
      returned: if the server tells it
    last_run_failed:
      description: Whether the last run of its job failed.
      type: bool
      returned: if the server tells it, with O(api_version=1.3-rev0) or newer
    backup:
      description: Name of the backup that holds it. Its ID where the name is not unique or cannot be read.
      type: str
      returned: with O(api_version=1.3-rev2)
    backup_id:
      description: ID of the backup that holds it.
      type: str
      returned: with O(api_version=1.3-rev2)
    size:
      description: Size of the object, in bytes, approximately.
      type: int
      returned: if the server tells it, with O(api_version=1.3-rev2)
    object_id:
      description: ID that the machine has in its own virtual infrastructure or cloud, such as V(vm-101).
      type: str
      returned: for machines of virtual infrastructures and clouds, as far as the API revision tells it
    path:
      description: Where the machine is in its infrastructure.
      type: str
      returned: for machines of virtual infrastructures and clouds, as far as the API revision tells it
    inventory_type:
      description: Type of the object in the inventory of its infrastructure, such as V(VirtualMachine).
      type: str
      returned: for VMware and Cloud Director, and for Hyper-V with O(api_version=1.3-rev2)
    encryption_state:
      description: Whether its backup is encrypted.
      type: str
      returned: for machines of clouds, with O(api_version=1.3-rev1) or newer
    owner:
      description: Owner of the machine.
      type: str
      returned: for machines of clouds, with O(api_version=1.3-rev1) or newer
    bios_uuid:
      description: BIOS UUID of the computer.
      type: str
      returned: for computers with an agent, with O(api_version=1.3-rev0) or newer
    computer_id:
      description: ID of the computer.
      type: str
      returned: for computers with an agent, with O(api_version=1.3-rev0) or newer
    protection_group_ids:
      description: IDs of the protection groups that the computer is in.
      type: list
      elements: str
      returned: for computers with an agent, with O(api_version=1.3-rev0) or newer
    file_server_id:
      description: ID of the unstructured data server that the share or bucket is on.
      type: str
      returned: for shares and buckets, with O(api_version=1.3-rev2)
    host_id:
      description: ID of the host of the share or bucket.
      type: str
      returned: for shares and buckets, with O(api_version=1.3-rev2)
    last_restore_point:
      description: Its newest restore point, whatever that can be used for. None if it has none.
      type: dict
      returned: if O(last_restore_point=true)
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
          description: What the restore point can be used for, in the words of the server.
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
"""

from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.backup_object_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
