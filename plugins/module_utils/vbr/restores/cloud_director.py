# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restore of entire machines to VMware Cloud Director.

Operation ``POST /api/v1/restore/vmRestore/cloudDirector``. Private to the collection.
"""

from __future__ import annotations

from ...fields import Field
from ...resource import Operation, Shape
from ...state import State
from ..inventory import CLOUD_DIRECTOR, DATASTORE, STORAGE_POLICY, VAPP, inventory_object
from ..restore_options import CUSTOMIZED
from .one_shot import Target, lifecycle
from .vm_options import PROXIES, QUICK_ROLLBACK, TYPE, USUAL, VMWARE_NETWORK, refuse_networks, require

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


def refuse_given(given: State, shape: Shape) -> None:
    """Raise InvalidOption for a storage policy without a datastore."""
    require(given, "storage_policy", "datastore")
    refuse_networks(given, shape)


TARGET = Target(
    name=CLOUD_DIRECTOR,
    since="",
    spec=SPEC,
    lifecycle=lifecycle(
        "restore of the machine", Operation("POST", "/restore/vmRestore/cloudDirector", "session", session_type=SESSION)
    ),
    allows="StartEntireVmRestoreCloudDirector",
    session_types=(SESSION, "RestoreVm"),
    platforms=("CloudDirector", "VMware"),
    destination=("vm_name", "destination"),
    refuse_given=refuse_given,
    inventory=CLOUD_DIRECTOR,
)
