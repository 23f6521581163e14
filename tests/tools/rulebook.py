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
from pathlib import Path

from tools.paths import BUILD, ROOT

ENVIRONMENT = BUILD / "rulebook"
JAVA = "openjdk-17-jre-headless"
_REQUIREMENTS = ROOT / "requirements"


def main() -> int:
    """Install what is missing; 1 where that is not possible."""
    if not shutil.which("java"):
        if os.geteuid() or not shutil.which("apt-get"):
            print(f"There is no Java, which ansible-rulebook needs. Install Java 17 or newer (Debian: {JAVA}).")
            return 1
        subprocess.run(["apt-get", "update"], check=True)
        subprocess.run(["apt-get", "install", "--yes", "--no-install-recommends", JAVA], check=True)
    _install()
    return 0


def _install() -> None:
    installed, needed = ENVIRONMENT / "installed", _requirements()
    if installed.is_file() and installed.read_text("utf-8") == "\n".join(needed):
        return
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)], check=True)
    pip = [str(ENVIRONMENT / "bin" / "python"), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    subprocess.run([*pip, *needed], check=True)
    Path(installed).write_text("\n".join(needed), "utf-8")


def _requirements() -> list[str]:
    """ansible-rulebook, and what the collection needs beside it, in the versions of the other stages."""
    lines = [
        line.strip()
        for name in ("rulebook.txt", "demo.txt")
        for line in (_REQUIREMENTS / name).read_text("utf-8").splitlines()
    ]
    return [line for line in lines if line.startswith(("ansible-rulebook", "ansible-core", "requests"))]


if __name__ == "__main__":
    sys.exit(main())
