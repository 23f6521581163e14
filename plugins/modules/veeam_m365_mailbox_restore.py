#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_m365_mailbox_restore
short_description: Restore mailboxes, folders and items of Veeam Backup for Microsoft 365
version_added: 0.1.0
description:
  - Restores a mailbox, folders of it, or items that a search finds, to the original mailbox or to another one. Or
    exports them to a file.
  - The task opens a restore session and stops it at its end, however the task ends. It first finds everything in the
    backup. If something is missing, it lists all that is, and restores nothing.
  - In the original mailbox, the server restores what is missing or was changed, and skips the rest. RV(restores) says
    how many items that were. The task fails if an item was not restored.
  - The server does not say what was restored of which mailbox, so the task remembers it on the machine that it runs on.
    A rerun of the task on the same machine restores nothing a second time. If a task was killed, its rerun waits for
    the restore that it had begun, and stops its session.
  - If somebody else has restored something of the mailbox since the backup was made, or since O(since), the task fails
    and says in which session.
  - In check mode no restore session is opened. What this machine has not restored before counts as to be restored, and
    the task returns a warning. With O(session_id), the backup is read.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.m365
  - opendr.veeam.m365_restore
  - opendr.veeam.again
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
attributes:
  check_mode:
    support: partial
    details:
      - In check mode no restore session is opened, so it is not known whether the backup has what the task names, and
        what the server would skip. With O(session_id), only the latter is unknown.
seealso:
  - module: opendr.veeam.veeam_m365_onedrive_restore
  - module: opendr.veeam.veeam_m365_restore_session
  - name: Runbook
    description: Restore a mailbox with the playbook of the collection.
    link: https://github.com/opendr/opendr.veeam/blob/main/docs/runbook_m365_restore_mailbox.md
options:
  mailbox:
    description:
      - Mailbox in the backup, given by its email address, name or ID. If several mailboxes fit, the task fails and
        lists them.
    type: str
    required: true
  archive:
    description:
      - Whether the archive of the mailbox is meant, which has the same email address.
      - If omitted, both fit.
    type: bool
  folders:
    description:
      - Folders to restore, as paths such as V(Inbox/Projects). A slash in the name of a folder is written V(\\/).
      - With O(search), the folders to search in.
      - If omitted, and neither O(search) nor O(items) is given, the whole mailbox is restored.
    type: list
    elements: str
  search:
    description:
      - What to search for, in the query language of the server, such as V(subject:"Project Meeting"). All items that
        are found are restored.
    type: str
  items:
    description:
      - IDs of items, as RV(items[].id) shows them.
      - Cannot be combined with O(folders) or O(search).
    type: list
    elements: str
  target:
    description:
      - Another mailbox to restore to. Cannot be combined with O(export).
      - If omitted, the original mailbox is used.
    type: dict
    suboptions:
      mailbox:
        description: Email address of the mailbox.
        type: str
      folder:
        description: Folder of the mailbox to restore to. If omitted, the server decides.
        type: str
      cas_server:
        description:
          - Exchange server with the role Client Access Server, for a mailbox on premises.
          - If omitted, none is sent.
        type: str
      region:
        description: Region of the organization of the mailbox. If omitted, none is sent.
        type: str
        choices: [Worldwide, Germany, China, USDefence, USGovernment]
      organization_name:
        description: Name of the organization of the mailbox. If omitted, none is sent.
        type: str
      changed_items:
        description: Whether all versions of items are restored. If omitted, the server decides.
        type: bool
      deleted_items:
        description: Whether deleted items are restored. If omitted, the server decides.
        type: bool
      mark_as_unread:
        description: Whether restored items are marked as unread. If omitted, the server decides.
        type: bool
      exclude_drafts:
        description: Whether the folder Drafts is left out. If omitted, the server decides.
        type: bool
      exclude_deleted_items:
        description: Whether the folder Deleted Items is left out. If omitted, the server decides.
        type: bool
      exclude_in_place_hold_items:
        description: Whether items are left out that In-Place Hold preserves. If omitted, the server decides.
        type: bool
      exclude_litigation_hold_items:
        description: Whether items are left out that Litigation Hold preserves. If omitted, the server decides.
        type: bool
  export:
    description:
      - A file to write instead of restoring to a mailbox, on the machine that the module runs on. It is there whole, or
        as it was before.
      - Nothing is exported if the file is there and holds what this task has exported from the same backup. If it holds
        something else, the task fails.
    type: dict
    suboptions:
      path:
        description: Path of the file. Its directory must exist.
        type: path
        required: true
      format:
        description:
          - V(pst) is a file for Microsoft Outlook. The server needs Microsoft Outlook to make it. The mailbox, one
            folder, or items can be exported.
          - V(msg) saves items as messages. Requires O(search) or O(items). What the server returns for several items is
            not documented.
        type: str
        choices: [pst, msg]
        default: pst
      keyword:
        description:
          - Only data with this word is exported. For a mailbox or a folder.
          - If omitted, everything is.
        type: str
      size_limit_gb:
        description:
          - Largest size of a PST file in GB, from 1 to 49. A larger export is a ZIP archive with several PST files.
          - If omitted, no limit is sent.
          - From 1 to 49.
        type: int
      force:
        description: Whether an existing file is replaced, whatever it holds.
        type: bool
        default: false
  authentication:
    description:
      - Who restores the data. Give an account, a device code, or an application with its certificate.
      - If omitted, none is sent, and the server uses what it has for the organization.
    type: dict
    suboptions:
      username:
        description: Account that restores. Requires O(authentication.password).
        type: str
      password:
        description: Password of O(authentication.username).
        type: str
      user_code:
        description:
          - Device code with which a person has signed in. It belongs to one restore session, so give O(session_id) too.
        type: str
      application_id:
        description: ID of the Microsoft Entra application.
        type: str
      application_certificate:
        description:
          - Certificate of the application with its private key, as Base64. Requires O(authentication.application_id)
            and O(authentication.impersonation_account).
        type: str
      application_certificate_password:
        description: Password of the certificate. If omitted, none is sent.
        type: str
      impersonation_account:
        description:
          - Account in whose name the application restores. Requires O(authentication.application_certificate).
        type: str
"""

EXAMPLES = r"""
- name: Restore a folder of a mailbox as it was before the incident
  opendr.veeam.veeam_m365_mailbox_restore:
    url: https://vb365.example.com
    username: "{{ veeam_m365_username }}"
    password: "{{ veeam_m365_password }}"
    organization: dr.example
    mailbox: bob@dr.example
    folders:
      - Inbox/Projects
    point_in_time: "2026-01-14T22:30:00Z"

# The connection of the tasks below is in module_defaults, or in the environment (VEEAM_M365_URL and the like).
- name: Restore what a search finds to another mailbox, with an application
  opendr.veeam.veeam_m365_mailbox_restore:
    organization: dr.example
    mailbox: bob@dr.example
    search: subject:"Project Meeting"
    target:
      mailbox: alex@dr.example
      folder: Restored
    authentication:
      application_id: 3ae1f2a3-b4c5-6789-def0-789012345699
      application_certificate: "{{ certificate_as_base64 }}"
      application_certificate_password: "{{ certificate_password }}"
      impersonation_account: admin@dr.example

- name: Export a mailbox to a file
  opendr.veeam.veeam_m365_mailbox_restore:
    organization: dr.example
    mailbox: bob@dr.example
    export:
      path: /tmp/bob.pst
      force: true
"""

RETURN = r"""
session_id:
  description: ID of the restore session in which the task worked. V(null) if none was needed, and in check mode.
  returned: success
  type: str
  sample: 783241eb-5b56-4456-9736-379206ffc600
restore_point:
  description: The backup that decides whether an earlier restore counts.
  returned: success
  type: dict
  contains:
    creation_time:
      description: When the backup was made. With O(session_id), when that session began.
      returned: always
      type: str
      sample: "2026-01-14T22:00:00Z"
mailbox:
  description: The mailbox in the backup.
  returned: success
  type: dict
  contains:
    id:
      description: ID of the mailbox. V(null) if the backup was not read.
      returned: always
      type: str
      sample: a5a9cbe6-2b38-5ab1-a5a3-5e8b8b0f6f0c
    name:
      description: Name of the mailbox. As the task gives it if the backup was not read.
      returned: always
      type: str
      sample: Bob Brown
    address:
      description: Email address of the mailbox. V(null) if the backup was not read.
      returned: always
      type: str
      sample: bob@dr.example
items:
  description: What the task names, and each item that a search has found.
  returned: success
  type: list
  elements: dict
  contains:
    type:
      description: V(mailbox), V(folder) or V(item). V(null) if the backup was not read.
      returned: always
      type: str
      sample: folder
    name:
      description: Name of the mailbox, path of the folder, or subject of the item.
      returned: always
      type: str
      sample: Inbox/Projects
    id:
      description: ID in the backup. V(null) if the backup was not read.
      returned: always
      type: str
      sample: AAMkAGI2TG93AAA=
    named_as:
      description: What the task names it by.
      returned: always
      type: str
      sample: Inbox/Projects
    status:
      description:
        - V(Restored) if the server has restored something of it. V(Unchanged) if it had nothing to restore. V(Exported)
          if it is in the file now. V(Present) if it was restored or exported before. V(Missing) if the backup does not
          have it. V(ToRestore) in check mode, if it would be restored or exported.
      returned: always
      type: str
      sample: Restored
restores:
  description: The restores that the task has started. Empty if there was nothing to restore.
  returned: success
  type: list
  elements: dict
  contains:
    name:
      description: What was restored.
      returned: always
      type: str
      sample: the folder 'Inbox/Projects' of 'Bob Brown'
    session_id:
      description: ID of the session of the restore. V(null) with O(api_version=v7).
      returned: always
      type: str
      sample: e41b1345-a565-4db8-82f5-0632403630e8
    restored:
      description: Number of items that were created or changed.
      returned: always
      type: int
      sample: 12
    skipped:
      description: Number of items that were left as they are.
      returned: always
      type: int
      sample: 3
    failed:
      description: Number of items that were not restored. Always 0 if the task succeeds.
      returned: always
      type: int
      sample: 0
    problems:
      description: What the server reports as problems.
      returned: always
      type: list
      elements: str
      sample: []
file:
  description: The exported file. V(null) without O(export), and if it would be written in check mode.
  returned: success
  type: dict
  contains:
    path:
      description: Path of the file.
      returned: always
      type: str
      sample: /tmp/bob.pst
    size:
      description: Size of the file in bytes.
      returned: always
      type: int
      sample: 271360
    sha256:
      description: SHA-256 of the file.
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
from ansible_collections.opendr.veeam.plugins.module_utils.m365.mailbox_restore.module import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
