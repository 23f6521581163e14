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
  - Waits until a session of Veeam Backup & Replication has ended and returns its result, or stops the session.
  - Can be used for a session that another task started with O(wait=false), or for which it stopped waiting.
  - The account needs a role that may read sessions, such as Veeam Backup Viewer. To stop a session, it needs a role
    that may stop sessions, such as Veeam Restore Operator or Veeam Backup Operator.
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
      - ID of the session, from the result of the task that started it or from M(opendr.veeam.veeam_session_info).
      - The task fails if the server does not know the session.
    type: str
    required: true
  state:
    description:
      - V(finished) waits for the end of the session and changes nothing. The task succeeds if the session ends with
        success or a warning, and adds a warning of the session to the warnings of the task. The task fails if the
        session failed or was canceled, unless O(fail_on_error=false). The task fails at once if the session waits for a
        person (state V(ActionRequired), with O(api_version=1.3-rev2) or later).
      - V(stopped) asks the server to stop the session, and waits until it has stopped. Unfinished work is not
        completed, and only rolled back if the server does so. A session that has already ended is not changed.
      - A file restore that is still open (type V(FileLevelRestore), V(LinuxFileLevelRestore) or, with
        O(api_version=1.3-rev1) or later, V(UnstructuredDataBrowse)) is stopped by unmounting its backup.
      - In C(check_mode), the task does not stop the session and does not wait. With V(finished), it returns the result
        of a session that has ended.
    type: str
    choices: [stopped, finished]
    required: true
  fail_on_error:
    description:
      - Whether the task fails if the session failed or was canceled. Used with O(state=finished).
      - With V(false), the task succeeds when the session has ended. RV(session.result) is the result of the session.
    type: bool
    default: true
  wait_timeout:
    description:
      - Number of seconds after which the task stops waiting and fails. The server continues its work. The message says
        how to continue waiting.
      - By default 8 hours, since the session may copy entire machines.
    default: 28800
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
  description: The session after the task. In C(check_mode) and with O(wait=false) it may still run.
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
      description: Type of the session, as in O(opendr.veeam.veeam_session_info#module:type).
      type: str
      sample: BackupJob
    state:
      description: State of the session. V(Stopped) means that it has ended.
      type: str
      sample: Stopped
    result:
      description: Result of the session, V(Success), V(Warning) or V(Failed). V(None) while it runs.
      returned: if the server returns a result
      type: str
      sample: Warning
    message:
      description: The server's explanation of the result.
      returned: if the server returns one
      type: str
      sample: Task app02 finished with a warning
    is_canceled:
      description: Whether it was canceled.
      returned: if the server returns a result
      type: bool
      sample: false
    progress_percent:
      description: Progress, in percent.
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
      description: ID of the job of the session. All zeros if it has no job.
      type: str
    initiated_by:
      description: Account that started the session.
      returned: with O(api_version=1.3-rev0) or later
      type: str
    resource_id:
      description: ID of the object that the session created or works on.
      returned: if there is one
      type: str
      sample: 88788f9e-d8f5-4eb4-bc4f-9b3f5403bcec
    resource_reference:
      description: Path of the object in the REST API.
      type: str
    parent_session_id:
      description: ID of the parent session.
      type: str
    related_session_id:
      description: ID of the rescan session that followed the creation or change of a protection group.
      returned: with O(api_version=1.3-rev1) or later
      type: str
    original_session_id:
      description: ID of the session of the first attempt. This is its own ID if it is the first attempt.
      returned: with O(api_version=1.3-rev2) or later
      type: str
    retry_info:
      description: Attempt number of a job run.
      returned: with O(api_version=1.3-rev2) or later
      type: dict
      contains:
        is_recheck_retry:
          description: Whether the attempt followed a health check and not a failure.
          type: bool
        retry_number:
          description: Number of the attempt.
          type: int
    algorithm:
      description: Whether a backup is full or incremental.
      returned: with O(api_version=1.3-rev2) or later
      type: str
    progress:
      description: Amount of data and speed.
      returned: with O(api_version=1.3-rev2) or later
      type: dict
      contains:
        duration:
          description: Duration until now or until the end.
          type: str
        processing_rate:
          description: Average speed, with its unit.
          type: str
        bottleneck:
          description: Component that limits the speed.
          type: str
        processed_size:
          description: Processed size of the disks, in bytes.
          type: int
        read_size:
          description: Size of the data read from the source, in bytes.
          type: int
        transferred_size:
          description: Size of the data sent to the target after compression and deduplication, in bytes.
          type: int
        progress_percent:
          description: Progress, in percent.
          type: int
    platform_name:
      description: Platform of the processed objects.
      type: str
    platform_id:
      description: ID of the platform. All zeros, except for custom platforms.
      type: str
    usn:
      description: Number that increases with each change of the session.
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
        - V(ActionRequired) - A session waits for an action by a person.
        - V(ApiError) - The server responded with an error, or with something that is not a response of its API.
        - V(AuthenticationFailed) - The server did not accept the account or the token.
        - V(CertificateRefused) - The certificate of the server is not trusted, has expired, or is for another name.
        - V(ConnectionFailed) - The server could not be reached, so nothing was changed.
        - V(InvalidOption) - An option has a value that is not valid for this object, type or API revision.
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
    session:
      description: The session when it was last read.
      returned: if there is one
      type: dict
      sample: {id: 0f9ab9c5-4d3c-4f26-a3c7-4b1a6b1d3c5e, name: Nightly Servers, result: Failed, state: Stopped}
    log:
      description: The titles of the last log records of the session.
      returned: with V(SessionFailed), V(SessionTimedOut) and V(ActionRequired)
      type: list
      elements: str
      sample: ["Processing app01", "[Failed] Processing app02"]
"""

import gc

if __name__ == "__main__":
    # What is imported stays: to look for garbage in it would only cost time. run_module enables this again.
    gc.disable()

from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.session import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
