# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restore of entire machines to Microsoft Hyper-V.

Operation ``POST /api/v1/restore/vmRestore/hyperV``. Private to the collection.
"""

from __future__ import annotations

from ...schema.fields import Field
from ...schema.resource import Operation
from ...workflow.one_time_restore import restore_lifecycle
from ..inventory import HOST, HYPERV, inventory_object
from ..one_time_restore import Target
from ..restore_options import CUSTOMIZED, HYPERV_DISK, HYPERV_NETWORK
from .options import QUICK_ROLLBACK, TYPE, USUAL

ELSEWHERE = (CUSTOMIZED,)

SPEC = (
    TYPE,
    Field("vm_name", api="target.vmName", variants=ELSEWHERE),
    Field(
        "destination",
        "dict",
        api=".",
        variants=ELSEWHERE,
        fields=(
            inventory_object("host", HOST, api="destinationHost"),
            Field("preserve_uuid", "bool", api="target.preserveUUID"),
            Field("register_as_cluster_resource", "bool", api="target.registerAsClusterResource"),
        ),
    ),
    Field("configuration_files_path", api="datastore.configurationFilesPath", variants=ELSEWHERE),
    Field(
        "disk_mappings",
        "list",
        elements="dict",
        api="datastore.diskMappings",
        variants=ELSEWHERE,
        fields=HYPERV_DISK,
    ),
    Field(
        "network_mappings",
        "list",
        elements="dict",
        api="network.mappings",
        variants=ELSEWHERE,
        fields=HYPERV_NETWORK,
    ),
    Field("overwrite", "bool", api="target.overwriteExistingVm", variants=ELSEWHERE),
    Field("overwrite_disks", "bool", api="target.overwriteExistingDisks", variants=ELSEWHERE),
    QUICK_ROLLBACK,
    *USUAL,
)

TARGET = Target(
    name=HYPERV,
    since="1.3-rev0",
    spec=SPEC,
    lifecycle=restore_lifecycle(
        "restore of the machine", Operation("POST", "/restore/vmRestore/hyperV", "session", session_type="RestoreVm")
    ),
    allows="StartEntireVmRestoreHyperV",
    session_types=("RestoreVm",),
    platforms=("HyperV",),
    destination=("vm_name", "destination"),
    inventory=HYPERV,
)
