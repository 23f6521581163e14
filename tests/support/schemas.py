# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds fields to the schemas of the vendor's documents, property by property; each problem is a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import SAME_LEVEL, Field
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import SchemaContext
from support.book import JSON_TYPES, Book, Node, Schema, excused, fits, json_types
from support.exceptions import Exceptions
from support.kinds import kind_choice_problems, kinds_at, kinds_below
from support.limits import limit_problems, null_problems

# The names of texts that hold secrets, as the words of a property's name.
SECRET = re.compile(r"(^|_)(\w*password|passphrase|secret|secret_key|shared_key|private_key\w*|token)s?$")


def has_property(book: Book, schema: Schema, path: Iterable[str], variant: str | None) -> bool:
    """Whether an object has a property at the end of these keys."""
    for key in path:
        schema = book.resolve(schema, variant)
        schema = book.resolve(schema["items"], variant) if "items" in schema else schema
        if key not in schema.get("properties", {}):
            return False
        schema = schema["properties"][key]
    return True


def is_always_shown(book: Book, schema: Schema, path: Iterable[str], variant: str | None) -> bool:
    """Whether the document requires of an object the property at the end of these keys, and all that hold it."""
    for key in path:
        schema = book.resolve(schema, variant)
        if key not in schema.get("required", ()):
            return False
        schema = schema["properties"][key]
    return True


def body_problems(
    book: Book, schema: Schema, root: Node, context: SchemaContext, exceptions: Exceptions, complete: bool = True
) -> Iterator[str]:
    """Where fields and a body's schema disagree.

    ``complete``: properties without a field are looked for too, and every value of an enumeration; an answer may
    tell more than we read.
    """
    schema = book.resolve(schema, context.variant)
    yield from _node_problems(book, schema, root, context, exceptions, "", complete)


def _node_problems(
    book: Book, schema: Schema, node: Node, context: SchemaContext, exceptions: Exceptions, path: str, complete: bool
) -> Iterator[str]:
    yield from kind_choice_problems(schema, node, context, exceptions, path, complete)
    for kind, places in kinds_at(book, schema, node, context):
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
    written, schema = schema, book.resolve(schema, context.variant)
    if not node.fields:
        yield from _type_problems(schema, "object", where)
    leaf = book.resolve(schema["items"]) if "items" in schema else schema
    for field in node.fields:
        yield from _type_problems(schema, JSON_TYPES[(field.form or field).type], where)
        if field.form is not None:
            yield from _type_problems(leaf, JSON_TYPES[field.form.elements or field.form.type], where + "[]")
            return
        if field.item_property:
            yield from _each_problems(book, leaf, field, exceptions, where, complete)
        elif field.elements:
            yield from _type_problems(leaf, JSON_TYPES[field.elements], where + "[]")
        anonymous = field.is_state and is_anonymous(field.option, field.path[-1], field.reference is not None)
        if anonymous and not excused(exceptions.ids, where):
            yield f"{where} holds an id, and {field.option} does not say so: give it a reference, or a name with id"
        if holds_secret(leaf, where) and field.mode != "secret" and not excused(exceptions.secrets, where):
            yield f"{where} holds a secret by the document and has mode {field.mode}: declare it with mode secret"
        if complete:
            yield from _enum_problems(leaf, field, context, exceptions, where)
            yield from limit_problems(leaf, field, where)
            yield from null_problems((written, schema), field, where)
    if node.children:
        yield from _node_problems(book, leaf, node, context, exceptions, where, complete)


def is_anonymous(option: str, key: str, has_reference: bool) -> bool:
    """Whether an id stands in a property, and the option that is called after the object shows it as it is."""
    return bool(re.search(r"[a-z]Ids?$", key)) and not has_reference and not re.search(r"(^|_)u?ids?$", option)


def holds_secret(schema: Schema, where: str) -> bool:
    """Whether a value is a secret: by its format, by never being answered, or by its name where it is a text."""
    if schema.get("x-secret"):
        return True
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", where.rpartition(".")[2]).lower()
    is_text = "string" in json_types(schema) and "format" not in schema and "enum" not in schema
    return is_text and bool(SECRET.search(words))


def _each_problems(
    book: Book, schema: Schema, field: Field, exceptions: Exceptions, where: str, complete: bool
) -> Iterator[str]:
    """Where the objects that stand for texts hold something else than one text, or an id and a name."""
    properties = schema.get("properties", {})
    declared = {field.item_property, field.name_from} - {""}
    needed = {key for key in properties if not excused(exceptions.properties, f"{where}.{key}")} if complete else set()
    needed |= set(schema.get("required", []))
    later = {field.name_from} if field.named_later else set()
    if not needed <= declared <= set(properties) | later:
        yield f"{where}[] has {sorted(properties)} in the document and is declared as {sorted(declared)}"
        return
    for key in sorted(declared & set(properties)):
        yield from _type_problems(book.resolve(properties[key]), "string", f"{where}[].{key}")


def _type_problems(schema: Schema, wanted: str, where: str) -> Iterator[str]:
    found = json_types(schema)
    # A number field takes what the document calls an integer too.
    if wanted not in found and not (wanted == "number" and "integer" in found):
        yield f"{where} is {'/'.join(found) or 'untyped'} in the document and declared as {wanted}"


def _enum_problems(
    schema: Schema, field: Field, context: SchemaContext, exceptions: Exceptions, where: str
) -> Iterator[str]:
    vendor = {str(value) for value in schema.get("enum", []) if value is not None}
    ours = {str(field.to_api(one)) for one in field.choices_in(context.product, context.revision)}
    # A discriminator that is pinned to the variants of one schema is checked where the variants are.
    if not field.choices and len(vendor) <= 1:
        return
    if context.variant in vendor and vendor <= ours:
        return
    # A word that the server says itself is sent back as it is.
    if field.looked_up and not field.choices:
        return
    for value in sorted(ours - vendor):
        yield f"{where}={value} is offered and not in the document"
    left_out = {word for path, words in exceptions.choices.items() if fits(path, where) for word in words}
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
        by_some = schema.get("x-required", required)
        if (needed or child.parent_required) and key not in by_some and where not in exceptions.required:
            yield f"{where} is declared as required, and the document does not require it"
        partly = any(field.required_since or field.required_until for field in child.fields)
        if partly and where in exceptions.required:
            yield f"{where} is required although the document does not require it: in all revisions, or say which do"
        if any(field.form or field.item_property or _is_whole(field) for field in child.fields):
            # What has another form, objects that stand for texts, or one that is sent as the server told it.
            continue
        for kind, places in kinds_below(book, properties[key], child, context):
            yield from _required(book, kind, places, context, exceptions, where)


def same_level_problems(
    book: Book, schema: Schema, fields: Iterable[Field], context: SchemaContext, exceptions: Exceptions
) -> Iterator[str]:
    """Where a group of options of the object itself is demanded without need, or not although one of them is."""
    required = book.resolve(schema, context.variant).get("required", [])
    for group in fields:
        if group.api != SAME_LEVEL or not group.applies(*context) or group.option in exceptions.conditional:
            continue
        inside = [
            one for one in group.fields if one.applies(*context) and one.needed(context.product, context.revision)
        ]
        names = [one.path[0] for one in inside if one.path and one.path[0] in required]
        if group.needed(context.product, context.revision) != bool(names):
            said = "as required" if not names else "as not required"
            yield f"{group.option} is declared {said}, and the document requires {', '.join(names) or 'nothing in it'}"


def _is_whole(field: Field) -> bool:
    return field.type == "dict" and not field.fields


def _always_there(node: Node, context: SchemaContext) -> bool:
    if node.fields:
        return any(one.needed(context.product, context.revision) or one.default is not None for one in node.fields)
    return node.parent_required or any(_always_there(child, context) for child in node.children.values())
