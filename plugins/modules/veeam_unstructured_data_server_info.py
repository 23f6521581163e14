#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_unstructured_data_server_info
short_description: List unstructured data servers of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Returns the unstructured data servers of a backup server, in the words of
    M(opendr.veeam.veeam_unstructured_data_server). What they refer to has its name instead of its ID.
  - Without filters, all of them are returned. With several filters, only those that match every filter are returned.
    The list is always complete.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
options:
  id:
    description: Only the server with this ID. If omitted, IDs are not filtered.
    type: str
  name:
    description:
      - Only servers of this name, or of a name that matches. Both the name in a task and the name that the server shows
        are compared. V(*) matches any number of characters, V(?) matches a single character.
      - Without these characters, the whole name has to match. The comparison is case-sensitive.
      - If omitted, names are not filtered.
    type: str
  type:
    description:
      - Only servers of one of these types. If omitted, types are not filtered.
      - Requires O(api_version=1.3-rev1) or later. V(AzureDataLake), V(SANSMBShare) and V(SANNFSShare) require
        O(api_version=1.3-rev2) or later.
    type: list
    elements: str
    choices:
      - FileServer
      - SMBShare
      - NFSShare
      - NASFiler
      - S3Compatible
      - AmazonS3
      - AzureBlob
      - AzureDataLake
      - SANSMBShare
      - SANNFSShare
"""

EXAMPLES = r"""
- name: List all unstructured data servers
  opendr.veeam.veeam_unstructured_data_server_info:
  register: all_servers

- name: Find the SMB shares of one NAS
  opendr.veeam.veeam_unstructured_data_server_info:
    name: \\nas01.dr.example\*
    type: [SMBShare]
  register: shares

- name: Show where their caches are
  ansible.builtin.debug:
    msg: "{{ item.name }}: {{ item.cache_repository }}"
  loop: "{{ shares.unstructured_data_servers }}"
  loop_control:
    label: "{{ item.name }}"
"""

RETURN = r"""
unstructured_data_servers:
  description:
    - The unstructured data servers, in the order of the server. Empty if none matches.
    - Each has the settings of its type.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: ID of the unstructured data server.
      type: str
    name:
      description:
        - What the server is known by, which depends on RV(unstructured_data_servers[].type). Jobs and restores name it
          by the same.
      returned: if its type has it
      type: str
    type:
      description: What kind of server it is.
      type: str
    display_name:
      description: Name that the server shows.
      returned: for V(SMBShare), V(SANSMBShare), V(NFSShare), V(SANNFSShare), V(FileServer) and V(NASFiler)
      type: str
    host_type:
      description: What the managed server of a file server is.
      returned: for V(FileServer) with O(api_version=1.3-rev2) or later
      type: str
    credentials:
      description: Account by which the data is read.
      returned: if its type has it
      type: str
    credentials_required:
      description: Whether an account is needed to read the data.
      returned: if its type has it
      type: bool
    service_point:
      description: Address of the object storage.
      returned: if its type has it
      type: str
    region_id:
      description: ID of the region that the object storage is in.
      returned: if its type has it
      type: str
    region_type:
      description: Kind of region.
      returned: if its type has it
      type: str
    region_name:
      description: Name of the region that the server shows.
      returned: for V(S3Compatible), V(AmazonS3), V(AzureBlob) and V(AzureDataLake) with O(api_version=1.3-rev2) or
        later
      type: str
    processing_mode:
      description:
        - 'What the data is read from: the share itself, a snapshot of the storage system, or a snapshot that the share
          makes by VSS.'
      returned: if its type has it
      type: str
    direct_backup_failover:
      description:
        - Whether the data is read from the share itself where a snapshot is not available. Otherwise the job fails.
      returned: if its type has it
      type: bool
    storage_snapshot_path:
      description:
        - Path of the snapshot that is read with RV(unstructured_data_servers[].processing_mode=StorageSnapshot), such
          as V(\\\\nas01.example.com\\snapshots\\latest).
      returned: if its type has it
      type: str
    cache_repository:
      description: Backup repository that holds the cache, by name or ID.
      type: str
    backup_io_control:
      description: How fast the data is read.
      type: str
    auto_select_proxies:
      description: Whether the server chooses the backup proxies.
      returned: if its type has it
      type: bool
    proxies:
      description: General-purpose backup proxies that read the data, each by name or ID.
      returned: if its type has it
      type: list
      elements: str
    native_change_tracking:
      description: Whether the storage system itself is asked which files have changed.
      returned: if its type has it
      type: bool
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.unstructured_data_server_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
