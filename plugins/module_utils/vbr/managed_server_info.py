# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of VBR's managed servers, operation GET ``/api/v1/backupInfrastructure/managedServers``.

Private to the collection.
"""

from __future__ import annotations

from ..engine.info import info_module
from ..schema.listing import Filter, Listing
from ..schema.values import UUID
from .managed_server import FIELDS, PATH, TYPE_SPANS, TYPES
from .product import VBR

UPDATES_STATES = (
    "CheckInProgress",
    "Installing",
    "LastInstallFailed",
    "Available",
    "NotAvailable",
    "CheckUpdatesFailed",
    "OutOfDate",
)

MANAGED_SERVERS = Listing(
    product=VBR,
    noun="managed server",
    path=PATH,
    fields=FIELDS,
    variant="type",
    filters=(
        Filter("id", field="id", format=UUID),
        Filter("name", query="nameFilter", field="name", match="pattern"),
        Filter(
            "type",
            query="typeFilter",
            type="list",
            elements="str",
            choices=TYPES,
            choice_spans=TYPE_SPANS,
            field="type",
            many_since="1.3-rev0",
        ),
        Filter("vi_type", query="viTypeFilter", choices=("ESX", "ESXi", "VC")),
        Filter("server_state", query="serverStateFilter", choices=("Available", "Unavailable"), since="1.3-rev0"),
        Filter(
            "updates_state",
            query="updatesStateFilter",
            type="list",
            elements="str",
            choices=UPDATES_STATES,
            field="updates_state",
            since="1.3-rev0",
            many_since="1.3-rev0",
        ),
        Filter("include_nested_hosts", query="includeNestedHosts", type="bool", since="1.3-rev0"),
        Filter("skip_dedup_appliances", query="skipDedupAppliances", type="bool", since="1.3-rev2"),
    ),
)

MODULE = info_module(MANAGED_SERVERS, "managed_servers")
