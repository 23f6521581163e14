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
  - Returns the Azure VMs of which Veeam Backup for Microsoft Azure has backups or snapshots, whether the machines still
    exist or not.
  - Returns all of them, or those that fit every filter given. The list is never cut short.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.azure
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
options:
  id:
    description: ID of the one machine to return. If left out, the ID does not matter.
    type: str
  name:
    description:
      - Only machines of this name, or of a name that fits, where V(*) stands for any characters and V(?) for one.
      - Without these signs the whole name has to match. Upper and lower case matter.
      - If left out, the name does not matter.
    type: str
  resource_group:
    description: Only machines in the resource group of this name. If left out, the resource group does not matter.
    type: str
  region:
    description: Only machines in the Azure region of this name, such as V(westeurope). If left out, it does not matter.
    type: str
  subscription:
    description: Only machines of this subscription, by name or ID. If left out, the subscription does not matter.
    type: str
  os_type:
    description: Only machines with this kind of operating system. If left out, it does not matter.
    type: str
    choices: [Linux, Windows]
  flr_session:
    description:
      - With V(true), only machines for which a file-level restore session is open. With V(false), only the others.
      - If left out, it does not matter.
    type: bool
  sync:
    description:
      - With V(true), the appliance scans the Azure infrastructure before it answers, which takes a while.
      - If left out or V(false), it answers what it knows.
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
  contains:
    id:
      description: ID of the machine on the appliance.
      type: str
      returned: always
    name:
      description: Name of the machine.
      type: str
      returned: always
    resource_group:
      description: Name of its resource group.
      type: str
      returned: if the server tells it
    subscription:
      description: Name of its subscription.
      type: str
      returned: if the server tells it
    subscription_id:
      description: ID of its subscription.
      type: str
      returned: if the server tells it
    tenant_id:
      description: ID of the Microsoft Entra tenant of the subscription.
      type: str
      returned: if the server tells it
    region:
      description: Name of the Azure region.
      type: str
      returned: if the server tells it
    availability_zone:
      description: Availability zone in that region.
      type: str
      returned: if the server tells it
    os_type:
      description: Kind of its operating system.
      type: str
      returned: if the server tells it
    vm_size:
      description: Size of the machine, in the words of Azure.
      type: str
      returned: if the server tells it
    total_size_gb:
      description: Size of all its disks together, in GB.
      type: int
      returned: if the server tells it
    last_backup:
      description: When its newest restore point was made.
      type: str
      returned: if the server tells it
    is_controller:
      description: Whether the machine is a backup appliance itself.
      type: bool
      returned: if the server tells it
    azure_environment:
      description: Which cloud of Microsoft it is in.
      type: str
      returned: if the server tells it
    azure_id:
      description: Resource ID of the machine in Azure.
      type: str
      returned: if the server tells it
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
"""

from ansible_collections.opendr.veeam.plugins.module_utils.azure.vm_info import MODULE
from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
