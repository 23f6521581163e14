# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Responses that a server defers: it names an operation, whose result is the body. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..core.clock import Clock
from ..core.errors import ApiError, readable
from ..core.polling import poll
from ..core.product import Product
from .responses import object_of

if TYPE_CHECKING:
    from .client import Client

# Seconds that a server may take for a response it defers, and between two reads of it.
DEFERRED_RESPONSE, DEFERRED_RESPONSE_POLL = 300, 5


def deferred_result(client: Client, clock: Clock, method: str, full: str, operation: Mapping[str, Any]) -> Any:
    """The body of the response to ``method`` and ``full``, which has named an ``operation``. Raises ApiError."""
    if not operation.get("id"):
        raise ApiError(method, full, 202, None, "an operation without id, so its result cannot be read")
    path = client.product.operations.format(id=operation["id"])
    address = client.product.prefix(client.revision) + path

    def observe() -> Mapping[str, Any] | None:
        latest = object_of("GET", address, client.get(path))
        return latest if _has_ended(latest) else None

    ended = poll(observe, clock, DEFERRED_RESPONSE, DEFERRED_RESPONSE_POLL)
    return _result_of(client.product, method, full, ended, DEFERRED_RESPONSE)


def _has_ended(operation: Mapping[str, Any]) -> bool:
    """Whether the operation behind a deferred response is over: with a result, an error or neither."""
    return operation.get("status") in ("Success", "Warning", "Error", "Canceled")


def _result_of(product: Product, method: str, path: str, operation: Mapping[str, Any] | None, seconds: int) -> Any:
    """The body that an operation ended with.

    Raises ApiError where it has none, or where the operation did not end in time (None).
    """
    if operation is None:
        raise ApiError(method, path, 202, None, f"the server was still working on the response after {seconds} seconds")
    if operation["status"] in ("Success", "Warning"):
        return operation.get("result")
    given = operation.get("error")
    error = given if isinstance(given, Mapping) else {}
    code, words = product.read_error(error)
    words = readable(words) or "the server {} and gives no reason".format(
        "canceled it" if operation["status"] == "Canceled" else "failed"
    )
    status = error.get("status")
    raise ApiError(method, path, status if isinstance(status, int) else 500, code, words)
