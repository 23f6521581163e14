#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_managed_server_info
short_description: List managed servers of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Returns the servers of the backup infrastructure. Each property has the name of the option of
    M(opendr.veeam.veeam_managed_server).
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
      - Only servers with this name, or with one that matches. V(*) matches any number of characters, V(?) matches a
        single character.
      - If omitted, names are not filtered.
    type: str
  type:
    description:
      - Only servers of one of these types. If omitted, types are not filtered.
      - V(HvServer), V(HvCluster), V(SCVMM), V(SmbV3Cluster) and V(SmbV3StandaloneHost) require O(api_version=1.3-rev0)
        or later.
    type: list
    elements: str
    choices:
      - WindowsHost
      - LinuxHost
      - ViHost
      - CloudDirectorHost
      - HvServer
      - HvCluster
      - SCVMM
      - SmbV3Cluster
      - SmbV3StandaloneHost
  vi_type:
    description:
      - Only VMware vSphere servers of this kind - a vCenter Server (V(VC)), an V(ESXi) or an older V(ESX) host. If
        omitted, they are not filtered.
    type: str
    choices: [ESX, ESXi, VC]
  server_state:
    description:
      - Only servers that the backup server reaches (V(Available)), or does not reach (V(Unavailable)). If omitted,
        states are not filtered.
      - Requires O(api_version=1.3-rev0) or later.
    type: str
    choices: [Available, Unavailable]
  updates_state:
    description:
      - Only servers whose components have one of these states of updates. If omitted, they are not filtered.
      - Requires O(api_version=1.3-rev0) or later.
    type: list
    elements: str
    choices: [CheckInProgress, Installing, LastInstallFailed, Available, NotAvailable, CheckUpdatesFailed, OutOfDate]
  include_nested_hosts:
    description:
      - Whether to include the hosts that a listed server manages. If omitted, the server decides.
      - Requires O(api_version=1.3-rev0) or later.
    type: bool
  skip_dedup_appliances:
    description:
      - Whether to leave out deduplicating storage appliances. If omitted, the server decides.
      - Requires O(api_version=1.3-rev2) or later.
    type: bool
seealso:
  - module: opendr.veeam.veeam_managed_server
"""

EXAMPLES = r"""
- name: List all servers
  opendr.veeam.veeam_managed_server_info:
  register: all_servers

- name: Find the Linux servers of a site
  opendr.veeam.veeam_managed_server_info:
    type: [LinuxHost]
    name: "*.dr.example"
"""

RETURN = r"""
managed_servers:
  description:
    - The servers, in the order of the backup server. Empty if none matches. Each has the properties of its type.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: ID of the server.
      type: str
    name:
      description: Full DNS name or IP address of the server.
      type: str
    description:
      description: Description of the server, as the console shows it.
      type: str
    type:
      description: Type of the server.
      type: str
    credentials_storage_type:
      description: How the backup server logs in.
      returned: if its type has it
      type: str
    credentials:
      description: Credentials record of an account on the server.
      returned: if its type has it
      type: str
    certificate_thumbprint:
      description: Thumbprint of the certificate of the server.
      returned: if its type has it
      type: str
    port:
      description: Port of the server.
      returned: if its type has it
      type: int
    director_url:
      description: URL of the VMware Cloud Director server.
      returned: if its type has it
      type: str
    vi_servers:
      description: All vCenter Servers that belong to the VMware Cloud Director server.
      returned: if its type has it
      type: list
      elements: dict
      contains:
        vi_server_name:
          description: Name of the vCenter Server.
          type: str
        vi_credentials:
          description: Credentials record of an account on the vCenter Server.
          type: str
        certificate_thumbprint:
          description: Thumbprint of the certificate of the vCenter Server.
          type: str
        cloud_director_vi_server_name:
          description: Name of the vCenter Server in VMware Cloud Director.
          type: str
    network_settings:
      description: Ports of the components on the server.
      returned: if its type has it
      type: dict
      contains:
        components:
          description: Components and their ports.
          returned: if its type has it
          type: list
          elements: dict
          contains:
            component_name:
              description: Component of the backup server.
              type: str
            port:
              description: Port of the component.
              type: int
        port_range_start:
          description: First port for the transfer of data.
          type: int
        port_range_end:
          description: Last port for the transfer of data.
          type: int
        server_side:
          description: Whether the server waits for connections, and does not open them.
          type: bool
    ssh_settings:
      description: Settings of connections to the Linux server.
      returned: if its type has it
      type: dict
      contains:
        components:
          description: Components and their ports.
          returned: with O(api_version=1.3-rev0) or later
          type: list
          elements: dict
          contains:
            component_name:
              description: Component of the backup server.
              type: str
            port:
              description: Port of the component.
              type: int
        ssh_time_out_ms:
          description: Time-out of SSH connections, in milliseconds.
          type: int
        port_range_start:
          description: First port for the transfer of data.
          type: int
        port_range_end:
          description: Last port for the transfer of data.
          type: int
        server_side:
          description: Whether the server waits for connections, and does not open them.
          type: bool
        management_port:
          description: Port of the service that manages the components.
          returned: with O(api_version=1.2-rev1) or earlier
          type: int
    optional_components:
      description: Components to install in addition to those that are always needed.
      returned: if its type has it, with O(api_version=1.3-rev0) or later
      type: list
      elements: dict
      contains:
        display_name:
          description: Name of the component, as the console shows it.
          type: str
        component:
          description: Which component it is.
          type: str
    max_task_count:
      description: Number of tasks that the server processes at the same time.
      returned: if its type has it
      type: int
    add_all_servers:
      description: Whether all servers and clusters that the System Center Virtual Machine Manager knows are added.
      returned: if its type has it
      type: bool
    status:
      description: Whether the backup server reaches the server.
      type: str
    is_backup_server:
      description: Whether it is the backup server itself.
      returned: for V(WindowsHost) and V(LinuxHost) with O(api_version=1.3-rev0) or later
      type: bool
    is_default_mount_server:
      description: Whether it is the default mount server of its operating system.
      returned: for V(WindowsHost) and V(LinuxHost) with O(api_version=1.3-rev0) or later
      type: bool
    updates_state:
      description: Whether there are updates for its components.
      returned: for V(WindowsHost), V(HvServer) and V(LinuxHost) with O(api_version=1.3-rev0) or later
      type: str
    auto_update_deadline:
      description: When updates are installed at the latest.
      returned: for V(LinuxHost) with O(api_version=1.3-rev0) or later
      type: str
    is_vbr_linux_appliance:
      description: Whether it is an appliance of the vendor.
      returned: for V(LinuxHost) with O(api_version=1.3-rev0) or later
      type: bool
    vi_host_type:
      description: Whether it is a vCenter Server or an ESXi host.
      returned: for V(ViHost)
      type: str
    parent_host:
      description: Server that manages this one.
      returned: for V(HvServer) and V(HvCluster)
      type: str
    child_servers:
      description: Servers that this one manages.
      returned: for V(HvCluster) and V(SCVMM)
      type: list
      elements: str
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.managed_server_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
