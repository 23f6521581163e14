# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lets the modules of a test reach a simulator in the same process without a connection.

What they send and how they read the response stays the same; TLS, sockets and threads are left out, which take most of
the time of a test. Connections themselves are for the tests of connections, for playbooks and for the faults that need
one (simulator/faults.py).
"""

from __future__ import annotations

import functools
import io
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from requests import ConnectionError as RequestsConnectionError
from requests import PreparedRequest, Response, models, sessions, utils
from requests.structures import CaseInsensitiveDict
from urllib3.exceptions import ProtocolError

from ansible_collections.opendr.veeam.plugins.module_utils.http import transport
from ansible_collections.opendr.veeam.plugins.module_utils.http.adapter import Exchange
from simulator.application import Application
from simulator.direct import send
from simulator.local import LocalSimulator

_PROXY_VARIABLES = [
    spelling for name in ("http", "https", "all", "no") for spelling in (f"{name}_proxy", f"{name.upper()}_PROXY")
]
_getproxies = transport.getproxies


@contextmanager
def without_connections(simulator: LocalSimulator) -> Iterator[None]:
    """Within the block, modules reach the simulator without a connection where they can."""
    original = transport.Adapter

    class DirectAdapter(original):  # type: ignore[misc, valid-type]
        def __init__(self, exchange: Exchange, fingerprint: str | None) -> None:
            super().__init__(exchange, fingerprint)
            self._exchange = exchange
            self._pinned = bool(fingerprint)

        def send(
            self, request: PreparedRequest, stream: bool = False, timeout: Any = None, verify: Any = True, **given: Any
        ) -> Response:
            trusted = not self._pinned and verify == simulator.vbr.ca_path and not given.get("proxies")
            application = simulator.application(request.url or "") if trusted else None
            if application is not None:
                self._exchange.sent = True
                return _response(request, application)
            return super().send(request, stream, timeout, verify, **given)

    transport.Adapter = DirectAdapter  # type: ignore[misc]
    try:
        with patch.object(transport, "getproxies", _proxies), _quick_checks():
            yield
    finally:
        transport.Adapter = original  # type: ignore[misc]


@contextmanager
def _quick_checks() -> Iterator[None]:
    """Let requests see in a moment what is a mapping or a file: by its protocols it takes a twentieth of a test.

    Up to Python 3.11, each look at a protocol collects what the protocol demands. And URLs are taken apart once.
    """
    with (
        patch.object(models, "parse_url", functools.lru_cache(4096)(models.parse_url)),
        patch.object(utils, "_SupportsItems", Mapping, create=True),
        patch.object(models, "_SupportsRead", io.IOBase, create=True),
    ):
        yield


def _proxies() -> dict[str, str]:
    """The proxies that the environment names: each task asks for them, and Python looks through all variables."""
    return _proxies_by(tuple(os.environ.get(name) for name in _PROXY_VARIABLES))


@functools.cache
def _proxies_by(_variables: tuple[str | None, ...]) -> dict[str, str]:
    return dict(_getproxies())


@contextmanager
def sessions_without_connections(simulator: LocalSimulator) -> Iterator[None]:
    """Within the block, new sessions of requests reach the simulator without a connection where they can."""
    original = sessions.HTTPAdapter

    class DirectAdapter(original):  # type: ignore[misc, valid-type]
        def send(
            self, request: PreparedRequest, stream: bool = False, timeout: Any = None, verify: Any = True, **given: Any
        ) -> Response:
            application = simulator.application(request.url or "") if verify == simulator.vbr.ca_path else None
            if application is not None:
                return _response(request, application)
            return super().send(request, stream, timeout, verify, **given)

    sessions.HTTPAdapter = DirectAdapter  # type: ignore[misc]
    try:
        yield
    finally:
        sessions.HTTPAdapter = original  # type: ignore[misc]


def _response(request: PreparedRequest, application: Application) -> Response:
    content = request.body.encode() if isinstance(request.body, str) else request.body or b""
    try:
        direct = send(application, request.method or "", request.url or "", request.headers, content)
    except ConnectionResetError as error:
        # As requests raises it.
        raise RequestsConnectionError(ProtocolError("Connection aborted.", error), request=request) from error
    response = Response()
    response.status_code, response.request, response.url = direct.status, request, request.url or ""
    response.headers = CaseInsensitiveDict(direct.headers)
    response.raw = io.BytesIO(direct.content)
    return response
