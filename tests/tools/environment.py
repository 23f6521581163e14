# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Environments of tools that are not part of `make test`, each below build/ and installed from PyPI."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.paths import BUILD, ROOT

_REQUIREMENTS = ROOT / "requirements"


def installed(name: str, requirements: Sequence[str], python: str = sys.executable) -> Path:
    """The directory of the programs of an environment, which is installed again when its requirements change."""
    environment = BUILD / name
    note, wanted = environment / "installed", "\n".join((python, *requirements))
    if not note.is_file() or note.read_text("utf-8") != wanted:
        subprocess.run([python, "-m", "venv", "--clear", str(environment)], check=True)
        pip = [str(environment / "bin" / "python"), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
        subprocess.run([*pip, *requirements], check=True)
        note.write_text(wanted, "utf-8")
    return environment / "bin"


def pinned(file: str, *names: str) -> list[str]:
    """The lines of a list of requirements: all of them, or those that begin with one of the names."""
    lines = map(str.strip, (_REQUIREMENTS / file).read_text("utf-8").splitlines())
    kept = [line for line in lines if line and not line.startswith(("#", "-"))]
    return [line for line in kept if line.startswith(names)] if names else kept
