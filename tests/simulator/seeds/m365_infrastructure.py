# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""M365: the organizations, backup proxy servers and pools, accounts and passwords that there are at the start."""

from __future__ import annotations

from ..state import Item
from ..values import stable_id

ORGANIZATIONS, PROXIES, POOLS = "Organizations", "Proxies", "ProxyPools"
ACCOUNTS, KEYS, SERVICE_ACCOUNTS = "Accounts", "EncryptionKeys", "AzureServiceAccounts"


def organization_id(name: str) -> str:
    """Id of an organization of the seeds."""
    return stable_id(f"m365 organization {name}")


def proxy_id(name: str) -> str:
    """Id of a backup proxy server of the seeds."""
    return stable_id(f"m365 proxy {name}")


def pool_id(name: str) -> str:
    """Id of a backup proxy pool of the seeds."""
    return stable_id(f"m365 pool {name}")


def account_id(description: str) -> str:
    """Id of a cloud account of the seeds."""
    return stable_id(f"m365 account {description}")


def key_id(description: str) -> str:
    """Id of an encryption password of the seeds."""
    return stable_id(f"m365 key {description}")


def _organization(name: str) -> Item:
    return {
        "id": organization_id(name),
        "name": name,
        "officeName": name.replace(".example", ".onmicrosoft.com"),
        "type": "Office365",
        "region": "Worldwide",
        "isExchangeOnline": True,
        "isSharePointOnline": True,
        "isTeamsOnline": True,
        "isTeamsChatsOnline": False,
        "exchangeOnlineSettings": {
            "useApplicationOnlyAuth": True,
            "officeOrganizationName": name,
            "account": f"backup@{name}",
            "applicationId": stable_id(f"application of {name}"),
            "applicationCertificateThumbprint": "86F1769B6E0544E16A6EA1E9E9BC0BB71A8DE900",
        },
        "isBackedup": True,
        "firstBackuptime": "2025-11-03T22:00:00Z",
        "lastBackuptime": "2026-01-14T22:00:00Z",
        "msid": stable_id(f"msid of {name}"),
        # Neither of the other two.
        "backedUpOrganizationId": stable_id(f"backup of {name}").replace("-", ""),
    }


def _proxy(name: str, pool: str | None = None, online: bool = True, system: str = "Windows") -> Item:
    return {
        "id": proxy_id(name),
        "type": "Domain",
        "operatingSystem": system,
        "useInternetProxy": False,
        "hostName": name,
        "fqdn": f"{name}.dr.example",
        "description": f"{name} (simulated)",
        "port": 9193,
        "enableNetworkThrottling": False,
        "status": "Online" if online else "Offline",
        "maintenanceModeState": "Disabled",
        "cpuUsagePercent": 3.5 if online else None,
        "memoryUsagePercent": 41.0 if online else None,
        "version": "8.3.0.2201",
        "role": ["Processor"],
        **({"proxyPoolId": pool_id(pool)} if pool else {}),
    }


def _account(kind: str, user: str, description: str) -> Item:
    return {"id": account_id(description), "accountType": kind, "userName": user, "description": description}


def _key(description: str) -> Item:
    return {"id": key_id(description), "description": description, "organizationId": organization_id("dr.example")}


PROXY, OTHER_PROXY, OFFLINE_PROXY = "vb365-proxy01", "vb365-proxy02", "vb365-proxy03"
POOL, OTHER_POOL = "Backup Proxy Pool 01", "Backup Proxy Pool 02"
SEEDS: dict[str, list[Item]] = {
    ORGANIZATIONS: [_organization("dr.example"), _organization("branch.example")],
    POOLS: [{"id": pool_id(name), "name": name, "description": f"{name} (simulated)"} for name in (POOL, OTHER_POOL)],
    PROXIES: [
        _proxy(PROXY),
        _proxy(OTHER_PROXY),
        _proxy(OFFLINE_PROXY, online=False),
        _proxy("vb365-pool01a", POOL, system="Linux"),
        _proxy("vb365-pool01b", POOL, system="Linux"),
    ],
    ACCOUNTS: [
        _account("amazonS3CompatibleAccount", "m365-backup", "S3 compatible storage"),
        _account("amazonS3Account", "AKIADREXAMPLE", "Amazon storage"),
        _account("azureBlobAccount", "drbackups01", "Azure storage"),
    ],
    KEYS: [_key("Configuration backup"), _key("Offsite copies")],
    SERVICE_ACCOUNTS: [
        {
            "id": stable_id(f"m365 service account {name}"),
            "type": "Azure",
            "displayName": name,
            "description": f"{name} (simulated)",
            "applicationId": stable_id(f"application of {name}"),
            "applicationCertificateThumbprint": "5f2b1c",
            "azureEnvironment": "Global",
            "azureTenantId": stable_id("tenant dr.example"),
            "lastModified": "2025-11-03T08:00:00Z",
        }
        for name in ("Archiver", "Other Archiver")
    ],
}
