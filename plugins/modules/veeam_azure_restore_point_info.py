#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_azure_restore_point_info
short_description: List restore points of Azure VMs
version_added: 0.1.0
description:
  - Returns the restore points of Azure VMs (backups and snapshots), the newest first, and whether each can be used to
    restore.
  - Without filters, all of them are returned. With several filters, only those that match every filter are returned.
    The list is always complete.
  - Modules that restore choose a restore point themselves, by name and rules. Use this module to see all restore
    points.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.azure
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
options:
  id:
    description:
      - Only the restore point with this ID. The list is empty if the server does not know it.
      - Cannot be combined with filters, except O(usable). If omitted, IDs are not filtered.
    type: str
  vm_name:
    description:
      - Only restore points of machines of this name, or of a name that matches. V(*) matches any number of characters,
        V(?) matches a single character.
      - Without these characters, the whole name has to match. The comparison is case-sensitive.
      - If omitted, names are not filtered.
    type: str
  vm_id:
    description:
      - Only restore points of the protected machine with this ID, from M(opendr.veeam.veeam_azure_vm_info).
      - If omitted, machines are not filtered.
    type: str
  disk_id:
    description: Only restore points of the virtual disk with this ID. If omitted, disks are not filtered.
    type: str
  latest:
    description:
      - With V(true), only the newest restore point of each machine. If omitted, older restore points are returned too.
    type: bool
  created:
    description:
      - Only restore points created at exactly this point in time, such as V(2026-05-04T13:30:00Z). It needs an offset.
      - If omitted, creation times are not filtered.
    type: str
  before:
    description:
      - Only restore points created before this point in time. It needs an offset.
      - If omitted, creation times are not limited.
    type: str
  after:
    description:
      - Only restore points created after this point in time. It needs an offset.
      - If omitted, creation times are not limited.
    type: str
  destination:
    description:
      - Only restore points of these kinds - V(AzureBlob) for backups in a repository, V(Snapshot) for snapshots of a
        policy, V(ManualSnapshot) for manual snapshots. If omitted, kinds are not filtered.
    type: list
    elements: str
    choices: [AzureBlob, Snapshot, ManualSnapshot]
  access_tier:
    description:
      - Only restore points in repositories of these access tiers. Snapshots have no access tier.
      - If omitted, access tiers are not filtered.
    type: list
    elements: str
    choices: [Hot, Cool, Cold, Archive, Inferred]
  data_retrieval_status:
    description:
      - Only restore points whose data was retrieved from the archive tier (V(Retrieved)), is being retrieved
        (V(Retrieving)) or was not retrieved (V(None)). If omitted, this is not filtered.
    type: list
    elements: str
    choices: [None, Retrieving, Retrieved]
  immutable:
    description:
      - With V(true), only restore points that are immutable now. With V(false), only the other restore points.
      - If omitted, all are returned.
    type: bool
  usable:
    description:
      - Whether to return only restore points that can be used to restore. RV(restore_points[].unusable_reason) is the
        reason why a restore point cannot be used.
    type: bool
    default: false
seealso:
  - module: opendr.veeam.veeam_azure_vm_info
  - module: opendr.veeam.veeam_azure_flr_restore
"""

EXAMPLES = r"""
- name: See what a machine can be restored from
  opendr.veeam.veeam_azure_restore_point_info:
    vm_name: app-linux01
    usable: true
  register: usable

- name: See what is locked in the archive
  opendr.veeam.veeam_azure_restore_point_info:
    access_tier: [Archive]
    data_retrieval_status: ["None", Retrieving]
  register: archived

- name: Fail where the newest backup of a machine in a repository is too old
  opendr.veeam.veeam_azure_restore_point_info:
    vm_name: sql-win01
    destination: [AzureBlob]
    after: "{{ '%Y-%m-%dT%H:%M:%SZ' | ansible.builtin.strftime(now(utc=true).timestamp() - 86400) }}"
  register: recent
  failed_when: recent.restore_points is not defined or not recent.restore_points
"""

RETURN = r"""
restore_points:
  description: The restore points, the newest first.
  returned: success
  type: list
  elements: dict
  sample:
    - id: 40e66bd7-6f79-54a0-a644-057b7ed417b9
      vm_name: app-linux01
      creation_time: "2026-05-04T01:12:45.120+00:00"
      type: Incremental
      destination: AzureBlob
      access_tier: Hot
      state: Ok
      corrupted: false
      data_retrieval_status: None
      unusable_reason:
  contains:
    id:
      description: ID of the restore point.
      type: str
    vm_name:
      description: Name of the machine.
      type: str
    creation_time:
      description: When it was created.
      type: str
    creation_time_local:
      description: When it was created, in the time zone of the machine.
      returned: if the server returns it
      type: str
    type:
      description: Type of the restore point, such as V(Full) or V(Incremental).
      returned: if the server returns it
      type: str
    destination:
      description: Kind of the restore point - V(AzureBlob), V(Snapshot) or V(ManualSnapshot).
      type: str
    access_tier:
      description: Access tier of its repository. V(null) for snapshots.
      returned: if the server returns it
      type: str
    state:
      description: State of the restore point, V(Ok) or V(Corrupted). V(NotApplicable) for snapshots.
      returned: if the server returns it
      type: str
    corrupted:
      description: Whether it is corrupted.
      returned: if the server returns it
      type: bool
    data_retrieval_status:
      description: Whether its data was retrieved from the archive tier.
      returned: if the server returns it
      type: str
    retrieved_data_expiration:
      description: Until when the retrieved data is available.
      returned: if the server returns it
      type: str
    immutable_until:
      description: Until when it cannot be removed.
      returned: if the server returns it
      type: str
    gfs_flags:
      description: Periods of the long-term retention (GFS).
      returned: if the server returns it
      type: str
    size_bytes:
      description: Size of the restore point, in bytes.
      returned: if the server returns it
      type: int
    chain_size_bytes:
      description: Size of the latest backup in its chain, in bytes.
      returned: if the server returns it
      type: int
    region:
      description: Name of the Azure region where it is.
      returned: if the server returns it
      type: str
    session_id:
      description: ID of the session that created it.
      returned: if the server returns it
      type: str
    unusable_reason:
      description: Why the restore point cannot be used to restore. V(null) if it can be used.
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
        - V(AmbiguousName) - Several objects have the name that the task gives.
        - V(ApiError) - The server responded with an error, or with something that is not a response of its API.
        - V(AuthenticationFailed) - The server did not accept the account or the token.
        - V(CertificateRefused) - The certificate of the server is not trusted, has expired, or is for another name.
        - V(ConnectionFailed) - The server could not be reached, so nothing was changed.
        - V(InvalidOption) - An option has a value that is not valid for this object, type or API revision.
        - V(ObjectNotFound) - Something named in the task does not exist on the server.
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

from ansible_collections.opendr.veeam.plugins.module_utils.azure.restore_point_info import MODULE
from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
