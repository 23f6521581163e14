#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_encryption_password_info
short_description: List encryption passwords of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Returns the encryption passwords of a server, without the passwords themselves.
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
    description: Only the encryption password with this ID. If omitted, IDs are not filtered.
    type: str
  hint:
    description:
      - Only encryption passwords with this hint, or with one that matches. V(*) matches any number of characters, V(?)
        matches a single character.
      - If omitted, hints are not filtered.
      - Requires O(api_version=1.3-rev0) or later.
    type: str
seealso:
  - module: opendr.veeam.veeam_encryption_password
"""

EXAMPLES = r"""
- name: List all encryption passwords
  opendr.veeam.veeam_encryption_password_info:
  register: all_passwords

- name: Show when each was last changed
  ansible.builtin.debug:
    msg: "{{ item.hint }}: {{ item.modification_time }}"
  loop: "{{ all_passwords.encryption_passwords }}"
  loop_control:
    label: "{{ item.hint }}"

- name: Find those for the other site
  opendr.veeam.veeam_encryption_password_info:
    hint: Offsite*
"""

RETURN = r"""
encryption_passwords:
  description: The encryption passwords, in the order of the server. Empty if none matches.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: ID of the encryption password.
      type: str
    hint:
      description: Hint that names the encryption password. Everybody who can log in can read it.
      type: str
    is_imported:
      description: Whether the password was imported, instead of being created on this server.
      returned: with O(api_version=1.3-rev0) or later
      type: bool
    unique_id:
      description: ID of the encryption password that is not the one of this API. What it is for is not documented.
      type: str
    modification_time:
      description: When the password was last changed.
      type: str
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.encryption_password_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
