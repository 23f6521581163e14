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
  - Returns the backup repositories of an appliance with their settings. Each setting has the name of the option of
    M(opendr.veeam.veeam_azure_repository). Service accounts and storage accounts have their names instead of their IDs.
  - Without filters, all of them are returned. With several filters, only those that match every filter are returned.
    The list is always complete.
  - Can also return what uses each repository (O(usage)), and save the appliance's own list of repositories to a file
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
      - Only reads are sent. With O(export_path), the file is compared but not written.
  diff_mode:
    details:
      - The module changes nothing on the appliance. The content of the file is not shown.
  idempotent:
    details:
      - With O(export_path), as long as the appliance returns the same list.
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
    description: Only repositories with one of these statuses. If omitted, statuses are not filtered.
    type: list
    elements: str
    choices: [Creating, Importing, Ready, Failed, ReadOnly, Unknown]
  type:
    description:
      - Only repositories of one of these types. If omitted, types are not filtered.
      - Requires O(api_version=v8.1) or later.
    type: list
    elements: str
    choices: [Backup, VeeamVault, Unknown]
  storage_tier:
    description: Only repositories of one of these access tiers. If omitted, access tiers are not filtered.
    type: list
    elements: str
    choices: [Inferred, Hot, Cool, Cold, Archive, Unknown]
  encrypted:
    description:
      - With V(true), only repositories that are encrypted. With V(false), only repositories that are not. If omitted,
        all are returned.
    type: bool
  immutability_enabled:
    description:
      - With V(true), only repositories with immutable backups. With V(false), only the other repositories. If omitted,
        all are returned.
    type: bool
  tenant:
    description:
      - Only repositories in this Microsoft Entra tenant, given by name or ID. If omitted, tenants are not filtered.
    type: str
  service_account:
    description:
      - Only repositories that this service account may use, given by name or ID. The appliance decides which these are.
      - If omitted, service accounts are not filtered.
    type: str
  usage:
    description:
      - Whether to also return, in RV(repositories[].usage), the backup policies, storage templates and settings that
        use the repository. A repository in use cannot be removed. This takes one more request for each 50 repositories.
    type: bool
    default: false
  export_path:
    description:
      - File to which the appliance's own list of these repositories is saved. It is on the machine that runs the
        module, which is the controller unless the task runs on another host. Its directory must exist.
      - A file with other content is replaced, and the task reports a change. Only the owner can read a new file. An
        existing file keeps its mode.
      - In check mode nothing is written.
      - If omitted, no file is written.
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
    - The list does not say whether a password or a key encrypts a repository.
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
      description: Description of the repository, as the appliance shows it.
      returned: if the server returns it
      type: str
    service_account:
      description: Service account with which the appliance reads and writes the repository.
      returned: if the server returns it
      type: str
    storage_account:
      description: Storage account in Azure that has the container.
      returned: if the server returns it
      type: str
    container:
      description: Blob container for the backups.
      returned: if the server returns it
      type: str
    folder:
      description: Folder in the container for the backups.
      returned: if the server returns it
      type: str
    storage_tier:
      description: Access tier of the backups.
      type: str
    concurrency_limit:
      description:
        - Number of connections that the workers of a backup session may have to the repository at the same time.
      returned: if the server returns it
      type: int
    storage_consumption_limit:
      description: Used space at which the appliance shows a warning.
      returned: if the server returns it, with O(api_version=v8.1) or later
      type: dict
      contains:
        limit_value:
          description: The limit, in units of RV(repositories[].storage_consumption_limit.limit_type).
          type: int
        limit_type:
          description: Unit of the limit.
          type: str
    encrypted:
      description: Whether backups are encrypted.
      type: bool
    encryption_hint:
      description: Hint for the password.
      returned: if the server returns it
      type: str
    status:
      description:
        - Status of the repository - V(Creating), V(Importing), V(Ready), V(Failed), V(ReadOnly) or V(Unknown).
      returned: if the server returns it
      type: str
    type:
      description: Type of the repository - V(Backup), V(VeeamVault) or V(Unknown).
      returned: if the server returns it, with O(api_version=v8.1) or later
      type: str
    region_id:
      description: ID of the Azure region of the storage account.
      returned: if the server returns it
      type: str
    region_name:
      description: Name of the Azure region of the storage account.
      returned: if the server returns it
      type: str
    environment:
      description: Azure cloud of the storage account.
      returned: if the server returns it
      type: str
    storage_account_name:
      description: Name of the storage account.
      returned: if the server returns it
      type: str
    container_supports_versioning:
      description: Whether the container has version-level immutability support.
      type: bool
    container_immutability_policy_state:
      description: State of the immutability policy of the container.
      type: str
    folder_supports_versioning:
      description: Whether the folder has version-level immutability support.
      type: bool
    folder_immutability_policy_state:
      description: State of the immutability policy of the folder.
      type: str
    storage_tier_inferred:
      description: Whether the access tier is that of the storage account.
      returned: if the server returns it
      type: bool
    immutability_enabled:
      description: Whether backups in the repository are immutable for some time. The container decides this.
      returned: if the server returns it
      type: bool
    veeam_vault_id:
      description: ID of the Veeam Data Cloud vault of the repository.
      returned: if it is in a vault, with O(api_version=v8.1) or later
      type: int
    ownership:
      description: The appliance that owns the repository and may write to it.
      returned: if the server returns it
      type: dict
      contains:
        has_another_owner:
          description: Whether another appliance is the owner. This appliance can then only read the repository.
          type: bool
        owner_id:
          description: ID of the owner.
          returned: if the server returns it
          type: str
        owner_name:
          description: Name of the owner.
          returned: if the server returns it
          type: str
    usage:
      description: What uses the repository. A repository in use cannot be removed.
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
          description: Other users, each with the server's code and message.
          returned: always
          type: list
          elements: dict
export_path:
  description: Path of the file with the appliance's list.
  returned: if O(export_path) is given
  type: str
  sample: /srv/reports/repositories.csv
export_size:
  description: Size of the file, in bytes. In check mode, the size that it would have.
  returned: if O(export_path) is given
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
        - V(AmbiguousName) - Several objects have the name that the task gives.
        - V(ApiError) - The server responded with an error, or with something that is not a response of its API.
        - V(AuthenticationFailed) - The server did not accept the account or the token.
        - V(CertificateRefused) - The certificate of the server is not trusted, has expired, or is for another name.
        - V(ConnectionFailed) - The server could not be reached, so nothing was changed.
        - V(FileNotWritten) - The file could not be written.
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

from ansible_collections.opendr.veeam.plugins.module_utils.azure.repository_info import MODULE
from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
