# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Why a login brought no token, as an error that says what to do. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..core.connection import Connection
from ..core.errors import AuthenticationFailed, InvalidOption, VeeamError
from .transport import HttpResponse
from .vendor_errors import SET_API_VERSION, api_error, vendor_words

_REJECTED = (400, 401, 403)


def login_failure(connection: Connection, path: str, response: HttpResponse, body: Mapping[str, Any]) -> VeeamError:
    """The error that the response to a login is. ``body`` is what it holds, of which nothing may be quoted.

    AuthenticationFailed where the account is not accepted, InvalidOption where the API revision is not, else ApiError.
    """
    status, text = response.status_code, response.text
    if status in _REJECTED:
        return _rejected(connection, status, text)
    if status >= 300:
        location, advice = response.headers.get("Location"), _advice(connection, status)
        return api_error(connection.product, "POST", path, status, text, location, advice)
    return _without_token(connection, status, body)


def _rejected(connection: Connection, status: int, text: str) -> VeeamError:
    product, revision = connection.product, connection.revision
    code, words = vendor_words(product, text)
    words = words.rstrip(".")
    where = f"{product.title} at {connection.url}"
    facts = {"url": connection.url, "status": status, "error_code": code, "server_message": words}
    if product.refuses_revision(words):
        return InvalidOption(
            f"{where} does not support api_version {revision}: {words}. {SET_API_VERSION}",
            option="api_version",
            **facts,
        )
    other = f" Or url is the address of another product: {product.title} listens on port {product.port} by default."
    return AuthenticationFailed(
        f"{where} rejected the login of '{connection.username}' with {status}: {words}. Check username and "
        "password, the role of the account, multi-factor authentication (an account that uses it cannot log in to "
        f"the REST API), and whether this server supports api_version {revision}." + (other if status == 400 else ""),
        username=connection.username,
        **facts,
    )


def _advice(connection: Connection, status: int) -> str:
    """What to do about a login that failed with ``status``; empty for a redirect, which says it itself."""
    where = f"{connection.product.title} at {connection.url}"
    if status in (404, 405):
        return (
            f"There is no login of {where}: url may be the address of another product or service. The default port is "
            f"{connection.product.port}."
        )
    if status == 429:
        return f"{where} is asked for too many logins: run the task again later."
    if status >= 500:
        return (
            f"Nobody can log in to {where} at the moment: check that its services run and have started completely, "
            "then run the task again."
        )
    return ""


def _without_token(connection: Connection, status: int, body: Mapping[str, Any]) -> AuthenticationFailed:
    where, username = f"{connection.product.title} at {connection.url}", connection.username
    facts: dict[str, Any] = {"url": connection.url, "username": username}
    if body.get("mfa_token") or body.get("mfaToken"):
        reason = "the account uses multi-factor authentication: use an account without it"
    else:
        reason = "its response holds no access token: check url, something else may be listening there"
        # It says nothing about the account.
        facts["status"] = status
    return AuthenticationFailed(f"{where} did not log '{username}' in; {reason}.", **facts)
