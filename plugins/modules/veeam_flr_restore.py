#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_flr_restore
short_description: Restore files and folders of a Windows or Linux machine
version_added: 0.1.0
description:
  - Restores files and folders from a restore point of a machine to their original place, to another folder, or to
    another machine. With O(download), stores them as a ZIP archive on the machine that the module runs on.
  - Mounts the restore point, restores what has to be restored, waits until the server has finished, and removes the
    mount, also after a failure or an interruption.
  - Files of a Windows machine that go back to their original place are compared with production. What has not changed
    is not restored.
  - Other restores are done once. The server forgets what was restored when the mount is removed. Therefore the
    controller keeps a record beside its locks, in C(~/.ansible/opendr.veeam). If files of the machine were mounted by
    others since, and the server does not say what was restored from these mounts, the task fails and says what to set.
  - If a run was killed, a rerun on the same controller uses the mount that is left, waits for the end of a restore that
    is still running in it, and removes it. If the mount is gone, it is not known what was restored. In this case, the
    task fails if it would overwrite files, unless they can be compared.
  - The server does not say in which mount a restore runs, or which request has made a mount. If a response is lost
    while others have files mounted, only what the server shows to be of this task counts. Where that is not known of a
    restore, the task fails, and its mount stays for the rerun, which waits for the restore. Use an account that no
    person and no other controller uses, so that the task knows its own mounts. This needs O(api_version=1.3-rev0) or
    newer.
  - With O(api_version=1.3-rev2) or newer, the server is asked for one file of each folder if it can be restored to its
    original place, before anything is restored.
  - In check mode nothing is mounted. The task reports what this controller has not restored before, and does not know
    which files are missing or what patterns match.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.restore_point
  - opendr.veeam.again
  - opendr.veeam.flr_mount
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
attributes:
  check_mode:
    support: partial
    details: In check mode nothing is mounted, so files are not compared with production.
options:
  paths:
    description:
      - Absolute paths of the files and folders to restore, such as V(C:\\Data\\budget.xlsx) or V(/srv/reports). A
        folder is restored with everything in it. Whole drives and the root cannot be restored.
      - V(*) and V(?) match any characters within a name, V(**) matches any number of folders. For example,
        V(/srv/**/*.pdf).
    type: list
    elements: str
    required: true
  missing:
    description:
      - What to do if the restore point does not contain some of O(paths). With V(fail), the task fails before anything
        is restored, and lists them. With V(ignore), it restores the others and shows a warning.
    type: str
    choices: [fail, ignore]
    default: fail
  compare:
    description:
      - Whether files of a Windows machine are compared with production before they are restored to their original
        place. With V(false), they are restored once, as those of Linux machines.
      - The server has to log in to the machine to compare. Give O(credentials) if it does not know an account.
    type: bool
    default: true
  restore_type:
    description:
      - With V(Keep), files that exist in the destination are kept. With V(Overwrite), they are replaced. With
        V(PermissionOnly), only the permissions are restored.
      - What the server does with a file that it keeps, and whether V(PermissionOnly) is possible for Linux machines, is
        not documented.
    type: str
    choices: [Keep, Overwrite, PermissionOnly]
    default: Keep
  credentials:
    description:
      - Username, description or ID of the credentials record with which the server logs in to the machine that files
        are restored to.
      - If omitted, the server looks for one among its records. Required with O(target) for another machine until
        O(api_version=1.3-rev1).
    type: str
  target:
    description:
      - Where the files are restored to. For another folder on the same machine, give only O(target.folder), which needs
        O(api_version=1.3-rev0) or newer. For another machine, give one machine and O(target.folder).
      - If omitted, the files go back to their original place. The server may need a folder for some of them, for
        example because their volume is gone. If it says so, the task fails before anything is restored, and lists them.
      - Cannot be used together with O(download).
    type: dict
    suboptions:
      vsphere:
        description: Virtual machine of VMware vSphere to restore to.
        type: dict
        suboptions: &machine
          machine:
            description: The virtual machine.
            type: dict
            suboptions:
              name:
                description: Name of the machine in the inventory.
                type: str
              path:
                description:
                  - Path of the machine in the inventory, beginning with the server. It sets the name, the server and
                    the containers at once.
                type: str
              host_name:
                description: Name of the server that the machine belongs to, such as the vCenter Server.
                type: str
              type:
                description: Type of the object in the inventory.
                type: str
              object_id:
                description: ID of the machine in the inventory.
                type: str
              urn:
                description: URN of the machine in the inventory.
                type: str
              parent_object_id:
                description: ID of the object that contains it.
                type: str
      hyperv:
        description: Virtual machine of Microsoft Hyper-V to restore to. Needs O(api_version=1.3-rev0) or newer.
        type: dict
        suboptions: *machine
      cloud_director:
        description: Virtual machine of VMware Cloud Director to restore to. Needs O(api_version=1.3-rev0) or newer.
        type: dict
        suboptions: *machine
      agent:
        description: Machine with a Veeam Agent to restore to.
        type: dict
        suboptions:
          computer_id:
            description: ID of the protected computer on the server.
            type: str
      folder:
        description: Absolute path of the folder on the machine to which the items are restored.
        type: str
  download:
    description:
      - Stores the files as a ZIP archive on the machine that the module runs on, and restores nothing.
      - Cannot be used together with O(target).
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
  since:
    description:
      - Time such as V(2026-05-04T13:30:00Z). Restores of the same files that started earlier are ignored. Give the time
        of the incident, so that what was restored after it is not restored again, and an older restore does not block
        the task.
      - The time needs an offset, V(Z) for UTC or one such as V(+02:00), and must not be later than the clock of the
        server.
      - If omitted, it is the time at which the restore point was created.
    type: str
seealso:
  - module: opendr.veeam.veeam_flr_info
  - module: opendr.veeam.veeam_restore_point_info
"""

EXAMPLES = r"""
- name: Bring back what was deleted or changed in a web site since the incident
  opendr.veeam.veeam_flr_restore:
    restore_point:
      name: web01
    paths:
      - C:\inetpub\wwwroot
    restore_type: Overwrite

- name: Restore reports of a Linux machine beside the originals
  opendr.veeam.veeam_flr_restore:
    restore_point:
      name: app01
    paths:
      - /srv/reports/**/*.pdf
      - /etc/app/settings.ini
    missing: ignore
    credentials: svc-backup
    mount_server:
      helper_host: lnx-repo01.dr.example

- name: Restore a folder to another machine
  opendr.veeam.veeam_flr_restore:
    restore_point:
      name: web01
    paths:
      - C:\Data\2025
    target:
      vsphere:
        machine:
          name: app02
      folder: C:\Restored
    credentials: DR\svc-backup

- name: Download a file to the controller
  opendr.veeam.veeam_flr_restore:
    restore_point:
      name: app01
    paths:
      - /etc/hosts
    download:
      path: /tmp/opendr_hosts.zip
      force: true
"""

RETURN = r"""
restore_point:
  description: The restore point that was chosen.
  returned: success
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
session_id:
  description: ID of the mount that was used, which is gone afterwards. V(null) if nothing was mounted.
  returned: success
  type: str
  sample: 1dc723e8-12a0-4480-bc34-6cb117d3d4a1
items:
  description:
    - The files and folders that the task means, and those that were restored in folders among them. In check mode, and
      if nothing had to be mounted, the paths as the task names them.
  returned: success
  type: list
  elements: dict
  sample:
    - path: C:\inetpub\wwwroot\index.html
      status: Succeeded
    - path: C:\inetpub\wwwroot\images\logo.png
      status: Unchanged
  contains:
    path:
      description: Absolute path of the item in the restore point.
      returned: always
      type: str
    status:
      description:
        - V(Unchanged) if it is in production as in the restore point, V(Present) if it was restored before,
          V(ToRestore) in check mode, V(Missing) if the restore point does not contain it, V(Downloaded) for a download.
        - Otherwise the server's word, V(Succeeded), V(Warning) or V(Skipped).
      returned: always
      type: str
file:
  description: The archive. V(null) without O(download), and in check mode if it has to be downloaded.
  returned: success
  type: dict
  sample:
    path: /tmp/opendr_hosts.zip
    size: 412
    sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
  contains:
    path:
      description: Absolute path of the archive on the machine that the module runs on.
      returned: always
      type: str
    size:
      description: Size of the archive, in bytes.
      returned: always
      type: int
    sha256:
      description: SHA-256 of the archive.
      returned: always
      type: str
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.flr_restore.module import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
