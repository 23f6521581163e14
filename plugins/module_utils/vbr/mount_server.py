# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mount servers of VBR, operations under ``/api/v1/backupInfrastructure/mountServers``.

A managed server gets the role of a mount server, which has the id of that server. No operation takes the role away.
The declaration of M(opendr.veeam.veeam_mount_server). Private to the collection.
"""

from __future__ import annotations

from ..core.errors import InvalidOption
from ..engine.plan import Body, Plan
from ..engine.reconciler import Reconciler
from ..engine.resource_module import resource_module
from ..schema.fields import Field
from ..schema.resource import DedicatedUpdate, Operation, Resource
from ..schema.values import UUID
from .product import VBR
from .references import MANAGED_SERVER

PATH = "/backupInfrastructure/mountServers"
ITEM = PATH + "/{id}"

FIELDS = (
    Field("id", mode="computed", format=UUID),
    Field("host", api="hostId", response_api="id", mode="immutable", reference=MANAGED_SERVER, required=True),
    Field("type", mode="computed"),
    Field("is_default", "bool", mode="dedicated"),
    Field("write_cache_folder", api="settings.writeCacheFolder"),
    Field("vpower_nfs_enabled", "bool", api="settings.vPowerNFSEnabled"),
    Field("mount_port", "int", api="settings.vPowerNFSPortSettings.mountPort", minimum=1, maximum=65535),
    Field("vpower_nfs_port", "int", api="settings.vPowerNFSPortSettings.vPowerNFSPort", minimum=1, maximum=65535),
)

MOUNT_SERVER = Resource(
    product=VBR,
    noun="mount server",
    path=PATH,
    fields=FIELDS,
    identity={"host": ""},
    create=Operation("POST", PATH, "session", session_type="Infrastructure"),
    update=Operation("PUT", ITEM, "session", session_type="Infrastructure"),
    dedicated_updates=(
        DedicatedUpdate(Operation("POST", ITEM + "/default", "object"), ("is_default",), value=True, initial=False),
    ),
    since="1.3-rev0",
)


class MountServerReconciler(Reconciler):
    """There is always a default mount server."""

    def preflight(self, plan: Plan, current: Body | None) -> None:
        """Raise InvalidOption where the default mount server is to be none."""
        super().preflight(plan, current)
        if any(change.option == "is_default" and change.desired is False for change in plan.differences):
            raise InvalidOption(
                "is_default=false cannot be set: there is always a default mount server. Give is_default=true for the "
                "mount server that is to take its place.",
                option="is_default",
            )


MODULE = resource_module(MOUNT_SERVER, MountServerReconciler)
