# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The directory in which a run of ansible-playbook keeps its tokens, and those that dead runs left.

Private to the collection.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import suppress

# Locked by the run for as long as one of its processes lives; the kernel ends the lock with the last of them.
_LOCK, _TOKENS = "run.lock", ".token"


class RunDirectory:
    """A directory of mode 0700, within the one that Ansible makes for each run."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._lock: int | None = None

    def claim(self) -> bool:
        """Mark the directory as that of a run that lives. False where another run has it, or it cannot be made."""
        try:
            os.makedirs(self.path, mode=0o700, exist_ok=True)
            lock = os.open(os.path.join(self.path, _LOCK), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        except OSError:
            return False
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(lock)
            return False
        self._lock = lock
        return True

    def abandoned(self) -> Iterator[RunDirectory]:
        """The directories that dead runs of this user left beside that of this run, each claimed."""
        runs, own = os.path.split(os.path.dirname(self.path))
        try:
            names = sorted(os.listdir(runs))
        except OSError:
            return
        for name in names:
            other = RunDirectory(os.path.join(runs, name, os.path.basename(self.path)))
            if name != own and other._has_tokens_of_ours() and other.claim():
                yield other

    def remove(self) -> None:
        """Remove the directory with all files, and the run's own if nothing else is left in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None
        with suppress(OSError):
            os.rmdir(os.path.dirname(self.path))

    def _has_tokens_of_ours(self) -> bool:
        """Whether there is a token; without a lock beside it, or where others may write, it is not for us to touch."""
        try:
            about = os.lstat(self.path)
            names = os.listdir(self.path)
        except OSError:
            return False
        ours = stat.S_ISDIR(about.st_mode) and about.st_uid == os.getuid() and not about.st_mode & 0o022
        return ours and _LOCK in names and any(name.endswith(_TOKENS) for name in names)
