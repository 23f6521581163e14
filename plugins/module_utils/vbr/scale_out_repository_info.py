# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""List of VBR's scale-out repositories, operation GET ``/api/v1/backupInfrastructure/scaleOutRepositories``.

Private to the collection.
"""

from __future__ import annotations

from ..engine.info import info_module
from ..schema.listing import Filter, Listing
from ..schema.values import UUID
from .product import VBR
from .scale_out_repository import FIELDS, PATH

SCALE_OUT_REPOSITORIES = Listing(
    product=VBR,
    noun="scale-out repository",
    path=PATH,
    fields=FIELDS,
    filters=(Filter("id", field="id", format=UUID), Filter("name", query="nameFilter", field="name", match="pattern")),
)

MODULE = info_module(SCALE_OUT_REPOSITORIES, "scale_out_repositories")
