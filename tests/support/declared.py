# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds declarations to the vendor's documents: each function says what disagrees, in words; nothing if all agree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from ansible_collections.opendr.veeam.plugins.module_utils.core.product import Product
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Declaration, RequestBody
from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field, Reference
from ansible_collections.opendr.veeam.plugins.module_utils.schema.listing import Filter
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import (
    Operation,
    Resource,
    SchemaContext,
)
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.inventory import as_sent
from simulator.contract import Contract
from support.book import JSON_TYPES, Book, Schema, is_returned, tree
from support.compared import left_out_problems, unkeyed_problems
from support.contracts import body_schema, has_path, object_schema, product_contract, template
from support.dedicated import dedicated_problems
from support.exception_type import NO_EXCEPTIONS
from support.exceptions import Exceptions
from support.limits import format_problems
from support.listed import listing_problems
from support.schemas import body_problems, has_property, required_problems, same_level_problems
from support.sent_options import overlap_problems, sent_option_problems
from support.spans import span_problems


def declaration_problems(declaration: Declaration, revision: str, exceptions: Exceptions) -> Iterator[str]:
    """Everything in which a module's declaration and a revision's document disagree; each problem says where."""
    product, usage = declaration.product, declaration.api
    if declaration.resource is not None:
        yield from resource_problems(declaration.resource, revision, exceptions)
    for operation in (*usage.operations, *usage.opens):
        if has_operation(declaration, revision, operation):
            yield from operation_problems(product, revision, operation, exceptions)
            # Without it, a task whose response is lost cannot see that the session still runs.
            untyped = operation.response in ("session", "sessions") and not operation.session_type
            if untyped and operation.path not in exceptions.sessions:
                yield f"{operation.method} {operation.path} starts a session, and its session_type is not declared"
        elif has_span(operation) and not list(operation_problems(product, revision, operation, exceptions)):
            span = f"from {operation.since or 'the first'} to {operation.until or 'the last'} revision"
            yield f"{operation.method} {operation.path} is declared {span}, and the {revision} document has it"
    for listing in usage.listings:
        if exists(declaration, revision, listing.path):
            yield from listing_problems(listing, revision, exceptions)
    for sent in usage.bodies:
        if has_operation(declaration, revision, sent.operation):
            yield from sent_problems(product, revision, sent, exceptions)
    yield from sent_option_problems(declaration, exceptions)
    yield from _path_problems(declaration, revision)


def _path_problems(declaration: Declaration, revision: str) -> Iterator[str]:
    """Where the paths that a declaration reads, or says to be missing in a revision, are not as it says."""
    product, usage = declaration.product, declaration.api
    for path in usage.reads:
        if exists(declaration, revision, path):
            yield from read_problems(product, revision, path)
    for path in usage.post_reads:
        if exists(declaration, revision, path):
            yield from read_problems(product, revision, path, method="POST")
    for reference in sorted(references_of(declaration, revision), key=lambda reference: reference.path):
        yield from reference_problems(product, revision, reference)
    for path in usage.since:
        if exists(declaration, revision, path) or not has_path(product, revision, path):
            continue
        # An operation may be there with another answer, or a path with other operations.
        own = [operation for operation in (*usage.operations, *usage.opens) if operation.path == path]
        if not own or not all(list(operation_problems(product, revision, operation)) for operation in own):
            yield f"{path} is declared to be new since {usage.since[path]}, and the {revision} document has it"
    for path, last in usage.until.items():
        if not exists(declaration, revision, path) and has_path(product, revision, path):
            yield f"{path} is declared to end with {last}, and the {revision} document has it"


# --- Resources ---


def variants_of(resource: Resource, revision: str) -> list[str | None]:
    """The variants that a revision can create: a single None for a resource without, nothing where it lacks that."""
    operation = resource.creation(revision) or resource.update
    since = {resource.since, operation.since if operation is not None else ""}
    if not all(resource.product.supports(revision, first) for first in since):
        return []
    if not resource.variant:
        return [None]
    return list(resource.field(resource.variant).choices_in(resource.product, revision))


def resource_problems(resource: Resource, revision: str, exceptions: Exceptions) -> Iterator[str]:
    """Where a resource and a revision's document disagree."""
    found = product_contract(resource.product, revision)
    yield from unkeyed_problems(resource.fields, exceptions)
    yield from _variant_problems(resource, revision, found, exceptions)
    for variant in variants_of(resource, revision):
        context = SchemaContext(resource.product, revision, variant)
        for problem in _context_problems(resource, context, found, exceptions):
            yield f"{revision} {variant or ''}: {problem}"


def _variant_problems(resource: Resource, revision: str, found: Contract, exceptions: Exceptions) -> Iterator[str]:
    if not resource.variant or not variants_of(resource, revision):
        return
    book = Book(found.request_schemas)
    operation = resource.creation(revision) or resource.update
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
    creation = resource.creation(context.revision)
    if creation is not None:
        given = tree(resource.fields, context, lambda field: field.is_in_body)
        path = template(context.product, context.revision, creation.path)
        schema = body_schema(found, creation, path)
        yield from (f"create: {problem}" for problem in body_problems(requests, schema, given, context, exceptions))
        yield from (f"create: {problem}" for problem in required_problems(requests, schema, given, context, exceptions))
    else:
        for field in resource.fields:
            if field.required and field.is_option and field.applies(*context):
                yield f"{field.option} is declared as required to create an object, and nothing is created"
    if resource.update is not None:
        written = resource.dedicated_options
        fixed_too = ("immutable",) if resource.update_body == "recreate" else ()
        changed = tree(
            resource.fields,
            context,
            lambda field: (
                field.mode in ("mutable", "constant", *fixed_too)
                or (field.mode == "secret" and field.option not in written)
            ),
        )
        path = template(context.product, context.revision, resource.update.path)
        schema = body_schema(found, resource.update, path)
        # A singleton is not created, so its update is where nothing may be left out.
        complete = resource.create is None
        problems = body_problems(requests, schema, changed, context, exceptions, complete)
        yield from (f"update: {problem}" for problem in problems)
        # An update that takes the whole object takes what cannot change as well; one of its own, only what can.
        for field in resource.fields if resource.update_body == "project" else ():
            fixed = field.mode == "immutable" and field.applies(*context)
            if fixed and has_property(requests, schema, field.path, context.variant):
                yield f"update: {field.api} can be changed, and is declared as immutable"
    for update in resource.dedicated_updates:
        yield from dedicated_problems(update, context, found, exceptions)
    for path in dict.fromkeys((resource.path, resource.item_path)):
        elsewhere = exceptions.derived if _is_listed(resource, path) else resource.expanded
        own = [field for field in resource.fields if field.option not in elsewhere]
        returned = tree(own, context, is_returned, response=True)
        schema = object_schema(found, responses, context, path)
        for field in resource.fields:
            never = field.mode == "write_only_on_create" and field.applies(*context)
            never = never and field.api not in exceptions.unreturned
            if never and has_property(responses, schema, field.path, context.variant):
                yield f"GET {path} returns {field.api}, so a task can compare it, and it is declared as {field.mode}"
        yield from left_out_problems(resource, context, responses, schema, path)
        problems = body_problems(responses, schema, returned, context, exceptions, False)
        yield from (f"GET {path}: {problem}" for problem in problems)
        of_variant = responses.resolve(schema, context.variant or _only_kind(resource, responses.resolve(schema)))
        ended = span_problems(responses, of_variant, own, context, exceptions, is_returned)
        yield from (f"GET {path}: {problem}" for problem in ended)
        yield from _id_problems(resource, of_variant, responses, path)


def _only_kind(resource: Resource, schema: Schema) -> str | None:
    """The kind of the objects that a resource has only one kind of, where a list has several: its constant says it."""
    choice = schema.get("x-variants", {}).get("property")
    return next((str(one.default) for one in resource.fields if one.mode == "constant" and one.api == choice), None)


def _is_listed(resource: Resource, path: str) -> bool:
    """Whether a list is where everything is read of an object that tasks neither create nor change."""
    return path == resource.path and resource.create is None and resource.update is None


def _id_problems(resource: Resource, schema: Schema, book: Book, path: str) -> Iterator[str]:
    """Where only one of the two says that the ID of an object is a UUID; a task gives it as it is returned."""
    for field in resource.fields:
        if field.option == "id" and field.api in schema.get("properties", {}):
            yield from format_problems(book.resolve(schema["properties"][field.api]), field.format, f"GET {path}: id")


# --- Operations, lists, reads ---


def operation_problems(
    product: Product, revision: str, operation: Operation, exceptions: Exceptions = NO_EXCEPTIONS
) -> Iterator[str]:
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
        if not product.supports(revision, one.since):
            if one.query in known:
                yield f"{name}: {one.query} is declared from {one.since}, and the {revision} document has it"
        elif one.query not in known:
            yield f"{name}: the {revision} document has no parameter {one.query}"
        else:
            schema = Book(found.request_schemas).resolve(known[one.query])
            if JSON_TYPES[one.type] not in str(schema.get("type")):
                yield f"{name}: {one.query} is not {one.type} in the {revision} document"
            if set(one.choices) != set(schema.get("enum", ())):
                yield f"{name}: {one.query} has other choices in the {revision} document"
    declared = {one.query for one in operation.parameters}
    for query in sorted(set(known) - declared - set(exceptions.queries)):
        yield f"{name}: the {revision} document has the parameter {query}, and no option gives it"
    documented = documented_answer(found, operation.method, path)
    if documented != operation.response and operation.path not in exceptions.responses:
        yield f"{name} is declared to answer with {operation.response}, the {revision} document says {documented}"
    if operation.responds_when_done != (operation.path in exceptions.slow):
        yield f"{name}: responds_when_done is {operation.responds_when_done}, and the exceptions say otherwise"
    if operation.session_type and operation.session_type not in _session_types(found):
        yield f"{name}: the {revision} document knows no session type {operation.session_type}"


def documented_answer(found: Contract, method: str, path: str) -> str:
    """What a successful answer holds by the document: one of resource.ANSWERS."""
    operation = found.operation(method, path)
    # Some respond in several ways, and say nothing where there is nothing to wait for.
    schemas = [operation.answer_schema(status) for status in operation.successes] if operation else []
    schema = next((schema for schema in schemas if schema is not None), None)
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
    return str(schema.get("$ref", "")).endswith(("/SessionModel", "/SessionInfo", "/JobSession", "/RESTJobSession"))


def _session_types(found: Contract) -> set[str]:
    kinds = (found.answer_schemas.get(name, {}) for name in ("ESessionType", "JobSessionType"))
    return {str(one) for kind in kinds for one in kind.get("enum", [])}


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
    for name in (reference.key, *reference.names, *reference.only):
        # A list that comes whole has no name.
        if not {f"{product.paging.items}[].{name}", f"[].{name}"} & told:
            yield f"GET {reference.path} in {revision} tells no {name}"
    if reference.query and reference.query not in found.query_parameters("GET", path):
        yield f"GET {reference.path} in {revision} has no parameter {reference.query}"


# --- Bodies besides those of resources ---


def exists(declaration: Declaration, revision: str, path: str) -> bool:
    """Whether a declaration says that the revision has a path."""
    usage = declaration.api
    return declaration.product.supports(revision, usage.since.get(path, ""), usage.until.get(path, ""))


def has_span(operation: Operation) -> bool:
    """Whether an operation itself says which revisions have it."""
    return bool(operation.since or operation.until)


def has_operation(declaration: Declaration, revision: str, operation: Operation) -> bool:
    """Whether a declaration says that the revision has an operation, whose path it may have for others."""
    first = operation.since or declaration.api.since.get(operation.path, "")
    return declaration.product.supports(revision, first, operation.until)


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
    for variant in sent_variants(product, revision, sent):
        context = SchemaContext(product, revision, variant)
        given = tree(fields, context, lambda field: field.is_option or field.mode == "constant")
        for one in (
            *body_problems(book, schema, given, context, excused_too),
            *required_problems(book, schema, given, context, excused_too),
            *same_level_problems(book, schema, fields, context, excused_too),
            *overlap_problems(fields, context),
        ):
            yield f"{sent.operation.method} {sent.operation.path} in {revision} {variant or ''}: {one}"
    yield from _sent_variant_problems(book, schema, product, revision, sent)


def sent_variants(product: Product, revision: str, sent: RequestBody) -> list[str | None]:
    """The variants of a body that a revision has: a single None for a body without."""
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
    ours = set(sent_variants(product, revision, sent))
    for one in sorted(map(str, ours ^ vendor)):
        yield f"{sent.operation.path}: the variant {one} is {'offered' if one in ours else 'in the document'} only"


def references_of(declaration: Declaration, revision: str = "") -> set[Reference]:
    """Every kind of object that a declaration refers to by name; with ``revision``, as far as that has the options."""
    if revision and not declaration.product.supports(revision, declaration.since):
        return set()
    fields = list(declaration.resource.fields) if declaration.resource else []
    fields += [field for listing in declaration.api.listings for field in listing.fields]
    fields += [field for sent in declaration.api.bodies for field in sent.fields]
    filters = [one for listing in declaration.api.listings for one in listing.filters]
    product = declaration.product

    def has(one: Field | Filter) -> bool:
        until = one.until if isinstance(one, Field) else ""
        return not revision or product.supports(revision, one.since, until)

    return {one.reference for one in filters if one.reference and has(one)} | set(_references(fields, has))


def _references(fields: Iterable[Field], has: Callable[[Field], bool]) -> Iterator[Reference]:
    for field in fields:
        if has(field):
            if field.reference:
                yield field.reference
            yield from _references(field.fields, has)
