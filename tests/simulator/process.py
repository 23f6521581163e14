# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The running simulator: starts the servers, writes where they are, waits for a signal, cleans up."""

from __future__ import annotations

import json
import os
import shlex
import signal
import ssl
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from . import behaviours, documents
from .application import Application
from .backend import Backend
from .request_log import LOG_NAME, RequestLog
from .server import Server, server_context
from .tls import make_certificates, make_self_signed

# The first password holds what a form-encoded login gets wrong most easily. Both are made up and open no real server.
ADMINISTRATOR = ("administrator", "Rehearse&Restore+100%=sécurité")
VIEWER = ("viewer", "look-but-do-not-touch")
USERS = {ADMINISTRATOR[0]: (ADMINISTRATOR[1], "administrator"), VIEWER[0]: (VIEWER[1], "viewer")}


class Servers:
    """The servers of all products, each in threads of this process, from ``start`` to ``stop``.

    ``applications`` are what they serve, by product: for tests that need no connection.
    """

    def __init__(self, state_dir: Path, ports: Mapping[str, int], speed: float) -> None:
        behaviours.load()
        for name in ports:  # a first run downloads them now, so that no request has to wait for it
            for revision in documents.REVISIONS[name]:
                documents.path(name, revision)
        state_dir.mkdir(parents=True, exist_ok=True)
        self._state_dir = state_dir
        certificates = make_certificates()
        self._ca_path = state_dir / "ca.pem"
        documents.write_atomically(self._ca_path, certificates.authority)
        context = _context(state_dir, "server", certificates.server, certificates.key)
        self_signed = _context(state_dir, "self_signed", *make_self_signed())
        self._log_path = state_dir / LOG_NAME
        self._log_path.write_bytes(b"")
        self.log = RequestLog(self._log_path)
        backends = {name: Backend(name, USERS, speed, certificates.server) for name in ports}
        self.applications = {
            name: Application(backend, self.log, backends.values()) for name, backend in backends.items()
        }
        self._servers = {
            name: Server(application, ports[name], context) for name, application in self.applications.items()
        }
        # The same servers again, with the certificate of a fresh installation.
        self._fresh = {name: Server(application, 0, self_signed) for name, application in self.applications.items()}
        self._written: list[Path] = []

    def start(self) -> None:
        """Serve, and write how to reach the servers."""
        for server in (*self._servers.values(), *self._fresh.values()):
            server.start()
        urls = {name: (server.url, self._fresh[name].url) for name, server in self._servers.items()}
        self._written = _announce(self._state_dir, self._ca_path, self._log_path, urls)

    def stop(self) -> None:
        """End the servers and remove what says how to reach them."""
        for server in (*self._servers.values(), *self._fresh.values()):
            server.stop()
        self.log.close()
        for path in (*self._written, *self._state_dir.glob("*.key")):
            path.unlink(missing_ok=True)


def run(state_dir: Path, ports: Mapping[str, int], speed: float) -> int:
    """Serve until SIGTERM or SIGINT; returns the exit code."""
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_unused: ended.set())
    servers = Servers(state_dir, ports, speed)
    try:
        servers.start()
        ended.wait()
    finally:
        servers.stop()
    return 0


def _context(state_dir: Path, name: str, certificate: bytes, key: bytes) -> ssl.SSLContext:
    """The TLS settings of a server whose certificate and key are written to files of that name."""
    certificate_path, key_path = state_dir / f"{name}.pem", state_dir / f"{name}.key"
    documents.write_atomically(certificate_path, certificate)
    documents.write_atomically(key_path, key, mode=0o600)
    return server_context(certificate_path, key_path)


def _announce(state_dir: Path, ca_path: Path, log_path: Path, urls: Mapping[str, tuple[str, str]]) -> list[Path]:
    """Write how to reach the servers, for programs and for shells; the last file written says ready.

    Each has two addresses: with a certificate that can be checked, and with that of a fresh installation.
    """
    facts: dict[str, Any] = {"pid": os.getpid(), "ca_path": str(ca_path.resolve()), "log": str(log_path.resolve())}
    lines = []
    for name, (url, self_signed_url) in urls.items():
        facts[name] = {
            "url": url,
            "self_signed_url": self_signed_url,
            "username": ADMINISTRATOR[0],
            "password": ADMINISTRATOR[1],
            "viewer": {"username": VIEWER[0], "password": VIEWER[1]},
            "control_url": f"{url}/_simulator",
        }
        values = {
            "URL": url,
            "USERNAME": ADMINISTRATOR[0],
            "PASSWORD": ADMINISTRATOR[1],
            "CA_PATH": str(ca_path.resolve()),
        }
        lines += [f"export VEEAM_{name.upper()}_{key}={shlex.quote(value)}" for key, value in values.items()]
    written = [state_dir / "simulator.env", state_dir / "simulator.json"]
    texts = ["\n".join(lines), json.dumps(facts, indent=2, ensure_ascii=False)]
    for path, text in zip(written, texts, strict=True):
        documents.write_atomically(path, f"{text}\n".encode(), mode=0o600)
    return written
