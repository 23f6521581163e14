#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_replica_job
short_description: Create, change and remove replication jobs of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Adds, changes or removes a job that replicates virtual machines of VMware vSphere to another host or cluster, so
    that it is as the task describes it.
  - If the job exists, an omitted option is neither compared nor changed. This holds for each suboption too.
  - Inventory objects are given by name or path. Repositories, proxies, servers and credentials are given by name or by
    ID. The result always has their names.
  - M(opendr.veeam.veeam_job) enables, disables and runs jobs.
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
      - V(absent) removes the job. Options that describe it are ignored. Its replicas stay.
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
      - "What the job replicates. It has one choice now, for machines of VMware vSphere."
      - Required to create a job. Cannot be changed after creation.
    type: str
    choices: [VSphereReplica]
  description:
    description:
      - "Description of the job."
      - "If omitted, a new job has no description. An empty text removes the current description."
    type: str
  high_priority:
    description:
      - Whether the job gets resources before other jobs.
      - If omitted, a new job does not.
    type: bool
  objects:
    description:
      - "Virtual machines and containers that the job replicates, such as hosts, folders, and tags."
      - "Name each by any suboptions that tell it from the others. The module takes the rest from the job or from the
        inventory."
      - "O(objects_mode) says whether they are added, are the only ones, or are removed."
      - Required to create a job.
    type: list
    elements: dict
    suboptions:
      name:
        description: Name of the object.
        type: str
      path:
        description:
          - Path of the object in the inventory, such as V(vcenter01.example.com/Production/app01), in the place of its
            name. The first part is the server.
        type: str
      type:
        description: "What kind of object it is. If omitted, it is a virtual machine."
        type: str
        choices:
          - VirtualMachine
          - vCenterServer
          - Datacenter
          - Cluster
          - Host
          - ResourcePool
          - VirtualApp
          - Folder
          - Template
          - Datastore
          - DatastoreCluster
          - StoragePolicy
          - Tag
          - Category
          - Multitag
      host_name:
        description: Name of the server that the object is on, as the inventory shows it.
        type: str
      object_id:
        description: "ID of the object on its platform."
        type: str
      urn:
        description: Path of IDs that leads to the object on its platform.
        type: str
  excluded_objects:
    description:
      - "Virtual machines that the job does not replicate, although a container has them."
      - "They are given in the same way as O(objects), and O(excluded_objects_mode) says what happens to them."
      - "If omitted, a new job excludes nothing."
    type: list
    elements: dict
    suboptions:
      name:
        description: Name of the object.
        type: str
      path:
        description:
          - Path of the object in the inventory, such as V(vcenter01.example.com/Production/app01), in the place of its
            name. The first part is the server.
        type: str
      type:
        description: "What kind of object it is. If omitted, it is a virtual machine."
        type: str
        choices:
          - VirtualMachine
          - vCenterServer
          - Datacenter
          - Cluster
          - Host
          - ResourcePool
          - VirtualApp
          - Folder
          - Template
          - Datastore
          - DatastoreCluster
          - StoragePolicy
          - Tag
          - Category
          - Multitag
      host_name:
        description: Name of the server that the object is on, as the inventory shows it.
        type: str
      object_id:
        description: "ID of the object on its platform."
        type: str
      urn:
        description: Path of IDs that leads to the object on its platform.
        type: str
  disks:
    description:
      - "Which disks of a machine the job replicates, where that is not all of them."
      - "An item for a machine that the job has an item for changes that item. O(disks_mode) says what happens to them."
      - "If omitted, a new job replicates all disks."
    type: list
    elements: dict
    suboptions:
      machine:
        description:
          - "Virtual machine or container whose disks these are."
          - Required in each item.
        type: dict
        suboptions:
          name:
            description: Name of the object.
            type: str
          path:
            description:
              - Path of the object in the inventory, such as V(vcenter01.example.com/Production/app01), in the place of
                its name. The first part is the server.
            type: str
          type:
            description: "What kind of object it is. If omitted, it is a virtual machine."
            type: str
            choices:
              - VirtualMachine
              - vCenterServer
              - Datacenter
              - Cluster
              - Host
              - ResourcePool
              - VirtualApp
              - Folder
              - Template
              - Datastore
              - DatastoreCluster
              - StoragePolicy
              - Tag
              - Category
              - Multitag
          host_name:
            description: Name of the server that the object is on, as the inventory shows it.
            type: str
          object_id:
            description: "ID of the object on its platform."
            type: str
          urn:
            description: Path of IDs that leads to the object on its platform.
            type: str
      disks_to_process:
        description:
          - Whether all disks, the system disks, or the disks in O(disks[].disks) are backed up.
          - Required in each item.
        type: str
        choices: [AllDisks, SystemOnly, SelectedDisks]
      disks:
        description: Names of the disks, in the words of the platform.
        type: list
        elements: str
      remove_from_vm_configuration:
        description: "Whether the other disks are removed from the configuration of the replica."
        type: bool
  source:
    description:
      - "Where the job reads the data of the machines."
      - "If omitted, the server decides for a new job."
    type: dict
    suboptions:
      type:
        description:
          - "Whether it reads the storage of the machines, or their backups."
          - Required if the job has no O(source) yet.
        type: str
        choices: [ProductionStorage, BackupFiles]
      repositories:
        description:
          - "Repositories with the backups, with O(source.type=BackupFiles). The list replaces the current one."
        type: list
        elements: str
  host:
    description:
      - "Host or cluster that gets the replicas."
      - "Name it by any suboptions that tell it from the others. The module takes the rest from the job or from the
        inventory."
      - Required to create a job.
    type: dict
    suboptions:
      name:
        description: Name of the object.
        type: str
      path:
        description:
          - Path of the object in the inventory, such as V(vcenter01.example.com/Production/app01), in the place of its
            name. The first part is the server.
        type: str
      type:
        description: "What kind of object it is. If omitted, it can be of any of these."
        type: str
        choices: [Host, Cluster]
      host_name:
        description: Name of the server that the object is on, as the inventory shows it.
        type: str
      object_id:
        description: "ID of the object on its platform."
        type: str
      urn:
        description: Path of IDs that leads to the object on its platform.
        type: str
  resource_pool:
    description:
      - "Resource pool or vApp that gets the replicas."
      - "Name it by any suboptions that tell it from the others. The module takes the rest from the job or from the
        inventory."
      - "If omitted, the server decides for a new job."
      - Required to create a job (O(api_version=1.2-rev1) or earlier).
    type: dict
    suboptions:
      name:
        description: Name of the object.
        type: str
      path:
        description:
          - Path of the object in the inventory, such as V(vcenter01.example.com/Production/app01), in the place of its
            name. The first part is the server.
        type: str
      type:
        description: "What kind of object it is. If omitted, it can be of any of these."
        type: str
        choices: [ResourcePool, VirtualApp]
      host_name:
        description: Name of the server that the object is on, as the inventory shows it.
        type: str
      object_id:
        description: "ID of the object on its platform."
        type: str
      urn:
        description: Path of IDs that leads to the object on its platform.
        type: str
  folder:
    description:
      - "Folder or datacenter that gets the replicas."
      - "Name it by any suboptions that tell it from the others. The module takes the rest from the job or from the
        inventory."
      - "If omitted, the server decides for a new job."
      - Required to create a job (O(api_version=1.2-rev1) or earlier).
    type: dict
    suboptions:
      name:
        description: Name of the object.
        type: str
      path:
        description:
          - Path of the object in the inventory, such as V(vcenter01.example.com/Production/app01), in the place of its
            name. The first part is the server.
        type: str
      type:
        description: "What kind of object it is. If omitted, it can be of any of these."
        type: str
        choices: [Folder, Datacenter]
      host_name:
        description: Name of the server that the object is on, as the inventory shows it.
        type: str
      object_id:
        description: "ID of the object on its platform."
        type: str
      urn:
        description: Path of IDs that leads to the object on its platform.
        type: str
  datastore:
    description:
      - "Datastore or datastore cluster that gets the files of the replicas."
      - "Name it by any suboptions that tell it from the others. The module takes the rest from the job or from the
        inventory."
      - "If omitted, the server decides for a new job."
      - Required to create a job (O(api_version=1.2-rev1) or earlier).
    type: dict
    suboptions:
      name:
        description: Name of the object.
        type: str
      path:
        description:
          - Path of the object in the inventory, such as V(vcenter01.example.com/Production/app01), in the place of its
            name. The first part is the server.
        type: str
      type:
        description: "What kind of object it is. If omitted, it can be of any of these."
        type: str
        choices: [Datastore, DatastoreCluster]
      host_name:
        description: Name of the server that the object is on, as the inventory shows it.
        type: str
      object_id:
        description: "ID of the object on its platform."
        type: str
      urn:
        description: Path of IDs that leads to the object on its platform.
        type: str
  file_locations:
    description:
      - "Other datastores for the files of single machines."
      - "An item for a machine that the job has an item for changes that item. O(file_locations_mode) says what happens
        to them."
      - "If omitted, all files of a new job are placed in O(datastore)."
    type: list
    elements: dict
    suboptions:
      machine:
        description:
          - "Virtual machine or container whose files these are."
          - Required in each item.
        type: dict
        suboptions:
          name:
            description: Name of the object.
            type: str
          path:
            description:
              - Path of the object in the inventory, such as V(vcenter01.example.com/Production/app01), in the place of
                its name. The first part is the server.
            type: str
          type:
            description: "What kind of object it is. If omitted, it is a virtual machine."
            type: str
            choices:
              - VirtualMachine
              - vCenterServer
              - Datacenter
              - Cluster
              - Host
              - ResourcePool
              - VirtualApp
              - Folder
              - Template
              - Datastore
              - DatastoreCluster
              - StoragePolicy
              - Tag
              - Category
              - Multitag
          host_name:
            description: Name of the server that the object is on, as the inventory shows it.
            type: str
          object_id:
            description: "ID of the object on its platform."
            type: str
          urn:
            description: Path of IDs that leads to the object on its platform.
            type: str
      configuration_datastore:
        description:
          - "Datastore for the configuration files of the replica."
          - Required in each item.
        type: dict
        suboptions:
          name:
            description: Name of the object.
            type: str
          path:
            description:
              - Path of the object in the inventory, such as V(vcenter01.example.com/Production/app01), in the place of
                its name. The first part is the server.
            type: str
          type:
            description: "What kind of object it is. If omitted, it can be of any of these."
            type: str
            choices: [Datastore, DatastoreCluster]
          host_name:
            description: Name of the server that the object is on, as the inventory shows it.
            type: str
          object_id:
            description: "ID of the object on its platform."
            type: str
          urn:
            description: Path of IDs that leads to the object on its platform.
            type: str
      disks:
        description: "Where the disks of the replica are placed. The list replaces the current one of the machine."
        type: list
        elements: dict
        suboptions:
          name:
            description:
              - "Name of the disk, in the words of the platform."
              - Required in each item.
            type: str
          datastore:
            description:
              - "Datastore for the disk."
              - Required in each item.
            type: dict
            suboptions:
              name:
                description: Name of the object.
                type: str
              path:
                description:
                  - Path of the object in the inventory, such as V(vcenter01.example.com/Production/app01), in the place
                    of its name. The first part is the server.
                type: str
              type:
                description: "What kind of object it is. If omitted, it can be of any of these."
                type: str
                choices: [Datastore, DatastoreCluster]
              host_name:
                description: Name of the server that the object is on, as the inventory shows it.
                type: str
              object_id:
                description: "ID of the object on its platform."
                type: str
              urn:
                description: Path of IDs that leads to the object on its platform.
                type: str
          type:
            description:
              - "How the space for the disk is provisioned. V(Source) does it as for the original disk."
              - Required in each item.
            type: str
            choices: [Source, Thick, Thin, ThickEagerZeroed]
  networks:
    description:
      - "Which network a replica is connected to in the place of each network of the original machines."
      - "An item for a source network that the job has an item for changes that item. O(networks_mode) says what happens
        to them."
      - "If omitted, a new job maps no networks."
    type: list
    elements: dict
    suboptions:
      source:
        description:
          - "Network of the original machines."
          - Required in each item.
        type: dict
        suboptions:
          name:
            description: Name of the object.
            type: str
          path:
            description:
              - Path of the object in the inventory, such as V(vcenter01.example.com/Production/app01), in the place of
                its name. The first part is the server.
            type: str
          type:
            description: "What kind of object it is. If omitted, it can be of any of these."
            type: str
            choices: [Network, DVSNetwork]
          host_name:
            description: Name of the server that the object is on, as the inventory shows it.
            type: str
          object_id:
            description: "ID of the object on its platform."
            type: str
          urn:
            description: Path of IDs that leads to the object on its platform.
            type: str
      target:
        description:
          - "Network for the replicas."
          - Required in each item.
        type: dict
        suboptions:
          name:
            description: Name of the object.
            type: str
          path:
            description:
              - Path of the object in the inventory, such as V(vcenter01.example.com/Production/app01), in the place of
                its name. The first part is the server.
            type: str
          type:
            description: "What kind of object it is. If omitted, it can be of any of these."
            type: str
            choices: [Network, DVSNetwork]
          host_name:
            description: Name of the server that the object is on, as the inventory shows it.
            type: str
          object_id:
            description: "ID of the object on its platform."
            type: str
          urn:
            description: Path of IDs that leads to the object on its platform.
            type: str
  re_ip_rules:
    description:
      - "Which IP addresses replicas get in the place of those of the original machines."
      - "A rule is recognized by its source address together with the subnet mask or prefix length. O(re_ip_rules_mode)
        says what happens to them."
      - "If omitted, a new job changes no addresses."
    type: list
    elements: dict
    suboptions:
      description:
        description: "Description of the rule."
        type: str
      type:
        description: "Version of the IP addresses. Give O(re_ip_rules[].ipv4) or O(re_ip_rules[].ipv6) with it."
        type: str
        choices: [IPv4, IPv6]
      ipv4:
        description: "Addresses of a rule with O(re_ip_rules[].type=IPv4)."
        type: dict
        suboptions:
          source_ip_address:
            description:
              - "IP address of the original machines, in the form that the server takes, such as V(192.0.2.*)."
              - Required if the job has no O(re_ip_rules[].ipv4) yet.
            type: str
          source_subnet_mask:
            description:
              - "Subnet mask of the original machines."
              - Required if the job has no O(re_ip_rules[].ipv4) yet.
            type: str
          target_ip_address:
            description:
              - "IP address of the replicas, in the same form."
              - Required if the job has no O(re_ip_rules[].ipv4) yet.
            type: str
          target_subnet_mask:
            description:
              - "Subnet mask of the replicas."
              - Required if the job has no O(re_ip_rules[].ipv4) yet.
            type: str
          target_default_gateway:
            description:
              - "Default gateway of the replicas."
              - Required if the job has no O(re_ip_rules[].ipv4) yet.
            type: str
          preferred_dns_server:
            description: "Preferred DNS server of the replicas."
            type: str
          alternate_dns_server:
            description: "Alternate DNS server of the replicas."
            type: str
          preferred_wins_server:
            description: "Preferred WINS server of the replicas."
            type: str
          alternate_wins_server:
            description: "Alternate WINS server of the replicas."
            type: str
      ipv6:
        description: "Addresses of a rule with O(re_ip_rules[].type=IPv6)."
        type: dict
        suboptions:
          source_ip_address:
            description:
              - "IP address of the original machines."
              - Required if the job has no O(re_ip_rules[].ipv6) yet.
            type: str
          source_prefix_length:
            description:
              - "Length of the subnet prefix of the original machines."
              - Required if the job has no O(re_ip_rules[].ipv6) yet.
            type: int
          target_ip_address:
            description:
              - "IP address of the replicas."
              - Required if the job has no O(re_ip_rules[].ipv6) yet.
            type: str
          target_prefix_length:
            description:
              - "Length of the subnet prefix of the replicas."
              - Required if the job has no O(re_ip_rules[].ipv6) yet.
            type: int
          target_default_gateway:
            description:
              - "Default gateway of the replicas."
              - Required if the job has no O(re_ip_rules[].ipv6) yet.
            type: str
          preferred_dns_server:
            description: "Preferred DNS server of the replicas."
            type: str
          alternate_dns_server:
            description: "Alternate DNS server of the replicas."
            type: str
  settings:
    description:
      - "How the job makes and keeps replicas."
      - "If omitted, the server decides for a new job."
    type: dict
    suboptions:
      metadata_repository:
        description:
          - "Repository for the metadata of the replicas."
          - Required if the job has no O(settings) yet.
        type: str
      replica_name_suffix:
        description:
          - "Text that the name of a replica has after the name of the original machine."
          - Required if the job has no O(settings) yet.
        type: str
      restore_points_to_keep:
        description:
          - "Number of restore points that are kept of each replica."
          - Required if the job has no O(settings) yet. At most 28.
        type: int
      advanced:
        description:
          - "Further settings of the replicas and of the job."
          - "If omitted, the server decides for a new job."
        type: dict
        suboptions:
          traffic:
            description: "What data is sent, and in which form."
            type: dict
            suboptions:
              exclude_swap_file_blocks:
                description: Whether swap files are left out.
                type: bool
              exclude_deleted_file_blocks:
                description: Whether deleted files are left out.
                type: bool
              compression_level:
                description:
                  - How much data is compressed.
                  - V(Auto) requires O(api_version=1.3-rev0) or later.
                type: str
                choices: [Auto, None, DedupFriendly, Optimal, High, Extreme]
              storage_optimization:
                description:
                  - Size of the blocks in which data is processed, or in API revision 1.2-rev1 the kind of repository
                    that the size is for.
                  - V(LocalTargetLarge), V(LocalTarget), V(LANTarget), V(WANTarget), V(LocalTargetLarge8192) and
                    V(LocalTargetLarge4096) require O(api_version=1.2-rev1) or earlier. V(256KB), V(512KB), V(1MB) and
                    V(4MB) require O(api_version=1.3-rev0) or later. V(8MB) requires O(api_version=1.3-rev2) or later.
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
          notifications:
            description: "Messages about the job."
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
                      - Required if the job has no O(settings.advanced.notifications.email) yet.
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
          vsphere:
            description: "Settings for machines of VMware vSphere."
            type: dict
            suboptions:
              vmware_tools_quiescence:
                description: Whether VMware Tools bring the files of a machine into a consistent state.
                type: bool
              changed_block_tracking:
                description: Changed block tracking.
                type: dict
                suboptions:
                  enabled:
                    description:
                      - Whether these settings apply.
                      - Required if the job has no O(settings.advanced.vsphere.changed_block_tracking) yet.
                    type: bool
                  enable_automatically:
                    description: Whether it is switched on for machines that do not have it.
                    type: bool
                  reset_on_active_full:
                    description: Whether it is reset before an active full backup.
                    type: bool
          storage_integration:
            description: "Use of the snapshots of storage systems."
            type: dict
            suboptions:
              enabled:
                description:
                  - Whether these settings apply.
                  - Required if the job has no O(settings.advanced.storage_integration) yet.
                type: bool
              processed_vms_limit_enabled:
                description: Whether the number of machines for each snapshot is limited.
                type: bool
              processed_vms_count:
                description: Largest number of machines for each snapshot.
                type: int
              failover_to_standard_backup:
                description: Whether a machine for which this fails is backed up without a storage snapshot.
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
                      - Required if the job has no O(settings.advanced.scripts.pre_command) yet.
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
                      - Required if the job has no O(settings.advanced.scripts.post_command) yet.
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
  data_transfer:
    description:
      - "Which way the data takes."
      - "If omitted, the server decides for a new job."
    type: dict
    suboptions:
      source_proxies:
        description:
          - "Backup proxies that read the data of the original machines."
          - Required if the job has no O(data_transfer) yet.
        type: dict
        suboptions:
          auto_select:
            description:
              - Whether the server selects among all.
              - Required if the job has no O(data_transfer.source_proxies) yet.
            type: bool
          proxies:
            description:
              - Backup proxies to use, where the server does not select them.
              - Names are those of VMware vSphere backup proxies.
              - Given by name or ID.
            type: list
            elements: str
      target_proxies:
        description:
          - "Backup proxies that write the data of the replicas."
          - Required if the job has no O(data_transfer) yet.
        type: dict
        suboptions:
          auto_select:
            description:
              - Whether the server selects among all.
              - Required if the job has no O(data_transfer.target_proxies) yet.
            type: bool
          proxies:
            description:
              - Backup proxies to use, where the server does not select them.
              - Names are those of VMware vSphere backup proxies.
              - Given by name or ID.
            type: list
            elements: str
      wan_acceleration:
        description:
          - "Whether the data goes through WAN accelerators."
          - "If omitted, a new job sends it directly."
        type: dict
        suboptions:
          mode:
            description:
              - Whether the data is sent directly, or through WAN accelerators.
              - Required if the job has no O(data_transfer.wan_acceleration) yet.
            type: str
            choices: [Direct, WANAccelerator]
          source:
            description:
              - WAN accelerator near the source.
              - Given by name or ID.
            type: str
          target:
            description:
              - WAN accelerator near the target.
              - Given by name or ID.
            type: str
  seeding:
    description:
      - "What the first replication starts from, so that less data is sent."
      - "If omitted, a new job sends all data."
    type: dict
    suboptions:
      initial:
        description: "Backups of the machines from which the replicas are made."
        type: dict
        suboptions:
          enabled:
            description:
              - "Whether replicas are made from backups."
              - Required if the job has no O(seeding.initial) yet.
            type: bool
          repository:
            description: "Repository with the backups."
            type: str
      replica_mapping:
        description: "Machines of the other site that become the replicas."
        type: dict
        suboptions:
          enabled:
            description:
              - "Whether machines that exist already become the replicas."
              - Required if the job has no O(seeding.replica_mapping) yet.
            type: bool
          rules:
            description: "Which machine becomes the replica of which. The list replaces the current one."
            type: list
            elements: dict
            suboptions:
              original:
                description:
                  - "Machine that is replicated."
                  - Required in each item.
                type: dict
                suboptions:
                  name:
                    description: Name of the object.
                    type: str
                  path:
                    description:
                      - Path of the object in the inventory, such as V(vcenter01.example.com/Production/app01), in the
                        place of its name. The first part is the server.
                    type: str
                  type:
                    description: "What kind of object it is. If omitted, it is a virtual machine."
                    type: str
                    choices:
                      - VirtualMachine
                      - vCenterServer
                      - Datacenter
                      - Cluster
                      - Host
                      - ResourcePool
                      - VirtualApp
                      - Folder
                      - Template
                      - Datastore
                      - DatastoreCluster
                      - StoragePolicy
                      - Tag
                      - Category
                      - Multitag
                  host_name:
                    description: Name of the server that the object is on, as the inventory shows it.
                    type: str
                  object_id:
                    description: "ID of the object on its platform."
                    type: str
                  urn:
                    description: Path of IDs that leads to the object on its platform.
                    type: str
              replica:
                description:
                  - "Machine that becomes its replica."
                  - Required in each item.
                type: dict
                suboptions:
                  name:
                    description: Name of the object.
                    type: str
                  path:
                    description:
                      - Path of the object in the inventory, such as V(vcenter01.example.com/Production/app01), in the
                        place of its name. The first part is the server.
                    type: str
                  type:
                    description: "What kind of object it is. If omitted, it is a virtual machine."
                    type: str
                    choices:
                      - VirtualMachine
                      - vCenterServer
                      - Datacenter
                      - Cluster
                      - Host
                      - ResourcePool
                      - VirtualApp
                      - Folder
                      - Template
                      - Datastore
                      - DatastoreCluster
                      - StoragePolicy
                      - Tag
                      - Category
                      - Multitag
                  host_name:
                    description: Name of the server that the object is on, as the inventory shows it.
                    type: str
                  object_id:
                    description: "ID of the object on its platform."
                    type: str
                  urn:
                    description: Path of IDs that leads to the object on its platform.
                    type: str
  guest_processing:
    description:
      - "How the job processes what runs inside of the machines."
      - "If omitted, the server decides for a new job."
    type: dict
    suboptions:
      application_aware:
        description:
          - "Replication of applications in a consistent state."
          - "If omitted, applications are not processed by a new job."
        type: dict
        suboptions:
          enabled:
            description:
              - Whether these settings apply.
              - Required if the job has no O(guest_processing.application_aware) yet.
            type: bool
          applications:
            description: "Settings of single machines and containers. The list replaces the current one."
            type: list
            elements: dict
            suboptions:
              machine:
                description:
                  - "Machine or container that has these settings."
                  - Required in each item.
                type: dict
                suboptions:
                  name:
                    description: Name of the object.
                    type: str
                  path:
                    description:
                      - Path of the object in the inventory, such as V(vcenter01.example.com/Production/app01), in the
                        place of its name. The first part is the server.
                    type: str
                  type:
                    description: "What kind of object it is. If omitted, it is a virtual machine."
                    type: str
                    choices:
                      - VirtualMachine
                      - vCenterServer
                      - Datacenter
                      - Cluster
                      - Host
                      - ResourcePool
                      - VirtualApp
                      - Folder
                      - Template
                      - Datastore
                      - DatastoreCluster
                      - StoragePolicy
                      - Tag
                      - Category
                      - Multitag
                  host_name:
                    description: Name of the server that the object is on, as the inventory shows it.
                    type: str
                  object_id:
                    description: "ID of the object on its platform."
                    type: str
                  urn:
                    description: Path of IDs that leads to the object on its platform.
                    type: str
              vss:
                description:
                  - What happens if applications cannot be brought into a consistent state.
                  - Required in each item.
                type: str
                choices: [RequireSuccess, IgnoreFailures, Disabled]
              use_persistent_guest_agent:
                description: Whether the agent stays on the machine.
                type: bool
              transaction_logs:
                description: Whether transaction logs are processed, or only copied.
                type: str
                choices: [Process, CopyOnly]
              sql:
                description: Transaction logs of Microsoft SQL Server.
                type: dict
                suboptions:
                  logs_processing:
                    description:
                      - What happens to the logs. Servers since 1.3-rev0 do not know V(Preserve).
                      - Required if the job has no O(guest_processing.application_aware.applications[].sql) yet.
                        V(Preserve) requires O(api_version=1.2-rev1) or earlier.
                    type: str
                    choices: [Truncate, Preserve, Backup, NeverTruncate]
                  backup_mins_count:
                    description: Number of minutes between two backups of the logs.
                    type: int
                  retain_log_backups:
                    description: How long backups of logs are kept.
                    type: str
                    choices: [UntilBackupDeleted, KeepOnlyDays]
                  keep_days_count:
                    description: Number of days for which backups of logs are kept.
                    type: int
                  log_shipping_servers:
                    description: Servers that transport the logs.
                    type: dict
                    suboptions:
                      auto_select:
                        description:
                          - Whether the server selects among all.
                          - Required if the job has no
                            O(guest_processing.application_aware.applications[].sql.log_shipping_servers) yet.
                        type: bool
                      servers:
                        description:
                          - Managed servers to use, where the server does not select them.
                          - Given by name or ID.
                        type: list
                        elements: str
              oracle:
                description: Archived logs of Oracle.
                type: dict
                suboptions:
                  use_guest_credentials:
                    description:
                      - Whether the credentials of the machine are used.
                      - Required if the job has no O(guest_processing.application_aware.applications[].oracle) yet.
                    type: bool
                  credentials:
                    description:
                      - Credentials of the database.
                      - Given by user name, description or ID.
                    type: str
                  archive_logs:
                    description:
                      - Which archived logs are deleted.
                      - Required if the job has no O(guest_processing.application_aware.applications[].oracle) yet.
                    type: str
                    choices: [Preserve, DeleteExpiredHours, DeleteExpiredGBs]
                  delete_hours_count:
                    description: Age in hours after which logs are deleted.
                    type: int
                  delete_gbs_count:
                    description: Size in gigabytes beyond which logs are deleted.
                    type: int
                  backup_logs:
                    description: Whether logs are backed up.
                    type: bool
                  backup_mins_count:
                    description: Number of minutes between two backups of the logs.
                    type: int
                  retain_log_backups:
                    description: How long backups of logs are kept.
                    type: str
                    choices: [UntilBackupDeleted, KeepOnlyDays]
                  keep_days_count:
                    description: Number of days for which backups of logs are kept.
                    type: int
                  log_shipping_servers:
                    description: Servers that transport the logs.
                    type: dict
                    suboptions:
                      auto_select:
                        description:
                          - Whether the server selects among all.
                          - Required if the job has no
                            O(guest_processing.application_aware.applications[].oracle.log_shipping_servers) yet.
                        type: bool
                      servers:
                        description:
                          - Managed servers to use, where the server does not select them.
                          - Given by name or ID.
                        type: list
                        elements: str
              postgresql:
                description:
                  - Write-ahead logs of PostgreSQL.
                  - Requires O(api_version=1.3-rev0) or later.
                type: dict
                suboptions:
                  use_guest_credentials:
                    description: Whether the credentials of the machine are used.
                    type: bool
                  credentials:
                    description:
                      - Credentials of the database.
                      - Given by user name, description or ID.
                    type: str
                  user_connection_type:
                    description: How the user logs in to the database.
                    type: str
                    choices: [Credentials, PasswordFile, Peer]
                  backup_logs:
                    description: Whether logs are backed up.
                    type: bool
                  backup_mins_count:
                    description: Number of minutes between two backups of the logs.
                    type: int
                  retain_log_backups:
                    description: How long backups of logs are kept.
                    type: str
                    choices: [UntilBackupDeleted, KeepOnlyDays]
                  keep_days_count:
                    description: Number of days for which backups of logs are kept.
                    type: int
                  log_shipping_servers:
                    description: Servers that transport the logs.
                    type: dict
                    suboptions:
                      auto_select:
                        description:
                          - Whether the server selects among all.
                          - Required if the job has no
                            O(guest_processing.application_aware.applications[].postgresql.log_shipping_servers) yet.
                        type: bool
                      servers:
                        description:
                          - Managed servers to use, where the server does not select them.
                          - Given by name or ID.
                        type: list
                        elements: str
                  temp_archive_logs_path:
                    description: Folder for logs that are not yet backed up.
                    type: str
              exclusions:
                description: Files that are left out, or are the only ones.
                type: dict
                suboptions:
                  exclusion_policy:
                    description:
                      - What the items are.
                      - Required if the job has no O(guest_processing.application_aware.applications[].exclusions) yet.
                    type: str
                    choices: [Disabled, ExcludeOnly, IncludeOnly]
                  items:
                    description: Files and folders.
                    type: list
                    elements: str
              scripts:
                description: Scripts that run inside of the machine.
                type: dict
                suboptions:
                  script_processing_mode:
                    description:
                      - Whether the scripts run, and what happens if one fails.
                      - Required if the job has no O(guest_processing.application_aware.applications[].scripts) yet.
                    type: str
                    choices: [DisableExec, IgnoreExecFailures, RequireSuccess]
                  windows_scripts:
                    description: Scripts of Windows machines.
                    type: dict
                    suboptions:
                      pre_freeze_script:
                        description: Path of the script before the snapshot.
                        type: str
                      post_thaw_script:
                        description: Path of the script after the snapshot.
                        type: str
                  linux_scripts:
                    description: Scripts of Linux machines.
                    type: dict
                    suboptions:
                      pre_freeze_script:
                        description: Path of the script before the snapshot.
                        type: str
                      post_thaw_script:
                        description: Path of the script after the snapshot.
                        type: str
      guest_interaction_proxies:
        description: Servers that reach into the machines.
        type: dict
        suboptions:
          auto_select:
            description:
              - Whether the server selects among all.
              - Required if the job has no O(guest_processing.guest_interaction_proxies) yet.
            type: bool
          servers:
            description:
              - Managed servers to use, where the server does not select them.
              - Given by name or ID.
            type: list
            elements: str
      guest_credentials:
        description: "Credentials for the machines."
        type: dict
        suboptions:
          use_agent_management_credentials:
            description:
              - Whether the credentials of the protection group are used.
              - If omitted, V(false) for a new job.
              - Requires O(api_version=1.3-rev0) or later.
            type: bool
          credentials:
            description:
              - Credentials for all machines that have none of their own.
              - Given by user name, description or ID.
              - Required if the job has no O(guest_processing.guest_credentials) yet (O(api_version=1.2-rev1) or
                earlier).
            type: str
          credentials_type:
            description:
              - Kind of these credentials. They need each other.
              - Required if the job has no O(guest_processing.guest_credentials) yet (O(api_version=1.2-rev1) or
                earlier). V(ManagedService) requires O(api_version=1.3-rev0) or later.
            type: str
            choices: [Standard, Linux, ManagedService]
          credentials_per_machine:
            description: "Credentials of single machines. The list replaces the current one."
            type: list
            elements: dict
            suboptions:
              machine:
                description:
                  - "Machine or container that has these credentials."
                  - Required in each item.
                type: dict
                suboptions:
                  name:
                    description: Name of the object.
                    type: str
                  path:
                    description:
                      - Path of the object in the inventory, such as V(vcenter01.example.com/Production/app01), in the
                        place of its name. The first part is the server.
                    type: str
                  type:
                    description: "What kind of object it is. If omitted, it is a virtual machine."
                    type: str
                    choices:
                      - VirtualMachine
                      - vCenterServer
                      - Datacenter
                      - Cluster
                      - Host
                      - ResourcePool
                      - VirtualApp
                      - Folder
                      - Template
                      - Datastore
                      - DatastoreCluster
                      - StoragePolicy
                      - Tag
                      - Category
                      - Multitag
                  host_name:
                    description: Name of the server that the object is on, as the inventory shows it.
                    type: str
                  object_id:
                    description: "ID of the object on its platform."
                    type: str
                  urn:
                    description: Path of IDs that leads to the object on its platform.
                    type: str
              windows_credentials:
                description:
                  - Credentials for Windows.
                  - Given by user name, description or ID.
                  - Requires O(api_version=1.2-rev1) or earlier.
                type: str
              linux_credentials:
                description:
                  - Credentials for Linux.
                  - Given by user name, description or ID.
                  - Requires O(api_version=1.2-rev1) or earlier.
                type: str
              credentials:
                description:
                  - Credentials of the machine.
                  - Given by user name, description or ID.
                  - Requires O(api_version=1.3-rev0) to O(api_version=1.3-rev1).
                type: str
              credentials_type:
                description:
                  - Kind of these credentials.
                  - Requires O(api_version=1.3-rev0) to O(api_version=1.3-rev1).
                type: str
                choices: [Standard, Linux, ManagedService]
              all_credentials:
                description:
                  - Credentials of the machine, at most one for Windows and one for Linux.
                  - Requires O(api_version=1.3-rev2) or later.
                type: list
                elements: dict
                suboptions:
                  credentials:
                    description:
                      - Credentials of the machine.
                      - Given by user name, description or ID.
                      - Required in each item.
                    type: str
                  credentials_type:
                    description:
                      - Kind of these credentials.
                      - Required in each item.
                    type: str
                    choices: [Standard, Linux, ManagedService]
              default:
                description:
                  - Whether the machine has the credentials of all machines.
                  - Requires O(api_version=1.3-rev0) or later.
                type: bool
  objects_mode:
    description:
      - "How O(objects) is applied to the objects of the job."
      - "V(merge) adds them. V(replace) removes all others. V(remove) removes them."
      - Has no effect without O(objects).
    type: str
    choices: [merge, replace, remove]
    default: merge
  excluded_objects_mode:
    description:
      - "How O(excluded_objects) is applied to the excluded objects of the job."
      - "V(merge) adds them. V(replace) removes all others. V(remove) removes them."
      - Has no effect without O(excluded_objects).
    type: str
    choices: [merge, replace, remove]
    default: merge
  disks_mode:
    description:
      - "How O(disks) is applied to the items for disks of the job."
      - "V(merge) adds them. V(replace) removes all others. V(remove) removes them."
      - Has no effect without O(disks).
    type: str
    choices: [merge, replace, remove]
    default: merge
  file_locations_mode:
    description:
      - "How O(file_locations) is applied to the file locations of the job."
      - "V(merge) adds them. V(replace) removes all others. V(remove) removes them."
      - Has no effect without O(file_locations).
    type: str
    choices: [merge, replace, remove]
    default: merge
  networks_mode:
    description:
      - "How O(networks) is applied to the mapped networks of the job."
      - "V(merge) adds them. V(replace) removes all others. V(remove) removes them."
      - Has no effect without O(networks).
    type: str
    choices: [merge, replace, remove]
    default: merge
  re_ip_rules_mode:
    description:
      - "How O(re_ip_rules) is applied to the rules of the job."
      - "V(merge) adds them. V(replace) removes all others. V(remove) removes them."
      - Has no effect without O(re_ip_rules).
    type: str
    choices: [merge, replace, remove]
    default: merge
"""

EXAMPLES = r"""
- name: Replicate machines to the host of another site every night, with the addresses of that site
  opendr.veeam.veeam_replica_job:
    name: Applications to the other site
    type: VSphereReplica
    objects:
      - name: app02
      - path: vcenter01.dr.example/Datacenter01/Production/Databases
        type: Folder
    host:
      name: esx03.dr.example
    resource_pool:
      path: vcenter01.dr.example/Cluster02/Recovered
    folder:
      path: vcenter01.dr.example/Datacenter02/Recovered
    datastore:
      name: datastore03
    networks:
      - source:
          path: vcenter01.dr.example/Datacenter01/VM Network
        target:
          path: vcenter01.dr.example/Datacenter02/VM Network
    re_ip_rules:
      - description: Servers
        type: IPv4
        ipv4:
          source_ip_address: 192.0.2.*
          source_subnet_mask: 255.255.255.0
          target_ip_address: 198.51.100.*
          target_subnet_mask: 255.255.255.0
          target_default_gateway: 198.51.100.1
    settings:
      metadata_repository: NFS Share 01
      replica_name_suffix: _replica
      restore_points_to_keep: 7
    schedule:
      run_automatically: true
      daily:
        enabled: true
        local_time: "22:00"
        daily_kind: Everyday

- name: Replicate another machine with the same job
  opendr.veeam.veeam_replica_job:
    name: Applications to the other site
    objects:
      - name: web01

- name: Make the first replicas from backups, so that less data is sent to the other site
  opendr.veeam.veeam_replica_job:
    name: Applications to the other site
    seeding:
      initial:
        enabled: true
        repository: NFS Share 01

- name: No longer replicate a machine
  opendr.veeam.veeam_replica_job:
    name: Applications to the other site
    objects_mode: remove
    objects:
      - name: web01

- name: Remove the job
  opendr.veeam.veeam_replica_job:
    name: Applications to the other site
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
      description: What the job replicates. It has one choice now, for machines of VMware vSphere.
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
      description: Virtual machines and containers that the job replicates, such as hosts, folders, and tags.
      type: list
      elements: dict
      contains:
        name:
          description: Name of the object.
          type: str
        type:
          description: What kind of object it is. If omitted, it is a virtual machine.
          type: str
        host_name:
          description: Name of the server that the object is on, as the inventory shows it.
          type: str
        object_id:
          description: ID of the object on its platform.
          type: str
        urn:
          description: Path of IDs that leads to the object on its platform.
          type: str
    excluded_objects:
      description: Virtual machines that the job does not replicate, although a container has them.
      type: list
      elements: dict
      contains:
        name:
          description: Name of the object.
          type: str
        type:
          description: What kind of object it is. If omitted, it is a virtual machine.
          type: str
        host_name:
          description: Name of the server that the object is on, as the inventory shows it.
          type: str
        object_id:
          description: ID of the object on its platform.
          type: str
        urn:
          description: Path of IDs that leads to the object on its platform.
          type: str
    disks:
      description: Which disks of a machine the job replicates, where that is not all of them.
      type: list
      elements: dict
      contains:
        machine:
          description: Virtual machine or container whose disks these are.
          type: dict
          contains:
            name:
              description: Name of the object.
              type: str
            type:
              description: What kind of object it is. If omitted, it is a virtual machine.
              type: str
            host_name:
              description: Name of the server that the object is on, as the inventory shows it.
              type: str
            object_id:
              description: ID of the object on its platform.
              type: str
            urn:
              description: Path of IDs that leads to the object on its platform.
              type: str
        disks_to_process:
          description: Whether all disks, the system disks, or the disks in O(disks[].disks) are backed up.
          type: str
        disks:
          description: Names of the disks, in the words of the platform.
          type: list
          elements: str
        remove_from_vm_configuration:
          description: Whether the other disks are removed from the configuration of the replica.
          type: bool
    source:
      description: Where the job reads the data of the machines.
      type: dict
      contains:
        type:
          description: Whether it reads the storage of the machines, or their backups.
          type: str
        repositories:
          description:
            - Repositories with the backups, with O(source.type=BackupFiles). The list replaces the current one.
          type: list
          elements: str
    host:
      description: Host or cluster that gets the replicas.
      type: dict
      contains:
        name:
          description: Name of the object.
          type: str
        type:
          description: What kind of object it is. If omitted, it can be of any of these.
          type: str
        host_name:
          description: Name of the server that the object is on, as the inventory shows it.
          type: str
        object_id:
          description: ID of the object on its platform.
          type: str
        urn:
          description: Path of IDs that leads to the object on its platform.
          type: str
    resource_pool:
      description: Resource pool or vApp that gets the replicas.
      type: dict
      contains:
        name:
          description: Name of the object.
          type: str
        type:
          description: What kind of object it is. If omitted, it can be of any of these.
          type: str
        host_name:
          description: Name of the server that the object is on, as the inventory shows it.
          type: str
        object_id:
          description: ID of the object on its platform.
          type: str
        urn:
          description: Path of IDs that leads to the object on its platform.
          type: str
    folder:
      description: Folder or datacenter that gets the replicas.
      type: dict
      contains:
        name:
          description: Name of the object.
          type: str
        type:
          description: What kind of object it is. If omitted, it can be of any of these.
          type: str
        host_name:
          description: Name of the server that the object is on, as the inventory shows it.
          type: str
        object_id:
          description: ID of the object on its platform.
          type: str
        urn:
          description: Path of IDs that leads to the object on its platform.
          type: str
    datastore:
      description: Datastore or datastore cluster that gets the files of the replicas.
      type: dict
      contains:
        name:
          description: Name of the object.
          type: str
        type:
          description: What kind of object it is. If omitted, it can be of any of these.
          type: str
        host_name:
          description: Name of the server that the object is on, as the inventory shows it.
          type: str
        object_id:
          description: ID of the object on its platform.
          type: str
        urn:
          description: Path of IDs that leads to the object on its platform.
          type: str
    file_locations:
      description: Other datastores for the files of single machines.
      type: list
      elements: dict
      contains:
        machine:
          description: Virtual machine or container whose files these are.
          type: dict
          contains:
            name:
              description: Name of the object.
              type: str
            type:
              description: What kind of object it is. If omitted, it is a virtual machine.
              type: str
            host_name:
              description: Name of the server that the object is on, as the inventory shows it.
              type: str
            object_id:
              description: ID of the object on its platform.
              type: str
            urn:
              description: Path of IDs that leads to the object on its platform.
              type: str
        configuration_datastore:
          description: Datastore for the configuration files of the replica.
          type: dict
          contains:
            name:
              description: Name of the object.
              type: str
            type:
              description: What kind of object it is. If omitted, it can be of any of these.
              type: str
            host_name:
              description: Name of the server that the object is on, as the inventory shows it.
              type: str
            object_id:
              description: ID of the object on its platform.
              type: str
            urn:
              description: Path of IDs that leads to the object on its platform.
              type: str
        disks:
          description: Where the disks of the replica are placed. The list replaces the current one of the machine.
          type: list
          elements: dict
          contains:
            name:
              description: Name of the disk, in the words of the platform.
              type: str
            datastore:
              description: Datastore for the disk.
              type: dict
              contains:
                name:
                  description: Name of the object.
                  type: str
                type:
                  description: What kind of object it is. If omitted, it can be of any of these.
                  type: str
                host_name:
                  description: Name of the server that the object is on, as the inventory shows it.
                  type: str
                object_id:
                  description: ID of the object on its platform.
                  type: str
                urn:
                  description: Path of IDs that leads to the object on its platform.
                  type: str
            type:
              description: How the space for the disk is provisioned. V(Source) does it as for the original disk.
              type: str
    networks:
      description: Which network a replica is connected to in the place of each network of the original machines.
      type: list
      elements: dict
      contains:
        source:
          description: Network of the original machines.
          type: dict
          contains:
            name:
              description: Name of the object.
              type: str
            type:
              description: What kind of object it is. If omitted, it can be of any of these.
              type: str
            host_name:
              description: Name of the server that the object is on, as the inventory shows it.
              type: str
            object_id:
              description: ID of the object on its platform.
              type: str
            urn:
              description: Path of IDs that leads to the object on its platform.
              type: str
        target:
          description: Network for the replicas.
          type: dict
          contains:
            name:
              description: Name of the object.
              type: str
            type:
              description: What kind of object it is. If omitted, it can be of any of these.
              type: str
            host_name:
              description: Name of the server that the object is on, as the inventory shows it.
              type: str
            object_id:
              description: ID of the object on its platform.
              type: str
            urn:
              description: Path of IDs that leads to the object on its platform.
              type: str
    re_ip_rules:
      description: Which IP addresses replicas get in the place of those of the original machines.
      type: list
      elements: dict
      contains:
        description:
          description: Description of the rule.
          type: str
        type:
          description: Version of the IP addresses. Give O(re_ip_rules[].ipv4) or O(re_ip_rules[].ipv6) with it.
          type: str
        ipv4:
          description: Addresses of a rule with O(re_ip_rules[].type=IPv4).
          type: dict
          contains:
            source_ip_address:
              description:
                - IP address of the original machines, in the form that the server takes, such as V(192.0.2.*).
              type: str
            source_subnet_mask:
              description: Subnet mask of the original machines.
              type: str
            target_ip_address:
              description: IP address of the replicas, in the same form.
              type: str
            target_subnet_mask:
              description: Subnet mask of the replicas.
              type: str
            target_default_gateway:
              description: Default gateway of the replicas.
              type: str
            preferred_dns_server:
              description: Preferred DNS server of the replicas.
              type: str
            alternate_dns_server:
              description: Alternate DNS server of the replicas.
              type: str
            preferred_wins_server:
              description: Preferred WINS server of the replicas.
              type: str
            alternate_wins_server:
              description: Alternate WINS server of the replicas.
              type: str
        ipv6:
          description: Addresses of a rule with O(re_ip_rules[].type=IPv6).
          type: dict
          contains:
            source_ip_address:
              description: IP address of the original machines.
              type: str
            source_prefix_length:
              description: Length of the subnet prefix of the original machines.
              type: int
            target_ip_address:
              description: IP address of the replicas.
              type: str
            target_prefix_length:
              description: Length of the subnet prefix of the replicas.
              type: int
            target_default_gateway:
              description: Default gateway of the replicas.
              type: str
            preferred_dns_server:
              description: Preferred DNS server of the replicas.
              type: str
            alternate_dns_server:
              description: Alternate DNS server of the replicas.
              type: str
    settings:
      description:
        - How the job makes and keeps replicas.
        - Its properties are the suboptions of O(settings).
      type: dict
    data_transfer:
      description: Which way the data takes.
      type: dict
      contains:
        source_proxies:
          description: Backup proxies that read the data of the original machines.
          type: dict
          contains:
            auto_select:
              description: Whether the server selects among all.
              type: bool
            proxies:
              description: Backup proxies to use, where the server does not select them.
              type: list
              elements: str
        target_proxies:
          description: Backup proxies that write the data of the replicas.
          type: dict
          contains:
            auto_select:
              description: Whether the server selects among all.
              type: bool
            proxies:
              description: Backup proxies to use, where the server does not select them.
              type: list
              elements: str
        wan_acceleration:
          description: Whether the data goes through WAN accelerators.
          type: dict
          contains:
            mode:
              description: Whether the data is sent directly, or through WAN accelerators.
              type: str
            source:
              description: WAN accelerator near the source.
              type: str
            target:
              description: WAN accelerator near the target.
              type: str
    seeding:
      description: What the first replication starts from, so that less data is sent.
      type: dict
      contains:
        initial:
          description: Backups of the machines from which the replicas are made.
          type: dict
          contains:
            enabled:
              description: Whether replicas are made from backups.
              type: bool
            repository:
              description: Repository with the backups.
              type: str
        replica_mapping:
          description: Machines of the other site that become the replicas.
          type: dict
          contains:
            enabled:
              description: Whether machines that exist already become the replicas.
              type: bool
            rules:
              description: Which machine becomes the replica of which. The list replaces the current one.
              type: list
              elements: dict
              contains:
                original:
                  description: Machine that is replicated.
                  type: dict
                  contains:
                    name:
                      description: Name of the object.
                      type: str
                    type:
                      description: What kind of object it is. If omitted, it is a virtual machine.
                      type: str
                    host_name:
                      description: Name of the server that the object is on, as the inventory shows it.
                      type: str
                    object_id:
                      description: ID of the object on its platform.
                      type: str
                    urn:
                      description: Path of IDs that leads to the object on its platform.
                      type: str
                replica:
                  description: Machine that becomes its replica.
                  type: dict
                  contains:
                    name:
                      description: Name of the object.
                      type: str
                    type:
                      description: What kind of object it is. If omitted, it is a virtual machine.
                      type: str
                    host_name:
                      description: Name of the server that the object is on, as the inventory shows it.
                      type: str
                    object_id:
                      description: ID of the object on its platform.
                      type: str
                    urn:
                      description: Path of IDs that leads to the object on its platform.
                      type: str
    guest_processing:
      description:
        - How the job processes what runs inside of the machines.
        - Its properties are the suboptions of O(guest_processing).
      type: dict
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.replica_job import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
