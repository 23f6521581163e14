# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of VBR's key management servers, operation GET ``/api/v1/kmsServers``. Private to the collection."""

from __future__ import annotations

from ..engine.info import info_module
from ..schema.listing import Filter, Listing
from ..schema.values import UUID
from .kms_server import FIELDS, PATH
from .product import VBR

KMS_SERVERS = Listing(
    product=VBR,
    noun="KMS server",
    path=PATH,
    fields=FIELDS,
    filters=(
        Filter("id", field="id", format=UUID),
        Filter("name", query="nameFilter", field="name", match="pattern"),
    ),
)

MODULE = info_module(KMS_SERVERS, "kms_servers")
