# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Give ansible-test a pip bootstrap script, so that its sanity tests need no host but a package index.

To build its virtual environments ansible-test downloads a script named get-pip from a host of its own and keeps it
under `~/.ansible/test/cache`. This writes that file, if it is not there yet, with a script that does the same job from
what Python ships: ensurepip provides a pip, and that pip installs the pip version ansible-test asked for.
"""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

_SCRIPT = '''\
"""Install the packages named on the command line with the pip that Python bundles.

Written in place of the get-pip script that ansible-test would download. Delete this file to have it downloaded.
"""

from __future__ import annotations

import subprocess
import sys

arguments = sys.argv[1:]
unwanted = [name for name in ("setuptools", "wheel") if "--no-" + name in arguments]
arguments = [argument for argument in arguments if argument not in ("--no-setuptools", "--no-wheel")]

# As a program of its own: called as a function, ensurepip switches pip's configuration off for this whole process.
subprocess.check_call([sys.executable, "-m", "ensurepip", "--upgrade"], stdout=subprocess.DEVNULL)
pip = [sys.executable, "-m", "pip"]
subprocess.check_call(pip + ["install", "--quiet"] + arguments)
if unwanted:
    subprocess.check_call(pip + ["uninstall", "--quiet", "--yes"] + unwanted, stderr=subprocess.DEVNULL)
'''


def pip_version() -> str:
    """Return the pip version that the installed ansible-test puts into its virtual environments."""
    package = importlib.util.find_spec("ansible_test")
    if package is None or package.origin is None:
        raise SystemExit("ansible-test is not installed for this Python: run `make test`, which installs it into .venv")
    source = Path(package.origin).parent / "_internal/python_requirements.py"
    found = re.search(r"\bpip='([0-9.]+)'", source.read_text(encoding="utf-8"))
    if not found:
        raise SystemExit(f"{source}: no line pip='<version>' found; this ansible-test names its pip version elsewhere")
    return found[1]


def main() -> None:
    """Write the script for that version where ansible-test looks for it, unless a file is there."""
    version = pip_version()
    script = Path.home() / f".ansible/test/cache/get_pip_{version.replace('.', '_')}.py"
    if script.exists():
        return
    script.parent.mkdir(parents=True, exist_ok=True)
    script.write_text(_SCRIPT, encoding="utf-8")
    print(f"wrote {script}")


if __name__ == "__main__":
    main()
