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
      - The restore point to use. Give its O(restore_point.id), or a machine with O(restore_point.name) or
        O(restore_point.object_id). Of a machine, the newest restore point that matches the other suboptions is used.
      - Restore points that do not allow the operation, whose malware status is not accepted, or whose backup session
        failed, are not used. The result lists the newer restore points that were not used, and why.
      - If no restore point is left, or several machines have the name, the task fails and lists the candidates.
    type: dict
    required: true
    suboptions:
      id:
        description:
          - ID of the restore point, a UUID. The other suboptions apply to it too. For example, an infected restore
            point is refused unless O(restore_point.malware_status) accepts it.
        type: str
      name:
        description:
          - Name of the backed-up machine or object, exactly as in the backup.
        type: str
      object_id:
        description:
          - ID of the backed-up machine or object, needed if several have the same name.
        type: str
      platform:
        description:
          - Platform on which the machine was backed up, to distinguish machines with the same name on several
            platforms.
          - If omitted, platforms are not filtered.
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
          - Name or ID of the backup that holds the restore point, such as an off-site copy.
          - If omitted, backups are not filtered.
        type: str
      job:
        description:
          - Name or ID of the job that created the backup of the restore point.
          - If omitted, jobs are not filtered.
        type: str
      before:
        description:
          - Only restore points created before this time, such as V(2026-05-04T13:30:00Z). It needs an offset.
        type: str
      after:
        description:
          - Only restore points created after this time. Use it to refuse a restore point that is too old.
        type: str
      type:
        description:
          - Only restore points of these types. If omitted, types are not filtered.
        type: list
        elements: str
        choices: [Full, Increment, Rollback, Snapshot, Cdp, Different]
      malware_status:
        description:
          - Malware statuses to accept. By default, restore points that are V(Suspicious) or V(Infected) are refused.
          - A restore point without a status is accepted.
        type: list
        elements: str
        choices: [Clean, Informative, Suspicious, Infected]
        default: [Clean, Informative]
      require_successful_session:
        description:
          - Whether the part of the backup session that created the restore point must have ended with success or a
            warning. A session that failed can leave a restore point that has only part of the data.
          - If the server no longer has the session, the restore point is used, and the result says V(unknown) in
            C(session_result).
        type: bool
        default: true
"""
