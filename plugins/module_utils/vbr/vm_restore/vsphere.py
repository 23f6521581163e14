# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restore of entire machines to VMware vSphere.

Operation ``POST /api/v1/restore/vmRestore/vSphere``. Private to the collection.
"""

from __future__ import annotations

from ...schema.fields import Field
from ...schema.resource import Operation
from ...workflow.one_time_restore import restore_lifecycle
from ..inventory import DATASTORE, FOLDER, HOST, RESOURCE_POOL, VSPHERE, inventory_object
from ..one_time_restore import Target
from ..restore_options import CUSTOMIZED, DISK_TYPES
from ..source_folder import with_source_folder
from .options import PROXIES, QUICK_ROLLBACK, TYPE, USUAL, VMWARE_NETWORK, validate_networks

ELSEWHERE = (CUSTOMIZED,)

SPEC = (
    TYPE,
    Field("vm_name", api="folder.vmName", variants=ELSEWHERE),
    Field(
        "destination",
        "dict",
        api=".",
        variants=ELSEWHERE,
        fields=(
            inventory_object("host", HOST, api="destinationHost"),
            inventory_object("resource_pool", RESOURCE_POOL),
            inventory_object("folder", FOLDER, api="folder.folder"),
        ),
    ),
    inventory_object("datastore", DATASTORE, api="datastore.defaultDatastore", variants=ELSEWHERE, since="1.3-rev2"),
    inventory_object(
        "configuration_file_datastore", DATASTORE, api="datastore.configurationFileDatastore", variants=ELSEWHERE
    ),
    Field(
        "disk_mappings",
        "list",
        elements="dict",
        api="datastore.diskMappings",
        variants=ELSEWHERE,
        fields=(
            Field("disk_name", required=True),
            inventory_object("datastore", DATASTORE, required=True),
            Field("disk_type", choices=DISK_TYPES),
        ),
    ),
    *VMWARE_NETWORK,
    Field("vm_tags_restore_enabled", "bool", api="folder.restoreVmTags", variants=ELSEWHERE),
    PROXIES,
    Field("overwrite", "bool", since="1.3-rev1"),
    QUICK_ROLLBACK,
    *USUAL,
)


TARGET = Target(
    name=VSPHERE,
    since="",
    spec=SPEC,
    lifecycle=restore_lifecycle(
        "restore of the machine", Operation("POST", "/restore/vmRestore/vSphere", "session", session_type="RestoreVm")
    ),
    allows="StartEntireVmRestore",
    session_types=("RestoreVm",),
    platforms=("VMware", "CloudDirector"),
    destination=("vm_name", "destination"),
    validate_options=validate_networks,
    inventory=VSPHERE,
    complete=with_source_folder,
)
