# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Places in a body that hold one of several kinds of objects, and the groups that stand for each of them."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import SchemaContext
from support.book import Book, Node, Schema, fits, tree
from support.exceptions import Exceptions


def kinds_at(book: Book, schema: Schema, node: Node, context: SchemaContext) -> Iterator[tuple[Schema, Node]]:
    """The schemas that a place may have: of a choice within a body, one for each value that its property offers.

    Each with the places to hold to it; the property that chooses is pinned in each schema.
    """
    choice = schema.get("x-variants")
    pinned = list(pinned_kinds(book, schema, node, context))
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
    """The properties of all kinds of a choice, where the task chooses by what it gives and not by a word.

    Those are required that every kind requires, and ``x-required`` are those that any of them does.
    """
    kinds = [book.resolve(book.definitions[name]) for name in schema["x-variants"]["mapping"].values()]
    properties = {key: value for kind in kinds for key, value in kind["properties"].items()}
    required = [{*schema.get("required", []), *kind.get("required", [])} for kind in kinds]
    return {
        **schema,
        "properties": {**properties, **schema.get("properties", {})},
        "required": sorted(set.intersection(*required)),
        "x-required": sorted(set.union(*required)),
    }


def pinned_kinds(book: Book, schema: Schema, node: Node, context: SchemaContext) -> Iterator[tuple[Schema, Node]]:
    """The schemas of a choice that several groups stand for: each group has a constant that chooses its own."""
    choice = schema.get("x-variants")
    for group in node.fields if choice else ():
        constant = constant_of(group, choice["property"], context)
        if constant is not None:
            kind = book.resolve(book.definitions[choice["mapping"][str(constant.default)]])
            left = {key: value for key, value in kind["properties"].items() if key != choice["property"]}
            required = [key for key in kind.get("required", []) if key != choice["property"]]
            places = tree(group.fields, context, lambda field: field.is_option and field.mode != "lookup")
            places.fields = [group]
            yield {**kind, "properties": left, "required": required}, places


def constant_of(group: Field, key: str, context: SchemaContext) -> Field | None:
    """The constant that says of which kind a group is; None where it has none."""
    constants = (field for field in group.fields if field.mode == "constant" and field.api == key)
    return next((field for field in constants if field.applies(*context)), None)


def kind_choice_problems(
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
    left_out = {word for path, words in exceptions.choices.items() if fits(path, where) for word in words}
    # A constant without choices is that of the only kind of objects that these can be.
    several = complete and any(constant.choices for constant in constants if constant is not None)
    for kind in sorted(set(choice["mapping"]) - offered - left_out) if several else ():
        yield f"{where} may be of kind {kind} by the document, and no option is"


def kinds_below(book: Book, schema: Schema, node: Node, context: SchemaContext) -> list[tuple[Schema, Node]]:
    """What a place may hold, or an item of it where it is a list, with the places to hold to it."""
    below = book.resolve(schema, context.variant)
    if "items" in below:
        below = book.resolve(below["items"], context.variant)
    pinned = list(pinned_kinds(book, below, node, context))
    return pinned or [(all_kinds(book, below) if "x-variants" in below else below, node)]
