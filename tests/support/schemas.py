# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds fields to the schemas of the vendor's documents, property by property; each problem is a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import SAME_LEVEL, Field
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import SchemaContext
from support.exceptions import Exceptions
from support.limits import limit_problems, null_problems

Schema = Mapping[str, Any]
JSON_TYPES = {
    "str": "string",
    "int": "integer",
    "float": "number",
    "bool": "boolean",
    "list": "array",
    "dict": "object",
}
# The names of texts that hold secrets, as the words of a property's name.
SECRET = re.compile(r"(^|_)(\w*password|passphrase|secret|secret_key|shared_key|private_key\w*|token)s?$")


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
        if field.form is not None:
            # The suboptions are not properties.
            continue
        _grow(here, field.fields, context, wanted, response)


def is_returned(field: Field) -> bool:
    """Whether a response has the property of a field: all that is read, and what goes with its group."""
    return (field.is_state and not field.in_path) or field.mode == "constant"


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


def _kinds(book: Book, schema: Schema, node: Node, context: SchemaContext) -> Iterator[tuple[Schema, Node]]:
    """The schemas that a place may have: of a choice within a body, one for each value that its property offers.

    Each with the places to hold to it; the property that chooses is pinned in each schema.
    """
    choice = schema.get("x-variants")
    pinned = list(_pinned_kinds(book, schema, node, context))
    if pinned:
        yield from pinned
        return
    chooser = node.children.get(choice["property"]) if choice else None
    if choice is None or chooser is None or not chooser.fields or not chooser.fields[0].choices:
        beyond = choice and set(node.children) - set(schema.get("properties", {}))
        yield (all_kinds(book, schema) if beyond else schema), node
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


def all_kinds(book: Book, schema: Schema) -> Schema:
    """The properties of all kinds of a choice, where the task chooses by what it gives and not by a word."""
    kinds = [book.resolve(book.definitions[name]) for name in schema["x-variants"]["mapping"].values()]
    properties = {key: value for kind in kinds for key, value in kind["properties"].items()}
    return {**schema, "properties": {**properties, **schema.get("properties", {})}}


def _pinned_kinds(book: Book, schema: Schema, node: Node, context: SchemaContext) -> Iterator[tuple[Schema, Node]]:
    """The schemas of a choice that several groups stand for: each group has a constant that chooses its own."""
    choice = schema.get("x-variants")
    for group in node.fields if choice else ():
        constant = constant_of(group, choice["property"], context)
        if constant is not None:
            kind = book.resolve(book.definitions[choice["mapping"][str(constant.default)]])
            left = {key: value for key, value in kind["properties"].items() if key != choice["property"]}
            required = [key for key in kind.get("required", []) if key != choice["property"]]
            yield (
                {**kind, "properties": left, "required": required},
                tree(group.fields, context, lambda field: field.is_option and field.mode != "lookup"),
            )


def constant_of(group: Field, key: str, context: SchemaContext) -> Field | None:
    """The constant that says of which kind a group is; None where it has none."""
    constants = (field for field in group.fields if field.mode == "constant" and field.api == key)
    return next((field for field in constants if field.applies(*context)), None)


def _kind_choice_problems(
    schema: Schema, node: Node, context: SchemaContext, exceptions: Exceptions, where: str, complete: bool
) -> Iterator[str]:
    """Where groups stand for some kinds of a choice: a group that stands for none, and a kind without a group."""
    choice = schema.get("x-variants")
    constants = [constant_of(group, choice["property"], context) for group in node.fields] if choice else []
    if choice is None or not any(constants):
        return
    for group, constant in zip(node.fields, constants, strict=True):
        if constant is None:
            yield f"{where} has several kinds, and {group.option} has no constant for {choice['property']}"
    offered = {str(constant.to_api(constant.default)) for constant in constants if constant is not None}
    left_out = {word for path, words in exceptions.choices.items() if _fits(path, where) for word in words}
    # A single group is one kind of object, where others have others.
    for kind in sorted(set(choice["mapping"]) - offered - left_out) if complete and len(offered) > 1 else ():
        yield f"{where} may be of kind {kind} by the document, and no option is"


def _node_problems(
    book: Book, schema: Schema, node: Node, context: SchemaContext, exceptions: Exceptions, path: str, complete: bool
) -> Iterator[str]:
    yield from _kind_choice_problems(schema, node, context, exceptions, path, complete)
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


def json_types(schema: Schema, missing: str = "") -> list[str]:
    """The JSON types that a schema takes; ``missing`` where it names none and has no enumeration."""
    kinds = schema.get("type", "string" if "enum" in schema else missing)
    return [kinds] if isinstance(kinds, str) and kinds else list(kinds)


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
    left_out = {word for path, words in exceptions.choices.items() if _fits(path, where) for word in words}
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
        if (needed or child.parent_required) and key not in required and where not in exceptions.required:
            yield f"{where} is declared as required, and the document does not require it"
        partly = any(field.required_since or field.required_until for field in child.fields)
        if partly and where in exceptions.required:
            yield f"{where} is required although the document does not require it: in all revisions, or say which do"
        if any(field.form or field.item_property or _is_whole(field) for field in child.fields):
            # What has another form, objects that stand for texts, or one that is sent as the server told it.
            continue
        below = book.resolve(properties[key], context.variant)
        if "items" in below:
            below = book.resolve(below["items"], context.variant)
        for kind, places in list(_pinned_kinds(book, below, child, context)) or [(below, child)]:
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


def excused(table: Mapping[str, Any], where: str) -> bool:
    """Whether a dotted path is in a table whose keys may hold ``*`` for one key, and begin with ``**`` for any."""
    return any(_fits(pattern, where) for pattern in table)


def _fits(pattern: str, where: str) -> bool:
    parts, keys = pattern.split("."), where.split(".")
    if parts[0] == "**":
        parts = parts[1:]
        keys = keys[-len(parts) :]
    return len(parts) == len(keys) and all(part in ("*", key) for part, key in zip(parts, keys, strict=True))
