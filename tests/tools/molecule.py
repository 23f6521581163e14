# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run the molecule scenarios of the roles, each from create to destroy.

Usage: python -m tools.molecule [scenario ...]

Without a name, every directory of extensions/molecule/ that holds a molecule.yml. A scenario starts its simulator with
the state directory that the environment variable VEEAM_SIMULATOR_STATE_DIR names, so that the request log is found
afterwards.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

from support.unpacked import UNFORKED
from tools.paths import BUILD, COLLECTION, REQUESTS, TREE

_EXTENSIONS = TREE / COLLECTION / "extensions"


def scenarios() -> list[str]:
    """Return the names of all scenarios."""
    return sorted(path.parent.name for path in _EXTENSIONS.glob("molecule/*/molecule.yml"))


def main(wanted: Sequence[str]) -> int:
    """Run the scenarios, all of them even when one fails; 1 if any failed."""
    there = scenarios()
    if not there:
        print("no scenario found: extensions/molecule/*/molecule.yml")
        return 1
    if unknown := [name for name in wanted if name not in there]:
        print(f"no scenario named {', '.join(unknown)}; there are: {', '.join(there)}")
        return 1
    failed = [name for name in wanted or there if _run(name)]
    if failed:
        print(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


def _run(scenario: str) -> int:
    # The request log must outlive molecule's clean-up of its own scratch directory.
    environment = {
        **os.environ,
        **UNFORKED,
        "MOLECULE_EPHEMERAL_DIRECTORY": str(BUILD / "molecule" / scenario),
        "VEEAM_SIMULATOR_STATE_DIR": str(REQUESTS / "molecule" / scenario),
    }
    command = ["molecule", "test", "--scenario-name", scenario]
    return subprocess.run(command, cwd=_EXTENSIONS, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
