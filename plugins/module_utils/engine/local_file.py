# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that a module keeps on the machine it runs on. Private to the collection."""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from typing import Any, Callable, NamedTuple

from ..core.errors import VeeamError
from .task import Task

FILE_OPTIONS: dict[str, Any] = {
    "export_path": {"type": "path"},
    "export_format": {"type": "str", "choices": ["csv", "xml"], "default": "csv"},
}


# How the name of a file ends that has not taken its place yet.
UNFINISHED = ".opendr-veeam-part"


class FileNotWritten(VeeamError):
    """The file could not be written."""


def path_to_keep(task: Task) -> str:
    """The path of the file that the task asks for. Raises FileNotWritten where none can be, in check mode too."""
    return writable_path("export_path", str(task.params["export_path"]))


def writable_path(option: str, path: str) -> str:
    """The path of a file that an option asks for. Raises FileNotWritten where none can be. Reads only."""
    directory = os.path.dirname(path) or "."
    if os.path.isdir(path):
        raise FileNotWritten(f"{option}={path} is a directory: give the path of the file in it.", path=path)
    if not os.path.isdir(directory):
        raise FileNotWritten(
            f"There is no directory {directory} for {option}={path} on the machine that the module runs on: create "
            "it first.",
            path=path,
        )
    if not os.access(directory, os.W_OK | os.X_OK):
        raise FileNotWritten(f"The directory {directory} for {option}={path} cannot be written to.", path=path)
    return path


class Stored(NamedTuple):
    """A file as it was written: its size in bytes, and its SHA-256."""

    size: int
    sha256: str


# Gets the path of a file that was written and has not taken its place yet, and what it is.
Accept = Callable[[str, Stored], None]


def store_file(path: str, fetch: Callable[[Callable[[bytes], object]], None], accept: Accept) -> Stored:
    """Write what ``fetch`` hands over to a file, part by part: it is there whole, or as it was before.

    ``accept`` raises where the file is not to be used, and notes it where a rerun has to know it: this run may be
    killed as soon as the file has taken its place. Raises FileNotWritten where the file cannot be written, and whatever
    ``fetch`` and ``accept`` raise.
    """
    beside = os.path.join(os.path.dirname(path), f".{os.path.basename(path)}{UNFINISHED}")
    digest, size = hashlib.sha256(), 0

    def write(part: bytes) -> None:
        nonlocal size
        stream.write(part)
        digest.update(part)
        size += len(part)

    try:
        # The same name each time, so that what a killed run has left is written over.
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            with os.fdopen(handle, "wb") as stream:
                fetch(write)
            stored = Stored(size, digest.hexdigest())
            accept(beside, stored)
            os.replace(beside, path)
        except BaseException:
            # An interruption may come when the file has taken its place.
            with suppress(FileNotFoundError):
                os.unlink(beside)
            raise
    except OSError as problem:
        raise _refused(path, problem) from problem
    return stored


class DownloadProgress:
    """Says how much of a file was downloaded, every now and then."""

    STEP = 256 * 1024 * 1024

    def __init__(self, task: Task, file: str) -> None:
        self._task, self._file = task, file
        self._size, self._next = 0, self.STEP

    def counting(self, write: Callable[[bytes], object]) -> Callable[[bytes], None]:
        """``write``, with each part counted."""

        def counted(part: bytes) -> None:
            write(part)
            self.add(len(part))

        return counted

    def add(self, size: int) -> None:
        """Count a part."""
        self._size += size
        if self._size >= self._next and self._task.progress is not None:
            self._next += self.STEP
            self._task.progress(f"Downloading to {self._file}: {self._size // (1024 * 1024)} MiB")


def download_to_file(
    task: Task, path: str, request: tuple[str, str], body: object, timeout: float, accept: Accept
) -> Stored:
    """Store the file that a request (method and path) returns, as ``store_file`` does.

    ``timeout`` is how many seconds the server may be silent. Raises ApiError, ConnectionFailed, FileNotWritten.
    """
    progress = DownloadProgress(task, path)

    def fetch(write: Callable[[bytes], object]) -> None:
        task.client.download_to(*request, progress.counting(write), timeout, body)

    return store_file(path, fetch, accept)


def sha256_of(path: str) -> str:
    """The SHA-256 of a file, empty where there is none. Raises FileNotWritten where it cannot be read."""
    digest = hashlib.sha256()
    try:
        with open(path, "rb") as stream:
            for part in iter(lambda: stream.read(1024 * 1024), b""):
                digest.update(part)
    except FileNotFoundError:
        return ""
    except OSError as problem:
        raise _refused(path, problem) from problem
    return digest.hexdigest()


def keep_file(path: str, content: bytes, check_mode: bool = False) -> bool:
    """Bring a file to ``content``, whole or not at all; whether it had other content, or was not there."""
    try:
        with open(path, "rb") as stream:
            if stream.read() == content:
                return False
            mode = os.stat(path).st_mode & 0o7777
    except FileNotFoundError:
        mode = 0o600
    except OSError as problem:
        raise _refused(path, problem) from problem
    if not check_mode:
        try:
            _write(path, content, mode)
        except OSError as problem:
            raise _refused(path, problem) from problem
    return True


def _write(path: str, content: bytes, mode: int) -> None:
    handle, beside = tempfile.mkstemp(dir=os.path.dirname(path) or ".")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.chmod(beside, mode)
        os.replace(beside, path)
    except OSError:
        os.unlink(beside)
        raise


def _refused(path: str, problem: OSError) -> FileNotWritten:
    return FileNotWritten(f"The file {path} cannot be read or written: {problem.strerror}.", path=path)
