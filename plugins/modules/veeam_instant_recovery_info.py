#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_instant_recovery_info
short_description: List the mounts of instant recoveries
version_added: 0.1.0
description:
  - Lists the machines that are published from backups at the moment, on vSphere, Hyper-V and Azure.
  - Without any filter, all mounts of all platforms are returned.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
seealso:
  - module: opendr.veeam.veeam_instant_recovery
options:
  platform:
    description:
      - Platforms to list the mounts of. V(hyperv) and V(azure) need O(api_version=1.3-rev0) or newer.
      - If left out, all platforms that the API revision knows are listed.
    type: list
    elements: str
    choices: [vsphere, hyperv, azure]
  vm_name:
    description:
      - Only mounts of machines of this name, in full. V(*) stands for any characters, V(?) for one.
    type: str
  state:
    description:
      - Only mounts in this state. The first four are those of vSphere and Hyper-V, the others those of Azure, so that
        one state leaves out the mounts of the other kind.
    type: str
    choices:
      - Mounting
      - Mounted
      - Failed
      - Dismounting
      - Starting
      - Ready
      - Migrating
      - ReadyToSwitch
      - Switching
      - Stopping
      - Stopped
  restore_point_id:
    description:
      - Only mounts from the restore point with this ID.
    type: str
  mount_id:
    description:
      - Only the mount with this ID. Where there is none, the list is empty.
    type: str
  sessions:
    description:
      - Whether to return, with each Azure mount, the sessions that worked on it. This asks the server once more per
        mount.
    type: bool
    default: false
"""

EXAMPLES = r"""
- name: List what is published from backups
  opendr.veeam.veeam_instant_recovery_info:
  register: published

- name: List the Azure recoveries that wait to be switched over, and what was done for them
  opendr.veeam.veeam_instant_recovery_info:
    platform: [azure]
    state: ReadyToSwitch
    sessions: true
"""

RETURN = r"""
mounts:
  description:
    - The mounts that the filters let through.
  returned: success
  type: list
  elements: dict
  contains:
    platform:
      description: Platform that the machine is published on.
      type: str
      returned: always
      sample: vsphere
    id:
      description: ID of the mount.
      type: str
      returned: always
      sample: f9d85589-a8e8-4959-a874-aad5b9a345a8
    vm_name:
      description: Name of the published machine. On Azure only where the recovery was given one.
      type: str
      returned: where the server tells it
      sample: app01-test
    state:
      description: State of the mount.
      type: str
      returned: always
      sample: Mounted
    session_id:
      description: ID of the session that published the machine.
      type: str
      returned: vSphere and Hyper-V
      sample: 9a2e4651-ba8c-45f7-9f06-4e6e76e610e7
    restore_point_id:
      description: ID of the restore point that the machine is published from.
      type: str
      returned: always
      sample: 40e66bd7-6f79-54a0-a644-057b7ed417b9
    restore_point_date:
      description: When the restore point was created.
      type: str
      returned: vSphere and Hyper-V, since API revision 1.3-rev0
      sample: "2026-05-04T07:51:25.191+00:00"
    host_name:
      description: Host that runs the machine.
      type: str
      returned: vSphere and Hyper-V, since API revision 1.3-rev0
      sample: esx02.example.com
    job_name:
      description: Job, or backup, that the restore point is from.
      type: str
      returned: vSphere and Hyper-V, since API revision 1.3-rev0
      sample: Nightly Servers
    error_message:
      description: What went wrong with the mount, in the server's words.
      type: str
      returned: where the server says something
      sample: ""
    spec:
      description: What the recovery was started with, in the words of M(opendr.veeam.veeam_instant_recovery).
      type: dict
      returned: always
      sample: {type: Customized, vm_name: app01-test}
    sessions:
      description: The sessions that worked on the mount, as M(opendr.veeam.veeam_session_info) returns them.
      type: list
      elements: dict
      returned: Azure, with O(sessions=true)
      sample:
        - id: 6b62b34a-7d5b-4d3c-8a44-2a3b9e3d54b6
          name: app01-azure
          type: AzureInstantRecoveryStart
          state: Stopped
          result: Success
"""

from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.instant_recovery_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
