# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restore of entire machines to VMware Cloud Director.

Operation ``POST /api/v1/restore/vmRestore/cloudDirector``. Private to the collection.
"""

from __future__ import annotations

from ...schema.fields import Field
from ...schema.resource import Operation, SchemaContext
from ...schema.state import State
from ...workflow.one_time_restore import restore_lifecycle
from ..inventory import CLOUD_DIRECTOR, DATASTORE, STORAGE_POLICY, VAPP, inventory_object
from ..one_time_restore import Target
from ..restore_options import CUSTOMIZED
from .options import PROXIES, QUICK_ROLLBACK, TYPE, USUAL, VMWARE_NETWORK, require, validate_networks

ELSEWHERE = (CUSTOMIZED,)
SESSION = "CloudDirectorVmRestore"

SPEC = (
    TYPE,
    Field("vm_name", api="location.newName", variants=ELSEWHERE, required=True),
    Field(
        "destination",
        "dict",
        api=".",
        variants=ELSEWHERE,
        required=True,
        fields=(inventory_object("vapp", VAPP, api="location.vApp", required=True),),
    ),
    Field(
        "vm_tags_restore_enabled",
        "bool",
        api="location.restoreVSphereVMTags",
        variants=ELSEWHERE,
        default=False,
    ),
    inventory_object("datastore", DATASTORE, api="datastore.datastore", variants=ELSEWHERE),
    inventory_object("storage_policy", STORAGE_POLICY, api="datastore.storagePolicy", variants=ELSEWHERE),
    *VMWARE_NETWORK,
    PROXIES,
    QUICK_ROLLBACK,
    *USUAL,
)


def validate_options(given: State, context: SchemaContext) -> None:
    """Raise InvalidOption for a storage policy without a datastore."""
    require(given, "storage_policy", "datastore")
    validate_networks(given, context)


TARGET = Target(
    name=CLOUD_DIRECTOR,
    since="",
    spec=SPEC,
    lifecycle=restore_lifecycle(
        "restore of the machine", Operation("POST", "/restore/vmRestore/cloudDirector", "session", session_type=SESSION)
    ),
    allows="StartEntireVmRestoreCloudDirector",
    session_types=(SESSION, "RestoreVm"),
    platforms=("CloudDirector", "VMware"),
    destination=("vm_name", "destination"),
    validate_options=validate_options,
    inventory=CLOUD_DIRECTOR,
)
