#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_kms_server
short_description: Create, change and remove kms servers of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Adds, changes or removes a key management server (KMS), so that it is as the task describes it. Its keys can encrypt
    backups in the place of passwords.
  - A server is found by its name, or by O(id).
  - The server does not return the certificates, only their thumbprints. Certificates are sent with a new server. For an
    existing one, they are sent only with O(update_secrets=always), each by an operation of its own.
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
      - With O(update_secrets=always), a task that gives a certificate sends it and reports a change each time.
options:
  state:
    description:
      - V(present) adds the server, or changes the options that differ from the task.
      - V(absent) removes it. Backups that its keys encrypt cannot be read without it.
    type: str
    choices: [present, absent]
    default: present
  id:
    description:
      - ID of the server, a UUID.
      - Give it to change O(name).
      - A server with this ID must exist, except with O(state=absent).
      - If omitted, the module finds the server by O(name), which has to match exactly.
    type: str
  name:
    description:
      - Full DNS name or IP address of the key management server.
      - Either O(name) or O(id) has to be given. Together with O(id), this is the new name.
      - Required to create a KMS server.
    type: str
  description:
    description: Description of the server, as the console shows it.
    type: str
  port:
    description:
      - Port of the Key Management Interoperability Protocol (KMIP).
      - Required to create a KMS server. From 1 to 65535.
    type: int
  server_certificate:
    description:
      - Certificate of the key management server. It is the content of the file in base64, as the filter
        P(ansible.builtin.b64encode#filter) returns it.
      - Required to create a KMS server. This is a secret, which the server does not return. O(update_secrets) says when
        it is sent.
    type: str
  server_certificate_format:
    description:
      - Format of the file that is given as O(server_certificate).
      - Give it whenever O(server_certificate) is given.
      - Required to create a KMS server. The server does not return it. It is sent together with the secret that it
        belongs to. V(Pem) requires O(api_version=1.3-rev0) or later.
    type: str
    choices: [Pfx, Pem]
  server_certificate_password:
    description:
      - Password of the file that is given as O(server_certificate).
      - This is a secret, which the server does not return. O(update_secrets) says when it is sent.
    type: str
  client_certificate:
    description:
      - Certificate by which the backup server logs in to the key management server. It is the content of the file in
        base64, as the filter P(ansible.builtin.b64encode#filter) returns it.
      - Required to create a KMS server. This is a secret, which the server does not return. O(update_secrets) says when
        it is sent.
    type: str
  client_certificate_format:
    description:
      - Format of the file that is given as O(client_certificate).
      - Give it whenever O(client_certificate) is given.
      - Required to create a KMS server. The server does not return it. It is sent together with the secret that it
        belongs to. V(Pem) requires O(api_version=1.3-rev0) or later.
    type: str
    choices: [Pfx, Pem]
  client_certificate_password:
    description:
      - Password of the file that is given as O(client_certificate).
      - This is a secret, which the server does not return. O(update_secrets) says when it is sent.
    type: str
  update_secrets:
    description:
      - V(on_create) sends certificates and their passwords only with a new server.
      - V(always) also sends those of the task to an existing server. The server does not return them, so the task
        always reports a change.
    type: str
    choices: [on_create, always]
    default: on_create
seealso:
  - module: opendr.veeam.veeam_kms_server_info
  - module: opendr.veeam.veeam_encryption_password
"""

EXAMPLES = r"""
# The connection is in module_defaults, or in the environment (VEEAM_VBR_URL and the like).
- name: Add a key management server
  opendr.veeam.veeam_kms_server:
    name: kms01.dr.example
    description: Keys for the second site
    port: 5696
    server_certificate: "{{ vault_kms_server_certificate | b64encode }}"
    server_certificate_format: Pfx
    client_certificate: "{{ vault_kms_client_certificate | b64encode }}"
    client_certificate_format: Pfx
    client_certificate_password: "{{ vault_kms_client_password }}"

- name: Replace the certificate of the backup server before it expires
  opendr.veeam.veeam_kms_server:
    name: kms01.dr.example
    client_certificate: "{{ vault_kms_client_certificate | b64encode }}"
    client_certificate_format: Pfx
    client_certificate_password: "{{ vault_kms_client_password }}"
    update_secrets: always

- name: Remove it
  opendr.veeam.veeam_kms_server:
    name: kms01.dr.example
    state: absent
"""

RETURN = r"""
kms_server:
  description: The server after the task, without its certificates. Empty if it does not exist.
  returned: success
  type: dict
  contains:
    id:
      description: ID of the server.
      type: str
    name:
      description: Full DNS name or IP address of the key management server.
      type: str
    description:
      description: Description of the server, as the console shows it.
      type: str
    port:
      description: Port of the Key Management Interoperability Protocol (KMIP).
      type: int
    server_certificate_thumbprint:
      description: Thumbprint of the certificate of the key management server.
      type: str
    client_certificate_thumbprint:
      description: Thumbprint of the certificate by which the backup server logs in.
      type: str
operation:
  description: What the task did, or in check mode would do - V(create), V(update), V(delete) or V(none).
  returned: success
  type: str
  sample: update
changes:
  description:
    - The options in which an existing KMS server differed from the task, each with its value before and after.
    - Empty if the KMS server was created, removed or left as it was.
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.kms_server import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
