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
  - Returns the mounts of machines that are currently published from backups, on vSphere, Hyper-V and Azure.
  - Without filters, all mounts of all platforms are returned.
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
      - Only mounts on these platforms.
      - If omitted, mounts on all platforms of the API revision are returned.
    type: list
    elements: str
    choices: [vsphere, hyperv, azure]
  vm_name:
    description:
      - Only mounts of machines of this name, or of a name that matches. V(*) matches any number of characters, V(?)
        matches a single character. Upper and lower case do not matter. If omitted, machines are not filtered.
    type: str
  state:
    description:
      - Only mounts in this state. The first four are states on vSphere and Hyper-V, the others are states on Azure. If
        omitted, states are not filtered.
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
    description: Only mounts from the restore point with this ID. If omitted, restore points are not filtered.
    type: str
  mount_id:
    description: Only the mount with this ID. The list is empty if there is none. If omitted, IDs are not filtered.
    type: str
  sessions:
    description:
      - Whether to also return, for each Azure mount, its sessions. This takes one more request for each mount.
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
  description: The mounts that match the filters.
  returned: success
  type: list
  elements: dict
  contains:
    platform:
      description: Platform of the published machine.
      returned: always
      type: str
      sample: vsphere
    id:
      description: ID of the mount.
      returned: always
      type: str
      sample: f9d85589-a8e8-4959-a874-aad5b9a345a8
    vm_name:
      description: Name of the published machine. On Azure only if the recovery had one.
      returned: if the server returns it
      type: str
      sample: app01-test
    state:
      description: State of the mount.
      returned: always
      type: str
      sample: Mounted
    session_id:
      description: ID of the session that published the machine.
      returned: on vSphere and Hyper-V
      type: str
      sample: 9a2e4651-ba8c-45f7-9f06-4e6e76e610e7
    restore_point_id:
      description: ID of the restore point from which the machine is published.
      returned: always
      type: str
      sample: 40e66bd7-6f79-54a0-a644-057b7ed417b9
    restore_point_date:
      description: When the restore point was created.
      returned: on vSphere and Hyper-V, with O(api_version=1.3-rev0) or later
      type: str
      sample: "2026-05-04T07:51:25.191+00:00"
    host_name:
      description: Host that runs the machine.
      returned: on vSphere and Hyper-V, with O(api_version=1.3-rev0) or later
      type: str
      sample: esx02.example.com
    job_name:
      description: Job or backup of the restore point.
      returned: on vSphere and Hyper-V, with O(api_version=1.3-rev0) or later
      type: str
      sample: Nightly Servers
    error_message:
      description: The server's error message about the mount.
      returned: if the server returns it
      type: str
      sample: ""
    spec:
      description: The options of M(opendr.veeam.veeam_instant_recovery) with which the recovery was started.
      returned: always
      type: dict
      sample: {type: Customized, vm_name: app01-test}
    sessions:
      description: The sessions of the mount, as M(opendr.veeam.veeam_session_info) returns them.
      returned: on Azure, if O(sessions=true)
      type: list
      elements: dict
      sample:
        - id: 6b62b34a-7d5b-4d3c-8a44-2a3b9e3d54b6
          name: app01-azure
          type: AzureInstantRecoveryStart
          state: Stopped
          result: Success
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.instant_recovery_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
