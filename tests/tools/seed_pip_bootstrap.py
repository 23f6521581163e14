# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Give ansible-test a pip bootstrap script, so that its sanity tests need no host but a package index.

To build its virtual environments ansible-test downloads a script named get-pip from a host of its own and keeps it
under `~/.ansible/test/cache`. This writes get_pip.py there, which does the same job from what Python ships: ensurepip
provides a pip, and that pip installs the pip version ansible-test asked for. A script that ansible-test has downloaded
stays.
"""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

# What every script that this has written says of itself.
_OURS = '"""Install the packages named on the command line with the pip that Python bundles'


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
    """Write the script for that version where ansible-test looks for it, unless it has downloaded one."""
    script = Path.home() / f".ansible/test/cache/get_pip_{pip_version().replace('.', '_')}.py"
    ours = Path(__file__).with_name("get_pip.py").read_text(encoding="utf-8")
    there = script.read_text(encoding="utf-8") if script.exists() else _OURS
    if _OURS not in there or there == ours:
        return
    script.parent.mkdir(parents=True, exist_ok=True)
    script.write_text(ours, encoding="utf-8")
    print(f"wrote {script}")


if __name__ == "__main__":
    main()
