# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Import every module of the collection and every file of module_utils the way a managed host does, on this Python.

Usage: PYTHON -I -S import_modules.py ANSIBLE COLLECTIONS PYCACHE [file ...]

ANSIBLE is the directory of ansible-core's package, COLLECTIONS a root of collections, PYCACHE where this Python keeps
the bytecode, each file a path under the collection's ``plugins``. A file may import the standard library,
``ansible.module_utils`` and ``module_utils`` of its collection, and nothing else: `requests` is missing here. It must
write nothing and start nothing. Each is imported by a process of its own, so that none finds imported what another one
needs. A file of module_utils that a module has imported is not imported again; the others are those that a task imports
only where it needs them. ansible-test's test does the same, but compiles every file twice for each module. The exit
code is 1 if a file failed.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.abc
import io
import os
import sys
import traceback
import types
import warnings
from pathlib import Path

_COLLECTION = "ansible_collections.opendr.veeam"
_ALLOWED = ("ansible.module_utils", f"{_COLLECTION}.plugins.module_utils")
_FOLDERS = ("modules", "module_utils")


class OnlyModuleUtils(importlib.abc.MetaPathFinder):
    """Refuses what Ansible does not send to the host along with a module."""

    def __init__(self, module: str) -> None:
        """Allow that module itself too."""
        self._allowed = (*_ALLOWED, module)

    def find_spec(self, fullname: str, _path: object = None, _target: object = None) -> None:
        """Leave what is allowed to the other finders. Raises ImportError for anything else."""
        if fullname.partition(".")[0] not in ("ansible", "ansible_collections"):
            return
        for allowed in self._allowed:
            if f"{fullname}.".startswith(f"{allowed}.") or f"{allowed}.".startswith(f"{fullname}."):
                return
        raise ImportError(f"{fullname} is not there on a managed host")


def _name_of(file: str) -> str:
    """What Python calls a file under ``plugins``."""
    return ".".join((_COLLECTION, "plugins", *Path(file).with_suffix("").parts))


def import_file(file: str) -> str | None:
    """Import that file under ``plugins`` and return what is wrong with it, if anything."""
    full_name = _name_of(file)
    sys.meta_path.insert(0, OnlyModuleUtils(full_name))
    written = io.StringIO()
    with contextlib.redirect_stdout(written), contextlib.redirect_stderr(written), warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            importlib.import_module(full_name)
        except BaseException as problem:  # noqa: BLE001
            # A module that runs as it is imported ends with SystemExit.
            place = traceback.extract_tb(problem.__traceback__)[-1]
            return f"{type(problem).__name__}: {problem} (at {place.filename}:{place.lineno})"
    return f"it wrote: {written.getvalue().strip()}" if written.getvalue() else None


def _in_process_of_its_own(file: str) -> list[str]:
    """The names of all that is there once the file is imported; none, and a line that says why, where it cannot be."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        problem = import_file(file)
        if problem:
            print(f"ERROR: plugins/{file}: {problem}", flush=True)
        with open(writer, "w", encoding="utf-8") as report:
            report.write("" if problem else "\n".join(sys.modules))
        os._exit(0)
    os.close(writer)
    with open(reader, encoding="utf-8") as report:
        imported = report.read().splitlines()
    os.waitpid(child, 0)
    return imported


def main(ansible: str, collections: str, pycache: str, *files: str) -> int:
    """Import those files, without any all of them; 1 if one failed."""
    sys.pycache_prefix = pycache
    sys.path.insert(0, collections)
    # What is in the package itself does not run on a managed host either.
    package = types.ModuleType("ansible")
    package.__path__ = [ansible]
    package.__file__ = str(Path(ansible, "__init__.py"))
    sys.modules["ansible"] = package
    plugins = Path(collections, *_COLLECTION.split("."), "plugins")
    found = [path for folder in _FOLDERS for path in sorted((plugins / folder).rglob("*.py"))]
    chosen = files or [path.relative_to(plugins).as_posix() for path in found]
    # What every module needs and no module can change.
    importlib.import_module("ansible.module_utils.basic")
    imported: set[str] = set()
    for file in chosen:
        if _name_of(file) not in imported:
            imported.update(_in_process_of_its_own(file))
    failed = [file for file in chosen if _name_of(file) not in imported]
    print(f"{len(chosen) - len(failed)} files imported, {len(failed)} failed, on Python {sys.version.split()[0]}")
    return 1 if failed or not chosen else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
