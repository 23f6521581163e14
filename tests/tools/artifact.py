# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Build the collection's tarball into build/ and import it the way Galaxy does.

Usage: python -m tools.artifact {build | import}
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tools.paths import BUILD, COLLECTION, TREE

_FINDING = re.compile(r"^(WARNING|ERROR|CRITICAL)\b|^Traceback ")


def build() -> int:
    """Build one tarball into build/, in place of any older one."""
    for old in _tarballs():
        old.unlink()
    command = ["ansible-galaxy", "collection", "build", "--output-path", str(BUILD), str(TREE / COLLECTION)]
    return subprocess.run(command, check=False).returncode


def import_() -> int:
    """Run galaxy-importer on the tarball, show its log and fail on any finding: its exit code does not tell."""
    tarballs = _tarballs()
    if len(tarballs) != 1:
        names = ", ".join(path.name for path in tarballs) or "none"
        print(f"wanted one opendr-veeam-*.tar.gz in {BUILD}, found: {names}; run `make build-artifact`")
        return 1
    settings = {
        # ansible-test and ansible-lint (a stricter profile of it) are stages of their own.
        "GALAXY_IMPORTER_RUN_ANSIBLE_TEST": "false",
        "GALAXY_IMPORTER_RUN_ANSIBLE_LINT": "false",
    }
    done = subprocess.run(
        [sys.executable, "-m", "galaxy_importer.main", str(tarballs[0])],
        cwd=BUILD,
        env=os.environ | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    print(done.stdout)
    found = [line for line in done.stdout.splitlines() if _FINDING.match(line)]
    if done.returncode or found or "completed successfully" not in done.stdout:
        print(f"galaxy-importer ended with exit code {done.returncode} and {len(found)} finding(s)")
        print("\n".join(found))
        return 1
    return 0


def _tarballs() -> list[Path]:
    return sorted(BUILD.glob("opendr-veeam-*.tar.gz"))


if __name__ == "__main__":
    actions = {"build": build, "import": import_}
    if len(sys.argv) != 2 or sys.argv[1] not in actions:
        sys.exit(__doc__)
    sys.exit(actions[sys.argv[1]]())
