# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Paths of an API as a task gives them: completed, percent-encoded, and kept within the API.

Pure. Private to the collection.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

from ..core.errors import InvalidOption, joined, listed
from ..core.product import Product

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
# What a segment of a path may hold as it is (RFC 3986), in addition to letters, digits and -._~.
_PLAIN = "!$&'()*+,;=:@"
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")


class ApiPath(NamedTuple):
    """A path from the root of the server (``full``), and the part after the product's prefix (``relative``).

    The latter is empty for the paths outside the prefix, those of the login.
    """

    full: str
    relative: str


def api_path(product: Product, revision: str, given: str, parameters: Mapping[str, Any] | None = None) -> ApiPath:
    """The path of a request, from the option ``path``, with the values of its placeholders.

    ``given`` may begin with the product's prefix or leave it out. Raises InvalidOption for what is no path of the API,
    or leads out of it.
    """
    path = _without_prefix(product, given.strip())
    outside = {product.token_path(revision), product.logout(revision)[1]}
    values = {name: str(value) for name, value in (parameters or {}).items() if value is not None}
    _validate_shape(given, path)
    names = _PLACEHOLDER.findall(path)
    _validate_parameters(given, names, values)
    for segment in path.strip("/").split("/"):
        _validate_segment(given, segment)
    encoded = _PLACEHOLDER.sub(lambda match: "\0" + match[1] + "\0", path)
    literal = quote(encoded, safe="/" + _PLAIN + "\0")
    filled = re.sub("\0(\\w+)\0", lambda match: _encoded(match[1], values[match[1]]), literal)
    return ApiPath(filled, "") if filled in outside else ApiPath(product.prefix(revision) + filled, filled)


def _without_prefix(product: Product, given: str) -> str:
    """The path without the prefix of any revision: that of the task's revision takes its place."""
    prefixes = sorted({product.prefix(revision) for revision in product.revisions}, key=len, reverse=True)
    # The vendor's document may write a later minor version than the server is asked with.
    return next((given[len(prefix) :] for prefix in prefixes if given.startswith(prefix + "/")), given)


def _validate_shape(given: str, path: str) -> None:
    if "://" in given or given.startswith("//"):
        raise InvalidOption(
            f"path={given!r} is an address. Give only the path, such as /repositories; url says which server it is.",
            option="path",
        )
    if not path.startswith("/") or path == "/":
        raise InvalidOption(f"path={given!r} is not a path of the API: begin it with /.", option="path")
    if "?" in path or "#" in path:
        raise InvalidOption(f"path={given!r} holds a query: give its parameters as query.", option="path")
    if "\\" in path or _CONTROLS.search(path):
        raise InvalidOption(
            f"path={given!r} holds a backslash or a control character. Give odd values with path_parameters, which "
            "encodes them.",
            option="path",
        )


def _validate_segment(given: str, segment: str) -> None:
    if not segment:
        raise InvalidOption(f"path={given!r} has an empty part between two slashes.", option="path")
    if _decoded(segment) in (".", "..") or "/" in _decoded(segment):
        raise InvalidOption(f"path={given!r} leads out of the API with {segment!r}. Nothing was sent.", option="path")


def _validate_parameters(given: str, names: list[str], values: Mapping[str, str]) -> None:
    missing = [name for name in names if name not in values]
    if missing:
        raise InvalidOption(
            f"path={given!r} has {listed(missing)} in braces, and path_parameters has no value for it.",
            option="path_parameters",
            missing=missing,
        )
    unknown = sorted(set(values) - set(names))
    if unknown:
        place = f"which has {joined(names)}" if names else "which has no names in braces"
        raise InvalidOption(
            f"path_parameters has {listed(unknown)}, and nothing of that name is in path={given!r}, {place}.",
            option="path_parameters",
        )


def _encoded(name: str, value: str) -> str:
    if not value or _decoded(value) in (".", ".."):
        raise InvalidOption(
            f"path_parameters has {name}={value!r}, which is no value that a path can hold. Nothing was sent.",
            option="path_parameters",
        )
    return quote(value, safe="")


def _decoded(text: str) -> str:
    """``text`` as the last of several servers in a row may read it."""
    for _server in range(3):
        text = unquote(text)
    return text
