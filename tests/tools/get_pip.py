# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Install the packages named on the command line with the pip that Python bundles, once for each Python.

Written by tools.seed_pip_bootstrap in place of the get-pip script that ansible-test would download. Delete the copy in
ansible-test's cache to have it downloaded.

ansible-test begins an environment for each of ten tests with this, so what is installed is kept beside this file and
copied from then on. What ansible-test installs next, pip leaves to be compiled where it is used.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import sysconfig


def install(arguments: list[str]) -> None:
    """Install as get-pip does with these arguments."""
    unwanted = [name for name in ("setuptools", "wheel") if f"--no-{name}" in arguments]
    wanted = [argument for argument in arguments if argument not in ("--no-setuptools", "--no-wheel")]
    # As a program of its own: called as a function, ensurepip switches pip's configuration off for this whole process.
    subprocess.check_call([sys.executable, "-m", "ensurepip", "--upgrade"], stdout=subprocess.DEVNULL)
    pip = [sys.executable, "-m", "pip"]
    subprocess.check_call([*pip, "install", "--quiet", *wanted])
    if unwanted:
        subprocess.check_call([*pip, "uninstall", "--quiet", "--yes", *unwanted], stderr=subprocess.DEVNULL)


def main(arguments: list[str]) -> None:
    """Copy what an earlier run has installed with the same arguments and Python; if there was none, install it."""
    packages = [argument for argument in arguments if not argument.startswith("-")]
    name = "-".join([*packages, "python{}.{}".format(*sys.version_info)])
    kept = os.path.join(os.path.dirname(os.path.abspath(__file__)), name)
    site_packages = sysconfig.get_path("purelib")
    if os.path.isdir(kept):
        shutil.copytree(kept, site_packages, dirs_exist_ok=True)
    else:
        install(arguments)
        unfinished = f"{kept}.{os.getpid()}"
        shutil.copytree(site_packages, unfinished)
        with contextlib.suppress(OSError):  # Another one has been faster.
            os.rename(unfinished, kept)
        shutil.rmtree(unfinished, ignore_errors=True)
    with open(os.path.join(sys.prefix, "pip.conf"), "w", encoding="utf-8") as settings:
        settings.write("[install]\ncompile = no\n")


if __name__ == "__main__":
    main(sys.argv[1:])
