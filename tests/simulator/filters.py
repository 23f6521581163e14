# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which objects of a collection a list request asks for, and in what order.

The vendor's query parameters follow conventions (``<property>Filter``, ``<property>AfterFilter``, plain names), so most
lists need no code of their own. ``columns`` maps a parameter's property to where the object keeps it.
"""

from __future__ import annotations

import datetime
import fnmatch
from collections.abc import Callable, Mapping
from typing import Any

from .flatten import Schema
from .state import Item

Column = Callable[[Item], Any] | str
Columns = Mapping[str, Column]
_PAGING = frozenset({"skip", "limit", "offset", "orderColumn", "orderAsc", "Offset", "Limit"})


class UnknownParameter(Exception):
    """A parameter that nothing here can filter or order by: its name is the message."""


def select(items: list[Item], query: Mapping[str, Any], schemas: Mapping[str, Schema], columns: Columns) -> list[Item]:
    """The objects that satisfy every filter, in the order asked for.

    Raises UnknownParameter for a filter or order that no object and no column has a property for.
    """
    properties = frozenset(columns).union(*items)
    # In an empty list there is nothing to tell a property by, and nothing to be wrong.
    given = dict(query)
    for name, wanted in given.items() if items else ():
        schema = schemas.get(name, {})
        # What the document has by default, it has without being asked.
        if name not in _PAGING and wanted not in (None, [], schema.get("default")):
            items = _filtered(items, name, wanted, schema, columns, properties)
    column = query.get("orderColumn")
    if column and items:
        if _key_of(column) not in properties:
            raise UnknownParameter("orderColumn")
        items = sorted(
            items, key=lambda item: _sortable(read(item, column, columns)), reverse=query.get("orderAsc") is False
        )
    return items


def read(item: Item, name: str, columns: Columns) -> Any:
    """The value a filter or order speaks about; None when the object has no such property."""
    key = _key_of(name)
    column = columns.get(key, key)
    if callable(column):
        return column(item)
    value: Any = item
    for part in column.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _key_of(name: str) -> str:
    return name[:1].lower() + name[1:]


def _filtered(
    items: list[Item], parameter: str, wanted: Any, schema: Schema, columns: Columns, properties: frozenset[str]
) -> list[Item]:
    name = parameter.removesuffix("Filter")
    if parameter == "SearchPattern":
        return [item for item in items if matches(read(item, "name", columns), str(wanted))]
    for suffix, keep in (("After", 1), ("Before", -1), ("AfterTimeUtc", 1), ("BeforeTimeUtc", -1)):
        if name.endswith(suffix) and _key_of(name.removesuffix(suffix)) in properties:
            base, moment = name.removesuffix(suffix), instant(str(wanted))
            return [item for item in items if _compare(read(item, base, columns), moment) == keep]
    if _key_of(name) not in properties:
        raise UnknownParameter(parameter)
    if isinstance(wanted, list):
        return [item for item in items if _same(read(item, name, columns), wanted)]
    if (
        parameter.endswith("Filter")
        and isinstance(wanted, str)
        and "enum" not in schema
        and "format" not in schema
        and "$ref" not in schema
    ):
        return [item for item in items if matches(read(item, name, columns), wanted)]
    return [item for item in items if _same(read(item, name, columns), [wanted])]


def _same(found: Any, wanted: list[Any]) -> bool:
    values = found if isinstance(found, list) else [found]
    return any(_key(value) in {_key(one) for one in wanted} for value in values)


def _key(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def matches(text: Any, pattern: str) -> bool:
    """As the server does: case does not matter, ``*`` and ``?`` are wildcards, anything else is a substring."""
    if not isinstance(text, str):
        return False
    if any(sign in pattern for sign in "*?"):
        return fnmatch.fnmatchcase(text.lower(), pattern.lower().replace("[", "[[]"))
    return pattern.lower() in text.lower()


def instant(text: str) -> datetime.datetime:
    """A point in time; one without an offset is taken as UTC."""
    found = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    return found if found.tzinfo else found.replace(tzinfo=datetime.timezone.utc)


def _compare(text: Any, moment: datetime.datetime) -> int:
    if not isinstance(text, str):
        return 0
    found = instant(text)
    return (found > moment) - (found < moment)


def _sortable(value: Any) -> tuple[int, Any]:
    if isinstance(value, bool) or value is None:
        return (0, int(bool(value)))
    if isinstance(value, (int, float)):
        return (1, value)
    return (2, str(value).lower())
