# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects of the Azure cloud by name or id, whole, as the bodies of restores need them. Private to the collection.

Operations ``GET /cloudInfrastructure/...`` and ``GET /restorePoints/virtualMachines/diskSnapshots``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..core.naming import select_by_name
from ..http.client import Client
from ..http.response_object import like
from ..schema.state import without_nulls

DISKS = "/restorePoints/virtualMachines/diskSnapshots"
LINKS = "_links"
Whole = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """A kind of object: where it is listed, and the properties by which a task may name it, the id last.

    ``paged`` is False for a list that comes in one response without pages.
    """

    noun: str
    path: str
    keys: tuple[str, ...] = ("name", "id")
    paged: bool = True


SUBSCRIPTION = Kind("subscription", "/cloudInfrastructure/subscriptions")
REGION = Kind("region", "/cloudInfrastructure/regions")
RESOURCE_GROUP = Kind("resource group", "/cloudInfrastructure/resourceGroups", ("name", "resourceId", "id"))
VIRTUAL_NETWORK = Kind("virtual network", "/cloudInfrastructure/virtualNetworks")
SECURITY_GROUP = Kind("network security group", "/cloudInfrastructure/networkSecurityGroups")
AVAILABILITY_SET = Kind("availability set", "/cloudInfrastructure/availabilitySets")
AVAILABILITY_ZONE = Kind("availability zone", "/cloudInfrastructure/availabilityZones", ("name",))
SIZE = Kind("size of virtual machines", "/cloudInfrastructure/virtualMachineSizes", ("name",), paged=False)
STORAGE_ACCOUNT = Kind("storage account", "/cloudInfrastructure/storageAccounts", ("name", "resourceId", "id"))
DISK = Kind("disk in the restore point", DISKS, ("diskName", "diskId"))
KINDS = (
    SUBSCRIPTION,
    REGION,
    RESOURCE_GROUP,
    VIRTUAL_NETWORK,
    SECURITY_GROUP,
    AVAILABILITY_SET,
    AVAILABILITY_ZONE,
    SIZE,
    STORAGE_ACCOUNT,
    DISK,
)


def select_object(kind: Kind, objects: Iterable[Mapping[str, Any]], given: str) -> Whole:
    """The object that has the name or id, without its links. Pure. Raises ObjectNotFound, AmbiguousName.

    Azure ignores the case of names.
    """

    def values(item: Mapping[str, Any], keys: Sequence[str]) -> list[str]:
        return [str(item[key]) for key in keys if item.get(key)]

    selected = select_by_name(
        kind.noun,
        objects,
        given,
        lambda item: values(item, kind.keys[:1]),
        lambda item: values(item, kind.keys),
        normalize=str.lower,
    )
    return unlinked(selected)


def unlinked(body: Mapping[str, Any] | None) -> Whole:
    """An object without its links and nulls, as a request takes it; empty where there is none. Pure."""
    body = body or {}
    return like(body, without_nulls({key: value for key, value in body.items() if key != LINKS}))


class Cloud:
    """The objects that a service account sees; each list is read once, when it is first needed."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._lists: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}

    def every(self, kind: Kind, **query: Any) -> list[Mapping[str, Any]]:
        """All objects of a kind that the server's filters select; a filter that is None is not sent."""
        filters = {name: value for name, value in query.items() if value is not None}
        key = (kind.path, *sorted(filters.items()))
        if key not in self._lists:
            read = self._client.pages if kind.paged else self._client.get
            self._lists[key] = list(read(kind.path, filters))
        return self._lists[key]

    def find(self, kind: Kind, given: str, **query: Any) -> Whole:
        """The object of a kind that ``given`` names. Raises ObjectNotFound, AmbiguousName."""
        return select_object(kind, self.every(kind, **query), given)
