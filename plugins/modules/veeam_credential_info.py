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
  - Returns the credentials records of a server. Each property has the name of the option of
    M(opendr.veeam.veeam_credential). Passwords and keys are not returned.
  - Without filters, all of them are returned. With several filters, only those that match every filter are returned.
    The list is always complete.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
options:
  id:
    description: Only the record with this ID. If omitted, IDs are not filtered.
    type: str
  account:
    description:
      - Only records with this user name, or with one that matches. V(*) matches any number of characters, V(?) matches
        a single character.
      - Without these characters, the whole user name has to match. The comparison is case-sensitive.
      - If omitted, user names are not filtered.
    type: str
  type:
    description:
      - Only records of one of these types. If omitted, types are not filtered.
      - V(ManagedService) requires O(api_version=1.3-rev0) or later.
    type: list
    elements: str
    choices: [Standard, Linux, ManagedService]
  description:
    description:
      - Only records with this description, or with one that matches. V(*) matches any number of characters, V(?)
        matches a single character.
      - If omitted, descriptions are not filtered.
    type: str
  created_after:
    description:
      - Only records created after this time, such as V(2026-01-15T22:00:00+01:00). The time needs an offset.
      - If omitted, creation times are not filtered.
    type: str
  created_before:
    description:
      - Only records created before this time, in the format of O(created_after).
      - If omitted, creation times are not filtered.
    type: str
  include_default_appliance:
    description:
      - Whether to include the records that the server created itself for its appliances. If omitted, they are not
        included.
      - In earlier API revisions they are always included.
      - Requires O(api_version=1.3-rev0) or later.
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
    - The records, in the order of the server. Empty if none matches.
    - Each has the properties of its type, without secrets.
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
    account:
      description: User name of the account.
      type: str
    type:
      description: Type of the account.
      type: str
    description:
      description: Description of the record, as the console shows it.
      type: str
    authentication_type:
      description: How the account logs in.
      returned: if its type has it, with O(api_version=1.3-rev0) or later
      type: str
    ssh_port:
      description: Port of the SSH server.
      returned: if its type has it
      type: int
    elevate_to_root:
      description: Whether the account gets root permissions.
      returned: if its type has it
      type: bool
    add_to_sudoers:
      description: Whether the account is added to the sudoers file.
      returned: if its type has it
      type: bool
    use_su:
      description: Whether C(su) is used where C(sudo) is not available.
      returned: if its type has it
      type: bool
    creation_time:
      description: When the record was created.
      type: str
    unique_id:
      description: ID of the record that is the same on every server on which it is imported.
      returned: if the server returns it
      type: str
    is_default_appliance:
      description: Whether the server created the record itself, for an appliance.
      returned: with O(api_version=1.3-rev2) or later
      type: bool
error:
  description:
    - The facts behind the message of a failed task.
    - Which keys there are depends on RV(error.kind), which is always there.
  returned: failure
  type: dict
  sample:
    kind: InvalidOption
    option: type
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.credential_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
