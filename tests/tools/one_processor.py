# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run a command that finds one processor only, where the system can say so.

Usage: python -m tools.one_processor COMMAND [argument ...]

ansible-test lets pylint start a process for each processor that it finds. Each of them reads and infers what all files
import, so that two take twice the time of one, of processors that other stages want.
"""

from __future__ import annotations

import os
import sys


def main(command: list[str]) -> None:
    """Become the command."""
    if sys.platform == "linux":
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    os.execvp(command[0], command)  # noqa: S606


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1:])
