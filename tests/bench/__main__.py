# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measure on this machine, against a simulator of its own, and print a table in Markdown.

Usage: python -m bench

Every kind of task runs 50 times in one run of ansible-playbook. The exit code is 1 when a limit is missed.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import playbooks
from simulator.control import Simulator
from tools.paths import BUILD, ROOT, stage_environment
from tools.tree import make_tree

_TASKS = 50
_SESSIONS = 10_000
_SCRATCH = BUILD / "bench"
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Run:
    """What one run of ansible-playbook cost: the seconds of each task, and the memory of its largest process."""

    seconds: list[float]
    peak_megabytes: float

    @property
    def milliseconds(self) -> float:
        """The median of the tasks."""
        return statistics.median(self.seconds) * 1000


@dataclass(frozen=True)
class Limit:
    """A figure that has to stay at or below a bound."""

    what: str
    value: float
    bound: float
    unit: str

    @property
    def kept(self) -> bool:
        """Whether it does."""
        return self.value <= self.bound

    @property
    def row(self) -> str:
        """The figure as a row of the table."""
        return f"| {self.what} | {self.value:.2f} {self.unit} | {self.bound:.2f} {self.unit} | {_answer(self.kept)} |"


def _answer(kept: bool) -> str:
    return "yes" if kept else "NO"


def run(name: str, playbook: list[dict[str, Any]], simulator: Simulator) -> Run:
    """Run a playbook and return what it cost. Raises SystemExit with its output when it fails."""
    path, times, output = (_SCRATCH / f"{name}.{ending}" for ending in ("json", "times", "log"))
    path.write_text(json.dumps(playbook), encoding="utf-8")
    times.unlink(missing_ok=True)
    environment = stage_environment() | simulator.environment()
    environment |= {
        "ANSIBLE_CALLBACK_PLUGINS": str(ROOT / "tests/bench/callbacks"),
        "ANSIBLE_CALLBACKS_ENABLED": "task_times",
        "BENCH_TASK_TIMES": str(times),
    }
    with open(output, "wb") as log:
        command = ["ansible-playbook", "--inventory", "localhost,", str(path)]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        # wait4 and not wait: it tells the memory of this very run and of the processes it forked.
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{name}: ansible-playbook ended with {process.returncode}\n{_tail(output)}")
    seconds = [json.loads(line)["seconds"] for line in times.read_text(encoding="utf-8").splitlines()]
    return Run(seconds, usage.ru_maxrss * 1024 / _MEGABYTE)


def _tail(output: Path) -> str:
    return "\n".join(output.read_text(encoding="utf-8", errors="replace").splitlines()[-30:])


def _requests_of(simulator: Simulator, since: int) -> tuple[int, int]:
    """Return how many reads and how many logins the server saw after record `since`."""
    records = simulator.requests(since)
    reads = sum(record["method"] == "GET" for record in records)
    logins = sum(record["method"] == "POST" and record["path"].endswith("/token") for record in records)
    return reads, logins


def main() -> int:
    """Measure everything and print the tables."""
    make_tree()
    shutil.rmtree(_SCRATCH, ignore_errors=True)
    _SCRATCH.mkdir(parents=True)
    with Simulator(speed=0, state_dir=_SCRATCH / "simulator") as simulator:
        ping = run("ping", playbooks.ping(_TASKS), simulator)
        target = f"{simulator.vbr.control_url}/ping"
        uri = run("uri", playbooks.uri(_TASKS, target, simulator.vbr.ca_path), simulator)
        run("create", playbooks.repository(1, in_process=True), simulator)
        mark = simulator.mark()
        in_process = run("in-process", playbooks.repository(_TASKS, in_process=True), simulator)
        reads, logins = _requests_of(simulator, mark)
        mark = simulator.mark()
        as_module = run("as-module", playbooks.repository(_TASKS, in_process=False), simulator)
        module_reads, module_logins = _requests_of(simulator, mark)
        simulator.seed("sessions", count=_SESSIONS)
        mark = simulator.mark()
        sessions = run("sessions", playbooks.sessions(), simulator)
        session_reads, session_logins = _requests_of(simulator, mark)

    print(f"| what | median of {_TASKS} | reads a task | logins a run |")
    print("|---|---|---|---|")
    print(f"| `ansible.builtin.ping` | {ping.milliseconds:.0f} ms | - | - |")
    print(f"| `ansible.builtin.uri` | {uri.milliseconds:.0f} ms | 1 | - |")
    for name, measured, read, login in (
        ("in process", in_process, reads, logins),
        ("as an ordinary module", as_module, module_reads, module_logins),
    ):
        about = f"`veeam_repository` with nothing to do, {name}"
        print(f"| {about} | {measured.milliseconds:.0f} ms | {read / _TASKS:.1f} | {login} |")
    about = f"`veeam_session_info` over {_SESSIONS} sessions, once"
    print(f"| {about} | {sessions.milliseconds:.0f} ms | {session_reads} | {session_logins} |")

    limits = (
        Limit("in process, of `uri`", in_process.milliseconds / uri.milliseconds, 1 / 6, "x"),
        Limit("ordinary module, of `uri`", as_module.milliseconds / uri.milliseconds, 1.15, "x"),
        Limit("reads a task, nothing to do", reads / _TASKS, 2, "reads"),
        Limit("logins a run, in process", logins, 1, "logins"),
        Limit(f"{_SESSIONS} sessions, time", sessions.seconds[0], 5, "s"),
        Limit(f"{_SESSIONS} sessions, peak memory", sessions.peak_megabytes, 150, "MB"),
    )
    print("\n| limit | measured | at most | kept |")
    print("|---|---|---|---|")
    for limit in limits:
        print(limit.row)
    return 0 if all(limit.kept for limit in limits) else 1


if __name__ == "__main__":
    sys.exit(main())
