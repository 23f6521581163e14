#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_unstructured_flr
short_description: Restore files of file shares and buckets
version_added: 0.1.0
description:
  - Restores files and folders of a file share, or objects of a bucket, from a restore point to the original, to another
    share, or to a folder of the backup server, or downloads them. It also lists and searches the files in a restore
    point.
  - The restore point is mounted for that, and unmounted when the task ends, however it ends. If a task was killed, its
    rerun on the same machine waits for what that was restoring, and removes or reuses its mount. With O(session_id) an
    existing mount is used and left as it is, such as one of audit logs.
  - If a file is not in the restore point, the task lists all that are not, and restores nothing.
  - The server compares files of shares with the original, and only files that differ are restored, so a rerun changes
    nothing. It cannot compare buckets, audit logs and other destinations. What was restored there is known from runs on
    the same machine alone.
  - What was restored before and was changed since is restored only if the task says so with O(since), O(again) or
    O(restore_point.before), or gives the ID of the restore point. Otherwise a rerun would undo later changes.
  - A restore that takes longer than O(wait_timeout) is stopped, since the server keeps no list of what a restore has
    written. If it cannot be stopped, the mount stays, and a rerun waits for its end.
  - If somebody else has the same share or bucket mounted, the task waits for every restore of files that began since,
    because the server does not say in which mount a restore runs. If a response is lost meanwhile, only what the server
    shows to be of this task counts. Where nothing shows it, the task fails, and its mount stays for the rerun, which
    waits for the restore.
  - In check mode nothing is mounted, so all items count as to be restored.
  - To restore an entire share or bucket, see M(opendr.veeam.veeam_unstructured_restore).
  - Requires O(api_version=1.3-rev1) or later, and the role Veeam Backup Administrator or Veeam Restore Operator.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.restore_point
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
  - opendr.veeam.again
attributes:
  check_mode:
    support: partial
    details: In check mode the restore point is chosen but not mounted.
seealso:
  - module: opendr.veeam.veeam_unstructured_restore
  - module: opendr.veeam.veeam_entra_id_mount
options:
  state:
    description:
      - V(restored) restores O(items), and what O(search) finds.
      - V(listed) lists O(paths) and what O(search) finds, and restores nothing.
    type: str
    choices: [restored, listed]
    default: restored
  restore_point:
    description:
      - Share or bucket, and which of its restore points to mount.
      - Either this or O(session_id) is required.
    required: false
  session_id:
    description:
      - ID of the session of an existing mount, as M(opendr.veeam.veeam_entra_id_mount) returns it for audit logs.
      - Either this or O(restore_point) is required.
    type: str
  restore_mode:
    description:
      - Which restore point the files are from, for a mount in O(session_id) that was made of a backup, such as that of
        audit logs with O(opendr.veeam.veeam_entra_id_mount#module:backup). V(LatestPoint) is the newest one, and
        V(Custom) that of O(to_date_time). With V(Custom) files are not compared with production.
      - If omitted, the server chooses. The server does not accept it for a mount of a restore point.
    type: str
    choices: [LatestPoint, Custom]
  to_date_time:
    description:
      - Time at which the restore point was created, such as V(2026-05-04T12:00:00Z). Required with
        O(restore_mode=Custom), and only with it.
    type: str
  paths:
    description: Folders to list in RV(contents), such as V(/plans). V(/) is the whole share.
    type: list
    elements: str
  items:
    description:
      - Files and folders to restore, each with its path from the root of the share or bucket, such as
        V(/plans/2026.xlsx).
    type: list
    elements: str
  search:
    description: Search for files by name. With O(state=restored), what it finds is restored.
    type: dict
    suboptions:
      path:
        description: Folder to search in. V(/) is the whole share.
        type: str
        required: true
      pattern:
        description: Name to search for. It may contain the wildcards of the server, such as V(*.xlsx).
        type: str
        required: true
      recursive:
        description: Whether subfolders are searched too.
        type: bool
        default: true
  missing:
    description:
      - What happens if O(items) are not in the restore point. V(fail) lists all of them, and nothing is restored.
        V(ignore) restores the others.
    type: str
    choices: [fail, ignore]
    default: fail
  destination:
    description:
      - Where to restore to. Links are followed, and what they point to is copied.
      - If omitted, files are restored to the original share or bucket.
    type: dict
    suboptions:
      server:
        description:
          - File share to copy to, given by its path, name or ID in Veeam Backup & Replication.
          - Either this or O(destination.backup_server) is required.
        type: str
      path:
        description: Folder to copy to.
        type: str
        required: true
      backup_server:
        description:
          - Whether to copy to a folder on the machine with the console of Veeam Backup & Replication, as the vendor
            calls it.
          - Either V(true) or O(destination.server) is required.
        type: bool
  download:
    description:
      - Stores the files as a ZIP archive on the machine that the module runs on, and restores nothing. Requires
        O(api_version=1.3-rev2) or later. O(restore_type), O(restore_permissions), O(since) and O(again) are not used.
      - Cannot be used together with O(destination).
    type: dict
    suboptions:
      path:
        description:
          - Path of the archive. Its directory must exist. The archive is readable only for its owner. It is there whole
            or not at all.
          - If it already holds the same files from the same restore point, nothing is done.
        type: path
        required: true
      force:
        description:
          - Whether to download again and replace a file that exists. With V(false), the task fails if the file holds
            something else.
        type: bool
        default: false
  restore_type:
    description:
      - What happens to files that exist.
      - V(Keep) restores only what no longer exists. At another destination, the server decides what that means.
      - V(Overwrite) replaces files that differ. V(ChangedOnly) does the same, and has the server check it once more.
    type: str
    choices: [Overwrite, Keep, ChangedOnly]
    default: Keep
  recursive:
    description: Whether what is in folders is restored with them, at any depth.
    type: bool
    default: true
  restore_permissions:
    description: Whether permissions and security attributes are restored too.
    type: bool
    default: true
  cold_storage_retrieval:
    description:
      - How archived data is retrieved. Requires O(api_version=1.3-rev2) or later. If omitted, the server decides.
    type: dict
    suboptions:
      mode:
        description: Retrieval mode of Amazon or Azure, which decides speed and price. If omitted, the server decides.
        type: str
        choices: [AmazonBulk, AmazonStandard, AmazonExpedited, AzureStandardPriority, AzureHighPriority]
      availability_period_days:
        description:
          - Number of days for which the retrieved data is available. If omitted, the server decides.
          - From 1 to 100.
        type: int
      send_notification_mail:
        description: Whether an e-mail is sent before the retrieved data is removed. If omitted, the server decides.
        type: bool
      notification_hours:
        description:
          - Number of hours before the removal at which the e-mail is sent. Only with
            O(cold_storage_retrieval.send_notification_mail=true). If omitted, the server decides.
          - At least 1.
        type: int
  auto_unmount:
    description: Whether and when the server unmounts the restore point by itself, should this task not be able to.
    type: dict
    suboptions:
      enabled:
        description: Whether it is unmounted automatically after a time without activity.
        type: bool
        default: true
      no_activity_minutes:
        description:
          - Number of minutes without activity after which it is unmounted.
          - At least 1.
        type: int
        default: 30
  since:
    description:
      - Time such as V(2026-05-04T13:30:00Z). What was restored earlier is ignored. Give the time of the incident.
      - The time needs an offset, V(Z) for UTC or one such as V(+02:00), and must not be later than the clock of the
        server.
      - If omitted, it is the time at which the restore point was created.
    type: str
  wait_timeout:
    description:
      - Number of seconds after which the task stops waiting for the mount, a comparison, a search, the restore or the
        download, and fails. A restore or a download is stopped then.
      - At least 1.
    type: int
    default: 28800
  poll_interval:
    description:
      - Longest pause between two status requests, in seconds. The first pauses are shorter.
      - At least 1.
    type: int
    default: 10
"""

EXAMPLES = r"""
- name: Restore what was deleted from a share
  opendr.veeam.veeam_unstructured_flr:
    restore_point:
      name: \\nas01.dr.example\projects
    items:
      - /plans

- name: Look at the files in a share
  opendr.veeam.veeam_unstructured_flr:
    state: listed
    restore_point:
      name: \\nas01.dr.example\projects
    paths:
      - /

- name: Put back an earlier version of the workbooks
  opendr.veeam.veeam_unstructured_flr:
    restore_point:
      name: \\nas01.dr.example\projects
    search:
      path: /plans
      pattern: budget*.xlsx
    restore_type: Overwrite

- name: Copy a file of a bucket to a share
  opendr.veeam.veeam_unstructured_flr:
    restore_point:
      name: dr-documents
    items:
      - /contracts/2025/nda.pdf
    destination:
      server: \\nas02.dr.example\recovered
      path: /from-backup

- name: Download a folder of a share to the controller
  opendr.veeam.veeam_unstructured_flr:
    api_version: 1.3-rev2
    restore_point:
      name: \\nas01.dr.example\projects
    items:
      - /plans
    download:
      path: /tmp/opendr_plans.zip
      force: true
"""

RETURN = r"""
session_id:
  description: ID of the session of the mount. V(null) if nothing was mounted.
  returned: success
  type: str
  sample: f6567dd8-e069-418e-8893-7d22fcf12459
restore_point:
  description: The restore point of the files. V(null) with O(session_id).
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
items:
  description: What was to be restored, without what is in a folder that is restored too. Empty with O(state=listed).
  returned: success
  type: list
  elements: dict
  contains:
    path:
      description: Path of the file or folder.
      returned: always
      type: str
      sample: /plans
    status:
      description:
        - V(Restored) if the task has restored it. V(Present) if it need not be restored. V(Missing) if the restore
          point does not have it. V(Downloaded) if it is in the archive. V(ToRestore) in check mode, if it would be
          restored.
      returned: always
      type: str
      sample: Restored
    state:
      description:
        - How the server compared it with the original before the restore, such as V(Unchanged), V(Changed) or
          V(Deleted). V(null) if it was not compared.
      returned: always
      type: str
      sample: Deleted
contents:
  description: What is in the O(paths).
  returned: success
  type: list
  elements: dict
  contains: &item
    path:
      description: Path from the root of the share or bucket.
      returned: always
      type: str
      sample: /plans/budget.xlsx
    name:
      description: Name.
      returned: always
      type: str
      sample: budget.xlsx
    type:
      description: V(File), V(Folder) or V(Link).
      returned: always
      type: str
      sample: File
    size:
      description: Size in bytes.
      returned: always
      type: int
      sample: 18204
    created:
      description: When it was created.
      returned: always
      type: str
      sample: "2024-02-01T08:00:00.1234567+01:00"
    modified:
      description: When it was last changed.
      returned: always
      type: str
      sample: "2026-01-12T09:30:00.0520000+01:00"
    state:
      description: How it compares with the original. V(NotAvailable) if it was not compared.
      returned: always
      type: str
      sample: NotAvailable
    owner:
      description: Owner. V(null) if the server does not say.
      returned: always
      type: str
      sample:
search_results:
  description: What the O(search) has found.
  returned: success
  type: list
  elements: dict
  contains: *item
file:
  description: The archive. V(null) without O(download), and in check mode if it has to be downloaded.
  returned: success
  type: dict
  contains:
    path:
      description: Absolute path of the archive on the machine that the module runs on.
      returned: always
      type: str
      sample: /tmp/opendr_plans.zip
    size:
      description: Size of the archive, in bytes.
      returned: always
      type: int
      sample: 412
    sha256:
      description: SHA-256 of the archive.
      returned: always
      type: str
      sample: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
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
        - V(FileNotWritten) - The file could not be written.
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.unstructured_flr.module import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
