# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of a machine or share: in production, where they change, and in a restore point, where they do not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from .state import Item

Parts = tuple[str, ...]
DRIVE = re.compile(r"^[A-Za-z]:$")


@dataclass(frozen=True)
class Entry:
    """A drive, folder, file or link. ``version`` stands for its content, ``permissions`` for who may use it."""

    names: Parts
    kind: str = "File"
    size: int = 0
    modified: str = ""
    version: int = 1
    permissions: str = "original"

    def same_content(self, other: Entry) -> bool:
        return (self.kind, self.size, self.version) == (other.kind, other.size, other.version)


@dataclass
class Files:
    """Everything on one machine, by path; on Windows upper and lower case are the same."""

    windows: bool
    entries: dict[Parts, Entry] = field(default_factory=dict)

    @property
    def separator(self) -> str:
        return "\\" if self.windows else "/"

    def parts(self, path: str) -> Parts:
        """A path as the names along it; a backslash is part of a name where it separates nothing."""
        text = path.replace("/", "\\") if self.windows else path
        return tuple(part for part in text.split(self.separator) if part)

    def written(self, names: Parts) -> str:
        """A path as these servers write it: a drive ends in its separator, other paths do not."""
        if self.windows:
            return "\\".join(names) + ("\\" if len(names) == 1 else "")
        return "/" + "/".join(names)

    def get(self, path: str) -> Entry | None:
        return self.entries.get(self._key(self.parts(path)))

    def entry(self, path: str) -> Entry:
        """What is at a path; raises KeyError where there is nothing."""
        return self.entries[self._key(self.parts(path))]

    def is_folder(self, path: str) -> bool:
        """Whether it can be opened; so can the place above all drives, and the root."""
        found = self.get(path)
        return not self.parts(path) or (found is not None and found.kind in ("Drive", "Folder"))

    def put(self, entry: Entry) -> None:
        """Store an entry, and the folders above it where they are missing."""
        for end in range(1, len(entry.names)):
            names = entry.names[:end]
            self.entries.setdefault(self._key(names), Entry(names, _folder_kind(names), 0, entry.modified))
        self.entries[self._key(entry.names)] = entry

    def delete(self, path: str) -> bool:
        """Remove an entry and what is in it."""
        base = self._key(self.parts(path))
        gone = [key for key in self.entries if key[: len(base)] == base]
        for key in gone:
            del self.entries[key]
        return bool(gone)

    def children(self, path: str) -> list[Entry]:
        """What is in a folder, in order of name."""
        base = self._key(self.parts(path))
        found = [(key, entry) for key, entry in self.entries.items() if len(key) == len(base) + 1]
        return [entry for key, entry in sorted(found, key=lambda pair: pair[0]) if key[:-1] == base]

    def below(self, path: str) -> Iterator[Entry]:
        """An entry, and everything in it."""
        base = self._key(self.parts(path))
        alone = self.entries.get(base)
        if alone is not None and alone.kind in ("File", "Link"):
            yield alone
            return
        yield from (entry for key, entry in self.entries.items() if key[: len(base)] == base)

    def changed(self, path: str, **values: object) -> None:
        """Change an entry that exists."""
        key = self._key(self.parts(path))
        self.entries[key] = replace(self.entries[key], **values)  # type: ignore[arg-type]

    def _key(self, names: Parts) -> Parts:
        return tuple(name.casefold() for name in names) if self.windows else names


def made(windows: bool, files: Mapping[str, tuple[int, int]], modified: str, links: Mapping[str, int]) -> Files:
    """The files of a machine from the size and version of each; ``links`` are those that are links."""
    found = Files(windows)
    for path, (size, version) in files.items():
        found.put(Entry(found.parts(path), "File", size, modified, version))
    for path, version in links.items():
        found.put(Entry(found.parts(path), "Link", 0, modified, version))
    return found


def item(files: Files, entry: Entry, state: str, with_names: bool = True) -> Item:
    """An entry as the backup browser shows it: its location is the folder that it is in."""
    names = {"displayName": entry.names[-1]} if with_names else {}
    return {
        "name": entry.names[-1] + ("\\" if entry.kind == "Drive" else ""),
        **names,
        "location": files.written(entry.names[:-1]) if len(entry.names) > 1 or not files.windows else "",
        "type": entry.kind,
        "size": entry.size,
        "creationDate": "2024-02-01T08:00:00.1234567+01:00",
        "modifiedDate": entry.modified,
        "itemState": state,
    }


def _folder_kind(names: Parts) -> str:
    return "Drive" if len(names) == 1 and DRIVE.match(names[0]) else "Folder"
