#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_azure_session
short_description: Stop a session of Veeam Backup for Microsoft Azure, or wait for its end
version_added: 0.1.0
author: OpenDR contributors (@opendr)
description:
  - Waits until a session of an appliance has ended and returns its result, or stops the session.
  - Can be used for a session that another task started with O(wait=false), or for which it stopped waiting.
  - A session of file-level restore runs until it is stopped, or until the appliance ends it because nobody uses it.
extends_documentation_fragment:
  - opendr.veeam.azure
  - opendr.veeam.waiting
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
seealso:
  - module: opendr.veeam.veeam_azure_session_info
options:
  id:
    description:
      - ID of the session, from the result of the task that started it or from M(opendr.veeam.veeam_azure_session_info).
      - The task fails if the server does not know the session.
    type: str
    required: true
  state:
    description:
      - V(finished) waits for the end of the session and changes nothing. The task succeeds if the session ends with
        V(Success) or V(Warning), and adds the server's message to the warnings of the task if it is V(Warning). The
        task fails if the session ends with V(Error) or V(Canceled), unless O(fail_on_error=false).
      - V(stopped) asks the server to stop the session, and waits until it has stopped. Unfinished work is not
        completed, and only rolled back if the server does so. A session that has already ended is not changed.
      - In C(check_mode), the task does not stop the session and does not wait. With V(finished), it returns the result
        of a session that has ended.
    type: str
    choices: [stopped, finished]
    required: true
  fail_on_error:
    description:
      - Whether a session that ended with an error or was canceled fails the task. Goes with O(state=finished).
      - With V(false), the task succeeds when the session has ended. RV(session.state) is its result.
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
# The connection comes from module_defaults, or from the environment variables VEEAM_AZURE_URL and so on.
- name: Look for restores that run
  opendr.veeam.veeam_azure_session_info:
    type: [RestoreVms, RestoreDisks]
    state: [Pending, Running]
    limit: 1
  register: restores

- name: Wait for the newest, up to two hours
  opendr.veeam.veeam_azure_session:
    id: "{{ restores.sessions[0].id }}"
    state: finished
    wait_timeout: 7200
    poll_interval: 30
  when: restores.sessions | length > 0

- name: See how a session ended, without failing
  opendr.veeam.veeam_azure_session:
    id: 0f9ab9c5-4d3c-4f26-a3c7-4b1a6b1d3c5e
    state: finished
    fail_on_error: false
  register: ended

- name: Stop a session that takes too long
  opendr.veeam.veeam_azure_session:
    id: 0f9ab9c5-4d3c-4f26-a3c7-4b1a6b1d3c5e
    state: stopped
"""

RETURN = r"""
session:
  description:
    - The session after the task. In C(check_mode) and with O(wait=false) it may still run.
    - Which groups of values are returned depends on RV(session.type). Values that the server does not return are
      omitted.
  returned: success
  type: dict
  contains:
    id:
      description: ID of the session.
      type: str
      sample: 0f9ab9c5-4d3c-4f26-a3c7-4b1a6b1d3c5e
    type:
      description: Type of the session, which says what kind of work it does.
      returned: if the server returns it
      type: str
      sample: PolicyBackup
    title:
      description: Type of the session, as the appliance's console shows it.
      returned: if the server returns it
      type: str
      sample: Backup
    state:
      description: State of the session. V(Success), V(Warning), V(Error) and V(Canceled) mean that it has ended.
      type: str
      sample: Success
    start_time:
      description: When it started.
      returned: if it has started
      type: str
      sample: "2026-01-14T22:00:00+00:00"
    end_time:
      description: When it ended.
      returned: if it has ended
      type: str
      sample: "2026-01-14T22:19:31+00:00"
    duration:
      description: Duration of the session until now or until its end.
      returned: if the server returns it
      type: str
      sample: "00:19:31"
    backup:
      description: Values of a session that creates backups or snapshots.
      returned: for sessions of this kind, if the server returns it
      type: dict
      contains:
        policy_id:
          description: ID of the backup policy.
          returned: if there is one
          type: str
          sample: 6b1d3c5e-4d3c-4f26-a3c7-0f9ab9c54b1a
        policy_name:
          description: Name of the backup policy.
          returned: if there is one
          type: str
          sample: Production VMs
        policy_type:
          description: What the policy protects.
          returned: if the server returns it
          type: str
          sample: VirtualMachines
        policy_removed:
          description: Whether the policy has been removed.
          returned: if the server returns it
          type: bool
          sample: false
        protected_count:
          description: Number of Azure resources that the policy protects.
          returned: if the server returns it
          type: int
          sample: 14
    health_check:
      description: Values of a session that checks backups.
      returned: for sessions of this kind, if the server returns it
      type: dict
      contains:
        policy_id:
          description: ID of the backup policy.
          type: str
          sample: 6b1d3c5e-4d3c-4f26-a3c7-0f9ab9c54b1a
        policy_name:
          description: Name of the backup policy.
          type: str
          sample: Production VMs
        policy_removed:
          description: Whether the policy has been removed.
          returned: if the server returns it
          type: bool
          sample: false
        checked_count:
          description: Number of Azure resources whose backups were checked.
          returned: if the server returns it
          type: int
          sample: 14
    restore:
      description: Values of a session that restores machines, disks, databases or networks.
      returned: for sessions of this kind, if the server returns it
      type: dict
      contains:
        reason:
          description: Reason for the restore, as it was given at its start.
          returned: if the server returns it
          type: str
          sample: Disk failure
        policy_name:
          description: Name of the backup policy.
          returned: if the server returns it
          type: str
          sample: Production VMs
    file_level_restore:
      description: Values of a session that restores files of a machine.
      returned: for sessions of this kind, if the server returns it
      type: dict
      contains:
        initiator:
          description: Account that started the session.
          returned: if the server returns it
          type: str
          sample: administrator
        reason:
          description: Reason for the restore, as it was given at its start.
          returned: if the server returns it
          type: str
          sample: Lost configuration
        policy_name:
          description: Name of the backup policy.
          returned: if the server returns it
          type: str
          sample: Production VMs
        restore_point_time:
          description: When the restore point was created.
          returned: if the server returns it
          type: str
          sample: "2026-01-13T22:00:00+00:00"
        link:
          description: The web page on which files can be browsed.
          returned: if the page is ready
          type: dict
          sample: &id001 {url: "https://20.0.0.9/flr", thumbprint: 3A5F00}
          contains:
            url:
              description: Address of the web page.
              type: str
            thumbprint:
              description: Thumbprint of the certificate of the web page.
              type: str
        vm_id:
          description: ID of the machine.
          returned: for machines
          type: str
          sample: 1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d
        vm_name:
          description: Name of the machine.
          returned: for machines
          type: str
          sample: app01
        is_ready:
          description: Whether the files can be browsed.
          returned: for machines
          type: bool
          sample: true
    file_share_restore:
      description: Values of a session that restores files of a file share.
      returned: for sessions of this kind, if the server returns it
      type: dict
      contains:
        initiator:
          description: Account that started the session.
          returned: if the server returns it
          type: str
          sample: administrator
        reason:
          description: Reason for the restore, as it was given at its start.
          returned: if the server returns it
          type: str
          sample: Lost configuration
        policy_name:
          description: Name of the backup policy.
          returned: if the server returns it
          type: str
          sample: Production VMs
        restore_point_time:
          description: When the restore point was created.
          returned: if the server returns it
          type: str
          sample: "2026-01-13T22:00:00+00:00"
        link:
          description: The web page on which files can be browsed.
          returned: if the page is ready
          type: dict
          sample: *id001
          contains:
            url:
              description: Address of the web page.
              type: str
            thumbprint:
              description: Thumbprint of the certificate of the web page.
              type: str
        file_share_id:
          description: ID of the file share.
          returned: for file shares
          type: str
          sample: 2b3c4d5e-6f7a-4b8c-9d0e-1f2a3b4c5d6e
        file_share_name:
          description: Name of the file share.
          returned: for file shares
          type: str
          sample: projects
    repository:
      description: Values of a session that adds, changes or removes a repository.
      returned: for sessions of this kind, if the server returns it
      type: dict
      contains:
        id:
          description: ID of the repository.
          returned: if the server returns it
          type: str
          sample: 3c4d5e6f-7a8b-4c9d-8e1f-2a3b4c5d6e7f
        name:
          description: Name of the repository.
          returned: if the server returns it
          type: str
          sample: Production Backups
        removed:
          description: Whether the repository has been removed.
          returned: if the server returns it
          type: bool
          sample: false
    data_retrieval:
      description: Values of a session that retrieves archived data.
      returned: for sessions of this kind, if the server returns it
      type: dict
      contains:
        restore_point_id:
          description: ID of the restore point of a machine.
          returned: for machines
          type: str
          sample: 4d5e6f7a-8b9c-4d0e-9f2a-3b4c5d6e7f80
        sql_restore_point_id:
          description: ID of the restore point of a database.
          returned: for databases
          type: str
          sample: 4d5e6f7a-8b9c-4d0e-9f2a-3b4c5d6e7f81
        cosmos_db_restore_point_id:
          description: ID of the restore point of a Cosmos DB account.
          returned: for Cosmos DB accounts
          type: str
          sample: 4d5e6f7a-8b9c-4d0e-9f2a-3b4c5d6e7f82
        initiator:
          description: Account that started the session.
          returned: if the server returns it
          type: str
          sample: administrator
        instance_name:
          description: Name of the resource of the restore point.
          returned: if the server returns it
          type: str
          sample: app01
        days_to_keep:
          description: Number of days for which the retrieved data is kept.
          returned: if the server returns it
          type: int
          sample: 3
        priority:
          description: Priority of the retrieval.
          returned: if the server returns it
          type: str
          sample: Normal
    retention:
      description: Values of a session that removes restore points whose retention is over.
      returned: for sessions of this kind, if the server returns it
      type: dict
      contains:
        deleted_count:
          description: Number of restore points that were removed.
          returned: if the server returns it
          type: int
          sample: 2
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
      sample: {id: 0f9ab9c5-4d3c-4f26-a3c7-4b1a6b1d3c5e, name: Backup of Production VMs, result: Error, state: Error}
    log:
      description: The last records of the log of the session.
      returned: with V(SessionFailed), V(SessionTimedOut) and V(ActionRequired)
      type: list
      elements: str
      sample: ["Creating a snapshot of app01", "[Error] The snapshot of app02 was not created"]
"""

import gc

if __name__ == "__main__":
    # What is imported stays: to look for garbage in it would only cost time. run_module enables this again.
    gc.disable()

from ansible_collections.opendr.veeam.plugins.module_utils.azure.session import MODULE
from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
