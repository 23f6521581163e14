# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Make every mutation in every declaration, one at a time, and write down which check finds it.

Usage: python -m tools.mutants [--jobs N] [part of a module's name ...]

Writes build/mutants.tsv. The exit code is 1 where a mutation survives that reasons.py gives no reason for.
"""

from __future__ import annotations

import argparse
import collections
import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from tools.mutants.reasons import Mutant, reason_for
from tools.mutants.run import outcomes, targets
from tools.paths import BUILD

TABLE = BUILD / "mutants.tsv"
CHUNK = 40


def main(argv: Sequence[str]) -> int:
    """Run the modules named on the command line, or all."""
    parser = argparse.ArgumentParser(prog="python -m tools.mutants", description="Mutate every declaration.")
    parser.add_argument("names", nargs="*", help="part of a module's name")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes (default: CPUs)")
    options = parser.parse_args(argv)
    started = time.monotonic()
    # Each module is imported some hundred times.
    sys.dont_write_bytecode = False
    mutants: list[Mutant] = []
    left: list[Mutant] = []
    with ProcessPoolExecutor(options.jobs) as pool:
        chunks = [
            (name, tuple(sites[start : start + CHUNK]))
            for name, sites in targets(options.names)
            for start in range(0, len(sites), CHUNK)
        ]
        futures = [pool.submit(outcomes, name, sites) for name, sites in chunks]
        for number, future in enumerate(as_completed(futures), 1):
            mutants += future.result()
            # So that what is known is there before the end.
            left = write(sorted(mutants), TABLE)
            print(f"{number} of {len(chunks)}, {len(mutants)} mutants, {len(left)} left", file=sys.stderr, flush=True)
    counts = collections.Counter(mutant.killer or "survived" for mutant in mutants)
    print(f"{len(mutants)} mutants in {time.monotonic() - started:.0f} s: " + _listed(counts))
    for mutant in left:
        print(f"survived without a reason: {mutant.module} {mutant.place} {mutant.mutation}")
    return 1 if left else 0


def write(mutants: Sequence[Mutant], table: Path) -> list[Mutant]:
    """Write the table, and return the mutants that survived without a reason."""
    lines, left = ["module\tplace\tattribute\tmutation\tkilled by\treason"], []
    for mutant in mutants:
        reason = "" if mutant.killer else reason_for(mutant)
        if not mutant.killer and not reason:
            left.append(mutant)
        attribute = mutant.mutation.partition("=")[0]
        row = (mutant.module, mutant.place, attribute, mutant.mutation, mutant.killer or "survived", reason)
        lines.append("\t".join(row))
    table.parent.mkdir(parents=True, exist_ok=True)
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return left


def _listed(counts: collections.Counter[str]) -> str:
    return ", ".join(f"{count} {word}" for word, count in counts.most_common())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
