# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The vendor's documents, as declarations are held to them: paths, and the schemas of bodies and objects."""

from __future__ import annotations

from ansible_collections.opendr.veeam.plugins.module_utils.core.product import Product
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import Operation, SchemaContext
from simulator.contract import Contract, contract
from support.book import Book, Schema
from support.modules import document_prefix


def product_contract(product: Product, revision: str) -> Contract:
    """The vendor's document of a revision."""
    return contract(product.name, revision)


def template(product: Product, revision: str, path: str) -> str:
    """A declared path as the document writes it."""
    return document_prefix(product, revision) + path


def has_path(product: Product, revision: str, path: str) -> bool:
    """Whether a revision's document has a declared path."""
    return template(product, revision, path) in product_contract(product, revision).templates


def body_schema(found: Contract, operation: Operation, path: str) -> Schema:
    """The schema of an operation's JSON body; empty where it has none."""
    described = found.operation(operation.method, path)
    bodies = described.bodies if described else {}
    return next((schema for kind, schema in bodies.items() if "json" in kind), {})


def object_schema(found: Contract, book: Book, context: SchemaContext, path: str) -> Schema:
    """The schema of one object that a read tells: the answer itself, or an item of its list."""
    operation = found.operation("GET", template(context.product, context.revision, path))
    schema = book.resolve((operation.answer_schema(operation.success) if operation else None) or {})
    items = schema.get("properties", {}).get(context.product.paging.items)
    if schema.get("type") == "array":
        items = schema
    return book.resolve(items)["items"] if items else schema
