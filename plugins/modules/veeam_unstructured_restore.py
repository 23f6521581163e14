#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_unstructured_restore
short_description: Restore entire file shares, buckets and containers
version_added: 0.1.0
description:
  - Restores an entire file share, or an entire bucket or container of an object storage, from a restore point to the
    original or another location, and waits for the end of the restore.
  - A restore is done only once. If the same was already restored after O(since), the task changes nothing. If such a
    restore is running, even one of a task that was killed, the task waits for its end. A failed restore is ignored.
  - An earlier restore is recognized by the name of the share or bucket. The server does not say where it restored to.
    To restore a share to two locations, give O(since) for each.
  - In check mode nothing is changed. RV(steps) says whether a restore would start, RV(restore_point) is the source, and
    RV(restore) the target.
  - To use a share immediately from its backup, see M(opendr.veeam.veeam_file_share_recovery).
  - Requires O(api_version=1.3-rev1) or later, and the role Veeam Backup Administrator or Veeam Restore Operator.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.restore_point
  - opendr.veeam.waiting
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
  - opendr.veeam.again
seealso:
  - module: opendr.veeam.veeam_file_share_recovery
  - module: opendr.veeam.veeam_restore_point_info
  - module: opendr.veeam.veeam_session
options:
  workload:
    description:
      - What is restored, a file share, or a bucket or container of an object storage. It decides what other options
        there are. With an option of the other workload, the task fails before anything is sent.
    type: str
    choices: [file_share, object_storage]
    required: true
  since:
    description:
      - Time such as V(2026-05-04T13:30:00Z). Restores that started earlier are ignored. Give the time of the incident,
        so that a restore after it is not repeated, even if there are newer restore points.
      - The time needs an offset, V(Z) for UTC or one such as V(+02:00), and must not be later than the clock of the
        server.
      - If omitted, it is the time at which the restore point was created.
      - Required if an earlier restore was completed, and O(restore_point) has neither an ID nor
        O(restore_point.before), and O(again=never). Otherwise the next backup creates a newer restore point, and the
        next run of the playbook would restore again.
    type: str
  type:
    description:
      - How to restore.
      - V(Customized) restores to the O(destination), which is then required.
      - V(OriginalLocation) restores to the original location. O(overwrite_mode) and O(rollback) decide what happens to
        existing files and objects.
    type: str
    choices: [OriginalLocation, Customized]
    default: Customized
  destination:
    description: Location for the files or objects, with O(type=Customized).
    type: dict
    suboptions:
      server:
        description:
          - File share or object storage to restore to, given by its path, name or ID in Veeam Backup & Replication.
          - Which one is used if it is omitted, without O(destination.restore_to_backup_server=true), is not documented.
        type: str
      restore_to_backup_server:
        description: Whether to restore to a folder of the backup server. If omitted, the server decides.
        type: bool
      path:
        description: Folder to restore to. Where to if it is omitted is not documented.
        type: str
      preserve_hierarchy:
        description:
          - Whether the folder structure of the original is kept. Only with O(workload=file_share). If omitted, the
            server decides.
        type: bool
      new_bucket_name:
        description:
          - Name of a bucket or container to create and restore to. Only with O(workload=object_storage). What the
            server does if it is omitted is not documented.
        type: str
      region_id:
        description:
          - ID of the region in which the bucket or container is created. Only with O(workload=object_storage). If
            omitted, the server decides.
        type: str
  rollback:
    description:
      - Whether the share, bucket or container is rolled back to the state of the restore point. What the server does if
        it is omitted is not documented.
    type: bool
  overwrite_mode:
    description:
      - What happens to an existing file or object. It is kept, replaced if it is older, replaced if it is newer, or
        always replaced. If omitted, the server decides.
    type: str
    choices: [Skip, ReplaceOlder, ReplaceNewer, Overwrite]
  restore_permissions:
    description:
      - Whether the restored files keep their original owners and permissions. With V(false), they belong to the account
        of the Veeam Backup Service. Only with O(workload=file_share). If omitted, the server decides.
    type: bool
  overwrite_bucket_attributes:
    description:
      - Whether the attributes of the bucket or container are overwritten. Only with O(workload=object_storage). If
        omitted, the server decides.
    type: bool
  cold_storage_retrieval:
    description:
      - How archived data is retrieved. Requires O(api_version=1.3-rev2) or later. If omitted, the server decides.
    type: dict
    suboptions:
      mode:
        description: Retrieval mode of Amazon or Azure, which decides speed and price.
        type: str
        choices: [AmazonBulk, AmazonStandard, AmazonExpedited, AzureStandardPriority, AzureHighPriority]
      availability_period_days:
        description:
          - Number of days for which the retrieved data is available. If omitted, it is available until the restore
            ends.
          - From 1 to 100.
        type: int
      send_notification_mail:
        description: Whether an e-mail is sent before the retrieved data is removed.
        type: bool
      notification_hours:
        description:
          - Number of hours before the removal at which the e-mail is sent. Only with
            O(cold_storage_retrieval.send_notification_mail=true).
          - At least 1.
        type: int
  wait_timeout:
    description:
      - Number of seconds after which the task stops waiting and fails. The server continues its work. The message says
        how to continue waiting.
      - By default 8 hours, since the server copies entire file shares, buckets and containers.
    default: 28800
"""

EXAMPLES = r"""
- name: Restore a share to another one
  opendr.veeam.veeam_unstructured_restore:
    workload: file_share
    restore_point:
      name: \\nas01.dr.example\projects
    destination:
      server: \\nas02.dr.example\recovered
      path: projects
      preserve_hierarchy: true
    restore_permissions: true

- name: Take a share back to before it was encrypted, unless that was done since
  opendr.veeam.veeam_unstructured_restore:
    workload: file_share
    type: OriginalLocation
    restore_point:
      name: nas01.dr.example:/exports/home
      before: "2099-01-14T13:30:00Z"
    since: "2026-01-14T13:30:00Z"
    rollback: true
    overwrite_mode: Overwrite

- name: Restore a bucket beside the original
  opendr.veeam.veeam_unstructured_restore:
    workload: object_storage
    restore_point:
      name: dr-documents
    destination:
      server: s3.dr.example
      new_bucket_name: dr-documents-restored
    wait_timeout: 14400
"""

RETURN = r"""
steps:
  description:
    - V(restore) if the task started the restore, or would start it in check mode. Empty if the restore was already done
      or running.
  returned: success
  type: list
  elements: str
  sample: [restore]
phase:
  description:
    - Phase of the restore after the task - V(none), V(restoring) or V(restored). In check mode, the current phase.
  returned: success
  type: str
  sample: restored
restore_point:
  description:
    - The restore point of the restore. V(null) if a restore was already running, so that none had to be chosen.
  returned: success
  type: dict
  contains:
    id:
      description: ID of the restore point.
      returned: always
      type: str
      sample: 40e66bd7-6f79-54a0-a644-057b7ed417b9
    name:
      description: Name of the backed-up object.
      returned: always
      type: str
      sample: \\nas01.dr.example\projects
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
      sample: Increment
    platform:
      description: Platform on which it was backed up.
      returned: always
      type: str
      sample: UnstructuredData
    backup_id:
      description: ID of the backup that holds it.
      returned: always
      type: str
      sample: f81876b5-88c8-50c7-ad69-73f322bcd26e
    malware_status:
      description: Result of the malware detection.
      returned: always
      type: str
      sample: Clean
    session_result:
      description:
        - How the session that created it ended, such as V(Success) or V(Warning). V(unknown) if the server no longer
          has the session, so that nobody can tell whether the restore point is complete. V(not_checked) with
          O(restore_point.require_successful_session=false), and for the restore point of an existing mount.
      returned: always
      type: str
      sample: Success
    passed_over:
      description: Newer restore points that were not used, each with its id, its creation_time and the reason.
      returned: always
      type: list
      elements: dict
      sample:
        - id: 0d9f5d2a-2d21-5bd4-8c0e-f2ab1a0b4f0c
          creation_time: "2026-05-04T09:51:25.191+00:00"
          reason: its malware status is Infected
restore:
  description: What RV(steps) send to the server, with the names of the options. Empty if nothing has to be started.
  returned: success
  type: dict
  sample:
    destination:
      server: \\nas02.dr.example\recovered
      path: projects
session:
  description:
    - The session of the restore, started by this or an earlier task. V(null) if there is none, as in check mode.
  returned: success
  type: dict
  contains:
    id:
      description: ID of the session.
      type: str
    name:
      description: Name of the session.
      type: str
    type:
      description: Type of the session, which says what kind of work it does.
      type: str
    state:
      description: State of the session. V(Stopped) means that it has ended.
      type: str
    result:
      description: How the session ended, V(Success), V(Warning) or V(Failed). V(None) while it runs.
      type: str
    message:
      description: The server's explanation of the result.
      type: str
    progress_percent:
      description: How much of the work is done, in percent.
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
"""

import gc

if __name__ == "__main__":
    # What is imported stays: to look for garbage in it would only cost time. run_module enables this again.
    gc.disable()

from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.unstructured_restore import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
