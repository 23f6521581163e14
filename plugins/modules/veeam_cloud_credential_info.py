#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_cloud_credential_info
short_description: List cloud credentials records of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Returns the cloud credentials records of a server. Each property has the name of the option of
    M(opendr.veeam.veeam_cloud_credential). Secrets are not returned.
  - Without filters, all of them are returned. With several filters, only those that match every filter are returned.
    The list is always complete.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
options:
  id:
    description: Only the record with this ID. If omitted, IDs are not filtered.
    type: str
  description:
    description:
      - Only records with this description, or with one that matches. V(*) matches any number of characters, V(?)
        matches a single character.
      - If omitted, descriptions are not filtered.
    type: str
  type:
    description: Only records of one of these types. If omitted, types are not filtered.
    type: list
    elements: str
    choices: [AzureStorage, AzureCompute, Amazon, Google, GoogleService]
seealso:
  - module: opendr.veeam.veeam_cloud_credential
"""

EXAMPLES = r"""
- name: List all cloud credentials records
  opendr.veeam.veeam_cloud_credential_info:
  register: all_records

- name: Find the records for object storages
  opendr.veeam.veeam_cloud_credential_info:
    type: [Amazon, AzureStorage, Google]
    description: "*storage*"
"""

RETURN = r"""
cloud_credentials:
  description:
    - The records, in the order of the server. Empty if none matches. Each has the properties of its type, without
      secrets.
  returned: success
  type: list
  elements: dict
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

from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.cloud_credential_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
