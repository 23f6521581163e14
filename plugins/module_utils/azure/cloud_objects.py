# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects of the Azure cloud by name or id, whole, as bodies of restores want them. Private to the collection.

Operations ``GET /cloudInfrastructure/...`` and ``GET /restorePoints/virtualMachines/diskSnapshots``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..core.errors import AmbiguousName, ObjectNotFound, listed
from ..http.client import Client

DISKS = "/restorePoints/virtualMachines/diskSnapshots"
LINKS = "_links"
Whole = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """A kind of object: where it is listed, and the properties by which a task may name one, the id last.

    ``paged`` is False for a list that is answered whole.
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


def the_one(kind: Kind, objects: Iterable[Mapping[str, Any]], given: str) -> Whole:
    """The object that is named, or has the id, without its links. Pure. Raises ObjectNotFound, AmbiguousName.

    Azure does not look at the case of names.
    """
    every = list(objects)
    same = [one for one in every if any(str(one.get(key) or "").lower() == given.lower() for key in kind.keys)]
    if len(same) > 1:
        ids = [str(one.get(kind.keys[-1])) for one in same]
        raise AmbiguousName(kind.noun, given, ids, "Give the id in place of the name.")
    if not same:
        known = listed(sorted(str(one.get(kind.keys[0])) for one in every))
        raise ObjectNotFound(f"There is no {kind.noun} '{given}'. There is: {known}.", name=given, noun=kind.noun)
    return {key: value for key, value in same[0].items() if key != LINKS}


class Cloud:
    """The objects that a service account sees, each list read when first asked for."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._lists: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}

    def every(self, kind: Kind, **query: Any) -> list[Mapping[str, Any]]:
        """All objects of a kind for which the server's filters hold; a filter that is None is none."""
        asked = {key: value for key, value in query.items() if value is not None}
        key = (kind.path, *sorted(asked.items()))
        if key not in self._lists:
            read = self._client.pages if kind.paged else self._client.get
            self._lists[key] = list(read(kind.path, asked))
        return self._lists[key]

    def find(self, kind: Kind, given: str, **query: Any) -> Whole:
        """The one object of a kind that ``given`` names. Raises ObjectNotFound, AmbiguousName."""
        return the_one(kind, self.every(kind, **query), given)
