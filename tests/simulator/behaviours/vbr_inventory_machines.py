# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: machines that restores put into the inventory and take out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..registry import seeds
from ..seeds import vbr_inventory
from ..seeds.vbr_inventory import COLLECTION, node
from ..state import Item
from ..vbr_sessions import Rule
from .vbr_targets import Target

if TYPE_CHECKING:
    from ..backend import Backend


@seeds("vbr")
def plant(backend: Backend) -> None:
    backend.store.load(vbr_inventory.SEEDS)


def machines(backend: Backend, platform: str, name: str) -> list[Item]:
    """The machines of a name on a platform, published ones included."""
    return [
        item
        for item in backend.store.collection(COLLECTION).values()
        if item["platform"] == platform and item["type"] == "VirtualMachine" and item["name"].lower() == name.lower()
    ]


def own_machine(backend: Backend, platform: str, name: str) -> Item | None:
    """A machine of this name that no mount put there."""
    return next((item for item in machines(backend, platform, name) if not item.get("mount")), None)


def clash(backend: Backend, target: Target) -> Rule | None:
    """How a restore ends where a machine of the same name is in its way."""
    if target.overwrite or own_machine(backend, target.platform, target.name) is None:
        return None
    return Rule({}, "fail", f"A virtual machine with the name {target.name} already exists on {target.server}")


def add_machine(backend: Backend, target: Target, mount: str = "") -> None:
    """Put a machine into the inventory, in place of one of the same name that is restored over."""
    old = own_machine(backend, target.platform, target.name)
    if old is not None:
        backend.store.remove(COLLECTION, old["id"])
    reference = f"vm-{1000 + backend.store.number()}"
    item = node(
        target.platform,
        target.server,
        "VirtualMachine",
        reference,
        target.name,
        target.parents,
        "40 GB",
        mount=mount,
        **target.values,
    )
    backend.store.put(COLLECTION, item["id"], item)


def keep_machines(backend: Backend, mount: str) -> None:
    """The machines of a mount belong to production from now on."""
    for item in _of_mount(backend, mount):
        backend.store.change(COLLECTION, item["id"], mount="")


def remove_machines(backend: Backend, mount: str) -> None:
    """The machines of a mount go away with it."""
    for item in _of_mount(backend, mount):
        backend.store.remove(COLLECTION, item["id"])


def _of_mount(backend: Backend, mount: str) -> list[Item]:
    return [item for item in backend.store.collection(COLLECTION).values() if item.get("mount") == mount]
