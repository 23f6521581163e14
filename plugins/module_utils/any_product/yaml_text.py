# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""YAML as people write it, of plain data, without a library that a managed host may lack.

Pure. Private to the collection.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping

# What YAML reads as the end of a line, what it does not accept in a file, and what no editor shows.
_ODD = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
# Half of a character. No file can hold it, and not every YAML reader accepts it escaped.
_HALF = re.compile("[\ud800-\udfff]")


class Template(str):
    """A text that Ansible is to template; all others mean what they say."""

    __slots__ = ()


def yaml_text(value: object) -> str:
    """A document with ``value`` in it, ending with a line break."""
    return "---\n" + "\n".join(_lines(value)) + "\n"


def _lines(value: object) -> Iterator[str]:
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


def _entry(start: str, value: object) -> Iterator[str]:
    if isinstance(value, (Mapping, list, tuple)) and value:
        yield start
        yield from (f"  {line}" for line in _lines(value))
    else:
        yield f"{start} {_scalar(value)}"


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z_][\w./]*", key) and key.lower() not in _WORDS else _quoted(key)


_WORDS = ("true", "false", "yes", "no", "on", "off", "null", "y", "n")


def _scalar(value: object) -> str:
    if isinstance(value, str):
        unsafe = not isinstance(value, Template) and ("{{" in value or "{%" in value or "{#" in value)
        return ("!unsafe " if unsafe else "") + _quoted(value)
    return _number(value) if isinstance(value, float) else json.dumps(value)


def _number(value: float) -> str:
    """YAML 1.1 reads a number with an exponent as text where it has no point."""
    if math.isnan(value) or math.isinf(value):
        return ".nan" if math.isnan(value) else ".inf" if value > 0 else "-.inf"
    mantissa, exponent, power = repr(value).partition("e")
    return mantissa + (".0" if exponent and "." not in mantissa else "") + exponent + power


def _quoted(text: str) -> str:
    written = json.dumps(_HALF.sub("\N{REPLACEMENT CHARACTER}", text), ensure_ascii=False)
    return _ODD.sub(lambda match: f"\\u{ord(match[0]):04x}", written)
