#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_m365_job_session_info
short_description: List job sessions of Veeam Backup for Microsoft 365
version_added: 0.1.0
description:
  - Returns the sessions of backup jobs and backup copy jobs, running ones and those of the past.
  - Without filters, all of them are returned. With several filters, only those that match every filter are returned.
    The list is always complete.
  - Can also return the log records of each session (O(log)).
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
  job:
    description:
      - Only sessions of this backup job, given by name or ID.
      - If omitted, jobs are not filtered.
    type: str
  type:
    description: Only sessions of jobs of this type. If omitted, types are not filtered.
    type: str
    choices: [Backup, Copy]
  status:
    description: Only sessions with one of these statuses. If omitted, statuses are not filtered.
    type: list
    elements: str
    choices: [Stopped, Running, Success, Failed, Warning, NotConfigured, Disconnected, Queued]
  after:
    description:
      - Only sessions after this time, in ISO 8601 with an offset. The server compares it with the end of a session.
      - If omitted, it is not limited.
    type: str
  before:
    description:
      - Only sessions before this time, in ISO 8601 with an offset. The server compares it with the end of a session.
      - If omitted, it is not limited.
    type: str
  log:
    description:
      - Whether to also return, in RV(sessions[].log), the log records of each session. This takes at least one more
        request for each session.
    type: bool
    default: false
seealso:
  - module: opendr.veeam.veeam_m365_restore_session_info
  - name: Connection options
    description: How the modules reach a server, log in, retry, and what they never show.
    link: https://github.com/opendr/opendr.veeam/blob/main/docs/connection.md
"""

EXAMPLES = r"""
- name: List the sessions of a job that did not succeed, with what went wrong
  opendr.veeam.veeam_m365_job_session_info:
    url: https://vb365.example.com
    username: "{{ veeam_m365_username }}"
    password: "{{ veeam_m365_password }}"
    job: All of dr.example
    status: [Failed, Warning]
    log: true

# The connection of the tasks below is in module_defaults, or in the environment (VEEAM_M365_URL and the like).
- name: List what ran in a night
  opendr.veeam.veeam_m365_job_session_info:
    after: "2026-01-14T20:00:00+01:00"
    before: "2026-01-15T06:00:00+01:00"
"""

RETURN = r"""
sessions:
  description: The job sessions, in the order of the server. Empty if none matches.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: ID of the session.
      type: str
    job:
      description: Backup job of the session.
      returned: with O(api_version=v8) or later
      type: str
    type:
      description: Type of the job, V(Backup) or V(Copy).
      type: str
    mode:
      description: V(Full) if everything was read again, V(Incremental) if only changes were.
      returned: with O(api_version=v8) or later
      type: str
    status:
      description: Status of the session, such as V(Running), V(Success), V(Warning) or V(Failed).
      type: str
    details:
      description: What the server says about the session.
      type: str
    creation_time:
      description: When the session began.
      type: str
    end_time:
      description: When the session ended.
      type: str
    processed_count:
      description: Number of objects that were processed.
      type: int
    retry_count:
      description: How often the session was repeated.
      type: int
    will_be_retried:
      description: Whether the server will repeat the session.
      type: bool
    main_session_id:
      description: ID of the session that this one repeats.
      type: str
    repository_id:
      description: ID of the repository.
      type: str
    proxy:
      description: Backup proxy server that did the work.
      returned: with O(api_version=v8) or later
      type: str
    proxy_pool:
      description: Backup proxy pool that did the work.
      returned: with O(api_version=v8) or later
      type: str
    statistics:
      description: Speed and amount of the work.
      type: dict
      contains:
        processing_rate_bytes:
          description: Processed bytes per second.
          type: int
        processing_rate_items:
          description: Processed items per second.
          type: int
        read_rate_bytes:
          description: Read bytes per second.
          type: int
        write_rate_bytes:
          description: Written bytes per second.
          type: int
        transferred_bytes:
          description: Transferred bytes.
          type: int
        processed_objects:
          description: Number of processed items.
          type: int
        bottleneck:
          description: What limits the speed, V(NA), V(Detecting), V(Source) or V(Target).
          type: str
    log:
      description: The log records of the session, oldest first.
      type: list
      elements: dict
      contains:
        number:
          description: Number of the record, which increases.
          type: int
        status:
          description: Status of the record, V(Running), V(Success), V(Warning), V(Error) or V(Stop).
          returned: with O(api_version=v8) or later
          type: str
        message:
          description: Text of the record. With O(api_version=v7), it begins with the status.
          type: str
        creation_time:
          description: When the step began.
          type: str
        end_time:
          description: When the step ended.
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
from ansible_collections.opendr.veeam.plugins.module_utils.m365.job_session_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
