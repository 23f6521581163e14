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
  - Leads the instant recovery of a file share to the state that the task asks for - published from its backup, copied
    to another share, switched over to that, or gone.
  - Where the recovery stands is read from the server every time, its mounts and its sessions, and only what is missing
    is done. A task that ran before, or was killed at any point, is simply run again. It goes on with the mount or the
    session that is there, and never starts a second one of the same share.
  - A mount is recognised by the share that it was published from, or by O(mount_id). Where there is one, its restore
    point stays, even if there is a newer one by now.
  - In check mode nothing is sent. RV(steps) then has the operations that would run, RV(restore_point) what from, and
    RV(recovery) where to.
  - Needs O(api_version=1.3-rev1) or newer, and the role Veeam Backup Administrator or Veeam Restore Operator.
    Migration, switchover and its settings need Veeam Backup Administrator, and a backup of an SMB share.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.restore_point
  - opendr.veeam.waiting
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
seealso:
  - module: opendr.veeam.veeam_file_share_recovery_info
  - module: opendr.veeam.veeam_session
options:
  state:
    description:
      - V(mounted) publishes the share from its backup. A share that is being migrated, or has been switched over since
        O(since), has gone further than that, and nothing is done.
      - V(migrated) copies its files to the share in O(migration), publishing it first where it is not published. It
        ends when everything is copied and waits to be switched over, or has been switched over by
        O(switchover_settings).
      - V(switched_over) migrates, publishing first where needed, and switches over as soon as the migration allows. The
        published share is gone afterwards.
      - V(absent) takes a published share back, with everything that changed in it. What has been switched over stays.
        Where nothing is published the task is done. A share whose files are being copied is not taken back.
    type: str
    choices: [mounted, migrated, switched_over, absent]
    default: mounted
  mount_id:
    description:
      - ID of the mount to go on with, where a share is published several times.
      - If left out, the mount is looked up by the share.
    type: str
  since:
    description:
      - Recoveries of this share that began before this point in time do not count, such as V(2026-05-04T13:30:00Z).
        Give the time of the incident, so that a switchover done since then is not done again and one of last year does
        not stand in the way.
      - If left out, it is the time at which the restore point was created.
      - Needed with O(state=migrated) and O(state=switched_over) where an earlier recovery brought it to production and
        O(restore_point) gives neither an ID nor O(restore_point.before). The next backup makes a newer restore point,
        and a playbook that ran again would recover anew.
    type: str
  mount_server:
    description:
      - Name or ID of the managed server that publishes the share. It has to have the role of a mount server.
      - If left out, the server chooses one.
    type: str
  permissions:
    description:
      - Who may use the published share. Required to publish a share with O(api_version=1.3-rev2). Before that, the
        server decides if left out.
    type: dict
    suboptions:
      owner:
        description:
          - Account or group that owns the published share, as V(name) or V(domain\\name). Required.
        type: str
      type:
        description:
          - Whether nobody, everybody, or only the O(permissions.accounts) may use it besides its owner. If left out,
            the server decides.
        type: str
        choices: [DenyEveryone, AllowEveryone, AllowSelected]
      accounts:
        description:
          - Accounts and groups that may use it, with O(permissions.type=AllowSelected).
        type: list
        elements: str
  reason:
    description:
      - Why the share is recovered, for the server's records.
    type: str
  migration:
    description:
      - Where O(state=migrated) and O(state=switched_over) copy the files to.
    type: dict
    suboptions:
      destination:
        description:
          - The share to copy to. Required to migrate. With an empty dictionary, the server chooses, which is the share
            that was backed up.
        type: dict
        suboptions:
          server:
            description:
              - Path, name or ID of the share as an unstructured data server of the inventory, such as
                V(\\\\nas02.dr.example\\recovered).
            type: str
          path:
            description:
              - Folder on that share to copy to. If left out, its root.
            type: str
          preserve_hierarchy:
            description:
              - Whether the folders are laid out as on the original. If left out, the server decides.
            type: bool
      overwrite_mode:
        description:
          - What happens to files that are there - V(ReplaceOlder) replaces those that are older than in the backup,
            V(Overwrite) all. If left out, the server decides.
        type: str
        choices: [ReplaceOlder, Overwrite]
  switchover_settings:
    description:
      - When users are switched over to the copy. They are sent with the migration. While it runs, or waits to be
        switched over, they are compared with those of the server, and changed where they differ.
      - If left out, a migration is started with V(Manual), and the settings of one that is there are left alone.
    type: dict
    suboptions:
      type:
        description:
          - V(Auto) switches over when everything is copied, V(Manual) waits for O(state=switched_over), and
            V(Scheduled) for O(switchover_settings.schedule_time). Required to start a migration with settings.
        type: str
        choices: [Auto, Manual, Scheduled]
      schedule_time:
        description:
          - When to switch over, such as V(2026-05-04T22:00:00Z). Required with O(switchover_settings.type=Scheduled).
        type: str
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
    - The operations that the task ran, in their order - V(mount), V(migrate), V(change switchover settings),
      V(switchover), V(unmount). In check mode those that it would run.
    - Empty where the recovery was there already, or well on its way.
  returned: success
  type: list
  elements: str
  sample: [mount, migrate]
phase:
  description:
    - Where the recovery stands now - V(none), V(mounting), V(mounted), V(migrating), V(ready to switch), V(switching),
      V(switched_over), V(dismounting) or V(failed), and V(migrating with other settings) or
      V(ready to switch with other settings) where O(switchover_settings) are not the server's.
  returned: success
  type: str
  sample: mounted
mount:
  description:
    - The mount that publishes the share, V(null) where there is none.
    - RV(mount.spec) is what it was started with.
  returned: success
  type: dict
  contains:
    id:
      description: ID of the mount.
      type: str
      returned: always
      sample: 5b0cb9a6-29a2-4a3e-a8a5-2a7f2c8f50e1
    share:
      description: Name of the share as its backup has it.
      type: str
      returned: always
      sample: \\nas01.dr.example\projects
    state:
      description: State of the mount, as the server calls it. It is V(Published) during the migration too.
      type: str
      returned: always
      sample: Published
    session_id:
      description: ID of the session that published the share.
      type: str
      returned: always
      sample: 9a2e4651-ba8c-45f7-9f06-4e6e76e610e7
    server_id:
      description: ID of the unstructured data server that is published.
      type: str
      returned: always
      sample: 3b7b3c8e-3b0b-4a1f-9f23-7c0f5c7f7f10
    server_name:
      description: Its name.
      type: str
      returned: where the server tells it
      sample: \\nas01.dr.example\projects
    error_message:
      description: What went wrong with the mount, in the server's words.
      type: str
      returned: where the server says something
      sample: ""
    spec:
      description: What the recovery was started with - auto_select_mount_servers, reason, and in restore_options the
        restore_point_id, mount_server and permissions of each share that was published with it.
      type: dict
      returned: always
      sample:
        auto_select_mount_servers: true
        restore_options:
          - restore_point_id: 40e66bd7-6f79-54a0-a644-057b7ed417b9
            permissions: {owner: DR\svc-files, type: AllowEveryone}
restore_point:
  description:
    - The restore point that the share is, or would be, recovered from. V(null) where there was none to choose, as with
      O(state=absent) and nothing there.
  returned: success
  type: dict
  contains:
    id:
      description: ID of the restore point.
      type: str
      returned: always
      sample: 40e66bd7-6f79-54a0-a644-057b7ed417b9
    name:
      description: Name of the backed-up share.
      type: str
      returned: always
      sample: \\nas01.dr.example\projects
    creation_time:
      description: When it was created.
      type: str
      returned: always
      sample: "2026-05-04T07:51:25.191+00:00"
    age_hours:
      description: Its age in hours, by the clock of the server.
      type: float
      returned: always
      sample: 3.0
    type:
      description: Type of the restore point.
      type: str
      returned: always
      sample: Increment
    platform:
      description: Platform of the backup.
      type: str
      returned: always
      sample: UnstructuredData
    backup_id:
      description: ID of the backup that has it.
      type: str
      returned: always
      sample: f81876b5-88c8-50c7-ad69-73f322bcd26e
    malware_status:
      description: What malware detection said of it.
      type: str
      returned: always
      sample: Clean
    passed_over:
      description: Newer restore points that were not taken, each with its id, its creation_time and the reason.
      type: list
      elements: dict
      returned: always
      sample:
        - id: 0d9f5d2a-2d21-5bd4-8c0e-f2ab1a0b4f0c
          creation_time: "2026-05-04T09:51:25.191+00:00"
          reason: its malware status is Infected
recovery:
  description:
    - What RV(steps) tell the server, in the words of the options - V(spec) of a mount, V(migration) of a migration.
  returned: success
  type: dict
  sample:
    migration:
      destination:
        server: \\nas02.dr.example\recovered
        preserve_hierarchy: true
switchover_settings:
  description:
    - The switchover settings of a migration that runs or waits to be switched over.
  returned: while there is such a migration, and the task has to know them
  type: dict
  sample: {type: Manual}
session:
  description:
    - The last session that the task waited for, or started. The session of a mount goes on as long as the share is
      published.
  returned: when a session was started or waited for
  type: dict
  contains:
    id:
      description: ID of the session.
      type: str
      returned: always
      sample: 9a2e4651-ba8c-45f7-9f06-4e6e76e610e7
    name:
      description: Name of the session.
      type: str
      returned: always
      sample: \\nas01.dr.example\projects
    type:
      description: What kind of work it does.
      type: str
      returned: always
      sample: FileInstantRecovery
    state:
      description: State of the session.
      type: str
      returned: always
      sample: Working
    result:
      description: How it ended, V(None) while it runs.
      type: str
      returned: always
      sample: None
    message:
      description: The server's words about that.
      type: str
      returned: always
      sample: ""
    progress_percent:
      description: How far it is.
      type: int
      returned: always
      sample: 100
error:
  description:
    - On failure, the facts behind the message - V(kind), and what belongs to it, such as the V(session) and its last
      V(log) records, the V(candidates) for a name, the restore points V(passed_over), or the V(phase) that the recovery
      is in.
  returned: failure
  type: dict
  sample:
    kind: RecoveryBlocked
    phase: failed
    reason: The mount server is not available.
"""

from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.file_share_recovery.module import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
