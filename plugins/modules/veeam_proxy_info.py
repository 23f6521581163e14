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
  - Returns the backup proxies of a server with their settings, under the names of the options of
    M(opendr.veeam.veeam_proxy), with the names of servers in the place of their IDs.
  - Returns all of them, or those that match every filter given. The list is never cut short.
  - Workers of other platforms, such as Proxmox VE, are not in the list, since the API does not return their settings.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
options:
  id:
    description: Only the proxy with this ID. If omitted, proxies are not filtered by ID.
    type: str
  name:
    description:
      - Only proxies of this name, or of a name that matches, where V(*) stands for any characters and V(?) for one.
      - Without these signs the whole name has to match. Upper and lower case matter.
      - If omitted, names are not filtered.
    type: str
  type:
    description:
      - Only proxies of one of these types. If omitted, types are not filtered.
      - V(HvProxy) and V(GeneralPurposeProxy) need O(api_version=1.3-rev0) or newer.
    type: list
    elements: str
    choices: [ViProxy, HvProxy, GeneralPurposeProxy]
  host:
    description: Only proxies on this managed server, by name or ID. If omitted, servers are not filtered.
    type: str
  states:
    description:
      - Whether each proxy also has RV(proxies[].enabled) and RV(proxies[].status), which takes one more request.
      - Needs O(api_version=1.3-rev0) or newer.
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
    - The proxies, in the server's order. Empty if none matches.
    - Each has the options of M(opendr.veeam.veeam_proxy) that its type has, and what is listed here.
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
      returned: success
    name:
      description: Name of the proxy, which is that of its server unless somebody changed it.
      type: str
      returned: success
    host:
      description: Managed server that is the proxy.
      type: str
      returned: success
    type:
      description: What the proxy is for.
      type: str
      returned: success
    description:
      description: Text that the console shows beside the name.
      type: str
      returned: success
    enabled:
      description: Whether jobs may use the proxy; V(null) if the server does not say.
      type: bool
      returned: if O(states=true)
    status:
      description: Whether the proxy can be reached; V(null) if the server does not say.
      type: dict
      returned: if O(states=true)
      contains:
        is_online:
          description: Whether the server reaches the proxy.
          type: bool
          returned: success
        is_out_of_date:
          description: Whether components on the proxy have to be upgraded.
          type: bool
          returned: success
error:
  description: The facts behind the message of a failed task.
  returned: failure
  type: dict
  contains:
    kind:
      description:
        - What went wrong, for C(rescue) to act on. The usual ones are V(InvalidOption), V(ObjectNotFound), V(ApiError),
          V(AuthenticationFailed) and V(ConnectionFailed).
      type: str
      returned: failure
  sample:
    kind: ObjectNotFound
    noun: managed server
"""

from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.proxy_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
