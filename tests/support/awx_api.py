# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""As much of the REST API of AWX as `awx import` and `awx export` use, below the real awxkit and its session."""

from __future__ import annotations

import functools
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from awxkit.api.client import Connection
from awxkit.api.pages.api import ApiV2
from requests import PreparedRequest, Response
from requests.adapters import BaseAdapter

from support.awx import argument_spec

ROOT = "/api/v2/"
# The lists of objects, and the types of their objects.
TYPES = {
    "organizations": "organization",
    "projects": "project",
    "credential_types": "credential_type",
    "credentials": "credential",
    "inventories": "inventory",
    "inventory_sources": "inventory_source",
    "job_templates": "job_template",
    "workflow_job_templates": "workflow_job_template",
    "workflow_job_template_nodes": "workflow_job_template_node",
}
LISTS = {kind: name for name, kind in TYPES.items()}
# Lists that awxkit asks for what they take, even if it has nothing for them.
OTHER_LISTS = (
    *("users", "teams", "notification_templates", "execution_environments", "applications", "schedules"),
    *("groups", "hosts", "labels", "roles", "instance_groups", "system_job_templates", "unified_job_templates"),
)
# What AWX demands of an object; for a job template without inventory, it would have to ask for one.
REQUIRED = {
    "credential_type": {"name", "kind"},
    "inventory": {"name", "organization"},
    "inventory_source": {"name", "inventory", "source", "source_project"},
    "job_template": {"name", "project", "playbook", "inventory"},
    "workflow_job_template": {"name"},
    "workflow_job_template_node": {"unified_job_template"},
}
# The fields that hold the ID of an object, and of which type it is.
REFERENCES = {
    "credential": "credential",
    "credential_type": "credential_type",
    "execution_environment": "execution_environment",
    "inventory": "inventory",
    "organization": "organization",
    "project": "project",
    "source_project": "project",
    "unified_job_template": "job_template",
    "webhook_credential": "credential",
    "workflow_job_template": "workflow_job_template",
}
# What may be null: an inventory source without credential.
NULLABLE = {"credential"}
# Options of the modules of awx.awx that are text in the API, ...
TEXTS = {"extra_vars", "source_vars", "variables"}
# ... and those that are no fields there: what a module does, and what has a list or an address of its own.
NOT_FIELDS = {"state", "new_name", "copy_from", "custom_virtualenv", "destroy_current_nodes", "related", "survey_spec"}
NO_FIELDS_OF = {
    "inventory_source": {"organization"},
    "job_template": {"organization", "credential", "vault_credential"},
}
# The lists of an object that others are attached to, and the one in which others are created.
ATTACHED = {
    "job_template": {"credentials": "credential"},
    "workflow_job_template_node": dict.fromkeys(
        ("always_nodes", "failure_nodes", "success_nodes"), "workflow_job_template_node"
    ),
}
NODES, SURVEY = "workflow_nodes", "survey_spec"
WITH_SURVEY = ("job_template", "workflow_job_template")
CLASSES: dict[str, type | tuple[type, ...]] = {
    "boolean": bool,
    "id": int,
    "integer": int,
    "json": dict,
    "string": str,
}
Fields = dict[str, Any]


@functools.cache
def taken_fields(kind: str) -> dict[str, Fields]:
    """The fields of an object of a type with what AWX says of them, from the arguments that awx.awx has for them."""
    if kind not in REQUIRED:
        return {}
    is_node = kind == "workflow_job_template_node"
    module = "workflow_job_template" if is_node else kind
    options = argument_spec(module)
    options = options["workflow_nodes"]["options"] if is_node else options
    left_out = NOT_FIELDS | NO_FIELDS_OF.get(kind, set())
    return {
        name: {"type": _type_of(name, option), "required": name in REQUIRED[kind], "choices": option.get("choices")}
        for name, option in options.items()
        if name not in left_out and option.get("type") != "list"
    }


def _type_of(name: str, option: Mapping[str, Any]) -> str:
    if name in REFERENCES:
        return "id"
    if name in TEXTS:
        return "string"
    return {"bool": "boolean", "int": "integer", "dict": "json"}.get(option.get("type", "str"), "string")


@dataclass
class Kept:
    """An object that AWX has."""

    kind: str
    number: int
    fields: Fields
    survey: Fields = field(default_factory=dict)
    attached: dict[str, list[int]] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Where it is found."""
        return f"{ROOT}{LISTS[self.kind]}/{self.number}/"


class Refused(Exception):
    """What AWX answers with status 400."""


class AwxApi(BaseAdapter):
    """AWX with what is always there: an organization, and what docs/awx.md creates by hand."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[int, Kept] = {}
        self.requests: list[tuple[str, str]] = []
        self.refusals: list[str] = []

    def client(self) -> ApiV2:
        """The real awxkit, connected to this."""
        connection = Connection("http://awx.example.com", verify=True)
        connection.session.mount("http://", self)
        return ApiV2(connection, endpoint=ROOT).get()

    def add(self, kind: str, /, **fields: Any) -> int:
        """Create an object without a request; its ID."""
        number = len(self.kept) + 1
        self.kept[number] = Kept(kind, number, fields)
        return number

    def named(self, kind: str, name: str) -> Kept:
        """The only object of this type with this name, or with this identifier."""
        (found,) = (one for one in self.of(kind) if name in (one.fields.get("name"), one.fields.get("identifier")))
        return found

    def of(self, kind: str) -> list[Kept]:
        """The objects of a type."""
        return [one for one in self.kept.values() if one.kind == kind]

    def send(self, request: PreparedRequest, *_options: object, **_more: object) -> Response:
        """Answer a request, as an adapter of requests does."""
        address = urlsplit(str(request.url))
        assert request.method is not None
        self.requests.append((request.method, address.path))
        body = json.loads(request.body) if request.body else {}
        try:
            status, answer = self._answer(request.method, address.path, dict(parse_qsl(address.query)), body)
        except Refused as refused:
            self.refusals.append(f"{request.method} {address.path}: {refused}")
            status, answer = 400, {"detail": str(refused)}
        response = Response()
        response.status_code, response.request, response.url = status, request, str(request.url)
        response.headers["Allow"] = "GET, POST, PUT, HEAD, OPTIONS"
        response.raw = io.BytesIO(b"" if answer is None else json.dumps(answer).encode())
        return response

    def close(self) -> None:
        """Nothing is open."""

    def _answer(self, method: str, path: str, query: dict[str, str], body: Fields) -> tuple[int, Fields | None]:
        name, number, part = [*path.removeprefix(ROOT).strip("/").split("/"), "", "", ""][:3]
        if not name:
            # AWX calls this one list otherwise than its address.
            return 200, {
                "inventory" if one == "inventories" else one: f"{ROOT}{one}/" for one in (*TYPES, *OTHER_LISTS)
            }
        if name in OTHER_LISTS and method == "OPTIONS":
            return 200, {"actions": {"POST": {}}}
        kind = TYPES[name]
        if not number:
            return self._list(method, kind, query, body)
        one = self.kept[int(number)]
        assert one.kind == kind
        return self._part(method, one, part, query, body) if part else self._object(method, one, body)

    def _object(self, method: str, one: Kept, body: Fields) -> tuple[int, Fields]:
        if method == "PUT":
            self._check(one.kind, body, one)
            # AWX leaves what is not given.
            one.fields |= body
        return 200, self._shown(one)

    def _part(
        self, method: str, one: Kept, part: str, query: dict[str, str], body: Fields
    ) -> tuple[int, Fields | None]:
        if part == SURVEY and one.kind in WITH_SURVEY:
            return self._survey(method, one, body)
        if part == NODES and one.kind == "workflow_job_template":
            return self._list(method, "workflow_job_template_node", query, body, workflow_job_template=one.number)
        return self._attached(method, one, part, body)

    def _list(
        self, method: str, kind: str, query: dict[str, str], body: Fields, **of_parent: int
    ) -> tuple[int, Fields]:
        if method == "OPTIONS":
            return 200, {"actions": {"POST": taken_fields(kind)}}
        if method == "POST":
            self._check(kind, body, None, **of_parent)
            return 201, self._shown(self.kept[self.add(kind, **body, **of_parent)])
        unknown = set(query) - {"name", "identifier", "kind"}
        if unknown:
            raise Refused(f"No filter: {unknown}")
        wanted = {**query, **of_parent}
        found = [one for one in self.of(kind) if all(one.fields.get(key) == value for key, value in wanted.items())]
        return 200, _page([self._shown(one) for one in found])

    def _check(self, kind: str, body: Fields, there: Kept | None, **of_parent: int) -> None:
        """Refuse what AWX refuses, and what awx.awx does not know."""
        taken = taken_fields(kind)
        for name, value in body.items():
            if name not in taken:
                raise Refused(f"{kind} has no field {name}")
            self._check_value(name, value, taken[name])
        missing = REQUIRED.get(kind, set()) - set(body)
        if missing:
            raise Refused(f"{kind} needs {sorted(missing)}")
        scope = ("name", "identifier", "organization", "inventory", "kind", *of_parent)
        given = {**body, **of_parent}
        for one in self.of(kind):
            if one is not there and all(one.fields.get(key) == given.get(key) for key in scope):
                raise Refused(f"{kind} {given} already exists")

    def _check_value(self, name: str, value: Any, taken: Fields) -> None:
        if value is None and name in NULLABLE:
            return
        expected = CLASSES[taken["type"]]
        if not isinstance(value, expected) or (isinstance(value, bool) and expected is not bool):
            raise Refused(f"{name} is not {taken['type']}: {value!r}")
        if taken["choices"] and value not in taken["choices"]:
            raise Refused(f"{name} cannot be {value!r}")
        if taken["type"] == "id" and (value not in self.kept or self.kept[value].kind != REFERENCES[name]):
            raise Refused(f"{name} {value} does not exist")

    def _survey(self, method: str, one: Kept, body: Fields) -> tuple[int, Fields | None]:
        if method == "OPTIONS":
            return 200, {"actions": {"POST": {}}}
        if method != "POST":
            return 200, one.survey
        if set(body) != {"name", "description", "spec"} or not body["spec"]:
            raise Refused(f"no survey: {body}")
        for question in body["spec"]:
            if not {"type", "question_name", "variable", "required"} <= set(question):
                raise Refused(f"no question: {question}")
        one.survey = body
        return 200, None

    def _attached(self, method: str, one: Kept, name: str, body: Fields) -> tuple[int, Fields | None]:
        kind = ATTACHED[one.kind][name]
        if method == "OPTIONS":
            return 200, {"actions": {"POST": {"id": {"type": "integer", "required": False}}}}
        numbers = one.attached.setdefault(name, [])
        if method != "POST":
            return 200, _page([self._shown(self.kept[number]) for number in numbers])
        other = self.kept.get(body.get("id", 0))
        if set(body) != {"id"} or other is None or other.kind != kind or other is one or other.number in numbers:
            raise Refused(f"cannot be attached to {name}: {body}")
        numbers.append(other.number)
        return 204, None

    def _shown(self, one: Kept) -> Fields:
        related = {
            name: self.kept[value].path
            for name, value in one.fields.items()
            if name in REFERENCES and value is not None
        }
        if one.kind == "job_template":
            related["organization"] = self.kept[self.kept[one.fields["project"]].fields["organization"]].path
        parts = [*ATTACHED.get(one.kind, ()), *([SURVEY] if one.kind in WITH_SURVEY else [])]
        parts += [NODES] if one.kind == "workflow_job_template" else []
        related |= {name: f"{one.path}{name}/" for name in parts}
        return {"id": one.number, "type": one.kind, "url": one.path, "related": related, **one.fields}


def _page(results: list[Fields]) -> Fields:
    return {"count": len(results), "next": None, "previous": None, "results": results}
