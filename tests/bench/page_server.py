# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that answers every request with the same page or file, in a process of its own."""

from __future__ import annotations

import contextlib
import multiprocessing
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from simulator.server import server_context
from simulator.tls import make_certificates

_MEGABYTE = bytes(range(256)) * 4096


@contextlib.contextmanager
def serving_page(make: Callable[[], bytes], directory: Path) -> Iterator[tuple[str, str, int]]:
    """URL of the server, path of the certificate to trust, and the length of the page.

    The server makes the page, so that this process does not hold it.
    """
    with _serving(lambda: Content("application/json", make(), 1), directory) as served:
        yield served


@contextlib.contextmanager
def serving_file(size: int, directory: Path) -> Iterator[tuple[str, str, int]]:
    """The same for a file of ``size`` bytes, rounded up to whole megabytes, which nobody holds as a whole."""
    count = -(-size // len(_MEGABYTE))
    with _serving(lambda: Content("application/octet-stream", _MEGABYTE, count), directory) as served:
        yield served


class Content(NamedTuple):
    """What is served: ``part``, so many times."""

    kind: str
    part: bytes
    times: int


@contextlib.contextmanager
def _serving(make: Callable[[], Content], directory: Path) -> Iterator[tuple[str, str, int]]:
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


def _serve(make: Callable[[], Content], directory: Path, ready: Connection) -> None:
    content = make()
    length = len(content.part) * content.times

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", content.kind)
            self.send_header("Content-Length", str(length))
            self.end_headers()
            for _number in range(content.times):
                self.wfile.write(content.part)

        def log_message(self, *_arguments: object) -> None:
            """Nobody reads it."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    settings = server_context(directory / "server.pem", directory / "server.key")
    server.socket = settings.wrap_socket(server.socket, server_side=True)
    ready.send((server.server_port, length))
    server.serve_forever()
