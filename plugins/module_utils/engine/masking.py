# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""No secret in what a task returns, whichever ansible-core runs it.

Up to 2.21, ansible-core removes from a result what it knows to be secret, with a function that 2.22 deprecates. Since
then it masks what it shows, but leaves registered variables as they are. Private to the collection.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

try:
    from ansible.module_utils import secrets as _of_ansible  # type: ignore[attr-defined]
except ImportError:
    # Before 2.22, ansible-core knows of no secrets but those among the options.
    _of_ansible = None

# The words of ansible-core, for a value that is a secret and for a text that contains one.
SECRET_VALUE, SECRET_PART = "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER", "********"

# How many texts are searched for secrets together, and copied for that.
_TEXTS_AT_ONCE = 1000


def every_form(secrets: Iterable[object]) -> set[str]:
    """Secrets as text, and as a message may quote them: without white space around them, or escaped. Pure."""
    forms: set[str] = set()
    for secret in map(str, secrets):
        for text in {secret, secret.strip()} if secret.strip() else ():
            forms.update((text, repr(text)[1:-1], json.dumps(text)[1:-1]))
    return forms


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
    texts: list[str] = []
    return _are_plain_without([value], secrets, texts) and not _any_in(secrets, texts)


def _are_plain_without(values: Iterable[Any], secrets: list[str], texts: list[str]) -> bool:
    """The same for several values; the last of their ``texts`` may be left to search."""
    for value in values:
        kind = type(value)
        if kind is str:
            texts.append(value)
        elif value is None or kind is bool:
            continue
        elif kind is int or kind is float:
            texts.append(str(value))
        elif kind is dict:
            if not _are_plain_without(value.values(), secrets, texts):
                return False
        elif kind is not list or not _are_plain_without(value, secrets, texts):
            return False
    if len(texts) < _TEXTS_AT_ONCE:
        return True
    found = _any_in(secrets, texts)
    texts.clear()
    return not found


def _any_in(secrets: list[str], texts: list[str]) -> bool:
    together = "\n".join(texts)
    return any(secret in together for secret in secrets)


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
    return value
