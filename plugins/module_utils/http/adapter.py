# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What requests does not do by itself: say how far a request got, end a response that takes for ever, notice a body
that is cut short, and accept one certificate by its fingerprint. Private to the collection.
"""

from __future__ import annotations

import time
import weakref
from typing import TYPE_CHECKING, Any, Callable

try:
    from requests.adapters import HTTPAdapter
    from urllib3.connection import HTTPSConnection
    from urllib3.connectionpool import HTTPSConnectionPool
except ImportError:
    # The transport says that requests is missing.
    HTTPAdapter = HTTPSConnection = HTTPSConnectionPool = object  # type: ignore[assignment,misc]

if TYPE_CHECKING:
    from socket import socket

    from requests import PreparedRequest, Response
    from urllib3.response import BaseHTTPResponse


class Exchange:
    """One attempt at a request. ``sent`` says whether something of it may have been sent; it has to end in time.

    ``pause`` is the longest silence of the server, ``total`` the longest time for the whole response, in seconds.
    """

    def __init__(self, pause: float, total: float) -> None:
        self.sent = False
        self.pause = self._usual_pause = pause
        self._total = total
        self._deadline = 0.0

    def begin(self, pause: float | None = None) -> None:
        """Begin an attempt, with all of its time before it; with ``pause`` the server may be silent for that long."""
        self.sent = False
        self.pause = max(pause or 0.0, self._usual_pause)
        self.renew()

    def renew(self) -> None:
        """Give the response all of its time again: it is a file of any length, and a good part of it has come."""
        self._deadline = time.monotonic() + max(self._total, self.pause)

    @property
    def left(self) -> float:
        """The seconds that are left for the response."""
        return self._deadline - time.monotonic()


class Adapter(HTTPAdapter):
    """Connections to a server that keep ``exchange`` up to date, and accept only ``fingerprint`` where it is given."""

    def __init__(self, exchange: Exchange, fingerprint: str | None) -> None:
        self._pools = {"https": _pool_class(exchange)}
        self._pin: dict[str, Any] = {"assert_fingerprint": fingerprint} if fingerprint else {}
        # A task sends one request at a time.
        super().__init__(pool_maxsize=1)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **settings: Any) -> None:
        """Connections without a proxy."""
        super().init_poolmanager(connections, maxsize, block, **settings, **self._pin)
        self.poolmanager.pool_classes_by_scheme = {**self.poolmanager.pool_classes_by_scheme, **self._pools}

    def proxy_manager_for(self, proxy: str, **settings: Any) -> Any:
        """Connections through a proxy: TLS goes through it to the server, so the same certificate is checked."""
        manager = super().proxy_manager_for(proxy, **settings, **self._pin)
        manager.pool_classes_by_scheme = {**manager.pool_classes_by_scheme, **self._pools}
        return manager

    def build_response(self, req: PreparedRequest, resp: BaseHTTPResponse) -> Response:
        """The response, its body not yet read. A body that ends too soon is an error, in urllib3 1.26 as in 2."""
        resp.enforce_content_length = True  # type: ignore[attr-defined]
        return super().build_response(req, resp)


def _pool_class(exchange: Exchange) -> type[HTTPSConnectionPool]:
    class ObservedConnection(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            _receive_in_time(self.sock, exchange)

        def putrequest(self, *arguments: Any, **settings: Any) -> None:
            # Only now: until here the connection was made, TLS included.
            exchange.sent = True
            super().putrequest(*arguments, **settings)

    class ObservedPool(HTTPSConnectionPool):
        ConnectionCls = ObservedConnection

    return ObservedPool


def _receive_in_time(sock: socket, exchange: Exchange) -> None:
    """Let ``sock`` read only while time is left. A time-out of its own would begin again with each byte."""
    receive = type(sock).recv_into
    # Whoever calls recv_into holds the socket. If the function held it too, both would hold each other, and a closed
    # connection, with all the certificates that it trusts, would stay in memory until garbage is looked for.
    this: Callable[[], Any] = weakref.ref(sock)

    def recv_into(*arguments: Any) -> int:
        if exchange.left <= 0:
            raise TimeoutError("the time for the response is over")
        this().settimeout(min(exchange.pause, exchange.left + 0.01))
        received: int = receive(this(), *arguments)
        return received

    sock.recv_into = recv_into  # type: ignore[method-assign,assignment]
