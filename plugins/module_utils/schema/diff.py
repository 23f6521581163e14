# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the desired state differs from the current one. Pure. Private to the collection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from .fields import Field
from .normalize import time_of_day
from .resource import SchemaContext, fields_of
from .values import TIME_OF_DAY


class Difference(NamedTuple):
    """One option whose desired value is not the current one. ``option`` is dotted."""

    option: str
    field: Field
    current: Any
    desired: Any

    @property
    def top_option(self) -> str:
        """The option of the task that the difference is in."""
        return self.option.partition(".")[0]


def differences(
    fields: tuple[Field, ...],
    desired: Mapping[str, Any],
    current: Mapping[str, Any],
    context: SchemaContext,
    within: str = "",
) -> Iterator[Difference]:
    """Each option of ``desired`` that the current state contradicts; what is not desired is not compared."""
    for field in fields_of(fields, context):
        if field.option not in desired or not field.is_state:
            continue
        want, have = desired[field.option], current.get(field.option)
        name = within + field.option
        if field.type == "dict" and field.fields and isinstance(want, Mapping):
            yield from differences(field.fields, want, have or {}, context, name + ".")
        elif not _equal(field, want, have, context):
            yield Difference(name, field, have, want)


def _equal(field: Field, desired: Any, current: Any, context: SchemaContext) -> bool:
    if field.type == "list":
        # Imported here: many objects have no list, and an ordinary module compiles all it imports each time.
        from .list_comparison import equal_lists  # noqa: PLC0415

        return equal_lists(field, desired or [], current or [], context)
    if field.type == "str":
        # An API leaves out, or sends as null, what is empty.
        desired, current = desired or "", current or ""
    elif field.absent_value is not None:
        desired, current = (field.absent_value if value is None else value for value in (desired, current))
    return bool(comparable(field, desired) == comparable(field, current))


def comparable(field: Field, value: Any) -> Any:
    """A value in the form in which values are compared."""
    normalize = time_of_day if field.format == TIME_OF_DAY else field.normalize
    return normalize(value) if normalize and value is not None else value
