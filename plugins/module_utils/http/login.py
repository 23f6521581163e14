# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Logging in to a server, and renewing its token: by the refresh token, else by the account.

The product says which operation that is. Private to the collection.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ..core.clock import Clock
from ..core.connection import Connection
from ..core.errors import ApiError, AuthenticationFailed, ResponseLost
from .responses import api_error, vendor_words
from .tokens import TaskTokens, Token
from .transport import Transport

# Seconds before its end at which a token is renewed, so that it does not end on the way.
EXPIRY_MARGIN = 30


class Login:
    """The access token of one account on one server. ``secrets`` collects every token that was seen."""

    def __init__(self, connection: Connection, tokens: TaskTokens, clock: Clock, transport: Transport) -> None:
        self.secrets: set[str] = {text for text in (connection.password, connection.access_token) if text}
        self._connection = connection
        self._tokens = tokens
        self._clock = clock
        self._transport = transport
        self._product = connection.product
        self._headers = connection.product.headers(connection.revision)

    def token(self) -> Token:
        """A token that is valid now; logs in where there is none. Raises AuthenticationFailed."""
        with self._tokens.locked():
            kept = self._tokens.load()
            return kept if kept is not None and self._lasts(kept) else self._renew(kept)

    def access_token(self) -> str:
        """The text of a token that is valid now: the one that the task gives, else one of its own."""
        if self._connection.access_token:
            return self._connection.access_token
        kept = self._tokens.load()
        return self._remember(kept if kept is not None and self._lasts(kept) else self.token())

    def access_token_instead_of(self, rejected: str, text: str) -> str:
        """Another token, since the server rejected that one with ``text``. Raises AuthenticationFailed."""
        if self._connection.access_token:
            _code, words = vendor_words(self._product, text)
            raise AuthenticationFailed(
                "{} at {} does not accept the access_token (any more): {}. Log in again for a new one, or give "
                "username and password.".format(self._product.title, self._connection.url, words.rstrip(".")),
                url=self._connection.url,
                status=401,
            )
        with self._tokens.locked():
            kept = self._tokens.load()
            # Another fork may have renewed the shared token meanwhile.
            token = kept if kept is not None and kept.access != rejected else self._renew(kept)
        return self._remember(token)

    def take(self) -> str | None:
        """The token to log out with, which is not kept any longer; None where there is none."""
        if self._connection.access_token is not None:
            return self._connection.access_token
        with self._tokens.locked():
            kept = self._tokens.load()
            self._tokens.save(None)
        return kept.access if kept is not None else None

    @property
    def ends_with_task(self) -> bool:
        """Whether the token is the task's own, to be ended with it."""
        return self._tokens.ends_with_task and self._connection.access_token is None

    def _remember(self, token: Token) -> str:
        self.secrets.update(text for text in (token.access, token.refresh) if text)
        return token.access

    def _lasts(self, token: Token) -> bool:
        return token.expires - EXPIRY_MARGIN > self._clock.now()

    def _renew(self, old: Token | None) -> Token:
        """A new token by the refresh token of ``old``, or by the account. The lock of the tokens is held."""
        token = None
        if old is not None and old.refresh:
            try:
                token = self._request_token({"grant_type": "refresh_token", "refresh_token": old.refresh})
            except (AuthenticationFailed, ApiError, ResponseLost):
                # Where the response is lost, the refresh token may be used up; a login does no harm.
                token = None
        if token is None:
            token = self._request_token(
                {
                    "grant_type": "password",
                    "username": self._connection.username or "",
                    "password": self._connection.password or "",
                }
            )
        self._tokens.save(token)
        return token

    def _request_token(self, form: dict[str, str]) -> Token:
        path = self._product.token_path(self._connection.revision)
        requested = self._clock.now()
        # A refresh token is used up by the first request that arrives, so only a login is repeatable.
        repeatable = form["grant_type"] == "password"
        spelled = {**form, "grant_type": self._product.grant_type(form["grant_type"])}
        response = self._transport.send("POST", path, repeatable, self._headers, form=spelled)
        if response.status_code in (400, 401, 403):
            raise self._rejected(response.status_code, response.text)
        if response.status_code >= 300:
            location = response.headers.get("Location")
            raise api_error(self._product, "POST", path, response.status_code, response.text, location)
        body = _decoded(response.text)
        if not body.get("access_token"):
            raise self._without_token(body)
        self.secrets.update(str(body[key]) for key in ("access_token", "refresh_token") if body.get(key))
        return Token(body["access_token"], body.get("refresh_token"), requested + float(body.get("expires_in") or 60))

    def _rejected(self, status: int, text: str) -> AuthenticationFailed:
        code, words = vendor_words(self._product, text)
        return AuthenticationFailed(
            "{} at {} rejected the login of '{}' with {}: {}. Check username and password, the role of the account, "
            "multi-factor authentication (an account that uses it cannot log in to the REST API), and whether this "
            "server supports api_version {}.".format(
                self._product.title,
                self._connection.url,
                self._connection.username,
                status,
                words.rstrip("."),
                self._connection.revision,
            ),
            url=self._connection.url,
            username=self._connection.username,
            status=status,
            error_code=code,
            server_message=words,
        )

    def _without_token(self, body: Mapping[str, Any]) -> AuthenticationFailed:
        mfa = bool(body.get("mfa_token") or body.get("mfaToken"))
        reason = (
            "the account uses multi-factor authentication: use an account without it"
            if mfa
            else "its response holds no access token: check url, something else may be listening there"
        )
        return AuthenticationFailed(
            f"{self._product.title} at {self._connection.url} did not log '{self._connection.username}' in; {reason}.",
            url=self._connection.url,
            username=self._connection.username,
        )


def _decoded(text: str) -> Mapping[str, Any]:
    """The response to a login. Empty where it is unreadable: it may hold half a token, so nothing may quote it."""
    try:
        body = json.loads(text)
    except ValueError:
        return {}
    return body if isinstance(body, Mapping) else {}
