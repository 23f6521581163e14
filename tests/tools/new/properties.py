# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a body may hold, property by property."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from simulator.flatten import Schema
from tools.new.document import EXAMPLE, FORMAT, TEXT, Book

TYPES = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "array": "list",
    "object": "dict",
}
# What 32 bits hold says how a number is stored, and not what it may be.
LARGEST_STORED = 2**31 - 1
Properties = Mapping[str, "Property"]


@dataclass(frozen=True)
class Property:
    """One property of a body, in the types of options. ``properties`` are those of a dict, or of a list's items.

    ``type`` is empty where the document names none. ``text`` and ``example`` are the vendor's. ``is_cut`` says that it
    holds itself, so that its properties are left out. ``nullable`` says that it takes null; of a list it says nothing.
    """

    type: str
    elements: str = ""
    choices: tuple[str, ...] = ()
    format: str = ""
    required: bool = False
    text: str = ""
    example: object = None
    minimum: int = 0
    maximum: int | None = None
    properties: Properties = field(default_factory=dict)
    is_cut: bool = False
    nullable: bool = False


def properties_of(book: Book, schema: Schema | None, variant: str = "") -> Properties:
    """The properties of an object; of a choice those of ``variant``, of a choice inside it those of all together."""
    if schema is None:
        return {}
    return dict(_object_properties(book, book.resolve(schema, variant), ()))


def variants_of(book: Book, schema: Schema | None) -> tuple[str, tuple[str, ...]]:
    """The property that chooses the form of a body, and its values; empty where there is one form."""
    choice = book.resolve(schema).get("x-variants") if schema is not None else None
    return (choice["property"], tuple(choice["mapping"])) if choice else ("", ())


def _object_properties(book: Book, schema: Schema, seen: tuple[str, ...]) -> Iterator[tuple[str, Property]]:
    required = schema.get("required", [])
    if "x-variants" in schema:
        yield from _choice_properties(book, schema, seen)
        return
    for key, value in schema.get("properties", {}).items():
        yield key, _property(book, value, key in required, seen)


def _choice_properties(book: Book, schema: Schema, seen: tuple[str, ...]) -> Iterator[tuple[str, Property]]:
    """All properties that any form has. Only the one that chooses is there for certain."""
    chooser, mapping = schema["x-variants"]["property"], schema["x-variants"]["mapping"]
    united: dict[str, Property] = {chooser: Property("str", choices=tuple(mapping), required=True)}
    for name in mapping.values():
        if name in seen:
            continue
        for key, value in _object_properties(book, book.resolve(book.component(name)), (*seen, name)):
            if key != chooser:
                united[key] = _united(united[key], value) if key in united else replace(value, required=False)
    yield from united.items()


def _united(first: Property, second: Property) -> Property:
    choices = tuple(dict.fromkeys(first.choices + second.choices)) if first.choices and second.choices else ()
    return replace(first, choices=choices, properties={**second.properties, **first.properties})


def _property(book: Book, schema: Schema, required: bool, seen: tuple[str, ...]) -> Property:
    name = _component_name(schema)
    resolved = book.resolve(schema)
    text = str(schema.get(TEXT, resolved.get(TEXT, "")))
    example = schema.get(EXAMPLE, resolved.get(EXAMPLE))
    kind = _type(resolved)
    if kind == "list":
        item = _property(book, resolved.get("items", {}), False, seen)
        return replace(item, type="list", elements=item.type, required=required, text=text or item.text, nullable=False)
    if name and name in seen:
        return Property(kind, required=required, text=text, is_cut=True)
    inner = dict(_object_properties(book, resolved, (*seen, name) if name else seen)) if kind == "dict" else {}
    return Property(
        kind,
        choices=tuple(str(value) for value in resolved.get("enum", []) if value is not None),
        format=str(schema.get(FORMAT, resolved.get(FORMAT, ""))),
        required=required,
        text=text,
        example=example,
        minimum=max(0, int(resolved.get("minimum") or 0)),
        maximum=_maximum(resolved),
        properties=inner,
        nullable=book.takes_null(schema),
    )


def _maximum(schema: Schema) -> int | None:
    """The greatest value, None where there is none but that of how the number is stored."""
    maximum = schema.get("maximum")
    return int(maximum) if maximum is not None and maximum < LARGEST_STORED else None


def _component_name(schema: Schema) -> str:
    for part in (schema, *schema.get("anyOf", [])):
        if "$ref" in part:
            return str(part["$ref"]).rsplit("/", 1)[-1]
    return ""


def _type(schema: Schema) -> str:
    kinds = schema.get("type", "string" if "enum" in schema else "")
    kind = kinds if isinstance(kinds, str) else next((name for name in kinds if name != "null"), "")
    return TYPES.get(kind, "")
