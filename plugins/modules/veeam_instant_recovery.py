#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_instant_recovery
short_description: Bring machines back by instant recovery to vSphere, Hyper-V or Azure
version_added: 0.1.0
description:
  - Leads the instant recovery of a machine to the state that the task asks for - published from its backup, migrated to
    production, switched over, or gone.
  - Where the recovery stands is read from the server every time, its mounts and its sessions, and only what is missing
    is done. A task that ran before, or was killed at any point, is simply run again. It goes on with the mount or the
    session that is there, and never starts a second one of the same machine.
  - A mount is recognised by the name that the recovered machine has, O(vm_name) or the name of the backed-up machine,
    or by O(mount_id). Where there is one, its restore point stays, even if there is a newer one by now.
  - In check mode nothing is sent. RV(steps) then has the operations that would run, RV(restore_point) what from, and
    RV(recovery) where to.
  - Needs the role Veeam Backup Administrator or Veeam Restore Operator; migration and switchover of Azure recoveries
    need Veeam Backup Administrator.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.restore_point
  - opendr.veeam.waiting
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
seealso:
  - module: opendr.veeam.veeam_instant_recovery_info
  - module: opendr.veeam.veeam_session
options:
  platform:
    description:
      - Where the machine is recovered to, and so which other options it takes. An option of another platform is refused
        before anything is sent.
    type: str
    choices: [vsphere, hyperv, azure]
    required: true
  state:
    description:
      - V(mounted) publishes the machine from its backup. A machine that is being migrated, or has been since O(since),
        has gone further than that, and nothing is done.
      - V(migrated) moves it to production, publishing it first where it is not published. On Azure this ends when the
        machine is ready to be switched over, or has been switched over by O(switchover_settings).
      - V(switched_over) is for O(platform=azure). It migrates, publishing first where needed, and switches over as soon
        as the migration allows.
      - V(absent) takes a published machine back, with everything that changed in it. What has been migrated stays in
        production. Where nothing is published the task is done. A machine that is being migrated is not taken back,
        except on Azure, where the migration is undone.
    type: str
    choices: [mounted, migrated, switched_over, absent]
    default: mounted
  mount_id:
    description:
      - ID of the mount to go on with, where several machines of one name are published.
      - If omitted, the mount is looked up by the name of the recovered machine.
    type: str
  since:
    description:
      - Recoveries of this machine that started before this point in time do not count, such as V(2026-05-04T13:30:00Z).
        Give the time of the incident, so that a migration done since then is not done again and one of last year does
        not stand in the way.
      - If omitted, it is the time at which the restore point was created.
      - Needed with O(state=migrated) and O(state=switched_over) where an earlier recovery brought it to production and
        O(restore_point) gives neither an ID nor O(restore_point.before). The next backup makes a newer restore point,
        and a playbook that ran again would recover anew.
    type: str
  type:
    description:
      - How to restore, with O(platform=vsphere) and O(platform=hyperv).
      - V(Customized) puts the machine where O(destination) says, or beside the original under another O(vm_name). One
        of the two has to be given. It is the default.
      - V(OriginalLocation) puts it instead of the machine it is a backup of, which the server overwrites or refuses to,
        see O(overwrite). It has to be asked for.
      - V(OtherPlatform) puts a machine of another platform, or a physical one, where O(destination) says. It requires
        O(api_version=1.3-rev2).
    type: str
    choices: [OriginalLocation, Customized, OtherPlatform]
  vm_name:
    description:
      - Name of the recovered machine. Not with O(type=OriginalLocation).
      - If omitted, the machine keeps its name.
    type: str
  destination:
    description:
      - Where the recovered machine goes, with O(type=Customized) and O(type=OtherPlatform). What is left out is as in
        the original, as far as the server can.
    type: dict
    suboptions:
      host:
        description: Host or cluster to run the machine on. Required with O(type=OtherPlatform).
        type: dict
        suboptions: &object
          name:
            description:
              - Name of the object in the inventory of the virtual infrastructure, in full. It is looked up on all
                servers unless host_name names one. Several of that name, or none, fail the task, with a list of
                candidates.
            type: str
          path:
            description:
              - Server, containers and name of the object, such as
                V(vcenter01.example.com/Datacenter1/esx01.example.com), instead of name and server. Containers decide
                between objects of one name; those that do not matter for that can be left out.
            type: str
          host_name:
            description:
              - Server whose inventory has the object, a vCenter server, a standalone host, or an SCVMM server or
                cluster.
            type: str
          type:
            description:
              - Type of the object as the API names it, such as V(Host) or V(Cluster). If omitted, all types that make
                sense for the option are looked at.
            type: str
          object_id:
            description:
              - ID that the virtual infrastructure knows the object by, such as V(host-21). Given together with name,
                server and type, the object is sent as it is and nothing is looked up.
            type: str
          urn:
            description: Uniform resource name of the object, for an object that is given whole.
            type: str
          parent_object_id:
            description: ID of the object right above, on Hyper-V.
            type: str
      folder:
        description: Folder of the machine in the inventory. Only with O(platform=vsphere).
        type: dict
        suboptions: *object
      resource_pool:
        description: Resource pool of the machine. Only with O(platform=vsphere).
        type: dict
        suboptions: *object
      bios_uuid_policy:
        description:
          - Whether the machine keeps the BIOS UUID of the original or gets a new one. Only with O(platform=vsphere). If
            omitted, the server decides.
        type: str
        choices: [Preserve, GenerateNew]
      helper_appliance:
        description:
          - A helper appliance for machines that need one to start on the platform. On vSphere it requires
            O(api_version=1.3-rev2), on Hyper-V O(type=OtherPlatform). If omitted, none is used.
        type: dict
        suboptions:
          production_network:
            description: Network that the appliance is connected to. Required.
            type: dict
            suboptions: *object
          vlan_id:
            description: ID of the VLAN that the appliance uses. Only with O(platform=hyperv).
            type: int
          ipv4_address:
            description: IPv4 settings of the appliance.
            type: dict
            suboptions:
              obtain_ip_automatically:
                description: Whether the appliance gets its address by DHCP.
                type: bool
              obtain_dns_automatically:
                description: Whether the appliance gets its DNS servers by DHCP.
                type: bool
              ip_address:
                description: Address of the appliance.
                type: str
              subnet_mask:
                description: Subnet mask that goes with the address.
                type: str
              default_gateway:
                description: Default gateway of the appliance.
                type: str
              preferred_dns_server:
                description: First DNS server of the appliance.
                type: str
              alternate_dns_server:
                description: Second DNS server of the appliance.
                type: str
          ipv6_address:
            description: IPv6 settings of the appliance.
            type: dict
            suboptions:
              obtain_ip_automatically:
                description: Whether the appliance gets its address automatically.
                type: bool
              obtain_dns_automatically:
                description: Whether the appliance gets its DNS servers automatically.
                type: bool
              ip_address:
                description: Address of the appliance.
                type: str
              prefix_length:
                description: Length of the subnet prefix that goes with the address.
                type: int
              default_gateway:
                description: Default gateway of the appliance.
                type: str
              preferred_dns_server:
                description: First DNS server of the appliance.
                type: str
              alternate_dns_server:
                description: Second DNS server of the appliance.
                type: str
      enable_cluster_wide_mount:
        description:
          - Whether the datastore that the machine is published from is mounted on all hosts of the cluster, so that the
            machine can move. Only with O(platform=vsphere); requires O(api_version=1.3-rev2).
        type: bool
      preserve_uuid:
        description: Whether the machine keeps the BIOS UUID of the original. Only with O(platform=hyperv).
        type: bool
      register_as_cluster_resource:
        description:
          - Whether the machine becomes a resource of the cluster and fails over with it. Only with O(platform=hyperv).
        type: bool
  datastore:
    description: Where the files of the recovered machine go, with O(type=Customized) and O(type=OtherPlatform).
    type: dict
    suboptions:
      redirect_enabled:
        description:
          - Whether what changes in the published machine is written to O(datastore.cache_datastore) instead of the
            mount server's cache. Only with O(platform=vsphere), where it is V(false) if omitted.
        type: bool
      cache_datastore:
        description: Datastore for what changes in the published machine. Only with O(platform=vsphere).
        type: dict
        suboptions: *object
      configuration_files_path:
        description: Absolute path on the host for the machine's configuration. Only with O(platform=hyperv).
        type: str
      disk_mappings:
        description:
          - Where each disk goes. Only with O(platform=hyperv). Disks that are not listed go where the server puts them.
        type: list
        elements: dict
        suboptions:
          disk_uid:
            description: ID of the disk. Required for each disk.
            type: str
          disk_name:
            description: Name of the disk. Required for each disk.
            type: str
          disk_path:
            description: Path of the disk on the host that it was backed up from. Required with O(type=Customized).
            type: str
          disk_size:
            description: Size of the disk in bytes. Required with O(type=Customized) up to O(api_version=1.3-rev1).
            type: int
          target_folder:
            description: Absolute path of the folder for the disk. Required for each disk.
            type: str
          disk_platform:
            description:
              - Platform of the disk as the restore point has it. Required with O(type=OtherPlatform), and only there.
            type: str
            choices: [VMware, CloudDirector, CustomPlatform, WindowsPhysical, LinuxPhysical]
          disk_type:
            description:
              - Type of the disk as the restore point has it. Required with O(type=OtherPlatform), and only there.
            type: str
            choices: [Unknown, Simple, Vi, Hv, HvRawDiskFile, EndPoint]
          disk_state:
            description:
              - How much of the disk is in the backup, as the restore point has it. Only with O(type=OtherPlatform),
                where it is V(Processed) if omitted.
            type: str
            choices: [NotProcessed, InProcessing, PartiallyProcessed, Processed]
      allocate_required_disk_space:
        description: Whether the space that the migration will need is taken beforehand. Only with O(platform=hyperv).
        type: bool
  network_mappings:
    description:
      - Which network each network of the machine becomes. With O(platform=hyperv) and O(type=Customized) or
        O(type=OtherPlatform), and with O(platform=vsphere) and O(type=OtherPlatform). If omitted, the server decides.
    type: list
    elements: dict
    suboptions:
      source_network:
        description:
          - Network of the machine in the backup. Up to O(api_version=1.3-rev1) an object of the inventory of Hyper-V,
            since V(1.3-rev2) O(network_mappings[].source_network.id) and O(network_mappings[].source_network.name) of
            the interface in the restore point. Required.
        type: dict
        suboptions:
          id:
            description: ID of the network interface in the restore point, since O(api_version=1.3-rev2).
            type: str
          name:
            description:
              - Name of the object in the inventory of the virtual infrastructure, in full. It is looked up on all
                servers unless host_name names one. Several of that name, or none, fail the task, with a list of
                candidates.
            type: str
          path:
            description:
              - Server, containers and name of the object, such as
                V(vcenter01.example.com/Datacenter1/esx01.example.com), instead of name and server. Containers decide
                between objects of one name; those that do not matter for that can be left out.
            type: str
          host_name:
            description:
              - Server whose inventory has the object, a vCenter server, a standalone host, or an SCVMM server or
                cluster.
            type: str
          type:
            description:
              - Type of the object as the API names it, such as V(Host) or V(Cluster). If omitted, all types that make
                sense for the option are looked at.
            type: str
          object_id:
            description:
              - ID that the virtual infrastructure knows the object by, such as V(host-21). Given together with name,
                server and type, the object is sent as it is and nothing is looked up.
            type: str
          urn:
            description: Uniform resource name of the object, for an object that is given whole.
            type: str
          parent_object_id:
            description: ID of the object right above, on Hyper-V.
            type: str
      disconnect:
        description:
          - Whether the machine is not connected instead of this network. Only with O(platform=hyperv), where it is
            V(false) if omitted.
        type: bool
      target_network:
        description: Network to connect the machine to. Required on vSphere.
        type: dict
        suboptions: *object
  overwrite:
    description:
      - Whether a machine that has the name is overwritten. If omitted, the server refuses to, and the recovery fails.
      - Not for O(platform=azure). On Hyper-V not with O(type=OriginalLocation), and with O(api_version=1.2-rev1) only
        with O(type=Customized).
    type: bool
  overwrite_disks:
    description: Whether disk files of the same names are overwritten. Only with O(platform=hyperv).
    type: bool
  vm_tags_restore_enabled:
    description:
      - Whether the tags of the original are given to the recovered machine. Only with O(platform=vsphere), and not with
        O(type=OtherPlatform).
    type: bool
  nics_enabled:
    description:
      - Whether the recovered machine is connected to the network. Only with O(platform=vsphere). If omitted, the server
        decides.
    type: bool
  power_up:
    description:
      - Whether the recovered machine is started. Not for O(platform=azure), which always starts it. If omitted, the
        server decides.
    type: bool
  reason:
    description: Why the machine is recovered, for the server's records.
    type: str
  secure_restore:
    description:
      - Scan for malware before the machine is published. Not for O(platform=azure). If omitted, nothing is scanned.
    type: dict
    suboptions:
      antivirus_scan_enabled:
        description: Whether the mount server's antivirus software scans the machine. It is V(false) if omitted.
        type: bool
      yara_scan_enabled:
        description:
          - Whether the machine is scanned with O(secure_restore.yara_rule). Requires O(api_version=1.3-rev2).
        type: bool
      yara_rule:
        description: Name of the YARA rule to scan with. Requires O(api_version=1.3-rev2).
        type: str
      virus_detection_action:
        description:
          - What happens when something is found. The machine is recovered without network, not at all, or all the same.
        type: str
        choices: [DisableNetwork, AbortRecovery, Ignore]
      entire_volume_scan_enabled:
        description: Whether the scan goes on after the first find.
        type: bool
  share_credentials:
    description:
      - User name, description or ID of the credentials record for the network share that the restore point lies on. Not
        for O(platform=azure); requires O(api_version=1.3-rev2).
    type: str
  tags:
    description: Tags for the Azure machine. Only with O(platform=azure).
    type: list
    elements: dict
    suboptions:
      name:
        description: Name of the tag. Required.
        type: str
      value:
        description: Value of the tag.
        type: str
  subscription:
    description:
      - Azure subscription to recover to. Only with O(platform=azure), where it is required to publish a machine.
    type: dict
    suboptions:
      subscription_id:
        description: ID that the backup server knows the subscription by, from its cloud credentials. Required.
        type: str
      location:
        description: Azure region, such as V(westeurope). Required.
        type: str
  vm_size:
    description: Size of the Azure machine. Only with O(platform=azure), where it is required to publish a machine.
    type: dict
    suboptions:
      instance_size:
        description: Azure's name of the size, such as V(Standard_F4s_v2). Required.
        type: str
      disks:
        description: Types of single disks. Those of disks that are not listed are the server's choice.
        type: list
        elements: dict
        suboptions:
          disk_uid:
            description: ID of the disk in the restore point. Required.
            type: str
          disk_type:
            description: Azure disk type to use.
            type: str
            choices: [StandardHDD, StandardSSD, PremiumSSD]
          include:
            description:
              - Whether the disk is recovered at all. It is V(true) if omitted. Requires O(api_version=1.3-rev1).
            type: bool
  resource_group:
    description:
      - Resource group of the Azure machine, an existing or a new one. Only with O(platform=azure), where it is required
        to publish a machine.
    type: dict
    suboptions:
      resource_group:
        description: Name of an existing resource group.
        type: str
      new_resource_group_name:
        description: Name of a resource group that is created.
        type: str
  network:
    description: Network of the Azure machine. Only with O(platform=azure), where it is required to publish a machine.
    type: dict
    suboptions:
      network:
        description: Azure virtual network. Required.
        type: str
      subnet:
        description: Subnet of the machine, another one than O(appliance.subnet). Required.
        type: str
      network_security_group:
        description:
          - Network security group of the machine, by its name up to O(api_version=1.3-rev1), since V(1.3-rev2) by its
            Azure resource ID and with O(network.network_security_group_mode=Existing).
        type: str
      network_security_group_mode:
        description:
          - Whether the machine gets a new security group, none, or the one in O(network.network_security_group).
            Required with O(api_version=1.3-rev2), and only there.
        type: str
        choices: [CreateNew, DoNotAssign, Existing]
      assign_public_ip:
        description: Whether the machine gets a public address.
        type: bool
  appliance:
    description:
      - Helper appliance that publishes the machine in Azure. Only with O(platform=azure), where it is required to
        publish a machine.
    type: dict
    suboptions:
      subnet:
        description: Subnet of the appliance, another one than O(network.subnet). Required.
        type: str
      storage_account:
        description: Storage account that holds the appliance. If omitted, the server decides.
        type: str
  verify_vm_boot:
    description: Whether the server looks if the Azure machine has started well. Only with O(platform=azure).
    type: bool
  migration:
    description:
      - Where O(state=migrated) moves the machine to, with O(platform=vsphere). Hyper-V migrates to where the machine
        was published.
    type: dict
    suboptions:
      host:
        description: Host or cluster to move the machine to. Required up to O(api_version=1.3-rev1).
        type: dict
        suboptions: *object
      resource_pool:
        description: Resource pool to move the machine to.
        type: dict
        suboptions: *object
      folder:
        description: Folder to move the machine to.
        type: dict
        suboptions: *object
      datastore:
        description: Datastore for the disks of the machine. If omitted, the server decides.
        type: dict
        suboptions: *object
      configuration_file_datastore:
        description: Datastore for the configuration of the machine. Requires O(api_version=1.3-rev2).
        type: dict
        suboptions: *object
      disk_mappings:
        description: Datastores of single disks. Requires O(api_version=1.3-rev2).
        type: list
        elements: dict
        suboptions:
          disk_id:
            description: Number of the disk. Required for each disk.
            type: int
          disk_name:
            description: Name of the disk. Required for each disk.
            type: str
          disk_capacity:
            description: Capacity of the disk in bytes.
            type: float
          datastore:
            description: Datastore for the disk. Required for each disk.
            type: dict
            suboptions: *object
          disk_type:
            description: How the disk is provisioned. If omitted, the server decides.
            type: str
            choices: [Source, Thick, Thin, ThickEagerZeroed]
      source_proxies:
        description: Names or IDs of the backup proxies that read. If omitted, the server chooses.
        type: list
        elements: str
      target_proxies:
        description: Names or IDs of the backup proxies that write. If omitted, the server chooses.
        type: list
        elements: str
      veeam_qm_enabled:
        description:
          - Whether Veeam Quick Migration moves the machine instead of VMware vMotion. If omitted, the server decides.
        type: bool
      delete_source_vms_files:
        description: Whether the files of the published machine are removed after the migration.
        type: bool
  switchover_settings:
    description:
      - When the migrated Azure machine takes over, with O(platform=azure). They are sent with the migration. While it
        runs, or waits to be switched over, they are compared with those of the server, and changed where they differ.
      - If omitted, the server's are left alone.
    type: dict
    suboptions:
      type:
        description:
          - V(Auto) switches over when the migration is done, V(Manual) waits for O(state=switched_over), and
            V(Scheduled) for O(switchover_settings.schedule_time). Required to start a migration with settings.
        type: str
        choices: [Auto, Manual, Scheduled]
      schedule_time:
        description:
          - When to switch over, such as V(2026-05-04T22:00:00Z). Required with O(switchover_settings.type=Scheduled).
        type: str
      verify_vm_boot:
        description: Whether the server looks if the machine has started well after the switchover.
        type: bool
      power_on_vm:
        description: Whether the machine is started after the switchover.
        type: bool
"""

EXAMPLES = r"""
- name: Publish the newest clean restore point of a machine beside the original, off the network
  opendr.veeam.veeam_instant_recovery:
    platform: vsphere
    restore_point:
      name: app01
    vm_name: app01-test
    destination:
      host:
        name: esx02.dr.example
      resource_pool:
        path: vcenter01.dr.example/Cluster01/Recovered
    nics_enabled: false
    power_up: true
    reason: Monthly recovery test

- name: Take it back
  opendr.veeam.veeam_instant_recovery:
    platform: vsphere
    restore_point:
      name: app01
    vm_name: app01-test
    state: absent

- name: Put a machine back in its place and move it to production storage, unless that was done since the incident
  opendr.veeam.veeam_instant_recovery:
    platform: vsphere
    type: OriginalLocation
    restore_point:
      name: web01
      malware_status: [Clean]
    since: "2026-01-14T13:30:00Z"
    overwrite: true
    power_up: true
    migration:
      host:
        path: vcenter01.dr.example/Datacenter01/Cluster01
      datastore:
        name: datastore01
    state: migrated
    wait_timeout: 14400

- name: Publish a Hyper-V machine in another network
  opendr.veeam.veeam_instant_recovery:
    platform: hyperv
    restore_point:
      name: hv-web01
      platform: HyperV
    vm_name: hv-web01-test
    destination:
      host:
        name: hyperv01.dr.example
    network_mappings:
      - source_network:
          host_name: hyperv01.dr.example
          name: External
        target_network:
          host_name: hyperv01.dr.example
          name: Internal
    power_up: true

- name: Bring a physical server up in Azure and migrate it, to be switched over by hand
  opendr.veeam.veeam_instant_recovery:
    platform: azure
    restore_point:
      name: win-phys01
      platform: WindowsPhysical
    vm_name: win-phys01-azure
    subscription: &subscription
      subscription_id: 665ae973-d3e7-5ac2-b7b0-9acc331a0a7a
      location: westeurope
    vm_size: &size
      instance_size: Standard_F4s_v2
    resource_group: &group
      resource_group: recovery
    network: &network
      network: recovery-vnet
      subnet: servers
    appliance: &appliance
      subnet: appliances
    switchover_settings:
      type: Manual
      power_on_vm: true
    state: migrated

- name: Switch it over, from whatever is done of that
  opendr.veeam.veeam_instant_recovery:
    platform: azure
    restore_point:
      name: win-phys01
      platform: WindowsPhysical
    vm_name: win-phys01-azure
    subscription: *subscription
    vm_size: *size
    resource_group: *group
    network: *network
    appliance: *appliance
    state: switched_over

- name: Say what a recovery would do
  opendr.veeam.veeam_instant_recovery:
    platform: vsphere
    restore_point:
      name: app01
    vm_name: app01-test
    destination:
      host:
        name: esx02.dr.example
  check_mode: true
  register: plan
"""

RETURN = r"""
steps:
  description:
    - The operations that the task ran, in their order - V(mount), V(migrate), V(change switchover settings),
      V(switchover), V(unmount). In check mode those that it would run.
    - Empty where the recovery was there already, or well on its way.
  returned: success
  type: list
  elements: str
  sample: [mount, migrate]
phase:
  description:
    - Where the recovery stands now - V(none), V(mounting), V(mounted), V(migrating), V(finishing), V(migrated),
      V(dismounting) or V(failed).
    - On Azure V(none), V(starting), V(mounted), V(migrating), V(ready to switch), V(switching), V(switched_over),
      V(stopping) or V(stopped), and V(migrating with other settings) or V(ready to switch with other settings) where
      O(switchover_settings) are not the server's.
  returned: success
  type: str
  sample: mounted
mount:
  description:
    - The mount that publishes the machine, V(null) where there is none.
    - RV(mount.spec) is what it was started with, in the words of the options.
  returned: success
  type: dict
  contains:
    id:
      description: ID of the mount.
      returned: always
      type: str
      sample: f9d85589-a8e8-4959-a874-aad5b9a345a8
    vm_name:
      description: Name of the published machine.
      returned: always
      type: str
      sample: app01-test
    state:
      description: State of the mount, as the server calls it.
      returned: always
      type: str
      sample: Mounted
    session_id:
      description: ID of the session that published the machine. Not on Azure.
      returned: vSphere and Hyper-V
      type: str
      sample: 9a2e4651-ba8c-45f7-9f06-4e6e76e610e7
    restore_point_id:
      description: ID of the restore point that it is published from.
      returned: always
      type: str
      sample: 40e66bd7-6f79-54a0-a644-057b7ed417b9
    restore_point_date:
      description: When the restore point was created.
      returned: vSphere and Hyper-V, since API revision 1.3-rev0
      type: str
      sample: "2026-05-04T07:51:25.191+00:00"
    host_name:
      description: Host that runs the machine.
      returned: vSphere and Hyper-V, since API revision 1.3-rev0
      type: str
      sample: esx02.example.com
    job_name:
      description: Job, or backup, that the restore point is from.
      returned: vSphere and Hyper-V, since API revision 1.3-rev0
      type: str
      sample: Nightly Servers
    error_message:
      description: What went wrong with the mount, in the server's words.
      returned: if the server says something
      type: str
      sample: ""
    spec:
      description: What the recovery was started with, in the words of the options.
      returned: always
      type: dict
      sample: {type: Customized, vm_name: app01-test}
restore_point:
  description:
    - The restore point that the machine is, or would be, recovered from. V(null) where there was none to choose, as
      with O(state=absent) and nothing there.
  returned: success
  type: dict
  contains:
    id:
      description: ID of the restore point.
      returned: always
      type: str
      sample: 40e66bd7-6f79-54a0-a644-057b7ed417b9
    name:
      description: Name of the backed-up machine.
      returned: always
      type: str
      sample: app01
    creation_time:
      description: When it was created.
      returned: always
      type: str
      sample: "2026-05-04T07:51:25.191+00:00"
    age_hours:
      description: Its age in hours, by the clock of the server.
      returned: always
      type: float
      sample: 3.0
    type:
      description: Type of the restore point.
      returned: always
      type: str
      sample: Increment
    platform:
      description: Platform on which the machine was backed up.
      returned: always
      type: str
      sample: VMware
    backup_id:
      description: ID of the backup that has it.
      returned: always
      type: str
      sample: f81876b5-88c8-50c7-ad69-73f322bcd26e
    malware_status:
      description: What malware detection said of it.
      returned: always
      type: str
      sample: Clean
    passed_over:
      description: Newer restore points that were not taken, each with its id, its creation_time and the reason.
      returned: always
      type: list
      elements: dict
      sample:
        - id: 0d9f5d2a-2d21-5bd4-8c0e-f2ab1a0b4f0c
          creation_time: "2026-05-04T09:51:25.191+00:00"
          reason: its malware status is Infected
recovery:
  description:
    - What RV(steps) tell the server, in the words of the options and with the inventory objects that were found -
      V(spec) of a mount, V(migration) of a migration on vSphere.
  returned: success
  type: dict
  sample:
    spec:
      type: Customized
      vm_name: app01-test
      destination:
        host:
          name: esx02.example.com
          host_name: vcenter01.example.com
          type: Host
          object_id: host-21
switchover_settings:
  description: The switchover settings of a migration on Azure that runs or waits to be switched over.
  returned: O(platform=azure), while there is such a migration
  type: dict
  sample: {type: Manual, verify_vm_boot: false, power_on_vm: true}
session:
  description:
    - The last session that the task waited for, or started. The session of a mount goes on as long as the machine is
      published.
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
  sample:
    kind: RecoveryBlocked
    phase: failed
    reason: A virtual machine with the name app01 already exists.
  contains:
    kind:
      description:
        - What kind of failure it is, for C(rescue) to act on.
        - V(ActionRequired) - A session waits for a person.
        - V(AmbiguousName) - A name fits several objects; acting on the first would be a guess.
        - V(ApiError) - The server answered with an error status, or with something that is not an answer of its API.
        - V(AuthenticationFailed) - The server did not accept the account, or the token that was handed in.
        - V(CertificateRefused) - The server's certificate is not trusted, expired, or made out to another name.
        - V(ConnectionFailed) - The server was not reached, so it cannot have acted.
        - V(InvalidOption) - The task asks for something that this object, type or API revision does not have.
        - V(NoRestorePoint) - No restore point is as the task wants it; facts tell why each was passed over.
        - V(NotConverged) - The server reported no error, and yet the object is not as the task asked.
        - V(ObjectNotFound) - Something named in the task does not exist on the server.
        - V(RecoveryBlocked) - A recovery is where it cannot go on to what the task wants.
        - 'V(ResponseLost) - A write was sent and no usable answer came: the server may have acted or not.'
        - V(SessionFailed) - A server session ended without success; facts hold its id, result, reason and last log
          records.
        - V(SessionTimedOut) - A session was still running when C(wait_timeout) was over; it goes on on the server.
      type: str
"""

from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.instant_recovery.module import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
