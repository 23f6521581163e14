# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control API under ``/_simulator``: what a test may ask of the simulator itself. It is not in the request log."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from werkzeug.wrappers import Request, Response

from .backend import Backend
from .bulk import seed_collection
from .clock import CLOCK
from .request_log import RequestLog
from .vbr_mounts import change_production

PREFIX = "/_simulator/"


def control(backend: Backend, neighbours: Iterable[Backend], log: RequestLog, http: Request) -> Response:
    """Answer a control request; only the machine itself may ask."""
    if http.remote_addr not in ("127.0.0.1", "::1"):
        return _json({"error": "control is for the loopback interface only"}, 403)
    action = http.path[len(PREFIX) :].strip("/")
    try:
        if http.method == "GET":
            return _json(_tell(backend, log, http, action))
        return _json(_do(backend, neighbours, json.loads(http.get_data() or b"{}"), action))
    except KeyError as problem:
        return _json({"error": f"unknown or missing: {problem}"}, 404)
    except (TypeError, ValueError) as problem:
        return _json({"error": str(problem)}, 400)


def _tell(backend: Backend, log: RequestLog, http: Request, action: str) -> Any:
    if action == "ping":
        return {"product": backend.product.name, "ready": True}
    if action == "requests":
        return {"requests": log.since(int(http.args.get("since", 0)))}
    if action == "mark":
        return {"number": log.newest()}
    if action == "changes":
        return {"number": backend.changes}
    raise KeyError(action)


def _do(backend: Backend, neighbours: Iterable[Backend], data: Any, action: str) -> Any:
    if action == "reset":
        return _reset(neighbours if data.get("everywhere") else (backend,))
    if action == "clock":
        return _set_clock(**data)
    with backend.lock:
        backend.refresh()
        return _act(backend, action, data)


def _reset(backends: Iterable[Backend]) -> Any:
    for backend in backends:
        with backend.lock:
            backend.reset_later()
    return {"done": "reset"}


def _act(backend: Backend, action: str, data: Any) -> Any:
    if action == "faults":
        rules = data if isinstance(data, list) else [data]
        backend.faults.add(rules)
        if not rules:
            backend.faults.clear()
    elif action == "sessions":
        for rule in data if isinstance(data, list) else [data]:
            backend.add_outcome(rule)
    elif action == "settings":
        backend.configure(data)
        return dict(backend.settings)
    elif action == "objects" or action.startswith("objects/"):
        collection = action.partition("/")[2] or data.pop("collection")
        data.pop("collection", None)
        return {"ids": seed_collection(backend, collection, **data)}
    elif action == "removed":
        for key in data["ids"]:
            backend.store.remove(data["collection"], key)
    elif action == "files":
        return {"files": change_production(backend, **data)}
    elif action == "secrets":
        owner, expected = str(data["owner"]), dict(data["expected"])
        return {name: backend.secrets.is_set_to(owner, name, text) for name, text in expected.items()}
    else:
        raise KeyError(action)
    return {"done": action}


def _set_clock(held: bool | None = None, advance: float = 0.0) -> dict[str, Any]:
    """Hold the time of all servers or let it pass by itself, move it on, and tell it."""
    if held is not None:
        (CLOCK.hold if held else CLOCK.release)()
    CLOCK.advance(float(advance))
    return {"held": CLOCK.held, "now": CLOCK.time()}


def _json(body: Any, status: int = 200) -> Response:
    return Response(json.dumps(body), status, content_type="application/json")
