#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_m365_restore_session
short_description: Open and stop restore sessions of Veeam Backup for Microsoft 365
version_added: 0.1.0
description:
  - Has the server open a restore session, in which backups of a repository, of a job or of an organization can be
    explored and restored. Or stops a session.
  - Each request to the server opens another session. The documentation of the API says that the server stops a session
    automatically that is not stopped by a request, and does not say when. Keep RV(session.id), and stop the session
    with O(state=absent), best in an C(always) section.
  - A session does not show its point in time and its repository, so the module remembers on the machine that it runs on
    which sessions it has opened. It uses such a session again while it is open, if the task asks for the same and there
    is no newer backup since. With O(id), that session is used again while it is open.
  - If the response to the request is lost, a new session of the account of the task is taken as the one that was
    opened. With O(access_token) the account is not known, so the task fails then and names the sessions that are open
    since.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.m365
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
options:
  state:
    description:
      - V(started) opens a session, or uses an open one again.
      - V(absent) stops the session with the O(id). Nothing happens if it has stopped already, or if the server does not
        know it any more.
    type: str
    choices: [started, absent]
    default: started
  id:
    description:
      - ID of a session.
      - With O(state=started), the session is used again while it is open. If it has stopped, another one is opened.
      - Required with O(state=absent). If omitted, the session that an earlier task on this machine has opened for the
        same is used again, or another one is opened. See also O(use_open).
    type: str
  organization:
    description:
      - Organization whose backups to explore.
      - Given by name or ID.
      - Required unless O(job) or O(id) is given.
    type: str
  repository:
    description:
      - Repository whose backups to explore.
      - Given by name or ID.
      - Requires O(organization). If omitted, the server looks for the backups of the organization in all repositories.
    type: str
  job:
    description:
      - Backup job whose backups to explore.
      - Given by name or ID.
      - Cannot be combined with O(repository).
    type: str
  type:
    description:
      - What to explore.
      - Needed to open a session.
    type: str
    choices: [Exchange, OneDrive, SharePoint, Teams]
  point_in_time:
    description:
      - Time whose backups to explore, in ISO 8601 with an offset, such as V(2026-05-04T13:30:00+02:00).
      - If omitted, the server decides.
    type: str
  show_deleted:
    description:
      - Whether to also show items that users had removed before the point in time.
      - If omitted, the server decides.
    type: bool
  show_all_versions:
    description:
      - Whether to show all versions of items that users had changed before the point in time.
      - If omitted, the server decides.
    type: bool
  use_open:
    description:
      - Whether to use any open session again that the same account has started for the same O(organization) and
        O(type), the newest if there are several. It may be of another machine, or of the console.
      - With O(access_token) the account is not known, and the sessions of all accounts count.
      - The server does not show which point in time and which repository such a session explores. They can differ from
        the task.
    type: bool
    default: false
seealso:
  - module: opendr.veeam.veeam_m365_restore_session_info
  - name: Connection options
    description: How the modules reach a server, log in, retry, and what they never show.
    link: https://github.com/opendr/opendr.veeam/blob/main/docs/connection.md
"""

EXAMPLES = r"""
- name: Explore the mailboxes of an organization as they were at a time
  opendr.veeam.veeam_m365_restore_session:
    url: https://vb365.example.com
    username: "{{ veeam_m365_username }}"
    password: "{{ veeam_m365_password }}"
    organization: dr.example
    repository: Object Storage 01
    type: Exchange
    point_in_time: "2026-01-14T22:00:00Z"
    show_deleted: true
  register: explored

# The connection of the tasks below is in module_defaults, or in the environment (VEEAM_M365_URL and the like).
- name: Explore the newest backups of a job
  opendr.veeam.veeam_m365_restore_session:
    job: All of dr.example
    type: OneDrive

- name: Use the open session for Teams again, or open one
  opendr.veeam.veeam_m365_restore_session:
    organization: dr.example
    type: Teams
    use_open: true

- name: Stop a session
  opendr.veeam.veeam_m365_restore_session:
    id: 26091588-bdac-52de-92dd-d0b20db9d139
    state: absent
"""

RETURN = r"""
session:
  description:
    - The session that is open or was stopped. Empty if the server does not know it any more, and in check mode if one
      would be opened.
  returned: success
  type: dict
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
from ansible_collections.opendr.veeam.plugins.module_utils.m365.restore_session import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
