#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_protection_group
short_description: Create, change, rescan and remove protection groups of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Creates, changes, rescans or removes a protection group, so that it is as the task describes it.
  - A protection group is what agent jobs process - single computers, objects of an Active Directory domain, the
    computers in a CSV file, machines in Amazon AWS or Microsoft Azure, or computers with agents that were installed by
    other means. The backup server looks for the computers at the times of O(discovery_schedule), and installs agents on
    them as O(deployment) says.
  - A group is found by its name, or by O(id).
  - The groups that the server makes by itself, such as C(Manually Added), cannot be created. O(state=rescanned) rescans
    them, and M(opendr.veeam.veeam_protection_group_info) lists them.
  - If the group exists, an omitted option is neither compared nor changed. The same applies to each suboption.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.waiting
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
attributes:
  idempotent:
    support: partial
    details:
      - Each task with O(state=rescanned) rescans the group and reports a change.
options:
  state:
    description:
      - V(present) creates the group, or changes the options that differ from the task.
      - V(rescanned) does the same, then lets the backup server look for the computers of the group at once, and waits
        for that.
      - V(absent) removes the group. The server refuses to remove a group that a job processes. The message contains the
        server's reason.
    type: str
    choices: [present, absent, rescanned]
    default: present
  id:
    description:
      - ID of the group, a UUID.
      - A group with this ID must exist, except with O(state=absent).
      - If omitted, the module finds the group by O(name), which has to match exactly.
    type: str
  name:
    description:
      - Name of the group.
      - Either O(name) or O(id) has to be given. With O(id), the group gets this name.
      - Required to create a protection group.
    type: str
  description:
    description: Description of the group, as the console shows it.
    type: str
  tag:
    description:
      - Tag of the group. The server does not return it.
      - Used only to create a protection group; ignored if the protection group exists.
    type: str
  type:
    description:
      - What the group consists of.
      - V(IndividualComputers) are computers that the task lists, V(ADObjects) objects of an Active Directory domain,
        V(CSVFile) the computers in a file, V(CloudMachines) machines in Amazon AWS or Microsoft Azure, and V(Iris)
        servers of InterSystems IRIS. V(PreInstalledAgents) is for computers whose agents connect to the backup server
        by themselves.
      - Required to create a protection group. Cannot be changed after creation. V(CloudMachines) requires
        O(api_version=1.3-rev1) or later. V(Iris) requires O(api_version=1.3-rev2) or later.
    type: str
    choices: [IndividualComputers, ADObjects, CSVFile, PreInstalledAgents, CloudMachines, Iris]
  enabled:
    description:
      - Whether the server discovers the computers of the group.
      - If omitted, a new group is enabled.
    type: bool
  computers:
    description:
      - Computers of the group. O(computers_mode) says how they are applied to the current ones.
      - An item with the name of a computer of the group changes that computer.
      - Only for O(type=IndividualComputers) and O(type=Iris). Required to create a protection group.
    type: list
    elements: dict
    suboptions:
      host_name:
        description:
          - DNS name or IP address of the computer.
          - The comparison ignores case.
          - Required in each item.
        type: str
      connection_type:
        description:
          - How the backup server connects to the computer.
          - V(PermanentCredentials) uses O(computers[].credentials). V(SingleUseCredentials) uses
            O(computers[].single_use_credentials) once, on a Linux computer, and keeps nothing. V(Certificate) uses a
            certificate that is on the computer already.
          - Required in each item.
        type: str
        choices: [PermanentCredentials, SingleUseCredentials, Certificate]
      credentials:
        description:
          - Credentials record of an account on the computer.
          - Given by user name, description or ID.
        type: str
      single_use_credentials:
        description:
          - Account that is used once, to install an agent on a Linux computer.
          - The server does not return it. It is sent with an item that is new, with an item whose
            O(computers[].connection_type) changes, and with O(update_secrets=always).
        type: dict
        suboptions:
          account:
            description:
              - User name of the account.
              - Required with O(computers[].single_use_credentials). The server does not return it. It is sent together
                with O(computers[].single_use_credentials).
            type: str
          description:
            description:
              - Description of the account.
              - The server does not return it. It is sent together with O(computers[].single_use_credentials).
            type: str
          authentication_type:
            description:
              - How the account logs in. V(Password) uses O(computers[].single_use_credentials.account_password),
                V(SshKey) uses O(computers[].single_use_credentials.private_key).
              - Requires O(api_version=1.3-rev0) or later. Required with O(computers[].single_use_credentials). The
                server does not return it. It is sent together with O(computers[].single_use_credentials).
            type: str
            choices: [Password, SshKey]
          account_password:
            description:
              - Password of the account.
              - This is a secret, which the server does not return. It is sent together with
                O(computers[].single_use_credentials).
            type: str
          private_key:
            description:
              - Private key of the account.
              - This is a secret, which the server does not return. It is sent together with
                O(computers[].single_use_credentials).
            type: str
          passphrase:
            description:
              - Passphrase of the private key.
              - This is a secret, which the server does not return. It is sent together with
                O(computers[].single_use_credentials).
            type: str
          root_password:
            description:
              - Password of root, for O(computers[].single_use_credentials.use_su).
              - This is a secret, which the server does not return. It is sent together with
                O(computers[].single_use_credentials).
            type: str
          ssh_port:
            description:
              - Port of the SSH server.
              - The server does not return it. It is sent together with O(computers[].single_use_credentials). From 1 to
                65535.
            type: int
          elevate_to_root:
            description:
              - Whether the account gets root permissions.
              - The server does not return it. It is sent together with O(computers[].single_use_credentials).
            type: bool
          add_to_sudoers:
            description:
              - Whether the account is added to the sudoers file.
              - The server does not return it. It is sent together with O(computers[].single_use_credentials).
            type: bool
          use_su:
            description:
              - Whether C(su) is used where C(sudo) is not available.
              - The server does not return it. It is sent together with O(computers[].single_use_credentials).
            type: bool
  domain:
    description:
      - Active Directory domain that has the objects.
      - Given by name, server or ID. M(opendr.veeam.veeam_ad_domain) adds a domain.
      - Only for O(type=ADObjects). Required to create a protection group.
    type: str
  objects:
    description:
      - Objects of the domain whose computers belong to the group. O(objects_mode) says how they are applied to the
        current ones.
      - Each is found by name or distinguished name; the module takes the rest from the domain.
      - Only for O(type=ADObjects). Required to create a protection group.
    type: list
    elements: dict
    suboptions:
      name:
        description:
          - Name of the object, as the console shows it. That of a computer is its DNS name.
          - The comparison ignores case. If several objects have the name, give the distinguished name.
        type: str
      distinguished_name:
        description:
          - Distinguished name of the object, such as C(OU=Servers,DC=dr,DC=example).
          - Give it, or the name. The comparison ignores case.
        type: str
      type:
        description:
          - Type of the object.
          - If given, only objects of this type are searched.
        type: str
        choices: [Computer, Cluster, OrganizationUnit, Container, Group, Domain]
      object_id:
        description:
          - ID of the object, a UUID.
          - If omitted, the module looks the object up in the domain.
        type: str
      domain_id:
        description:
          - ID of the domain of the object.
          - If omitted, the module takes it from the domain.
        type: str
  exclude_vms:
    description:
      - Whether virtual machines are left out.
      - Only for O(type=ADObjects).
    type: bool
  exclude_offline_computers:
    description:
      - Whether computers are left out that were offline for more than 30 days.
      - Only for O(type=ADObjects).
    type: bool
  exclude_selected_objects:
    description:
      - Whether what O(excluded_objects) or O(excluded_cloud_machines) lists is left out.
      - If omitted, it is V(true) where the task gives one of them with an item at least.
      - Only for O(type=ADObjects) and O(type=CloudMachines).
    type: bool
  excluded_objects:
    description:
      - All objects of the domain that are left out, for O(exclude_selected_objects=true).
      - Each is found by name or distinguished name; the module takes the rest from the domain. An empty list removes
        all.
      - Only for O(type=ADObjects).
    type: list
    elements: dict
    suboptions:
      name:
        description:
          - Name of the object, as the console shows it. That of a computer is its DNS name.
          - The comparison ignores case. If several objects have the name, give the distinguished name.
        type: str
      distinguished_name:
        description:
          - Distinguished name of the object, such as C(OU=Servers,DC=dr,DC=example).
          - Give it, or the name. The comparison ignores case.
        type: str
      type:
        description:
          - Type of the object.
          - If given, only objects of this type are searched.
        type: str
        choices: [Computer, Cluster, OrganizationUnit, Container, Group, Domain]
      object_id:
        description:
          - ID of the object, a UUID.
          - If omitted, the module looks the object up in the domain.
        type: str
      domain_id:
        description:
          - ID of the domain of the object.
          - If omitted, the module takes it from the domain.
        type: str
  excluded_cloud_machines:
    description:
      - All machines, regions and tags in the cloud that are left out, for O(exclude_selected_objects=true).
      - An empty list removes all.
      - Only for O(type=CloudMachines).
    type: list
    elements: dict
    suboptions:
      type:
        description:
          - What the item is.
          - V(Region) is all machines of a region, V(Tag) all machines with a tag, V(Machine) one machine.
          - Required in each item.
        type: str
        choices: [Region, Machine, Tag]
      name:
        description:
          - Name of the region, tag or machine. Tags are in small letters.
          - Required in each item.
        type: str
      object_id:
        description: ID of the machine in the cloud, such as C(i-0123456789abcdef0).
        type: str
      value:
        description: Value of the tag, in small letters.
        type: str
  master_connection_type:
    description:
      - How the backup server connects to computers without credentials of their own.
      - V(PermanentCredentials) uses O(master_credentials). V(Certificate) uses a certificate that is on the computers
        already. The API has no account for V(SingleUseCredentials) here, and does not say where it takes one from.
      - Only for O(type=ADObjects). Requires O(api_version=1.3-rev2) or later. If omitted, a protection group is created
        with V(PermanentCredentials).
    type: str
    choices: [PermanentCredentials, SingleUseCredentials, Certificate]
  master_credentials:
    description:
      - Credentials record of an account on all computers of the group.
      - Given by user name, description or ID.
      - Only for O(type=ADObjects) and O(type=CSVFile). Required for O(type=ADObjects) (O(api_version=1.3-rev1) or
        earlier). Required for O(type=CSVFile).
    type: str
  use_custom_credentials:
    description:
      - Whether O(custom_credentials) are used.
      - If omitted, it is V(true) where the task gives O(custom_credentials) with an item at least. Otherwise, a new
        group has V(false).
      - Only for O(type=ADObjects) and O(type=CSVFile).
    type: bool
  custom_credentials:
    description:
      - All computers or objects with credentials of their own.
      - An item that is not listed is removed.
      - Only for O(type=ADObjects) and O(type=CSVFile).
    type: list
    elements: dict
    suboptions:
      object:
        description:
          - Object of the domain that has them.
          - It is found by name or distinguished name; the module takes the rest from the domain.
          - Only for O(type=ADObjects). Required in each item.
        type: dict
        suboptions:
          name:
            description:
              - Name of the object, as the console shows it. That of a computer is its DNS name.
              - The comparison ignores case. If several objects have the name, give the distinguished name.
            type: str
          distinguished_name:
            description:
              - Distinguished name of the object, such as C(OU=Servers,DC=dr,DC=example).
              - Give it, or the name. The comparison ignores case.
            type: str
          type:
            description:
              - Type of the object.
              - If given, only objects of this type are searched.
            type: str
            choices: [Computer, Cluster, OrganizationUnit, Container, Group, Domain]
          object_id:
            description:
              - ID of the object, a UUID.
              - If omitted, the module looks the object up in the domain.
            type: str
          domain_id:
            description:
              - ID of the domain of the object.
              - If omitted, the module takes it from the domain.
            type: str
      use_master_credentials:
        description:
          - Whether O(master_credentials) are used all the same.
          - Required in each item.
        type: bool
      connection_type:
        description:
          - How the backup server connects to the computers of the object.
          - V(PermanentCredentials) uses O(custom_credentials[].credentials). V(SingleUseCredentials) uses
            O(custom_credentials[].single_use_credentials) once. V(Certificate) uses a certificate that is on the
            computers already.
          - Only for O(type=ADObjects). Requires O(api_version=1.3-rev2) or later.
        type: str
        choices: [PermanentCredentials, SingleUseCredentials, Certificate]
      credentials:
        description:
          - Credentials record of the account.
          - Given by user name, description or ID.
        type: str
      single_use_credentials:
        description:
          - Account that is used once, to install an agent on a Linux computer.
          - Only for O(type=ADObjects). Requires O(api_version=1.3-rev2) or later. The server does not return it. It is
            sent with an item that is new, with an item whose O(custom_credentials[].connection_type) changes, and with
            O(update_secrets=always).
        type: dict
        suboptions:
          account:
            description:
              - User name of the account.
              - Required with O(custom_credentials[].single_use_credentials). The server does not return it. It is sent
                together with O(custom_credentials[].single_use_credentials).
            type: str
          description:
            description:
              - Description of the account.
              - The server does not return it. It is sent together with O(custom_credentials[].single_use_credentials).
            type: str
          authentication_type:
            description:
              - How the account logs in. V(Password) uses
                O(custom_credentials[].single_use_credentials.account_password), V(SshKey) uses
                O(custom_credentials[].single_use_credentials.private_key).
              - Required with O(custom_credentials[].single_use_credentials). The server does not return it. It is sent
                together with O(custom_credentials[].single_use_credentials).
            type: str
            choices: [Password, SshKey]
          account_password:
            description:
              - Password of the account.
              - This is a secret, which the server does not return. It is sent together with
                O(custom_credentials[].single_use_credentials).
            type: str
          private_key:
            description:
              - Private key of the account.
              - This is a secret, which the server does not return. It is sent together with
                O(custom_credentials[].single_use_credentials).
            type: str
          passphrase:
            description:
              - Passphrase of the private key.
              - This is a secret, which the server does not return. It is sent together with
                O(custom_credentials[].single_use_credentials).
            type: str
          root_password:
            description:
              - Password of root, for O(custom_credentials[].single_use_credentials.use_su).
              - This is a secret, which the server does not return. It is sent together with
                O(custom_credentials[].single_use_credentials).
            type: str
          ssh_port:
            description:
              - Port of the SSH server.
              - The server does not return it. It is sent together with O(custom_credentials[].single_use_credentials).
                From 1 to 65535.
            type: int
          elevate_to_root:
            description:
              - Whether the account gets root permissions.
              - The server does not return it. It is sent together with O(custom_credentials[].single_use_credentials).
            type: bool
          add_to_sudoers:
            description:
              - Whether the account is added to the sudoers file.
              - The server does not return it. It is sent together with O(custom_credentials[].single_use_credentials).
            type: bool
          use_su:
            description:
              - Whether C(su) is used where C(sudo) is not available.
              - The server does not return it. It is sent together with O(custom_credentials[].single_use_credentials).
            type: bool
      computer_name:
        description:
          - DNS name or IP address of the computer in the file that has them.
          - The comparison ignores case.
          - Only for O(type=CSVFile). Required in each item.
        type: str
  csv_file:
    description:
      - Path of the CSV file on the backup server or on a share. It lists the computers of the group.
      - Only for O(type=CSVFile). Required to create a protection group.
    type: str
  network_credentials:
    description:
      - Credentials record of an account that may read the file.
      - Given by user name, description or ID.
      - Only for O(type=CSVFile).
    type: str
  aws_account:
    description:
      - Amazon account that has the machines. A group has this account or O(azure_account).
      - If O(aws_account) is given for a group with an account in Microsoft Azure, it takes the place of that.
      - Only for O(type=CloudMachines).
    type: dict
    suboptions:
      credentials:
        description:
          - Cloud credentials record of the account.
          - Given by description, access key or ID.
          - Required if the protection group has no O(aws_account) yet.
        type: str
      region_type:
        description:
          - Kind of the region.
          - Required if the protection group has no O(aws_account) yet.
        type: str
        choices: [Global, China, Government]
      region_id:
        description:
          - ID of the region, such as C(eu-central-1).
          - Required if the protection group has no O(aws_account) yet.
        type: str
      assign_iam_role:
        description: Whether machines without an IAM role get one.
        type: bool
  azure_account:
    description:
      - Microsoft Azure subscription that has the machines. A group has this account or O(aws_account).
      - If O(azure_account) is given for a group with an account in Amazon AWS, it takes the place of that.
      - Only for O(type=CloudMachines).
    type: dict
    suboptions:
      subscription_id:
        description:
          - ID of the subscription, a UUID. A record of M(opendr.veeam.veeam_cloud_credential_info) lists those that it
            has.
          - Required if the protection group has no O(azure_account) yet.
        type: str
      region_type:
        description:
          - Kind of the region.
          - Required if the protection group has no O(azure_account) yet.
        type: str
        choices: [Global, China, Government]
      region_id:
        description:
          - ID of the region, such as C(westeurope).
          - Required if the protection group has no O(azure_account) yet.
        type: str
  cloud_machines:
    description:
      - All machines of the group in the cloud - one by one, by region, or by tag.
      - An item that is not listed is removed.
      - Only for O(type=CloudMachines). Required to create a protection group.
    type: list
    elements: dict
    suboptions:
      type:
        description:
          - What the item is.
          - V(Region) is all machines of a region, V(Tag) all machines with a tag, V(Machine) one machine.
          - Required in each item.
        type: str
        choices: [Region, Machine, Tag]
      name:
        description:
          - Name of the region, tag or machine. Tags are in small letters.
          - Required in each item.
        type: str
      object_id:
        description: ID of the machine in the cloud, such as C(i-0123456789abcdef0).
        type: str
      value:
        description: Value of the tag, in small letters.
        type: str
  discovery_schedule:
    description:
      - When the backup server looks for the computers of the group, and installs or updates agents.
      - Not for O(type=PreInstalledAgents).
    type: dict
    suboptions:
      daily:
        description: Runs on some days of the week.
        type: dict
        suboptions:
          enabled:
            description:
              - Whether these settings apply.
              - Required if the protection group has no O(discovery_schedule.daily) yet.
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
      periodically:
        description: Runs at an interval.
        type: dict
        suboptions:
          enabled:
            description:
              - Whether these settings apply.
              - Required if the protection group has no O(discovery_schedule.periodically) yet.
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
              - Hours of each day in which the server may discover computers.
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
            description: Minute of the hour at which a discovery begins.
            type: int
      continuously:
        description: Runs that begin as soon as the last one has ended.
        type: dict
        suboptions:
          enabled:
            description:
              - Whether these settings apply.
              - Required if the protection group has no O(discovery_schedule.continuously) yet.
            type: bool
          backup_window:
            description:
              - Hours of each day in which the server may discover computers.
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
  deployment:
    description:
      - What the backup server installs on the computers of the group.
      - Not for O(type=PreInstalledAgents).
    type: dict
    suboptions:
      distribution_server:
        description:
          - Managed server that sends the packages of the agents to the computers.
          - Given by name or ID.
        type: str
      distribution_repository:
        description:
          - Object storage repository that machines in the cloud get the packages from.
          - Given by name or ID.
        type: str
      install_backup_agent:
        description: Whether agents are installed on computers without one.
        type: bool
      install_no_snap_agent:
        description:
          - Whether agents on Linux are installed without the module for snapshots.
          - Requires O(api_version=1.3-rev2) or later.
        type: bool
      install_cbt_driver:
        description: Whether the driver for changed block tracking is installed on Windows.
        type: bool
      install_application_plugins:
        description: Whether O(deployment.application_plugins) are installed.
        type: bool
      application_plugins:
        description: All plug-ins for databases that are installed. An empty list removes all from the settings.
        type: list
        elements: str
        choices: [MSSQL, OracleRMAN, SAPHANA, SAPOnOracle]
      update_automatically:
        description: Whether agents and plug-ins are updated when the backup server has a newer version.
        type: bool
      reboot_if_required:
        description: Whether a computer is rebooted when an installation needs that.
        type: bool
  windows_agent:
    description: Settings of the agents on Windows.
    type: dict
    suboptions:
      throttling_enabled:
        description: Whether O(windows_agent.throttling_value) limits the bandwidth.
        type: bool
      throttling_unit:
        description: Unit of O(windows_agent.throttling_value).
        type: str
        choices: [KbytePerSec, MbitPerSec, MbytePerSec]
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
        description: Whether backups run over the Wi-Fi networks of O(windows_agent.wifi_networks) only.
        type: bool
      wifi_networks:
        description: All names (SSID) of allowed Wi-Fi networks.
        type: list
        elements: str
      agent_throttling_enabled:
        description: Whether an agent slows down while the computer is busy.
        type: bool
      agent_throttling_target:
        description: Computers on which O(windows_agent.agent_throttling_enabled) has an effect.
        type: str
        choices: [AllHosts, Servers, Workstations]
      flr_without_admin_account:
        description: Whether users without administrative rights may restore files.
        type: bool
      embedded_recovery_media:
        description:
          - Whether recovery media are created on the computers.
          - Requires O(api_version=1.3-rev2) or later.
        type: bool
  notifications:
    description: Daily report about the group by email.
    type: dict
    suboptions:
      enabled:
        description: Whether the report is sent.
        type: bool
      recipients:
        description: Email addresses.
        type: list
        elements: str
      daily_send_time:
        description: Time of the day at which the report is sent, on the clock of the backup server, such as V(08:00).
        type: str
      notification_type:
        description: Whether the settings of the server or those of this group apply to the emails.
        type: str
        choices: [UseGlobalNotificationSettings, UseCustomNotificationSettings]
      custom_notification_settings:
        description: Settings of this group.
        type: dict
        suboptions:
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
  computers_mode:
    description:
      - How O(computers) is applied to the computers of the group.
      - V(merge) adds and changes, V(replace) also removes computers that are not listed, V(remove) removes those that
        are listed.
      - Has no effect without O(computers).
    type: str
    choices: [merge, replace, remove]
    default: merge
  objects_mode:
    description:
      - How O(objects) is applied to the objects of the group.
      - V(merge) adds, V(replace) also removes objects that are not listed, V(remove) removes those that are listed.
      - Has no effect without O(objects).
    type: str
    choices: [merge, replace, remove]
    default: merge
  perform_rescan:
    description:
      - Whether the server discovers the computers of the group after it has saved a new or changed group. The task does
        not wait for that; O(state=rescanned) does.
      - If omitted or V(false), the server waits for its schedule.
      - Requires O(api_version=1.3-rev1) or later.
    type: bool
  uninstall_everything:
    description:
      - Whether the agents and other components are uninstalled from the computers when O(state=absent) removes the
        group.
      - If omitted or V(false), they stay on the computers.
    type: bool
  update_secrets:
    description:
      - When O(computers[].single_use_credentials) and O(custom_credentials[].single_use_credentials) are sent to a
        group that exists, as the server does not return them.
      - V(on_create) sends those of computers and objects that are new to the group, or whose connection type changes.
      - V(always) sends those that the task gives each time, and then always reports a change.
    type: str
    choices: [on_create, always]
    default: on_create
seealso:
  - module: opendr.veeam.veeam_protection_group_info
  - module: opendr.veeam.veeam_ad_domain
  - module: opendr.veeam.veeam_credential
"""

EXAMPLES = r"""
- name: Install agents on two physical servers, and look for them at once
  opendr.veeam.veeam_protection_group:
    name: Database hosts
    state: rescanned
    type: IndividualComputers
    computers:
      - host_name: sql01.dr.example
        connection_type: PermanentCredentials
        credentials: Windows hosts and shares
      - host_name: pg01.dr.example
        connection_type: PermanentCredentials
        credentials: Linux hosts
    discovery_schedule:
      daily:
        enabled: true
        daily_kind: Everyday
        local_time: "21:00"
    deployment:
      install_backup_agent: true
      update_automatically: true
      reboot_if_required: false

- name: Add a Linux server with an account that the backup server does not keep
  opendr.veeam.veeam_protection_group:
    name: Physical Servers
    computers:
      - host_name: lnx-phys02.dr.example
        connection_type: SingleUseCredentials
        single_use_credentials:
          account: install
          authentication_type: Password
          account_password: "{{ vault_install_password }}"
          elevate_to_root: true

- name: Protect the servers of an organizational unit, all but one
  opendr.veeam.veeam_protection_group:
    name: Branch servers
    type: ADObjects
    domain: dr.example
    objects:
      - distinguished_name: OU=Servers,DC=dr,DC=example
    exclude_selected_objects: true
    excluded_objects:
      - name: app01.dr.example
    exclude_vms: true
    master_credentials: Windows hosts and shares

- name: Protect the machines in Amazon AWS that have a tag
  opendr.veeam.veeam_protection_group:
    name: Cloud servers
    type: CloudMachines
    aws_account:
      credentials: S3 and compatible storage
      region_type: Global
      region_id: eu-central-1
      assign_iam_role: true
    cloud_machines:
      - type: Tag
        name: backup
        value: daily
    notifications:
      enabled: true
      recipients: [backup@dr.example]

- name: Stop the discovery of a group for a while
  opendr.veeam.veeam_protection_group:
    name: Workstations
    enabled: false

- name: Remove the group, and the agents from its computers
  opendr.veeam.veeam_protection_group:
    name: Branch servers
    state: absent
    uninstall_everything: true
"""

RETURN = r"""
protection_group:
  description:
    - The group after the task. Its keys are the names of the options. Empty if the group does not exist. In check mode,
      the group as it will be.
  returned: success
  type: dict
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
      description: Computers of the group. O(computers_mode) says how they are applied to the current ones.
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
        - Objects of the domain whose computers belong to the group. O(objects_mode) says how they are applied to the
          current ones.
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
      description: Whether what O(excluded_objects) or O(excluded_cloud_machines) lists is left out.
      returned: if its type has it
      type: bool
    excluded_objects:
      description: All objects of the domain that are left out, for O(exclude_selected_objects=true).
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
        - All machines, regions and tags in the cloud that are left out, for O(exclude_selected_objects=true).
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
      description: Whether O(custom_credentials) are used.
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
          description: Whether O(master_credentials) are used all the same.
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
      description: Amazon account that has the machines. A group has this account or O(azure_account).
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
      description: Microsoft Azure subscription that has the machines. A group has this account or O(aws_account).
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
          description: Whether O(deployment.application_plugins) are installed.
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
      type: dict
      contains:
        throttling_enabled:
          description: Whether O(windows_agent.throttling_value) limits the bandwidth.
          type: bool
        throttling_unit:
          description: Unit of O(windows_agent.throttling_value).
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
          description: Whether backups run over the Wi-Fi networks of O(windows_agent.wifi_networks) only.
          type: bool
        wifi_networks:
          description: All names (SSID) of allowed Wi-Fi networks.
          type: list
          elements: str
        agent_throttling_enabled:
          description: Whether an agent slows down while the computer is busy.
          type: bool
        agent_throttling_target:
          description: Computers on which O(windows_agent.agent_throttling_enabled) has an effect.
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
operation:
  description: What the task did, or in check mode would do - V(create), V(update), V(delete) or V(none).
  returned: success
  type: str
  sample: update
changes:
  description:
    - The options in which an existing protection group differed from the task, each with its value before and after.
    - Empty if the protection group was created, removed or left as it was.
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.protection_group import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
