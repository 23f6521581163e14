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
  - Restores a whole file share, or a whole bucket or container of an object storage, from a restore point, over the
    original or to another place, and waits for the end.
  - A restore is done once. Where it has been restored since O(since) already, the task is done and changes nothing.
    Where such a restore is under way, be it that of a task that was killed, the task joins it and waits for its end. A
    restore that failed is no obstacle to the next.
  - What is restored is recognised by the name of the share or bucket. The server does not tell of a restore where it
    went, so that two restores of one share to two places need a O(since) each.
  - In check mode nothing is sent. RV(steps) then tells whether a restore would start, RV(restore_point) what from, and
    RV(restore) where to.
  - A share can be used at once, from its backup, with M(opendr.veeam.veeam_file_share_recovery).
  - Requires O(api_version=1.3-rev1) or later, and the role Veeam Backup Administrator or Veeam Restore Operator.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.restore_point
  - opendr.veeam.waiting
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
seealso:
  - module: opendr.veeam.veeam_file_share_recovery
  - module: opendr.veeam.veeam_restore_point_info
  - module: opendr.veeam.veeam_session
options:
  workload:
    description:
      - What is restored, a file share or a bucket or container of an object storage, and so which other options it
        takes. An option of the other is refused before anything is sent.
    type: str
    choices: [file_share, object_storage]
    required: true
  since:
    description:
      - Restores that started before this point in time do not count, such as V(2026-05-04T13:30:00Z). Give the time of
        the incident. Then a restore done since is not done again, even if there are newer restore points by now.
      - If omitted, it is the time at which the restore point was created.
      - Needed where it was restored before and O(restore_point) gives neither an ID nor O(restore_point.before). The
        next backup makes a newer restore point, and a playbook that ran again would restore anew.
    type: str
  type:
    description:
      - How to restore.
      - V(Customized) puts the files or objects where O(destination) says, which has to be given.
      - V(OriginalLocation) puts them where they were, and does with what is there as O(overwrite_mode) and O(rollback)
        say. It has to be asked for.
    type: str
    choices: [OriginalLocation, Customized]
    default: Customized
  destination:
    description: Where the files or objects go, with O(type=Customized).
    type: dict
    suboptions:
      server:
        description:
          - The file share or object storage to restore to, as VBR has it, by its path, name or ID.
          - If omitted, it is the original one, unless O(destination.restore_to_backup_server=true).
        type: str
      restore_to_backup_server:
        description: Whether to restore to a folder of the backup server itself. If omitted, this does not happen.
        type: bool
      path:
        description: Folder to restore to. If omitted, it is the top.
        type: str
      preserve_hierarchy:
        description:
          - Whether the folders of the original are made anew there. Only with O(workload=file_share). If omitted, the
            server decides.
        type: bool
      new_bucket_name:
        description:
          - Name of a bucket or container to create and restore to. Only with O(workload=object_storage). If omitted,
            none is created.
        type: str
      region_id:
        description:
          - ID of the region in which to create it. Only with O(workload=object_storage). If omitted, the server
            decides.
        type: str
  rollback:
    description:
      - Whether what is there becomes as it was at the restore point, so that newer files and objects are deleted. If
        omitted, they stay.
    type: bool
  overwrite_mode:
    description:
      - What happens to a file or object that is there. It stays, is replaced if it is older, is replaced if it is
        newer, or is replaced in any case. If omitted, the server decides.
    type: str
    choices: [Skip, ReplaceOlder, ReplaceNewer, Overwrite]
  restore_permissions:
    description:
      - Whether permissions and security attributes are restored too. Only with O(workload=file_share). If omitted, the
        server decides.
    type: bool
  overwrite_bucket_attributes:
    description:
      - Whether the attributes of the bucket or container are overwritten. Only with O(workload=object_storage). If
        omitted, the server decides.
    type: bool
  cold_storage_retrieval:
    description:
      - How data is fetched from an archive where it lies in one. Requires O(api_version=1.3-rev2). If omitted, the
        server decides.
    type: dict
    suboptions:
      mode:
        description: How fast, and at which price, in the words of Amazon and Azure.
        type: str
        choices: [AmazonBulk, AmazonStandard, AmazonExpedited, AzureStandardPriority, AzureHighPriority]
      availability_period_days:
        description:
          - Days for which what was fetched stays at hand. If omitted, it does only as long as the restore takes.
        type: int
      send_notification_mail:
        description: Whether a mail is sent before that time is over.
        type: bool
      notification_hours:
        description: How many hours before. Only with O(cold_storage_retrieval.send_notification_mail=true).
        type: int
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
    - V(restore) where the task started the restore, or would start it in check mode. Empty where it was done already,
      or was under way.
  returned: success
  type: list
  elements: str
  sample: [restore]
phase:
  description:
    - Where the restore stands now - V(none), V(restoring) or V(restored). In check mode, where it stands before.
  returned: success
  type: str
  sample: restored
restore_point:
  description:
    - The restore point that the task means. V(null) where a restore was under way, so that none had to be chosen.
  returned: success
  type: dict
  contains:
    id:
      description: ID of the restore point.
      returned: always
      type: str
      sample: 40e66bd7-6f79-54a0-a644-057b7ed417b9
    name:
      description: Name of what was backed up.
      returned: always
      type: str
      sample: \\nas01.dr.example\projects
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
      sample: Increment
    platform:
      description: Platform on which it was backed up.
      returned: always
      type: str
      sample: UnstructuredData
    backup_id:
      description: ID of the backup that has it.
      returned: always
      type: str
      sample: f81876b5-88c8-50c7-ad69-73f322bcd26e
    malware_status:
      description: What malware detection said of it.
      returned: always
      type: str
      sample: Clean
    passed_over:
      description: Newer restore points that were not taken, each with its id, its creation_time and the reason.
      returned: always
      type: list
      elements: dict
      sample:
        - id: 0d9f5d2a-2d21-5bd4-8c0e-f2ab1a0b4f0c
          creation_time: "2026-05-04T09:51:25.191+00:00"
          reason: its malware status is Infected
restore:
  description: What RV(steps) tell the server, in the words of the options. Empty where nothing is to be started.
  returned: success
  type: dict
  sample:
    destination:
      server: \\nas02.dr.example\recovered
      path: projects
session:
  description:
    - The session of the restore, be it one that the task started, joined, or found done. V(null) where there is none,
      as in check mode.
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
"""

from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.unstructured_restore import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
