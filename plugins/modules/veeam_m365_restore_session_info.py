#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_m365_restore_session_info
short_description: List restore sessions of Veeam Backup for Microsoft 365
version_added: 0.1.0
description:
  - Returns the restore sessions that the server knows, open ones and those of the past.
  - Without filters, all of them are returned. With several filters, only those that match every filter are returned.
    The list is always complete.
  - Can also return how many items a session has restored (O(statistics)), and what it has done (O(events)).
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.m365
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
options:
  id:
    description: Only the session with this ID. If omitted, IDs are not filtered.
    type: str
  organization:
    description:
      - Only sessions for organizations of this name, or of a name that matches. V(*) matches any number of characters,
        V(?) matches a single character. It is the name that the session shows, which may be the one in Microsoft 365.
      - If omitted, organizations are not filtered.
    type: str
  type:
    description: Only sessions that explore this. If omitted, types are not filtered.
    type: str
    choices: [Exchange, OneDrive, SharePoint, Teams]
  state:
    description:
      - V(Working) returns sessions that are open, V(Stopped) those that are not. If omitted, both are returned.
    type: str
    choices: [Working, Stopped]
  started_after:
    description: Only sessions that began after this time, in ISO 8601 with an offset. If omitted, it is not limited.
    type: str
  started_before:
    description: Only sessions that began before this time, in ISO 8601 with an offset. If omitted, it is not limited.
    type: str
  ended_after:
    description:
      - Only sessions that ended after this time, in ISO 8601 with an offset. If omitted, it is not limited.
      - Requires O(api_version=v8) or later.
    type: str
  ended_before:
    description:
      - Only sessions that ended before this time, in ISO 8601 with an offset. If omitted, it is not limited.
      - Requires O(api_version=v8) or later.
    type: str
  statistics:
    description:
      - Whether to also return, in RV(sessions[].statistics), how many items each session has restored. This takes one
        more request for each session.
    type: bool
    default: false
  events:
    description:
      - Whether to also return, in RV(sessions[].events), what each session has done. This takes at least one more
        request for each session.
    type: bool
    default: false
seealso:
  - module: opendr.veeam.veeam_m365_restore_session
  - name: Connection options
    description: How the modules reach a server, log in, retry, and what they never show.
    link: https://github.com/opendr/opendr.veeam/blob/main/docs/connection.md
"""

EXAMPLES = r"""
- name: List the sessions that are open
  opendr.veeam.veeam_m365_restore_session_info:
    url: https://vb365.example.com
    username: "{{ veeam_m365_username }}"
    password: "{{ veeam_m365_password }}"
    state: Working

# The connection of the tasks below is in module_defaults, or in the environment (VEEAM_M365_URL and the like).
- name: Report what was restored in January
  opendr.veeam.veeam_m365_restore_session_info:
    started_after: "2026-01-01T00:00:00Z"
    started_before: "2026-02-01T00:00:00Z"
    statistics: true
    events: true
"""

RETURN = r"""
sessions:
  description: The restore sessions, in the order of the server. Empty if none matches.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: ID of the session.
      type: str
    name:
      description: Name of the session.
      type: str
    organization:
      description: Organization that the session explores, as the session shows it.
      type: str
    type:
      description: What the session explores, V(Exchange), V(OneDrive), V(SharePoint) or V(Teams).
      type: str
    state:
      description: State of the session, V(Working) or V(Stopped).
      type: str
    result:
      description: How the session ended, V(Success), V(Warning) or V(Failed). V(null) while it is open.
      type: str
    creation_time:
      description: When the session began.
      type: str
    end_time:
      description: When the session ended.
      type: str
    initiated_by:
      description: Account that has started the session.
      type: str
    details:
      description: What the server says about the session.
      type: str
    scope_name:
      description: Scope of a session that was started in the Restore Portal.
      type: str
    client_host:
      description: Server of the session.
      type: str
    reason:
      description: Why the restore was done, as the person who did it said.
      type: str
    statistics:
      description: How many items the session has restored.
      type: dict
      contains:
        total:
          description: Number of items in the backup.
          type: int
        restored:
          description: Number of restored items.
          type: int
        failed:
          description: Number of items that could not be restored.
          type: int
        skipped:
          description: Number of items that were skipped.
          type: int
        warnings:
          description: The warnings.
          type: list
          elements: str
        errors:
          description: The errors.
          type: list
          elements: str
        items:
          description: The objects that were restored, if the server shows them.
          type: list
          elements: dict
          contains:
            name:
              description: Name of the object.
              type: str
            title:
              description: Title of the object.
              type: str
            type:
              description: Type of the object.
              type: str
            status:
              description: How its restore ended.
              type: str
            path:
              description: Path of the object.
              type: str
            error:
              description: Why it could not be restored.
              type: str
            warnings:
              description: The warnings for the object.
              type: list
              elements: str
    events:
      description: What the session has done.
      type: list
      elements: dict
      contains:
        id:
          description: ID of the event.
          type: str
        order:
          description: Number of the event in the session.
          type: int
        type:
          description: What was done, such as V(Restore), V(Save) or V(Export).
          type: str
        status:
          description: How it ended, such as V(Success), V(Failed) or V(Skipped).
          type: str
        title:
          description: Title of the event.
          type: str
        message:
          description: What the server says about the event.
          type: str
        item_name:
          description: Name of the item.
          type: str
        item_type:
          description: Type of the item.
          type: str
        item_size_bytes:
          description: Size of the item, in bytes.
          type: int
        source:
          description: Path of the item in the backup.
          type: str
        target:
          description: Path to which the item was restored.
          type: str
        start_time:
          description: When it began.
          type: str
        end_time:
          description: When it ended.
          type: str
        duration:
          description: How long it took.
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
from ansible_collections.opendr.veeam.plugins.module_utils.m365.restore_session_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
