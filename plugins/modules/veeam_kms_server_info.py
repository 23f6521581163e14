#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_kms_server_info
short_description: List key management servers of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Returns the key management servers (KMS) of a server, without their certificates.
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
    description: Only the server with this ID. If omitted, IDs are not filtered.
    type: str
  name:
    description:
      - Only servers with this name, or with one that matches. V(*) matches any number of characters, V(?) matches a
        single character.
      - If omitted, names are not filtered.
    type: str
seealso:
  - module: opendr.veeam.veeam_kms_server
"""

EXAMPLES = r"""
- name: List all key management servers
  opendr.veeam.veeam_kms_server_info:
  register: all_servers

- name: Find one by its name
  opendr.veeam.veeam_kms_server_info:
    name: kms01.dr.example
"""

RETURN = r"""
kms_servers:
  description: The servers, in the order of the backup server. Empty if none matches.
  returned: success
  type: list
  elements: dict
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.kms_server_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
