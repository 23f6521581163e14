# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run one playbook with each ansible-core that the collection supports, and with the next one, both ways to run.

Usage: python -m tools.cores [2.18 ...]

Each ansible-core is installed from PyPI into an environment of its own below build/, beside a Python that this machine
has. One for which there is no Python is not tested, and the output says so. A run fails with a task, with any warning
of Ansible, with progress on stdout, and where the two ways to run do not give the same results.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.control import Simulator
from tools.environment import installed, pinned
from tools.operations import report
from tools.paths import BUILD, REQUESTS, ROOT, find_python, stage_environment

_PLAYBOOK = ROOT / "tests" / "cores" / "playbook.yml"
_CALLBACKS = ROOT / "tests" / "support" / "callbacks"
_REQUESTS = pinned("demo.txt", "requests")
_TROUBLE = re.compile(r"\[?(DEPRECATION )?WARNING\]?:|Traceback|Task result omitted")
_PROGRESS = re.compile(r"^  \[localhost\] ", re.MULTILINE)
# What differs from run to run: ids, times, and where a task in the background leaves its result.
_VARYING = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    r"|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[\d.:+Z-]*|j\d+\.\d+|/[^\"]*/async/"
)


@dataclass(frozen=True)
class Core:
    """A series of ansible-core, what pip is asked for, and the Pythons that it runs on, the one to prefer first."""

    series: str
    requirement: str
    pythons: tuple[str, ...]

    def python(self) -> str | None:
        """The path of a Python for it, None where this machine has none."""
        return next(filter(None, map(find_python, self.pythons)), None)


CORES = (
    Core("2.18", "ansible-core~=2.18.0", ("3.11", "3.12", "3.13")),
    Core("2.19", "ansible-core~=2.19.0", ("3.11", "3.12", "3.13")),
    Core("2.20", "ansible-core~=2.20.0", ("3.12", "3.13", "3.14")),
    Core("2.21", "ansible-core~=2.21.0", ("3.13", "3.12", "3.14")),
    # With its release candidates, for what it will warn of.
    Core("2.22", "ansible-core>=2.22.0rc1,<2.23", ("3.13", "3.14", "3.12")),
)


def programs_of(core: Core, python: str) -> Path:
    """The directory of the programs of a core, which is installed where it is not yet."""
    return installed(f"cores/{core.series}", [core.requirement, *_REQUESTS], python)


@dataclass(frozen=True)
class Run:
    """How the playbook went, and the results that callbacks saw."""

    code: int
    output: str
    errors: str
    results: list[dict[str, Any]]


def play(programs: Path, simulator: Simulator, scratch: Path, in_process: bool) -> Run:
    """Run the playbook against a simulator at its seeds."""
    scratch.mkdir(parents=True, exist_ok=True)
    record = scratch / "record"
    record.unlink(missing_ok=True)
    simulator.reset()
    environment = stage_environment() | simulator.environment()
    environment |= {
        "ANSIBLE_ASYNC_DIR": str(scratch / "async"),
        "ANSIBLE_CALLBACK_PLUGINS": str(_CALLBACKS),
        "ANSIBLE_CALLBACKS_ENABLED": "recorder",
        "ANSIBLE_DEPRECATION_WARNINGS": "true",
        "ANSIBLE_LOCALHOST_WARNING": "false",
        "ANSIBLE_INVENTORY_UNPARSED_WARNING": "false",
        "ANSIBLE_NOCOLOR": "true",
        # Ansible breaks long lines of warnings.
        "COLUMNS": "1000",
        "PATH": os.pathsep.join([str(programs), environment["PATH"]]),
        "RECORD": str(record),
    }
    environment.pop("PYTHONPATH")
    command = [str(programs / "ansible-playbook"), "-i", "localhost,", "-e", "ansible_connection=local"]
    command += ["-e", f"ansible_python_interpreter={programs / 'python'}"]
    command += ["-e", json.dumps({"ansible_veeam_in_process": in_process}), str(_PLAYBOOK)]
    done = subprocess.run(command, env=environment, cwd=scratch, capture_output=True, text=True, check=False)
    lines = record.read_text("utf-8").splitlines() if record.exists() else []
    return Run(done.returncode, done.stdout, done.stderr, [json.loads(line) for line in lines])


def problems_of(in_process: Run, as_modules: Run) -> Iterator[str]:
    """What is wrong with the two runs of a core."""
    for way, run in (("in process", in_process), ("as modules", as_modules)):
        if run.code:
            yield f"{way}: exit code {run.code}\n{run.output[-3000:]}\n{run.errors[-3000:]}"
        yield from (
            f"{way}: {line.strip()}" for line in (run.output + run.errors).splitlines() if _TROUBLE.search(line)
        )
        if _PROGRESS.search(run.output):
            yield f"{way}: progress on stdout, where callbacks write JSON"
    if not _PROGRESS.search(in_process.errors):
        yield "in process: no progress on stderr"
    steady = [
        [_VARYING.sub("VARIES", json.dumps(result, sort_keys=True)) for result in run.results]
        for run in (in_process, as_modules)
    ]
    if not steady[0] or len(steady[0]) != len(steady[1]):
        yield f"{len(steady[0])} results in process, {len(steady[1])} as modules"
    yield from (f"not the same both ways: {one}\n{other}" for one, other in zip(*steady, strict=False) if one != other)


def main(names: Sequence[str]) -> int:
    """Run the playbook with the named series, without names with all; 1 where a run has a problem."""
    failed = tested = 0
    state_dir = REQUESTS / "cores"
    with Simulator(speed=0.3, state_dir=state_dir) as simulator:
        for core in (core for core in CORES if not names or core.series in names):
            python = core.python()
            if python is None:
                versions = " or ".join(core.pythons)
                print(f"ansible-core {core.series}: not tested, since this machine has no Python {versions}.")
                continue
            programs, scratch = programs_of(core, python), BUILD / "cores" / f"run-{core.series}"
            runs = [play(programs, simulator, scratch / str(way), way) for way in (True, False)]
            problems = list(problems_of(*runs))
            tested, failed = tested + 1, failed + bool(problems)
            print(f"ansible-core {core.series} with {python}: {'FAILED' if problems else 'passed'}", flush=True)
            print("".join(f"  {problem}\n" for problem in problems), end="", flush=True)
    print(f"{tested} of {len(CORES)} series of ansible-core tested, {failed} failed")
    return max(min(failed, 1), report(state_dir))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
