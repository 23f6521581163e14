# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds declarations to the vendor's documents: each function tells what disagrees, in words; nothing if all agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as field_of
from typing import Any

from ansible_collections.opendr.veeam.plugins.module_utils.core.product import Product
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Declaration, RequestBody
from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field, Reference
from ansible_collections.opendr.veeam.plugins.module_utils.schema.listing import Filter, Listing
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import (
    DedicatedUpdate,
    Operation,
    Resource,
    SchemaContext,
)
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.inventory import as_sent
from simulator.contract import Contract, contract
from support.modules import document_revision

Schema = Mapping[str, Any]
JSON_TYPES = {
    "str": "string",
    "int": "integer",
    "float": "number",
    "bool": "boolean",
    "list": "array",
    "dict": "object",
}


@dataclass(frozen=True)
class Exceptions:
    """What a module leaves out on purpose, each with its reason.

    ``properties``: dotted paths of a request body that no option covers (``*`` stands for one key).
    ``choices``: ``{dotted path: {values that are not offered}}``. ``queries``: parameters of a list.
    ``required``: options that are demanded though the document does not demand them. ``conditional``: properties
    that a group requires, and that a module asks for itself where the group is used.
    """

    properties: Mapping[str, str] = field_of(default_factory=dict)
    choices: Mapping[str, set[str]] = field_of(default_factory=dict)
    queries: Mapping[str, str] = field_of(default_factory=dict)
    required: Mapping[str, str] = field_of(default_factory=dict)
    conditional: Mapping[str, str] = field_of(default_factory=dict)


class Node:
    """A place in a body: the fields that stand for it, none for a place that only holds others."""

    def __init__(self) -> None:
        self.fields: list[Field] = []
        self.parent_required = False
        self.children: dict[str, Node] = {}


@dataclass(frozen=True)
class Book:
    """One document's schemas, for requests or for answers."""

    definitions: Mapping[str, Schema]

    def resolve(self, schema: Schema, variant: str | None = None) -> Schema:
        """The object behind references and nullability; of a choice the one for ``variant``."""
        while True:
            if "$ref" in schema:
                schema = self.definitions[schema["$ref"].rsplit("/", 1)[-1]]
            elif "anyOf" in schema:
                schema = next(part for part in schema["anyOf"] if part.get("type") != "null")
            elif "x-variants" in schema and variant in schema["x-variants"]["mapping"]:
                schema = self.definitions[schema["x-variants"]["mapping"][variant]]
            else:
                return schema


def product_contract(product: Product, revision: str) -> Contract:
    """The vendor's document of a revision."""
    return contract(product.name, document_revision(product, revision))


def template(product: Product, revision: str, path: str) -> str:
    """A declared path as the document writes it."""
    return product.prefix(document_revision(product, revision)) + path


# --- Bodies ---


def tree(fields: Iterable[Field], context: SchemaContext, wanted: Any, response: bool = False) -> Node:
    """The places that the applicable fields of a body stand for, or of a response with ``response``.

    ``wanted`` chooses among the fields.
    """
    root = Node()
    _grow(root, fields, context, wanted, response)
    return root


def _grow(node: Node, fields: Iterable[Field], context: SchemaContext, wanted: Any, response: bool) -> None:
    for field in fields:
        if not field.applies(*context) or not wanted(field):
            continue
        here = node
        path = field.response_path if response else field.path
        for number, key in enumerate(path):
            here = here.children.setdefault(key, Node())
            if field.parent_required and number == len(path) - 2:
                here.parent_required = True
        if path:
            here.fields.append(field)
        _grow(here, field.fields, context, wanted, response)


def is_returned(field: Field) -> bool:
    """Whether a response has the property of a field: all that is read, and what goes with its group."""
    return field.is_state or field.mode == "constant"


def body_problems(
    book: Book, schema: Schema, root: Node, context: SchemaContext, exceptions: Exceptions, complete: bool = True
) -> Iterator[str]:
    """Where fields and a body's schema disagree.

    ``complete``: properties without a field are looked for too, and every value of an enumeration; an answer may
    tell more than we read.
    """
    schema = book.resolve(schema, context.variant)
    yield from _node_problems(book, schema, root, context, exceptions, "", complete)


def _kinds(book: Book, schema: Schema, node: Node, context: SchemaContext) -> Iterator[tuple[Schema, Node]]:
    """The schemas that a place may have: of a choice within a body, one for each value that its property offers.

    Each with the places to hold to it; the property that chooses is pinned in each schema.
    """
    choice = schema.get("x-variants")
    chooser = node.children.get(choice["property"]) if choice else None
    if choice is None or chooser is None or not chooser.fields:
        yield schema, node
        return
    rest = Node()
    rest.children = {key: child for key, child in node.children.items() if child is not chooser}
    (field,) = chooser.fields
    for one in field.choices_in(context.product, context.revision):
        name = choice["mapping"].get(field.to_api(one))
        if name is None:
            continue
        kind = book.resolve(book.definitions[name])
        left = {key: value for key, value in kind["properties"].items() if key != choice["property"]}
        yield {**kind, "properties": left}, rest


def _node_problems(
    book: Book, schema: Schema, node: Node, context: SchemaContext, exceptions: Exceptions, path: str, complete: bool
) -> Iterator[str]:
    for kind, places in _kinds(book, schema, node, context):
        yield from _kind_problems(book, kind, places, context, exceptions, path, complete)


def _kind_problems(
    book: Book, schema: Schema, node: Node, context: SchemaContext, exceptions: Exceptions, path: str, complete: bool
) -> Iterator[str]:
    properties = schema.get("properties", {})
    for key, child in node.children.items():
        where = f"{path}.{key}" if path else key
        if key not in properties:
            yield f"{where} is declared and not in the document"
            continue
        yield from _value_problems(book, properties[key], child, context, exceptions, where, complete)
    for key in properties if complete else ():
        where = f"{path}.{key}" if path else key
        if key not in node.children and not excused(exceptions.properties, where):
            yield f"{where} is in the document, and neither declared nor among the exceptions"


def _value_problems(
    book: Book, schema: Schema, node: Node, context: SchemaContext, exceptions: Exceptions, where: str, complete: bool
) -> Iterator[str]:
    schema = book.resolve(schema, context.variant)
    if not node.fields:
        yield from _type_problems(schema, "object", where)
    leaf = book.resolve(schema["items"]) if "items" in schema else schema
    for field in node.fields:
        yield from _type_problems(schema, JSON_TYPES[field.type], where)
        if field.item_property:
            yield from _each_problems(book, leaf, field, where)
        elif field.elements:
            yield from _type_problems(leaf, JSON_TYPES[field.elements], where + "[]")
        if complete:
            yield from _enum_problems(leaf, field, context, exceptions, where)
    if node.children:
        yield from _node_problems(book, leaf, node, context, exceptions, where, complete)


def _each_problems(book: Book, schema: Schema, field: Field, where: str) -> Iterator[str]:
    """Where the objects that stand for texts hold something else than one text."""
    properties = schema.get("properties", {})
    if set(properties) != {field.item_property}:
        yield f"{where}[] has {sorted(properties)} in the document and is declared as {field.item_property}"
    else:
        yield from _type_problems(
            book.resolve(properties[field.item_property]), "string", f"{where}[].{field.item_property}"
        )


def _type_problems(schema: Schema, wanted: str, where: str) -> Iterator[str]:
    found = _types(schema)
    # A number field takes what the document calls an integer too.
    if wanted not in found and not (wanted == "number" and "integer" in found):
        yield f"{where} is {'/'.join(found) or 'untyped'} in the document and declared as {wanted}"


def _types(schema: Schema, missing: str = "") -> list[str]:
    """The JSON types that a schema takes; ``missing`` where it names none and has no enumeration."""
    kinds = schema.get("type", "string" if "enum" in schema else missing)
    return [kinds] if isinstance(kinds, str) and kinds else list(kinds)


def _enum_problems(
    schema: Schema, field: Field, context: SchemaContext, exceptions: Exceptions, where: str
) -> Iterator[str]:
    vendor = {str(value) for value in schema.get("enum", []) if value is not None}
    ours = {str(field.to_api(one)) for one in field.choices_in(context.product, context.revision)}
    # A discriminator that is pinned to one value within a variant is checked where the variants are.
    if not field.choices and len(vendor) <= 1:
        return
    if len(vendor) == 1 and context.variant in vendor:
        return
    for value in sorted(ours - vendor):
        yield f"{where}={value} is offered and not in the document"
    left_out = exceptions.choices.get(where, set())
    for value in sorted(vendor - ours - left_out):
        yield f"{where}={value} is in the document and not offered"


def required_problems(
    book: Book, schema: Schema, root: Node, context: SchemaContext, exceptions: Exceptions
) -> Iterator[str]:
    """Where a body could lack what the document requires, or an option is demanded that it does not require."""
    yield from _required(book, book.resolve(schema, context.variant), root, context, exceptions, "")


def _required(
    book: Book, schema: Schema, node: Node, context: SchemaContext, exceptions: Exceptions, path: str
) -> Iterator[str]:
    properties, required = schema.get("properties", {}), schema.get("required", [])
    for key in required:
        where = f"{path}.{key}" if path else key
        child = node.children.get(key)
        if child is None:
            if not excused(exceptions.properties, where):
                yield f"{where} is required and not declared"
        elif excused(exceptions.conditional, where):
            continue
        elif not _always_there(child, context) and (not path or node.fields or len(node.children) > 1):
            # What is alone in a group without an option of its own is there whenever the group is.
            yield f"{where} is required and declared neither as required nor with a default"
    for key, child in node.children.items():
        if key not in properties:
            continue
        where = f"{path}.{key}" if path else key
        needed = any(field.needed(context.product, context.revision) for field in child.fields)
        if needed and key not in required and where not in exceptions.required:
            yield f"{where} is declared as required, and the document does not require it"
        if any(field.type == "dict" and not field.fields for field in child.fields):
            # An object that is sent whole, as the server told it.
            continue
        below = book.resolve(properties[key], context.variant)
        if "items" in below:
            below = book.resolve(below["items"], context.variant)
        yield from _required(book, below, child, context, exceptions, where)


def _always_there(node: Node, context: SchemaContext) -> bool:
    if node.fields:
        return any(one.needed(context.product, context.revision) or one.default is not None for one in node.fields)
    return node.parent_required or any(_always_there(child, context) for child in node.children.values())


def excused(table: Mapping[str, Any], where: str) -> bool:
    """Whether a dotted path is in a table whose keys may hold ``*`` for one key."""
    return any(_fits(pattern, where) for pattern in table)


def _fits(pattern: str, where: str) -> bool:
    parts, keys = pattern.split("."), where.split(".")
    return len(parts) == len(keys) and all(part in ("*", key) for part, key in zip(parts, keys, strict=True))


# --- Resources ---


def variants_of(resource: Resource, revision: str) -> list[str | None]:
    """The variants that can be created in a revision; a single None for a resource that has none."""
    if not resource.variant:
        return [None]
    return list(resource.field(resource.variant).choices_in(resource.product, revision))


def body_schema(found: Contract, operation: Operation, path: str) -> Schema:
    """The schema of an operation's JSON body; empty where it has none."""
    described = found.operation(operation.method, path)
    bodies = described.bodies if described else {}
    return next((schema for kind, schema in bodies.items() if "json" in kind), {})


def resource_problems(resource: Resource, revision: str, exceptions: Exceptions) -> Iterator[str]:
    """Where a resource and a revision's document disagree."""
    found = product_contract(resource.product, revision)
    yield from _variant_problems(resource, revision, found, exceptions)
    for variant in variants_of(resource, revision):
        context = SchemaContext(resource.product, revision, variant)
        for problem in _context_problems(resource, context, found, exceptions):
            yield f"{revision} {variant or ''}: {problem}"


def _variant_problems(resource: Resource, revision: str, found: Contract, exceptions: Exceptions) -> Iterator[str]:
    if not resource.variant:
        return
    book = Book(found.request_schemas)
    operation = resource.create or resource.update
    if operation is None:
        return
    path = template(resource.product, revision, operation.path)
    schema = book.resolve(body_schema(found, operation, path))
    vendor, ours = set(schema["x-variants"]["mapping"]), set(variants_of(resource, revision))
    left_out = exceptions.choices.get(resource.field(resource.variant).api, set())
    yield from (f"{revision}: the variant {one} is offered and not in the document" for one in sorted(ours - vendor))
    yield from (
        f"{revision}: the variant {one} is in the document and not offered" for one in sorted(vendor - ours - left_out)
    )


def _context_problems(
    resource: Resource, context: SchemaContext, found: Contract, exceptions: Exceptions
) -> Iterator[str]:
    requests, responses = Book(found.request_schemas), Book(found.answer_schemas)
    if resource.create is not None:
        given = tree(resource.fields, context, lambda field: field.is_in_body)
        path = template(context.product, context.revision, resource.create.path)
        schema = body_schema(found, resource.create, path)
        yield from (f"create: {problem}" for problem in body_problems(requests, schema, given, context, exceptions))
        yield from (f"create: {problem}" for problem in required_problems(requests, schema, given, context, exceptions))
    if resource.update is not None:
        written = resource.dedicated_options
        changed = tree(
            resource.fields,
            context,
            lambda field: (
                field.mode in ("mutable", "constant") or (field.mode == "secret" and field.option not in written)
            ),
        )
        path = template(context.product, context.revision, resource.update.path)
        schema = body_schema(found, resource.update, path)
        # A singleton is not created, so its update is where nothing may be left out.
        complete = resource.create is None
        problems = body_problems(requests, schema, changed, context, exceptions, complete)
        yield from (f"update: {problem}" for problem in problems)
    for update in resource.dedicated_updates:
        yield from _dedicated_problems(update, context, found, exceptions)
    own = [field for field in resource.fields if field.option not in resource.expanded]
    returned = tree(own, context, is_returned, response=True)
    for path in dict.fromkeys((resource.path, resource.item_path)):
        schema = _object_schema(found, responses, context, path)
        problems = body_problems(responses, schema, returned, context, exceptions, False)
        yield from (f"GET {path}: {problem}" for problem in problems)


def _dedicated_problems(
    update: DedicatedUpdate, context: SchemaContext, found: Contract, exceptions: Exceptions
) -> Iterator[str]:
    """Where the body of an operation of its own and the document disagree."""
    if not update.fields or not context.product.supports(context.revision, update.operation.since):
        return
    path = template(context.product, context.revision, update.operation.path)
    schema = body_schema(found, update.operation, path)
    given = tree(update.fields, context, lambda field: field.is_in_body)
    problems = body_problems(Book(found.request_schemas), schema, given, context, exceptions)
    yield from (f"{update.operation.path}: {problem}" for problem in problems)


def _object_schema(found: Contract, book: Book, context: SchemaContext, path: str) -> Schema:
    """The schema of one object that a read tells: the answer itself, or an item of its list."""
    operation = found.operation("GET", template(context.product, context.revision, path))
    schema = book.resolve((operation.answer_schema(operation.success) if operation else None) or {})
    items = schema.get("properties", {}).get(context.product.paging.items)
    if schema.get("type") == "array":
        items = schema
    return book.resolve(items)["items"] if items else schema


# --- Operations, lists, reads ---


def operation_problems(product: Product, revision: str, operation: Operation) -> Iterator[str]:
    """Where an operation and a revision's document disagree: its path, parameters, answer and session type."""
    found = product_contract(product, revision)
    path = template(product, revision, operation.path)
    name = f"{operation.method} {operation.path}"
    described = found.operation(operation.method, path)
    if described is None:
        yield f"{name} is not in the {revision} document"
        return
    known = found.query_parameters(operation.method, path)
    for one in operation.parameters:
        if one.query not in known:
            yield f"{name}: the {revision} document has no parameter {one.query}"
        elif JSON_TYPES[one.type] not in str(Book(found.request_schemas).resolve(known[one.query]).get("type")):
            yield f"{name}: {one.query} is not {one.type} in the {revision} document"
    documented = documented_answer(found, operation.method, path)
    if documented != operation.response:
        yield f"{name} is declared to answer with {operation.response}, the {revision} document says {documented}"
    if operation.session_type and operation.session_type not in _session_types(found):
        yield f"{name}: the {revision} document knows no session type {operation.session_type}"


def documented_answer(found: Contract, method: str, path: str) -> str:
    """What a successful answer holds by the document: one of resource.ANSWERS."""
    operation = found.operation(method, path)
    schema = operation.answer_schema(operation.success) if operation else None
    book = Book(found.answer_schemas)
    if schema is None or not book.resolve(schema).get("properties", book.resolve(schema).get("items")):
        return "nothing"
    if _is_session(schema):
        return "session"
    resolved = book.resolve(schema)
    pages = [resolved["properties"][key] for key in ("results", "data") if key in resolved.get("properties", {})]
    listed = resolved if resolved.get("type") == "array" else next(iter(pages), {})
    return "sessions" if _is_session(listed.get("items", {})) else "object"


def _is_session(schema: Schema) -> bool:
    return str(schema.get("$ref", "")).endswith(("/SessionModel", "/SessionInfo", "/JobSession"))


def _session_types(found: Contract) -> set[str]:
    kinds = (found.answer_schemas.get(name, {}) for name in ("ESessionType", "JobSessionType"))
    return {str(one) for kind in kinds for one in kind.get("enum", [])}


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
    book = Book(found.answer_schemas)
    for variant in listed_variants(listing, revision, found):
        context = SchemaContext(listing.product, revision, variant)
        told = tree(as_sent(listing.fields), context, is_returned, response=True)
        schema = _object_schema(found, book, context, listing.path)
        for problem in body_problems(book, schema, told, context, exceptions, complete=False):
            yield f"GET {listing.path} in {revision} {variant or ''}: {problem}"


def listed_variants(listing: Listing, revision: str, found: Contract) -> list[str | None]:
    """The variants that a list may hold, by the document."""
    if not listing.variant:
        return [None]
    book = Book(found.answer_schemas)
    context = SchemaContext(listing.product, revision, None)
    schema = book.resolve(_object_schema(found, book, context, listing.path))
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
    book = Book(found.request_schemas)
    resolved = book.resolve(schema)
    many = bool(one.elements and one.many_since) and listing.product.supports(revision, one.many_since)
    if ("array" in _types(resolved)) != (many or one.single):
        yield f"{one.option}: {one.query} takes {'one value' if many else 'several values'}"
    leaf = book.resolve(resolved["items"]) if "items" in resolved else resolved
    if not (one.elements and not many) and JSON_TYPES[one.elements or one.type] not in _types(leaf, "string"):
        yield f"{one.option}: {one.query} is {leaf.get('type')}"
    vendor = {str(value) for value in leaf.get("enum", []) if value is not None}
    ours = set(one.choices_in(listing.product, revision)) if one.choices else set()
    yield from (f"{one.option}={value} is offered and not in the document" for value in sorted(ours - vendor))
    left_out = exceptions.choices.get(one.query, set())
    yield from (
        f"{one.option}={value} is in the document and not offered" for value in sorted(vendor - ours - left_out)
    )


def read_problems(product: Product, revision: str, path: str, method: str = "GET") -> Iterator[str]:
    """Whether a revision's document has a read."""
    if product_contract(product, revision).operation(method, template(product, revision, path)) is None:
        yield f"{method} {path} is not in the {revision} document"


def reference_problems(product: Product, revision: str, reference: Reference) -> Iterator[str]:
    """Whether a reference's list exists and its objects have an id and every name it goes by."""
    yield from read_problems(product, revision, reference.path)
    found = product_contract(product, revision)
    path = template(product, revision, reference.path)
    if found.operation("GET", path) is None:
        return
    told = found.response_properties("GET", path)
    for name in (reference.key, *reference.names):
        if f"{product.paging.items}[].{name}" not in told:
            yield f"GET {reference.path} in {revision} tells no {name}"


# --- Bodies besides those of resources ---


def exists(declaration: Declaration, revision: str, path: str) -> bool:
    """Whether a declaration says that the revision has a path."""
    return declaration.product.supports(revision, declaration.api.since.get(path, ""))


def sent_problems(product: Product, revision: str, sent: RequestBody, exceptions: Exceptions) -> Iterator[str]:
    """Where the body of an operation and a revision's document disagree."""
    found = product_contract(product, revision)
    path = template(product, revision, sent.operation.path)
    schema = body_schema(found, sent.operation, path)
    if not schema:
        yield f"{sent.operation.method} {sent.operation.path} takes no body in the {revision} document"
        return
    book, fields = Book(found.request_schemas), as_sent(sent.fields)
    extra_properties = dict.fromkeys(sent.extra_properties, "not from an option")
    excused_too = replace(exceptions, properties={**exceptions.properties, **extra_properties})
    for variant in _sent_variants(product, revision, sent):
        context = SchemaContext(product, revision, variant)
        given = tree(fields, context, lambda field: field.is_option)
        for one in (
            *body_problems(book, schema, given, context, excused_too),
            *required_problems(book, schema, given, context, excused_too),
        ):
            yield f"{sent.operation.method} {sent.operation.path} in {revision} {variant or ''}: {one}"
    yield from _sent_variant_problems(book, schema, product, revision, sent)


def _sent_variants(product: Product, revision: str, sent: RequestBody) -> list[str | None]:
    if not sent.variant:
        return [None]
    field = next(one for one in sent.fields if one.option == sent.variant)
    return list(field.choices_in(product, revision))


def _sent_variant_problems(
    book: Book, schema: Schema, product: Product, revision: str, sent: RequestBody
) -> Iterator[str]:
    if not sent.variant:
        return
    vendor = set(book.resolve(schema)["x-variants"]["mapping"])
    ours = set(_sent_variants(product, revision, sent))
    for one in sorted(map(str, ours ^ vendor)):
        yield f"{sent.operation.path}: the variant {one} is {'offered' if one in ours else 'in the document'} only"


def references_of(declaration: Declaration) -> set[Reference]:
    """Every kind of object that a declaration refers to by name."""
    fields = list(declaration.resource.fields) if declaration.resource else []
    fields += [field for listing in declaration.api.listings for field in listing.fields]
    fields += [field for sent in declaration.api.bodies for field in sent.fields]
    found = {one.reference for listing in declaration.api.listings for one in listing.filters if one.reference}
    return found | set(_references(fields))


def _references(fields: Iterable[Field]) -> Iterator[Reference]:
    for field in fields:
        if field.reference:
            yield field.reference
        yield from _references(field.fields)
