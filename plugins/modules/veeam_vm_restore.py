#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_vm_restore
short_description: Restore entire machines to vSphere, Hyper-V or Cloud Director
version_added: 0.1.0
description:
  - Restores an entire machine from a restore point to the original or another location, and waits for the end of the
    restore.
  - A restore is done only once. If the same was already restored after O(since), the task changes nothing. If such a
    restore is running, even one of a task that was killed, the task waits for its end. A failed restore is ignored.
  - An earlier restore is recognized by the platform and the name of the restored machine, which is O(vm_name) or the
    name of the backed-up machine. The server returns nothing else about a restore that has ended.
  - In check mode nothing is changed. RV(steps) says whether a restore would start, RV(restore_point) is the source, and
    RV(restore) the target.
  - The machine can start when all data is restored. To start it immediately from the backup, see
    M(opendr.veeam.veeam_instant_recovery).
  - The account needs the role Veeam Backup Administrator or Veeam Restore Operator.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.restore_point
  - opendr.veeam.waiting
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
  - opendr.veeam.again
seealso:
  - module: opendr.veeam.veeam_instant_recovery
  - module: opendr.veeam.veeam_restore_point_info
  - module: opendr.veeam.veeam_session
options:
  platform:
    description:
      - Platform to which the machine is restored. It decides what other options there are. With an option of another
        platform, the task fails before anything is sent.
    type: str
    choices: [vsphere, hyperv, cloud_director]
    required: true
  since:
    description:
      - Time such as V(2026-05-04T13:30:00Z). Restores of this machine that started earlier are ignored. Give the time
        of the incident, so that a restore after it is not repeated, even if there are newer restore points.
      - The time needs an offset, V(Z) for UTC or one such as V(+02:00), and must not be later than the clock of the
        server.
      - If omitted, it is the time at which the restore point was created.
      - Required if an earlier restore was completed, and O(restore_point) has neither an ID nor
        O(restore_point.before), and O(again=never). Otherwise the next backup creates a newer restore point, and the
        next run of the playbook would restore again.
    type: str
  type:
    description:
      - How to restore.
      - V(Customized) restores to the O(destination), or next to the original with another O(vm_name). At least one of
        the two is required.
      - V(OriginalLocation) restores to the location of the original machine. O(overwrite) says whether an original that
        is still there may be overwritten.
    type: str
    choices: [OriginalLocation, Customized]
    default: Customized
  vm_name:
    description:
      - Name of the restored machine. Not with O(type=OriginalLocation).
      - If omitted, the machine keeps its name. Required to restore to Cloud Director with O(type=Customized).
      - On vSphere a new name needs a folder. If O(destination.folder) is omitted, it is the folder of the original. If
        the inventory no longer has the original, or O(destination.host) is in another datacenter, the task fails and
        asks for O(destination.folder).
    type: str
  destination:
    description:
      - Location of the restored machine, with O(type=Customized). Omitted suboptions are as in the original, as far as
        the server supports this.
    type: dict
    suboptions:
      host:
        description: Host or cluster to run the machine on. Not for O(platform=cloud_director).
        type: dict
        suboptions: &object
          name:
            description:
              - Full name of the object in the inventory of the virtual infrastructure. The module searches all servers
                unless host_name is given. The task fails and lists the candidates if no object, or several, have this
                name.
            type: str
          path:
            description:
              - Path of the object with server, containers and name, such as
                V(vcenter01.example.com/Datacenter1/esx01.example.com). Use it instead of name and host_name. Containers
                distinguish objects of the same name. Other containers can be omitted.
            type: str
          host_name:
            description:
              - Server that has the object in its inventory - a vCenter server, a standalone host, an SCVMM server or
                cluster, or a Cloud Director server.
            type: str
          type:
            description:
              - Type of the object in the API, such as V(Host) or V(Cluster). If omitted, all types that the option
                accepts are searched.
            type: str
          object_id:
            description:
              - ID of the object in the virtual infrastructure, such as V(host-21). If it is given together with name,
                host_name and type, the module sends the object without looking it up.
            type: str
          urn:
            description: Uniform resource name of the object. Used if the object is not looked up.
            type: str
          parent_object_id:
            description: ID of the parent object, on Hyper-V.
            type: str
      resource_pool:
        description: Resource pool of the machine. Only with O(platform=vsphere).
        type: dict
        suboptions: *object
      folder:
        description:
          - Folder of the machine in the inventory. Only with O(platform=vsphere).
          - If omitted, the folder of the original is used with O(vm_name) or O(vm_tags_restore_enabled), and otherwise
            the server decides.
        type: dict
        suboptions: *object
      preserve_uuid:
        description:
          - Whether the machine keeps the BIOS UUID of the original. Only with O(platform=hyperv). If omitted, the
            server decides.
        type: bool
      register_as_cluster_resource:
        description:
          - Whether the machine becomes a cluster resource, so that it moves to another node if the host fails. Only
            with O(platform=hyperv). If omitted, the server decides.
        type: bool
      vapp:
        description: The vApp of the restored machine. Only with O(platform=cloud_director), where it is required.
        type: dict
        suboptions: *object
  datastore:
    description:
      - Datastore of the machine's files, with O(type=Customized). Not for O(platform=hyperv). On vSphere it requires
        O(api_version=1.3-rev2) or later. With earlier revisions, use O(disk_mappings). If omitted, the server tries to
        use that of the original.
    type: dict
    suboptions: *object
  configuration_file_datastore:
    description:
      - Datastore of the machine's configuration file, with O(type=Customized). Only with O(platform=vsphere). If
        omitted, the server tries to use that of the original.
    type: dict
    suboptions: *object
  storage_policy:
    description:
      - Storage policy of the machine, with O(type=Customized). Only with O(platform=cloud_director), and together with
        O(datastore). If omitted, the server decides.
    type: dict
    suboptions: *object
  configuration_files_path:
    description:
      - Folder of the machine's configuration files on the host, with O(type=Customized). Only with O(platform=hyperv).
        If omitted, the server tries to use that of the original.
    type: str
  disk_mappings:
    description:
      - Locations of single disks, with O(type=Customized). Not for O(platform=cloud_director). Where disks are restored
        that are not listed is not documented.
      - M(opendr.veeam.veeam_restore_point_info) returns the disks of a restore point.
    type: list
    elements: dict
    suboptions:
      disk_name:
        description: Name of the disk in the backup. Required.
        type: str
      datastore:
        description: Datastore of the disk. Required on vSphere.
        type: dict
        suboptions: *object
      disk_type:
        description: How the disk is provisioned. Only with O(platform=vsphere). If omitted, the server decides.
        type: str
        choices: [Source, Thick, Thin, ThickEagerZeroed]
      disk_uid:
        description: ID of the disk. Required on Hyper-V.
        type: str
      disk_path:
        description: Path of the disk on the original host. Required on Hyper-V.
        type: str
      disk_size:
        description: Size of the disk, in bytes. Required on Hyper-V with O(api_version=1.3-rev1) or earlier.
        type: int
      target_folder:
        description: Folder of the restored disk. Required on Hyper-V.
        type: str
  network:
    description:
      - Network of the restored machine, with O(type=Customized). Only with O(api_version=1.2-rev1). With later
        revisions, use O(network_mappings). If omitted, the server tries to use the networks of the original.
    type: dict
    suboptions: *object
  network_mappings:
    description:
      - Target network for each network of the original, with O(type=Customized). Requires O(api_version=1.3-rev0) or
        later. What happens to networks that are not listed is not documented.
    type: list
    elements: dict
    suboptions:
      source_network:
        description:
          - Network of the original. Required.
          - On Hyper-V with O(api_version=1.3-rev2) it is the network adapter of the backed-up machine, by
            O(network_mappings[].source_network.id) and O(network_mappings[].source_network.name).
        type: dict
        suboptions:
          id:
            description: ID of the network adapter of the backed-up machine, on Hyper-V with O(api_version=1.3-rev2).
            type: str
          name:
            description:
              - Full name of the object in the inventory of the virtual infrastructure. The module searches all servers
                unless host_name is given. The task fails and lists the candidates if no object, or several, have this
                name.
            type: str
          path:
            description:
              - Path of the object with server, containers and name, such as
                V(vcenter01.example.com/Datacenter1/esx01.example.com). Use it instead of name and host_name. Containers
                distinguish objects of the same name. Other containers can be omitted.
            type: str
          host_name:
            description:
              - Server that has the object in its inventory - a vCenter server, a standalone host, an SCVMM server or
                cluster, or a Cloud Director server.
            type: str
          type:
            description:
              - Type of the object in the API, such as V(Host) or V(Cluster). If omitted, all types that the option
                accepts are searched.
            type: str
          object_id:
            description:
              - ID of the object in the virtual infrastructure, such as V(host-21). If it is given together with name,
                host_name and type, the module sends the object without looking it up.
            type: str
          urn:
            description: Uniform resource name of the object. Used if the object is not looked up.
            type: str
          parent_object_id:
            description: ID of the parent object, on Hyper-V.
            type: str
      target_network:
        description:
          - Network of the restored machine. Required, except on Hyper-V with O(network_mappings[].disconnect=true).
        type: dict
        suboptions: *object
      disconnect:
        description:
          - Whether the network adapter is disconnected instead. Only with O(platform=hyperv). If omitted, V(false) is
            used.
        type: bool
  network_disconnected:
    description:
      - Whether the machine is disconnected from these networks, with O(type=Customized). Not for O(platform=hyperv).
      - It needs O(network_mappings) too, or O(network) with O(api_version=1.2-rev1). If omitted, the server decides.
    type: bool
  vm_tags_restore_enabled:
    description:
      - Whether the vSphere tags of the original are restored, with O(type=Customized). Not for O(platform=hyperv). On
        vSphere it needs a folder, as O(vm_name) does. If omitted, the server decides on vSphere, and V(false) is sent
        for Cloud Director.
    type: bool
  restore_proxies:
    description: Backup proxies that transfer the data. Not for O(platform=hyperv). If omitted, the server decides.
    type: dict
    suboptions:
      auto_select_enabled:
        description:
          - Whether the server chooses the best proxies among those connected to the datastore. If omitted, V(false) is
            used.
        type: bool
      proxies:
        description: The VMware vSphere backup proxies to use, by name or ID.
        type: list
        elements: str
  overwrite:
    description:
      - Whether an existing machine with this name is overwritten. What the server does if this is omitted is not
        documented.
      - On vSphere it requires O(api_version=1.3-rev1) or later. On Hyper-V it is only used with O(type=Customized). Not
        for O(platform=cloud_director).
    type: bool
  overwrite_disks:
    description:
      - Whether existing disks with the same names are overwritten, with O(type=Customized). Only with
        O(platform=hyperv). What the server does if this is omitted is not documented.
    type: bool
  quick_rollback:
    description:
      - Whether only changed blocks are restored, which is faster. With O(type=OriginalLocation). Use it if the data in
        the machine was damaged, but not if its storage failed. What the server does if it is omitted is not documented.
    type: bool
  power_up:
    description:
      - Whether the machine is started after the restore. What the server does if it is omitted is not documented.
    type: bool
  reason:
    description: Reason for the restore, which the server stores.
    type: str
  secure_restore:
    description: Scan for malware before the machine is restored. If omitted, no scan is requested.
    type: dict
    suboptions:
      antivirus_scan_enabled:
        description: Whether the mount server's antivirus software scans the machine. If omitted, V(false) is used.
        type: bool
      yara_scan_enabled:
        description:
          - Whether the machine is scanned with O(secure_restore.yara_rule). Requires O(api_version=1.3-rev2) or later.
        type: bool
      yara_rule:
        description: Name of the YARA rule to scan with. Requires O(api_version=1.3-rev2) or later.
        type: str
      virus_detection_action:
        description:
          - What happens if malware is found. The machine is restored without network, not restored, or restored
            normally.
        type: str
        choices: [DisableNetwork, AbortRecovery, Ignore]
      entire_volume_scan_enabled:
        description: Whether the scan continues after the first malware is found.
        type: bool
  wait_timeout:
    description:
      - Number of seconds after which the task stops waiting and fails. The server continues its work. The message says
        how to continue waiting.
      - By default 8 hours, since the server copies entire machines.
    default: 28800
"""

EXAMPLES = r"""
- name: Restore a machine beside the original, off the network
  opendr.veeam.veeam_vm_restore:
    platform: vsphere
    restore_point:
      name: app02
    vm_name: app02-restored
    destination:
      host:
        name: esx02.dr.example
      resource_pool:
        path: vcenter01.dr.example/Cluster02/Recovered
      folder:
        path: vcenter01.dr.example/Recovered/Databases
    disk_mappings:
      - disk_name: app02.vmdk
        datastore:
          name: datastore02
        disk_type: Thin
    network_mappings:
      - source_network:
          path: vcenter01.dr.example/Datacenter01/VM Network
        target_network:
          path: vcenter01.dr.example/Isolated
    network_disconnected: true
    reason: Check the data of the last month

- name: Roll a machine back to its last clean restore point before the incident, unless that was done since
  opendr.veeam.veeam_vm_restore:
    platform: vsphere
    type: OriginalLocation
    restore_point:
      name: web01
      malware_status: [Clean]
    since: "2026-01-14T13:30:00Z"
    overwrite: true
    quick_rollback: true
    power_up: true
    wait_timeout: 14400

- name: Restore a machine over the original on Hyper-V, scanned for malware
  opendr.veeam.veeam_vm_restore:
    platform: hyperv
    type: OriginalLocation
    restore_point:
      name: hv-sql01
      job: Hyper-V Servers
    secure_restore:
      antivirus_scan_enabled: true
      virus_detection_action: AbortRecovery

- name: Restore a machine to another host of Hyper-V, in another network
  opendr.veeam.veeam_vm_restore:
    platform: hyperv
    restore_point:
      name: hv-web01
      platform: HyperV
    vm_name: hv-web01-restored
    destination:
      host:
        name: hyperv01.dr.example
    network_mappings:
      - source_network:
          host_name: hyperv01.dr.example
          name: External
        target_network:
          host_name: hyperv01.dr.example
          name: Internal
    power_up: true

- name: Restore the machine of a tenant to its vApp
  opendr.veeam.veeam_vm_restore:
    platform: cloud_director
    restore_point:
      name: tenant-app01
    vm_name: tenant-app01-restored
    destination:
      vapp:
        name: tenant-app
    vm_tags_restore_enabled: true
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
  description:
    - The restore point of the restore. V(null) if a restore was already running, so that none had to be chosen.
  returned: success
  type: dict
  contains:
    id:
      description: ID of the restore point.
      returned: always
      type: str
      sample: 40e66bd7-6f79-54a0-a644-057b7ed417b9
    name:
      description: Name of the backed-up object.
      returned: always
      type: str
      sample: app02-restored
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
      sample: Increment
    platform:
      description: Platform on which it was backed up.
      returned: always
      type: str
      sample: VMware
    backup_id:
      description: ID of the backup that holds it.
      returned: always
      type: str
      sample: f81876b5-88c8-50c7-ad69-73f322bcd26e
    malware_status:
      description: Result of the malware detection.
      returned: always
      type: str
      sample: Clean
    session_result:
      description:
        - How the session that created it ended, such as V(Success) or V(Warning). V(unknown) if the server no longer
          has the session, so that nobody can tell whether the restore point is complete. V(not_checked) with
          O(restore_point.require_successful_session=false), and for the restore point of an existing mount.
      returned: always
      type: str
      sample: Success
    passed_over:
      description: Newer restore points that were not used, each with its id, its creation_time and the reason.
      returned: always
      type: list
      elements: dict
      sample:
        - id: 0d9f5d2a-2d21-5bd4-8c0e-f2ab1a0b4f0c
          creation_time: "2026-05-04T09:51:25.191+00:00"
          reason: its malware status is Infected
restore:
  description:
    - What RV(steps) send to the server, with the names of the options and the inventory objects that were found. Empty
      if nothing has to be started.
  returned: success
  type: dict
  sample:
    type: Customized
    vm_name: app02-restored
    destination:
      host:
        name: esx02.dr.example
        host_name: vcenter01.dr.example
        type: Host
        object_id: host-11
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
      description: Name of the session.
      type: str
    type:
      description: Type of the session, which says what kind of work it does.
      type: str
    state:
      description: State of the session. V(Stopped) means that it has ended.
      type: str
    result:
      description: How the session ended, V(Success), V(Warning) or V(Failed). V(None) while it runs.
      type: str
    message:
      description: The server's explanation of the result.
      type: str
    progress_percent:
      description: How much of the work is done, in percent.
      type: int
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.vm_restore.module import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
