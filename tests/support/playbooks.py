# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the collection's playbooks with ansible-playbook, to their end or until they are killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from simulator.control import Simulator
from support.modules import COLLECTION


@dataclass(frozen=True)
class Run:
    """How a run ended: its exit code, all it printed, and the line of counts at the end."""

    code: int
    output: str

    def count(self, what: str) -> int:
        """How many tasks were ``ok``, ``changed``, ``failed``, ... by the recapitulation."""
        recap = self.output.rpartition("PLAY RECAP")[2]
        counts = dict(part.split("=") for part in recap.split() if part.count("=") == 1)
        return int(counts[what])


class Playbook:
    """A playbook of the collection, with its variables, against a simulator."""

    def __init__(self, simulator: Simulator, name: str, variables: dict[str, Any], directory: Path) -> None:
        # Ansible and its modules wait in real time.
        simulator.release_clock()
        self._simulator = simulator
        self._directory = directory
        variables_file = directory / "variables.yml"
        variables_file.write_text(yaml.safe_dump(variables), "utf-8")
        program = str(Path(sys.executable).with_name("ansible-playbook"))
        self._command = [program, "-i", "localhost,", "-e", f"@{variables_file}", f"opendr.veeam.{name}"]

    def run(self, *arguments: str) -> Run:
        """Run it to its end."""
        done = subprocess.run(  # noqa: S603
            [*self._command, *arguments],
            env=environment(self._simulator, self._directory),
            cwd=self._directory,
            capture_output=True,
            text=True,
            check=False,
        )
        return Run(done.returncode, done.stdout + done.stderr)

    def kill_once(self, seen: Callable[[], bool], seconds: float = 30.0) -> None:
        """Run it, and kill (SIGKILL) it and all its processes as soon as ``seen`` is true."""
        output = self._directory / "killed.out"
        with output.open("w") as stream:
            process = subprocess.Popen(  # noqa: S603
                self._command,
                env=environment(self._simulator, self._directory),
                cwd=self._directory,
                stdout=stream,
                stderr=subprocess.STDOUT,
            )
            deadline = time.monotonic() + seconds
            while not seen():
                assert process.poll() is None, f"it ended before it could be killed: {output.read_text()}"
                assert time.monotonic() < deadline, f"nothing to kill it at: {output.read_text()}"
                time.sleep(0.02)
            _kill_with_children(process.pid)
            process.wait()
        assert process.returncode == -signal.SIGKILL


def environment(simulator: Simulator, directory: Path) -> dict[str, str]:
    """What a program of Ansible runs with: the account of the simulator, and a directory for all that it writes."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ANSIBLE_", "VEEAM_"))}
    return {
        **kept,
        **simulator.environment(),
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(COLLECTION.parents[2]),
        "ANSIBLE_COLLECTIONS_PATH": str(COLLECTION.parents[2]),
        "ANSIBLE_HOME": str(directory / "home"),
        "ANSIBLE_LOCAL_TEMP": str(directory / "local"),
        "ANSIBLE_REMOTE_TMP": str(directory / "remote"),
        "VEEAM_LOCK_DIRECTORY": str(directory / "locks"),
        "ANSIBLE_LOCALHOST_WARNING": "false",
        "ANSIBLE_NOCOLOR": "true",
    }


def _kill_with_children(process: int) -> None:
    """Ansible's workers are in sessions of their own, so no process group has them all."""
    everyone = [process]
    for parent in everyone:
        # Stopped first, so that it starts nothing more.
        with suppress(ProcessLookupError):
            os.kill(parent, signal.SIGSTOP)
        everyone += _children(parent)
    for child in everyone:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)


def _children(process: int) -> list[int]:
    listing = subprocess.run(["ps", "-e", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout  # noqa: S607
    return [int(child) for child, parent in (line.split() for line in listing.splitlines()) if int(parent) == process]
