# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The mount servers of a repository of VBR, as data. Private to the collection."""

from __future__ import annotations

from ..schema.fields import SAME_LEVEL, Field
from .references import MANAGED_SERVER

MOUNT_SERVER = (
    Field("server", api="mountServerId", reference=MANAGED_SERVER, required=True),
    Field("write_cache_folder", required=True),
    Field("vpower_nfs_enabled", "bool", api="vPowerNFSEnabled", required=True),
    Field(
        "vpower_nfs_port_settings",
        "dict",
        api="vPowerNFSPortSettings",
        fields=(Field("mount_port", "int"), Field("vpower_nfs_port", "int", api="vPowerNFSPort")),
    ),
)

SYSTEMS = ("Windows", "Linux", "Both")

MOUNT_SERVERS = (
    Field("type", api="mountServerSettingsType", choices=SYSTEMS, since="1.3-rev1", required=True),
    Field(
        "type",
        api="mountServerSettingsType",
        choices=SYSTEMS,
        api_choices={system: system.lower() for system in SYSTEMS},
        until="1.3-rev0",
        required=True,
    ),
    # The examples of these revisions still have it as in 1.2-rev1, where there was no other.
    Field("windows", "dict", fields=MOUNT_SERVER, spellings=(SAME_LEVEL,), until="1.3-rev1"),
    Field("windows", "dict", fields=MOUNT_SERVER, since="1.3-rev2"),
    Field("linux", "dict", fields=MOUNT_SERVER),
)
