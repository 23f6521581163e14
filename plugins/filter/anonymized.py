# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Remove what identifies an installation from the responses of its server."""

from __future__ import annotations

DOCUMENTATION = r"""
name: anonymized
short_description: Remove secrets, names and addresses from responses of a server
version_added: 0.1.0
author:
  - OpenDR contributors (@opendr)
description:
  - Replaces every text in a structure of JSON, except for those that are known to be harmless. What stays is numbers,
    truth values, V(null), dates and times, versions of products, and single words under a key such as C(type),
    C(state), C(result) or C(platformName).
  - Equal texts are replaced by equal ones, so that it can still be seen which objects belong together. IDs become other
    IDs, addresses become addresses that are reserved for documentation, and all other texts become V(text-1), V(text-2)
    and so on.
  - The playbook C(opendr.veeam.record_answers) uses it.
positional: _input
options:
  _input:
    description: The structure, such as a list of responses.
    type: raw
    required: true
"""

EXAMPLES = r"""
- name: Show a response without names
  ansible.builtin.debug:
    msg: "{{ {'name': 'app01', 'type': 'VM', 'state': null, 'address': '10.1.2.3'} | opendr.veeam.anonymized }}"
  # {"name": "text-1", "type": "VM", "state": null, "address": "192.0.2.1"}
"""

RETURN = r"""
_value:
  description: The same structure with other texts.
  type: raw
"""

import ipaddress
import re
import string
from collections.abc import Callable, Mapping, Sequence
from typing import Any

# Under keys that end like this the vendor writes words of its own.
VENDOR_WORDS = re.compile(
    r"(type|types|state|status|result|platform|platformname|mode|kind|severity|edition|algorithm|unit|operations|"
    r"alloweddeletingoperations|errorcode|origin|tier|days|months|method)$",
    re.IGNORECASE,
)
WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*")
KEY = re.compile(r"[A-Za-z_$@][A-Za-z0-9_]*")
TIME = re.compile(r"\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:?\d{2})?)?|\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?")
VERSION = re.compile(r"[Vv]?\d+(\.\d+)*(-rev\d+)?")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
NO_ID = re.compile(r"[0-]+")
HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]*\.)+[A-Za-z]{2,}\.?")


class Anonymizer:
    """Replaces texts, equal ones by equal ones, for as long as it lives."""

    def __init__(self) -> None:
        self._substitutes: dict[tuple[str, str], str] = {}
        self._counts: dict[str, int] = {}

    def replace(self, value: object, key: str = "") -> Any:
        """``value`` without what identifies anything; ``key`` is the one that it stands under."""
        if isinstance(value, str):
            return self._text(value, key)
        if isinstance(value, Mapping):
            return {self._key(str(name)): self.replace(item, str(name)) for name, item in value.items()}
        return [self.replace(item, key) for item in value] if isinstance(value, Sequence) else value

    def _key(self, name: str) -> str:
        """A property is the vendor's; anything else is a name that somebody gave."""
        return name if KEY.fullmatch(name) else self._substitute("text", name, "text-{}".format)

    def _text(self, text: str, key: str) -> str:
        if not text.strip() or TIME.fullmatch(text):
            return text
        if (VENDOR_WORDS.search(key) and WORD.fullmatch(text)) or ("ersion" in key and VERSION.fullmatch(text)):
            return text
        if UUID.fullmatch(text):
            return text if NO_ID.fullmatch(text) else self._substitute("id", text.lower(), _id)
        address = _address(text)
        if address is not None:
            return self._substitute(f"address{address.version}", text, _ADDRESSES[address.version])
        if HOST.fullmatch(text):
            return self._substitute("host", text.lower(), "host-{}.example.com".format)
        return self._substitute("text", text, "text-{}".format)

    def _substitute(self, kind: str, text: str, made: Callable[[int], str]) -> str:
        if (kind, text) not in self._substitutes:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            self._substitutes[kind, text] = made(self._counts[kind])
        return self._substitutes[kind, text]


def _id(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012x}"


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    # Most texts are none, and raising an error for each takes long.
    if not set(text) <= {*string.hexdigits, ".", ":"}:
        return None
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


# The ranges for documentation: 192.0.2.0/24, and after its end 198.51.100.0/24; 2001:db8::/32.
_ADDRESSES: dict[int, Callable[[int], str]] = {
    4: lambda number: f"192.0.2.{number}" if number < 255 else f"198.51.100.{number % 255}",
    6: lambda number: f"2001:db8::{number:x}",
}


def anonymized(value: object) -> Any:
    """``value`` with every text replaced that may identify something."""
    return Anonymizer().replace(value)


class FilterModule:
    """The filter, under its name."""

    def filters(self) -> dict[str, Callable[[Any], Any]]:
        """Every filter of this file."""
        return {"anonymized": anonymized}
