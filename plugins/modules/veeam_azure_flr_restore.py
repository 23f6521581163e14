#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_azure_flr_restore
short_description: Restore files of an Azure VM
version_added: 0.1.0
description:
  - Restores files and folders of an Azure VM from a restore point to the machine, unless they were already restored.
  - The module reads from the server's file-level restore sessions which items were restored. An item is skipped if a
    session of the same task has restored it after the restore point was created, or after O(since), and has ended with
    success or a warning. If no item is left, no session is opened.
  - A task is the same if machine, O(items), O(search), O(restore_type) and O(alternative_path) are. What a task with
    other items has restored, or a person, does not count, because the server lists the directory of each restored file
    and not its name.
  - If only some files of a directory were restored, nothing says which. With O(restore_type=Keep), a rerun restores all
    of them again. With O(restore_type=Overwrite), it fails and says what to set.
  - Otherwise the task opens a file-level restore session, waits until it is ready, searches, restores the missing
    items, waits for each item, and always stops the session at the end, also after a failure, a timeout or an
    interruption.
  - If a run on the same controller was killed and its session is still open, the task recognizes it by a marker in its
    reason and stops it first. Its items are skipped if nothing in it was unfinished. The session of a run that is at
    work is waited for, and so is one that was opened on another controller. Sessions of others are never stopped.
  - The API can restore only to the original machine. It cannot download files.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.azure
  - opendr.veeam.azure_restore_point
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
  - opendr.veeam.again
options:
  items:
    description:
      - Absolute paths of the files and folders to restore, such as V(/etc/hosts) or V(C:/Data). A folder is restored
        with all its content.
      - At least one of O(items) and O(search) is required.
    type: list
    elements: str
  search:
    description:
      - A search in the restore point. All its results are restored.
      - A search needs a session, so the task opens one even if nothing is left to restore. In check mode no session is
        opened. RV(ignore:changed) then says whether a run with the same search has already restored something.
      - At least one of O(items) and O(search) is required.
    type: dict
    suboptions:
      path:
        description: Absolute path of the folder in which to search.
        type: str
        required: true
      pattern:
        description:
          - Name, or part of the name, of the files and folders to find. Whether the server knows wildcards is not
            documented.
        type: str
        required: true
      traverse:
        description: Whether to search subfolders too.
        type: bool
        default: true
      limit:
        description:
          - Number of results in each response of the server. All results are read, so this only changes the number of
            requests.
          - At least 1.
        type: int
        default: 200
  restore_type:
    description:
      - What happens to the original item. With V(Keep), the restored item is stored in the same folder, with
        V(restored-) before its name.
      - With V(Overwrite), it replaces the original.
    type: str
    choices: [Keep, Overwrite]
    default: Keep
  alternative_path:
    description:
      - Absolute path of a directory on the machine for items whose own directory no longer exists. Other items are
        restored to their own directory.
      - If omitted and a directory no longer exists, the server restores nothing and the task fails.
    type: str
  service_account:
    description: Name or ID of the service account whose permissions are used to write to the machine.
    type: str
    required: true
  reason:
    description:
      - Reason for the restore. The server shows it with the session, followed by a marker of the task.
      - If omitted, the server shows only the marker.
    type: str
  since:
    description:
      - Time such as V(2026-05-04T13:30:00Z). Restores that started earlier are ignored, so their items are restored
        again.
      - The time needs an offset, V(Z) for UTC or one such as V(+02:00), and must not be later than the clock of the
        server.
      - If it is given, a restore from any restore point counts, unless O(restore_point.id) is given.
      - If omitted, restores count that started after the restore point was created. With O(restore_point.id) or
        O(restore_point.before), only restores from that restore point count.
      - If omitted and the restore point is the newest, the task fails if an item was already restored from an older
        restore point. Give a time to decide whether to restore it again.
    type: str
  wait_timeout:
    description:
      - Number of seconds after which the task stops waiting and fails. It applies separately to each wait, for the
        session, for each page of the search and for the restore of the items.
      - The session is stopped in any case. The message says which items were restored, which only in part, and which
        not at all.
      - At least 1.
    type: int
    default: 1800
  poll_interval:
    description:
      - Longest pause between two status requests, in seconds. The first pauses are shorter.
      - At least 1.
    type: int
    default: 10
seealso:
  - module: opendr.veeam.veeam_azure_flr_info
  - module: opendr.veeam.veeam_azure_restore_point_info
"""

EXAMPLES = r"""
- name: Put two files back as they were before the incident
  opendr.veeam.veeam_azure_flr_restore:
    restore_point:
      name: app-linux01
      before: "{{ '%Y-%m-%dT%H:%M:%SZ' | ansible.builtin.strftime(now(utc=true).timestamp() - 10800) }}"
    items:
      - /etc/hosts
      - /accountingdata/report_1.txt
    restore_type: Overwrite
    service_account: DR Restore Account
    reason: Undo the faulty deployment

- name: Get a copy of every report beside the originals
  opendr.veeam.veeam_azure_flr_restore:
    restore_point:
      name: app-linux01
      policy: Production VMs
      destination: [AzureBlob]
    search:
      path: /accountingdata
      pattern: report_
    service_account: DR Restore Account

- name: Restore a file whose directory was removed
  opendr.veeam.veeam_azure_flr_restore:
    restore_point:
      name: web-linux02
      resource_group: rg-dr-prod
    items:
      - /billingdata/report_15.txt
    alternative_path: /auditdata
    service_account: DR Restore Account
"""

RETURN = r"""
restore_point:
  description: The restore point that was chosen.
  returned: success
  type: dict
  contains:
    id:
      description: ID of the restore point.
      returned: always
      type: str
      sample: 40e66bd7-6f79-54a0-a644-057b7ed417b9
    name:
      description: Name of the machine.
      returned: always
      type: str
      sample: app-linux01
    vm_id:
      description: ID of the protected machine on the appliance. V(null) if it is no longer protected.
      returned: always
      type: str
      sample: 2c4b6a1e-7d0f-5c8e-9a3b-1f2e3d4c5b6a
    resource_group:
      description: Name of the machine's resource group.
      returned: always
      type: str
      sample: rg-dr-prod
    creation_time:
      description: When it was created.
      returned: always
      type: str
      sample: "2026-05-04T07:51:25.191+00:00"
    age_hours:
      description: Age of the restore point in hours, by the clock of the server.
      returned: always
      type: float
      sample: 3.0
    type:
      description: Type of the restore point.
      returned: always
      type: str
      sample: Incremental
    destination:
      description: Kind of the restore point - V(AzureBlob), V(Snapshot) or V(ManualSnapshot).
      returned: always
      type: str
      sample: AzureBlob
    access_tier:
      description: Access tier of its repository. V(null) for snapshots.
      returned: always
      type: str
      sample: Hot
    state:
      description: State of the restore point.
      returned: always
      type: str
      sample: Ok
    passed_over:
      description: Newer restore points that were not used, each with its id, its creation_time and the reason.
      returned: always
      type: list
      elements: dict
      sample:
        - id: 0d9f5d2a-2d21-5bd4-8c0e-f2ab1a0b4f0c
          creation_time: "2026-05-04T09:51:25.191+00:00"
          reason: it is corrupted
session_id:
  description: ID of the session that the task opened and stopped. V(null) if it opened none.
  returned: success
  type: str
  sample: 9a2e4651-ba8c-45f7-9f06-4e6e76e610e7
items:
  description:
    - Every item of the task, given or found by the search, with its status. In check mode, items that a search would
      find are not included.
  returned: success
  type: list
  elements: dict
  sample:
    - path: /etc/hosts
      status: Success
      log: []
  contains:
    path:
      description: Path of the item in the restore point.
      returned: always
      type: str
    status:
      description:
        - Status of the item. V(Success) or V(Warning) if this task restored it. V(Present) if it was already restored.
          V(ToRestore), in check mode, if it would be restored.
      returned: always
      type: str
    log:
      description: The server's messages about the item, if it ended with a warning.
      returned: always
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
        - V(NoRestorePoint) - No restore point matches the task. The facts hold the reason for each that was not used.
        - V(NotConverged) - The server reported no error, but the object is not as the task describes it.
        - V(ObjectBusy) - Another task works on the object, and was not done in time. Nothing was changed.
        - V(ObjectNotFound) - Something named in the task does not exist on the server.
        - V(RecoveryBlocked) - The recovery is in a phase from which it cannot reach the requested state.
        - V(ResponseLost) - A change was sent and the response was lost, so it is not known whether the server made the
          change.
        - V(SessionFailed) - A session failed or was canceled. The facts hold the session and its last log records.
        - V(SessionTimedOut) - A session still ran after O(wait_timeout) seconds. It continues on the server.
        - V(TaskInterrupted) - Ctrl-C or a signal ended the task. It has closed what it had opened on the server.
        - V(Unexpected) - Something happened that the collection is not prepared for, such as a response that is not one
          of the API.
        - V(UnexpectedResponse) - The server reported success, and its response lacks what the task cannot do without.
      type: str
    items:
      description: Result of each item, like RV(items), if some were not restored.
      type: list
      elements: dict
      returned: if items were not restored
      sample:
        - path: /var/lib/app/state.db
          status: Failed
          log: ["[Error] /var/lib/app/state.db is in use by another process"]
"""

import gc

if __name__ == "__main__":
    # What is imported stays: to look for garbage in it would only cost time. run_module enables this again.
    gc.disable()

from ansible_collections.opendr.veeam.plugins.module_utils.azure.flr_restore.module import MODULE
from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
