# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds of objects of M365 that tasks name and the API identifies by id. Private to the collection."""

from __future__ import annotations

from ..schema.fields import Reference

PROXY = Reference("backup proxy server", "/Proxies", ("hostName", "fqdn"))
PROXY_POOL = Reference("backup proxy pool", "/ProxyPools")
ORGANIZATION = Reference("organization", "/Organizations", ("name", "officeName"))
# What people see of a password is its hint.
ENCRYPTION_PASSWORD = Reference("encryption password", "/EncryptionKeys", ("description",))
CLOUD_ACCOUNT = Reference("cloud account", "/Accounts", ("description", "userName"))
AZURE_SERVICE_ACCOUNT = Reference("Azure service account", "/AzureServiceAccounts", ("displayName", "description"))
JOB = Reference("backup job", "/Jobs")
REPOSITORY = Reference("backup repository", "/BackupRepositories")
