# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run stages of the test suite side by side, each with a log of its own, and say how they ended.

Usage: python -m tools.run [--jobs N] [--quick] [stage ...] [-- arguments for the first stage's last command]

Without a stage, all of them; with --quick, those for after each change. One stage alone shows its output as it comes.
The last line is `N passed, N failed`; the exit code is 1 if any stage failed, 130 when interrupted.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import TextIO

from tools.paths import LOGS, REQUESTS, ROOT, stage_environment
from tools.stages import Stage, all_stages
from tools.tree import make_tree

_TAIL_LINES = 40
# What the tools begin a finding with; it may stand far above the end of a log.
_FINDING = re.compile(r"(ERROR|FATAL|CRITICAL|FAILED|fatal|\[ERROR)\b")


@dataclass(frozen=True)
class Outcome:
    """How a stage ended: 0 or the exit code of its last command that failed, and the seconds it took.

    `processor_seconds` are those of its processes: what a stage costs, however many others run beside it.
    """

    stage: Stage
    code: int
    seconds: float
    processor_seconds: float

    @property
    def line(self) -> str:
        """One row of the result table."""
        word = "passed" if self.code == 0 else "FAILED"
        times = f"{self.seconds:7.1f} s {self.processor_seconds:7.1f} s"
        return f"{word}  {self.stage.name:<24} {times}   {self.stage.about}"


class Runner:
    """Starts the stages' commands and can end every one that still runs."""

    def __init__(self, arguments: Sequence[str], live: bool) -> None:
        """Take the caller's `arguments` for a stage's last command; with `live`, show output as it comes."""
        self._arguments = tuple(arguments)
        self._live = live
        # A log is read as text.
        self._environment = stage_environment() | {"NO_COLOR": "1", "PY_COLORS": "0", "ANSIBLE_NOCOLOR": "1"}
        self._running: set[subprocess.Popen[str]] = set()
        self._lock = threading.Lock()
        self._stopped = False

    def run(self, stage: Stage) -> Outcome:
        """Run the commands of one stage, all of them even when one fails, and write their output to its log."""
        started = time.monotonic()
        code, processor_seconds = 0, 0.0
        with open(LOGS / f"{stage.name}.log", "w", encoding="utf-8") as log:
            for command in stage.commands:
                extra = self._arguments if command is stage.commands[-1] else ()
                ended, seconds = self._run_command(stage, (*command, *extra), log)
                code, processor_seconds = ended or code, processor_seconds + seconds
        return Outcome(stage, code, time.monotonic() - started, processor_seconds)

    def stop(self) -> None:
        """End what still runs, with everything it started; commands not yet started will not start."""
        with self._lock:
            self._stopped = True
            for process in self._running:
                os.killpg(process.pid, signal.SIGTERM)

    def _run_command(self, stage: Stage, command: Sequence[str], log: TextIO) -> tuple[int, float]:
        """Return the exit code, and the processor's seconds of the process and of all that it waited for."""
        log.write(f"$ {shlex.join(command)}\n")
        log.flush()
        with self._lock:
            if self._stopped:
                return 130, 0.0
            process = subprocess.Popen(
                command,
                cwd=stage.directory,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE if self._live else log,
                stderr=subprocess.STDOUT,
                text=True,
                # A process group of its own, so that stop() reaches what the command itself started.
                start_new_session=True,
            )
            self._running.add(process)
        if process.stdout:
            for line in process.stdout:
                log.write(line)
                print(line, end="", flush=True)
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        with self._lock:
            self._running.discard(process)
        return process.returncode, usage.ru_utime + usage.ru_stime


def run_side_by_side(stages: Sequence[Stage], runner: Runner, jobs: int) -> list[Outcome]:
    """Run the stages, at most `jobs` at a time, each after those it names; report each as it ends."""
    waiting = list(stages)
    running: dict[Future[Outcome], Stage] = {}
    outcomes: list[Outcome] = []
    with ThreadPoolExecutor(jobs) as pool:
        try:
            while waiting or running:
                unfinished = {stage.name for stage in (*waiting, *running.values())}
                ready = [stage for stage in waiting if not unfinished.intersection(stage.after)]
                for stage in ready[: jobs - len(running)]:
                    waiting.remove(stage)
                    running[pool.submit(runner.run, stage)] = stage
                done, _still_running = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    del running[future]
                    outcomes.append(future.result())
                    _report(outcomes[-1])
        except KeyboardInterrupt:
            # Before the pool is left: leaving it waits for its threads, and they wait for the commands.
            runner.stop()
            raise
    return outcomes


def _report(outcome: Outcome) -> None:
    print(outcome.line, flush=True)
    if outcome.code == 0:
        return
    log = LOGS / f"{outcome.stage.name}.log"
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    earlier = [line for line in lines[:-_TAIL_LINES] if _FINDING.match(line)]
    print(f"  exit code {outcome.code}; findings and the last lines of {log.relative_to(ROOT)}:")
    print("\n".join(f"  | {line}" for line in earlier[:_TAIL_LINES] + lines[-_TAIL_LINES:]), flush=True)


def _choose(names: Sequence[str], quick: bool) -> tuple[Stage, ...]:
    stages = [stage for stage in all_stages() if stage.quick or not quick]
    stages = [stage for stage in stages if not stage.extra or stage.name in names]
    known = {stage.name for stage in stages}
    if unknown := [name for name in names if name not in known]:
        raise SystemExit(f"no stage named {', '.join(unknown)}; there are: {', '.join(sorted(known))}")
    return tuple(stage for stage in stages if not names or stage.name in names)


def _split(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """Split at the first `--`."""
    where = arguments.index("--") if "--" in arguments else len(arguments)
    return list(arguments[:where]), list(arguments[where + 1 :])


def main(argv: Sequence[str]) -> int:
    """Run the stages named on the command line and print the table."""
    own, extra = _split(argv)
    parser = argparse.ArgumentParser(prog="python -m tools.run", description="Run stages of the test suite.")
    parser.add_argument("stages", nargs="*", metavar="stage")
    parser.add_argument("--jobs", type=int, help="stages at a time (default: CPUs, and one more without --quick)")
    parser.add_argument("--quick", action="store_true", help="only the stages for after each change: no Ansible")
    options = parser.parse_args(own)
    stages = _choose(options.stages, options.quick)
    # One more than can work at a time: the tests of playbooks wait now and then. Quick stages never do.
    jobs = options.jobs or (os.cpu_count() or 1) + (0 if options.quick else 1)
    if extra and len(stages) != 1:
        parser.error("arguments after -- go to one stage; name exactly one")

    make_tree()
    LOGS.mkdir(parents=True, exist_ok=True)
    REQUESTS.mkdir(parents=True, exist_ok=True)
    for stage in stages:
        shutil.rmtree(REQUESTS / stage.name, ignore_errors=True)
    runner = Runner(extra, live=len(stages) == 1)
    signal.signal(signal.SIGTERM, lambda _number, _frame: _interrupt())
    started = time.monotonic()
    try:
        outcomes = run_side_by_side(stages, runner, jobs)
    except KeyboardInterrupt:
        print("interrupted")
        return 130

    failed = sum(outcome.code != 0 for outcome in outcomes)
    order = {stage.name: number for number, stage in enumerate(stages)}
    print(f"\n{'result':<7} {'stage':<24} {'time':>9} {'processor':>9}   what")
    for outcome in sorted(outcomes, key=lambda outcome: order[outcome.stage.name]):
        print(outcome.line)
    print(f"in {time.monotonic() - started:.0f} s; logs in {LOGS.relative_to(ROOT)}/")
    print(f"{len(outcomes) - failed} passed, {failed} failed")
    return 1 if failed else 0


def _interrupt() -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
