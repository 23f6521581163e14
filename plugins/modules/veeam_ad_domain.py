#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_ad_domain
short_description: Add and remove Active Directory domains of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Adds an Active Directory domain to the server, or removes it. Protection groups find computers in such domains.
  - A domain is found by the server in it that the task gives, or by O(id). Nothing of a domain can be changed. To use
    another server or another account, remove the domain and add it again.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
options:
  state:
    description:
      - V(present) adds the domain, if there is none with its server.
      - V(absent) removes it.
    type: str
    choices: [present, absent]
    default: present
  id:
    description:
      - ID of the domain, a UUID.
      - A domain with this ID must exist, except with O(state=absent).
      - If omitted, the module finds the domain by O(server_name), which has to match exactly.
    type: str
  server_name:
    description:
      - DNS name or IP address of a server of the domain.
      - Either O(server_name) or O(id) has to be given.
      - Required to create an Active Directory domain. Cannot be changed after creation.
    type: str
  port:
    description:
      - Port of the server.
      - If omitted, the server decides.
      - Cannot be changed after creation. From 1 to 65535.
    type: int
  credentials:
    description:
      - Credentials record of an account in the domain.
      - Given by user name, description or ID.
      - Required to create an Active Directory domain. Cannot be changed after creation.
    type: str
seealso:
  - module: opendr.veeam.veeam_ad_domain_info
  - module: opendr.veeam.veeam_credential
"""

EXAMPLES = r"""
# The connection is in module_defaults, or in the environment (VEEAM_VBR_URL and the like).
- name: Add a domain
  opendr.veeam.veeam_ad_domain:
    server_name: dc01.branch.example
    credentials: Windows hosts and shares

- name: Remove it
  opendr.veeam.veeam_ad_domain:
    server_name: dc01.branch.example
    state: absent
"""

RETURN = r"""
ad_domain:
  description: The domain after the task. Empty if it does not exist.
  returned: success
  type: dict
  contains:
    id:
      description: ID of the domain.
      type: str
    name:
      description: Name of the domain, which the server finds out.
      type: str
    server_name:
      description: DNS name or IP address of a server of the domain.
      type: str
    port:
      description: Port of the server.
      type: int
    credentials:
      description: Credentials record of an account in the domain.
      type: str
operation:
  description: What the task did, or in check mode would do - V(create), V(update), V(delete) or V(none).
  returned: success
  type: str
  sample: update
changes:
  description:
    - The options in which an existing Active Directory domain differed from the task, each with its value before and
      after.
    - Empty if the Active Directory domain was created, removed or left as it was.
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.ad_domain import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
