# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One revision of a vendor document, as far as it speaks about one path and what lies below it."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from simulator import documents
from simulator.flatten import Flattener, Schema, name_of
from simulator.operations import Operation, operations_of
from simulator.repairs import repaired

# What the vendor says about a property. It only helps to find what a property means, and is never copied.
TEXT, EXAMPLE, FORMAT = "x-text", "x-example", "x-format"


class AnnotatedFlattener(Flattener):
    """Keeps description, example and format of each property, which validation has no use for."""

    def convert(self, schema: Schema) -> Schema:
        """One schema, flat, with what the vendor says about it."""
        flat = super().convert(schema)
        marks = {TEXT: "description", EXAMPLE: "example", FORMAT: "format"}
        notes = {mark: schema[key] for mark, key in marks.items() if key in schema}
        return {**flat, **notes} if notes else flat


class Book:
    """The schemas of one revision, for requests or for responses; each is converted when first asked for."""

    def __init__(self, flattener: Flattener) -> None:
        self._flattener = flattener
        self._known: dict[str, Schema] = {}

    def component(self, name: str) -> Schema:
        """A named schema, flat."""
        if name not in self._known:
            self._known[name] = self._flattener.component(name)
        return self._known[name]

    def takes_null(self, schema: Schema) -> bool:
        """Whether null is a value of it, by itself or by what it refers to."""
        while "$ref" in schema:
            schema = self.component(name_of(schema["$ref"]))
        kinds = schema.get("type", [])
        parts = schema.get("anyOf", [])
        return (not isinstance(kinds, str) and "null" in kinds) or any(
            part.get("type") == "null" or self.takes_null(part) for part in parts
        )

    def resolve(self, schema: Schema, variant: str = "") -> Schema:
        """The object behind references and nullability; of a choice the schema for ``variant``."""
        while True:
            if "$ref" in schema:
                schema = self.component(name_of(schema["$ref"]))
            elif "anyOf" in schema:
                schema = next(part for part in schema["anyOf"] if part.get("type") != "null")
            elif variant and variant in schema.get("x-variants", {}).get("mapping", {}):
                schema = self.component(schema["x-variants"]["mapping"][variant])
            else:
                return schema


@dataclass(frozen=True)
class Snapshot:
    """What one revision says about a collection or a singleton at ``path`` (without the product's prefix).

    ``collection`` and ``item`` are the templates of the list and of one object, as the document writes them; ``item``
    is empty for a singleton. ``reads`` leads from the id of a read operation to its path, for the links in
    descriptions. ``examples`` are the document's own for the body that creates an object. ``filter_texts`` are what it
    says about the query parameters of the list. ``resource_lists`` are the paths of lists whose objects have a
    resourceId beside their ID.
    """

    revision: str
    prefix: str
    path: str
    operations: Mapping[tuple[str, str], Operation]
    requests: Book
    responses: Book
    reads: Mapping[str, str] = field(default_factory=dict)
    examples: tuple[Mapping[str, object], ...] = ()
    filter_texts: Mapping[str, str] = field(default_factory=dict)
    resource_lists: tuple[str, ...] = ()

    @property
    def collection(self) -> str:
        """The template of the list, or of the singleton itself."""
        return self.prefix + self.path

    @property
    def item(self) -> str:
        """The template of one object; empty where there is none."""
        start = self.collection + "/{"
        below = (template for _method, template in self.operations if template.startswith(start))
        return next(
            (template for template in below if template.endswith("}") and "/" not in template[len(start) :]), ""
        )

    def operation(self, method: str, template: str) -> Operation | None:
        """One operation, None where this revision lacks it."""
        return self.operations.get((method, template))

    def request_body(self, operation: Operation | None) -> Schema | None:
        """The schema of an operation's JSON body."""
        bodies = operation.bodies if operation else {}
        return next((schema for kind, schema in bodies.items() if "json" in kind), None)

    def response_body(self, operation: Operation | None) -> Schema | None:
        """The schema of the JSON body that an operation succeeds with."""
        return operation.answer_schema(operation.success) if operation else None

    def listed_object(self, page_key: str, template: str = "") -> Schema | None:
        """The schema of one object in the list, or in that of ``template``.

        ``page_key`` is where pages hold their objects.
        """
        schema = self.response_body(self.operation("GET", template or self.collection))
        if schema is None:
            return None
        resolved = self.responses.resolve(schema)
        listed = resolved if "items" in resolved else resolved.get("properties", {}).get(page_key, {})
        items: Schema | None = self.responses.resolve(listed).get("items") if listed else None
        return items


def snapshot(revision: str, prefix: str, path: str, document: dict[str, Any]) -> Snapshot | None:
    """What ``document`` says about ``path``; None where it does not have it."""
    here = prefix + path
    paths = {
        template: item
        for template, item in document["paths"].items()
        if template == here or template.startswith(here + "/")
    }
    if here not in paths:
        return None
    schemas = document["components"]["schemas"]
    requests, responses = AnnotatedFlattener(schemas, "readOnly"), AnnotatedFlattener(schemas, "writeOnly")
    operations = operations_of({**document, "paths": paths}, requests, responses)
    reads = {
        str(item["get"].get("operationId")): template.removeprefix(prefix)
        for template, item in document["paths"].items()
        if "get" in item
    }
    return Snapshot(
        revision,
        prefix,
        path,
        {(operation.method, operation.template): operation for operation in operations},
        Book(requests),
        Book(responses),
        reads,
        tuple(_examples(document, paths[here].get("post", {}))),
        _parameter_texts(document, paths[here]),
        tuple(path.removeprefix(prefix) for path in _lists_of_resources(document)),
    )


def _lists_of_resources(document: dict[str, Any]) -> Iterator[str]:
    for path, item in document["paths"].items():
        contents = item.get("get", {}).get("responses", {}).get("200", {}).get("content", {})
        schema = contents.get("application/json", {}).get("schema", {})
        page = _behind(document, schema).get("properties", {}) if "{" not in path else {}
        items: dict[str, Any] = next((page[key].get("items", {}) for key in ("results", "data") if key in page), {})
        if {"id", "resourceId"} <= set(_behind(document, items).get("properties", {})):
            yield path


def _parameter_texts(document: dict[str, Any], item: Mapping[str, Any]) -> dict[str, str]:
    listed = [*item.get("parameters", []), *item.get("get", {}).get("parameters", [])]
    named = (_behind(document, parameter) for parameter in listed)
    return {parameter["name"]: str(parameter.get("description", "")) for parameter in named}


def _examples(document: dict[str, Any], operation: Mapping[str, Any]) -> Iterator[Mapping[str, object]]:
    for content in operation.get("requestBody", {}).get("content", {}).values():
        named = [_behind(document, entry).get("value") for entry in content.get("examples", {}).values()]
        for example in [content.get("example"), *named]:
            if isinstance(example, dict):
                yield example


def _behind(document: dict[str, Any], node: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" not in node:
        return node
    found: Any = document
    for key in node["$ref"].split("/")[1:]:
        found = found[key]
    return dict(found)


@functools.cache
def load_document(product: str, revision: str) -> dict[str, Any]:
    """The vendor's document of a revision, with the repairs that the simulator makes too."""
    return repaired(product, documents.load(product, revision))
