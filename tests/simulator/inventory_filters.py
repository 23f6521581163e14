# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter expressions and sorting of VBR's inventory browser. Everything here is pure.

Names of properties and operations, and texts, are compared without regard to case; revisions spell them differently.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from .messages import Refusal
from .state import Item

PROPERTIES = ("platform", "size", "hostName", "name", "type", "objectId", "urn")
_UNITS = {"": 1, "b": 1, "kb": 1024, "mb": 1024**2, "gb": 1024**3, "tb": 1024**4}
_SIZE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*\Z", re.IGNORECASE)

_TEXT: dict[str, Callable[[str, str], bool]] = {
    "in": lambda found, wanted: found in [part.strip() for part in wanted.split(",")],
    "contains": lambda found, wanted: wanted in found,
    "equals": lambda found, wanted: found == wanted,
    "notequals": lambda found, wanted: found != wanted,
    "startswith": lambda found, wanted: found.startswith(wanted),
    "endswith": lambda found, wanted: found.endswith(wanted),
}
_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "lessthan": lambda found, wanted: found < wanted,
    "lessthanorequal": lambda found, wanted: found <= wanted,
    "greaterthan": lambda found, wanted: found > wanted,
    "greaterthanorequal": lambda found, wanted: found >= wanted,
}


def select(items: list[Item], filter_: Mapping[str, Any] | None, sorting: Mapping[str, Any] | None) -> list[Item]:
    """The objects that satisfy an expression, in the order asked for. Refuses properties that do not exist."""
    chosen = [item for item in items if filter_ is None or satisfies(item, filter_)]
    if sorting:
        name = _property(sorting["property"])
        chosen.sort(
            key=lambda item: _rank(name, str(item.get(name, ""))),
            reverse=str(sorting.get("direction", "")).lower() == "descending",
        )
    return chosen


def satisfies(item: Item, expression: Mapping[str, Any]) -> bool:
    """Whether an object satisfies a predicate or a group of expressions."""
    operation = str(expression["operation"]).lower()
    if expression["type"] == "GroupExpression":
        results = [satisfies(item, part) for part in expression["items"]]
        return any(results) if operation == "or" else all(results) is (operation == "and")
    name, wanted = _property(expression["property"]), str(expression["value"])
    found = str(item.get(name, ""))
    if operation in _ORDER:
        left, right = _rank(name, found), _rank(name, wanted)
        return left[0] == right[0] and _ORDER[operation](left, right)
    return _TEXT[operation](found.lower(), wanted.lower())


def _property(name: str) -> str:
    for known in PROPERTIES:
        if known.lower() == name.lower():
            return known
    raise Refusal(
        400, f"Objects of the inventory cannot be filtered or sorted by {name}, only by {', '.join(PROPERTIES)}"
    )


def _rank(name: str, text: str) -> tuple[int, float, str]:
    """What two values are ordered by: sizes by their bytes after those that have none, other values by their text."""
    match = _SIZE.match(text) if name == "size" else None
    if match and match[2].lower() in _UNITS:
        return (1, float(match[1]) * _UNITS[match[2].lower()], "")
    return (0, 0.0, text.lower())
