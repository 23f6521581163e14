# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The locks of the tasks of one user on one machine: forks of one run, several runs, ordinary modules.

Private to the collection.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .lock_files import FileLock
    from .records import Record

DOMAIN = "domain"


def own_directory() -> str:
    """The directory for the locks of this user. Raises OSError where there is none."""
    from .lock_files import lock_directory  # noqa: PLC0415

    return lock_directory()


class Locks:
    """The locks of this user on this machine for one server.

    ``directory`` finds the directory of their files when the first lock is wanted; without it there are no locks.
    """

    def __init__(self, server: str = "", directory: Callable[[], str] | None = None) -> None:
        self._server = server
        self._directory = directory

    @property
    def exist(self) -> bool:
        """Whether there are locks at all."""
        return self._directory is not None

    def of(self, key: str) -> FileLock | None:
        """The lock for ``key``, which names an object of the server in any words. Raises OSError as lock_directory."""
        # Imported here and below: most tasks take no lock, and an ordinary module compiles all it imports each time.
        from .lock_files import FileLock  # noqa: PLC0415

        return None if self._directory is None else FileLock(self._file(self._directory(), key, ".lock"))

    def record(self, key: str) -> Record:
        """What is remembered of ``key``, which whoever has its lock may read and write. Raises OSError as ``of``."""
        from .records import Record  # noqa: PLC0415

        return Record("" if self._directory is None else self._file(self._directory(), key, ".json"))

    def _file(self, directory: str, key: str, suffix: str) -> str:
        name = hashlib.sha256(f"{self._server}\n{key}".encode()).hexdigest()[:32]
        return os.path.join(directory, name + suffix)

    def domain(self) -> str:
        """An id of these locks: who has another id does not see them. Empty where there are none.

        A machine's own id will not do: containers of one image may share theirs, and do not share their files.
        """
        from .lock_files import read_id, write_once  # noqa: PLC0415

        if self._directory is None:
            return ""
        try:
            path = os.path.join(self._directory(), DOMAIN)
            return read_id(path) or write_once(path, os.urandom(6).hex())
        except OSError:
            return ""
