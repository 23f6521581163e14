# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds what the comparison of an object with a task is declared to go by to what is known of the servers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import Resource, SchemaContext
from support.book import Book, Schema, excused
from support.exceptions import Exceptions
from support.schemas import is_always_shown

# The products whose responses lack what is false, as the examples of their documents do.
LEAVE_OUT_FALSE = ("m365",)


def unkeyed_problems(fields: Iterable[Field], exceptions: Exceptions, within: tuple[str, ...] = ()) -> Iterator[str]:
    """Where nothing says which items of a list belong together: what the server adds to them would be lost."""
    for field in fields:
        where = ".".join((*within, *field.path))
        compared = field.elements == "dict" and field.fields and field.is_option and not field.form
        if compared and not field.item_keys and not excused(exceptions.unkeyed, where):
            yield f"{where} is a list of objects, and no item_keys say what identifies one of them"
        yield from unkeyed_problems(field.fields, exceptions, (*within, *field.path))


def left_out_problems(
    resource: Resource, context: SchemaContext, book: Book, schema: Schema, path: str
) -> Iterator[str]:
    """Where what a response may leave out is declared otherwise than the document has it, or its product does it.

    A list that every response has and one lacks would be taken for an empty one.
    """
    for field in resource.fields:
        left_out = field.may_be_left_out and field.applies(*context)
        if left_out and is_always_shown(book, schema, field.response_path, context.variant):
            yield f"GET {path} always has {field.api}, and {field.option} is declared with may_be_left_out"
    if context.product.name in LEAVE_OUT_FALSE:
        shown = _false_problems(resource.fields, context, book, schema)
        yield from (f"GET {path}: {problem}" for problem in shown)


def _false_problems(
    fields: Iterable[Field], context: SchemaContext, book: Book, schema: Schema, within: tuple[str, ...] = ()
) -> Iterator[str]:
    """Where a task that says that something is not so would find a difference on a server that leaves it out.

    What has an operation of its own is sent again where it is not shown.
    """
    for field in fields:
        where = (*within, *field.response_path)
        compared = field.type == "bool" and field.mode in ("mutable", "immutable") and field.applies(*context)
        if compared and field.absent_value is None and not is_always_shown(book, schema, where, context.variant):
            yield f"{'.'.join(where)} may be left out where it is false, and {field.option} has no absent_value"
        yield from _false_problems(field.fields, context, book, schema, where)
