#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_global_exclusion_info
short_description: List the virtual machines that no job of Veeam Backup & Replication processes
version_added: 0.1.0
description:
  - Returns the virtual machines that are excluded from the processing of all jobs.
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
    description: Only the exclusion with this ID. If omitted, IDs are not filtered.
    type: str
  name:
    description:
      - Only machines with this name, or with one that matches. V(*) matches any number of characters, V(?) matches a
        single character.
      - If omitted, names are not filtered.
    type: str
  host_name:
    description: Only machines of this server, exactly as the server shows it. If omitted, servers are not filtered.
    type: str
seealso:
  - module: opendr.veeam.veeam_global_exclusion
"""

EXAMPLES = r"""
- name: List all machines that no job processes
  opendr.veeam.veeam_global_exclusion_info:
  register: excluded

- name: List those of a vCenter Server
  opendr.veeam.veeam_global_exclusion_info:
    host_name: vcenter01.dr.example
"""

RETURN = r"""
global_exclusions:
  description: The exclusions, in the order of the server. Empty if none matches.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: ID of the global exclusion.
      type: str
    name:
      description: Name of the virtual machine. Upper and lower case do not matter.
      type: str
    host_name:
      description: Server that the machine belongs to, such as a vCenter Server, as the inventory shows it.
      type: str
    platform:
      description: Platform of the machine.
      type: str
    object_id:
      description: ID of the machine on its server, such as V(vm-101).
      type: str
    note:
      description: Why the machine is excluded.
      type: str
    size:
      description: Size of the machine, as the server writes it, such as V(40 GB).
      type: str
    urn:
      description: Where the machine is in the inventory, in the form of the server.
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.global_exclusion_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
