#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_flr_info
short_description: Look for files in backups of machines, and list file-level restore mounts
version_added: 0.1.0
description:
  - Without O(restore_point), lists the file-level restore mounts that are active on the server, and with O(audit) what
    was restored from them.
  - With O(restore_point), mounts a restore point of a Windows or Linux machine, lists folders, searches for files,
    compares them with production, and removes the mount at the end, also after a failure, a timeout or an interruption.
    Nothing is restored.
  - If a run of a task on the same controller was killed and its mount is still there, the task uses that mount, or
    removes it if it is of another restore point. Mounts of others are not changed.
  - A search that takes longer than O(wait_timeout) is stopped before the mount is removed. If the server does not stop
    it, the mount stays, and a warning says so.
  - In check mode nothing is mounted. The task returns the restore point that it would use, no files, and shows a
    warning.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.restore_point
  - opendr.veeam.flr_mount
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
attributes:
  check_mode:
    support: partial
    details: In check mode the restore point is chosen but not mounted.
options:
  mount_id:
    description:
      - ID of a mount that is active. Only this mount is returned. With O(paths), O(search) or O(attributes_of), its
        files are read, and the mount stays as it is.
      - If omitted, all mounts are returned.
    type: str
  audit:
    description:
      - Whether to return what was restored from each mount, in RV(mounts[].restored_items). The server forgets it when
        the mount is removed.
      - Needs O(api_version=1.3-rev0) or newer.
    type: bool
    default: false
  restore_point:
    required: false
  paths:
    description:
      - Absolute paths of the folders to list, such as V(C:\\Data) or V(/srv). V(/) lists the drives of a Windows
        machine, and the root of a Linux machine. Subfolders are not opened.
      - Needs O(restore_point) or O(mount_id).
    type: list
    elements: str
  search:
    description:
      - A search for files and folders by name. Its results are in RV(search_results).
      - Needs O(restore_point) or O(mount_id).
    type: dict
    suboptions:
      path:
        description: Absolute path of the folder in which to search.
        type: str
        required: true
      pattern:
        description:
          - Name to search for. The server knows the wildcards V(*), V(?) and V(+). What V(+) matches, and whether upper
            and lower case matter, is not documented.
        type: str
        required: true
      recursive:
        description:
          - Whether to search subfolders too. With V(false), the server searches only the files of the folder itself,
            which needs O(api_version=1.3-rev0) or newer.
        type: bool
        default: true
  compare:
    description:
      - Whether to compare the items in the folders of O(paths) with the machine in production. RV(items[].state) says
        how they differ. Only for Windows machines.
      - In a mount that O(mount_id) names, the task ends the comparison again, except that of items that were compared
        before.
    type: bool
    default: false
  attributes_of:
    description:
      - Absolute paths of files and folders whose attributes are compared with production, in RV(attributes). Only for
        Windows machines.
      - Needs O(restore_point) or O(mount_id).
    type: list
    elements: str
  credentials:
    description:
      - Username, description or ID of the credentials record with which the server logs in to a Windows machine to
        compare files.
      - If omitted, the server uses the credentials that it knows.
    type: str
seealso:
  - module: opendr.veeam.veeam_restore_point_info
"""

EXAMPLES = r"""
- name: List the file-level restore mounts, with what was restored from them
  opendr.veeam.veeam_flr_info:
    audit: true
  register: mounts

- name: See which files of a web site differ from production
  opendr.veeam.veeam_flr_info:
    restore_point:
      name: web01
    paths:
      - C:\inetpub\wwwroot
    compare: true
  register: site

- name: Find the reports of 2025 on a Linux machine
  opendr.veeam.veeam_flr_info:
    restore_point:
      name: app01
    search:
      path: /srv/reports/2025
      pattern: "*.pdf"
  register: reports
"""

RETURN = r"""
mounts:
  description: The active mounts. With O(restore_point), the mount that the task used, which is gone afterwards.
  returned: success
  type: list
  elements: dict
  sample:
    - id: 1dc723e8-12a0-4480-bc34-6cb117d3d4a1
      type: Windows
      machine: web01
      restore_point_id: 5777a78d-62f6-40a3-a7e3-8b56a56e58c0
      path_separator: \
      errors: []
  contains:
    id:
      description: ID of the mount, which is the ID of its session too.
      type: str
    type:
      description: Operating system, V(Windows) or V(Linux).
      type: str
    machine:
      description: Name of the machine.
      type: str
    restore_point_id:
      description: ID of the restore point.
      returned: with O(api_version=1.3-rev0) or later
      type: str
    path_separator:
      description: Character that separates the names in a path.
      type: str
    errors:
      description: What could not be mounted.
      returned: with O(api_version=1.3-rev0) or later
      type: list
      elements: dict
      contains:
        type:
          description: V(Failed), V(Skipped) or V(Warning).
          type: str
        message:
          description: What the server says about it.
          type: str
    restored_items:
      description: What was restored from the mount.
      returned: if O(audit) is true
      type: list
      elements: dict
      sample:
        - path: C:\inetpub\wwwroot\index.html
          type: File
          size: 4096
          status: Succeeded
          target_host: localhost
          target_path: C:\inetpub\wwwroot\
          target_name: index.html
          restore_point_id: 5777a78d-62f6-40a3-a7e3-8b56a56e58c0
          started: "2026-01-14T13:40:11.686788"
          finished: "2026-01-14T13:40:12.120011"
          initiator: administrator
restore_point:
  description: The restore point that was chosen.
  returned: if O(restore_point) is set
  type: dict
  sample:
    id: 5777a78d-62f6-40a3-a7e3-8b56a56e58c0
    name: web01
    creation_time: "2026-01-13T12:00:00.000+00:00"
    age_hours: 26.0
    type: Increment
    platform: VMware
    backup_id: 0b7d5c1e-58a4-4d0f-9c8b-3f4a0d6f2a10
    malware_status: Informative
    session_result: Success
    passed_over: []
items:
  description: The files and folders in the folders of O(paths). Empty in check mode.
  returned: success
  type: list
  elements: dict
  sample: &sample
    - path: C:\inetpub\wwwroot\index.html
      name: index.html
      type: File
      size: 4096
      created: "2024-02-01T08:00:00.1234567+01:00"
      modified: "2026-01-12T09:30:00.0520000+01:00"
      state: Deleted
      owner:
  contains: &item
    path:
      description: Absolute path of the item.
      returned: always
      type: str
    name:
      description: Name of the item, as the server shows it to people.
      returned: always
      type: str
    type:
      description: Type of the item, V(Drive), V(Folder), V(File) or V(Link).
      returned: always
      type: str
    size:
      description: Size of the item, in bytes. Servers report 0 for folders.
      returned: always
      type: int
    created:
      description: When it was created.
      returned: always
      type: str
    modified:
      description: When it was last modified.
      returned: always
      type: str
    state:
      description:
        - How it compares with the machine in production - V(NotAvailable) if it was not compared, V(Unchanged),
          V(Changed), V(Deleted) or V(FailedToCompare).
      returned: always
      type: str
    owner:
      description: Owner of the item. V(null) if the server does not tell.
      returned: always
      type: str
search_results:
  description: Results of the search. Empty without O(search) and in check mode.
  returned: success
  type: list
  elements: dict
  sample: *sample
  contains: *item
attributes:
  description:
    - The attributes of each item in O(attributes_of). The values are texts in the language of the server, and its times
      have no time zone.
  returned: success
  type: list
  elements: dict
  sample:
    - path: C:\inetpub\wwwroot\web.config
      attributes:
        - name: Size
          in_backup: "2048"
          in_production: "2101"
          changed: true
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.flr_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
