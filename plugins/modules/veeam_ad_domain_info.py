#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_ad_domain_info
short_description: List Active Directory domains of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Returns the Active Directory domains whose objects protection groups can contain.
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
    description: Only the domain with this ID. If omitted, IDs are not filtered.
    type: str
  name:
    description:
      - Only domains with this name, or with one that matches. V(*) matches any number of characters, V(?) matches a
        single character.
      - If omitted, names are not filtered.
    type: str
  server_name:
    description:
      - Only domains that are reached by this server, exactly as it was given. If omitted, servers are not filtered.
    type: str
seealso:
  - module: opendr.veeam.veeam_ad_domain
"""

EXAMPLES = r"""
- name: List all domains
  opendr.veeam.veeam_ad_domain_info:
  register: domains

- name: List those of a forest
  opendr.veeam.veeam_ad_domain_info:
    name: "*.example"
"""

RETURN = r"""
ad_domains:
  description: The domains, in the order of the server. Empty if none matches.
  returned: success
  type: list
  elements: dict
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.ad_domain_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
