# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A request to an application without a connection: no TLS, no HTTP on the wire, the same response."""

from __future__ import annotations

import functools
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.utils import formatdate
from urllib.parse import unquote, urlsplit

from werkzeug.wrappers import Request as HttpRequest

from .application import Application
from .clock import CLOCK


@dataclass(frozen=True)
class DirectResponse:
    """Status, headers and body as the server would send them."""

    status: int
    headers: list[tuple[str, str]]
    content: bytes


def send(
    application: Application, method: str, url: str, headers: Mapping[str, str], content: bytes = b""
) -> DirectResponse:
    """The response of an application to a request. Raises ConnectionResetError where the server breaks it off."""
    environ = _environ(method, url, headers.items(), content)
    response = application.respond(HttpRequest(environ))
    parts, _status, sent = response.get_wsgi_response(environ)
    # As the server adds it; clients read the servers' time from it.
    return DirectResponse(response.status_code, [*sent, ("Date", _date(int(CLOCK.time())))], b"".join(parts))


@functools.lru_cache(8)
def _date(seconds: int) -> str:
    """A time as HTTP writes it; many requests come in the same second."""
    return formatdate(seconds, usegmt=True)


def _environ(method: str, url: str, headers: Iterable[tuple[str, str]], content: bytes) -> dict[str, object]:
    """What WSGI (PEP 3333) hands to an application."""
    parts = urlsplit(url)
    environ: dict[str, object] = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        # The bytes of the path, each as one character.
        "PATH_INFO": unquote(parts.path, "latin-1"),
        "QUERY_STRING": parts.query,
        "SERVER_NAME": parts.hostname or "",
        "SERVER_PORT": str(parts.port or 443),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_LENGTH": str(len(content)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": parts.scheme,
        "wsgi.input": io.BytesIO(content),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in headers:
        key = name.upper().replace("-", "_")
        environ[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"] = value
    return environ
