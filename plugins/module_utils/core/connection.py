# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options every module has: where the server is and who asks. Private to the collection."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from ansible.module_utils.common.parameters import env_fallback

from .errors import InvalidOption
from .product import Product

LONGEST_TIMEOUT, MOST_RETRIES, LONGEST_PATIENCE = 3600, 100, 600.0
# SHA-1 and SHA-256, in hexadecimal digits.
_FINGERPRINT_LENGTHS = (40, 64)


@dataclass(eq=False, repr=False)
class Connection:
    """Where a server is, how its certificate is checked, and whose rights are used.

    ``url`` is scheme, host and port without a path. ``certificate_fingerprint`` is the SHA-1 or SHA-256 of the
    server's own certificate, in lower case; where it is given, neither ``validate_certs`` nor ``ca_path`` is used.
    ``timeout`` is in seconds, for connecting and for each read; ``retries`` counts the repetitions of a request that is
    safe to repeat; ``patience`` is how many seconds the pauses between them may take together.
    """

    product: Product
    url: str
    revision: str
    username: str | None = None
    password: str | None = None
    access_token: str | None = None
    validate_certs: bool = True
    ca_path: str | None = None
    certificate_fingerprint: str | None = None
    timeout: int = 30
    retries: int = 3
    patience: float = LONGEST_PATIENCE

    @property
    def trusted_certificates(self) -> str | None:
        """File or directory of CA certificates that the option or the environment names; None for those of requests."""
        return self.ca_path or os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE")


def connection_options(product: Product) -> dict[str, Any]:
    """The connection part of a module's argument spec, each option with its environment variable."""

    def env(option: str) -> Any:
        return (env_fallback, [_variable(product, option)])

    return {
        # Required, but the message of Ansible for a missing option would not name the variable.
        "url": {"type": "str", "fallback": env("url")},
        "username": {"type": "str", "fallback": env("username")},
        "password": {"type": "str", "no_log": True, "fallback": env("password")},
        "access_token": {"type": "str", "no_log": True, "fallback": env("access_token")},
        "api_version": {
            "type": "str",
            "choices": list(product.revisions),
            "default": product.default_revision,
            "fallback": env("api_version"),
        },
        "validate_certs": {"type": "bool", "default": True, "fallback": env("validate_certs")},
        "ca_path": {"type": "path", "fallback": env("ca_path")},
        "certificate_fingerprint": {"type": "str", "fallback": env("certificate_fingerprint")},
        "timeout": {"type": "int", "default": 30, "fallback": env("timeout")},
        "retries": {"type": "int", "default": 3, "fallback": env("retries")},
    }


def connection_from(product: Product, params: Mapping[str, Any]) -> Connection:
    """The connection that validated module parameters describe.

    Raises InvalidOption where they describe none: no address, neither a token nor an account, or a value that no
    request can be sent with.
    """
    url = (params.get("url") or "").strip()
    if not url:
        raise InvalidOption(
            f"No {product.title} server is named: give url, or set the environment variable "
            f"{_variable(product, 'url')}.",
            option="url",
        )
    token = access_token(params.get("access_token"))
    if not token and not (params.get("username") and params.get("password")):
        raise InvalidOption(
            f"No account to log in to {product.title} with: give username and password, or access_token, "
            f"or set {_variable(product, 'username')} and {_variable(product, 'password')}."
        )
    return Connection(
        product=product,
        url=server_url(product, url),
        revision=params["api_version"],
        username=params.get("username"),
        password=params.get("password"),
        access_token=token,
        validate_certs=params["validate_certs"],
        ca_path=params.get("ca_path"),
        certificate_fingerprint=fingerprint(params.get("certificate_fingerprint")),
        timeout=_bounded(params, "timeout", 1, LONGEST_TIMEOUT, "seconds"),
        retries=_bounded(params, "retries", 0, MOST_RETRIES, "repetitions"),
        patience=_patience(params.get("wait_timeout")),
    )


def server_url(product: Product, given: str) -> str:
    """``https://host:port`` from a host name, ``host:port`` or URL; scheme and port may be left out."""
    text = given.strip()
    try:
        parts = urlsplit(text if "://" in text else "https://" + text)
        port = parts.port
    except ValueError:
        # Such as a port that is no number, or the bracket of an IPv6 address left open.
        raise _no_address(product, given) from None
    if parts.scheme not in ("https", "http") or not parts.hostname or not _is_one_word(parts.netloc):
        raise _no_address(product, given)
    if parts.username or parts.password:
        raise InvalidOption("url holds an account: give it as username and password instead.", option="url")
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise InvalidOption(
            f"url={given!r} holds a path: give only scheme, host and port, the API's paths are known.", option="url"
        )
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    address = f"https://{host}:{port or product.port}"
    if parts.scheme == "http":
        raise InvalidOption(
            f"url={given!r} would send the password without encryption, so nothing was sent. {product.title} is "
            f"reached by TLS: give {address}.",
            option="url",
        )
    return address


def access_token(given: str | None) -> str | None:
    """The token without the space and the line breaks around it. Raises InvalidOption, which does not quote it."""
    token = (given or "").strip()
    if token and not is_token(token):
        raise InvalidOption(
            "access_token holds a line break, a space or another character that a token cannot have. It is not shown "
            "here, and nothing was sent. Give the text of the token only, such as the access_token that the login "
            "returned.",
            option="access_token",
        )
    return token or None


def is_token(text: str) -> bool:
    """Whether ``text`` is what an HTTP header can carry as a token, without a second meaning."""
    return bool(re.fullmatch(r"[\x21-\x7e]+", text))


def fingerprint(given: str | None) -> str | None:
    """The hexadecimal digits of a fingerprint in lower case; colons, spaces and dashes between them may be given."""
    digits = re.sub(r"[\s:-]", "", given).lower() if given else ""
    if not digits:
        return None
    if len(digits) not in _FINGERPRINT_LENGTHS or not re.fullmatch(r"[0-9a-f]+", digits):
        raise InvalidOption(
            f"certificate_fingerprint={given!r} is no fingerprint of a certificate: give the 64 hexadecimal digits of "
            "its SHA-256, or the 40 of its SHA-1 (the thumbprint), with or without colons.",
            option="certificate_fingerprint",
        )
    return digits


def _bounded(params: Mapping[str, Any], option: str, least: int, most: int, unit: str) -> int:
    value: int = params[option]
    if not least <= value <= most:
        raise InvalidOption(f"{option}={value} is not possible: give {least} to {most} {unit}.", option=option)
    return value


def _patience(wait_timeout: float | None) -> float:
    return LONGEST_PATIENCE if wait_timeout is None else min(LONGEST_PATIENCE, max(0.0, float(wait_timeout)))


def _is_one_word(text: str) -> bool:
    return text.isprintable() and not any(map(str.isspace, text))


def _no_address(product: Product, given: str) -> InvalidOption:
    return InvalidOption(
        f"url={_without_account(given)!r} is not the address of a server: give a host name, or a URL such as "
        f"https://veeam.example.com:{product.port}.",
        option="url",
    )


def _variable(product: Product, option: str) -> str:
    return f"VEEAM_{product.name.upper()}_{option.upper()}"


def _without_account(url: str) -> str:
    return url.rsplit("@", 1)[-1]
