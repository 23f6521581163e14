# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Active Directory domains of VBR, operations under ``/api/v1/adDomains``.

The server finds out the name of the domain from a server in it. Nothing of a domain can be changed.
The declaration of M(opendr.veeam.veeam_ad_domain). Private to the collection.
"""

from __future__ import annotations

from ..engine.resource_module import resource_module
from ..schema.fields import Field
from ..schema.resource import Operation, Resource
from ..schema.values import UUID
from .product import VBR
from .references import CREDENTIALS

PATH = "/adDomains"

FIELDS = (
    Field("id", mode="computed", format=UUID),
    Field("name", mode="computed"),
    Field("server_name", mode="immutable", required=True),
    Field("port", "int", mode="immutable", minimum=1, maximum=65535),
    Field("credentials", api="credentialsId", mode="immutable", reference=CREDENTIALS, required=True),
)

AD_DOMAIN = Resource(
    product=VBR,
    noun="Active Directory domain",
    result_key="ad_domain",
    path=PATH,
    fields=FIELDS,
    # The filter by name compares the name of the domain.
    identity={"server_name": ""},
    create=Operation("POST", PATH, "object"),
    delete=Operation("DELETE", PATH + "/{id}", "nothing"),
    since="1.3-rev0",
)

MODULE = resource_module(AD_DOMAIN)
