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
  - Returns the mounts of disks that are currently published from backups as First Class Disks.
  - Without filters, all mounts are returned.
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
      - Only mounts of disks of the machine of this name, or of a name that matches. V(*) matches any number of
        characters, V(?) matches a single character. If omitted, machines are not filtered.
    type: str
  state:
    description: Only mounts in this state. If omitted, states are not filtered.
    type: str
    choices: [Mounting, Mounted, Failed, Dismounting]
  restore_point_id:
    description: Only mounts from the restore point with this ID. If omitted, restore points are not filtered.
    type: str
  mount_id:
    description: Only the mount with this ID. The list is empty if there is none. If omitted, IDs are not filtered.
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
  description: The mounts that match the filters.
  returned: success
  type: list
  elements: dict
  contains:
    machine:
      description: Name of the machine of the disks. V(null) if the restore point no longer exists.
      returned: always
      type: str
      sample: app01
    id:
      description: ID of the mount.
      returned: always
      type: str
      sample: b5e0a1c5-7d0e-4e0c-a2f4-6a1d0c1d9f30
    state:
      description: State of the mount.
      returned: always
      type: str
      sample: Mounted
    session_id:
      description: ID of the session that published the disks.
      returned: always
      type: str
      sample: 9a2e4651-ba8c-45f7-9f06-4e6e76e610e7
    restore_point_id:
      description: ID of the restore point from which they are published.
      returned: always
      type: str
      sample: 40e66bd7-6f79-54a0-a644-057b7ed417b9
    error_message:
      description: The server's error message about the mount.
      returned: if the server returns it
      type: str
      sample: ""
    mounted_disks:
      description:
        - The disks in the mount, without those that were migrated. Each has name, mounted_name, registered_name and
          object_id, which is its ID in vCenter.
      returned: if the server returns them
      type: list
      elements: dict
      sample:
        - name: app01_2.vmdk
          mounted_name: app01-data.vmdk
          registered_name: app01-data
          object_id: 0b5d0c4a-3f7d-4d5e-9a39-3f9c9a6a5b11
    spec:
      description: The options of M(opendr.veeam.veeam_fcd_recovery) with which the recovery was started.
      returned: always
      type: dict
      sample:
        cluster: {name: Cluster01, host_name: vcenter01.dr.example, type: Cluster, object_id: domain-c8}
        disks:
          - name: app01_2.vmdk
            mounted_name: app01-data.vmdk
            registered_name: app01-data
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.fcd_recovery_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
