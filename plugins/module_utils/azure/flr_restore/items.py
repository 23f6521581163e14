# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which items are to be restored, and which of them the server lists as restored already. Pure.

The server tells where an item was stored, not which item that was: beside the original it has another
name, and in another directory where the original one is gone. Private to the collection.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..flr_files import DRIVE, same

KEEP, OVERWRITE = "Keep", "Overwrite"


class Row(NamedTuple):
    """Where an item was stored, and whether the session that did it was opened for the same task."""

    path: str
    ours: bool


class RestoreMode(NamedTuple):
    """How items are restored: V(Keep) or V(Overwrite), and where to if their directory is gone."""

    restore_type: str
    alternative_path: str


def outermost(paths: Iterable[str]) -> list[str]:
    """The paths without those that are named twice, or lie in a folder that is named too."""
    kept: dict[str, str] = {}
    for path in paths:
        kept.setdefault(same(path), path)
    return [path for key, path in kept.items() if not any(_is_under(key, other) for other in kept)]


def _is_under(path: str, folder: str) -> bool:
    return path != folder and path.startswith(folder.rstrip("/") + "/")


def left_over(items: Sequence[str], rows: Iterable[Row], mode_of_restore: RestoreMode) -> list[str]:
    """The items that no row accounts for. Each row accounts for one item only."""
    unused = list(rows)
    left = []
    for item in items:
        row = next((one for one in unused if is_stored(item, one, mode_of_restore)), None)
        if row is None:
            left.append(item)
        else:
            unused.remove(row)
    return left


def is_stored(item: str, row: Row, mode_of_restore: RestoreMode) -> bool:
    """Whether a row says that an item was restored in that manner."""
    folder, name = parted(item)
    stored_in, stored_as = parted(row.path)
    places = [folder, *([same(mode_of_restore.alternative_path)] if mode_of_restore.alternative_path else [])]
    if stored_in not in places:
        return False
    if stored_as == name:
        # A server may tell the original name of what it kept apart; only then is it sure to be that.
        return mode_of_restore.restore_type == OVERWRITE or row.ours
    flags = re.IGNORECASE if DRIVE.match(item) else 0
    return mode_of_restore.restore_type == KEEP and bool(re.match(kept_name(name), stored_as, flags))


def kept_name(name: str) -> str:
    """The pattern of the names that an item gets when it is stored beside the original."""
    stem, dot, extension = name.rpartition(".")
    if not stem:
        stem, dot, extension = name, "", ""
    plain = re.escape(name)
    return f"^(restored-{plain}|{re.escape(stem)}_RESTORED_[0-9_]+{re.escape(dot + extension)})$"


def parted(path: str) -> tuple[str, str]:
    """Folder and name, in the spelling that all paths are compared in."""
    folder, _slash, name = same(path).rpartition("/")
    return folder or "/", name
