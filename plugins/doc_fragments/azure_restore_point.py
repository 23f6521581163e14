# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The option of modules that restore from backups of Azure VMs: which restore point to restore from."""

from __future__ import annotations


class ModuleDocFragment:
    """By its ID, or by the machine and rules."""

    DOCUMENTATION = r"""
options:
  restore_point:
    description:
      - The restore point to use. Give its O(restore_point.id), or an Azure VM with O(restore_point.name) or
        O(restore_point.vm_id). Of an Azure VM, the newest restore point that matches the other suboptions is used.
      - Restore points that are corrupted, or whose data is in the archive tier and was not retrieved, are not used. The
        result lists the newer restore points that were not used, and why.
      - If no restore point is left, or several machines have the name, the task fails and lists the candidates.
    type: dict
    required: true
    suboptions:
      id:
        description:
          - ID of the restore point, a UUID. The other suboptions apply to it too.
        type: str
      name:
        description:
          - Name of the protected Azure VM, exactly as the appliance shows it.
        type: str
      vm_id:
        description:
          - ID of the protected Azure VM on the appliance, needed if several have the same name.
        type: str
      resource_group:
        description:
          - Name of the resource group of the Azure VM, to distinguish machines with the same O(restore_point.name).
          - If omitted, resource groups are not filtered.
        type: str
      policy:
        description:
          - Name or ID of the backup policy that created the restore point.
          - If omitted, policies are not filtered.
        type: str
      before:
        description:
          - Only restore points created before this time, such as V(2026-05-04T13:30:00Z). It needs an offset.
        type: str
      after:
        description:
          - Only restore points created after this time. Use it to refuse a restore point that is too old.
        type: str
      destination:
        description:
          - Only restore points of these kinds - V(AzureBlob) for backups in a repository, V(Snapshot) for snapshots of
            a policy, V(ManualSnapshot) for manual snapshots. If omitted, kinds are not filtered.
        type: list
        elements: str
        choices: [AzureBlob, Snapshot, ManualSnapshot]
      access_tier:
        description:
          - Only restore points in repositories of these access tiers. Snapshots have no access tier.
          - If omitted, access tiers are not filtered, but restore points in the archive tier are only used if their
            data was retrieved.
        type: list
        elements: str
        choices: [Hot, Cool, Cold, Archive, Inferred]
"""
