# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: where to restore to besides the virtual infrastructure: file shares, object storage, an Azure subscription."""

from __future__ import annotations

from ..state import Item
from ..values import stable_id
from .vbr_backups import BUCKET_SERVER, HOME, PROJECTS, server_id
from .vbr_credentials import AMAZON_CREDENTIALS, CLOUD_CREDENTIALS, WINDOWS_CREDENTIALS
from .vbr_repositories import DEFAULT_REPOSITORY

UNSTRUCTURED_SERVERS = "inventory/unstructuredDataServers"
RECOVERED = "\\\\nas02.dr.example\\recovered"
AZURE_COMPUTE = stable_id("cloud credentials azure compute")
SUBSCRIPTION = stable_id("azure subscription DR")

_PROCESSING = {"backupProxies": {"autoSelectEnabled": True}, "cacheRepositoryId": DEFAULT_REPOSITORY}


def _share(path: str, kind: str, host: str) -> Item:
    access = {"accessCredentialsRequired": True, "accessCredentialsId": WINDOWS_CREDENTIALS}
    return {
        "id": server_id(path),
        "type": kind,
        "name": host,
        "path": path,
        "processing": _PROCESSING,
        **(access if kind == "SMBShare" else {}),
    }


def known_as(server: Item) -> str:
    """What people know an unstructured data server by."""
    found = (server.get("path"), (server.get("account") or {}).get("friendlyName"), server.get("friendlyName"))
    return str(next(filter(None, found), server.get("name") or server["id"]))


SEEDS: dict[str, list[Item]] = {
    UNSTRUCTURED_SERVERS: [
        _share(PROJECTS, "SMBShare", "nas01.dr.example"),
        _share(HOME, "NFSShare", "nas01.dr.example"),
        _share(RECOVERED, "SMBShare", "nas02.dr.example"),
        {
            "id": server_id(BUCKET_SERVER),
            "type": "S3Compatible",
            "processing": _PROCESSING,
            "account": {
                "friendlyName": BUCKET_SERVER,
                "servicePoint": "https://s3.dr.example:9000",
                "regionId": "us-east-1",
                "credentialsId": AMAZON_CREDENTIALS,
            },
        },
    ],
    CLOUD_CREDENTIALS: [
        {
            "id": AZURE_COMPUTE,
            "type": "AzureCompute",
            "connectionName": "Azure DR",
            "description": "Recovery to Azure",
            "lastModified": "2025-11-03T09:12:45+00:00",
            "uniqueId": stable_id("unique azure compute"),
            "deployment": {"deploymentType": "MicrosoftAzure", "region": "Global"},
            "subscription": {
                "tenantId": stable_id("azure tenant"),
                "applicationId": stable_id("azure application"),
                "subscriptions": [
                    {
                        "id": SUBSCRIPTION,
                        "azureSubscriptionName": "DR",
                        "azureSubscriptionId": stable_id("azure's own subscription id"),
                    }
                ],
            },
        },
    ],
}
