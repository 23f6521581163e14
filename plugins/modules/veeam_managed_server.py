#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_managed_server
short_description: Create, change and remove managed servers of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Adds, changes, rescans or removes a server of the backup infrastructure, so that it is as the task describes it.
  - A server is found by its name, or by O(id). The name cannot be changed.
  - A Linux server, a VMware vSphere server and a VMware Cloud Director server have to prove that they are the right
    one, and so do the vCenter Servers of the latter. Give the fingerprint or thumbprint, or let O(trust) accept what
    the server presents. Without either, the task fails and the message says what the server presents, unless the backup
    server trusts it already.
  - If the server exists, an omitted option is neither compared nor changed. The same applies to each suboption.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.waiting
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
attributes:
  idempotent:
    support: partial
    details:
      - Each task with O(state=rescanned) rescans the server and reports a change.
options:
  state:
    description:
      - V(present) adds the server, or changes the options that differ from the task.
      - V(rescanned) does the same, then lets the backup server read the volumes and components of the server again. It
        requires API revision 1.3-rev0 or later.
      - V(absent) removes the server. The server refuses to remove one that a repository or a proxy uses. The message
        contains the server's reason.
    type: str
    choices: [present, absent, rescanned]
    default: present
  id:
    description:
      - ID of the server, a UUID.
      - A server with this ID must exist, except with O(state=absent).
      - If omitted, the module finds the server by O(name), which has to match exactly.
    type: str
  name:
    description:
      - Full DNS name or IP address of the server.
      - Either O(name) or O(id) has to be given.
      - Required to create a managed server. Cannot be changed after creation.
    type: str
  description:
    description: Description of the server, as the console shows it.
    type: str
  type:
    description:
      - Type of the server.
      - V(WindowsHost) and V(LinuxHost) can hold repositories and proxies. V(ViHost) is a vCenter Server or an ESXi
        host, V(CloudDirectorHost) a VMware Cloud Director server. V(HvServer), V(HvCluster) and V(SCVMM) are a server,
        a cluster, and a System Center Virtual Machine Manager of Microsoft Hyper-V. V(SmbV3Cluster) and
        V(SmbV3StandaloneHost) are servers that hold virtual machines on SMB 3 shares.
      - Required to create a managed server. Cannot be changed after creation. V(HvServer), V(HvCluster), V(SCVMM),
        V(SmbV3Cluster) and V(SmbV3StandaloneHost) require O(api_version=1.3-rev0) or later.
    type: str
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
  credentials_storage_type:
    description:
      - How the backup server logs in.
      - V(Permanent) uses O(credentials). V(SingleUse) uses O(single_use_credentials) once and keeps nothing, as a
        hardened repository needs it. V(Certificate) uses a certificate that is on the server already.
      - Only for O(type=LinuxHost), O(type=WindowsHost) and O(type=HvServer). For O(type=WindowsHost), requires
        O(api_version=1.3-rev0) or later. Required to create a managed server. V(Certificate) requires
        O(api_version=1.3-rev0) or later.
    type: str
    choices: [Permanent, SingleUse, Certificate]
  credentials:
    description:
      - Credentials record of an account on the server.
      - Given by user name, description or ID.
      - Required for O(type=WindowsHost) (O(api_version=1.2-rev1) or earlier). Required to create a managed server,
        except for O(type=WindowsHost), O(type=LinuxHost) and O(type=HvServer).
    type: str
  single_use_credentials:
    description:
      - Account that is used once, to install the components of the backup server.
      - Only for O(type=LinuxHost). Used only to create a managed server; ignored if the managed server exists.
    type: dict
    suboptions:
      account:
        description:
          - User name of the account.
          - Required if the managed server has no O(single_use_credentials) yet. Used only to create a managed server;
            ignored if the managed server exists.
        type: str
      description:
        description:
          - Description of the account.
          - Used only to create a managed server; ignored if the managed server exists.
        type: str
      authentication_type:
        description:
          - How the account logs in. V(Password) uses O(single_use_credentials.account_password), V(SshKey) uses
            O(single_use_credentials.private_key).
          - Requires O(api_version=1.3-rev0) or later. Required if the managed server has no O(single_use_credentials)
            yet. Used only to create a managed server; ignored if the managed server exists.
        type: str
        choices: [Password, SshKey]
      account_password:
        description:
          - Password of the account.
          - This is a secret, which the server does not return. O(update_secrets) says when it is sent.
        type: str
      private_key:
        description:
          - Private key of the account.
          - This is a secret, which the server does not return. O(update_secrets) says when it is sent.
        type: str
      passphrase:
        description:
          - Passphrase of the private key.
          - This is a secret, which the server does not return. O(update_secrets) says when it is sent.
        type: str
      root_password:
        description:
          - Password of root, for O(single_use_credentials.use_su).
          - This is a secret, which the server does not return. O(update_secrets) says when it is sent.
        type: str
      ssh_port:
        description:
          - Port of the SSH server.
          - Used only to create a managed server; ignored if the managed server exists. From 1 to 65535.
        type: int
      elevate_to_root:
        description:
          - Whether the account gets root permissions.
          - Used only to create a managed server; ignored if the managed server exists.
        type: bool
      add_to_sudoers:
        description:
          - Whether the account is added to the sudoers file.
          - Used only to create a managed server; ignored if the managed server exists.
        type: bool
      use_su:
        description:
          - Whether C(su) is used where C(sudo) is not available.
          - Used only to create a managed server; ignored if the managed server exists.
        type: bool
  handshake_code:
    description:
      - Code that pairs the server with the backup server. How to get it is not documented.
      - Only for O(type=LinuxHost). Requires O(api_version=1.3-rev0) or later. This is a secret, which the server does
        not return. O(update_secrets) says when it is sent.
    type: str
  ssh_fingerprint:
    description:
      - Fingerprint of the SSH key of the server.
      - Give it, or O(trust).
      - Only for O(type=LinuxHost). Required to create a managed server. Used only to create a managed server; ignored
        if the managed server exists.
    type: str
  certificate_thumbprint:
    description:
      - Thumbprint of the certificate of the server.
      - Give it, or O(trust), unless the backup server trusts the certificate already.
      - Only for O(type=ViHost) and O(type=CloudDirectorHost). For O(type=ViHost), used only to create a managed server;
        ignored if the managed server exists.
    type: str
  trust:
    description:
      - Whether a server is trusted by what it presents, without a fingerprint or thumbprint in the task.
      - V(new) accepts what a new server presents. V(always) also accepts another certificate of a VMware Cloud Director
        server that exists. Other types do not return what was accepted, so nothing can be compared.
      - Somebody who can redirect the connection can present another server. So prefer O(ssh_fingerprint) and
        O(certificate_thumbprint).
      - If omitted, only what the task gives is accepted, and certificates that the backup server trusts already.
    type: str
    choices: [new, always]
  port:
    description:
      - Port of the server.
      - Only for O(type=ViHost). From 1 to 65535.
    type: int
  director_url:
    description:
      - URL of the VMware Cloud Director server.
      - Only for O(type=CloudDirectorHost).
    type: str
  vi_servers:
    description:
      - All vCenter Servers that belong to the VMware Cloud Director server.
      - Only for O(type=CloudDirectorHost). Required to create a managed server.
    type: list
    elements: dict
    suboptions:
      vi_server_name:
        description:
          - Name of the vCenter Server.
          - Required in each item.
        type: str
      vi_credentials:
        description:
          - Credentials record of an account on the vCenter Server.
          - Given by user name, description or ID.
          - Required in each item.
        type: str
      certificate_thumbprint:
        description:
          - Thumbprint of the certificate of the vCenter Server.
          - If omitted for a vCenter Server that the VMware Cloud Director server does not have yet, O(trust) decides.
        type: str
  network_settings:
    description:
      - Ports of the components on the server.
      - Not for O(type=LinuxHost), O(type=ViHost) and O(type=CloudDirectorHost).
    type: dict
    suboptions:
      components:
        description:
          - Components and their ports.
          - Not for O(type=HvCluster).
        type: list
        elements: dict
        suboptions:
          component_name:
            description:
              - Component of the backup server.
              - Required in each item. V(VauRedist), V(PluginOracleRman), V(CloudMessageSvc), V(DbPluginRedist),
                V(Vddk), V(PlatformConverterSvc), V(StandBySvc), V(GuestInteractionProxy), V(StoreOnceCatalystSdk),
                V(DDBoostSdk), V(PluginMsSql), V(AppBackupRepository), V(PSManagementSvc), V(Antivirus), V(CifsGateway),
                V(MountTarget), V(NfsGateway), V(SnapDiffV3), V(Ynq), V(MountServerDependencies) and
                V(GuestProxyDependencies) require O(api_version=1.3-rev0) or later. V(OpenSSL3v13) requires
                O(api_version=1.3-rev0) to O(api_version=1.3-rev1). V(OpenSSL300), V(OpenTelemetryCollector),
                V(IrisPlugin), V(OpenSSL312) and V(HotAdd) require O(api_version=1.3-rev2) or later. V(CdpAgent) and
                V(CdpFilter) require O(api_version=1.3-rev1) or later.
            type: str
            choices:
              - TransportSvc
              - VPowerNFS
              - HvIntegration
              - InstallerSvc
              - WanAccelerator
              - TapeProxy
              - CloudGateway
              - CloudSvcInvoker
              - CloudSvcRemoting
              - RestoreProxy
              - Agent
              - AgentSqlLocalDB
              - AgentSharedMgmtObjects
              - AgentSqlSysClrTypes
              - DistributionSvc
              - VawRedist
              - ValRedist
              - GuestControl
              - VssIntegration
              - VssHvSnapshotProvider
              - CdpSvc
              - VamRedist
              - VauRedist
              - PluginOracleRman
              - CloudMessageSvc
              - DbPluginRedist
              - Vddk
              - PlatformConverterSvc
              - StandBySvc
              - GuestInteractionProxy
              - StoreOnceCatalystSdk
              - DDBoostSdk
              - PluginMsSql
              - AppBackupRepository
              - PSManagementSvc
              - Antivirus
              - CifsGateway
              - MountTarget
              - NfsGateway
              - SnapDiffV3
              - Ynq
              - MountServerDependencies
              - GuestProxyDependencies
              - OpenSSL3v13
              - OpenSSL300
              - CdpAgent
              - CdpFilter
              - OpenTelemetryCollector
              - IrisPlugin
              - OpenSSL312
              - HotAdd
          port:
            description:
              - Port of the component.
              - Required in each item. From 1 to 65535.
            type: int
      port_range_start:
        description:
          - First port for the transfer of data.
          - At most 65535.
        type: int
      port_range_end:
        description:
          - Last port for the transfer of data.
          - At most 65535.
        type: int
      server_side:
        description: Whether the server waits for connections, and does not open them.
        type: bool
  ssh_settings:
    description:
      - Settings of connections to the Linux server.
      - Only for O(type=LinuxHost).
    type: dict
    suboptions:
      components:
        description:
          - Components and their ports.
          - Requires O(api_version=1.3-rev0) or later.
        type: list
        elements: dict
        suboptions:
          component_name:
            description:
              - Component of the backup server.
              - Required in each item. V(OpenSSL3v13) requires O(api_version=1.3-rev1) or earlier. V(OpenSSL300),
                V(OpenTelemetryCollector), V(IrisPlugin), V(OpenSSL312) and V(HotAdd) require O(api_version=1.3-rev2) or
                later. V(CdpAgent) and V(CdpFilter) require O(api_version=1.3-rev1) or later.
            type: str
            choices:
              - TransportSvc
              - VPowerNFS
              - HvIntegration
              - InstallerSvc
              - WanAccelerator
              - TapeProxy
              - CloudGateway
              - CloudSvcInvoker
              - CloudSvcRemoting
              - RestoreProxy
              - Agent
              - AgentSqlLocalDB
              - AgentSharedMgmtObjects
              - AgentSqlSysClrTypes
              - DistributionSvc
              - VawRedist
              - ValRedist
              - GuestControl
              - VssIntegration
              - VssHvSnapshotProvider
              - CdpSvc
              - VamRedist
              - VauRedist
              - PluginOracleRman
              - CloudMessageSvc
              - DbPluginRedist
              - Vddk
              - PlatformConverterSvc
              - StandBySvc
              - GuestInteractionProxy
              - StoreOnceCatalystSdk
              - DDBoostSdk
              - PluginMsSql
              - AppBackupRepository
              - PSManagementSvc
              - Antivirus
              - CifsGateway
              - MountTarget
              - NfsGateway
              - SnapDiffV3
              - Ynq
              - MountServerDependencies
              - GuestProxyDependencies
              - OpenSSL3v13
              - OpenSSL300
              - CdpAgent
              - CdpFilter
              - OpenTelemetryCollector
              - IrisPlugin
              - OpenSSL312
              - HotAdd
          port:
            description:
              - Port of the component.
              - Required in each item. From 1 to 65535.
            type: int
      ssh_time_out_ms:
        description:
          - Time-out of SSH connections, in milliseconds.
          - From 200 to 100000.
        type: int
      port_range_start:
        description:
          - First port for the transfer of data.
          - At most 65535.
        type: int
      port_range_end:
        description:
          - Last port for the transfer of data.
          - At most 65535.
        type: int
      server_side:
        description: Whether the server waits for connections, and does not open them.
        type: bool
      management_port:
        description:
          - Port of the service that manages the components.
          - Requires O(api_version=1.2-rev1) or earlier.
        type: int
  optional_components:
    description:
      - Components to install in addition to those that are always needed.
      - Only for O(type=LinuxHost). Requires O(api_version=1.3-rev0) or later.
    type: list
    elements: dict
    suboptions:
      display_name:
        description:
          - Name of the component, as the console shows it.
          - Required in each item.
        type: str
      component:
        description:
          - Which component it is.
          - Required in each item. V(IrisPlugin) and V(ApplicationBackupRepository) require O(api_version=1.3-rev2) or
            later.
        type: str
        choices:
          - CatalystSdk
          - DDBoostSdk
          - CifsGateway
          - NfsGateway
          - GuestInteractionProxy
          - MountTarget
          - SnapDiffV3
          - IrisPlugin
          - ApplicationBackupRepository
  max_task_count:
    description:
      - Number of tasks that the server processes at the same time.
      - Only for O(type=HvServer).
    type: int
  hv_servers:
    description:
      - Servers of the cluster to add.
      - If omitted, all servers of the cluster are added.
      - Only for O(type=HvCluster). Used only to create a managed server; ignored if the managed server exists.
    type: list
    elements: str
  add_all_servers:
    description:
      - Whether all servers and clusters that the System Center Virtual Machine Manager knows are added.
      - Only for O(type=SCVMM).
    type: bool
  update_secrets:
    description:
      - V(on_create) sends O(handshake_code) only with a new server.
      - V(always) also sends it to an existing server. The server does not return it, so the task always reports a
        change.
    type: str
    choices: [on_create, always]
    default: on_create
seealso:
  - module: opendr.veeam.veeam_managed_server_info
  - module: opendr.veeam.veeam_credential
  - module: opendr.veeam.veeam_repository
  - module: opendr.veeam.veeam_proxy
"""

EXAMPLES = r"""
# The connection is in module_defaults, or in the environment (VEEAM_VBR_URL and the like).
- name: Add a Windows server
  opendr.veeam.veeam_managed_server:
    name: win-repo02.dr.example
    type: WindowsHost
    credentials_storage_type: Permanent
    credentials: Windows hosts and shares
    description: Repository at the second site

- name: Add a Linux server whose fingerprint is known
  opendr.veeam.veeam_managed_server:
    name: lnx-repo02.dr.example
    type: LinuxHost
    credentials_storage_type: Permanent
    credentials: Linux hosts
    ssh_fingerprint: ssh-ed25519 256 1f:0c:2e:5a:47:88:d3:10:aa:6f:93:b4:72:e5:0d:c8

- name: Add a vCenter Server, and trust the certificate that it presents now
  opendr.veeam.veeam_managed_server:
    name: vcenter02.dr.example
    type: ViHost
    credentials: Windows hosts and shares
    trust: new

- name: Read the volumes again after a disk was added
  opendr.veeam.veeam_managed_server:
    name: win-repo02.dr.example
    state: rescanned

- name: Remove the server
  opendr.veeam.veeam_managed_server:
    name: win-repo02.dr.example
    state: absent
"""

RETURN = r"""
managed_server:
  description: The server after the task, without secrets. Empty if it does not exist.
  returned: success
  type: dict
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
      returned: for V(WindowsHost), V(LinuxHost) and V(HvServer) with O(api_version=1.3-rev0) or later
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
operation:
  description: What the task did, or in check mode would do - V(create), V(update), V(delete) or V(none).
  returned: success
  type: str
  sample: update
changes:
  description:
    - The options in which an existing managed server differed from the task, each with its value before and after.
    - Empty if the managed server was created, removed or left as it was.
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.managed_server import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
