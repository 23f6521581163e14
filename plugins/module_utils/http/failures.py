# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Why a request got no response, as an error that says what to do. Private to the collection."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from ..core.connection import Connection
from ..core.errors import CertificateRefused, ConnectionFailed, ResponseLost, VeeamError, readable
from .certificates import fingerprints, shown_certificate

# Without it, the transport says so, and there are no failures.
with suppress(ImportError):
    import requests

# How OpenSSL names it where the other side does not speak TLS; which of them depends on its version.
_NO_TLS = ("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE", "HTTP_REQUEST", "UNKNOWN_PROTOCOL")
# Seconds to look at a certificate that was refused.
LONGEST_LOOK = 5
# How errors of urllib3 begin, which tells a person nothing.
_POOL = re.compile(r"^\w+\(host=[^)]*\): ")
_UNUSABLE_CA = ("NO_CERTIFICATE_OR_CRL_FOUND", "PEM lib", "BAD_BASE64_DECODE", "NOT_ENOUGH_DATA")


def transport_error(
    error: OSError,
    connection: Connection,
    method: str,
    path: str,
    *,
    repeatable: bool,
    sent: bool,
    over: bool,
    silence: float,
) -> VeeamError:
    """What ``error`` means. ``sent``: the request may have arrived; ``over``: the time for the whole response was over;
    ``silence``: the seconds that the server might be silent.

    ConnectionFailed where the server did not act (CertificateRefused for its certificate), ResponseLost where a
    request that is not ``repeatable`` may have been acted on.
    """
    facts = {"url": connection.url, "method": method, "path": path}
    where = f"{connection.product.title} at {connection.url}"
    if not isinstance(error, requests.exceptions.RequestException):
        # requests raises it bare for a file of certificates that does not exist.
        return CertificateRefused(_ca_problem(str(error)), **facts)
    if isinstance(error, requests.exceptions.ProxyError) and not sent:
        return ConnectionFailed(
            f"{where} was not reached through the proxy that the environment names: {_reason(error)}. Check "
            "HTTPS_PROXY; NO_PROXY lists what is reached without it.",
            **facts,
        )
    if not sent:
        if isinstance(error, requests.exceptions.SSLError):
            return _tls_error(error, connection, facts)
        return ConnectionFailed(
            f"{where} was not reached: {_reason(error)}. Check url (the default port is {connection.product.port}), "
            "the service and the firewall.",
            **facts,
        )
    if over:
        what = f"did not finish its response to {method} {path} in time (timeout={connection.timeout} seconds)"
    elif isinstance(error, requests.exceptions.Timeout) or "timed out" in str(error):
        what = f"did not answer {method} {path} within {silence:g} seconds (timeout)"
    else:
        what = f"closed the connection during {method} {path}: {_reason(error)}"
    kind = ConnectionFailed if repeatable else ResponseLost
    return kind(f"{where} {what}.", **facts)


def _tls_error(error: BaseException, connection: Connection, facts: Mapping[str, str]) -> VeeamError:
    """Why no TLS connection came about, over which nothing was sent."""
    text = str(error)
    where = f"{connection.product.title} at {connection.url}"
    if "Fingerprints did not match" in text:
        return _untrusted(
            f"The certificate of {where} is not the one that certificate_fingerprint names "
            f"({connection.certificate_fingerprint}).",
            "If the certificate of the server was replaced, compare {} and change certificate_fingerprint. If not, "
            "somebody may be between you and the server.",
            connection,
            facts,
        )
    if _is_distrust(error):
        return _untrusted(
            f"No trusted TLS connection to {where}: {_reason(error)}. It was checked against {_trusted(connection)}.",
            "Compare {}: if it is the same, give it as certificate_fingerprint. Or name the file of the CA that signed "
            "it in ca_path, and give a url that the certificate is made out to. validate_certs=false turns the check "
            "off.",
            connection,
            facts,
        )
    if any(word in text for word in _UNUSABLE_CA):
        return CertificateRefused(_ca_problem(f"{_trusted(connection)} cannot be read: {_reason(error)}"), **facts)
    if any(word in text for word in _NO_TLS):
        return ConnectionFailed(
            f"{where} does not speak TLS ({_reason(error)}), so nothing was sent. Check the port in url: the default "
            f"port is {connection.product.port}.",
            **facts,
        )
    return ConnectionFailed(
        f"No TLS connection to {where}: {_reason(error)}. Nothing was sent. Check the port in url (the default port is "
        f"{connection.product.port}), and that the server supports TLS 1.2 or newer.",
        **facts,
    )


def _untrusted(problem: str, advice: str, connection: Connection, facts: Mapping[str, str]) -> CertificateRefused:
    """The error for a certificate, with the fingerprint that the server shows, and how to compare it."""
    proxied = requests.utils.select_proxy(connection.url, requests.utils.get_environ_proxies(connection.url))
    certificate = None if proxied else shown_certificate(connection.url, min(LONGEST_LOOK, connection.timeout))
    if certificate is None:
        return CertificateRefused(f"{problem} {advice.format('its fingerprint with that on the server')}", **facts)
    seen = fingerprints(certificate)
    shown = (
        f"The server shows a certificate with the SHA-256 fingerprint {seen['sha256']} and the SHA-1 thumbprint "
        f"{seen['sha1']}."
    )
    advice = advice.format("this with what the server itself shows, in its console or its certificate store")
    return CertificateRefused(
        f"{problem} {shown} {advice}", fingerprint_sha256=seen["sha256"], fingerprint_sha1=seen["sha1"], **facts
    )


def _trusted(connection: Connection) -> str:
    path = connection.trusted_certificates
    if path is None:
        return "the CA certificates of the Python package certifi (no ca_path is given)"
    if connection.ca_path:
        return f"ca_path={path}"
    return f"{path}, which the environment variable REQUESTS_CA_BUNDLE or CURL_CA_BUNDLE names"


def _ca_problem(problem: str) -> str:
    return f"{problem.rstrip('.')}. Give ca_path as a file or directory of CA certificates in PEM format."


def _is_distrust(error: BaseException) -> bool:
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in _causes(error)):
        return True
    # Names are also compared by urllib3, whose error is not ours to import.
    text = str(error).lower()
    return "certificate verify failed" in text or "doesn't match" in text


def _causes(error: BaseException) -> Iterator[BaseException]:
    """``error`` and those that it wraps, in the way of urllib3: as an argument or as a reason."""
    cause: Any = error
    while isinstance(cause, BaseException):
        yield cause
        cause = getattr(cause, "reason", None) or (cause.args[0] if cause.args else None)


def _reason(error: BaseException) -> str:
    """The innermost words of an exception that wraps others, without object addresses."""
    cause = getattr(error.args[0], "reason", None) if error.args else None
    # urllib3 keeps what went wrong with a proxy apart from the error that says so.
    text = str(getattr(cause, "original_error", None) or cause or error).rsplit(">: ", 1)[-1]
    what = text[text.find("Failed to ") :] if "Failed to " in text else text
    what = _POOL.sub("", what.replace("Failed to establish a new connection: ", ""))
    return readable(what).rstrip(".")
