# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of Active Directory domains, operation ``GET /adDomains``.

Private to the collection.
"""

from __future__ import annotations

from ..engine.info import info_module
from ..schema.listing import Filter, Listing
from ..schema.values import UUID
from .ad_domain import AD_DOMAIN
from .product import VBR

AD_DOMAINS = Listing(
    product=VBR,
    noun=AD_DOMAIN.noun,
    path=AD_DOMAIN.path,
    fields=AD_DOMAIN.fields,
    since=AD_DOMAIN.since,
    filters=(
        Filter("id", field="id", format=UUID),
        Filter("name", query="nameFilter", field="name", match="pattern"),
        Filter("server_name", field="server_name"),
    ),
)

MODULE = info_module(AD_DOMAINS, "ad_domains")
