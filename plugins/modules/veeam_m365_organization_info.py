#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_m365_organization_info
short_description: List organizations of Veeam Backup for Microsoft 365
version_added: 0.1.0
description:
  - Returns the organizations that the server backs up. Connections have their account and their application, and no
    secret.
  - Without filters, all of them are returned. With several filters, only those that match every filter are returned.
    The list is always complete.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.m365
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
options:
  id:
    description: Only the organization with this ID of the server. If omitted, IDs are not filtered.
    type: str
  name:
    description:
      - Only organizations with this name or Microsoft 365 name, or with one that matches. V(*) matches any number of
        characters, V(?) matches a single character.
      - Without these characters, the whole name has to match. The comparison is case-sensitive.
      - If omitted, names are not filtered.
    type: str
  type:
    description: Only organizations of this type. If omitted, types are not filtered.
    type: str
    choices: [Office365, OnPremises, Hybrid]
  msid:
    description:
      - Only the organization to which Microsoft gave this ID. If omitted, these IDs are not filtered.
      - Requires O(api_version=v8) or later.
    type: str
  backed_up_organization_id:
    description:
      - Only the organization whose backups have this ID, as M(opendr.veeam.veeam_m365_repository_info) returns it with
        the organizations in a repository.
      - If omitted, these IDs are not filtered.
      - Requires O(api_version=v8) or later.
    type: str
  backup_times:
    description:
      - Whether to also return whether an organization was backed up, and when for the first and the last time. The
        server asks its backup proxy servers for this, so it takes longer.
      - If omitted, this is not returned.
    type: bool
seealso:
  - module: opendr.veeam.veeam_m365_repository_info
  - name: Connection options
    description: How the modules reach a server, log in, retry, and what they never show.
    link: https://github.com/opendr/opendr.veeam/blob/main/docs/connection.md
"""

EXAMPLES = r"""
- name: List the organizations and their last backups
  opendr.veeam.veeam_m365_organization_info:
    url: https://vb365.example.com
    username: "{{ veeam_m365_username }}"
    password: "{{ veeam_m365_password }}"
    backup_times: true

# The connection of the tasks below is in module_defaults, or in the environment (VEEAM_M365_URL and the like).
- name: Find an organization by its name
  opendr.veeam.veeam_m365_organization_info:
    name: dr.*
"""

RETURN = r"""
organizations:
  description: The organizations, in the order of the server. Empty if none matches.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: ID that the server gave to the organization.
      type: str
    name:
      description: Name of the organization.
      type: str
    office_name:
      description: Name of the organization in Microsoft 365.
      type: str
    description:
      description: The organizations, in the order of the server. Empty if none matches.
      type: str
    type:
      description: Type of the organization, V(Office365), V(OnPremises) or V(Hybrid).
      type: str
    region:
      description: Microsoft cloud of the organization, such as V(Worldwide).
      type: str
    exchange_online:
      description: Whether Exchange Online is backed up.
      type: bool
    sharepoint_online:
      description: Whether SharePoint Online is backed up.
      type: bool
    teams_online:
      description: Whether Microsoft Teams is backed up.
      type: bool
    teams_chats_online:
      description: Whether posts of Microsoft Teams are backed up.
      type: bool
    exchange_on_premises:
      description: Whether a Microsoft Exchange of its own is backed up.
      type: bool
    sharepoint_on_premises:
      description: Whether a SharePoint of its own is backed up.
      type: bool
    exchange_online_connection:
      description: How the server connects to Exchange Online.
      type: dict
      contains:
        account:
          description: Account that the server uses.
          type: str
        application_id:
          description: ID of the Microsoft Entra application that the server uses.
          type: str
        application_certificate_thumbprint:
          description: Thumbprint of the certificate of the application.
          type: str
        application_only_auth:
          description: Whether the server logs in as the application, without an account.
          type: bool
    sharepoint_online_connection:
      description: How the server connects to SharePoint Online.
      type: dict
      contains:
        account:
          description: Account that the server uses.
          type: str
        application_id:
          description: ID of the Microsoft Entra application that the server uses.
          type: str
        application_certificate_thumbprint:
          description: Thumbprint of the certificate of the application.
          type: str
        application_only_auth:
          description: Whether the server logs in as the application, without an account.
          type: bool
    backed_up:
      description: Whether the organization was backed up.
      returned: with O(backup_times=true)
      type: bool
    first_backup_time:
      description: When the organization was backed up for the first time.
      returned: with O(backup_times=true)
      type: str
    last_backup_time:
      description: When the organization was backed up the last time.
      returned: with O(backup_times=true)
      type: str
    msid:
      description: ID that Microsoft gave to the organization.
      returned: with O(api_version=v8) or later
      type: str
    backed_up_organization_id:
      description: ID of the backups of the organization.
      returned: with O(api_version=v8) or later
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
from ansible_collections.opendr.veeam.plugins.module_utils.m365.organization_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
