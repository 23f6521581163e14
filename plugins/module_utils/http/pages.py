# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists that come in pages, read to their end. Private to the collection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Callable

from ..core.product import Paging

Query = Mapping[str, Any]


def pages_in_query(
    paging: Paging, path: str, size: int, read: Callable[[dict[str, int]], Any]
) -> Iterator[dict[str, Any]]:
    """Every object of a list whose pages are asked for in the query; ``read`` gets the query parameters of a page."""
    count = 0
    while True:
        body = read(paging.query(path, count, size or paging.size))
        if isinstance(body, list):
            yield from body
            return
        items = body.get(paging.items) or []
        yield from items
        count += len(items)
        total, has_next = paging.total(body), paging.has_next(body)
        if not items or has_next is False or (total is not None and count >= total):
            return


def pages_in_body(size: int, read: Callable[[dict[str, int]], Any]) -> Iterator[dict[str, Any]]:
    """Every object of a list whose pages are asked for in the body."""
    count = 0
    while True:
        body = read({"skip": count, "limit": size})
        items = body.get("data") or []
        yield from items
        count += len(items)
        total = (body.get("pagination") or {}).get("total")
        if not items or (total is not None and count >= total):
            return
