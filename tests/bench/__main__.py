# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measure on this machine, against a simulator of its own, and print tables in Markdown.

Usage: python -m bench [--tasks N] [--write]

Every kind of task runs 20 times, in turn with the others, in one run of ansible-playbook. `--write` also puts the
tables into docs/benchmarks.md. The exit code is 1 when a target is missed. What is measured by one process alone is
measured by that alone too, such as `python -m bench.lists 5000`.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import report
from bench.playbooks import AS_MODULE, IN_PROCESS, PING, SESSIONS, URI, rounds
from simulator.control import Simulator
from tools.paths import BUILD, ROOT, stage_environment
from tools.tree import make_tree

# How many tasks are enough to count requests.
_COUNTED = 5
_SESSIONS = 10_000
_LISTED = 5_000
_MACHINES = 10_000
_LARGE_PAGE = 50_000_000
_SCRATCH = BUILD / "bench"
_MEGABYTE = 1024 * 1024
_LARGE_FILE = 2 * 1024**3
_FILES = 5_000
_JOBS = 200


@dataclass(frozen=True)
class Run:
    """What one run of ansible-playbook cost.

    `seconds` are those of each task, by its name; `peak_megabytes` is the memory of the run's largest process; `reads`
    and `logins` are what the server saw.
    """

    seconds: dict[str, list[float]]
    peak_megabytes: float
    reads: int
    logins: int

    def milliseconds(self, name: str) -> float:
        """The median of the tasks of that name."""
        return statistics.median(self.seconds[name]) * 1000


def run(name: str, playbook: list[dict[str, Any]], simulator: Simulator) -> Run:
    """Run a playbook and return what it cost. Raises SystemExit with its output when it fails."""
    path, times, output = (_SCRATCH / f"{name}.{ending}" for ending in ("json", "times", "log"))
    path.write_text(json.dumps(playbook), encoding="utf-8")
    environment = stage_environment() | simulator.environment()
    environment |= {
        "ANSIBLE_CALLBACK_PLUGINS": str(ROOT / "tests/bench/callbacks"),
        "ANSIBLE_CALLBACKS_ENABLED": "task_times",
        "BENCH_TASK_TIMES": str(times),
    }
    mark = simulator.mark()
    with open(output, "wb") as log:
        command = ["ansible-playbook", "--inventory", "localhost,", str(path)]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        # wait4 and not wait: it tells the memory of this very run and of the processes it forked.
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{name}: ansible-playbook ended with {process.returncode}\n{_tail(output)}")
    seen = simulator.requests(mark)
    return Run(
        seconds=_seconds(times),
        peak_megabytes=usage.ru_maxrss * 1024 / _MEGABYTE,
        reads=sum(record["method"] == "GET" for record in seen),
        logins=sum(record["method"] == "POST" and record["path"].endswith("/token") for record in seen),
    )


def _seconds(times: Path) -> dict[str, list[float]]:
    by_name = defaultdict(list)
    for line in times.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        by_name[record["task"]].append(record["seconds"])
    return dict(by_name)


def _tail(output: Path) -> str:
    return "\n".join(output.read_text(encoding="utf-8", errors="replace").splitlines()[-30:])


def _figures(module: str, argument: int) -> Any:
    """What a measurement prints that needs a process of its own."""
    command = [sys.executable, "-m", module, str(argument)]
    done = subprocess.run(command, cwd=ROOT, env=stage_environment(), stdout=subprocess.PIPE, check=True, text=True)
    return json.loads(done.stdout)


def measure(tasks: int) -> tuple[list[report.Row], list[report.Target]]:
    """Run everything and return what it came to."""
    make_tree()
    shutil.rmtree(_SCRATCH, ignore_errors=True)
    _SCRATCH.mkdir(parents=True)
    with Simulator(speed=0, state_dir=_SCRATCH / "simulator") as simulator:
        run("create", rounds(1, [IN_PROCESS]), simulator)
        times = run("times", rounds(tasks, [PING, URI, IN_PROCESS, AS_MODULE]), simulator)
        in_process = run("in-process", rounds(_COUNTED, [IN_PROCESS]), simulator)
        as_module = run("as-module", rounds(_COUNTED, [AS_MODULE]), simulator)
        simulator.seed("sessions", count=_SESSIONS)
        sessions = run("sessions", rounds(1, [SESSIONS]), simulator)
    lists = {module: ours / bare for module, (ours, bare) in _figures("bench.lists", _LISTED).items()}
    inventory = _figures("bench.inventory", _MACHINES)
    page = _figures("bench.large_page", _LARGE_PAGE)
    download = _figures("bench.large_download", _LARGE_FILE)
    restore = _figures("bench.many_files", _FILES)
    jobs = _figures("bench.jobs", _JOBS)

    uri = times.milliseconds(URI)
    rows = [
        report.Row(PING, times.milliseconds(PING)),
        report.Row(URI, uri, "1"),
        *(
            report.Row(
                name, times.milliseconds(name), f"{counted.reads / _COUNTED:g}", f"{counted.logins} of {_COUNTED}"
            )
            for name, counted in ((IN_PROCESS, in_process), (AS_MODULE, as_module))
        ),
        report.Row(
            f"{SESSIONS} over {_SESSIONS:,} sessions, once",
            sessions.milliseconds(SESSIONS),
            str(sessions.reads),
            f"{sessions.logins} of 1",
        ),
    ]
    targets = [
        report.Target("in process, of `uri`", times.milliseconds(IN_PROCESS) / uri, 1 / 10, "x"),
        report.Target("ordinary module, of `uri`", times.milliseconds(AS_MODULE) / uri, 1.15, "x"),
        report.Target("reads of a task with nothing to do", in_process.reads / _COUNTED, 2),
        report.Target(f"logins of a run of {_COUNTED} tasks, in process", in_process.logins, 1),
        report.Target(f"{_SESSIONS:,} sessions, time", sessions.milliseconds(SESSIONS) / 1000, 5, "s"),
        report.Target(f"{_SESSIONS:,} sessions, peak memory", sessions.peak_megabytes, 150, "MB"),
        report.Target(
            f"{_LISTED:,} objects, processor time of a bare loop over the same pages, median of {len(lists)} modules",
            statistics.median(lists.values()),
            2,
            "x",
        ),
        report.Target(f"the same, the worst: `{max(lists, key=lists.__getitem__)}`", max(lists.values()), 2.5, "x"),
        *(
            report.Target(f"inventory of {_MACHINES:,} machines, `{product}`, time", cost["seconds"], 10, "s")
            for product, cost in inventory.items()
        ),
        report.Target(f"{_JOBS} jobs with --check --diff, time", jobs["seconds"], 30, "s"),
        report.Target("the same, whole requests for a job", jobs["requests"] // _JOBS, 2),
        report.Target(f"a page of {_LARGE_PAGE // 1_000_000} MB, memory", page["grown"] / page["page"], 4, "x"),
        report.Target(f"a download of {_LARGE_FILE // 1024**3} GiB, memory", download["grown"] / _MEGABYTE, 16, "MB"),
        report.Target(f"a restore of {_FILES:,} files, peak memory", restore["peak"] / _MEGABYTE, 150, "MB"),
    ]
    return rows, targets


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and write where asked."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure tasks, requests and long lists.")
    parser.add_argument("--tasks", type=int, default=20, help="how often each kind of task runs (default 20)")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/benchmarks.md")
    options = parser.parse_args(arguments)
    rows, targets = measure(options.tasks)
    tables = report.tables(options.tasks, rows, targets)
    print(tables)
    if options.write:
        report.write(tables)
    return 0 if all(target.met for target in targets) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
