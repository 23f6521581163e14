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

from ..core.errors import InvalidOption, ObjectNotFound, listed
from ..core.naming import same_name, select_one
from ..engine.task import Reader
from ..http.client import Client
from ..http.response_object import like
from ..schema.fields import Field
from ..schema.resource import SchemaContext, fields_of
from ..schema.state import State, without_nulls
from ..schema.writing import write_state
from .words import NEW

INVENTORY = "/inventory"
SERVER_INVENTORY = "/inventory/{hostname}"

VSPHERE, HYPERV, CLOUD_DIRECTOR = "vsphere", "hyperv", "cloud_director"


# What servers call each platform, in lower case: their word depends on the revision, and not always on that alone.
PLATFORM_WORDS = {
    VSPHERE: ("vsphere", "vmware"),
    HYPERV: ("hyperv",),
    CLOUD_DIRECTOR: ("clouddirector", "vcd"),
}


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
    {VSPHERE: ("VirtualMachine",), HYPERV: ("VirtualMachine",), CLOUD_DIRECTOR: ("VirtualMachine",)},
    {VSPHERE: "HostsAndClusters", HYPERV: "HostsAndVMs", CLOUD_DIRECTOR: "VAppsAndVms"},
)
# The same machines in the tree of folders.
FILED_MACHINE = Kind("virtual machine", {VSPHERE: ("VirtualMachine", "Template")}, {VSPHERE: "VmsAndTemplates"})

# The suboptions of an object: enough of them to find it, or all of them.
OBJECT = (
    Field("name"),
    Field("path", mode="write_only_on_create"),
    Field("host_name"),
    Field("type"),
    Field("object_id"),
    Field("urn"),
    Field("parent_object_id"),
)
# With all of these a task describes the whole object, and nothing is looked up.
WHOLE = ("name", "host_name", "type", "object_id")


@dataclass(eq=False, repr=False)
class ObjectField(Field):
    """An option that names an inventory object, and the property that takes the whole object."""

    kind: Kind = HOST


def inventory_object(option: str, kind: Kind, **facts: Any) -> ObjectField:
    """The field of an option that names an inventory object of ``kind``."""
    return ObjectField(option=option, type="dict", fields=OBJECT, kind=kind, **facts)


def as_sent(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The fields that write a state whose inventory objects are whole, as the API has them."""
    return tuple(
        _whole(field) if isinstance(field, ObjectField) else replace(field, fields=as_sent(field.fields))
        for field in fields
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

    ``within`` is the group of the options, for messages.
    """
    result = dict(state)
    for field in fields_of(fields, context):
        value = state.get(field.option)
        if not value:
            continue
        name = within + field.option
        if isinstance(field, ObjectField):
            result[field.option] = inventory.find(field.kind, value, name)
        elif field.fields and isinstance(value, list):
            result[field.option] = [located(field.fields, item, context, inventory, name + ".") for item in value]
        elif field.fields:
            result[field.option] = located(field.fields, value, context, inventory, name + ".")
    return result


def split_path(given: Mapping[str, Any]) -> dict[str, Any]:
    """``given`` with its path split into server, containers, and the object's name. Pure.

    Raises InvalidOption for a path without a server.
    """
    path = str(given.get("path") or "")
    if not path:
        return dict(given)
    parts = [part for part in path.split("/") if part]
    if len(parts) < 2:
        raise InvalidOption(
            f"The path {path!r} is not a path of the inventory. Write server/object or server/container/object, such "
            "as vcenter01.example.com/Production/esx01.example.com.",
            path=path,
        )
    server, *containers, name = parts
    others = {key: value for key, value in given.items() if key != "path"}
    return {**others, "host_name": server, "name": name, "containers": containers}


def fits(item: Mapping[str, Any], query: Mapping[str, Any], types: Sequence[str]) -> bool:
    """Whether an object is of one of ``types`` and has the properties that the query gives. Pure.

    Upper and lower case of names do not matter, as servers change them; ids are compared as they are.
    """
    if item.get("type") not in ([query["type"]] if query.get("type") else types):
        return False
    names = {"name": "name", "host_name": "hostName"}
    ids = {"object_id": "objectId", "parent_object_id": "parentObjectId"}
    return all(same_name(item.get(api), query[option]) for option, api in names.items() if query.get(option)) and all(
        item.get(api) == query[option] for option, api in ids.items() if query.get(option)
    )


def ancestors(item: Mapping[str, Any]) -> list[str]:
    """The ids of the objects above an object, from the top down, as far as it has them. Pure.

    They are in its URN, between the server and itself: ``vc:vcenter01;datacenter:datacenter-2;folder:group-v3``.
    """
    ids = [part.partition(":")[2] for part in str(item.get("urn") or "").split(";")[1:-1]]
    parent = item.get("parentObjectId")
    return [*ids, parent] if parent and parent not in ids else ids


def names_nothing(kind: Kind, option: str) -> InvalidOption:
    """The error for a value that says nothing by which an object could be found."""
    return InvalidOption(f"{option} names no {kind.noun}. Set name, path or object_id.", option=option)


def equality(client: Client, prop: str, values: Sequence[str]) -> dict[str, Any]:
    """The filter of an inventory for the objects that have one of ``values`` as a property."""
    # A name may contain a comma, which separates the values of "in".
    operation = "equals" if len(values) == 1 else "in"
    return {
        "type": "PredicateExpression",
        "property": prop,
        "operation": operation.capitalize() if client.product.supports(client.revision, NEW) else operation,
        "value": ",".join(values),
    }


class Inventory:
    """The inventory browser of one platform; each request is sent once.

    With ``up_to_date`` the server reads its hosts again before it responds, which takes longer.
    """

    def __init__(self, client: Client, platform: str, up_to_date: bool = False) -> None:
        self._client = client
        # Since 1.3-rev2 a request cannot ask for more than the server last read.
        can_reset = not client.product.supports(client.revision, "1.3-rev2")
        self._query = {"resetCache": True} if up_to_date and can_reset else None
        self._platform = platform
        self._responses: dict[tuple[str, str, str, str], list[dict[str, Any]]] = {}

    @property
    def api_platform(self) -> str:
        """The API's word for the platform."""
        if self._platform in (HYPERV, CLOUD_DIRECTOR):
            return "HyperV" if self._platform == HYPERV else "CloudDirector"
        return "VMware" if self._client.revision == "1.2-rev1" else "VSphere"

    def find(self, kind: Kind, given: Mapping[str, Any], option: str) -> dict[str, Any]:
        """The object that ``given``, the value of ``option``, means, as the API has it.

        Raises ObjectNotFound and AmbiguousName with the candidates; InvalidOption for a value that names nothing.
        """
        query = split_path(given)
        if not query.get("name") and not query.get("object_id"):
            raise names_nothing(kind, option)
        if all(query.get(key) for key in WHOLE):
            return self._whole(query)
        near = [item for item in self.matching(kind, query) if self._inside(kind, query, item)]
        exact = [item for item in near if item.get("name") == query.get("name")]
        selected = select_one(
            kind.noun,
            str(query.get("name") or query.get("object_id")),
            exact or near,
            lambda item: f"{item.get('hostName')}/{item.get('name')} (object_id {item.get('objectId')})",
            _how_to_distinguish(given, option),
        )
        if selected is None:
            raise self._not_found(kind, query, option)
        # Sent as it was read, but for the nulls, which no request takes, and in the platform's word of the revision.
        return like(selected, {**without_nulls(selected), "platform": self.api_platform})

    def has(self, kind: Kind, item: Mapping[str, Any]) -> bool:
        """Whether the inventory still has an object, given in the words of the option, wherever that is by now."""
        query = {key: item[key] for key in ("name", "host_name", "object_id") if item.get(key)}
        return any(True for _found in self.matching(kind, query))

    def matching(self, kind: Kind, query: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """Every object of ``kind`` that fits the query, each once."""
        types = kind.types[self._platform]
        seen = set()
        for item in self._candidates(kind, query):
            key = (item.get("hostName"), item.get("objectId") or item.get("name"))
            if fits(item, query, types) and key not in seen:
                seen.add(key)
                yield item

    def folder_of(self, machine: Mapping[str, Any]) -> dict[str, Any] | None:
        """The folder or datacenter that a machine is in, None where the inventory does not show it."""
        ids = ancestors(machine)
        objects = self._objects(FOLDER, str(machine.get("hostName")), "objectId", ids) if ids else []
        folders = {item.get("objectId"): item for item in objects if item.get("type") in FOLDER.types[self._platform]}
        return next((folders[identifier] for identifier in reversed(ids) if identifier in folders), None)

    def _whole(self, query: Mapping[str, Any]) -> dict[str, Any]:
        body: dict[str, Any] = {"platform": self.api_platform}
        given = {option: value for option, value in query.items() if value is not None and option != "containers"}
        write_state(OBJECT, given, body, SchemaContext(self._client.product, self._client.revision))
        return body

    def _candidates(self, kind: Kind, query: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        # A standalone host is both a server and an object.
        yield from self._servers()
        by_id = not query.get("name")
        for server in self._server_names(query):
            prop, value = ("objectId", query["object_id"]) if by_id else ("name", query["name"])
            yield from self._objects(kind, server, prop, [str(value)])

    def _server_names(self, query: Mapping[str, Any]) -> list[str]:
        """The server that the query names, else all."""
        if query.get("host_name"):
            return [str(query["host_name"])]
        return list(dict.fromkeys(str(server["name"]) for server in self._servers()))

    def _servers(self) -> list[dict[str, Any]]:
        key = ("", "", "", "")
        if key not in self._responses:
            every = self._client.post_read_pages(INVENTORY)
            # Folders only group the servers in the tree.
            self._responses[key] = [
                item
                for item in every
                if str(item.get("platform")).lower() in PLATFORM_WORDS[self._platform] and item.get("type") != "Folder"
            ]
        return self._responses[key]

    def _objects(self, kind: Kind, server: str, prop: str, values: Sequence[str]) -> list[dict[str, Any]]:
        """The objects on a server that have one of ``values`` as that property."""
        hierarchy, value = self._hierarchy(kind), ",".join(values)
        key = (server, hierarchy, prop, value)
        if key not in self._responses:
            body = {"hierarchyType": hierarchy, "filter": equality(self._client, prop, values)}
            path = SERVER_INVENTORY.format(hostname=quote(server, safe=""))
            self._responses[key] = list(self._client.post_read_pages(path, body, query=self._query))
        return self._responses[key]

    def _hierarchy(self, kind: Kind) -> str:
        hierarchy = kind.hierarchy[self._platform]
        newest = self._client.product.supports(self._client.revision, "1.3-rev2")
        return hierarchy.replace("VMs", "Vms") if newest else hierarchy

    def _inside(self, kind: Kind, query: Mapping[str, Any], item: Mapping[str, Any]) -> bool:
        """Whether an object is inside the containers that the path names, which need not be all that are above it."""
        containers = list(query.get("containers") or [])
        ids = ancestors(item)
        if not containers or not ids:
            return True
        objects = self._objects(kind, str(query["host_name"]), "objectId", ids)
        names_by_id = {above.get("objectId"): str(above.get("name")) for above in objects}
        names = iter([names_by_id.get(identifier, "").casefold() for identifier in ids])
        return all(container.casefold() in names for container in containers)

    def _not_found(self, kind: Kind, query: Mapping[str, Any], option: str) -> ObjectNotFound:
        types = kind.types[self._platform]
        objects = list(self._servers())
        for server in self._server_names(query):
            objects += self._objects(kind, server, "type", types)
        available = sorted({str(item["name"]) for item in objects if item.get("type") in types})
        where = f" on the server '{query['host_name']}'" if query.get("host_name") else ""
        what = f"'{query['name']}'" if query.get("name") else f"with the id {query['object_id']}"
        return ObjectNotFound(
            f"{option}: the inventory has no {kind.noun} {what}{where}. Available: {listed(available)}.",
            option=option,
            name=query.get("name"),
            candidates=available,
        )


def _how_to_distinguish(given: Mapping[str, Any], option: str) -> str:
    """What a task can add to what it gives, so that only one of several objects is meant. Pure."""
    if given.get("path"):
        # The same containers may be there twice, and nothing else in a task tells them apart.
        return f"They have the same path: set object_id in {option} in place of path."
    ways = [way for way in ("host_name", "path", "object_id") if not given.get(way)]
    return f"Also set {', '.join(ways[:-1])} or {ways[-1]} in {option}."


def datacenter_of(item: Mapping[str, Any]) -> tuple[str, str] | None:
    """The server and the id of the datacenter that an object is in, None where its URN does not show it. Pure."""
    for part in str(item.get("urn") or "").split(";"):
        kind, _colon, identifier = part.partition(":")
        if kind == "datacenter":
            return str(item.get("hostName")).casefold(), identifier
    return None


def _read_object(item: Mapping[str, Any]) -> object:
    return str(item["name"]), fits(item, {}, ()), ancestors(item)


READERS: dict[str, Reader] = {
    "POST " + INVENTORY: _read_object,
    "POST " + SERVER_INVENTORY: _read_object,
}
