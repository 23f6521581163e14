# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The schemas of a document, and the places in them that fields stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import SchemaContext

Schema = Mapping[str, Any]
JSON_TYPES = {
    "str": "string",
    "int": "integer",
    "float": "number",
    "bool": "boolean",
    "list": "array",
    "dict": "object",
}


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


def json_types(schema: Schema, missing: str = "") -> list[str]:
    """The JSON types that a schema takes; ``missing`` where it names none and has no enumeration."""
    kinds = schema.get("type", "string" if "enum" in schema else missing)
    return [kinds] if isinstance(kinds, str) and kinds else list(kinds)


def excused(table: Mapping[str, Any], where: str) -> bool:
    """Whether a dotted path is in a table whose keys may hold ``*`` for one key, and begin with ``**`` for any."""
    return any(fits(pattern, where) for pattern in table)


def fits(pattern: str, where: str) -> bool:
    """Whether a dotted path is what such a key means."""
    parts, keys = pattern.split("."), where.split(".")
    if parts[0] == "**":
        parts = parts[1:]
        keys = keys[-len(parts) :]
    return len(parts) == len(keys) and all(part in ("*", key) for part, key in zip(parts, keys, strict=True))
