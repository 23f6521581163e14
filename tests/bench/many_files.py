# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a restore of many files costs in memory: a process of its own, which prints its figures as JSON.

Usage: python -m bench.many_files NUMBER (of files that were deleted in production)
"""

from __future__ import annotations

import json
import resource
import sys

from ansible_collections.opendr.veeam.plugins.plugin_utils.in_process import run_in_process
from simulator.control import Simulator
from simulator.seeds.vbr_files import MANY, MANY_FILES, MANY_FOLDER
from support.modules import declaration

MODULE = "veeam_flr_restore"


def main(number: int) -> None:
    """Restore the files with the module, each by its path, and print the memory of this process at its peak."""
    if number > MANY_FILES:
        raise SystemExit(f"The simulator has no more than {MANY_FILES} files in one folder.")
    paths = [f"{MANY_FOLDER}\\{count:05}.dat" for count in range(number)]
    with Simulator(speed=0, products=("vbr",)) as simulator:
        simulator.files(MANY, delete=paths)
        server = simulator.vbr
        arguments = {
            "url": server.url,
            "username": server.username,
            "password": server.password,
            "ca_path": server.ca_path,
            "restore_point": {"name": MANY},
            "restore_type": "Overwrite",
            "paths": paths,
            "poll_interval": 1,
        }
        result = run_in_process(declaration(MODULE), f"opendr.veeam.{MODULE}", arguments)
        there = simulator.files(MANY)
    missing = [path for path in paths if path not in there]
    if result.get("failed") or missing:
        raise SystemExit(f"{len(missing)} of {number} files were not restored: {result.get('msg')}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"files": number, "peak": peak}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
