# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that answers every request with the same page, in a process of its own."""

from __future__ import annotations

import contextlib
import multiprocessing
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from multiprocessing.connection import Connection
from pathlib import Path

from simulator.server import server_context
from simulator.tls import make_certificates


@contextlib.contextmanager
def serving_page(make: Callable[[], bytes], directory: Path) -> Iterator[tuple[str, str, int]]:
    """URL of the server, path of the certificate to trust, and the length of the page.

    The server makes the page, so that this process does not hold it.
    """
    certificates = make_certificates()
    names = {"ca.pem": certificates.authority, "server.pem": certificates.server, "server.key": certificates.key}
    for name, text in names.items():
        (directory / name).write_bytes(text)
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(make, directory, sender), daemon=True)
    process.start()
    try:
        port, length = receiver.recv()
        yield f"https://127.0.0.1:{port}", str(directory / "ca.pem"), length
    finally:
        process.terminate()
        process.join()


def _serve(make: Callable[[], bytes], directory: Path, ready: Connection) -> None:
    content = make()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_arguments: object) -> None:
            """Nobody reads it."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    settings = server_context(directory / "server.pem", directory / "server.key")
    server.socket = settings.wrap_socket(server.socket, server_side=True)
    ready.send((server.server_port, len(content)))
    server.serve_forever()
