#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_m365_repository
short_description: Create, change and remove backup repositories of Veeam Backup for Microsoft 365
version_added: 0.1.0
description:
  - Adds a backup repository to the server, changes or removes it, so that it is as the task describes it. A repository
    is a folder of a backup proxy server (O(path)), or on an object storage (O(object_storage)).
  - If the repository exists, an omitted option is neither compared nor changed.
  - Options that contradict each other are rejected before anything is sent, in check mode too.
  - The backup proxy server or pool that owns a repository is changed by M(opendr.veeam.veeam_m365_repository_owner),
    and not by this module.
  - Other objects, such as backup proxy servers and organizations, are given by name or by ID. The result always has
    their names.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.m365
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
options:
  state:
    description:
      - V(present) adds the repository, or changes the options that differ from the task.
      - V(absent) removes the repository from the server. Options that describe the repository are ignored. The API has
        no option to remove the backups in it as well.
    type: str
    choices: [present, absent]
    default: present
  id:
    description:
      - ID of the repository.
      - Give it to rename a repository, or if several repositories have the same name.
      - A repository with this ID must exist, except with O(state=absent).
      - If omitted, the module finds the repository by O(name), which has to match exactly.
    type: str
  name:
    description:
      - Name of the repository.
      - 'Together with O(id), this is the new name: a repository with another name is renamed.'
      - Either O(name) or O(id) has to be given.
      - Required to create a backup repository.
    type: str
  description:
    description:
      - Description of the repository.
      - If omitted, a new repository has no description. An empty text removes the current description.
    type: str
  proxy:
    description:
      - Backup proxy server that owns the repository.
      - Given by host name, fully qualified name or ID.
      - A new repository needs either O(proxy) or O(proxy_pool). If the repository belongs to another owner, the task
        fails.
      - Cannot be changed after creation.
    type: str
  proxy_pool:
    description:
      - Backup proxy pool that owns the repository.
      - Given by name or ID.
      - Cannot be combined with O(proxy). If the repository belongs to another owner, the task fails.
      - Requires O(api_version=v8) or later. Cannot be changed after creation.
    type: str
  organization:
    description:
      - Microsoft 365 organization whose backups the repository is for.
      - Given by name or ID.
      - If omitted, the server may choose one for a new repository.
      - Requires O(api_version=v8) or later.
    type: str
  path:
    description:
      - Folder of the backup proxy server for the backups, as a full path.
      - The server creates the folder if it does not exist.
      - Cannot be combined with O(object_storage).
      - Cannot be changed after creation.
    type: str
  object_storage:
    description:
      - The object storage for the backups.
      - A new repository needs either O(path) or O(object_storage). A local repository cannot be moved to an object
        storage.
      - Requires O(api_version=v8) or later.
    type: dict
    suboptions:
      type:
        description:
          - Type of the object storage.
          - V(AzureBlobArchive) and V(AmazonS3Glacier) are for long-term storage. The server may show them as
            V(AzureBlob) and V(AmazonS3), with RV(repository.long_term=true).
          - Needed to create a repository on an object storage.
          - Cannot be changed after creation.
        type: str
        choices: [AzureBlob, AmazonS3, AmazonS3Compatible, AzureBlobArchive, AmazonS3Glacier, WasabiCloud, IBMCloud]
      account:
        description:
          - Cloud account with which the server reads and writes the storage.
          - Given by description, user name or ID.
          - Needed to create a repository on an object storage.
        type: str
      azure_container:
        description:
          - Container in Azure.
          - Needed for V(AzureBlob) and V(AzureBlobArchive).
        type: dict
        suboptions:
          name:
            description:
              - Name of the container.
              - Cannot be changed after creation.
            type: str
          region_type:
            description:
              - Azure environment of the container.
              - If omitted, the server decides.
              - Cannot be changed after creation.
            type: str
            choices: [Global, Germany, China, Government]
      azure_folder:
        description:
          - Folder in O(object_storage.azure_container) for the backups.
          - Needed together with it.
          - Cannot be changed after creation.
        type: str
      amazon_bucket:
        description:
          - Bucket in Amazon S3.
          - Needed for V(AmazonS3) and V(AmazonS3Glacier).
        type: dict
        suboptions:
          name:
            description:
              - Name of the bucket.
              - Cannot be changed after creation.
            type: str
          region_type:
            description:
              - Type of the AWS region of the bucket.
              - If omitted, the server decides.
              - Cannot be changed after creation.
            type: str
            choices: [Global, USGovernment, China]
          region_name:
            description:
              - Name of the AWS region, such as V(US East (Ohio\)).
              - If omitted, the server decides.
              - Cannot be changed after creation.
            type: str
          region_id:
            description:
              - ID of the AWS region, such as V(us-east-2).
              - If omitted, the server decides.
              - Cannot be changed after creation.
            type: str
      compatible_bucket:
        description:
          - Bucket of an S3 compatible storage.
          - Needed for V(AmazonS3Compatible), V(WasabiCloud) and V(IBMCloud).
        type: dict
        suboptions:
          name:
            description:
              - Name of the bucket.
              - Cannot be changed after creation.
            type: str
          service_point:
            description:
              - Address of the storage, with its scheme, such as V(https://s3.example.com).
              - Needed together with the name.
              - Cannot be changed after creation.
            type: str
          region_id:
            description:
              - ID of the region in the storage.
              - If omitted, the server decides.
              - Cannot be changed after creation.
            type: str
          trust_certificate:
            description:
              - Whether the server trusts a self-signed certificate of the storage.
              - With V(true), O(object_storage.compatible_bucket.trusted_certificate_thumbprint) is not needed. If
                omitted, the server decides. The documentation of the API does not say how.
            type: bool
          trusted_certificate_thumbprint:
            description:
              - Thumbprint of a self-signed certificate of the storage that is not trusted otherwise.
              - Not needed with O(object_storage.compatible_bucket.trust_certificate=true). The documentation of the API
                does not say which certificates the server trusts if both are omitted.
            type: str
      s3_folder:
        description:
          - Folder in the bucket for the backups.
          - Needed together with O(object_storage.amazon_bucket) or O(object_storage.compatible_bucket).
          - Cannot be changed after creation.
        type: str
      size_limit_enabled:
        description:
          - Whether the size of the repository is limited.
          - With V(true), O(object_storage.size_limit_gb) is needed as well. If omitted, a new repository has no limit.
        type: bool
      size_limit_gb:
        description:
          - The limit of the size, in gigabytes.
          - Only together with O(object_storage.size_limit_enabled=true), and then at least V(1). V(0) is what a server
            may show where the size is not limited, and is accepted only for such a repository. A negative number is
            refused.
        type: int
      immutability_enabled:
        description:
          - Whether backups cannot be changed or removed for a time.
          - If omitted, the backups in a new repository can be removed.
        type: bool
      immutability_governance_mode:
        description:
          - Whether the immutability is in the governance mode.
          - If omitted, the server decides the mode of a new repository. The documentation of the API has no default. It
            does not say what the mode allows, nor what it does without O(object_storage.immutability_enabled=true).
        type: bool
      immutability_period_days:
        description:
          - Number of days for which backups are immutable.
          - With V(0), they are immutable for as long as the retention policy keeps them. This is also what a new
            repository does if omitted.
          - The documentation of the API does not say what it does without O(object_storage.immutability_enabled=true).
        type: int
      standard_ia_storage_class:
        description:
          - Whether the storage class S3 Standard-Infrequent Access is used.
          - If omitted, a new repository does not use it.
        type: bool
      one_zone_ia_storage_class:
        description:
          - Whether the storage class S3 One Zone-Infrequent Access is used.
          - If omitted, a new repository does not use it.
        type: bool
      glacier_instant_retrieval:
        description:
          - Whether the storage class S3 Glacier Instant Retrieval is used.
          - If omitted, a new repository does not use it.
        type: bool
      glacier_deep_archive:
        description:
          - Whether the storage class S3 Glacier Deep Archive is used.
          - If omitted, a new repository does not use it.
        type: bool
      use_archiver_appliance:
        description:
          - Whether the server starts a virtual machine in the cloud (an archiver appliance) to copy backups between
            storages there.
          - With V(true), an Amazon S3 storage also needs O(object_storage.amazon_archiver_appliance). An Azure storage
            also needs O(object_storage.azure_archiver_appliance), O(object_storage.azure_service_account) and
            O(object_storage.azure_subscription_id).
          - If omitted, a new repository uses none.
        type: bool
      amazon_archiver_appliance:
        description:
          - The archiver appliance in AWS.
          - Only together with O(object_storage.use_archiver_appliance=true).
        type: dict
        suboptions:
          instance_type:
            description:
              - Type of the instance, such as V(c5.2xlarge).
              - If omitted, the server decides.
            type: str
          vpc:
            description:
              - Virtual private cloud of the instance.
              - If omitted, the server decides.
            type: dict
            suboptions:
              id:
                description: ID of the virtual private cloud.
                type: str
              name:
                description: Name of the virtual private cloud.
                type: str
              cidr:
                description: Address block of the virtual private cloud.
                type: str
          subnet:
            description:
              - Subnet of the instance.
              - If omitted, the server decides.
            type: dict
            suboptions:
              id:
                description: ID of the subnet.
                type: str
              name:
                description: Name of the subnet.
                type: str
              cidr:
                description: Address block of the subnet.
                type: str
          security_group:
            description:
              - Security group of the instance.
              - If omitted, the server decides.
            type: dict
            suboptions:
              id:
                description: ID of the security group.
                type: str
              name:
                description: Name of the security group.
                type: str
          ip_ranges:
            description:
              - IPv4 address blocks that may reach the instance, as one text with commas, such as
                V(192.0.2.0/24,198.51.100.0/24).
              - If omitted, the server decides.
            type: str
          port:
            description:
              - Port on which the instance is reached.
              - If omitted, the server decides.
              - From 1 to 65535.
            type: int
      azure_service_account:
        description:
          - Azure service account that starts the archiver appliance.
          - Given by display name, description or ID.
          - Only together with O(object_storage.use_archiver_appliance=true).
        type: str
      azure_subscription_id:
        description:
          - ID of the Azure subscription of the archiver appliance.
          - Only together with O(object_storage.use_archiver_appliance=true).
        type: str
      azure_archiver_appliance:
        description:
          - The archiver appliance in Azure.
          - Only together with O(object_storage.use_archiver_appliance=true).
        type: dict
        suboptions:
          vm_size:
            description:
              - Size of the virtual machine, such as V(Standard_D4_v5).
              - If omitted, the server decides.
            type: str
          resource_group:
            description:
              - Name of the resource group of the virtual machine.
              - If omitted, the server decides.
            type: str
          virtual_network:
            description:
              - Virtual network of the virtual machine.
              - If omitted, the server decides.
            type: dict
            suboptions:
              id:
                description: ID of the virtual network.
                type: str
              name:
                description: Name of the virtual network.
                type: str
          subnet:
            description:
              - Name of the subnet of the virtual machine.
              - If omitted, the server decides.
            type: str
          ip_ranges:
            description:
              - IPv4 address blocks that may reach the virtual machine, as one text with commas.
              - If omitted, the server decides.
            type: str
          region:
            description:
              - Azure region of the virtual machine.
              - If omitted, the server decides.
            type: str
          port:
            description:
              - Port on which the virtual machine is reached.
              - If omitted, the server decides.
              - From 1 to 65535.
            type: int
  object_storage_id:
    description:
      - ID of the object storage repository that extends the repository.
      - If omitted, a new repository is a folder only.
      - Requires O(api_version=v7) or earlier. Cannot be changed after creation.
    type: str
  object_storage_cache_path:
    description:
      - Folder of the backup proxy server for the cache of the object storage.
      - If omitted, the server decides.
      - Requires O(api_version=v7) or earlier. Cannot be changed after creation.
    type: str
  attach_used_repository:
    description:
      - Whether to take over a folder or an object storage that another backup proxy server used, with the backups in
        it. Nothing undoes this.
      - If omitted, the server decides. The documentation of the API does not say what it does then with a repository
        that was in use.
      - Used only to create a backup repository; ignored if the backup repository exists.
    type: bool
  ignore_proxy_pool_appliance_access_validation:
    description:
      - Whether the server does not check that all members of O(proxy_pool) can reach the archiver appliance.
      - Only together with O(proxy_pool) and O(object_storage.use_archiver_appliance=true). If omitted, it checks that.
      - Requires O(api_version=v8) or later. Used only to create a backup repository; ignored if the backup repository
        exists.
    type: bool
  retention_type:
    description:
      - How the age of data is measured. V(ItemLevel) counts from the last change of an item, V(SnapshotBased) from the
        time of the backup.
      - Required to create a backup repository. Cannot be changed after creation.
    type: str
    choices: [ItemLevel, SnapshotBased]
  retention_period_type:
    description:
      - Unit of the time for which backups are kept.
      - A new value also needs the option of its unit - O(daily_retention_period), O(monthly_retention_period) or
        O(yearly_retention_period).
      - If omitted, the server decides for a new repository.
    type: str
    choices: [Daily, Monthly, Yearly]
  daily_retention_period:
    description:
      - Number of days for which backups are kept.
      - Only together with O(retention_period_type=Daily).
      - At least 1.
    type: int
  monthly_retention_period:
    description:
      - Number of months for which backups are kept.
      - Only together with O(retention_period_type=Monthly).
      - At least 1.
    type: int
  yearly_retention_period:
    description:
      - Number of years for which backups are kept. V(Keep) keeps them for ever.
      - Only together with O(retention_period_type=Yearly).
    type: str
    choices: [Year1, Years2, Years3, Years5, Years7, Years10, Years25, Keep]
  retention_frequency_type:
    description:
      - How often outdated backups are removed.
      - V(Daily) also needs O(daily_time) and O(daily_type) if it is new. V(Monthly) also needs O(monthly_time),
        O(monthly_day_number) and O(monthly_day_of_week).
      - If omitted, the server decides for a new repository.
    type: str
    choices: [Daily, Monthly]
  daily_time:
    description:
      - Time of the day at which outdated backups are removed, as hours and minutes, with or without seconds.
      - Only together with O(retention_frequency_type=Daily).
    type: str
  daily_type:
    description:
      - Days on which outdated backups are removed.
      - Only together with O(retention_frequency_type=Daily).
    type: str
    choices: [Everyday, Workdays, Weekends, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday]
  monthly_time:
    description:
      - Time of the day at which outdated backups are removed each month, as hours and minutes, with or without seconds.
      - Only together with O(retention_frequency_type=Monthly).
    type: str
  monthly_day_number:
    description:
      - Which of these days of a month it is on which outdated backups are removed.
      - Only together with O(retention_frequency_type=Monthly).
    type: str
    choices: [First, Second, Third, Fourth, Last]
  monthly_day_of_week:
    description:
      - Day of the week on which outdated backups are removed each month.
      - Only together with O(retention_frequency_type=Monthly).
    type: str
    choices: [Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday]
  encryption_enabled:
    description:
      - Whether backups on the object storage are encrypted.
      - With V(true), O(encryption_key) is needed as well. If omitted, a new repository is not encrypted.
      - Not for a local repository.
    type: bool
  encryption_key:
    description:
      - Encryption password of the server with which backups are encrypted.
      - Given by its description (its hint) or its ID. The password itself is not given here.
      - Only together with O(encryption_enabled=true).
    type: str
seealso:
  - module: opendr.veeam.veeam_m365_repository_info
  - module: opendr.veeam.veeam_m365_repository_owner
  - module: opendr.veeam.veeam_m365_repository_sync
  - name: Connection options
    description: How the modules reach a server, log in, retry, and what they never show.
    link: https://github.com/opendr/opendr.veeam/blob/main/docs/connection.md
"""

EXAMPLES = r"""
- name: A folder of a backup proxy server, which keeps two weeks
  opendr.veeam.veeam_m365_repository:
    url: https://vb365.example.com
    username: "{{ veeam_m365_username }}"
    password: "{{ veeam_m365_password }}"
    name: Mailboxes
    proxy: vb365-proxy01.dr.example
    path: D:\Backups\Mailboxes
    retention_type: ItemLevel
    retention_period_type: Daily
    daily_retention_period: 14
    retention_frequency_type: Daily
    daily_time: "22:00"
    daily_type: Everyday

# The connection of the tasks below is in module_defaults, or in the environment (VEEAM_M365_URL and the like).
- name: An encrypted repository on an S3 compatible storage, with a limit
  opendr.veeam.veeam_m365_repository:
    name: Object Storage
    proxy_pool: Backup Proxy Pool 01
    organization: dr.example
    retention_type: SnapshotBased
    retention_period_type: Yearly
    yearly_retention_period: Years3
    retention_frequency_type: Monthly
    monthly_time: "03:00"
    monthly_day_number: First
    monthly_day_of_week: Sunday
    encryption_enabled: true
    encryption_key: Offsite copies
    object_storage:
      type: AmazonS3Compatible
      account: S3 compatible storage
      compatible_bucket:
        name: m365-backups
        service_point: https://s3.dr.example
        region_id: dr-1
      s3_folder: organization
      size_limit_enabled: true
      size_limit_gb: 2048
      immutability_enabled: true

- name: Keep backups longer
  opendr.veeam.veeam_m365_repository:
    name: Mailboxes
    retention_period_type: Monthly
    monthly_retention_period: 6

- name: Give a repository another name
  opendr.veeam.veeam_m365_repository:
    id: f1fcb013-30ac-5bcc-b0a5-da5dbc0dad61
    name: Renamed Repository

- name: Remove a repository
  opendr.veeam.veeam_m365_repository:
    name: Renamed Repository
    state: absent
"""

RETURN = r"""
repository:
  description:
    - The repository after the task. Its keys are the names of the options. Empty if the repository does not exist. In
      check mode, the repository as it will be.
  returned: success
  type: dict
  contains:
    id:
      description: ID of the repository.
      type: str
    name:
      description: Name of the repository.
      type: str
    description:
      description: Description of the repository.
      type: str
    proxy:
      description: Backup proxy server that owns the repository.
      type: str
    proxy_pool:
      description: Backup proxy pool that owns the repository.
      returned: with O(api_version=v8) or later
      type: str
    organization:
      description: Microsoft 365 organization whose backups the repository is for.
      returned: with O(api_version=v8) or later
      type: str
    path:
      description: Folder of the backup proxy server for the backups, as a full path.
      type: str
    object_storage:
      description: The object storage for the backups.
      returned: with O(api_version=v8) or later
      type: dict
      contains:
        type:
          description: Type of the object storage.
          type: str
        account:
          description: Cloud account with which the server reads and writes the storage.
          type: str
        azure_container:
          description: Container in Azure.
          type: dict
          contains:
            name:
              description: Name of the container.
              type: str
            region_type:
              description: Azure environment of the container.
              type: str
        azure_folder:
          description: Folder in O(object_storage.azure_container) for the backups.
          type: str
        amazon_bucket:
          description: Bucket in Amazon S3.
          type: dict
          contains:
            name:
              description: Name of the bucket.
              type: str
            region_type:
              description: Type of the AWS region of the bucket.
              type: str
            region_name:
              description: Name of the AWS region, such as V(US East (Ohio\)).
              type: str
            region_id:
              description: ID of the AWS region, such as V(us-east-2).
              type: str
        compatible_bucket:
          description: Bucket of an S3 compatible storage.
          type: dict
          contains:
            name:
              description: Name of the bucket.
              type: str
            service_point:
              description: Address of the storage, with its scheme, such as V(https://s3.example.com).
              type: str
            region_id:
              description: ID of the region in the storage.
              type: str
            trust_certificate:
              description: Whether the server trusts a self-signed certificate of the storage.
              type: bool
            trusted_certificate_thumbprint:
              description: Thumbprint of a self-signed certificate of the storage that is not trusted otherwise.
              type: str
        s3_folder:
          description: Folder in the bucket for the backups.
          type: str
        size_limit_enabled:
          description: Whether the size of the repository is limited.
          type: bool
        size_limit_gb:
          description: The limit of the size, in gigabytes.
          type: int
        immutability_enabled:
          description: Whether backups cannot be changed or removed for a time.
          type: bool
        immutability_governance_mode:
          description: Whether the immutability is in the governance mode.
          type: bool
        immutability_period_days:
          description: Number of days for which backups are immutable.
          type: int
        standard_ia_storage_class:
          description: Whether the storage class S3 Standard-Infrequent Access is used.
          type: bool
        one_zone_ia_storage_class:
          description: Whether the storage class S3 One Zone-Infrequent Access is used.
          type: bool
        glacier_instant_retrieval:
          description: Whether the storage class S3 Glacier Instant Retrieval is used.
          type: bool
        glacier_deep_archive:
          description: Whether the storage class S3 Glacier Deep Archive is used.
          type: bool
        use_archiver_appliance:
          description:
            - Whether the server starts a virtual machine in the cloud (an archiver appliance) to copy backups between
              storages there.
          type: bool
        amazon_archiver_appliance:
          description: The archiver appliance in AWS.
          type: dict
          contains:
            instance_type:
              description: Type of the instance, such as V(c5.2xlarge).
              type: str
            vpc:
              description: Virtual private cloud of the instance.
              type: dict
              contains:
                id:
                  description: ID of the virtual private cloud.
                  type: str
                name:
                  description: Name of the virtual private cloud.
                  type: str
                cidr:
                  description: Address block of the virtual private cloud.
                  type: str
            subnet:
              description: Subnet of the instance.
              type: dict
              contains:
                id:
                  description: ID of the subnet.
                  type: str
                name:
                  description: Name of the subnet.
                  type: str
                cidr:
                  description: Address block of the subnet.
                  type: str
            security_group:
              description: Security group of the instance.
              type: dict
              contains:
                id:
                  description: ID of the security group.
                  type: str
                name:
                  description: Name of the security group.
                  type: str
            ip_ranges:
              description:
                - IPv4 address blocks that may reach the instance, as one text with commas, such as
                  V(192.0.2.0/24,198.51.100.0/24).
              type: str
            port:
              description: Port on which the instance is reached.
              type: int
        azure_service_account:
          description: Azure service account that starts the archiver appliance.
          type: str
        azure_subscription_id:
          description: ID of the Azure subscription of the archiver appliance.
          type: str
        azure_archiver_appliance:
          description: The archiver appliance in Azure.
          type: dict
          contains:
            vm_size:
              description: Size of the virtual machine, such as V(Standard_D4_v5).
              type: str
            resource_group:
              description: Name of the resource group of the virtual machine.
              type: str
            virtual_network:
              description: Virtual network of the virtual machine.
              type: dict
              contains:
                id:
                  description: ID of the virtual network.
                  type: str
                name:
                  description: Name of the virtual network.
                  type: str
            subnet:
              description: Name of the subnet of the virtual machine.
              type: str
            ip_ranges:
              description: IPv4 address blocks that may reach the virtual machine, as one text with commas.
              type: str
            region:
              description: Azure region of the virtual machine.
              type: str
            port:
              description: Port on which the virtual machine is reached.
              type: int
        id:
          description: ID of the repository.
          type: str
        used_space_bytes:
          description: Used space, in bytes.
          type: int
        free_space_bytes:
          description: Free space, in bytes. Only if the size is limited.
          type: int
    object_storage_id:
      description: ID of the object storage repository that extends the repository.
      returned: with O(api_version=v7) or earlier
      type: str
    object_storage_cache_path:
      description: Folder of the backup proxy server for the cache of the object storage.
      returned: with O(api_version=v7) or earlier
      type: str
    retention_type:
      description:
        - How the age of data is measured. V(ItemLevel) counts from the last change of an item, V(SnapshotBased) from
          the time of the backup.
      type: str
    retention_period_type:
      description: Unit of the time for which backups are kept.
      type: str
    daily_retention_period:
      description: Number of days for which backups are kept.
      type: int
    monthly_retention_period:
      description: Number of months for which backups are kept.
      type: int
    yearly_retention_period:
      description: Number of years for which backups are kept. V(Keep) keeps them for ever.
      type: str
    retention_frequency_type:
      description: How often outdated backups are removed.
      type: str
    daily_time:
      description:
        - Time of the day at which outdated backups are removed, as hours and minutes, with or without seconds.
      type: str
    daily_type:
      description: Days on which outdated backups are removed.
      type: str
    monthly_time:
      description:
        - Time of the day at which outdated backups are removed each month, as hours and minutes, with or without
          seconds.
      type: str
    monthly_day_number:
      description: Which of these days of a month it is on which outdated backups are removed.
      type: str
    monthly_day_of_week:
      description: Day of the week on which outdated backups are removed each month.
      type: str
    encryption_enabled:
      description: Whether backups on the object storage are encrypted.
      type: bool
    encryption_key:
      description: Encryption password of the server with which backups are encrypted.
      type: str
    capacity_bytes:
      description: Size of the disk of a local repository, in bytes.
      type: int
    free_space_bytes:
      description: Free space on the disk of a local repository, in bytes.
      type: int
    long_term:
      description: Whether it is on a long-term storage.
      type: bool
    out_of_sync:
      description: Whether the cache has to be synchronized with the object storage.
      type: bool
    outdated:
      description: Whether the repository has to be upgraded.
      returned: with O(api_version=v8) or later
      type: bool
    indexed:
      description: Whether the repository is indexed.
      returned: with O(api_version=v8) or later
      type: bool
    migration_locked:
      description: Whether a migration has locked the repository.
      returned: with O(api_version=v8) or later
      type: bool
    out_of_order:
      description: Whether the repository is in the state Invalid, in which it cannot be used.
      returned: with O(api_version=v8) or later
      type: bool
    out_of_order_reason:
      description: Why the repository is in the state Invalid.
      returned: with O(api_version=v8) or later
      type: str
    maintenance_mode:
      description: Maintenance mode of the repository, V(None), V(SessionsDisabled) or V(RepositoryDisabled).
      returned: with O(api_version=v8) or later
      type: str
operation:
  description: What the task did, or in check mode would do - V(create), V(update), V(delete) or V(none).
  returned: success
  type: str
  sample: update
changes:
  description:
    - The options in which an existing backup repository differed from the task, each with its value before and after.
    - Empty if the backup repository was created, removed or left as it was.
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
        - V(OtherOwner) - The repository belongs to another backup proxy server or backup proxy pool than the task
          gives.
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
from ansible_collections.opendr.veeam.plugins.module_utils.m365.repository.module import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
