# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds lists and their filters to the vendor's documents; each problem is a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ansible_collections.opendr.veeam.plugins.module_utils.schema.listing import Filter, Listing
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import SchemaContext
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.inventory import as_sent
from simulator.contract import Contract
from support.book import JSON_TYPES, Book, Schema, is_returned, json_types, tree
from support.contracts import object_schema, product_contract, template
from support.exceptions import Exceptions
from support.limits import format_problems
from support.schemas import body_problems, is_anonymous
from support.spans import property_schema, span_problems


def listing_problems(listing: Listing, revision: str, exceptions: Exceptions) -> Iterator[str]:
    """Where a list and a revision's document disagree: its path, filters, and what is read of each object."""
    found = product_contract(listing.product, revision)
    path = template(listing.product, revision, listing.path)
    if found.operation("GET", path) is None:
        yield f"GET {listing.path} is not in the {revision} document"
        return
    known = found.query_parameters("GET", path)
    asked = {one.query for one in listing.filters if one.query and listing.product.supports(revision, one.since)}
    paging = set(listing.product.paging.query(listing.path, 0, 1))
    # A list without filters is one that a module reads for another purpose.
    for name in sorted(set(known) - asked - paging - set(exceptions.queries)) if listing.filters else ():
        yield f"GET {listing.path}: parameter {name} of the {revision} document is not offered"
    for one in listing.filters:
        if one.query and one.query in asked:
            for problem in _filter_problems(listing, one, known.get(one.query), found, revision, exceptions):
                yield f"GET {listing.path} in {revision}: {problem}"
    for variant, names in _by_variant(listing, listed_variants(listing, revision, found)).items():
        context = SchemaContext(listing.product, revision, variant)
        problems = [_object_problems(listing, context, found, name, exceptions) for name in names]
        # A field is right if an object by one of the names has its property.
        missing = [problem for problem in problems[0][0] if all(problem in others for others, _later in problems)]
        for problem in dict.fromkeys((*missing, *(problem for _first, later in problems for problem in later))):
            yield f"GET {listing.path} in {revision} {variant or ''}: {problem}"


def _by_variant(listing: Listing, names: Iterable[str | None]) -> dict[str | None, list[str | None]]:
    """The names that the document has for each variant, which it may write in several ways."""
    variants: dict[str | None, list[str | None]] = {}
    for name in names:
        variants.setdefault(None if name is None else listing.variant_word(name), []).append(name)
    return variants


def _object_problems(
    listing: Listing, context: SchemaContext, found: Contract, name: str | None, exceptions: Exceptions
) -> tuple[list[str], list[str]]:
    """Where fields and the document disagree on objects with one of the names: fields of the document, and others."""
    book = Book(found.answer_schemas)
    schema = book.resolve(object_schema(found, book, context, listing.path), name)
    fields = as_sent(listing.fields)
    told = tree(fields, context, is_returned, response=True)
    return (
        list(body_problems(book, schema, told, context, exceptions, complete=False)),
        [
            *span_problems(book, schema, fields, context, exceptions, is_returned),
            *_id_problems(listing, schema, book),
        ],
    )


def _id_problems(listing: Listing, schema: Schema, book: Book) -> Iterator[str]:
    """Where a filter that is compared here with an ID of an object takes another kind of ID."""
    for one in listing.filters:
        listed = next((field for field in listing.fields if field.option == one.field), None)
        if one.query or one.reference or listed is None or listed.type != "str" or listed.reference:
            continue
        found = property_schema(book, schema, listed.response_path, None)
        if found is not None:
            yield from format_problems(book.resolve(found), one.format, one.option)


def listed_variants(listing: Listing, revision: str, found: Contract) -> list[str | None]:
    """The variants that a list may hold, by the document."""
    if not listing.variant:
        return [None]
    book = Book(found.answer_schemas)
    context = SchemaContext(listing.product, revision, None)
    schema = book.resolve(object_schema(found, book, context, listing.path))
    # The variant of an object may be that of something in it.
    for key in listing.variant.split(".")[:-1]:
        schema = book.resolve(schema["properties"][key])
    # Older documents may describe all variants as one.
    return list(schema["x-variants"]["mapping"]) if "x-variants" in schema else [None]


def _filter_problems(
    listing: Listing, one: Filter, schema: Schema | None, found: Contract, revision: str, exceptions: Exceptions
) -> Iterator[str]:
    if schema is None:
        yield f"{one.option}: there is no parameter {one.query}"
        return
    if is_anonymous(one.option, one.query, one.reference is not None):
        yield f"{one.option}: {one.query} takes an id, and the option is called after the object: give it a reference"
    book = Book(found.request_schemas)
    resolved = book.resolve(schema)
    many = bool(one.elements and one.many_since) and listing.product.supports(revision, one.many_since)
    if ("array" in json_types(resolved)) != (many or one.single):
        yield f"{one.option}: {one.query} takes {'one value' if many else 'several values'}"
    leaf = book.resolve(resolved["items"]) if "items" in resolved else resolved
    if not (one.elements and not many) and JSON_TYPES[one.elements or one.type] not in json_types(leaf, "string"):
        yield f"{one.option}: {one.query} is {leaf.get('type')}"
    if not one.reference and JSON_TYPES[one.elements or one.type] == "string":
        yield from format_problems(leaf, one.format, one.option)
    vendor = {str(value) for value in leaf.get("enum", []) if value is not None}
    ours = set(one.choices_in(listing.product, revision)) if one.choices else set()
    yield from (f"{one.option}={value} is offered and not in the document" for value in sorted(ours - vendor))
    left_out = exceptions.choices.get(one.query, set())
    yield from (
        f"{one.option}={value} is in the document and not offered" for value in sorted(vendor - ours - left_out)
    )
