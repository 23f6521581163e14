#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_credential
short_description: Create, change and remove credentials records of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Creates, changes or removes a credentials record, so that it is as the task describes it.
  - Several records may have the same user name, so a record is identified by O(account), O(type) and O(description)
    together, or by O(id). A task with another description creates a second record, and does not change the first.
  - The server does not return passwords and keys. They are sent with a new record. For an existing record, they are
    sent only with O(update_secrets=always), each by an operation of its own.
  - If the record exists, an omitted option is neither compared nor changed.
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
      - With O(update_secrets=always), a task that gives a password or key sends it and reports a change each time.
options:
  state:
    description:
      - V(present) creates the record, or changes the options that differ from the task.
      - V(absent) removes the record. Only O(id), or O(account), O(type) and O(description), are used.
      - The server refuses to remove a record that a server or a repository uses, or the default record of an appliance.
        The message contains the server's reason.
    type: str
    choices: [present, absent]
    default: present
  id:
    description:
      - ID of the record, a UUID.
      - Give it to change O(account) or O(description), or if several records have the same account, type and
        description.
      - A record with this ID must exist, except with O(state=absent).
      - If omitted, the module finds the record by O(account), O(type) and O(description), which have to match exactly.
    type: str
  account:
    description:
      - User name of the account.
      - Give a domain account as V(DOMAIN\\user).
      - Together with O(id), this is the new user name. Required unless O(id) is given.
      - Required to create a credentials record.
    type: str
  type:
    description:
      - Type of the account.
      - V(Standard) is a Windows account, or another user name with a password. V(Linux) logs in over SSH.
        V(ManagedService) is a group managed service account, which has no password.
      - Required unless O(id) is given.
      - Required to create a credentials record. Cannot be changed after creation. V(ManagedService) requires
        O(api_version=1.3-rev0) or later.
    type: str
    choices: [Standard, Linux, ManagedService]
  description:
    description:
      - Description of the record, as the console shows it.
      - It distinguishes records with the same user name.
      - Together with O(id), this is the new description. An empty text removes the current one. Required unless O(id)
        is given.
    type: str
  account_password:
    description:
      - Password of the account.
      - With O(type=Linux) it is also used for sudo.
      - Not for O(type=ManagedService). Required for O(type=Standard) (O(api_version=1.3-rev0) or later). This is a
        secret, which the server does not return. O(update_secrets) says when it is sent.
    type: str
  authentication_type:
    description:
      - How the account logs in.
      - V(Password) uses O(account_password). V(SshKey) uses O(private_key).
      - In earlier API revisions, the server decides by the options that the task gives.
      - Only for O(type=Linux). Requires O(api_version=1.3-rev0) or later. Required to create a credentials record.
        Cannot be changed after creation.
    type: str
    choices: [Password, SshKey]
  private_key:
    description:
      - Private key of the account.
      - It is sent as it is given, together with O(passphrase). In the vendor's example it is the whole key file in
        base64, as the filter P(ansible.builtin.b64encode#filter) returns it. That another form works is not documented.
      - Only for O(type=Linux). This is a secret, which the server does not return. O(update_secrets) says when it is
        sent.
    type: str
  passphrase:
    description:
      - Passphrase of the private key.
      - It is only sent together with O(private_key).
      - Only for O(type=Linux). This is a secret, which the server does not return. O(update_secrets) says when it is
        sent.
    type: str
  root_password:
    description:
      - Password of root, for O(use_su).
      - Only for O(type=Linux). This is a secret, which the server does not return. O(update_secrets) says when it is
        sent.
    type: str
  ssh_port:
    description:
      - Port of the SSH server.
      - If omitted for a new record, the server decides.
      - Only for O(type=Linux).
    type: int
  elevate_to_root:
    description:
      - Whether the account gets root permissions.
      - If omitted for a new record, the server decides.
      - Only for O(type=Linux).
    type: bool
  add_to_sudoers:
    description:
      - Whether the account is added to the sudoers file.
      - If omitted for a new record, the server decides.
      - Only for O(type=Linux).
    type: bool
  use_su:
    description:
      - Whether C(su) is used where C(sudo) is not available.
      - If omitted for a new record, the server decides.
      - Only for O(type=Linux).
    type: bool
  update_secrets:
    description:
      - V(on_create) sends passwords and keys only with a new record.
      - V(always) also sends the passwords and keys of the task to an existing record. The server does not return them,
        so the task always reports a change.
    type: str
    choices: [on_create, always]
    default: on_create
seealso:
  - module: opendr.veeam.veeam_credential_info
"""

EXAMPLES = r"""
# The connection is in module_defaults, or in the environment (VEEAM_VBR_URL and the like).
- name: An account for Windows servers
  opendr.veeam.veeam_credential:
    account: DR\svc-veeam
    type: Standard
    description: Windows servers
    account_password: "{{ windows_password }}"

- name: An account that logs in to Linux servers with a password and becomes root
  opendr.veeam.veeam_credential:
    account: svc-veeam
    type: Linux
    description: Linux servers
    authentication_type: Password
    account_password: "{{ linux_password }}"
    elevate_to_root: true

- name: Another record for the same user name, which logs in to hardened repositories with a key
  opendr.veeam.veeam_credential:
    account: svc-veeam
    type: Linux
    description: Hardened repositories
    authentication_type: SshKey
    private_key: "{{ linux_private_key | b64encode }}"
    passphrase: "{{ linux_passphrase }}"
    ssh_port: 2222

- name: A group managed service account
  opendr.veeam.veeam_credential:
    account: DR\gmsa-veeam$
    type: ManagedService
    description: Guest processing

- name: Set the new password, after the one of the domain has changed
  opendr.veeam.veeam_credential:
    account: DR\svc-veeam
    type: Standard
    description: Windows servers
    account_password: "{{ windows_password }}"
    update_secrets: always

- name: Change the description, by which a record is identified
  opendr.veeam.veeam_credential:
    id: "{{ credential_id }}"
    description: Linux repository servers

- name: Remove a record
  opendr.veeam.veeam_credential:
    account: svc-veeam
    type: Linux
    description: Linux servers
    state: absent
"""

RETURN = r"""
credential:
  description:
    - The record after the task. Its keys are the names of the options. It has no secrets.
    - In check mode, the record as it will be. Empty if the record does not exist.
  returned: success
  type: dict
  sample:
    id: 5b3a1d2e-7c43-4f0e-9a57-2f8f4f1e6c10
    account: svc-veeam
    type: Linux
    description: Linux servers
    authentication_type: Password
    ssh_port: 22
    elevate_to_root: true
    add_to_sudoers: false
    use_su: false
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
operation:
  description: What the task did, or in check mode would do - V(create), V(update), V(delete) or V(none).
  returned: success
  type: str
  sample: update
changes:
  description:
    - The options in which an existing credentials record differed from the task, each with its value before and after.
    - Empty if the credentials record was created, removed or left as it was.
  returned: success
  type: list
  elements: dict
  sample:
    - option: ssh_port
      before: 22
      after: 2222
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
  sample:
    kind: AmbiguousName
    name: svc-veeam
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.credential import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
