# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of VBR's cloud credentials records, operation GET ``/api/v1/cloudCredentials``.

Private to the collection.
"""

from __future__ import annotations

from ..engine.info import info_module
from ..schema.listing import Filter, Listing
from ..schema.values import UUID
from .cloud_credential import CLOUD_CREDENTIAL, PATH
from .product import VBR

CLOUD_CREDENTIALS = Listing(
    product=VBR,
    noun="cloud credentials record",
    path=PATH,
    fields=CLOUD_CREDENTIAL.fields,
    variant="type",
    filters=(
        Filter("id", field="id", format=UUID),
        Filter("description", field="description", match="pattern"),
        Filter(
            "type",
            query="typeFilter",
            type="list",
            elements="str",
            choices=CLOUD_CREDENTIAL.field("type").choices,
            field="type",
        ),
    ),
)

MODULE = info_module(CLOUD_CREDENTIALS, "cloud_credentials")
