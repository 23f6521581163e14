# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of modules that mount the file system of a machine from its backup."""

from __future__ import annotations


class ModuleDocFragment:
    """What to mount it as, and where to."""

    DOCUMENTATION = r"""
options:
  type:
    description:
      - Operating system of the machine.
      - If omitted, it is taken from the restore point. The task fails if the restore point does not say that it is
        Windows or Linux. Files of other systems cannot be restored through the REST API.
    type: str
    choices: [Windows, Linux]
  mount_server:
    description:
      - Where the file system is mounted. Give exactly one of its suboptions. For Windows machines, only
        O(mount_server.server) is possible.
      - If omitted, the server chooses the place. Required for Linux machines with O(api_version=1.3-rev2).
    type: dict
    suboptions:
      server:
        description:
          - Name or ID of the mount server, a managed server of the backup infrastructure.
        type: str
      helper_host:
        description:
          - Name or ID of a Linux server of the backup infrastructure to which the file system of a Linux machine is
            mounted.
        type: str
      helper_appliance:
        description:
          - Temporary helper appliance to which the file system of a Linux machine is mounted. The server creates it,
            and removes it with the mount.
          - Give O(mount_server.helper_appliance.vsphere) or O(mount_server.helper_appliance.hyperv), not both.
        type: dict
        suboptions:
          vsphere:
            description: Place of the appliance in VMware vSphere.
            type: dict
            suboptions:
              host:
                description: Host on which the appliance runs.
                type: dict
                suboptions: &object
                  name:
                    description: Name of the object in the inventory.
                    type: str
                  path:
                    description:
                      - Path of the object in the inventory, beginning with the server. For example,
                        V(vcenter01.dr.example/Datacenter01/esx01.dr.example). It sets the name, the server and the
                        containers at once.
                    type: str
                  host_name:
                    description: Name of the server that the object belongs to, such as the vCenter Server.
                    type: str
                  type:
                    description: Type of the object in the inventory.
                    type: str
                  object_id:
                    description: ID of the object in the inventory.
                    type: str
                  urn:
                    description: URN of the object in the inventory.
                    type: str
                  parent_object_id:
                    description: ID of the object that contains it.
                    type: str
              resource_pool:
                description: Resource pool in which the appliance is placed.
                type: dict
                suboptions: *object
              network:
                description: Network to which the appliance is connected.
                type: dict
                suboptions: *object
          hyperv:
            description: Place of the appliance in Microsoft Hyper-V.
            type: dict
            suboptions:
              host:
                description: Name of the Hyper-V host on which the appliance is registered.
                type: str
              network:
                description: Name of the network to which the appliance is connected.
                type: str
              vlan_id:
                description: ID of the VLAN in which the appliance is.
                type: int
          ipv4:
            description:
              - IPv4 settings of the appliance.
              - If omitted, the server chooses them.
            type: dict
            suboptions:
              address:
                description: IP address of the appliance. Required with O(api_version=1.3-rev1) or earlier.
                type: str
              default_gateway:
                description: Address of the default gateway.
                type: str
              preferred_dns:
                description: Address of the preferred DNS server.
                type: str
              alternate_dns:
                description: Address of the alternate DNS server.
                type: str
              subnet_mask:
                description: Subnet mask.
                type: str
          ipv6:
            description:
              - IPv6 settings of the appliance.
              - If omitted, the server chooses them.
            type: dict
            suboptions:
              address:
                description: IP address of the appliance. Required with O(api_version=1.3-rev1) or earlier.
                type: str
              default_gateway:
                description: Address of the default gateway.
                type: str
              preferred_dns:
                description: Address of the preferred DNS server.
                type: str
              alternate_dns:
                description: Address of the alternate DNS server.
                type: str
              prefix_length:
                description: Length of the subnet prefix.
                type: int
          ftp_server_enabled:
            description:
              - Whether the mounted files can also be reached by FTP.
              - If omitted, the server decides.
            type: bool
          restore_from_nss:
            description:
              - Whether the file system is of Novell Storage Services.
              - If omitted, the server decides.
            type: bool
      original_host:
        description:
          - Mounts the file system of a Linux machine to the machine itself. Can be empty, as C({}).
        type: dict
        suboptions:
          credentials:
            description:
              - Username, description or ID of the credentials record with which the server logs in to the machine.
              - If omitted, the server uses the credentials of the backup job, and fails if these are not valid.
            type: str
  auto_unmount:
    description:
      - When the server removes the mount by itself. The task always removes it at its end. This is for the case that
        the task is killed.
    type: dict
    suboptions:
      enabled:
        description:
          - Whether the server removes a mount that nobody uses.
        type: bool
        default: true
      no_activity_minutes:
        description:
          - After how many minutes without use.
        type: int
        default: 30
  reason:
    description:
      - Reason for the restore, which the server keeps with the session.
      - If omitted, no reason is given.
    type: str
  wait_timeout:
    description:
      - Number of seconds after which the task stops waiting and fails. It applies separately to each wait, such as
        those for the mount, a search and a comparison.
      - The mount is removed in any case, except for one in which the server still restores or packs files.
    type: int
    default: 3600
  poll_interval:
    description:
      - Longest pause between two status requests, in seconds. The first pauses are shorter.
    type: int
    default: 10
"""
