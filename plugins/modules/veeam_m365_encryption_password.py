#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_m365_encryption_password
short_description: Create and remove encryption passwords of Veeam Backup for Microsoft 365
version_added: 0.1.0
description:
  - Adds an encryption password to the server, or removes it. Repositories on an object storage are encrypted with such
    a password, see O(opendr.veeam.veeam_m365_repository#module:encryption_key).
  - A password is found by its description (its hint). The API cannot change a password. For another one, add a password
    with another description, let the repositories use it, and remove the old one.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.m365
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
options:
  state:
    description:
      - V(present) adds the password, if there is none with its description.
      - V(absent) removes the password.
    type: str
    choices: [present, absent]
    default: present
  id:
    description:
      - ID of the password.
      - Give it if several passwords have the same description.
      - A password with this ID must exist, except with O(state=absent).
      - If omitted, the module finds the password by O(description), which has to match exactly.
    type: str
  description:
    description:
      - Description of the password, which everybody who can log in can read. Do not write the password into it.
      - Either O(description) or O(id) has to be given.
      - Required to create an encryption password. Cannot be changed after creation.
    type: str
  encryption_password:
    description:
      - The password.
      - It is not compared with the password of the server, so another password for the same description changes
        nothing.
      - Required to create an encryption password. This is a secret, which the server does not return. It is only sent
        to create an encryption password.
    type: str
  organization:
    description:
      - Organization that the password is for.
      - Given by name or ID.
      - If omitted, the server decides. The documentation of the API does not say for which organizations the password
        is then.
      - Requires O(api_version=v8) or later. Cannot be changed after creation.
    type: str
seealso:
  - module: opendr.veeam.veeam_m365_repository
  - name: Connection options
    description: How the modules reach a server, log in, retry, and what they never show.
    link: https://github.com/opendr/opendr.veeam/blob/main/docs/connection.md
"""

EXAMPLES = r"""
- name: A password for repositories
  opendr.veeam.veeam_m365_encryption_password:
    url: https://vb365.example.com
    username: "{{ veeam_m365_username }}"
    password: "{{ veeam_m365_password }}"
    description: Organization backups, from 2026
    encryption_password: "{{ backup_password }}"
    organization: dr.example

# The connection of the task below is in module_defaults, or in the environment (VEEAM_M365_URL and the like).
- name: Remove a password that nothing uses any more
  opendr.veeam.veeam_m365_encryption_password:
    description: Configuration backup
    state: absent
"""

RETURN = r"""
encryption_password:
  description: The encryption password after the task, without the password itself. Empty if it does not exist.
  returned: success
  type: dict
  contains:
    id:
      description: ID of the encryption password.
      type: str
    description:
      description:
        - Description of the password, which everybody who can log in can read. Do not write the password into it.
      type: str
    organization:
      description: Organization that the password is for.
      returned: with O(api_version=v8) or later
      type: str
operation:
  description: What the task did, or in check mode would do - V(create), V(update), V(delete) or V(none).
  returned: success
  type: str
  sample: update
changes:
  description:
    - The options in which an existing encryption password differed from the task, each with its value before and after.
    - Empty if the encryption password was created, removed or left as it was.
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
from ansible_collections.opendr.veeam.plugins.module_utils.m365.encryption_password import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
