# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run the simulator: for another tool, or in the foreground for whoever wants to rehearse a playbook.

Usage: python -m tools.simulator [arguments of python -m simulator]
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tools.paths import BUILD, ROOT, TREE, stage_environment
from tools.tree import make_tree

# The first start fetches the vendor's documents and prepares them.
_START_TIMEOUT = 300
_STOP_TIMEOUT = 15


@contextmanager
def simulator(state_dir: Path, arguments: Sequence[str] = ()) -> Iterator[dict[str, Any]]:
    """Run the simulator for the time of the block and yield what its simulator.json says."""
    facts = state_dir / "simulator.json"
    facts.unlink(missing_ok=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "simulator", "--state-dir", str(state_dir), *arguments],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT / "tests")},
        stdin=subprocess.DEVNULL,
    )
    try:
        _wait_for(facts, process)
        yield json.loads(facts.read_text(encoding="utf-8"))
    finally:
        process.terminate()
        try:
            process.wait(_STOP_TIMEOUT)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def connection_environment(facts: dict[str, Any]) -> dict[str, str]:
    """Return the environment variables by which modules find the simulated servers."""
    return {
        f"VEEAM_{product.upper()}_{name.upper()}": value
        for product in ("vbr", "azure", "m365")
        for name, value in (facts[product] | {"ca_path": facts["ca_path"]}).items()
        if name in ("url", "username", "password", "ca_path")
    }


def _wait_for(facts: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_TIMEOUT
    while not facts.exists():
        if process.poll() is not None:
            raise SystemExit(f"the simulator ended with exit code {process.returncode} before it was ready; see above")
        if time.monotonic() > deadline:
            raise SystemExit(f"the simulator was not ready within {_START_TIMEOUT} s")
        time.sleep(0.05)


def main(arguments: Sequence[str]) -> int:
    """Run the simulator until interrupted, and say how to use it."""
    make_tree()
    state_dir = BUILD / "simulator"
    with simulator(state_dir, arguments) as facts:
        for product in ("vbr", "azure", "m365"):
            print(f"{product:<6} {facts[product]['url']}  user {facts[product]['username']}")
        print("\nIn another shell, from this directory:\n")
        print(f"  source {(state_dir / 'simulator.env').relative_to(ROOT)}")
        print(f"  export ANSIBLE_COLLECTIONS_PATH={TREE.relative_to(ROOT)}")
        print("  .venv/bin/ansible-playbook your-playbook.yml\n")
        print("Ctrl-C ends it.", flush=True)
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            return 0


if __name__ == "__main__":
    os.environ["PATH"] = stage_environment()["PATH"]
    sys.exit(main(sys.argv[1:]))
