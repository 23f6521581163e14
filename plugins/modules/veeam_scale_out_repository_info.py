#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_scale_out_repository_info
short_description: List scale-out repositories of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Lists scale-out repositories with their extents, tiers and policies.
  - M(opendr.veeam.veeam_repository_info) returns how full repositories are, and whether they can be reached.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
options:
  id:
    description:
      - ID of one scale-out repository. The list is empty if it does not exist.
      - If omitted, all scale-out repositories that fit the other options are listed.
    type: str
  name:
    description:
      - Name of the scale-out repositories to list. V(*) matches any text.
      - If omitted, scale-out repositories of every name are listed.
    type: str
seealso:
  - module: opendr.veeam.veeam_scale_out_repository
  - module: opendr.veeam.veeam_repository_info
"""

EXAMPLES = r"""
# The connection is in module_defaults, or in the environment (VEEAM_VBR_URL and the like).
- name: List all scale-out repositories
  opendr.veeam.veeam_scale_out_repository_info:
  register: result

- name: Show the extents to which no backups are written
  ansible.builtin.debug:
    msg: "{{ result.scale_out_repositories | map(attribute='sealed_extents', default=[]) | flatten }}"
"""

RETURN = r"""
scale_out_repositories:
  description: The scale-out repositories that match, in the terms of M(opendr.veeam.veeam_scale_out_repository).
  returned: success
  type: list
  elements: dict
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
          description:
            - Whether backups are moved to the archive tier after
              RV(scale_out_repositories[].archive_tier.archive_period_days).
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
        - V(AmbiguousName) - Several objects have the name that the task gives.
        - V(ApiError) - The server responded with an error, or with something that is not a response of its API.
        - V(AuthenticationFailed) - The server did not accept the account or the token.
        - V(CertificateRefused) - The certificate of the server is not trusted, has expired, or is for another name.
        - V(ConnectionFailed) - The server could not be reached, so nothing was changed.
        - V(InvalidOption) - An option has a value that is not valid for this object, type or API revision.
        - V(ObjectNotFound) - Something named in the task does not exist on the server.
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.scale_out_repository_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
