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
  - Creates, changes or removes a backup repository, so that it is as the task describes it.
  - O(type) decides which other options a repository has. Each option names its types. With another type the task fails
    before anything is sent. The page C(docs/repository_types.md) has all types and their options in one table.
  - If the repository exists, an omitted option is neither compared nor changed. For a new repository, the server's
    default applies. If the server needs an option that is missing, the error message names it.
  - The same applies to each suboption of a group, such as O(share), O(account) or O(mount_server).
  - Servers and credentials are given by name or by ID. The result always has their names.
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
      - V(present) creates the repository, or changes the options that differ from the task.
      - V(absent) removes the repository from Veeam Backup & Replication. Its backup files stay on the storage unless
        O(delete_backups=true). Options that describe the repository are ignored.
      - The server refuses to remove a repository that a job or a scale-out repository uses. The message contains the
        server's reason.
    type: str
    choices: [present, absent]
    default: present
  id:
    description:
      - ID of the repository, a UUID.
      - Give it to rename a repository, or if several repositories have the same name.
      - A repository with this ID must exist, except with O(state=absent).
      - If omitted, the module finds the repository by O(name), which has to match exactly.
    type: str
  name:
    description:
      - Name of the repository.
      - Upper and lower case have to be as on the server. Veeam Backup & Replication does not accept two names that
        differ only in case.
      - 'Together with O(id), this is the new name: a repository with another name is renamed.'
      - Either O(name) or O(id) has to be given.
      - Required to create a repository.
    type: str
  type:
    description:
      - Type of the repository, which says where its backups are stored.
      - V(WinLocal) and V(LinuxLocal) are disks of a managed server. V(LinuxHardened) are such disks with immutable
        backups. V(Nfs) and V(Smb) are network shares.
      - V(AmazonS3), V(AmazonSnowballEdge), V(AzureBlob), V(AzureDataBox), V(GoogleCloud), V(IBMCloud), V(S3Compatible),
        V(WasabiCloud) and V(VeeamDataCloudVault) are object storage. V(AmazonS3Glacier), V(AzureArchive) and
        V(VeeamDataCloudVaultArchive) are object storage for the archive tier of scale-out repositories.
      - V(DellDataDomain), V(ExaGrid), V(Fujitsu), V(HPEStoreOnce), V(Infinidat) and V(QuantumDXi) are deduplicating
        storage appliances.
      - Required to create a repository. Cannot be changed after creation. V(VeeamDataCloudVault) requires
        O(api_version=1.3-rev0) or later. V(VeeamDataCloudVaultArchive), V(ExaGrid), V(Fujitsu), V(Infinidat),
        V(QuantumDXi), V(DellDataDomain) and V(HPEStoreOnce) require O(api_version=1.3-rev2) or later.
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
      - Description of the repository, as the console shows it.
      - If omitted, a new repository has no description. An empty text removes the current description.
    type: str
  import_backups:
    description:
      - Whether the server imports backups that are already on the storage.
      - If omitted, the server decides.
      - Requires O(api_version=1.3-rev0) or later. Used only to create a repository; ignored if the repository exists.
    type: bool
  import_index:
    description:
      - Whether the server also imports the index of guest file systems. See O(import_backups).
      - Requires O(api_version=1.3-rev0) or later. Used only to create a repository; ignored if the repository exists.
    type: bool
  overwrite_owner:
    description:
      - Whether this backup server becomes the owner of a storage that another backup server owns. The other server can
        no longer write to it.
      - Used only to create a repository. If omitted, the owner is not changed, and the server may refuse the storage.
    type: bool
  delete_backups:
    description:
      - Whether O(state=absent) also deletes the backup files in the repository. Deleted files cannot be restored.
      - If omitted, the files stay on the storage, and the server may refuse to remove a repository that holds backups.
      - Ignored with O(state=present).
    type: bool
  host:
    description:
      - Managed server on whose storage the repository is.
      - Given by name or ID. If omitted, an existing repository keeps its server.
      - Only for O(type=WinLocal), O(type=LinuxLocal), O(type=LinuxHardened), O(type=ExaGrid), O(type=Fujitsu),
        O(type=Infinidat) and O(type=QuantumDXi). Required to create a repository.
    type: str
  path:
    description:
      - Folder of the backup files on the host, for example V(D:\\Backups) or V(/backups). For appliances, the location
        in the storage.
      - Network shares use O(share.path) instead. Object storage uses O(bucket.folder_name) or O(container.folder_name).
      - What becomes of the backups in the former folder when the path is changed is not documented.
      - Only for O(type=WinLocal), O(type=LinuxLocal), O(type=LinuxHardened), O(type=ExaGrid), O(type=Fujitsu),
        O(type=Infinidat), O(type=QuantumDXi), O(type=DellDataDomain) and O(type=HPEStoreOnce). Required to create a
        repository, except for O(type=LinuxHardened).
    type: str
  share:
    description:
      - The network share, and how the server connects to it.
      - Only for O(type=Nfs) and O(type=Smb). Required to create a repository.
    type: dict
    suboptions:
      path:
        description:
          - Address of the share, such as V(server:/export/folder) for NFS or V(\\\\server\\share\\folder) for SMB.
          - Required if the repository has no O(share) yet.
        type: str
      credentials:
        description:
          - Credentials record with which the server opens the share.
          - Given by user name, description or ID. Give the description or the ID if several records have the same user
            name.
          - Only for O(type=Smb). Required if the repository has no O(share) yet (O(api_version=1.3-rev0) or earlier).
        type: str
      gateway_server:
        description:
          - Gateway servers, which transfer the data between backup proxies and the share.
          - If omitted for a new repository, the server chooses.
        type: dict
        suboptions:
          auto_select_enabled:
            description:
              - Whether the server chooses a gateway server automatically.
              - With V(false), give them in O(share.gateway_server.gateway_servers).
              - Required if the repository has no O(share.gateway_server) yet.
            type: bool
          gateway_servers:
            description:
              - Managed servers to use as gateways.
              - Given by name or ID, in any order. The list replaces the current list.
            type: list
            elements: str
  account:
    description:
      - The account of the object storage, and how the server connects to it.
      - Not for O(type=WinLocal), O(type=LinuxLocal), O(type=LinuxHardened), O(type=Nfs), O(type=Smb), O(type=ExaGrid),
        O(type=Fujitsu), O(type=Infinidat), O(type=QuantumDXi), O(type=DellDataDomain) and O(type=HPEStoreOnce).
        Required to create a repository.
    type: dict
    suboptions:
      credentials:
        description:
          - Cloud credentials record with which the server connects.
          - Given by its description, its account or access key, or its ID.
          - Not for O(type=VeeamDataCloudVault) and O(type=VeeamDataCloudVaultArchive). Required if the repository has
            no O(account) yet.
        type: str
      region_type:
        description:
          - Cloud of the provider in which the account is.
          - Only for O(type=AmazonS3), O(type=AmazonS3Glacier), O(type=AzureBlob) and O(type=AzureArchive). Required if
            the repository has no O(account) yet. V(Germany) is only for O(type=AzureBlob) and O(type=AzureArchive).
            V(Germany) requires O(api_version=1.2-rev1) or earlier.
        type: str
        choices: [Global, Government, China, Germany]
      region_id:
        description:
          - ID of the region in which the storage is.
          - For O(type=AmazonSnowballEdge) it is V(snow). O(type=AmazonS3) uses O(bucket.region_id) instead.
          - Only for O(type=AmazonSnowballEdge), O(type=GoogleCloud), O(type=S3Compatible), O(type=IBMCloud) and
            O(type=WasabiCloud). Required if the repository has no O(account) yet.
        type: str
      service_point:
        description:
          - Address and port of the storage, for example V(https://s3.dr.example:9000).
          - Only for O(type=AmazonSnowballEdge), O(type=S3Compatible) and O(type=IBMCloud). Required if the repository
            has no O(account) yet.
        type: str
      service_endpoint:
        description:
          - Address and port of the device.
          - Only for O(type=AzureDataBox). Required if the repository has no O(account) yet.
        type: str
      connection_settings:
        description:
          - Servers that connect to the storage, either those that hold the data or gateways.
          - If omitted for a new repository of another type, the server chooses.
          - Required for O(type=GoogleCloud), O(type=IBMCloud), O(type=WasabiCloud), O(type=AzureBlob) and
            O(type=AzureArchive) if the repository has no O(account) yet.
        type: dict
        suboptions:
          connection_type:
            description:
              - How servers connect to the storage.
              - With V(Direct), each server connects to the storage. With V(SelectedGateway), all data goes through
                gateway servers.
              - Required if the repository has no O(account.connection_settings) yet.
            type: str
            choices: [Direct, SelectedGateway]
          gateway_servers:
            description:
              - Managed servers to use as gateways.
              - Given by name or ID, in any order. The list replaces the current list.
              - Used with O(account.connection_settings.connection_type=SelectedGateway).
            type: list
            elements: str
      vault:
        description:
          - The vault that is assigned to this backup server.
          - Only for O(type=VeeamDataCloudVault) and O(type=VeeamDataCloudVaultArchive). Required if the repository has
            no O(account) yet.
        type: dict
        suboptions:
          vault_id:
            description:
              - ID of the vault.
              - The API cannot find a vault by its name.
              - Required if the repository has no O(account.vault) yet.
            type: str
          vault_name:
            description:
              - Name of the vault.
              - If omitted, the server sets it.
            type: str
          storage_container_name:
            description:
              - Name of the container in the vault.
              - If omitted, the server sets it.
            type: str
          region_id:
            description:
              - Region of the vault.
              - If omitted, the server sets it.
              - Requires O(api_version=1.3-rev2) or later.
            type: str
          is_initialized:
            description:
              - Whether the vault is assigned to this backup server.
              - Assign it before you create the repository.
              - Required if the repository has no O(account.vault) yet.
            type: bool
          folders:
            description:
              - Folders of the vault.
              - If omitted, the server sets them. The list replaces the current list.
            type: list
            elements: str
  bucket:
    description:
      - The bucket and the folder in it.
      - Only for O(type=AmazonS3), O(type=AmazonSnowballEdge), O(type=GoogleCloud), O(type=S3Compatible),
        O(type=IBMCloud), O(type=WasabiCloud) and O(type=AmazonS3Glacier). Required to create a repository.
    type: dict
    suboptions:
      region_id:
        description:
          - ID of the region in which the bucket is, for example V(eu-central-1).
          - Only for O(type=AmazonS3) and O(type=AmazonS3Glacier). Required if the repository has no O(bucket) yet.
        type: str
      bucket_name:
        description:
          - Name of the bucket.
          - The bucket must exist, unless O(bucket.enable_auto_provision=true).
          - Required if the repository has no O(bucket) yet, except for O(type=AmazonSnowballEdge).
        type: str
      folder_name:
        description:
          - Folder in the bucket that the repository uses.
          - Two repositories cannot use the same folder.
          - Required if the repository has no O(bucket) yet, except for O(type=AmazonSnowballEdge).
        type: str
      use_deep_archive:
        description:
          - Whether backups that are kept for more than 180 days go to S3 Glacier Deep Archive.
          - That storage class costs less and takes longer to read.
          - Only for O(type=AmazonS3Glacier).
        type: bool
      infrequent_access_storage:
        description:
          - The storage class Standard-Infrequent Access.
          - It costs less to keep data in this class and more to read it.
          - Only for O(type=AmazonS3).
        type: dict
        suboptions:
          is_enabled:
            description: Whether new objects are stored in Standard-Infrequent Access.
            type: bool
          single_zone_enabled:
            description: Whether new objects are stored in only one availability zone (One Zone-Infrequent Access).
            type: bool
      nearline_storage_enabled:
        description:
          - Whether new objects are stored in the Nearline class.
          - Only for O(type=GoogleCloud).
        type: bool
      enable_auto_provision:
        description:
          - Whether the server creates another bucket when a bucket is full.
          - Only for O(type=S3Compatible). Requires O(api_version=1.3-rev1) or later.
        type: bool
      workloads_per_bucket_limit:
        description:
          - Number of workloads, such as machines or shares, in a bucket before the server creates the next bucket.
          - Used with O(bucket.enable_auto_provision=true).
          - Only for O(type=S3Compatible). Requires O(api_version=1.3-rev1) or later.
        type: int
  container:
    description:
      - The container and the folder in it.
      - Only for O(type=AzureBlob), O(type=AzureDataBox), O(type=AzureArchive), O(type=VeeamDataCloudVault) and
        O(type=VeeamDataCloudVaultArchive). Required to create a repository.
    type: dict
    suboptions:
      container_name:
        description:
          - Name of the container.
          - The container must exist.
          - Not for O(type=VeeamDataCloudVault) and O(type=VeeamDataCloudVaultArchive). Required if the repository has
            no O(container) yet, except for O(type=AzureDataBox).
        type: str
      folder_name:
        description:
          - Folder in the container or the vault that the repository uses.
          - Two repositories cannot use the same folder.
          - Required if the repository has no O(container) yet, except for O(type=AzureDataBox).
        type: str
  dell_data_domain:
    description:
      - The Dell Data Domain appliance, and how the server connects to it.
      - Only for O(type=DellDataDomain). Required to create a repository.
    type: dict
    suboptions:
      dd_server_name:
        description: Name or address of the appliance.
        type: str
      credentials:
        description:
          - Credentials record of the DD Boost user.
          - Given by user name, description or ID.
          - Required if the repository has no O(dell_data_domain) yet.
        type: str
      use_fc_connectivity:
        description: Whether the gateway servers connect to the appliance over Fibre Channel instead of the network.
        type: bool
      dd_boost_encryption_enabled:
        description: Whether data is encrypted during the transfer to the appliance.
        type: bool
      dd_boost_encryption_type:
        description:
          - Strength of the encryption.
          - Used with O(dell_data_domain.dd_boost_encryption_enabled=true).
        type: str
        choices: [Medium, High]
      gateway_server:
        description:
          - Gateway servers, which transfer the data to the appliance.
          - If omitted for a new repository, the server chooses.
        type: dict
        suboptions:
          auto_select_enabled:
            description:
              - Whether the server chooses a gateway server automatically.
              - With V(false), give them in O(dell_data_domain.gateway_server.gateway_servers).
            type: bool
          gateway_servers:
            description:
              - Managed servers to use as gateways.
              - Given by name or ID, in any order. The list replaces the current list.
            type: list
            elements: str
  hpe_store_once:
    description:
      - The HPE StoreOnce appliance, and how the server connects to it.
      - Only for O(type=HPEStoreOnce). Required to create a repository.
    type: dict
    suboptions:
      store_once_server_name:
        description:
          - Name or address of the appliance.
          - Required if the repository has no O(hpe_store_once) yet.
        type: str
      credentials:
        description:
          - Credentials record of the Catalyst client.
          - Given by user name, description or ID.
          - Required if the repository has no O(hpe_store_once) yet.
        type: str
      use_fc_connectivity:
        description: Whether the gateway servers connect to the appliance over Fibre Channel instead of the network.
        type: bool
      use_store_once_wan_link:
        description:
          - Whether the connection to the appliance is slow, so that the server sends less data and computes more.
        type: bool
      gateway_server:
        description:
          - Gateway servers, which transfer the data to the appliance.
          - If omitted for a new repository, the server chooses.
        type: dict
        suboptions:
          auto_select_enabled:
            description:
              - Whether the server chooses a gateway server automatically.
              - With V(false), give them in O(hpe_store_once.gateway_server.gateway_servers).
            type: bool
          gateway_servers:
            description:
              - Managed servers to use as gateways.
              - Given by name or ID, in any order. The list replaces the current list.
            type: list
            elements: str
  task_limit_enabled:
    description:
      - Whether the number of tasks that use the repository at the same time is limited to O(max_task_count).
      - V(false) removes the limit.
      - Not for O(type=AmazonS3Glacier) and O(type=AzureArchive).
    type: bool
  max_task_count:
    description:
      - Number of tasks that may use the repository at the same time. A task is the work on one disk or file chain.
      - Used with O(task_limit_enabled=true).
      - Not for O(type=AmazonS3Glacier) and O(type=AzureArchive).
    type: int
  read_write_limit_enabled:
    description:
      - Whether the speed of reading and writing together is limited to O(read_write_rate).
      - V(false) removes the limit.
      - Only for O(type=WinLocal), O(type=LinuxLocal), O(type=LinuxHardened), O(type=Nfs), O(type=Smb), O(type=ExaGrid),
        O(type=Fujitsu), O(type=Infinidat), O(type=QuantumDXi), O(type=DellDataDomain) and O(type=HPEStoreOnce).
    type: bool
  read_write_rate:
    description:
      - Highest speed of reading and writing together. The console shows it in megabytes per second; the document of the
        API names no unit.
      - Used with O(read_write_limit_enabled=true).
      - Only for O(type=WinLocal), O(type=LinuxLocal), O(type=LinuxHardened), O(type=Nfs), O(type=Smb), O(type=ExaGrid),
        O(type=Fujitsu), O(type=Infinidat), O(type=QuantumDXi), O(type=DellDataDomain) and O(type=HPEStoreOnce).
    type: int
  use_fast_cloning_on_xfs_volumes:
    description:
      - Whether synthetic full backups refer to existing blocks instead of copying them.
      - This requires an XFS volume with reflink.
      - Only for O(type=LinuxLocal), O(type=LinuxHardened), O(type=Fujitsu), O(type=Infinidat) and O(type=QuantumDXi).
    type: bool
  enable_governance_mode:
    description:
      - Whether recent backups are immutable in governance mode.
      - An administrator with the required permission can remove this protection.
      - Only for O(type=LinuxLocal). Requires O(api_version=1.3-rev2) or later.
    type: bool
  governance_mode_retention_days:
    description:
      - Number of days for which backups are immutable in governance mode.
      - Used with O(enable_governance_mode=true).
      - Only for O(type=LinuxLocal). Requires O(api_version=1.3-rev2) or later.
    type: int
  make_recent_backups_immutable_days:
    description:
      - Number of days for which backups are immutable. During this time nobody can change or delete them, not even the
        backup administrator.
      - Whether another number also applies to existing backups is not documented.
      - Only for O(type=LinuxHardened).
    type: int
  advanced_settings:
    description:
      - How backup files are written to the storage.
      - Whether a change also applies to existing backup files is not documented.
      - Only for O(type=WinLocal), O(type=LinuxLocal), O(type=LinuxHardened), O(type=Nfs), O(type=Smb), O(type=ExaGrid),
        O(type=Fujitsu), O(type=Infinidat), O(type=QuantumDXi), O(type=DellDataDomain) and O(type=HPEStoreOnce).
    type: dict
    suboptions:
      align_data_blocks:
        description:
          - Whether data blocks start at multiples of 4 KB. This helps storage that deduplicates blocks of fixed size.
        type: bool
      decompress_before_storing:
        description:
          - Whether blocks are stored uncompressed. This helps storage that deduplicates or compresses data itself.
        type: bool
      rotated_drives:
        description: Whether the drive is regularly replaced by another one, so that a backup chain may be missing.
        type: bool
      per_vm_backup:
        description:
          - Whether each machine of a job has its own backup files.
          - Since version 13 it is always V(true) for new repositories, and cannot be changed to V(false) for existing
            ones.
        type: bool
      rotated_drive_cleanup_mode:
        description:
          - What the server does with the backups on a drive that is connected again.
          - Used with O(advanced_settings.rotated_drives=true).
          - V(Disabled) continues the backup chain on the drive. V(ClearBackupFolder) deletes the job's backups on the
            drive. V(ClearRepositoryFolder) deletes all backups on the drive.
        type: str
        choices: [Disabled, ClearBackupFolder, ClearRepositoryFolder]
  immutability:
    description:
      - How long backups in object storage cannot be changed or deleted.
      - Repositories on Linux hosts use O(make_recent_backups_immutable_days) and O(enable_governance_mode) instead.
      - Not for O(type=WinLocal), O(type=LinuxLocal), O(type=LinuxHardened), O(type=Nfs), O(type=Smb),
        O(type=AmazonSnowballEdge), O(type=AzureDataBox), O(type=ExaGrid), O(type=Fujitsu), O(type=Infinidat) and
        O(type=QuantumDXi). For O(type=GoogleCloud), O(type=AzureBlob) and O(type=AzureArchive), requires
        O(api_version=1.3-rev0) or later. Required for O(type=VeeamDataCloudVault) and
        O(type=VeeamDataCloudVaultArchive).
    type: dict
    suboptions:
      is_enabled:
        description:
          - Whether backups are immutable.
          - 'The bucket or container must support this: enable object lock or versioning there first.'
        type: bool
      days_count:
        description:
          - Number of days for which backups are immutable.
          - For O(type=AmazonS3Glacier) and O(type=AzureArchive) the retention of the backups decides.
          - Not for O(type=AmazonS3Glacier) and O(type=AzureArchive).
        type: int
      immutability_mode:
        description:
          - What decides how long backups are immutable.
          - V(RepositorySettings) uses O(immutability.days_count) for all backups. V(RetentionSettings) uses the
            retention of each job.
          - Not for O(type=AmazonS3Glacier), O(type=AzureArchive), O(type=DellDataDomain) and O(type=HPEStoreOnce).
            Requires O(api_version=1.3-rev0) or later.
        type: str
        choices: [RepositorySettings, RetentionSettings]
  storage_consumption_limit:
    description:
      - Limit of the space that the repository uses.
      - When the limit is reached, no new job starts.
      - Only for O(type=AmazonS3), O(type=AmazonSnowballEdge), O(type=GoogleCloud), O(type=S3Compatible),
        O(type=IBMCloud), O(type=WasabiCloud), O(type=AzureBlob) and O(type=VeeamDataCloudVault).
    type: dict
    suboptions:
      is_enabled:
        description: Whether there is a limit.
        type: bool
      consumption_limit_count:
        description:
          - The limit.
          - Its unit is O(storage_consumption_limit.consumption_limit_kind).
        type: int
      consumption_limit_kind:
        description: Unit of the limit, terabytes or petabytes.
        type: str
        choices: [TB, PB]
  proxy_appliance:
    description:
      - The proxy appliance. It processes data near the object storage, for example health checks or the move to an
        archive.
      - If omitted, a new repository has no proxy appliance.
      - Only for O(type=AmazonS3), O(type=S3Compatible), O(type=IBMCloud), O(type=WasabiCloud), O(type=AmazonS3Glacier),
        O(type=AzureBlob) and O(type=AzureArchive). Required for O(type=AzureArchive).
    type: dict
    suboptions:
      subscription_id:
        description:
          - ID of the Azure subscription in Veeam Backup & Replication. This is not the ID that Azure uses.
          - Only for O(type=AzureBlob) and O(type=AzureArchive). Required if the repository has no O(proxy_appliance)
            yet.
        type: str
      instance_size:
        description:
          - Size of the virtual machine in Azure.
          - Only for O(type=AzureBlob) and O(type=AzureArchive).
        type: str
      resource_group:
        description:
          - Resource group of the virtual machine.
          - Only for O(type=AzureBlob) and O(type=AzureArchive).
        type: str
      virtual_network:
        description:
          - Network of the virtual machine.
          - Only for O(type=AzureBlob) and O(type=AzureArchive).
        type: str
      subnet:
        description:
          - Subnet of the virtual machine.
          - Only for O(type=AzureBlob) and O(type=AzureArchive).
        type: str
      ec2_instance_type:
        description:
          - Type of the EC2 instance.
          - Only for O(type=AmazonS3) and O(type=AmazonS3Glacier).
        type: str
      vpc_name:
        description:
          - Name of the Amazon VPC of the instance.
          - Only for O(type=AmazonS3) and O(type=AmazonS3Glacier).
        type: str
      vpc_id:
        description:
          - ID of the Amazon VPC of the instance, needed if several have the same name.
          - Only for O(type=AmazonS3) and O(type=AmazonS3Glacier).
        type: str
      subnet_name:
        description:
          - Name of the subnet of the instance.
          - Only for O(type=AmazonS3) and O(type=AmazonS3Glacier).
        type: str
      subnet_id:
        description:
          - ID of the subnet of the instance, needed if several have the same name.
          - Only for O(type=AmazonS3) and O(type=AmazonS3Glacier).
        type: str
      security_group:
        description:
          - Security group of the instance.
          - Only for O(type=AmazonS3) and O(type=AmazonS3Glacier).
        type: str
      redirector_port:
        description:
          - TCP port for the communication between the appliance and the other servers.
          - Not for O(type=S3Compatible), O(type=IBMCloud) and O(type=WasabiCloud).
        type: int
      managed_server:
        description:
          - Managed server that does the work of the appliance.
          - Given by name or ID.
          - Only for O(type=S3Compatible), O(type=IBMCloud) and O(type=WasabiCloud). Required if the repository has no
            O(proxy_appliance) yet.
        type: str
  mount_server:
    description:
      - The servers on which backups are mounted, to restore single files or to start machines from backups.
      - Not for O(type=AmazonS3Glacier), O(type=AzureDataBox), O(type=AzureArchive) and
        O(type=VeeamDataCloudVaultArchive). Required to create a repository, except for O(type=ExaGrid),
        O(type=Fujitsu), O(type=Infinidat), O(type=QuantumDXi), O(type=DellDataDomain) and O(type=HPEStoreOnce)
        (O(api_version=1.3-rev1) or earlier).
    type: dict
    suboptions:
      type:
        description:
          - Which mount servers are used, O(mount_server.windows), O(mount_server.linux) or both.
          - Requires O(api_version=1.3-rev0) or later. Required if the repository has no O(mount_server) yet.
        type: str
        choices: [Windows, Linux, Both]
      windows:
        description:
          - The mount server for backups of Windows machines.
          - Give it with O(mount_server.type=Windows) and O(mount_server.type=Both).
          - Required if the repository has no O(mount_server) yet, except for O(type=VeeamDataCloudVault),
            O(type=ExaGrid), O(type=Fujitsu), O(type=Infinidat), O(type=QuantumDXi), O(type=DellDataDomain) and
            O(type=HPEStoreOnce) (O(api_version=1.2-rev1) or earlier).
        type: dict
        suboptions:
          server:
            description:
              - Managed server on which backups are mounted.
              - Given by name or ID.
              - Required if the repository has no O(mount_server.windows) yet.
            type: str
          write_cache_folder:
            description:
              - Folder on the mount server for the changes of a machine that runs from a backup.
              - Required if the repository has no O(mount_server.windows) yet.
            type: str
          vpower_nfs_enabled:
            description:
              - Whether the mount server offers backups to ESXi hosts as an NFS datastore.
              - Instant Recovery to VMware needs this.
              - Required if the repository has no O(mount_server.windows) yet.
            type: bool
          vpower_nfs_port_settings:
            description:
              - The ports of the NFS service.
              - If omitted for a new mount server, the default ports are used.
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
          - Give it with O(mount_server.type=Linux) and O(mount_server.type=Both).
          - Requires O(api_version=1.3-rev0) or later.
        type: dict
        suboptions:
          server:
            description:
              - Managed server on which backups are mounted.
              - Given by name or ID.
              - Required if the repository has no O(mount_server.linux) yet.
            type: str
          write_cache_folder:
            description:
              - Folder on the mount server for the changes of a machine that runs from a backup.
              - Required if the repository has no O(mount_server.linux) yet.
            type: str
          vpower_nfs_enabled:
            description:
              - Whether the mount server offers backups to ESXi hosts as an NFS datastore.
              - Instant Recovery to VMware needs this.
              - Required if the repository has no O(mount_server.linux) yet.
            type: bool
          vpower_nfs_port_settings:
            description:
              - The ports of the NFS service.
              - If omitted for a new mount server, the default ports are used.
            type: dict
            suboptions:
              mount_port:
                description: Port of the mount service.
                type: int
              vpower_nfs_port:
                description: Port of the NFS service.
                type: int
notes:
  - The server creates and changes a repository in a session of type V(Infrastructure). The task waits for the session
    unless O(wait=false).
  - After a change, the module reads the repository again and compares it with the task. The task fails if the server
    did not apply everything, for example if a removal waits for the approval of a second administrator.
  - The server does not move backup files. Move them before you change O(host), O(path), O(bucket), O(container) or
    O(share) of a repository that holds backups.
  - A repository holds no secrets. They are in the credentials records that it refers to.
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
    - The repository after the task. Its keys are the names of the options. Servers and credentials have their names
      instead of their IDs.
    - In check mode and with O(wait=false), the repository as it will be.
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
    name:
      description: Name of the repository.
      type: str
    type:
      description: Type of the repository, which says where its backups are stored.
      type: str
    description:
      description: Description of the repository, as the console shows it.
      type: str
    unique_id:
      description: ID of the repository in its storage.
      returned: if the server returns it
      type: str
    host:
      description: Managed server on whose storage the repository is.
      returned: if its type has it
      type: str
    path:
      description:
        - Folder of the backup files on the host, for example V(D:\\Backups) or V(/backups). For appliances, the
          location in the storage.
      returned: if its type has it
      type: str
    share:
      description: The network share, and how the server connects to it.
      returned: if its type has it
      type: dict
      contains:
        path:
          description:
            - Address of the share, such as V(server:/export/folder) for NFS or V(\\\\server\\share\\folder) for SMB.
          type: str
        credentials:
          description: Credentials record with which the server opens the share.
          returned: if its type has it
          type: str
        gateway_server:
          description: Gateway servers, which transfer the data between backup proxies and the share.
          type: dict
          contains:
            auto_select_enabled:
              description: Whether the server chooses a gateway server automatically.
              type: bool
            gateway_servers:
              description: Managed servers to use as gateways.
              type: list
              elements: str
    account:
      description: The account of the object storage, and how the server connects to it.
      returned: if its type has it
      type: dict
      contains:
        credentials:
          description: Cloud credentials record with which the server connects.
          returned: if its type has it
          type: str
        region_type:
          description: Cloud of the provider in which the account is.
          returned: if its type has it
          type: str
        region_id:
          description: ID of the region in which the storage is.
          returned: if its type has it
          type: str
        service_point:
          description: Address and port of the storage, for example V(https://s3.dr.example:9000).
          returned: if its type has it
          type: str
        service_endpoint:
          description: Address and port of the device.
          returned: if its type has it
          type: str
        connection_settings:
          description: Servers that connect to the storage, either those that hold the data or gateways.
          type: dict
          contains:
            connection_type:
              description: How servers connect to the storage.
              type: str
            gateway_servers:
              description: Managed servers to use as gateways.
              type: list
              elements: str
        vault:
          description: The vault that is assigned to this backup server.
          returned: if its type has it
          type: dict
          contains:
            vault_id:
              description: ID of the vault.
              type: str
            vault_name:
              description: Name of the vault.
              type: str
            storage_container_name:
              description: Name of the container in the vault.
              type: str
            region_id:
              description: Region of the vault.
              returned: with O(api_version=1.3-rev2) or later
              type: str
            is_initialized:
              description: Whether the vault is assigned to this backup server.
              type: bool
            folders:
              description: Folders of the vault.
              type: list
              elements: str
    bucket:
      description: The bucket and the folder in it.
      returned: if its type has it
      type: dict
      contains:
        region_id:
          description: ID of the region in which the bucket is, for example V(eu-central-1).
          returned: if its type has it
          type: str
        bucket_name:
          description: Name of the bucket.
          type: str
        folder_name:
          description: Folder in the bucket that the repository uses.
          type: str
        use_deep_archive:
          description: Whether backups that are kept for more than 180 days go to S3 Glacier Deep Archive.
          returned: if its type has it
          type: bool
        infrequent_access_storage:
          description: The storage class Standard-Infrequent Access.
          returned: if its type has it
          type: dict
          contains:
            is_enabled:
              description: Whether new objects are stored in Standard-Infrequent Access.
              type: bool
            single_zone_enabled:
              description: Whether new objects are stored in only one availability zone (One Zone-Infrequent Access).
              type: bool
        nearline_storage_enabled:
          description: Whether new objects are stored in the Nearline class.
          returned: if its type has it
          type: bool
        enable_auto_provision:
          description: Whether the server creates another bucket when a bucket is full.
          returned: if its type has it, with O(api_version=1.3-rev1) or later
          type: bool
        workloads_per_bucket_limit:
          description:
            - Number of workloads, such as machines or shares, in a bucket before the server creates the next bucket.
          returned: if its type has it, with O(api_version=1.3-rev1) or later
          type: int
    container:
      description: The container and the folder in it.
      returned: if its type has it
      type: dict
      contains:
        container_name:
          description: Name of the container.
          returned: if its type has it
          type: str
        folder_name:
          description: Folder in the container or the vault that the repository uses.
          type: str
    dell_data_domain:
      description: The Dell Data Domain appliance, and how the server connects to it.
      returned: if its type has it
      type: dict
      contains:
        dd_server_name:
          description: Name or address of the appliance.
          type: str
        credentials:
          description: Credentials record of the DD Boost user.
          type: str
        use_fc_connectivity:
          description: Whether the gateway servers connect to the appliance over Fibre Channel instead of the network.
          type: bool
        dd_boost_encryption_enabled:
          description: Whether data is encrypted during the transfer to the appliance.
          type: bool
        dd_boost_encryption_type:
          description: Strength of the encryption.
          type: str
        gateway_server:
          description: Gateway servers, which transfer the data to the appliance.
          type: dict
          contains:
            auto_select_enabled:
              description: Whether the server chooses a gateway server automatically.
              type: bool
            gateway_servers:
              description: Managed servers to use as gateways.
              type: list
              elements: str
    hpe_store_once:
      description: The HPE StoreOnce appliance, and how the server connects to it.
      returned: if its type has it
      type: dict
      contains:
        store_once_server_name:
          description: Name or address of the appliance.
          type: str
        credentials:
          description: Credentials record of the Catalyst client.
          type: str
        use_fc_connectivity:
          description: Whether the gateway servers connect to the appliance over Fibre Channel instead of the network.
          type: bool
        use_store_once_wan_link:
          description:
            - Whether the connection to the appliance is slow, so that the server sends less data and computes more.
          type: bool
        gateway_server:
          description: Gateway servers, which transfer the data to the appliance.
          type: dict
          contains:
            auto_select_enabled:
              description: Whether the server chooses a gateway server automatically.
              type: bool
            gateway_servers:
              description: Managed servers to use as gateways.
              type: list
              elements: str
    task_limit_enabled:
      description:
        - Whether the number of tasks that use the repository at the same time is limited to O(max_task_count).
      returned: if its type has it
      type: bool
    max_task_count:
      description:
        - Number of tasks that may use the repository at the same time. A task is the work on one disk or file chain.
      returned: if its type has it
      type: int
    read_write_limit_enabled:
      description: Whether the speed of reading and writing together is limited to O(read_write_rate).
      returned: if its type has it
      type: bool
    read_write_rate:
      description:
        - Highest speed of reading and writing together. The console shows it in megabytes per second; the document of
          the API names no unit.
      returned: if its type has it
      type: int
    use_fast_cloning_on_xfs_volumes:
      description: Whether synthetic full backups refer to existing blocks instead of copying them.
      returned: if its type has it
      type: bool
    enable_governance_mode:
      description: Whether recent backups are immutable in governance mode.
      returned: if its type has it, with O(api_version=1.3-rev2) or later
      type: bool
    governance_mode_retention_days:
      description: Number of days for which backups are immutable in governance mode.
      returned: if its type has it, with O(api_version=1.3-rev2) or later
      type: int
    make_recent_backups_immutable_days:
      description:
        - Number of days for which backups are immutable. During this time nobody can change or delete them, not even
          the backup administrator.
      returned: if its type has it
      type: int
    advanced_settings:
      description: How backup files are written to the storage.
      returned: if its type has it
      type: dict
      contains:
        align_data_blocks:
          description:
            - Whether data blocks start at multiples of 4 KB. This helps storage that deduplicates blocks of fixed size.
          type: bool
        decompress_before_storing:
          description:
            - Whether blocks are stored uncompressed. This helps storage that deduplicates or compresses data itself.
          type: bool
        rotated_drives:
          description: Whether the drive is regularly replaced by another one, so that a backup chain may be missing.
          type: bool
        per_vm_backup:
          description: Whether each machine of a job has its own backup files.
          type: bool
        rotated_drive_cleanup_mode:
          description: What the server does with the backups on a drive that is connected again.
          type: str
    immutability:
      description: How long backups in object storage cannot be changed or deleted.
      returned: if its type has it
      type: dict
      contains:
        is_enabled:
          description: Whether backups are immutable.
          type: bool
        days_count:
          description: Number of days for which backups are immutable.
          returned: if its type has it
          type: int
        immutability_mode:
          description: What decides how long backups are immutable.
          returned: if its type has it, with O(api_version=1.3-rev0) or later
          type: str
    storage_consumption_limit:
      description: Limit of the space that the repository uses.
      returned: if its type has it
      type: dict
      contains:
        is_enabled:
          description: Whether there is a limit.
          type: bool
        consumption_limit_count:
          description: The limit.
          type: int
        consumption_limit_kind:
          description: Unit of the limit, terabytes or petabytes.
          type: str
    proxy_appliance:
      description:
        - The proxy appliance. It processes data near the object storage, for example health checks or the move to an
          archive.
      returned: if its type has it
      type: dict
      contains:
        subscription_id:
          description: ID of the Azure subscription in Veeam Backup & Replication. This is not the ID that Azure uses.
          returned: if its type has it
          type: str
        instance_size:
          description: Size of the virtual machine in Azure.
          returned: if its type has it
          type: str
        resource_group:
          description: Resource group of the virtual machine.
          returned: if its type has it
          type: str
        virtual_network:
          description: Network of the virtual machine.
          returned: if its type has it
          type: str
        subnet:
          description: Subnet of the virtual machine.
          returned: if its type has it
          type: str
        ec2_instance_type:
          description: Type of the EC2 instance.
          returned: if its type has it
          type: str
        vpc_name:
          description: Name of the Amazon VPC of the instance.
          returned: if its type has it
          type: str
        vpc_id:
          description: ID of the Amazon VPC of the instance, needed if several have the same name.
          returned: if its type has it
          type: str
        subnet_name:
          description: Name of the subnet of the instance.
          returned: if its type has it
          type: str
        subnet_id:
          description: ID of the subnet of the instance, needed if several have the same name.
          returned: if its type has it
          type: str
        security_group:
          description: Security group of the instance.
          returned: if its type has it
          type: str
        redirector_port:
          description: TCP port for the communication between the appliance and the other servers.
          returned: if its type has it
          type: int
        managed_server:
          description: Managed server that does the work of the appliance.
          returned: if its type has it
          type: str
    mount_server:
      description:
        - The servers on which backups are mounted, to restore single files or to start machines from backups.
      returned: if its type has it
      type: dict
      contains:
        windows:
          description: The mount server for backups of Windows machines.
          type: dict
          contains:
            server:
              description: Managed server on which backups are mounted.
              type: str
            write_cache_folder:
              description: Folder on the mount server for the changes of a machine that runs from a backup.
              type: str
            vpower_nfs_enabled:
              description: Whether the mount server offers backups to ESXi hosts as an NFS datastore.
              type: bool
            vpower_nfs_port_settings:
              description: The ports of the NFS service.
              type: dict
              contains:
                mount_port:
                  description: Port of the mount service.
                  type: int
                vpower_nfs_port:
                  description: Port of the NFS service.
                  type: int
        type:
          description: Which mount servers are used, O(mount_server.windows), O(mount_server.linux) or both.
          returned: with O(api_version=1.3-rev0) or later
          type: str
        linux:
          description: The mount server for backups of Linux machines.
          returned: with O(api_version=1.3-rev0) or later
          type: dict
          contains:
            server:
              description: Managed server on which backups are mounted.
              type: str
            write_cache_folder:
              description: Folder on the mount server for the changes of a machine that runs from a backup.
              type: str
            vpower_nfs_enabled:
              description: Whether the mount server offers backups to ESXi hosts as an NFS datastore.
              type: bool
            vpower_nfs_port_settings:
              description: The ports of the NFS service.
              type: dict
              contains:
                mount_port:
                  description: Port of the mount service.
                  type: int
                vpower_nfs_port:
                  description: Port of the NFS service.
                  type: int
operation:
  description: What the task did, or in check mode would do - V(create), V(update), V(delete) or V(none).
  returned: success
  type: str
  sample: update
changes:
  description:
    - The options in which an existing repository differed from the task, each with its value before and after.
    - Empty if the repository was created, removed or left as it was.
  returned: success
  type: list
  elements: dict
  sample:
    - option: advanced_settings.per_vm_backup
      before: false
      after: true
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
    kind: ImmutableOption
    option: type
    current: WinLocal
    desired: LinuxLocal
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.repository import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
