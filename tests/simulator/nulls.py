# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where real servers answer with null: what the vendor's own response examples show as null, whatever the schema says.

``x-null`` marks such a property in the schemas of answers. It may be null there, and where nothing is known of it, the
simulator answers with null.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .flatten import Schema, name_of
from .operations import Operation, response_examples

_NULL: Schema = {"type": "null"}


def mark_nulls(document: dict[str, Any], answers: dict[str, Schema], operations: list[Operation]) -> None:
    """Mark, in the flat schemas of answers, every property that an example of a document has as null.

    The document may be that of another revision: what both have is marked.
    """
    known = {(operation.method, operation.template): operation for operation in operations}
    for example in response_examples(document):
        operation = known.get((example.method, example.template))
        schema = operation.answer_schema(int(example.status)) if operation and example.status.isdecimal() else None
        if schema is not None:
            _walk(schema, example.body, answers)


def _walk(schema: Schema, value: Any, answers: Mapping[str, Schema]) -> None:
    schema = _resolved(schema, value, answers)
    if isinstance(value, list) and "items" in schema:
        for item in value:
            _walk(schema["items"], item, answers)
    elif isinstance(value, Mapping):
        properties = schema.get("properties", {})
        for key, item in value.items():
            if key in properties and item is None:
                properties[key] = _may_be_null(properties[key])
            elif key in properties:
                _walk(properties[key], item, answers)


def _resolved(schema: Schema, value: Any, answers: Mapping[str, Schema]) -> Schema:
    """The schema behind references and nullability, and of a choice the one for the value."""
    while True:
        if "$ref" in schema:
            schema = answers[name_of(schema["$ref"])]
        elif "anyOf" in schema:
            schema = schema["anyOf"][0]
        elif "x-variants" in schema and isinstance(value, Mapping):
            variants = schema["x-variants"]
            name = variants["mapping"].get(value.get(variants["property"]))
            if name is None:
                return schema
            schema = answers[name]
        else:
            return schema


def _may_be_null(schema: Schema) -> Schema:
    """The schema of a property that may also be null, and is where nothing is known of it."""
    plain = {key: value for key, value in schema.items() if key != "x-null"}
    return {"anyOf": plain.get("anyOf", [plain, _NULL]), "x-null": True}
