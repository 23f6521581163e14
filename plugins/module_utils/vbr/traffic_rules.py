# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Network traffic rules of VBR, operations under ``/api/v1/trafficRules``.

A server has one set of rules, which is read and written as a whole.
The declaration of M(opendr.veeam.veeam_traffic_rules). Private to the collection.
"""

from __future__ import annotations

from ..engine.resource_module import resource_module
from ..schema.fields import Field
from ..schema.resource import Operation, Resource
from .product import VBR
from .words import DAYS, spelled, switch

PATH = "/trafficRules"

DAY = (
    *spelled("day", DAYS, required=True),
    Field("hours", required=True),
)
TRAFFIC_RULE = (
    Field("id", mode="computed"),
    Field("name", required=True),
    Field("source_ip_start", api="sourceIPStart", required=True),
    Field("source_ip_end", api="sourceIPEnd", required=True),
    Field("target_ip_start", api="targetIPStart", required=True),
    Field("target_ip_end", api="targetIPEnd", required=True),
    Field("encryption_enabled", "bool"),
    Field("throttling_enabled", "bool"),
    # The document misspells the second in every revision.
    Field(
        "throttling_unit",
        choices=("KbytePerSec", "MbitPerSec", "MbytePerSec"),
        api_choices={"MbitPerSec": "MbitPerSpec"},
    ),
    Field("throttling_value", "int"),
    Field("throttling_window_enabled", "bool"),
    Field(
        "throttling_window_options",
        "dict",
        fields=(Field("days", "list", elements="dict", fields=DAY, item_keys=("day",), required=True),),
    ),
)
NETWORK = (Field("ip_address"), Field("subnet_mask"), Field("cidr_notation"))

FIELDS = (
    Field("use_multiple_streams_per_job", "bool"),
    Field("upload_streams_count", "int"),
    Field("traffic_rules", "list", elements="dict", fields=TRAFFIC_RULE, item_keys=("name",)),
    Field(
        "preferred_networks",
        "dict",
        fields=(
            switch(),
            Field("networks", "list", elements="dict", fields=NETWORK),
        ),
    ),
)

TRAFFIC_RULES = Resource(
    product=VBR,
    noun="traffic rules",
    path=PATH,
    fields=FIELDS,
    identity={},
    update=Operation("PUT", PATH, "object"),
)

MODULE = resource_module(TRAFFIC_RULES)
