# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A response of any length, handed on part by part. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from typing import Any, Callable

from .transport import PART, HttpResponse, Transport, content_of, response_or_raise, too_large, wire_query


def stream(
    transport: Transport,
    method: str,
    path: str,
    headers: Mapping[str, str],
    token: str | None,
    write: Callable[[bytes], object],
    *,
    timeout: float | None = None,
    json: object = None,
    query: Mapping[str, Any] | None = None,
    repeatable: bool = True,
    is_file: Callable[[str], bool] = lambda kind: True,
) -> HttpResponse:
    """The response of the server, whatever its status; a body of success goes to ``write``, part by part.

    It is asked for once, and may take as long as the server keeps sending at more than a trickle: the time limit of
    a whole response applies to each 64 KiB of a file. ``is_file`` says of a content type whether it goes to
    ``write``; other responses are returned with their body. Raises ConnectionFailed, ResponseLost where a request
    that is not ``repeatable`` may have been acted on, and whatever ``write`` raises.
    """
    transport.exchange.begin(timeout)
    try:
        payload = {"params": wire_query(query), "headers": dict(headers), "json": json}
        response = transport.requested(method, path, token, payload)
        if response.status_code >= 300 or not is_file(response.headers.get("Content-Type", "")):
            content = content_of(response)
            if content is None and response.status_code < 300:
                raise too_large(method, path, repeatable, response.status_code)
            whole = HttpResponse(response.status_code, response.headers, content or b"")
            return response_or_raise(whole, method, path, repeatable)
        with closing(response):
            received = 0
            for part in response.iter_content(PART):
                _hand_over(write, part)
                received += len(part)
                if received >= PART:
                    # Parts may be as small as the server likes.
                    received = 0
                    transport.exchange.renew()
    except _NotTaken as problem:
        # What goes wrong while a part is written is no failure of the connection.
        raise problem.cause from None
    except OSError as error:
        raise transport.failure(error, method, path, repeatable) from error
    return HttpResponse(response.status_code, response.headers, b"")


class _NotTaken(Exception):
    """Whoever gets the parts of a response did not take one."""

    def __init__(self, cause: BaseException) -> None:
        super().__init__(str(cause))
        self.cause = cause


def _hand_over(write: Callable[[bytes], object], part: bytes) -> None:
    try:
        write(part)
    except OSError as problem:
        raise _NotTaken(problem) from problem
