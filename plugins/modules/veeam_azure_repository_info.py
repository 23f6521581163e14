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
    M(opendr.veeam.veeam_azure_repository), with the names of service accounts and storage accounts instead of their
    IDs.
  - Without filters, all of them are returned. With several filters, only those that match every filter are returned.
    The list is always complete.
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
    details:
      - Only reads are sent. With O(export_path), the file is compared and not written.
  diff_mode:
    details:
      - The module changes nothing on the appliance. The content of the file is not shown.
  idempotent:
    details: With O(export_path), as long as the appliance tells the same.
options:
  id:
    description: Only the repository with this ID. If omitted, IDs are not filtered.
    type: str
  name:
    description:
      - Only repositories of this name, or of a name that matches. V(*) matches any number of characters, V(?) matches a
        single character.
      - Without these characters, the whole name has to match. The comparison is case-sensitive.
      - If omitted, names are not filtered.
    type: str
  status:
    description: Only repositories in one of these states. If omitted, states are not filtered.
    type: list
    elements: str
    choices: [Creating, Importing, Ready, Failed, ReadOnly, Unknown]
  type:
    description: Only repositories of one of these types. If omitted, types are not filtered.
    type: list
    elements: str
    choices: [Backup, VeeamVault, Unknown]
  storage_tier:
    description: Only repositories of one of these access tiers. If omitted, tiers are not filtered.
    type: list
    elements: str
    choices: [Inferred, Hot, Cool, Cold, Archive, Unknown]
  encrypted:
    description: Only repositories that are encrypted, or that are not. If omitted, both.
    type: bool
  immutability_enabled:
    description: Only repositories in which backups cannot be changed for a time, or the others. If omitted, both.
    type: bool
  tenant:
    description: Only repositories in this Microsoft Entra tenant, by name or ID. If omitted, in all tenants.
    type: str
  service_account:
    description:
      - Only repositories that this service account may use, by name or ID. The appliance alone decides which these are.
      - If omitted, service accounts are not filtered.
    type: str
  usage:
    description:
      - Whether to also return, in RV(repositories[].usage), the backup policies, storage templates and settings that
        use it and keep it from being removed. This takes one more request for each 50 repositories.
    type: bool
    default: false
  export_path:
    description:
      - File in which the appliance's own list of these repositories is kept, on the machine that the module runs on -
        the controller, unless the task runs on another host. Its directory has to exist.
      - A file with other content is replaced, and the task reports that as a change. A new file can be read by its
        owner alone; one that exists keeps its mode.
      - In check mode nothing is written.
      - If omitted, no file is made.
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
    - The repositories, in the order of the server. Empty if none matches.
    - Each has the options of M(opendr.veeam.veeam_azure_repository) that the list tells, and what is listed here. With
      what one is encrypted is not in the list.
  returned: success
  type: list
  elements: dict
  sample:
    - id: 3d0b3fb5-6f0e-5c2b-9d3c-0f6f7b1f2f10
      name: Long-term Backups
      storage_account: drbackups01
      container: archive
      folder: long-term
      storage_tier: Archive
      encrypted: true
      status: Ready
  contains:
    id:
      description: ID of the repository.
      type: str
    name:
      description: Name of the repository.
      type: str
    description:
      description: Text that the appliance shows beside the name.
      returned: if the server returns it
      type: str
    service_account:
      description: Service account with which the appliance reads and writes the repository, by name or ID.
      returned: if the server returns it
      type: str
    storage_account:
      description: Storage account in Azure with the container, by name or ID.
      returned: if the server returns it
      type: str
    container:
      description: Blob container for the backups. It has to exist.
      returned: if the server returns it
      type: str
    folder:
      description: Folder in RV(repositories[].container) for the backups. One that does not exist is made.
      returned: if the server returns it
      type: str
    storage_tier:
      description: Access tier of the backups. V(Inferred) takes that of the storage account.
      type: str
    concurrency_limit:
      description: How many connections of workers to the repository a backup session may have at the same time.
      returned: if the server returns it
      type: int
    storage_consumption_limit:
      description: How much space backups may take up in the repository before the appliance warns of it.
      returned: if the server returns it
      type: dict
      contains:
        limit_value:
          description:
            - The number of units. Needed where the repository has no limit yet; otherwise the current one stays.
          type: int
        limit_type:
          description: The unit. Needed where the repository has no limit yet; otherwise the current one stays.
          type: str
    encrypted:
      description:
        - Whether backups are encrypted - with a password
          (O(opendr.veeam.veeam_azure_repository#module:encryption_password)) or with a key from a key vault
          (O(opendr.veeam.veeam_azure_repository#module:key_vault) and
          O(opendr.veeam.veeam_azure_repository#module:key_vault_key)).
      type: bool
    encryption_hint:
      description: Hint that reminds people of the password. Everybody can read it who may see the repository.
      returned: if the server returns it
      type: str
    status:
      description: How it is - V(Creating), V(Importing), V(Ready), V(Failed), V(ReadOnly) or V(Unknown).
      returned: if the server returns it
      type: str
    type:
      description: What it is - V(Backup), V(VeeamVault) or V(Unknown).
      returned: if the server returns it
      type: str
    region_id:
      description: ID of the Azure region that the storage account is in.
      returned: if the server returns it
      type: str
    region_name:
      description: Name of that region.
      returned: if the server returns it
      type: str
    environment:
      description: The Azure cloud that it is in.
      returned: if the server returns it
      type: str
    storage_account_name:
      description: Name of the storage account.
      returned: if the server returns it
      type: str
    storage_tier_inferred:
      description: Whether its access tier is that of the storage account.
      returned: if the server returns it
      type: bool
    immutability_enabled:
      description: Whether backups in it cannot be changed for a time. The container decides this.
      returned: if the server returns it
      type: bool
    veeam_vault_id:
      description: ID of the vault of Veeam Data Cloud that it is in.
      returned: if it is in one
      type: int
    ownership:
      description: Which appliance may write the repository.
      returned: if the server returns it
      type: dict
      contains:
        has_another_owner:
          description: Whether that is another appliance. Then this one can only read it.
          type: bool
        owner_id:
          description: ID of that appliance.
          returned: if the server returns it
          type: str
        owner_name:
          description: Name of that appliance.
          returned: if the server returns it
          type: str
    usage:
      description: What uses the repository and keeps it from being removed.
      returned: if O(usage=true)
      type: dict
      contains:
        policies:
          description: Backup policies, each with its ID, name and type.
          returned: always
          type: list
          elements: dict
        storage_templates:
          description: Storage templates, each with its ID and name.
          returned: always
          type: list
          elements: dict
        other:
          description: Anything else, each with the server's code and message.
          returned: always
          type: list
          elements: dict
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
        - V(AmbiguousName) - A name fits several objects; acting on the first would be a guess.
        - V(ApiError) - The server answered with an error status, or with something that is not an answer of its API.
        - V(AuthenticationFailed) - The server did not accept the account, or the token that was handed in.
        - V(CertificateRefused) - The server's certificate is not trusted, expired, or made out to another name.
        - V(ConnectionFailed) - The server was not reached, so it cannot have acted.
        - V(FileNotWritten) - The file cannot be where the task wants it.
        - V(InvalidOption) - The task asks for something that this object, type or API revision does not have.
        - V(ObjectNotFound) - Something named in the task does not exist on the server.
        - 'V(ResponseLost) - A write was sent and no usable answer came: the server may have acted or not.'
      type: str
"""

from ansible_collections.opendr.veeam.plugins.module_utils.azure.repository_info import MODULE
from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
