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
  - Brings the instant recovery of a machine to the requested state - published from its backup, migrated to production,
    switched over, or removed.
  - Each run reads the mounts and sessions from the server and does only what is missing. If a run was killed, run the
    task again. It continues with the existing mount or session, and never starts a second one for the same machine.
  - A mount is recognized by the name of the recovered machine, which is O(vm_name) or the name of the backed-up
    machine, or by O(mount_id). An existing mount keeps its restore point, even if there is a newer one.
  - In check mode nothing is changed. RV(steps) has the operations that would run, RV(restore_point) the source, and
    RV(recovery) the target.
  - The account needs the role Veeam Backup Administrator or Veeam Restore Operator. Migration and switchover of Azure
    recoveries, and the settings of the switchover, need Veeam Backup Administrator.
  - For O(platform=azure), the template of the helper appliance has to be deployed before the first recovery, in the
    Veeam Backup & Replication console or with the cmdlet C(Deploy-VBRAzureApplianceTemplate). The REST API cannot
    deploy it.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.restore_point
  - opendr.veeam.waiting
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
  - opendr.veeam.again
seealso:
  - module: opendr.veeam.veeam_instant_recovery_info
  - module: opendr.veeam.veeam_session
options:
  platform:
    description:
      - Platform to which the machine is recovered. It decides what other options there are. With an option of another
        platform, the task fails before anything is sent.
    type: str
    choices: [vsphere, hyperv, azure]
    required: true
  state:
    description:
      - V(mounted) publishes the machine from its backup. If the machine is being migrated, or was migrated after
        O(since), nothing is done.
      - V(migrated) moves the machine to production. A machine that is not published is published first. On Azure, the
        task ends when the machine can be switched over, or was switched over because of O(switchover_settings).
      - V(switched_over) is only for O(platform=azure). It does the same as V(migrated), then switches over as soon as
        possible.
      - V(absent) unpublishes the machine and discards all changes in it. A migrated machine stays in production. If
        nothing is published, nothing is done. The task fails while the machine is being migrated, except on Azure,
        where the migration is undone.
    type: str
    choices: [mounted, migrated, switched_over, absent]
    default: mounted
  mount_id:
    description:
      - ID of the mount to use, if several machines with the same name are published.
      - If omitted, the mount is found by the name of the recovered machine.
    type: str
  since:
    description:
      - Time such as V(2026-05-04T13:30:00Z). Recoveries of this machine that started earlier are ignored. Give the time
        of the incident, so that a migration after it is not repeated, and an older one does not block the task.
      - The time needs an offset, V(Z) for UTC or one such as V(+02:00), and must not be later than the clock of the
        server.
      - If omitted, it is the time at which the restore point was created.
      - Required with O(state=migrated) and O(state=switched_over) if an earlier recovery was completed, and
        O(restore_point) has neither an ID nor O(restore_point.before), and O(again=never). Otherwise the next backup
        creates a newer restore point, and the next run of the playbook would recover again.
    type: str
  type:
    description:
      - How to restore, with O(platform=vsphere) and O(platform=hyperv).
      - V(Customized), the default, restores to the O(destination), or next to the original with another O(vm_name). At
        least one of the two is required.
      - V(OriginalLocation) restores to the location of the original machine. O(overwrite) says whether an original that
        is still there may be overwritten.
      - V(OtherPlatform) restores a machine of another platform, or a physical machine, to the O(destination). It
        requires O(api_version=1.3-rev2) or later.
    type: str
    choices: [OriginalLocation, Customized, OtherPlatform]
  vm_name:
    description:
      - Name of the recovered machine. Not with O(type=OriginalLocation).
      - If omitted, the machine keeps its name.
    type: str
  destination:
    description:
      - Location of the recovered machine, with O(type=Customized) and O(type=OtherPlatform). Omitted suboptions are as
        in the original, as far as the server supports this.
    type: dict
    suboptions:
      host:
        description: Host or cluster to run the machine on. Required with O(type=OtherPlatform).
        type: dict
        suboptions: &object
          name:
            description:
              - Full name of the object in the inventory of the virtual infrastructure. The module searches all servers
                unless host_name is given. The task fails and lists the candidates if no object, or several, have this
                name.
            type: str
          path:
            description:
              - Path of the object with server, containers and name, such as
                V(vcenter01.example.com/Datacenter1/esx01.example.com). Use it instead of name and host_name. Containers
                distinguish objects of the same name. Other containers can be omitted.
            type: str
          host_name:
            description:
              - Server that has the object in its inventory - a vCenter server, a standalone host, or an SCVMM server or
                cluster.
            type: str
          type:
            description:
              - Type of the object in the API, such as V(Host) or V(Cluster). If omitted, all types that the option
                accepts are searched.
            type: str
          object_id:
            description:
              - ID of the object in the virtual infrastructure, such as V(host-21). If it is given together with name,
                host_name and type, the module sends the object without looking it up.
            type: str
          urn:
            description: Uniform resource name of the object. Used if the object is not looked up.
            type: str
          parent_object_id:
            description: ID of the parent object, on Hyper-V.
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
          - A helper appliance for the recovery. On vSphere it requires O(api_version=1.3-rev2) or later, on Hyper-V
            O(type=OtherPlatform). If omitted, none is used.
        type: dict
        suboptions:
          production_network:
            description: Network of the appliance. Required.
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
                description: Subnet mask of the appliance.
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
                description: Length of the subnet prefix of the appliance.
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
          - Whether the datastore of the published machine is mounted on all hosts of the cluster, so that the machine
            can move. Only with O(platform=vsphere). Requires O(api_version=1.3-rev2) or later.
        type: bool
      preserve_uuid:
        description: Whether the machine keeps the BIOS UUID of the original. Only with O(platform=hyperv).
        type: bool
      register_as_cluster_resource:
        description:
          - Whether the machine becomes a cluster resource, so that it moves to another node if the host fails. Only
            with O(platform=hyperv).
        type: bool
  datastore:
    description:
      - Where the files of the recovered machine are stored, with O(type=Customized) and O(type=OtherPlatform).
    type: dict
    suboptions:
      redirect_enabled:
        description:
          - Whether changes in the published machine are written to O(datastore.cache_datastore) instead of the mount
            server's cache. Only with O(platform=vsphere). If omitted, V(false) is used.
        type: bool
      cache_datastore:
        description: Datastore for the changes in the published machine. Only with O(platform=vsphere).
        type: dict
        suboptions: *object
      configuration_files_path:
        description: Absolute path on the host for the machine's configuration. Only with O(platform=hyperv).
        type: str
      disk_mappings:
        description:
          - Location of each disk. Only with O(platform=hyperv). Where disks are stored that are not listed is not
            documented.
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
            description: Path of the disk on the original host. Required with O(type=Customized).
            type: str
          disk_size:
            description:
              - Size of the disk in bytes. Required with O(type=Customized) with O(api_version=1.3-rev1) or earlier.
            type: int
          target_folder:
            description: Absolute path of the folder for the disk. Required for each disk.
            type: str
          disk_platform:
            description:
              - Platform of the disk in the restore point. Required with O(type=OtherPlatform), and only used with it.
            type: str
            choices: [VMware, CloudDirector, CustomPlatform, WindowsPhysical, LinuxPhysical]
          disk_type:
            description:
              - Type of the disk in the restore point. Required with O(type=OtherPlatform), and only used with it.
            type: str
            choices: [Unknown, Simple, Vi, Hv, HvRawDiskFile, EndPoint]
          disk_state:
            description:
              - State of the disk in the restore point. Only with O(type=OtherPlatform). If omitted, V(Processed) is
                used.
            type: str
            choices: [NotProcessed, InProcessing, PartiallyProcessed, Processed]
      allocate_required_disk_space:
        description: Whether the disk space for the migration is reserved in advance. Only with O(platform=hyperv).
        type: bool
  network_mappings:
    description:
      - Target network for each network of the machine. With O(platform=hyperv) and O(type=Customized) or
        O(type=OtherPlatform), and with O(platform=vsphere) and O(type=OtherPlatform). If omitted, the server decides.
    type: list
    elements: dict
    suboptions:
      source_network:
        description:
          - Network of the machine in the backup. With O(api_version=1.3-rev1) or earlier, an object in the inventory of
            Hyper-V. With O(api_version=1.3-rev2) or later, O(network_mappings[].source_network.id) and
            O(network_mappings[].source_network.name) of the network interface in the restore point. Required.
        type: dict
        suboptions:
          id:
            description: ID of the network interface in the restore point, with O(api_version=1.3-rev2) or later.
            type: str
          name:
            description:
              - Full name of the object in the inventory of the virtual infrastructure. The module searches all servers
                unless host_name is given. The task fails and lists the candidates if no object, or several, have this
                name.
            type: str
          path:
            description:
              - Path of the object with server, containers and name, such as
                V(vcenter01.example.com/Datacenter1/esx01.example.com). Use it instead of name and host_name. Containers
                distinguish objects of the same name. Other containers can be omitted.
            type: str
          host_name:
            description:
              - Server that has the object in its inventory - a vCenter server, a standalone host, or an SCVMM server or
                cluster.
            type: str
          type:
            description:
              - Type of the object in the API, such as V(Host) or V(Cluster). If omitted, all types that the option
                accepts are searched.
            type: str
          object_id:
            description:
              - ID of the object in the virtual infrastructure, such as V(host-21). If it is given together with name,
                host_name and type, the module sends the object without looking it up.
            type: str
          urn:
            description: Uniform resource name of the object. Used if the object is not looked up.
            type: str
          parent_object_id:
            description: ID of the parent object, on Hyper-V.
            type: str
      disconnect:
        description:
          - Whether the network adapter is disconnected instead. Only with O(platform=hyperv). If omitted, V(false) is
            used.
        type: bool
      target_network:
        description: Network of the recovered machine. Required on vSphere.
        type: dict
        suboptions: *object
  overwrite:
    description:
      - Whether an existing machine with this name is overwritten. What the server does if this is omitted is not
        documented.
      - Not for O(platform=azure). On Hyper-V not with O(type=OriginalLocation), and with O(api_version=1.2-rev1) only
        with O(type=Customized).
    type: bool
  overwrite_disks:
    description: Whether disk files of the same names are overwritten. Only with O(platform=hyperv).
    type: bool
  vm_tags_restore_enabled:
    description:
      - Whether the tags of the original are restored. Only with O(platform=vsphere), and not with
        O(type=OtherPlatform).
    type: bool
  nics_enabled:
    description:
      - Whether the recovered machine is connected to the network. Only with O(platform=vsphere). If omitted, the server
        decides.
    type: bool
  power_up:
    description:
      - Whether the recovered machine is started. Not for O(platform=azure), where the API has no such setting. If
        omitted, the server decides.
    type: bool
  reason:
    description: Reason for the recovery, which the server stores.
    type: str
  secure_restore:
    description:
      - Scan for malware before the machine is published. Not for O(platform=azure). If omitted, no scan is requested.
    type: dict
    suboptions:
      antivirus_scan_enabled:
        description: Whether the mount server's antivirus software scans the machine. If omitted, V(false) is used.
        type: bool
      yara_scan_enabled:
        description:
          - Whether the machine is scanned with O(secure_restore.yara_rule). Requires O(api_version=1.3-rev2) or later.
        type: bool
      yara_rule:
        description: Name of the YARA rule to scan with. Requires O(api_version=1.3-rev2) or later.
        type: str
      virus_detection_action:
        description:
          - What happens if malware is found. The machine is recovered without network, not recovered, or recovered
            normally.
        type: str
        choices: [DisableNetwork, AbortRecovery, Ignore]
      entire_volume_scan_enabled:
        description: Whether the scan continues after the first malware is found.
        type: bool
  share_credentials:
    description:
      - User name, description or ID of the credentials record for the network share with the restore point. Not for
        O(platform=azure). Requires O(api_version=1.3-rev2) or later.
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
        description: ID of the subscription in the cloud credentials of the backup server. Required.
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
        description: Types of single disks. Which types disks have that are not listed is not documented.
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
              - Whether the disk is recovered at all. If omitted, V(true) is used. Requires O(api_version=1.3-rev1) or
                later.
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
        description:
          - Azure virtual network, by its full Azure resource ID, such as V(/subscriptions/.../virtualNetworks/vnet-dr).
            That a name is enough is not documented. Required.
        type: str
      subnet:
        description:
          - Subnet of the machine, by its full Azure resource ID, such as
            V(/subscriptions/.../virtualNetworks/vnet-dr/subnets/machines). It must differ from O(appliance.subnet).
            Required.
        type: str
      network_security_group:
        description:
          - Network security group of the machine, by its full Azure resource ID, such as
            V(/subscriptions/.../networkSecurityGroups/nsg-dr). With O(api_version=1.3-rev2) or later, together with
            O(network.network_security_group_mode=Existing).
        type: str
      network_security_group_mode:
        description:
          - Whether the machine gets a new security group, none, or the one in O(network.network_security_group).
            Requires O(api_version=1.3-rev2) or later, where it is required.
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
        description:
          - Subnet of the appliance, by its full Azure resource ID. It must differ from O(network.subnet). Required.
        type: str
      storage_account:
        description: Name of the storage account in which the appliance is stored. If omitted, the server decides.
        type: str
  verify_vm_boot:
    description: Whether the server checks that the Azure machine has started. Only with O(platform=azure).
    type: bool
  migration:
    description:
      - Target of O(state=migrated), with O(platform=vsphere). Hyper-V migrates to the location where the machine was
        published.
    type: dict
    suboptions:
      host:
        description: Host or cluster to move the machine to. Required with O(api_version=1.3-rev1) or earlier.
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
        description: Datastore for the configuration of the machine. Requires O(api_version=1.3-rev2) or later.
        type: dict
        suboptions: *object
      disk_mappings:
        description: Datastores of single disks. Requires O(api_version=1.3-rev2) or later.
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
        description: Names or IDs of the VMware vSphere backup proxies that read. If omitted, the server decides.
        type: list
        elements: str
      target_proxies:
        description: Names or IDs of the VMware vSphere backup proxies that write. If omitted, the server decides.
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
      - When the migrated Azure machine replaces the published one, with O(platform=azure). The settings are sent with
        the migration. As long as the migration runs or waits for the switchover, they are compared with those on the
        server and changed if they differ.
      - If omitted, the settings on the server are not changed.
    type: dict
    suboptions:
      type:
        description:
          - When to switch over. With V(Auto), when the migration is done. With V(Manual), when a task asks for
            O(state=switched_over). With V(Scheduled), at O(switchover_settings.schedule_time). Required to start a
            migration with settings.
        type: str
        choices: [Auto, Manual, Scheduled]
      schedule_time:
        description:
          - Time of the switchover, such as V(2026-05-04T22:00:00Z). Required with
            O(switchover_settings.type=Scheduled).
        type: str
      verify_vm_boot:
        description: Whether the server checks, after the switchover, that the machine has started.
        type: bool
      power_on_vm:
        description: Whether the machine is started after the switchover.
        type: bool
  wait_timeout:
    description:
      - Number of seconds after which the task stops waiting and fails. The server continues its work. The message says
        how to continue waiting.
      - By default 8 hours, since the server copies entire machines when it migrates them.
    default: 28800
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

# network_id is like /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Network/virtualNetworks/<name>
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
      network: "{{ network_id }}"
      subnet: "{{ network_id }}/subnets/machines"
    appliance: &appliance
      subnet: "{{ network_id }}/subnets/appliances"
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
    - The operations that the task ran, in order - V(mount), V(migrate), V(change switchover settings), V(switchover),
      V(unmount). In check mode, the operations that it would run.
    - Empty if the recovery is already in the requested state, or an operation towards it is still running.
  returned: success
  type: list
  elements: str
  sample: [mount, migrate]
phase:
  description:
    - Phase of the recovery after the task - V(none), V(mounting), V(mounted), V(migrating), V(finishing), V(migrated),
      V(dismounting) or V(failed).
    - On Azure it is V(none), V(starting), V(mounted), V(migrating), V(ready to switch), V(switching), V(switched_over),
      V(stopping) or V(stopped). It is V(migrating with other settings) or V(ready to switch with other settings) if
      O(switchover_settings) differ from those on the server. It is V(ended) if the server itself ended the recovery
      after the migration, and no session shows a switchover. On Hyper-V it is V(ended) if the mount is gone, and the
      machine of that name in the inventory may be the original.
  returned: success
  type: str
  sample: mounted
mount:
  description:
    - The mount that publishes the machine. V(null) if there is none.
    - RV(mount.spec) are the options with which it was started.
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
      description: State of the mount on the server.
      returned: always
      type: str
      sample: Mounted
    session_id:
      description: ID of the session that published the machine. Not on Azure.
      returned: on vSphere and Hyper-V
      type: str
      sample: 9a2e4651-ba8c-45f7-9f06-4e6e76e610e7
    restore_point_id:
      description: ID of the restore point from which it is published.
      returned: always
      type: str
      sample: 40e66bd7-6f79-54a0-a644-057b7ed417b9
    restore_point_date:
      description: When the restore point was created.
      returned: on vSphere and Hyper-V, with O(api_version=1.3-rev0) or later
      type: str
      sample: "2026-05-04T07:51:25.191+00:00"
    host_name:
      description: Host that runs the machine.
      returned: on vSphere and Hyper-V, with O(api_version=1.3-rev0) or later
      type: str
      sample: esx02.example.com
    job_name:
      description: Job or backup of the restore point.
      returned: on vSphere and Hyper-V, with O(api_version=1.3-rev0) or later
      type: str
      sample: Nightly Servers
    error_message:
      description: The server's error message about the mount.
      returned: if the server returns it
      type: str
      sample: ""
    spec:
      description: The options with which the recovery was started.
      returned: always
      type: dict
      sample: {type: Customized, vm_name: app01-test}
restore_point:
  description:
    - The restore point from which the machine is, or would be, recovered. V(null) if none had to be chosen, for example
      with O(state=absent) and no mount.
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
      description: Age of the restore point in hours, by the clock of the server.
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
      description: ID of the backup that holds it.
      returned: always
      type: str
      sample: f81876b5-88c8-50c7-ad69-73f322bcd26e
    malware_status:
      description: Result of the malware detection.
      returned: always
      type: str
      sample: Clean
    session_result:
      description:
        - How the session that created it ended, such as V(Success) or V(Warning). V(unknown) if the server no longer
          has the session, so that nobody can tell whether the restore point is complete. V(not_checked) with
          O(restore_point.require_successful_session=false), and for the restore point of an existing mount.
      returned: always
      type: str
      sample: Success
    passed_over:
      description: Newer restore points that were not used, each with its id, its creation_time and the reason.
      returned: always
      type: list
      elements: dict
      sample:
        - id: 0d9f5d2a-2d21-5bd4-8c0e-f2ab1a0b4f0c
          creation_time: "2026-05-04T09:51:25.191+00:00"
          reason: its malware status is Infected
recovery:
  description:
    - What RV(steps) send to the server, with the names of the options and the inventory objects that were found -
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
  description: The switchover settings of a migration on Azure that runs or waits for the switchover.
  returned: with O(platform=azure), if there is such a migration
  type: dict
  sample: {type: Manual, verify_vm_boot: false, power_on_vm: true}
session:
  description:
    - The last session that the task started or waited for. The session of a mount runs as long as the machine is
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
        - V(ActionRequired) - A session waits for an action by a person.
        - V(AmbiguousName) - Several objects have the name that the task gives.
        - V(ApiError) - The server responded with an error, or with something that is not a response of its API.
        - V(AuthenticationFailed) - The server did not accept the account or the token.
        - V(CertificateRefused) - The certificate of the server is not trusted, has expired, or is for another name.
        - V(ConnectionFailed) - The server could not be reached, so nothing was changed.
        - V(InvalidOption) - An option has a value that is not valid for this object, type or API revision.
        - V(NoRestorePoint) - No restore point matches the task. The facts hold the reason for each that was not used.
        - V(NotConverged) - The server reported no error, but the object is not as the task describes it.
        - V(ObjectBusy) - Another task works on the object, and was not done in time. Nothing was changed.
        - V(ObjectNotFound) - Something named in the task does not exist on the server.
        - V(RecoveryBlocked) - The recovery is in a phase from which it cannot reach the requested state.
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.instant_recovery.module import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
