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
  - Adds, changes or removes a backup proxy on a managed server, so that it is as the task describes it. The managed
    server itself is not removed.
  - A proxy has the name of its server, so it is identified by O(host) and O(type) together, or by O(id).
  - If the proxy exists, an omitted option is neither compared nor changed. For a new proxy, the server's default
    applies.
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
      - V(present) adds the proxy, or changes the options that differ from the task.
      - V(absent) removes the proxy. Only O(id), or O(host) and O(type), are used.
    type: str
    choices: [present, absent]
    default: present
  id:
    description:
      - ID of the proxy, a UUID.
      - A proxy with this ID must exist, except with O(state=absent).
      - If omitted, the module finds the proxy by O(host) and O(type).
    type: str
  host:
    description:
      - Managed server of the proxy.
      - Given by name or ID.
      - Required unless O(id) is given.
      - Required to create a backup proxy. Cannot be changed after creation.
    type: str
  type:
    description:
      - Type of the proxy.
      - V(ViProxy) reads machines of VMware vSphere. V(HvProxy) is an off-host proxy for Microsoft Hyper-V.
        V(GeneralPurposeProxy) is for agents and unstructured data.
      - Required unless O(id) is given.
      - Required to create a backup proxy. Cannot be changed after creation. V(HvProxy) and V(GeneralPurposeProxy)
        require O(api_version=1.3-rev0) or later.
    type: str
    choices: [ViProxy, HvProxy, GeneralPurposeProxy]
  description:
    description:
      - Description of the proxy, as the console shows it.
      - If omitted, a new proxy has no description. An empty text removes the current description.
    type: str
  enabled:
    description:
      - Whether jobs may use the proxy.
      - If omitted, a new proxy is enabled.
      - Requires O(api_version=1.3-rev0) or later.
    type: bool
  max_task_count:
    description:
      - Number of tasks that the proxy processes at the same time.
      - If omitted for a new proxy, the server decides.
    type: int
  transport_mode:
    description:
      - How the proxy reads the disks of machines.
      - With V(Auto), the server chooses the best mode.
      - If omitted for a new proxy, the server decides.
      - Only for O(type=ViProxy).
    type: str
    choices: [Auto, DirectAccess, VirtualAppliance, Network]
  failover_to_network:
    description:
      - Whether the network is used if the transport mode V(DirectAccess) or V(VirtualAppliance) fails.
      - If omitted for a new proxy, the server decides.
      - Only for O(type=ViProxy).
    type: bool
  host_to_proxy_encryption:
    description:
      - Whether data is encrypted during the transfer from the host to the proxy.
      - Used with O(transport_mode=Network).
      - If omitted for a new proxy, the server decides.
      - Only for O(type=ViProxy).
    type: bool
  connected_datastores:
    description:
      - Datastores to which the proxy has a direct connection.
      - Only for O(type=ViProxy).
    type: dict
    suboptions:
      auto_select:
        description:
          - Whether the server finds the datastores automatically.
          - Required if the backup proxy has no O(connected_datastores) yet.
        type: bool
      datastores:
        description:
          - The datastores, if the server does not find them automatically.
          - The list replaces the current list.
        type: list
        elements: dict
        suboptions:
          name:
            description:
              - Name of the datastore.
              - Required unless O(connected_datastores.datastores[].object_id) is given.
              - Required in each item.
            type: str
          host_name:
            description:
              - Name of the vCenter server or standalone ESXi host of the datastore in the inventory.
              - If omitted, the module searches the datastore on all of them.
              - Required in each item.
            type: str
          object_id:
            description:
              - ID of the datastore on the vCenter server, such as V(datastore-11).
              - If omitted, the module finds the datastore by its name, which then must be unique.
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
    host: win-repo01.dr.example
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
    - The proxy after the task. Its keys are the names of the options. The server has its name instead of its ID.
    - In check mode and with O(wait=false), the proxy as it will be. Empty if the proxy does not exist.
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
    enabled:
      description: Whether jobs may use the proxy.
      returned: with O(api_version=1.3-rev0) or later, if the task gives O(enabled)
      type: bool
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
operation:
  description: What the task did, or in check mode would do - V(create), V(update), V(delete) or V(none).
  returned: success
  type: str
  sample: update
changes:
  description:
    - The options in which an existing backup proxy differed from the task, each with its value before and after.
    - Empty if the backup proxy was created, removed or left as it was.
  returned: success
  type: list
  elements: dict
  sample:
    - option: max_task_count
      before: 2
      after: 4
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
session:
  description:
    - The session in which the server did the work.
    - With O(wait=false) it may still run. M(opendr.veeam.veeam_session) waits for it.
  returned: if a session was started or waited for
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
    name:
      description: Name of the session.
      type: str
    type:
      description: Type of the session, which says what kind of work it does.
      type: str
    state:
      description: State of the session. V(Stopped) means that it has ended.
      type: str
    result:
      description: How the session ended, V(Success), V(Warning) or V(Failed). V(None) while it runs.
      type: str
    message:
      description: The server's explanation of the result.
      type: str
    progress_percent:
      description: How much of the work is done, in percent.
      type: int
error:
  description:
    - The facts behind the message of a failed task.
    - Which keys there are depends on RV(error.kind), which is always there.
  returned: failure
  type: dict
  sample:
    kind: ImmutableOption
    option: host
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
        - V(SessionTimedOut) - A session still ran after O(wait_timeout) seconds. It continues on the server.
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.proxy import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
