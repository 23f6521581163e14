# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers that are made once, by the simulator, and then handed out by a process that has nothing else to do.

A long list is made of copies of the objects that the simulator shows.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock
from urllib.parse import parse_qsl

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from requests.structures import CaseInsensitiveDict

from ansible_collections.opendr.veeam.plugins.module_utils.core.product import Paging, Product
from ansible_collections.opendr.veeam.plugins.module_utils.http import transport
from ansible_collections.opendr.veeam.plugins.module_utils.http.adapter import Exchange
from simulator.direct import send
from simulator.local import LocalSimulator
from simulator.values import stable_id


class CannedAnswers:
    """The answers to one module, whose list at ``path`` has ``number`` objects."""

    def __init__(self, simulator: LocalSimulator, product: Product, path: str, number: int) -> None:
        self._simulator = simulator
        self._paging: Paging = product.paging
        self._path = path
        self._number = number
        self._objects: list[dict[str, Any]] = []
        # Status and body of each answer, by method and path with the query.
        self.known: dict[tuple[str, str], tuple[int, bytes]] = {}

    @contextmanager
    def being_made(self) -> Iterator[None]:
        """Within the block, modules reach the simulator without a connection, and its answers are kept."""
        answers = self

        class KeepingAdapter(HTTPAdapter):
            def __init__(self, exchange: Exchange, _fingerprint: str | None) -> None:
                super().__init__()
                self._exchange = exchange

            def send(self, request: PreparedRequest, *_arguments: Any, **_options: Any) -> Response:
                self._exchange.sent = True
                return answers._made(request)

        with mock.patch.object(transport, "Adapter", KeepingAdapter):
            yield

    def _made(self, request: PreparedRequest) -> Response:
        method, url = request.method or "", request.url or ""
        application = self._simulator.application(url)
        assert application is not None, url
        sent = send(application, method, url, request.headers)
        path, _, query = url.partition("://")[2].partition("/")[2].partition("?")
        is_list = sent.status == 200 and path.endswith(self._path.strip("/"))
        content = self._lengthened(query, sent.content) if is_list else sent.content
        self.known[method, "/" + path + ("?" + query if query else "")] = sent.status, content
        response = Response()
        response.status_code, response.request, response.url = sent.status, request, url
        response.headers = CaseInsensitiveDict(sent.headers)
        response.raw = io.BytesIO(content)
        return response

    def _lengthened(self, query: str, content: bytes) -> bytes:
        body = json.loads(content)
        if not self._objects:
            shown = body if isinstance(body, list) else body[self._paging.items]
            self._objects = [_numbered(shown[index % len(shown)], index) for index in range(self._number)]
        if isinstance(body, list):
            return json.dumps(self._objects).encode()
        asked = {name.lower(): int(value) for name, value in parse_qsl(query) if value.lstrip("-").isdecimal()}
        skip, limit = (asked.get(name.lower(), 0) for name in (self._paging.skip, self._paging.limit))
        page = self._objects[skip : skip + limit] if limit > 0 else self._objects
        body[self._paging.items] = page
        if "pagination" in body:
            body["pagination"] |= {"total": self._number, "count": len(page), "skip": skip, "limit": limit}
        if "totalCount" in body:
            body["totalCount"] = self._number
        return json.dumps(body).encode()


def _numbered(item: dict[str, Any], number: int) -> dict[str, Any]:
    copied = dict(item, id=stable_id(f"canned {number}"))
    return dict(copied, name=f"{item['name']} {number}") if isinstance(item.get("name"), str) else copied
