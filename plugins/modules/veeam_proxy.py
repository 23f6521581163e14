#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_proxy
short_description: Create, change and remove backup proxies of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Makes a managed server a backup proxy as the task describes it - adds the proxy, changes what differs, or removes
    it. The server itself stays.
  - A proxy bears the name of its server, so it is identified by O(host) and O(type) together, or by O(id).
  - On a proxy that exists, an option that is omitted is neither compared nor changed. On a new one, the server's
    default applies.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.waiting
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
options:
  state:
    description:
      - V(present) adds the proxy, or changes what differs from the task.
      - V(absent) removes the proxy. Only O(id), or O(host) and O(type), are used then.
    type: str
    choices: [present, absent]
    default: present
  id:
    description:
      - ID of the proxy, a UUID. A proxy with this ID has to exist, except with O(state=absent).
      - If omitted, the proxy is looked up by O(host) and O(type).
    type: str
  host:
    description:
      - Managed server that is the proxy, by name or ID.
      - Required unless O(id) is given; it cannot be changed.
    type: str
  type:
    description:
      - What the proxy is for. V(ViProxy) reads machines of VMware vSphere, V(HvProxy) is an off-host proxy for
        Microsoft Hyper-V, V(GeneralPurposeProxy) serves agents and unstructured data.
      - Required unless O(id) is given; it cannot be changed.
      - V(HvProxy) and V(GeneralPurposeProxy) need O(api_version=1.3-rev0) or newer.
    type: str
    choices: [ViProxy, HvProxy, GeneralPurposeProxy]
  description:
    description:
      - Text that the console shows beside the name.
      - If omitted, a new proxy has none. An empty text removes the present one.
    type: str
  enabled:
    description:
      - Whether jobs may use the proxy. A new one is enabled.
      - Needs O(api_version=1.3-rev0) or newer.
    type: bool
  max_task_count:
    description:
      - How many tasks the proxy works on at the same time.
      - If omitted, the server decides for a new proxy.
    type: int
  transport_mode:
    description:
      - How the proxy reads the disks of machines, V(Auto) for the best way that the server finds. For O(type=ViProxy).
      - If omitted, the server decides for a new proxy.
    type: str
    choices: [Auto, DirectAccess, VirtualAppliance, Network]
  failover_to_network:
    description:
      - Whether the network is used where O(transport_mode) V(DirectAccess) or V(VirtualAppliance) fails. For
        O(type=ViProxy).
      - If omitted, the server decides for a new proxy.
    type: bool
  host_to_proxy_encryption:
    description:
      - Whether data that comes over the network (O(transport_mode=Network)) is encrypted on its way from the host. For
        O(type=ViProxy).
      - If omitted, the server decides for a new proxy.
    type: bool
  connected_datastores:
    description: Datastores that the proxy has a direct connection to. For O(type=ViProxy).
    type: dict
    suboptions:
      auto_select:
        description: Whether the server finds them by itself.
        type: bool
      datastores:
        description:
          - The datastores, where the server does not find them by itself. They take the place of the present ones.
        type: list
        elements: dict
        suboptions:
          name:
            description:
              - Name of the datastore. Needed unless O(connected_datastores.datastores[].object_id) is given.
            type: str
          host_name:
            description:
              - Name of the vCenter server or standalone ESXi host that has it, as in the inventory.
              - If omitted, the datastore is looked up on all of them.
            type: str
          object_id:
            description:
              - ID that the vCenter server gives it, such as V(datastore-11).
              - If omitted, the datastore is looked up by its name, which then has to be the only one.
            type: str
seealso:
  - module: opendr.veeam.veeam_proxy_info
"""

EXAMPLES = r"""
# The connection is in module_defaults, or in the environment (VEEAM_VBR_URL and the like).
- name: A proxy for VMware vSphere
  opendr.veeam.veeam_proxy:
    host: win-repo01.dr.example
    type: ViProxy
    description: Second proxy of the data center
    transport_mode: Network
    host_to_proxy_encryption: true
    max_task_count: 4

- name: A proxy for agents and unstructured data
  opendr.veeam.veeam_proxy:
    host: lnx-repo01.dr.example
    type: GeneralPurposeProxy
    max_task_count: 8

- name: Let no job use the proxy while its server is maintained
  opendr.veeam.veeam_proxy:
    host: win-repo01.dr.example
    type: ViProxy
    enabled: false

- name: Let jobs use it again
  opendr.veeam.veeam_proxy:
    host: win-repo01.dr.example
    type: ViProxy
    enabled: true

- name: Remove the proxy; the server stays
  opendr.veeam.veeam_proxy:
    host: win-repo01.dr.example
    type: ViProxy
    state: absent
"""

RETURN = r"""
proxy:
  description:
    - The proxy as the server has it after the task, under the names of the options, with the name of its server in the
      place of an ID. O(enabled) is among them if the task gives it.
    - In check mode, and with O(wait=false), as it will be. Empty if the proxy does not exist.
  returned: success
  type: dict
  sample:
    id: 1d7a2c1f-6b1e-4a3c-8f53-4c9c5f2b7d11
    name: win-repo01.dr.example
    host: win-repo01.dr.example
    type: ViProxy
    description: Second proxy of the data center
    max_task_count: 4
    transport_mode: Network
    failover_to_network: true
    host_to_proxy_encryption: true
    connected_datastores:
      auto_select: true
      datastores: []
  contains:
    id:
      description: ID of the proxy.
      type: str
      returned: if it exists
    name:
      description: Name of the proxy, which is that of its server unless somebody changed it.
      type: str
      returned: if it exists
operation:
  description:
    - What was done, or in check mode would be done - V(create), V(update), V(delete) or V(none).
  returned: success
  type: str
  sample: update
changes:
  description:
    - The options in which a proxy that existed differed from the task, each with its value before and after.
    - Empty if it was added, removed or left as it was.
  returned: success
  type: list
  elements: dict
  sample:
    - option: max_task_count
      before: 2
      after: 4
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
session:
  description:
    - The session in which the server added or changed the proxy.
    - With O(wait=false) it is still running; M(opendr.veeam.veeam_session) waits for it.
  returned: if the server was asked to add or change a proxy, and not only to enable or disable it
  type: dict
  sample:
    id: 5e1b1c64-7f0e-4f0e-a1d6-0a3a0a7d1f52
    name: Adding proxy win-repo01.dr.example
    type: Infrastructure
    state: Stopped
    result: Success
    message: Success
    progress_percent: 100
  contains:
    id:
      description: ID of the session.
      type: str
      returned: success
    name:
      description: What the server calls the session.
      type: str
      returned: success
    type:
      description: Type of the session.
      type: str
      returned: success
    state:
      description: V(Stopped) where the session has ended, else how far it is.
      type: str
      returned: success
    result:
      description: V(Success) or V(Warning) where the session has ended, else V(None).
      type: str
      returned: success
    message:
      description: What the server says about the result. With V(Warning) it is among the warnings of the task too.
      type: str
      returned: success
    progress_percent:
      description: How much of the work is done, in percent.
      type: int
      returned: success
error:
  description: The facts behind the message of a failed task.
  returned: failure
  type: dict
  contains:
    kind:
      description:
        - What went wrong, for C(rescue) to act on. The usual ones are V(InvalidOption), V(ImmutableOption),
          V(ObjectNotFound), V(AmbiguousName), V(ApiError), V(SessionFailed), V(SessionTimedOut), V(NotConverged),
          V(AuthenticationFailed) and V(ConnectionFailed).
      type: str
      returned: failure
  sample:
    kind: ImmutableOption
    option: host
"""

from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.proxy import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
