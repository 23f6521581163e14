# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of the machines that no job of VBR processes, operation ``GET /globalExclusions/vm``.

Private to the collection.
"""

from __future__ import annotations

from ..engine.info import info_module
from ..schema.listing import Filter, Listing
from ..schema.values import UUID
from .global_exclusion import GLOBAL_EXCLUSION
from .product import VBR

GLOBAL_EXCLUSIONS = Listing(
    product=VBR,
    noun=GLOBAL_EXCLUSION.noun,
    path=GLOBAL_EXCLUSION.path,
    fields=GLOBAL_EXCLUSION.fields,
    since=GLOBAL_EXCLUSION.since,
    filters=(
        Filter("id", field="id", format=UUID),
        Filter("name", field="name", match="pattern"),
        Filter("host_name", field="host_name"),
    ),
)

MODULE = info_module(GLOBAL_EXCLUSIONS, "global_exclusions")
