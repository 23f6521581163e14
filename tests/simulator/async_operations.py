# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers of Azure that may come later: 202 and an operation to ask, which holds the answer a moment after."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from .clock import CLOCK
from .messages import Answer, Refusal, Request
from .state import Item
from .vbr_sessions import now

if TYPE_CHECKING:
    from .backend import Backend

OPERATIONS = "operations"
SECONDS = 0.1


def answer(backend: Backend, request: Request, result: Any) -> Answer:
    """A result: at once, or by way of an operation where the setting ``asynchronous`` or the document wants it so.

    A Refusal as result is raised, or becomes the error of the operation.
    """
    if "200" in request.operation.answers and not backend.settings["asynchronous"]:
        if isinstance(result, Refusal):
            raise result
        return Answer(200, result)
    operation: Item = {
        "id": str(uuid.uuid4()),
        "startTime": now(),
        "status": "Running",
        "_result": result,
        "_due": CLOCK.monotonic() + SECONDS * backend.settings["speed"],
    }
    backend.store.put(OPERATIONS, operation["id"], operation)
    return Answer(202, _shown(backend, request, operation, 202))


def operation(backend: Backend, request: Request, key: str) -> Answer:
    """An operation as it stands: Running, then Success with its result or Error with the problem."""
    found = backend.store.get(OPERATIONS, key)
    if found is None:
        raise Refusal(404, f"Operation {key} was not found", resource=key)
    if CLOCK.monotonic() >= found["_due"]:
        result = found["_result"]
        if isinstance(result, Refusal):
            found = {**found, "status": "Error", "error": backend.product.error(result, request.path)}
        else:
            found = {**found, "status": "Success", "result": result}
    return Answer(200, _shown(backend, request, found, 200))


def _shown(backend: Backend, request: Request, found: Item, status: int) -> Any:
    public = {name: value for name, value in found.items() if not name.startswith("_")}
    return backend.values(request).fit(request.operation.answer_schema(status) or {}, public, request.path)
