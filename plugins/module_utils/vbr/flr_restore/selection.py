# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which items of a mounted backup a task means: paths, and patterns with wildcards. Private to the collection."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ...core.errors import ObjectNotFound, listed
from ...engine.task import Task
from ..backup_browser.files import FileItem, browse, search
from ..backup_browser.mounts import Mount
from ..backup_browser.paths import BACKSLASH, key_of, name_of, parent_of, parts_of, validate_path, written

WILDCARDS = re.compile(r"[*?]")
# Any number of folders, none included.
ANY_DEPTH = "**"


class Wanted(NamedTuple):
    """A path as a task names it: ``path`` in the spelling of the server, and for a pattern the folder it begins in."""

    given: str
    path: str
    folder: str = ""

    @property
    def is_pattern(self) -> bool:
        """Whether it is a pattern, which means all items that match it."""
        return bool(self.folder)


@dataclass
class Selection:
    """The items of each wanted path; none for a path that the backup does not have."""

    items: dict[str, list[FileItem]] = field(default_factory=dict)

    @property
    def missing(self) -> list[str]:
        """The wanted paths that the backup does not have."""
        return [given for given, items in self.items.items() if not items]


def wanted_paths(option: str, paths: Sequence[str], separator: str) -> list[Wanted]:
    """The paths of a task, each once. Raises InvalidOption for one that cannot be restored. Pure."""
    found: dict[str, Wanted] = {}
    for given in paths:
        one = _wanted(option, given, separator)
        found.setdefault(key_of(one.path, separator), one)
    return list(found.values())


def _wanted(option: str, given: str, separator: str) -> Wanted:
    parts = parts_of(given, separator)
    first = next((number for number, part in enumerate(parts) if WILDCARDS.search(part)), None)
    if first is None:
        return Wanted(given, validate_path(option, given, separator))
    # What a wildcard matches has the same rules as a name that is written out.
    validate_path(option, WILDCARDS.sub("x", given), separator)
    folder = written(parts[:first], separator)
    return Wanted(given, written(parts, separator), validate_path(option, folder, separator, root=True))


def select(task: Task, mount: Mount, wanted: Iterable[Wanted]) -> Selection:
    """The items that a task means, in the order in which it names them. Raises SessionFailed, SessionTimedOut."""
    folders: dict[str, Mapping[str, FileItem]] = {}

    def contents(folder: str) -> Mapping[str, FileItem]:
        key = key_of(folder, mount.separator)
        if key not in folders:
            folders[key] = _by_key(_browsed(task, mount, folder), mount.separator)
        return folders[key]

    selection = Selection()
    for one in wanted:
        if one.is_pattern:
            items = _matching(task, mount, one)
        else:
            found = contents(parent_of(one.path, mount.separator)).get(key_of(one.path, mount.separator))
            items = [] if found is None else [found]
        selection.items[one.given] = items
    return selection


def ensure_found(selection: Selection, total: int) -> None:
    """Raise ObjectNotFound where the backup lacks some of the wanted paths; the message names them all. Pure."""
    missing = selection.missing
    if missing:
        raise ObjectNotFound(
            f"{len(missing)} of {total} paths are not in the restore point: {listed(missing, limit=100)}. Nothing was "
            "restored. Correct the paths, choose an older restore point, or set missing=ignore to restore the others.",
            missing=missing,
        )


def _browsed(task: Task, mount: Mount, folder: str) -> list[FileItem]:
    try:
        return browse(task, mount, folder)
    except ObjectNotFound:
        return []


def _by_key(items: Iterable[FileItem], separator: str) -> dict[str, FileItem]:
    return {key_of(item.path, separator): item for item in items}


def _matching(task: Task, mount: Mount, one: Wanted) -> list[FileItem]:
    """The items that match a pattern. The server only narrows them down: what its wildcards mean is not documented."""
    separator = mount.separator
    depth = len(parts_of(one.path, separator)) - len(parts_of(one.folder, separator))
    if depth == 1 and ANY_DEPTH not in name_of(one.path, separator):
        found = _browsed(task, mount, one.folder)
    else:
        try:
            found = search(task, mount, one.folder, text_to_search(name_of(one.path, separator)))
        except ObjectNotFound:
            found = []
    matches = pattern_of(one.path, separator)
    return [item for item in found if matches.fullmatch(key_of(item.path, separator))]


def text_to_search(name: str) -> str:
    """What the server searches for, to find at least what matches the last name of a pattern. Pure."""
    # A plus is a wildcard of the server, and a part of a name in a pattern.
    return "*" if ANY_DEPTH in name else name.replace("+", "?")


def pattern_of(path: str, separator: str) -> re.Pattern[str]:
    """The pattern for keys of paths: ``*`` and ``?`` within a name, ``**`` for any number of folders. Pure."""
    between = re.escape(separator)
    inside = f"[^{between}]"
    text = ""
    for number, part in enumerate(parts_of(key_of(path, separator), separator)):
        lead = "" if number == 0 and separator == BACKSLASH else between
        if part == ANY_DEPTH:
            text += f"(?:{lead}{inside}+)*"
            continue
        words = {"*": f"{inside}*", "?": inside}
        text += lead + "".join(words.get(sign, re.escape(sign)) for sign in part)
    return re.compile(text, re.DOTALL)
