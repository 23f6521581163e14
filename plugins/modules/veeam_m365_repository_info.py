#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_m365_repository_info
short_description: List backup repositories of Veeam Backup for Microsoft 365
version_added: 0.1.0
description:
  - Returns the backup repositories of a server with their settings. Each setting has the name of the option of
    M(opendr.veeam.veeam_m365_repository). Other objects, such as backup proxy servers, have their names instead of
    their IDs.
  - Without filters, all of them are returned. With several filters, only those that match every filter are returned.
    The list is always complete.
  - Can also return the organizations whose backups are in each repository, with the space that they use
    (O(backed_up_organizations)).
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.m365
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
  proxy:
    description:
      - Only repositories that this backup proxy server owns, given by host name, fully qualified name or ID.
      - If omitted, owners are not filtered.
    type: str
  proxy_pool:
    description:
      - Only repositories that this backup proxy pool owns, given by name or ID.
      - If omitted, owners are not filtered.
      - Requires O(api_version=v8) or later.
    type: str
  organization:
    description:
      - Only repositories for this organization, given by name or ID.
      - If omitted, organizations are not filtered.
      - Requires O(api_version=v8) or later.
    type: str
  long_term:
    description:
      - With V(true), only repositories on a long-term storage, such as the archive tier of Azure or Amazon S3 Glacier.
        With V(false), only the others. If omitted, all are returned.
    type: bool
  backed_up_organizations:
    description:
      - Whether to also return, in RV(repositories[].backed_up_organizations), the organizations whose backups are in
        the repository. This takes at least one more request for each repository.
    type: bool
    default: false
seealso:
  - module: opendr.veeam.veeam_m365_repository
  - name: Connection options
    description: How the modules reach a server, log in, retry, and what they never show.
    link: https://github.com/opendr/opendr.veeam/blob/main/docs/connection.md
"""

EXAMPLES = r"""
- name: List the repositories and who has backups in them
  opendr.veeam.veeam_m365_repository_info:
    url: https://vb365.example.com
    username: "{{ veeam_m365_username }}"
    password: "{{ veeam_m365_password }}"
    backed_up_organizations: true
  register: found

- name: List the repositories of a backup proxy pool
  opendr.veeam.veeam_m365_repository_info:
    proxy_pool: Backup Proxy Pool 01
  register: pooled

- name: Show those whose cache has to be synchronized
  ansible.builtin.debug:
    msg: "{{ pooled.repositories | selectattr('out_of_sync') | map(attribute='name') }}"
"""

RETURN = r"""
repositories:
  description: The repositories that match.
  returned: success
  type: list
  elements: dict
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
          description: Folder in RV(repositories[].object_storage.azure_container) for the backups.
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
    backed_up_organizations:
      description: The organizations whose backups are in the repository.
      type: list
      elements: dict
      contains:
        backed_up_organization_id:
          description: ID of the backups of the organization. It is not the ID of the organization.
          type: str
        name:
          description: Name of the organization.
          type: str
        used_space_bytes:
          description: Used space, in bytes.
          type: int
        local_cache_used_space_bytes:
          description: Space that the cache on the backup proxy server uses, in bytes.
          type: int
        object_storage_used_space_bytes:
          description: Space used on the object storage, in bytes.
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
from ansible_collections.opendr.veeam.plugins.module_utils.m365.repository_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
