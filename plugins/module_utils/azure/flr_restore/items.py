# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which items to restore, and which of them a session has restored already. Pure.

The server lists the files that a session restored by the directory that each was stored in, without their names. A file
beside its original gets another name, and it goes to another directory where its own no longer exists.
Private to the collection.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..flr_files import DRIVE, normalized

KEEP, OVERWRITE = "Keep", "Overwrite"


class RestoreMode(NamedTuple):
    """How items are restored: V(Keep) or V(Overwrite), and where to if their directory no longer exists."""

    restore_type: str
    alternative_path: str


class Evidence(NamedTuple):
    """What the list of a session says about items: those it restored, and those of which it restored only some."""

    restored: list[str]
    unclear: list[str]


def outermost(paths: Iterable[str]) -> list[str]:
    """The paths without duplicates and without those inside a folder that is a path too."""
    distinct: dict[str, str] = {}
    for path in paths:
        distinct.setdefault(normalized(path), path)
    return [path for key, path in distinct.items() if not any(_is_under(key, other) for other in distinct)]


def _is_under(path: str, folder: str) -> bool:
    return path != folder and path.startswith(folder.rstrip("/") + "/")


def evidence(items: Sequence[str], directories: Iterable[str], mode: RestoreMode) -> Evidence:
    """What a list with the directory of each restored file says about ``items``.

    A folder was restored where files are listed in it. A file was restored where its directory is listed, once for
    each file in it: where the directory is listed less often, the list does not say which of its files were restored.
    """
    unused = [normalized(directory) for directory in directories]
    stored: dict[str, str] = {}
    for item in items:
        inside = {directory for directory in unused if is_inside(directory, item, mode)}
        if inside:
            stored[item] = ""
            unused = [directory for directory in unused if directory not in inside]
    files = [item for item in items if item not in stored]
    for item in files:
        directory = next((folder for folder in _directories(item, mode) if folder in unused), None)
        if directory is not None:
            stored[item] = directory
            unused.remove(directory)
    short = {folder for item in files if item not in stored for folder in _directories(item, mode)}
    shared = short & {directory for directory in stored.values() if directory}
    unclear = [item for item in files if shared & set(_directories(item, mode))]
    return Evidence([item for item in items if item in stored and item not in unclear], unclear)


def is_inside(directory: str, item: str, mode: RestoreMode) -> bool:
    """Whether a directory is the folder ``item`` as it was restored, or in it."""
    whole = normalized(item)
    if whole == "/" or (DRIVE.match(whole) and "/" not in whole):
        return normalized(directory) == whole or _is_under(normalized(directory), whole)
    name = whole.rpartition("/")[2]
    flags = re.IGNORECASE if DRIVE.match(item) else 0
    names = re.escape(name) if mode.restore_type == OVERWRITE else f"{re.escape(name)}|{kept_name(name)}"
    within = (re.escape(folder.rstrip("/")) for folder in _directories(item, mode))
    return bool(re.match(f"(?:{'|'.join(within)})/(?:{names})(?:/|$)", normalized(directory), flags))


def kept_name(name: str) -> str:
    """The pattern of the names that an item gets when it is stored beside the original."""
    stem, dot, extension = name.rpartition(".")
    if not stem:
        stem, dot, extension = name, "", ""
    return f"restored-{re.escape(name)}|{re.escape(stem)}_RESTORED_[0-9_]+{re.escape(dot + extension)}"


def _directories(item: str, mode: RestoreMode) -> list[str]:
    """Where an item may have been stored: in its own directory, else in the alternative one."""
    own = normalized(item).rpartition("/")[0] or "/"
    return [own, *([normalized(mode.alternative_path)] if mode.alternative_path else [])]
