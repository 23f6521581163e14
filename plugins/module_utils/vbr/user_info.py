# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of VBR's users and groups, operation ``GET /api/v1/security/users``. Private to the collection."""

from __future__ import annotations

from ..engine.info import info_module
from ..schema.listing import Filter, Listing
from ..schema.values import UUID
from .product import VBR
from .references import ROLE
from .user import PATH, USER

USERS = Listing(
    product=VBR,
    noun=USER.noun,
    path=PATH,
    fields=USER.fields,
    since=USER.since,
    filters=(
        Filter("id", field="id", format=UUID),
        Filter("name", query="nameFilter", field="name", match="pattern"),
        Filter(
            "type",
            query="typeFilter",
            type="list",
            elements="str",
            choices=USER.field("type").choices,
            field="type",
            many_since=USER.since,
        ),
        Filter("role", query="roleIdFilter", field="roles", reference=ROLE),
        Filter("is_service_account", query="isServiceAccountFilter", type="bool", field="is_service_account"),
    ),
)

MODULE = info_module(USERS, "users")
