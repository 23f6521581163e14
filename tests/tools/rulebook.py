# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Make sure that there is an ansible-rulebook, in an environment of its own, and the Java that it needs.

Usage: python -m tools.rulebook

On Debian it installs Java where it may. Elsewhere it says what is missing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from tools.environment import installed, pinned
from tools.paths import BUILD

ENVIRONMENT = BUILD / "rulebook"
JAVA = "openjdk-17-jre-headless"


def main() -> int:
    """Install what is missing; 1 where that is not possible."""
    if not shutil.which("java"):
        if os.geteuid() or not shutil.which("apt-get"):
            print(f"There is no Java, which ansible-rulebook needs. Install Java 17 or newer (Debian: {JAVA}).")
            return 1
        subprocess.run(["apt-get", "update"], check=True)
        subprocess.run(["apt-get", "install", "--yes", "--no-install-recommends", JAVA], check=True)
    # ansible-rulebook, and what the collection needs beside it, in the versions of the other stages.
    installed(ENVIRONMENT.name, [*pinned("rulebook.txt"), *pinned("demo.txt", "ansible-core", "requests")])
    return 0


if __name__ == "__main__":
    sys.exit(main())
