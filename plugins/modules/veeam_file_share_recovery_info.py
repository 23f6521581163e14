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
  - Lists the file shares that are published from backups at the moment.
  - Without any filter, all mounts are returned.
  - Needs O(api_version=1.3-rev1) or newer, and the role Veeam Backup Administrator or Veeam Restore Operator.
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
      - Only mounts of the share of this name, in full. V(*) stands for any characters, V(?) for one.
    type: str
  state:
    description:
      - Only mounts in this state.
    type: str
    choices: [Publishing, Published, PublishFailed, Unpublishing, UnpublishFailed, Unpublished]
  mount_id:
    description:
      - Only the mount with this ID. Where there is none, the list is empty.
    type: str
  switchover_settings:
    description:
      - Whether to return, with each mount, the settings of its switchover. This asks the server once more per mount,
        and needs the role Veeam Backup Administrator.
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
  description:
    - The mounts that the filters let through.
  returned: success
  type: list
  elements: dict
  contains:
    shares:
      description: Names of the shares that were published with it, as their backups have them.
      type: list
      elements: str
      returned: always
      sample: ['\\nas01.dr.example\projects']
    id:
      description: ID of the mount.
      type: str
      returned: always
      sample: 5b0cb9a6-29a2-4a3e-a8a5-2a7f2c8f50e1
    state:
      description: State of the mount, as the server calls it. It is V(Published) during the migration too.
      type: str
      returned: always
      sample: Published
    session_id:
      description: ID of the session that published the share.
      type: str
      returned: always
      sample: 9a2e4651-ba8c-45f7-9f06-4e6e76e610e7
    server_id:
      description: ID of the unstructured data server that is published.
      type: str
      returned: always
      sample: 3b7b3c8e-3b0b-4a1f-9f23-7c0f5c7f7f10
    server_name:
      description: Its name.
      type: str
      returned: where the server tells it
      sample: \\nas01.dr.example\projects
    error_message:
      description: What went wrong with the mount, in the server's words.
      type: str
      returned: where the server says something
      sample: ""
    spec:
      description: What the recovery was started with - auto_select_mount_servers, reason, and in restore_options the
        restore_point_id, mount_server and permissions of each share that was published with it.
      type: dict
      returned: always
      sample:
        auto_select_mount_servers: true
        restore_options:
          - restore_point_id: 40e66bd7-6f79-54a0-a644-057b7ed417b9
            permissions: {owner: DR\svc-files, type: AllowEveryone}
    switchover_settings:
      description: When users are switched over, in the words of M(opendr.veeam.veeam_file_share_recovery).
      type: dict
      returned: with O(switchover_settings=true)
      sample: {type: Manual}
"""

from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.file_share_recovery_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
