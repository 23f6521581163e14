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
  - Adds a backup repository in a blob container to the appliance, changes or removes it, so that it is as the task
    describes it.
  - Before it adds a repository, the module checks what the folder contains. A folder that is already a repository, of
    this or another appliance, is only imported if O(import_if_folder_has_backup=true).
  - If the repository exists, an omitted option is neither compared nor changed.
  - If the appliance still works on the repository because of an earlier run, the task waits for that first.
  - Service accounts, storage accounts and key vaults are given by name or by ID. The result always has their names.
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
      - V(present) adds the repository, or changes the options that differ from the task.
      - V(absent) removes the repository from the appliance. The backups in its folder stay in Azure. Options that
        describe the repository are ignored.
      - A repository that backup policies, storage templates or the configuration backup use is not removed. The task
        fails and the message names them, in check mode too.
    type: str
    choices: [present, absent]
    default: present
  id:
    description:
      - ID of the repository.
      - Give it to rename a repository, or if several repositories have the same name.
      - A repository with this ID must exist, except with O(state=absent).
      - If omitted, the module finds the repository by O(name), which has to match exactly.
    type: str
  name:
    description:
      - Name of the repository.
      - 'Together with O(id), this is the new name: a repository with another name is renamed.'
      - Either O(name) or O(id) has to be given.
      - Required to create a repository.
    type: str
  description:
    description:
      - Description of the repository, as the appliance shows it.
      - If omitted, a new repository has no description. An empty text removes the current description.
    type: str
  service_account:
    description:
      - Service account with which the appliance reads and writes the repository.
      - Given by name or ID.
      - Required to create a repository.
    type: str
  storage_account:
    description:
      - Storage account in Azure that has the container.
      - Given by name or ID.
      - Required to create a repository. Cannot be changed after creation.
    type: str
  container:
    description:
      - Blob container for the backups.
      - The container must exist.
      - Required to create a repository. Cannot be changed after creation.
    type: str
  folder:
    description:
      - Folder in the container for the backups.
      - If the folder does not exist, it is created.
      - Required to create a repository. Cannot be changed after creation.
    type: str
  storage_tier:
    description:
      - Access tier of the backups.
      - V(Inferred) uses the access tier of the storage account.
      - If omitted for a new repository, the appliance decides.
      - Cannot be changed after creation.
    type: str
    choices: [Inferred, Hot, Cool, Cold, Archive]
  auto_create_tiers:
    description:
      - Whether the appliance adds three repositories instead of a single one, for the tiers Hot, Cool and Archive. The
        name of each starts with O(name).
      - Cannot be combined with O(storage_tier).
      - To change or remove the three repositories, give each its own task with its name, without O(auto_create_tiers).
      - If omitted, a single repository is added.
      - Used only to create a repository; ignored if the repository exists.
    type: bool
  import_if_folder_has_backup:
    description:
      - Whether to import a folder that is already a repository, with the backups in it.
      - If the repository is encrypted, also give its password (O(encryption_password)) or its key (O(key_vault) and
        O(key_vault_key)).
      - Afterwards the appliance that owned the repository can only read it.
      - If omitted, the task fails if the folder is already a repository.
      - Used only to create a repository; ignored if the repository exists.
    type: bool
  concurrency_limit:
    description:
      - Number of connections that the workers of a backup session may have to the repository at the same time.
      - If omitted, a new repository has no limit.
      - At least 1.
    type: int
  storage_consumption_limit:
    description:
      - Used space at which the appliance shows a warning.
      - If omitted, a new repository has no limit.
      - Requires O(api_version=v8.1) or later.
    type: dict
    suboptions:
      limit_value:
        description:
          - The limit, in units of O(storage_consumption_limit.limit_type).
          - Required if the repository has no O(storage_consumption_limit) yet. At least 1.
        type: int
      limit_type:
        description:
          - Unit of the limit.
          - Required if the repository has no O(storage_consumption_limit) yet.
        type: str
        choices: [MB, GB, TB]
  encrypted:
    description:
      - Whether backups are encrypted.
      - The encryption uses a password (O(encryption_password)) or a key from a key vault (O(key_vault) and
        O(key_vault_key)).
      - If omitted, a password or a key in the task turns the encryption on. Without them, a new repository is not
        encrypted, and an existing one is not changed.
      - Existing backups are not changed.
    type: bool
  encryption_password:
    description:
      - Password with which backups are encrypted.
      - If the repository is already encrypted with a password, the appliance compares the two. If they are the same,
        nothing changes. If they differ, the task fails unless O(update_secrets=always), which sets the new password.
      - If the repository is not encrypted, or encrypted with a key, the password is set.
      - This is a secret, which the server does not return. O(update_secrets) says when it is sent.
    type: str
  encryption_hint:
    description:
      - Hint for the password.
      - Everybody who can see the repository can read the hint.
      - If omitted, a new repository has no description. An empty text removes the current description.
    type: str
  key_vault:
    description:
      - Key vault in Azure that has the key.
      - Given by name or ID.
      - Required with O(key_vault_key), unless the repository is already encrypted with a key of this vault.
    type: str
  key_vault_key:
    description:
      - Key with which backups are encrypted.
      - Given by its name or its address (URI).
      - With a name, any version of the key is accepted. If the key has several versions and none is used yet, give the
        address of a version.
      - If the repository is encrypted with a password, the encryption changes to the key.
    type: str
  update_secrets:
    description:
      - V(on_create) sends O(encryption_password) only if the repository is new or not yet encrypted with a password.
      - V(always) also changes the password of a repository that is encrypted with another password. The appliance
        compares the passwords first, so a second run changes nothing.
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
    api_version: v8.1
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
repository:
  description:
    - The repository after the task. Its keys are the names of the options. It has no secrets. Empty if the repository
      does not exist.
    - In check mode and with O(wait=false), the repository as it will be.
    - With O(auto_create_tiers=true), one of the three repositories.
  returned: success
  type: dict
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
  contains:
    id:
      description: ID of the repository.
      type: str
    name:
      description: Name of the repository.
      type: str
    description:
      description: Description of the repository, as the appliance shows it.
      type: str
    service_account:
      description: Service account with which the appliance reads and writes the repository.
      type: str
    storage_account:
      description: Storage account in Azure that has the container.
      type: str
    container:
      description: Blob container for the backups.
      type: str
    folder:
      description: Folder in the container for the backups.
      type: str
    storage_tier:
      description: Access tier of the backups.
      returned: if the task gives O(storage_tier)
      type: str
    concurrency_limit:
      description:
        - Number of connections that the workers of a backup session may have to the repository at the same time.
      type: int
    storage_consumption_limit:
      description: Used space at which the appliance shows a warning.
      returned: with O(api_version=v8.1) or later
      type: dict
      contains:
        limit_value:
          description: The limit, in units of O(storage_consumption_limit.limit_type).
          type: int
        limit_type:
          description: Unit of the limit.
          type: str
    encrypted:
      description: Whether backups are encrypted.
      type: bool
    encryption_hint:
      description: Hint for the password.
      type: str
    key_vault:
      description: Key vault in Azure that has the key.
      returned: if the task gives O(key_vault)
      type: str
    key_vault_key:
      description: Key with which backups are encrypted.
      returned: if the task gives O(key_vault_key)
      type: str
    key_version:
      description: Version of the key with which backups are encrypted.
      returned: if it is encrypted with a key, and the task changes it or gives an option of the encryption
      type: str
    status:
      description:
        - Status of the repository - V(Creating), V(Importing), V(Ready), V(Failed), V(ReadOnly) or V(Unknown).
      type: str
    type:
      description: Type of the repository - V(Backup), V(VeeamVault) or V(Unknown).
      returned: with O(api_version=v8.1) or later
      type: str
    region_id:
      description: ID of the Azure region of the storage account.
      type: str
    region_name:
      description: Name of the Azure region of the storage account.
      type: str
    environment:
      description: Azure cloud of the storage account.
      type: str
    storage_account_name:
      description: Name of the storage account.
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
      type: bool
    immutability_enabled:
      description: Whether backups in the repository are immutable for some time. The container decides this.
      type: bool
    veeam_vault_id:
      description: ID of the Veeam Data Cloud vault of the repository.
      returned: if it is in a vault, with O(api_version=v8.1) or later
      type: int
    ownership:
      description: The appliance that owns the repository and may write to it.
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
operation:
  description: What the task did, or in check mode would do - V(create), V(update), V(delete) or V(none).
  returned: success
  type: str
  sample: update
changes:
  description:
    - The options in which an existing repository differed from the task, each with its value before and after.
    - Empty if the repository was created, removed or left as it was.
  returned: success
  type: list
  elements: dict
  sample:
    - option: storage_consumption_limit.limit_value
      before: 10
      after: 20
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
sessions:
  description:
    - The sessions in which the server did the work.
    - With O(wait=false) they may still run. M(opendr.veeam.veeam_azure_session) waits for each.
  returned: if sessions were started or waited for
  type: list
  elements: dict
  sample:
    - id: 2f5573e6-5ba4-48f2-a75d-df99c936463b
      name: Repository creation of Long-term Backups
      type: RepositoryCreation
      state: Success
      result: Success
  contains:
    id:
      description: ID of the session.
      type: str
    name:
      description: What the session does, and for which object.
      type: str
    type:
      description: Type of the session, which says what kind of work it does.
      type: str
    state:
      description: State of the session, as the server calls it.
      type: str
    result:
      description: State in which the session ended. V(null) while it runs.
      type: str
error:
  description:
    - The facts behind the message of a failed task.
    - Which keys there are depends on RV(error.kind), which is always there.
  returned: failure
  type: dict
  sample:
    kind: WrongPassword
    name: Long-term Backups
    hint: the one in the safe
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
        - V(FolderHoldsRepository) - The folder is already a repository, and the task does not say to import it, or
          lacks its password or key.
        - V(ImmutableOption) - The task changes an option that can only be set when the object is created.
        - V(InvalidOption) - An option has a value that is not valid for this object, type or API revision.
        - V(NotConverged) - The server reported no error, but the object is not as the task describes it.
        - V(ObjectBusy) - Another task works on the object, and was not done in time. Nothing was changed.
        - V(ObjectNotFound) - Something named in the task does not exist on the server.
        - V(RepositoryInUse) - Policies, storage templates or settings use the repository, so it cannot be removed.
        - V(RepositoryNotReady) - The repository exists, but the server could not complete it.
        - V(RepositoryOfAnother) - Another appliance owns the repository, so this one cannot change it.
        - V(ResponseLost) - A change was sent and the response was lost, so it is not known whether the server made the
          change.
        - V(SessionFailed) - A session failed or was canceled. The facts hold the session and its last log records.
        - V(SessionTimedOut) - A session still ran after O(wait_timeout) seconds. It continues on the server.
        - V(TaskInterrupted) - Ctrl-C or a signal ended the task. It has closed what it had opened on the server.
        - V(Unexpected) - Something happened that the collection is not prepared for, such as a response that is not one
          of the API.
        - V(UnexpectedResponse) - The server reported success, and its response lacks what the task cannot do without.
        - V(WrongPassword) - The repository is encrypted with another password.
      type: str
    hint:
      description: Hint for the password.
      type: str
      returned: with V(FolderHoldsRepository) and V(WrongPassword), if there is a hint
    encryption_method:
      description:
        - Encryption of the repository in the folder - V(None), V(Password) or V(KeyVault).
      type: str
      returned: with V(FolderHoldsRepository)
    storage_tier:
      description: Access tier of the repository in the folder.
      type: str
      returned: with V(FolderHoldsRepository)
    policies:
      description:
        - Backup policies that use the repository, each with its ID, name and type.
      type: list
      elements: dict
      returned: with V(RepositoryInUse)
    storage_templates:
      description:
        - Storage templates that use the repository, each with its ID and name.
      type: list
      elements: dict
      returned: with V(RepositoryInUse)
    other:
      description:
        - Other users of the repository, each with the server's code and message.
      type: list
      elements: dict
      returned: with V(RepositoryInUse)
"""

import gc

if __name__ == "__main__":
    # What is imported stays: to look for garbage in it would only cost time. run_module enables this again.
    gc.disable()

from ansible_collections.opendr.veeam.plugins.module_utils.azure.repository.module import MODULE
from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
