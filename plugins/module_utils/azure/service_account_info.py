# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of service accounts that an appliance uses in Azure, operation ``GET /accounts/azure/service``.

Private to the collection.
"""

from __future__ import annotations

from ..engine.info import info_module
from ..schema.fields import Field
from ..schema.listing import Filter, Listing
from .product import AZURE

PURPOSES = (
    "None",
    "WorkerManagement",
    "Repository",
    "Unknown",
    "VirtualMachineBackup",
    "VirtualMachineRestore",
    "AzureSqlBackup",
    "AzureSqlRestore",
    "AzureFiles",
    "VnetBackup",
    "VnetRestore",
    "CosmosBackup",
    "CosmosRestore",
)


def _read(option: str, kind: str = "str", api: str = "") -> Field:
    return Field(option, kind, api=api, mode="computed", elements="str" if kind == "list" else "")


FIELDS = (
    _read("id", api="accountId"),
    _read("name"),
    _read("description"),
    _read("application_id"),
    _read("certificate_name", api="applicationCertificateName"),
    _read("region"),
    _read("tenant_id"),
    _read("tenant_name"),
    _read("origin", api="accountOrigin"),
    _read("expiration_date"),
    _read("state", api="accountState"),
    _read("cloud_state"),
    _read("group_id", api="adGroupId"),
    _read("group_name", api="adGroupName"),
    _read("management_group_id"),
    _read("management_group_name"),
    _read("subscription_ids", "list"),
    _read("purposes", "list"),
    _read("permissions_state", "list", api="azurePermissionsState"),
    _read("permissions_checked_at", api="azurePermissionsStateCheckTimeUtc"),
    _read("used_for_workers", "bool", api="selectedForWorkermanagement"),
    _read("worker_subscription_id", api="subscriptionIdForWorkerDeployment"),
)

FILTERS = (
    Filter("id", field="id"),
    Filter("name", field="name", match="pattern"),
    Filter("text", query="Filter"),
    Filter(
        "purpose",
        query="Purpose",
        type="list",
        elements="str",
        choices=PURPOSES,
        field="purposes",
        many_since="v8",
    ),
)

SERVICE_ACCOUNTS = Listing(AZURE, "service account", "/accounts/azure/service", FIELDS, FILTERS)

MODULE = info_module(SERVICE_ACCOUNTS, "service_accounts")
