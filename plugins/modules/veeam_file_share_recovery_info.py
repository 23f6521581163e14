#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_file_share_recovery_info
short_description: List the mounts of instant file share recoveries
version_added: 0.1.0
description:
  - Returns the mounts of file shares that are currently published from backups.
  - Without filters, all mounts are returned.
  - Requires O(api_version=1.3-rev1) or later, and the role Veeam Backup Administrator or Veeam Restore Operator.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
seealso:
  - module: opendr.veeam.veeam_file_share_recovery
options:
  share:
    description:
      - Only mounts of the share of this name, or of a name that matches. V(*) matches any number of characters, V(?)
        matches a single character. If omitted, shares are not filtered.
    type: str
  state:
    description: Only mounts in this state. If omitted, states are not filtered.
    type: str
    choices: [Publishing, Published, PublishFailed, Unpublishing, UnpublishFailed, Unpublished]
  mount_id:
    description: Only the mount with this ID. The list is empty if there is none. If omitted, IDs are not filtered.
    type: str
  switchover_settings:
    description:
      - Whether to also return, for each mount, its switchover settings. This takes one more request for each mount, and
        with O(api_version=1.3-rev2) or later the role Veeam Backup Administrator.
    type: bool
    default: false
"""

EXAMPLES = r"""
- name: List the shares that are published from backups
  opendr.veeam.veeam_file_share_recovery_info:
  register: published

- name: List those of one file server, with their switchover settings
  opendr.veeam.veeam_file_share_recovery_info:
    share: \\nas01.dr.example\*
    state: Published
    switchover_settings: true
"""

RETURN = r"""
mounts:
  description: The mounts that match the filters.
  returned: success
  type: list
  elements: dict
  contains:
    shares:
      description: Names of the published shares in their backups.
      returned: always
      type: list
      elements: str
      sample: ['\\nas01.dr.example\projects']
    id:
      description: ID of the mount.
      returned: always
      type: str
      sample: 5b0cb9a6-29a2-4a3e-a8a5-2a7f2c8f50e1
    state:
      description: State of the mount on the server. During a migration it is also V(Published).
      returned: always
      type: str
      sample: Published
    session_id:
      description: ID of the session that published the share.
      returned: always
      type: str
      sample: 9a2e4651-ba8c-45f7-9f06-4e6e76e610e7
    server_id:
      description: ID of the published unstructured data server.
      returned: always
      type: str
      sample: 3b7b3c8e-3b0b-4a1f-9f23-7c0f5c7f7f10
    server_name:
      description: Name of the file or folder.
      returned: if the server returns it
      type: str
      sample: \\nas01.dr.example\projects
    error_message:
      description: The server's error message about the mount.
      returned: if the server returns it
      type: str
      sample: ""
    spec:
      description:
        - The options with which the recovery was started - auto_select_mount_servers, reason, and restore_options with
          the restore_point_id, mount_server and permissions of each published share.
      returned: always
      type: dict
      sample:
        auto_select_mount_servers: true
        restore_options:
          - restore_point_id: 40e66bd7-6f79-54a0-a644-057b7ed417b9
            permissions: {owner: DR\svc-files, type: AllowEveryone}
    switchover_settings:
      description: Switchover settings, with the names of the options of M(opendr.veeam.veeam_file_share_recovery).
      returned: if O(switchover_settings=true)
      type: dict
      sample: {type: Manual}
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.file_share_recovery_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
