# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""YAML as people write it, of plain data, without a library that a managed host may lack.

Pure. Private to the collection.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

# What YAML reads as the end of a line, and what no editor shows.
_ODD = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")


class Template(str):
    """A text that Ansible is to template; all others mean what they say."""

    __slots__ = ()


def yaml_text(value: Any) -> str:
    """A document with ``value`` in it, ending with a line break."""
    return "---\n" + "\n".join(_lines(value)) + "\n"


def _lines(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping) and value:
        for key, part in value.items():
            yield from _entry(f"{_key(str(key))}:", part)
    elif isinstance(value, (list, tuple)) and value:
        for item in value:
            first, *others = _lines(item)
            yield f"- {first}"
            yield from (f"  {line}" for line in others)
    else:
        yield _scalar(value)


def _entry(start: str, value: Any) -> Iterator[str]:
    if isinstance(value, (Mapping, list, tuple)) and value:
        yield start
        yield from (f"  {line}" for line in _lines(value))
    else:
        yield f"{start} {_scalar(value)}"


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z_][\w./]*", key) and key.lower() not in _WORDS else _quoted(key)


_WORDS = ("true", "false", "yes", "no", "on", "off", "null", "y", "n")


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        unsafe = not isinstance(value, Template) and ("{{" in value or "{%" in value or "{#" in value)
        return ("!unsafe " if unsafe else "") + _quoted(value)
    return json.dumps(value)


def _quoted(text: str) -> str:
    return _ODD.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))
