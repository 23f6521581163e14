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
      - What to restore from. Either one restore point by its O(restore_point.id), or the newest one of an Azure VM,
        given by O(restore_point.name) or O(restore_point.vm_id), that is as the other suboptions say.
      - A restore point that is corrupted, or whose data lies in the archive tier and was not retrieved, cannot be
        restored from. It is passed over, and the result says which newer ones were passed over, and why.
      - Where none is left, or two machines have the name, the task fails and lists the candidates.
    type: dict
    required: true
    suboptions:
      id:
        description:
          - ID of the restore point, a UUID. The rules below hold for it too.
        type: str
      name:
        description:
          - Name of the protected Azure VM, exactly as the appliance shows it.
        type: str
      vm_id:
        description:
          - ID of the protected Azure VM on the appliance, for one of several of the same name.
        type: str
      resource_group:
        description:
          - Name of the resource group of the VM that O(restore_point.name) names. Tells machines of one name apart.
          - If left out, machines of all resource groups are looked at.
        type: str
      policy:
        description:
          - Name or ID of the backup policy that made the restore point.
          - If left out, it does not matter which policy made it, or whether one did.
        type: str
      before:
        description:
          - Only restore points created before this point in time, such as V(2026-05-04T13:30:00Z). Without an offset it
            is UTC.
        type: str
      after:
        description:
          - Only restore points created after this point in time. A restore point that is too old is better refused than
            restored.
        type: str
      destination:
        description:
          - Only restore points that are kept like this, V(AzureBlob) for backups in a repository, V(Snapshot) for
            snapshots of a policy, V(ManualSnapshot) for those taken by hand. If left out, it does not matter.
        type: list
        elements: str
        choices: [AzureBlob, Snapshot, ManualSnapshot]
      access_tier:
        description:
          - Only restore points in repositories of these access tiers. Snapshots are in none.
          - If left out, the tier does not matter, but for the archive, see above.
        type: list
        elements: str
        choices: [Hot, Cool, Cold, Archive, Inferred]
"""
