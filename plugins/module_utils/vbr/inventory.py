# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects of the virtual infrastructure, found by name or path in VBR's inventory browser.

Operations ``POST /api/v1/inventory`` and ``POST /api/v1/inventory/{hostname}``. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from ..core.errors import AmbiguousName, InvalidOption, ObjectNotFound, listed
from ..http.client import Client
from ..schema.fields import Field
from ..schema.resource import SchemaContext, fields_of
from ..schema.state import State, read_state, write_state

INVENTORY = "/inventory"
SERVER_INVENTORY = "/inventory/{hostname}"

VSPHERE, HYPERV, CLOUD_DIRECTOR = "vsphere", "hyperv", "cloud_director"


@dataclass(frozen=True)
class Kind:
    """A kind of inventory object: what it is called, and its types and hierarchy on each platform."""

    noun: str
    types: Mapping[str, tuple[str, ...]]
    hierarchy: Mapping[str, str]


HOST = Kind(
    "host",
    {VSPHERE: ("Host", "Cluster"), HYPERV: ("Host", "Cluster")},
    {VSPHERE: "HostsAndClusters", HYPERV: "HostsAndVMs"},
)
RESOURCE_POOL = Kind("resource pool", {VSPHERE: ("ResourcePool", "VirtualApp")}, {VSPHERE: "HostsAndClusters"})
FOLDER = Kind("folder", {VSPHERE: ("Folder", "Datacenter")}, {VSPHERE: "VmsAndTemplates"})
DATASTORE = Kind(
    "datastore",
    {VSPHERE: ("Datastore", "DatastoreCluster"), CLOUD_DIRECTOR: ("Datastore",)},
    {VSPHERE: "DatastoresAndVms", CLOUD_DIRECTOR: "Datastores"},
)
CLUSTER = Kind("cluster", {VSPHERE: ("Cluster",)}, {VSPHERE: "HostsAndClusters"})
STORAGE_POLICY = Kind(
    "storage policy",
    {VSPHERE: ("StoragePolicy",), CLOUD_DIRECTOR: ("StoragePolicy",)},
    {VSPHERE: "HostsAndDatastores", CLOUD_DIRECTOR: "StoragePolicies"},
)
NETWORK = Kind(
    "network",
    {VSPHERE: ("Network", "DVSNetwork"), HYPERV: ("Network",), CLOUD_DIRECTOR: ("Network",)},
    {VSPHERE: "Network", HYPERV: "Network", CLOUD_DIRECTOR: "Network"},
)
VAPP = Kind("vApp", {CLOUD_DIRECTOR: ("vApp",)}, {CLOUD_DIRECTOR: "VAppsAndVms"})
MACHINE = Kind(
    "virtual machine",
    {VSPHERE: ("VirtualMachine",), HYPERV: ("VirtualMachine",)},
    {VSPHERE: "HostsAndClusters", HYPERV: "HostsAndVMs"},
)

# What a task may say of an object: enough to find it, or all of it.
OBJECT = (
    Field("name"),
    Field("path", mode="write_only_on_create"),
    Field("host_name"),
    Field("type"),
    Field("object_id"),
    Field("urn"),
    Field("parent_object_id"),
)
# With these a task describes an object whole, and nothing is looked up.
WHOLE = ("name", "host_name", "type", "object_id")


@dataclass(frozen=True)
class ObjectField(Field):
    """An option that names an inventory object, and the property that takes the object whole."""

    kind: Kind = HOST


def inventory_object(option: str, kind: Kind, **facts: Any) -> ObjectField:
    """The field of an option that names an inventory object of ``kind``."""
    return ObjectField(option=option, type="dict", fields=OBJECT, kind=kind, **facts)


def as_sent(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The fields by which a state is written once its inventory objects stand in it as the API has them."""
    return tuple(
        _whole(one) if isinstance(one, ObjectField) else replace(one, fields=as_sent(one.fields)) for one in fields
    )


def _whole(field: ObjectField) -> Field:
    return Field(
        field.option,
        "dict",
        api=field.api,
        mode=field.mode,
        since=field.since,
        until=field.until,
        variants=field.variants,
        required=field.required,
        required_until=field.required_until,
    )


def located(
    fields: tuple[Field, ...], state: Mapping[str, Any], context: SchemaContext, inventory: Inventory, within: str = ""
) -> State:
    """``state`` with every inventory object as the API has it. Raises as ``Inventory.find`` does.

    ``within`` is what stands before the options in messages.
    """
    found = dict(state)
    for field in fields_of(fields, context):
        value = state.get(field.option)
        if not value:
            continue
        name = within + field.option
        if isinstance(field, ObjectField):
            found[field.option] = inventory.find(field.kind, value, name)
        elif field.fields and isinstance(value, list):
            found[field.option] = [located(field.fields, item, context, inventory, name + ".") for item in value]
        elif field.fields:
            found[field.option] = located(field.fields, value, context, inventory, name + ".")
    return found


def split_path(given: Mapping[str, Any]) -> dict[str, Any]:
    """``given`` with its path taken apart: server, containers, and the object's name. Pure.

    Raises InvalidOption for a path without a server.
    """
    path = str(given.get("path") or "")
    if not path:
        return dict(given)
    parts = [part for part in path.split("/") if part]
    if len(parts) < 2:
        raise InvalidOption(
            f"The path {path!r} is not one of the inventory: write server/object or server/container/object, such as "
            "vcenter01.example.com/Production/esx01.example.com.",
            path=path,
        )
    server, *containers, name = parts
    told = {"host_name": server, "name": name, "containers": containers}
    return {**{key: value for key, value in given.items() if key != "path"}, **told}


def fits(one: Mapping[str, Any], given: Mapping[str, Any], types: Sequence[str]) -> bool:
    """Whether an object is of one of ``types`` and as the task says, as far as it says. Pure."""
    wanted_types = [given["type"]] if given.get("type") else types
    if one.get("type") not in wanted_types:
        return False
    keys = {"name": "name", "object_id": "objectId", "host_name": "hostName", "parent_object_id": "parentObjectId"}
    return all(one.get(api) == given[option] for option, api in keys.items() if given.get(option))


def ancestors(one: Mapping[str, Any]) -> list[str]:
    """The ids of the objects above one, from the top down, as far as it tells them. Pure.

    They stand in its URN, between the server and itself: ``vc:vcenter01;datacenter:datacenter-2;folder:group-v3``.
    """
    ids = [part.partition(":")[2] for part in str(one.get("urn") or "").split(";")[1:-1]]
    parent = one.get("parentObjectId")
    return [*ids, parent] if parent and parent not in ids else ids


class Inventory:
    """The inventory browser of one platform; each question is asked once."""

    def __init__(self, client: Client, platform: str) -> None:
        self._client = client
        self._platform = platform
        self._answers: dict[tuple[str, str, str, str], list[dict[str, Any]]] = {}

    @property
    def _old(self) -> bool:
        return not self._client.product.supports(self._client.revision, "1.3-rev1")

    @property
    def api_platform(self) -> str:
        """How the API calls the platform of an object."""
        if self._platform in (HYPERV, CLOUD_DIRECTOR):
            return "HyperV" if self._platform == HYPERV else "CloudDirector"
        return "VMware" if self._client.revision == "1.2-rev1" else "VSphere"

    def find(self, kind: Kind, given: Mapping[str, Any], option: str) -> dict[str, Any]:
        """The one object that ``given``, the value of ``option``, means, as the API has it.

        Raises ObjectNotFound and AmbiguousName with the candidates; InvalidOption for a value that names nothing.
        """
        told = split_path(given)
        if not told.get("name") and not told.get("object_id"):
            raise InvalidOption(f"{option} names no {kind.noun}: give name, path or object_id.", option=option)
        if all(told.get(key) for key in WHOLE):
            return self._whole(told)
        found = [one for one in self.matching(kind, told) if self._inside(kind, told, one)]
        if not found:
            raise self._unknown(kind, told, option)
        if len(found) > 1:
            ids = [f"{one.get('hostName')}/{one.get('name')} (object_id {one.get('objectId')})" for one in found]
            how = f"Give host_name, path or object_id in {option} too."
            raise AmbiguousName(kind.noun, str(told.get("name") or told.get("object_id")), ids, how)
        return found[0]

    def matching(self, kind: Kind, told: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """Every object of ``kind`` that is as told, each once."""
        types = kind.types[self._platform]
        seen = set()
        for one in self._candidates(kind, told):
            key = (one.get("hostName"), one.get("objectId") or one.get("name"))
            if fits(one, told, types) and key not in seen:
                seen.add(key)
                yield one

    def _whole(self, told: Mapping[str, Any]) -> dict[str, Any]:
        body: dict[str, Any] = {"platform": self.api_platform}
        known = {option: value for option, value in told.items() if value is not None and option != "containers"}
        write_state(OBJECT, known, body, SchemaContext(self._client.product, self._client.revision))
        return body

    def _candidates(self, kind: Kind, told: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        # A standalone host is a server and an object at once.
        servers = self._servers()
        yield from servers
        by_id = not told.get("name")
        names = [told["host_name"]] if told.get("host_name") else [str(one["name"]) for one in servers]
        for server in dict.fromkeys(names):
            prop, value = ("objectId", told["object_id"]) if by_id else ("name", told["name"])
            yield from self._objects(kind, server, prop, [str(value)])

    def _servers(self) -> list[dict[str, Any]]:
        key = ("", "", "", "")
        if key not in self._answers:
            every = self._client.post_read_pages(INVENTORY)
            # Folders only order the servers in the tree.
            self._answers[key] = [
                one for one in every if one.get("platform") == self.api_platform and one.get("type") != "Folder"
            ]
        return self._answers[key]

    def _objects(self, kind: Kind, server: str, prop: str, values: Sequence[str]) -> list[dict[str, Any]]:
        """The objects on a server that have one of ``values`` as that property."""
        hierarchy, value = self._hierarchy(kind), ",".join(values)
        key = (server, hierarchy, prop, value)
        if key not in self._answers:
            # A name may hold a comma, and is asked for alone.
            operation = "equals" if len(values) == 1 else "in"
            body = {
                "hierarchyType": hierarchy,
                "filter": {
                    "type": "PredicateExpression",
                    "property": prop,
                    "operation": operation if self._old else operation.capitalize(),
                    "value": value,
                },
            }
            path = SERVER_INVENTORY.format(hostname=quote(server, safe=""))
            self._answers[key] = list(self._client.post_read_pages(path, body))
        return self._answers[key]

    def _hierarchy(self, kind: Kind) -> str:
        hierarchy = kind.hierarchy[self._platform]
        newest = self._client.product.supports(self._client.revision, "1.3-rev2")
        return hierarchy.replace("VMs", "Vms") if newest else hierarchy

    def _inside(self, kind: Kind, told: Mapping[str, Any], one: Mapping[str, Any]) -> bool:
        """Whether an object lies in the containers that the path names. Some of those above it may be left out."""
        wanted = list(told.get("containers") or [])
        ids = ancestors(one)
        if not wanted or not ids:
            return True
        above = {two.get("objectId"): two for two in self._objects(kind, str(told["host_name"]), "objectId", ids)}
        names = iter([str((above.get(identifier) or {}).get("name")) for identifier in ids])
        return all(container in names for container in wanted)

    def _unknown(self, kind: Kind, told: Mapping[str, Any], option: str) -> ObjectNotFound:
        types = kind.types[self._platform]
        servers = self._servers()
        names = [told["host_name"]] if told.get("host_name") else [str(one["name"]) for one in servers]
        known = {str(one["name"]) for one in servers if one.get("type") in types}
        for server in dict.fromkeys(names):
            known |= {
                str(one["name"]) for one in self._objects(kind, server, "type", types) if one.get("type") in types
            }
        where = f" on the server '{told['host_name']}'" if told.get("host_name") else ""
        what = f"'{told['name']}'" if told.get("name") else f"with the id {told['object_id']}"
        return ObjectNotFound(
            f"{option}: the inventory has no {kind.noun} {what}{where}. It has: {listed(sorted(known))}.",
            option=option,
            name=told.get("name"),
            candidates=sorted(known),
        )


def object_facts(body: Mapping[str, Any], context: SchemaContext) -> State:
    """An inventory object in the words of the option."""
    return {key: value for key, value in read_state(OBJECT, body, context).items() if value is not None}
