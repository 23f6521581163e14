# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long the drift report of many jobs takes: a process of its own, which prints its figures as JSON.

Usage: python -m bench.jobs NUMBER. The playbook opendr.veeam.site creates so many backup jobs, and one of them is
changed; the playbook in check mode with the differences is measured.
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

from simulator.control import Simulator
from tools.paths import ROOT, stage_environment
from tools.tree import make_tree


def job(index: int) -> dict[str, Any]:
    """A job with a schedule and settings of its own."""
    return {
        "name": f"Job {index:04d}",
        "type": "VSphereBackup",
        "description": f"Machines of department {index}",
        "objects": [{"name": "app02"}, {"name": "web01"}],
        "storage": {
            "repository": "Linux Repository 01",
            "retention_policy": {"type": "Days", "quantity": 14},
            "advanced": {"backup_mode": "Incremental"},
        },
        "schedule": {
            "run_automatically": True,
            "daily": {"enabled": True, "local_time": f"22:{index % 60:02d}", "daily_kind": "Everyday"},
        },
    }


def play(simulator: Simulator, given: Path, *arguments: str) -> str:
    """What the playbook prints. Raises SystemExit with it where it fails."""
    command = ["ansible-playbook", "-i", "localhost,", "-e", f"@{given}", *arguments, "opendr.veeam.site"]
    environment = stage_environment() | simulator.environment()
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=False, text=True)
    if done.returncode:
        raise SystemExit(done.stdout[-3000:])
    return done.stdout


def processor_seconds() -> float:
    """What the processes used that have ended: those of the playbooks, without the simulator."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(number: int, directory: Path) -> dict[str, Any]:
    """The time on the clock, that of the processors, and the requests, of the report."""
    make_tree()
    with Simulator(speed=0, state_dir=directory / "simulator") as simulator:
        jobs, given = [job(index) for index in range(number)], directory / "site.json"
        given.write_text(json.dumps({"site_objects": {"veeam_vm_backup_job": jobs}}), "utf-8")
        play(simulator, given)
        jobs[-1]["description"] = "Changed"
        given.write_text(json.dumps({"site_objects": {"veeam_vm_backup_job": jobs}}), "utf-8")
        mark, began, used = simulator.mark(), time.monotonic(), processor_seconds()
        output = play(simulator, given, "--check", "--diff")
        seconds, used = time.monotonic() - began, processor_seconds() - used
        if f"would be changed: veeam_vm_backup_job: {jobs[-1]['name']}" not in output:
            raise SystemExit(output[-3000:])
        return {
            "jobs": number,
            "seconds": round(seconds, 1),
            "processor_seconds": round(used, 1),
            "requests": len(simulator.requests(mark)),
        }


if __name__ == "__main__":
    with TemporaryDirectory() as scratch:
        print(json.dumps(run(int(sys.argv[1]), Path(scratch))))
