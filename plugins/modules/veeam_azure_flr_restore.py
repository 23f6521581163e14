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
  - Makes sure that files and folders of an Azure VM have been restored to it from a restore point.
  - What has been restored is read from the server, from the file-level restore sessions of the machine and the items
    they list. Items that were restored since the restore point was made, or since O(since), are not restored again, and
    where none is left, no session is opened.
  - Otherwise the task opens a file-level restore session, waits until it is ready, searches, restores what is missing,
    follows each item to its end, and stops the session, whether it went well, failed, took too long or was interrupted.
  - A session that a killed run left open is recognised by a marker in its reason, and stopped first; what it restored
    counts. Sessions of others are never touched.
  - The API restores to the original machine alone. It does not download files.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.azure
  - opendr.veeam.azure_restore_point
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
options:
  items:
    description:
      - Absolute paths of the files and folders to restore, such as V(/etc/hosts) or V(C:/Data). A folder is restored
        with all that is in it.
      - Give it, O(search), or both.
    type: list
    elements: str
  search:
    description:
      - A search in the restore point. Everything it finds is restored.
      - What it finds is known in a session only, so with a search a task opens a session even where nothing is left to
        restore. In check mode none is opened. The task then tells as V(changed) whether a run with the same search has
        restored something before.
      - Give it, O(items), or both.
    type: dict
    suboptions:
      path:
        description: Absolute path of the folder to search in.
        type: str
        required: true
      pattern:
        description: A name, or part of one, that files and folders are to have.
        type: str
        required: true
      traverse:
        description: Whether the folders within are searched as well.
        type: bool
        default: true
      limit:
        description:
          - How many hits the server returns at once. All pages are read, however many there are, so this changes only
            the number of requests.
        type: int
        default: 200
  restore_type:
    description:
      - With V(Keep), a restored item is stored beside the original, as V(restored-) and its name.
      - With V(Overwrite), it takes the place of the original.
    type: str
    choices: [Keep, Overwrite]
    default: Keep
  alternative_path:
    description:
      - Absolute path of a directory on the machine that items are restored to whose own directory does not exist any
        more. Items of other directories are restored to these.
      - If omitted, and a directory is gone, the server restores nothing, and the task fails.
    type: str
  service_account:
    description: Name or ID of the service account whose permissions are used to write to the machine.
    type: str
    required: true
  reason:
    description:
      - Why the files are restored. The server shows it with the session, with the task's marker behind it.
      - If omitted, the marker stands alone.
    type: str
  since:
    description:
      - A point in time, such as V(2026-05-04T13:30:00Z). Restores that started before it do not count, so that what was
        restored then is restored again. Without an offset it is UTC.
      - Where it is set, a restore from any restore point counts, unless O(restore_point.id) names one.
      - If omitted, restores count that started after the restore point was made; with O(restore_point.id) or
        O(restore_point.before), only those from that restore point.
      - If omitted, and the restore point is just the newest there is, an item that was restored from an older one is
        not restored anew because a backup ran meanwhile. The task fails, and asks for a point in time.
    type: str
  wait_timeout:
    description:
      - Seconds after which the task gives up and fails, counted anew for each thing it waits for - until the session is
        ready, until a page of the search is there, and until all items are restored.
      - Whatever it was, the session is closed then.
    type: int
    default: 1800
  poll_interval:
    description:
      - The longest pause, in seconds, between two looks at the server's work. The first look comes sooner, the pauses
        grow.
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
      description: ID of the protected machine on the appliance. V(null) where it is protected no more.
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
      description: Its age in hours, by the clock of the server.
      returned: always
      type: float
      sample: 3.0
    type:
      description: Type of the restore point.
      returned: always
      type: str
      sample: Incremental
    destination:
      description: How it is kept, V(AzureBlob), V(Snapshot) or V(ManualSnapshot).
      returned: always
      type: str
      sample: AzureBlob
    access_tier:
      description: Access tier of the repository that has it. V(null) for snapshots.
      returned: always
      type: str
      sample: Hot
    state:
      description: Whether it is sound.
      returned: always
      type: str
      sample: Ok
    passed_over:
      description: Newer restore points that were not taken, each with its id, its creation_time and the reason.
      returned: always
      type: list
      elements: dict
      sample:
        - id: 0d9f5d2a-2d21-5bd4-8c0e-f2ab1a0b4f0c
          creation_time: "2026-05-04T09:51:25.191+00:00"
          reason: it is corrupted
session_id:
  description: ID of the session that the task opened and closed. V(null) where it opened none.
  returned: success
  type: str
  sample: 9a2e4651-ba8c-45f7-9f06-4e6e76e610e7
items:
  description:
    - Every item of the task, named or found by the search, and how it stands. What a search would find is not among
      them in check mode.
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
        - V(Success) or V(Warning) for what this task restored, in the server's words. V(Present) for what was restored
          before. V(ToRestore), in check mode, for what would be restored.
      returned: always
      type: str
    log:
      description: What the server says of the item where it ended with a warning.
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
        - V(ActionRequired) - A session waits for a person.
        - V(AmbiguousName) - A name fits several objects; acting on the first would be a guess.
        - V(ApiError) - The server answered with an error status, or with something that is not an answer of its API.
        - V(AuthenticationFailed) - The server did not accept the account, or the token that was handed in.
        - V(CertificateRefused) - The server's certificate is not trusted, expired, or made out to another name.
        - V(ConnectionFailed) - The server was not reached, so it cannot have acted.
        - V(InvalidOption) - The task asks for something that this object, type or API revision does not have.
        - V(NoRestorePoint) - No restore point is as the task wants it; facts tell why each was passed over.
        - V(NotConverged) - The server reported no error, and yet the object is not as the task asked.
        - V(ObjectNotFound) - Something named in the task does not exist on the server.
        - V(RecoveryBlocked) - A recovery is where it cannot go on to what the task wants.
        - 'V(ResponseLost) - A write was sent and no usable answer came: the server may have acted or not.'
        - V(SessionFailed) - A server session ended without success; facts hold its id, result, reason and last log
          records.
        - V(SessionTimedOut) - A session was still running when C(wait_timeout) was over; it goes on on the server.
      type: str
    items:
      description:
        - How each item ended, like RV(items), where some were not restored.
      type: list
      elements: dict
      returned: if items were not restored
      sample:
        - path: /var/lib/app/state.db
          status: Failed
          log: ["[Error] /var/lib/app/state.db is in use by another process"]
"""

from ansible_collections.opendr.veeam.plugins.module_utils.azure.flr_restore.module import MODULE
from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
