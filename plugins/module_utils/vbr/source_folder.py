# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The folder for a machine that is restored to vSphere: that of the original, which the console proposes too.

The server requires a folder with a new name. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..core.errors import InvalidOption
from ..schema.resource import SchemaContext
from ..schema.state import State
from .backup_source import BackupSource
from .inventory import FILED_MACHINE, HOST, Inventory, datacenter_of
from .restore_options import CUSTOMIZED

# The options that go into one property with the folder.
NEED_FOLDER = ("vm_name", "vm_tags_restore_enabled")


def with_source_folder(given: State, context: SchemaContext, inventory: Inventory, source: BackupSource) -> State:
    """The options with the folder of the original machine, where others need one and the task gives none.

    Raises InvalidOption where that folder is not known, or is in another datacenter than the destination.
    """
    destination = given.get("destination") or {}
    needed_by = [option for option in NEED_FOLDER if given.get(option) is not None]
    if context.variant != CUSTOMIZED or not needed_by or destination.get("folder"):
        return given
    needed = f"{needed_by[0]} needs destination.folder on vSphere"
    machine = _original(inventory, source)
    folder = inventory.folder_of(machine) if machine else None
    if machine is None or folder is None:
        raise _missing(needed, f"the folder of '{source.name}' was not found in the inventory")
    host = inventory.find(HOST, destination["host"], "destination.host") if destination.get("host") else {}
    there, here = datacenter_of(host), datacenter_of(machine)
    if there and here and there != here:
        raise _missing(needed, f"the folder of '{source.name}' is in another datacenter than destination.host")
    whole = {
        "name": folder.get("name"),
        "host_name": folder.get("hostName"),
        "type": folder.get("type"),
        "object_id": folder.get("objectId"),
    }
    return {**given, "destination": {**destination, "folder": whole}}


def _original(inventory: Inventory, source: BackupSource) -> Mapping[str, Any] | None:
    """The machine that was backed up: by its id, else by its name, as a restored machine has another id."""
    queries = [{"object_id": identifier} for identifier in source.platform_ids]
    for query in (*queries, {"name": source.name}):
        machines = list(inventory.matching(FILED_MACHINE, query))
        if len(machines) == 1:
            return machines[0]
    return None


def _missing(needed: str, reason: str) -> InvalidOption:
    return InvalidOption(
        f"{needed}, and {reason}. Set destination.folder to the folder for the restored machine.",
        option="destination.folder",
    )
