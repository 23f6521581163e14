# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the collection's playbooks with ansible-playbook, to their end or until they are killed.

Each run is a process of its own, forked from one that has loaded Ansible before (support/ansible_server.py).
"""

from __future__ import annotations

import atexit
import functools
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from simulator.control import Simulator
from support.modules import COLLECTION
from support.unpacked import UNPACKED


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
    """A playbook of the collection, or one in a file, with its variables, against a simulator."""

    def __init__(self, simulator: Simulator, name: str, variables: dict[str, Any], directory: Path) -> None:
        # Ansible and its modules wait in real time.
        simulator.release_clock()
        self._simulator = simulator
        self._directory = directory
        variables_file = directory / "variables.yml"
        variables_file.write_text(yaml.safe_dump(variables), "utf-8")
        self._arguments = [
            "-i",
            "localhost,",
            "-e",
            f"@{variables_file}",
            name if "/" in name else f"opendr.veeam.{name}",
        ]

    def run(self, *arguments: str, forked: bool = False) -> Run:
        """Run it to its end; its tasks in processes of their own only with ``forked``, host by host otherwise."""
        output = self._directory / "run.out"
        self._start(output, *arguments, forked=forked)
        code = _ansible().wait()
        return Run(code, output.read_text("utf-8"))

    def kill_once(self, seen: Callable[[], bool], seconds: float = 30.0) -> None:
        """Run it, and kill (SIGKILL) it and all its processes as soon as ``seen`` is true."""
        assert self.run_until(seen, _kill_with_children, seconds).code == -signal.SIGKILL

    def run_until(self, seen: Callable[[], bool], then: Callable[[int], None], seconds: float = 30.0) -> Run:
        """Run it, with its tasks forked, and call ``then`` with its process id as soon as ``seen`` is true."""
        output = self._directory / "ended.out"
        process = self._start(output, forked=True)
        deadline = time.monotonic() + seconds
        while not seen():
            assert not _ansible().ended(), f"it ended before it could be killed: {output.read_text()}"
            assert time.monotonic() < deadline, f"nothing to kill it at: {output.read_text()}"
            time.sleep(0.02)
        then(process)
        return Run(_ansible().wait(), output.read_text("utf-8"))

    def _start(self, output: Path, *arguments: str, forked: bool) -> int:
        run = [*self._arguments, *arguments]
        return _ansible().start(run, environment(self._simulator, self._directory), self._directory, output, forked)


def environment(simulator: Simulator, directory: Path) -> dict[str, str]:
    """What a program of Ansible runs with: the account of the simulator, and a directory for all that it writes."""
    return {
        **ansible_environment(directory),
        **simulator.environment(),
        "VEEAM_LOCK_DIRECTORY": str(directory / "locks"),
    }


def ansible_environment(directory: Path) -> dict[str, str]:
    """What Ansible finds in its environment: nothing of the developer's, and its scratch files in ``directory``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ANSIBLE_", "VEEAM_"))}
    return {
        **kept,
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(COLLECTION.parents[2]),
        "ANSIBLE_COLLECTIONS_PATH": str(COLLECTION.parents[2]),
        "ANSIBLE_HOME": str(directory / "home"),
        "ANSIBLE_LOCAL_TEMP": str(directory / "local"),
        "ANSIBLE_REMOTE_TMP": str(directory / "remote"),
        "ANSIBLE_LOCALHOST_WARNING": "false",
        "ANSIBLE_NOCOLOR": "true",
        **UNPACKED,
    }


class _Ansible:
    """The process of support/ansible_server.py, which runs one playbook at a time."""

    def __init__(self, directory: Path) -> None:
        environment = ansible_environment(directory)
        environment["PYTHONPATH"] += os.pathsep + str(Path(__file__).parents[1])
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "support.ansible_server", str(directory)],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(
        self, arguments: list[str], environment: dict[str, str], directory: Path, output: Path, forked: bool
    ) -> int:
        """Start a run, and return its process id."""
        wanted = {
            "arguments": arguments,
            "environment": environment,
            "directory": str(directory),
            "output": str(output),
            "forked": forked,
        }
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(wanted) + "\n")
        self._process.stdin.flush()
        return self.wait()

    def wait(self) -> int:
        """The next number that the process says."""
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())

    def ended(self) -> bool:
        """Whether the run that was started has ended."""
        return bool(select.select([self._process.stdout], [], [], 0)[0])

    def stop(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


@functools.cache
def _ansible() -> _Ansible:
    """The one process of these tests."""
    directory = Path(tempfile.mkdtemp(prefix="ansible-server-"))
    ansible = _Ansible(directory)
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    atexit.register(ansible.stop)
    return ansible


def press_ctrl_c(process: int) -> None:
    """What a terminal does to a run."""
    os.kill(process, signal.SIGINT)


def kill_workers(process: int) -> None:
    """Kill (SIGKILL) the processes in which a run does its tasks, but not the run itself."""
    for worker in _children(process):
        with suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)


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
