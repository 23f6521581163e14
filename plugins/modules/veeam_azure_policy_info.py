#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_azure_policy_info
short_description: List backup policies of Azure VMs
version_added: 0.1.0
description:
  - Returns the schedule-based backup policies of Azure VMs of an appliance with their settings. Each setting has the
    name of the option of M(opendr.veeam.veeam_azure_vm_policy). The result has names instead of IDs.
  - Without filters, all of them are returned. With several filters, only those that match every filter are returned.
    The list is always complete.
  - What a policy selects, excludes and protects takes further requests, so it is only returned on request.
  - The account needs the permission to view policies.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.azure
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
options:
  id:
    description: Only the policy with this ID. If omitted, IDs are not filtered.
    type: str
  name:
    description:
      - Only policies of this name, or of a name that matches. V(*) matches any number of characters, V(?) matches a
        single character.
      - Without these characters, the whole name has to match. The comparison is case-sensitive.
      - If omitted, names are not filtered.
    type: str
  enabled:
    description:
      - With V(true), only policies that run by their schedule. With V(false), only policies that do not. If omitted,
        all are returned.
    type: bool
  last_job_status:
    description:
      - Only policies whose last run of any kind (snapshots, backups or archive backups) has one of these statuses.
      - If omitted, X the last run went.
    type: list
    elements: str
    choices:
      - Canceled
      - Canceling
      - Error
      - NeverExecuted
      - Running
      - RunningWithError
      - RunningWithWarning
      - Success
      - Warning
      - Pending
      - Unknown
  virtual_machine:
    description: Only policies that protect this Azure VM, given by name or ID. If omitted, machines are not filtered.
    type: str
  repository:
    description:
      - Only policies that store backups in this repository, given by name or ID. If omitted, repositories are not
        filtered.
    type: str
  regions:
    description:
      - Whether to also return, in RV(policies[].regions), the Azure regions of each policy. This takes one more request
        for each policy.
    type: bool
    default: false
  selected_items:
    description:
      - Whether to also return, in RV(policies[].selected_items), what each policy selects. This takes one more request
        for each policy.
    type: bool
    default: false
  excluded_items:
    description:
      - Whether to also return, in RV(policies[].excluded_items), the exceptions of each policy. This takes one more
        request for each policy.
    type: bool
    default: false
  protected_items:
    description:
      - Whether to also return, in RV(policies[].protected_items), the machines that each policy protects. This takes
        one more request for each policy.
    type: bool
    default: false
seealso:
  - module: opendr.veeam.veeam_azure_vm_policy
  - module: opendr.veeam.veeam_azure_restore_point_info
"""

EXAMPLES = r"""
# The connection comes from module_defaults, or from the environment variables VEEAM_AZURE_URL and so on.
- name: List all policies
  opendr.veeam.veeam_azure_policy_info:
  register: all_policies

- name: Read one policy with all that it protects
  opendr.veeam.veeam_azure_policy_info:
    name: Production VMs
    regions: true
    selected_items: true
    excluded_items: true
    protected_items: true
  register: found

- name: Show the machines
  ansible.builtin.debug:
    msg: "{{ found.policies[0].protected_items | map(attribute='virtual_machine') }}"

- name: Find the policies that run and whose last run did not go well
  opendr.veeam.veeam_azure_policy_info:
    enabled: true
    last_job_status:
      - Error
      - Warning

- name: Find out which policies protect a machine
  opendr.veeam.veeam_azure_policy_info:
    virtual_machine: app-linux01

- name: Find out which policies use a repository
  opendr.veeam.veeam_azure_policy_info:
    repository: Production Backups
"""

RETURN = r"""
policies:
  description: The policies, in the order of the server. Empty if none matches.
  returned: success
  type: list
  elements: dict
  sample:
    - id: 0f1f1f5e-3cf0-5a3f-9df4-5a0f7c3f3f52
      name: Production VMs
      description: Production VMs of the disaster recovery site
      enabled: true
      priority: 1
      tenant: dr.example
      service_account: DR Backup Account
      backup_type: SelectedItems
      snapshot_status: Success
      backup_status: Success
      is_backup_configured: true
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
      returned: if O(regions=true)
      type: list
      elements: str
    selected_items:
      description: What the policy protects. A machine is protected if it is in one of the lists.
      returned: if O(selected_items=true)
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
      returned: if O(excluded_items=true)
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
    protected_items:
      description: The machines that the policy protects.
      returned: if O(protected_items=true)
      type: list
      elements: dict
      contains:
        virtual_machine:
          description: Name of the machine, or its ID if several have the same name.
          type: str
        id:
          description: ID of the machine.
          type: str
        subscription:
          description: Name of the subscription of the resource.
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

from ansible_collections.opendr.veeam.plugins.module_utils.azure.policy_info import MODULE
from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
