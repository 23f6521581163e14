# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where things are, and the environment every stage runs in."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"
LOGS = BUILD / "log"
REQUESTS = BUILD / "requests"
COLLECTION = Path("ansible_collections/opendr/veeam")
TREE = BUILD / "tree"
PYTHON_VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
# The oldest Python that modules promise to run on.
OLDEST_TARGET = "3.9"
# Of a developer, by how their names begin.
_OWN_SETTINGS = ("ANSIBLE_", "VEEAM_", "MOLECULE_", "PYTHONDONTWRITEBYTECODE")
# ansible-test looks for interpreters of these versions on PATH.
_PYTHON_VERSIONS = tuple(f"3.{minor}" for minor in range(8, 16))


def stage_environment() -> dict[str, str]:
    """Return the environment of a stage: the tools of this Python first on PATH, Ansible's scratch files in build/."""
    ansible_home = BUILD / "ansible"
    # A developer's own settings must not reach the tests; the vendor documents may come from elsewhere.
    # Where Python may not keep what it compiles, each process of a stage would compile the whole collection again.
    environment = {
        name: value
        for name, value in os.environ.items()
        if name == "VEEAM_OPENAPI_DIR" or not name.startswith(_OWN_SETTINGS)
    }
    environment |= {
        "ANSIBLE_COLLECTIONS_PATH": str(TREE),
        "ANSIBLE_HOME": str(ansible_home),
        "ANSIBLE_LOCAL_TEMP": str(ansible_home / "tmp"),
        "ANSIBLE_REMOTE_TMP": str(ansible_home / "remote"),
        "VEEAM_LOCK_DIRECTORY": str(ansible_home / "locks"),
        # Ansible refuses to start under a locale that is not UTF-8.
        "LC_ALL": "C.UTF-8",
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), *_working_path(), *_oldest_target_directory()]),
        "PYTHONPATH": os.pathsep.join([str(TREE), str(ROOT / "tests")]),
    }
    return environment


@cache
def find_python(version: str) -> str | None:
    """Return the path of an interpreter of this version that really starts, or None: from PATH, else from pyenv."""
    name = f"python{version}"
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    candidates = [Path(directory, name) for directory in _working_path()]
    candidates += sorted(pyenv.glob(f"versions/{version}.*/bin/{name}"))
    return next((str(candidate) for candidate in candidates if _starts(candidate)), None)


def _oldest_target_directory() -> list[str]:
    interpreter = find_python(OLDEST_TARGET)
    return [str(Path(interpreter).parent)] if interpreter else []


@cache
def _working_path() -> list[str]:
    """Return PATH without the directories whose Python interpreters do not start.

    A version manager's launcher for a version that is not selected exits with an error, and ansible-test takes any
    file of that name for an interpreter.
    """
    directories = dict.fromkeys(os.environ.get("PATH", os.defpath).split(os.pathsep))
    return [directory for directory in directories if directory and not _has_broken_python(Path(directory))]


def _has_broken_python(directory: Path) -> bool:
    candidates = (directory / f"python{version}" for version in _PYTHON_VERSIONS)
    return any(os.access(candidate, os.X_OK) and not _starts(candidate) for candidate in candidates)


def _starts(interpreter: Path) -> bool:
    if not os.access(interpreter, os.X_OK):
        return False
    return subprocess.run([interpreter, "-c", ""], capture_output=True, check=False).returncode == 0
