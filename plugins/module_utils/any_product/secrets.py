# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The secrets in bodies whose properties no field describes: found by their names, and by the paths that a task gives.

Pure. Private to the collection.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from ..engine.masking import SECRET_VALUE

# The names by which the three APIs call what is secret.
_NAME = re.compile(
    r"(password|passphrase|secret|token|keyOrPassword|(secret|private|shared|session|recovery|account)_?key|saslink"
    r"|(auth|authorization|mfa|verification|handshake)_?code|pfxbase64|privatekeybase64|communitystring|keyfile"
    r"|applicationcertificate)$",
    re.IGNORECASE,
)
# Names that only some objects have for a secret: those that have one of these properties beside it.
_NAME_BESIDE: Mapping[str, Collection[str]] = {
    "certificate": ("formatType",),
    "code": ("state", "grant_type", "token"),
}
_EACH = "*"
Path = tuple[str, ...]


def paths_of(given: Sequence[str] | None) -> list[Path]:
    """Dotted paths, as a task gives them, in their parts."""
    return [tuple(str(path).split(".")) for path in given or ()]


def hidden(value: object, paths: Sequence[Path]) -> Any:
    """``value`` with another one in the place of every secret."""
    return _walk(value, paths, [])


def secrets_in(value: object, paths: Sequence[Path]) -> set[str]:
    """The secrets in ``value``, as texts."""
    found: list[Any] = []
    _walk(value, paths, found)
    return {text for secret in found for text in _texts(secret)}


def secrets_of_task(raw: Mapping[str, Any]) -> set[str]:
    """The secrets in the arguments of a task as written, however wrong they are."""
    given = raw.get("secret_paths")
    paths = paths_of([given] if isinstance(given, str) else given if isinstance(given, (list, tuple)) else ())
    return _secrets_in_body(raw.get("body"), paths) | secrets_in(raw.get("query"), ())


def is_secret(name: str, beside: Collection[str] = ()) -> bool:
    """Whether a property of this name holds a secret, in an object that has the properties ``beside``."""
    return bool(_NAME.search(name)) or any(other in beside for other in _NAME_BESIDE.get(name, ()))


def _secrets_in_body(body: object, paths: Sequence[Path]) -> set[str]:
    """The secrets in a body; of a text, nobody knows what is in it, so it is one as a whole."""
    if not isinstance(body, str):
        return secrets_in(body, paths)
    with suppress(ValueError):
        return {body} | secrets_in(json.loads(body), paths)
    return {body}


def _walk(value: object, paths: Sequence[Path], found: list[Any]) -> Any:
    if isinstance(value, (list, tuple)):
        return [_walk(item, paths, found) for item in value]
    if not isinstance(value, Mapping):
        return value
    shown = {}
    for name, part in value.items():
        inner = [path[1:] for path in paths if path[0] in (_EACH, name)]
        if part is not None and (() in inner or (is_secret(str(name), value) and not isinstance(part, bool))):
            found.append(part)
            shown[name] = SECRET_VALUE
        else:
            shown[name] = _walk(part, [path for path in inner if path], found)
    return shown


def _texts(secret: object) -> Iterator[str]:
    if isinstance(secret, Mapping):
        for part in secret.values():
            yield from _texts(part)
    elif isinstance(secret, (list, tuple)):
        for part in secret:
            yield from _texts(part)
    elif secret is not None and not isinstance(secret, bool) and str(secret):
        yield str(secret)
