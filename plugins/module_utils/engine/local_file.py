# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that a module keeps on the machine it runs on. Private to the collection."""

from __future__ import annotations

import os
import tempfile
from typing import Any

from ..core.errors import VeeamError
from .task import Task

FILE_OPTIONS: dict[str, Any] = {
    "export_path": {"type": "path"},
    "export_format": {"type": "str", "choices": ["csv", "xml"], "default": "csv"},
}


class FileNotWritten(VeeamError):
    """The file could not be written."""


def path_to_keep(task: Task) -> str:
    """The path of the file that the task asks for. Raises FileNotWritten where none can be, in check mode too."""
    path = str(task.params["export_path"])
    directory = os.path.dirname(path) or "."
    if os.path.isdir(path):
        raise FileNotWritten(f"export_path={path} is a directory: give the path of the file in it.", path=path)
    if not os.path.isdir(directory):
        raise FileNotWritten(
            f"There is no directory {directory} for export_path={path} on the machine that the module runs on: create "
            "it first.",
            path=path,
        )
    return path


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
