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
  - Returns the restore points of Azure VMs, backups and snapshots, the newest first, and of each whether it can be
    restored from.
  - Returns all of them, or those that fit every filter given. The list is never cut short.
  - Modules that restore choose a restore point themselves, by name and rules. This module shows what there is.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.azure
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
options:
  id:
    description:
      - ID of the one restore point to return. Where the server does not know it, the list is empty.
      - Goes with none of the filters but O(usable). If left out, all restore points that fit them are returned.
    type: str
  vm_name:
    description:
      - Only restore points of machines of this name, or of a name that fits, where V(*) stands for any characters and
        V(?) for one.
      - Without these signs the whole name has to match. Upper and lower case matter.
      - If left out, the name does not matter.
    type: str
  vm_id:
    description:
      - Only restore points of the protected machine with this ID, as M(opendr.veeam.veeam_azure_vm_info) tells it.
      - If left out, the machine does not matter.
    type: str
  disk_id:
    description: Only restore points of the virtual disk with this ID. If left out, the disk does not matter.
    type: str
  latest:
    description:
      - With V(true), only the newest restore point of each machine. If left out or V(false), older ones as well.
    type: bool
  created:
    description:
      - Only restore points created at exactly this point in time, such as V(2026-05-04T13:30:00Z). Without an offset it
        is UTC.
      - If left out, the time does not matter.
    type: str
  before:
    description:
      - Only restore points created before this point in time. Without an offset it is UTC.
      - If left out, new ones are returned as well.
    type: str
  after:
    description:
      - Only restore points created after this point in time. Without an offset it is UTC.
      - If left out, old ones are returned as well.
    type: str
  destination:
    description:
      - Only restore points that are kept like this, V(AzureBlob) for backups in a repository, V(Snapshot) for snapshots
        of a policy, V(ManualSnapshot) for those taken by hand. If left out, it does not matter.
    type: list
    elements: str
    choices: [AzureBlob, Snapshot, ManualSnapshot]
  access_tier:
    description:
      - Only restore points in repositories of these access tiers. Snapshots are in none.
      - If left out, the tier does not matter.
    type: list
    elements: str
    choices: [Hot, Cool, Cold, Archive, Inferred]
  data_retrieval_status:
    description:
      - Only restore points whose data was (V(Retrieved)), is being (V(Retrieving)) or was not (V(None)) retrieved from
        the archive tier. If left out, it does not matter.
    type: list
    elements: str
    choices: ["None", Retrieving, Retrieved]
  immutable:
    description:
      - With V(true), only restore points that cannot be removed for now. With V(false), only the others.
      - If left out, it does not matter.
    type: bool
  usable:
    description:
      - Whether restore points that nothing can be restored from are left out. RV(restore_points[].unusable_reason)
        tells the reason of each.
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
  contains:
    id:
      description: ID of the restore point.
      type: str
      returned: always
    vm_name:
      description: Name of the machine.
      type: str
      returned: always
    creation_time:
      description: When it was created.
      type: str
      returned: always
    creation_time_local:
      description: The same with the offset of the machine's time zone.
      type: str
      returned: if the server tells it
    type:
      description: Type of the restore point, such as V(Full) or V(Incremental).
      type: str
      returned: if the server tells it
    destination:
      description: How it is kept, V(AzureBlob), V(Snapshot) or V(ManualSnapshot).
      type: str
      returned: always
    access_tier:
      description: Access tier of the repository that has it. V(null) for snapshots.
      type: str
      returned: if the server tells it
    state:
      description: Whether the restore point is sound, V(Ok) or V(Corrupted). V(NotApplicable) for snapshots.
      type: str
      returned: if the server tells it
    corrupted:
      description: Whether it is corrupted.
      type: bool
      returned: if the server tells it
    data_retrieval_status:
      description: Whether its data was retrieved from the archive tier.
      type: str
      returned: if the server tells it
    retrieved_data_expiration:
      description: Until when retrieved data is there.
      type: str
      returned: if the server tells it
    immutable_until:
      description: Until when it cannot be removed.
      type: str
      returned: if the server tells it
    gfs_flags:
      description: For which long-term retention it is kept.
      type: str
      returned: if the server tells it
    size_bytes:
      description: Size of the restore point, in bytes.
      type: int
      returned: if the server tells it
    chain_size_bytes:
      description: Size of the latest backup in its chain, in bytes.
      type: int
      returned: if the server tells it
    region:
      description: Name of the Azure region where it is.
      type: str
      returned: if the server tells it
    session_id:
      description: ID of the session that made it.
      type: str
      returned: if the server tells it
    unusable_reason:
      description: Why nothing can be restored from it. V(null) where something can.
      type: str
      returned: always
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
      unusable_reason: null
"""

from ansible_collections.opendr.veeam.plugins.module_utils.azure.restore_point_info import MODULE
from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
