#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_m365_repository_owner
short_description: Change the owner of a repository of Veeam Backup for Microsoft 365
version_added: 0.1.0
description:
  - Moves a repository to another backup proxy server or backup proxy pool, and waits for the end. Or stops such a move.
  - If the repository has this owner already, nothing is changed. A move to the same owner that runs already is joined.
  - The server first waits for sessions that use the repository, such as backups. This can take longer than an hour.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.m365
  - opendr.veeam.waiting
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
options:
  repository:
    description: The repository, given by name or ID.
    type: str
    required: true
  state:
    description:
      - V(owned) moves the repository to O(proxy) or O(proxy_pool), if it has another owner.
      - V(stopped) stops the move of the repository that runs.
    type: str
    choices: [owned, stopped]
    default: owned
  proxy:
    description:
      - Backup proxy server that is to own the repository.
      - Given by host name, fully qualified name or ID.
      - With O(state=owned), either O(proxy) or O(proxy_pool) has to be given.
    type: str
  proxy_pool:
    description:
      - Backup proxy pool that is to own the repository.
      - Given by name or ID.
      - Cannot be combined with O(proxy).
    type: str
  include_related_repositories:
    description:
      - Whether all related repositories move as well. With V(false), the server rejects a repository that cannot move
        alone.
    type: bool
    default: false
  wait_for_sessions_timeout:
    description:
      - Number of minutes for which the server waits until sessions that use the repository have ended.
      - O(wait_timeout) has to be longer than this and O(force_stop_sessions_timeout) together.
    type: int
    default: 60
  force_stop_sessions:
    description:
      - Whether the server stops the sessions that still use the repository after O(wait_for_sessions_timeout). With
        V(false), it gives up instead, and the task fails.
    type: bool
    default: false
  force_stop_sessions_timeout:
    description:
      - Number of minutes for which the server waits until the sessions that it stops have ended. If there are still
        some, the task fails.
      - Only together with O(force_stop_sessions=true). If omitted, the server waits 10 minutes.
    type: int
  wait_timeout:
    description:
      - Number of seconds after which the task stops waiting and fails. The server continues its work, and the same task
        waits for it again.
      - By default 2 hours, which is longer than the server waits by default before it begins.
    default: 7200
seealso:
  - module: opendr.veeam.veeam_m365_repository
  - module: opendr.veeam.veeam_m365_repository_info
  - name: Connection options
    description: How the modules reach a server, log in, retry, and what they never show.
    link: https://github.com/opendr/opendr.veeam/blob/main/docs/connection.md
"""

EXAMPLES = r"""
- name: Move a repository to another backup proxy server
  opendr.veeam.veeam_m365_repository_owner:
    url: https://vb365.example.com
    username: "{{ veeam_m365_username }}"
    password: "{{ veeam_m365_password }}"
    repository: Default Backup Repository
    proxy: vb365-proxy02

# The connection of the tasks below is in module_defaults, or in the environment (VEEAM_M365_URL and the like).
- name: Move a repository and all that are related to another pool, without waiting long for running backups
  opendr.veeam.veeam_m365_repository_owner:
    repository: Object Storage 01
    proxy_pool: Backup Proxy Pool 02
    include_related_repositories: true
    wait_for_sessions_timeout: 5
    force_stop_sessions: true
    force_stop_sessions_timeout: 15
    wait: false

- name: Stop that
  opendr.veeam.veeam_m365_repository_owner:
    repository: Object Storage 01
    state: stopped
"""

RETURN = r"""
repository:
  description: The repository after the task.
  returned: success
  type: dict
  contains:
    id:
      description: ID of the repository.
      type: str
    name:
      description: Name of the repository.
      type: str
    proxy:
      description: Backup proxy server that owns the repository.
      type: str
    proxy_pool:
      description: Backup proxy pool that owns the repository.
      returned: with O(api_version=v8) or later
      type: str
session:
  description: The session in which the server works, if one was started, joined or stopped.
  returned: if a session was started, joined or stopped
  type: dict
  contains:
    id:
      description: ID of the session.
      type: str
    status:
      description: Status of the session, V(Waiting), V(Running), V(Succeeded) or V(Failed).
      type: str
    start_time:
      description: When the session began.
      type: str
    end_time:
      description: When the session ended.
      type: str
    details:
      description: What the server says about the session.
      type: str
    from_owner_id:
      description: ID of the backup proxy server or pool that owned the repositories.
      type: str
    to_owner_id:
      description: ID of the backup proxy server or pool to which the repositories move.
      type: str
    repository_ids:
      description: IDs of all repositories that move.
      type: list
      elements: str
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
        - V(InvalidOption) - An option has a value that is not valid for this object, type or API revision.
        - V(NotConverged) - The server reported no error, but the object is not as the task describes it.
        - V(ObjectBusy) - Another task works on the object, and was not done in time. Nothing was changed.
        - V(ObjectNotFound) - Something named in the task does not exist on the server.
        - V(ResponseLost) - A change was sent and the response was lost, so it is not known whether the server made the
          change.
        - V(SessionFailed) - A session failed or was canceled. The facts hold the session and its last log records.
        - V(SessionTimedOut) - A session still ran after O(wait_timeout) seconds. It continues on the server.
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
from ansible_collections.opendr.veeam.plugins.module_utils.m365.repository_owner import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
