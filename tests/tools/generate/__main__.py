# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Command line of `make generate`.

Usage: PYTHONPATH=build/tree:tests python -m tools.generate [--check] [module ...]

Without a module, all of them. With --check nothing is written: the difference is shown, and the exit code is 1 if there
is any.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence

from tools.generate.problem import Problem
from tools.generate.project import changed_files, difference, write
from tools.paths import ROOT


def main(argv: Sequence[str]) -> int:
    """Write what differs, or with --check show it."""
    parser = argparse.ArgumentParser(prog="python -m tools.generate", description="Complete the documentation.")
    parser.add_argument("modules", nargs="*", metavar="module")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if anything differs")
    options = parser.parse_args(argv)
    try:
        changed = changed_files(options.modules)
    except Problem as problem:
        print(problem)
        return 1
    if not options.check:
        for path in write(changed):
            print(path.relative_to(ROOT))
        return 0
    for path, text in changed.items():
        print(difference(path, text))
    if changed:
        print(f"{len(changed)} files are not as the declarations make them. Run: make generate")
    return 1 if changed else 0


if __name__ == "__main__":
    # What is read stays until the end: to look for garbage in it takes a fifth of the time, and finds nothing.
    gc.disable()
    sys.exit(main(sys.argv[1:]))
