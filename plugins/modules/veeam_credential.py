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
  - Makes a credentials record as the task describes it - creates it, changes what differs, or removes it.
  - Several records may have the same user name, so a record is identified by O(account), O(type) and O(description)
    together, or by O(id). A task whose description is another one than that of a record creates a second record, and
    never changes the first.
  - The server does not return passwords and keys. They are part of a new record; on one that exists they are changed
    only with O(update_secrets=always), each by an operation of its own.
  - On a record that exists, an option that is omitted is neither compared nor changed.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
attributes:
  idempotent:
    support: partial
    details: With O(update_secrets=always), a task that gives a password or key sends it and reports a change each time.
options:
  state:
    description:
      - V(present) creates the record, or changes what differs from the task.
      - V(absent) removes the record. Only O(id), or O(account), O(type) and O(description), are used then.
      - A record that a server or a repository uses, or that is the default one of an appliance, cannot be removed. The
        message has the server's reason.
    type: str
    choices: [present, absent]
    default: present
  id:
    description:
      - ID of the record, a UUID. It is needed to change O(account) or O(description), and where several records have
        the same account, type and description.
      - A record with this ID has to exist, except with O(state=absent).
      - If omitted, the record is looked up by O(account), O(type) and O(description), which have to match exactly.
    type: str
  account:
    description:
      - User name of the account, as the server has it. Write domain accounts as V(DOMAIN\\user).
      - Together with O(id) it is the user name that the record is to have. Required unless O(id) is given.
    type: str
  type:
    description:
      - What the account is for. V(Standard) is a Windows account, or any other user name with a password; V(Linux)
        logs in over SSH; V(ManagedService) is a group managed service account, which has no password.
      - Required unless O(id) is given; it cannot be changed.
      - V(ManagedService) needs O(api_version=1.3-rev0) or newer.
    type: str
    choices: [Standard, Linux, ManagedService]
  description:
    description:
      - Text that the console shows beside the user name. It tells records with the same user name apart.
      - Together with O(id) it is the description that the record is to have; an empty text removes the present one.
        Required unless O(id) is given.
    type: str
  account_password:
    description:
      - Password of the account. For O(type=Standard), and for O(type=Linux), where it is also used for sudo.
      - Required to create a record of O(type=Standard), except with O(api_version=1.2-rev1).
      - On a record that exists, it is sent only with O(update_secrets=always).
    type: str
  authentication_type:
    description:
      - How the account logs in, V(Password) with O(account_password) or V(SshKey) with O(private_key). For
        O(type=Linux).
      - Required to create a record of O(type=Linux); it cannot be changed.
      - Needs O(api_version=1.3-rev0) or newer. With O(api_version=1.2-rev1) it follows from what the task gives.
    type: str
    choices: [Password, SshKey]
  private_key:
    description:
      - Private key of the account, sent as it is given. For O(type=Linux).
      - On a record that exists, it is sent only with O(update_secrets=always), together with O(passphrase).
    type: str
  passphrase:
    description:
      - Passphrase that protects O(private_key). For O(type=Linux), and only together with the key.
    type: str
  root_password:
    description:
      - Password of root, for O(use_su). For O(type=Linux).
      - On a record that exists, it is sent only with O(update_secrets=always).
    type: str
  ssh_port:
    description:
      - Port of the SSH server. For O(type=Linux).
      - If omitted, the server decides for a new record.
    type: int
  elevate_to_root:
    description:
      - Whether the account gets the rights of root. For O(type=Linux).
      - If omitted, the server decides for a new record.
    type: bool
  add_to_sudoers:
    description:
      - Whether the account is added to the sudoers file. For O(type=Linux).
      - If omitted, the server decides for a new record.
    type: bool
  use_su:
    description:
      - Whether C(su) is used where C(sudo) is not available. For O(type=Linux).
      - If omitted, the server decides for a new record.
    type: bool
  update_secrets:
    description:
      - V(on_create) sends passwords and keys only with a new record.
      - V(always) sets those that the task gives on a record that exists too. The server does not say what it has, so
        the task reports a change each time.
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
    private_key: "{{ linux_private_key }}"
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
    - The record as the server has it after the task, under the names of the options, without secrets.
    - In check mode, as it will be. Empty if the record does not exist.
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
      returned: if it exists
    unique_id:
      description: ID of the record that stays the same where it is imported on another server.
      type: str
      returned: if the server returns it
    creation_time:
      description: When the record was created.
      type: str
      returned: if it exists
    is_default_appliance:
      description: Whether the server made the record itself, for an appliance.
      type: bool
      returned: with O(api_version=1.3-rev2)
operation:
  description:
    - What was done, or in check mode would be done - V(create), V(update), V(delete) or V(none).
  returned: success
  type: str
  sample: update
changes:
  description:
    - The options in which a record that existed differed from the task, each with its value before and after.
    - Empty if it was created, removed or left as it was, and if only secrets were sent.
  returned: success
  type: list
  elements: dict
  sample:
    - option: ssh_port
      before: 22
      after: 2222
  contains:
    option:
      description: Name of the option; that of a suboption follows a dot.
      type: str
      returned: success
    before:
      description: The value that the server had, V(null) if it had none.
      type: raw
      returned: success
    after:
      description: The value that it has now, or in check mode would have.
      type: raw
      returned: success
error:
  description: The facts behind the message of a failed task.
  returned: failure
  type: dict
  contains:
    kind:
      description:
        - What went wrong, for C(rescue) to act on. The usual ones are V(InvalidOption), V(ImmutableOption),
          V(ObjectNotFound), V(AmbiguousName), V(ApiError), V(NotConverged), V(AuthenticationFailed) and
          V(ConnectionFailed).
      type: str
      returned: failure
  sample:
    kind: AmbiguousName
    name: svc-veeam
"""

from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.credential import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
