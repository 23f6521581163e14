# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Logging in to a server, again where the token has ended.

A refresh token is not used: a server may accept it and give a token for it that every request is then refused with
(403), while a login with the account always works. The product says which operation it is. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..core.clock import Clock
from ..core.connection import Connection, is_token
from ..core.errors import AuthenticationFailed
from .responses import decoded
from .tokens import Refusal, TaskTokens, Token
from .transport import Transport

# Seconds that a token lives whose response does not say it, and the longest that is believed.
UNKNOWN_LIFETIME, LONGEST_LIFETIME = 60.0, 86_400.0


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
            return self._kept() or self._log_in()

    def access_token(self) -> str:
        """The text of a token that is valid now: the one that the task gives, else one of its own."""
        if self._connection.access_token:
            return self._connection.access_token
        return self._remember(self._kept() or self.token())

    def access_token_instead_of(self, rejected: str, text: str) -> str:
        """Another token, since the server rejected that one with ``text``. Raises AuthenticationFailed."""
        if self._connection.access_token:
            # Imported here: an ordinary module compiles all it imports each time.
            from .vendor_errors import vendor_words  # noqa: PLC0415

            _code, words = vendor_words(self._product, text)
            raise AuthenticationFailed(
                "{} at {} does not accept the access_token (any more): {}. Log in again for a new one, or give "
                "username and password.".format(self._product.title, self._connection.url, words.rstrip(".")),
                url=self._connection.url,
                status=401,
            )
        with self._tokens.locked():
            kept = self._tokens.load()
            # Another fork may have replaced the shared token meanwhile.
            token = kept if kept is not None and kept.access != rejected else self._log_in()
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

    def _kept(self) -> Token | None:
        kept = self._tokens.load()
        return kept if kept is not None and kept.lasts(self._clock.now()) else None

    def _remember(self, token: Token) -> str:
        self.secrets.add(token.access)
        return token.access

    def _log_in(self) -> Token:
        """A new token by the account. The lock of the tokens is held, so that one task of a run tries it."""
        refusal = self._tokens.refusal()
        if refusal is not None:
            raise rejected_before(refusal)
        token = self._request_token()
        self._tokens.save(token)
        return token

    def _request_token(self) -> Token:
        path = self._product.token_path(self._connection.revision)
        requested = self._clock.now()
        form = {
            "grant_type": self._product.login_grant,
            "username": self._connection.username or "",
            "password": self._connection.password or "",
        }
        response = self._transport.send("POST", path, True, self._headers, form=form)
        body = _body(response.text)
        access = body.get("access_token")
        self.secrets.update(body[key] for key in ("access_token", "refresh_token") if isinstance(body.get(key), str))
        if response.status_code >= 300 or not isinstance(access, str) or not is_token(access):
            # Imported here, for most logins succeed, and an ordinary module compiles all it imports each time.
            from .login_failures import login_failure  # noqa: PLC0415

            error = login_failure(self._connection, path, response, body)
            if isinstance(error, AuthenticationFailed) and response.status_code >= 300:
                self._tokens.remember_refusal(Refusal(error.message, error.facts))
            raise error
        lifetime = _lifetime(body.get("expires_in"))
        return Token(access, requested + lifetime, lifetime)


def rejected_before(refusal: Refusal) -> AuthenticationFailed:
    """The error for a login that was rejected before, and is not tried again."""
    return AuthenticationFailed(
        f"{refusal.message} This login was rejected earlier in this run and was not tried again, since repeated "
        "failures lock the account.",
        **refusal.facts,
    )


def _lifetime(expires_in: object) -> float:
    """The seconds that a token lives, as its response says, within reason."""
    try:
        seconds = float(expires_in) if isinstance(expires_in, (int, float, str)) else 0.0
    except (ValueError, OverflowError):
        return UNKNOWN_LIFETIME
    return min(seconds, LONGEST_LIFETIME) if seconds > 0 else UNKNOWN_LIFETIME


def _body(text: str) -> Mapping[str, Any]:
    """The response to a login. Empty where it is unreadable: it may hold half a token, so nothing may quote it."""
    try:
        body = decoded(text)
    except ValueError:
        return {}
    return body if isinstance(body, Mapping) else {}
