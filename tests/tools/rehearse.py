# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run the simulator until interrupted and say how to rehearse playbooks on it.

Usage: python -m tools.rehearse
"""

from __future__ import annotations

import signal
import sys
import threading

from simulator.control import Simulator
from tools.paths import BUILD, ROOT, TREE
from tools.tree import make_tree

SECONDS_BETWEEN_LOOKS = 0.5


def main() -> int:
    """Start it, print what to set in another shell, and wait for Ctrl-C or SIGTERM."""
    make_tree()
    with Simulator(state_dir=BUILD / "simulator") as simulator:
        for name, server in (("vbr", simulator.vbr), ("azure", simulator.azure), ("m365", simulator.m365)):
            print(f"{name:<6} {server.url}  user {server.username}")
        print("\nIn another shell, from this directory:\n")
        print(f"  source {simulator.env_file.relative_to(ROOT)}")
        print(f"  export ANSIBLE_COLLECTIONS_PATH={TREE.relative_to(ROOT)}")
        print("  .venv/bin/ansible-playbook your-playbook.yml\n")
        print("Ctrl-C ends it.", flush=True)
        return wait_for_end(simulator)


def wait_for_end(simulator: Simulator) -> int:
    """Wait until this process is to end, or until the simulator has ended by itself; the exit status."""
    ends = threading.Event()
    # As they are, they would end this process with the simulator still running.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: ends.set())
    while not ends.wait(SECONDS_BETWEEN_LOOKS):
        status = simulator.exit_status
        if status is not None:
            print(f"The simulator has ended, with status {status}. To start it again: make simulator", flush=True)
            return 1 if status else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
