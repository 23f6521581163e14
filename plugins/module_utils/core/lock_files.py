# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A lock between the tasks of one user on one machine, as a lock on a file, and where such files are.

The system releases it when its holder ends, however that ends: a free lock proves that nobody is at work. The file is
empty but for a note on who holds it, and disappears with the lock. Private to the collection.
"""

from __future__ import annotations

import fcntl
import os
import pwd
import stat
from contextlib import suppress
from datetime import datetime, timezone

# Where the files are: in the home directory of the user, else where everybody may write. It depends on the environment
# only where somebody says so, for two runs that look in different directories do not see one another.
VARIABLE = "VEEAM_LOCK_DIRECTORY"
IN_HOME, IN_TMP = os.path.join(".ansible", "opendr.veeam", "locks"), "/tmp/opendr.veeam-{uid}"  # noqa: S108


class FileLock:
    """One lock. Usable from several threads, since each opens the file for itself."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._handle: int | None = None

    def acquire(self) -> bool:
        """Take the lock; False where somebody else has it. Raises OSError where the file cannot be made."""
        while True:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                # Its holder removes the file at the end, so this may be a lock on a file that is gone.
                taken = self._is_file(handle)
            except BlockingIOError:
                os.close(handle)
                return False
            except OSError:
                os.close(handle)
                raise
            if taken:
                self._handle = handle
                self._write_note(handle)
                return True
            os.close(handle)

    def release(self) -> None:
        """Give the lock back."""
        if self._handle is None:
            return
        with suppress(OSError):
            os.unlink(self._path)
        # A child process may have inherited the file, and closing it would not be enough.
        with suppress(OSError):
            fcntl.flock(self._handle, fcntl.LOCK_UN)
        os.close(self._handle)
        self._handle = None

    def holder(self) -> str:
        """Who has the lock, in words."""
        try:
            with open(self._path, encoding="ascii", errors="replace") as file:
                return file.read(100).strip() or "another process"
        except OSError:
            return "another process"

    def _is_file(self, handle: int) -> bool:
        try:
            there = os.stat(self._path)
        except FileNotFoundError:
            return False
        return os.path.samestat(there, os.fstat(handle))

    @staticmethod
    def _write_note(handle: int) -> None:
        since = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        # The lock does not depend on its note, which a full disk may refuse.
        with suppress(OSError):
            os.ftruncate(handle, 0)
            os.pwrite(handle, f"process {os.getpid()}, since {since}".encode("ascii"), 0)


def lock_directory() -> str:
    """The directory for the locks of this user, which nobody else can read. Raises OSError where there is none."""
    uid = os.geteuid()
    problem: OSError | None = None
    for directory in _candidates(uid):
        try:
            _make_private(directory, uid)
        except OSError as error:
            problem = problem or error
        else:
            return directory
    raise problem or OSError("this user has no directory to write to")


def _candidates(uid: int) -> list[str]:
    given = os.environ.get(VARIABLE)
    if given:
        # Whoever gives one shares it with others, so nothing else will do.
        return [given]
    in_tmp = IN_TMP.format(uid=uid)
    try:
        home = pwd.getpwuid(uid).pw_dir
    except KeyError:
        # A container may run as a user that it does not know.
        return [in_tmp]
    return [os.path.join(home, IN_HOME), in_tmp] if os.path.isabs(home) else [in_tmp]


def _make_private(directory: str, uid: int) -> None:
    os.makedirs(directory, mode=0o700, exist_ok=True)
    found = os.lstat(directory)
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != uid:
        raise PermissionError(f"{directory} belongs to another user")
    if stat.S_IMODE(found.st_mode) & 0o077:
        os.chmod(directory, 0o700)
    if not os.access(directory, os.W_OK | os.X_OK):
        raise PermissionError(f"{directory} cannot be written to")


def read_id(path: str) -> str:
    """The id in a file, empty where there is no such file."""
    try:
        with open(path, encoding="ascii", errors="replace") as file:
            return file.read(100).strip()
    except FileNotFoundError:
        return ""


def write_once(path: str, text: str) -> str:
    """Write ``text`` to a new file, whole or not at all; the text of the file where somebody else has made it."""
    beside = f"{path}.{os.urandom(6).hex()}"
    try:
        with open(beside, "x", encoding="ascii") as file:
            file.write(text)
        os.link(beside, path)
    except FileExistsError:
        return read_id(path)
    finally:
        with suppress(OSError):
            os.unlink(beside)
    return text
