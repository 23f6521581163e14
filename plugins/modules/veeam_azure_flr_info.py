#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_azure_flr_info
short_description: Look for files in a restore point of an Azure VM
version_added: 0.1.0
description:
  - Lists folders of a restore point of an Azure VM, and searches for files in it. Nothing is restored.
  - The task opens a file-level restore session, waits until it is ready, and always stops it at the end, also after a
    failure, a timeout or an interruption. If a run of the same task on the same controller was killed and its session
    is still open, the task stops that session first.
  - In check mode no session is opened. The task returns the restore point that it would use, no RV(items) and no
    RV(search_results), and shows a warning.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.azure
  - opendr.veeam.azure_restore_point
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
attributes:
  check_mode:
    support: partial
    details: In check mode the restore point is chosen but not opened.
options:
  paths:
    description:
      - Absolute paths of the folders to list, such as V(/) or V(C:/Data). Subfolders are not opened.
      - At least one of O(paths) and O(search) is required.
    type: list
    elements: str
  search:
    description:
      - A search in the restore point. Its results are in RV(search_results).
      - At least one of O(paths) and O(search) is required.
    type: dict
    suboptions:
      path:
        description: Absolute path of the folder in which to search.
        type: str
        required: true
      pattern:
        description:
          - Name, or part of the name, of the files and folders to find. Whether the server knows wildcards is not
            documented.
        type: str
        required: true
      traverse:
        description: Whether to search subfolders too.
        type: bool
        default: true
      limit:
        description:
          - Number of results in each response of the server. All results are read, so this only changes the number of
            requests.
          - At least 1.
        type: int
        default: 200
  reason:
    description:
      - Reason for the session. The server shows it with the session, followed by a marker of the task.
      - If omitted, the server shows only the marker.
    type: str
  wait_timeout:
    description:
      - Number of seconds after which the task stops waiting and fails. It applies separately to each wait, for the
        session and for each page of the search.
      - The session is stopped in any case.
      - At least 1.
    type: int
    default: 1800
  poll_interval:
    description:
      - Longest pause between two status requests, in seconds. The first pauses are shorter.
      - At least 1.
    type: int
    default: 10
seealso:
  - module: opendr.veeam.veeam_azure_flr_restore
  - module: opendr.veeam.veeam_azure_restore_point_info
"""

EXAMPLES = r"""
- name: See what the newest usable restore point of a machine holds
  opendr.veeam.veeam_azure_flr_info:
    restore_point:
      name: app-linux01
    paths:
      - /accountingdata
      - /etc
  register: found

- name: Find a document by a part of its name
  opendr.veeam.veeam_azure_flr_info:
    restore_point:
      name: app-linux01
    search:
      path: /
      pattern: invoice
  register: invoices
"""

RETURN = r"""
restore_point:
  description: The restore point that was chosen.
  returned: success
  type: dict
  contains:
    id:
      description: ID of the restore point.
      returned: always
      type: str
      sample: 40e66bd7-6f79-54a0-a644-057b7ed417b9
    name:
      description: Name of the machine.
      returned: always
      type: str
      sample: app-linux01
    vm_id:
      description: ID of the protected machine on the appliance. V(null) if it is no longer protected.
      returned: always
      type: str
      sample: 2c4b6a1e-7d0f-5c8e-9a3b-1f2e3d4c5b6a
    resource_group:
      description: Name of the machine's resource group.
      returned: always
      type: str
      sample: rg-dr-prod
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
      sample: Incremental
    destination:
      description: Kind of the restore point - V(AzureBlob), V(Snapshot) or V(ManualSnapshot).
      returned: always
      type: str
      sample: AzureBlob
    access_tier:
      description: Access tier of its repository. V(null) for snapshots.
      returned: always
      type: str
      sample: Hot
    state:
      description: State of the restore point.
      returned: always
      type: str
      sample: Ok
    passed_over:
      description: Newer restore points that were not used, each with its id, its creation_time and the reason.
      returned: always
      type: list
      elements: dict
      sample:
        - id: 0d9f5d2a-2d21-5bd4-8c0e-f2ab1a0b4f0c
          creation_time: "2026-05-04T09:51:25.191+00:00"
          reason: it is corrupted
items:
  description: The files and folders in the folders of O(paths). Empty in check mode.
  returned: success
  type: list
  elements: dict
  sample: &sample
    - path: /accountingdata/report_1.txt
      name: report_1.txt
      type: File
      size: 812
      modified: "2026-01-12T09:30:00+00:00"
  contains: &item
    path:
      description: Absolute path of the file or folder, as M(opendr.veeam.veeam_azure_flr_restore) takes it.
      returned: always
      type: str
    name:
      description: Name of the file or folder.
      returned: always
      type: str
    type:
      description: Type of the item, V(File) or V(Folder).
      returned: always
      type: str
    size:
      description: Size of the item, in bytes.
      returned: always
      type: int
    modified:
      description: When it was last modified.
      returned: always
      type: str
search_results:
  description: Results of the search. Empty without O(search) and in check mode.
  returned: success
  type: list
  elements: dict
  sample: *sample
  contains: *item
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

from ansible_collections.opendr.veeam.plugins.module_utils.azure.flr_info import MODULE
from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
