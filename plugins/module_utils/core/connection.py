# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options every module has: where the server is and who asks. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from ansible.module_utils.common.parameters import env_fallback

from .errors import InvalidOption
from .product import Product


@dataclass(frozen=True, eq=False, repr=False)
class Connection:
    """Where a server is, how its certificate is checked, and whose rights are used.

    ``url`` is scheme, host and port without a path. ``timeout`` is in seconds, for connecting and for
    each read; ``retries`` counts the repetitions of a request that is safe to repeat.
    """

    product: Product
    url: str
    revision: str
    username: str | None = None
    password: str | None = None
    access_token: str | None = None
    validate_certs: bool = True
    ca_path: str | None = None
    timeout: int = 30
    retries: int = 3


def connection_options(product: Product) -> dict[str, Any]:
    """The connection part of a module's argument spec, each option with its environment variable."""

    def env(option: str) -> Any:
        return (env_fallback, [f"VEEAM_{product.name.upper()}_{option.upper()}"])

    return {
        "url": {"type": "str", "required": True, "fallback": env("url")},
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
        "timeout": {"type": "int", "default": 30, "fallback": env("timeout")},
        "retries": {"type": "int", "default": 3, "fallback": env("retries")},
    }


def connection_from(product: Product, params: Mapping[str, Any]) -> Connection:
    """The connection that validated module parameters describe.

    Raises InvalidOption where they describe none: no address, or neither a token nor an account.
    """
    if not params.get("access_token") and not (params.get("username") and params.get("password")):
        prefix = f"VEEAM_{product.name.upper()}_"
        raise InvalidOption(
            f"No account to log in to {product.title} with: give username and password, or access_token, "
            f"or set {prefix}USERNAME and {prefix}PASSWORD."
        )
    return Connection(
        product=product,
        url=server_url(product, params["url"]),
        revision=params["api_version"],
        username=params.get("username"),
        password=params.get("password"),
        access_token=params.get("access_token"),
        validate_certs=params["validate_certs"],
        ca_path=params.get("ca_path"),
        timeout=params["timeout"],
        retries=params["retries"],
    )


def server_url(product: Product, given: str) -> str:
    """``scheme://host:port`` from a host name, ``host:port`` or URL; scheme and port may be left out."""
    text = given.strip()
    parts = urlsplit(text if "://" in text else "https://" + text)
    try:
        port = parts.port
    except ValueError:
        port = -1
    if parts.scheme not in ("https", "http") or not parts.hostname or port == -1:
        raise InvalidOption(
            f"url={_without_account(given)!r} is not the address of a server: give a host name, or a URL such as "
            f"https://veeam.example.com:{product.port}."
        )
    if parts.username or parts.password:
        raise InvalidOption("url holds an account: give it as username and password instead.")
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise InvalidOption(f"url={given!r} holds a path: give only scheme, host and port, the API's paths are known.")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}:{port or product.port}"


def _without_account(url: str) -> str:
    return url.rsplit("@", 1)[-1]
