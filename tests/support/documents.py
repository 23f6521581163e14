# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Small made-up documents, in the ways in which the vendor writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tools.new.document import Snapshot, snapshot
from tools.new.model import FieldModel, ResourceModel
from tools.new.references import KnownReference, References
from tools.new.resource import Api, derive

PREFIX = "/api"
PATH = "/stores"
REVISIONS = ("1", "2", "3")
HOST = KnownReference("managed server", "/infrastructure/servers", "references", "MANAGED_SERVER")
CREDENTIALS = KnownReference("credentials record", "/credentials", "references", "CREDENTIALS")
CLOUD_CREDENTIALS = KnownReference("cloud credentials record", "/cloudCredentials", "references", "CLOUD_CREDENTIALS")
REFERENCES = References(
    (HOST, CREDENTIALS, CLOUD_CREDENTIALS),
    {
        "host": "managed server",
        "server": "managed server",
        "credentials": "credentials record",
        "account credentials": "cloud credentials record",
    },
)
API = Api("vbr", REVISIONS, "data", frozenset({"skip", "limit"}), REFERENCES)
TEXT: dict[str, Any] = {"type": "string"}
NUMBER: dict[str, Any] = {"type": "integer"}
FLAG: dict[str, Any] = {"type": "boolean"}
ID: dict[str, Any] = {"type": "string", "format": "uuid"}

Schema = dict[str, Any]


def choice(*values: str) -> Schema:
    return {"type": "string", "enum": list(values)}


def list_of(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def object_of(properties: Mapping[str, Schema], required: Sequence[str] = ()) -> Schema:
    return {"type": "object", "properties": dict(properties), "required": list(required)}


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def body(schema: Schema) -> Schema:
    return {"content": {"application/json": {"schema": schema}}}


def collection(
    spec: Schema,
    model: Schema,
    put: Schema | None = None,
    queries: Mapping[str, Schema] | None = None,
    schemas: Mapping[str, Schema] | None = None,
    paths: Mapping[str, Any] | None = None,
    created: Schema | None = None,
) -> Schema:
    """A document with one collection: POST takes ``spec``, GET returns ``model``, PUT takes ``put`` (the model)."""
    page = object_of({"data": list_of(model), "pagination": object_of({"total": NUMBER})})
    parameters = [{"in": "query", "name": name, "schema": schema} for name, schema in (queries or {}).items()]
    return {
        "paths": {
            PREFIX + PATH: {
                "get": {"operationId": "GetStores", "parameters": parameters, "responses": {"200": body(page)}},
                "post": {"requestBody": body(spec), "responses": {"201": body(created or model)}},
            },
            PREFIX + PATH + "/{id}": {
                "get": {"operationId": "GetStore", "responses": {"200": body(model)}},
                "put": {"requestBody": body(put or model), "responses": {"200": body(model)}},
                "delete": {"responses": {"204": {}}},
            },
            **(paths or {}),
        },
        "components": {"schemas": dict(schemas or {})},
    }


def union(name: str, key: str, forms: Mapping[str, Mapping[str, Schema]], required: Sequence[str] = ()) -> Schema:
    """A discriminated base of that name and its forms, circular as the vendor writes it."""
    schemas: Schema = {
        name: {
            **object_of({key: TEXT}, [key]),
            "discriminator": {
                "propertyName": key,
                "mapping": {form: f"#/components/schemas/{form}{name}" for form in forms},
            },
            "oneOf": [ref(f"{form}{name}") for form in forms],
        }
    }
    for form, properties in forms.items():
        own = object_of(properties, [required_key for required_key in required if required_key in properties])
        schemas[f"{form}{name}"] = {"allOf": [ref(name), own]}
    return schemas


def snapshots(documents: Mapping[str, Schema], path: str = PATH) -> dict[str, Snapshot]:
    read = {revision: snapshot(revision, PREFIX, path, document) for revision, document in documents.items()}
    return {revision: found for revision, found in read.items() if found is not None}


def resource(*documents: Schema, path: str = PATH, types: Sequence[str] = ()) -> ResourceModel:
    """The resource of as many revisions as there are documents, the newest last; one document stands for all."""
    every = documents * len(REVISIONS) if len(documents) == 1 else documents
    return derive(API, path, snapshots(dict(zip(REVISIONS[-len(every) :], every, strict=True)), path), types)


def fields(*documents: Schema) -> dict[str, list[FieldModel]]:
    """The fields of every level by their dotted option; several where one option is declared several times."""
    named: dict[str, list[FieldModel]] = {}
    _collect(resource(*documents).fields, "", named)
    return named


def field(option: str, *documents: Schema) -> FieldModel:
    """The one field of an option."""
    (only,) = fields(*documents)[option]
    return only


def _collect(models: Sequence[FieldModel], within: str, named: dict[str, list[FieldModel]]) -> None:
    for model in models:
        known = named.setdefault(within + model.option, [])
        # Fields that differ in their revisions share what is in them.
        if model not in known:
            known.append(model)
        _collect(model.fields, f"{within}{model.option}.", named)


NAME: Schema = {"name": TEXT}
MODEL: Schema = {"id": ID, "name": TEXT}


def plain(
    extra: Schema, returned: Schema | None = None, put: Schema | None = None, required: Sequence[str] = ("name",)
) -> Schema:
    """A document whose objects have a name and some more; returned and changed as they are created."""
    returned = extra if returned is None else returned
    return collection(
        object_of({**NAME, **extra}, required),
        object_of({**MODEL, **returned}),
        object_of({**MODEL, **(returned if put is None else put)}),
    )
