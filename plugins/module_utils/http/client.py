# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The logged-in client of one server: read, read all pages, write, download, log out.

Knows nothing about resources. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Callable

from ..core.clock import Clock
from ..core.connection import Connection
from ..core.errors import ApiError, VeeamError
from ..core.polling import Progress
from .login import Login
from .pages import PagedList, Query
from .responses import body_of, object_of, server_date
from .tokens import TaskTokens, Token
from .transport import HttpResponse, Transport

# How often a request is sent again with another token. A token with a short life may end on the way twice.
RENEWALS = 2


class Client:
    """One server, one account, one task."""

    def __init__(
        self,
        connection: Connection,
        tokens: TaskTokens,
        clock: Clock,
        user_agent: str,
        transport: Transport | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.product = connection.product
        self.revision = connection.revision
        # By the clock of the server, to the second, as of its last response; None before the first.
        self.server_time: datetime | None = None
        # Method and path, for the message of what fails after it; empty before the first.
        self.last_request = ""
        self._clock = clock
        self._headers = connection.product.headers(connection.revision)
        self._transport = transport or Transport(connection, clock, user_agent, progress)
        self._login = Login(connection, tokens, clock, self._transport)

    @property
    def secrets(self) -> set[str]:
        """The password and every token of this task, to be masked in its output."""
        return self._login.secrets

    def get(self, path: str, query: Query | None = None) -> Any:
        """The body of a read. ``path`` is what follows the product's prefix. Raises ApiError, ConnectionFailed."""
        return self._request("GET", path, query, None, repeatable=True)

    def find(self, path: str) -> dict[str, Any] | None:
        """The object at ``path``, or None where the server says that there is none."""
        try:
            body = self.get(path)
        except ApiError as error:
            if error.status == 404 or error.error_code in self.product.missing:
                return None
            raise
        return object_of("GET", self._full(path), body)

    def pages(
        self,
        path: str,
        query: Query | None = None,
        size: int = 0,
        post_body: object = None,
        *,
        plain: bool = False,
    ) -> Iterator[dict[str, Any]]:
        """Every object of a list, page by page, to its end; ``size`` objects at once, else as the product's default.

        ``post_body`` is the body of a list that is read by POST with its pages in the query. ``plain`` objects do not
        say what is missing in them: it is for a caller who asks for nothing that the server may leave out.
        """

        paging = self.product.paging
        if paging.comes_whole(self.revision, path):
            body = self._request("GET", path, query, None, repeatable=True, plain=plain)
            yield from self._list("GET", path).objects(body)
            return
        method = "GET" if post_body is None else "POST"

        def read(skip: int) -> Any:
            asked = {**(query or {}), **paging.query(path, skip, size or paging.size)}
            return self._request(method, path, asked, post_body, repeatable=True, plain=plain)

        yield from self._list(method, path).pages(read)

    def nested_pages(self, path: str) -> Iterator[dict[str, Any]]:
        """Every object of a list below another object, such as the disks of a restore point.

        Page by page where the API revision has pages for such lists, else whole.
        """
        paging = self.product.paging
        if self.product.supports(self.revision, paging.nested_since):
            yield from self.pages(path)
        else:
            yield from self._list("GET", path).objects(self.get(path))

    def post_read(self, path: str, body: object = None, query: Query | None = None) -> Any:
        """The body of a read that the API wants as a POST. Raises ApiError, ConnectionFailed."""
        return self._request("POST", path, query, body, repeatable=True)

    def post_read_pages(
        self,
        path: str,
        body: Mapping[str, Any] | None = None,
        size: int = 500,
        query: Query | None = None,
        items: str = "",
    ) -> Iterator[dict[str, Any]]:
        """Every object of a list that is read by POST with its pages in the body.

        ``items`` is the property that holds the objects, where it is not that of the product's other lists.
        """

        def read(skip: int) -> Any:
            return self.post_read(path, {**(body or {}), "pagination": {"skip": skip, "limit": size}}, query)

        return self._list("POST", path, items).pages(read)

    def write(
        self, method: str, path: str, body: object = None, query: Query | None = None, timeout: float | None = None
    ) -> Any:
        """The body of a request that changes something, None where the response has none.

        ``timeout`` is how many seconds the server may be silent, where that is longer than usual.

        Raises ResponseLost where the server may have acted and did not say; ApiError, ConnectionFailed.
        """
        return self._request(method, path, query, body, repeatable=False, timeout=timeout)

    def download(self, path: str, body: object, accept: str) -> bytes:
        """The file that a read by POST returns, in the media type ``accept``. Raises ApiError, ConnectionFailed."""
        full = self._full(path)
        response = self._exchange("POST", full, None, body, repeatable=True, accept=accept)
        if response.status_code >= 300:
            raise self._error("POST", full, response)
        return response.content

    def respond(
        self,
        method: str,
        full: str,
        repeatable: bool,
        query: Query | None = None,
        json: object = None,
        form: Mapping[str, str] | None = None,
        content: bytes | None = None,
    ) -> HttpResponse:
        """The response to any request, for who reads its status and type too. ``full`` has the product's prefix.

        Raises ApiError for a status of 300 and more; ResponseLost where it is not ``repeatable``; ConnectionFailed.
        """
        response = self._exchange(method, full, query, json, repeatable, form=form, content=content)
        if response.status_code >= 300:
            raise self._error(method, full, response)
        return response

    def _error(self, method: str, full: str, response: HttpResponse) -> ApiError:
        # Imported here: most responses are no errors, and an ordinary module compiles all it imports each time.
        from .vendor_errors import api_error  # noqa: PLC0415

        location = response.headers.get("Location")
        return api_error(self.product, method, full, response.status_code, response.text, location)

    def download_to(
        self,
        method: str,
        path: str,
        write: Callable[[bytes], object],
        timeout: float | None = None,
        body: object = None,
        query: Query | None = None,
    ) -> None:
        """Hand the file that a request returns to ``write``, part by part; it is fetched once.

        ``timeout`` is how many seconds the server may be silent, where that is longer than usual. Raises ApiError,
        ConnectionFailed, and whatever ``write`` raises.
        """
        self.stream_to(method, self._full(path), write, timeout, body, query)

    def stream_to(
        self,
        method: str,
        full: str,
        write: Callable[[bytes], object],
        timeout: float | None = None,
        body: object = None,
        query: Query | None = None,
        *,
        repeatable: bool = True,
        is_file: Callable[[str], bool] = lambda kind: True,
    ) -> HttpResponse:
        """As ``download_to``, for a path with the product's prefix, and for a request that may change something.

        ``is_file`` says of a content type whether the body is handed to ``write``; otherwise it is in the response.
        Raises ResponseLost too, where the request is not ``repeatable`` and may have been acted on.
        """
        # Imported here: few tasks download a file, and an ordinary module compiles all it imports each time.
        from .streaming import stream  # noqa: PLC0415

        accept = "application/octet-stream" if repeatable else "application/octet-stream, application/json"
        headers = {**self._headers, "Accept": accept}
        self.last_request = f"{method} {full}"
        access = self._login.access_token()

        def send(token: str) -> HttpResponse:
            return stream(
                self._transport,
                method,
                full,
                headers,
                token,
                write,
                timeout=timeout,
                json=body,
                query=query,
                repeatable=repeatable,
                is_file=is_file,
            )

        response = send(access)
        if response.status_code == 401:
            # The server has sent nothing of the file.
            response = send(self._login.access_token_instead_of(access, response.text))
        if response.status_code >= 300:
            raise self._error(method, full, response)
        return response

    def token(self) -> Token:
        """A token that is valid now; logs in where there is none."""
        return self._login.token()

    def logout(self) -> bool:
        """End the token in hand on the server. False where there is none, or it has ended already."""
        access = self._login.take()
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
            if self._login.ends_with_task:
                self.logout()
        except VeeamError:
            # The outcome of the task is known; an unused token ends by itself within minutes.
            pass
        finally:
            self._transport.close()

    def _request(
        self,
        method: str,
        path: str,
        query: Query | None,
        json: object,
        repeatable: bool,
        timeout: float | None = None,
        *,
        plain: bool = False,
    ) -> Any:
        full = self._full(path)
        response = self._exchange(method, full, query, json, repeatable, timeout=timeout)
        status, location, text = response.status_code, response.headers.get("Location"), response.text
        # A page may be large: its bytes go before its objects come.
        del response
        body = body_of(self.product, method, full, status, text, location, plain=plain)
        if repeatable and status == 202 and self.product.operations:
            return self.deferred(method, full, object_of(method, full, body))
        return body

    def _full(self, path: str) -> str:
        return self.product.prefix(self.revision) + path

    def _list(self, method: str, path: str, items: str = "") -> PagedList:
        paging = replace(self.product.paging, items=items) if items else self.product.paging
        return PagedList(paging, method, self._full(path))

    def _exchange(
        self,
        method: str,
        full: str,
        query: Query | None,
        json: object,
        repeatable: bool,
        accept: str = "",
        timeout: float | None = None,
        *,
        form: Mapping[str, str] | None = None,
        content: bytes | None = None,
    ) -> HttpResponse:
        headers = {**self._headers, "Accept": accept} if accept else self._headers
        self.last_request = f"{method} {full}"
        access = self._login.access_token()

        def send(token: str) -> HttpResponse:
            sent = (method, full, repeatable, headers, token, query, json, form)
            return self._transport.send(*sent, content=content, timeout=timeout)

        response = send(access)
        for _renewal in range(RENEWALS):
            if response.status_code != 401:
                break
            # The server did not act, so this is no repetition of a write.
            access = self._login.access_token_instead_of(access, response.text)
            response = send(access)
        self.server_time = server_date(response.headers.get("Date")) or self.server_time
        return response

    def deferred(self, method: str, full: str, operation: Mapping[str, Any]) -> Any:
        """The body of a response that the server defers: it names an operation, whose result is the body."""
        # Imported here: servers defer few responses, and an ordinary module compiles all it imports each time.
        from .deferred_responses import deferred_result  # noqa: PLC0415

        return deferred_result(self, self._clock, method, full, operation)
