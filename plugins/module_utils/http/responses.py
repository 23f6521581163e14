# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an HTTP response holds: its body, or an error (``vendor_errors.py``). Pure. Private to the collection."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import Any

from ..core.errors import ApiError, ResponseLost, readable
from ..core.product import Product
from .response_object import response_type

# How much is shown of a body that is not the vendor's format.
QUOTED = 200


def body_of(
    product: Product,
    method: str,
    path: str,
    status: int,
    text: str,
    location: str | None = None,
    *,
    plain: bool = False,
) -> Any:
    """The decoded body of a response, ``None`` where it has none; the objects in it are ``plain``, or ResponseObject.

    Raises ApiError for a status of 300 and more and for a body that is not JSON; for a write that
    succeeded with an unreadable body ResponseLost, since the server acted and did not say with what result.
    """
    if status >= 300:
        # Imported here: most responses are no errors, and an ordinary module compiles all it imports each time.
        from .vendor_errors import api_error  # noqa: PLC0415

        raise api_error(product, method, path, status, text, location)
    if not text.strip():
        return None
    try:
        return decoded(text, "" if plain else f"{method} {path}")
    except ValueError:
        problem = f"a response that is not JSON: {quoted(text)}"
        if method == "GET":
            hint = f"Something other than {product.title} may be listening there: check url."
            raise ApiError(method, path, status, None, problem, hint) from None
        raise ResponseLost(
            f"{method} {path} was answered with {status} and {problem}", method=method, path=path
        ) from None


def decoded(text: str, operation: str = "") -> Any:
    """The JSON value of ``text``. Raises ValueError where it is none, or nested deeper than any response.

    With ``operation``, the request that it is the response to, its objects say what is missing in them.
    """
    hook = response_type(operation) if operation else None
    try:
        return json.loads(text, object_hook=hook)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def object_of(method: str, path: str, body: object) -> dict[str, Any]:
    """``body`` where it is an object. Raises ApiError for anything else."""
    if isinstance(body, dict):
        return body
    found = "nothing" if body is None else quoted(json.dumps(body))
    raise ApiError(method, path, 200, None, f"{found} in place of an object")


def server_date(header: str | None) -> datetime | None:
    """The time in the Date header of a response, None where there is none."""
    try:
        date = parsedate_to_datetime(header) if header else None
    except (TypeError, ValueError, OverflowError):
        return None
    # Without a zone, it is in that of all such headers.
    return date.replace(tzinfo=timezone.utc) if date is not None and date.tzinfo is None else date


def quoted(text: str) -> str:
    """The beginning of ``text`` on one line, in quotes; ``an empty body`` for nothing."""
    flat = readable(text, QUOTED)
    return f'"{flat}"' if flat else "an empty body"
