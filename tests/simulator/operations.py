# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The operations of one document as plain data: what each takes, answers and demands."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .flatten import Flattener, Schema

METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Operation:
    """One method of one path template. Schemas are flat (see flatten.py)."""

    method: str
    template: str
    operation_id: str
    path: dict[str, Schema] = field(default_factory=dict)
    query: dict[str, Schema] = field(default_factory=dict)
    headers: dict[str, Schema] = field(default_factory=dict)
    required: dict[str, list[str]] = field(default_factory=dict)
    bodies: dict[str, Schema] = field(default_factory=dict)
    body_required: bool = False
    answers: dict[str, dict[str, Schema]] = field(default_factory=dict)
    public: bool = False

    @functools.cached_property
    def success(self) -> int:
        """The status an ordinary success has: the lowest 2xx the document names."""
        return self.successes[0] if self.successes else 200

    @property
    def successes(self) -> list[int]:
        """Every 2xx that the document names, the lowest first."""
        return sorted(int(status) for status in self.answers if status.startswith("2"))

    def answer_schema(self, status: int) -> Schema | None:
        """Schema of the JSON body of a status; None when the document describes no JSON body."""
        key = str(status)
        if key not in self._bodies:
            self._bodies[key] = self._body(key)
        return self._bodies[key]

    @functools.cached_property
    def _bodies(self) -> dict[str, Schema | None]:
        """The schemas of the answers that were asked for."""
        return {}

    def _body(self, status: str) -> Schema | None:
        if status == "204":  # HTTP has no body there, whatever some documents describe
            return None
        contents = self.answers.get(status, self.answers.get("default", {}))
        return next((schema for kind, schema in contents.items() if "json" in kind or kind == "*/*"), None)

    def defaults(self) -> dict[str, Any]:
        """Default values of the query parameters, as the document gives them."""
        return {name: schema["default"] for name, schema in self.query.items() if "default" in schema}


def operations_of(document: dict[str, Any], requests: Flattener, answers: Flattener) -> list[Operation]:
    """Every operation of a document."""
    return [
        _operation(document, method, template, item, requests, answers)
        for template, item in document["paths"].items()
        for method in METHODS
        if method in item
    ]


@dataclass(frozen=True)
class ResponseExample:
    """A body that a document gives as an example of a response in JSON."""

    method: str
    template: str
    status: str
    name: str
    body: Any


def response_examples(document: dict[str, Any]) -> Iterator[ResponseExample]:
    """Every example of a response in a document."""
    for template, item in document["paths"].items():
        for method in METHODS:
            for status, answer in item.get(method, {}).get("responses", {}).items():
                for kind, content in resolve(document, answer).get("content", {}).items():
                    if "json" not in kind:
                        continue
                    known = (method.upper(), template, status)
                    if "example" in content:
                        yield ResponseExample(*known, "example", content["example"])
                    for name, entry in content.get("examples", {}).items():
                        yield ResponseExample(*known, name, resolve(document, entry).get("value"))


def resolve(document: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    """What stands behind a reference, or the node itself."""
    while "$ref" in node:
        found: Any = document
        for key in node["$ref"].split("/")[1:]:
            found = found[key]
        node = found
    return node


def _operation(
    document: dict[str, Any], method: str, template: str, item: dict[str, Any], requests: Flattener, answers: Flattener
) -> Operation:
    source = item[method]
    body = resolve(document, source.get("requestBody", {}))
    places: dict[str, dict[str, Schema]] = {"path": {}, "query": {}, "header": {}}
    required: dict[str, list[str]] = {"path": [], "query": [], "header": []}
    for place, name, schema, needed in _parameters(document, item, source, requests):
        places[place][name] = schema
        if needed:
            required[place].append(name)
    return Operation(
        method=method.upper(),
        template=template,
        operation_id=source.get("operationId", f"{method} {template}"),
        path=places["path"],
        query=places["query"],
        headers=places["header"],
        required=required,
        bodies={kind: requests.convert(entry.get("schema", {})) for kind, entry in body.get("content", {}).items()},
        body_required=bool(body.get("required")),
        answers={
            status: {
                kind: answers.convert(entry.get("schema", {}))
                for kind, entry in resolve(document, answer).get("content", {}).items()
            }
            for status, answer in source["responses"].items()
        },
        public=source.get("security", document.get("security")) == [],
    )


def _parameters(
    document: dict[str, Any], item: dict[str, Any], source: dict[str, Any], requests: Flattener
) -> Iterator[tuple[str, str, Schema, bool]]:
    for entry in [*item.get("parameters", []), *source.get("parameters", [])]:
        parameter = resolve(document, entry)
        declared = parameter.get("schema", {})
        schema = requests.convert(declared)
        if "default" in declared:
            schema = {**schema, "default": declared["default"]}
        yield parameter["in"], parameter["name"], schema, bool(parameter.get("required"))
