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
  - Returns the schedule-based backup policies of Azure VMs of an appliance with their settings, under the names of the
    options of M(opendr.veeam.veeam_azure_vm_policy), with names instead of IDs.
  - Without filters, all of them are returned. With several filters, only those that match every filter are returned.
    The list is always complete.
  - What a policy selects, leaves out and protects is told by requests of its own, and so only where it is asked for.
  - Needs an account of the appliance that may look at policies.
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
      - Only policies that run by their schedule, with V(true), or only those that do not, with V(false). If omitted,
        both.
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
    description:
      - Only policies that protect this Azure VM, by name or ID. If omitted, it does not matter what they protect.
    type: str
  repository:
    description:
      - Only policies that keep backups in this repository, by name or ID. If omitted, repositories are not filtered.
    type: str
  regions:
    description:
      - Whether to also return, for each policy, the Azure regions that it looks for machines in, as
        RV(policies[].regions). This takes one more request for each policy.
    type: bool
    default: false
  selected_items:
    description:
      - Whether to also return, for each policy, what it selects, as RV(policies[].selected_items). This takes one more
        request for each policy.
    type: bool
    default: false
  excluded_items:
    description:
      - Whether to also return, for each policy, what it leaves out, as RV(policies[].excluded_items). This takes one
        more request for each policy.
    type: bool
    default: false
  protected_items:
    description:
      - Whether to also return, for each policy, the machines that it protects now, as RV(policies[].protected_items).
        This takes one more request for each policy.
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
  description:
    - The policies, in the order of the server. Empty if none matches.
    - Each has the settings that are options of M(opendr.veeam.veeam_azure_vm_policy), and what is listed here.
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
      description:
        - Text that the console shows beside the name. If omitted, a new policy has none. An empty text removes the
          current one.
      type: str
    enabled:
      description:
        - Whether the policy runs by its schedule. V(false) leaves the policy and its restore points, and starts no more
          runs; it does not stop one that is under way.
      type: bool
    priority:
      description:
        - Place of the policy among all policies, V(1) for the first. A machine that several policies protect is backed
          up by the first of them.
      type: int
    tenant:
      description: Microsoft Entra tenant of the service account, by name or ID.
      type: str
    service_account:
      description: Service account with whose permissions backups are made, by name or ID.
      type: str
    backup_type:
      description:
        - V(AllSubscriptions) protects all machines in RV(policies[].regions) that the service account has access to,
          V(SelectedItems) those that RV(policies[].selected_items) says. If omitted, the server decides on a new
          policy.
      type: str
    retry_settings:
      description: What happens when a machine could not be backed up.
      type: dict
      contains:
        retry_count:
          description: How often the policy tries again.
          type: int
    policy_notification_settings:
      description: Messages about the runs of this policy. V(null) leaves them to the settings of the appliance.
      type: dict
      contains:
        recipient:
          description: Address that messages go to.
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
      description:
        - How snapshots are made. Suboptions that are left out stay as they are, or on a new policy as the server has
          them by default.
      type: dict
      contains:
        additional_tags:
          description: Tags that snapshots get.
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
          description: Whether snapshots get the tags of the disks.
          type: bool
        application_aware_snapshot:
          description: Whether applications on Windows are brought to a consistent state through VSS first.
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
                  description: Arguments of that script.
                  type: str
                post_script_path:
                  description: Path on the machine of the script that runs after the snapshot.
                  type: str
                post_script_arguments:
                  description: Arguments of that script.
                  type: str
                repository_snapshots_only:
                  description:
                    - Whether the scripts run for the snapshots of backups alone, and not for those that are kept.
                  type: bool
                ignore_exit_codes:
                  description: Whether the backup goes on when a script fails.
                  type: bool
                ignore_missing_scripts:
                  description: Whether the backup goes on when a script is not on the machine.
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
                  description: Arguments of that script.
                  type: str
                post_script_path:
                  description: Path on the machine of the script that runs after the snapshot.
                  type: str
                post_script_arguments:
                  description: Arguments of that script.
                  type: str
                repository_snapshots_only:
                  description:
                    - Whether the scripts run for the snapshots of backups alone, and not for those that are kept.
                  type: bool
                ignore_exit_codes:
                  description: Whether the backup goes on when a script fails.
                  type: bool
                ignore_missing_scripts:
                  description: Whether the backup goes on when a script is not on the machine.
                  type: bool
    daily_schedule:
      description: Runs within the day. V(null) removes the schedule. If omitted, the schedule is not changed.
      type: dict
      contains:
        daily_type:
          description: On which days it applies.
          type: str
        selected_days:
          description: Days of the week on which it applies, with the type V(SelectedDays).
          type: list
          elements: str
        runs_per_hour:
          description: How many snapshots to make within an hour, at least V(1).
          type: int
        snapshot_schedule:
          description: When snapshots are made. V(null) ends them. If omitted, they are not changed.
          type: dict
          contains:
            hours:
              description: Hours of the day at which snapshots are made, from 0 to 23.
              type: list
              elements: int
            snapshots_to_keep:
              description: How many snapshots to keep of each machine. Older ones are removed.
              type: int
        backup_schedule:
          description: When backups are made in a repository. V(null) ends them. If omitted, they are not changed.
          type: dict
          contains:
            hours:
              description: Hours of the day at which backups are made, from 0 to 23.
              type: list
              elements: int
            retention:
              description: How long the backups are kept. If omitted, it is not changed.
              type: dict
              contains:
                time_retention_duration:
                  description: How many units of time.
                  type: int
                retention_duration_type:
                  description: The unit of time.
                  type: str
            target_repository:
              description: Backup repository to keep the backups in, by name or ID.
              type: str
    weekly_schedule:
      description: Runs within the week. V(null) removes the schedule. If omitted, the schedule is not changed.
      type: dict
      contains:
        start_time:
          description: Hour of the day at which the policy runs, from 0 to 23.
          type: int
        snapshot_schedule:
          description: When snapshots are made. V(null) ends them. If omitted, they are not changed.
          type: dict
          contains:
            selected_days:
              description: Days of the week on which snapshots are made.
              type: list
              elements: str
            snapshots_to_keep:
              description: How many snapshots to keep of each machine. Older ones are removed.
              type: int
        backup_schedule:
          description: When backups are made in a repository. V(null) ends them. If omitted, they are not changed.
          type: dict
          contains:
            selected_days:
              description: Days of the week on which backups are made.
              type: list
              elements: str
            retention:
              description: How long the backups are kept. If omitted, it is not changed.
              type: dict
              contains:
                time_retention_duration:
                  description: How many units of time.
                  type: int
                retention_duration_type:
                  description: The unit of time.
                  type: str
            target_repository:
              description: Backup repository to keep the backups in, by name or ID.
              type: str
    monthly_schedule:
      description: Runs within the month. V(null) removes the schedule. If omitted, the schedule is not changed.
      type: dict
      contains:
        start_time:
          description: Hour of the day at which the policy runs, from 0 to 23.
          type: int
        type:
          description: Which day of the month, the first to the last of a weekday, or a V(SelectedDay).
          type: str
        day_of_week:
          description: Which day of the week, for a type other than V(SelectedDay).
          type: str
        day_of_month:
          description: Which day of the month, for the type V(SelectedDay).
          type: int
        monthly_last_day:
          description: Whether it is the last day of the month, however long that is.
          type: bool
        snapshot_schedule:
          description: When snapshots are made. V(null) ends them. If omitted, they are not changed.
          type: dict
          contains:
            selected_months:
              description: Months in which snapshots are made.
              type: list
              elements: str
            snapshots_to_keep:
              description: How many snapshots to keep of each machine. Older ones are removed.
              type: int
        backup_schedule:
          description: When backups are made in a repository. V(null) ends them. If omitted, they are not changed.
          type: dict
          contains:
            selected_months:
              description: Months in which backups are made.
              type: list
              elements: str
            retention:
              description: How long the backups are kept. If omitted, it is not changed.
              type: dict
              contains:
                time_retention_duration:
                  description: How many units of time.
                  type: int
                retention_duration_type:
                  description: The unit of time.
                  type: str
            target_repository:
              description: Backup repository to keep the backups in, by name or ID.
              type: str
    yearly_schedule:
      description: One backup in the year. V(null) removes the schedule. If omitted, the schedule is not changed.
      type: dict
      contains:
        start_time:
          description: Hour of the day at which the policy runs, from 0 to 23.
          type: int
        month:
          description: The month.
          type: str
        type:
          description: Which day of the month, the first to the last of a weekday, or a V(SelectedDay).
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
          description: For how many years backups are kept.
          type: int
        target_repository:
          description: Backup repository to keep the backups in, by name or ID.
          type: str
    health_check_schedule:
      description:
        - When backups are checked for corruption. V(null) removes the schedule. If omitted, the schedule is not
          changed.
      type: dict
      contains:
        health_check_enabled:
          description: Whether backups are checked.
          type: bool
        local_time:
          description: Point in time whose time of day is that of the check, such as V(2026-01-01T22:00:00Z).
          type: str
        day_number_in_month:
          description:
            - Which day - the first to the last of a weekday in the month, V(OnDay) of the month, V(EveryDay), or
              V(EverySelectedDay) of the week.
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
      description: How its last snapshots went, or that they are being made.
      type: str
    backup_status:
      description: How its last backups went, or that they are being made.
      type: str
    archive_status:
      description: How its last archive backups went, or that they are being made.
      type: str
    health_check_status:
      description: How its last health check went, or that it runs.
      type: str
    next_execution_time:
      description: When it runs next. V(null) where no run is planned.
      returned: if the server returns it
      type: str
    is_backup_configured:
      description: Whether it makes backups, and not snapshots alone.
      type: bool
    is_archive_backup_configured:
      description: Whether it makes archive backups.
      type: bool
    is_schedule_configured:
      description: Whether it has a schedule at all.
      type: bool
    converted_with_loss:
      description: Whether it comes from an older version with a schedule that the current one cannot express.
      returned: if the server returns it
      type: bool
    excluded_items_count:
      description: How many items it leaves out.
      type: int
    cbt_reset_time:
      description: When changed block tracking was last reset for it.
      returned: if the server returns it
      type: str
    regions:
      description:
        - Azure regions in which the policy looks for machines, by name such as V(West Europe) or ID such as
          V(westeurope). The list replaces the current one.
      returned: if O(regions=true)
      type: list
      elements: str
    selected_items:
      description:
        - What to protect, with RV(policies[].backup_type=SelectedItems). A machine is protected when one of the lists
          has it.
      returned: if O(selected_items=true)
      type: dict
      contains:
        subscriptions:
          description: Subscriptions, by name or ID.
          type: list
          elements: str
        resource_groups:
          description: Resource groups, by name or ID. Give the ID if several have the same name.
          type: list
          elements: str
        virtual_machines:
          description: Azure VMs, by name or ID. Give the ID if several have the same name.
          type: list
          elements: str
        tags:
          description: Tags. Machines that have one of them are protected.
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
          description: Conditions. Machines that have all tags of one of them are protected.
          type: list
          elements: dict
          contains:
            name:
              description: Name of the condition.
              type: str
            subscription:
              description:
                - Subscription that the condition is limited to, by name or ID. If omitted, it is not limited.
              type: str
            resource_group:
              description:
                - Resource group that the condition is limited to, by name or ID. If omitted, it is not limited.
              type: str
            tags:
              description: The tags that a machine has to have.
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
      description:
        - What to leave out of what is selected. Each list that is given replaces the current one, and those left out
          stay as they are. V(null) leaves out nothing.
      returned: if O(excluded_items=true)
      type: dict
      contains:
        virtual_machines:
          description: Azure VMs, by name or ID. Give the ID if several have the same name.
          type: list
          elements: str
        tags:
          description: Tags. Machines that have one of them are left out.
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
      description: The machines that it protects now.
      returned: if O(protected_items=true)
      type: list
      elements: dict
      contains:
        virtual_machine:
          description: Name of the machine, or its ID where several have the name.
          type: str
        id:
          description: ID of the machine.
          type: str
        subscription:
          description: Name of its subscription.
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
        - V(AmbiguousName) - A name fits several objects; acting on the first would be a guess.
        - V(ApiError) - The server answered with an error status, or with something that is not an answer of its API.
        - V(AuthenticationFailed) - The server did not accept the account, or the token that was handed in.
        - V(CertificateRefused) - The server's certificate is not trusted, expired, or made out to another name.
        - V(ConnectionFailed) - The server was not reached, so it cannot have acted.
        - V(InvalidOption) - The task asks for something that this object, type or API revision does not have.
        - V(ObjectNotFound) - Something named in the task does not exist on the server.
        - 'V(ResponseLost) - A write was sent and no usable answer came: the server may have acted or not.'
      type: str
"""

from ansible_collections.opendr.veeam.plugins.module_utils.azure.policy_info import MODULE
from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
