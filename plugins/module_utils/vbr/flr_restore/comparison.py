# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What of the selected items differs from production, and how to send it: as files, or as whole folders.

Only files of Windows machines can be compared. Whether a comparison of a folder says something of what is in it is not
documented, so each item in it is compared. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ...engine.task import Task
from ..backup_browser import files
from ..backup_browser.files import FileItem
from ..backup_browser.mounts import Mount
from ..backup_browser.paths import is_below, key_of, outermost, parent_of

UNCHANGED, DELETED, CHANGED = "Unchanged", "Deleted", "Changed"


@dataclass
class Comparison:
    """Each selected item with what is in it, and the state of each."""

    separator: str
    units: dict[str, list[FileItem]] = field(default_factory=dict)

    def differing(self, item: FileItem) -> list[FileItem]:
        """What differs of an item: itself, or what is in the folder; an empty folder where it is missing."""
        inside = self.units.get(key_of(item.path, self.separator), [item])
        found = [one for one in inside if not one.is_folder and one.state != UNCHANGED]
        empty = [one for one in inside if one.is_folder and one.state == DELETED and not self._has_any(one, inside)]
        return [*found, *empty]

    def to_send(self, item: FileItem, differing: Sequence[FileItem]) -> list[str]:
        """The paths to restore for an item: itself where all of it is missing, else what differs."""
        inside = self.units.get(key_of(item.path, self.separator), [item])
        if item.is_folder and all(one.state == DELETED for one in inside):
            return [item.path]
        return [one.path for one in differing]

    def _has_any(self, folder: FileItem, inside: Iterable[FileItem]) -> bool:
        return any(is_below(one.path, folder.path, self.separator) for one in inside)


def compared(task: Task, mount: Mount, items: Sequence[FileItem]) -> Comparison:
    """The items as they compare with production now, and what is in the folders among them.

    Raises InvalidOption where the server does not compare, SessionTimedOut.
    """
    separator = mount.separator
    by_path = {item.path: item for item in items}
    top = [by_path[path] for path in outermost(list(by_path), separator)]
    inside = {item.path: [item, *(files.below(task, mount, item.path) if item.is_folder else ())] for item in top}
    units = [unit for group in inside.values() for unit in group]
    files.compare(task, mount, [unit.path for unit in units])
    folders = dict.fromkeys(parent_of(unit.path, separator) for unit in units)
    states = files.compared_items(task, mount, folders)
    comparison = Comparison(separator)
    for group in inside.values():
        seen = [_as_seen(unit, states, separator) for unit in group]
        comparison.units[key_of(group[0].path, separator)] = seen
    for item in items:
        _add_inner(comparison, item)
    return comparison


def _as_seen(unit: FileItem, states: Mapping[str, FileItem], separator: str) -> FileItem:
    return states.get(key_of(unit.path, separator), unit)


def _add_inner(comparison: Comparison, item: FileItem) -> None:
    """Put an item that is in a folder of the selection into the comparison, with what is in it."""
    key = key_of(item.path, comparison.separator)
    if key in comparison.units:
        return
    every = [unit for group in comparison.units.values() for unit in group]
    own = [unit for unit in every if key_of(unit.path, comparison.separator) == key]
    comparison.units[key] = [*own, *(unit for unit in every if is_below(unit.path, item.path, comparison.separator))]
