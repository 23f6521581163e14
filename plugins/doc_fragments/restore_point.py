# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The option of modules that restore: which restore point to restore from."""

from __future__ import annotations


class ModuleDocFragment:
    """By its ID, or by the machine and rules."""

    DOCUMENTATION = r"""
options:
  restore_point:
    description:
      - What to restore from. Either one restore point by its O(restore_point.id), or the newest one of a machine, given
        by O(restore_point.name) or O(restore_point.object_id), that is as the other suboptions say.
      - A restore point has to allow the operation. One that does not is passed over, like one whose malware status is
        not accepted, and the result says which newer ones were passed over, and why.
      - Where none is left, or two machines have the name, the task fails and lists the candidates.
    type: dict
    required: true
    suboptions:
      id:
        description:
          - ID of the restore point, a UUID. The rules below hold for it too, so that an infected one is refused
            unless O(restore_point.malware_status) accepts it.
        type: str
      name:
        description:
          - Name of the backed-up machine or object, exactly as the backup has it.
        type: str
      object_id:
        description:
          - ID of the backed-up machine or object, for one of several of the same name.
        type: str
      platform:
        description:
          - Platform on which the machine was backed up. Tells machines of one name on several platforms apart.
          - If left out, machines of all platforms are looked at.
        type: str
        choices:
          - VMware
          - HyperV
          - CloudDirector
          - WindowsPhysical
          - LinuxPhysical
          - CustomPlatform
          - EntraID
          - UnstructuredData
          - MongoDb
          - AWSEC2
          - AzureCompute
          - GCE
          - Iris
          - Nutanix
          - Proxmox
          - LinuxPhysicalPpc
      backup:
        description:
          - Name or ID of the backup to take the restore point from, such as an off-site copy.
          - If left out, restore points of all backups of the machine are looked at.
        type: str
      job:
        description:
          - Name or ID of the job whose backups to take the restore point from.
          - If left out, it does not matter which job made a backup.
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
      type:
        description:
          - Only restore points of these types. If left out, the type does not matter.
        type: list
        elements: str
        choices: [Full, Increment, Rollback, Snapshot, Cdp, Different]
      malware_status:
        description:
          - The malware statuses to accept. By default, restore points that are V(Suspicious) or V(Infected) are
            refused.
          - A restore point that the server has no status for is accepted.
        type: list
        elements: str
        choices: [Clean, Informative, Suspicious, Infected]
        default: [Clean, Informative]
"""
