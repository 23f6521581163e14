# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One HTTP request to one server, repeated where that can do no harm.

A request that changes nothing (a read, a login) is repeated after a lost connection, 429 and
502/503/504. One that changes something is repeated only where the server surely did not act: it was
not reached, or it said so (429, 503 with Retry-After). Private to the collection.
"""

from __future__ import annotations

import os
import traceback
import warnings
from collections.abc import Mapping
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import Any

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
from ..core.errors import CertificateRefused, ConnectionFailed, ResponseLost, VeeamError

LONGEST_DELAY = 30.0
LONGEST_RETRY_AFTER = 300.0


class Transport:
    """Connections to one server, kept open between the requests of a task."""

    def __init__(self, connection: Connection, clock: Clock, user_agent: str) -> None:
        self._connection = connection
        self._clock = clock
        if not connection.validate_certs:
            # The user asked for it, and the option says what it means; a warning for each request would add nothing.
            warnings.filterwarnings("ignore", "Unverified HTTPS request")
        self._http = requests.Session()
        self._http.headers.update({"User-Agent": user_agent, "Accept": "application/json"})
        # The environment (proxies, CA certificates) is read once and not for each request.
        self._http.trust_env = False
        self._http.proxies.update(requests.utils.get_environ_proxies(connection.url))
        trusted = connection.ca_path or os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE")
        self._verify: str | bool = (trusted or True) if connection.validate_certs else False

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
        json: Any = None,
        form: Mapping[str, str] | None = None,
        *,
        timeout: float | None = None,
    ) -> requests.Response:
        """The response of the server, whatever its status.

        ``timeout`` is how many seconds the server may be silent, where that is not the time-out of the connection.
        Raises ConnectionFailed (CertificateRefused for TLS) where the server did not act, ResponseLost
        where a request that is not ``repeatable`` may have been acted on.
        """
        payload: dict[str, Any] = {"params": wire_query(query), "headers": dict(headers)}
        if json is not None:
            payload["json"] = json
        if form is not None:
            payload["data"] = dict(form)
        usual = self._connection.timeout
        payload["timeout"] = usual if timeout is None else (usual, max(timeout, usual))
        attempt = 0
        while True:
            outcome = self._once(method, path, repeatable, token, payload)
            delay = delay_before_repeating(outcome, attempt, repeatable, self._clock.now())
            if delay is None or attempt >= self._connection.retries:
                return _response_or_raise(outcome, method, path, repeatable)
            self._clock.sleep(delay)
            attempt += 1

    def _once(self, method: str, path: str, repeatable: bool, token: str | None, payload: dict[str, Any]) -> Any:
        connection = self._connection
        try:
            return self._http.request(
                method,
                connection.url + path,
                verify=self._verify,
                # A redirect could turn a write into a read, and carry the token elsewhere.
                allow_redirects=False,
                # As a callable, so that no .netrc entry takes the place of the token.
                auth=_Bearer(token),
                **payload,
            )
        except requests.exceptions.RequestException as error:
            return _transport_error(error, connection, method, path, repeatable, _silence(payload["timeout"]))
        except OSError as error:
            # requests raises it bare for a ca_path that does not exist.
            return CertificateRefused(f"{error}. Give ca_path as a file or directory of CA certificates.")


def _silence(timeout: float | tuple[float, float]) -> float:
    """The seconds that the server may be silent, of a time-out as requests takes it."""
    return timeout[1] if isinstance(timeout, tuple) else timeout


class _Bearer:
    def __init__(self, token: str | None) -> None:
        self._token = token

    def __call__(self, request: Any) -> Any:
        if self._token:
            request.headers["Authorization"] = "Bearer " + self._token
        return request


def wire_query(query: Mapping[str, Any] | None) -> dict[str, Any]:
    """Query parameters as the servers read them: booleans in lower case, ``None`` left out."""
    return {
        key: str(value).lower() if isinstance(value, bool) else value
        for key, value in (query or {}).items()
        if value is not None
    }


def delay_before_repeating(outcome: Any, attempt: int, repeatable: bool, now: float) -> float | None:
    """Seconds to wait before sending again, or None where it is not sent again.

    ``outcome`` is a response, or the error that came instead of it.
    """
    growing = min(LONGEST_DELAY, float(2**attempt))
    if isinstance(outcome, VeeamError):
        if isinstance(outcome, (CertificateRefused, ResponseLost)):
            return None
        return growing
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
        except (TypeError, ValueError):
            return None
        if date.tzinfo is None:
            date = date.replace(tzinfo=timezone.utc)
        seconds = (date - datetime.fromtimestamp(now, timezone.utc)).total_seconds()
    return min(max(seconds, 0.0), LONGEST_RETRY_AFTER)


def _response_or_raise(outcome: Any, method: str, path: str, repeatable: bool) -> requests.Response:
    if isinstance(outcome, VeeamError):
        raise outcome
    put_off = outcome.status_code == 503 and "Retry-After" in outcome.headers
    if not repeatable and outcome.status_code in (502, 503, 504) and not put_off:
        raise ResponseLost(
            f"{method} {path} was answered with {outcome.status_code} by a gateway; "
            "the server behind it may have acted.",
            method=method,
            path=path,
            status=outcome.status_code,
        )
    response: requests.Response = outcome
    return response


def _transport_error(
    error: requests.exceptions.RequestException,
    connection: Connection,
    method: str,
    path: str,
    repeatable: bool,
    silence: float,
) -> VeeamError:
    facts = {"url": connection.url, "method": method, "path": path}
    title = connection.product.title
    if isinstance(error, requests.exceptions.SSLError):
        return CertificateRefused(
            f"No trusted TLS connection to {title} at {connection.url}: {_reason(error)}. Put the CA that signed its "
            "certificate into a file and name it in ca_path, and give a url that the certificate is made out to; "
            "validate_certs=false turns the check off.",
            **facts,
        )
    if isinstance(error, requests.exceptions.ProxyError):
        return ConnectionFailed(
            f"{title} at {connection.url} was not reached through the proxy that the environment names: "
            f"{_reason(error)}. Check HTTPS_PROXY; NO_PROXY lists what is reached without it.",
            **facts,
        )
    if _never_sent(error):
        return ConnectionFailed(
            f"{title} at {connection.url} was not reached: {_reason(error)}. Check url (the default port is "
            f"{connection.product.port}), the service and the firewall.",
            **facts,
        )
    if isinstance(error, requests.exceptions.Timeout):
        what = f"did not answer {method} {path} within {silence:g} seconds (timeout)"
    else:
        what = f"closed the connection during {method} {path}: {_reason(error)}"
    kind = ConnectionFailed if repeatable else ResponseLost
    return kind(f"{title} at {connection.url} {what}.", **facts)


def _never_sent(error: requests.exceptions.RequestException) -> bool:
    never = (
        requests.exceptions.ConnectTimeout,
        requests.exceptions.InvalidURL,
        requests.exceptions.MissingSchema,
    )
    if isinstance(error, never):
        return True
    cause = getattr(error.args[0], "reason", None) if error.args else None
    # urllib3's NewConnectionError (refused, no route) and NameResolutionError, by name: urllib3 is not ours to import.
    return type(cause).__name__ in ("NewConnectionError", "NameResolutionError", "ConnectTimeoutError")


def _reason(error: BaseException) -> str:
    """The innermost words of an exception that wraps others, without object addresses."""
    cause = getattr(error.args[0], "reason", None) if error.args else None
    # urllib3 keeps what went wrong with a proxy apart from the error that says so.
    text = str(getattr(cause, "original_error", None) or cause or error).rsplit(">: ", 1)[-1]
    what = text[text.find("Failed to ") :] if "Failed to " in text else text
    return what.replace("Failed to establish a new connection: ", "").strip().rstrip(".")
