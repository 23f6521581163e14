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
  - Returns the service accounts that an appliance uses in Microsoft Azure, with the purposes of each, and whether its
    permissions and its certificate or secret are valid.
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
    description: Only the service account with this ID. If omitted, IDs are not filtered.
    type: str
  name:
    description:
      - Only service accounts of this name, or of a name that matches. V(*) matches any number of characters, V(?)
        matches a single character.
      - Without these characters, the whole name has to match. The comparison is case-sensitive.
      - If omitted, names are not filtered.
    type: str
  text:
    description:
      - Only service accounts that the server finds by this text. The server decides which properties it searches. Use
        O(name) to find an account by its name.
      - If omitted, texts are not filtered.
    type: str
  purpose:
    description:
      - Only service accounts that have one of these purposes.
      - If omitted, purposes are not filtered.
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
  description: The service accounts. Values that the server does not return are omitted.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: ID of the service account.
      type: str
      sample: 9e1d2c3b-4a5f-4b6c-8d7e-0f1a2b3c4d5e
    name:
      description: Name of the service account.
      type: str
      sample: sa-backup
    description:
      description: Description of the service account.
      returned: if the server returns it
      type: str
      sample: Backup and restore of production
    application_id:
      description: ID of the account's application in Microsoft Entra ID.
      returned: if the server returns it
      type: str
      sample: 5d4c3b2a-1f0e-4d9c-8b7a-6f5e4d3c2b1a
    certificate_name:
      description: Name of the certificate of the account.
      returned: if the server returns it
      type: str
      sample: sa-backup.pfx
    region:
      description: The Azure cloud that the account belongs to.
      returned: if the server returns it
      type: str
      sample: Global
    tenant_id:
      description: ID of the tenant.
      returned: if the server returns it
      type: str
      sample: 0a1b2c3d-4e5f-4a6b-9c8d-7e6f5a4b3c2d
    tenant_name:
      description: Name of the tenant.
      returned: if the server returns it
      type: str
      sample: dr-example
    origin:
      description: How the account was added to the server, for example with a certificate or a secret.
      returned: if the server returns it
      type: str
      sample: Imported Secret
    expiration_date:
      description: When the certificate or secret of the account expires.
      returned: if the server returns it
      type: str
      sample: "2027-01-01T00:00:00+00:00"
    state:
      description: Whether the account exists or is being created.
      returned: if the server returns it
      type: str
      sample: Created
    cloud_state:
      description: Whether Azure accepts the account, and if not, why.
      returned: if the server returns it
      type: str
      sample: Valid
    group_id:
      description: ID of the Microsoft Entra group of the account.
      returned: if the server returns it
      type: str
      sample: 3c2b1a0f-9e8d-4c7b-a6f5-e4d3c2b1a0f9
    group_name:
      description: Name of the Microsoft Entra group of the account.
      returned: if the server returns it
      type: str
      sample: backup-operators
    management_group_id:
      description: ID of the management group with the subscriptions that the account protects.
      returned: if the server returns it
      type: str
      sample: mg-production
    management_group_name:
      description: Name of the management group with the subscriptions that the account protects.
      returned: if the server returns it
      type: str
      sample: Production
    subscription_ids:
      description: IDs of the subscriptions in which the account is used.
      returned: if the server returns it
      type: list
      elements: str
      sample: [7a3e5b0c-8d0e-4a43-b1f3-5c1d0e9f2b34]
    purposes:
      description: Purposes of the account, with the values of O(purpose).
      returned: if the server returns it
      type: list
      elements: str
      sample: [VirtualMachineBackup, VirtualMachineRestore]
    permissions_state:
      description: Result of the last check of the account's permissions.
      returned: if the server returns it
      type: list
      elements: str
      sample: [AllPermissionsAvailable]
    permissions_checked_at:
      description: When the permissions were last checked.
      returned: if the server returns it
      type: str
      sample: "2026-01-14T22:00:00+00:00"
    used_for_workers:
      description: Whether the appliance creates its workers with this account.
      returned: if the server returns it
      type: bool
      sample: true
    worker_subscription_id:
      description: ID of the subscription in which the workers are.
      returned: if the server returns it
      type: str
      sample: 7a3e5b0c-8d0e-4a43-b1f3-5c1d0e9f2b34
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

from ansible_collections.opendr.veeam.plugins.module_utils.azure.service_account_info import MODULE
from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
