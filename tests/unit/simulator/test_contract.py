# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The vendor's documents, converted: satisfiable, closed, and found by path."""

from __future__ import annotations

import re

import pytest

from simulator import documents
from simulator.contract import UNDOCUMENTED, Contract, coerce, contract
from simulator.values import Values

ALL = [(product, revision) for product, revisions in documents.REVISIONS.items() for revision in revisions]
REPOSITORIES = "/api/v1/backupInfrastructure/repositories"


@pytest.mark.parametrize(("product", "revision"), ALL)
def test_every_answer_and_every_body_can_be_satisfied(product: str, revision: str) -> None:
    """A schema that nothing satisfies would make its operation unusable; see repairs.py."""
    known = contract(product, revision)
    answers, bodies = Values(known.answer_schemas), Values(known.request_schemas)
    problems = []
    for method, template in known.operations():
        operation = known.operation(method, template)
        assert operation is not None
        schema = operation.answer_schema(operation.success)
        if schema is not None:
            problems += known.check_answer(method, template, operation.success, answers.invent(schema, template))
        for kind, body_schema in operation.bodies.items():
            if "json" in kind:
                query = {name: bodies.invent(operation.query[name], name) for name in operation.required["query"]}
                problems += known.check_request(
                    method, template, bodies.invent(body_schema, template), query, content_type=kind
                )
    assert problems == []


@pytest.mark.parametrize(("product", "revision"), ALL)
def test_every_variant_is_told_apart_by_its_discriminator(product: str, revision: str) -> None:
    known = contract(product, revision)
    values = Values(known.answer_schemas)
    for name, schema in known.answer_schemas.items():
        variants = schema.get("x-variants", {"property": "", "mapping": {}})
        for value, target in variants["mapping"].items():
            made = values.invent({"$ref": f"#/$defs/{target}"}, "x")
            if list(variants["mapping"].values()).count(target) == 1:
                assert made[variants["property"]] == value, name
            assert known.is_valid(name, made), (name, value)
            assert not known.is_valid(name, {**made, variants["property"]: "NoSuchVariant"})


@pytest.fixture(scope="module")
def newest() -> Contract:
    return contract("vbr", "1.3-rev2")


def test_a_misspelt_body_property_is_named(newest: Contract) -> None:
    body = {
        "name": "a",
        "description": "",
        "type": "WinLocal",
        "hostId": "5d4e0f12-7266-5ace-bf73-bd38a2f7a9d1",
        "repository": {"path": "D:\\x", "taskLimitEnable": True},
    }
    found = newest.check_request("POST", REPOSITORIES, body)
    assert len(found) == 1
    assert "body.repository" in found[0]
    assert "taskLimitEnable" in found[0]


def test_violations_never_quote_values(newest: Contract) -> None:
    found = newest.check_request("POST", "/api/oauth2/token", {"grant_type": "s3cret"})
    assert found
    assert "s3cret" not in str(found)


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ({"typFilter": "Infrastructure"}, "typFilter"),
        ({"limit": "many"}, "query.limit"),
        ({"typeFilter": ["Infrastructure", "Nothing"]}, "query.typeFilter.1"),
        ({"orderAsc": "True"}, "query.orderAsc"),
        ({"createdAfterFilter": "yesterday"}, "query.createdAfterFilter"),
        ({"jobIdFilter": "7"}, "query.jobIdFilter"),
        ({"createdAfterFilter": "2026-13-45T99:99:99Z"}, "query.createdAfterFilter"),
        ({"createdAfterFilter": "2026-02-30T10:00:00Z"}, "query.createdAfterFilter"),
        ({"createdAfterFilter": "2026-02-03T24:00:00Z"}, "query.createdAfterFilter"),
        ({"createdAfterFilter": "2026-02-03T10:60:00Z"}, "query.createdAfterFilter"),
        ({"createdAfterFilter": "2026-02-03T10:00:00+25:00"}, "query.createdAfterFilter"),
        ({"limit": str(2**31)}, "query.limit"),
        ({"limit": "-1"}, "query.limit"),
        ({"skip": "-1"}, "query.skip"),
    ],
)
def test_query_parameters_are_held_to_the_document(newest: Contract, query: dict[str, object], place: str) -> None:
    found = newest.check_request("GET", "/api/v1/sessions", query=query)
    assert len(found) == 1
    assert place in found[0]


def test_a_correct_query_passes(newest: Contract) -> None:
    assert (
        newest.check_request(
            "GET",
            "/api/v1/sessions",
            query={
                "typeFilter": ["Infrastructure", "BackupJob"],
                "limit": "5",
                "orderAsc": "false",
                "createdAfterFilter": "2026-01-01T00:00:00Z",
            },
        )
        == []
    )


def test_a_body_where_none_belongs_and_none_where_one_is_wanted(newest: Contract) -> None:
    assert newest.check_request("GET", "/api/v1/sessions", body={})
    assert newest.check_request("POST", REPOSITORIES) == ["body: required but missing"]


def test_what_a_revision_lacks_is_a_violation() -> None:
    template = "/api/v1/registerVbr"
    assert "not in the vbr 1.2-rev1 document" in contract("vbr", "1.2-rev1").check_request("GET", template)[0]


def test_literal_segments_win_over_parameters(newest: Contract) -> None:
    assert newest.route(f"{REPOSITORIES}/states") == (f"{REPOSITORIES}/states", {})
    assert newest.route(f"{REPOSITORIES}/7") == (f"{REPOSITORIES}/{{id}}", {"id": "7"})
    assert newest.route("/api/v1/nothing/here") is None


def test_an_undocumented_status_is_a_violation_unless_there_is_a_reason(newest: Contract) -> None:
    assert newest.check_answer("GET", "/api/v1/sessions", 202)
    assert newest.check_answer("DELETE", f"{REPOSITORIES}/{{id}}", 204) == []
    assert newest.check_answer("GET", "/api/v1/sessions", 418) == [
        (
            "status 418 is not documented, only ['200', '401', '403', '500']; "
            "UNDOCUMENTED in tests/simulator/contract.py has those that servers send nevertheless"
        )
    ]


@pytest.mark.parametrize(("product", "method", "template", "status"), UNDOCUMENTED)
def test_every_undocumented_status_that_is_sent_has_a_reason_and_is_undocumented(
    product: str, method: str, template: str, status: int
) -> None:
    assert UNDOCUMENTED[product, method, template, status]
    known = contract(product, documents.REVISIONS[product][-1])
    operation = next(
        known.operation(method, path) for path in known.templates if re.sub(r"^/(api/)?v[0-9.]+", "", path) == template
    )
    assert operation is not None
    assert str(status) not in operation.answers


def test_a_body_without_its_content_type_is_a_violation(newest: Contract) -> None:
    body = {"hostName": "a"}
    template = "/api/v1/inventory"
    missing = newest.check_request("POST", template, {}, content_type="")
    assert missing == ["header.Content-Type: required with a body, but missing"]
    assert newest.check_request("POST", template, {}, content_type="application/json") == []
    assert "Content-Type" not in str(newest.check_request("POST", template, body))


def test_azure_takes_minus_one_for_all() -> None:
    azure = contract("azure", "v8.1")
    template = "/api/v8.1/jobSessions"
    assert azure.check_request("GET", template, query={"Limit": "-1"}) == []
    assert azure.check_request("GET", template, query={"Limit": "-2"})
    assert azure.check_request("GET", template, query={"Offset": "-1"})


@pytest.mark.parametrize("name", ["limit", "offset"])
def test_m365_takes_no_negative_page(name: str) -> None:
    """Its document names no least value."""
    m365 = contract("m365", "v8")
    assert m365.check_request("GET", "/v8/Jobs", query={name: "0"}) == []
    assert m365.check_request("GET", "/v8/Jobs", query={name: "-1"}) == [f"query.{name}: less than 0"]


def test_property_paths_reach_into_lists_and_variants(newest: Contract) -> None:
    found = newest.response_properties("GET", REPOSITORIES)
    assert {"data[].name", "data[].share.sharePath", "data[].bucket.bucketName", "pagination.total"} <= found
    assert "repository.path" in newest.request_properties("POST", REPOSITORIES)
    assert "typeFilter" in newest.query_parameters("GET", REPOSITORIES)


def test_only_logins_and_what_the_document_says_are_public() -> None:
    for product, revision in ALL:
        known = contract(product, revision)
        public = {
            template
            for method, template in known.operations()
            if (operation := known.operation(method, template)) and operation.public
        }
        assert public <= {"/api/oauth2/token", "/api/v1/serverTime", "/api/v1/serverCertificate", f"/{revision}/token"}
        assert any(template.endswith("/token") for template in public)


@pytest.mark.parametrize(
    ("schema", "text", "wanted"),
    [
        ({"type": "integer"}, "7", 7),
        ({"type": "integer"}, "x", "x"),
        ({"type": "boolean"}, "true", True),
        ({"type": "boolean"}, "TRUE", "TRUE"),
        ({"type": "number"}, "1.5", 1.5),
        ({"type": "array", "items": {"type": "integer"}}, ["1", "2"], [1, 2]),
        ({"type": "array", "items": {"type": "string"}}, "a", ["a"]),
        ({"type": "string"}, ["a"], "a"),
    ],
)
def test_parameters_get_the_type_their_schema_wants(schema: dict[str, object], text: object, wanted: object) -> None:
    assert coerce(schema, text, {}) == wanted
