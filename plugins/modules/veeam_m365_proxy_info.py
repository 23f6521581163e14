#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_m365_proxy_info
short_description: List backup proxy servers of Veeam Backup for Microsoft 365
version_added: 0.1.0
description:
  - Returns the backup proxy servers, with their state and the pool that each belongs to.
  - Without filters, all of them are returned. With several filters, only those that match every filter are returned.
    The list is always complete.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.m365
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
options:
  id:
    description: Only the server with this ID. If omitted, IDs are not filtered.
    type: str
  name:
    description:
      - Only servers with this host name or fully qualified name, or with one that matches. V(*) matches any number of
        characters, V(?) matches a single character.
      - Without these characters, the whole name has to match. The comparison is case-sensitive.
      - If omitted, names are not filtered.
    type: str
  proxy_pool:
    description:
      - Only the members of this backup proxy pool, given by name or ID.
      - If omitted, pools are not filtered.
      - Requires O(api_version=v8) or later.
    type: str
  status:
    description: Only servers with this status. If omitted, statuses are not filtered.
    type: str
    choices: [Online, Offline]
seealso:
  - module: opendr.veeam.veeam_m365_repository
  - module: opendr.veeam.veeam_m365_repository_owner
  - name: Connection options
    description: How the modules reach a server, log in, retry, and what they never show.
    link: https://github.com/opendr/opendr.veeam/blob/main/docs/connection.md
"""

EXAMPLES = r"""
- name: List the members of a pool
  opendr.veeam.veeam_m365_proxy_info:
    url: https://vb365.example.com
    username: "{{ veeam_m365_username }}"
    password: "{{ veeam_m365_password }}"
    proxy_pool: Backup Proxy Pool 01

# The connection of the tasks below is in module_defaults, or in the environment (VEEAM_M365_URL and the like).
- name: Find the servers that do not respond
  opendr.veeam.veeam_m365_proxy_info:
    status: Offline
"""

RETURN = r"""
proxies:
  description: The backup proxy servers, in the order of the server. Empty if none matches.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: ID of the server.
      type: str
    host_name:
      description: DNS name or IP address of the server.
      type: str
    fqdn:
      description: Fully qualified name of the server.
      type: str
    description:
      description: The backup proxy servers, in the order of the server. Empty if none matches.
      type: str
    type:
      description: How the server is connected, V(Local), V(Domain) or V(Workgroup).
      type: str
    operating_system:
      description: Operating system of the server, V(Windows) or V(Linux).
      returned: with O(api_version=v8) or later
      type: str
    proxy_pool:
      description: Backup proxy pool that the server belongs to.
      returned: with O(api_version=v8) or later
      type: str
    port:
      description: Port on which the server is reached.
      type: int
    status:
      description: Status of the server, V(Online) or V(Offline).
      type: str
    maintenance_mode_state:
      description: Maintenance mode of the server, V(Disabled), V(Enabling) or V(Enabled).
      returned: with O(api_version=v8) or later
      type: str
    version:
      description: Version of the product on the server.
      returned: with O(api_version=v8) or later
      type: str
    roles:
      description: Roles of the server.
      returned: with O(api_version=v8) or later
      type: list
      elements: str
    service_account:
      description: Account of the service on the server.
      returned: with O(api_version=v8) or later
      type: str
    cpu_usage_percent:
      description: Used processor time, in percent.
      returned: with O(api_version=v8) or later
      type: float
    memory_usage_percent:
      description: Used memory, in percent.
      returned: with O(api_version=v8) or later
      type: float
    threads_number:
      description: Number of threads for backups.
      returned: with O(api_version=v7) or earlier
      type: int
    network_throttling_enabled:
      description: Whether the server limits how much bandwidth backups use.
      type: bool
    throttling_value:
      description: The limit of the bandwidth.
      type: int
    throttling_unit:
      description: Unit of the limit.
      type: str
    use_internet_proxy:
      description: Whether the server reaches the internet through an internet proxy.
      type: bool
    internet_proxy_type:
      description: Which internet proxy it uses, V(FromManagementServer) or V(Custom).
      type: str
    internet_proxy:
      description: The internet proxy of its own.
      type: dict
      contains:
        host_name:
          description: Name of the internet proxy.
          type: str
        port:
          description: Port of the internet proxy.
          type: int
        use_authentication:
          description: Whether the internet proxy wants a login.
          type: bool
        username:
          description: Account for the login.
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
from ansible_collections.opendr.veeam.plugins.module_utils.m365.proxy_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
