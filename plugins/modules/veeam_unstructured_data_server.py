#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_unstructured_data_server
short_description: Create, change and remove unstructured data servers of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Adds, changes or removes an unstructured data server, so that it is as the task describes it. It is a file server, a
    share, a NAS filer or object storage, whose files or objects M(opendr.veeam.veeam_file_backup_job) backs up.
  - If the server exists, an omitted option is neither compared nor changed.
  - Removing a server removes it from the backup server only. Its files and its backups stay.
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
      - V(present) adds the server, or changes the options that differ from the task.
      - V(absent) removes the server. Options that describe it are ignored. A server that a job backs up cannot be
        removed.
    type: str
    choices: [present, absent]
    default: present
  id:
    description:
      - ID of the unstructured data server, a UUID.
      - Give it to move a share to another path, to rename object storage, or if several servers have the same name.
      - A server with this ID must exist, except with O(state=absent).
      - If omitted, the module finds the server by O(name).
    type: str
  name:
    description:
      - What the server is known by, which depends on O(type). Jobs and restores name it by the same.
      - For a share, its path, such as V(\\\\nas01.example.com\\projects) for SMB and V(nas01.example.com:/exports/home)
        for NFS. V(\\\\nas01.example.com) is all SMB shares of a server.
      - For V(FileServer), the managed server, by name or ID. For V(NASFiler), the ID of the storage host; a filer that
        exists is also found by the name that the server shows.
      - For object storage, the friendly name of its account.
      - Upper and lower case matter. Either O(name) or O(id) has to be given.
      - Required to create an unstructured data server. For O(type=FileServer) and O(type=NASFiler), cannot be changed
        after creation.
    type: str
  type:
    description:
      - What kind of server it is.
      - V(FileServer) is a managed server with Windows or Linux. V(NASFiler) is a storage system with all its shares.
        V(SANSMBShare) and V(SANNFSShare) are shares of a storage system. The others are a file share, or object
        storage.
      - Required to create an unstructured data server. Cannot be changed after creation. V(AzureDataLake),
        V(SANSMBShare) and V(SANNFSShare) require O(api_version=1.3-rev2) or later.
    type: str
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
  credentials:
    description:
      - Account by which the data is read.
      - For V(SMBShare), V(SANSMBShare) and V(NASFiler), a credentials record, by its ID, username or description. If
        omitted, a new server has none.
      - For object storage, a cloud credentials record, by its ID, description or account.
      - Not for O(type=FileServer), O(type=NFSShare) and O(type=SANNFSShare). Required to create an unstructured data
        server, except for O(type=SMBShare), O(type=NASFiler) and O(type=SANSMBShare).
    type: str
  credentials_required:
    description:
      - Whether an account is needed to read the data.
      - If omitted, it is with O(credentials). Without both, the server decides for a new server.
      - Only for O(type=SMBShare), O(type=NASFiler) and O(type=SANSMBShare).
    type: bool
  service_point:
    description:
      - Address of the object storage.
      - If omitted, the server decides for new object storage.
      - Only for O(type=S3Compatible).
    type: str
  region_id:
    description:
      - ID of the region that the object storage is in.
      - If omitted, the server decides for new object storage.
      - Only for O(type=S3Compatible) and O(type=AmazonS3).
    type: str
  region_type:
    description:
      - Kind of region.
      - If omitted for V(AmazonS3), the server decides for new object storage.
      - Only for O(type=AmazonS3), O(type=AzureBlob) and O(type=AzureDataLake). Required to create an unstructured data
        server, except for O(type=AmazonS3).
    type: str
    choices: [China, Global, Government]
  processing_mode:
    description:
      - 'What the data is read from: the share itself, a snapshot of the storage system, or a snapshot that the share
        makes by VSS.'
      - If omitted, the server decides for a new share.
      - Only for O(type=SMBShare), O(type=NFSShare), O(type=SANSMBShare) and O(type=SANNFSShare). V(VSSSnapshot) is only
        for O(type=SMBShare) and O(type=SANSMBShare).
    type: str
    choices: [Direct, StorageSnapshot, VSSSnapshot]
  direct_backup_failover:
    description:
      - Whether the data is read from the share itself where a snapshot is not available. Otherwise the job fails.
      - If omitted, the server decides for a new share.
      - Only for O(type=SMBShare), O(type=NFSShare), O(type=SANSMBShare) and O(type=SANNFSShare).
    type: bool
  storage_snapshot_path:
    description:
      - Path of the snapshot that is read with O(processing_mode=StorageSnapshot), such as
        V(\\\\nas01.example.com\\snapshots\\latest).
      - If omitted, a new share has none. An empty text removes it.
      - Only for O(type=SMBShare), O(type=NFSShare), O(type=SANSMBShare) and O(type=SANNFSShare).
    type: str
  cache_repository:
    description:
      - Backup repository that holds the cache, by name or ID.
      - The cache has what is known of the files since the last backup. O(migration_type) says how that gets to another
        repository.
      - Required to create an unstructured data server.
    type: str
  backup_io_control:
    description:
      - How fast the data is read.
      - If omitted, the server decides for a new server.
    type: str
    choices: [Lowest, Low, Medium, High, Highest]
  auto_select_proxies:
    description:
      - Whether the server chooses the backup proxies.
      - If omitted, V(false) with O(proxies), and V(true) for a new server without them.
      - Not for O(type=FileServer). For O(type=NASFiler), requires O(api_version=1.3-rev1) or earlier.
    type: bool
  proxies:
    description:
      - General-purpose backup proxies that read the data, each by name or ID.
      - 'The list is the whole of it: proxies that are not in it are no longer used.'
      - Not for O(type=FileServer). For O(type=NASFiler), requires O(api_version=1.3-rev1) or earlier.
    type: list
    elements: str
  native_change_tracking:
    description:
      - Whether the storage system itself is asked which files have changed.
      - If omitted, the server decides for a new server.
      - Only for O(type=NASFiler).
    type: bool
  migration_type:
    description:
      - 'How the metadata gets to another O(cache_repository): it is there already, is copied from the current cache, or
        is downloaded from the archive repository.'
      - It goes with an update, and is ignored if there is none. If omitted, the server copies it from the current
        cache.
    type: str
    choices: [CheckExistence, CopyMetaFromCache, DownloadMetaFromArchive]
  cold_storage_retrieval_mode:
    description:
      - How data is retrieved from archive storage, for O(migration_type=DownloadMetaFromArchive).
      - It goes with an update, and is ignored if there is none. If omitted, the server decides.
      - Requires O(api_version=1.3-rev2) or later.
    type: str
    choices: [AmazonBulk, AmazonStandard, AmazonExpedited, AzureStandardPriority, AzureHighPriority]
"""

EXAMPLES = r"""
# The connection is in module_defaults, or in the environment (VEEAM_VBR_URL and the like).
- name: A share of a NAS, which two proxies read
  opendr.veeam.veeam_unstructured_data_server:
    name: \\nas03.example.com\projects
    type: SMBShare
    credentials: Windows hosts and shares
    cache_repository: NFS Share 01
    proxies:
      - Backup Proxy

- name: A file server with Windows
  opendr.veeam.veeam_unstructured_data_server:
    name: win-repo01.dr.example
    type: FileServer
    cache_repository: NFS Share 01
    backup_io_control: Low

- name: S3 compatible object storage
  opendr.veeam.veeam_unstructured_data_server:
    name: Documents
    type: S3Compatible
    service_point: https://s3.example.com
    region_id: eu-central-1
    credentials: S3 and compatible storage
    cache_repository: NFS Share 01

- name: Keep the cache of the share on another repository
  opendr.veeam.veeam_unstructured_data_server:
    name: \\nas03.example.com\projects
    cache_repository: Wasabi 01
    migration_type: CopyMetaFromCache

- name: Remove the share from the backup server; its files stay
  opendr.veeam.veeam_unstructured_data_server:
    name: \\nas03.example.com\projects
    state: absent
"""

RETURN = r"""
unstructured_data_server:
  description:
    - The unstructured data server after the task. Its keys are the names of the options. What it refers to has its name
      instead of its ID.
    - In check mode and with O(wait=false), the server as it will be. Empty if the server does not exist.
  returned: success
  type: dict
  contains:
    id:
      description: ID of the unstructured data server.
      type: str
    name:
      description: What the server is known by, which depends on O(type). Jobs and restores name it by the same.
      type: str
    type:
      description: What kind of server it is.
      type: str
    display_name:
      description: Name that the server shows.
      returned: for V(FileServer), V(SMBShare), V(NFSShare), V(NASFiler), V(SANSMBShare) and V(SANNFSShare)
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
        - Path of the snapshot that is read with O(processing_mode=StorageSnapshot), such as
          V(\\\\nas01.example.com\\snapshots\\latest).
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
operation:
  description: What the task did, or in check mode would do - V(create), V(update), V(delete) or V(none).
  returned: success
  type: str
  sample: update
changes:
  description:
    - The options in which an existing unstructured data server differed from the task, each with its value before and
      after.
    - Empty if the unstructured data server was created, removed or left as it was.
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
session:
  description:
    - The session in which the server did the work.
    - With O(wait=false) it may still run. M(opendr.veeam.veeam_session) waits for it.
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.unstructured_data_server import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
