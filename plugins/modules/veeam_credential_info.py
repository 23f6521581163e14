#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_credential_info
short_description: List credentials records of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Returns the credentials records of a server, under the names of the options of
    M(opendr.veeam.veeam_credential). Passwords and keys are not among them.
  - Returns all of them, or those that match every filter given. The list is never cut short.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
options:
  id:
    description: Only the record with this ID. If omitted, records are not filtered by ID.
    type: str
  account:
    description:
      - Only records with this user name, or with one that matches, where V(*) stands for any characters and V(?) for
        one.
      - Without these signs the whole user name has to match. Upper and lower case matter.
      - If omitted, user names are not filtered.
    type: str
  type:
    description:
      - Only records of one of these types. If omitted, types are not filtered.
      - V(ManagedService) needs O(api_version=1.3-rev0) or newer.
    type: list
    elements: str
    choices: [Standard, Linux, ManagedService]
  description:
    description:
      - Only records with this description, or with one that matches, where V(*) stands for any characters and V(?) for
        one.
      - If omitted, descriptions are not filtered.
    type: str
  created_after:
    description:
      - Only records created after this time, such as V(2026-01-15T22:00:00+01:00). A time without an offset is UTC.
      - If omitted, records are not filtered by time.
    type: str
  created_before:
    description:
      - Only records created before this time, written as for O(created_after).
      - If omitted, records are not filtered by time.
    type: str
  include_default_appliance:
    description:
      - Whether the records that the server made itself for its appliances are in the list too.
      - Needs O(api_version=1.3-rev0) or newer; with O(api_version=1.2-rev1) they always are. If omitted, they are not.
    type: bool
seealso:
  - module: opendr.veeam.veeam_credential
"""

EXAMPLES = r"""
- name: List all records
  opendr.veeam.veeam_credential_info:
  register: all_records

- name: Find the records of one user name
  opendr.veeam.veeam_credential_info:
    account: svc-backup
  register: matching

- name: Show what each is for
  ansible.builtin.debug:
    msg: "{{ item.id }}: {{ item.type }}, {{ item.description }}"
  loop: "{{ matching.credentials }}"
  loop_control:
    label: "{{ item.account }}"

- name: List the accounts of the domain, and those of appliances
  opendr.veeam.veeam_credential_info:
    account: DR\*
    type: [Standard, ManagedService]
    include_default_appliance: true
"""

RETURN = r"""
credentials:
  description:
    - The records, in the server's order. Empty if none matches.
    - Each has the options of M(opendr.veeam.veeam_credential) that its type has, without secrets, and what is listed
      here.
  returned: success
  type: list
  elements: dict
  sample:
    - id: 5b3a1d2e-7c43-4f0e-9a57-2f8f4f1e6c10
      account: DR\svc-backup
      type: Standard
      description: Windows hosts and shares
      creation_time: "2026-01-15T09:12:45+00:00"
      unique_id: 0d5c0b7a-4f6a-4a4e-8f0d-1f1f4f1b2c3d
  contains:
    id:
      description: ID of the record.
      type: str
      returned: success
    unique_id:
      description: ID of the record that stays the same where it is imported on another server.
      type: str
      returned: if the server returns it
    creation_time:
      description: When the record was created.
      type: str
      returned: success
    is_default_appliance:
      description: Whether the server made the record itself, for an appliance.
      type: bool
      returned: with O(api_version=1.3-rev2)
    account:
      description: User name of the account.
      type: str
      returned: success
    type:
      description: What the account is for.
      type: str
      returned: success
    description:
      description: Text that the console shows beside the user name.
      type: str
      returned: success
error:
  description: The facts behind the message of a failed task.
  returned: failure
  type: dict
  contains:
    kind:
      description:
        - What went wrong, for C(rescue) to act on. The usual ones are V(InvalidOption), V(ApiError),
          V(AuthenticationFailed) and V(ConnectionFailed).
      type: str
      returned: failure
  sample:
    kind: InvalidOption
    option: type
"""

from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.credential_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
