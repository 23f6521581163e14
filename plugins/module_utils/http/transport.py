# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One HTTP request to one server, repeated where that can do no harm.

A request that changes nothing (a read, a login) is repeated after a lost connection, 429 and
502/503/504. One that changes something is repeated only where the server surely did not act: it was
not reached, or it said so (429, 503 with Retry-After). Private to the collection.
"""

from __future__ import annotations

import math
import traceback
import warnings
from collections.abc import Mapping
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple
from urllib.request import getproxies

try:
    import requests
except ImportError:
    HAS_REQUESTS = False
    REQUESTS_IMPORT_ERROR: str | None = traceback.format_exc()
else:
    HAS_REQUESTS = True
    REQUESTS_IMPORT_ERROR = None

from ..core.clock import Clock
from ..core.connection import Connection
from ..core.errors import ApiError, CertificateRefused, ResponseLost, VeeamError
from ..core.polling import Progress
from .adapter import Adapter, Exchange

LONGEST_DELAY = 30.0
LONGEST_RETRY_AFTER = 300.0
# A pause of this many seconds and more is announced.
ANNOUNCED_DELAY = 5.0
# Seconds for a connection: a host that has several addresses may have one that nobody listens at.
LONGEST_CONNECT = 5
# How often the time-out for a silence fits into the time for a whole response.
SILENCES_PER_RESPONSE = 10
# The largest response is a page of a list or a file of exported settings, of a few megabytes.
LARGEST_RESPONSE = 64 * 1024 * 1024
PART = 64 * 1024


class HttpResponse(NamedTuple):
    """A response that was read to its end."""

    status_code: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def text(self) -> str:
        """The body; JSON is UTF-8, whatever the headers say."""
        return self.content.decode("utf-8", "replace").removeprefix("\ufeff")


class Transport:
    """Connections to one server, kept open between the requests of a task."""

    def __init__(self, connection: Connection, clock: Clock, user_agent: str, progress: Progress | None = None) -> None:
        self._connection = connection
        self._clock = clock
        self._progress = progress
        self._patience = connection.patience
        self.exchange = Exchange(connection.timeout, connection.timeout * SILENCES_PER_RESPONSE)
        if not connection.validate_certs:
            # The user asked for it, and the option says what it means; a warning for each request would add nothing.
            warnings.filterwarnings("ignore", "Unverified HTTPS request")
        self._http = requests.Session()
        self._http.mount("https://", Adapter(self.exchange, connection.certificate_fingerprint))
        self._headers = {**self._http.headers, "User-Agent": user_agent, "Accept": "application/json"}
        # The environment (proxies, CA certificates) is read once and not for each request.
        self._http.trust_env = False
        if getproxies():
            # Only now: this looks through the whole environment once more.
            self._http.proxies.update(requests.utils.get_environ_proxies(connection.url))
        # A certificate that is known by its fingerprint needs nobody who vouches for it.
        checked = connection.validate_certs and not connection.certificate_fingerprint
        self._verify: str | bool = (connection.trusted_certificates or True) if checked else False

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def send(
        self,
        method: str,
        path: str,
        repeatable: bool,
        headers: Mapping[str, str],
        token: str | None = None,
        query: Mapping[str, Any] | None = None,
        json: object = None,
        form: Mapping[str, str] | None = None,
        *,
        content: bytes | None = None,
        timeout: float | None = None,
    ) -> HttpResponse:
        """The response of the server, whatever its status.

        The body is one of ``json``, ``form`` and ``content``, the last a file as it is. ``timeout`` is how many seconds
        the server may be silent, where that is longer than usual.
        Raises ConnectionFailed (CertificateRefused for TLS) where the server did not act, ResponseLost
        where a request that is not ``repeatable`` may have been acted on, ApiError for a response without end.
        """
        payload: dict[str, Any] = {"params": wire_query(query), "headers": dict(headers)}
        if json is not None:
            payload["json"] = json
        if form is not None:
            payload["data"] = dict(form)
        if content is not None:
            payload["data"] = content
            payload["headers"]["Content-Type"] = "application/octet-stream"
        attempt = 0
        while True:
            outcome = self._once(method, path, repeatable, token, payload, timeout)
            delay = delay_before_repeating(outcome, attempt, repeatable, self._clock.now())
            # A server that was too slow for the whole time of a response is not asked for another.
            if delay is None or attempt >= self._connection.retries or self.exchange.left <= 0:
                return response_or_raise(outcome, method, path, repeatable)
            self._pause(min(delay, self._patience), method, path, outcome)
            attempt += 1

    def _pause(self, seconds: float, method: str, path: str, outcome: HttpResponse | VeeamError) -> None:
        if self._progress is not None and seconds >= ANNOUNCED_DELAY:
            why = f"was answered with {outcome.status_code}" if isinstance(outcome, HttpResponse) else "failed"
            self._progress(
                f"{method} {path} {why}: it is sent again to {self._connection.url} in {seconds:.0f} seconds"
            )
        self._patience -= seconds
        self._clock.sleep(seconds)

    def requested(self, method: str, path: str, token: str | None, payload: Mapping[str, Any]) -> requests.Response:
        """The response of the server, its body not yet read. Raises OSError."""
        connection, http = self._connection, self._http
        bearer = {"Authorization": "Bearer " + token} if token else {}
        content = {**payload, "headers": {**self._headers, **payload["headers"], **bearer}}
        # The session could prepare it as well: it would look for an account in .netrc, and merge each of these with its
        # own settings, which takes longer than all the rest.
        request = requests.Request(method, connection.url + path, cookies=http.cookies, **content).prepare()
        return http.send(
            request,
            timeout=(min(LONGEST_CONNECT, connection.timeout), self.exchange.pause),
            verify=self._verify,
            proxies=http.proxies,
            # A redirect could turn a write into a read, and carry the token elsewhere.
            allow_redirects=False,
            stream=True,
        )

    def failure(self, error: OSError, method: str, path: str, repeatable: bool) -> VeeamError:
        # Imported here, for most requests are answered, and an ordinary module compiles all it imports each time.
        from .failures import transport_error  # noqa: PLC0415

        return transport_error(
            error,
            self._connection,
            method,
            path,
            repeatable=repeatable,
            sent=self.exchange.sent,
            over=self.exchange.left <= 0,
            silence=self.exchange.pause,
        )

    def _once(
        self,
        method: str,
        path: str,
        repeatable: bool,
        token: str | None,
        payload: dict[str, Any],
        timeout: float | None,
    ) -> HttpResponse | VeeamError:
        self.exchange.begin(timeout)
        try:
            response = self.requested(method, path, token, payload)
            content = content_of(response)
        except OSError as error:
            return self.failure(error, method, path, repeatable)
        if content is None:
            return too_large(method, path, repeatable, response.status_code)
        return HttpResponse(response.status_code, response.headers, content)


def content_of(response: requests.Response) -> bytes | None:
    """The body of a response, None where it is larger than any that makes sense."""
    parts, size = [], 0
    try:
        for part in response.iter_content(PART):
            size += len(part)
            if size > LARGEST_RESPONSE:
                return None
            parts.append(part)
        return b"".join(parts)
    finally:
        # Of a response that was read to its end, this gives the connection back to be used again.
        response.close()


def too_large(method: str, path: str, repeatable: bool, status: int) -> VeeamError:
    problem = f"a response of more than {LARGEST_RESPONSE // 1024 // 1024} MB, which was not read to its end"
    if repeatable:
        return ApiError(method, path, status, None, problem)
    return ResponseLost(f"{method} {path} was answered with {problem}.", method=method, path=path, status=status)


def wire_query(query: Mapping[str, Any] | None) -> dict[str, Any]:
    """Query parameters as the servers read them: booleans in lower case, ``None`` left out."""
    return {
        key: str(value).lower() if isinstance(value, bool) else value
        for key, value in (query or {}).items()
        if value is not None
    }


def delay_before_repeating(
    outcome: HttpResponse | VeeamError, attempt: int, repeatable: bool, now: float
) -> float | None:
    """Seconds to wait before sending again, or None where it is not sent again.

    ``outcome`` is a response, or the error that came instead of it.
    """
    growing = min(LONGEST_DELAY, float(2 ** min(attempt, 10)))
    if isinstance(outcome, VeeamError):
        return None if isinstance(outcome, (ApiError, CertificateRefused, ResponseLost)) else growing
    after = retry_after(outcome.headers.get("Retry-After"), now)
    if outcome.status_code == 429 or (outcome.status_code == 503 and after is not None):
        return growing if after is None else after
    return growing if repeatable and outcome.status_code in (502, 503, 504) else None


def retry_after(header: str | None, now: float) -> float | None:
    """The seconds that a Retry-After header asks for, given as a number or as a date."""
    if not header:
        return None
    try:
        seconds = float(header)
    except ValueError:
        try:
            date = parsedate_to_datetime(header)
        except (TypeError, ValueError, OverflowError):
            return None
        if date.tzinfo is None:
            date = date.replace(tzinfo=timezone.utc)
        seconds = (date - datetime.fromtimestamp(now, timezone.utc)).total_seconds()
    return min(max(seconds, 0.0), LONGEST_RETRY_AFTER) if math.isfinite(seconds) else None


def response_or_raise(outcome: HttpResponse | VeeamError, method: str, path: str, repeatable: bool) -> HttpResponse:
    if isinstance(outcome, VeeamError):
        raise outcome
    put_off = outcome.status_code == 503 and retry_after(outcome.headers.get("Retry-After"), 0.0) is not None
    if not repeatable and outcome.status_code in (502, 503, 504) and not put_off:
        raise ResponseLost(
            f"{method} {path} was answered with {outcome.status_code} by a gateway; "
            "the server behind it may have acted.",
            method=method,
            path=path,
            status=outcome.status_code,
        )
    return outcome
