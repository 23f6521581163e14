# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A task for every operation of a document, with the least that the document demands of a request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ansible_collections.opendr.veeam.plugins.module_utils.any_product.products import PRODUCTS
from simulator.contract import Contract, contract
from simulator.operations import Operation
from simulator.values import Values
from support.running import Controller

# The documents whose operations all have to be reachable, and how many each has.
DOCUMENTS = {("vbr", "1.3-rev1"): 404, ("azure", "v8.1"): 389, ("m365", "v8"): 494}
FORM = "application/x-www-form-urlencoded"
FILE = "application/octet-stream"
# An id with all that a path may have to carry. Paths of numbers and UUIDs get what their schemas demand.
ODD = "a b ä?#%&+"


def tasks_for(
    product: str, revision: str, directory: Path, account: Mapping[str, str]
) -> Iterator[tuple[Operation, dict[str, Any]]]:
    """Each operation of a document with the arguments of a task that sends it.

    Files are in ``directory``; a login is that of ``account``.
    """
    document = contract(product, revision)
    upload = directory / "upload"
    upload.write_bytes(b"a file")
    for method, template in document.operations():
        operation = document.operation(method, template)
        assert operation is not None
        arguments = _arguments(document, operation, product, revision, directory)
        if operation.public and arguments.get("body_format") == "form":
            arguments["body"] = {"grant_type": PRODUCTS[product].login_grant, **account}
        yield operation, arguments


def _arguments(
    document: Contract, operation: Operation, product: str, revision: str, directory: Path
) -> dict[str, Any]:
    values = Values(document.request_schemas)

    def made(schemas: dict[str, Any], place: str) -> dict[str, Any]:
        return {name: _text(values, schemas[name], name) for name in operation.required[place] if name in schemas}

    given: dict[str, Any] = {
        "product": product,
        "api_version": revision,
        "method": operation.method,
        "path": operation.template,
        "path_parameters": made(operation.path, "path"),
        "query": made(operation.query, "query"),
        "wait": False,
    }
    for kind, schema in operation.bodies.items():
        if "json" in kind or kind == FORM:
            given["body"] = values.invent(schema, "body")
            given["body_format"] = "form" if kind == FORM else "json"
        else:
            given["src"] = str(directory / "upload")
        break
    answers = operation.answers.get(str(operation.success), {})
    if answers and operation.answer_schema(operation.success) is None:
        given |= {"dest": str(directory / "download"), "force": True}
    return given


def _text(values: Values, schema: dict[str, Any], name: str) -> Any:
    made = values.invent(schema, name)
    return ODD if made == name else made


def singletons(controller: Controller, product: str) -> Iterator[tuple[str, str, str, Any, list[str]]]:
    """Revision, path, another value for one property, and what PUT does not take, of each object of its own.

    Those of which PUT takes no property that is true or false and that GET returns are left out.
    """
    revision = next(revision for name, revision in DOCUMENTS if name == product)
    document = contract(product, revision)
    for method, template in document.operations():
        if method != "PUT" or "{" in template or document.operation("GET", template) is None:
            continue
        current = controller.succeed("veeam_request", {"product": product, "api_version": revision, "path": template})[
            "response"
        ]
        taken = document.request_properties(method, template)
        foreign = sorted(document.response_properties("GET", template) - taken)
        for name in sorted(taken & set(current or {})):
            if isinstance(current[name], bool):
                yield revision, template, name, not current[name], foreign
                break
