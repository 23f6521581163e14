# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of organizations of M365, operation ``GET /Organizations``. Private to the collection.

An organization has three IDs: that of the server, that of Microsoft (``msid``), and that of its backups.
"""

from __future__ import annotations

from ..engine.info import info_module
from ..schema.fields import Field
from ..schema.listing import Filter, Listing
from ..schema.values import UUID
from .computed import group, read_only
from .product import M365
from .references import ORGANIZATION

V8 = "v8"
TYPES = ("Office365", "OnPremises", "Hybrid")

# Of the connection, what says whose application and account it uses.
CONNECTION = (
    read_only("account"),
    read_only("application_id"),
    read_only("application_certificate_thumbprint"),
    read_only("application_only_auth", "bool", "useApplicationOnlyAuth"),
)

FIELDS = (
    Field("id", mode="computed", format=UUID),
    read_only("name"),
    read_only("office_name"),
    read_only("description"),
    read_only("type"),
    read_only("region"),
    read_only("exchange_online", "bool", "isExchangeOnline"),
    read_only("sharepoint_online", "bool", "isSharePointOnline"),
    read_only("teams_online", "bool", "isTeamsOnline"),
    read_only("teams_chats_online", "bool", "isTeamsChatsOnline"),
    read_only("exchange_on_premises", "bool", "isExchange"),
    read_only("sharepoint_on_premises", "bool", "isSharepoint"),
    group("exchange_online_connection", "exchangeOnlineSettings", *CONNECTION),
    group("sharepoint_online_connection", "sharePointOnlineSettings", *CONNECTION),
    read_only("backed_up", "bool", "isBackedup"),
    read_only("first_backup_time", api="firstBackuptime"),
    read_only("last_backup_time", api="lastBackuptime"),
    read_only("msid", since=V8),
    read_only("backed_up_organization_id", since=V8),
)

ORGANIZATIONS = Listing(
    product=M365,
    noun=ORGANIZATION.noun,
    path=ORGANIZATION.path,
    fields=FIELDS,
    filters=(
        Filter("id", field="id", format=UUID),
        Filter("name", field="name", also=("office_name",), match="pattern"),
        Filter("type", field="type", choices=TYPES),
        Filter("msid", query="msid", field="msid", since=V8, format=UUID),
        Filter(
            "backed_up_organization_id",
            query="backedUpOrganizationId",
            field="backed_up_organization_id",
            since=V8,
        ),
        # What it adds, the server reads from the backup proxy servers.
        Filter("backup_times", query="extendedView", type="bool"),
    ),
)

MODULE = info_module(ORGANIZATIONS, "organizations")
