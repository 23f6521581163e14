# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From option names to API names, and what an id looks like. Private to the collection."""

from __future__ import annotations

import re
from typing import Any

from .errors import InvalidOption

UUID = re.compile(r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", re.IGNORECASE)
# What a server says in the place of an id where there is no object.
NO_ID = "00000000-0000-0000-0000-000000000000"


def camel_case(option: str) -> str:
    """``read_write_rate`` -> ``readWriteRate``, the way the vendor writes a property."""
    first, *rest = option.split("_")
    return first + "".join(word[:1].upper() + word[1:] for word in rest)


def is_id(value: Any) -> bool:
    """Whether ``value`` is the id of an object (a UUID), not its name."""
    return isinstance(value, str) and bool(UUID.match(value))


def object_id(option: str, given: str) -> str:
    """``given`` as the server writes ids. Raises InvalidOption for what is none."""
    if not is_id(given):
        raise InvalidOption(
            f"{option}={given!r} is not an id: give the UUID that a task returned or the list of objects shows.",
            option=option,
        )
    return given.lower()
