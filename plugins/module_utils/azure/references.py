# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds of objects of Azure that tasks name and the API identifies by id. Private to the collection."""

from __future__ import annotations

from ..schema.fields import Reference

SERVICE_ACCOUNT = Reference("service account", "/accounts/azure/service", key="accountId")
REPOSITORY = Reference("repository", "/repositories")
# The server returns the list of tenants only asynchronously; each service account shows its tenant.
TENANT = Reference("tenant", "/accounts/azure/service", ("tenantName",), key="tenantId")
SUBSCRIPTION = Reference("subscription", "/cloudInfrastructure/subscriptions")
RESOURCE_GROUP = Reference("resource group", "/cloudInfrastructure/resourceGroups")
REGION = Reference("region", "/cloudInfrastructure/regions")
VIRTUAL_MACHINE = Reference("virtual machine", "/virtualMachines")
