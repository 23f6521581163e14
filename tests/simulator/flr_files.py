# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files in a backup as a tree, made from a flat list of paths. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .state import Item


class Tree:
    """The files and folders of one machine; paths are absolute, with either kind of slash."""

    def __init__(self, files: Mapping[str, int], modified: str) -> None:
        self._files = {parts(path): size for path, size in files.items()}
        self._modified = modified
        self._folders = {path[:end] for path in self._files for end in range(len(path))}

    def knows(self, path: str) -> bool:
        """Whether there is a file or folder of that path."""
        return parts(path) in self._files or self.is_folder(path)

    def is_folder(self, path: str) -> bool:
        return parts(path) in self._folders

    def under(self, path: str, traverse: bool = False) -> list[Item]:
        """What is in a folder, folders first, in order of path; with ``traverse`` what is in its folders too."""
        base = parts(path)
        found = [
            one
            for one in (*self._folders, *self._files)
            if len(one) > len(base) and one[: len(base)] == base and (traverse or len(one) == len(base) + 1)
        ]
        return [self._item(one) for one in sorted(found, key=lambda one: (one in self._files, one))]

    def files_of(self, path: str) -> Iterator[str]:
        """The path of every file that is restored with an item: itself, or all in a folder."""
        base = parts(path)
        yield from (written(one) for one in self._files if one[: len(base)] == base)

    def _item(self, path: tuple[str, ...]) -> Item:
        return {
            "itemPath": written(path[:-1]),
            "name": path[-1],
            "type": "File" if path in self._files else "Folder",
            "size": self._files.get(path, 0),
            "lastModificationTime": self._modified,
        }


def parts(path: str) -> tuple[str, ...]:
    """A path as the names along it."""
    return tuple(part for part in path.replace("\\", "/").split("/") if part)


def written(names: tuple[str, ...]) -> str:
    """A path as the server writes it; drives stand at the beginning without a slash."""
    text = "/".join(names)
    return text if names and names[0].endswith(":") else f"/{text}"


def is_absolute(path: str) -> bool:
    names = parts(path)
    return path.startswith("/") or bool(names and len(names[0]) == 2 and names[0].endswith(":"))
