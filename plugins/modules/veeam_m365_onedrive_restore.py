#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_m365_onedrive_restore
short_description: Restore OneDrives, folders and documents of Veeam Backup for Microsoft 365
version_added: 0.1.0
description:
  - Restores a OneDrive, folders and documents of it, or an earlier version of a document, to the original OneDrive or
    to another one. Or saves them to a file.
  - The task opens a restore session and stops it at its end, however the task ends. It first finds everything in the
    backup. If something is missing, it lists all that is, and restores nothing.
  - The server skips what is there already. RV(restores) says how many items that were. The task fails if an item was
    not restored.
  - The server does not say what was restored of which OneDrive, so the task remembers it on the machine that it runs
    on. A rerun of the task on the same machine restores nothing a second time. If a task was killed, its rerun waits
    for the restore that it had begun, and stops its session.
  - If somebody else has restored something of the OneDrive since the backup was made, or since O(since), the task fails
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
  - module: opendr.veeam.veeam_m365_mailbox_restore
  - module: opendr.veeam.veeam_m365_restore_session
options:
  onedrive:
    description:
      - OneDrive in the backup, given by its name, URL or ID. If several have the name, the task fails and lists them.
    type: str
    required: true
  paths:
    description:
      - Folders and documents to restore, as paths such as V(Reports/2025). A slash in a name is written V(\\/).
      - With O(search), the one folder to search in.
      - If omitted, and O(search) is not given, the whole OneDrive is restored.
    type: list
    elements: str
  version:
    description:
      - Version of the one document in O(paths), such as V(2.0). If the document has no such version, the message lists
        those that it has.
      - If omitted, the version is restored that the backup was made of.
    type: str
  search:
    description:
      - What to search for, in the query language of the server. All folders and documents that are found are restored.
    type: str
  existing:
    description:
      - What happens to documents that are in the original OneDrive and differ. V(Overwrite) replaces them, V(Keep)
        keeps them.
      - If omitted, the server decides.
    type: str
    choices: [Keep, Overwrite]
  target:
    description:
      - Another OneDrive to copy to. Cannot be combined with O(export).
      - If omitted, the original OneDrive is used.
    type: dict
    suboptions:
      onedrive:
        description: The other OneDrive, given by its name, URL or ID. The backup must have it too.
        type: str
      folder:
        description: Folder to copy to. If omitted, the server decides.
        type: str
      document_version:
        description: Which versions of documents are copied. If omitted, the server decides.
        type: str
        choices: [All, Last]
      last_version_action:
        description:
          - What happens to the last version of a document that is there already. If omitted, the server decides.
        type: str
        choices: [Overwrite, Merge]
      changed_items:
        description: Whether all versions of items are copied. If omitted, the server decides.
        type: bool
      deleted_items:
        description: Whether deleted items are copied. If omitted, the server decides.
        type: bool
      restore_permissions:
        description:
          - Whether permissions are copied. For folders and the whole OneDrive. If omitted, the server decides.
        type: bool
      send_notification:
        description:
          - Whether people get a message about shared links. For folders and the whole OneDrive. If omitted, the server
            decides.
        type: bool
  export:
    description:
      - A file to write instead of restoring, on the machine that the module runs on. It is there whole, or as it was
        before. The OneDrive, folders, or documents can be saved, and folders and documents only in two tasks.
      - Nothing is saved if the file is there and holds what this task has saved from the same backup. If it holds
        something else, the task fails.
    type: dict
    suboptions:
      path:
        description: Path of the file. Its directory must exist.
        type: path
        required: true
      zip:
        description: Whether the file is a ZIP archive. V(false) saves one document as it is.
        type: bool
        default: true
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
          - Certificate of the application with its private key, as Base64. Requires O(authentication.application_id).
        type: str
      application_certificate_password:
        description: Password of the certificate. If omitted, none is sent.
        type: str
      region:
        description: Region of the organization to restore to. If omitted, none is sent.
        type: str
        choices: [Worldwide, Germany, China, USDefence, USGovernment]
      organization_name:
        description: Name of the organization to restore to. If omitted, none is sent.
        type: str
"""

EXAMPLES = r"""
- name: Restore a folder of a OneDrive as it was before the incident
  opendr.veeam.veeam_m365_onedrive_restore:
    url: https://vb365.example.com
    username: "{{ veeam_m365_username }}"
    password: "{{ veeam_m365_password }}"
    organization: dr.example
    onedrive: Bob Brown
    paths:
      - Reports
    existing: Overwrite
    point_in_time: "2026-01-14T22:30:00Z"

# The connection of the tasks below is in module_defaults, or in the environment (VEEAM_M365_URL and the like).
- name: Restore an earlier version of a document
  opendr.veeam.veeam_m365_onedrive_restore:
    organization: dr.example
    onedrive: Bob Brown
    paths:
      - Reports/Report.docx
    version: "2.0"

- name: Copy documents to another OneDrive
  opendr.veeam.veeam_m365_onedrive_restore:
    organization: dr.example
    onedrive: Bob Brown
    paths:
      - Reports/2025/Budget.xlsx
    target:
      onedrive: Ann Adams
      folder: Restored

- name: Save a OneDrive to a file
  opendr.veeam.veeam_m365_onedrive_restore:
    organization: dr.example
    onedrive: Bob Brown
    export:
      path: /tmp/bob-onedrive.zip
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
onedrive:
  description: The OneDrive in the backup.
  returned: success
  type: dict
  contains:
    id:
      description: ID of the OneDrive. V(null) if the backup was not read.
      returned: always
      type: str
      sample: a5a9cbe6-2b38-5ab1-a5a3-5e8b8b0f6f0c
    name:
      description: Name of the OneDrive. As the task gives it if the backup was not read.
      returned: always
      type: str
      sample: Bob Brown
    address:
      description: URL of the OneDrive. V(null) if the backup was not read.
      returned: always
      type: str
      sample: https://example-my.sharepoint.com/personal/bob_example_com
items:
  description: What the task names, and each folder and document that a search has found.
  returned: success
  type: list
  elements: dict
  contains:
    type:
      description: V(OneDrive), V(folder) or V(document). V(null) if the backup was not read.
      returned: always
      type: str
      sample: folder
    name:
      description: Name of the OneDrive, path, or what a search has found.
      returned: always
      type: str
      sample: Reports/2025
    id:
      description: ID in the backup. V(null) if the backup was not read.
      returned: always
      type: str
      sample: 5c1d2e3f-4a5b-6789-0123-456789abcde1
    named_as:
      description: What the task names it by.
      returned: always
      type: str
      sample: Reports/2025
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
      sample: 1 folders of 'Bob Brown'
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
      sample: /tmp/bob-onedrive.zip
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
from ansible_collections.opendr.veeam.plugins.module_utils.m365.onedrive_restore.module import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
