# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which items to restore, and which of them the server lists as restored already. Pure.

The server lists where an item was stored, not which item that was: beside the original it gets another name, and it
goes to another directory where its own no longer exists. Private to the collection.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..flr_files import DRIVE, normalized

KEEP, OVERWRITE = "Keep", "Overwrite"


class StoredItem(NamedTuple):
    """Where an item was stored, and whether the session that did it was opened for the same task."""

    path: str
    ours: bool


class RestoreMode(NamedTuple):
    """How items are restored: V(Keep) or V(Overwrite), and where to if their directory no longer exists."""

    restore_type: str
    alternative_path: str


def outermost(paths: Iterable[str]) -> list[str]:
    """The paths without duplicates and without those inside a folder that is a path too."""
    distinct: dict[str, str] = {}
    for path in paths:
        distinct.setdefault(normalized(path), path)
    return [path for key, path in distinct.items() if not any(_is_under(key, other) for other in distinct)]


def _is_under(path: str, folder: str) -> bool:
    return path != folder and path.startswith(folder.rstrip("/") + "/")


def not_restored(items: Sequence[str], stored: Iterable[StoredItem], mode: RestoreMode) -> list[str]:
    """The items that are not among the stored ones. Each stored item is the copy of one item only."""
    unused = list(stored)
    missing = []
    for item in items:
        copy = next((candidate for candidate in unused if is_copy(candidate, item, mode)), None)
        if copy is None:
            missing.append(item)
        else:
            unused.remove(copy)
    return missing


def is_copy(stored: StoredItem, item: str, mode: RestoreMode) -> bool:
    """Whether a stored item is ``item``, restored in that mode."""
    folder, name = split(item)
    stored_in, stored_as = split(stored.path)
    folders = [folder, *([normalized(mode.alternative_path)] if mode.alternative_path else [])]
    if stored_in not in folders:
        return False
    if stored_as == name:
        # A server may list a copy beside the original under the original name; only for our own session is that sure.
        return mode.restore_type == OVERWRITE or stored.ours
    flags = re.IGNORECASE if DRIVE.match(item) else 0
    return mode.restore_type == KEEP and bool(re.match(kept_name(name), stored_as, flags))


def kept_name(name: str) -> str:
    """The pattern of the names that an item gets when it is stored beside the original."""
    stem, dot, extension = name.rpartition(".")
    if not stem:
        stem, dot, extension = name, "", ""
    plain = re.escape(name)
    return f"^(restored-{plain}|{re.escape(stem)}_RESTORED_[0-9_]+{re.escape(dot + extension)})$"


def split(path: str) -> tuple[str, str]:
    """Folder and name, in the spelling that all paths are compared in."""
    folder, _slash, name = normalized(path).rpartition("/")
    return folder or "/", name
