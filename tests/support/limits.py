# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds what a declaration accepts as a value to what the vendor's document accepts; each problem is a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field
from ansible_collections.opendr.veeam.plugins.module_utils.schema.values import TIME_OF_DAY, UUID

# A bound of 32 or 64 bits says how the number is stored, and not what it may be.
STORAGE = 2**31 - 1
# Properties that the document calls UUIDs and that may be any text, with the reason.
NO_UUIDS = {
    "protectedComputerId": "the example of the same document, g74c6a02-e4fc-4a5c-a783-16a9ec783717, is not a UUID",
}


def limit_problems(schema: Mapping[str, Any], field: Field, where: str) -> Iterator[str]:
    """Where a field takes a value that the document does not, or refuses one that it does."""
    if not field.is_option or field.fields:
        return
    if {"int", "float"} & {field.type, field.elements}:
        yield from _range_problems(schema, field, where)
    elif "str" in (field.type, field.elements) and not field.reference and not field.item_property:
        written = {**schema, "format": ""} if field.path[-1] in NO_UUIDS else schema
        yield from format_problems(written, field.format, where)


def null_problems(schemas: Iterable[Mapping[str, Any]], field: Field, where: str) -> Iterator[str]:
    """Where a task could empty what cannot be null; ``schemas`` are the property's as it is written, and resolved."""
    documented = any("null" in str(one.get("type")) for schema in schemas for one in (schema, *schema.get("anyOf", [])))
    if field.nullable and not documented:
        yield f"{where} is declared as nullable, and cannot be null in the document"


def _range_problems(schema: Mapping[str, Any], field: Field, where: str) -> Iterator[str]:
    minimum, maximum = schema.get("minimum"), schema.get("maximum")
    if minimum is not None and minimum > field.minimum:
        yield f"{where} is at least {minimum} in the document, and {field.minimum} is accepted"
    if maximum is not None and maximum < STORAGE and (field.maximum is None or field.maximum > maximum):
        yield f"{where} is at most {maximum} in the document, and {field.maximum or 'more'} is accepted"


def format_problems(schema: Mapping[str, Any], declared: str, where: str) -> Iterator[str]:
    """Where only one of the two calls a text an ID or a time of the day."""
    documented = {"uuid": UUID, "time": TIME_OF_DAY}.get(str(schema.get("format")), "")
    # Most documents do not say of every time that it is one.
    if documented != declared and not (declared == TIME_OF_DAY and not documented):
        yield f"{where} is {documented or 'any text'} in the document, and declared as {declared or 'any text'}"
