#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_m365_repository_sync
short_description: Synchronize the cache of a repository of Veeam Backup for Microsoft 365
version_added: 0.1.0
description:
  - Has the server synchronize the cache of a repository with its object storage, and waits for the end. Or stops a
    synchronization that runs.
  - If the server shows that the cache is up to date, nothing is started. A synchronization that runs already is joined.
  - To find the repositories that have to be synchronized, look at RV(repository.out_of_sync) in the result of
    M(opendr.veeam.veeam_m365_repository_info).
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
      - V(synchronized) starts a synchronization if the cache is not up to date, or joins the one that runs.
      - V(stopped) stops the synchronization that runs. The cache stays as far as it is.
    type: str
    choices: [synchronized, stopped]
    default: synchronized
  force:
    description:
      - Whether to synchronize although the server shows the cache as up to date. Each run then starts a
        synchronization.
      - If the server forgets the session of such a synchronization before its end is seen, nothing shows how it ended,
        and the task fails.
    type: bool
    default: false
  wait_timeout:
    description:
      - Number of seconds after which the task stops waiting and fails. The server continues its work, and the same task
        waits for it again.
      - By default an hour.
    default: 3600
seealso:
  - module: opendr.veeam.veeam_m365_repository_info
  - name: Connection options
    description: How the modules reach a server, log in, retry, and what they never show.
    link: https://github.com/opendr/opendr.veeam/blob/main/docs/connection.md
"""

EXAMPLES = r"""
- name: Synchronize the cache of a repository if it is out of date
  opendr.veeam.veeam_m365_repository_sync:
    url: https://vb365.example.com
    username: "{{ veeam_m365_username }}"
    password: "{{ veeam_m365_password }}"
    repository: Object Storage 01

# The connection of the tasks below is in module_defaults, or in the environment (VEEAM_M365_URL and the like).
- name: Start a synchronization in any case, and do not wait for it
  opendr.veeam.veeam_m365_repository_sync:
    repository: Archive 01
    force: true
    wait: false

- name: Stop it
  opendr.veeam.veeam_m365_repository_sync:
    repository: Archive 01
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
    out_of_sync:
      description: Whether the cache has to be synchronized with the object storage.
      type: bool
session:
  description: The session in which the server works, if one was started, joined or stopped.
  returned: if a session was started, joined or stopped
  type: dict
  contains:
    id:
      description: ID of the session.
      type: str
    repository_id:
      description: ID of the repository.
      type: str
    state:
      description:
        - State of the session, V(None), V(Synchronizing) or V(Failed). V(None) is also the state of a session that has
          ended with success.
      type: str
    progress_percent:
      description: How much of the work is done, in percent.
      type: int
    error:
      description: Why the synchronization failed.
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
from ansible_collections.opendr.veeam.plugins.module_utils.m365.repository_sync import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
