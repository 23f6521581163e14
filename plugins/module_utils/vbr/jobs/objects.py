# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What jobs process: objects of the virtual infrastructure, found by name or path. Private to the collection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from ...core.errors import ObjectNotFound
from ...core.naming import select_one
from ...http.client import Client
from ...schema.fields import Field
from ...schema.resource import SchemaContext
from ...schema.state import State, lookup, read_state
from .. import inventory
from ..words import FIRST, REV0
from .nested import NestedFinder

# The types of jobs of each platform; 1.2-rev1 has its own word for those of vSphere.
VSPHERE_JOBS, HYPERV_JOBS, CLOUD_DIRECTOR_JOBS = (
    ("VSphereBackup", "Backup"),
    ("HyperVBackup",),
    ("CloudDirectorBackup",),
)
PLATFORMS = {
    **dict.fromkeys(VSPHERE_JOBS, inventory.VSPHERE),
    **dict.fromkeys(HYPERV_JOBS, inventory.HYPERV),
    **dict.fromkeys(CLOUD_DIRECTOR_JOBS, inventory.CLOUD_DIRECTOR),
    "VSphereReplica": inventory.VSPHERE,
}
# Where each type of object is in the inventory: the hierarchy by platform.
_BY_HOST = {inventory.VSPHERE: "HostsAndClusters", inventory.HYPERV: "HostsAndVMs"}
_HIERARCHIES: Mapping[str, Mapping[str, str]] = {
    "VirtualMachine": {**_BY_HOST, inventory.CLOUD_DIRECTOR: "VAppsAndVms"},
    "Host": _BY_HOST,
    "Cluster": _BY_HOST,
    "vCenterServer": _BY_HOST,
    "Datacenter": _BY_HOST,
    "ResourcePool": _BY_HOST,
    "VirtualApp": _BY_HOST,
    "Folder": {inventory.VSPHERE: "VmsAndTemplates"},
    "Template": {inventory.VSPHERE: "VmsAndTemplates"},
    "Datastore": {inventory.VSPHERE: "DatastoresAndVms"},
    "DatastoreCluster": {inventory.VSPHERE: "DatastoresAndVms"},
    "StoragePolicy": {inventory.VSPHERE: "HostsAndDatastores", inventory.CLOUD_DIRECTOR: "StoragePolicies"},
    "Tag": {inventory.VSPHERE: "VmsAndTags", inventory.HYPERV: "Tags"},
    "Category": {inventory.VSPHERE: "VmsAndTags"},
    "Multitag": {inventory.VSPHERE: "VmsAndTags"},
    "HostGroup": _BY_HOST,
    "Scvmm": _BY_HOST,
    "VMGroup": {inventory.HYPERV: "Groups"},
    "ManagementGroup": {inventory.HYPERV: "Groups"},
    "Volume": {inventory.HYPERV: "HostsAndVolumes"},
    "ClusterVolume": {inventory.HYPERV: "HostsAndVolumes"},
    "CSV": {inventory.HYPERV: "HostsAndVolumes"},
    "CloudDirectorServer": {inventory.CLOUD_DIRECTOR: "VAppsAndVms"},
    "Organization": {inventory.CLOUD_DIRECTOR: "VAppsAndVms"},
    "OrganizationVDC": {inventory.CLOUD_DIRECTOR: "VAppsAndVms"},
    "vApp": {inventory.CLOUD_DIRECTOR: "VAppsAndVms"},
}
VSPHERE_TYPES = (
    "VirtualMachine",
    "vCenterServer",
    "Datacenter",
    "Cluster",
    "Host",
    "ResourcePool",
    "VirtualApp",
    "Folder",
    "Template",
    "Datastore",
    "DatastoreCluster",
    "StoragePolicy",
    "Tag",
    "Category",
    "Multitag",
)
HYPERV_TYPES = (
    "VirtualMachine",
    "Scvmm",
    "HostGroup",
    "Cluster",
    "Host",
    "VMGroup",
    "ManagementGroup",
    "Volume",
    "CSV",
    "ClusterVolume",
    "Tag",
)
CLOUD_DIRECTOR_TYPES = (
    "VirtualMachine",
    "CloudDirectorServer",
    "Organization",
    "OrganizationVDC",
    "vApp",
    "StoragePolicy",
)
MACHINE = "VirtualMachine"
OBJECT_KEYS = ("name", "type", "host_name", "object_id")

_NAME = Field("name", required=True, looked_up=True)
_PATH = Field("path", mode="lookup")
_HOST_NAME = Field("host_name", required=True, looked_up=True)
_URN = Field("urn")
OBJECT = (
    _NAME,
    _PATH,
    Field("type", choices=VSPHERE_TYPES, required=True, looked_up=True, variants=VSPHERE_JOBS),
    Field("type", choices=HYPERV_TYPES, required=True, looked_up=True, variants=HYPERV_JOBS),
    Field("type", choices=CLOUD_DIRECTOR_TYPES, required=True, looked_up=True, variants=CLOUD_DIRECTOR_JOBS),
    _HOST_NAME,
    Field("object_id", variants=(*VSPHERE_JOBS, *CLOUD_DIRECTOR_JOBS)),
    Field("object_id", required=True, looked_up=True, variants=HYPERV_JOBS),
    _URN,
    Field("parent_object_id", variants=HYPERV_JOBS),
    Field("platform", mode="constant", default="VMware", until=FIRST, variants=VSPHERE_JOBS),
    Field("platform", mode="constant", default="VSphere", since=REV0, variants=VSPHERE_JOBS),
    Field("platform", mode="constant", default="HyperV", variants=HYPERV_JOBS),
    Field("platform", mode="constant", default="CloudDirector", variants=CLOUD_DIRECTOR_JOBS),
)


def _of_vsphere(types: tuple[str, ...]) -> tuple[Field, ...]:
    return (
        _NAME,
        _PATH,
        Field("type", choices=types, required=True, looked_up=True),
        _HOST_NAME,
        Field("object_id"),
        _URN,
        Field("platform", mode="constant", default="VMware", until=FIRST),
        Field("platform", mode="constant", default="VSphere", since=REV0),
    )


VSPHERE_OBJECT = _of_vsphere(VSPHERE_TYPES)


@dataclass(eq=False, repr=False)
class InventoryField(Field):
    """An option that names one object, or lists objects. ``kind`` is what they are; by default, a task says it."""

    kind: inventory.Kind | None = None


def inventory_field(
    option: str, api: str, required: bool = False, fields: tuple[Field, ...] = OBJECT
) -> InventoryField:
    """The field of an option that names one object."""
    return InventoryField(option, "dict", api=api, fields=fields, required=required)


def inventory_list(option: str, api: str, fields: tuple[Field, ...] = OBJECT, **facts: Any) -> InventoryField:
    """The field of an option that lists objects."""
    return InventoryField(option, "list", api=api, elements="dict", fields=fields, item_keys=OBJECT_KEYS, **facts)


def vsphere_field(option: str, api: str, kind: inventory.Kind, **facts: Any) -> InventoryField:
    """The field of an option that names one object of ``kind`` of VMware vSphere."""
    fields = _of_vsphere(kind.types[inventory.VSPHERE])
    return replace(inventory_field(option, api, fields=fields), kind=kind, **facts)


class ObjectFinder(NestedFinder):
    """Completes the objects that a task names: from what the job has, else from the inventory."""

    kind = InventoryField

    def __init__(
        self,
        client: Client,
        context: SchemaContext,
        current: Mapping[str, Any] | None,
        modes: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(context, current, modes)
        self._client = client
        self._by_fields: dict[int, list[State]] = {}

    def found(self, field: Field, given: Mapping[str, Any], option: str) -> State:
        """The object of the inventory. Raises ObjectNotFound, AmbiguousName, InvalidOption."""
        query, kind = self._query(field, given)
        known = [item for item in self._known(field.fields) if _is_named(item, query, kind.types[self._platform])]
        if len(known) == 1 and not query.get("containers"):
            return known[0]
        return read_state(field.fields, self._inventory.find(kind, given, option), self._context)

    def found_among(
        self, field: Field, bodies: Sequence[Mapping[str, Any]], given: Mapping[str, Any], option: str
    ) -> State | None:
        """The object of a list. Raises AmbiguousName, InvalidOption, and ObjectNotFound for a path with containers.

        Only the inventory says what is in a container; it is asked where the list has an object of that name. An object
        that the inventory does not have any more is meant by its name.
        """
        query, kind = self._query(field, given)
        if not query.get("name") and not query.get("object_id"):
            raise inventory.names_nothing(kind, option)
        states = [_filled(read_state(field.fields, body, self._context)) for body in bodies]
        named = [state for state in states if _is_named(state, query, kind.types[self._platform])]
        if named and query.get("containers"):
            try:
                return self.found(field, given, option)
            except ObjectNotFound:
                if any(self._inventory.has(kind, state) for state in named):
                    raise
        return select_one(
            kind.noun,
            str(query.get("name") or query.get("object_id")),
            named,
            lambda state: f"{state.get('host_name')}/{state.get('name')} (object_id {state.get('object_id')})",
            f"Also set host_name or object_id in {option}.",
        )

    def _query(self, field: Field, given: Mapping[str, Any]) -> tuple[dict[str, Any], inventory.Kind]:
        """What the task says of an object, and of which kind it is."""
        query = {key: value for key, value in inventory.split_path(given).items() if value}
        own = field.kind if isinstance(field, InventoryField) else None
        return query, own or _kind(str(query.get("type") or MACHINE), self._platform)

    def _known(self, fields: tuple[Field, ...]) -> list[State]:
        """The objects that the job has, each once, as options of the declaration ``fields``."""
        if id(fields) not in self._by_fields:
            found: dict[str, State] = {}
            for body in _objects_in(self._current):
                state = _filled(read_state(fields, body, self._context))
                found.setdefault(repr([state.get(key) for key in OBJECT_KEYS]), state)
            self._by_fields[id(fields)] = list(found.values())
        return self._by_fields[id(fields)]

    @cached_property
    def _inventory(self) -> inventory.Inventory:
        return inventory.Inventory(self._client, self._platform)

    @property
    def _platform(self) -> str:
        return PLATFORMS[str(self._context.variant)]


def _objects_in(body: object) -> Iterator[Mapping[str, Any]]:
    """Every inventory object in the body of a job."""
    if isinstance(body, list):
        for item in body:
            yield from _objects_in(item)
    elif isinstance(body, Mapping):
        if "platform" in body and "hostName" in body:
            yield body
        for value in body.values():
            yield from _objects_in(value)


def _filled(state: State) -> State:
    return {key: value for key, value in state.items() if value is not None}


def _is_named(item: Mapping[str, Any], query: Mapping[str, Any], types: tuple[str, ...]) -> bool:
    """Whether an object of the job has everything by which a task names it, but for the containers in a path."""
    if not (query.get("object_id") or item.get("type") in types):
        return False
    return all(
        str(lookup(item, key) or "").casefold() == str(value).casefold()
        for key, value in query.items()
        if key in OBJECT_KEYS
    )


def _kind(kind: str, platform: str) -> inventory.Kind:
    hierarchies = _HIERARCHIES.get(kind, {})
    hierarchy = hierarchies.get(platform) or _HIERARCHIES[MACHINE][platform]
    return inventory.Kind(kind, {platform: (kind,)}, {platform: hierarchy})
