# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Virtual machines that no job of VBR processes, operations under ``/api/v1/globalExclusions/vm``.

The declaration of M(opendr.veeam.veeam_global_exclusion). Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, ClassVar

from ..core.errors import InvalidOption
from ..engine.plan import CREATE, Body, Plan, Request
from ..engine.reconciler import Reconciler
from ..engine.resource_module import resource_module
from ..engine.task import Reader
from ..schema.fields import Field
from ..schema.resource import DedicatedUpdate, Operation, Resource
from ..schema.state import State, read_state
from ..schema.values import UUID
from . import inventory
from .product import VBR

PATH = "/globalExclusions/vm"
ITEM = PATH + "/{id}"

PLATFORMS = {"VSphere": inventory.VSPHERE, "HyperV": inventory.HYPERV, "CloudDirector": inventory.CLOUD_DIRECTOR}


DEFAULT = "VSphere"


def _platform(word: object) -> str | None:
    """The choice that a server means, which does not always write the word of its document."""
    known = {server: name for name, own in PLATFORMS.items() for server in inventory.PLATFORM_WORDS[own]}
    return known.get(str(word).lower(), str(word))


def _of_machine(option: str, **facts: Any) -> Field:
    """A property of the machine, which a response has under another name than a request."""
    key = {"host_name": "hostName", "object_id": "objectId"}.get(option, option)
    return Field(option, api=f"vmObject.{key}", response_api=f"inventoryObject.{key}", **facts)


FIELDS = (
    Field("id", mode="computed", format=UUID),
    # The inventory finds them in any case of their letters.
    _of_machine("name", mode="immutable", required=True, normalize=str.casefold),
    _of_machine("host_name", mode="immutable", required=True, normalize=str.casefold),
    _of_machine("platform", mode="immutable", choices=tuple(PLATFORMS), default=DEFAULT, word=_platform),
    _of_machine("object_id", mode="immutable"),
    _of_machine("type", mode="constant", choices=("VirtualMachine",), default="VirtualMachine"),
    Field("note", mode="dedicated"),
    Field("size", api="inventoryObject.size", mode="computed"),
    Field("urn", api="inventoryObject.urn", mode="computed"),
)
OF_MACHINE = tuple(field for field in FIELDS if field.path[0] == "vmObject")

GLOBAL_EXCLUSION = Resource(
    product=VBR,
    noun="global exclusion",
    path=PATH,
    fields=FIELDS,
    identity={"name": "", "host_name": "", "object_id": ""},
    title_option="name",
    create=Operation("POST", PATH, "object"),
    delete=Operation("DELETE", ITEM, "nothing"),
    dedicated_updates=(
        DedicatedUpdate(
            Operation("PUT", ITEM + "/note", "object"), ("note",), fields=(Field("note", required=True),), initial=""
        ),
    ),
    since="1.3-rev0",
)


class GlobalExclusionReconciler(Reconciler):
    """A machine is found in the inventory when it is excluded, and after that in the list of exclusions."""

    readers: ClassVar[Mapping[str, Reader]] = inventory.READERS

    def validate(self) -> None:
        """Raise InvalidOption where the task does not say on which server the machine is."""
        if self.task.params["id"] or self.task.params["host_name"]:
            return
        raise InvalidOption(
            f"A {self.resource.noun} is identified by name and host_name together: give host_name as well, or the id.",
            option="host_name",
        )

    def desired(self, current: Body | None) -> State:
        """What the task gives and, of a machine that is to be excluded, what the inventory has.

        Raises ObjectNotFound, AmbiguousName, InvalidOption.
        """
        desired = super().desired(current)
        if current is not None or not self.task.params["name"]:
            return desired
        found = read_state(OF_MACHINE, {"inventoryObject": self._machine}, self.context(None))
        return {**found, **desired}

    def requests(self, plan: Plan, current: Body | None) -> list[Request]:
        """The machine is sent whole, as the inventory has it."""
        return [
            replace(request, body={"vmObject": dict(self._machine)})
            if plan.operation == CREATE and request.operation is self.resource.create
            else request
            for request in super().requests(plan, current)
        ]

    @cached_property
    def _machine(self) -> Mapping[str, Any]:
        params = self.task.params
        platform = PLATFORMS[params["platform"] or DEFAULT]
        given = {option: params[option] for option in ("name", "host_name", "object_id") if params[option]}
        return inventory.Inventory(self.client, platform).find(inventory.MACHINE, given, "name")


MODULE = resource_module(GLOBAL_EXCLUSION, GlobalExclusionReconciler)
