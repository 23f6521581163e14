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
  - Returns the backup repositories of a server with their settings, under the names of the options of
    M(opendr.veeam.veeam_repository), with the names of servers and credentials in the place of their IDs.
  - Returns all of them, or those that fit every filter given. The list is never cut short.
  - Repositories of types that the API cannot create are listed too, with the settings that all types have.
  - Scale-out repositories are not in the list. Their extents are, unless O(exclude_extents=true).
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
options:
  id:
    description: Only the repository with this ID. If left out, the ID does not matter.
    type: str
  name:
    description:
      - Only repositories of this name, or of a name that fits, where V(*) stands for any characters and V(?) for one.
      - Without these signs the whole name has to match. Upper and lower case matter.
      - If left out, the name does not matter.
    type: str
  type:
    description:
      - Only repositories of one of these types. If left out, the type does not matter.
      - Not every API revision knows every type; one that it does not know is refused. O(api_version=1.2-rev1) has no
        V(VeeamDataCloudVault), and what O(api_version=1.3-rev2) calls V(DellDataDomain), V(HPEStoreOnce), V(QuantumDXi)
        and V(S3Integrated) was V(DDBoost), V(HPStoreOnceIntegration), V(Quantum) and V(SmartObjectS3) before.
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
      - Only repositories on this managed server, by name or ID. That leaves out shares and object storage, which are on
        none.
      - If left out, the host does not matter.
    type: str
  path:
    description:
      - Only repositories with this path, or one that fits, where V(*) stands for any characters and V(?) for one. For
        shares the address of the share is the path.
      - Without these signs the whole path has to match. Upper and lower case matter.
      - If left out, the path does not matter.
    type: str
  exclude_extents:
    description:
      - Whether repositories that are extents of a scale-out repository are left out.
      - Needs O(api_version=1.3-rev0) or newer. If not given, they are in the list.
    type: bool
  states:
    description:
      - Whether each repository also tells how full it is and whether it can be reached, in RV(repositories[].status).
        That is one more request, and one for each 200 repositories.
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
    - The repositories, in the server's order. Empty if none fits.
    - Each has the options of M(opendr.veeam.veeam_repository) that its type has, and what is listed here.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: ID of the repository.
      type: str
      returned: success
    name:
      description: Name of the repository.
      type: str
      returned: success
    type:
      description: Type of the repository, in the spelling of the API revision.
      type: str
      returned: success
    description:
      description: Text that the console shows beside the name.
      type: str
      returned: success
    unique_id:
      description: ID by which the storage knows the repository.
      type: str
      returned: if the server tells it
    status:
      description: How full the repository is and whether it can be reached. None if the server tells nothing about it.
      type: dict
      returned: if O(states=true)
      contains:
        capacity_gb:
          description: Size of the storage, in GB.
          type: float
          returned: success
        free_gb:
          description: Free space, in GB.
          type: float
          returned: success
        used_space_gb:
          description: Space that is taken up, in GB.
          type: float
          returned: success
        is_online:
          description: Whether the server reaches the repository.
          type: bool
          returned: success
        is_out_of_date:
          description: Whether components on the host have to be upgraded.
          type: bool
          returned: with O(api_version=1.3-rev0) or newer
        host_name:
          description: Managed server that the repository is on.
          type: str
          returned: if it is on one
        path:
          description: Path of the repository as the server shows it, for all types.
          type: str
          returned: if the server tells it
        scale_out_repository:
          description: The scale-out repository that it is an extent of.
          type: dict
          returned: if it is one, with O(api_version=1.3-rev0) or newer
          contains:
            id:
              description: ID of the scale-out repository.
              type: str
              returned: success
            name:
              description: Name of the scale-out repository.
              type: str
              returned: success
            extent_type:
              description: Which tier it belongs to - V(Performance), V(Capacity) or V(Archive).
              type: str
              returned: success
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
"""

from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.repository_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
