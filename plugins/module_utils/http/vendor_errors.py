# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The errors that a server reports, in the vendor's words. Pure. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping

from ..core.errors import ApiError, readable
from ..core.product import Product
from .responses import decoded, quoted

# What to do where a server does not know the API revision.
SET_API_VERSION = "Set api_version to one that it supports."


def api_error(
    product: Product, method: str, path: str, status: int, text: str, location: str | None = None, hint: str = ""
) -> ApiError:
    """The error that a response of status 300 and more is, in the vendor's words where it has some.

    ``hint`` says what to do, in place of what the status alone suggests.
    """
    code, message = vendor_words(product, text)
    if 300 <= status < 400:
        message = "a redirect to {}".format(readable(location or "nowhere"))
    elif product.refuses_revision(message):
        hint = SET_API_VERSION
    elif status == 404 and not hint and not any(_in_own_format(product, text)):
        hint = (
            f"Objects that do not exist are reported in another form by {product.title}: check that url is the address "
            "of this product, and api_version."
        )
    return ApiError(
        method, path, status, code, message, hint or product.advice.get(code or "") or _hint(product, status)
    )


def vendor_words(product: Product, text: str) -> tuple[str | None, str]:
    """The vendor's error code and message, or a quotation where the body is not the vendor's format."""
    code, message = _in_own_format(product, text)
    return code, message or quoted(text)


def _in_own_format(product: Product, text: str) -> tuple[str | None, str]:
    """The error code and message of a body in the format of the product; nothing of another body."""
    try:
        body = decoded(text)
    except ValueError:
        return None, ""
    if not isinstance(body, Mapping):
        return None, ""
    code, message = product.read_error(body)
    return readable(str(code)) if code else None, readable(message)


def _hint(product: Product, status: int) -> str:
    if 300 <= status < 400:
        return "Redirects are not followed: give the server's own address as url."
    if status == 401:
        return "The server does not accept the access token any more."
    if status == 403 and product.documents_forbidden:
        return f"The account lacks the role in {product.title} that this needs."
    if status == 409:
        return (
            "It exists already, or another task is changing it: look at the sessions of the server, then run the task "
            "again."
        )
    if status == 423:
        return "Another task has locked it: run the task again when that one has ended."
    return ""
