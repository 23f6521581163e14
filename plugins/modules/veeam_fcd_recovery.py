#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_fcd_recovery
short_description: Bring single disks back as First Class Disks by instant recovery
version_added: 0.1.0
description:
  - Leads the instant recovery of disks of a machine to the state that the task asks for - published from their backup
    to a vSphere cluster as First Class Disks, migrated to production, or gone.
  - Where the recovery stands is read from the server every time, its mounts and its sessions, and only what is missing
    is done. A task that ran before, or was killed at any point, is simply run again. It goes on with the mount or the
    session that is there, and never starts a second one of the same disks.
  - A mount is recognised by the machine that it is from and by the O(disks[].registered_name) of its disks, or by
    O(mount_id). Without O(disks), any mount of the machine is meant, if there is one only. Where there is a mount, its
    restore point stays, even if there is a newer one by now.
  - Disks can be migrated one by one. A disk that is migrated leaves the mount, and the last one takes the mount with
    it.
  - In check mode nothing is sent. RV(steps) then has the operations that would run, RV(restore_point) what from, and
    RV(recovery) where to.
  - Needs the role Veeam Backup Administrator or Veeam Restore Operator; migration needs Veeam Backup Administrator.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.restore_point
  - opendr.veeam.waiting
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
seealso:
  - module: opendr.veeam.veeam_fcd_recovery_info
  - module: opendr.veeam.veeam_instant_recovery
  - module: opendr.veeam.veeam_session
options:
  state:
    description:
      - V(mounted) publishes the disks from their backup. Disks that are being migrated, or have been since O(since),
        have gone further than that, and nothing is done.
      - V(migrated) moves the disks, or those in O(migration.disks), to production, publishing them first where they are
        not published.
      - V(absent) takes published disks back, with everything that changed in them. What has been migrated stays in
        production. Where nothing is published the task is done. Disks that are being migrated are not taken back.
    type: str
    choices: [mounted, migrated, absent]
    default: mounted
  mount_id:
    description:
      - ID of the mount to go on with, where several mounts of the machine are there.
      - If left out, the mount is looked up by the machine and the O(disks).
    type: str
  since:
    description:
      - Recoveries of disks of this machine that began before this point in time do not count, such as
        V(2026-05-04T13:30:00Z). Give the time of the incident, so that a migration done since then is not done again
        and one of last year does not stand in the way.
      - The server does not tell which disks a migration has moved once its mount is gone. Then any migration of disks
        of this machine since this point in time counts. Give a later time to recover further disks of the same machine.
      - If left out, it is the time at which the restore point was created.
      - Needed with O(state=migrated) where an earlier recovery brought it to production and
        O(restore_point) gives neither an ID nor O(restore_point.before). The next backup makes a newer restore point,
        and a playbook that ran again would recover anew.
    type: str
  cluster:
    description:
      - Cluster in whose vCenter the disks are registered. Required to publish disks.
    type: dict
    suboptions: &object
      name:
        description:
          - Name of the object in the inventory of the virtual infrastructure, in full. It is looked up on all servers
            unless host_name names one. Several of that name, or none, fail the task, with a list of candidates.
        type: str
      path:
        description:
          - Server, containers and name of the object, such as V(vcenter01.dr.example/Datacenter01/Cluster01), in place
            of name and server. The container right above decides between objects of one name.
        type: str
      host_name:
        description:
          - Server whose inventory has the object.
        type: str
      type:
        description:
          - Type of the object as the API names it, such as V(Cluster) or V(Datastore). If left out, all types that make
            sense for the option are looked at.
        type: str
      object_id:
        description:
          - ID that the virtual infrastructure knows the object by, such as V(domain-c8). Given together with name,
            server and type, the object is sent as it is and nothing is looked up.
        type: str
      urn:
        description:
          - Uniform resource name of the object, for an object that is given whole.
        type: str
      parent_object_id:
        description:
          - ID of the object right above.
        type: str
  disks:
    description:
      - The disks to recover, of those in the restore point. Required to publish disks.
      - A mount gets no further disks afterwards, and is taken back as a whole. With O(state=absent), all disks of the
        mount have to be named, or none.
    type: list
    elements: dict
    suboptions:
      name:
        description:
          - Name of the disk in the backup, such as V(app01_2.vmdk). Required for each disk.
        type: str
      mounted_name:
        description:
          - Name of the VMDK file that the disk becomes on the datastore. Required for each disk.
        type: str
      registered_name:
        description:
          - Name under which the disk is registered as a First Class Disk. Tasks recognise the disk by it. Required for
            each disk.
        type: str
  write_cache:
    description:
      - Where changes in the published disks are kept. If left out, on the mount server.
    type: dict
    suboptions:
      redirect_enabled:
        description:
          - Whether changes are written to O(write_cache.cache_datastore) in place of the mount server's cache. It is
            V(false) if left out.
        type: bool
      cache_datastore:
        description:
          - Datastore for the changes.
        type: dict
        suboptions: *object
      storage_policy:
        description:
          - Storage policy for what is written to O(write_cache.cache_datastore).
        type: dict
        suboptions: *object
  reason:
    description:
      - Why the disks are recovered, for the server's records. Needs O(api_version=1.3-rev2).
    type: str
  migration:
    description:
      - Where O(state=migrated) moves the disks to.
    type: dict
    suboptions:
      disks:
        description:
          - The disks to migrate, by the O(disks[].mounted_name). Those that have left the mount already are not
            migrated again.
          - If left out, all disks of the mount are migrated.
        type: list
        elements: str
      datastore:
        description:
          - Datastore to move the disks to. Required to migrate.
        type: dict
        suboptions: *object
      storage_policy:
        description:
          - Storage policy for the disks. If left out, the server gives them the default of the datastore.
        type: dict
        suboptions: *object
"""

EXAMPLES = r"""
- name: Publish the data disk of a machine to a cluster
  opendr.veeam.veeam_fcd_recovery:
    restore_point:
      name: app01
    cluster:
      name: Cluster01
    disks:
      - name: app01_2.vmdk
        mounted_name: app01-data.vmdk
        registered_name: app01-data

- name: Move it to production storage
  opendr.veeam.veeam_fcd_recovery:
    state: migrated
    restore_point:
      name: app01
    cluster:
      name: Cluster01
    disks:
      - name: app01_2.vmdk
        mounted_name: app01-data.vmdk
        registered_name: app01-data
    migration:
      datastore:
        name: datastore02
      storage_policy:
        name: Gold

- name: Take back all published disks of another machine
  opendr.veeam.veeam_fcd_recovery:
    state: absent
    restore_point:
      name: db01
"""

RETURN = r"""
steps:
  description:
    - The operations that the task ran, in their order - V(mount), V(migrate), V(unmount). In check mode those that it
      would run.
    - Empty where the recovery was there already, or well on its way.
  returned: success
  type: list
  elements: str
  sample: [mount, migrate]
phase:
  description:
    - Where the recovery stands now - V(none), V(mounting), V(mounted), V(migrating), V(finishing), V(migrated),
      V(dismounting) or V(failed). It is V(migrated) too where the disks in O(migration.disks) have left the mount and
      others are still in it.
  returned: success
  type: str
  sample: mounted
mount:
  description:
    - The mount that publishes the disks, V(null) where there is none.
    - RV(mount.spec) is what it was started with, in the words of the options.
  returned: success
  type: dict
  contains:
    id:
      description: ID of the mount.
      type: str
      returned: always
      sample: b5e0a1c5-7d0e-4e0c-a2f4-6a1d0c1d9f30
    machine:
      description: Name of the machine that the disks are from.
      type: str
      returned: always
      sample: app01
    state:
      description: State of the mount, as the server calls it.
      type: str
      returned: always
      sample: Mounted
    session_id:
      description: ID of the session that published the disks.
      type: str
      returned: always
      sample: 9a2e4651-ba8c-45f7-9f06-4e6e76e610e7
    restore_point_id:
      description: ID of the restore point that they are published from.
      type: str
      returned: always
      sample: 40e66bd7-6f79-54a0-a644-057b7ed417b9
    error_message:
      description: What went wrong with the mount, in the server's words.
      type: str
      returned: where the server says something
      sample: ""
    mounted_disks:
      description: The disks in the mount, without those that were migrated. Each has name, mounted_name,
        registered_name and, as object_id, its ID in vCenter.
      type: list
      elements: dict
      returned: where the server tells them
      sample:
        - name: app01_2.vmdk
          mounted_name: app01-data.vmdk
          registered_name: app01-data
          object_id: 0b5d0c4a-3f7d-4d5e-9a39-3f9c9a6a5b11
    spec:
      description: What the recovery was started with, in the words of the options.
      type: dict
      returned: always
      sample:
        cluster: {name: Cluster01, host_name: vcenter01.dr.example, type: Cluster, object_id: domain-c8}
        disks:
          - name: app01_2.vmdk
            mounted_name: app01-data.vmdk
            registered_name: app01-data
restore_point:
  description:
    - The restore point that the disks are, or would be, recovered from. V(null) where there was none to choose, as with
      O(state=absent) and nothing there.
  returned: success
  type: dict
  contains:
    id:
      description: ID of the restore point.
      type: str
      returned: always
      sample: 40e66bd7-6f79-54a0-a644-057b7ed417b9
    name:
      description: Name of the backed-up machine.
      type: str
      returned: always
      sample: app01
    creation_time:
      description: When it was created.
      type: str
      returned: always
      sample: "2026-05-04T07:51:25.191+00:00"
    age_hours:
      description: Its age in hours, by the clock of the server.
      type: float
      returned: always
      sample: 3.0
    type:
      description: Type of the restore point.
      type: str
      returned: always
      sample: Increment
    platform:
      description: Platform on which the machine was backed up.
      type: str
      returned: always
      sample: VMware
    backup_id:
      description: ID of the backup that has it.
      type: str
      returned: always
      sample: f81876b5-88c8-50c7-ad69-73f322bcd26e
    malware_status:
      description: What malware detection said of it.
      type: str
      returned: always
      sample: Clean
    passed_over:
      description: Newer restore points that were not taken, each with its id, its creation_time and the reason.
      type: list
      elements: dict
      returned: always
      sample:
        - id: 0d9f5d2a-2d21-5bd4-8c0e-f2ab1a0b4f0c
          creation_time: "2026-05-04T09:51:25.191+00:00"
          reason: its malware status is Infected
recovery:
  description:
    - What RV(steps) tell the server, in the words of the options and with the inventory objects that were found -
      V(spec) of a mount, V(migration) of a migration.
  returned: success
  type: dict
  sample:
    migration:
      disks: [app01-data.vmdk]
      datastore: {name: datastore02, host_name: vcenter01.dr.example, type: Datastore, object_id: datastore-42}
session:
  description:
    - The last session that the task waited for, or started. The session of a mount goes on as long as the disks are
      published.
  returned: when a session was started or waited for
  type: dict
  contains:
    id:
      description: ID of the session.
      type: str
      returned: always
      sample: 9a2e4651-ba8c-45f7-9f06-4e6e76e610e7
    name:
      description: Name of the session.
      type: str
      returned: always
      sample: app01
    type:
      description: What kind of work it does.
      type: str
      returned: always
      sample: FirstClassDiskInstantRestore
    state:
      description: State of the session.
      type: str
      returned: always
      sample: Working
    result:
      description: How it ended, V(None) while it runs.
      type: str
      returned: always
      sample: None
    message:
      description: The server's words about that.
      type: str
      returned: always
      sample: ""
    progress_percent:
      description: How far it is.
      type: int
      returned: always
      sample: 100
error:
  description:
    - On failure, the facts behind the message - V(kind), and what belongs to it, such as the V(session) and its last
      V(log) records, the V(candidates) for a name, the restore points V(passed_over), or the V(phase) that the recovery
      is in.
  returned: failure
  type: dict
  sample:
    kind: RecoveryBlocked
    phase: failed
    reason: The datastore is full.
"""

from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.fcd_recovery.module import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
