# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Serves an application over HTTPS on the loopback interface, one thread a connection."""

from __future__ import annotations

import contextlib
import io
import socket
import ssl
import threading
from pathlib import Path
from typing import Any

from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler
from werkzeug.wrappers import Response

from .application import Application
from .clock import CLOCK


class _Handler(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # otherwise a keep-alive client waits 40 ms for the second small packet
    wbufsize = 65536
    timeout = 120

    def run_wsgi(self) -> None:
        """Answer a request and keep the connection open, as the real servers do; werkzeug's own way closes each."""
        environ = self.make_environ()
        # Read to its end, whatever the application makes of it: what follows is the next request.
        environ["wsgi.input"] = io.BytesIO(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
        answer = Response.from_app(self.server.app, environ, buffered=True)
        self.send_response(answer.status_code)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.get_data())
        self.wfile.flush()

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The header ``Date`` tells the servers' time, which a test may have moved."""
        return super().date_time_string(CLOCK.time() if timestamp is None else timestamp)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """The request log of the simulator takes the place of the access log."""

    def log(self, type: str, message: str, *args: Any) -> None:
        if type == "error" and "SSL" not in message % args:
            super().log(type, message, *args)


class Server(ThreadedWSGIServer):
    """A threaded HTTPS server whose handshakes do not block the accepting thread."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, application: Application, port: int, context: ssl.SSLContext) -> None:
        super().__init__("127.0.0.1", port, application, _Handler)
        self._context = context

    def finish_request(self, request: Any, client_address: Any) -> None:
        request.settimeout(30)
        try:
            secure = self._context.wrap_socket(request, server_side=True)
        except (ssl.SSLError, OSError):
            return  # a client that distrusts the certificate, or a port check
        try:
            super().finish_request(secure, client_address)
        except (ConnectionError, TimeoutError, ssl.SSLError):
            pass
        finally:
            _close(secure)

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.server_address[1]}"

    def start(self) -> None:
        """Serve in a thread of its own until ``stop``."""
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()

    def stop(self) -> None:
        self.shutdown()
        self.server_close()


def server_context(certificate: Path, key: Path) -> ssl.SSLContext:
    """TLS settings of the server."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def _close(secure: ssl.SSLSocket) -> None:
    with contextlib.suppress(OSError):  # already closed by the client or by a fault
        secure.shutdown(socket.SHUT_RDWR)
    secure.close()
