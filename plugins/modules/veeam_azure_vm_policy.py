#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_azure_vm_policy
short_description: Create, change, run and remove backup policies of Azure VMs
version_added: 0.1.0
description:
  - Creates, changes, orders, runs, stops or removes a schedule-based backup policy of Azure VMs, so that it is as the
    task describes it.
  - If the policy exists, an omitted option is neither compared nor changed. For a new policy, the server's default
    applies. If the server needs an option that is missing, the error message names it.
  - The same applies to each suboption of a group. V(null) removes a schedule.
  - Regions, accounts, repositories and machines are given by name or by ID. The result always has their names.
  - The account needs the permission to manage policies.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.azure
  - opendr.veeam.waiting
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
attributes:
  idempotent:
    support: partial
    details:
      - Except with O(state=started), which runs the policy again if it does not run.
options:
  state:
    description:
      - V(present) creates the policy, or changes the options that differ from the task.
      - V(absent) removes the policy. Its restore points are not removed. A policy that runs cannot be removed, so stop
        it first. Options that describe the policy are ignored.
      - V(started) does the same as V(present), then runs the policy, enabled or not, and waits for the end of the run.
        If the policy already runs, the task waits for that run, does not start another one and reports no change for
        it. Each task that finds the policy not running starts a run.
      - V(stopped) does the same as V(present), then stops the current run and waits until it has ended.
    type: str
    choices: [present, absent, started, stopped]
    default: present
  id:
    description:
      - ID of the policy, a UUID.
      - Give it to rename a policy, or if several policies have the same name.
      - A policy with this ID must exist, except with O(state=absent).
      - If omitted, the module finds the policy by O(name), which has to match exactly.
    type: str
  name:
    description:
      - Name of the policy.
      - 'Together with O(id), this is the new name: a policy with another name is renamed.'
      - Either O(name) or O(id) has to be given.
      - Required to create a policy.
    type: str
  description:
    description:
      - Description of the policy, as the console shows it.
      - If omitted, a new policy has no description. An empty text removes the current description.
    type: str
  enabled:
    description:
      - Whether the policy runs by its schedule.
      - With V(false), no more runs start. The policy and its restore points are kept, and the current run is not
        stopped.
      - If omitted, an existing policy is not changed.
      - The policy is enabled or disabled by an operation of its own, which does not write the other settings.
      - If omitted, a policy is created with V(true).
    type: bool
  priority:
    description:
      - Priority of the policy, V(1) for the highest.
      - If several policies protect a machine, the policy with the highest priority backs it up.
      - The other policies keep their order. A number greater than the number of policies gives the policy the lowest
        priority.
      - If omitted, a new policy gets the lowest priority, and an existing policy keeps its priority.
    type: int
  tenant:
    description:
      - Microsoft Entra tenant of the service account.
      - Given by name or ID.
      - Required to create a policy.
    type: str
  service_account:
    description:
      - Service account with whose permissions backups are created.
      - Given by name or ID.
      - Required to create a policy.
    type: str
  regions:
    description:
      - Azure regions in which the policy protects machines.
      - Given by name such as V(West Europe) or ID such as V(westeurope). The list replaces the current list.
      - Required to create a policy.
    type: list
    elements: str
  backup_type:
    description:
      - Which machines the policy protects.
      - V(AllSubscriptions) protects all machines in O(regions) that the service account can access. V(SelectedItems)
        protects those in O(selected_items).
      - If omitted for a new policy, the server decides.
    type: str
    choices: [AllSubscriptions, SelectedItems]
  selected_items:
    description:
      - What the policy protects. A machine is protected if it is in one of the lists.
      - Used with O(backup_type=SelectedItems).
      - Each given list replaces the current list. An empty list removes all of its items. An omitted list is not
        changed. V(null) removes the items of all lists.
    type: dict
    suboptions:
      subscriptions:
        description:
          - Protected subscriptions.
          - Given by name or ID.
        type: list
        elements: str
      resource_groups:
        description:
          - Resource groups.
          - Given by name or ID. Give the ID if several have the same name.
        type: list
        elements: str
      virtual_machines:
        description:
          - Azure VMs.
          - Given by name or ID. Give the ID if several have the same name.
        type: list
        elements: str
      tags:
        description: Tags. Machines with at least one of them are protected.
        type: list
        elements: dict
        suboptions:
          name:
            description: Name of the tag.
            type: str
          value:
            description: Value of the tag.
            type: str
      tag_groups:
        description: Conditions. Machines with all tags of at least one condition are protected.
        type: list
        elements: dict
        suboptions:
          name:
            description: Name of the condition.
            type: str
          subscription:
            description:
              - Subscription to which the condition is limited.
              - Given by name or ID. If omitted, the condition is not limited.
            type: str
          resource_group:
            description:
              - Resource group to which the condition is limited.
              - Given by name or ID. If omitted, the condition is not limited.
            type: str
          tags:
            description: Tags that a machine must have.
            type: list
            elements: dict
            suboptions:
              name:
                description: Name of the tag.
                type: str
              value:
                description: Value of the tag.
                type: str
  excluded_items:
    description:
      - Exceptions from the selection.
      - Each given list replaces the current list. An omitted list is not changed. V(null) removes all exceptions.
    type: dict
    suboptions:
      virtual_machines:
        description:
          - Azure VMs.
          - Given by name or ID. Give the ID if several have the same name.
        type: list
        elements: str
      tags:
        description: Tags. Machines with at least one of them are not protected.
        type: list
        elements: dict
        suboptions:
          name:
            description: Name of the tag.
            type: str
          value:
            description: Value of the tag.
            type: str
  snapshot_settings:
    description:
      - Settings of snapshots.
      - Omitted suboptions are not changed. For a new policy, the server's defaults apply.
    type: dict
    suboptions:
      additional_tags:
        description: Tags that are added to snapshots.
        type: list
        elements: dict
        suboptions:
          name:
            description: Name of the tag.
            type: str
          value:
            description: Value of the tag.
            type: str
      copy_original_tags:
        description: Whether the tags of the disks are copied to snapshots.
        type: bool
      application_aware_snapshot:
        description: Whether applications on Windows are brought to a consistent state with VSS before the snapshot.
        type: bool
      user_scripts:
        description: Scripts that run on the machines before and after the snapshot.
        type: dict
        suboptions:
          windows:
            description: Scripts for machines with Windows.
            type: dict
            suboptions:
              scripts_enabled:
                description: Whether the scripts run.
                type: bool
              pre_script_path:
                description: Path on the machine of the script that runs before the snapshot.
                type: str
              pre_script_arguments:
                description: Arguments of the script.
                type: str
              post_script_path:
                description: Path on the machine of the script that runs after the snapshot.
                type: str
              post_script_arguments:
                description: Arguments of the script.
                type: str
              repository_snapshots_only:
                description: Whether the scripts run only for snapshots of backups in a repository.
                type: bool
              ignore_exit_codes:
                description: Whether the backup continues if a script fails.
                type: bool
              ignore_missing_scripts:
                description: Whether the backup continues if a script is not on the machine.
                type: bool
          linux:
            description: Scripts for machines with Linux.
            type: dict
            suboptions:
              scripts_enabled:
                description: Whether the scripts run.
                type: bool
              pre_script_path:
                description: Path on the machine of the script that runs before the snapshot.
                type: str
              pre_script_arguments:
                description: Arguments of the script.
                type: str
              post_script_path:
                description: Path on the machine of the script that runs after the snapshot.
                type: str
              post_script_arguments:
                description: Arguments of the script.
                type: str
              repository_snapshots_only:
                description: Whether the scripts run only for snapshots of backups in a repository.
                type: bool
              ignore_exit_codes:
                description: Whether the backup continues if a script fails.
                type: bool
              ignore_missing_scripts:
                description: Whether the backup continues if a script is not on the machine.
                type: bool
  retry_settings:
    description: What the policy does if the backup of a machine failed.
    type: dict
    suboptions:
      retry_count:
        description: Number of further attempts.
        type: int
  policy_notification_settings:
    description:
      - Messages about the runs of this policy.
      - With V(null), the settings of the appliance apply.
    type: dict
    suboptions:
      recipient:
        description: E-mail address to which messages are sent.
        type: str
      notify_on_success:
        description: Whether a message is sent after a run without problems.
        type: bool
      notify_on_warning:
        description: Whether a message is sent after a run with a warning.
        type: bool
      notify_on_failure:
        description: Whether a message is sent after a run that failed.
        type: bool
  daily_schedule:
    description:
      - Schedule for runs within a day.
      - V(null) removes the schedule. If omitted, it is not changed.
    type: dict
    suboptions:
      daily_type:
        description: Days on which the schedule applies.
        type: str
        choices: [Everyday, WeekDays, SelectedDays]
      selected_days:
        description: Days of the week on which the schedule applies, for the type V(SelectedDays).
        type: list
        elements: str
        choices: [Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday]
      runs_per_hour:
        description: Number of snapshots within an hour, at least V(1).
        type: int
      snapshot_schedule:
        description:
          - When snapshots are created.
          - V(null) removes this schedule. If omitted, it is not changed.
        type: dict
        suboptions:
          hours:
            description: Hours of the day at which snapshots are created, from 0 to 23.
            type: list
            elements: int
          snapshots_to_keep:
            description: Number of snapshots to keep of each machine. Older ones are removed.
            type: int
      backup_schedule:
        description:
          - When backups are created in a repository.
          - V(null) removes this schedule. If omitted, it is not changed.
        type: dict
        suboptions:
          hours:
            description: Hours of the day at which backups are created, from 0 to 23.
            type: list
            elements: int
          retention:
            description:
              - How long the backups are kept.
              - If omitted, it is not changed.
            type: dict
            suboptions:
              time_retention_duration:
                description: Number of units of time.
                type: int
              retention_duration_type:
                description: Unit of time.
                type: str
                choices: [Days, Months, Years]
          target_repository:
            description:
              - Backup repository for the backups.
              - Given by name or ID.
            type: str
  weekly_schedule:
    description:
      - Schedule for runs within a week.
      - V(null) removes the schedule. If omitted, it is not changed.
    type: dict
    suboptions:
      start_time:
        description: Hour of the day at which the policy runs, from 0 to 23.
        type: int
      snapshot_schedule:
        description:
          - When snapshots are created.
          - V(null) removes this schedule. If omitted, it is not changed.
        type: dict
        suboptions:
          selected_days:
            description: Days of the week on which snapshots are created.
            type: list
            elements: str
            choices: [Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday]
          snapshots_to_keep:
            description: Number of snapshots to keep of each machine. Older ones are removed.
            type: int
      backup_schedule:
        description:
          - When backups are created in a repository.
          - V(null) removes this schedule. If omitted, it is not changed.
        type: dict
        suboptions:
          selected_days:
            description: Days of the week on which backups are created.
            type: list
            elements: str
            choices: [Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday]
          retention:
            description:
              - How long the backups are kept.
              - If omitted, it is not changed.
            type: dict
            suboptions:
              time_retention_duration:
                description: Number of units of time.
                type: int
              retention_duration_type:
                description: Unit of time.
                type: str
                choices: [Days, Months, Years]
          target_repository:
            description:
              - Backup repository for the backups.
              - Given by name or ID.
            type: str
  monthly_schedule:
    description:
      - Schedule for runs within a month.
      - V(null) removes the schedule. If omitted, it is not changed.
    type: dict
    suboptions:
      start_time:
        description: Hour of the day at which the policy runs, from 0 to 23.
        type: int
      type:
        description: Which day of the month, the first to the last of a weekday, or V(SelectedDay) for a given day.
        type: str
        choices: [First, Second, Third, Fourth, Last, SelectedDay]
      day_of_week:
        description: Which day of the week, for a type other than V(SelectedDay).
        type: str
        choices: [Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday]
      day_of_month:
        description: Which day of the month, for the type V(SelectedDay).
        type: int
      monthly_last_day:
        description: Whether it is the last day of the month.
        type: bool
      snapshot_schedule:
        description:
          - When snapshots are created.
          - V(null) removes this schedule. If omitted, it is not changed.
        type: dict
        suboptions:
          selected_months:
            description: Months in which snapshots are created.
            type: list
            elements: str
            choices: [January, February, March, April, May, June, July, August, September, October, November, December]
          snapshots_to_keep:
            description: Number of snapshots to keep of each machine. Older ones are removed.
            type: int
      backup_schedule:
        description:
          - When backups are created in a repository.
          - V(null) removes this schedule. If omitted, it is not changed.
        type: dict
        suboptions:
          selected_months:
            description: Months in which backups are created.
            type: list
            elements: str
            choices: [January, February, March, April, May, June, July, August, September, October, November, December]
          retention:
            description:
              - How long the backups are kept.
              - If omitted, it is not changed.
            type: dict
            suboptions:
              time_retention_duration:
                description: Number of units of time.
                type: int
              retention_duration_type:
                description: Unit of time.
                type: str
                choices: [Days, Months, Years]
          target_repository:
            description:
              - Backup repository for the backups.
              - Given by name or ID.
            type: str
  yearly_schedule:
    description:
      - Schedule for one backup in a year.
      - V(null) removes the schedule. If omitted, it is not changed.
    type: dict
    suboptions:
      start_time:
        description: Hour of the day at which the policy runs, from 0 to 23.
        type: int
      month:
        description: Month of the backup.
        type: str
        choices: [January, February, March, April, May, June, July, August, September, October, November, December]
      type:
        description: Which day of the month, the first to the last of a weekday, or V(SelectedDay) for a given day.
        type: str
        choices: [First, Second, Third, Fourth, Last, SelectedDay]
      day_of_week:
        description: Which day of the week, for a type other than V(SelectedDay).
        type: str
        choices: [Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday]
      day_of_month:
        description: Which day of the month, for the type V(SelectedDay).
        type: int
      yearly_last_day:
        description: Whether it is the last day of the year.
        type: bool
      retention_years_count:
        description: Number of years for which backups are kept.
        type: int
      target_repository:
        description:
          - Backup repository for the backups.
          - Given by name or ID.
        type: str
  health_check_schedule:
    description:
      - When backups are checked for corruption.
      - V(null) removes the schedule. If omitted, it is not changed.
    type: dict
    suboptions:
      health_check_enabled:
        description: Whether backups are checked.
        type: bool
      local_time:
        description:
          - Date and time of the check, such as V(2026-01-01T22:00:00Z).
          - What the date means for a check that is repeated is not documented.
        type: str
      day_number_in_month:
        description:
          - Day of the check - the first to the last of a weekday in the month, V(OnDay) for a day of the month,
            V(EveryDay), or V(EverySelectedDay) for days of the week.
        type: str
        choices: [First, Second, Third, Fourth, Last, OnDay, EveryDay, EverySelectedDay]
      days_of_week:
        description: Days of the week of the check.
        type: list
        elements: str
        choices: [Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday]
      day_of_month:
        description: Day of the month of the check, with V(OnDay).
        type: int
      months:
        description: Months of the check.
        type: list
        elements: str
        choices: [January, February, March, April, May, June, July, August, September, October, November, December]
  wait_timeout:
    description:
      - Number of seconds after which the task stops waiting and fails. The server continues its work. The message says
        how to continue waiting.
      - By default 8 hours, since the server backs up entire machines.
    default: 28800
seealso:
  - module: opendr.veeam.veeam_azure_policy_info
  - module: opendr.veeam.veeam_azure_repository
  - module: opendr.veeam.veeam_azure_vm_restore
"""

EXAMPLES = r"""
# The connection comes from module_defaults, or from the environment variables VEEAM_AZURE_URL and so on.
- name: Protect the machines of a resource group, but one
  opendr.veeam.veeam_azure_vm_policy:
    name: Web servers
    description: Backed up every night
    tenant: dr.example
    service_account: DR Backup Account
    regions:
      - West Europe
    backup_type: SelectedItems
    selected_items:
      resource_groups:
        - rg-dr-prod
    excluded_items:
      virtual_machines:
        - archive-linux01
    daily_schedule:
      daily_type: WeekDays
      runs_per_hour: 1
      snapshot_schedule:
        hours: [1, 13]
        snapshots_to_keep: 6
      backup_schedule:
        hours: [1]
        retention:
          time_retention_duration: 30
          retention_duration_type: Days
        target_repository: Production Backups
    retry_settings:
      retry_count: 3
    priority: 2

- name: Keep two more snapshots, and leave everything else as it is
  opendr.veeam.veeam_azure_vm_policy:
    name: Web servers
    daily_schedule:
      snapshot_schedule:
        snapshots_to_keep: 8

- name: Add a backup on every Sunday, in another repository
  opendr.veeam.veeam_azure_vm_policy:
    name: Web servers
    weekly_schedule:
      start_time: 3
      backup_schedule:
        selected_days:
          - Sunday
        retention:
          time_retention_duration: 6
          retention_duration_type: Months
        target_repository: Cold Store

- name: Remove that schedule again
  opendr.veeam.veeam_azure_vm_policy:
    name: Web servers
    weekly_schedule: null

- name: Run no backups while the site is being moved
  opendr.veeam.veeam_azure_vm_policy:
    name: Production VMs
    enabled: false

- name: Put a policy before all others
  opendr.veeam.veeam_azure_vm_policy:
    name: Long-term VMs
    priority: 1

- name: Make a backup now, and wait up to four hours for it
  opendr.veeam.veeam_azure_vm_policy:
    name: Production VMs
    state: started
    wait_timeout: 14400
    poll_interval: 60

- name: Stop a policy where it runs
  opendr.veeam.veeam_azure_vm_policy:
    name: Test VMs
    state: stopped

- name: Remove a policy and keep its restore points
  opendr.veeam.veeam_azure_vm_policy:
    name: Web servers
    state: absent
"""

RETURN = r"""
policy:
  description:
    - The policy after the task. Its keys are the names of the options. It has names instead of IDs.
    - M(opendr.veeam.veeam_azure_policy_info) can return O(regions), O(selected_items) and O(excluded_items) of every
      policy.
    - In check mode, the policy as it will be. Empty if the policy does not exist.
  returned: success
  type: dict
  sample:
    id: 0f1f1f5e-3cf0-5a3f-9df4-5a0f7c3f3f52
    name: Web servers
    enabled: true
    priority: 2
    tenant: dr.example
    service_account: DR Backup Account
    backup_type: SelectedItems
    snapshot_status: Success
    backup_status: Success
  contains:
    id:
      description: ID of the policy.
      type: str
    name:
      description: Name of the policy.
      type: str
    description:
      description: Description of the policy, as the console shows it.
      type: str
    enabled:
      description: Whether the policy runs by its schedule.
      type: bool
    priority:
      description: Priority of the policy, V(1) for the highest.
      type: int
    tenant:
      description: Microsoft Entra tenant of the service account.
      type: str
    service_account:
      description: Service account with whose permissions backups are created.
      type: str
    backup_type:
      description: Which machines the policy protects.
      type: str
    retry_settings:
      description: What the policy does if the backup of a machine failed.
      type: dict
      contains:
        retry_count:
          description: Number of further attempts.
          type: int
    policy_notification_settings:
      description: Messages about the runs of this policy.
      type: dict
      contains:
        recipient:
          description: E-mail address to which messages are sent.
          type: str
        notify_on_success:
          description: Whether a message is sent after a run without problems.
          type: bool
        notify_on_warning:
          description: Whether a message is sent after a run with a warning.
          type: bool
        notify_on_failure:
          description: Whether a message is sent after a run that failed.
          type: bool
    snapshot_settings:
      description: Settings of snapshots.
      type: dict
      contains:
        additional_tags:
          description: Tags that are added to snapshots.
          type: list
          elements: dict
          contains:
            name:
              description: Name of the tag.
              type: str
            value:
              description: Value of the tag.
              type: str
        copy_original_tags:
          description: Whether the tags of the disks are copied to snapshots.
          type: bool
        application_aware_snapshot:
          description: Whether applications on Windows are brought to a consistent state with VSS before the snapshot.
          type: bool
        user_scripts:
          description: Scripts that run on the machines before and after the snapshot.
          type: dict
          contains:
            windows:
              description: Scripts for machines with Windows.
              type: dict
              contains:
                scripts_enabled:
                  description: Whether the scripts run.
                  type: bool
                pre_script_path:
                  description: Path on the machine of the script that runs before the snapshot.
                  type: str
                pre_script_arguments:
                  description: Arguments of the script.
                  type: str
                post_script_path:
                  description: Path on the machine of the script that runs after the snapshot.
                  type: str
                post_script_arguments:
                  description: Arguments of the script.
                  type: str
                repository_snapshots_only:
                  description: Whether the scripts run only for snapshots of backups in a repository.
                  type: bool
                ignore_exit_codes:
                  description: Whether the backup continues if a script fails.
                  type: bool
                ignore_missing_scripts:
                  description: Whether the backup continues if a script is not on the machine.
                  type: bool
            linux:
              description: Scripts for machines with Linux.
              type: dict
              contains:
                scripts_enabled:
                  description: Whether the scripts run.
                  type: bool
                pre_script_path:
                  description: Path on the machine of the script that runs before the snapshot.
                  type: str
                pre_script_arguments:
                  description: Arguments of the script.
                  type: str
                post_script_path:
                  description: Path on the machine of the script that runs after the snapshot.
                  type: str
                post_script_arguments:
                  description: Arguments of the script.
                  type: str
                repository_snapshots_only:
                  description: Whether the scripts run only for snapshots of backups in a repository.
                  type: bool
                ignore_exit_codes:
                  description: Whether the backup continues if a script fails.
                  type: bool
                ignore_missing_scripts:
                  description: Whether the backup continues if a script is not on the machine.
                  type: bool
    daily_schedule:
      description: Schedule for runs within a day.
      type: dict
      contains:
        daily_type:
          description: Days on which the schedule applies.
          type: str
        selected_days:
          description: Days of the week on which the schedule applies, for the type V(SelectedDays).
          type: list
          elements: str
        runs_per_hour:
          description: Number of snapshots within an hour, at least V(1).
          type: int
        snapshot_schedule:
          description: When snapshots are created.
          type: dict
          contains:
            hours:
              description: Hours of the day at which snapshots are created, from 0 to 23.
              type: list
              elements: int
            snapshots_to_keep:
              description: Number of snapshots to keep of each machine. Older ones are removed.
              type: int
        backup_schedule:
          description: When backups are created in a repository.
          type: dict
          contains:
            hours:
              description: Hours of the day at which backups are created, from 0 to 23.
              type: list
              elements: int
            retention:
              description: How long the backups are kept.
              type: dict
              contains:
                time_retention_duration:
                  description: Number of units of time.
                  type: int
                retention_duration_type:
                  description: Unit of time.
                  type: str
            target_repository:
              description: Backup repository for the backups.
              type: str
    weekly_schedule:
      description: Schedule for runs within a week.
      type: dict
      contains:
        start_time:
          description: Hour of the day at which the policy runs, from 0 to 23.
          type: int
        snapshot_schedule:
          description: When snapshots are created.
          type: dict
          contains:
            selected_days:
              description: Days of the week on which snapshots are created.
              type: list
              elements: str
            snapshots_to_keep:
              description: Number of snapshots to keep of each machine. Older ones are removed.
              type: int
        backup_schedule:
          description: When backups are created in a repository.
          type: dict
          contains:
            selected_days:
              description: Days of the week on which backups are created.
              type: list
              elements: str
            retention:
              description: How long the backups are kept.
              type: dict
              contains:
                time_retention_duration:
                  description: Number of units of time.
                  type: int
                retention_duration_type:
                  description: Unit of time.
                  type: str
            target_repository:
              description: Backup repository for the backups.
              type: str
    monthly_schedule:
      description: Schedule for runs within a month.
      type: dict
      contains:
        start_time:
          description: Hour of the day at which the policy runs, from 0 to 23.
          type: int
        type:
          description: Which day of the month, the first to the last of a weekday, or V(SelectedDay) for a given day.
          type: str
        day_of_week:
          description: Which day of the week, for a type other than V(SelectedDay).
          type: str
        day_of_month:
          description: Which day of the month, for the type V(SelectedDay).
          type: int
        monthly_last_day:
          description: Whether it is the last day of the month.
          type: bool
        snapshot_schedule:
          description: When snapshots are created.
          type: dict
          contains:
            selected_months:
              description: Months in which snapshots are created.
              type: list
              elements: str
            snapshots_to_keep:
              description: Number of snapshots to keep of each machine. Older ones are removed.
              type: int
        backup_schedule:
          description: When backups are created in a repository.
          type: dict
          contains:
            selected_months:
              description: Months in which backups are created.
              type: list
              elements: str
            retention:
              description: How long the backups are kept.
              type: dict
              contains:
                time_retention_duration:
                  description: Number of units of time.
                  type: int
                retention_duration_type:
                  description: Unit of time.
                  type: str
            target_repository:
              description: Backup repository for the backups.
              type: str
    yearly_schedule:
      description: Schedule for one backup in a year.
      type: dict
      contains:
        start_time:
          description: Hour of the day at which the policy runs, from 0 to 23.
          type: int
        month:
          description: Month of the backup.
          type: str
        type:
          description: Which day of the month, the first to the last of a weekday, or V(SelectedDay) for a given day.
          type: str
        day_of_week:
          description: Which day of the week, for a type other than V(SelectedDay).
          type: str
        day_of_month:
          description: Which day of the month, for the type V(SelectedDay).
          type: int
        yearly_last_day:
          description: Whether it is the last day of the year.
          type: bool
        retention_years_count:
          description: Number of years for which backups are kept.
          type: int
        target_repository:
          description: Backup repository for the backups.
          type: str
    health_check_schedule:
      description: When backups are checked for corruption.
      type: dict
      contains:
        health_check_enabled:
          description: Whether backups are checked.
          type: bool
        local_time:
          description: Date and time of the check, such as V(2026-01-01T22:00:00Z).
          type: str
        day_number_in_month:
          description:
            - Day of the check - the first to the last of a weekday in the month, V(OnDay) for a day of the month,
              V(EveryDay), or V(EverySelectedDay) for days of the week.
          type: str
        days_of_week:
          description: Days of the week of the check.
          type: list
          elements: str
        day_of_month:
          description: Day of the month of the check, with V(OnDay).
          type: int
        months:
          description: Months of the check.
          type: list
          elements: str
    snapshot_status:
      description: Status of the last snapshots, or that they are being created.
      type: str
    backup_status:
      description: Status of the last backups, or that they are being created.
      type: str
    archive_status:
      description: Status of the last archive backups, or that they are being created.
      type: str
    health_check_status:
      description: Status of the last health check, or that it runs.
      type: str
    next_execution_time:
      description: Time of the next run. V(null) if no run is scheduled.
      returned: if the server returns it
      type: str
    is_backup_configured:
      description: Whether the policy creates backups and not only snapshots.
      type: bool
    is_archive_backup_configured:
      description: Whether the policy creates archive backups.
      type: bool
    is_schedule_configured:
      description: Whether the policy has a schedule.
      type: bool
    converted_with_loss:
      description: Whether the policy was converted from an older version and lost parts of its schedule.
      returned: if the server returns it
      type: bool
    excluded_items_count:
      description: Number of exceptions from the selection.
      type: int
    cbt_reset_time:
      description: When changed block tracking was last reset for the policy.
      returned: if the server returns it
      type: str
    regions:
      description: Azure regions in which the policy protects machines.
      returned: if the task gives O(regions)
      type: list
      elements: str
    selected_items:
      description: What the policy protects. A machine is protected if it is in one of the lists.
      returned: if the task gives O(selected_items)
      type: dict
      contains:
        subscriptions:
          description: Protected subscriptions.
          type: list
          elements: str
        resource_groups:
          description: Resource groups.
          type: list
          elements: str
        virtual_machines:
          description: Azure VMs.
          type: list
          elements: str
        tags:
          description: Tags. Machines with at least one of them are protected.
          type: list
          elements: dict
          contains:
            name:
              description: Name of the tag.
              type: str
            value:
              description: Value of the tag.
              type: str
        tag_groups:
          description: Conditions. Machines with all tags of at least one condition are protected.
          type: list
          elements: dict
          contains:
            name:
              description: Name of the condition.
              type: str
            subscription:
              description: Subscription to which the condition is limited.
              type: str
            resource_group:
              description: Resource group to which the condition is limited.
              type: str
            tags:
              description: Tags that a machine must have.
              type: list
              elements: dict
              contains:
                name:
                  description: Name of the tag.
                  type: str
                value:
                  description: Value of the tag.
                  type: str
    excluded_items:
      description: Exceptions from the selection.
      returned: if the task gives O(excluded_items)
      type: dict
      contains:
        virtual_machines:
          description: Azure VMs.
          type: list
          elements: str
        tags:
          description: Tags. Machines with at least one of them are not protected.
          type: list
          elements: dict
          contains:
            name:
              description: Name of the tag.
              type: str
            value:
              description: Value of the tag.
              type: str
operation:
  description: What the task did, or in check mode would do - V(create), V(update), V(delete) or V(none).
  returned: success
  type: str
  sample: update
changes:
  description:
    - The options in which an existing policy differed from the task, each with its value before and after.
    - Empty if the policy was created, removed or left as it was.
  returned: success
  type: list
  elements: dict
  sample:
    - option: daily_schedule.runs_per_hour
      before: 1
      after: 2
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
sessions:
  description:
    - The sessions in which the server did the work.
    - With O(wait=false) they may still run. M(opendr.veeam.veeam_azure_session) waits for each.
  returned: if sessions were started or waited for
  type: list
  elements: dict
  sample:
    - id: 5e1b1c64-7f0e-4f0e-a1d6-0a3a0a7d1f52
      name: Policy backup of Web servers
      type: PolicyBackup
      state: Success
      result: Success
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
  sample:
    kind: SessionFailed
    session: {id: 5e1b1c64-7f0e-4f0e-a1d6-0a3a0a7d1f52, type: PolicyBackup, state: Error}
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

from ansible_collections.opendr.veeam.plugins.module_utils.azure.vm_policy import MODULE
from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
