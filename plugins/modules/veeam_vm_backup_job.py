#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_vm_backup_job
short_description: Create, change and remove backup jobs of virtual machines of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Adds, changes or removes a backup job of machines of VMware vSphere, Microsoft Hyper-V or VMware Cloud Director, so
    that it is as the task describes it.
  - If the job exists, an omitted option is neither compared nor changed. This holds for each suboption too.
  - Repositories, proxies, servers and credentials are given by name or by ID. The result always has their names.
  - M(opendr.veeam.veeam_job) enables, disables and runs jobs.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.job_schedule
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
options:
  state:
    description:
      - V(present) adds the job, or changes the options that differ from the task.
      - V(absent) removes the job. Options that describe it are ignored. Its backups stay.
    type: str
    choices: [present, absent]
    default: present
  id:
    description:
      - ID of the job.
      - Give it to rename a job, or if several jobs have the same name.
      - A job with this ID must exist, except with O(state=absent).
      - If omitted, the module finds the job by O(name), which has to match exactly.
    type: str
  name:
    description:
      - Name of the job.
      - 'Together with O(id), this is the new name: a job with another name is renamed.'
      - Either O(name) or O(id) has to be given.
      - Required to create a job.
    type: str
  type:
    description:
      - Platform of the machines.
      - V(Backup) is what API revision 1.2-rev1 calls V(VSphereBackup).
      - Required to create a job. Cannot be changed after creation. V(VSphereBackup) and V(HyperVBackup) require
        O(api_version=1.3-rev0) or later. V(Backup) requires O(api_version=1.2-rev1) or earlier.
    type: str
    choices: [VSphereBackup, HyperVBackup, CloudDirectorBackup, Backup]
  description:
    description:
      - Description of the job.
      - If omitted, a new job has no description. An empty text removes the current description.
    type: str
  high_priority:
    description:
      - Whether the job gets resources before other jobs.
      - If omitted, a new job does not.
    type: bool
  objects:
    description:
      - Virtual machines and containers that the job backs up, such as hosts, folders, and tags.
      - Name each by any suboptions that tell it from the others. The module takes the rest from the job or from the
        inventory.
      - O(objects_mode) says whether they are added, are the only ones, or are removed.
      - Required to create a job (O(api_version=1.3-rev1) or earlier).
    type: list
    elements: dict
    suboptions:
      name:
        description: Name of the object.
        type: str
      path:
        description:
          - Path of the object in the inventory, such as V(vcenter01.example.com/Production/app01), in the place of its
            name. The first part is the server.
        type: str
      type:
        description:
          - What kind of object it is. If omitted, it is a virtual machine.
          - V(Scvmm), V(HostGroup), V(VMGroup), V(ManagementGroup), V(Volume), V(CSV) and V(ClusterVolume) require
            O(api_version=1.3-rev0) or later.
        type: str
        choices:
          - VirtualMachine
          - vCenterServer
          - Datacenter
          - Cluster
          - Host
          - ResourcePool
          - VirtualApp
          - Folder
          - Template
          - Datastore
          - DatastoreCluster
          - StoragePolicy
          - Tag
          - Category
          - Multitag
          - Scvmm
          - HostGroup
          - VMGroup
          - ManagementGroup
          - Volume
          - CSV
          - ClusterVolume
          - CloudDirectorServer
          - Organization
          - OrganizationVDC
          - vApp
      host_name:
        description: Name of the server that the object is on, as the inventory shows it.
        type: str
      object_id:
        description: ID of the object on its platform.
        type: str
      urn:
        description: Path of IDs that leads to the object on its platform.
        type: str
      parent_object_id:
        description:
          - ID of the object above it on its platform.
          - Only for O(type=HyperVBackup).
        type: str
  excluded_objects:
    description:
      - Virtual machines that the job does not back up, although a container has them.
      - They are given in the same way as O(objects), and O(excluded_objects_mode) says what happens to them.
      - If omitted, a new job excludes nothing.
    type: list
    elements: dict
    suboptions:
      name:
        description: Name of the object.
        type: str
      path:
        description:
          - Path of the object in the inventory, such as V(vcenter01.example.com/Production/app01), in the place of its
            name. The first part is the server.
        type: str
      type:
        description:
          - What kind of object it is. If omitted, it is a virtual machine.
          - V(Scvmm), V(HostGroup), V(VMGroup), V(ManagementGroup), V(Volume), V(CSV) and V(ClusterVolume) require
            O(api_version=1.3-rev0) or later.
        type: str
        choices:
          - VirtualMachine
          - vCenterServer
          - Datacenter
          - Cluster
          - Host
          - ResourcePool
          - VirtualApp
          - Folder
          - Template
          - Datastore
          - DatastoreCluster
          - StoragePolicy
          - Tag
          - Category
          - Multitag
          - Scvmm
          - HostGroup
          - VMGroup
          - ManagementGroup
          - Volume
          - CSV
          - ClusterVolume
          - CloudDirectorServer
          - Organization
          - OrganizationVDC
          - vApp
      host_name:
        description: Name of the server that the object is on, as the inventory shows it.
        type: str
      object_id:
        description: ID of the object on its platform.
        type: str
      urn:
        description: Path of IDs that leads to the object on its platform.
        type: str
      parent_object_id:
        description:
          - ID of the object above it on its platform.
          - Only for O(type=HyperVBackup).
        type: str
  disks:
    description:
      - Which disks of a machine the job backs up, where that is not all of them.
      - O(disks_mode) says what happens to them.
      - If omitted, a new job backs up all disks.
    type: list
    elements: dict
    suboptions:
      machine:
        description:
          - Virtual machine or container whose disks these are.
          - Required in each item.
        type: dict
        suboptions:
          name:
            description: Name of the object.
            type: str
          path:
            description:
              - Path of the object in the inventory, such as V(vcenter01.example.com/Production/app01), in the place of
                its name. The first part is the server.
            type: str
          type:
            description:
              - What kind of object it is. If omitted, it is a virtual machine.
              - V(Scvmm), V(HostGroup), V(VMGroup), V(ManagementGroup), V(Volume), V(CSV) and V(ClusterVolume) require
                O(api_version=1.3-rev0) or later.
            type: str
            choices:
              - VirtualMachine
              - vCenterServer
              - Datacenter
              - Cluster
              - Host
              - ResourcePool
              - VirtualApp
              - Folder
              - Template
              - Datastore
              - DatastoreCluster
              - StoragePolicy
              - Tag
              - Category
              - Multitag
              - Scvmm
              - HostGroup
              - VMGroup
              - ManagementGroup
              - Volume
              - CSV
              - ClusterVolume
              - CloudDirectorServer
              - Organization
              - OrganizationVDC
              - vApp
          host_name:
            description: Name of the server that the object is on, as the inventory shows it.
            type: str
          object_id:
            description: ID of the object on its platform.
            type: str
          urn:
            description: Path of IDs that leads to the object on its platform.
            type: str
          parent_object_id:
            description:
              - ID of the object above it on its platform.
              - Only for O(type=HyperVBackup).
            type: str
      disks_to_process:
        description:
          - Whether all disks, the system disks, or the disks in O(disks[].disks) are backed up.
          - Required in each item.
        type: str
        choices: [AllDisks, SystemOnly, SelectedDisks]
      disks:
        description: Names of the disks, in the words of the platform.
        type: list
        elements: str
      remove_from_vm_configuration:
        description:
          - Whether the other disks are removed from the configuration of the machine in the backup.
          - Not for O(type=HyperVBackup).
        type: bool
  excluded_templates:
    description:
      - Whether the job leaves out templates.
      - If omitted, the server decides for a new job.
      - Not for O(type=HyperVBackup).
    type: dict
    suboptions:
      enabled:
        description: Whether templates are left out.
        type: bool
      exclude_from_incremental:
        description: Whether templates are left out of incremental backups only.
        type: bool
  storage:
    description:
      - Where the job keeps its backups, how long, and how it makes them.
      - If omitted, the server decides for a new job.
    type: dict
    suboptions:
      repository:
        description:
          - Repository for the backups.
          - Given by name or ID.
          - Required if the job has no O(storage) yet.
        type: str
      backup_proxies:
        description:
          - Which backup proxies process the data.
          - If omitted, the server selects them for a new job.
        type: dict
        suboptions:
          auto_select:
            description:
              - Whether the server selects among all.
              - Not for O(type=HyperVBackup). Required if the job has no O(storage.backup_proxies) yet.
            type: bool
          proxies:
            description:
              - Backup proxies to use, where the server does not select them.
              - Names are those of VMware vSphere backup proxies.
              - Given by name or ID.
              - Not for O(type=HyperVBackup).
            type: list
            elements: str
          type:
            description:
              - Whether the hosts process the data, or off-host backup proxies.
              - Only for O(type=HyperVBackup). Required if the job has no O(storage.backup_proxies) yet.
            type: str
            choices: [OnHost, OffHost]
          off_host:
            description:
              - Settings of off-host backup proxies.
              - Only for O(type=HyperVBackup).
            type: dict
            suboptions:
              auto_select:
                description:
                  - Whether the server selects among all.
                  - Required if the job has no O(storage.backup_proxies.off_host) yet.
                type: bool
              failover_to_on_host_backup:
                description: Whether the hosts process the data while no off-host proxy is available.
                type: bool
              proxies:
                description:
                  - Backup proxies to use, where the server does not select them.
                  - Names are those of Microsoft Hyper-V backup proxies.
                  - Given by name or ID.
                type: list
                elements: str
      retention_policy:
        description:
          - How long backups are kept.
          - Required if the job has no O(storage) yet.
        type: dict
        suboptions:
          type:
            description:
              - What O(storage.retention_policy.quantity) counts.
              - Required if the job has no O(storage.retention_policy) yet.
            type: str
            choices: [RestorePoints, Days]
          quantity:
            description:
              - Number of restore points or days.
              - Required if the job has no O(storage.retention_policy) yet.
            type: int
      gfs_policy:
        description:
          - Full backups that are kept longer, as weekly, monthly and yearly ones.
          - If omitted, the server decides for a new job.
        type: dict
        suboptions:
          enabled:
            description:
              - Whether full backups are kept longer.
              - Required if the job has no O(storage.gfs_policy) yet.
            type: bool
          weekly:
            description: Weekly full backups.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether these settings apply.
                  - Required if the job has no O(storage.gfs_policy.weekly) yet.
                type: bool
              keep_for_number_of_weeks:
                description: Number of weeks for which a weekly full backup is kept.
                type: int
              desired_time:
                description: Day whose full backup becomes the weekly one.
                type: str
                choices: [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday]
          monthly:
            description: Monthly full backups.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether these settings apply.
                  - Required if the job has no O(storage.gfs_policy.monthly) yet.
                type: bool
              keep_for_number_of_months:
                description: Number of months for which a monthly full backup is kept.
                type: int
              desired_time:
                description: Week whose full backup becomes the monthly one.
                type: str
                choices: [First, Second, Third, Fourth, Fifth, Last]
          yearly:
            description: Yearly full backups.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether these settings apply.
                  - Required if the job has no O(storage.gfs_policy.yearly) yet.
                type: bool
              keep_for_number_of_years:
                description: Number of years for which a yearly full backup is kept.
                type: int
              desired_time:
                description: Month whose full backup becomes the yearly one.
                type: str
                choices:
                  - January
                  - February
                  - March
                  - April
                  - May
                  - June
                  - July
                  - August
                  - September
                  - October
                  - November
                  - December
      advanced:
        description:
          - How the job makes backups.
          - If omitted, the server decides for a new job.
        type: dict
        suboptions:
          backup_mode:
            description:
              - How new backups go together with earlier ones.
              - Required if the job has no O(storage.advanced) yet.
            type: str
            choices: [Full, Incremental, ReverseIncremental, Transform, TransformForeverIncremental]
          synthetic_fulls:
            description: When full backups are made of what the repository has.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether these settings apply.
                  - Required if the job has no O(storage.advanced.synthetic_fulls) yet.
                type: bool
              weekly:
                description: Weekly schedule.
                type: dict
                suboptions:
                  enabled:
                    description:
                      - Whether these settings apply.
                      - Required if the job has no O(storage.advanced.synthetic_fulls.weekly) yet.
                    type: bool
                  days:
                    description: Days of the week.
                    type: list
                    elements: str
                    choices: [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday]
                  local_time:
                    description:
                      - Time of the day, as hours and minutes, with or without seconds.
                      - Not for O(type=Backup). Requires O(api_version=1.3-rev0) or later.
                    type: str
              monthly:
                description: Monthly schedule.
                type: dict
                suboptions:
                  enabled:
                    description:
                      - Whether these settings apply.
                      - Required if the job has no O(storage.advanced.synthetic_fulls.monthly) yet.
                    type: bool
                  day_of_week:
                    description: Day of the week.
                    type: str
                    choices: [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday]
                  day_number_in_month:
                    description: Which of these days in a month. V(OnDay) is the day in C(day_of_month).
                    type: str
                    choices: [First, Second, Third, Fourth, Last, OnDay]
                  day_of_month:
                    description: Day of the month.
                    type: int
                  months:
                    description: Months of the year.
                    type: list
                    elements: str
                    choices:
                      - January
                      - February
                      - March
                      - April
                      - May
                      - June
                      - July
                      - August
                      - September
                      - October
                      - November
                      - December
                  local_time:
                    description:
                      - Time of the day, as hours and minutes, with or without seconds.
                      - Not for O(type=Backup). Requires O(api_version=1.3-rev0) or later.
                    type: str
                  is_last_day_of_month:
                    description:
                      - Whether it is the last day of the month, whatever day is given.
                      - Not for O(type=Backup). Requires O(api_version=1.3-rev0) or later.
                    type: bool
          active_fulls:
            description: When full backups are made of the whole machines.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether these settings apply.
                  - Required if the job has no O(storage.advanced.active_fulls) yet.
                type: bool
              weekly:
                description: Weekly schedule.
                type: dict
                suboptions:
                  enabled:
                    description:
                      - Whether these settings apply.
                      - Required if the job has no O(storage.advanced.active_fulls.weekly) yet.
                    type: bool
                  days:
                    description: Days of the week.
                    type: list
                    elements: str
                    choices: [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday]
                  local_time:
                    description:
                      - Time of the day, as hours and minutes, with or without seconds.
                      - Not for O(type=Backup). Requires O(api_version=1.3-rev0) or later.
                    type: str
              monthly:
                description: Monthly schedule.
                type: dict
                suboptions:
                  enabled:
                    description:
                      - Whether these settings apply.
                      - Required if the job has no O(storage.advanced.active_fulls.monthly) yet.
                    type: bool
                  day_of_week:
                    description: Day of the week.
                    type: str
                    choices: [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday]
                  day_number_in_month:
                    description: Which of these days in a month. V(OnDay) is the day in C(day_of_month).
                    type: str
                    choices: [First, Second, Third, Fourth, Last, OnDay]
                  day_of_month:
                    description: Day of the month.
                    type: int
                  months:
                    description: Months of the year.
                    type: list
                    elements: str
                    choices:
                      - January
                      - February
                      - March
                      - April
                      - May
                      - June
                      - July
                      - August
                      - September
                      - October
                      - November
                      - December
                  local_time:
                    description:
                      - Time of the day, as hours and minutes, with or without seconds.
                      - Not for O(type=Backup). Requires O(api_version=1.3-rev0) or later.
                    type: str
                  is_last_day_of_month:
                    description:
                      - Whether it is the last day of the month, whatever day is given.
                      - Not for O(type=Backup). Requires O(api_version=1.3-rev0) or later.
                    type: bool
          backup_health:
            description: When the newest restore point is checked.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether these settings apply.
                  - Required if the job has no O(storage.advanced.backup_health) yet.
                type: bool
              weekly:
                description: Weekly schedule.
                type: dict
                suboptions:
                  enabled:
                    description:
                      - Whether these settings apply.
                      - Required if the job has no O(storage.advanced.backup_health.weekly) yet.
                    type: bool
                  days:
                    description: Days of the week.
                    type: list
                    elements: str
                    choices: [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday]
                  local_time:
                    description:
                      - Time of the day, as hours and minutes, with or without seconds.
                      - Not for O(type=Backup). Requires O(api_version=1.3-rev0) or later.
                    type: str
              monthly:
                description: Monthly schedule.
                type: dict
                suboptions:
                  enabled:
                    description:
                      - Whether these settings apply.
                      - Required if the job has no O(storage.advanced.backup_health.monthly) yet.
                    type: bool
                  day_of_week:
                    description: Day of the week.
                    type: str
                    choices: [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday]
                  day_number_in_month:
                    description: Which of these days in a month. V(OnDay) is the day in C(day_of_month).
                    type: str
                    choices: [First, Second, Third, Fourth, Last, OnDay]
                  day_of_month:
                    description: Day of the month.
                    type: int
                  months:
                    description: Months of the year.
                    type: list
                    elements: str
                    choices:
                      - January
                      - February
                      - March
                      - April
                      - May
                      - June
                      - July
                      - August
                      - September
                      - October
                      - November
                      - December
                  local_time:
                    description:
                      - Time of the day, as hours and minutes, with or without seconds.
                      - Not for O(type=Backup). Requires O(api_version=1.3-rev0) or later.
                    type: str
                  is_last_day_of_month:
                    description:
                      - Whether it is the last day of the month, whatever day is given.
                      - Not for O(type=Backup). Requires O(api_version=1.3-rev0) or later.
                    type: bool
          full_backup_maintenance:
            description: Maintenance of full backups.
            type: dict
            suboptions:
              remove_data:
                description: What happens to the backups of machines that the job no longer backs up.
                type: dict
                suboptions:
                  enabled:
                    description:
                      - Whether they are removed.
                      - Required if the job has no O(storage.advanced.full_backup_maintenance.remove_data) yet.
                    type: bool
                  after_days:
                    description: Number of days after which they are removed.
                    type: int
              defragment_and_compact:
                description: When full backups are compacted.
                type: dict
                suboptions:
                  enabled:
                    description:
                      - Whether these settings apply.
                      - Required if the job has no O(storage.advanced.full_backup_maintenance.defragment_and_compact)
                        yet.
                    type: bool
                  weekly:
                    description: Weekly schedule.
                    type: dict
                    suboptions:
                      enabled:
                        description:
                          - Whether these settings apply.
                          - Required if the job has no
                            O(storage.advanced.full_backup_maintenance.defragment_and_compact.weekly) yet.
                        type: bool
                      days:
                        description: Days of the week.
                        type: list
                        elements: str
                        choices: [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday]
                      local_time:
                        description:
                          - Time of the day, as hours and minutes, with or without seconds.
                          - Not for O(type=Backup). Requires O(api_version=1.3-rev0) or later.
                        type: str
                  monthly:
                    description: Monthly schedule.
                    type: dict
                    suboptions:
                      enabled:
                        description:
                          - Whether these settings apply.
                          - Required if the job has no
                            O(storage.advanced.full_backup_maintenance.defragment_and_compact.monthly) yet.
                        type: bool
                      day_of_week:
                        description: Day of the week.
                        type: str
                        choices: [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday]
                      day_number_in_month:
                        description: Which of these days in a month. V(OnDay) is the day in C(day_of_month).
                        type: str
                        choices: [First, Second, Third, Fourth, Last, OnDay]
                      day_of_month:
                        description: Day of the month.
                        type: int
                      months:
                        description: Months of the year.
                        type: list
                        elements: str
                        choices:
                          - January
                          - February
                          - March
                          - April
                          - May
                          - June
                          - July
                          - August
                          - September
                          - October
                          - November
                          - December
                      local_time:
                        description:
                          - Time of the day, as hours and minutes, with or without seconds.
                          - Not for O(type=Backup). Requires O(api_version=1.3-rev0) or later.
                        type: str
                      is_last_day_of_month:
                        description:
                          - Whether it is the last day of the month, whatever day is given.
                          - Not for O(type=Backup). Requires O(api_version=1.3-rev0) or later.
                        type: bool
          storage_data:
            description: How data is written to the repository.
            type: dict
            suboptions:
              inline_data_dedup_enabled:
                description: Whether data is deduplicated before it is written.
                type: bool
              exclude_swap_file_blocks:
                description: Whether swap files are left out.
                type: bool
              exclude_deleted_file_blocks:
                description: Whether deleted files are left out.
                type: bool
              compression_level:
                description:
                  - How much data is compressed.
                  - V(Auto) is only for O(type=VSphereBackup), O(type=HyperVBackup) and O(type=CloudDirectorBackup).
                    V(Auto) requires O(api_version=1.3-rev0) or later.
                type: str
                choices: [Auto, None, DedupFriendly, Optimal, High, Extreme]
              storage_optimization:
                description:
                  - Size of the blocks in which data is processed, or in API revision 1.2-rev1 the kind of repository
                    that the size is for.
                  - V(LocalTargetLarge), V(LocalTarget), V(LANTarget), V(WANTarget), V(LocalTargetLarge8192) and
                    V(LocalTargetLarge4096) are only for O(type=CloudDirectorBackup) and O(type=Backup). V(256KB),
                    V(512KB), V(1MB), V(4MB) and V(8MB) are only for O(type=VSphereBackup), O(type=HyperVBackup) and
                    O(type=CloudDirectorBackup). V(LocalTargetLarge), V(LocalTarget), V(LANTarget), V(WANTarget),
                    V(LocalTargetLarge8192) and V(LocalTargetLarge4096) require O(api_version=1.2-rev1) or earlier.
                    V(256KB), V(512KB), V(1MB) and V(4MB) require O(api_version=1.3-rev0) or later. V(8MB) requires
                    O(api_version=1.3-rev2) or later.
                type: str
                choices:
                  - LocalTargetLarge
                  - LocalTarget
                  - LANTarget
                  - WANTarget
                  - LocalTargetLarge8192
                  - LocalTargetLarge4096
                  - 256KB
                  - 512KB
                  - 1MB
                  - 4MB
                  - 8MB
              encryption:
                description: Encryption of backups.
                type: dict
                suboptions:
                  enabled:
                    description:
                      - Whether these settings apply.
                      - Required if the job has no O(storage.advanced.storage_data.encryption) yet.
                    type: bool
                  encryption_type:
                    description: What the backups are encrypted with.
                    type: str
                    choices: [ByUserPassword, ByKms]
                  password_hint:
                    description: Password for the encryption, by its hint or ID.
                    type: str
                  kms_server:
                    description:
                      - Key management server for the encryption.
                      - Given by name or ID.
                    type: str
          notifications:
            description: Who is notified of the runs of the job.
            type: dict
            suboptions:
              send_snmp_notifications:
                description: Whether SNMP traps are sent.
                type: bool
              email:
                description: Email about runs of this job.
                type: dict
                suboptions:
                  enabled:
                    description:
                      - Whether these settings apply.
                      - Required if the job has no O(storage.advanced.notifications.email) yet.
                    type: bool
                  recipients:
                    description: Email addresses.
                    type: list
                    elements: str
                  send_daily_summary:
                    description:
                      - Whether a summary is sent each day.
                      - Not for O(type=Backup). Requires O(api_version=1.3-rev2) or later.
                    type: bool
                  daily_summary_local_time:
                    description:
                      - Time of the day at which the summary is sent.
                      - Not for O(type=Backup). Requires O(api_version=1.3-rev2) or later.
                    type: str
                  notification_type:
                    description: Whether the settings of the server or those of this job apply.
                    type: str
                    choices: [UseGlobalNotificationSettings, UseCustomNotificationSettings]
                  custom_notification_settings:
                    description: Settings of this job.
                    type: dict
                    suboptions:
                      subject:
                        description: Subject of an email. The server replaces its variables, such as C(%JobName%).
                        type: str
                      notify_on_success:
                        description: Whether a run that ends with success is reported.
                        type: bool
                      notify_on_warning:
                        description: Whether a run that ends with a warning is reported.
                        type: bool
                      notify_on_error:
                        description: Whether a run that fails is reported.
                        type: bool
                      suppress_until_last_retry:
                        description: Whether only the last attempt is reported.
                        type: bool
              vm_attribute:
                description:
                  - Attribute of a machine in which a successful backup is noted.
                  - For O(type=HyperVBackup), requires O(api_version=1.3-rev1) or earlier.
                type: dict
                suboptions:
                  enabled:
                    description:
                      - Whether these settings apply.
                      - Required if the job has no O(storage.advanced.notifications.vm_attribute) yet.
                    type: bool
                  notes:
                    description: Name of the attribute.
                    type: str
                  append_to_existing_value:
                    description: Whether the value of the attribute is kept, with the note after it.
                    type: bool
          vsphere:
            description:
              - Settings for machines of VMware vSphere.
              - Not for O(type=HyperVBackup).
            type: dict
            suboptions:
              vmware_tools_quiescence:
                description: Whether VMware Tools bring the files of a machine into a consistent state.
                type: bool
              changed_block_tracking:
                description: Changed block tracking.
                type: dict
                suboptions:
                  enabled:
                    description:
                      - Whether these settings apply.
                      - Required if the job has no O(storage.advanced.vsphere.changed_block_tracking) yet.
                    type: bool
                  enable_automatically:
                    description: Whether it is switched on for machines that do not have it.
                    type: bool
                  reset_on_active_full:
                    description: Whether it is reset before an active full backup.
                    type: bool
          hyperv:
            description:
              - Settings for machines of Microsoft Hyper-V.
              - Only for O(type=HyperVBackup).
            type: dict
            suboptions:
              guest_quiescence:
                description: Whether Hyper-V brings the files of a machine into a consistent state.
                type: dict
                suboptions:
                  enabled:
                    description:
                      - Whether these settings apply.
                      - Required if the job has no O(storage.advanced.hyperv.guest_quiescence) yet.
                    type: bool
                  crash_consistent_backup:
                    description: Whether a machine for which that fails is backed up all the same.
                    type: bool
              changed_block_tracking:
                description: Whether changed block tracking is used.
                type: bool
              volume_snapshots:
                description: Whether several machines share a snapshot of a volume.
                type: bool
          storage_integration:
            description:
              - Use of the snapshots of storage systems.
              - Not for O(type=HyperVBackup).
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether these settings apply.
                  - Required if the job has no O(storage.advanced.storage_integration) yet.
                type: bool
              processed_vms_limit_enabled:
                description: Whether the number of machines for each snapshot is limited.
                type: bool
              processed_vms_count:
                description: Largest number of machines for each snapshot.
                type: int
              failover_to_standard_backup:
                description: Whether a machine for which this fails is backed up without a storage snapshot.
                type: bool
          scripts:
            description: Scripts that run on the backup server before and after the job.
            type: dict
            suboptions:
              pre_command:
                description: Script before the job.
                type: dict
                suboptions:
                  enabled:
                    description:
                      - Whether these settings apply.
                      - Required if the job has no O(storage.advanced.scripts.pre_command) yet.
                    type: bool
                  command:
                    description: Path and arguments of the script.
                    type: str
              post_command:
                description: Script after the job.
                type: dict
                suboptions:
                  enabled:
                    description:
                      - Whether these settings apply.
                      - Required if the job has no O(storage.advanced.scripts.post_command) yet.
                    type: bool
                  command:
                    description: Path and arguments of the script.
                    type: str
              periodicity_type:
                description: Whether the scripts run on some days or with some runs.
                type: str
                choices: [Days, BackupSessions]
              run_script_every:
                description:
                  - Number of runs after which the scripts run again.
                  - From 1 to 99.
                type: int
              days_of_week:
                description: Days on which the scripts run.
                type: list
                elements: str
                choices: [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday]
  guest_processing:
    description:
      - How the job processes what runs inside of the machines.
      - If omitted, the server decides for a new job.
    type: dict
    suboptions:
      application_aware:
        description:
          - Backup of applications in a consistent state.
          - If omitted, applications are not processed by a new job.
        type: dict
        suboptions:
          enabled:
            description:
              - Whether these settings apply.
              - Required if the job has no O(guest_processing.application_aware) yet.
            type: bool
          applications:
            description: Settings of single machines and containers. The list replaces the current one.
            type: list
            elements: dict
            suboptions:
              machine:
                description:
                  - Machine or container that has these settings.
                  - Required in each item.
                type: dict
                suboptions:
                  name:
                    description: Name of the object.
                    type: str
                  path:
                    description:
                      - Path of the object in the inventory, such as V(vcenter01.example.com/Production/app01), in the
                        place of its name. The first part is the server.
                    type: str
                  type:
                    description:
                      - What kind of object it is. If omitted, it is a virtual machine.
                      - V(Scvmm), V(HostGroup), V(VMGroup), V(ManagementGroup), V(Volume), V(CSV) and V(ClusterVolume)
                        require O(api_version=1.3-rev0) or later.
                    type: str
                    choices:
                      - VirtualMachine
                      - vCenterServer
                      - Datacenter
                      - Cluster
                      - Host
                      - ResourcePool
                      - VirtualApp
                      - Folder
                      - Template
                      - Datastore
                      - DatastoreCluster
                      - StoragePolicy
                      - Tag
                      - Category
                      - Multitag
                      - Scvmm
                      - HostGroup
                      - VMGroup
                      - ManagementGroup
                      - Volume
                      - CSV
                      - ClusterVolume
                      - CloudDirectorServer
                      - Organization
                      - OrganizationVDC
                      - vApp
                  host_name:
                    description: Name of the server that the object is on, as the inventory shows it.
                    type: str
                  object_id:
                    description: ID of the object on its platform.
                    type: str
                  urn:
                    description: Path of IDs that leads to the object on its platform.
                    type: str
                  parent_object_id:
                    description:
                      - ID of the object above it on its platform.
                      - Only for O(type=HyperVBackup).
                    type: str
              vss:
                description:
                  - What happens if applications cannot be brought into a consistent state.
                  - Required in each item.
                type: str
                choices: [RequireSuccess, IgnoreFailures, Disabled]
              use_persistent_guest_agent:
                description: Whether the agent stays on the machine.
                type: bool
              transaction_logs:
                description: Whether transaction logs are processed, or only copied.
                type: str
                choices: [Process, CopyOnly]
              sql:
                description: Transaction logs of Microsoft SQL Server.
                type: dict
                suboptions:
                  logs_processing:
                    description:
                      - What happens to the logs. Servers since 1.3-rev0 do not know V(Preserve).
                      - Required if the job has no O(guest_processing.application_aware.applications[].sql) yet.
                        V(Preserve) is only for O(type=CloudDirectorBackup) and O(type=Backup). V(Preserve) requires
                        O(api_version=1.2-rev1) or earlier.
                    type: str
                    choices: [Truncate, Preserve, Backup, NeverTruncate]
                  backup_mins_count:
                    description: Number of minutes between two backups of the logs.
                    type: int
                  retain_log_backups:
                    description: How long backups of logs are kept.
                    type: str
                    choices: [UntilBackupDeleted, KeepOnlyDays]
                  keep_days_count:
                    description: Number of days for which backups of logs are kept.
                    type: int
                  log_shipping_servers:
                    description: Servers that transport the logs.
                    type: dict
                    suboptions:
                      auto_select:
                        description:
                          - Whether the server selects among all.
                          - Required if the job has no
                            O(guest_processing.application_aware.applications[].sql.log_shipping_servers) yet.
                        type: bool
                      servers:
                        description:
                          - Managed servers to use, where the server does not select them.
                          - Given by name or ID.
                        type: list
                        elements: str
              oracle:
                description: Archived logs of Oracle.
                type: dict
                suboptions:
                  use_guest_credentials:
                    description:
                      - Whether the credentials of the machine are used.
                      - Required if the job has no O(guest_processing.application_aware.applications[].oracle) yet.
                    type: bool
                  credentials:
                    description:
                      - Credentials of the database.
                      - Given by user name, description or ID.
                    type: str
                  archive_logs:
                    description:
                      - Which archived logs are deleted.
                      - Required if the job has no O(guest_processing.application_aware.applications[].oracle) yet.
                    type: str
                    choices: [Preserve, DeleteExpiredHours, DeleteExpiredGBs]
                  delete_hours_count:
                    description: Age in hours after which logs are deleted.
                    type: int
                  delete_gbs_count:
                    description: Size in gigabytes beyond which logs are deleted.
                    type: int
                  backup_logs:
                    description: Whether logs are backed up.
                    type: bool
                  backup_mins_count:
                    description: Number of minutes between two backups of the logs.
                    type: int
                  retain_log_backups:
                    description: How long backups of logs are kept.
                    type: str
                    choices: [UntilBackupDeleted, KeepOnlyDays]
                  keep_days_count:
                    description: Number of days for which backups of logs are kept.
                    type: int
                  log_shipping_servers:
                    description: Servers that transport the logs.
                    type: dict
                    suboptions:
                      auto_select:
                        description:
                          - Whether the server selects among all.
                          - Required if the job has no
                            O(guest_processing.application_aware.applications[].oracle.log_shipping_servers) yet.
                        type: bool
                      servers:
                        description:
                          - Managed servers to use, where the server does not select them.
                          - Given by name or ID.
                        type: list
                        elements: str
              postgresql:
                description:
                  - Write-ahead logs of PostgreSQL.
                  - Not for O(type=Backup). Requires O(api_version=1.3-rev0) or later.
                type: dict
                suboptions:
                  use_guest_credentials:
                    description: Whether the credentials of the machine are used.
                    type: bool
                  credentials:
                    description:
                      - Credentials of the database.
                      - Given by user name, description or ID.
                    type: str
                  user_connection_type:
                    description: How the user logs in to the database.
                    type: str
                    choices: [Credentials, PasswordFile, Peer]
                  backup_logs:
                    description: Whether logs are backed up.
                    type: bool
                  backup_mins_count:
                    description: Number of minutes between two backups of the logs.
                    type: int
                  retain_log_backups:
                    description: How long backups of logs are kept.
                    type: str
                    choices: [UntilBackupDeleted, KeepOnlyDays]
                  keep_days_count:
                    description: Number of days for which backups of logs are kept.
                    type: int
                  log_shipping_servers:
                    description: Servers that transport the logs.
                    type: dict
                    suboptions:
                      auto_select:
                        description:
                          - Whether the server selects among all.
                          - Required if the job has no
                            O(guest_processing.application_aware.applications[].postgresql.log_shipping_servers) yet.
                        type: bool
                      servers:
                        description:
                          - Managed servers to use, where the server does not select them.
                          - Given by name or ID.
                        type: list
                        elements: str
                  temp_archive_logs_path:
                    description: Folder for logs that are not yet backed up.
                    type: str
              exclusions:
                description: Files that are left out, or are the only ones.
                type: dict
                suboptions:
                  exclusion_policy:
                    description:
                      - What the items are.
                      - Required if the job has no O(guest_processing.application_aware.applications[].exclusions) yet.
                    type: str
                    choices: [Disabled, ExcludeOnly, IncludeOnly]
                  items:
                    description: Files and folders.
                    type: list
                    elements: str
              scripts:
                description: Scripts that run inside of the machine.
                type: dict
                suboptions:
                  script_processing_mode:
                    description:
                      - Whether the scripts run, and what happens if one fails.
                      - Required if the job has no O(guest_processing.application_aware.applications[].scripts) yet.
                    type: str
                    choices: [DisableExec, IgnoreExecFailures, RequireSuccess]
                  windows_scripts:
                    description: Scripts of Windows machines.
                    type: dict
                    suboptions:
                      pre_freeze_script:
                        description: Path of the script before the snapshot.
                        type: str
                      post_thaw_script:
                        description: Path of the script after the snapshot.
                        type: str
                  linux_scripts:
                    description: Scripts of Linux machines.
                    type: dict
                    suboptions:
                      pre_freeze_script:
                        description: Path of the script before the snapshot.
                        type: str
                      post_thaw_script:
                        description: Path of the script after the snapshot.
                        type: str
      file_indexing:
        description:
          - Index of the files in the machines.
          - If omitted, files are not indexed by a new job.
        type: dict
        suboptions:
          enabled:
            description:
              - Whether these settings apply.
              - Required if the job has no O(guest_processing.file_indexing) yet.
            type: bool
          machines:
            description: Settings of single machines and containers. The list replaces the current one.
            type: list
            elements: dict
            suboptions:
              machine:
                description:
                  - Machine or container that has these settings.
                  - Required in each item.
                type: dict
                suboptions:
                  name:
                    description: Name of the object.
                    type: str
                  path:
                    description:
                      - Path of the object in the inventory, such as V(vcenter01.example.com/Production/app01), in the
                        place of its name. The first part is the server.
                    type: str
                  type:
                    description:
                      - What kind of object it is. If omitted, it is a virtual machine.
                      - V(Scvmm), V(HostGroup), V(VMGroup), V(ManagementGroup), V(Volume), V(CSV) and V(ClusterVolume)
                        require O(api_version=1.3-rev0) or later.
                    type: str
                    choices:
                      - VirtualMachine
                      - vCenterServer
                      - Datacenter
                      - Cluster
                      - Host
                      - ResourcePool
                      - VirtualApp
                      - Folder
                      - Template
                      - Datastore
                      - DatastoreCluster
                      - StoragePolicy
                      - Tag
                      - Category
                      - Multitag
                      - Scvmm
                      - HostGroup
                      - VMGroup
                      - ManagementGroup
                      - Volume
                      - CSV
                      - ClusterVolume
                      - CloudDirectorServer
                      - Organization
                      - OrganizationVDC
                      - vApp
                  host_name:
                    description: Name of the server that the object is on, as the inventory shows it.
                    type: str
                  object_id:
                    description: ID of the object on its platform.
                    type: str
                  urn:
                    description: Path of IDs that leads to the object on its platform.
                    type: str
                  parent_object_id:
                    description:
                      - ID of the object above it on its platform.
                      - Only for O(type=HyperVBackup).
                    type: str
              windows:
                description: Index of Windows machines.
                type: dict
                suboptions:
                  mode:
                    description:
                      - Which folders are indexed.
                      - Required if the job has no O(guest_processing.file_indexing.machines[].windows) yet.
                    type: str
                    choices: [Disable, IndexAll, IndexAllExcept, IndexOnly]
                  folders:
                    description: Folders to index, or to leave out.
                    type: list
                    elements: str
              linux:
                description: Index of Linux machines.
                type: dict
                suboptions:
                  mode:
                    description:
                      - Which folders are indexed.
                      - Required if the job has no O(guest_processing.file_indexing.machines[].linux) yet.
                    type: str
                    choices: [Disable, IndexAll, IndexAllExcept, IndexOnly]
                  folders:
                    description: Folders to index, or to leave out.
                    type: list
                    elements: str
      guest_interaction_proxies:
        description: Servers that reach into the machines.
        type: dict
        suboptions:
          auto_select:
            description:
              - Whether the server selects among all.
              - Required if the job has no O(guest_processing.guest_interaction_proxies) yet.
            type: bool
          servers:
            description:
              - Managed servers to use, where the server does not select them.
              - Given by name or ID.
            type: list
            elements: str
      guest_credentials:
        description: Credentials for the machines.
        type: dict
        suboptions:
          use_agent_management_credentials:
            description:
              - Whether the credentials of the protection group are used.
              - If omitted, V(false) for a new job.
              - Not for O(type=Backup). Requires O(api_version=1.3-rev0) or later.
            type: bool
          credentials:
            description:
              - Credentials for all machines that have none of their own.
              - Given by user name, description or ID.
              - Required for O(type=CloudDirectorBackup) and O(type=Backup) if the job has no
                O(guest_processing.guest_credentials) yet (O(api_version=1.2-rev1) or earlier).
            type: str
          credentials_type:
            description:
              - Kind of these credentials. They need each other.
              - Required for O(type=CloudDirectorBackup) and O(type=Backup) if the job has no
                O(guest_processing.guest_credentials) yet (O(api_version=1.2-rev1) or earlier). V(ManagedService) is
                only for O(type=VSphereBackup), O(type=HyperVBackup) and O(type=CloudDirectorBackup). V(ManagedService)
                requires O(api_version=1.3-rev0) or later.
            type: str
            choices: [Standard, Linux, ManagedService]
          credentials_per_machine:
            description: Credentials of single machines. The list replaces the current one.
            type: list
            elements: dict
            suboptions:
              machine:
                description:
                  - Machine or container that has these credentials.
                  - Required in each item.
                type: dict
                suboptions:
                  name:
                    description: Name of the object.
                    type: str
                  path:
                    description:
                      - Path of the object in the inventory, such as V(vcenter01.example.com/Production/app01), in the
                        place of its name. The first part is the server.
                    type: str
                  type:
                    description:
                      - What kind of object it is. If omitted, it is a virtual machine.
                      - V(Scvmm), V(HostGroup), V(VMGroup), V(ManagementGroup), V(Volume), V(CSV) and V(ClusterVolume)
                        require O(api_version=1.3-rev0) or later.
                    type: str
                    choices:
                      - VirtualMachine
                      - vCenterServer
                      - Datacenter
                      - Cluster
                      - Host
                      - ResourcePool
                      - VirtualApp
                      - Folder
                      - Template
                      - Datastore
                      - DatastoreCluster
                      - StoragePolicy
                      - Tag
                      - Category
                      - Multitag
                      - Scvmm
                      - HostGroup
                      - VMGroup
                      - ManagementGroup
                      - Volume
                      - CSV
                      - ClusterVolume
                      - CloudDirectorServer
                      - Organization
                      - OrganizationVDC
                      - vApp
                  host_name:
                    description: Name of the server that the object is on, as the inventory shows it.
                    type: str
                  object_id:
                    description: ID of the object on its platform.
                    type: str
                  urn:
                    description: Path of IDs that leads to the object on its platform.
                    type: str
                  parent_object_id:
                    description:
                      - ID of the object above it on its platform.
                      - Only for O(type=HyperVBackup).
                    type: str
              windows_credentials:
                description:
                  - Credentials for Windows.
                  - Given by user name, description or ID.
                  - Only for O(type=CloudDirectorBackup) and O(type=Backup). Requires O(api_version=1.2-rev1) or
                    earlier.
                type: str
              linux_credentials:
                description:
                  - Credentials for Linux.
                  - Given by user name, description or ID.
                  - Only for O(type=CloudDirectorBackup) and O(type=Backup). Requires O(api_version=1.2-rev1) or
                    earlier.
                type: str
              credentials:
                description:
                  - Credentials of the machine.
                  - Given by user name, description or ID.
                  - Not for O(type=Backup). Requires O(api_version=1.3-rev0) to O(api_version=1.3-rev1).
                type: str
              credentials_type:
                description:
                  - Kind of these credentials.
                  - Not for O(type=Backup). Requires O(api_version=1.3-rev0) to O(api_version=1.3-rev1).
                type: str
                choices: [Standard, Linux, ManagedService]
              all_credentials:
                description:
                  - Credentials of the machine, at most one for Windows and one for Linux.
                  - Not for O(type=Backup). Requires O(api_version=1.3-rev2) or later.
                type: list
                elements: dict
                suboptions:
                  credentials:
                    description:
                      - Credentials of the machine.
                      - Given by user name, description or ID.
                      - Required in each item.
                    type: str
                  credentials_type:
                    description:
                      - Kind of these credentials.
                      - Required in each item.
                    type: str
                    choices: [Standard, Linux, ManagedService]
              default:
                description:
                  - Whether the machine has the credentials of all machines.
                  - Not for O(type=Backup). Requires O(api_version=1.3-rev0) or later.
                type: bool
  allow_old_gfs_points_retention:
    description:
      - Whether a change of O(storage.gfs_policy) may remove restore points that the former policy keeps.
      - If omitted or V(false), the server removes none because of the change.
      - Requires O(api_version=1.3-rev1) or later.
    type: bool
  objects_mode:
    description:
      - How O(objects) is applied to the objects of the job.
      - V(merge) adds them. V(replace) removes all others. V(remove) removes them.
      - Has no effect without O(objects).
    type: str
    choices: [merge, replace, remove]
    default: merge
  excluded_objects_mode:
    description:
      - How O(excluded_objects) is applied to the excluded objects of the job.
      - V(merge) adds them. V(replace) removes all others. V(remove) removes them.
      - Has no effect without O(excluded_objects).
    type: str
    choices: [merge, replace, remove]
    default: merge
  disks_mode:
    description:
      - How O(disks) is applied to the settings of disks that the job has.
      - V(merge) adds them, and changes those that are there. V(replace) removes all others. V(remove) removes them.
      - Has no effect without O(disks).
    type: str
    choices: [merge, replace, remove]
    default: merge
seealso:
  - module: opendr.veeam.veeam_job
  - module: opendr.veeam.veeam_repository
  - name: Connection options
    description: How the modules reach a server, log in, retry, and what they never show.
    link: https://github.com/opendr/opendr.veeam/blob/main/docs/connection.md
"""

EXAMPLES = r"""
# The connection is in module_defaults, or in the environment (VEEAM_VBR_URL and the like).
- name: Back up two machines every night, and keep the backups for two weeks
  opendr.veeam.veeam_vm_backup_job:
    name: Applications
    type: VSphereBackup
    objects:
      - path: vcenter01.dr.example/Datacenter01/Cluster01/app02
      - name: web01
    storage:
      repository: Linux Repository 01
      retention_policy:
        type: Days
        quantity: 14
    schedule:
      run_automatically: true
      daily:
        enabled: true
        local_time: "22:00"
        daily_kind: Everyday
      retry:
        enabled: true
        retry_count: 3
        await_minutes: 10

- name: Keep weekly and monthly full backups, and check the newest restore point each Sunday
  opendr.veeam.veeam_vm_backup_job:
    name: Applications
    storage:
      gfs_policy:
        enabled: true
        weekly:
          enabled: true
          keep_for_number_of_weeks: 4
          desired_time: Sunday
        monthly:
          enabled: true
          keep_for_number_of_months: 12
          desired_time: First
      advanced:
        backup_mode: Incremental
        backup_health:
          enabled: true
          weekly:
            enabled: true
            days: [Sunday]
            local_time: "05:00"

- name: Back up all machines of a host as well, except one
  opendr.veeam.veeam_vm_backup_job:
    name: Applications
    objects:
      - name: esx01.dr.example
        type: Host
    excluded_objects:
      - name: intranet01

- name: No longer back up a machine
  opendr.veeam.veeam_vm_backup_job:
    name: Applications
    objects_mode: remove
    objects:
      - name: web01

- name: Remove the job
  opendr.veeam.veeam_vm_backup_job:
    name: Applications
    state: absent
"""

RETURN = r"""
job:
  description:
    - The job after the task. Its keys are the names of the options. Empty if the job does not exist. In check mode, the
      job as it will be.
  returned: success
  type: dict
  contains:
    id:
      description: ID of the job.
      type: str
    name:
      description: Name of the job.
      type: str
    type:
      description: Platform of the machines.
      type: str
    description:
      description: Description of the job.
      type: str
    enabled:
      description: Whether the schedule may run the job. M(opendr.veeam.veeam_job) changes that.
      type: bool
    high_priority:
      description: Whether the job gets resources before other jobs.
      type: bool
    objects:
      description: Virtual machines and containers that the job backs up, such as hosts, folders, and tags.
      type: list
      elements: dict
      contains:
        name:
          description: Name of the object.
          type: str
        type:
          description: What kind of object it is. If omitted, it is a virtual machine.
          type: str
        host_name:
          description: Name of the server that the object is on, as the inventory shows it.
          type: str
        object_id:
          description: ID of the object on its platform.
          type: str
        urn:
          description: Path of IDs that leads to the object on its platform.
          type: str
        parent_object_id:
          description: ID of the object above it on its platform.
          returned: if its type has it
          type: str
    excluded_objects:
      description: Virtual machines that the job does not back up, although a container has them.
      type: list
      elements: dict
      contains:
        name:
          description: Name of the object.
          type: str
        type:
          description: What kind of object it is. If omitted, it is a virtual machine.
          type: str
        host_name:
          description: Name of the server that the object is on, as the inventory shows it.
          type: str
        object_id:
          description: ID of the object on its platform.
          type: str
        urn:
          description: Path of IDs that leads to the object on its platform.
          type: str
        parent_object_id:
          description: ID of the object above it on its platform.
          returned: if its type has it
          type: str
    disks:
      description: Which disks of a machine the job backs up, where that is not all of them.
      type: list
      elements: dict
      contains:
        machine:
          description: Virtual machine or container whose disks these are.
          type: dict
          contains:
            name:
              description: Name of the object.
              type: str
            type:
              description: What kind of object it is. If omitted, it is a virtual machine.
              type: str
            host_name:
              description: Name of the server that the object is on, as the inventory shows it.
              type: str
            object_id:
              description: ID of the object on its platform.
              type: str
            urn:
              description: Path of IDs that leads to the object on its platform.
              type: str
            parent_object_id:
              description: ID of the object above it on its platform.
              returned: if its type has it
              type: str
        disks_to_process:
          description: Whether all disks, the system disks, or the disks in O(disks[].disks) are backed up.
          type: str
        disks:
          description: Names of the disks, in the words of the platform.
          type: list
          elements: str
        remove_from_vm_configuration:
          description: Whether the other disks are removed from the configuration of the machine in the backup.
          returned: if its type has it
          type: bool
    excluded_templates:
      description: Whether the job leaves out templates.
      returned: if its type has it
      type: dict
      contains:
        enabled:
          description: Whether templates are left out.
          type: bool
        exclude_from_incremental:
          description: Whether templates are left out of incremental backups only.
          type: bool
    storage:
      description:
        - Where the job keeps its backups, how long, and how it makes them.
        - Its properties are the suboptions of O(storage).
      type: dict
    guest_processing:
      description:
        - How the job processes what runs inside of the machines.
        - Its properties are the suboptions of O(guest_processing).
      type: dict
    schedule:
      description:
        - When the job runs.
        - Its properties are the suboptions of O(schedule).
      type: dict
operation:
  description: What the task did, or in check mode would do - V(create), V(update), V(delete) or V(none).
  returned: success
  type: str
  sample: update
changes:
  description:
    - The options in which an existing job differed from the task, each with its value before and after.
    - Empty if the job was created, removed or left as it was.
  returned: success
  type: list
  elements: dict
  contains:
    option:
      description: Name of the option, dotted for a suboption.
      type: str
    before:
      description: The value on the server before the task. V(null) if there was none.
      type: raw
    after:
      description: The value on the server after the task, or in check mode the value that it would have.
      type: raw
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
        - V(ImmutableOption) - The task changes an option that can only be set when the object is created.
        - V(InvalidOption) - An option has a value that is not valid for this object, type or API revision.
        - V(NotConverged) - The server reported no error, but the object is not as the task describes it.
        - V(ObjectBusy) - Another task works on the object, and was not done in time. Nothing was changed.
        - V(ObjectNotFound) - Something named in the task does not exist on the server.
        - V(ResponseLost) - A change was sent and the response was lost, so it is not known whether the server made the
          change.
        - V(SessionFailed) - A session failed or was canceled. The facts hold the session and its last log records.
        - V(SessionTimedOut) - A session still ran after C(wait_timeout) seconds. It continues on the server.
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.vm_backup_job import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
