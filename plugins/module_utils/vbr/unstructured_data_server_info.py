# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of VBR's unstructured data servers, operation GET ``/api/v1/inventory/unstructuredDataServers``.

Private to the collection.
"""

from __future__ import annotations

from ..engine.info import info_module
from ..schema.listing import Filter, Listing
from ..schema.values import UUID
from .product import VBR
from .unstructured_data_server import FIELDS, PATH, TYPE_SPANS, TYPES
from .words import REV1

UNSTRUCTURED_DATA_SERVERS = Listing(
    product=VBR,
    noun="unstructured data server",
    path=PATH,
    fields=FIELDS,
    variant="type",
    filters=(
        Filter("id", field="id", format=UUID),
        Filter("name", field="name", match="pattern", also=("display_name",)),
        Filter(
            "type",
            query="typeFilter",
            type="list",
            elements="str",
            choices=TYPES,
            choice_spans=TYPE_SPANS,
            field="type",
            since=REV1,
            many_since=REV1,
        ),
    ),
)

MODULE = info_module(UNSTRUCTURED_DATA_SERVERS, "unstructured_data_servers")
