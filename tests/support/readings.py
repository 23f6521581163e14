# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a declaration reads the responses of its operations, as functions that say what they cannot read.

All of it comes from the declaration: its lists, its resource, the sessions of its product, its references, and the
readers that it names for everything else.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ansible_collections.opendr.veeam.plugins.module_utils.core.product import Product
from ansible_collections.opendr.veeam.plugins.module_utils.engine.plan_bodies import update_body
from ansible_collections.opendr.veeam.plugins.module_utils.engine.references import Names
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Declaration, Reader
from ansible_collections.opendr.veeam.plugins.module_utils.http.responses import decoded
from ansible_collections.opendr.veeam.plugins.module_utils.schema.diff import differences
from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import SAME_LEVEL, Field, Reference
from ansible_collections.opendr.veeam.plugins.module_utils.schema.listing import Listing, listed_context
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import Resource, SchemaContext, fields_of
from ansible_collections.opendr.veeam.plugins.module_utils.schema.state import read_state, resolve_references
from ansible_collections.opendr.veeam.plugins.module_utils.sessions.adapter import SessionAdapter, adapter_of
from ansible_collections.opendr.veeam.plugins.module_utils.sessions.watcher import started
from support.book import Book, Node, Schema, is_returned, tree
from support.contracts import object_schema, product_contract, template
from support.declared import exists, references_of
from support.vendor_examples import VendorExample, vendor_examples

Problems = Iterator[str]


@dataclass(frozen=True)
class Reading:
    """What reads the response of an operation whose path is declared: ``read`` yields what it cannot read or loses."""

    method: str
    path: str
    read: Callable[[Any], Problems]


def anonymous(path: str) -> str:
    """A path whatever its placeholders are called."""
    return re.sub(r"\{\w+\}", "{}", path)


def read_operations(declaration: Declaration, revision: str) -> set[tuple[str, str]]:
    """Method and path of every request whose response a declaration reads, in a revision."""
    usage = declaration.api
    found = {("GET", path) for path in (*usage.reads, *(listing.path for listing in usage.listings))}
    found |= {("POST", path) for path in usage.post_reads}
    found |= {("GET", reference.path) for reference in references_of(declaration, revision)}
    changing = (*usage.operations, *usage.opens)
    found |= {(operation.method, operation.path) for operation in changing if "session" in operation.response}
    return {(method, path) for method, path in found if exists(declaration, revision, path)}


def readings(declaration: Declaration, revision: str) -> Iterator[Reading]:
    """Everything that a declaration says about reading, in a revision."""
    product, usage = declaration.product, declaration.api
    for listing in usage.listings:
        for path in (listing.path, listing.path + "/{id}"):
            yield Reading("GET", path, functools.partial(_listed, listing, revision))
    if declaration.resource is not None:
        # An item may have another model than the list, and a reader of its own.
        for path in {declaration.resource.path: None, declaration.resource.item_path: None}.keys() - usage.readers:
            yield Reading("GET", path, functools.partial(_resources, declaration.resource, revision))
    for reference in references_of(declaration, revision):
        yield Reading("GET", reference.path, functools.partial(_referenced, product, reference))
    for key, reader in usage.readers.items():
        method, _space, path = key.rpartition(" ")
        yield Reading(method or "GET", path, functools.partial(_by_reader, product, revision, reader))
    if isinstance(product.sessions(), SessionAdapter):
        adapter = adapter_of(product)
        since_path, _query = adapter.since("", "")
        yield Reading("GET", since_path, functools.partial(_sessions, product))
        yield Reading("GET", adapter.path, functools.partial(_sessions, product))
        yield Reading("GET", adapter.log, functools.partial(_log, product))
        for operation in (*usage.operations, *usage.opens):
            if "session" in operation.response:
                read = functools.partial(_started, product, operation)
                yield Reading(operation.method, operation.path, read)


def unread_operations(declarations: Iterable[Declaration], revision: str) -> Iterator[str]:
    """What is read of a product's API, and nothing says how."""
    declared = list(declarations)
    known = {(one.method, anonymous(one.path)) for declaration in declared for one in readings(declaration, revision)}
    for declaration in declared:
        for method, path in sorted(read_operations(declaration, revision)):
            if (method, anonymous(path)) not in known and _has_json(declaration.product, revision, method, path):
                yield f"{method} {path} is read in {revision}, and no listing, resource or reader says how"


def _has_json(product: Product, revision: str, method: str, path: str) -> bool:
    operation = product_contract(product, revision).operation(method, template(product, revision, path))
    return operation is not None and operation.answer_schema(operation.success) is not None


def example_problems(declaration: Declaration, revision: str) -> Iterator[str]:
    """What cannot be read of the vendor's examples, or is lost, with the example that it is in."""
    examples = vendor_examples(declaration.product, revision)
    for reading in readings(declaration, revision):
        if exists(declaration, revision, reading.path):
            for example in _examples_of(declaration.product, revision, reading, examples):
                for problem in problems_of(reading, example):
                    yield f"{example}: {problem}"


def _examples_of(
    product: Product, revision: str, reading: Reading, examples: Mapping[tuple[str, str], list[VendorExample]]
) -> Iterator[VendorExample]:
    wanted = anonymous(template(product, revision, reading.path))
    for (method, path), found in examples.items():
        if method == reading.method and anonymous(path) == wanted:
            yield from found


def problems_of(reading: Reading, example: VendorExample) -> Problems:
    """What of an example cannot be read, or is lost."""
    # As it would come over the wire: an object that says what is missing in it.
    body = decoded(json.dumps(example.body), f"{example.method} {example.template}")
    try:
        yield from reading.read(body)
    except Exception as error:  # noqa: BLE001  (whatever it is, it would end a task)
        yield f"{type(error).__name__}: {error}"


def objects_in(product: Product, body: Any) -> list[Any]:
    """The objects of a list, or the body itself where that is no list."""
    if isinstance(body, list):
        return body
    listed = body.get(product.paging.items) if isinstance(body, Mapping) else None
    return listed if isinstance(listed, list) else [body]


def _listed(listing: Listing, revision: str, body: Any) -> Problems:
    for item in objects_in(listing.product, body):
        context = listed_context(listing, revision, item)
        yield from _state_problems(listing.fields, item, context, listing.path)


def _resources(resource: Resource, revision: str, body: Any) -> Problems:
    for item in objects_in(resource.product, body):
        field = resource.field(resource.variant) if resource.variant else None
        variant = field.from_api(item.get(field.api)) if field else None
        if field and variant not in field.choices:
            # What is of another type is another module's.
            continue
        context = SchemaContext(resource.product, revision, variant)
        yield from _state_problems(resource.fields, item, context, resource.path)
        state = read_state(resource.fields, item, context)
        for difference in differences(resource.fields, state, state, context):
            yield f"{difference.option} differs from itself"
        if resource.update is not None:
            yield from _null_problems(resource, context, item)


def _null_problems(resource: Resource, context: SchemaContext, body: Mapping[str, Any]) -> Problems:
    """Nulls that an update would send back, and that the document does not allow there."""
    assert resource.update is not None
    sent = update_body(resource, context, body, read_state(resource.fields, body, context), {})
    path = template(context.product, context.revision, resource.update.path)
    contract = product_contract(context.product, context.revision)
    for violation in contract.check_request(resource.update.method, path, sent):
        where = violation.partition(": ")[0].split(".")[1:]
        if _is_null(sent, where):
            yield f"an update would send back null for {'.'.join(where)}"


def _is_null(value: Any, where: Iterable[str]) -> bool:
    for key in where:
        value = value[int(key)] if isinstance(value, list) else value.get(key) if isinstance(value, dict) else ()
    return value is None


def _referenced(product: Product, reference: Reference, body: Any) -> Problems:
    names = Names(reference, objects_in(product, body))
    for item in objects_in(product, body):
        if not names.name_of(item[reference.key]):
            yield f"a {reference.noun} has no name"


def _by_reader(product: Product, revision: str, reader: Reader, body: Any) -> Problems:
    for item in objects_in(product, body):
        if isinstance(reader, tuple):
            yield from _state_problems(reader, item, SchemaContext(product, revision), "")
        else:
            reader(item)


def _sessions(product: Product, body: Any) -> Problems:
    adapter = adapter_of(product)
    for session in objects_in(product, body):
        facts = adapter.facts(session)
        yield from (f"the session has no {key}" for key in ("id", "name", "state") if not facts[key])
        adapter.verdict(session), adapter.progress(session), adapter.status_text(session), adapter.name(session)


def _log(product: Product, body: Any) -> Problems:
    lines = adapter_of(product).log_lines(body)
    if not lines:
        yield "no log record is read"
    yield from (f"the log record {number} says nothing" for number, line in enumerate(lines) if not line.title)


def _started(product: Product, operation: Any, body: Any) -> Problems:
    sessions = started(operation, body)
    if not sessions:
        yield "no session is read"
    yield from _sessions(product, sessions)


# --- What fields do not read. ---


def _state_problems(
    fields: tuple[Field, ...], body: Mapping[str, Any], context: SchemaContext, path: str
) -> Iterator[str]:
    """Properties of an object that its schema does not know, and no field reads; and words that no field knows."""
    state = read_state(fields, body, context)
    resolve_references(fields, state, context, lambda _reference, identifier: str(identifier))
    yield from _words(fields, state, context)
    if path:
        root = tree(fields, context, is_returned, response=True)
        schema = _schema_of(context, path)
        yield from _unknown(
            Book(product_contract(context.product, context.revision).answer_schemas), schema, root, body
        )


def _words(fields: tuple[Field, ...], state: Mapping[str, Any], context: SchemaContext, within: str = "") -> Problems:
    """The words of the server that are none of the choices of their option."""
    for field in fields_of(fields, context):
        value = state.get(field.option)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, Mapping) and field.fields:
                yield from _words(field.fields, item, context, f"{within}{field.option}.")
            elif field.choices and item is not None and item not in field.choices:
                yield f"{within}{field.option}={item} is none of the choices"


@functools.cache
def _schema_of(context: SchemaContext, path: str) -> Schema:
    contract = product_contract(context.product, context.revision)
    return object_schema(contract, Book(contract.answer_schemas), context, path)


def _unknown(book: Book, schema: Schema, node: Node, body: Any, where: str = "") -> Iterator[str]:
    if not isinstance(body, Mapping):
        return
    schema = book.resolve(schema)
    variant = schema.get("x-variants")
    schema = book.resolve(schema, body.get(variant["property"])) if variant else schema
    properties = schema.get("properties", {})
    spellings = {spelling for child in node.children.values() for field in child.fields for spelling in field.spellings}
    if SAME_LEVEL in spellings:
        groups = [child for child in node.children.values() if any(SAME_LEVEL in one.spellings for one in child.fields)]
        spellings |= {key for group in groups for key in group.children}
    for key, value in body.items():
        child = node.children.get(key)
        if key not in properties and child is None and key not in spellings:
            yield f"{where}{key} is in the example, not in the document, and no field reads it"
            continue
        if key not in properties or child is None:
            continue
        below = book.resolve(properties[key])
        for item in value if isinstance(value, list) else [value]:
            yield from _unknown(book, book.resolve(below.get("items", below)), child, item, f"{where}{key}.")
