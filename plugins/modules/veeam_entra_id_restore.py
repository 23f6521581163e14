#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_entra_id_restore
short_description: Restore items of a Microsoft Entra ID tenant
version_added: 0.1.0
description:
  - Restores users, groups, roles, policies and other items of a Microsoft Entra ID tenant from its backup or from the
    recycle bin of the tenant, or single properties of existing items.
  - The task first finds all items in the backup. If one is missing, the task lists all that are, and restores nothing.
    Then it looks in the tenant, and restores only what does not exist or differs. So a rerun changes nothing. After the
    restore it looks again, and fails if an item is not there.
  - The tenant is mounted for the restore, and unmounted when the task ends, however it ends. If a task was killed, its
    rerun on the same machine continues with the mount. With O(session_id) an existing mount is used and left as it is.
  - A restore of another run in the same backup is waited for first.
  - In check mode nothing is mounted or restored. If the tenant is mounted, RV(items) has what a restore would do.
    Otherwise all items count as to be restored, and the task returns a warning.
  - The account needs the role Veeam Backup Administrator or Veeam Restore Operator.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
attributes:
  check_mode:
    support: partial
    details:
      - In check mode the tenant is not mounted. If it is not mounted already, all items count as to be restored.
seealso:
  - module: opendr.veeam.veeam_entra_id_mount
  - module: opendr.veeam.veeam_entra_id_credential
options:
  backup:
    description:
      - Backup of the tenant, given by its name or ID. It is mounted for the restore.
      - Either this or O(session_id) is required.
    type: str
  session_id:
    description:
      - ID of the session of an existing mount, as M(opendr.veeam.veeam_entra_id_mount) returns it. Use it with
        O(credentials_id), which belong to one mount, and to restore from a copy of a backup.
      - Either this or O(backup) is required.
    type: str
  items:
    description: Items to restore.
    type: list
    elements: dict
    required: true
    suboptions:
      type:
        description:
          - Kind of the item. V(AdminUnit) is an administrative unit.
          - V(DeviceConfiguration) requires O(api_version=1.3-rev0) or later, V(OrgContact) and V(Device) require
            O(api_version=1.3-rev2).
        type: str
        choices:
          - User
          - Group
          - AdminUnit
          - Role
          - Application
          - DeviceConfiguration
          - ConditionalAccessPolicy
          - OrgContact
          - Device
        required: true
      name:
        description:
          - Display name of the item. A name with V(@) is the user principal name of a user. If several items have the
            name, the task fails and lists them.
          - Either this or O(items[].id) is required.
        type: str
      id:
        description:
          - ID of the item in the backup.
          - Either this or O(items[].name) is required.
        type: str
      properties:
        description:
          - Properties to restore. The item must exist in the tenant. Nothing else of it is changed. A property that
            cannot be restored is refused.
          - If omitted, the whole item is restored.
        type: list
        elements: dict
        suboptions:
          name:
            description:
              - Name of the property in the API, such as V(jobTitle). If it does not exist, the message lists those that
                do.
            type: str
            required: true
          group_id:
            description: ID of the group of the property. If omitted, none is sent.
            type: str
      password:
        description:
          - Password of a user who is restored whole. The API cannot return it, so an existing user is not compared with
            it.
          - If omitted, O(default_user_password) is used. What the server does without both is not documented.
        type: str
  restore_point_id:
    description:
      - ID of the restore point from which all items are restored.
      - If omitted, each item is restored from the newest restore point that has it, or the newest one O(before) a time.
    type: str
  before:
    description:
      - Time such as V(2026-05-04T13:30:00Z). Each item is restored from the newest restore point before it. Give the
        time of the incident, so that an item that was damaged is not restored from a later backup.
      - The time needs an offset, V(Z) for UTC or one such as V(+02:00). Ignored with O(restore_point_id).
    type: str
  source:
    description:
      - Where deleted items are restored from.
      - V(backup) creates them from the backup.
      - V(recycle_bin) restores them from the recycle bin of the tenant, with their IDs. An item that is not in the
        recycle bin is not restored, and the task fails.
    type: str
    choices: [backup, recycle_bin]
    required: true
  existing:
    description:
      - What happens to items that exist in the tenant and are to be restored whole.
      - V(keep) leaves them as they are.
      - V(overwrite) compares them with the backup, and restores those that differ. That undoes every later change of
        them, each time the task runs.
    type: str
    choices: [keep, overwrite]
    default: keep
  credentials_id:
    description:
      - ID of the credentials of a person, as M(opendr.veeam.veeam_entra_id_credential) returns it. Requires the
        O(session_id) of the mount for which the person has signed in.
      - If omitted, the account that Veeam Backup & Replication has for the tenant is used.
    type: str
  skip_relationships:
    description: Whether relationships of the items are left out, such as memberships, ownerships and assigned roles.
    type: bool
    default: false
  relationships_mode:
    description:
      - Whether existing relationships are overwritten, or merged with those in the backup. Requires
        O(api_version=1.3-rev2) or later.
      - If omitted, the server decides.
    type: str
    choices: [Overwrite, Merge]
  request_password_change:
    description:
      - Whether restored users must change their password when they sign in for the first time. Sent only if a user is
        restored whole.
      - If omitted, the server decides.
    type: bool
  default_user_password:
    description:
      - Password of all users that are restored whole and have no O(items[].password).
      - If omitted, no default is sent.
    type: str
  reason:
    description: Reason for the restore, which the server stores. If omitted, none is stored.
    type: str
  wait_timeout:
    description:
      - Number of seconds after which the task stops waiting for a restore or a comparison, and fails. A restore is
        stopped then, and the tenant unmounted. If the server does not stop the restore, the tenant stays mounted for
        it, and a rerun of the task waits for its end.
      - At least 1.
    type: int
    default: 3600
  poll_interval:
    description:
      - Longest pause between two status requests, in seconds. The first pauses are shorter.
      - At least 1.
    type: int
    default: 10
"""

EXAMPLES = r"""
- name: Restore deleted users and a group, with new passwords
  opendr.veeam.veeam_entra_id_restore:
    backup: Entra ID dr.example
    source: backup
    items:
      - type: User
        name: bob.brown@dr.example
      - type: User
        name: carol.clark@dr.example
      - type: Group
        name: DR Team
    default_user_password: "{{ initial_password }}"
    request_password_change: true
    reason: Deleted by mistake

- name: Undo a change of a policy
  opendr.veeam.veeam_entra_id_restore:
    backup: Entra ID dr.example
    source: backup
    existing: overwrite
    items:
      - type: ConditionalAccessPolicy
        name: Require MFA

- name: Restore the job title of a user, and nothing else
  opendr.veeam.veeam_entra_id_restore:
    backup: Entra ID dr.example
    source: backup
    items:
      - type: User
        name: alice.adams@dr.example
        properties:
          - name: jobTitle
"""

RETURN = r"""
session_id:
  description: ID of the session of the mount in which the task worked. V(null) in check mode without O(session_id).
  returned: success
  type: str
  sample: 783241eb-5b56-4456-9736-379206ffc600
items:
  description: The items, in the order of the task.
  returned: success
  type: list
  elements: dict
  contains:
    type:
      description: Kind of the item.
      returned: always
      type: str
      sample: User
    name:
      description: Display name of the item.
      returned: always
      type: str
      sample: Bob Brown
    id:
      description: ID of the item in the backup. V(null) if the backup was not read.
      returned: always
      type: str
      sample: fee6a1c9-6f07-4729-bf46-d3d4f45c7ad0
    restore_point_id:
      description: ID of the restore point of the item. V(null) if the backup was not read.
      returned: always
      type: str
      sample: e41b1345-a565-4db8-82f5-0632403630e8
    status:
      description:
        - V(Restored) if the task has restored the item. V(Exists) if it exists and was left as it is. V(Unchanged) if
          it was compared, and does not differ. V(ToRestore) in check mode, if it would be restored.
      returned: always
      type: str
      sample: Restored
    differences:
      description:
        - Properties and kinds of relationships that differed from the backup before the restore. Empty for an item that
          did not exist or was not compared.
      returned: always
      type: list
      elements: str
      sample: [jobTitle]
restore_sessions:
  description: The restores that the task has started. Empty if nothing had to be restored.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: ID of the restore in its mount.
      returned: always
      type: str
      sample: 0faf31e6-e6e8-43ea-95b4-1acacbe916c4
    state:
      description: How it ended, V(Success) or V(Warning).
      returned: always
      type: str
      sample: Success
    log:
      description: The last records of its log.
      returned: always
      type: list
      elements: str
      sample: [Restoring user Bob Brown]
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.entra_id_restore.module import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
