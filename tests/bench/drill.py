# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a drill of many machines takes: a process of its own, which prints its figures as JSON.

Usage: python -m bench.drill NUMBER (of machines). They are in one tier, and 20 are recovered at once. `python -m bench`
does not run it, since 200 machines take minutes.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.inventory import add
from simulator.control import Simulator
from simulator.seeds.vbr_restore_points import ALLOWED
from simulator.values import stable_id
from tools.demo_drill import machines, variables
from tools.paths import ROOT, stage_environment
from tools.tree import make_tree

FORKS = 20


def seed(simulator: Simulator, names: list[str]) -> None:
    """Give the server these machines, each with a clean restore point of now."""
    shared = {"platformName": "VMware"}
    objects = [{**shared, "id": stable_id(name), "name": name, "objectId": name, "type": "VM"} for name in names]
    newest = {
        **shared,
        "malwareStatus": "Clean",
        "creationTime": simulator.now().isoformat(),
        "allowedOperations": list(ALLOWED["VMware"]),
    }
    add(simulator, "vbr", "backupObjects", objects)
    points = [{**newest, "name": item["name"], "machine": item["name"], "objectId": item["id"]} for item in objects]
    add(simulator, "vbr", "restorePoints", points)


def run(number: int, directory: Path) -> dict[str, Any]:
    """The time on the clock, the time of the processors, and what became of the machines."""
    make_tree()
    names = [f"vm{index:04d}" for index in range(number)]
    with Simulator(speed=1, state_dir=directory / "simulator") as simulator, machines() as port:
        seed(simulator, names)
        given = variables(port, directory / "report")
        check = {"type": "tcp", "host": "127.0.0.1", "port": port, "timeout": 10}
        tier = {"name": "all", "machines": [{"name": name, "checks": [check]} for name in names]}
        given["dr_drill_plan"] = {"name": "Many", "tiers": [tier]}
        path = directory / "variables.json"
        path.write_text(json.dumps(given), "utf-8")
        began = time.monotonic()
        with (directory / "output").open("w") as output:
            subprocess.run(
                ["ansible-playbook", "-i", "localhost,", "-f", str(FORKS), "-e", f"@{path}", "opendr.veeam.dr_drill"],
                cwd=ROOT,
                env=stage_environment() | simulator.environment(),
                stdout=output,
                stderr=subprocess.STDOUT,
                check=True,
            )
        seconds = time.monotonic() - began
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    report = json.loads((directory / "report/report.json").read_text("utf-8"))
    return {
        "machines": number,
        "passed": sum(machine["passed"] for machine in report["machines"]),
        "seconds": round(seconds, 1),
        "processor_seconds": round(used.ru_utime + used.ru_stime, 1),
    }


if __name__ == "__main__":
    with TemporaryDirectory() as scratch:
        print(json.dumps(run(int(sys.argv[1]), Path(scratch))))
