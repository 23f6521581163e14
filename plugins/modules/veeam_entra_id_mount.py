#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_entra_id_mount
short_description: Mount and unmount backups of Microsoft Entra ID
version_added: 0.1.0
description:
  - Mounts a Microsoft Entra ID tenant from its backup or from a copy of its backup, or the audit logs of a tenant, and
    removes such mounts.
  - M(opendr.veeam.veeam_entra_id_restore) mounts a tenant by itself. Use this module to restore with the account of a
    person, whose sign-in with M(opendr.veeam.veeam_entra_id_credential) belongs to one mount, or to work with the mount
    in the console.
  - An existing mount of the same backup is used again, no matter who mounted it, so a rerun changes nothing. If there
    are several, the task fails and lists them, and O(session_id) has to say which one is meant.
  - The server never unmounts a tenant by itself. Remove the mount with O(state=absent) when you no longer need it, in
    an C(always) section, for example.
  - In check mode nothing is changed, and RV(steps) has the operations that would run.
  - The account needs the role Veeam Backup Administrator or Veeam Restore Operator.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.waiting
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
seealso:
  - module: opendr.veeam.veeam_backup_info
  - module: opendr.veeam.veeam_restore_point_info
options:
  state:
    description:
      - V(mounted) mounts the backup, unless it is mounted already.
      - V(absent) removes the mount, no matter who mounted it, and ends all work in it. If there is none, nothing is
        done.
    type: str
    choices: [mounted, absent]
    default: mounted
  kind:
    description:
      - What is mounted.
      - V(tenant) is a tenant from its O(backup).
      - V(tenant_copy) is a tenant from a copy of its backup, at the O(restore_point_id). The server does this in a
        session. If a session of this type is running, the task waits for its end first. Requires
        O(api_version=1.3-rev0) or later.
      - V(audit_log) are the audit logs of a tenant, from their O(backup) or O(restore_point_id).
    type: str
    choices: [tenant, tenant_copy, audit_log]
    default: tenant
  session_id:
    description:
      - ID of the session of an existing mount, as RV(mount.session_id) returns it, to choose among several mounts of
        one backup. The task fails if O(state=mounted) and there is no such mount.
      - If omitted, the mount is found by its backup. If none is found, and the server shows a mount without its backup,
        the task fails and lists such mounts.
    type: str
  backup:
    description:
      - Backup to mount, given by its name or ID. Required with O(kind=tenant), unless O(session_id) is given.
    type: str
  restore_point_id:
    description:
      - ID of the restore point to mount. Required with O(kind=tenant_copy), unless O(session_id) is given. With
        O(kind=audit_log) it can be given instead of O(backup), with O(api_version=1.3-rev0) or later.
      - The server does not say from which restore point a backup is mounted. If the backup of the restore point is
        mounted already, that mount is used, and the task returns a warning.
    type: str
  server:
    description:
      - Unstructured data server whose audit logs are mounted, given by its path, name or ID. Only with
        O(kind=audit_log) and O(backup). Requires O(api_version=1.3-rev0) or later.
      - If omitted, the server decides.
    type: str
  auto_unmount:
    description:
      - Whether and when the server unmounts the audit logs by itself. Only with O(kind=audit_log), and only used when
        they are mounted.
      - If omitted, the server decides.
    type: dict
    suboptions:
      enabled:
        description:
          - Whether the audit logs are unmounted automatically after a time without activity.
          - Required if O(auto_unmount) is given.
        type: bool
      no_activity_minutes:
        description:
          - Number of minutes without activity after which they are unmounted.
          - If omitted, the server uses 30 minutes.
          - At least 1.
        type: int
  cold_storage_retrieval:
    description:
      - How archived data is retrieved. Only with O(kind=tenant_copy) and O(kind=audit_log). Requires
        O(api_version=1.3-rev2) or later.
      - If omitted, the server decides.
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
  wait_timeout:
    description:
      - Number of seconds after which the task stops waiting and fails. The server continues its work. The message says
        how to continue waiting.
    default: 3600
"""

EXAMPLES = r"""
- name: Mount a tenant
  opendr.veeam.veeam_entra_id_mount:
    backup: Entra ID dr.example

- name: Unmount it
  opendr.veeam.veeam_entra_id_mount:
    state: absent
    backup: Entra ID dr.example

- name: Mount the audit logs for two hours of work
  opendr.veeam.veeam_entra_id_mount:
    kind: audit_log
    backup: Entra ID audit logs
    auto_unmount:
      enabled: true
      no_activity_minutes: 120

- name: Unmount the audit logs
  opendr.veeam.veeam_entra_id_mount:
    state: absent
    kind: audit_log
    backup: Entra ID audit logs
"""

RETURN = r"""
steps:
  description:
    - The operations that the task ran, in order - V(mount), V(unmount). In check mode, the operations that it would
      run. Empty if the mount is already in the requested state.
  returned: success
  type: list
  elements: str
  sample: [mount]
phase:
  description: Phase of the mount after the task - V(none), V(mounting) or V(mounted).
  returned: success
  type: str
  sample: mounted
mount:
  description: The mount. V(null) if there is none.
  returned: success
  type: dict
  contains:
    session_id:
      description: ID of the session of the mount, which identifies it.
      returned: always
      type: str
      sample: 783241eb-5b56-4456-9736-379206ffc600
    backup_id:
      description: ID of the backup that is mounted.
      returned: if the server returns it
      type: str
      sample: 61a85b62-41a9-4421-aa4f-568e3989fed8
    tenant_id:
      description: ID of the tenant in Microsoft Entra ID. Not for audit logs.
      returned: if the server returns it
      type: str
      sample: 46101a50-1c07-4e11-a249-6dc349fbf909
    tenant_name:
      description: Name of the tenant. Not for audit logs.
      returned: if the server returns it
      type: str
      sample: dr.example
    path_separator:
      description: Character between the parts of a path in the audit logs. Only for audit logs.
      returned: if the server returns it
      type: str
      sample: /
session:
  description:
    - The last session that the task started or waited for. The session of a mount runs as long as it is mounted.
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.entra_id_mount.module import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
