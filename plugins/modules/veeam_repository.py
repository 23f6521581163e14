#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_repository
short_description: Create, change and remove backup repositories of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Makes a backup repository as the task describes it - creates it, changes what differs, or removes it.
  - O(type) decides which other options a repository has. Each option names the types it is for; with another type it is
    refused before anything is sent. All types and their options are in one table on the page
    C(docs/repository_types.md).
  - On a repository that exists, an option that is left out is neither compared nor changed. On a new one, the server's
    default applies, and options the server cannot do without are asked for by the error message.
  - Within a group of options (O(share), O(account), O(mount_server) and the like) the same holds for each suboption.
  - Servers and credentials are given by name or by ID. What the module returns has names.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.waiting
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
options:
  state:
    description:
      - V(present) creates the repository, or changes what differs from the task.
      - V(absent) removes the repository from Veeam Backup & Replication. The backups in it stay on the disk unless
        O(delete_backups=true). All options that describe the repository are ignored then.
      - A repository that a job or a scale-out repository uses cannot be removed; the server's reason is in the message.
    type: str
    choices: [present, absent]
    default: present
  id:
    description:
      - ID of the repository, a UUID. It is needed to rename a repository, and where several have the same name.
      - A repository with this ID has to exist, except with O(state=absent).
      - If left out, the repository is looked up by O(name), which has to match exactly.
    type: str
  name:
    description:
      - Name of the repository, in the spelling the server has it. Veeam Backup & Replication does not let two
        repositories differ only in case.
      - Together with O(id) it is the name the repository is to have, so another name renames it.
      - Required unless O(id) is given.
    type: str
  type:
    description:
      - What the repository is made of. Required to create one; it cannot be changed afterwards.
      - V(WinLocal) and V(LinuxLocal) are disks of a managed server, V(LinuxHardened) such disks with immutable backups;
        V(Nfs) and V(Smb) are network shares.
      - V(AmazonS3), V(AmazonSnowballEdge), V(AzureBlob), V(AzureDataBox), V(GoogleCloud), V(IBMCloud), V(S3Compatible),
        V(WasabiCloud) and V(VeeamDataCloudVault) are object storage; V(AmazonS3Glacier), V(AzureArchive) and
        V(VeeamDataCloudVaultArchive) are object storage for the archive tier of scale-out repositories.
      - V(DellDataDomain), V(ExaGrid), V(Fujitsu), V(HPEStoreOnce), V(Infinidat) and V(QuantumDXi) are deduplicating
        storage appliances.
      - V(VeeamDataCloudVault) needs O(api_version=1.3-rev0) or newer; the appliances and V(VeeamDataCloudVaultArchive)
        need O(api_version=1.3-rev2).
    type: str
    choices:
      - WinLocal
      - LinuxLocal
      - LinuxHardened
      - Nfs
      - Smb
      - AmazonS3
      - AmazonSnowballEdge
      - GoogleCloud
      - S3Compatible
      - IBMCloud
      - WasabiCloud
      - AmazonS3Glacier
      - AzureBlob
      - AzureDataBox
      - AzureArchive
      - VeeamDataCloudVault
      - VeeamDataCloudVaultArchive
      - ExaGrid
      - Fujitsu
      - Infinidat
      - QuantumDXi
      - DellDataDomain
      - HPEStoreOnce
  description:
    description:
      - Text that the console shows beside the name.
      - If left out, a new repository has none. An empty text removes the present one.
    type: str
  import_backups:
    description:
      - Whether the server looks for backups that are in the storage already, and imports them.
      - Only takes effect when the repository is created; it is ignored for one that exists.
      - Needs O(api_version=1.3-rev0) or newer. If left out, the server decides.
    type: bool
  import_index:
    description:
      - Whether the index of guest file systems is imported along with the backups (see O(import_backups)).
      - Only takes effect when the repository is created; it is ignored for one that exists.
      - Needs O(api_version=1.3-rev0) or newer.
    type: bool
  overwrite_owner:
    description:
      - Whether this server takes over a storage that another backup server owns. The other one can no longer write
        there.
      - Only takes effect when the repository is created. If left out, the owner stays, and the server may refuse the
        storage.
    type: bool
  delete_backups:
    description:
      - Whether O(state=absent) also deletes the backup files in the repository. They cannot be brought back.
      - Without it, the files stay on the storage, and the server may refuse to remove a repository that holds backups.
      - It is not looked at with O(state=present).
    type: bool
  host:
    description:
      - Managed server whose storage the repository is on, by name or ID.
      - For O(type=WinLocal), O(type=LinuxLocal), O(type=LinuxHardened), O(type=ExaGrid), O(type=Fujitsu),
        O(type=Infinidat) and O(type=QuantumDXi). Required to create one of these.
    type: str
  path:
    description:
      - Folder of the backup files, as the host writes it (for example V(D:\\Backups) or V(/backups)), for the
        appliances the place in the storage.
      - For local repositories and appliances. Required to create one of these, but for O(type=LinuxHardened). Shares
        have O(share.path), object storage O(bucket.folder_name) or O(container.folder_name).
      - Another path makes the server look for the backups there; it moves no files.
    type: str
  share:
    description:
      - The network share and the way to it.
      - For O(type=Nfs) and O(type=Smb). Required to create one of these.
    type: dict
    suboptions:
      path:
        description:
          - Address of the share, V(server:/export/folder) for NFS, V(\\\\server\\share\\folder) for SMB.
          - Required to create the repository.
        type: str
      credentials:
        description:
          - Credentials record to open the share with, by user name, description or ID. Give the description or the ID
            where several records have the same user name.
          - For O(type=Smb). Required to create one with O(api_version=1.2-rev1) or O(api_version=1.3-rev0); later
            revisions can do without.
        type: str
      gateway_server:
        description:
          - Managed servers that carry the data between backup proxies and the share.
          - If left out for a new repository, the server chooses.
        type: dict
        suboptions:
          auto_select_enabled:
            description:
              - Whether the server chooses a gateway server by itself. With V(false), name them in
                O(share.gateway_server.gateway_servers).
              - Required where O(share.gateway_server) is given and the repository has none yet.
            type: bool
          gateway_servers:
            description:
              - Managed servers to use as gateways, by name or ID, in any order. The list replaces the present one.
            type: list
            elements: str
  account:
    description:
      - The account of the object storage, and how to connect to it.
      - For all types of object storage. Required to create one of these.
    type: dict
    suboptions:
      credentials:
        description:
          - Cloud credentials record to use, by its description, its account or access key, or its ID.
          - For all types of object storage but the Veeam Data Cloud Vault ones. Required to create one of these.
        type: str
      region_type:
        description:
          - Which of the provider's separate clouds the account is in.
          - For O(type=AmazonS3), O(type=AmazonS3Glacier), O(type=AzureBlob) and O(type=AzureArchive). Required to
            create one of these.
          - V(Germany) is for Azure with O(api_version=1.2-rev1) only.
        type: str
        choices: [Global, Government, China, Germany]
      region_id:
        description:
          - ID of the region the storage is in. For O(type=AmazonSnowballEdge) that is V(snow).
          - For O(type=AmazonSnowballEdge), O(type=GoogleCloud), O(type=IBMCloud), O(type=S3Compatible) and
            O(type=WasabiCloud). Required to create one of these. O(type=AmazonS3) has O(bucket.region_id).
        type: str
      service_point:
        description:
          - Address and port of the storage, for example V(https://s3.dr.example:9000).
          - For O(type=AmazonSnowballEdge), O(type=IBMCloud) and O(type=S3Compatible). Required to create one of these.
        type: str
      service_endpoint:
        description:
          - Address and port of the device.
          - For O(type=AzureDataBox). Required to create one.
        type: str
      connection_settings:
        description:
          - Who talks to the storage - the servers that hold the data, or gateways.
          - For all types of object storage. Required to create one of O(type=AzureArchive), O(type=AzureBlob),
            O(type=GoogleCloud), O(type=IBMCloud) and O(type=WasabiCloud). If left out for another new repository, the
            server chooses.
        type: dict
        suboptions:
          connection_type:
            description:
              - V(Direct) has each server connect by itself, V(SelectedGateway) has all data go through gateway servers.
              - Required where O(account.connection_settings) is given and the repository has none yet.
            type: str
            choices: [Direct, SelectedGateway]
          gateway_servers:
            description:
              - Managed servers to use as gateways, by name or ID, in any order. The list replaces the present one.
              - For O(account.connection_settings.connection_type=SelectedGateway).
            type: list
            elements: str
      vault:
        description:
          - The vault that was assigned to this backup server.
          - For O(type=VeeamDataCloudVault) and O(type=VeeamDataCloudVaultArchive). Required to create one of these.
        type: dict
        suboptions:
          vault_id:
            description:
              - ID of the vault. The API has no name for it that could be looked up.
              - Required to create the repository.
            type: str
          vault_name:
            description: Name of the vault. If left out, the server fills it in.
            type: str
          storage_container_name:
            description: Name of the container in the vault. If left out, the server fills it in.
            type: str
          region_id:
            description:
              - Region of the vault. If left out, the server fills it in.
              - Needs O(api_version=1.3-rev2).
            type: str
          is_initialized:
            description:
              - Whether the vault has been obtained and assigned to this backup server, which has to be done before.
              - Required to create the repository.
            type: bool
          folders:
            description: Folders of the vault. If left out, the server fills them in. The list replaces the present one.
            type: list
            elements: str
  bucket:
    description:
      - The bucket and the folder in it.
      - For O(type=AmazonS3), O(type=AmazonS3Glacier), O(type=AmazonSnowballEdge), O(type=GoogleCloud),
        O(type=IBMCloud), O(type=S3Compatible) and O(type=WasabiCloud). Required to create one of these.
    type: dict
    suboptions:
      region_id:
        description:
          - ID of the region the bucket is in, for example V(eu-central-1).
          - For O(type=AmazonS3) and O(type=AmazonS3Glacier). Required to create one of these.
        type: str
      bucket_name:
        description:
          - Name of the bucket. It has to exist, unless O(bucket.enable_auto_provision=true).
          - Required to create the repository, but for O(type=AmazonSnowballEdge).
        type: str
      folder_name:
        description:
          - Folder in the bucket that the repository uses. Two repositories cannot share one.
          - Required to create the repository, but for O(type=AmazonSnowballEdge).
        type: str
      use_deep_archive:
        description:
          - Whether backups that are kept for more than 180 days go to S3 Glacier Deep Archive, which costs less and
            takes longer to read.
          - For O(type=AmazonS3Glacier).
        type: bool
      infrequent_access_storage:
        description:
          - The storage class Standard-Infrequent Access, cheaper to keep and dearer to read.
          - For O(type=AmazonS3).
        type: dict
        suboptions:
          is_enabled:
            description: Whether new objects are stored in Standard-Infrequent Access.
            type: bool
          single_zone_enabled:
            description: Whether they are stored in one availability zone only (One Zone-Infrequent Access).
            type: bool
      nearline_storage_enabled:
        description:
          - Whether new objects are stored in the Nearline class.
          - For O(type=GoogleCloud).
        type: bool
      enable_auto_provision:
        description:
          - Whether the server creates further buckets by itself when one is full.
          - For O(type=S3Compatible). Needs O(api_version=1.3-rev1) or newer.
        type: bool
      workloads_per_bucket_limit:
        description:
          - How many workloads (machines, shares and the like) go into one bucket before the server creates the next.
          - For O(type=S3Compatible) with O(bucket.enable_auto_provision=true). Needs O(api_version=1.3-rev1) or newer.
        type: int
  container:
    description:
      - The container and the folder in it.
      - For O(type=AzureArchive), O(type=AzureBlob), O(type=AzureDataBox), O(type=VeeamDataCloudVault) and
        O(type=VeeamDataCloudVaultArchive). Required to create one of these.
    type: dict
    suboptions:
      container_name:
        description:
          - Name of the container, which has to exist.
          - For the Azure types. Required to create the repository, but for O(type=AzureDataBox).
        type: str
      folder_name:
        description:
          - Folder in the container, or in the vault, that the repository uses. Two repositories cannot share one.
          - Required to create the repository, but for O(type=AzureDataBox).
        type: str
  dell_data_domain:
    description:
      - The Dell Data Domain appliance and how to connect to it.
      - For O(type=DellDataDomain). Required to create one. Needs O(api_version=1.3-rev2).
    type: dict
    suboptions:
      dd_server_name:
        description: Name or address of the appliance.
        type: str
      credentials:
        description:
          - Credentials record of the DD Boost user, by user name, description or ID.
          - Required to create the repository.
        type: str
      use_fc_connectivity:
        description: Whether the gateway servers reach the appliance over Fibre Channel in place of the network.
        type: bool
      dd_boost_encryption_enabled:
        description: Whether data is encrypted on its way to the appliance.
        type: bool
      dd_boost_encryption_type:
        description: How strongly data is encrypted with O(dell_data_domain.dd_boost_encryption_enabled=true).
        type: str
        choices: [Medium, High]
      gateway_server:
        description:
          - Managed servers that carry the data to the appliance.
          - If left out for a new repository, the server chooses.
        type: dict
        suboptions:
          auto_select_enabled:
            description:
              - Whether the server chooses a gateway server by itself. With V(false), name them in
                O(dell_data_domain.gateway_server.gateway_servers).
            type: bool
          gateway_servers:
            description:
              - Managed servers to use as gateways, by name or ID, in any order. The list replaces the present one.
            type: list
            elements: str
  hpe_store_once:
    description:
      - The HPE StoreOnce appliance and how to connect to it.
      - For O(type=HPEStoreOnce). Required to create one. Needs O(api_version=1.3-rev2).
    type: dict
    suboptions:
      store_once_server_name:
        description:
          - Name or address of the appliance.
          - Required to create the repository.
        type: str
      credentials:
        description:
          - Credentials record of the Catalyst client, by user name, description or ID.
          - Required to create the repository.
        type: str
      use_fc_connectivity:
        description: Whether the gateway servers reach the appliance over Fibre Channel in place of the network.
        type: bool
      use_store_once_wan_link:
        description: Whether the appliance is at the other end of a slow line, so that less data is sent and more
          computed.
        type: bool
      gateway_server:
        description:
          - Managed servers that carry the data to the appliance.
          - If left out for a new repository, the server chooses.
        type: dict
        suboptions:
          auto_select_enabled:
            description:
              - Whether the server chooses a gateway server by itself. With V(false), name them in
                O(hpe_store_once.gateway_server.gateway_servers).
            type: bool
          gateway_servers:
            description:
              - Managed servers to use as gateways, by name or ID, in any order. The list replaces the present one.
            type: list
            elements: str
  task_limit_enabled:
    description:
      - Whether only O(max_task_count) tasks may use the repository at the same time. V(false) lifts the limit.
      - For all types but O(type=AmazonS3Glacier) and O(type=AzureArchive).
    type: bool
  max_task_count:
    description:
      - How many tasks may use the repository at the same time, with O(task_limit_enabled=true). A task is the work on
        one disk or file chain.
      - For all types but O(type=AmazonS3Glacier) and O(type=AzureArchive).
    type: int
  read_write_limit_enabled:
    description:
      - Whether reading and writing together are held to O(read_write_rate). V(false) lifts the limit.
      - For local repositories, shares and appliances.
    type: bool
  read_write_rate:
    description:
      - The most that is read and written, in the unit of the console, megabytes per second, with
        O(read_write_limit_enabled=true).
      - For local repositories, shares and appliances.
    type: int
  use_fast_cloning_on_xfs_volumes:
    description:
      - Whether synthetic full backups refer to blocks that are there already, which an XFS volume with reflink can do,
        in place of copying them.
      - For O(type=LinuxLocal), O(type=LinuxHardened), O(type=Fujitsu), O(type=Infinidat) and O(type=QuantumDXi).
    type: bool
  enable_governance_mode:
    description:
      - Whether recent backups are immutable in governance mode, which a privileged administrator can lift.
      - For O(type=LinuxLocal). Needs O(api_version=1.3-rev2).
    type: bool
  governance_mode_retention_days:
    description:
      - Days that backups are immutable with O(enable_governance_mode=true).
      - For O(type=LinuxLocal). Needs O(api_version=1.3-rev2).
    type: int
  make_recent_backups_immutable_days:
    description:
      - Days that backups are immutable. Nobody can change or delete them before, the backup administrator included.
      - A new number is for backups made from then on, and is not taken back from those made before.
      - For O(type=LinuxHardened).
    type: int
  advanced_settings:
    description:
      - How backup files are laid out on the storage. A change is for backup files made from then on.
      - For local repositories, shares and appliances.
    type: dict
    suboptions:
      align_data_blocks:
        description: Whether blocks of data begin at multiples of 4 KB, which helps storage that deduplicates fixed
          blocks.
        type: bool
      decompress_before_storing:
        description: Whether blocks are stored uncompressed, which helps storage that deduplicates or compresses by
          itself.
        type: bool
      rotated_drives:
        description: Whether the drive is exchanged for others now and then, so that a backup chain may be missing.
        type: bool
      per_vm_backup:
        description:
          - Whether each machine of a job has backup files of its own.
          - From version 13 on it is always V(true) for new repositories, and cannot be set back to V(false) for old
            ones.
        type: bool
      rotated_drive_cleanup_mode:
        description:
          - What happens with the backups on a drive that comes back, with O(advanced_settings.rotated_drives=true).
          - V(Disabled) goes on with the chain that is there, V(ClearBackupFolder) deletes the job's backups on the
            drive, V(ClearRepositoryFolder) deletes all backups on it.
        type: str
        choices: [Disabled, ClearBackupFolder, ClearRepositoryFolder]
  immutability:
    description:
      - How long nobody can change or delete the backups in object storage.
      - For O(type=AmazonS3), O(type=IBMCloud), O(type=S3Compatible), O(type=WasabiCloud), O(type=DellDataDomain) and
        O(type=HPEStoreOnce); with O(immutability.is_enabled) alone for O(type=AmazonS3Glacier); with
        O(api_version=1.3-rev0) or newer for O(type=AzureBlob), O(type=GoogleCloud), and with O(immutability.is_enabled)
        alone for O(type=AzureArchive).
      - Required to create O(type=VeeamDataCloudVault) or O(type=VeeamDataCloudVaultArchive).
      - Repositories on Linux hosts have O(make_recent_backups_immutable_days) and O(enable_governance_mode).
    type: dict
    suboptions:
      is_enabled:
        description: Whether backups are immutable. The bucket or container has to be prepared for it by its provider.
        type: bool
      days_count:
        description:
          - Days that backups are immutable.
          - Not for O(type=AmazonS3Glacier) and O(type=AzureArchive), where the backups' retention decides.
        type: int
      immutability_mode:
        description:
          - What the time counts by - V(RepositorySettings) uses O(immutability.days_count) for all backups,
            V(RetentionSettings) the retention of each job.
          - For object storage but O(type=AmazonS3Glacier) and O(type=AzureArchive). Needs O(api_version=1.3-rev0) or
            newer.
        type: str
        choices: [RepositorySettings, RetentionSettings]
  storage_consumption_limit:
    description:
      - How much the repository may hold, to keep the provider's bill in bounds. When it is full, no new job begins.
      - For O(type=AmazonS3), O(type=AmazonSnowballEdge), O(type=AzureBlob), O(type=GoogleCloud), O(type=IBMCloud),
        O(type=S3Compatible), O(type=WasabiCloud) and O(type=VeeamDataCloudVault).
    type: dict
    suboptions:
      is_enabled:
        description: Whether there is a limit.
        type: bool
      consumption_limit_count:
        description: The limit, in units of O(storage_consumption_limit.consumption_limit_kind).
        type: int
      consumption_limit_kind:
        description: The unit of O(storage_consumption_limit.consumption_limit_count), terabytes or petabytes.
        type: str
        choices: [TB, PB]
  proxy_appliance:
    description:
      - The helper that works on the data near the object storage, such as checking its health or moving it to an
        archive.
      - For O(type=AmazonS3), O(type=AmazonS3Glacier), O(type=AzureBlob), O(type=IBMCloud), O(type=S3Compatible),
        O(type=WasabiCloud), and O(type=AzureArchive), which cannot be created without.
      - If left out for a new repository, it has none.
    type: dict
    suboptions:
      subscription_id:
        description:
          - ID that Veeam Backup & Replication gave to the Azure subscription, not the one that Azure gave to it.
          - For O(type=AzureBlob) and O(type=AzureArchive). Required where the repository has no appliance yet.
        type: str
      instance_size:
        description: Size of the virtual machine in Azure. For O(type=AzureBlob) and O(type=AzureArchive).
        type: str
      resource_group:
        description: Resource group of the virtual machine. For O(type=AzureBlob) and O(type=AzureArchive).
        type: str
      virtual_network:
        description: Network that the virtual machine is connected to. For O(type=AzureBlob) and O(type=AzureArchive).
        type: str
      subnet:
        description: Subnet of that network. For O(type=AzureBlob) and O(type=AzureArchive).
        type: str
      ec2_instance_type:
        description: Type of the EC2 instance. For O(type=AmazonS3) and O(type=AmazonS3Glacier).
        type: str
      vpc_name:
        description: Name of the Amazon VPC to start the instance in. For O(type=AmazonS3) and O(type=AmazonS3Glacier).
        type: str
      vpc_id:
        description:
          - ID of the Amazon VPC, which tells it from others of the same name.
          - For O(type=AmazonS3) and O(type=AmazonS3Glacier).
        type: str
      subnet_name:
        description: Name of the subnet of the instance. For O(type=AmazonS3) and O(type=AmazonS3Glacier).
        type: str
      subnet_id:
        description:
          - ID of the subnet, which tells it from others of the same name.
          - For O(type=AmazonS3) and O(type=AmazonS3Glacier).
        type: str
      security_group:
        description: Security group of the instance. For O(type=AmazonS3) and O(type=AmazonS3Glacier).
        type: str
      redirector_port:
        description:
          - TCP port by which the appliance and the other servers talk to each other.
          - For O(type=AmazonS3), O(type=AmazonS3Glacier), O(type=AzureBlob) and O(type=AzureArchive).
        type: int
      managed_server:
        description:
          - Managed server that does the work, by name or ID.
          - For O(type=IBMCloud), O(type=S3Compatible) and O(type=WasabiCloud). Required where the repository has no
            appliance yet.
        type: str
  mount_server:
    description:
      - The servers on which backups are mounted to restore single files or start machines from them.
      - For local repositories, shares, appliances, O(type=AmazonS3), O(type=AmazonSnowballEdge), O(type=AzureBlob),
        O(type=GoogleCloud), O(type=IBMCloud), O(type=S3Compatible), O(type=WasabiCloud) and
        O(type=VeeamDataCloudVault).
      - Required to create a repository of one of these types, except with O(api_version=1.3-rev2), where the server
        chooses one by itself.
    type: dict
    suboptions:
      type:
        description:
          - Which of O(mount_server.windows) and O(mount_server.linux) are used.
          - Required where O(mount_server) is given and the repository has none yet. Needs O(api_version=1.3-rev0) or
            newer; 1.2-rev1 knows one mount server, O(mount_server.windows).
        type: str
        choices: [Windows, Linux, Both]
      windows:
        description:
          - The mount server for backups of Windows machines.
          - Required with O(mount_server.type=Windows) and O(mount_server.type=Both), and with O(api_version=1.2-rev1).
        type: dict
        suboptions:
          server:
            description:
              - Managed server to mount on, by name or ID.
              - Required where the repository has no such mount server yet.
            type: str
          write_cache_folder:
            description:
              - Folder on that server for what a machine writes while it runs from the backup.
              - Required where the repository has no such mount server yet.
            type: str
          vpower_nfs_enabled:
            description:
              - Whether the server offers backups to ESXi hosts as an NFS datastore, which Instant Recovery to VMware
                needs.
              - Required where the repository has no such mount server yet.
            type: bool
          vpower_nfs_port_settings:
            description: The ports of that NFS service. If left out for a new mount server, the usual ones are used.
            type: dict
            suboptions:
              mount_port:
                description: Port of the mount service.
                type: int
              vpower_nfs_port:
                description: Port of the NFS service.
                type: int
      linux:
        description:
          - The mount server for backups of Linux machines.
          - Required with O(mount_server.type=Linux) and O(mount_server.type=Both). Needs O(api_version=1.3-rev0) or
            newer.
        type: dict
        suboptions:
          server:
            description:
              - Managed server to mount on, by name or ID.
              - Required where the repository has no such mount server yet.
            type: str
          write_cache_folder:
            description:
              - Folder on that server for what a machine writes while it runs from the backup.
              - Required where the repository has no such mount server yet.
            type: str
          vpower_nfs_enabled:
            description:
              - Whether the server offers backups to ESXi hosts as an NFS datastore, which Instant Recovery to VMware
                needs.
              - Required where the repository has no such mount server yet.
            type: bool
          vpower_nfs_port_settings:
            description: The ports of that NFS service. If left out for a new mount server, the usual ones are used.
            type: dict
            suboptions:
              mount_port:
                description: Port of the mount service.
                type: int
              vpower_nfs_port:
                description: Port of the NFS service.
                type: int
notes:
  - Creating and changing a repository takes the server some time, in a session of type V(Infrastructure). The task
    waits for it unless O(wait=false).
  - Before a change is reported as done, the repository is read again and held to the task. What the server did not take
    over fails the task, a removal that waits for a second administrator's approval included.
  - O(host), O(path), bucket, container and share of a repository with backups in it should be changed only after the
    files have been moved, for the server moves none.
  - Secrets are not part of a repository. They are in the credentials records that it names.
seealso:
  - module: opendr.veeam.veeam_repository_info
  - module: opendr.veeam.veeam_session
  - name: Repository types
    description: Which options each type of repository has, and since which API revision.
    link: https://github.com/opendr/opendr.veeam/blob/main/docs/repository_types.md
"""

EXAMPLES = r"""
- name: Give the connection once for all tasks of a block or play
  module_defaults:
    group/opendr.veeam.vbr:
      url: "{{ veeam_vbr_url }}"
      username: "{{ veeam_vbr_username }}"
      password: "{{ veeam_vbr_password }}"
  block:
    - name: A folder on a Windows server
      opendr.veeam.veeam_repository:
        name: Windows Repository 02
        description: File servers
        type: WinLocal
        host: win-repo01.dr.example
        path: E:\Backups
        task_limit_enabled: true
        max_task_count: 8
        mount_server:
          type: Windows
          windows:
            server: win-repo01.dr.example
            write_cache_folder: E:\IRCache
            vpower_nfs_enabled: true

    - name: A folder on an XFS volume of a Linux server
      opendr.veeam.veeam_repository:
        name: Linux Repository 02
        type: LinuxLocal
        host: lnx-repo01.dr.example
        path: /srv/backups
        use_fast_cloning_on_xfs_volumes: true
        mount_server:
          type: Both
          windows:
            server: win-repo01.dr.example
            write_cache_folder: E:\IRCache
            vpower_nfs_enabled: true
          linux:
            server: lnx-repo01.dr.example
            write_cache_folder: /var/lib/veeam/IRCache
            vpower_nfs_enabled: false

# The connection of the tasks below is in module_defaults, or in the environment (VEEAM_VBR_URL and the like).
- name: A hardened repository, in which backups cannot be changed for 14 days
  opendr.veeam.veeam_repository:
    name: Hardened Repository 02
    type: LinuxHardened
    host: lnx-hardened01.dr.example
    path: /hardened/veeam
    use_fast_cloning_on_xfs_volumes: true
    make_recent_backups_immutable_days: 14
    mount_server:
      type: Windows
      windows:
        server: win-repo01.dr.example
        write_cache_folder: E:\IRCache
        vpower_nfs_enabled: true

- name: An NFS share, reached through one gateway server
  opendr.veeam.veeam_repository:
    name: NFS Share 02
    type: Nfs
    share:
      path: nas01.dr.example:/exports/veeam
      gateway_server:
        auto_select_enabled: false
        gateway_servers:
          - lnx-repo01.dr.example
    mount_server:
      type: Windows
      windows:
        server: win-repo01.dr.example
        write_cache_folder: E:\IRCache
        vpower_nfs_enabled: true

- name: An SMB share, held to 200 megabytes per second
  opendr.veeam.veeam_repository:
    name: SMB Share 02
    type: Smb
    share:
      path: \\nas01.dr.example\veeam
      credentials: Windows hosts and shares
      gateway_server:
        auto_select_enabled: true
    read_write_limit_enabled: true
    read_write_rate: 200
    mount_server:
      type: Windows
      windows:
        server: win-repo01.dr.example
        write_cache_folder: E:\IRCache
        vpower_nfs_enabled: true

- name: An S3 bucket at Amazon, for at most 20 TB
  opendr.veeam.veeam_repository:
    name: Amazon S3 02
    type: AmazonS3
    account:
      credentials: S3 and compatible storage
      region_type: Global
      connection_settings:
        connection_type: Direct
    bucket:
      region_id: eu-central-1
      bucket_name: dr-backups-02
      folder_name: veeam
      infrequent_access_storage:
        is_enabled: true
    storage_consumption_limit:
      is_enabled: true
      consumption_limit_count: 20
      consumption_limit_kind: TB
    mount_server:
      type: Windows
      windows:
        server: win-repo01.dr.example
        write_cache_folder: E:\IRCache
        vpower_nfs_enabled: true

- name: A bucket on S3 compatible storage, with backups that cannot be changed for 30 days
  opendr.veeam.veeam_repository:
    name: S3 Compatible 02
    type: S3Compatible
    account:
      credentials: S3 and compatible storage
      service_point: https://s3.dr.example:9000
      region_id: us-east-1
      connection_settings:
        connection_type: SelectedGateway
        gateway_servers:
          - win-repo01.dr.example
    bucket:
      bucket_name: dr-immutable
      folder_name: veeam
    immutability:
      is_enabled: true
      days_count: 30
      immutability_mode: RepositorySettings
    mount_server:
      type: Windows
      windows:
        server: win-repo01.dr.example
        write_cache_folder: E:\IRCache
        vpower_nfs_enabled: true

- name: A container in Azure
  opendr.veeam.veeam_repository:
    name: Azure Blob 02
    type: AzureBlob
    account:
      credentials: Azure storage account
      region_type: Global
      connection_settings:
        connection_type: Direct
    container:
      container_name: backups
      folder_name: veeam-02
    mount_server:
      type: Windows
      windows:
        server: win-repo01.dr.example
        write_cache_folder: E:\IRCache
        vpower_nfs_enabled: true

- name: A vault of Veeam Data Cloud that was assigned to this backup server before
  opendr.veeam.veeam_repository:
    name: Vault 01
    type: VeeamDataCloudVault
    account:
      vault:
        vault_id: vault-7d31
        is_initialized: true
    container:
      folder_name: veeam
    immutability:
      is_enabled: true
      days_count: 30
    mount_server:
      type: Windows
      windows:
        server: win-repo01.dr.example
        write_cache_folder: E:\IRCache
        vpower_nfs_enabled: true

- name: A Dell Data Domain appliance
  opendr.veeam.veeam_repository:
    api_version: "1.3-rev2"
    name: Data Domain 01
    type: DellDataDomain
    dell_data_domain:
      dd_server_name: dd01.dr.example
      credentials: Linux hosts
      dd_boost_encryption_enabled: true
      dd_boost_encryption_type: High
      gateway_server:
        auto_select_enabled: true
    path: veeam/backups
    immutability:
      is_enabled: true
      days_count: 14

- name: Change one value and leave everything else as it is
  opendr.veeam.veeam_repository:
    name: Windows Repository 02
    max_task_count: 4

- name: Rename the repository that every backup server is installed with
  opendr.veeam.veeam_repository:
    id: 88788f9e-d8f5-4eb4-bc4f-9b3f5403bcec
    name: System Disk

- name: Show what would change, without changing it
  opendr.veeam.veeam_repository:
    name: Linux Repository 02
    path: /srv/veeam
  check_mode: true
  diff: true

- name: Remove a repository and leave its backups on the storage
  opendr.veeam.veeam_repository:
    name: NFS Share 02
    state: absent

- name: Remove a repository and delete the backups in it
  opendr.veeam.veeam_repository:
    name: Windows Repository 01
    state: absent
    delete_backups: true
"""

RETURN = r"""
repository:
  description:
    - The repository as the server has it after the task, under the names of the options, with the names of servers and
      credentials in the place of their IDs.
    - In check mode, and with O(wait=false), as it will be.
    - Empty if the repository does not exist.
  returned: success
  type: dict
  sample:
    id: 3f6d3d0e-0b0e-4c39-9c1d-5f0a2a6f1b7e
    name: Windows Repository 02
    description: File servers
    type: WinLocal
    unique_id: 9f1c6a1e-52c0-4c0e-8f0b-0d9a4f6f3c11
    host: win-repo01.dr.example
    path: E:\Backups
    task_limit_enabled: true
    max_task_count: 8
    read_write_limit_enabled: false
    read_write_rate: 0
    advanced_settings:
      align_data_blocks: true
      decompress_before_storing: false
      per_vm_backup: true
      rotated_drives: false
    mount_server:
      type: Windows
      windows:
        server: win-repo01.dr.example
        write_cache_folder: E:\IRCache
        vpower_nfs_enabled: true
        vpower_nfs_port_settings:
          mount_port: 1058
          vpower_nfs_port: 2049
  contains:
    id:
      description: ID of the repository.
      type: str
      returned: if it exists
    unique_id:
      description: ID by which the storage knows the repository.
      type: str
      returned: if the server tells it
operation:
  description:
    - What was done, or in check mode would be done - V(create), V(update), V(delete) or V(none).
  returned: success
  type: str
  sample: update
changes:
  description:
    - The options in which a repository that existed differed from the task, each with its value before and after.
    - Empty if it was created, removed or left as it was.
  returned: success
  type: list
  elements: dict
  sample:
    - option: advanced_settings.per_vm_backup
      before: false
      after: true
  contains:
    option:
      description: Name of the option; that of a suboption follows a dot.
      type: str
    before:
      description: The value that the server had, V(null) if it had none.
      type: raw
    after:
      description: The value that it has now, or in check mode would have.
      type: raw
session:
  description:
    - The session in which the server created or changed the repository.
    - With O(wait=false) it is still running; M(opendr.veeam.veeam_session) waits for it.
  returned: if the server was asked to create or change a repository
  type: dict
  sample:
    id: 5e1b1c64-7f0e-4f0e-a1d6-0a3a0a7d1f52
    name: Adding repository Windows Repository 02
    type: Infrastructure
    state: Stopped
    result: Success
    message: Success
    progress_percent: 100
  contains:
    id:
      description: ID of the session.
      type: str
      returned: success
    name:
      description: What the server calls the session.
      type: str
      returned: success
    type:
      description: Type of the session.
      type: str
      returned: success
    state:
      description: V(Stopped) where the session has ended, else how far it is.
      type: str
      returned: success
    result:
      description: V(Success) or V(Warning) where the session has ended, else V(None).
      type: str
      returned: success
    message:
      description: What the server says about the result. With V(Warning) it is among the warnings of the task too.
      type: str
      returned: success
    progress_percent:
      description: How much of the work is done, in percent.
      type: int
      returned: success
error:
  description: The facts behind the message of a failed task.
  returned: failure
  type: dict
  contains:
    kind:
      description:
        - What went wrong, for C(rescue) to act on. V(InvalidOption), V(ImmutableOption), V(ObjectNotFound),
          V(AmbiguousName), V(ApiError), V(SessionFailed), V(SessionTimedOut), V(NotConverged),
          V(AuthenticationFailed) and V(ConnectionFailed) are the usual ones.
      type: str
      returned: failure
  sample:
    kind: ImmutableOption
    option: type
    current: WinLocal
    desired: LinuxLocal
"""

from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.repository import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
