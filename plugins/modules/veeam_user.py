#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_user
short_description: Add, change and remove users and groups of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Adds or removes a user or group that may log in, and changes its roles, so that it is as the task describes it. The
    account itself has to exist in the operating system or the domain.
  - A user or group is found by its name, or by O(id). Its name and its type cannot be changed.
  - If the user exists, an omitted option is neither compared nor changed.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
attributes:
  idempotent:
    support: partial
    details:
      - Each task with O(state=mfa_reset) resets multi-factor authentication and reports a change.
options:
  state:
    description:
      - V(present) adds the user or group, or changes the options that differ from the task.
      - V(mfa_reset) does the same, then resets the multi-factor authentication of the user, who sets it up again at the
        next login.
      - V(absent) removes the user or group, so that the account can no longer log in to the server. The account itself
        stays. The user whose name is that of the account that the task uses is not removed, and the task fails.
    type: str
    choices: [present, absent, mfa_reset]
    default: present
  id:
    description:
      - ID of the user or group, a UUID.
      - A user or group with this ID must exist, except with O(state=absent).
      - If omitted, the module finds it by O(name), which has to match exactly.
    type: str
  name:
    description:
      - Name of the user or group, as the server shows it. With the domain or the computer in front of it, such as
        V(DR\\alice), where it has one.
      - Either O(name) or O(id) has to be given.
      - Required to create a user or group. Cannot be changed after creation.
    type: str
  type:
    description:
      - Whether it is a user or a group, and whether it is internal or external. To find out what an account is on your
        server, look at what M(opendr.veeam.veeam_user_info) returns for a similar one.
      - Required to create a user or group. Cannot be changed after creation.
    type: str
    choices: [InternalUser, InternalGroup, ExternalUser, ExternalGroup]
  roles:
    description:
      - Names or IDs of the roles, as the server has them. They are called differently in different versions.
      - The list replaces the roles that the user or group has.
      - Required to create a user or group.
    type: list
    elements: str
  is_service_account:
    description:
      - Whether it is an account for automation.
      - If omitted, a user or group is created with V(false).
    type: bool
seealso:
  - module: opendr.veeam.veeam_user_info
  - module: opendr.veeam.veeam_security_settings
"""

EXAMPLES = r"""
# The connection is in module_defaults, or in the environment (VEEAM_VBR_URL and the like).
- name: Let a group restore
  opendr.veeam.veeam_user:
    name: DR\restore-operators
    type: ExternalGroup
    roles: [Veeam Restore Operator]

- name: Have an account for automation
  opendr.veeam.veeam_user:
    name: svc-automation
    type: InternalUser
    roles: [Veeam Backup Administrator]
    is_service_account: true

- name: Reset multi-factor authentication for a user who has lost the phone
  opendr.veeam.veeam_user:
    name: DR\alice
    state: mfa_reset

- name: Remove the group
  opendr.veeam.veeam_user:
    name: DR\restore-operators
    state: absent
"""

RETURN = r"""
user:
  description: The user or group after the task. Empty if it does not exist.
  returned: success
  type: dict
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
operation:
  description: What the task did, or in check mode would do - V(create), V(update), V(delete) or V(none).
  returned: success
  type: str
  sample: update
changes:
  description:
    - The options in which an existing user or group differed from the task, each with its value before and after.
    - Empty if the user or group was created, removed or left as it was.
  returned: success
  type: list
  elements: dict
  contains:
    option:
      description: Name of the option, dotted for a suboption.
      type: str
    before:
      description: The value on the server before the task. V(null) if there was none.
      type: raw
    after:
      description: The value on the server after the task, or in check mode the value that it would have.
      type: raw
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
        - V(ActionRequired) - A session waits for an action by a person.
        - V(AmbiguousName) - Several objects have the name that the task gives.
        - V(ApiError) - The server responded with an error, or with something that is not a response of its API.
        - V(AuthenticationFailed) - The server did not accept the account or the token.
        - V(CertificateRefused) - The certificate of the server is not trusted, has expired, or is for another name.
        - V(ConnectionFailed) - The server could not be reached, so nothing was changed.
        - V(ImmutableOption) - The task changes an option that can only be set when the object is created.
        - V(InvalidOption) - An option has a value that is not valid for this object, type or API revision.
        - V(NotConverged) - The server reported no error, but the object is not as the task describes it.
        - V(ObjectBusy) - Another task works on the object, and was not done in time. Nothing was changed.
        - V(ObjectNotFound) - Something named in the task does not exist on the server.
        - V(ResponseLost) - A change was sent and the response was lost, so it is not known whether the server made the
          change.
        - V(SessionFailed) - A session failed or was canceled. The facts hold the session and its last log records.
        - V(SessionTimedOut) - A session still ran after C(wait_timeout) seconds. It continues on the server.
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.user import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
