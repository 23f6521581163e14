# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that answers with pages or a file that are made once, in a process of its own."""

from __future__ import annotations

import contextlib
import multiprocessing
from collections.abc import Callable, Iterator, Mapping
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
    with _serving(lambda: {"": Content("application/json", make(), 1)}, directory) as served:
        yield served


@contextlib.contextmanager
def serving_answers(answers: Mapping[tuple[str, str], tuple[int, bytes]], directory: Path) -> Iterator[tuple[str, str]]:
    """URL of a server with these answers, status and body by method and path, and path of the certificate to trust."""

    def make() -> dict[str, Content]:
        return {
            f"{method} {path}": Content("application/json", body, 1, status)
            for (method, path), (status, body) in answers.items()
        }

    with _serving(make, directory) as (url, ca_path, _length):
        yield url, ca_path


@contextlib.contextmanager
def serving_file(size: int, directory: Path) -> Iterator[tuple[str, str, int]]:
    """The same for a file of ``size`` bytes, rounded up to whole megabytes, which nobody holds as a whole."""
    count = -(-size // len(_MEGABYTE))
    with _serving(lambda: {"": Content("application/octet-stream", _MEGABYTE, count)}, directory) as served:
        yield served


class Content(NamedTuple):
    """What is served: ``part``, so many times."""

    kind: str
    part: bytes
    times: int
    status: int = 200

    @property
    def length(self) -> int:
        """The number of bytes."""
        return len(self.part) * self.times


@contextlib.contextmanager
def _serving(make: Callable[[], Mapping[str, Content]], directory: Path) -> Iterator[tuple[str, str, int]]:
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


def _serve(make: Callable[[], Mapping[str, Content]], directory: Path, ready: Connection) -> None:
    contents = make()
    everything = contents.get("")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            content = everything or contents[f"{self.command} {self.path}"]
            self.send_response(content.status)
            self.send_header("Content-Type", content.kind)
            self.send_header("Content-Length", str(content.length))
            self.end_headers()
            for _number in range(content.times):
                self.wfile.write(content.part)

        def log_message(self, *_arguments: object) -> None:
            """Nobody reads it."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    settings = server_context(directory / "server.pem", directory / "server.key")
    server.socket = settings.wrap_socket(server.socket, server_side=True)
    ready.send((server.server_port, everything.length if everything else 0))
    server.serve_forever()
