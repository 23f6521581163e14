# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers on the loopback interface that do what no simulator of a product does: break off, drip, never end."""

from __future__ import annotations

import contextlib
import functools
import socket
import ssl
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from simulator.server import server_context
from simulator.tls import make_self_signed

Script = Callable[[socket.socket], None]


class SelfSigned:
    """A certificate as a fresh installation makes it, and the TLS settings of a server that has it."""

    def __init__(self) -> None:
        certificate, key = make_self_signed()
        self.der = ssl.PEM_cert_to_DER_cert(certificate.decode())
        with tempfile.TemporaryDirectory() as directory:
            certificate_path, key_path = Path(directory, "server.pem"), Path(directory, "server.key")
            certificate_path.write_bytes(certificate)
            key_path.write_bytes(key)
            self.context = server_context(certificate_path, key_path)


@functools.cache
def self_signed() -> SelfSigned:
    """The certificate of all these servers."""
    return SelfSigned()


class ScriptedServer:
    """A listener; each connection is handed to the next script, the last one to all that follow."""

    def __init__(self, *scripts: Script, tls: bool = True) -> None:
        self._scripts = list(scripts)
        self._tls = tls
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.connections = 0
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    def close(self) -> None:
        self._listener.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _address = self._listener.accept()
                self.connections += 1
                script = self._scripts.pop(0) if len(self._scripts) > 1 else self._scripts[0]
                threading.Thread(target=self._run, args=(connection, script), daemon=True).start()

    def _run(self, plain: socket.socket, script: Script) -> None:
        # A client that does not like the certificate, or has seen enough, closes the connection.
        with contextlib.suppress(OSError), plain:
            plain.settimeout(10)
            script(self_signed().context.wrap_socket(plain, server_side=True) if self._tls else plain)


@contextlib.contextmanager
def serving(*scripts: Script, tls: bool = True) -> Iterator[ScriptedServer]:
    """A server for one test."""
    server = ScriptedServer(*scripts, tls=tls)
    try:
        yield server
    finally:
        server.close()


def request_of(connection: socket.socket) -> bytes:
    """What the client sent, up to the end of its headers; the body of a test is in the same packet."""
    received = b""
    while b"\r\n\r\n" not in received:
        part = connection.recv(65536)
        if not part:
            raise ConnectionError
        received += part
    return received


def answer(body: bytes = b"{}") -> Script:
    """A server that answers each request of a connection with ``body``."""

    def script(connection: socket.socket) -> None:
        while True:
            request_of(connection)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)

    return script


def pass_on(port: int) -> Script:
    """A proxy that connects to ``port``, whatever it is asked for."""

    def copy(source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while part := source.recv(65536):
                target.sendall(part)

    def script(connection: socket.socket) -> None:
        request_of(connection)
        with socket.create_connection(("127.0.0.1", port)) as target:
            connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            threading.Thread(target=copy, args=(target, connection), daemon=True).start()
            copy(connection, target)

    return script
