# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One revision of one product's API, as something requests and answers can be held to.

Measured on the documents used here: ``openapi-core`` takes about 3 ms for a request; flat schemas compiled once by
``jsonschema-rs`` take well under 0.1 ms, and a list of 1000 sessions about 20 ms. So parameters are coerced here and
go through the same schemas as bodies. A validator is compiled when its operation is first used.
"""

from __future__ import annotations

import contextlib
import datetime
import functools
import hashlib
import pickle
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import jsonschema_rs

from . import documents
from .flatten import Flattener, Schema, with_definitions
from .nulls import mark_nulls
from .operations import Operation, operations_of
from .repairs import add_answer_words, repaired
from .routes import Routes

# These servers write and take times without an offset, as their own examples do; RFC 3339 would demand one.
_DATE, _TIME = r"\d{4}-\d{2}-\d{2}", r"\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[AP]M)?(Z|[+-]\d{2}:\d{2})?"
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?[^+-]*(?:[+-](\d{2}):(\d{2}))?")


def _is_date(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_time(text: str) -> bool:
    """Whether a text has the form of a time, and is one that exists."""
    match = _CLOCK.match(text) if re.fullmatch(_TIME, text) else None
    if match is None:
        return False
    hour, minute, second, *offset = (int(part or 0) for part in match.groups())
    return hour < 24 and max(minute, second, offset[1]) < 60 and offset[0] <= 14


def _is_date_time(text: str) -> bool:
    date, _mark, time = text.partition("T")
    return re.fullmatch(_DATE, date) is not None and _is_date(date) and _is_time(time)


_LENIENT: dict[str, Callable[[str], bool]] = {"date-time": _is_date_time, "time": _is_time}
# The least that the parameters of a page can be; -1 means all in Azure.
_PAGES: dict[str, dict[str, int]] = {
    "vbr": {"skip": 0, "limit": 0},
    "azure": {"Offset": 0, "offset": 0, "Limit": -1, "limit": -1},
    "m365": {"offset": 0, "limit": 0},
}
_FORM = "application/x-www-form-urlencoded"


# Statuses that every operation may have, whether its document lists them or not.
ALWAYS: dict[int, str] = {
    401: "a token may end at any time",
}
# Statuses that the simulator sends although the operation's document does not list them; paths without the version.
UNDOCUMENTED: dict[tuple[str, str, str, int], str] = {
    ("vbr", "PUT", "/restore/instantRecovery/azure/vm/{mountId}/switchoverSettings", 400): (
        "a scheduled switchover without its time is refused, and the schema does not demand the time"
    ),
    ("vbr", "POST", "/restore/instantRecovery/unstructuredData/{mountId}/switchover", 400): (
        "a share whose migration has not ended cannot be switched over"
    ),
    ("vbr", "DELETE", "/backupInfrastructure/repositories/{id}", 400): (
        "a repository that holds backups is not removed, unless they are to go as well"
    ),
    ("vbr", "DELETE", "/credentials/{id}", 400): "a default record cannot be removed",
    ("azure", "POST", "/repositories/settings/getMetadata", 404): (
        "there is no metadata where the storage account, container or folder is not there"
    ),
    ("azure", "POST", "/flr/{flrSessionId}/restore", 500): (
        "the appliance fails so where the directory of an item is gone"
    ),
}
_VERSION = re.compile(r"^/(api/)?v[0-9.]+")


class Contract:
    """The API of one revision. ``contract(product, revision)`` gives a shared instance."""

    def __init__(self, product: str, revision: str) -> None:
        self.product = product
        self.revision = revision
        converted = _converted(product, revision)
        self.request_schemas: dict[str, Schema] = converted["requests"]
        self.answer_schemas: dict[str, Schema] = converted["answers"]
        self._operations: dict[tuple[str, str], Operation] = {
            (operation.method, operation.template): operation for operation in converted["operations"]
        }
        self._validators: dict[tuple[str, ...], Any] = {}
        self.templates = sorted({template for _unused, template in self._operations})
        self._routes = Routes(self.templates)
        self._item_templates: dict[str, str | None] = {}

    def operations(self) -> dict[tuple[str, str], str]:
        """``{(METHOD, path template): operationId}``."""
        return {key: operation.operation_id for key, operation in self._operations.items()}

    def operation(self, method: str, template: str) -> Operation | None:
        return self._operations.get((method.upper(), template))

    def route(self, path: str) -> tuple[str, dict[str, str]] | None:
        """Path template and path parameters of a concrete path."""
        return self._routes.find(path)

    def item_template(self, template: str) -> str | None:
        """The template of one object of the collection at ``template``; None where no object of it can be read."""
        if template not in self._item_templates:
            start = template + "/{"
            self._item_templates[template] = next(
                (
                    known
                    for known in self.templates
                    if known.startswith(start)
                    and known.endswith("}")
                    and known.count("/") == start.count("/")
                    and self.operation("GET", known)
                ),
                None,
            )
        return self._item_templates[template]

    def response_properties(self, method: str, template: str, status: int | None = None) -> set[str]:
        """Dotted paths of every property an answer may have; items of lists under ``name[]``, variants united."""
        operation = self._known(method, template)
        schema = operation.answer_schema(status or operation.success)
        return set() if schema is None else set(_paths(schema, self.answer_schemas, (), ""))

    def request_properties(self, method: str, template: str) -> set[str]:
        """Dotted paths of every property a request body may have."""
        return {
            path
            for schema in self._known(method, template).bodies.values()
            for path in _paths(schema, self.request_schemas, (), "")
        }

    def query_parameters(self, method: str, template: str) -> dict[str, Schema]:
        """Query parameters and their schemas."""
        return dict(self._known(method, template).query)

    def check_request(
        self,
        method: str,
        template: str,
        body: Any = None,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        path: Mapping[str, str] | None = None,
        content_type: str | None = None,
    ) -> list[str]:
        """Violations of a request; an empty list means that it keeps to the document.

        ``query`` values may be strings as on the wire or lists of them; other types are checked as they are.
        ``headers`` and ``path`` are checked only when given. ``body`` is the decoded body, None when there is none;
        its ``content_type`` is that of the document when None is given, and missing when it is empty.
        """
        operation = self.operation(method, template)
        if operation is None:
            return [f"{method.upper()} {template} is not in the {self.product} {self.revision} document"]
        found = self._check_values(operation, "query", operation.query, query or {}) + self._check_page(query or {})
        if path is not None:
            found += self._check_values(operation, "path", operation.path, path)
        if headers is not None:
            given = {name.lower(): value for name, value in headers.items()}
            known = {name: given[name.lower()] for name in operation.headers if name.lower() in given}
            found += self._check_values(operation, "header", operation.headers, known)
        return found + self._check_body(operation, body, content_type)

    def check_answer(self, method: str, template: str, status: int, body: Any = None) -> list[str]:
        """Violations of an answer; an empty list means that it keeps to the document."""
        operation = self._known(method, template)
        undocumented = self.check_status(method, template, status)
        if undocumented or (str(status) not in operation.answers and "default" not in operation.answers):
            return undocumented
        schema = operation.answer_schema(status)
        if schema is None:
            return [] if body in (None, "") else [f"status {status} is documented without a JSON body"]
        validator = self._validator(schema, self.answer_schemas, (method.upper(), template, str(status)))
        return _violations(validator, body, "answer")

    def check_status(self, method: str, template: str, status: int) -> list[str]:
        """The violation that a status is which the document does not list, and for which there is no other reason."""
        answers = self._known(method, template).answers
        if str(status) in answers or "default" in answers or status in ALWAYS:
            return []
        if (self.product, method.upper(), _VERSION.sub("", template), status) in UNDOCUMENTED:
            return []
        where = "UNDOCUMENTED in tests/simulator/contract.py has those that servers send nevertheless"
        return [f"status {status} is not documented, only {sorted(answers)}; {where}"]

    def is_valid(self, name: str, value: Any) -> bool:
        """Whether a value satisfies a named component as an answer."""
        schema: Schema = {"$ref": f"#/$defs/{name}"}
        return bool(self._validator(schema, self.answer_schemas, ("component", name)).is_valid(value))

    def query_values(self, operation: Operation, given: Mapping[str, Any]) -> dict[str, Any]:
        """Query parameters as the types the document gives them."""
        return {
            name: self._coerce(operation.query[name], value) for name, value in given.items() if name in operation.query
        }

    def _known(self, method: str, template: str) -> Operation:
        operation = self.operation(method, template)
        if operation is None:
            raise KeyError(f"{method.upper()} {template} is not in the {self.product} {self.revision} document")
        return operation

    def _check_values(
        self, operation: Operation, place: str, schemas: Mapping[str, Schema], given: Mapping[str, Any]
    ) -> list[str]:
        if not given and not operation.required[place]:
            return []
        values = {
            name: self._coerce(schemas[name], value) if name in schemas else value for name, value in given.items()
        }
        schema: Schema = {
            "type": "object",
            "properties": dict(schemas),
            "additionalProperties": False,
            "required": operation.required[place],
        }
        validator = self._validator(schema, self.request_schemas, (operation.method, operation.template, place))
        return _violations(validator, values, place)

    def _check_page(self, query: Mapping[str, Any]) -> list[str]:
        """Pages that no list has; the documents name no limits."""
        found = []
        for name, least in _PAGES[self.product].items():
            number = coerce({"type": "integer"}, query.get(name, least), {})
            if isinstance(number, int) and number < least:
                found.append(f"query.{name}: less than {least}")
        return found

    def _coerce(self, schema: Schema, value: Any) -> Any:
        return coerce(schema, value, self.request_schemas)

    def _check_body(self, operation: Operation, body: Any, content_type: str | None) -> list[str]:
        if not operation.bodies:
            return [] if body in (None, "", b"") else ["body: the document knows no body for this operation"]
        if body is None:
            return ["body: required but missing"] if operation.body_required else []
        if content_type == "":
            return ["header.Content-Type: required with a body, but missing"]
        kind = (content_type or next(iter(operation.bodies))).split(";")[0].strip().lower()
        if kind not in operation.bodies:
            return [f"body: content type {kind} is not one of {sorted(operation.bodies)}"]
        if not ("json" in kind or kind == _FORM):
            return []
        schema = operation.bodies[kind]
        if kind == _FORM and isinstance(body, Mapping):
            body = self._form(schema, body)
        validator = self._validator(schema, self.request_schemas, (operation.method, operation.template, "body", kind))
        return _violations(validator, body, "body")

    def _form(self, schema: Schema, body: Mapping[str, Any]) -> dict[str, Any]:
        if "$ref" in schema:
            schema = self.request_schemas[schema["$ref"].rsplit("/", 1)[-1]]
        properties = schema.get("properties", {})
        return {name: self._coerce(properties.get(name, {}), value) for name, value in body.items()}

    def _validator(self, schema: Schema, definitions: dict[str, Schema], key: tuple[str, ...]) -> Any:
        found = self._validators.get(key)
        if found is None:
            # Errors must not quote values: a body may hold a password, and errors are logged.
            found = jsonschema_rs.Draft202012Validator(
                with_definitions(schema, definitions), validate_formats=True, formats=_LENIENT, mask="the value"
            )
            self._validators[key] = found
        return found


def coerce(schema: Schema, value: Any, definitions: Mapping[str, Schema]) -> Any:
    """A parameter's text as the type its schema asks for; the text itself where it does not fit."""
    if "$ref" in schema:
        return coerce(definitions[schema["$ref"].rsplit("/", 1)[-1]], value, definitions)
    kinds = schema.get("type", "string")
    kind = kinds if isinstance(kinds, str) else kinds[0]
    if kind == "array":
        items = value if isinstance(value, (list, tuple)) else [value]
        return [coerce(schema.get("items", {}), item, definitions) for item in items]
    if isinstance(value, (list, tuple)):
        value = value[0] if len(value) == 1 else value
    if not isinstance(value, str):
        return value
    if kind == "boolean":
        return {"true": True, "false": False}.get(value, value)
    try:
        return int(value) if kind == "integer" else float(value) if kind == "number" else value
    except ValueError:
        return value


def _violations(validator: Any, value: Any, place: str) -> list[str]:
    return (
        [
            f"{'.'.join([place, *map(str, error.instance_path)])}: {error.message}"
            for error in validator.iter_errors(value)
        ]
        if not validator.is_valid(value)
        else []
    )


def _paths(schema: Schema, definitions: Mapping[str, Schema], seen: tuple[str, ...], prefix: str) -> Iterable[str]:
    for part in schema.get("anyOf", []):
        yield from _paths(part, definitions, seen, prefix)
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        if name not in seen:
            yield from _paths(definitions[name], definitions, (*seen, name), prefix)
        return
    for name in sorted(set(schema.get("x-variants", {}).get("mapping", {}).values())):
        if name not in seen:
            yield from _paths(definitions[name], definitions, (*seen, name), prefix)
    if "items" in schema:
        yield from _paths(schema["items"], definitions, seen, f"{prefix}[]")
    for key, value in schema.get("properties", {}).items():
        path = f"{prefix}.{key}" if prefix else key
        yield path
        yield from _paths(value, definitions, seen, path)


def _converted(product: str, revision: str) -> dict[str, Any]:
    cache = documents.cache_root() / "contracts" / f"{documents.digest(product, revision)}.{_source_key()}.pickle"
    with contextlib.suppress(FileNotFoundError):
        cached: dict[str, Any] = pickle.loads(cache.read_bytes())  # noqa: S301  (written below, in our own cache)
        return cached
    document = repaired(product, documents.load(product, revision))
    schemas = document["components"]["schemas"]
    requests, answers = Flattener(schemas, "readOnly"), Flattener(schemas, "writeOnly")
    schemas_of_answers = answers.all()
    add_answer_words(product, schemas_of_answers)
    operations = operations_of(document, requests, answers)
    for example_revision in documents.REVISIONS[product]:
        mark_nulls(documents.load(product, example_revision), schemas_of_answers, operations)
    converted: dict[str, Any] = {
        "requests": requests.all(),
        "answers": schemas_of_answers,
        "operations": operations,
    }
    with contextlib.suppress(OSError):  # a tree that cannot be written to only costs the time to convert
        for stale in cache.parent.glob(f"{cache.name.split('.')[0]}.*"):
            stale.unlink(missing_ok=True)
        documents.write_atomically(cache, pickle.dumps(converted, protocol=5))
    return converted


@functools.cache
def _source_key() -> str:
    """Changes with the code that converts, so that a stale conversion is never used."""
    folder = Path(__file__).parent
    names = ("contract.py", "flatten.py", "nulls.py", "operations.py", "repairs.py")
    return hashlib.sha256(b"".join((folder / name).read_bytes() for name in names)).hexdigest()[:12]


@functools.cache
def contract(product: str, revision: str) -> Contract:
    """The contract of one revision, loaded on first use."""
    return Contract(product, revision)
