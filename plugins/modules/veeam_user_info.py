#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_user_info
short_description: List users and groups of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Returns the users and groups that may log in to a server, with their roles.
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
    description: Only the user or group with this ID. If omitted, IDs are not filtered.
    type: str
  name:
    description:
      - Only users and groups with this name, or with one that matches. V(*) matches any number of characters, V(?)
        matches a single character.
      - If omitted, names are not filtered.
    type: str
  type:
    description: Only users or groups of one of these types. If omitted, types are not filtered.
    type: list
    elements: str
    choices: [InternalUser, InternalGroup, ExternalUser, ExternalGroup]
  role:
    description: Only users and groups with the role of this name. If omitted, roles are not filtered.
    type: str
  is_service_account:
    description: Only accounts for automation (V(true)), or only others (V(false)). If omitted, all are returned.
    type: bool
seealso:
  - module: opendr.veeam.veeam_user
"""

EXAMPLES = r"""
- name: List all users and groups
  opendr.veeam.veeam_user_info:
  register: all_users

- name: Find the administrators that log in without a second factor
  opendr.veeam.veeam_user_info:
    role: Veeam Backup Administrator
    is_service_account: true
"""

RETURN = r"""
users:
  description: The users and groups, in the order of the server. Empty if none matches.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: ID of the user or group.
      type: str
    name:
      description:
        - Name of the user or group, as the server shows it. With the domain or the computer in front of it, such as
          V(DR\\alice), where it has one.
      type: str
    type:
      description:
        - Whether it is a user or a group, and whether it is internal or external. To find out what an account is on
          your server, look at what M(opendr.veeam.veeam_user_info) returns for a similar one.
      type: str
    roles:
      description:
        - Names or IDs of the roles, as the server has them. They are called differently in different versions.
      type: list
      elements: str
    is_service_account:
      description: Whether it is an account for automation.
      type: bool
    mfa_enabled:
      description: Whether the user has to give a second factor.
      returned: with O(api_version=1.3-rev2) or later
      type: bool
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.user_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
