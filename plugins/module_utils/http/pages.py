# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists that come in pages, read to their end. Private to the collection.

What a task does follows from what a list holds, so a list that may be incomplete is an error and not a short list.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Hashable, Iterator, Mapping
from typing import Any, Callable, NamedTuple

from ..core.errors import ApiError
from ..core.product import Paging
from .responses import quoted

Query = Mapping[str, Any]

# How many objects a list may have that names no total: more than any server has, and few enough that a list to which
# somebody adds faster than it is read ends. And by how many it may outgrow its first total, at least.
LONGEST_WITHOUT_TOTAL, LARGEST_GROWTH = 10_000_000, 10_000
NARROW = "Narrow the list with a filter, then run the task again."


class PagedList(NamedTuple):
    """A list as it is asked for, with the method and the full path that messages name."""

    paging: Paging
    method: str
    path: str

    def pages(self, read: Callable[[int], Any]) -> Iterator[dict[str, Any]]:
        """Every object of the list, once; ``read`` gets how many objects came before, and returns the next page."""
        count, first_total = 0, None
        former = earlier = _Page([], ())
        for number in itertools.count(1):
            body = read(count)
            page = _Page(self.objects(body), self.paging.identity)
            is_whole = isinstance(body, list)
            total, limit = (None, 0) if is_whole else (_total(self.paging, body), _limit(self.paging, body))
            # A page may be large, and each of its objects is read once.
            del body
            yield from page.take_new(former)
            if is_whole:
                return
            count += page.size
            first_total = total if first_total is None else first_total
            if (not page.size or page.size < limit) if total is None else count >= total:
                return
            self._ensure_progress(page, former, earlier, count, total)
            self._ensure_end(count, first_total)
            former = page
            if number & (number - 1) == 0:
                # Of the pages 1, 2, 4, 8 and so on the last one is kept: so pages that come round again are noticed,
                # however many they are, and no list is too long to remember.
                earlier = page

    def objects(self, body: object) -> list[dict[str, Any]]:
        """The objects of one page, or of a list that comes whole. Raises ApiError where it is no list of objects."""
        items = body.get(self.paging.items) if isinstance(body, Mapping) else body
        if items is None and isinstance(body, Mapping) and _total(self.paging, body) == 0:
            return []
        if not isinstance(items, list):
            found = "nothing" if body is None else quoted(json.dumps(body))
            raise self._error(f"{found} in place of a list with '{self.paging.items}'")
        odd = next((item for item in items if not isinstance(item, dict)), None)
        if odd is not None or None in items:
            raise self._error(f"a list that holds {quoted(json.dumps(odd))} in place of an object")
        return items

    def _ensure_progress(self, page: _Page, former: _Page, earlier: _Page, count: int, total: int | None) -> None:
        if not page.size:
            raise self._error(
                f"a list that ends after {count} objects although the server has {total} objects. Run the task again"
            )
        if page.adds_nothing_to(former):
            raise self._error(
                f"the same page again: the server ignores which objects were asked for, so those after the first "
                f"{page.size} cannot be read"
            )
        if total is None and page.adds_nothing_to(earlier):
            raise self._error(f"pages that were read before, after {count} objects: the server does not end the list")

    def _ensure_end(self, count: int, first_total: int | None) -> None:
        longest = LONGEST_WITHOUT_TOTAL if first_total is None else 2 * first_total + LARGEST_GROWTH
        if count > longest:
            known = "no total" if first_total is None else f"a total of {first_total} at first"
            raise self._error(f"a list without end: {count} objects were read, and the server named {known}", NARROW)

    def _error(self, problem: str, hint: str = "") -> ApiError:
        return ApiError(self.method, self.path, 200, None, problem, hint)


class _Page:
    """The objects of a page until they are taken, and what the page is recognized by afterwards."""

    def __init__(self, objects: list[dict[str, Any]], identity: tuple[str, ...]) -> None:
        self.size = len(objects)
        self._keys = _keys(objects, identity)
        self._objects = objects[::-1]
        # Only their content tells objects without an ID from others.
        self._content = objects[:] if None in self._keys else None

    def adds_nothing_to(self, former: _Page) -> bool:
        """Whether it holds the same objects in the same order, or none that is not in the ``former`` page."""
        if self._content is not None:
            return self._content == former._content
        return set(self._keys) <= set(former._keys)

    def take_new(self, former: _Page) -> Iterator[dict[str, Any]]:
        """The objects whose ID neither an earlier one of them has, nor one of the ``former`` page.

        An object that moves from one page to the next while the list is read comes twice.
        """
        known = set(former._keys)
        known.discard(None)
        if self._content is None and len(set(self._keys)) == self.size and known.isdisjoint(self._keys):
            # As nearly always.
            while self._objects:
                yield self._objects.pop()
        for key in self._keys if self._objects else ():
            item = self._objects.pop()
            if key not in known:
                if key is not None:
                    known.add(key)
                yield item


def _keys(objects: list[dict[str, Any]], identity: tuple[str, ...]) -> list[Hashable | None]:
    """What tells each object from the others, None where it has no ID."""
    if len(identity) == 1:
        keys: list[Hashable | None] = [item.get(identity[0]) for item in objects]
        if set(map(type, keys)) <= {str, int}:
            return keys
    return [_key(item, identity) for item in objects]


def _key(item: Mapping[str, Any], identity: tuple[str, ...]) -> Hashable | None:
    first, *others = identity
    identifier = item.get(first)
    if not isinstance(identifier, (str, int)):
        return None
    return (identifier, *(str(item.get(name)) for name in others)) if others else identifier


def _limit(paging: Paging, body: Mapping[str, Any]) -> int:
    """How many objects a page has that is not the last, as far as the response says it; 0 where it does not."""
    limit = paging.page_limit(body)
    return limit if isinstance(limit, int) and limit > 0 else 0


def _total(paging: Paging, body: Mapping[str, Any]) -> int | None:
    total = paging.total(body)
    return total if isinstance(total, int) and total >= 0 else None
