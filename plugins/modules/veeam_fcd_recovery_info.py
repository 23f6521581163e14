#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_fcd_recovery_info
short_description: List the mounts of instant disk recoveries
version_added: 0.1.0
description:
  - Lists the disks that are published from backups as First Class Disks at the moment, by mount.
  - Without any filter, all mounts are returned.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
seealso:
  - module: opendr.veeam.veeam_fcd_recovery
options:
  machine:
    description:
      - Only mounts of disks of the machine of this name, in full. V(*) stands for any characters, V(?) for one.
    type: str
  state:
    description:
      - Only mounts in this state.
    type: str
    choices: [Mounting, Mounted, Failed, Dismounting]
  restore_point_id:
    description:
      - Only mounts from the restore point with this ID.
    type: str
  mount_id:
    description:
      - Only the mount with this ID. Where there is none, the list is empty.
    type: str
"""

EXAMPLES = r"""
- name: List the disks that are published from backups
  opendr.veeam.veeam_fcd_recovery_info:
  register: published

- name: List those of one machine
  opendr.veeam.veeam_fcd_recovery_info:
    machine: app01
    state: Mounted
"""

RETURN = r"""
mounts:
  description:
    - The mounts that the filters let through.
  returned: success
  type: list
  elements: dict
  contains:
    machine:
      description: Name of the machine that the disks are from, V(null) where the restore point is not there any more.
      type: str
      returned: always
      sample: app01
    id:
      description: ID of the mount.
      type: str
      returned: always
      sample: b5e0a1c5-7d0e-4e0c-a2f4-6a1d0c1d9f30
    state:
      description: State of the mount.
      type: str
      returned: always
      sample: Mounted
    session_id:
      description: ID of the session that published the disks.
      type: str
      returned: always
      sample: 9a2e4651-ba8c-45f7-9f06-4e6e76e610e7
    restore_point_id:
      description: ID of the restore point that they are published from.
      type: str
      returned: always
      sample: 40e66bd7-6f79-54a0-a644-057b7ed417b9
    error_message:
      description: What went wrong with the mount, in the server's words.
      type: str
      returned: where the server says something
      sample: ""
    mounted_disks:
      description: The disks in the mount, without those that were migrated. Each has name, mounted_name,
        registered_name and, as object_id, its ID in vCenter.
      type: list
      elements: dict
      returned: where the server tells them
      sample:
        - name: app01_2.vmdk
          mounted_name: app01-data.vmdk
          registered_name: app01-data
          object_id: 0b5d0c4a-3f7d-4d5e-9a39-3f9c9a6a5b11
    spec:
      description: What the recovery was started with, in the words of M(opendr.veeam.veeam_fcd_recovery).
      type: dict
      returned: always
      sample:
        cluster: {name: Cluster01, host_name: vcenter01.dr.example, type: Cluster, object_id: domain-c8}
        disks:
          - name: app01_2.vmdk
            mounted_name: app01-data.vmdk
            registered_name: app01-data
"""

from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.fcd_recovery_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
