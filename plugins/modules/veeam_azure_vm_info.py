#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_azure_vm_info
short_description: List protected Azure VMs
version_added: 0.1.0
description:
  - Returns the Azure VMs that have backups or snapshots in Veeam Backup for Microsoft Azure, even if the machines no
    longer exist.
  - Without filters, all of them are returned. With several filters, only those that match every filter are returned.
    The list is always complete.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.azure
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
options:
  id:
    description: Only the machine with this ID. If omitted, IDs are not filtered.
    type: str
  name:
    description:
      - Only machines of this name, or of a name that matches. V(*) matches any number of characters, V(?) matches a
        single character.
      - Without these characters, the whole name has to match. The comparison is case-sensitive.
      - If omitted, names are not filtered.
    type: str
  resource_group:
    description: Only machines in the resource group of this name. If omitted, resource groups are not filtered.
    type: str
  region:
    description:
      - Only machines in the Azure region of this name, such as V(westeurope). If omitted, regions are not filtered.
    type: str
  subscription:
    description: Only machines of this subscription, given by name or ID. If omitted, subscriptions are not filtered.
    type: str
  os_type:
    description: Only machines with this operating system. If omitted, operating systems are not filtered.
    type: str
    choices: [Linux, Windows]
  flr_session:
    description:
      - With V(true), only machines with an open file-level restore session. With V(false), only machines without one.
      - If omitted, all are returned.
    type: bool
  sync:
    description:
      - Whether the appliance scans the Azure infrastructure before it answers. This takes some time.
      - If omitted, it returns what it already knows.
    type: bool
seealso:
  - module: opendr.veeam.veeam_azure_restore_point_info
"""

EXAMPLES = r"""
- name: List all protected machines
  opendr.veeam.veeam_azure_vm_info:
  register: protected

- name: Find out which machines are called alike
  opendr.veeam.veeam_azure_vm_info:
    name: web-linux*
  register: alike

- name: Find out whether somebody left a file-level restore session open
  opendr.veeam.veeam_azure_vm_info:
    flr_session: true
  register: open_sessions
"""

RETURN = r"""
vms:
  description: The machines, in the order of the server.
  returned: success
  type: list
  elements: dict
  sample:
    - id: 2c4b6a1e-7d0f-5c8e-9a3b-1f2e3d4c5b6a
      name: app-linux01
      resource_group: rg-dr-prod
      subscription: DR Production
      region: westeurope
      os_type: Linux
      vm_size: Standard_D2s_v5
      total_size_gb: 64
      last_backup: "2026-05-04T01:12:45.120+00:00"
  contains:
    id:
      description: ID of the machine on the appliance.
      type: str
    name:
      description: Name of the machine.
      type: str
    resource_group:
      description: Name of its resource group.
      returned: if the server returns it
      type: str
    subscription:
      description: Name of the subscription of the resource.
      returned: if the server returns it
      type: str
    subscription_id:
      description: ID of its subscription.
      returned: if the server returns it
      type: str
    tenant_id:
      description: ID of the Microsoft Entra tenant of the subscription.
      returned: if the server returns it
      type: str
    region:
      description: Name of the Azure region.
      returned: if the server returns it
      type: str
    availability_zone:
      description: Availability zone of the machine.
      returned: if the server returns it
      type: str
    os_type:
      description: Operating system of the machine.
      returned: if the server returns it
      type: str
    vm_size:
      description: Azure VM size of the machine.
      returned: if the server returns it
      type: str
    total_size_gb:
      description: Total size of all disks of the machine, in GB.
      returned: if the server returns it
      type: int
    last_backup:
      description: When the newest restore point of the machine was created.
      returned: if the server returns it
      type: str
    is_controller:
      description: Whether the machine is a backup appliance itself.
      returned: if the server returns it
      type: bool
    azure_environment:
      description: Microsoft cloud of the machine.
      returned: if the server returns it
      type: str
    azure_id:
      description: Resource ID of the machine in Azure.
      returned: if the server returns it
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

from ansible_collections.opendr.veeam.plugins.module_utils.azure.vm_info import MODULE
from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
