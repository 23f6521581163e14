#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_scale_out_repository
short_description: Create, change and remove scale-out repositories of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Creates, changes and removes scale-out repositories, so that they are as the task describes them.
  - A scale-out repository joins backup repositories, its extents, into one. Its performance tier is where jobs write
    to, its capacity and archive tiers are object storage for older backups. M(opendr.veeam.veeam_repository) adds the
    repositories that become extents.
  - If the scale-out repository exists, an omitted option is neither compared nor changed.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.waiting
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
options:
  state:
    description:
      - Whether the scale-out repository exists.
      - V(absent) removes it. Its extents stay as repositories of their own.
    type: str
    choices: [present, absent]
    default: present
  id:
    description:
      - ID of the scale-out repository, a UUID.
      - With O(state=present), a scale-out repository with this ID must exist. O(name) then renames it.
      - If omitted, the module finds the scale-out repository by O(name).
    type: str
  name:
    description:
      - Name of the scale-out repository.
      - Either O(name) or O(id) has to be given.
      - Required to create a scale-out repository.
    type: str
  description:
    description: Description of the scale-out repository. An omitted one is empty in a new scale-out repository.
    type: str
  performance_extents:
    description:
      - Backup repositories that make up the performance tier.
      - Given by name or ID. O(performance_extents_mode) says how they are applied to the current ones.
      - Required to create a scale-out repository.
    type: list
    elements: str
  performance_extents_mode:
    description:
      - How O(performance_extents) is applied to the extents that the scale-out repository has.
      - With V(merge), they are added. With V(replace), the scale-out repository has these and no others. With
        V(remove), they are taken away.
      - An extent that holds backups cannot be taken away. Evacuate it in the console first.
      - Has no effect without O(performance_extents).
    type: str
    choices: [merge, replace, remove]
    default: merge
  sealed_extents:
    description:
      - Performance extents that are sealed, which means that backups are restored from them and none are written there.
      - Given by name or ID. All others are not sealed, so an empty list unseals every extent.
      - If omitted, no extent is sealed or unsealed.
    type: list
    elements: str
  maintenance_extents:
    description:
      - Performance extents that are in maintenance mode, which means that neither jobs nor restores use them.
      - Given by name or ID. All others are not in maintenance mode, so an empty list ends it for every extent.
      - If omitted, no mode is changed.
    type: list
    elements: str
  per_vm_backup:
    description:
      - Whether each machine of a job has a backup file of its own.
      - It is always V(true) for a repository that was created by version 13 or later, and cannot become V(false) again.
    type: bool
  full_when_extent_offline:
    description: Whether a full backup is made if the extent that holds the chain of an incremental one is offline.
    type: bool
  placement_policy:
    description: Which extents take which backup files.
    type: dict
    suboptions:
      type:
        description:
          - With V(DataLocality), full and incremental backup files of a chain are on the same extent.
          - With V(Performance), they are on different extents, as O(placement_policy.settings) says.
          - Required if the scale-out repository has no O(placement_policy) yet.
        type: str
        choices: [DataLocality, Performance]
      settings:
        description: What each extent takes. The list replaces the current one.
        type: list
        elements: dict
        suboptions:
          extent:
            description:
              - Performance extent, given by name or ID.
              - Required in each item.
            type: str
          allowed_backups:
            description:
              - Backup files that it takes.
              - Required in each item.
            type: str
            choices: [All, FullsOnly, IncrementsOnly, None]
      strict:
        description: Whether a job fails if this policy cannot be met.
        type: bool
  capacity_tier:
    description: Object storage to which backups are copied or moved.
    type: dict
    suboptions:
      enabled:
        description:
          - Whether the scale-out repository has a capacity tier.
          - Required if the scale-out repository has no O(capacity_tier) yet.
        type: bool
      extents:
        description: Object storage repositories that make up the capacity tier. The list replaces the current one.
        type: list
        elements: dict
        suboptions:
          repository:
            description:
              - Object storage repository, given by name or ID.
              - Required in each item.
            type: str
          crypto_key_id:
            description:
              - ID of the key that decrypts what is in the repository already, if that is encrypted.
              - Requires O(api_version=1.3-rev2) or later.
            type: str
      offload_window:
        description:
          - Hours of each day in which backups may be copied and moved.
          - Each day is a text of ranges from 0 to 24 such as V(8-18) or V(0-6,20-24), where the last hour is not
            included. An empty text allows no hour. An omitted day stays as it is, and has all hours in a new window.
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
      backup_health:
        description:
          - When backups in the capacity tier are checked.
          - Requires O(api_version=1.3-rev0) or later.
        type: dict
        suboptions:
          enabled:
            description:
              - Whether these settings apply.
              - Required if the scale-out repository has no O(capacity_tier.backup_health) yet.
            type: bool
          weekly:
            description: Weekly schedule.
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether these settings apply.
                  - Required if the scale-out repository has no O(capacity_tier.backup_health.weekly) yet.
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
                  - Required if the scale-out repository has no O(capacity_tier.backup_health.monthly) yet.
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
      copy_policy_enabled:
        description: Whether backups are copied to the capacity tier as soon as they are made.
        type: bool
      move_policy_enabled:
        description: Whether backups of inactive chains are moved to the capacity tier.
        type: bool
      operational_restore_period_days:
        description:
          - Number of days after which an inactive chain is moved. With V(0), it is moved on the day on which it became
            inactive.
        type: int
      override_policy:
        description: When the oldest backups are moved sooner, because space is short.
        type: dict
        suboptions:
          enabled:
            description:
              - Whether they are moved sooner.
              - Required if the scale-out repository has no O(capacity_tier.override_policy) yet.
            type: bool
          space_threshold_percents:
            description:
              - Used space of the performance tier from which they are moved, in percent, up to 100.
              - At most 100.
            type: int
      encryption:
        description: Encryption of backups.
        type: dict
        suboptions:
          enabled:
            description:
              - Whether these settings apply.
              - Required if the scale-out repository has no O(capacity_tier.encryption) yet.
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
  archive_tier:
    description: Object storage to which backups are moved from the capacity tier, for long-term keeping.
    type: dict
    suboptions:
      enabled:
        description:
          - Whether the scale-out repository has an archive tier.
          - Required if the scale-out repository has no O(archive_tier) yet.
        type: bool
      extent:
        description: Object storage repository of an archive type, given by name or ID.
        type: str
      crypto_key_id:
        description:
          - ID of the key that decrypts what is in the repository already, if that is encrypted.
          - Requires O(api_version=1.3-rev2) or later.
        type: str
      archive_period_days:
        description:
          - Number of days after which an inactive chain is moved from the capacity tier. With V(0), it is moved on the
            day on which it became inactive.
        type: int
      copy_policy_enabled:
        description:
          - Whether backups are copied to the archive tier as soon as they are made.
          - Requires O(api_version=1.3-rev2) or later.
        type: bool
      move_policy_enabled:
        description:
          - Whether backups are moved to the archive tier after O(archive_tier.archive_period_days).
          - Requires O(api_version=1.3-rev2) or later.
        type: bool
      cost_optimized_archive_enabled:
        description:
          - Whether only backups are archived that are kept longer than the storage provider charges for at the least.
        type: bool
      archive_deduplication_enabled:
        description: Whether each backup is stored as the difference to the previous one.
        type: bool
      encryption:
        description:
          - Encryption of backups in the archive tier.
          - Requires O(api_version=1.3-rev2) or later.
        type: dict
        suboptions:
          enabled:
            description:
              - Whether these settings apply.
              - Required if the scale-out repository has no O(archive_tier.encryption) yet.
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
  delete_backups:
    description:
      - Whether O(state=absent) also deletes the backup files on the extents.
      - Without it, they stay on the storage.
    type: bool
seealso:
  - module: opendr.veeam.veeam_repository
  - module: opendr.veeam.veeam_scale_out_repository_info
  - module: opendr.veeam.veeam_vm_backup_job
"""

EXAMPLES = r"""
# The connection is in module_defaults, or in the environment (VEEAM_VBR_URL and the like).
- name: Join two repositories, and keep a copy of every backup in object storage
  opendr.veeam.veeam_scale_out_repository:
    name: Scale-out 02
    performance_extents: [Linux Repository 01, NFS Share 01]
    placement_policy:
      type: DataLocality
    capacity_tier:
      enabled: true
      extents:
        - repository: S3 Compatible 01
      copy_policy_enabled: true
      move_policy_enabled: true
      operational_restore_period_days: 14
      offload_window:
        monday: 0-6,20-24
        tuesday: 0-6,20-24

- name: Write no more backups to an extent that is going to be replaced
  opendr.veeam.veeam_scale_out_repository:
    name: Scale-out 02
    sealed_extents: [NFS Share 01]

- name: Use it again
  opendr.veeam.veeam_scale_out_repository:
    name: Scale-out 02
    sealed_extents: []

- name: Remove the scale-out repository, and leave its backup files where they are
  opendr.veeam.veeam_scale_out_repository:
    name: Scale-out 02
    state: absent
"""

RETURN = r"""
scale_out_repository:
  description:
    - The scale-out repository after the task. Its keys are the names of the options. Empty if it does not exist. In
      check mode, the scale-out repository as it will be.
  returned: success
  type: dict
  contains:
    id:
      description: ID of the scale-out repository.
      type: str
    name:
      description: Name of the scale-out repository.
      type: str
    description:
      description: Description of the scale-out repository. An omitted one is empty in a new scale-out repository.
      type: str
    unique_id:
      description: Unique ID that the server gave the scale-out repository.
      type: str
    performance_extents:
      description: Backup repositories that make up the performance tier.
      type: list
      elements: str
    sealed_extents:
      description:
        - Performance extents that are sealed, which means that backups are restored from them and none are written
          there.
      type: list
      elements: str
    maintenance_extents:
      description:
        - Performance extents that are in maintenance mode, which means that neither jobs nor restores use them.
      type: list
      elements: str
    per_vm_backup:
      description: Whether each machine of a job has a backup file of its own.
      type: bool
    full_when_extent_offline:
      description: Whether a full backup is made if the extent that holds the chain of an incremental one is offline.
      type: bool
    placement_policy:
      description: Which extents take which backup files.
      type: dict
      contains:
        type:
          description: With V(DataLocality), full and incremental backup files of a chain are on the same extent.
          type: str
        settings:
          description: What each extent takes. The list replaces the current one.
          type: list
          elements: dict
          contains:
            extent:
              description: Performance extent, given by name or ID.
              type: str
            allowed_backups:
              description: Backup files that it takes.
              type: str
        strict:
          description: Whether a job fails if this policy cannot be met.
          type: bool
    capacity_tier:
      description: Object storage to which backups are copied or moved.
      type: dict
      contains:
        enabled:
          description: Whether the scale-out repository has a capacity tier.
          type: bool
        extents:
          description: Object storage repositories that make up the capacity tier. The list replaces the current one.
          type: list
          elements: dict
          contains:
            repository:
              description: Object storage repository, given by name or ID.
              type: str
            crypto_key_id:
              description: ID of the key that decrypts what is in the repository already, if that is encrypted.
              returned: with O(api_version=1.3-rev2) or later
              type: str
        offload_window:
          description: Hours of each day in which backups may be copied and moved.
          type: dict
          contains:
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
        backup_health:
          description: When backups in the capacity tier are checked.
          returned: with O(api_version=1.3-rev0) or later
          type: dict
          contains:
            enabled:
              description: Whether these settings apply.
              type: bool
            weekly:
              description: Weekly schedule.
              type: dict
              contains:
                enabled:
                  description: Whether these settings apply.
                  type: bool
                days:
                  description: Days of the week.
                  type: list
                  elements: str
                local_time:
                  description: Time of the day, as hours and minutes, with or without seconds.
                  type: str
            monthly:
              description: Monthly schedule.
              type: dict
              contains:
                enabled:
                  description: Whether these settings apply.
                  type: bool
                day_of_week:
                  description: Day of the week.
                  type: str
                day_number_in_month:
                  description: Which of these days in a month. V(OnDay) is the day in C(day_of_month).
                  type: str
                day_of_month:
                  description: Day of the month.
                  type: int
                months:
                  description: Months of the year.
                  type: list
                  elements: str
                local_time:
                  description: Time of the day, as hours and minutes, with or without seconds.
                  type: str
                is_last_day_of_month:
                  description: Whether it is the last day of the month, whatever day is given.
                  type: bool
        copy_policy_enabled:
          description: Whether backups are copied to the capacity tier as soon as they are made.
          type: bool
        move_policy_enabled:
          description: Whether backups of inactive chains are moved to the capacity tier.
          type: bool
        operational_restore_period_days:
          description:
            - Number of days after which an inactive chain is moved. With V(0), it is moved on the day on which it
              became inactive.
          type: int
        override_policy:
          description: When the oldest backups are moved sooner, because space is short.
          type: dict
          contains:
            enabled:
              description: Whether they are moved sooner.
              type: bool
            space_threshold_percents:
              description: Used space of the performance tier from which they are moved, in percent, up to 100.
              type: int
        encryption:
          description: Encryption of backups.
          type: dict
          contains:
            enabled:
              description: Whether these settings apply.
              type: bool
            encryption_type:
              description: What the backups are encrypted with.
              type: str
            password_hint:
              description: Password for the encryption, by its hint or ID.
              type: str
            kms_server:
              description: Key management server for the encryption.
              type: str
    archive_tier:
      description: Object storage to which backups are moved from the capacity tier, for long-term keeping.
      type: dict
      contains:
        enabled:
          description: Whether the scale-out repository has an archive tier.
          type: bool
        extent:
          description: Object storage repository of an archive type, given by name or ID.
          type: str
        crypto_key_id:
          description: ID of the key that decrypts what is in the repository already, if that is encrypted.
          returned: with O(api_version=1.3-rev2) or later
          type: str
        archive_period_days:
          description:
            - Number of days after which an inactive chain is moved from the capacity tier. With V(0), it is moved on
              the day on which it became inactive.
          type: int
        copy_policy_enabled:
          description: Whether backups are copied to the archive tier as soon as they are made.
          returned: with O(api_version=1.3-rev2) or later
          type: bool
        move_policy_enabled:
          description: Whether backups are moved to the archive tier after O(archive_tier.archive_period_days).
          returned: with O(api_version=1.3-rev2) or later
          type: bool
        cost_optimized_archive_enabled:
          description:
            - Whether only backups are archived that are kept longer than the storage provider charges for at the least.
          type: bool
        archive_deduplication_enabled:
          description: Whether each backup is stored as the difference to the previous one.
          type: bool
        encryption:
          description: Encryption of backups in the archive tier.
          returned: with O(api_version=1.3-rev2) or later
          type: dict
          contains:
            enabled:
              description: Whether these settings apply.
              type: bool
            encryption_type:
              description: What the backups are encrypted with.
              type: str
            password_hint:
              description: Password for the encryption, by its hint or ID.
              type: str
            kms_server:
              description: Key management server for the encryption.
              type: str
operation:
  description: What the task did, or in check mode would do - V(create), V(update), V(delete) or V(none).
  returned: success
  type: str
  sample: update
changes:
  description:
    - The options in which an existing scale-out repository differed from the task, each with its value before and
      after.
    - Empty if the scale-out repository was created, removed or left as it was.
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.scale_out_repository import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
