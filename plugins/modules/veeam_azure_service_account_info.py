#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_azure_service_account_info
short_description: List service accounts of Veeam Backup for Microsoft Azure
version_added: 0.1.0
description:
  - Returns the service accounts with which an appliance works in Microsoft Azure, with what each may be used for, and
    whether its permissions and its certificate or secret are still good.
  - Returns all of them, or those that fit every filter given. The list is never cut short.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.azure
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
options:
  id:
    description: Only the service account with this ID. If left out, the ID does not matter.
    type: str
  name:
    description:
      - Only service accounts of this name, or of a name that fits, where V(*) stands for any characters and V(?) for
        one.
      - Without these signs the whole name has to match. Upper and lower case matter.
      - If left out, the name does not matter.
    type: str
  text:
    description:
      - Only service accounts that the server finds by this text. The server alone decides where it looks for it; use
        O(name) to find an account by its name.
      - If left out, all are found.
    type: str
  purpose:
    description:
      - Only service accounts that may be used for one of these.
      - If left out, it does not matter what an account may be used for.
    type: list
    elements: str
    choices:
      - None
      - WorkerManagement
      - Repository
      - Unknown
      - VirtualMachineBackup
      - VirtualMachineRestore
      - AzureSqlBackup
      - AzureSqlRestore
      - AzureFiles
      - VnetBackup
      - VnetRestore
      - CosmosBackup
      - CosmosRestore
seealso:
  - name: Connection options
    description: How the modules reach a server, log in, retry, and what they never show.
    link: https://github.com/opendr/opendr.veeam/blob/main/docs/connection.md
"""

EXAMPLES = r"""
- name: List the service accounts that can restore virtual machines
  opendr.veeam.veeam_azure_service_account_info:
    url: https://vbazure.example.com
    username: "{{ veeam_azure_username }}"
    password: "{{ veeam_azure_password }}"
    purpose: VirtualMachineRestore
  register: able

- name: Fail before the permissions of an account are missed in a restore
  ansible.builtin.assert:
    that: item.permissions_state is not defined or 'MissingPermissions' not in item.permissions_state
    fail_msg: "{{ item.name }} lacks permissions in Azure"
  loop: "{{ able.service_accounts }}"
  loop_control:
    label: "{{ item.name }}"

- name: List all service accounts, with the connection from environment variables
  opendr.veeam.veeam_azure_service_account_info:

- name: Look at the service accounts for workers and for repositories
  opendr.veeam.veeam_azure_service_account_info:
    purpose: [WorkerManagement, Repository]
"""

RETURN = r"""
service_accounts:
  description: The service accounts. What the server does not tell is left out.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: ID of the service account.
      returned: always
      type: str
      sample: 9e1d2c3b-4a5f-4b6c-8d7e-0f1a2b3c4d5e
    name:
      description: Name of the service account.
      returned: always
      type: str
      sample: sa-backup
    description:
      description: What was written down about it.
      returned: when the server tells it
      type: str
      sample: Backup and restore of production
    application_id:
      description: ID of the application in Microsoft Entra ID that the account stands for.
      returned: when the server tells it
      type: str
      sample: 5d4c3b2a-1f0e-4d9c-8b7a-6f5e4d3c2b1a
    certificate_name:
      description: Name of the certificate that the account was given.
      returned: when the server tells it
      type: str
      sample: sa-backup.pfx
    region:
      description: The Azure cloud that the account belongs to.
      returned: when the server tells it
      type: str
      sample: Global
    tenant_id:
      description: ID of the tenant.
      returned: when the server tells it
      type: str
      sample: 0a1b2c3d-4e5f-4a6b-9c8d-7e6f5a4b3c2d
    tenant_name:
      description: Name of the tenant.
      returned: when the server tells it
      type: str
      sample: dr-example
    origin:
      description: How the account came to the server, by a certificate or a secret for instance.
      returned: when the server tells it
      type: str
      sample: Imported Secret
    expiration_date:
      description: When the account's certificate or secret ends.
      returned: when the server tells it
      type: str
      sample: "2027-01-01T00:00:00+00:00"
    state:
      description: Whether the account is there or is being created.
      returned: when the server tells it
      type: str
      sample: Created
    cloud_state:
      description: Whether Azure lets the account in, and if not, why.
      returned: when the server tells it
      type: str
      sample: Valid
    group_id:
      description: ID of the Microsoft Entra group that the account belongs to.
      returned: when the server tells it
      type: str
      sample: 3c2b1a0f-9e8d-4c7b-a6f5-e4d3c2b1a0f9
    group_name:
      description: Name of that group.
      returned: when the server tells it
      type: str
      sample: backup-operators
    management_group_id:
      description: ID of the management group with the subscriptions that the account protects.
      returned: when the server tells it
      type: str
      sample: mg-production
    management_group_name:
      description: Name of that management group.
      returned: when the server tells it
      type: str
      sample: Production
    subscription_ids:
      description: IDs of the subscriptions that the account works in.
      returned: when the server tells it
      type: list
      elements: str
      sample: [7a3e5b0c-8d0e-4a43-b1f3-5c1d0e9f2b34]
    purposes:
      description: What the account may be used for, in the words of O(purpose).
      returned: when the server tells it
      type: list
      elements: str
      sample: [VirtualMachineBackup, VirtualMachineRestore]
    permissions_state:
      description: What the last check of the account's permissions found.
      returned: when the server tells it
      type: list
      elements: str
      sample: [AllPermissionsAvailable]
    permissions_checked_at:
      description: When that check was.
      returned: when the server tells it
      type: str
      sample: "2026-01-14T22:00:00+00:00"
    used_for_workers:
      description: Whether the appliance creates its workers with this account.
      returned: when the server tells it
      type: bool
      sample: true
    worker_subscription_id:
      description: ID of the subscription in which these workers are.
      returned: when the server tells it
      type: str
      sample: 7a3e5b0c-8d0e-4a43-b1f3-5c1d0e9f2b34
"""

from ansible_collections.opendr.veeam.plugins.module_utils.azure.service_account_info import MODULE
from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
