# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an operation does when nobody wrote a behaviour for it: collections, their objects, and single documents."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from . import filters
from .flatten import Schema, name_of
from .messages import Answer, Refusal, Request, ignored
from .registry import CHECKS, COLUMNS, VIEWS
from .state import Item
from .values import NotRepresentable, Values

if TYPE_CHECKING:
    from .backend import Backend

_LISTS = ("data", "results")
_NO_CONTENT = 204


def handle(backend: Backend, request: Request) -> Answer:
    """Answer by the shape of the path: a collection, an object in one, or a document on its own."""
    template = request.operation.template
    _check_parents(backend, request)
    if request.method == "GET" and list_items(request) is not None:
        return listing(backend, request, all_of(backend, request.path))
    if template.endswith("}") and request.method != "POST":
        parent, _unused, last = template.rpartition("/")
        if last.startswith("{") and (
            backend.has_operation(request, "GET", parent) or backend.has_operation(request, "POST", parent)
        ):
            return _object(backend, request)
    if request.method == "POST" and request.contract.item_template(template) is not None:
        return create(backend, request)
    return _document(backend, request)


def example_of(backend: Backend, request: Request) -> Answer:
    """What the document promises of a success, made up; a file where it promises one."""
    operation = request.operation
    for name in operation.query:
        # Nothing is looked up, so every parameter has its effect: none.
        request.query.get(name)
    schema = operation.answer_schema(operation.success)
    if schema is not None:
        return Answer(operation.success, _ended(request, backend.example(request, schema, None)))
    if operation.answers.get(str(operation.success)) and operation.success != _NO_CONTENT:
        return Answer(operation.success, file=operation.operation_id.encode())
    return Answer(operation.success)


def _ended(request: Request, body: Any) -> Any:
    """What has a status that may be a success, with that: nothing goes on behind an example."""
    if not isinstance(body, dict) or "status" not in body:
        return body
    ended, operation = {**body, "status": "Success"}, request.operation
    problems = request.contract.check_answer(operation.method, operation.template, operation.success, ended)
    return body if problems else ended


def _check_parents(backend: Backend, request: Request) -> None:
    """Refuse what lies under an object that does not exist."""
    parts, concrete = request.operation.template.split("/"), request.path.split("/")
    for end in range(2, len(parts) - 1):
        parent, owner = "/".join(parts[:end]), "/".join(parts[: end + 1])
        if (
            parts[end].startswith("{")
            and backend.has_operation(request, "GET", parent)
            and backend.has_operation(request, "GET", owner)
        ):
            collection, key = backend.product.collection("/".join(concrete[:end])), concrete[end]
            if backend.store.get(collection, key) is None:
                raise Refusal(404, f"No object with id {key} was found in {collection}", resource=key)


def all_of(backend: Backend, path: str) -> list[Item]:
    """Every object of the collection at a path."""
    return list(backend.store.collection(backend.product.collection(path)).values())


def listing(backend: Backend, request: Request, items: list[Item], collection: str = "") -> Answer:
    """One page of objects: filtered, ordered, cut, then shaped for the revision."""
    where = collection or backend.product.collection(request.path)
    schema = request.operation.answer_schema(request.operation.success) or {}
    columns = COLUMNS.get((backend.product.name, kind_of(request.operation.template, backend)), {})
    try:
        chosen = filters.select(items, request.query, request.operation.query, columns)
    except filters.UnknownParameter as unknown:
        raise ignored(request.method, request.operation.template, str(unknown)) from unknown
    values = backend.values(request)
    item_schema = list_items(request) or {}
    start, count = backend.product.window(request.query)
    whole = values.resolve(schema).get("type") == "array"
    if whole:
        start, count = 0, None
    chosen = [item for item in chosen if representable(values, item_schema, item)]
    stop = len(chosen) if count is None else start + count
    shown = [
        values.fit(item_schema, view(backend, where, item, request.revision), str(item.get("id", where)))
        for item in chosen[start:stop]
    ]
    if whole:
        return Answer(request.operation.success, shown)
    # The page function cuts by itself, so the other objects only have to be counted.
    padded: list[Any] = [*[None] * min(start, len(chosen)), *shown, *[None] * max(0, len(chosen) - stop)]
    page = backend.product.page(padded, request.query, request.path)
    return Answer(request.operation.success, fit_page(values, schema, page))


def fit_page(values: Values, schema: Schema, page: dict[str, Any]) -> dict[str, Any]:
    """The page's own properties fitted; its objects were fitted one by one already."""
    listed = next(page.pop(name) for name in _LISTS if name in page)
    known = values.resolve(schema).get("properties", {})
    key = next(name for name in _LISTS if name in known)
    fitted = values.fit(schema, page, "page")
    fitted.pop(key, None)  # a required list was invented
    return {key: listed, **fitted}


def representable(values: Values, schema: Schema, item: Item) -> bool:
    """Whether a revision knows this variant of an object at all."""
    try:
        values.resolve(schema, item)
    except NotRepresentable:
        return False
    return True


def kind_of(template: str, backend: Backend) -> str:
    """Collection name of a template, such as ``backupInfrastructure/repositories``."""
    return backend.product.collection(template)


def view(backend: Backend, collection: str, item: Item, revision: str) -> Item:
    """An object as a behaviour wants this revision to see it."""
    function = VIEWS.get((backend.product.name, collection))
    return function(backend, item, revision) if function else item


def list_items(request: Request) -> Schema | None:
    """Schema of the objects in a list answer; None when the answer is no list."""
    schema = request.operation.answer_schema(request.operation.success)
    if schema is None:
        return None
    definitions = request.contract.answer_schemas
    while "$ref" in schema:
        schema = definitions[name_of(schema["$ref"])]
    properties = schema.get("properties", {})
    lists = [schema, *(properties.get(name, {}) for name in _LISTS)]
    return next((found["items"] for found in lists if "items" in found), None)


def create(backend: Backend, request: Request) -> Answer:
    """Store the body as a new object; answered with the object, or with what the document wants instead."""
    collection = backend.product.collection(request.path)
    check = CHECKS.get((backend.product.name, kind_of(request.operation.template, backend)))
    if isinstance(request.body, list):
        return _create_all(backend, request, collection)
    item = {**(request.body or {}), "id": str(uuid.uuid4())}
    if check:
        check(backend, request, item)
    values = backend.values(request)
    template = request.contract.item_template(request.operation.template)
    target = request.contract.operation("GET", template) if template else None
    schema = target.answer_schema(target.success) if target else None
    if schema is not None:
        try:
            # The answer model decides what is kept, so that secrets in a body are not.
            item = {**values.fit(schema, item, item["id"]), "id": item["id"]}
        except NotRepresentable as problem:
            raise Refusal(400, f"The server cannot store this object: {problem}") from problem
    return backend.finish(
        request, f"Creating {item.get('name', collection)}", lambda: _store(backend, collection, item), item, schema
    )


def _create_all(backend: Backend, request: Request, collection: str) -> Answer:
    """Some collections take several objects in one request, each with its own id already or not."""
    for body in request.body:
        if isinstance(body, dict):
            _store(backend, collection, {"id": str(uuid.uuid4()), **body})
    return backend.finish(request, f"Adding to {collection}", lambda: None, None, None)


def _store(backend: Backend, collection: str, item: Item) -> str:
    backend.store.put(collection, item["id"], item)
    return str(item["id"])


def _object(backend: Backend, request: Request) -> Answer:
    path, _unused, key = request.path.rpartition("/")
    collection = backend.product.collection(path)
    item = backend.store.get(collection, key)
    if item is None:
        raise Refusal(404, f"No object with id {key} was found in {collection}", resource=key)
    if request.method == "GET":
        return shown_object(backend, request, collection, item)
    if request.method == "DELETE":
        return backend.finish(
            request, f"Removing {item.get('name', key)}", lambda: backend.store.remove(collection, key), item, None
        )
    if request.method in ("PUT", "PATCH"):
        body = request.body if isinstance(request.body, dict) else {}
        changed = {**item, **body, "id": item["id"]}
        check = CHECKS.get((backend.product.name, collection))
        if check:
            check(backend, request, changed)
        getter = request.contract.operation("GET", request.operation.template)
        schema = getter.answer_schema(getter.success) if getter else None
        return backend.finish(
            request, f"Saving {item.get('name', key)}", lambda: _store(backend, collection, changed), changed, schema
        )
    return _document(backend, request)


def shown_object(backend: Backend, request: Request, collection: str, item: Item) -> Answer:
    """One object, shaped for the revision."""
    schema = request.operation.answer_schema(request.operation.success) or {}
    try:
        seen = backend.values(request).fit(schema, view(backend, collection, item, request.revision), str(item["id"]))
    except NotRepresentable as problem:
        raise Refusal(404, f"Revision {request.revision} has no form for this object: {problem}") from problem
    return Answer(request.operation.success, seen)


def _document(backend: Backend, request: Request) -> Answer:
    """A settings document, or an action: remembered where it can be, otherwise answered with a valid example."""
    path = backend.product.collection(request.path)
    if request.method in ("PUT", "PATCH") and isinstance(request.body, dict):
        backend.store.documents[path] = {**backend.store.documents.get(path, {}), **request.body}
    if request.method == "GET" and path in backend.store.documents:
        schema = request.operation.answer_schema(request.operation.success) or {}
        return Answer(
            request.operation.success, backend.values(request).fit(schema, backend.store.documents[path], path)
        )
    name = request.operation.operation_id
    stored = backend.store.documents.get(path)
    return backend.finish(request, name, lambda: None, stored, None)
