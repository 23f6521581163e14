#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_azure_repository
short_description: Create, change and remove backup repositories of Veeam Backup for Microsoft Azure
version_added: 0.1.0
description:
  - Makes a backup repository in a blob container as the task describes it - adds it, changes what differs, or removes
    it from the appliance.
  - Before it adds a repository, the module asks the appliance what the folder holds. A folder that is a repository
    already, encrypted or not, this appliance's or that of another, is never taken over unless the task says so.
  - On a repository that exists, an option that is left out is neither compared nor changed.
  - Where the appliance is still at work on the repository for an earlier run, that is waited for first.
  - Service accounts, storage accounts and key vaults are given by name or by ID. What the module returns has names.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.azure
  - opendr.veeam.waiting
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
options:
  state:
    description:
      - V(present) adds the repository, or changes what differs from the task.
      - V(absent) removes the repository from the appliance. The backups in its folder stay in Azure. All options that
        describe the repository are ignored then.
      - A repository that backup policies, storage templates or the configuration backup use is not removed. The message
        names them, in check mode too.
    type: str
    choices: [present, absent]
    default: present
  id:
    description:
      - ID of the repository. It is needed to rename a repository, and where several have the same name.
      - A repository with this ID has to exist, except with O(state=absent).
      - If left out, the repository is looked up by O(name), which has to match exactly.
    type: str
  name:
    description:
      - Name of the repository.
      - Together with O(id) it is the name the repository is to have, so another name renames it.
      - Required unless O(id) is given.
    type: str
  description:
    description:
      - Text that the appliance shows beside the name.
      - If left out, a new repository has none. An empty text removes the present one.
    type: str
  service_account:
    description:
      - Service account with which the appliance reads and writes the repository, by name or ID.
      - Required to add a repository.
    type: str
  storage_account:
    description:
      - Storage account in Azure with the container, by name or ID.
      - Required to add a repository; it cannot be changed afterwards.
    type: str
  container:
    description:
      - Blob container for the backups. It has to exist.
      - Required to add a repository; it cannot be changed afterwards.
    type: str
  folder:
    description:
      - Folder in O(container) for the backups. One that does not exist is made.
      - Required to add a repository; it cannot be changed afterwards.
    type: str
  storage_tier:
    description:
      - Access tier of the backups. V(Inferred) takes that of the storage account.
      - If left out, the appliance decides when a repository is added. It cannot be changed afterwards.
    type: str
    choices: [Inferred, Hot, Cool, Cold, Archive]
  auto_create_tiers:
    description:
      - Whether the appliance adds three repositories in place of one - for the tiers Hot, Cool and Archive - each with
        a name that begins with O(name). Cannot be given together with O(storage_tier).
      - Only takes effect when there is no repository of this name, or whose name begins with it, in this place. To
        change or remove the three, name each of them and leave this out.
      - If left out, one repository is added.
    type: bool
  import_if_folder_has_backup:
    description:
      - Whether a folder that is a repository already is taken over, with the backups in it. An encrypted one also needs
        its password (O(encryption_password)) or its key (O(key_vault) and O(key_vault_key)).
      - The appliance that it belonged to can only read it afterwards.
      - Only takes effect when the repository is added. If left out, such a folder is refused.
    type: bool
  concurrency_limit:
    description:
      - How many connections of workers to the repository a backup session may have at the same time.
      - If left out, a new repository has no limit.
    type: int
  storage_consumption_limit:
    description:
      - How much space backups may take up in the repository before the appliance warns of it.
      - If left out, a new repository has no limit.
    type: dict
    suboptions:
      limit_value:
        description: The number of units. Needed where the repository has no limit yet; otherwise the present one stays.
        type: int
      limit_type:
        description: The unit. Needed where the repository has no limit yet; otherwise the present one stays.
        type: str
        choices: [MB, GB, TB]
  encrypted:
    description:
      - Whether backups are encrypted - with a password (O(encryption_password)) or with a key from a key vault
        (O(key_vault) and O(key_vault_key)).
      - If left out, a repository is encrypted where the task gives a password or a key, and otherwise a new one is not,
        and a present one stays as it is.
      - Backups that are there already stay as they are.
    type: bool
  encryption_password:
    description:
      - Password that backups are encrypted with. It is sent to the appliance and shown nowhere.
      - On a repository that is encrypted with a password, the appliance is asked whether it is this one. If it is,
        nothing changes. If it is not, the task fails, unless O(update_secrets=always) makes it the new password.
      - On a repository that is not encrypted yet, or with a key, it is set.
    type: str
  encryption_hint:
    description:
      - Hint that reminds people of the password. Everybody can read it who may see the repository.
      - If left out, a new repository has none. An empty text removes the present one.
    type: str
  key_vault:
    description:
      - Key vault in Azure with the key, by name or ID.
      - Needed with O(key_vault_key), unless the repository is encrypted with a key of it already.
    type: str
  key_vault_key:
    description:
      - Key that backups are encrypted with, by its name or its address (URI).
      - By name, a repository that is encrypted with any version of the key is as it should be. Where a key has several
        versions and none is in use yet, the address of one is needed.
      - In place of a password, it changes the encryption of the repository to the key.
    type: str
  update_secrets:
    description:
      - V(on_create) sends O(encryption_password) only where encryption begins - with a new repository, or with one that
        is not encrypted with a password yet.
      - V(always) also makes it the new password of a repository that is encrypted with another one. Since the appliance
        is asked whether the password is the right one, this too changes nothing the second time.
    type: str
    choices: [on_create, always]
    default: on_create
seealso:
  - module: opendr.veeam.veeam_azure_repository_info
  - module: opendr.veeam.veeam_azure_service_account_info
  - name: Connection options
    description: How the modules reach a server, log in, retry, and what they never show.
    link: https://github.com/opendr/opendr.veeam/blob/main/docs/connection.md
"""

EXAMPLES = r"""
- name: A repository that is encrypted with a password
  opendr.veeam.veeam_azure_repository:
    url: https://vbazure.example.com
    username: "{{ veeam_azure_username }}"
    password: "{{ veeam_azure_password }}"
    name: Test Backups
    service_account: DR Backup Account
    storage_account: drbackups01
    container: backups
    folder: test
    encryption_password: "{{ repository_password }}"
    encryption_hint: the one in the safe

# The connection of the tasks below is in module_defaults, or in the environment (VEEAM_AZURE_URL and the like).
- name: A repository for long-term backups, encrypted with a key
  opendr.veeam.veeam_azure_repository:
    name: Long-term Backups
    description: Monthly backups, for ten years
    service_account: DR Backup Account
    storage_account: drbackups01
    container: archive
    folder: long-term
    storage_tier: Archive
    key_vault: kv-dr
    key_vault_key: backup-key

- name: Limit how much it may hold, and how busy it may be
  opendr.veeam.veeam_azure_repository:
    name: Long-term Backups
    concurrency_limit: 8
    storage_consumption_limit:
      limit_value: 20
      limit_type: TB

- name: A repository for each access tier
  opendr.veeam.veeam_azure_repository:
    name: Tiered Backups
    service_account: DR Backup Account
    storage_account: drbackups02
    container: backups
    folder: tiered
    auto_create_tiers: true

- name: Take over the repository of an appliance that is lost
  opendr.veeam.veeam_azure_repository:
    name: Taken Over
    service_account: DR Backup Account
    storage_account: drbackups01
    container: backups
    folder: old-plain
    import_if_folder_has_backup: true

- name: Give a repository another name
  opendr.veeam.veeam_azure_repository:
    id: 0ea08c09-03ae-5f72-ac6b-dad916d1cb5d
    name: Backups under Key

- name: Remove a repository; its backups stay in Azure
  opendr.veeam.veeam_azure_repository:
    name: Immutable Store
    state: absent
"""

RETURN = r"""
operation:
  description: What was done, or would be done in check mode - V(create), V(update), V(delete) or V(none).
  returned: success
  type: str
  sample: update
changes:
  description:
    - What differed on a repository that existed, option by option, with the present and the wanted value. Empty for the
      other operations.
    - An update without any sends O(encryption_password) again, with O(update_secrets=always).
  returned: success
  type: list
  elements: dict
  contains:
    option:
      description: The option, with the options around it and dots in between.
      type: str
      returned: always
    before:
      description: Its value before.
      type: raw
      returned: always
    after:
      description: Its value now.
      type: raw
      returned: always
  sample:
    - option: storage_consumption_limit.limit_value
      before: 10
      after: 20
repository:
  description:
    - The repository as it is now, in the terms of the options, without secrets. Empty if it is absent.
    - In check mode and with O(wait=false), as it will be.
    - With O(auto_create_tiers=true), one of the three.
  returned: success
  type: dict
  contains:
    id:
      description: ID of the repository.
      type: str
      returned: when the repository exists
    status:
      description: How it is - V(Creating), V(Importing), V(Ready), V(Failed), V(ReadOnly) or V(Unknown).
      type: str
      returned: when the repository exists
    type:
      description: What it is - V(Backup), V(VeeamVault) or V(Unknown).
      type: str
      returned: when the repository exists
    region_id:
      description: ID of the Azure region that the storage account is in.
      type: str
      returned: when the repository exists
    region_name:
      description: Name of that region.
      type: str
      returned: when the repository exists
    environment:
      description: The Azure cloud that it is in.
      type: str
      returned: when the repository exists
    storage_account_name:
      description: Name of the storage account.
      type: str
      returned: when the repository exists
    storage_tier_inferred:
      description: Whether its access tier is that of the storage account.
      type: bool
      returned: when the repository exists
    immutability_enabled:
      description: Whether backups in it cannot be changed for a time. The container decides this.
      type: bool
      returned: when the repository exists
    veeam_vault_id:
      description: ID of the vault of Veeam Data Cloud that it is in.
      type: int
      returned: when it is in one
    ownership:
      description: Which appliance may write the repository.
      type: dict
      returned: when the repository exists
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
  sample:
    id: 3d0b3fb5-6f0e-5c2b-9d3c-0f6f7b1f2f10
    name: Long-term Backups
    description: Monthly backups, for ten years
    service_account: DR Backup Account
    storage_account: drbackups01
    container: archive
    folder: long-term
    storage_tier: Archive
    concurrency_limit: 8
    storage_consumption_limit:
      limit_value: 20
      limit_type: TB
    encrypted: true
    encryption_hint: ""
    status: Ready
sessions:
  description:
    - The job sessions in which the appliance did this. Adding has one for each repository, changing and removing have
      one.
    - With O(wait=false) they have only begun.
  returned: when something was changed, and the answer to it was not lost
  type: list
  elements: dict
  contains:
    id:
      description: ID of the session.
      type: str
      returned: always
    name:
      description: What it does, and to what.
      type: str
      returned: always
    type:
      description: Type of the session.
      type: str
      returned: always
    state:
      description: How it stands.
      type: str
      returned: always
    result:
      description: How it ended, none while it runs.
      type: str
      returned: always
  sample:
    - id: 2f5573e6-5ba4-48f2-a75d-df99c936463b
      name: Repository creation of Long-term Backups
      type: RepositoryCreation
      state: Success
      result: Success
error:
  description: The facts behind the message of a failed task.
  returned: failure
  type: dict
  contains:
    kind:
      description:
        - What went wrong, for C(rescue) to act on. V(FolderHoldsRepository), V(WrongPassword), V(RepositoryInUse),
          V(RepositoryNotReady) and V(RepositoryOfAnother) are this module's own. Of the others, V(InvalidOption),
          V(ImmutableOption), V(ObjectNotFound), V(ApiError), V(SessionFailed) and V(SessionTimedOut) are the
          usual ones.
      type: str
      returned: failure
    hint:
      description: Hint that reminds people of the password.
      type: str
      returned: with V(FolderHoldsRepository) and V(WrongPassword), if there is one
    encryption_method:
      description: With what the repository in the folder is encrypted - V(None), V(Password) or V(KeyVault).
      type: str
      returned: with V(FolderHoldsRepository)
    storage_tier:
      description: Access tier of the repository in the folder.
      type: str
      returned: with V(FolderHoldsRepository)
    policies:
      description: Backup policies that use the repository, each with its ID, name and type.
      type: list
      elements: dict
      returned: with V(RepositoryInUse)
    storage_templates:
      description: Storage templates that use the repository, each with its ID and name.
      type: list
      elements: dict
      returned: with V(RepositoryInUse)
    other:
      description: Anything else that uses the repository, each with the server's code and message.
      type: list
      elements: dict
      returned: with V(RepositoryInUse)
  sample:
    kind: WrongPassword
    name: Long-term Backups
    hint: the one in the safe
"""

from ansible_collections.opendr.veeam.plugins.module_utils.azure.repository.module import MODULE
from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
