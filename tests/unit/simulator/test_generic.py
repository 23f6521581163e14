# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every operation of every document answers, and every plain pair of paths is a collection."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from simulator import behaviours, documents
from simulator.backend import Backend
from simulator.contract import Contract, contract
from simulator.messages import Answer, Refusal, Request, User
from simulator.operations import Operation
from simulator.registry import CHECKS, HANDLERS
from simulator.tls import make_certificates
from simulator.values import NotRepresentable, Values, stable_id

ALL = [(product, revision) for product, revisions in documents.REVISIONS.items() for revision in revisions]
KEY = stable_id("an object that exists")


@pytest.fixture(scope="module")
def certificate() -> bytes:
    behaviours.load()
    return make_certificates().server


@pytest.fixture(params=ALL, ids=[f"{product}-{revision}" for product, revision in ALL])
def served(request: pytest.FixtureRequest, certificate: bytes) -> tuple[Backend, Contract]:
    product, revision = request.param
    return Backend(product, {}, 0.0, certificate), contract(product, revision)


def _request(known: Contract, operation: Operation, keys: dict[str, str] | None = None) -> Request:
    """The least that the document asks for, with one value for every path parameter."""
    values = Values(known.request_schemas)
    path, parameters = operation.template, {}
    for name, schema in operation.path.items():
        kind = values.resolve(schema).get("type")
        parameters[name] = (keys or {}).get(name, KEY if kind == "string" else "1")
        path = path.replace(f"{{{name}}}", parameters[name])
    query = {name: values.invent(operation.query[name], name) for name in operation.required["query"]}
    kind = next(iter(operation.bodies), "")
    body = values.invent(operation.bodies[kind], "body") if "json" in kind else None
    return Request(operation, known, path, parameters, {**operation.defaults(), **query}, body, User("administrator"))


def _let_objects_exist(backend: Backend, request: Request) -> None:
    """Put an object at every place on the path that is one."""
    known = request.contract
    template, concrete = request.operation.template.split("/"), request.path.split("/")
    for end in range(2, len(template)):
        if template[end].startswith("{"):
            getter = known.operation("GET", "/".join(template[: end + 1]))
            schema = getter.answer_schema(getter.success) if getter else None
            collection = backend.product.collection("/".join(concrete[:end]))
            made = Values(known.answer_schemas).invent(schema, collection) if schema is not None else {}
            if isinstance(made, dict):
                backend.store.put(collection, concrete[end], {**made, "id": concrete[end]})


def _is_handled(product: str, template: str) -> bool:
    """Whether a behaviour answers for this path or for an object above it, which then has a shape of its own."""
    starts = [template[:end] for end, sign in enumerate(template) if sign == "/"]
    return any(owner == product and path in (template, *starts) for owner, _unused, path in HANDLERS)


def _operations(known: Contract) -> Iterator[Operation]:
    for method, template in sorted(known.operations(), key=lambda key: (key[0] == "DELETE", key)):
        operation = known.operation(method, template)
        assert operation is not None
        yield operation


def test_every_generic_operation_answers_within_its_document(served: tuple[Backend, Contract]) -> None:
    backend, known = served
    problems, answered = [], 0
    for operation in _operations(known):
        if _is_handled(backend.product.name, operation.template):
            continue
        backend.reset()
        request = _request(known, operation)
        _let_objects_exist(backend, request)
        try:
            answer = backend.answer(request)
        except Refusal as refusal:
            # A rule for what is stored may refuse what is made up here.
            ruled = (backend.product.name, backend.product.collection(request.path)) in CHECKS
            if refusal.status != 400 or not (ruled or "cannot store" in refusal.message):
                problems.append(f"{operation.method} {operation.template}: {refusal.status} {refusal.message}")
            continue
        answered += 1
        found = known.check_answer(operation.method, operation.template, answer.status, answer.body)
        problems += [f"{operation.method} {operation.template}: {text}" for text in found]
    assert problems == []
    assert answered > 90


def test_every_plain_pair_of_paths_is_a_collection(served: tuple[Backend, Contract]) -> None:
    backend, known = served
    lived = 0
    for operation in _operations(known):
        request = _request(known, operation)
        template = request.contract.item_template(operation.template) if operation.method == "POST" else None
        getter = known.operation("GET", template) if template else None
        if (
            template is None
            or getter is None
            or "{" in operation.template
            or not isinstance(request.body, dict)
            or _is_handled(backend.product.name, template)
        ):
            continue
        backend.reset()
        collection = backend.product.collection(request.path)
        before = set(backend.store.collection(collection))
        _checked(backend, request)
        backend.sessions.advance()
        made = set(backend.store.collection(collection)) - before
        assert len(made) == 1, operation.template
        keys = dict.fromkeys(getter.path, made.pop())
        shown = _checked(backend, _request(known, getter, keys))
        assert shown.status == getter.success
        remover = known.operation("DELETE", template)
        if remover is not None:
            _checked(backend, _request(known, remover, keys))
            backend.sessions.advance()
            with pytest.raises(Refusal) as refused:
                backend.answer(_request(known, getter, keys))
            assert refused.value.status == 404
        lived += 1
    assert lived >= 2


def _checked(backend: Backend, request: Request) -> Answer:
    answer = backend.answer(request)
    found = request.contract.check_answer(request.method, request.operation.template, answer.status, answer.body)
    assert found == [], request.operation.template
    return answer


def test_what_lies_under_an_unknown_object_is_not_found(certificate: bytes) -> None:
    backend, known = Backend("vbr", {}, 0.0, certificate), contract("vbr", "1.3-rev2")
    operation = known.operation("GET", "/api/v1/backupInfrastructure/repositories/{id}/accessPermissions")
    assert operation is not None
    with pytest.raises(Refusal) as refused:
        backend.answer(_request(known, operation))
    assert refused.value.status == 404


def test_settings_are_remembered(certificate: bytes) -> None:
    backend, known = Backend("vbr", {}, 0.0, certificate), contract("vbr", "1.3-rev1")
    template = "/api/v1/generalOptions"
    writer, reader = known.operation("PUT", template), known.operation("GET", template)
    assert writer is not None
    assert reader is not None
    request = _request(known, writer)
    request.body = {**_checked(backend, _request(known, reader)).body, "unknownOption": 1}
    _checked(backend, request)
    shown: dict[str, Any] = _checked(backend, _request(known, reader)).body
    assert "unknownOption" not in shown
    assert shown == {key: value for key, value in request.body.items() if key in shown}


def test_a_variant_that_a_revision_does_not_know_is_left_out(certificate: bytes) -> None:
    backend = Backend("vbr", {}, 0.0, certificate)
    old, new = contract("vbr", "1.3-rev1"), contract("vbr", "1.3-rev2")
    schema = new.answer_schemas["RepositoryModel"]["x-variants"]["mapping"]["ExaGrid"]
    item = Values(new.answer_schemas).invent({"$ref": f"#/$defs/{schema}"}, "grid")
    backend.store.put("backupInfrastructure/repositories", KEY, {**item, "id": KEY})
    base = "/api/v1/backupInfrastructure/repositories"
    for known, seen in ((old, 12), (new, 13)):
        lister, getter = known.operation("GET", base), known.operation("GET", f"{base}/{{id}}")
        assert lister is not None
        assert getter is not None
        assert _checked(backend, _request(known, lister)).body["pagination"]["total"] == seen
        if known is old:
            with pytest.raises(Refusal):
                backend.answer(_request(known, getter))
        else:
            assert _checked(backend, _request(known, getter)).body["type"] == "ExaGrid"
    with pytest.raises(NotRepresentable):
        Values(old.answer_schemas).fit({"$ref": "#/$defs/RepositoryModel"}, item, "grid")
