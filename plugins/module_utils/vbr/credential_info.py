# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of VBR's credentials records, operation GET ``/api/v1/credentials``. Private to the collection."""

from __future__ import annotations

from ..core.timestamps import point_in_time
from ..engine.info import info_module
from ..schema.listing import Filter, Listing
from ..schema.values import UUID
from .credential import CREDENTIAL, DEFAULT_RECORDS_SINCE, PATH
from .product import VBR

TYPE = CREDENTIAL.field("type")

CREDENTIALS = Listing(
    product=VBR,
    noun="credentials record",
    path=PATH,
    fields=CREDENTIAL.fields,
    variant="type",
    filters=(
        Filter("id", field="id", format=UUID),
        Filter("account", query="nameFilter", field="account", match="pattern"),
        Filter(
            "type",
            query="typeFilter",
            type="list",
            elements="str",
            choices=TYPE.choices,
            choice_spans=TYPE.choice_spans,
            field="type",
            many_since="1.3-rev2",
        ),
        Filter("description", field="description", match="pattern"),
        Filter("created_after", query="createdAfterFilter", parse=point_in_time),
        Filter("created_before", query="createdBeforeFilter", parse=point_in_time),
        Filter(
            "include_default_appliance",
            query="includeDefaultApplianceCreds",
            type="bool",
            since=DEFAULT_RECORDS_SINCE,
        ),
    ),
)

MODULE = info_module(CREDENTIALS, "credentials")
