# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backup proxies of VBR, operations under ``/api/v1/backupInfrastructure/proxies``.

A proxy bears the name of its server, so a task says which server, and what kind of proxy. Whether it is enabled is in
the list of states only, and is changed by operations of its own.
The declaration of M(opendr.veeam.veeam_proxy). Private to the collection.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from ..engine.plan import Body
from ..engine.reconciler import Reconciler
from ..engine.resource_module import resource_module
from ..http.response_object import like
from ..schema.fields import Field
from ..schema.resource import DedicatedUpdate, Operation, Resource
from ..schema.state import State, read_state
from ..schema.values import UUID
from . import inventory
from .product import VBR
from .references import MANAGED_SERVER

PATH = "/backupInfrastructure/proxies"
ITEM = PATH + "/{id}"
STATES = PATH + "/states"
STATES_SINCE = "1.3-rev0"

VSPHERE, HYPERV, GENERAL = "ViProxy", "HvProxy", "GeneralPurposeProxy"
TRANSPORT_MODES = ("Auto", "DirectAccess", "VirtualAppliance", "Network")
LOWER_CASE = {mode: mode[0].lower() + mode[1:] for mode in TRANSPORT_MODES}

# Each datastore is an object of the inventory; only some of what describes it tells it from others.
DATASTORE_FIELDS = (
    Field("name", api="datastore.name", required=True),
    Field("host_name", api="datastore.hostName", required=True),
    Field("object_id", api="datastore.objectId"),
    Field("type", api="datastore.type", mode="constant", choices=("Datastore",), default="Datastore"),
    Field(
        "platform",
        api="datastore.platform",
        mode="constant",
        choices=("VSphere",),
        api_choices={"VSphere": "VMware"},
        default="VSphere",
        until="1.2-rev1",
    ),
    Field(
        "platform",
        api="datastore.platform",
        mode="constant",
        choices=("VSphere",),
        default="VSphere",
        since="1.3-rev0",
    ),
    Field("vm_count", "int", mode="computed"),
)

WHOLE_DATASTORE = ("name", "host_name", "object_id")

FIELDS = (
    Field("id", mode="computed", format=UUID),
    Field("name", mode="computed"),
    Field(
        "type",
        choices=(VSPHERE, HYPERV, GENERAL),
        choice_spans=dict.fromkeys((HYPERV, GENERAL), ("1.3-rev0", "")),
        mode="immutable",
        required=True,
    ),
    Field(
        "host",
        api="server.hostId",
        mode="immutable",
        reference=MANAGED_SERVER,
        name_from="server.hostName",
        required=True,
    ),
    Field("description", default=""),
    Field("enabled", "bool", mode="dedicated", since=STATES_SINCE),
    Field("max_task_count", "int", api="server.maxTaskCount"),
    Field(
        "transport_mode",
        api="server.transportMode",
        choices=TRANSPORT_MODES,
        api_choices=LOWER_CASE,
        variants=(VSPHERE,),
        until="1.3-rev0",
    ),
    Field("transport_mode", api="server.transportMode", choices=TRANSPORT_MODES, variants=(VSPHERE,), since="1.3-rev1"),
    Field("failover_to_network", "bool", api="server.failoverToNetwork", variants=(VSPHERE,)),
    Field("host_to_proxy_encryption", "bool", api="server.hostToProxyEncryption", variants=(VSPHERE,)),
    Field(
        "connected_datastores",
        "dict",
        api="server.connectedDatastores",
        variants=(VSPHERE,),
        fields=(
            Field("auto_select", "bool", api="autoSelectEnabled", required=True),
            Field("datastores", "list", elements="dict", fields=DATASTORE_FIELDS, item_keys=("object_id",)),
        ),
    ),
)

ENABLE = Operation("POST", ITEM + "/enable", "nothing", since=STATES_SINCE)
DISABLE = Operation("POST", ITEM + "/disable", "nothing", since=STATES_SINCE)

PROXY = Resource(
    product=VBR,
    noun="backup proxy",
    result_key="proxy",
    path=PATH,
    fields=FIELDS,
    variant="type",
    identity={"host": "hostIdFilter", "type": "typeFilter"},
    create=Operation("POST", PATH, "session", session_type="Infrastructure"),
    update=Operation("PUT", ITEM, "session", session_type="Infrastructure"),
    delete=Operation("DELETE", ITEM, "nothing"),
    dedicated_updates=(
        DedicatedUpdate(ENABLE, ("enabled",), value=True, initial=True),
        DedicatedUpdate(DISABLE, ("enabled",), value=False, initial=True),
    ),
    expanded=("enabled",),
    reads=(STATES,),
    reads_since={STATES: STATES_SINCE},
    post_reads=(inventory.INVENTORY, inventory.SERVER_INVENTORY),
    title_option="name",
)


class ProxyReconciler(Reconciler):
    """Whether a proxy is enabled is read where a task gives it; datastores are looked up in the inventory."""

    def validate(self) -> None:
        """Raise InvalidOption for a server without the type of proxy, or a type without the server."""
        super().validate()
        self.validate_whole_identity()

    def desired(self, current: Body | None) -> State:
        """What the task gives, with everything that identifies a datastore."""
        desired = super().desired(current)
        settings = desired.get("connected_datastores") or {}
        if not settings.get("datastores"):
            return desired
        present = read_state(self.resource.fields, current or {}, self.context(current)).get("connected_datastores")
        known = (present or {}).get("datastores") or []
        datastores = [self._located(given, known) for given in settings["datastores"]]
        return {**desired, "connected_datastores": {**settings, "datastores": datastores}}

    def _located(self, given: State, known: Sequence[State]) -> State:
        """The datastore as the task gives it whole, as the proxy has it already, or as the inventory has it."""
        if all(given.get(option) for option in WHOLE_DATASTORE):
            return given
        equal = [store for store in known if all(store.get(option) == value for option, value in given.items())]
        if len(equal) == 1:
            return {option: equal[0].get(option) for option in WHOLE_DATASTORE}
        body = self.inventory.find(inventory.DATASTORE, given, "connected_datastores.datastores")
        return {"name": body["name"], "host_name": body["hostName"], "object_id": body["objectId"]}

    @cached_property
    def inventory(self) -> inventory.Inventory:
        """The inventory of the VMware vSphere servers, read when first asked."""
        return inventory.Inventory(self.client, inventory.VSPHERE)

    def expand(self, current: Body, for_update: bool) -> Body:  # noqa: ARG002
        """``current``, and ``enabled`` where the task gives it; an update does not send it."""
        if "enabled" not in self.task.raw or not VBR.supports(self.client.revision, STATES_SINCE):
            return current
        query = {"hostIdFilter": current["server"]["hostId"], "typeFilter": current["type"]}
        states = {state["id"]: state for state in self.client.pages(STATES, query)}
        state = states.get(current["id"])
        return like(current, {**current, "enabled": not state["isDisabled"]}) if state else current


MODULE = resource_module(PROXY, ProxyReconciler)
