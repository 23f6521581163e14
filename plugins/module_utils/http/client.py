# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A logged-in conversation with one server: read, read all pages, ask, write, log out.

Knows nothing about resources. Private to the collection.
"""

from __future__ import annotations

import json as json_text
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from ..core.clock import Clock
from ..core.connection import Connection
from ..core.errors import ApiError, AuthenticationFailed, ResponseLost, VeeamError
from ..core.polling import poll
from .responses import api_error, body_of, late_answer, operation_ended, server_date, vendor_words
from .tokens import TaskTokens, Token
from .transport import Transport

# Seconds before its end at which a token is renewed, so that it does not end on the way.
EXPIRY_MARGIN = 30
# Seconds that a server may take for an answer it puts off, and between two looks for it.
LATE_ANSWER, LATE_ANSWER_POLL = 300, 5
Query = Mapping[str, Any]


class Client:
    """One server, one account, one task."""

    def __init__(self, connection: Connection, tokens: TaskTokens, clock: Clock, user_agent: str) -> None:
        self.product = connection.product
        self.revision = connection.revision
        # By the clock of the server, to the second, as of its last answer; None before the first.
        self.server_time: datetime | None = None
        self.secrets: set[str] = {text for text in (connection.password, connection.access_token) if text}
        self._connection = connection
        self._tokens = tokens
        self._clock = clock
        self._headers = connection.product.headers(connection.revision)
        self._transport = Transport(connection, clock, user_agent)

    def get(self, path: str, query: Query | None = None) -> Any:
        """The body of a read. ``path`` is what follows the product's prefix. Raises ApiError, ConnectionFailed."""
        return self._request("GET", path, query, None, repeatable=True)

    def find(self, path: str) -> dict[str, Any] | None:
        """The object at ``path``, or None where the server answers 404."""
        try:
            found: dict[str, Any] = self.get(path)
        except ApiError as error:
            if error.status == 404:
                return None
            raise
        return found

    def pages(
        self, path: str, query: Query | None = None, size: int = 0, asked: Any = None
    ) -> Iterator[dict[str, Any]]:
        """Every object of a list, page by page, to its end; ``size`` objects at once, else as is usual.

        ``asked`` is the body of a list that is read by POST with its pages in the query.
        """
        paging = self.product.paging
        seen = 0
        while True:
            page = {**(query or {}), **paging.query(path, seen, size or paging.size)}
            body = self.get(path, page) if asked is None else self.post_read(path, asked, page)
            if isinstance(body, list):
                yield from body
                return
            items = body.get(paging.items) or []
            yield from items
            seen += len(items)
            total, more = paging.total(body), paging.more(body)
            if not items or more is False or (total is not None and seen >= total):
                return

    def post_read(self, path: str, body: Any = None, query: Query | None = None) -> Any:
        """The body of a read that the API wants as a POST. Raises ApiError, ConnectionFailed."""
        return self._request("POST", path, query, body, repeatable=True)

    def post_read_pages(
        self, path: str, body: Mapping[str, Any] | None = None, size: int = 500
    ) -> Iterator[dict[str, Any]]:
        """Every object of a list that is read by POST with its pages in the body, as the inventory of VBR is."""
        seen = 0
        while True:
            asked = dict(body or {}, pagination={"skip": seen, "limit": size})
            response = self.post_read(path, asked)
            items = response.get("data") or []
            yield from items
            seen += len(items)
            total = (response.get("pagination") or {}).get("total")
            if not items or (total is not None and seen >= total):
                return

    def write(self, method: str, path: str, body: Any = None, query: Query | None = None) -> Any:
        """The body of a request that changes something, None where the answer has none.

        Raises ResponseLost where the server may have acted and did not say; ApiError, ConnectionFailed.
        """
        return self._request(method, path, query, body, repeatable=False)

    def download(self, path: str, body: Any, accept: str) -> bytes:
        """The file that a read by POST answers, in the media type ``accept``. Raises ApiError, ConnectionFailed."""
        full = self.product.prefix(self.revision) + path
        response = self._exchange("POST", full, None, body, repeatable=True, accept=accept)
        if response.status_code >= 300:
            raise api_error(self.product, "POST", full, response.status_code, response.text)
        content: bytes = response.content
        return content

    def token(self) -> Token:
        """A token that is valid now; logs in where there is none."""
        with self._tokens.locked():
            kept = self._tokens.load()
            return kept if kept is not None and self._lasts(kept) else self._renew(kept)

    def logout(self) -> bool:
        """End the token in hand on the server. False where there is none, or it has ended already."""
        access = self._connection.access_token
        if access is None:
            with self._tokens.locked():
                kept = self._tokens.load()
                self._tokens.save(None)
            access = kept.access if kept is not None else None
        if access is None:
            return False
        method, path = self.product.logout(self.revision)
        response = self._transport.send(method, path, True, self._headers, token=access)
        if response.status_code == 401:
            return False
        body_of(self.product, method, path, response.status_code, response.text)
        return True

    def close(self) -> None:
        """End what this task opened: its connections, and a token of its own."""
        try:
            if self._tokens.ends_with_task and self._connection.access_token is None:
                self.logout()
        except VeeamError:
            # The task's outcome is known and stands; an unused token ends by itself within minutes.
            pass
        finally:
            self._transport.close()

    def _request(self, method: str, path: str, query: Query | None, json: Any, repeatable: bool) -> Any:
        full = self.product.prefix(self.revision) + path
        response = self._exchange(method, full, query, json, repeatable)
        location = response.headers.get("Location")
        body = body_of(self.product, method, full, response.status_code, response.text, location)
        if repeatable and response.status_code == 202 and self.product.operations:
            return self._answered_later(method, full, body)
        return body

    def _exchange(
        self, method: str, full: str, query: Query | None, json: Any, repeatable: bool, accept: str = ""
    ) -> Any:
        headers = {**self._headers, "Accept": accept} if accept else self._headers
        access = self._access()
        response = self._transport.send(method, full, repeatable, headers, access, query, json)
        if response.status_code == 401:
            # The server did not act, so this is no repetition of a write.
            access = self._access_instead_of(access, response.text)
            response = self._transport.send(method, full, repeatable, headers, access, query, json)
        self.server_time = server_date(response.headers.get("Date")) or self.server_time
        return response

    def _answered_later(self, method: str, full: str, operation: Mapping[str, Any]) -> Any:
        """The answer of a read that the server puts off: it names an operation, whose result is the answer."""
        path = self.product.operations.format(id=operation["id"])

        def observe() -> Mapping[str, Any] | None:
            now: Mapping[str, Any] = self.get(path)
            return now if operation_ended(now) else None

        ended = poll(observe, self._clock, LATE_ANSWER, LATE_ANSWER_POLL)
        return late_answer(self.product, method, full, ended, LATE_ANSWER)

    def _access(self) -> str:
        if self._connection.access_token:
            return self._connection.access_token
        kept = self._tokens.load()
        token = kept if kept is not None and self._lasts(kept) else self.token()
        self.secrets.update(text for text in (token.access, token.refresh) if text)
        return token.access

    def _access_instead_of(self, refused: str, response: str) -> str:
        if self._connection.access_token:
            _code, words = vendor_words(self.product, response)
            raise AuthenticationFailed(
                "{} at {} does not accept the access_token (any more): {}. Log in again for a new one, or give "
                "username and password.".format(self.product.title, self._connection.url, words.rstrip(".")),
                url=self._connection.url,
                status=401,
            )
        with self._tokens.locked():
            kept = self._tokens.load()
            # Another fork may have renewed the shared token meanwhile.
            token = kept if kept is not None and kept.access != refused else self._renew(kept)
        self.secrets.update(text for text in (token.access, token.refresh) if text)
        return token.access

    def _lasts(self, token: Token) -> bool:
        return token.expires - EXPIRY_MARGIN > self._clock.now()

    def _renew(self, old: Token | None) -> Token:
        """A new token by the refresh token of ``old``, or by the account. The tokens' lock is held."""
        token = None
        if old is not None and old.refresh:
            try:
                token = self._ask_token({"grant_type": "refresh_token", "refresh_token": old.refresh})
            except (AuthenticationFailed, ApiError, ResponseLost):
                # Lost, the refresh token may be used up; a login harms nothing.
                token = None
        if token is None:
            token = self._ask_token(
                {
                    "grant_type": "password",
                    "username": self._connection.username or "",
                    "password": self._connection.password or "",
                }
            )
        self._tokens.save(token)
        return token

    def _ask_token(self, form: dict[str, str]) -> Token:
        path = self.product.token_path(self.revision)
        asked = self._clock.now()
        # A refresh token is used up by the first request that arrives, so only a login is repeatable.
        repeatable = form["grant_type"] == "password"
        spelled = {**form, "grant_type": self.product.grant_type(form["grant_type"])}
        response = self._transport.send("POST", path, repeatable, self._headers, form=spelled)
        if response.status_code in (400, 401, 403):
            raise self._login_refused(response.status_code, response.text)
        if response.status_code >= 300:
            location = response.headers.get("Location")
            raise api_error(self.product, "POST", path, response.status_code, response.text, location)
        body = _decoded(response.text)
        if not body.get("access_token"):
            raise self._no_token(body)
        self.secrets.update(str(body[key]) for key in ("access_token", "refresh_token") if body.get(key))
        return Token(body["access_token"], body.get("refresh_token"), asked + float(body.get("expires_in") or 60))

    def _login_refused(self, status: int, text: str) -> AuthenticationFailed:
        code, words = vendor_words(self.product, text)
        return AuthenticationFailed(
            "{} at {} refused the login of '{}' with {}: {}. Look at username and password, at the account's "
            "role, at multi-factor authentication (an account that has it cannot log in to the REST API), and "
            "whether this server speaks api_version {}.".format(
                self.product.title,
                self._connection.url,
                self._connection.username,
                status,
                words.rstrip("."),
                self.revision,
            ),
            url=self._connection.url,
            username=self._connection.username,
            status=status,
            error_code=code,
            server_message=words,
        )

    def _no_token(self, body: Mapping[str, Any]) -> AuthenticationFailed:
        mfa = bool(body.get("mfa_token") or body.get("mfaToken"))
        why = (
            "the account uses multi-factor authentication: use an account without it"
            if mfa
            else "its answer holds no access token: look at url, something else may be listening there"
        )
        return AuthenticationFailed(
            f"{self.product.title} at {self._connection.url} did not log '{self._connection.username}' in; {why}.",
            url=self._connection.url,
            username=self._connection.username,
        )


def _decoded(text: str) -> Mapping[str, Any]:
    """A login's answer. Empty where it is unreadable: it may hold half a token, so nobody gets to quote it."""
    try:
        body = json_text.loads(text)
    except ValueError:
        return {}
    return body if isinstance(body, Mapping) else {}
