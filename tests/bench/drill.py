# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a drill of many machines takes: a process of its own, which prints its figures as JSON.

Usage: python -m bench.drill NUMBER [SLICES]. So many machines come from the inventory plugin into one tier, are dealt
out to slices as AWX does it, and 20 are recovered at once, by all slices together. `python -m bench` does not run it,
since 200 machines take minutes.
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

import yaml

from bench.inventory import add
from simulator.control import Simulator
from simulator.seeds.vbr_restore_points import ALLOWED
from simulator.values import stable_id
from support.awx import DIRECTORY, load, slices
from tools.demo_drill import machines, variables
from tools.paths import ROOT, stage_environment
from tools.tree import make_tree

FORKS = 20
TEMPLATE = load(DIRECTORY / "job_templates" / "dr_drill_slices.yml")


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


def hosts(environment: dict[str, str], directory: Path) -> list[str]:
    """The hosts of the inventory source, as AWX reads them; only the machines of the measurement."""
    options = {**load(DIRECTORY / "protected.veeam.yml"), "filters": {"platform": "VMware", "name": "vm*"}}
    path = directory / "protected.veeam.yml"
    path.write_text(yaml.safe_dump(options), "utf-8")
    command = ["ansible-inventory", "-i", str(path), "--list", "--export"]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True)
    return list(json.loads(done.stdout)["_meta"]["hostvars"])


def start(part: list[str], forks: int, given: Path, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Run the playbook for the hosts of a slice."""
    inventory, plan = given.with_suffix(".inventory"), given.with_suffix(".plan.yml")
    listed = json.dumps({"all": {"hosts": part}, "_meta": {"hostvars": {}}})
    inventory.write_text(f"#!/bin/sh\ncat <<'END'\n{listed}\nEND\n", "utf-8")
    inventory.chmod(0o700)
    plan.write_text(yaml.safe_dump(TEMPLATE["extra_vars"], width=1000), "utf-8")
    command = ["ansible-playbook", "-i", str(inventory), "-f", str(forks), "-e", f"@{plan}", "-e", f"@{given}"]
    with given.with_suffix(".output").open("wb") as output:
        return subprocess.Popen(
            [*command, "opendr.veeam.dr_drill"], cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )


def run(number: int, count: int, directory: Path) -> dict[str, Any]:
    """The time on the clock, the time of the processors, and what became of the machines."""
    make_tree()
    with Simulator(speed=1, state_dir=directory / "simulator") as simulator, machines() as port:
        seed(simulator, [f"vm{index:04d}" for index in range(number)])
        environment = stage_environment() | simulator.environment()
        check = {"type": "tcp", "host": "127.0.0.1", "port": port, "timeout": 10}
        began = time.monotonic()
        processes = []
        for index, part in enumerate(slices(hosts(environment, directory), count)):
            given = variables(port, directory / f"report{index}")
            given["dr_drill_defaults"]["checks"] = [check]
            del given["dr_drill_plan"]
            path = directory / f"slice{index}.json"
            path.write_text(json.dumps(given), "utf-8")
            processes.append(start(part, FORKS // count, path, environment))
        codes = [process.wait() for process in processes]
        seconds = time.monotonic() - began
    if any(codes):
        raise SystemExit("\n".join(path.read_text("utf-8")[-3000:] for path in directory.glob("*.output")))
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    reports = [json.loads((directory / f"report{index}/report.json").read_text("utf-8")) for index in range(count)]
    drilled = [machine for report in reports for machine in report["machines"]]
    return {
        "machines": len(drilled),
        "slices": count,
        "passed": sum(machine["passed"] for machine in drilled),
        "seconds": round(seconds, 1),
        "processor_seconds": round(used.ru_utime + used.ru_stime, 1),
    }


if __name__ == "__main__":
    machines_to_drill, *others = map(int, sys.argv[1:])
    with TemporaryDirectory() as scratch:
        print(json.dumps(run(machines_to_drill, others[0] if others else 1, Path(scratch))))
