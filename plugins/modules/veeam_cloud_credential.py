#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_cloud_credential
short_description: Create, change and remove cloud credentials records of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Creates, changes or removes a credentials record for a cloud, so that it is as the task describes it. Repositories
    on an object storage and restores to a cloud use such records.
  - A record is identified by O(type) and O(description) together, or by O(id). A task with another description creates
    a second record, and does not change the first.
  - The server does not return keys, secrets and certificates. They are sent with a new record. For an existing record,
    they are sent only with O(update_secrets=always), each by an operation of its own.
  - If the record exists, an omitted option is neither compared nor changed.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
attributes:
  idempotent:
    support: partial
    details:
      - With O(update_secrets=always), a task that gives a secret sends it and reports a change each time.
options:
  state:
    description:
      - V(present) creates the record, or changes the options that differ from the task.
      - V(absent) removes the record. Only O(id), or O(type) and O(description), are used. The server refuses to remove
        a record that is in use. The message contains the server's reason.
    type: str
    choices: [present, absent]
    default: present
  id:
    description:
      - ID of the record, a UUID.
      - Give it to change O(description), or if several records have the same type and description.
      - A record with this ID must exist, except with O(state=absent).
      - If omitted, the module finds the record by O(type) and O(description), which have to match exactly.
    type: str
  description:
    description:
      - Description of the record, as the console shows it.
      - It distinguishes the records of a type. Required unless O(id) is given. Together with O(id), this is the new
        description.
    type: str
  type:
    description:
      - Cloud and kind of account.
      - V(AzureStorage) is a Microsoft Azure storage account. V(AzureCompute) is a Microsoft Entra ID application for
        restores to Microsoft Azure. V(Amazon) is an access key of Amazon Web Services, or of a storage that is
        compatible with S3. V(Google) is an HMAC key of Google Cloud. V(GoogleService) is a service account of Google
        Cloud.
      - Required unless O(id) is given.
      - Required to create a cloud credentials record. Cannot be changed after creation.
    type: str
    choices: [AzureStorage, AzureCompute, Amazon, Google, GoogleService]
  account:
    description:
      - Name of the storage account.
      - Only for O(type=AzureStorage). Required to create a cloud credentials record.
    type: str
  shared_key:
    description:
      - Shared key of the storage account.
      - Only for O(type=AzureStorage). Required to create a cloud credentials record. This is a secret, which the server
        does not return. O(update_secrets) says when it is sent.
    type: str
  access_key:
    description:
      - ID of the access key.
      - Only for O(type=Amazon) and O(type=Google). Required to create a cloud credentials record.
    type: str
  secret_key:
    description:
      - Secret of the access key.
      - Only for O(type=Amazon) and O(type=Google). Required to create a cloud credentials record. This is a secret,
        which the server does not return. O(update_secrets) says when it is sent.
    type: str
  connection_name:
    description:
      - Name under which the console shows the account.
      - Only for O(type=AzureCompute). Required to create a cloud credentials record.
    type: str
  creation_mode:
    description:
      - Whether an application that exists is used, or a new one is registered.
      - V(ExistingAccount) needs O(deployment_type), O(tenant_id), O(application_id) and either O(client_secret) or
        O(certificate). V(NewAccount) needs O(new_account).
      - Only for O(type=AzureCompute) and O(type=GoogleService). For O(type=GoogleService), requires
        O(api_version=1.2-rev1) or earlier. Used only to create a cloud credentials record; ignored if the cloud
        credentials record exists. If omitted, a cloud credentials record is created with V(ExistingAccount).
    type: str
    choices: [ExistingAccount, NewAccount]
  deployment_type:
    description:
      - Whether it is the public Microsoft Azure, or a Microsoft Azure Stack Hub.
      - Only for O(type=AzureCompute). Cannot be changed after creation.
    type: str
    choices: [MicrosoftAzure, MicrosoftAzureStack]
  region:
    description:
      - Region of Microsoft Azure.
      - Only for O(type=AzureCompute). Cannot be changed after creation. V(Germany) requires O(api_version=1.2-rev1) or
        earlier.
    type: str
    choices: [Global, China, Government, Germany]
  tenant_id:
    description:
      - ID of the Microsoft Entra ID tenant.
      - Only for O(type=AzureCompute). Cannot be changed after creation.
    type: str
  application_id:
    description:
      - Client ID of the application.
      - Only for O(type=AzureCompute). Cannot be changed after creation.
    type: str
  client_secret:
    description:
      - Client secret of the application.
      - Give either it or O(certificate).
      - Only for O(type=AzureCompute). This is a secret, which the server does not return. O(update_secrets) says when
        it is sent.
    type: str
  certificate:
    description:
      - Certificate of the application with its private key. It is the content of the file in base64, as the filter
        P(ansible.builtin.b64encode#filter) returns it.
      - Only for O(type=AzureCompute). This is a secret, which the server does not return. O(update_secrets) says when
        it is sent.
    type: str
  certificate_format:
    description:
      - Format of the file that is given as O(certificate).
      - Give it whenever O(certificate) is given.
      - Only for O(type=AzureCompute). The server does not return it. It is sent together with the secret that it
        belongs to. V(Pem) requires O(api_version=1.3-rev0) or later.
    type: str
    choices: [Pfx, Pem]
  certificate_password:
    description:
      - Password of the file that is given as O(certificate).
      - Only for O(type=AzureCompute). This is a secret, which the server does not return. O(update_secrets) says when
        it is sent.
    type: str
  new_account:
    description:
      - Application that the server registers.
      - A person has to sign in with the code first, within the time that Microsoft allows.
      - Only for O(type=AzureCompute). Used only to create a cloud credentials record; ignored if the cloud credentials
        record exists.
    type: dict
    suboptions:
      region:
        description:
          - Region of Microsoft Azure.
          - Required if the cloud credentials record has no O(new_account) yet. Used only to create a cloud credentials
            record; ignored if the cloud credentials record exists. V(Germany) requires O(api_version=1.2-rev1) or
            earlier.
        type: str
        choices: [Global, China, Government, Germany]
      verification_code:
        description:
          - Code by which a person has signed in.
          - Required if the cloud credentials record has no O(new_account) yet. Used only to create a cloud credentials
            record; ignored if the cloud credentials record exists.
        type: str
  key_file:
    description:
      - Key of the service account. It is the content of the JSON file in base64, as the filter
        P(ansible.builtin.b64encode#filter) returns it.
      - Only for O(type=GoogleService). Required to create a cloud credentials record. This is a secret, which the
        server does not return. O(update_secrets) says when it is sent.
    type: str
  update_secrets:
    description:
      - V(on_create) sends secrets only with a new record.
      - V(always) also sends the secrets of the task to an existing record. The server does not return them, so the task
        always reports a change.
    type: str
    choices: [on_create, always]
    default: on_create
seealso:
  - module: opendr.veeam.veeam_cloud_credential_info
  - module: opendr.veeam.veeam_credential
  - module: opendr.veeam.veeam_repository
"""

EXAMPLES = r"""
# The connection is in module_defaults, or in the environment (VEEAM_VBR_URL and the like).
- name: Have a record for a bucket
  opendr.veeam.veeam_cloud_credential:
    type: Amazon
    description: Bucket of the second site
    access_key: AKIAEXAMPLE000000001
    secret_key: "{{ vault_bucket_secret_key }}"

- name: Have a record for an Azure storage account
  opendr.veeam.veeam_cloud_credential:
    type: AzureStorage
    description: Archive
    account: drarchive01
    shared_key: "{{ vault_storage_shared_key }}"

- name: Have a record for restores to Microsoft Azure
  opendr.veeam.veeam_cloud_credential:
    type: AzureCompute
    description: Restores to Azure
    connection_name: DR subscription
    deployment_type: MicrosoftAzure
    region: Global
    tenant_id: 11111111-2222-4333-8444-555555555555
    application_id: 66666666-7777-4888-8999-000000000000
    client_secret: "{{ vault_application_secret }}"

- name: Set another secret key
  opendr.veeam.veeam_cloud_credential:
    type: Amazon
    description: S3 and compatible storage
    secret_key: "{{ vault_bucket_secret_key }}"
    update_secrets: always

- name: Remove a record
  opendr.veeam.veeam_cloud_credential:
    type: AzureStorage
    description: Archive
    state: absent
"""

RETURN = r"""
cloud_credential:
  description: The record after the task, without its secrets. Empty if it does not exist.
  returned: success
  type: dict
  contains:
    id:
      description: ID of the record.
      type: str
    description:
      description: Description of the record, as the console shows it.
      type: str
    type:
      description: Cloud and kind of account.
      type: str
    account:
      description: Name of the storage account.
      returned: if its type has it
      type: str
    access_key:
      description: ID of the access key.
      returned: if its type has it
      type: str
    connection_name:
      description: Name under which the console shows the account.
      returned: if its type has it
      type: str
    deployment_type:
      description: Whether it is the public Microsoft Azure, or a Microsoft Azure Stack Hub.
      returned: if its type has it
      type: str
    region:
      description: Region of Microsoft Azure.
      returned: if its type has it
      type: str
    tenant_id:
      description: ID of the Microsoft Entra ID tenant.
      returned: if its type has it
      type: str
    application_id:
      description: Client ID of the application.
      returned: if its type has it
      type: str
    subscriptions:
      description: Subscriptions that the account can use.
      returned: for V(AzureCompute)
      type: list
      elements: dict
      contains:
        id:
          description: ID that the server has given the subscription.
          type: str
        azure_subscription_id:
          description: ID of the subscription in Microsoft Azure.
          type: str
        azure_subscription_name:
          description: Name of the subscription.
          type: str
    name:
      description: Name of the service account.
      returned: for V(GoogleService)
      type: str
    project_id:
      description: ID of the project.
      returned: for V(GoogleService)
      type: str
    last_modified:
      description: When the record was last changed.
      returned: with O(api_version=1.3-rev0) or later
      type: str
    unique_id:
      description: ID of the record that is not the one of this API. What it is for is not documented.
      type: str
operation:
  description: What the task did, or in check mode would do - V(create), V(update), V(delete) or V(none).
  returned: success
  type: str
  sample: update
changes:
  description:
    - The options in which an existing cloud credentials record differed from the task, each with its value before and
      after.
    - Empty if the cloud credentials record was created, removed or left as it was.
  returned: success
  type: list
  elements: dict
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
        - V(ActionRequired) - A session waits for an action by a person.
        - V(AmbiguousName) - Several objects have the name that the task gives.
        - V(ApiError) - The server responded with an error, or with something that is not a response of its API.
        - V(AuthenticationFailed) - The server did not accept the account or the token.
        - V(CertificateRefused) - The certificate of the server is not trusted, has expired, or is for another name.
        - V(ConnectionFailed) - The server could not be reached, so nothing was changed.
        - V(ImmutableOption) - The task changes an option that can only be set when the object is created.
        - V(InvalidOption) - An option has a value that is not valid for this object, type or API revision.
        - V(NotConverged) - The server reported no error, but the object is not as the task describes it.
        - V(ObjectBusy) - Another task works on the object, and was not done in time. Nothing was changed.
        - V(ObjectNotFound) - Something named in the task does not exist on the server.
        - V(ResponseLost) - A change was sent and the response was lost, so it is not known whether the server made the
          change.
        - V(SessionFailed) - A session failed or was canceled. The facts hold the session and its last log records.
        - V(SessionTimedOut) - A session still ran after C(wait_timeout) seconds. It continues on the server.
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

from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.cloud_credential import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
