#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_repository_info
short_description: List backup repositories of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Returns the backup repositories of a server with their settings. Each setting has the name of the option of
    M(opendr.veeam.veeam_repository). Servers and credentials have their names instead of their IDs.
  - Without filters, all of them are returned. With several filters, only those that match every filter are returned.
    The list is always complete.
  - The list includes repositories of types that the API cannot create. They have only the settings that all types have.
  - The list does not include scale-out repositories. It includes their extents, unless O(exclude_extents=true).
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
options:
  id:
    description: Only the repository with this ID. If omitted, IDs are not filtered.
    type: str
  name:
    description:
      - Only repositories of this name, or of a name that matches. V(*) matches any number of characters, V(?) matches a
        single character.
      - Without these characters, the whole name has to match. The comparison is case-sensitive.
      - If omitted, names are not filtered.
    type: str
  type:
    description:
      - Only repositories of one of these types. If omitted, types are not filtered.
      - The task fails if the API revision does not know the type. V(DellDataDomain), V(HPEStoreOnce), V(QuantumDXi) and
        V(S3Integrated) of O(api_version=1.3-rev2) are called V(DDBoost), V(HPStoreOnceIntegration), V(Quantum) and
        V(SmartObjectS3) in earlier revisions.
      - V(AbrVirtual), V(AmazonS3External), V(AmazonS3GlacierExternal), V(AzureArchiveStorageExternal),
        V(AzureStorageExternal), V(Cloud), V(ElevenElevenS3), V(Foreign), V(GoogleArchiveStorageExternal),
        V(GoogleCloudStorageExternal), V(HPStoreOnce), V(HPStoreOnceCloudBank), V(PlatformServiceExternal),
        V(PlatformServiceVmbApi), V(S3GlacierCompatible), V(SanSnapshotOnly), V(Tape), V(VeeamDataCloudVault) and
        V(VeeamVault) require O(api_version=1.3-rev0) or later. V(DellDataDomain), V(HPEStoreOnce), V(QuantumDXi),
        V(S3Integrated), V(VeeamDataCloudVaultArchive), V(VeeamDataCloudVaultAwsExternal) and
        V(VeeamDataCloudVaultAzureExternal) require O(api_version=1.3-rev2) or later. V(DDBoost),
        V(HPStoreOnceIntegration) and V(Quantum) require O(api_version=1.3-rev1) or earlier. V(SmartObjectS3) requires
        O(api_version=1.3-rev0) to O(api_version=1.3-rev1).
    type: list
    elements: str
    choices:
      - WinLocal
      - LinuxLocal
      - LinuxHardened
      - Nfs
      - Smb
      - AmazonS3
      - AmazonS3Glacier
      - AmazonSnowballEdge
      - AzureArchive
      - AzureBlob
      - AzureDataBox
      - ExaGrid
      - ExtendableRepository
      - Fujitsu
      - GoogleCloud
      - IBMCloud
      - Infinidat
      - S3Compatible
      - WasabiCloud
      - AbrVirtual
      - AmazonS3External
      - AmazonS3GlacierExternal
      - AzureArchiveStorageExternal
      - AzureStorageExternal
      - Cloud
      - ElevenElevenS3
      - Foreign
      - GoogleArchiveStorageExternal
      - GoogleCloudStorageExternal
      - HPStoreOnce
      - HPStoreOnceCloudBank
      - PlatformServiceExternal
      - PlatformServiceVmbApi
      - S3GlacierCompatible
      - SanSnapshotOnly
      - Tape
      - VeeamDataCloudVault
      - VeeamVault
      - DellDataDomain
      - HPEStoreOnce
      - QuantumDXi
      - S3Integrated
      - VeeamDataCloudVaultArchive
      - VeeamDataCloudVaultAwsExternal
      - VeeamDataCloudVaultAzureExternal
      - DDBoost
      - HPStoreOnceIntegration
      - Quantum
      - SmartObjectS3
  host:
    description:
      - Only repositories on this managed server, given by name or ID. Network shares and object storage are on no
        server, so they are not returned.
      - If omitted, hosts are not filtered.
    type: str
  path:
    description:
      - Only repositories with this path, or a path that matches. V(*) matches any number of characters, V(?) matches a
        single character. The path of a network share is its address.
      - Without these characters, the whole path has to match. The comparison is case-sensitive.
      - If omitted, paths are not filtered.
    type: str
  exclude_extents:
    description:
      - Whether to exclude repositories that are extents of a scale-out repository.
      - If omitted, they are included.
      - Requires O(api_version=1.3-rev0) or later.
    type: bool
  states:
    description:
      - Whether to also return, in RV(repositories[].status), the free space of each repository and whether it can be
        reached. This takes one more request for each 200 repositories.
    type: bool
    default: false
seealso:
  - module: opendr.veeam.veeam_repository
  - name: Repository types
    description: Which settings each type of repository has, and since which API revision.
    link: https://github.com/opendr/opendr.veeam/blob/main/docs/repository_types.md
"""

EXAMPLES = r"""
- name: List all repositories
  opendr.veeam.veeam_repository_info:
  register: all_repositories

- name: Read one repository
  opendr.veeam.veeam_repository_info:
    name: Linux Repository 01
  register: found

- name: Fail if it does not exist
  ansible.builtin.assert:
    that: found.repositories | length == 1

- name: Find the repositories that are almost full or cannot be reached
  opendr.veeam.veeam_repository_info:
    states: true
  register: with_states

- name: Show their names
  ansible.builtin.debug:
    msg: "{{ item.name }}: {{ item.status.free_gb }} GB free of {{ item.status.capacity_gb }} GB"
  loop: "{{ with_states.repositories | selectattr('status') }}"
  loop_control:
    label: "{{ item.name }}"
  when: not item.status.is_online or item.status.free_gb < 0.1 * item.status.capacity_gb

- name: List the shares whose name ends in 01
  opendr.veeam.veeam_repository_info:
    name: "*01"
    type:
      - Nfs
      - Smb

- name: List what is on one server, but the extents of scale-out repositories
  opendr.veeam.veeam_repository_info:
    host: win-repo01.dr.example
    exclude_extents: true

- name: List the repositories below a folder
  opendr.veeam.veeam_repository_info:
    path: D:\*
"""

RETURN = r"""
repositories:
  description:
    - The repositories, in the order of the server. Empty if none matches.
    - Each has the settings of its type.
  returned: success
  type: list
  elements: dict
  sample:
    - id: e5c1a7c2-54ae-4b8c-9d1a-0a3b6b8d2f10
      name: Hardened Repository 01
      description: ""
      type: LinuxHardened
      unique_id: e79e2fd5-5615-55be-ad84-2954bf7f1d89
      host: lnx-hardened01.dr.example
      path: /hardened
      task_limit_enabled: true
      max_task_count: 4
      make_recent_backups_immutable_days: 14
      mount_server:
        type: Windows
        windows:
          server: backup01.dr.example
          write_cache_folder: C:\ProgramData\Veeam\Backup\IRCache
          vpower_nfs_enabled: true
      status:
        capacity_gb: 32768.0
        free_gb: 20480.0
        used_space_gb: 12288.0
        is_online: true
        is_out_of_date: false
        host_name: lnx-hardened01.dr.example
        path: /hardened
        scale_out_repository:
          id: 85cb85d6-ce9d-5e04-9fc0-16a916843cc7
          name: SOBR-01
          extent_type: Performance
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
        - Whether the number of tasks that use the repository at the same time is limited to
          RV(repositories[].max_task_count).
      returned: if its type has it
      type: bool
    max_task_count:
      description:
        - Number of tasks that may use the repository at the same time. A task is the work on one disk or file chain.
      returned: if its type has it
      type: int
    read_write_limit_enabled:
      description: Whether the speed of reading and writing together is limited to RV(repositories[].read_write_rate).
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
          description:
            - Which mount servers are used, RV(repositories[].mount_server.windows),
              RV(repositories[].mount_server.linux) or both.
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
    status:
      description:
        - Free space of the repository, and whether it can be reached. V(null) if the server does not return it.
      returned: if O(states=true)
      type: dict
      contains:
        host_name:
          description: Name of the managed server on which the repository is.
          returned: if it is on a managed server
          type: str
        path:
          description: Path of the repository, as the console shows it.
          returned: if the server returns it
          type: str
        capacity_gb:
          description: Size of the storage, in GB.
          type: float
        free_gb:
          description: Free space, in GB.
          type: float
        used_space_gb:
          description: Used space, in GB.
          type: float
        is_online:
          description: Whether the server can reach the repository.
          type: bool
        is_out_of_date:
          description: Whether components on the host need an upgrade.
          returned: with O(api_version=1.3-rev0) or later
          type: bool
        scale_out_repository:
          description: The scale-out repository of which the repository is an extent.
          returned: if it is an extent, with O(api_version=1.3-rev0) or later
          type: dict
          contains:
            name:
              description: Name of the scale-out repository.
              type: str
            id:
              description: ID of the scale-out repository.
              type: str
            extent_type:
              description: Tier of the extent - V(Performance), V(Capacity) or V(Archive).
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.repository_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
