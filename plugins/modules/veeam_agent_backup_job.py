#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_agent_backup_job
short_description: Create, change and remove backup jobs and policies of agents of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Adds, changes or removes a backup job or policy of agents on Windows and Linux, so that it is as the task describes
    it.
  - A job runs on the backup server, which starts the agents. A policy is a set of settings that agents get, and by
    which they run on their own.
  - M(opendr.veeam.veeam_job) enables, disables, runs and stops jobs, and M(opendr.veeam.veeam_job_info) shows what they
    do.
  - Computers are protection groups, or single computers in them. The module finds them by name;
    M(opendr.veeam.veeam_protection_group) makes the groups, and a computer is found when the server has discovered it.
  - If a group lists a computer by its name that the server has not discovered yet, the task has that group rescanned,
    and waits for the end of the rescan. It does not with O(wait=false), nor in check mode.
  - If the job exists, an omitted option is neither compared nor changed. The same applies to each suboption.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
  - opendr.veeam.waiting
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
      - What runs the backups, and on which computers.
      - V(WindowsAgentBackup), V(WindowsAgentBackupFailoverCluster) and V(LinuxAgentBackup) are jobs that the backup
        server runs. V(WindowsAgentBackupServerPolicy) and V(LinuxAgentBackupServerPolicy) are policies for servers,
        V(WindowsAgentBackupWorkstationPolicy) and V(LinuxAgentBackupWorkstationPolicy) policies for workstations.
      - Required to create a job. Cannot be changed after creation. V(WindowsAgentBackupFailoverCluster) requires
        O(api_version=1.3-rev2) or later. V(WindowsAgentBackupWorkstationPolicy), V(WindowsAgentBackupServerPolicy),
        V(LinuxAgentBackupWorkstationPolicy) and V(LinuxAgentBackupServerPolicy) require O(api_version=1.3-rev1) or
        later.
    type: str
    choices:
      - WindowsAgentBackup
      - WindowsAgentBackupFailoverCluster
      - LinuxAgentBackup
      - WindowsAgentBackupWorkstationPolicy
      - WindowsAgentBackupServerPolicy
      - LinuxAgentBackupWorkstationPolicy
      - LinuxAgentBackupServerPolicy
  description:
    description: Description of the job.
    type: str
  high_priority:
    description:
      - Whether the job gets resources before other jobs.
      - Only for O(type=WindowsAgentBackup), O(type=LinuxAgentBackup) and O(type=WindowsAgentBackupFailoverCluster).
    type: bool
  agent_type:
    description:
      - Kind of computers that the job is for. It decides which license the agents use.
      - Only for O(type=WindowsAgentBackup), O(type=LinuxAgentBackup) and O(type=WindowsAgentBackupFailoverCluster).
    type: str
    choices: [Workstation, Server, FailoverCluster]
  computers:
    description:
      - Protection groups and computers that the job processes. O(computers_mode) says how they are applied to the
        current ones.
      - Required for O(type=WindowsAgentBackup), O(type=LinuxAgentBackup) and O(type=WindowsAgentBackupFailoverCluster).
    type: list
    elements: dict
    suboptions:
      name:
        description:
          - Name of the computer, or of the group or object that contains computers.
          - The comparison ignores case. If O(computers[].protection_group) is given without a name, the whole
            protection group is meant.
        type: str
      protection_group:
        description:
          - Protection group that has the computer. Without a name, the group itself.
          - Given by name or ID. Needed only if several groups have a computer of that name.
        type: str
      type:
        description:
          - Type of the object.
          - If given, only objects of this type are searched.
          - V(Custom) requires O(api_version=1.3-rev2) or later.
        type: str
        choices:
          - ProtectionGroup
          - WindowsComputer
          - LinuxComputer
          - WindowsCluster
          - Container
          - Group
          - OrganizationUnit
          - Domain
          - Custom
      object_id:
        description:
          - ID of the computer or group, a UUID.
          - If omitted, the module looks it up in the protection groups.
        type: str
  backup_mode:
    description:
      - What of a computer is backed up.
      - V(EntireComputer) is everything, V(Volumes) what O(volumes) says, V(FileLevel) what O(files) says.
      - Required to create a job.
    type: str
    choices: [EntireComputer, Volumes, FileLevel]
  include_usb_drives:
    description:
      - Whether external USB drives are backed up too, for O(backup_mode=EntireComputer).
      - Not for O(type=LinuxAgentBackup), O(type=LinuxAgentBackupWorkstationPolicy) and
        O(type=LinuxAgentBackupServerPolicy).
    type: bool
  snapshotless_file_level_backup:
    description:
      - Whether files are backed up without a snapshot, for O(backup_mode=FileLevel).
      - Only for O(type=LinuxAgentBackup), O(type=LinuxAgentBackupWorkstationPolicy) and
        O(type=LinuxAgentBackupServerPolicy).
    type: bool
  volumes:
    description: Volumes that are backed up, for O(backup_mode=Volumes).
    type: dict
    suboptions:
      mode:
        description:
          - Whether the volumes in O(volumes.objects) are backed up, or all others.
          - Not for O(type=LinuxAgentBackup), O(type=LinuxAgentBackupWorkstationPolicy) and
            O(type=LinuxAgentBackupServerPolicy). Required if the job has no O(volumes) yet.
        type: str
        choices: [SelectedVolumes, AllVolumesExcept]
      objects:
        description:
          - All volumes that are meant. A volume that is not listed is removed from the job.
          - Required if the job has no O(volumes) yet.
        type: list
        elements: dict
        suboptions:
          type:
            description:
              - Kind of the volume.
              - On Windows, V(OS) is the volume of the operating system, and V(Custom) the one of
                O(volumes.objects[].path). On Linux, it is a V(Device), a V(MountPoint), or a volume of V(LVM) or
                V(BTRFS).
              - Required in each item.
            type: str
            choices: [OS, Custom, Device, MountPoint, LVM, BTRFS]
          path:
            description:
              - Path of the volume, such as V(D:) or V(/dev/sda1).
              - Required for O(type=LinuxAgentBackup), O(type=LinuxAgentBackupWorkstationPolicy) and
                O(type=LinuxAgentBackupServerPolicy).
            type: str
  files:
    description: Files and folders that are backed up, for O(backup_mode=FileLevel).
    type: dict
    suboptions:
      operating_system:
        description:
          - Whether the operating system is backed up.
          - Not for O(type=LinuxAgentBackup), O(type=LinuxAgentBackupWorkstationPolicy) and
            O(type=LinuxAgentBackupServerPolicy).
        type: bool
      personal_files:
        description:
          - Which folders of the users are backed up.
          - Not for O(type=LinuxAgentBackup), O(type=LinuxAgentBackupWorkstationPolicy) and
            O(type=LinuxAgentBackupServerPolicy).
        type: dict
        suboptions:
          enabled:
            description: Whether folders of the users are backed up.
            type: bool
          desktop:
            description: Whether the desktop is backed up.
            type: bool
          documents:
            description: Whether documents are backed up.
            type: bool
          pictures:
            description: Whether pictures are backed up.
            type: bool
          video:
            description: Whether videos are backed up.
            type: bool
          music:
            description: Whether music is backed up.
            type: bool
          favorites:
            description: Whether favorites are backed up.
            type: bool
          downloads:
            description: Whether downloads are backed up.
            type: bool
          app_data:
            description: Whether data of applications is backed up.
            type: bool
          other:
            description: Whether other files and folders of the users are backed up.
            type: bool
          exclude_roaming_profiles:
            description: Whether roaming profiles are left out.
            type: bool
      paths:
        description: All further folders that are backed up. An empty list removes all.
        type: list
        elements: str
      include_masks:
        description: All masks of names of files that are backed up, such as V(*.docx). An empty list removes all.
        type: list
        elements: str
      exclude_masks:
        description: All masks of names of files that are left out, such as V(*.tmp). An empty list removes all.
        type: list
        elements: str
      exclude_one_drive:
        description:
          - Whether folders of Microsoft OneDrive are left out.
          - Not for O(type=LinuxAgentBackup), O(type=LinuxAgentBackupWorkstationPolicy) and
            O(type=LinuxAgentBackupServerPolicy).
        type: bool
  storage:
    description:
      - Where backups are kept, and for how long.
      - A job has O(storage.repository). A policy has one of O(storage.local_storage), O(storage.shared_folder),
        O(storage.backup_repository) and O(storage.cloud_connect_repository), and giving another one replaces it.
      - Required to create a job, except for O(type=WindowsAgentBackup), O(type=LinuxAgentBackup) and
        O(type=WindowsAgentBackupFailoverCluster).
    type: dict
    suboptions:
      repository:
        description:
          - Repository that the backups of a job go to.
          - Given by name or ID.
          - Only for O(type=WindowsAgentBackup), O(type=LinuxAgentBackup) and O(type=WindowsAgentBackupFailoverCluster).
        type: str
      source_backup:
        description:
          - Backup in the repository that the job continues.
          - Given by name or ID.
          - Only for O(type=WindowsAgentBackup), O(type=LinuxAgentBackup) and O(type=WindowsAgentBackupFailoverCluster).
        type: str
      retention_policy:
        description: How long backups are kept.
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
        description: Further settings of the backups.
        type: dict
        suboptions:
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
                    description: Time of the day, as hours and minutes, with or without seconds.
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
                    description: Time of the day, as hours and minutes, with or without seconds.
                    type: str
                  is_last_day_of_month:
                    description: Whether it is the last day of the month, whatever day is given.
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
                    description: Time of the day, as hours and minutes, with or without seconds.
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
                    description: Time of the day, as hours and minutes, with or without seconds.
                    type: str
                  is_last_day_of_month:
                    description: Whether it is the last day of the month, whatever day is given.
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
                        description: Time of the day, as hours and minutes, with or without seconds.
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
                        description: Time of the day, as hours and minutes, with or without seconds.
                        type: str
                      is_last_day_of_month:
                        description: Whether it is the last day of the month, whatever day is given.
                        type: bool
          storage_data:
            description: How data is written to the repository.
            type: dict
            suboptions:
              inline_data_dedup_enabled:
                description:
                  - Whether data is deduplicated before it is written.
                  - Requires O(api_version=1.3-rev2) or later.
                type: bool
              compression_level:
                description: How much data is compressed.
                type: str
                choices: [Auto, None, DedupFriendly, Optimal, High, Extreme]
              storage_optimization:
                description:
                  - Size of the blocks in which data is processed, or in API revision 1.2-rev1 the kind of repository
                    that the size is for.
                  - V(8MB) requires O(api_version=1.3-rev2) or later.
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
                      - Requires O(api_version=1.3-rev2) or later.
                    type: bool
                  daily_summary_local_time:
                    description:
                      - Time of the day at which the summary is sent.
                      - Requires O(api_version=1.3-rev2) or later.
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
              backup_monitoring:
                description:
                  - Whether a notification says that a computer has had no backup for some time.
                  - Requires O(api_version=1.3-rev2) or later.
                type: dict
                suboptions:
                  enabled:
                    description:
                      - Whether these settings apply.
                      - Required if the job has no O(storage.advanced.notifications.backup_monitoring) yet.
                    type: bool
                  quantity:
                    description: Number of days without a backup after which it is sent.
                    type: int
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
                    description: Time of the day, as hours and minutes, with or without seconds.
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
                    description: Time of the day, as hours and minutes, with or without seconds.
                    type: str
                  is_last_day_of_month:
                    description: Whether it is the last day of the month, whatever day is given.
                    type: bool
              full_health_check:
                description:
                  - Whether all of the backup is checked, and not only its latest restore point.
                  - Not for O(type=WindowsAgentBackup), O(type=LinuxAgentBackup) and
                    O(type=WindowsAgentBackupFailoverCluster).
                type: bool
          storage_integration:
            description:
              - Backup from snapshots of a storage array.
              - Only for O(type=WindowsAgentBackup), O(type=LinuxAgentBackup) and
                O(type=WindowsAgentBackupFailoverCluster).
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether these settings apply.
                  - Required if the job has no O(storage.advanced.storage_integration) yet.
                type: bool
              off_host_proxies:
                description: Backup proxies that read the snapshots.
                type: dict
                suboptions:
                  auto_select:
                    description:
                      - Whether the server selects among all.
                      - Required if the job has no O(storage.advanced.storage_integration.off_host_proxies) yet.
                    type: bool
                  proxies:
                    description:
                      - Backup proxies to use, where the server does not select them.
                      - Given by name or ID.
                    type: list
                    elements: str
              failover_to_on_host_agent:
                description: Whether the agent itself reads the data if no proxy can.
                type: bool
          scripts:
            description:
              - Scripts that run on the backup server before and after the job.
              - Only for O(type=WindowsAgentBackup), O(type=LinuxAgentBackup) and
                O(type=WindowsAgentBackupFailoverCluster).
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
      local_storage:
        description:
          - A drive of the computer itself, or a removable one.
          - Not for O(type=WindowsAgentBackup), O(type=LinuxAgentBackup) and O(type=WindowsAgentBackupFailoverCluster).
        type: dict
        suboptions:
          path:
            description:
              - Folder on the drive.
              - Required if the job has no O(storage.local_storage) yet.
            type: str
          backup_cache:
            description:
              - Cache on the computer that takes backups while the destination cannot be reached.
              - Requires O(api_version=1.3-rev2) or later.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether these settings apply.
                  - Required if the job has no O(storage.local_storage.backup_cache) yet.
                type: bool
              type:
                description:
                  - Whether the agent chooses the folder of the cache, or
                    O(storage.local_storage.backup_cache.local_path) says it.
                type: str
                choices: [Automatic, Manual]
              local_path:
                description: Folder of the cache.
                type: str
              size_limit:
                description: Largest size of the cache.
                type: int
              size_unit:
                description: Unit of O(storage.local_storage.backup_cache.size_limit).
                type: str
                choices: [GB, TB]
      shared_folder:
        description:
          - A folder on the network.
          - Not for O(type=WindowsAgentBackup), O(type=LinuxAgentBackup) and O(type=WindowsAgentBackupFailoverCluster).
        type: dict
        suboptions:
          path:
            description:
              - Path of the folder.
              - Required if the job has no O(storage.shared_folder) yet.
            type: str
          share_type:
            description: Protocol of the share.
            type: str
            choices: [SMB, NFS]
          use_network_credentials:
            description: Whether O(storage.shared_folder.network_credentials) are used.
            type: bool
          network_credentials:
            description:
              - Credentials record of an account that may write to the folder.
              - Given by user name, description or ID.
            type: str
          backup_cache:
            description:
              - Cache on the computer that takes backups while the destination cannot be reached.
              - Requires O(api_version=1.3-rev2) or later.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether these settings apply.
                  - Required if the job has no O(storage.shared_folder.backup_cache) yet.
                type: bool
              type:
                description:
                  - Whether the agent chooses the folder of the cache, or
                    O(storage.shared_folder.backup_cache.local_path) says it.
                type: str
                choices: [Automatic, Manual]
              local_path:
                description: Folder of the cache.
                type: str
              size_limit:
                description: Largest size of the cache.
                type: int
              size_unit:
                description: Unit of O(storage.shared_folder.backup_cache.size_limit).
                type: str
                choices: [GB, TB]
      backup_repository:
        description:
          - A repository of a backup server.
          - Not for O(type=WindowsAgentBackup), O(type=LinuxAgentBackup) and O(type=WindowsAgentBackupFailoverCluster).
        type: dict
        suboptions:
          server:
            description:
              - DNS name or IP address by which the computers reach the backup server.
              - Required if the job has no O(storage.backup_repository) yet.
            type: str
          repository:
            description:
              - The repository.
              - Given by name or ID.
              - Required if the job has no O(storage.backup_repository) yet.
            type: str
          backup_cache:
            description: Cache on the computer that takes backups while the destination cannot be reached.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether these settings apply.
                  - Required if the job has no O(storage.backup_repository.backup_cache) yet.
                type: bool
              type:
                description:
                  - Whether the agent chooses the folder of the cache, or
                    O(storage.backup_repository.backup_cache.local_path) says it.
                type: str
                choices: [Automatic, Manual]
              local_path:
                description: Folder of the cache.
                type: str
              size_limit:
                description: Largest size of the cache.
                type: int
              size_unit:
                description: Unit of O(storage.backup_repository.backup_cache.size_limit).
                type: str
                choices: [GB, TB]
      cloud_connect_repository:
        description:
          - A repository of a provider of Veeam Cloud Connect.
          - Not for O(type=WindowsAgentBackup), O(type=LinuxAgentBackup) and O(type=WindowsAgentBackupFailoverCluster).
        type: dict
        suboptions:
          repository:
            description:
              - The repository.
              - Given by name or ID.
              - Required if the job has no O(storage.cloud_connect_repository) yet.
            type: str
          backup_cache:
            description: Cache on the computer that takes backups while the destination cannot be reached.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether these settings apply.
                  - Required if the job has no O(storage.cloud_connect_repository.backup_cache) yet.
                type: bool
              type:
                description:
                  - Whether the agent chooses the folder of the cache, or
                    O(storage.cloud_connect_repository.backup_cache.local_path) says it.
                type: str
                choices: [Automatic, Manual]
              local_path:
                description: Folder of the cache.
                type: str
              size_limit:
                description: Largest size of the cache.
                type: int
              size_unit:
                description: Unit of O(storage.cloud_connect_repository.backup_cache.size_limit).
                type: str
                choices: [GB, TB]
  guest_processing:
    description:
      - How applications and files of the computers are processed.
      - For O(type=WindowsAgentBackupWorkstationPolicy), requires O(api_version=1.3-rev1) or earlier.
    type: dict
    suboptions:
      application_aware:
        description: Consistent backups of applications.
        type: dict
        suboptions:
          enabled:
            description:
              - Whether these settings apply.
              - Required if the job has no O(guest_processing.application_aware) yet, except for
                O(type=LinuxAgentBackup), O(type=LinuxAgentBackupWorkstationPolicy) and
                O(type=LinuxAgentBackupServerPolicy).
            type: bool
          applications:
            description: Settings of applications, by computer or group. An item that is not listed is removed.
            type: list
            elements: dict
            suboptions:
              computer:
                description:
                  - Computer or group that the settings are for.
                  - Required in each item.
                type: dict
                suboptions:
                  name:
                    description:
                      - Name of the computer, or of the group or object that contains computers.
                      - The comparison ignores case. If
                        O(guest_processing.application_aware.applications[].computer.protection_group) is given without
                        a name, the whole protection group is meant.
                    type: str
                  protection_group:
                    description:
                      - Protection group that has the computer. Without a name, the group itself.
                      - Given by name or ID. Needed only if several groups have a computer of that name.
                    type: str
                  type:
                    description:
                      - Type of the object.
                      - If given, only objects of this type are searched.
                      - V(Custom) requires O(api_version=1.3-rev2) or later.
                    type: str
                    choices:
                      - ProtectionGroup
                      - WindowsComputer
                      - LinuxComputer
                      - WindowsCluster
                      - Container
                      - Group
                      - OrganizationUnit
                      - Domain
                      - Custom
                  object_id:
                    description:
                      - ID of the computer or group, a UUID.
                      - If omitted, the module looks it up in the protection groups.
                    type: str
              enabled:
                description:
                  - Whether applications of the computer are processed.
                  - Not for O(type=LinuxAgentBackup), O(type=LinuxAgentBackupWorkstationPolicy) and
                    O(type=LinuxAgentBackupServerPolicy). Required in each item.
                type: bool
              transaction_logs:
                description:
                  - Whether the logs of transactions are processed, or only copied.
                  - Not for O(type=LinuxAgentBackup), O(type=LinuxAgentBackupWorkstationPolicy) and
                    O(type=LinuxAgentBackupServerPolicy).
                type: str
                choices: [Process, CopyOnly]
              sql:
                description:
                  - Settings of Microsoft SQL Server.
                  - Not for O(type=LinuxAgentBackup), O(type=LinuxAgentBackupWorkstationPolicy) and
                    O(type=LinuxAgentBackupServerPolicy).
                type: dict
                suboptions:
                  use_guest_credentials:
                    description: Whether the account by which the agent runs on the computer is used.
                    type: bool
                  credentials:
                    description:
                      - Credentials record of another account.
                      - Given by user name, description or ID.
                    type: str
                  logs_processing:
                    description:
                      - What is done with the logs of transactions.
                      - Required if the job has no O(guest_processing.application_aware.applications[].sql) yet.
                    type: str
                    choices: [Truncate, Backup, NeverTruncate]
                  backup_mins_count:
                    description: Minutes between two backups of the logs.
                    type: int
                  retain_log_backups:
                    description:
                      - How long backups of logs are kept.
                      - V(UntilBackupDeleted) keeps them as long as the backup of the computer, V(KeepOnlyDays) for the
                        days that O(guest_processing.application_aware.applications[].sql.keep_days_count) says.
                    type: str
                    choices: [UntilBackupDeleted, KeepOnlyDays]
                  keep_days_count:
                    description: Days for which backups of logs are kept.
                    type: int
              oracle:
                description: Settings of Oracle.
                type: dict
                suboptions:
                  use_guest_credentials:
                    description:
                      - Whether the account by which the agent runs on the computer is used.
                      - Required if the job has no O(guest_processing.application_aware.applications[].oracle) yet,
                        except for O(type=WindowsAgentBackupFailoverCluster) (O(api_version=1.3-rev1) or earlier).
                    type: bool
                  credentials:
                    description:
                      - Credentials record of another account.
                      - Given by user name, description or ID.
                    type: str
                  archive_logs:
                    description:
                      - What is done with archived logs.
                      - Required if the job has no O(guest_processing.application_aware.applications[].oracle) yet.
                    type: str
                    choices: [Preserve, DeleteExpiredHours, DeleteExpiredGBs]
                  delete_hours_count:
                    description:
                      - Age of archived logs that are deleted, in hours, for
                        O(guest_processing.application_aware.applications[].oracle.archive_logs=DeleteExpiredHours).
                    type: int
                  delete_gbs_count:
                    description:
                      - Size of archived logs above which they are deleted, in GB, for
                        O(guest_processing.application_aware.applications[].oracle.archive_logs=DeleteExpiredGBs).
                    type: int
                  backup_logs:
                    description: Whether archived logs are backed up.
                    type: bool
                  backup_mins_count:
                    description: Minutes between two backups of the logs.
                    type: int
                  retain_log_backups:
                    description:
                      - How long backups of logs are kept.
                      - V(UntilBackupDeleted) keeps them as long as the backup of the computer, V(KeepOnlyDays) for the
                        days that O(guest_processing.application_aware.applications[].oracle.keep_days_count) says.
                    type: str
                    choices: [UntilBackupDeleted, KeepOnlyDays]
                  keep_days_count:
                    description: Days for which backups of logs are kept.
                    type: int
              sharepoint:
                description:
                  - Settings of Microsoft SharePoint.
                  - Not for O(type=LinuxAgentBackup), O(type=LinuxAgentBackupWorkstationPolicy) and
                    O(type=LinuxAgentBackupServerPolicy).
                type: dict
                suboptions:
                  use_guest_credentials:
                    description: Whether the account by which the agent runs on the computer is used.
                    type: bool
                  credentials:
                    description:
                      - Credentials record of another account.
                      - Given by user name, description or ID.
                    type: str
              scripts:
                description: Scripts that run before and after.
                type: dict
                suboptions:
                  mode:
                    description:
                      - Whether scripts run, and what a failure of theirs means for the backup.
                      - Not for O(type=LinuxAgentBackup), O(type=LinuxAgentBackupWorkstationPolicy) and
                        O(type=LinuxAgentBackupServerPolicy). Required if the job has no
                        O(guest_processing.application_aware.applications[].scripts) yet.
                    type: str
                    choices: [DisableExec, IgnoreExecFailures, RequireSuccess]
                  pre_freeze_script:
                    description: Script that runs before the snapshot.
                    type: str
                  post_thaw_script:
                    description: Script that runs after the snapshot.
                    type: str
                  use_guest_credentials:
                    description:
                      - Whether the account by which the agent runs on the computer is used.
                      - Only for O(type=WindowsAgentBackup), O(type=WindowsAgentBackupFailoverCluster) and
                        O(type=WindowsAgentBackupServerPolicy). Requires O(api_version=1.3-rev2) or later.
                    type: bool
                  credentials:
                    description:
                      - Credentials record of another account.
                      - Given by user name, description or ID.
                      - Only for O(type=WindowsAgentBackup), O(type=WindowsAgentBackupFailoverCluster) and
                        O(type=WindowsAgentBackupServerPolicy). Requires O(api_version=1.3-rev2) or later.
                    type: str
                  enabled:
                    description:
                      - Whether scripts run.
                      - Only for O(type=LinuxAgentBackup), O(type=LinuxAgentBackupWorkstationPolicy) and
                        O(type=LinuxAgentBackupServerPolicy).
                    type: bool
                  pre_job_script:
                    description:
                      - Script that runs on the computer before the job.
                      - Only for O(type=LinuxAgentBackup), O(type=LinuxAgentBackupWorkstationPolicy) and
                        O(type=LinuxAgentBackupServerPolicy).
                    type: str
                  post_job_script:
                    description:
                      - Script that runs on the computer after the job.
                      - Only for O(type=LinuxAgentBackup), O(type=LinuxAgentBackupWorkstationPolicy) and
                        O(type=LinuxAgentBackupServerPolicy).
                    type: str
              vss:
                description:
                  - What a failure of the processing means for the backup.
                  - Only for O(type=LinuxAgentBackup), O(type=LinuxAgentBackupWorkstationPolicy) and
                    O(type=LinuxAgentBackupServerPolicy). Required for O(type=LinuxAgentBackup) (O(api_version=1.3-rev0)
                    or earlier).
                type: str
                choices: [RequireSuccess, IgnoreFailures, Disabled]
              mysql:
                description:
                  - Settings of MySQL.
                  - Only for O(type=LinuxAgentBackup), O(type=LinuxAgentBackupWorkstationPolicy) and
                    O(type=LinuxAgentBackupServerPolicy).
                type: dict
                suboptions:
                  use_password_file:
                    description: Whether the password is taken from a file on the computer.
                    type: bool
                  credentials:
                    description:
                      - Credentials record of another account.
                      - Given by user name, description or ID.
                    type: str
                  password_file:
                    description: Path of the file with the password.
                    type: str
              postgresql:
                description:
                  - Settings of PostgreSQL.
                  - Only for O(type=LinuxAgentBackup), O(type=LinuxAgentBackupWorkstationPolicy) and
                    O(type=LinuxAgentBackupServerPolicy).
                type: dict
                suboptions:
                  use_guest_credentials:
                    description: Whether the account by which the agent runs on the computer is used.
                    type: bool
                  credentials:
                    description:
                      - Credentials record of another account.
                      - Given by user name, description or ID.
                    type: str
                  user_connection_type:
                    description: How the account logs in to the database.
                    type: str
                    choices: [Credentials, PasswordFile, Peer]
                  backup_logs:
                    description: Whether logs are backed up.
                    type: bool
                  backup_mins_count:
                    description: Minutes between two backups of the logs.
                    type: int
                  retain_log_backups:
                    description:
                      - How long backups of logs are kept.
                      - V(UntilBackupDeleted) keeps them as long as the backup of the computer, V(KeepOnlyDays) for the
                        days that O(guest_processing.application_aware.applications[].postgresql.keep_days_count) says.
                    type: str
                    choices: [UntilBackupDeleted, KeepOnlyDays]
                  keep_days_count:
                    description: Days for which backups of logs are kept.
                    type: int
                  temp_archive_logs_path:
                    description: Folder on the computer that holds logs until they are backed up.
                    type: str
      file_indexing:
        description: Index of the files in the backups, for searching.
        type: dict
        suboptions:
          enabled:
            description:
              - Whether these settings apply.
              - Required if the job has no O(guest_processing.file_indexing) yet.
            type: bool
          computers:
            description: What is indexed, by computer or group. An item that is not listed is removed.
            type: list
            elements: dict
            suboptions:
              computer:
                description:
                  - Computer or group that the settings are for.
                  - Required in each item.
                type: dict
                suboptions:
                  name:
                    description:
                      - Name of the computer, or of the group or object that contains computers.
                      - The comparison ignores case. If
                        O(guest_processing.file_indexing.computers[].computer.protection_group) is given without a name,
                        the whole protection group is meant.
                    type: str
                  protection_group:
                    description:
                      - Protection group that has the computer. Without a name, the group itself.
                      - Given by name or ID. Needed only if several groups have a computer of that name.
                    type: str
                  type:
                    description:
                      - Type of the object.
                      - If given, only objects of this type are searched.
                      - V(Custom) requires O(api_version=1.3-rev2) or later.
                    type: str
                    choices:
                      - ProtectionGroup
                      - WindowsComputer
                      - LinuxComputer
                      - WindowsCluster
                      - Container
                      - Group
                      - OrganizationUnit
                      - Domain
                      - Custom
                  object_id:
                    description:
                      - ID of the computer or group, a UUID.
                      - If omitted, the module looks it up in the protection groups.
                    type: str
              mode:
                description:
                  - Whether nothing, everything, everything but O(guest_processing.file_indexing.computers[].folders),
                    or only these are indexed.
                  - Required in each item.
                type: str
                choices: [Disable, IndexAll, IndexAllExcept, IndexOnly]
              folders:
                description: All folders that are meant. An empty list removes all.
                type: list
                elements: str
      guest_credentials:
        description:
          - Accounts by which applications are processed.
          - Only for O(type=LinuxAgentBackup), O(type=LinuxAgentBackupWorkstationPolicy) and
            O(type=LinuxAgentBackupServerPolicy).
        type: dict
        suboptions:
          use_protection_group_credentials:
            description: Whether the accounts of the protection groups are used.
            type: bool
          credentials:
            description:
              - Credentials record of the account.
              - Given by user name, description or ID.
            type: str
          credentials_per_computer:
            description: Accounts by computer or group. An item that is not listed is removed.
            type: list
            elements: dict
            suboptions:
              computer:
                description:
                  - Computer or group that the account is for.
                  - Required in each item.
                type: dict
                suboptions:
                  name:
                    description:
                      - Name of the computer, or of the group or object that contains computers.
                      - The comparison ignores case. If
                        O(guest_processing.guest_credentials.credentials_per_computer[].computer.protection_group) is
                        given without a name, the whole protection group is meant.
                    type: str
                  protection_group:
                    description:
                      - Protection group that has the computer. Without a name, the group itself.
                      - Given by name or ID. Needed only if several groups have a computer of that name.
                    type: str
                  type:
                    description:
                      - Type of the object.
                      - If given, only objects of this type are searched.
                      - V(Custom) requires O(api_version=1.3-rev2) or later.
                    type: str
                    choices:
                      - ProtectionGroup
                      - WindowsComputer
                      - LinuxComputer
                      - WindowsCluster
                      - Container
                      - Group
                      - OrganizationUnit
                      - Domain
                      - Custom
                  object_id:
                    description:
                      - ID of the computer or group, a UUID.
                      - If omitted, the module looks it up in the protection groups.
                    type: str
              credentials:
                description:
                  - Credentials record of the account.
                  - Given by user name, description or ID.
                type: str
              default:
                description: Whether the account of the job is used all the same.
                type: bool
  schedule:
    description: When the job runs, or the agents run on their own.
    type: dict
    suboptions:
      run_automatically:
        description:
          - Whether the schedule runs the job.
          - Required if the job has no O(schedule) yet.
        type: bool
      daily:
        description: Runs on some days of the week.
        type: dict
        suboptions:
          enabled:
            description:
              - Whether these settings apply.
              - Required if the job has no O(schedule.daily) yet.
            type: bool
          local_time:
            description: Time of the day, as hours and minutes, with or without seconds.
            type: str
          daily_kind:
            description: Which days these are.
            type: str
            choices: [Everyday, WeekDays, SelectedDays]
          days:
            description: Days with V(SelectedDays).
            type: list
            elements: str
            choices: [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday]
      monthly:
        description:
          - Runs on a day of the month.
          - Not for O(type=WindowsAgentBackupWorkstationPolicy) and O(type=LinuxAgentBackupWorkstationPolicy).
        type: dict
        suboptions:
          enabled:
            description:
              - Whether these settings apply.
              - Required if the job has no O(schedule.monthly) yet.
            type: bool
          local_time:
            description: Time of the day, as hours and minutes, with or without seconds.
            type: str
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
            choices: [January, February, March, April, May, June, July, August, September, October, November, December]
          is_last_day_of_month:
            description: Whether it is the last day of the month, whatever day is given.
            type: bool
      periodically:
        description:
          - Runs at an interval.
          - Not for O(type=WindowsAgentBackupWorkstationPolicy) and O(type=LinuxAgentBackupWorkstationPolicy).
        type: dict
        suboptions:
          enabled:
            description:
              - Whether these settings apply.
              - Required if the job has no O(schedule.periodically) yet.
            type: bool
          unit:
            description: Unit of the interval.
            type: str
            choices: [Hours, Minutes, Seconds, Days]
          frequency:
            description: Number of units between two runs.
            type: int
          backup_window:
            description:
              - Hours of each day in which the job may run.
              - Each day is a text of ranges from 0 to 24 such as V(8-18) or V(0-6,20-24), where the last hour is not
                included. An empty text allows no hour. An omitted day stays as it is, and has all hours in a new
                window.
            type: dict
            suboptions:
              sunday:
                description: Hours of Sunday.
                type: str
              monday:
                description: Hours of Monday.
                type: str
              tuesday:
                description: Hours of Tuesday.
                type: str
              wednesday:
                description: Hours of Wednesday.
                type: str
              thursday:
                description: Hours of Thursday.
                type: str
              friday:
                description: Hours of Friday.
                type: str
              saturday:
                description: Hours of Saturday.
                type: str
          start_time_within_an_hour:
            description: Minute of the hour at which the job runs.
            type: int
      continuously:
        description:
          - Runs that begin as soon as the last one has ended.
          - Not for O(type=WindowsAgentBackupWorkstationPolicy) and O(type=LinuxAgentBackupWorkstationPolicy).
        type: dict
        suboptions:
          enabled:
            description:
              - Whether these settings apply.
              - Required if the job has no O(schedule.continuously) yet.
            type: bool
          backup_window:
            description:
              - Hours of each day in which the job may run.
              - Each day is a text of ranges from 0 to 24 such as V(8-18) or V(0-6,20-24), where the last hour is not
                included. An empty text allows no hour. An omitted day stays as it is, and has all hours in a new
                window.
            type: dict
            suboptions:
              sunday:
                description: Hours of Sunday.
                type: str
              monday:
                description: Hours of Monday.
                type: str
              tuesday:
                description: Hours of Tuesday.
                type: str
              wednesday:
                description: Hours of Wednesday.
                type: str
              thursday:
                description: Hours of Thursday.
                type: str
              friday:
                description: Hours of Friday.
                type: str
              saturday:
                description: Hours of Saturday.
                type: str
      after_job:
        description:
          - Runs after another job.
          - Not for O(type=WindowsAgentBackupWorkstationPolicy) and O(type=LinuxAgentBackupWorkstationPolicy).
        type: dict
        suboptions:
          enabled:
            description:
              - Whether these settings apply.
              - Required if the job has no O(schedule.after_job) yet.
            type: bool
          job_name:
            description: Name of the other job.
            type: str
      retry:
        description:
          - Repetition of what failed.
          - Not for O(type=WindowsAgentBackupWorkstationPolicy) and O(type=LinuxAgentBackupWorkstationPolicy).
        type: dict
        suboptions:
          enabled:
            description: Whether these settings apply.
            type: bool
          retry_count:
            description: How often it is repeated.
            type: int
          await_minutes:
            description: Number of minutes between two attempts.
            type: int
      backup_window:
        description:
          - Hours outside of which a run is stopped.
          - Not for O(type=WindowsAgentBackupWorkstationPolicy) and O(type=LinuxAgentBackupWorkstationPolicy).
        type: dict
        suboptions:
          enabled:
            description:
              - Whether these settings apply.
              - Required if the job has no O(schedule.backup_window) yet.
            type: bool
          backup_window:
            description:
              - Hours of each day in which the job may run.
              - Each day is a text of ranges from 0 to 24 such as V(8-18) or V(0-6,20-24), where the last hour is not
                included. An empty text allows no hour. An omitted day stays as it is, and has all hours in a new
                window.
            type: dict
            suboptions:
              sunday:
                description: Hours of Sunday.
                type: str
              monday:
                description: Hours of Monday.
                type: str
              tuesday:
                description: Hours of Tuesday.
                type: str
              wednesday:
                description: Hours of Wednesday.
                type: str
              thursday:
                description: Hours of Thursday.
                type: str
              friday:
                description: Hours of Friday.
                type: str
              saturday:
                description: Hours of Saturday.
                type: str
      power_off_action:
        description:
          - What happens if the computer is off at the time of the backup.
          - Only for O(type=WindowsAgentBackupWorkstationPolicy).
        type: str
        choices: [BackupAtPowerOn, SkipBackup]
      post_backup_action:
        description:
          - What the computer does after the backup.
          - Only for O(type=WindowsAgentBackupWorkstationPolicy).
        type: str
        choices: [KeepRunning, Sleep, Hibernate, Shutdown]
      at_events:
        description:
          - Events on the computer that start a backup.
          - Only for O(type=WindowsAgentBackupWorkstationPolicy).
        type: dict
        suboptions:
          backup_at_lock:
            description: Whether locking the computer starts a backup.
            type: bool
          backup_at_logoff:
            description: Whether logging off starts a backup.
            type: bool
          backup_at_storage_attach:
            description: Whether attaching the storage of the backups starts a backup.
            type: bool
          eject_storage_after_backup:
            description: Whether the storage is ejected after the backup.
            type: bool
          backup_timeout:
            description: Least time between two backups that events start.
            type: dict
            suboptions:
              type:
                description:
                  - Unit of O(schedule.at_events.backup_timeout.quantity).
                  - Required if the job has no O(schedule.at_events.backup_timeout) yet.
                type: str
                choices: [Minutes, Hours, Days]
              quantity:
                description:
                  - Number of units of time.
                  - Required if the job has no O(schedule.at_events.backup_timeout) yet.
                type: int
  allow_old_gfs_points_retention:
    description:
      - Whether a change of O(storage.gfs_policy) may remove restore points that the former policy keeps.
      - If omitted or V(false), the server removes none because of the change.
      - Requires O(api_version=1.3-rev1) or later.
    type: bool
  computers_mode:
    description:
      - How O(computers) is applied to what the job processes.
      - V(merge) adds, V(replace) also removes what is not listed, V(remove) removes what is listed.
      - Has no effect without O(computers).
    type: str
    choices: [merge, replace, remove]
    default: merge
seealso:
  - module: opendr.veeam.veeam_protection_group
  - module: opendr.veeam.veeam_job
  - module: opendr.veeam.veeam_job_info
"""

EXAMPLES = r"""
- name: Back up the servers of a protection group each night
  opendr.veeam.veeam_agent_backup_job:
    name: Physical servers
    type: WindowsAgentBackup
    agent_type: Server
    computers:
      - protection_group: Physical Servers
    backup_mode: EntireComputer
    storage:
      repository: Linux Repository 01
      retention_policy:
        type: Days
        quantity: 30
    schedule:
      run_automatically: true
      daily:
        enabled: true
        local_time: "22:00"
        daily_kind: Everyday

- name: Back up two volumes of a Linux computer, with its database
  opendr.veeam.veeam_agent_backup_job:
    name: Databases
    type: LinuxAgentBackup
    computers:
      - name: lnx-phys01
    backup_mode: Volumes
    volumes:
      objects:
        - type: MountPoint
          path: /
        - type: MountPoint
          path: /var/lib/pgsql
    storage:
      repository: Linux Repository 01
    guest_processing:
      application_aware:
        enabled: true
        applications:
          - computer:
              name: lnx-phys01
            vss: RequireSuccess
            postgresql:
              use_guest_credentials: true
              backup_logs: true
              backup_mins_count: 15

- name: Let workstations back up the files of their users to a share
  opendr.veeam.veeam_agent_backup_job:
    name: Workstations
    type: WindowsAgentBackupWorkstationPolicy
    computers:
      - protection_group: Workstations
    backup_mode: FileLevel
    files:
      personal_files:
        enabled: true
        desktop: true
        documents: true
      exclude_masks: ["*.tmp"]
    storage:
      shared_folder:
        path: \\nas01.dr.example\agents
        share_type: SMB
        use_network_credentials: true
        network_credentials: Windows hosts and shares
    schedule:
      run_automatically: true
      daily:
        enabled: true
        local_time: "12:30"
        daily_kind: WeekDays
      power_off_action: BackupAtPowerOn
      at_events:
        backup_at_lock: true
        backup_timeout:
          type: Hours
          quantity: 4

- name: Take a computer out of a job
  opendr.veeam.veeam_agent_backup_job:
    name: Physical servers
    computers:
      - name: win-phys01
    computers_mode: remove

- name: Remove the job
  opendr.veeam.veeam_agent_backup_job:
    name: Physical servers
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
      description: What runs the backups, and on which computers.
      type: str
    description:
      description: Description of the job.
      type: str
    enabled:
      description: Whether the schedule may run the job. M(opendr.veeam.veeam_job) changes that.
      type: bool
    high_priority:
      description: Whether the job gets resources before other jobs.
      returned: if its type has it
      type: bool
    agent_type:
      description: Kind of computers that the job is for. It decides which license the agents use.
      returned: if its type has it
      type: str
    computers:
      description:
        - Protection groups and computers that the job processes. O(computers_mode) says how they are applied to the
          current ones.
      type: list
      elements: dict
      contains:
        name:
          description: Name of the computer, or of the group or object that contains computers.
          type: str
        protection_group:
          description: Protection group that has the computer. Without a name, the group itself.
          type: str
        type:
          description: Type of the object.
          type: str
        object_id:
          description: ID of the computer or group, a UUID.
          type: str
        path:
          description: Path by which the server describes the object.
          type: str
        parent_object_id:
          description: ID of what contains the object.
          type: str
    backup_mode:
      description: What of a computer is backed up.
      type: str
    include_usb_drives:
      description: Whether external USB drives are backed up too, for O(backup_mode=EntireComputer).
      returned: if its type has it
      type: bool
    snapshotless_file_level_backup:
      description: Whether files are backed up without a snapshot, for O(backup_mode=FileLevel).
      returned: if its type has it
      type: bool
    volumes:
      description: Volumes that are backed up, for O(backup_mode=Volumes).
      type: dict
      contains:
        mode:
          description: Whether the volumes in O(volumes.objects) are backed up, or all others.
          returned: if its type has it
          type: str
        objects:
          description: All volumes that are meant. A volume that is not listed is removed from the job.
          type: list
          elements: dict
          contains:
            type:
              description: Kind of the volume.
              type: str
            path:
              description: Path of the volume, such as V(D:) or V(/dev/sda1).
              type: str
    files:
      description: Files and folders that are backed up, for O(backup_mode=FileLevel).
      type: dict
      contains:
        operating_system:
          description: Whether the operating system is backed up.
          returned: if its type has it
          type: bool
        personal_files:
          description: Which folders of the users are backed up.
          returned: if its type has it
          type: dict
          contains:
            enabled:
              description: Whether folders of the users are backed up.
              type: bool
            desktop:
              description: Whether the desktop is backed up.
              type: bool
            documents:
              description: Whether documents are backed up.
              type: bool
            pictures:
              description: Whether pictures are backed up.
              type: bool
            video:
              description: Whether videos are backed up.
              type: bool
            music:
              description: Whether music is backed up.
              type: bool
            favorites:
              description: Whether favorites are backed up.
              type: bool
            downloads:
              description: Whether downloads are backed up.
              type: bool
            app_data:
              description: Whether data of applications is backed up.
              type: bool
            other:
              description: Whether other files and folders of the users are backed up.
              type: bool
            exclude_roaming_profiles:
              description: Whether roaming profiles are left out.
              type: bool
        paths:
          description: All further folders that are backed up. An empty list removes all.
          type: list
          elements: str
        include_masks:
          description: All masks of names of files that are backed up, such as V(*.docx). An empty list removes all.
          type: list
          elements: str
        exclude_masks:
          description: All masks of names of files that are left out, such as V(*.tmp). An empty list removes all.
          type: list
          elements: str
        exclude_one_drive:
          description: Whether folders of Microsoft OneDrive are left out.
          returned: if its type has it
          type: bool
    storage:
      description:
        - Where backups are kept, and for how long.
        - Its properties are the suboptions of O(storage).
      type: dict
    guest_processing:
      description:
        - How applications and files of the computers are processed.
        - Its properties are the suboptions of O(guest_processing).
      type: dict
    schedule:
      description:
        - When the job runs, or the agents run on their own.
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
session:
  description:
    - The session in which the server did the work.
    - With O(wait=false) it may still run. M(opendr.veeam.veeam_session) waits for it.
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.agent_backup_job import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
