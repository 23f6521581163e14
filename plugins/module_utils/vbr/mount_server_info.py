# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of mount servers, operation ``GET /backupInfrastructure/mountServers``.

Private to the collection.
"""

from __future__ import annotations

from ..engine.info import info_module
from ..schema.listing import Filter, Listing
from ..schema.values import UUID
from .mount_server import MOUNT_SERVER
from .product import VBR
from .references import MANAGED_SERVER

MOUNT_SERVERS = Listing(
    product=VBR,
    noun=MOUNT_SERVER.noun,
    path=MOUNT_SERVER.path,
    fields=MOUNT_SERVER.fields,
    since=MOUNT_SERVER.since,
    filters=(
        Filter("id", field="id", format=UUID),
        Filter("host", reference=MANAGED_SERVER, field="host"),
        Filter("is_default", query="isDefaultFilter", type="bool", field="is_default"),
        Filter("write_cache_folder", query="writeCacheFolderFilter", field="write_cache_folder", match="pattern"),
    ),
)

MODULE = info_module(MOUNT_SERVERS, "mount_servers")
