# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the inventory of many machines costs: a process of its own, which prints its figures as JSON.

Usage: python -m bench.inventory NUMBER (of machines). Prints the seconds on the clock and the requests of each product.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from simulator.control import Simulator
from simulator.values import stable_id
from support.inventories import read_inventory

_AT_ONCE = 5_000


def add(simulator: Simulator, product: str, collection: str, objects: list[dict[str, Any]]) -> None:
    """Add objects to a collection, some thousands at once."""
    for start in range(0, len(objects), _AT_ONCE):
        simulator.seed(collection, objects=objects[start : start + _AT_ONCE], product=product)


def seed(simulator: Simulator, number: int) -> None:
    """Give both servers that many machines, each with restore points, those of VBR with two."""
    names = [f"vm{index:06d}" for index in range(number)]
    now = simulator.now().isoformat()
    machines = [{**_machine(name), "id": stable_id(name), "objectId": name} for name in names]
    add(simulator, "vbr", "backupObjects", machines)
    newest = {"malwareStatus": "Clean", "creationTime": now}
    points = [{**_machine(name), **newest, "objectId": stable_id(name)} for name in names]
    older = (simulator.now() - timedelta(days=1)).isoformat()
    add(simulator, "vbr", "restorePoints", [*points, *({**point, "creationTime": older} for point in points)])
    vms = [{"id": stable_id(name), "name": name} for name in names]
    add(simulator, "azure", "protectedItem/virtualMachines", vms)
    good = {"pointInTime": now, "isCorrupted": False, "state": "Existing", "backupDestination": "AzureBlob"}
    newest_points = [{**good, "virtualMachineId": vm["id"], "vmName": vm["name"]} for vm in vms]
    add(simulator, "azure", "restorePoints/virtualMachines", newest_points)


def _machine(name: str) -> dict[str, Any]:
    return {"name": name, "platformName": "VMware"}


def measure(simulator: Simulator, product: str, number: int, directory: Path) -> Mapping[str, float]:
    """The seconds and the requests of one inventory."""
    start, began = simulator.mark(), time.monotonic()
    inventory = read_inventory(directory, product=product)
    seconds = time.monotonic() - began
    assert len(inventory.hosts) >= number, len(inventory.hosts)
    assert inventory.hosts["vm000000"].vars["veeam_last_clean_restore_point"]
    return {"seconds": seconds, "requests": len(simulator.requests(start))}


def main(number: int) -> None:
    """Measure both products and print what came of it."""
    with TemporaryDirectory() as directory, Simulator(speed=0) as simulator:
        os.environ.update(simulator.environment())
        seed(simulator, number)
        print(json.dumps({name: measure(simulator, name, number, Path(directory)) for name in ("vbr", "azure")}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
