#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_azure_repository_info
short_description: List backup repositories of Veeam Backup for Microsoft Azure
version_added: 0.1.0
description:
  - Returns the backup repositories of an appliance, under the names of the options of
    M(opendr.veeam.veeam_azure_repository), with the names of service accounts and storage accounts in the place of
    their IDs.
  - Returns all of them, or those that fit every filter given. The list is never cut short.
  - Tells on demand what uses each of them (O(usage)), and keeps the appliance's own list of them in a file
    (O(export_path)).
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.azure
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
attributes:
  check_mode:
    details: Only reads are sent. With O(export_path), the file is compared and not written.
  diff_mode:
    details: The module changes nothing on the appliance. The content of the file is not shown.
  idempotent:
    details: With O(export_path), as long as the appliance tells the same.
options:
  id:
    description: Only the repository with this ID. If left out, the ID does not matter.
    type: str
  name:
    description:
      - Only repositories of this name, or of a name that fits, where V(*) stands for any characters and V(?) for one.
      - Without these signs the whole name has to match. Upper and lower case matter.
      - If left out, the name does not matter.
    type: str
  status:
    description: Only repositories in one of these states. If left out, the state does not matter.
    type: list
    elements: str
    choices: [Creating, Importing, Ready, Failed, ReadOnly, Unknown]
  type:
    description: Only repositories of one of these types. If left out, the type does not matter.
    type: list
    elements: str
    choices: [Backup, VeeamVault, Unknown]
  storage_tier:
    description: Only repositories of one of these access tiers. If left out, the tier does not matter.
    type: list
    elements: str
    choices: [Inferred, Hot, Cool, Cold, Archive, Unknown]
  encrypted:
    description: Only repositories that are encrypted, or that are not. If left out, both.
    type: bool
  immutability_enabled:
    description: Only repositories in which backups cannot be changed for a time, or the others. If left out, both.
    type: bool
  tenant:
    description: Only repositories in this Microsoft Entra tenant, by name or ID. If left out, in all tenants.
    type: str
  service_account:
    description:
      - Only repositories that this service account may use, by name or ID. The appliance alone decides which these are.
      - If left out, the service account does not matter.
    type: str
  usage:
    description:
      - Whether each repository also tells, in RV(repositories[].usage), the backup policies, storage templates and
        settings that use it and keep it from being removed. That is one more request for each 50 repositories.
    type: bool
    default: false
  export_path:
    description:
      - File in which the appliance's own list of these repositories is kept, on the machine that the module runs on -
        the controller, unless the task runs on another host. Its directory has to exist.
      - A file with other content is replaced, and the task reports that as a change. A new file can be read by its
        owner alone; one that exists keeps its mode.
      - In check mode nothing is written.
      - If left out, no file is made.
    type: path
  export_format:
    description: Format of O(export_path).
    type: str
    choices: [csv, xml]
    default: csv
seealso:
  - module: opendr.veeam.veeam_azure_repository
  - name: Connection options
    description: How the modules reach a server, log in, retry, and what they never show.
    link: https://github.com/opendr/opendr.veeam/blob/main/docs/connection.md
"""

EXAMPLES = r"""
- name: List all repositories
  opendr.veeam.veeam_azure_repository_info:
    url: https://vbazure.example.com
    username: "{{ veeam_azure_username }}"
    password: "{{ veeam_azure_password }}"
  register: all_repositories

- name: Show those that another appliance owns
  ansible.builtin.debug:
    msg: "{{ item.name }} belongs to {{ item.ownership.owner_name }}"
  loop: "{{ all_repositories.repositories | selectattr('ownership.has_another_owner') }}"
  loop_control:
    label: "{{ item.name }}"

# The connection of the tasks below is in module_defaults, or in the environment (VEEAM_AZURE_URL and the like).
- name: Find what keeps a repository from being removed
  opendr.veeam.veeam_azure_repository_info:
    name: Production Backups
    usage: true
  register: used

- name: Show the policies
  ansible.builtin.debug:
    msg: "{{ used.repositories[0].usage.policies | map(attribute='name') }}"

- name: List what is not encrypted in the tiers that cost most
  opendr.veeam.veeam_azure_repository_info:
    encrypted: false
    storage_tier: [Hot, Cool]
"""

RETURN = r"""
repositories:
  description:
    - The repositories, in the server's order. Empty if none fits.
    - Each has the options of M(opendr.veeam.veeam_azure_repository) that the list tells, and what is listed here. With
      what one is encrypted is not in the list.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: ID of the repository.
      type: str
      returned: always
    name:
      description: Name of the repository.
      type: str
      returned: always
    description:
      description: Text that the appliance shows beside the name.
      type: str
      returned: when the server tells it
    service_account:
      description: Service account with which the appliance uses the repository.
      type: str
      returned: when the server tells it
    storage_account:
      description: Storage account that it is in, by name.
      type: str
      returned: when the server tells it
    storage_account_name:
      description: The same name, as the appliance tells it.
      type: str
      returned: when the server tells it
    container:
      description: Blob container that it is in.
      type: str
      returned: when the server tells it
    folder:
      description: Folder that it is in.
      type: str
      returned: when the server tells it
    storage_tier:
      description: Access tier of the backups.
      type: str
      returned: always
    storage_tier_inferred:
      description: Whether that is the tier of the storage account.
      type: bool
      returned: when the server tells it
    concurrency_limit:
      description: How many connections a backup session may have to it at the same time; none for no limit.
      type: int
      returned: when the server tells it
    storage_consumption_limit:
      description: How much it may hold, as C(limit_value) and C(limit_type); none for no limit.
      type: dict
      returned: when the server tells it
    encrypted:
      description: Whether backups are encrypted.
      type: bool
      returned: always
    encryption_hint:
      description: Hint that reminds people of the password.
      type: str
      returned: when the server tells it
    status:
      description: How it is.
      type: str
      returned: when the server tells it
    type:
      description: What it is.
      type: str
      returned: when the server tells it
    region_id:
      description: ID of the Azure region that it is in.
      type: str
      returned: when the server tells it
    region_name:
      description: Name of that region.
      type: str
      returned: when the server tells it
    environment:
      description: The Azure cloud that it is in.
      type: str
      returned: when the server tells it
    immutability_enabled:
      description: Whether backups in it cannot be changed for a time.
      type: bool
      returned: when the server tells it
    veeam_vault_id:
      description: ID of the vault of Veeam Data Cloud that it is in.
      type: int
      returned: when it is in one
    ownership:
      description: Which appliance may write the repository.
      type: dict
      returned: when the server tells it
      contains:
        has_another_owner:
          description: Whether that is another appliance. Then this one can only read it.
          type: bool
          returned: always
        owner_id:
          description: ID of that appliance.
          type: str
          returned: when the server tells it
        owner_name:
          description: Name of that appliance.
          type: str
          returned: when the server tells it
    usage:
      description: What uses the repository and keeps it from being removed.
      type: dict
      returned: with O(usage=true)
      contains:
        policies:
          description: Backup policies, each with its ID, name and type.
          type: list
          elements: dict
          returned: always
        storage_templates:
          description: Storage templates, each with its ID and name.
          type: list
          elements: dict
          returned: always
        other:
          description: Anything else, each with the server's code and message.
          type: list
          elements: dict
          returned: always
  sample:
    - id: 3d0b3fb5-6f0e-5c2b-9d3c-0f6f7b1f2f10
      name: Long-term Backups
      storage_account: drbackups01
      container: archive
      folder: long-term
      storage_tier: Archive
      encrypted: true
      status: Ready
export_path:
  description: The file with the appliance's list.
  returned: with O(export_path)
  type: str
  sample: /srv/reports/repositories.csv
export_size:
  description: Size of the file, in bytes. In check mode, as it would be.
  returned: with O(export_path)
  type: int
  sample: 2048
"""

from ansible_collections.opendr.veeam.plugins.module_utils.azure.repository_info import MODULE
from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
