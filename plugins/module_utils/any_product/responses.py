# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a response is, whichever operation it is of: a list in pages, sessions to wait for, a result that comes later.

Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Callable

from ..core.product import Product
from ..http.pages import PagedList
from ..sessions.adapter import adapter_of


def list_name(product: Product, body: object) -> str:
    """The property of a response that is its list: the product's, or the only list of a response that has pages.

    Empty for a response that is no list in a property.
    """
    if not isinstance(body, Mapping):
        return ""
    paging = product.paging
    if isinstance(body.get(paging.items), list):
        return paging.items
    if paging.total(body) is None and paging.page_limit(body) is None:
        return ""
    lists = [str(name) for name, value in body.items() if isinstance(value, list)]
    return lists[0] if len(lists) == 1 else ""


def is_cut_short(product: Product, body: Any) -> bool:
    """Whether a response is a page of a list that has more objects than the page, as far as the response says it."""
    paging = product.paging
    name = list_name(product, body)
    if not name:
        return False
    items = body[name]
    total, limit = paging.total(body), paging.page_limit(body)
    if total is not None:
        return len(items) < total
    if limit is not None:
        return len(items) >= limit > 0
    # Without either, it is a page where it says which one.
    return bool(items) and {"limit", "offset"} <= set(body)


def asks_for_page(product: Product, query: Mapping[str, Any]) -> bool:
    """Whether a task asks for one page of its own."""
    names = {product.paging.skip.lower(), product.paging.limit.lower()}
    return any(name.lower() in names for name in query)


def whole_list(product: Product, method: str, path: str, body: Mapping[str, Any], read: Callable[[int], Any]) -> Any:
    """``body`` with all objects of its list; ``read`` gets how many objects came before, and returns the next page."""
    name = list_name(product, body)
    paged = PagedList(replace(product.paging, items=name), method, path)
    return {**body, name: list(paged.pages(lambda skip: read(skip) if skip else body))}


def objects_of(product: Product, body: Any) -> list[Any] | None:
    """The objects of a response that is a list, None for another."""
    name = list_name(product, body)
    found = body[name] if name else body
    return found if isinstance(found, list) else None


def sessions_of(product: Product, body: Any) -> Sequence[Mapping[str, Any]]:
    """The sessions that the response to a change consists of, none for another response."""
    is_session = adapter_of(product).is_session
    objects = objects_of(product, body)
    found = [body] if objects is None else objects
    return found if found and all(isinstance(item, Mapping) and is_session(item) for item in found) else []


def is_deferred(product: Product, status: int, body: object) -> bool:
    """Whether a response names an operation whose result is the real response."""
    return (
        bool(product.operations)
        and status == 202
        and isinstance(body, Mapping)
        and {"id", "status", "startTime"} <= set(body)
        and not adapter_of(product).is_session(body)
    )
