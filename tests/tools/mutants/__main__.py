# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Make every mutation in every declaration, one at a time, and write down which check finds it.

Usage: python -m tools.mutants [--jobs N] [--quick] [--sample N] [--resume] [part of a module's name ...]

The checks that need no server look at all mutants first, then those with the simulator at what is left, and last the
tests of each module. Writes build/mutants.tsv as it goes. The exit code is 1 where a mutation survives that reasons.py
gives no reason for, and 2 where a module fails a check without any mutation.
"""

from __future__ import annotations

import argparse
import collections
import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from tools.mutants.checks import ensure_passing
from tools.mutants.mutants import Sites, mutants_of, targets
from tools.mutants.reasons import FailsUnchanged, Mutant, reason_for
from tools.mutants.run import checked, simulated
from tools.mutants.tests import tested
from tools.paths import BUILD

TABLE = BUILD / "mutants.tsv"
SURVIVED = "survived"
CHUNK = 40
# One takes a second or more on the simulator.
SIMULATED_CHUNK = 5
# So that the tests of a module run unchanged but once in so many times.
TESTED_CHUNK = 10
Check = Callable[[str, Sites, Collection[Mutant]], list[Mutant]]


def main(argv: Sequence[str]) -> int:
    """Run the modules named on the command line, or all."""
    parser = argparse.ArgumentParser(prog="python -m tools.mutants", description="Mutate every declaration.")
    parser.add_argument("names", nargs="*", help="part of a module's name")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes (default: CPUs)")
    parser.add_argument("--quick", action="store_true", help="only the checks that need no server")
    parser.add_argument("--sample", type=int, default=1, help="one mutant of so many, the same ones each time")
    parser.add_argument("--resume", action="store_true", help="try only what the table does not show as killed")
    options = parser.parse_args(argv)
    started = time.monotonic()
    # Each module is imported some hundred times.
    sys.dont_write_bytecode = False
    sites = dict(targets(options.names))
    mutants = [mutant for name in sites for mutant in mutants_of(name, sites[name], options.sample)]
    run = Run(sites, mutants, killers(TABLE) if options.resume else {})
    # Once, for all the processes that come from this one: the documents are read here.
    try:
        for name in sites:
            ensure_passing(name)
        with ProcessPoolExecutor(options.jobs) as pool:
            run.check(pool, checked, CHUNK, excused=True)
            if not options.quick:
                run.check(pool, simulated, SIMULATED_CHUNK)
        if not options.quick:
            # In processes that know nothing of what is imported here.
            with ProcessPoolExecutor(options.jobs, multiprocessing.get_context("spawn")) as pool:
                run.check(pool, tested, TESTED_CHUNK)
    except FailsUnchanged as problem:
        print(problem, file=sys.stderr)
        return 2
    counts = collections.Counter(mutant.killer or SURVIVED for mutant in run.mutants)
    print(f"{len(mutants)} mutants in {time.monotonic() - started:.0f} s: " + _listed(counts))
    for mutant in run.left:
        print(f"survived without a reason: {mutant.module} {mutant.place} {mutant.mutation}")
    return 1 if run.left else 0


class Run:
    """The mutants of a run, and what is known of them so far."""

    def __init__(self, sites: Mapping[str, Sites], mutants: Sequence[Mutant], known: Mapping[str, str]) -> None:
        """``known`` are the killers that an earlier run has found, by key."""
        self._sites = sites
        self._killers = {key(mutant): known.get(key(mutant), "") for mutant in mutants}
        self._order = mutants

    @property
    def mutants(self) -> list[Mutant]:
        """All mutants, each with its killer."""
        return [mutant._replace(killer=self._killers[key(mutant)]) for mutant in self._order]

    @property
    def left(self) -> list[Mutant]:
        """The mutants that nothing has killed so far, and that have no reason to survive."""
        return [mutant for mutant in self.mutants if not mutant.killer and not reason_for(mutant)]

    def check(self, pool: ProcessPoolExecutor, check: Check, size: int, *, excused: bool = False) -> None:
        """Have a check look at what is left, ``size`` mutants of a module at a time. Raises FailsUnchanged.

        With ``excused`` also at what has a reason to survive: it may not need it.
        """
        of_module: dict[str, list[Mutant]] = {}
        for mutant in [one for one in self.mutants if not one.killer] if excused else self.left:
            of_module.setdefault(mutant.module, []).append(mutant)
        chunks = [
            (name, some[start : start + size])
            for name, some in of_module.items()
            for start in range(0, len(some), size)
        ]
        futures = [pool.submit(check, name, self._sites[name], some) for name, some in chunks]
        for number, future in enumerate(as_completed(futures), 1):
            try:
                found = future.result()
            except FailsUnchanged:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
            self._killers.update({key(mutant): mutant.killer for mutant in found})
            # So that what is known is there before the end.
            write(self.mutants, TABLE)
            print(f"{check.__name__}: {number} of {len(chunks)}, {len(self.left)} left", file=sys.stderr, flush=True)


def key(mutant: Mutant) -> str:
    """What tells a mutant from the others."""
    return f"{mutant.module}\t{mutant.place}\t{mutant.mutation}"


def killers(table: Path) -> dict[str, str]:
    """The killers in a table that an earlier run has written, by key; none where there is no table."""
    rows = [line.split("\t") for line in table.read_text("utf-8").splitlines()[1:]] if table.is_file() else []
    return {
        f"{module}\t{place}\t{mutation}": check
        for module, place, _attribute, mutation, check, _reason in rows
        if check != SURVIVED
    }


def write(mutants: Sequence[Mutant], table: Path) -> None:
    """Write the table."""
    lines = ["module\tplace\tattribute\tmutation\tkilled by\treason"]
    for mutant in mutants:
        reason = "" if mutant.killer else reason_for(mutant)
        attribute = mutant.mutation.partition("=")[0]
        row = (mutant.module, mutant.place, attribute, mutant.mutation, mutant.killer or SURVIVED, reason)
        lines.append("\t".join(row))
    table.parent.mkdir(parents=True, exist_ok=True)
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _listed(counts: collections.Counter[str]) -> str:
    return ", ".join(f"{count} {word}" for word, count in counts.most_common())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
