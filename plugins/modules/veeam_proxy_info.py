#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_proxy_info
short_description: List backup proxies of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Returns the backup proxies of a server with their settings. Each setting has the name of the option of
    M(opendr.veeam.veeam_proxy). Servers have their names instead of their IDs.
  - Without filters, all of them are returned. With several filters, only those that match every filter are returned.
    The list is always complete.
  - The list does not include workers of other platforms, such as Proxmox VE, because the API does not return their
    settings.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
options:
  id:
    description: Only the proxy with this ID. If omitted, IDs are not filtered.
    type: str
  name:
    description:
      - Only proxies of this name, or of a name that matches. V(*) matches any number of characters, V(?) matches a
        single character.
      - Without these characters, the whole name has to match. The comparison is case-sensitive.
      - If omitted, names are not filtered.
    type: str
  type:
    description:
      - Only proxies of one of these types. If omitted, types are not filtered.
      - V(HvProxy) and V(GeneralPurposeProxy) require O(api_version=1.3-rev0) or later.
    type: list
    elements: str
    choices: [ViProxy, HvProxy, GeneralPurposeProxy]
  host:
    description: Only proxies on this managed server, given by name or ID. If omitted, servers are not filtered.
    type: str
  states:
    description: Whether to also return RV(proxies[].enabled) and RV(proxies[].status). This takes one more request.
    type: bool
    default: false
seealso:
  - module: opendr.veeam.veeam_proxy
"""

EXAMPLES = r"""
- name: List all proxies
  opendr.veeam.veeam_proxy_info:
  register: all_proxies

- name: Find the proxies that cannot be used now
  opendr.veeam.veeam_proxy_info:
    type: [ViProxy]
    states: true
  register: vsphere

- name: Show their names
  ansible.builtin.debug:
    msg: "{{ item.name }} is {{ 'offline' if item.enabled else 'disabled' }}"
  loop: "{{ vsphere.proxies | selectattr('status') }}"
  loop_control:
    label: "{{ item.name }}"
  when: not item.enabled or not item.status.is_online
"""

RETURN = r"""
proxies:
  description:
    - The proxies, in the order of the server. Empty if none matches.
    - Each has the settings of its type.
  returned: success
  type: list
  elements: dict
  sample:
    - id: 1d7a2c1f-6b1e-4a3c-8f53-4c9c5f2b7d11
      name: win-repo01.dr.example
      host: win-repo01.dr.example
      type: HvProxy
      description: Hyper-V off-host proxy
      max_task_count: 4
      enabled: true
      status:
        is_online: true
        is_out_of_date: false
  contains:
    id:
      description: ID of the proxy.
      type: str
    name:
      description: Name of the proxy. By default this is the name of its server.
      type: str
    type:
      description: Type of the proxy.
      type: str
    host:
      description: Managed server of the proxy.
      type: str
    description:
      description: Description of the proxy, as the console shows it.
      type: str
    max_task_count:
      description: Number of tasks that the proxy processes at the same time.
      type: int
    transport_mode:
      description: How the proxy reads the disks of machines.
      returned: if its type has it
      type: str
    failover_to_network:
      description: Whether the network is used if the transport mode V(DirectAccess) or V(VirtualAppliance) fails.
      returned: if its type has it
      type: bool
    host_to_proxy_encryption:
      description: Whether data is encrypted during the transfer from the host to the proxy.
      returned: if its type has it
      type: bool
    connected_datastores:
      description: Datastores to which the proxy has a direct connection.
      returned: if its type has it
      type: dict
      contains:
        auto_select:
          description: Whether the server finds the datastores automatically.
          type: bool
        datastores:
          description: The datastores, if the server does not find them automatically.
          type: list
          elements: dict
          contains:
            name:
              description: Name of the datastore.
              type: str
            host_name:
              description: Name of the vCenter server or standalone ESXi host of the datastore in the inventory.
              type: str
            object_id:
              description: ID of the datastore on the vCenter server, such as V(datastore-11).
              type: str
            vm_count:
              description: Number of virtual machines on the datastore.
              type: int
    enabled:
      description: Whether jobs may use the proxy.
      returned: with O(api_version=1.3-rev0) or later
      type: bool
    status:
      description: Whether the proxy can be reached. V(null) if the server does not return it.
      returned: if O(states=true)
      type: dict
      contains:
        is_online:
          description: Whether the server can reach the proxy.
          type: bool
        is_out_of_date:
          description: Whether components on the proxy need an upgrade.
          type: bool
error:
  description:
    - The facts behind the message of a failed task.
    - Which keys there are depends on RV(error.kind), which is always there.
  returned: failure
  type: dict
  sample:
    kind: ObjectNotFound
    object_type: managed server
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.proxy_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
