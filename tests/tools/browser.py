# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Make sure that there is a Chromium to look at pages with.

Usage: python -m tools.browser

On Debian it installs the packages of requirements/browser.txt where it may. Elsewhere it says what is missing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from tools.paths import ROOT

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


def main() -> int:
    """Install it where it is missing; 1 where that is not possible."""
    if any(map(shutil.which, PROGRAMS)):
        return 0
    packages = (ROOT / "requirements/browser.txt").read_text(encoding="utf-8").split()
    if os.geteuid() or not shutil.which("apt-get"):
        print(f"There is no Chromium. Install one (Debian: apt-get install {' '.join(packages)}).")
        return 1
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    subprocess.run(["apt-get", "update"], check=True)
    return subprocess.run(install, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
