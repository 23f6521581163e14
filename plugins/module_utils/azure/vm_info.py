# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of protected Azure VMs, operation ``GET /protectedItem/virtualMachines``. Private to the collection."""

from __future__ import annotations

from typing import Any

from ..engine.listing import filter_options, listed_states
from ..engine.references import ReferenceResolver
from ..engine.task import ApiUsage, Declaration, Result, Returned, Task
from ..schema.fields import Field
from ..schema.listing import Filter, Listing
from ..schema.state import State
from .product import AZURE
from .restore_points import PROTECTED_VMS

VM_FIELDS = (
    Field("id", mode="computed"),
    Field("name", mode="computed"),
    Field("resource_group", api="resourceGroup.name", mode="computed"),
    Field("subscription", api="subscription.name", mode="computed"),
    Field("subscription_id", api="subscription.id", mode="computed"),
    Field("tenant_id", api="subscription.tenantId", mode="computed"),
    Field("region", api="regionName", mode="computed"),
    Field("availability_zone", mode="computed"),
    Field("os_type", mode="computed"),
    Field("vm_size", mode="computed"),
    Field("total_size_gb", "int", api="totalSizeInGB", mode="computed"),
    Field("last_backup", mode="computed"),
    Field("is_controller", "bool", mode="computed"),
    Field("azure_environment", mode="computed"),
    Field("azure_id", mode="computed"),
)
VM_LIST = Listing(
    AZURE,
    "protected Azure VM",
    PROTECTED_VMS,
    VM_FIELDS,
    filters=(
        Filter("name", query="SearchPattern", field="name", match="pattern"),
        Filter("resource_group", field="resource_group"),
        Filter("region", field="region"),
        Filter("subscription", field="subscription", also=("subscription_id",)),
        Filter("os_type", choices=("Linux", "Windows"), field="os_type"),
        Filter("flr_session", query="FlrSession", type="bool"),
        Filter("sync", query="Sync", type="bool"),
    ),
)


def _is(state: State, identifier: str | None) -> bool:
    return identifier is None or state.get("id") == identifier


OPTIONS: dict[str, Any] = dict(filter_options(VM_LIST.filters), id={"type": "str"})


def list_vms(task: Task) -> Result:
    """The protected machines that match the task's filters."""
    machines = listed_states(VM_LIST, task, ReferenceResolver(task.client))
    return {"changed": False, "vms": [machine for machine in machines if _is(machine, task.params["id"])]}


MODULE = Declaration(
    product=AZURE,
    options=OPTIONS,
    run=list_vms,
    returns=(Returned("vms", VM_FIELDS, many=True),),
    api=ApiUsage(listings=(VM_LIST,)),
)
