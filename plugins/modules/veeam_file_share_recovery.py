#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_file_share_recovery
short_description: Bring file shares back by instant recovery
version_added: 0.1.0
description:
  - Brings the instant recovery of a file share to the requested state - published from its backup, copied to another
    share, switched over to the copy, or removed.
  - Each run reads the mounts and sessions from the server and does only what is missing. If a run was killed, run the
    task again. It continues with the existing mount or session, and never starts a second one for the same share.
  - A mount is recognized by its share, or by O(mount_id). An existing mount keeps its restore point, even if there is a
    newer one.
  - In check mode nothing is changed. RV(steps) has the operations that would run, RV(restore_point) the source, and
    RV(recovery) the target.
  - Requires O(api_version=1.3-rev1) or later, and the role Veeam Backup Administrator or Veeam Restore Operator.
    Migration and switchover need a backup of an SMB share. With O(api_version=1.3-rev2) or later they, and the settings
    of the switchover, need Veeam Backup Administrator.
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
  - module: opendr.veeam.veeam_file_share_recovery_info
  - module: opendr.veeam.veeam_session
options:
  state:
    description:
      - V(mounted) publishes the share from its backup. If the share is being migrated, or was switched over after
        O(since), nothing is done.
      - V(migrated) copies the files to the share in O(migration). A share that is not published is published first. The
        task ends when everything is copied and can be switched over, or was switched over because of
        O(switchover_settings).
      - V(switched_over) does the same as V(migrated), then switches over as soon as possible. The published share is
        then removed.
      - V(absent) unpublishes the share and discards all changes in it. A share that was switched over is not changed.
        If nothing is published, nothing is done. The task fails while files are being copied.
    type: str
    choices: [mounted, migrated, switched_over, absent]
    default: mounted
  mount_id:
    description:
      - ID of the mount to use, if a share is published several times.
      - If omitted, the mount is found by the share.
    type: str
  since:
    description:
      - Time such as V(2026-05-04T13:30:00Z). Recoveries of this share that started earlier are ignored. Give the time
        of the incident, so that a switchover after it is not repeated, and an older one does not block the task.
      - The time needs an offset, V(Z) for UTC or one such as V(+02:00), and must not be later than the clock of the
        server.
      - If omitted, it is the time at which the restore point was created.
      - Required with O(state=migrated) and O(state=switched_over) if an earlier recovery was completed, and
        O(restore_point) has neither an ID nor O(restore_point.before), and O(again=never). Otherwise the next backup
        creates a newer restore point, and the next run of the playbook would recover again.
    type: str
  mount_server:
    description:
      - Name or ID of the managed server that publishes the share. It must have the role of a mount server.
      - If omitted, it is the backup server itself.
    type: str
  permissions:
    description:
      - Who may use the published share. Required to publish a share with O(api_version=1.3-rev2) or later. With earlier
        revisions, the server decides if omitted.
    type: dict
    suboptions:
      owner:
        description: Account or group that owns the published share, as V(name) or V(domain\\name). Required.
        type: str
      type:
        description:
          - Who may use the share in addition to its owner - nobody, everybody, or only O(permissions.accounts). If
            omitted, the server decides.
        type: str
        choices: [DenyEveryone, AllowEveryone, AllowSelected]
      accounts:
        description: Accounts and groups that may use the share. Used with O(permissions.type=AllowSelected).
        type: list
        elements: str
  reason:
    description: Reason for the recovery, which the server stores.
    type: str
  migration:
    description: Target of O(state=migrated) and O(state=switched_over).
    type: dict
    suboptions:
      destination:
        description:
          - Share to which the files are copied. Required to migrate. What the server does with an empty dictionary is
            not documented.
        type: dict
        suboptions:
          server:
            description:
              - Path, name or ID of the share as an unstructured data server of the inventory, such as
                V(\\\\nas02.dr.example\\recovered).
            type: str
          path:
            description:
              - Folder on the share to which the files are copied. Where they are copied to if it is omitted is not
                documented.
            type: str
          preserve_hierarchy:
            description:
              - Whether the folder structure of the original share is kept. What the server does if it is omitted is not
                documented.
            type: bool
      overwrite_mode:
        description:
          - What happens to existing files. V(ReplaceOlder) replaces files that are older than in the backup,
            V(Overwrite) replaces all. If omitted, the server decides.
        type: str
        choices: [ReplaceOlder, Overwrite]
  switchover_settings:
    description:
      - When users are switched over to the copy. The settings are sent with the migration. As long as the migration
        runs or waits for the switchover, they are compared with those on the server and changed if they differ.
      - If omitted, a new migration starts with V(Manual), and the settings of an existing migration are not changed.
    type: dict
    suboptions:
      type:
        description:
          - When to switch over. With V(Auto), when everything is copied. With V(Manual), when a task asks for
            O(state=switched_over). With V(Scheduled), at O(switchover_settings.schedule_time). Required to start a
            migration with settings.
        type: str
        choices: [Auto, Manual, Scheduled]
      schedule_time:
        description:
          - Time of the switchover, such as V(2026-05-04T22:00:00Z). Required with
            O(switchover_settings.type=Scheduled).
        type: str
  wait_timeout:
    description:
      - Number of seconds after which the task stops waiting and fails. The server continues its work. The message says
        how to continue waiting.
      - By default 8 hours, since the server copies entire file shares when it migrates them.
    default: 28800
"""

EXAMPLES = r"""
- name: Publish a file share from its newest restore point
  opendr.veeam.veeam_file_share_recovery:
    restore_point:
      name: \\nas01.dr.example\projects
    permissions:
      owner: DR\svc-files
      type: AllowEveryone

- name: Copy it to a new share, and keep users on the published one meanwhile
  opendr.veeam.veeam_file_share_recovery:
    state: migrated
    restore_point:
      name: \\nas01.dr.example\projects
    migration:
      destination:
        server: \\nas02.dr.example\recovered
        preserve_hierarchy: true
      overwrite_mode: ReplaceOlder

- name: Switch the users over
  opendr.veeam.veeam_file_share_recovery:
    state: switched_over
    restore_point:
      name: \\nas01.dr.example\projects

- name: Take another share back that was published for a test
  opendr.veeam.veeam_file_share_recovery:
    state: absent
    restore_point:
      name: nas01.dr.example:/exports/home
"""

RETURN = r"""
steps:
  description:
    - The operations that the task ran, in order - V(mount), V(migrate), V(change switchover settings), V(switchover),
      V(unmount). In check mode, the operations that it would run.
    - Empty if the recovery is already in the requested state, or an operation towards it is still running.
  returned: success
  type: list
  elements: str
  sample: [mount, migrate]
phase:
  description:
    - Phase of the recovery after the task - V(none), V(mounting), V(mounted), V(migrating), V(ready to switch),
      V(switching), V(switched_over), V(dismounting) or V(failed). It is V(migrating with other settings) or V(ready to
      switch with other settings) if O(switchover_settings) differ from those on the server. It is V(ended) if the files
      were migrated and the mount is gone, but no session shows whether users were switched over.
  returned: success
  type: str
  sample: mounted
mount:
  description:
    - The mount that publishes the share. V(null) if there is none.
    - RV(mount.spec) are the options with which it was started.
  returned: success
  type: dict
  contains:
    id:
      description: ID of the mount.
      returned: always
      type: str
      sample: 5b0cb9a6-29a2-4a3e-a8a5-2a7f2c8f50e1
    share:
      description: Name of the share in its backup.
      returned: always
      type: str
      sample: \\nas01.dr.example\projects
    state:
      description: State of the mount on the server. During a migration it is also V(Published).
      returned: always
      type: str
      sample: Published
    session_id:
      description: ID of the session that published the share.
      returned: always
      type: str
      sample: 9a2e4651-ba8c-45f7-9f06-4e6e76e610e7
    server_id:
      description: ID of the published unstructured data server.
      returned: always
      type: str
      sample: 3b7b3c8e-3b0b-4a1f-9f23-7c0f5c7f7f10
    server_name:
      description: DNS name of the published unstructured data server.
      returned: if the server returns it
      type: str
      sample: \\nas01.dr.example\projects
    error_message:
      description: The server's error message about the mount.
      returned: if the server returns it
      type: str
      sample: ""
    spec:
      description:
        - The options with which the recovery was started - auto_select_mount_servers, reason, and restore_options with
          the restore_point_id, mount_server and permissions of each published share.
      returned: always
      type: dict
      sample:
        auto_select_mount_servers: true
        restore_options:
          - restore_point_id: 40e66bd7-6f79-54a0-a644-057b7ed417b9
            permissions: {owner: DR\svc-files, type: AllowEveryone}
restore_point:
  description:
    - The restore point from which the share is, or would be, recovered. V(null) if none had to be chosen, for example
      with O(state=absent) and no mount.
  returned: success
  type: dict
  contains:
    id:
      description: ID of the restore point.
      returned: always
      type: str
      sample: 40e66bd7-6f79-54a0-a644-057b7ed417b9
    name:
      description: Name of the backed-up share.
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
      description: Platform of the backup.
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
recovery:
  description:
    - What RV(steps) send to the server, with the names of the options - V(spec) of a mount, V(migration) of a
      migration.
  returned: success
  type: dict
  sample:
    migration:
      destination:
        server: \\nas02.dr.example\recovered
        preserve_hierarchy: true
switchover_settings:
  description: The switchover settings of a migration that runs or waits for the switchover.
  returned: if there is such a migration and the task reads its settings
  type: dict
  sample: {type: Manual}
session:
  description:
    - The last session that the task started or waited for. The session of a mount runs as long as the share is
      published.
  returned: if a session was started or waited for
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
  sample:
    kind: RecoveryBlocked
    phase: failed
    reason: The mount server is not available.
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.file_share_recovery.module import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
