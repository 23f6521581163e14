#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_session
short_description: Stop a session of a backup server, or wait for its end
version_added: 0.1.0
author: OpenDR contributors (@opendr)
description:
  - Waits until a session of Veeam Backup & Replication has ended and tells how, or stops it first.
  - Picks up a session that another task started with O(wait=false), or gave up waiting for.
  - Needs a role that may read sessions, such as Veeam Backup Viewer; to stop one, a role that may do so, such as Veeam
    Restore Operator or Veeam Backup Operator.
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.waiting
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
seealso:
  - module: opendr.veeam.veeam_session_info
options:
  id:
    description:
      - ID of the session, as the task that started it returned it, or as M(opendr.veeam.veeam_session_info) lists it.
      - The task fails if the server does not know the session.
    type: str
    required: true
  state:
    description:
      - V(finished) waits for the end and changes nothing. A session that ended with success is fine, one with a warning
        too, which then is among the task's warnings; one that failed or was canceled fails the task, unless
        O(fail_on_error=false). A session that waits for a person (state V(ActionRequired), since
        O(api_version=1.3-rev2)) fails the task at once, for nothing but that person can end it.
      - V(stopped) tells the server to stop the session, and waits until it has. What the server did not finish stays
        undone; nothing is rolled back but what the server itself rolls back. One that has already ended, is left as it
        is.
      - A file restore that was left open (type V(FileLevelRestore), V(LinuxFileLevelRestore) or, since
        O(api_version=1.3-rev1), V(UnstructuredDataBrowse)) is stopped by unmounting the backup that it has mounted.
      - In C(check_mode), neither stops anything or waits. V(finished) tells how a session ended that has ended.
    type: str
    choices: [stopped, finished]
    required: true
  fail_on_error:
    description:
      - Whether a session that failed or was canceled fails the task. Goes with O(state=finished).
      - With V(false) the task succeeds once the session has ended, and RV(session.result) tells how.
    type: bool
    default: true
"""

EXAMPLES = r"""
# The connection comes from module_defaults, or from the environment variables VEEAM_VBR_URL and so on.
- name: Look for a restore that runs
  opendr.veeam.veeam_session_info:
    type: [RestoreVm]
    state: Working
    limit: 1
  register: restores

- name: Wait for it, up to two hours
  opendr.veeam.veeam_session:
    id: "{{ restores.sessions[0].id }}"
    state: finished
    wait_timeout: 7200
    poll_interval: 30
  when: restores.sessions | length > 0

- name: See how a session ended, without failing
  opendr.veeam.veeam_session:
    id: 0f9ab9c5-4d3c-4f26-a3c7-4b1a6b1d3c5e
    state: finished
    fail_on_error: false
  register: ended

- name: Stop a session that takes too long
  opendr.veeam.veeam_session:
    id: 0f9ab9c5-4d3c-4f26-a3c7-4b1a6b1d3c5e
    state: stopped
"""

RETURN = r"""
session:
  description: The session as it is after the task. In C(check_mode) and with O(wait=false) it may still run.
  returned: success
  type: dict
  contains:
    id:
      description: ID of the session.
      type: str
      sample: 0f9ab9c5-4d3c-4f26-a3c7-4b1a6b1d3c5e
    name:
      description: Name of the session, often that of its job.
      type: str
      sample: Nightly Servers
    type:
      description: What kind of work it is.
      type: str
      sample: BackupJob
    state:
      description: Where it stands. V(Stopped) means that it has ended.
      type: str
      sample: Stopped
    result:
      description: V(Success), V(Warning) or V(Failed), or V(None) while it runs.
      returned: if the server returns a result
      type: str
      sample: Warning
    message:
      description: The server's explanation of the result.
      returned: if the server returns one
      type: str
      sample: Task app02 finished with a warning
    is_canceled:
      description: Whether somebody stopped it.
      returned: if the server returns a result
      type: bool
      sample: false
    progress_percent:
      description: How much of it is done.
      returned: if the server returns it
      type: int
      sample: 100
    creation_time:
      description: When it started.
      type: str
      sample: "2026-01-14T22:00:00+00:00"
    end_time:
      description: When it ended.
      returned: if it has ended
      type: str
      sample: "2026-01-14T22:19:31+00:00"
    job_id:
      description: PROSE MISSING
      type: str
    initiated_by:
      description: PROSE MISSING
      returned: with O(api_version=1.3-rev0) or later
      type: str
    resource_id:
      description: ID of the object that it made or works on.
      returned: if there is one
      type: str
      sample: 88788f9e-d8f5-4eb4-bc4f-9b3f5403bcec
    resource_reference:
      description: PROSE MISSING
      type: str
    parent_session_id:
      description: PROSE MISSING
      type: str
    related_session_id:
      description: PROSE MISSING
      returned: with O(api_version=1.3-rev1) or later
      type: str
    original_session_id:
      description: PROSE MISSING
      returned: with O(api_version=1.3-rev2) or later
      type: str
    retry_info:
      description: PROSE MISSING
      returned: with O(api_version=1.3-rev2) or later
      type: dict
      contains:
        is_recheck_retry:
          description: PROSE MISSING
          type: bool
        retry_number:
          description: PROSE MISSING
          type: int
    algorithm:
      description: PROSE MISSING
      returned: with O(api_version=1.3-rev2) or later
      type: str
    progress:
      description: PROSE MISSING
      returned: with O(api_version=1.3-rev2) or later
      type: dict
      contains:
        duration:
          description: PROSE MISSING
          type: str
        processing_rate:
          description: PROSE MISSING
          type: str
        bottleneck:
          description: PROSE MISSING
          type: str
        processed_size:
          description: PROSE MISSING
          type: int
        read_size:
          description: PROSE MISSING
          type: int
        transferred_size:
          description: PROSE MISSING
          type: int
        progress_percent:
          description: PROSE MISSING
          type: int
    platform_name:
      description: PROSE MISSING
      type: str
    platform_id:
      description: PROSE MISSING
      type: str
    usn:
      description: PROSE MISSING
      type: int
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
        - V(ActionRequired) - A session waits for a person.
        - V(ApiError) - The server answered with an error status, or with something that is not an answer of its API.
        - V(AuthenticationFailed) - The server did not accept the account, or the token that was handed in.
        - V(CertificateRefused) - The server's certificate is not trusted, expired, or made out to another name.
        - V(ConnectionFailed) - The server was not reached, so it cannot have acted.
        - V(InvalidOption) - The task asks for something that this object, type or API revision does not have.
        - V(ObjectNotFound) - Something named in the task does not exist on the server.
        - 'V(ResponseLost) - A write was sent and no usable answer came: the server may have acted or not.'
        - V(SessionFailed) - A server session ended without success; facts hold its id, result, reason and last log
          records.
        - V(SessionTimedOut) - A session was still running when C(wait_timeout) was over; it goes on on the server.
      type: str
    session:
      description: The session as it was last seen.
      returned: if there is one
      type: dict
      sample: {id: 0f9ab9c5-4d3c-4f26-a3c7-4b1a6b1d3c5e, name: Nightly Servers, result: Failed, state: Stopped}
    log:
      description: The titles of its last log records.
      returned: if there is a session
      type: list
      elements: str
      sample: ["Processing app01", "[Failed] Processing app02"]
"""

from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.session import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
