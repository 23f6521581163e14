# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Import every module of the collection the way a managed host does, on the Python that runs this.

Usage: PYTHON -I -S import_modules.py ANSIBLE COLLECTIONS PYCACHE [module ...]

ANSIBLE is the directory of ansible-core's package, COLLECTIONS a root of collections, PYCACHE where this Python keeps
the bytecode. A module may import the standard library, ``ansible.module_utils`` and ``module_utils`` of its collection,
and nothing else: `requests` is missing here. It must write nothing and start nothing. Each is imported by a process of
its own, so that none finds imported what another one needs. ansible-test's test does the same, but compiles every
file twice for each module. The exit code is 1 if a module failed.
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


def import_module(name: str) -> str | None:
    """Import the module of that name and return what is wrong with it, if anything."""
    full_name = f"{_COLLECTION}.plugins.modules.{name}"
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


def _in_process_of_its_own(name: str) -> bool:
    """Whether the module can be imported; says so if not."""
    child = os.fork()
    if not child:
        problem = import_module(name)
        if problem:
            print(f"ERROR: plugins/modules/{name}.py: {problem}", flush=True)
        os._exit(1 if problem else 0)
    return os.waitpid(child, 0)[1] == 0


def main(ansible: str, collections: str, pycache: str, *names: str) -> int:
    """Import the modules of those names, without a name all of them; 1 if one failed."""
    sys.pycache_prefix = pycache
    sys.path.insert(0, collections)
    # What is in the package itself does not run on a managed host either.
    package = types.ModuleType("ansible")
    package.__path__ = [ansible]
    package.__file__ = str(Path(ansible, "__init__.py"))
    sys.modules["ansible"] = package
    modules = Path(collections, *_COLLECTION.split("."), "plugins/modules")
    chosen = names or sorted(path.stem for path in modules.glob("*.py"))
    # What every module needs and no module can change.
    importlib.import_module("ansible.module_utils.basic")
    failed = [name for name in chosen if not _in_process_of_its_own(name)]
    print(f"{len(chosen) - len(failed)} modules imported, {len(failed)} failed, on Python {sys.version.split()[0]}")
    return 1 if failed or not chosen else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
