# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The directory of an export: which files in it are of an export, and how they are replaced, all or none.

Private to the collection.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping

from ..core.errors import VeeamError
from ..core.interrupts import shielded

PLAYBOOK, TASKS, TO_FILL_IN, FILLED_IN = "apply.yml", "tasks", "secrets_to_fill_in.yml", "secrets.yml"
# The first line of the playbook, by which an export is recognized.
MARK = "# Written by opendr.veeam.veeam_export.\n"


class DirectoryNotWritten(VeeamError):
    """The directory exists with other content, or cannot be written."""


def content(directory: str) -> dict[str, str]:
    """The text of each file of an earlier export, by its path in the directory; of no other file."""
    found = {}
    for place in _places(directory):
        with open(os.path.join(directory, place), encoding="utf-8", errors="replace") as file:
            found[place] = file.read()
    return found


def _places(directory: str) -> list[str]:
    tasks = os.path.join(directory, TASKS)
    names = sorted(os.listdir(tasks)) if os.path.isdir(tasks) else []
    of_tasks = [f"{TASKS}/{name}" for name in names if re.fullmatch(r"veeam_\w+\.yml", name)]
    return [place for place in (PLAYBOOK, TO_FILL_IN, *of_tasks) if os.path.isfile(os.path.join(directory, place))]


def validate(directory: str, force: bool) -> None:
    """Raise DirectoryNotWritten where an export that differs must not, or cannot, be written there."""
    exists = os.path.isdir(directory)
    if os.path.lexists(directory) and not exists:
        raise DirectoryNotWritten(f"directory={directory} is not a directory.", path=directory)
    if exists and os.listdir(directory):
        if not content(directory).get(PLAYBOOK, "").startswith(MARK):
            raise DirectoryNotWritten(
                f"directory={directory} holds other files and no earlier export, so nothing is written to it. "
                "Give another directory.",
                path=directory,
            )
        if not force:
            raise DirectoryNotWritten(
                f"directory={directory} holds an earlier export, and its content is not what the server has now. Give "
                "another directory, or force=true to replace the files of the export; other files are left alone.",
                path=directory,
            )
    holder = directory if exists else os.path.dirname(directory)
    if not os.path.isdir(holder) or not os.access(holder, os.W_OK | os.X_OK):
        raise DirectoryNotWritten(f"The directory {holder} does not exist or cannot be written to.", path=holder)


def write(directory: str, files: Mapping[str, str]) -> None:
    """Put the files in place of those of an earlier export, all of them or none. Raises DirectoryNotWritten."""
    exists = os.path.isdir(directory)
    try:
        # On the same file system, so that a file is moved and not copied.
        work = tempfile.mkdtemp(prefix=".opendr-veeam-export-", dir=directory if exists else os.path.dirname(directory))
        try:
            new, old = os.path.join(work, "new"), os.path.join(work, "old")
            for place, text in files.items():
                path = os.path.join(new, place)
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "w", encoding="utf-8") as file:
                    file.write(text)
            with shielded():
                if exists:
                    _replace(directory, new, old, files)
                else:
                    os.rename(new, directory)
        except DirectoryNotWritten:
            # The earlier files are still in there.
            raise
        except BaseException:
            _remove(work)
            raise
        _remove(work)
    except OSError as problem:
        raise DirectoryNotWritten(
            f"The directory {directory} cannot be written: {problem.strerror}.", path=directory
        ) from problem


def _remove(work: str) -> None:
    """Remove the scratch directory. What is left of it harms no export, and must not hide how the writing ended."""
    shutil.rmtree(work, ignore_errors=True)


def _replace(directory: str, new: str, old: str, places: Iterable[str]) -> None:
    moves = [(os.path.join(directory, place), os.path.join(old, place)) for place in _places(directory)]
    moves += [(os.path.join(new, place), os.path.join(directory, place)) for place in places]
    done: list[tuple[str, str]] = []
    try:
        for source, target in moves:
            os.makedirs(os.path.dirname(target), exist_ok=True)
            os.rename(source, target)
            done.append((source, target))
    except BaseException:
        _put_back(directory, old, done)
        raise


def _put_back(directory: str, old: str, done: list[tuple[str, str]]) -> None:
    try:
        for source, target in reversed(done):
            os.rename(target, source)
    except OSError as problem:
        raise DirectoryNotWritten(
            f"The directory {directory} cannot be written, and its earlier files could not be put back: "
            f"{problem.strerror}. They are in {old}. Move them back.",
            path=directory,
        ) from problem
