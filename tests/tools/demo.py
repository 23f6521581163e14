# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run playbooks/demo.yml against a simulator of its own and show what happened.

Usage: python -m tools.demo [arguments for ansible-playbook]
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence

from simulator.control import Simulator
from tools.operations import records, report
from tools.paths import REQUESTS, ROOT, stage_environment
from tools.tree import make_tree


def main(arguments: Sequence[str]) -> int:
    """Run the playbook, then sum up what the simulated server was asked."""
    make_tree()
    state_dir = REQUESTS / "demo"
    shutil.rmtree(state_dir, ignore_errors=True)
    with Simulator(state_dir=state_dir) as simulator:
        done = subprocess.run(
            ["ansible-playbook", "--inventory", "localhost,", "--diff", *arguments, "playbooks/demo.yml"],
            cwd=ROOT,
            env=stage_environment() | simulator.environment() | {"ANSIBLE_CALLBACK_RESULT_FORMAT": "yaml"},
            check=False,
        )
    methods = Counter(record["method"] for _log, record in records(state_dir))
    counts = ", ".join(f"{count} {method}" for method, count in sorted(methods.items()))
    print(f"The simulated server answered {methods.total()} requests ({counts}).")
    return max(done.returncode, report(state_dir))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
