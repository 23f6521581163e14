# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: machines that no job processes.

Rules that are in no document: a machine has to be in the inventory, and is excluded once.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from ..generic import shown_object
from ..messages import Answer, Refusal, Request
from ..registry import handles, seeds
from ..seeds import vbr_inventory
from ..seeds.vbr_inventory import COLLECTION
from ..state import Item
from ..values import stable_id

if TYPE_CHECKING:
    from ..backend import Backend

EXCLUSIONS = "globalExclusions/vm"
# What tells a machine from the others.
_KEYS = ("platform", "hostName", "objectId")


@seeds("vbr")
def plant(backend: Backend) -> None:
    machine = next(item for item in vbr_inventory.SEEDS[COLLECTION] if item["name"] == "app02")
    known = {key: machine[key] for key in ("platform", "type", "hostName", "name", "objectId", "size")}
    seed: Item = {"id": stable_id("exclusion app02"), "inventoryObject": known, "note": "Backed up by its own agent"}
    backend.store.load({EXCLUSIONS: [seed]})


@handles("vbr", "POST", f"/api/v1/{EXCLUSIONS}")
def exclude(backend: Backend, request: Request) -> Answer:
    machine: Item = request.body["vmObject"]
    if not any(_is_same(machine, item) for item in backend.store.collection(COLLECTION).values()):
        raise Refusal(400, f"{machine.get('name')} is not in the inventory")
    for other in backend.store.collection(EXCLUSIONS).values():
        if _is_same(machine, other["inventoryObject"]):
            raise Refusal(400, f"{machine.get('name')} is excluded already", resource=other["id"])
    item: Item = {"id": str(uuid.uuid4()), "inventoryObject": dict(machine), "note": ""}
    backend.store.put(EXCLUSIONS, item["id"], item)
    return shown_object(backend, request, EXCLUSIONS, item)


@handles("vbr", "PUT", f"/api/v1/{EXCLUSIONS}/{{id}}/note")
def change_note(backend: Backend, request: Request) -> Answer:
    key = request.parameters["id"]
    item = backend.store.get(EXCLUSIONS, key)
    if item is None:
        raise Refusal(404, f"Global VM exclusion with ID {key} was not found", resource=key)
    changed = {**item, "note": request.body["note"]}
    backend.store.put(EXCLUSIONS, key, changed)
    return shown_object(backend, request, EXCLUSIONS, changed)


def _is_same(machine: Item, other: Item) -> bool:
    return all(machine.get(key) == other.get(key) for key in _KEYS)
