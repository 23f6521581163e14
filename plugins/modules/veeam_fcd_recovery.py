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
  - Brings the instant recovery of disks of a machine to the requested state - published from their backup to a vSphere
    cluster as First Class Disks, migrated to production, or removed.
  - Each run reads the mounts and sessions from the server and does only what is missing. If a run was killed, run the
    task again. It continues with the existing mount or session, and never starts a second one for the same disks.
  - A mount is recognized by its machine and the O(disks[].registered_name) of its disks, or by O(mount_id). Without
    O(disks), the mount of the machine is used if there is only one. An existing mount keeps its restore point, even if
    there is a newer one.
  - Disks can be migrated separately. A migrated disk is removed from the mount. The mount is removed with its last
    disk.
  - In check mode nothing is changed. RV(steps) has the operations that would run, RV(restore_point) the source, and
    RV(recovery) the target.
  - The account needs the role Veeam Backup Administrator or Veeam Restore Operator. migration needs Veeam Backup
    Administrator.
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
  - module: opendr.veeam.veeam_fcd_recovery_info
  - module: opendr.veeam.veeam_instant_recovery
  - module: opendr.veeam.veeam_session
options:
  state:
    description:
      - V(mounted) publishes the disks from their backup. If the disks are being migrated, or were migrated after
        O(since), nothing is done.
      - V(migrated) moves the disks, or those in O(migration.disks), to production. Disks that are not published are
        published first.
      - V(absent) unpublishes the disks and discards all changes in them. Migrated disks stay in production. If nothing
        is published, nothing is done. The task fails while disks are being migrated.
    type: str
    choices: [mounted, migrated, absent]
    default: mounted
  mount_id:
    description:
      - ID of the mount to use, if the machine has several mounts.
      - If omitted, the mount is found by the machine and the O(disks).
    type: str
  since:
    description:
      - Time such as V(2026-05-04T13:30:00Z). Recoveries of disks of this machine that started earlier are ignored. Give
        the time of the incident, so that a migration after it is not repeated, and an older one does not block the
        task.
      - The time needs an offset, V(Z) for UTC or one such as V(+02:00), and must not be later than the clock of the
        server.
      - When the mount is gone, the server does not say which disks a migration moved. Any migration of disks of this
        machine after this time then counts. Give a later time to recover more disks of the same machine.
      - If omitted, it is the time at which the restore point was created.
      - Required with O(state=migrated) if an earlier recovery was migrated, and O(restore_point) has neither an ID nor
        O(restore_point.before), and O(again=never). Otherwise the next backup creates a newer restore point, and the
        next run of the playbook would recover again.
    type: str
  cluster:
    description: Cluster in whose vCenter the disks are registered. Required to publish disks.
    type: dict
    suboptions: &object
      name:
        description:
          - Full name of the object in the inventory of the virtual infrastructure. The module searches all servers
            unless host_name is given. The task fails and lists the candidates if no object, or several, have this name.
        type: str
      path:
        description:
          - Path of the object with server, containers and name, such as V(vcenter01.dr.example/Datacenter01/Cluster01).
            Use it instead of name and host_name. The direct parent distinguishes objects of the same name.
        type: str
      host_name:
        description: Server that has the object in its inventory.
        type: str
      type:
        description:
          - Type of the object in the API, such as V(Cluster) or V(Datastore). If omitted, all types that the option
            accepts are searched.
        type: str
      object_id:
        description:
          - ID of the object in the virtual infrastructure, such as V(domain-c8). If it is given together with name,
            host_name and type, the module sends the object without looking it up.
        type: str
      urn:
        description: Uniform resource name of the object. Used if the object is not looked up.
        type: str
      parent_object_id:
        description: ID of the parent object.
        type: str
  disks:
    description:
      - Disks of the restore point to recover. Required to publish disks.
      - No disks can be added to a mount later, and a mount is unpublished as a whole. With O(state=absent), give all
        disks of the mount or none.
    type: list
    elements: dict
    suboptions:
      name:
        description: Name of the disk in the backup, such as V(app01_2.vmdk). Required for each disk.
        type: str
      mounted_name:
        description: Name of the VMDK file of the disk on the datastore. Required for each disk.
        type: str
      registered_name:
        description: Name of the First Class Disk. Tasks recognize the disk by this name. Required for each disk.
        type: str
  write_cache:
    description:
      - Where changes in the published disks are stored. What the server does if it is omitted is not documented.
    type: dict
    suboptions:
      redirect_enabled:
        description:
          - Whether changes are written to O(write_cache.cache_datastore) instead of the mount server's cache. If
            omitted, V(false) is used.
        type: bool
      cache_datastore:
        description: Datastore for the changes.
        type: dict
        suboptions: *object
      storage_policy:
        description: Storage policy for O(write_cache.cache_datastore).
        type: dict
        suboptions: *object
  reason:
    description: Reason for the recovery, which the server stores. Requires O(api_version=1.3-rev2) or later.
    type: str
  migration:
    description: Target of O(state=migrated).
    type: dict
    suboptions:
      disks:
        description:
          - Disks to migrate, given by their O(disks[].mounted_name). Disks that were already migrated are not migrated
            again.
          - If omitted, all disks of the mount are migrated.
        type: list
        elements: str
      datastore:
        description: Datastore to move the disks to. Required to migrate.
        type: dict
        suboptions: *object
      storage_policy:
        description: Storage policy for the disks. What the server does if it is omitted is not documented.
        type: dict
        suboptions: *object
  wait_timeout:
    description:
      - Number of seconds after which the task stops waiting and fails. The server continues its work. The message says
        how to continue waiting.
      - By default 8 hours, since the server copies entire disks when it migrates them.
    default: 28800
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
    - The operations that the task ran, in order - V(mount), V(migrate), V(unmount). In check mode, the operations that
      it would run.
    - Empty if the recovery is already in the requested state, or an operation towards it is still running.
  returned: success
  type: list
  elements: str
  sample: [mount, migrate]
phase:
  description:
    - Phase of the recovery after the task - V(none), V(mounting), V(mounted), V(migrating), V(finishing), V(migrated),
      V(dismounting) or V(failed). It is also V(migrated) if the disks in O(migration.disks) are migrated and the mount
      still has other disks.
  returned: success
  type: str
  sample: mounted
mount:
  description:
    - The mount that publishes the disks. V(null) if there is none.
    - RV(mount.spec) are the options with which it was started.
  returned: success
  type: dict
  contains:
    id:
      description: ID of the mount.
      returned: always
      type: str
      sample: b5e0a1c5-7d0e-4e0c-a2f4-6a1d0c1d9f30
    machine:
      description: Name of the machine of the disks.
      returned: always
      type: str
      sample: app01
    state:
      description: State of the mount on the server.
      returned: always
      type: str
      sample: Mounted
    session_id:
      description: ID of the session that published the disks.
      returned: always
      type: str
      sample: 9a2e4651-ba8c-45f7-9f06-4e6e76e610e7
    restore_point_id:
      description: ID of the restore point from which they are published.
      returned: always
      type: str
      sample: 40e66bd7-6f79-54a0-a644-057b7ed417b9
    error_message:
      description: The server's error message about the mount.
      returned: if the server returns it
      type: str
      sample: ""
    mounted_disks:
      description:
        - The disks in the mount, without those that were migrated. Each has name, mounted_name, registered_name and
          object_id, which is its ID in vCenter.
      returned: if the server returns them
      type: list
      elements: dict
      sample:
        - name: app01_2.vmdk
          mounted_name: app01-data.vmdk
          registered_name: app01-data
          object_id: 0b5d0c4a-3f7d-4d5e-9a39-3f9c9a6a5b11
    spec:
      description: The options with which the recovery was started.
      returned: always
      type: dict
      sample:
        cluster: {name: Cluster01, host_name: vcenter01.dr.example, type: Cluster, object_id: domain-c8}
        disks:
          - name: app01_2.vmdk
            mounted_name: app01-data.vmdk
            registered_name: app01-data
restore_point:
  description:
    - The restore point from which the disks are, or would be, recovered. V(null) if none had to be chosen, for example
      with O(state=absent) and no mount.
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
      sample: app01
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
      description: Platform on which the machine was backed up.
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
recovery:
  description:
    - What RV(steps) send to the server, with the names of the options and the inventory objects that were found -
      V(spec) of a mount, V(migration) of a migration.
  returned: success
  type: dict
  sample:
    migration:
      disks: [app01-data.vmdk]
      datastore: {name: datastore02, host_name: vcenter01.dr.example, type: Datastore, object_id: datastore-42}
session:
  description:
    - The last session that the task started or waited for. The session of a mount runs as long as the disks are
      published.
  returned: if a session was started or waited for
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
  sample:
    kind: RecoveryBlocked
    phase: failed
    reason: The datastore is full.
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.fcd_recovery.module import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
