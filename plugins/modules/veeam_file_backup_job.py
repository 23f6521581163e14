#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_file_backup_job
short_description: Create, change and remove backup jobs of file shares and object storage of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Adds, changes or removes a backup job of file shares and file servers, or of object storage, so that it is as the
    task describes it.
  - If the job exists, an omitted option is neither compared nor changed. This holds for each suboption too.
  - M(opendr.veeam.veeam_job) enables, disables and runs jobs. M(opendr.veeam.veeam_backup_copy_job) copies their
    backups to a second repository.
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
      - 'ID of the job.'
      - 'Give it to rename a job, or if several jobs have the same name.'
      - 'A job with this ID must exist, except with O(state=absent).'
      - 'If omitted, the module finds the job by O(name), which has to match exactly.'
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
      - 'What the job backs up.'
      - 'V(FileBackup) backs up file shares and file servers, V(ObjectStorageBackup) backs up buckets and containers of
        object storage.'
      - Required to create a job. Cannot be changed after creation.
    type: str
    choices: [FileBackup, ObjectStorageBackup]
  description:
    description:
      - 'Description of the job.'
      - 'If omitted, a new job has no description. An empty text removes the current description.'
    type: str
  high_priority:
    description:
      - Whether the job gets resources before other jobs.
      - If omitted, a new job does not.
    type: bool
  objects:
    description:
      - 'Shares, servers, folders and buckets that the job backs up.'
      - 'The module recognizes an object of the job by its O(objects[].server), O(objects[].container) and
        O(objects[].path) together. Of such an object, what is omitted stays as it is.'
      - 'O(objects_mode) says whether they are added, are the only ones, or are removed.'
      - Required to create a job.
    type: list
    elements: dict
    suboptions:
      server:
        description:
          - 'Unstructured data server with the data, which is a file share, a file server, a NAS filer or an object
            storage account.'
          - 'Given by its path, by its name or by ID, as M(opendr.veeam.veeam_unstructured_data_server) names it. A NAS
            filer is given by the name that the server shows. A name that several of them have is rejected.'
          - Required in each item.
        type: str
      container:
        description:
          - 'Bucket or container to back up.'
          - 'If omitted, all that the account has.'
          - Only for O(type=ObjectStorageBackup).
        type: str
      path:
        description:
          - 'Path of the folder, file, prefix or object to back up.'
          - 'If omitted, all of the server or container.'
        type: str
      type:
        description:
          - 'What kind of object it is.'
          - 'It has to be given for an object that the job does not have yet. Otherwise the module takes it from the
            job.'
          - Requires O(api_version=1.3-rev2) or later.
        type: str
        choices:
          - File
          - Directory
          - FileServerRoot
          - FileServerShare
          - SanFiler
          - SanVolume
          - SanContainer
          - Prefix
          - Object
          - Container
          - ObjectStorageRoot
      inclusion_masks:
        description:
          - 'Files and folders to back up, by path or by a pattern with C(*) and C(?).'
          - 'The list is the whole of it: masks that are not in it are removed from the object.'
          - 'If omitted, a new object has none, and everything is backed up.'
          - Only for O(type=FileBackup).
        type: list
        elements: dict
        suboptions:
          path:
            description:
              - 'Path or pattern.'
              - Required in each item.
            type: str
          type:
            description:
              - 'How the server reads O(objects[].inclusion_masks[].path).'
              - 'If omitted, a mask that the object has already keeps its type, and the server decides for a new one.'
              - Requires O(api_version=1.3-rev2) or later.
            type: str
            choices: [Legacy, Path, Wildcard]
      exclusion_masks:
        description:
          - 'Files and folders, or objects of object storage, that are not backed up, by path or by a pattern with C(*)
            and C(?).'
          - 'The list is the whole of it: masks that are not in it are removed from the object.'
          - 'If omitted, a new object has none.'
        type: list
        elements: dict
        suboptions:
          path:
            description:
              - 'Path or pattern.'
              - Required in each item.
            type: str
          type:
            description:
              - 'How the server reads O(objects[].exclusion_masks[].path).'
              - 'If omitted, a mask that the object has already keeps its type, and the server decides for a new one.'
              - Requires O(api_version=1.3-rev2) or later.
            type: str
            choices: [Legacy, Path, Wildcard, FullPath, RelativePath]
      inclusion_tags:
        description:
          - 'Tags of what is backed up.'
          - 'The list is the whole of it: tags that are not in it are removed from the object.'
          - 'If omitted, a new object has none, and everything is backed up.'
          - Only for O(type=ObjectStorageBackup).
        type: list
        elements: dict
        suboptions:
          name:
            description:
              - 'Name of the tag, with its capital and small letters.'
              - Required in each item.
            type: str
          value:
            description:
              - 'Value of the tag, with its capital and small letters.'
              - Required in each item.
            type: str
          is_object_tag:
            description:
              - 'Whether it is a tag of objects, and not of the bucket.'
              - Required in each item.
            type: bool
      exclusion_tags:
        description:
          - 'Tags of what is not backed up.'
          - 'The list is the whole of it: tags that are not in it are removed from the object.'
          - 'If omitted, a new object has none.'
          - Only for O(type=ObjectStorageBackup).
        type: list
        elements: dict
        suboptions:
          name:
            description:
              - 'Name of the tag, with its capital and small letters.'
              - Required in each item.
            type: str
          value:
            description:
              - 'Value of the tag, with its capital and small letters.'
              - Required in each item.
            type: str
          is_object_tag:
            description:
              - 'Whether it is a tag of objects, and not of the bucket.'
              - Required in each item.
            type: bool
  storage:
    description:
      - 'Where the job keeps its backups, how long, and how it makes them.'
      - 'If omitted, the server decides for a new job.'
      - Required to create a job (O(api_version=1.3-rev1) or earlier).
    type: dict
    suboptions:
      repository:
        description:
          - 'Repository for the backups.'
          - 'Given by name or ID.'
        type: str
      source_backup:
        description:
          - 'Backup that the job continues.'
          - 'Given by name or ID.'
          - 'If omitted, a new job starts a backup of its own.'
        type: str
      retention_policy:
        description:
          - 'How long the versions of files and objects are kept in the repository.'
          - 'If omitted, the server decides for a new job.'
        type: dict
        suboptions:
          type:
            description: 'What O(storage.retention_policy.quantity) counts.'
            type: str
            choices: [Days, Months]
          quantity:
            description: 'Number of days or months.'
            type: int
      gfs_policy:
        description:
          - 'Full backups that are kept longer, as weekly, monthly and yearly ones.'
          - 'If omitted, the server decides for a new job.'
          - Requires O(api_version=1.3-rev2) or later.
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
          - 'How the job makes its backups.'
          - 'If omitted, the server decides for a new job.'
        type: dict
        suboptions:
          versions:
            description: 'How many versions of a file or object are kept, whatever their age.'
            type: dict
            suboptions:
              version_retention_type:
                description: 'Which repositories keep no more than these numbers of versions.'
                type: str
                choices: [None, Archive, BackupAndArchive]
              active_version_retention:
                description: 'Number of versions of files or objects that exist at the source.'
                type: int
              deleted_version_retention:
                description: 'Number of versions of files or objects that were deleted at the source.'
                type: int
          acl_handling:
            description:
              - 'Whether permissions and attributes are backed up of folders only, or of each file as well, which is
                slower.'
              - Only for O(type=FileBackup).
            type: str
            choices: [FoldersOnly, FilesAndFolders]
          include_symbolic_link_content:
            description:
              - 'Whether the job backs up what symbolic links lead to.'
              - Only for O(type=FileBackup). Requires O(api_version=1.3-rev2) or later.
            type: bool
          storage_data:
            description: 'How the data is stored.'
            type: dict
            suboptions:
              compression_level:
                description: How much data is compressed.
                type: str
                choices: [Auto, None, DedupFriendly, Optimal, High, Extreme]
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
          notifications:
            description: 'What the job reports, and to whom.'
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
              warn_of_issues:
                description: 'Whether a run ends with a warning if some files or folders could not be processed.'
                type: bool
              warn_of_attribute_issues:
                description:
                  - 'Whether a run ends with a warning if some attributes of files or folders could not be processed.'
                type: bool
  archive:
    description:
      - 'What is kept in a second repository for a long time.'
      - 'If omitted, the server decides for a new job.'
    type: dict
    suboptions:
      repository:
        description:
          - 'Repository for the archive.'
          - 'Given by name or ID.'
        type: str
      recent_versions:
        description: 'Whether the newest versions, which are in O(storage.repository), are copied to the archive too.'
        type: bool
      previous_versions:
        description: 'Whether versions that O(storage.retention_policy) no longer keeps go to the archive.'
        type: bool
      retention_policy:
        description: 'How long versions are kept in the archive.'
        type: dict
        suboptions:
          type:
            description:
              - 'What O(archive.retention_policy.quantity) counts.'
              - Required if the job has no O(archive.retention_policy) yet.
            type: str
            choices: [Years, Months]
          quantity:
            description:
              - 'Number of months or years.'
              - Required if the job has no O(archive.retention_policy) yet.
            type: int
      files:
        description: 'Which files go to the archive.'
        type: dict
        suboptions:
          archival_type:
            description:
              - 'Whether all files go to the archive, all except O(archive.files.exclusion_masks), or only
                O(archive.files.inclusion_masks).'
            type: str
            choices: [All, ExclusionMask, InclusionMask]
          inclusion_masks:
            description: 'Files and folders that go to the archive, by path or by a pattern with C(*) and C(?).'
            type: list
            elements: str
          exclusion_masks:
            description: 'Files and folders that do not go to the archive, by path or by a pattern with C(*) and C(?).'
            type: list
            elements: str
  allow_old_gfs_points_retention:
    description:
      - Whether a change of O(storage.gfs_policy) may remove restore points that the former policy keeps.
      - If omitted or V(false), the server removes none because of the change.
      - Requires O(api_version=1.3-rev1) or later.
    type: bool
  objects_mode:
    description:
      - 'How O(objects) is applied to the objects of the job.'
      - 'V(merge) adds them. V(replace) removes all others. V(remove) removes them.'
      - Has no effect without O(objects).
    type: str
    choices: [merge, replace, remove]
    default: merge
"""

EXAMPLES = r"""
- name: Back up two folders of a share every night
  opendr.veeam.veeam_file_backup_job:
    name: Projects
    type: FileBackup
    objects:
      - server: \\nas01.dr.example\projects
        path: \\nas01.dr.example\projects\current
        exclusion_masks:
          - path: "*.tmp"
      - server: \\nas01.dr.example\projects
        path: \\nas01.dr.example\projects\contracts
    storage:
      repository: NFS Share 01
      retention_policy:
        type: Days
        quantity: 28
    schedule:
      run_automatically: true
      daily:
        enabled: true
        local_time: "22:00"
        daily_kind: Everyday

- name: Back up a bucket, and keep older versions of its objects in an archive for three years
  opendr.veeam.veeam_file_backup_job:
    name: Reports
    type: ObjectStorageBackup
    objects:
      - server: s3.dr.example
        container: reports
        inclusion_tags:
          - name: backup
            value: "yes"
            is_object_tag: true
    storage:
      repository: NFS Share 01
    archive:
      repository: Amazon S3 01
      previous_versions: true
      retention_policy:
        type: Years
        quantity: 3

- name: Say what kind of object each is, as API revision 1.3-rev2 wants it
  opendr.veeam.veeam_file_backup_job:
    name: Homes
    type: FileBackup
    api_version: 1.3-rev2
    objects:
      - server: nas01.dr.example:/exports/home
        type: FileServerShare
        exclusion_masks:
          - path: "*.iso"
            type: Wildcard
    storage:
      repository: NFS Share 01

- name: No longer back up a folder
  opendr.veeam.veeam_file_backup_job:
    name: Projects
    objects_mode: remove
    objects:
      - server: \\nas01.dr.example\projects
        path: \\nas01.dr.example\projects\contracts

- name: Remove the job
  opendr.veeam.veeam_file_backup_job:
    name: Projects
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
      description: What the job backs up.
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
      description: Shares, servers, folders and buckets that the job backs up.
      type: list
      elements: dict
      contains:
        server:
          description:
            - Unstructured data server with the data, which is a file share, a file server, a NAS filer or an object
              storage account.
          type: str
        container:
          description: Bucket or container to back up.
          returned: if its type has it
          type: str
        path:
          description: Path of the folder, file, prefix or object to back up.
          type: str
        type:
          description: What kind of object it is.
          returned: with O(api_version=1.3-rev2) or later
          type: str
        inclusion_masks:
          description: Files and folders to back up, by path or by a pattern with C(*) and C(?).
          returned: if its type has it
          type: list
          elements: dict
          contains:
            path:
              description: Path or pattern.
              type: str
            type:
              description: How the server reads O(objects[].inclusion_masks[].path).
              returned: with O(api_version=1.3-rev2) or later
              type: str
        exclusion_masks:
          description:
            - Files and folders, or objects of object storage, that are not backed up, by path or by a pattern with C(*)
              and C(?).
          type: list
          elements: dict
          contains:
            path:
              description: Path or pattern.
              type: str
            type:
              description: How the server reads O(objects[].exclusion_masks[].path).
              returned: with O(api_version=1.3-rev2) or later
              type: str
        inclusion_tags:
          description: Tags of what is backed up.
          returned: if its type has it
          type: list
          elements: dict
          contains:
            name:
              description: Name of the tag, with its capital and small letters.
              type: str
            value:
              description: Value of the tag, with its capital and small letters.
              type: str
            is_object_tag:
              description: Whether it is a tag of objects, and not of the bucket.
              type: bool
        exclusion_tags:
          description: Tags of what is not backed up.
          returned: if its type has it
          type: list
          elements: dict
          contains:
            name:
              description: Name of the tag, with its capital and small letters.
              type: str
            value:
              description: Value of the tag, with its capital and small letters.
              type: str
            is_object_tag:
              description: Whether it is a tag of objects, and not of the bucket.
              type: bool
    storage:
      description:
        - Where the job keeps its backups, how long, and how it makes them.
        - Its properties are the suboptions of O(storage).
      type: dict
    archive:
      description: What is kept in a second repository for a long time.
      type: dict
      contains:
        repository:
          description: Repository for the archive.
          type: str
        recent_versions:
          description: Whether the newest versions, which are in O(storage.repository), are copied to the archive too.
          type: bool
        previous_versions:
          description: Whether versions that O(storage.retention_policy) no longer keeps go to the archive.
          type: bool
        retention_policy:
          description: How long versions are kept in the archive.
          type: dict
          contains:
            type:
              description: What O(archive.retention_policy.quantity) counts.
              type: str
            quantity:
              description: Number of months or years.
              type: int
        files:
          description: Which files go to the archive.
          type: dict
          contains:
            archival_type:
              description:
                - Whether all files go to the archive, all except O(archive.files.exclusion_masks), or only
                  O(archive.files.inclusion_masks).
              type: str
            inclusion_masks:
              description: Files and folders that go to the archive, by path or by a pattern with C(*) and C(?).
              type: list
              elements: str
            exclusion_masks:
              description:
                - Files and folders that do not go to the archive, by path or by a pattern with C(*) and C(?).
              type: list
              elements: str
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.file_backup_job import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
