# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How jobs read machines of VMware vSphere: disks, snapshots, storage arrays. Private to the collection."""

from __future__ import annotations

from ...schema.fields import Field
from ..words import switch

PROCESSED_DISKS = (
    Field("disks_to_process", choices=("AllDisks", "SystemOnly", "SelectedDisks"), required=True),
    Field("disks", "list", elements="str", default=[]),
)
SNAPSHOTS = (
    Field("vmware_tools_quiescence", "bool", api="enableVMWareToolsQuiescence"),
    Field(
        "changed_block_tracking",
        "dict",
        fields=(
            switch(),
            Field("enable_automatically", "bool", api="enableCBTautomatically"),
            Field("reset_on_active_full", "bool", api="resetCBTonActiveFull"),
        ),
    ),
)
INTEGRATION = (
    switch(),
    Field("processed_vms_limit_enabled", "bool"),
    Field("processed_vms_count", "int"),
    Field("failover_to_standard_backup", "bool"),
)
