# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Machines in Amazon AWS and Microsoft Azure, by region, by tag, or one by one. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..core.errors import InvalidOption
from ..schema.fields import Field, Form

# The options of each type, beside the type itself, and their names in the API.
OPTIONS: Mapping[str, Mapping[str, str]] = {
    "Region": {"name": "name"},
    "Machine": {"name": "name", "object_id": "objectId"},
    "Tag": {"name": "name", "value": "value"},
}
CLOUD_OBJECT = (
    Field("type", choices=tuple(OPTIONS), required=True),
    Field("name", required=True),
    Field("object_id"),
    Field("value"),
)


def _read(items: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [_read_one(item) for item in items]


def _read_one(item: Mapping[str, Any]) -> dict[str, Any]:
    kind = str(item.get("type"))
    known = OPTIONS.get(kind, {})
    return {"type": kind, **{option: item[api] for option, api in known.items() if item.get(api) is not None}}


def _write(items: Sequence[Mapping[str, Any]], current: Sequence[Mapping[str, Any]] | None) -> list[dict[str, Any]]:
    return [_write_one(item, current or ()) for item in items]


def _write_one(item: Mapping[str, Any], current: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """An item with what the only current one that it means has, and what the task gives."""
    given = {option: value for option, value in item.items() if value}
    meant = [body for body in current if given.items() <= _read_one(body).items()]
    known = meant[0] if len(meant) == 1 else {}
    named = {api: given[option] for option, api in OPTIONS[item["type"]].items() if option in given}
    return {**known, "type": item["type"], **named}


def cloud_objects(option: str, api: str, **facts: Any) -> Field:
    """The field of an option that lists objects in the cloud."""
    form = Form(_read, _write, "list", "dict")
    return Field(option, "list", api=api, elements="dict", fields=CLOUD_OBJECT, form=form, **facts)


def validate_cloud_objects(items: Sequence[Mapping[str, Any]], option: str) -> None:
    """Raise InvalidOption for an option that is for another type of object."""
    for item in items:
        kind = str(item.get("type"))
        own = OPTIONS.get(kind, item)
        strange = [key for key in item if key not in ("type", *own) and item[key]]
        if strange:
            raise InvalidOption(
                f"{option}.{strange[0]} does not go with type={kind}: give the type that has it, or leave it out.",
                option=f"{option}.{strange[0]}",
            )
