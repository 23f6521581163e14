#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_azure_policy_info
short_description: List backup policies of Azure VMs
version_added: 0.1.0
description:
  - Returns the schedule-based backup policies of Azure VMs of an appliance with their settings, under the names of the
    options of M(opendr.veeam.veeam_azure_vm_policy), with names in the place of IDs.
  - Returns all of them, or those that fit every filter given. The list is never cut short.
  - What a policy selects, leaves out and protects is told by requests of its own, and so only where it is asked for.
  - Needs an account of the appliance that may look at policies.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.azure
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
options:
  id:
    description: Only the policy with this ID. If left out, the ID does not matter.
    type: str
  name:
    description:
      - Only policies of this name, or of a name that fits, where V(*) stands for any characters and V(?) for one.
      - Without these signs the whole name has to match. Upper and lower case matter.
      - If left out, the name does not matter.
    type: str
  enabled:
    description:
      - Only policies that run by their schedule, with V(true), or only those that do not, with V(false). If left out,
        both.
    type: bool
  last_job_status:
    description:
      - Only policies whose last run of any kind (snapshots, backups or archive backups) has one of these statuses.
      - If left out, it does not matter how the last run went.
    type: list
    elements: str
    choices:
      - Canceled
      - Canceling
      - Error
      - NeverExecuted
      - Running
      - RunningWithError
      - RunningWithWarning
      - Success
      - Warning
      - Pending
      - Unknown
  virtual_machine:
    description:
      - Only policies that protect this Azure VM, by name or ID. If left out, it does not matter what they protect.
    type: str
  repository:
    description:
      - Only policies that keep backups in this repository, by name or ID. If left out, the repository does not matter.
    type: str
  regions:
    description:
      - Whether each policy also tells the Azure regions that it looks for machines in, as RV(policies[].regions). That
        is one more request for each policy.
    type: bool
    default: false
  selected_items:
    description:
      - Whether each policy also tells what it selects, as RV(policies[].selected_items). That is one more request for
        each policy.
    type: bool
    default: false
  excluded_items:
    description:
      - Whether each policy also tells what it leaves out, as RV(policies[].excluded_items). That is one more request
        for each policy.
    type: bool
    default: false
  protected_items:
    description:
      - Whether each policy also tells the machines that it protects now, as RV(policies[].protected_items). That is one
        more request for each policy.
    type: bool
    default: false
seealso:
  - module: opendr.veeam.veeam_azure_vm_policy
  - module: opendr.veeam.veeam_azure_restore_point_info
"""

EXAMPLES = r"""
# The connection comes from module_defaults, or from the environment variables VEEAM_AZURE_URL and so on.
- name: List all policies
  opendr.veeam.veeam_azure_policy_info:
  register: all_policies

- name: Read one policy with all that it protects
  opendr.veeam.veeam_azure_policy_info:
    name: Production VMs
    regions: true
    selected_items: true
    excluded_items: true
    protected_items: true
  register: found

- name: Show the machines
  ansible.builtin.debug:
    msg: "{{ found.policies[0].protected_items | map(attribute='virtual_machine') }}"

- name: Find the policies that run and whose last run did not go well
  opendr.veeam.veeam_azure_policy_info:
    enabled: true
    last_job_status:
      - Error
      - Warning

- name: Find out which policies protect a machine
  opendr.veeam.veeam_azure_policy_info:
    virtual_machine: app-linux01

- name: Find out which policies use a repository
  opendr.veeam.veeam_azure_policy_info:
    repository: Production Backups
"""

RETURN = r"""
policies:
  description:
    - The policies, in the server's order. Empty if none fits.
    - Each has the settings that are options of M(opendr.veeam.veeam_azure_vm_policy), and what is listed here.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: ID of the policy.
      type: str
      returned: success
    name:
      description: Name of the policy.
      type: str
      returned: success
    enabled:
      description: Whether it runs by its schedule.
      type: bool
      returned: success
    priority:
      description:
        - Its place among the policies. A machine that several protect is backed up by the one with the lowest number.
      type: int
      returned: success
    snapshot_status:
      description: How its last snapshots went, or that they are being made.
      type: str
      returned: success
    backup_status:
      description: How its last backups went, or that they are being made.
      type: str
      returned: success
    archive_status:
      description: How its last archive backups went, or that they are being made.
      type: str
      returned: success
    health_check_status:
      description: How its last health check went, or that it runs.
      type: str
      returned: success
    next_execution_time:
      description: When it runs next. V(null) where no run is planned.
      type: str
      returned: if the server tells it
    is_backup_configured:
      description: Whether it makes backups, and not snapshots alone.
      type: bool
      returned: success
    is_archive_backup_configured:
      description: Whether it makes archive backups.
      type: bool
      returned: success
    is_schedule_configured:
      description: Whether it has a schedule at all.
      type: bool
      returned: success
    converted_with_loss:
      description: Whether it comes from an older version with a schedule that the present one cannot express.
      type: bool
      returned: if the server tells it
    excluded_items_count:
      description: How many items it leaves out.
      type: int
      returned: success
    cbt_reset_time:
      description: When changed block tracking was last reset for it.
      type: str
      returned: if the server tells it
    regions:
      description: Names of the regions that it looks for machines in.
      type: list
      elements: str
      returned: if O(regions=true)
    selected_items:
      description: What it selects, as in the option of M(opendr.veeam.veeam_azure_vm_policy). V(null) for nothing.
      type: dict
      returned: if O(selected_items=true)
    excluded_items:
      description: What it leaves out, as in the option of M(opendr.veeam.veeam_azure_vm_policy). V(null) for nothing.
      type: dict
      returned: if O(excluded_items=true)
    protected_items:
      description: The machines that it protects now.
      type: list
      elements: dict
      returned: if O(protected_items=true)
      contains:
        virtual_machine:
          description: Name of the machine, or its ID where several have the name.
          type: str
        id:
          description: ID of the machine.
          type: str
        subscription:
          description: Name of its subscription.
          type: str
  sample:
    - id: 0f1f1f5e-3cf0-5a3f-9df4-5a0f7c3f3f52
      name: Production VMs
      description: Production VMs of the disaster recovery site
      enabled: true
      priority: 1
      tenant: dr.example
      service_account: DR Backup Account
      backup_type: SelectedItems
      snapshot_status: Success
      backup_status: Success
      is_backup_configured: true
"""

from ansible_collections.opendr.veeam.plugins.module_utils.azure.policy_info import MODULE
from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
