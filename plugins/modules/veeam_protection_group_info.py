#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_protection_group_info
short_description: List protection groups of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Returns the protection groups of the server, and on request the computers that were discovered in them. Each
    property has the name of the option of M(opendr.veeam.veeam_protection_group).
  - Groups that the server makes by itself are listed too, such as that of computers which were added to jobs one by
    one.
  - Without filters, all of them are returned. With several filters, only those that match every filter are returned.
    The list is always complete.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
options:
  id:
    description: Only the group with this ID. If omitted, IDs are not filtered.
    type: str
  name:
    description:
      - Only groups with this name, or with one that matches. V(*) matches any number of characters, V(?) matches a
        single character.
      - If omitted, names are not filtered.
    type: str
  type:
    description:
      - Only groups of this type. If omitted, types are not filtered.
      - V(CloudMachines) and V(Unmanaged) require O(api_version=1.3-rev1) or later. V(Iris) requires
        O(api_version=1.3-rev2) or later.
    type: str
    choices:
      - IndividualComputers
      - ADObjects
      - CSVFile
      - PreInstalledAgents
      - CloudMachines
      - Iris
      - ManuallyAdded
      - Unmanaged
      - MongoDB
  permission_scope:
    description:
      - Only groups that the account may use for backups (V(Backup)), restores (V(Restore)) or either (V(Any)). A server
        demands it of accounts with a custom role. If omitted, it is not sent.
      - What was discovered in the groups is read with it too.
      - Requires O(api_version=1.3-rev2) or later.
    type: str
    choices: [Backup, Restore, Any]
  discovered_entities:
    description:
      - Whether to also return RV(protection_groups[].discovered_entities), with one more request for each group.
    type: bool
    default: false
seealso:
  - module: opendr.veeam.veeam_protection_group
"""

EXAMPLES = r"""
- name: List all protection groups
  opendr.veeam.veeam_protection_group_info:
  register: all_groups

- name: Find the computers of a group that have no agent
  opendr.veeam.veeam_protection_group_info:
    name: Physical Servers
    discovered_entities: true
  register: servers

- name: Show their names
  ansible.builtin.debug:
    msg: >-
      {{ servers.protection_groups[0].discovered_entities | selectattr('agent_status', 'equalto', 'NotInstalled')
      | map(attribute='name') | list }}
"""

RETURN = r"""
protection_groups:
  description: The groups, in the order in which the server lists them.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: ID of the group.
      type: str
    name:
      description: Name of the group.
      type: str
    description:
      description: Description of the group, as the console shows it.
      type: str
    type:
      description: What the group consists of.
      type: str
    enabled:
      description: Whether the server discovers the computers of the group.
      type: bool
    computers:
      description:
        - Computers of the group. O(opendr.veeam.veeam_protection_group#module:computers_mode) says how they are applied
          to the current ones.
      returned: if its type has it
      type: list
      elements: dict
      contains:
        host_name:
          description: DNS name or IP address of the computer.
          type: str
        connection_type:
          description: How the backup server connects to the computer.
          type: str
        credentials:
          description: Credentials record of an account on the computer.
          type: str
    domain:
      description: Active Directory domain that has the objects.
      returned: if its type has it
      type: str
    objects:
      description:
        - Objects of the domain whose computers belong to the group.
          O(opendr.veeam.veeam_protection_group#module:objects_mode) says how they are applied to the current ones.
      returned: if its type has it
      type: list
      elements: dict
      contains:
        name:
          description: Name of the object, as the console shows it. That of a computer is its DNS name.
          type: str
        distinguished_name:
          description: Distinguished name of the object, such as C(OU=Servers,DC=dr,DC=example).
          type: str
        type:
          description: Type of the object.
          type: str
        object_id:
          description: ID of the object, a UUID.
          type: str
        domain_id:
          description: ID of the domain of the object.
          type: str
        group_scope:
          description: Scope of a group of the directory.
          returned: with O(api_version=1.3-rev2) or later
          type: str
    exclude_vms:
      description: Whether virtual machines are left out.
      returned: if its type has it
      type: bool
    exclude_offline_computers:
      description: Whether computers are left out that were offline for more than 30 days.
      returned: if its type has it
      type: bool
    exclude_selected_objects:
      description:
        - Whether what RV(protection_groups[].excluded_objects) or RV(protection_groups[].excluded_cloud_machines) lists
          is left out.
      returned: if its type has it
      type: bool
    excluded_objects:
      description:
        - All objects of the domain that are left out, for RV(protection_groups[].exclude_selected_objects=true).
      returned: if its type has it
      type: list
      elements: dict
      contains:
        name:
          description: Name of the object, as the console shows it. That of a computer is its DNS name.
          type: str
        distinguished_name:
          description: Distinguished name of the object, such as C(OU=Servers,DC=dr,DC=example).
          type: str
        type:
          description: Type of the object.
          type: str
        object_id:
          description: ID of the object, a UUID.
          type: str
        domain_id:
          description: ID of the domain of the object.
          type: str
        group_scope:
          description: Scope of a group of the directory.
          returned: with O(api_version=1.3-rev2) or later
          type: str
    excluded_cloud_machines:
      description:
        - All machines, regions and tags in the cloud that are left out, for
          RV(protection_groups[].exclude_selected_objects=true).
      returned: if its type has it
      type: list
      elements: dict
      contains:
        type:
          description: What the item is.
          type: str
        name:
          description: Name of the region, tag or machine. Tags are in small letters.
          type: str
        object_id:
          description: ID of the machine in the cloud, such as C(i-0123456789abcdef0).
          type: str
        value:
          description: Value of the tag, in small letters.
          type: str
    master_connection_type:
      description: How the backup server connects to computers without credentials of their own.
      returned: if its type has it, with O(api_version=1.3-rev2) or later
      type: str
    master_credentials:
      description: Credentials record of an account on all computers of the group.
      returned: if its type has it
      type: str
    use_custom_credentials:
      description: Whether RV(protection_groups[].custom_credentials) are used.
      returned: if its type has it
      type: bool
    custom_credentials:
      description: All computers or objects with credentials of their own.
      returned: if its type has it
      type: list
      elements: dict
      contains:
        object:
          description: Object of the domain that has them.
          returned: if its type has it
          type: dict
          contains:
            name:
              description: Name of the object, as the console shows it. That of a computer is its DNS name.
              type: str
            distinguished_name:
              description: Distinguished name of the object, such as C(OU=Servers,DC=dr,DC=example).
              type: str
            type:
              description: Type of the object.
              type: str
            object_id:
              description: ID of the object, a UUID.
              type: str
            domain_id:
              description: ID of the domain of the object.
              type: str
            group_scope:
              description: Scope of a group of the directory.
              returned: with O(api_version=1.3-rev2) or later
              type: str
        use_master_credentials:
          description: Whether RV(protection_groups[].master_credentials) are used all the same.
          type: bool
        connection_type:
          description: How the backup server connects to the computers of the object.
          returned: if its type has it, with O(api_version=1.3-rev2) or later
          type: str
        credentials:
          description: Credentials record of the account.
          type: str
        computer_name:
          description: DNS name or IP address of the computer in the file that has them.
          returned: if its type has it
          type: str
    csv_file:
      description: Path of the CSV file on the backup server or on a share. It lists the computers of the group.
      returned: if its type has it
      type: str
    network_credentials:
      description: Credentials record of an account that may read the file.
      returned: if its type has it
      type: str
    computer_names:
      description: Names of the computers in the file, as the backup server has read them.
      returned: for V(CSVFile)
      type: list
      elements: str
    aws_account:
      description:
        - Amazon account that has the machines. A group has this account or RV(protection_groups[].azure_account).
      returned: if its type has it
      type: dict
      contains:
        credentials:
          description: Cloud credentials record of the account.
          type: str
        region_type:
          description: Kind of the region.
          type: str
        region_id:
          description: ID of the region, such as C(eu-central-1).
          type: str
        assign_iam_role:
          description: Whether machines without an IAM role get one.
          type: bool
    azure_account:
      description:
        - Microsoft Azure subscription that has the machines. A group has this account or
          RV(protection_groups[].aws_account).
      returned: if its type has it
      type: dict
      contains:
        subscription_id:
          description:
            - ID of the subscription, a UUID. A record of M(opendr.veeam.veeam_cloud_credential_info) lists those that
              it has.
          type: str
        region_type:
          description: Kind of the region.
          type: str
        region_id:
          description: ID of the region, such as C(westeurope).
          type: str
    cloud_machines:
      description: All machines of the group in the cloud - one by one, by region, or by tag.
      returned: if its type has it
      type: list
      elements: dict
      contains:
        type:
          description: What the item is.
          type: str
        name:
          description: Name of the region, tag or machine. Tags are in small letters.
          type: str
        object_id:
          description: ID of the machine in the cloud, such as C(i-0123456789abcdef0).
          type: str
        value:
          description: Value of the tag, in small letters.
          type: str
    discovery_schedule:
      description: When the backup server looks for the computers of the group, and installs or updates agents.
      returned: if its type has it
      type: dict
      contains:
        daily:
          description: Runs on some days of the week.
          type: dict
          contains:
            enabled:
              description: Whether these settings apply.
              type: bool
            local_time:
              description: Time of the day, as hours and minutes, with or without seconds.
              type: str
            daily_kind:
              description: Which days these are.
              type: str
            days:
              description: Days with V(SelectedDays).
              type: list
              elements: str
        periodically:
          description: Runs at an interval.
          type: dict
          contains:
            enabled:
              description: Whether these settings apply.
              type: bool
            unit:
              description: Unit of the interval.
              type: str
            frequency:
              description: Number of units between two runs.
              type: int
            backup_window:
              description: Hours of each day in which the server may discover computers.
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
            start_time_within_an_hour:
              description: Minute of the hour at which a discovery begins.
              type: int
        continuously:
          description: Runs that begin as soon as the last one has ended.
          type: dict
          contains:
            enabled:
              description: Whether these settings apply.
              type: bool
            backup_window:
              description: Hours of each day in which the server may discover computers.
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
    deployment:
      description: What the backup server installs on the computers of the group.
      returned: if its type has it
      type: dict
      contains:
        distribution_server:
          description: Managed server that sends the packages of the agents to the computers.
          type: str
        distribution_repository:
          description: Object storage repository that machines in the cloud get the packages from.
          type: str
        install_backup_agent:
          description: Whether agents are installed on computers without one.
          type: bool
        install_no_snap_agent:
          description: Whether agents on Linux are installed without the module for snapshots.
          returned: with O(api_version=1.3-rev2) or later
          type: bool
        install_cbt_driver:
          description: Whether the driver for changed block tracking is installed on Windows.
          type: bool
        install_application_plugins:
          description: Whether RV(protection_groups[].deployment.application_plugins) are installed.
          type: bool
        application_plugins:
          description: All plug-ins for databases that are installed. An empty list removes all from the settings.
          type: list
          elements: str
        update_automatically:
          description: Whether agents and plug-ins are updated when the backup server has a newer version.
          type: bool
        reboot_if_required:
          description: Whether a computer is rebooted when an installation needs that.
          type: bool
    windows_agent:
      description: Settings of the agents on Windows.
      returned: if its type has it
      type: dict
      contains:
        throttling_enabled:
          description: Whether RV(protection_groups[].windows_agent.throttling_value) limits the bandwidth.
          type: bool
        throttling_unit:
          description: Unit of RV(protection_groups[].windows_agent.throttling_value).
          type: str
        throttling_value:
          description: Limit of the bandwidth.
          type: int
        restrict_over_metered_connection:
          description: Whether no backup runs over a metered connection.
          type: bool
        restrict_over_vpn:
          description: Whether no backup runs over a VPN connection.
          type: bool
        use_specified_wifi_networks:
          description:
            - Whether backups run over the Wi-Fi networks of RV(protection_groups[].windows_agent.wifi_networks) only.
          type: bool
        wifi_networks:
          description: All names (SSID) of allowed Wi-Fi networks.
          type: list
          elements: str
        agent_throttling_enabled:
          description: Whether an agent slows down while the computer is busy.
          type: bool
        agent_throttling_target:
          description:
            - Computers on which RV(protection_groups[].windows_agent.agent_throttling_enabled) has an effect.
          type: str
        flr_without_admin_account:
          description: Whether users without administrative rights may restore files.
          type: bool
        embedded_recovery_media:
          description: Whether recovery media are created on the computers.
          returned: with O(api_version=1.3-rev2) or later
          type: bool
    notifications:
      description: Daily report about the group by email.
      returned: if its type has it
      type: dict
      contains:
        enabled:
          description: Whether the report is sent.
          type: bool
        recipients:
          description: Email addresses.
          type: list
          elements: str
        daily_send_time:
          description:
            - Time of the day at which the report is sent, on the clock of the backup server, such as V(08:00).
          type: str
        notification_type:
          description: Whether the settings of the server or those of this group apply to the emails.
          type: str
        custom_notification_settings:
          description: Settings of this group.
          type: dict
          contains:
            subject:
              description: Subject of an email. The server replaces its variables, such as C(%Time%).
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
    discovered_entities:
      description:
        - What the backup server found in the last discovery - computers, clusters, and objects of the directory.
      returned: if O(discovered_entities=true)
      type: list
      elements: dict
      contains:
        id:
          description: ID of the entity.
          type: str
        name:
          description: Name of the entity.
          type: str
        type:
          description: Whether it is a V(Computer), a V(Cluster), or an object of an V(ActiveDirectory) domain.
          type: str
        parent_id:
          description: ID of what contains the entity.
          type: str
        state:
          description: Whether the computer was reached - V(Online), V(Offline) or V(Unknown).
          returned: for V(Computer)
          type: str
        agent_status:
          description:
            - Whether an agent is on the computer, such as V(Installed), V(NotInstalled) or V(UpgradeRequired).
          returned: for V(Computer)
          type: str
        agent_version:
          description: Version of the agent.
          returned: for V(Computer)
          type: str
        driver_status:
          description: Whether the driver for changed block tracking is on the computer.
          returned: for V(Computer)
          type: str
        driver_version:
          description: Version of the driver.
          returned: for V(Computer)
          type: str
        reboot_required:
          description: Whether the computer has to be rebooted.
          returned: for V(Computer)
          type: bool
        ip_addresses:
          description: IP addresses of the computer.
          returned: for V(Computer)
          type: list
          elements: str
        last_connected:
          description: When the agent was connected the last time.
          returned: for V(Computer)
          type: str
        operating_system:
          description: Operating system of the computer, as one of the vendor's words.
          returned: for V(Computer)
          type: str
        operating_system_platform:
          description: Architecture of the operating system.
          returned: for V(Computer)
          type: str
        operating_system_version:
          description: Name and version of the operating system.
          returned: for V(Computer)
          type: str
        operating_system_update_version:
          description: Number of the update of the operating system.
          returned: for V(Computer)
          type: int
        object_id:
          description: ID of the computer, by which jobs name it.
          returned: for V(Computer)
          type: str
        bios_uuid:
          description: UUID in the BIOS of the computer.
          returned: for V(Computer)
          type: str
        is_trusted:
          description: Whether the server trusts the computer.
          returned: for V(Computer) with O(api_version=1.3-rev1) or later
          type: bool
        plugins:
          description: Plug-ins for databases.
          returned: for V(Computer)
          type: list
          elements: dict
          contains:
            type:
              description: Database of the plug-in.
              type: str
            version:
              description: Version of the plug-in.
              type: str
            status:
              description: Whether it is installed.
              type: str
        embedded_recovery_media:
          description: Recovery media that are kept on the computer.
          returned: for V(Computer) with O(api_version=1.3-rev2) or later
          type: dict
          contains:
            state:
              description: Whether they were created.
              type: str
            last_update_date:
              description: When they were updated the last time.
              type: str
            message:
              description: Message of the server about them.
              type: str
        domain:
          description: Active Directory domain of the object.
          returned: for V(ActiveDirectory)
          type: str
        distinguished_name:
          description: Distinguished name of the object.
          returned: for V(ActiveDirectory)
          type: str
        object_type:
          description: Type of the object of the directory.
          returned: for V(ActiveDirectory)
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.protection_group_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
