# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the revisions and variants of what is read to the vendor's documents: no field ends before its property does.

That a field begins too early is found where it is looked for in the document of each revision. A response may have
properties that nothing reads, so that nobody misses one that a field reads in other revisions or variants only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import SchemaContext
from support.book import JSON_TYPES, Book, Schema, json_types
from support.exceptions import Exceptions
from support.kinds import all_kinds, constant_of


def span_problems(
    book: Book,
    schema: Schema,
    fields: Iterable[Field],
    context: SchemaContext,
    exceptions: Exceptions,
    wanted: Callable[[Field], bool],
    within: str = "",
) -> Iterator[str]:
    """The properties of a response that fields read elsewhere, and not in this revision and variant.

    ``wanted`` chooses among the fields. ``schema`` is that of the variant.
    """
    fields = [field for field in fields if wanted(field)]
    applicable = [field for field in fields if field.applies(*context)]
    options = {field.option for field in applicable}
    paths = {field.response_path for field in applicable}
    for field in fields:
        where = ".".join((within, *field.response_path)).strip(".")
        found = property_schema(book, schema, field.response_path, context.variant)
        if found is None or field.form is not None:
            continue
        if field in applicable:
            kind = _of_kind(book, found, field, context)
            yield from span_problems(book, kind, field.fields, context, exceptions, wanted, where)
        elif (
            field.option in options
            or where in exceptions.unreturned
            or (field.variants and field.response_path in paths)
        ):
            continue
        elif context.variant not in exceptions.unread_variants and _fits(book, found, field, context.variant):
            of = f" of {', '.join(field.variants)}" if field.variants else ""
            first, last = field.since or "the first", field.until or "the last"
            yield f"{where} is in the document, and {field.option} is declared from {first} to {last} revision{of}"


def _of_kind(book: Book, schema: Schema, group: Field, context: SchemaContext) -> Schema:
    """What a property holds that a group reads: the kind that its constant says, where it has one."""
    kinds = _item(book, schema, context.variant)
    choice = kinds.get("x-variants")
    constant = constant_of(group, choice["property"], context) if choice else None
    name = choice["mapping"].get(str(constant.to_api(constant.default))) if choice and constant else None
    return book.definitions[name] if name else schema


def property_schema(book: Book, schema: Schema, path: Iterable[str], variant: str | None) -> Schema | None:
    """The schema at the end of these keys, of an item where there is a list on the way; None where there is none."""
    for key in path:
        schema = _object(book, schema, variant)
        if key not in schema.get("properties", {}):
            return None
        schema = schema["properties"][key]
    return schema


def _object(book: Book, schema: Schema, variant: str | None) -> Schema:
    """An object, or an item of a list: the kind for ``variant``, or what all kinds have where it is another choice."""
    schema = _item(book, schema, variant)
    return all_kinds(book, schema) if "x-variants" in schema else schema


def _item(book: Book, schema: Schema, variant: str | None) -> Schema:
    schema = book.resolve(schema, variant)
    return book.resolve(schema["items"], variant) if "items" in schema else schema


def _fits(book: Book, schema: Schema, field: Field, variant: str | None) -> bool:
    """Whether the property is what the field reads: an older one may have another type, or other properties in it."""
    if JSON_TYPES[field.type] not in json_types(book.resolve(schema)):
        return False
    nested = [(one, property_schema(book, schema, one.response_path, variant)) for one in field.fields]
    return not nested or any(found is not None and _fits(book, found, one, variant) for one, found in nested)
