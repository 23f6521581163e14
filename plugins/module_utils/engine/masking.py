# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""No secret in what a task returns, whichever ansible-core runs it.

Up to 2.21, ansible-core removes from a result what it knows to be secret, with a function that 2.22 deprecates. Since
then it masks what it shows, but leaves registered variables as they are. Private to the collection.
"""

from __future__ import annotations

import json
import marshal
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

try:
    from ansible.module_utils import secrets as _of_ansible  # type: ignore[attr-defined]
except ImportError:
    # Before 2.22, ansible-core knows of no secrets but those among the options.
    _of_ansible = None

# The words of ansible-core, for a value that is a secret and for a text that contains one.
SECRET_VALUE, SECRET_PART = "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER", "********"

# As html.escape has it, whose module has all names of signs with it.
_ESCAPED_IN_HTML = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;", ord("'"): "&#x27;"}
_ESCAPED_BY_DOTNET = {ord(sign): f"\\u{ord(sign):04X}" for sign in "&<>'+"}
# What stands where a message was cut, and how much of a secret before it is hidden as well.
CUT, SHORTEST_PREFIX = "...", 3
# How many values are searched for secrets together, and copied for that.
_AT_ONCE = 1000
# Each text is in this form as it is, the first time that it comes; where the same one comes again there is a reference.
# Earlier forms convert each text, which takes twice as long.
_MARSHAL_VERSION = 4


def every_form(secrets: Iterable[object]) -> set[str]:
    """Secrets as text, and as a message may quote them: on one line, or escaped in any usual way. Pure."""
    forms: set[str] = set()
    for secret in map(str, secrets):
        for text in {secret, secret.strip(), " ".join(secret.split())} if secret.strip() else ():
            forms.update(
                (text, repr(text)[1:-1], json.dumps(text)[1:-1], text.translate(_ESCAPED_IN_HTML), _quoted(text))
            )
            # As the servers, which run on .NET, write JSON.
            forms.add(json.dumps(text)[1:-1].translate(_ESCAPED_BY_DOTNET))
    return forms


def _quoted(text: str) -> str:
    """A text as an address has it; half a character stays half a character."""
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


def register_secrets(secrets: Iterable[str]) -> None:
    """Make ansible-core mask these secrets too in all that it shows, where it can."""
    if _of_ansible is not None:
        _of_ansible.register_secrets(secrets)


def masked(value: object, secrets: Iterable[str]) -> Any:
    """``value`` without the secrets in it, at any depth. Pure."""
    # A secret may be a part of a longer one.
    known = sorted(filter(None, secrets), key=len, reverse=True)
    return value if _is_plain_without(value, known) else _masked(value, known)


def _is_plain_without(value: object, secrets: list[str]) -> bool:
    """Whether ``value`` is plain data in which no secret can be: true of nearly all results, and quickly seen."""
    texts = [secret.encode("utf-8", "surrogatepass") for secret in secrets]
    numbers = [secret for secret in secrets if _may_be_a_number(secret)]
    return all(_has_none_of(texts, numbers, part) for part in _parts(value))


def _may_be_a_number(secret: str) -> bool:
    try:
        float(secret)
    except ValueError:
        return False
    return True


def _parts(value: object) -> Iterable[Any]:
    """The values of a result; long lists in slices of _AT_ONCE items."""
    for part in value.values() if isinstance(value, dict) else [value]:
        if isinstance(part, list):
            yield from (part[start : start + _AT_ONCE] for start in range(0, len(part), _AT_ONCE))
        else:
            yield part


def _has_none_of(texts: list[bytes], numbers: list[str], value: Any) -> bool:
    """Whether ``value`` is plain data, and none of the secrets is in it.

    Python's own form for code has it in one go: it takes nothing but plain data, and every text is in it as it is, at
    least once. Numbers are not, but the form for people has them.
    """
    try:
        data = marshal.dumps(value, _MARSHAL_VERSION)
    except ValueError:
        return False
    if any(text in data for text in texts) or (texts and CUT.encode() in data):
        return False
    shown = repr(value) if numbers else ""
    return not any(number in shown for number in numbers)


def _masked(value: object, secrets: list[str]) -> Any:
    if isinstance(value, Mapping):
        return {key: _masked(item, secrets) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_masked(item, secrets) for item in value]
    if value is None or isinstance(value, bool):
        return value
    if str(value) in secrets:
        return SECRET_VALUE
    if isinstance(value, str):
        for secret in secrets:
            value = value.replace(secret, SECRET_PART)
        value = _without_cut(value, secrets)
    return value


def _without_cut(text: str, secrets: list[str]) -> str:
    """``text`` without the beginning of a secret in which a message was cut."""
    kept, *others = text.split(CUT)
    for part in others:
        for secret in secrets:
            ends = (end for end in range(len(secret) - 1, SHORTEST_PREFIX - 1, -1) if kept.endswith(secret[:end]))
            end = next(ends, 0)
            if end:
                kept = kept[: len(kept) - end] + SECRET_PART
        kept += CUT + part
    return kept
