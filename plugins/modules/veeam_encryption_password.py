#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_encryption_password
short_description: Create, change and remove encryption passwords of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Creates, changes or removes an encryption password, so that it is as the task describes it. Backups, backup copies
    and the configuration backup are encrypted with such passwords.
  - A password is found by its hint, or by O(id). Several passwords can have the same hint; then give O(id).
  - The server does not return the password. It is sent with a new encryption password. For an existing one, it is sent
    only with O(update_secrets=always), if the server says that it has another one.
  - Keep each password in a safe place outside of the server. Without it, what it encrypts cannot be restored.
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
      - With O(update_secrets=always) and O(api_version=1.2-rev1), a task that gives a password sends it and reports a
        change each time. Later API revisions compare the password first.
options:
  state:
    description:
      - V(present) creates the encryption password, or changes the options that differ from the task.
      - V(absent) removes it. The server refuses to remove a password that is in use. The message contains the server's
        reason.
    type: str
    choices: [present, absent]
    default: present
  id:
    description:
      - ID of the encryption password, a UUID.
      - Give it to change O(hint), or if several encryption passwords have the same hint.
      - An encryption password with this ID must exist, except with O(state=absent).
      - If omitted, the module finds the encryption password by O(hint), which has to match exactly.
    type: str
  hint:
    description:
      - Hint that names the encryption password. Everybody who can log in can read it.
      - Either O(hint) or O(id) has to be given. Together with O(id), this is the new hint.
      - Required to create an encryption password.
    type: str
  encryption_password:
    description:
      - The password itself.
      - With O(update_secrets=always), the server compares it with the password that it has. API revision 1.2-rev1
        cannot do that.
      - Required to create an encryption password. This is a secret, which the server does not return. O(update_secrets)
        says when it is sent.
    type: str
  is_imported:
    description:
      - Whether the password was imported, instead of being created on this server.
      - If omitted for a new encryption password, the server decides.
      - Requires O(api_version=1.3-rev0) or later.
    type: bool
  update_secrets:
    description:
      - V(on_create) sends the password only with a new encryption password.
      - V(always) also sends the password of the task to an existing one, if the server says that it has another one.
        API revision 1.2-rev1 cannot say that, so there the task always reports a change.
    type: str
    choices: [on_create, always]
    default: on_create
seealso:
  - module: opendr.veeam.veeam_encryption_password_info
  - module: opendr.veeam.veeam_configuration_backup
"""

EXAMPLES = r"""
# The connection is in module_defaults, or in the environment (VEEAM_VBR_URL and the like).
- name: Have a password for the copies at another site
  opendr.veeam.veeam_encryption_password:
    hint: Copies at the second site, from 2026
    encryption_password: "{{ vault_copies_password }}"

- name: Set another password for the same hint
  opendr.veeam.veeam_encryption_password:
    hint: Offsite copies
    encryption_password: "{{ vault_offsite_password }}"
    update_secrets: always

- name: Remove a password that nothing uses
  opendr.veeam.veeam_encryption_password:
    hint: Copies at the second site, from 2026
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.encryption_password import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
