# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The secrets in bodies whose properties no field describes: found by their names, and by the paths that a task gives.

Pure. Private to the collection.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..engine.masking import SECRET_VALUE

# The names by which the three APIs call what is secret.
_NAME = re.compile(
    r"(password|passphrase|secret|token|keyOrPassword|(secret|private|shared|session|recovery|account)_?key|saslink"
    r"|(auth|authorization|mfa|verification)_?code|pfxbase64|privatekeybase64)$",
    re.IGNORECASE,
)
_EACH = "*"
Path = tuple[str, ...]


def paths_of(given: Sequence[str] | None) -> list[Path]:
    """Dotted paths, as a task gives them, in their parts."""
    return [tuple(str(path).split(".")) for path in given or ()]


def hidden(value: Any, paths: Sequence[Path]) -> Any:
    """``value`` with another one in the place of every secret."""
    return _walk(value, paths, [])


def secrets_in(value: Any, paths: Sequence[Path]) -> set[str]:
    """The secrets in ``value``, as texts."""
    found: list[Any] = []
    _walk(value, paths, found)
    return {text for secret in found for text in _texts(secret)}


def secrets_of_task(raw: Mapping[str, Any]) -> set[str]:
    """The secrets in the arguments of a task as written, however wrong they are."""
    given = raw.get("secret_paths")
    paths = paths_of([given] if isinstance(given, str) else given if isinstance(given, (list, tuple)) else ())
    return secrets_in(raw.get("body"), paths) | secrets_in(raw.get("query"), ())


def is_secret(name: str) -> bool:
    """Whether a property of this name holds a secret."""
    return bool(_NAME.search(name))


def _walk(value: Any, paths: Sequence[Path], found: list[Any]) -> Any:
    if isinstance(value, (list, tuple)):
        return [_walk(item, paths, found) for item in value]
    if not isinstance(value, Mapping):
        return value
    shown = {}
    for name, part in value.items():
        inner = [path[1:] for path in paths if path[0] in (_EACH, name)]
        if part is not None and (() in inner or (is_secret(str(name)) and _is_text(part))):
            found.append(part)
            shown[name] = SECRET_VALUE
        else:
            shown[name] = _walk(part, [path for path in inner if path], found)
    return shown


def _is_text(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value))


def _texts(secret: Any) -> Iterator[str]:
    if isinstance(secret, Mapping):
        for part in secret.values():
            yield from _texts(part)
    elif isinstance(secret, (list, tuple)):
        for part in secret:
            yield from _texts(part)
    elif secret is not None and not isinstance(secret, bool) and str(secret):
        yield str(secret)
