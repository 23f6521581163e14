#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_azure_vm_restore
short_description: Restore Azure VMs and their disks
version_added: 0.1.0
description:
  - Restores an Azure VM or its disks from a restore point of a backup appliance to the original or another location,
    and waits for the end of the restore.
  - A restore is done only once. If the same was already restored to the same place after O(since), the task changes
    nothing. If such a restore is running, even one of a task that was killed, the task waits for its end. A failed
    restore is ignored.
  - The task adds a short marker to O(reason), by which a rerun recognizes its restore. A restore that a person or
    another tool has started is recognized by the names and resource groups of the restored machine or disks, which the
    sessions of the appliance list.
  - In check mode nothing is changed. RV(steps) says whether a restore would start, RV(restore_point) is the source, and
    RV(restore) the target.
  - Single files are restored with M(opendr.veeam.veeam_azure_flr_restore).
  - The account needs the permission to restore.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.azure
  - opendr.veeam.azure_restore_point
  - opendr.veeam.waiting
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
  - opendr.veeam.again
seealso:
  - module: opendr.veeam.veeam_azure_restore_point_info
  - module: opendr.veeam.veeam_azure_flr_restore
  - module: opendr.veeam.veeam_azure_session
options:
  since:
    description:
      - Time such as V(2026-05-04T13:30:00Z). Restores that started earlier are ignored. Give the time of the incident,
        so that a restore after it is not repeated, even if there are newer restore points.
      - The time needs an offset, V(Z) for UTC or one such as V(+02:00), and must not be later than the clock of the
        server.
      - If omitted, it is the time at which the restore point was created.
      - Required if an earlier restore was completed, and O(restore_point) has neither an ID nor
        O(restore_point.before), and O(again=never). Otherwise the next backup creates a newer restore point, and the
        next run of the playbook would restore again.
    type: str
  scope:
    description: V(machine) restores the entire VM. V(disks) restores only its disks and attaches them to no machine.
    type: str
    choices: [machine, disks]
    default: machine
  location:
    description:
      - V(alternative) restores to another location, or with another name. With O(scope=machine) it requires O(name),
        O(virtual_network) and O(subnet). With O(scope=disks) it requires O(disks).
      - V(original) restores to the location of the original. What the appliance does with an original that is still
        there is not documented, so be prepared to lose it.
    type: str
    choices: [original, alternative]
    default: alternative
  reason:
    description: Reason for the restore, for the session and its log.
    type: str
    default: Restored with Ansible
  service_account:
    description: Service account with whose permissions the restore is done, given by name or ID.
    type: str
    required: true
  source_service_account:
    description:
      - Service account with whose permissions the backup was created, given by name or ID. Required if
        O(service_account) cannot access the snapshots. If omitted, the server uses none.
    type: str
  start_vm_after_restore:
    description:
      - Whether the machine is started after the restore. With O(scope=machine). If omitted, the server decides.
    type: bool
  name:
    description:
      - Name of the restored machine. With O(scope=machine) and O(location=alternative), where it is required.
    type: str
  subscription:
    description:
      - Subscription of the restored machine, given by name or ID. With O(scope=machine) and O(location=alternative).
      - If omitted, it is that of the original.
    type: str
  resource_group:
    description:
      - Resource group of the restored machine, given by name or ID. With O(scope=machine) and O(location=alternative).
      - If omitted, it is that of the original.
    type: str
  region:
    description:
      - Azure region of the restored machine, by name such as V(West Europe) or ID such as V(westeurope). With
        O(scope=machine) and O(location=alternative).
      - If omitted, it is that of the original.
    type: str
  vm_size:
    description:
      - Size of the restored machine, such as V(Standard_D2s_v5). With O(scope=machine) and O(location=alternative). It
        has to exist in the region.
      - If omitted, it is that of the original.
    type: str
  virtual_network:
    description:
      - Virtual network of the restored machine, given by name or ID. With O(scope=machine) and O(location=alternative),
        where it is required.
    type: str
  subnet:
    description:
      - Subnet of the restored machine in O(virtual_network). With O(scope=machine) and O(location=alternative), where
        it is required.
    type: dict
    suboptions:
      name:
        description:
          - Name of the subnet. The API does not list subnets, so the module cannot check it before the restore.
        type: str
        required: true
      address_space:
        description: Address space of the subnet, such as V(10.20.0.0/24).
        type: str
      network_security_group:
        description: Network security group of the subnet, by name or ID.
        type: str
  network_security_group:
    description:
      - Network security group of the restored machine, given by name or ID. With O(scope=machine) and
        O(location=alternative). If omitted, it has none.
    type: str
  availability_set:
    description:
      - Availability set of the restored machine, given by name or ID. With O(scope=machine) and
        O(location=alternative), and without O(availability_zone). If omitted, it is in none.
    type: str
  availability_zone:
    description:
      - Availability zone of the restored machine, such as V(1). With O(scope=machine) and O(location=alternative), and
        without O(availability_set). If omitted, it is in none.
    type: str
  disk_type:
    description:
      - Whether the disks of the restored machine are managed disks, or are stored in a storage account. With
        O(scope=machine) and O(location=alternative). If omitted, the server decides.
    type: str
    choices: [Managed, Unmanaged]
  os_disk:
    description:
      - Settings of the restored system disk. With O(scope=machine) and O(location=alternative). If omitted, the server
        decides.
    type: dict
    suboptions: &disk
      disk:
        description: The disk in the restore point, by name or ID.
        type: str
        required: true
      name:
        description: Name of the restored disk. If omitted, it keeps its name.
        type: str
      resource_group:
        description: Resource group of the restored disk, by name or ID. If omitted, the server decides.
        type: str
      storage_account:
        description: Storage account of an unmanaged disk, by name or ID.
        type: str
  data_disks:
    description:
      - Settings of the other restored disks. With O(scope=machine) and O(location=alternative). If omitted, the server
        decides.
    type: list
    elements: dict
    suboptions: *disk
  excluded_disks:
    description:
      - Disks that are not restored, given by name or ID. With O(scope=disks) and O(location=original). If omitted, all
        disks in the restore point are restored.
    type: list
    elements: str
  disks:
    description:
      - The disks to restore, and their new locations. With O(scope=disks) and O(location=alternative), where it is
        required. Other disks are not restored.
    type: list
    elements: dict
    suboptions:
      disk:
        description: The disk in the restore point, by name or ID.
        type: str
        required: true
      name:
        description: Name of the restored disk.
        type: str
        required: true
      subscription:
        description: Subscription of the restored disk, by name or ID. If omitted, it is that of the original.
        type: str
      resource_group:
        description: Resource group of the restored disk, by name or ID. If omitted, it is that of the original.
        type: str
      region:
        description: Azure region of the restored disk, by name or ID. If omitted, it is that of the original.
        type: str
      availability_zone:
        description: Availability zone of the restored disk, such as V(1). If omitted, it is in none.
        type: str
      disk_type:
        description: Whether the restored disk is managed by Azure. If omitted, it is as the original.
        type: str
        choices: [Managed, Unmanaged]
      storage_account:
        description: Storage account of an unmanaged disk, by name or ID. If omitted, it is that of the original.
        type: str
      service_account:
        description: Service account that restores this disk, by name or ID. If omitted, O(service_account).
        type: str
  wait_timeout:
    description:
      - Number of seconds after which the task stops waiting and fails. The server continues its work. The message says
        how to continue waiting.
      - By default 8 hours, since the server copies entire machines and disks.
    default: 28800
"""

EXAMPLES = r"""
# The connection comes from module_defaults, or from the environment variables VEEAM_AZURE_URL and so on.
- name: Restore a machine beside the original, from the newest restore point that can be used
  opendr.veeam.veeam_azure_vm_restore:
    restore_point:
      name: app-linux01
    reason: Drill of the disaster recovery
    service_account: DR Restore Account
    name: app-linux01-copy
    resource_group: rg-dr-test
    vm_size: Standard_D2s_v5
    virtual_network: vnet-dr
    subnet:
      name: default
      address_space: 10.20.0.0/24
    start_vm_after_restore: true
    wait_timeout: 7200
    poll_interval: 60
  register: restored

- name: Restore a deleted machine to its place, and not again if that was done since the incident
  opendr.veeam.veeam_azure_vm_restore:
    restore_point:
      name: old-linux03
    since: "2026-05-04T13:30:00Z"
    service_account: DR Restore Account
    location: original

- name: Bring the data disk of a machine to another resource group
  opendr.veeam.veeam_azure_vm_restore:
    restore_point:
      name: sql-win01
    service_account: DR Restore Account
    scope: disks
    disks:
      - disk: sql-win01_DataDisk_0
        name: sql-win01-data-restored
        resource_group: rg-dr-test

- name: Put all disks but the system disk back
  opendr.veeam.veeam_azure_vm_restore:
    restore_point:
      name: web-linux02
      resource_group: rg-dr-prod
      policy: Production VMs
    service_account: DR Restore Account
    scope: disks
    location: original
    excluded_disks:
      - web-linux02_OsDisk
"""

RETURN = r"""
steps:
  description:
    - V(restore) if the task started the restore, or would start it in check mode. Empty if the restore was already done
      or running.
  returned: success
  type: list
  elements: str
  sample: [restore]
phase:
  description:
    - Phase of the restore after the task - V(none), V(restoring) or V(restored). In check mode, the current phase.
  returned: success
  type: str
  sample: restored
restore_point:
  description: The restore point of the restore.
  returned: success
  type: dict
  contains:
    id:
      description: ID of the restore point.
      returned: always
      type: str
      sample: 40e66bd7-6f79-54a0-a644-057b7ed417b9
    name:
      description: Name of the backed-up machine.
      returned: always
      type: str
      sample: app-linux01
    vm_id:
      description: ID of the machine on the appliance. V(null) if it is no longer protected.
      returned: always
      type: str
      sample: 9f2f4a36-7a51-5a26-8f0b-4a5a20a3fa30
    resource_group:
      description: Name of the machine's resource group. V(null) if the machine is no longer protected.
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
      description: Kind of the restore point.
      returned: always
      type: str
      sample: AzureBlob
    access_tier:
      description: Access tier of its repository. V(null) for a snapshot.
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
restore:
  description:
    - What RV(steps) send to the server, with the names of the options and of the objects that were found. Empty if
      nothing has to be started.
  returned: success
  type: dict
  sample:
    reason: Drill of the disaster recovery
    service_account: DR Restore Account
    name: app-linux01-copy
    resource_group: rg-dr-test
    region: West Europe
    vm_size: Standard_D2s_v5
session:
  description:
    - The session of the restore, started by this or an earlier task. V(null) if there is none, as in check mode.
  returned: success
  type: dict
  contains:
    id:
      description: ID of the session.
      type: str
    name:
      description: What the session does, and for which object.
      type: str
    type:
      description: Type of the session, which says what kind of work it does.
      type: str
    state:
      description: State of the session, as the server calls it.
      type: str
    result:
      description: State in which the session ended. V(null) while it runs.
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

from ansible_collections.opendr.veeam.plugins.module_utils.azure.vm_restore.module import MODULE
from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
