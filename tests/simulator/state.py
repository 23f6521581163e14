# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a simulated server remembers: objects in collections, and single documents such as settings."""

from __future__ import annotations

import itertools
from typing import Any

Item = dict[str, Any]


class Store:
    """Collections by path without the version prefix, each an ordered map from id to object.

    Objects are replaced, never changed in place, so that a reader may keep what it was given; ``version`` of an
    object therefore is its identity.
    """

    def __init__(self) -> None:
        self._collections: dict[str, dict[str, Item]] = {}
        self.documents: dict[str, Any] = {}
        self._numbers = itertools.count(1)
        self.changes = 0
        """How often an object was stored or removed, or changed in a way that ``touch`` was told of."""

    def collection(self, path: str) -> dict[str, Item]:
        """The objects of one collection, empty when nothing was stored there."""
        return self._collections.setdefault(path, {})

    def has(self, path: str) -> bool:
        return path in self._collections

    def get(self, path: str, key: str) -> Item | None:
        return self._collections.get(path, {}).get(key)

    def put(self, path: str, key: str, item: Item) -> Item:
        self.collection(path)[key] = item
        self.changes += 1
        return item

    def change(self, path: str, key: str, **values: Any) -> Item:
        """Replace an object by a copy with some values changed."""
        return self.put(path, key, {**self.collection(path)[key], **values})

    def remove(self, path: str, key: str) -> None:
        self.collection(path).pop(key, None)
        self.changes += 1
        nested = f"{path}/{key}/"
        for other in [name for name in self._collections if name.startswith(nested)]:
            del self._collections[other]

    def touch(self) -> None:
        """Count a change of something that is not an object in a collection."""
        self.changes += 1

    def number(self) -> int:
        """The next of a rising series, for sequence numbers and invented ids."""
        return next(self._numbers)

    def load(self, seeds: dict[str, list[Item]], key: str = "id") -> None:
        """Add seed objects; they are copied, so that seeds stay what they are."""
        for path, items in seeds.items():
            for item in items:
                self.put(path, str(item[key]), copied(item))


def copied(value: Any) -> Any:
    """A copy of what JSON can hold; several times as fast as ``copy.deepcopy``, and each test resets the simulator."""
    if isinstance(value, dict):
        return {key: copied(item) for key, item in value.items()}
    return [copied(item) for item in value] if isinstance(value, list) else value
