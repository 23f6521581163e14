# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds of objects of VBR that tasks name and the API identifies by id. Private to the collection."""

from __future__ import annotations

from ..schema.fields import Reference

MANAGED_SERVER = Reference("managed server", "/backupInfrastructure/managedServers", query="nameFilter")
CREDENTIALS = Reference("credentials record", "/credentials", ("username", "description"))
# Each type of cloud credentials record has another property that identifies it.
CLOUD_CREDENTIALS = Reference(
    "cloud credentials record", "/cloudCredentials", ("description", "connectionName", "account", "accessKey")
)
AD_DOMAIN = Reference("Active Directory domain", "/adDomains", ("name", "serverName"))
BACKUP = Reference("backup", "/backups", query="nameFilter")
# The list /jobs omits the types of jobs that the API cannot configure.
JOB = Reference("job", "/jobs/states", query="nameFilter", collections=("/jobs",))
# A share is known by its path, a file server or a NAS filer by the name of its host, and object storage by its own.
UNSTRUCTURED_SERVER = Reference(
    "unstructured data server",
    "/inventory/unstructuredDataServers",
    ("path", "name", "account.friendlyName", "friendlyName"),
)
# Revisions before 1.3-rev2 do not show the name of a tenant.
_TENANT, _TENANTS = "Microsoft Entra ID tenant", "/inventory/entraId/tenants"
NAMELESS_ENTRA_ID_TENANT = Reference(_TENANT, _TENANTS, ("description",))
ENTRA_ID_TENANT = Reference(_TENANT, _TENANTS, ("name", "description"))
PROTECTION_GROUP = Reference("protection group", "/agents/protectionGroups", query="nameFilter")
ROLE = Reference("role", "/security/roles", query="nameFilter")
# A proxy bears the name of its server, which may be a proxy of each type.
_PROXIES = "/backupInfrastructure/proxies"
PROXY = Reference("backup proxy", _PROXIES, query="nameFilter")
VSPHERE_PROXY = Reference("VMware vSphere backup proxy", _PROXIES, query="nameFilter", only={"type": "ViProxy"})
HYPERV_PROXY = Reference("Microsoft Hyper-V backup proxy", _PROXIES, query="nameFilter", only={"type": "HvProxy"})
GENERAL_PURPOSE_PROXY = Reference(
    "general-purpose backup proxy", _PROXIES, query="nameFilter", only={"type": "GeneralPurposeProxy"}
)
WAN_ACCELERATOR = Reference("WAN accelerator", "/backupInfrastructure/wanAccelerators", query="nameFilter")
BACKUP_REPOSITORY = Reference("backup repository", "/backupInfrastructure/repositories", query="nameFilter")
# The list of repositories omits the scale-out ones, the list of their states does not.
TARGET_REPOSITORY = Reference(
    "backup repository",
    "/backupInfrastructure/repositories/states",
    query="nameFilter",
    collections=("/backupInfrastructure/repositories", "/backupInfrastructure/scaleOutRepositories"),
)
KMS_SERVER = Reference("KMS server", "/kmsServers", query="nameFilter")
# Encryption passwords differ only in their hint.
ENCRYPTION_PASSWORD = Reference("encryption password", "/encryptionPasswords", ("hint",))
