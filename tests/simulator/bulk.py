# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many objects at once, for tests of long lists; the same call always makes the same objects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .contract import contract
from .documents import REVISIONS
from .flatten import name_of
from .state import Item, copied
from .values import Values, stable_id

if TYPE_CHECKING:
    from .backend import Backend


def seed_collection(
    backend: Backend,
    collection: str,
    count: int = 0,
    objects: list[Item] | None = None,
    template: Mapping[str, Any] | None = None,
) -> list[str]:
    """Add objects to a collection and return their ids.

    ``objects`` are stored as given (an id is added where it is missing), over invented required values. ``count``
    objects are made from ``template``, or from the first object of the collection, or from the document where that
    describes one object of the collection by itself.
    Raises ValueError for a collection that no document knows.
    """
    pattern = _pattern(backend, collection)
    start = len(backend.store.collection(collection))
    made = [{**copied(pattern), **item} for item in objects or []]
    base = {**copied(pattern), **(template or {})}
    made += [_numbered(base, collection, number) for number in range(start + 1, start + count + 1)]
    for number, item in enumerate(made):
        item.setdefault("id", stable_id(f"{collection} object {start + number}"))
        backend.store.put(collection, str(item["id"]), item)
    return [str(item["id"]) for item in made]


def _numbered(base: Item, collection: str, number: int) -> Item:
    item = {**base, "id": stable_id(f"{collection} bulk {number}")}
    if "name" in item:
        item["name"] = f"{base['name']} {number}"
    if "creationTime" in item:
        day, rest = divmod(number, 86400)
        hours, minutes, seconds = rest // 3600, rest % 3600 // 60, rest % 60
        item["creationTime"] = f"2026-01-{day % 28 + 1:02d}T{hours:02d}:{minutes:02d}:{seconds:02d}+00:00"
    if "usn" in item:
        item["usn"] = number
    return item


def _pattern(backend: Backend, collection: str) -> Item:
    existing = backend.store.collection(collection)
    if existing:
        first = next(iter(existing.values()))
        return {key: value for key, value in first.items() if key != "id"}
    for revision in reversed(REVISIONS[backend.product.name]):
        known = contract(backend.product.name, revision)
        for template in known.templates:
            start = backend.product.collection(template)
            operation = known.operation("GET", template)
            if operation and start.startswith(collection + "/{") and start.count("/") == collection.count("/") + 1:
                schema = operation.answer_schema(operation.success)
                if schema and name_of(schema.get("$ref", "")):
                    made: Item = Values(known.answer_schemas).invent(schema, collection)
                    return {key: value for key, value in made.items() if key != "id"}
        if any(_is_path(template, collection, backend) for template in known.templates):
            return {}
    raise ValueError(f"no document of {backend.product.name} knows a collection {collection}")


def _is_path(template: str, collection: str, backend: Backend) -> bool:
    """Whether a collection is what a template speaks of, one under an object included."""
    known, asked = backend.product.collection(template).split("/"), collection.split("/")
    return len(known) == len(asked) and all(
        part.startswith("{") or part == name for part, name in zip(known, asked, strict=True)
    )
