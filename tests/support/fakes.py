# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fakes for time, for HTTP and for a whole server, so that unit tests neither wait nor send requests."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timezone
from typing import Any

from requests import PreparedRequest
from requests.structures import CaseInsensitiveDict

from ansible_collections.opendr.veeam.plugins.module_utils.core.clock import Clock
from ansible_collections.opendr.veeam.plugins.module_utils.core.connection import Connection
from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import ApiError
from ansible_collections.opendr.veeam.plugins.module_utils.core.polling import Progress
from ansible_collections.opendr.veeam.plugins.module_utils.core.product import Product
from ansible_collections.opendr.veeam.plugins.module_utils.http.adapter import Exchange
from ansible_collections.opendr.veeam.plugins.module_utils.http.transport import Transport
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR


class FakeClock:
    """Time that passes only in ``sleep``; ``sleeps`` records the pauses."""

    def __init__(self, start: float = 1_700_000_000.0) -> None:
        self.time = start
        self.sleeps: list[float] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        self.time += seconds


class Answer:
    """As much of a ``requests.Response`` as the transport and the client read."""

    def __init__(self, status: int = 200, body: Any = None, text: str | None = None, **headers: str) -> None:
        self.status_code = status
        self.text = text if text is not None else "" if body is None else json.dumps(body)
        self.content = self.text.encode("utf-8")
        self.headers = CaseInsensitiveDict({name.replace("_", "-"): value for name, value in headers.items()})

    def iter_content(self, size: int) -> Iterator[bytes]:
        for start in range(0, len(self.content), size):
            yield self.content[start : start + size]

    def close(self) -> None:
        """Nothing was opened."""


class FakeHttp:
    """Takes the place of ``requests.Session``: returns scripted outcomes, and records the calls.

    An exception of ``unsent`` comes before anything was sent, as ``exchange`` tells the transport.
    """

    def __init__(
        self, *outcomes: Answer | BaseException, unsent: Iterable[BaseException] = (), exchange: Exchange | None = None
    ) -> None:
        self.outcomes = list(outcomes)
        self.calls: list[dict[str, Any]] = []
        self.closed = False
        self.cookies: dict[str, str] = {}
        self.proxies: dict[str, str] = {}
        self._unsent = tuple(unsent)
        self._exchange = exchange

    def send(self, request: PreparedRequest, **options: Any) -> Answer:
        self.calls.append({"request": request, **options})
        outcome = self.outcomes.pop(0)
        if self._exchange is not None:
            self._exchange.sent = outcome not in self._unsent
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    def close(self) -> None:
        self.closed = True


def scripted_transport(
    clock: Clock,
    *outcomes: Answer | BaseException,
    unsent: Iterable[BaseException] = (),
    progress: Progress | None = None,
    **settings: Any,
) -> Transport:
    """A transport of a connection with these settings, whose requests come to these ``outcomes``: see FakeHttp."""
    made = Transport(connection(**settings), clock, "opendr.veeam/0 (test)", progress)
    made._http.close()
    made._http = FakeHttp(*outcomes, unsent=unsent, exchange=made.exchange)  # type: ignore[assignment]
    return made


class FakeTransport:
    """Takes the place of a ``Transport``: ``serve`` responds, and ``sent`` records the requests."""

    def __init__(self, serve: Callable[..., Answer]) -> None:
        self._serve = serve
        self.sent: list[dict[str, Any]] = []
        self.closed = False

    def send(
        self,
        method: str,
        path: str,
        repeatable: bool,
        headers: Mapping[str, str],
        token: str | None = None,
        query: Mapping[str, Any] | None = None,
        json: Any = None,
        form: Mapping[str, str] | None = None,
        *,
        content: bytes | None = None,
        timeout: float | None = None,
    ) -> Answer:
        request = {
            "method": method,
            "path": path,
            "repeatable": repeatable,
            "headers": dict(headers),
            "token": token,
            "query": dict(query or {}),
            "json": json,
            "form": dict(form or {}),
            "content": content,
            "timeout": timeout,
        }
        self.sent.append(request)
        return self._serve(request)

    def close(self) -> None:
        self.closed = True


def connection(product: Product = VBR, **changes: Any) -> Connection:
    """A connection to a server that does not exist."""
    values: dict[str, Any] = {
        "product": product,
        "url": "https://veeam.example.com:9419",
        "revision": product.default_revision,
        "username": "administrator",
        "password": "A&b+c%d=é",
    }
    return Connection(**{**values, **changes})


class DictServer:
    """A server in a dict, with the methods of a ``Client`` and a list of objects at ``path``.

    ``writes`` records every request that changes something. ``on_write`` may raise, before or after ``act``,
    which executes the request.
    """

    def __init__(self, path: str = "/gadgets", product: Product = VBR, revision: str = "") -> None:
        self.product = product
        self.revision = revision or product.default_revision
        self.server_time: datetime | None = datetime(2026, 1, 15, 12, 0, tzinfo=timezone.utc)
        self.secrets: set[str] = set()
        self.path = path
        self.objects: dict[str, dict[str, Any]] = {}
        self.lists: dict[str, list[dict[str, Any]]] = {}
        self.details: dict[str, Callable[[], dict[str, Any]]] = {}
        self.reads: list[str] = []
        self.writes: list[tuple[str, str, Any, dict[str, Any]]] = []
        self.on_write: Callable[[Callable[[], Any]], Any] = lambda act: act()

    def get(self, path: str, query: Mapping[str, Any] | None = None) -> Any:
        self.reads.append(path)
        if path in self.details:
            return self.details[path]()
        identifier = path.rpartition("/")[2]
        if identifier not in self.objects:
            raise ApiError("GET", path, 404, "NotFound", "no such object")
        return copy.deepcopy(self.objects[identifier])

    def find(self, path: str) -> dict[str, Any] | None:
        try:
            body: dict[str, Any] = self.get(path)
        except ApiError:
            return None
        return body

    def pages(
        self,
        path: str,
        query: Mapping[str, Any] | None = None,
        size: int = 0,
        post_body: object = None,
        *,
        plain: bool = False,
    ) -> Iterator[dict[str, Any]]:
        self.reads.append(path)
        listed = list(self.objects.values()) if path == self.path else self.lists.get(path, [])
        for item in listed:
            # Servers match names loosely, and ignore case.
            pattern = str((query or {}).get("nameFilter") or "").strip("*").lower()
            if pattern in str(item.get("name", "")).lower():
                yield copy.deepcopy(item)

    def nested_pages(self, path: str) -> Iterator[dict[str, Any]]:
        if self.product.supports(self.revision, self.product.paging.nested_since):
            return self.pages(path)
        return iter(self.get(path)[self.product.paging.items])

    def write(
        self,
        method: str,
        path: str,
        body: Any = None,
        query: Mapping[str, Any] | None = None,
        timeout: float | None = None,
    ) -> Any:
        self.writes.append((method, path, copy.deepcopy(body), dict(query or {})))
        return self.on_write(lambda: self._act(method, path, body))

    def _act(self, method: str, path: str, body: Any) -> Any:
        identifier = path.rpartition("/")[2]
        if method == "POST":
            identifier = f"{len(self.writes):08d}-0000-4000-8000-000000000000"
            self.objects[identifier] = {**copy.deepcopy(body), "id": identifier}
        elif method == "PUT":
            self.objects[identifier] = {**copy.deepcopy(body), "id": identifier}
        else:
            del self.objects[identifier]
        return None
