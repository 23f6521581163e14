# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Limits of latency for production storage of VBR, operations under ``/api/v1/generalOptions/storageLatency``.

Limits of single datastores have operations of their own; they are shown, and stay as they are.
The declaration of M(opendr.veeam.veeam_storage_latency). Private to the collection.
"""

from __future__ import annotations

from ..core.errors import InvalidOption
from ..engine.plan import Body, Plan
from ..engine.reconciler import Reconciler
from ..engine.resource_module import resource_module
from ..schema.fields import Field
from ..schema.resource import Operation, Resource
from ..schema.state import merge, read_state
from .product import VBR

PATH = "/generalOptions/storageLatency"

COMPUTED = "computed"
DATASTORE = (
    Field("id", mode=COMPUTED),
    Field("name", api="storageObject.name", mode=COMPUTED),
    Field("type", api="storageObject.type", mode=COMPUTED),
    Field("host_name", api="storageObject.hostName", mode=COMPUTED),
    Field("object_id", api="storageObject.objectId", mode=COMPUTED),
    Field("platform", api="storageObject.platform", mode=COMPUTED),
    Field("latency_limit_ms", "int", mode=COMPUTED),
    Field("throttling_io_limit_ms", "int", api="throttlingIOLimitMs", mode=COMPUTED),
)
LIMITS = (
    Field("latency_limit_ms", "int", minimum=1, required=True),
    Field("throttling_io_limit_ms", "int", api="throttlingIOLimitMs", minimum=1, required=True),
    Field("datastores", "list", elements="dict", api="advancedOptions", mode=COMPUTED, fields=DATASTORE),
)

FIELDS = (
    Field("enabled", "bool", api="storageLatencyControlEnabled"),
    Field("limits", "dict", api="storageLatencyControlOptions", fields=LIMITS),
)

STORAGE_LATENCY = Resource(
    product=VBR,
    noun="storage latency control",
    result_key="storage_latency",
    path=PATH,
    fields=FIELDS,
    identity={},
    since="1.3-rev1",
    update=Operation("PUT", PATH, "object"),
)


class StorageLatencyReconciler(Reconciler):
    """Limits have to be there where they are enabled, and the second is not below the first."""

    def preflight(self, plan: Plan, current: Body | None) -> None:
        """Raise InvalidOption for limits that are missing or contradict each other."""
        super().preflight(plan, current)
        state = merge(read_state(self.resource.fields, current or {}, self.context(current)), plan.after)
        limits = state.get("limits") or {}
        latency, throttling = limits.get("latency_limit_ms"), limits.get("throttling_io_limit_ms")
        if plan.body is not None and state.get("enabled") and None in (latency, throttling):
            raise InvalidOption(
                "Storage latency control needs limits, and the server has none yet: give "
                "limits.latency_limit_ms and limits.throttling_io_limit_ms as well.",
                option="limits",
            )
        if plan.body is not None and latency is not None and throttling is not None and latency > throttling:
            raise InvalidOption(
                f"limits.latency_limit_ms would be {latency}, which is more than limits.throttling_io_limit_ms "
                f"({throttling}). Give a limit that is not above the other.",
                option="limits.latency_limit_ms",
            )


MODULE = resource_module(STORAGE_LATENCY, StorageLatencyReconciler)
