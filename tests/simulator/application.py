# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From an HTTP request to an HTTP answer: faults, validation, the server's own behaviour, validation, the log."""

from __future__ import annotations

import json
import os
import socket
import struct
import time
import traceback
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from werkzeug.wrappers import Request as HttpRequest
from werkzeug.wrappers import Response

from .backend import Backend
from .clock import CLOCK
from .control_api import PREFIX, control
from .faults import Fault
from .messages import Answer, Query, Refusal, Request, ignored
from .request_log import RequestLog, caller

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_HTML = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1>proxy</body></html>"


class Application:
    """The WSGI application of one product."""

    def __init__(self, backend: Backend, log: RequestLog, neighbours: Iterable[Backend] = ()) -> None:
        """``neighbours``: the backends of all products, which one control request may reset together."""
        self.backend = backend
        self.log = log
        self.neighbours = tuple(neighbours)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return self.respond(HttpRequest(environ))(environ, start_response)

    def respond(self, http: HttpRequest) -> Response:
        """The response to a request. Raises ConnectionResetError where the server breaks it off."""
        # Read the body even when nobody looks at it: what is left of it would be taken for the next request.
        http.get_data(cache=True, parse_form_data=False)
        if http.path.startswith(PREFIX):
            return control(self.backend, self.neighbours, self.log, http)
        CLOCK.pass_request()
        with self.backend.lock:
            self.backend.refresh()
        started, record = time.monotonic(), self._record(http)
        try:
            response = self._serve(http, record)
        except ConnectionResetError:
            response = None
        record["duration_ms"] = round((time.monotonic() - started) * 1000, 2)
        # Before the client learns anything, so that a test which looks at once finds the request in the log.
        self.log.add(record)
        if response is None:
            _close(http)
            raise ConnectionResetError("connection closed by a fault")
        return response

    def _record(self, http: HttpRequest) -> dict[str, Any]:
        module, run = caller(http.headers.get("User-Agent", ""))
        return {
            "time": CLOCK.now().isoformat(timespec="milliseconds"),
            "product": self.backend.product.name,
            "method": http.method,
            "path": http.path,
            "template": None,
            "operation_id": None,
            "revision": None,
            "status": None,
            "module": module,
            "run": run,
            "user": None,
            "duration_ms": None,
            "sessions": [],
            "violations": [],
            "fault": None,
        }

    def _serve(self, http: HttpRequest, record: dict[str, Any]) -> Response:
        violations, request, refusal = self._understand(http, record)
        fault = self.backend.faults.take(
            {
                "method": http.method,
                "path": http.path,
                "template": record["template"] or "",
                "operation_id": record["operation_id"] or "",
            }
        )
        if fault is not None:
            record["fault"] = fault.kind
            early = self._before(fault, http, record)
            if early is not None:
                record["violations"] = violations
                return early
        record["violations"] = violations
        if refusal is None and request is not None:
            refusal, answer = self._act(http, request, record)
        else:
            answer = None
        if answer is None:
            answer = self._refuse(refusal or Refusal(500, "No answer"), request, http.path, record)
        record["status"] = answer.status
        response = self._response(answer)
        return self._after(fault, http, response) if fault is not None else response

    def _understand(
        self, http: HttpRequest, record: dict[str, Any]
    ) -> tuple[list[str], Request | None, Refusal | None]:
        """Match the request to an operation of the revision's document and hold it to that."""
        headers = {name.lower(): value for name, value in http.headers.items()}
        try:
            contract, path = self.backend.find(http.path, headers)
        except Refusal as refusal:
            return refusal.violations, None, refusal
        record["revision"] = contract.revision
        route = contract.route(path)
        if route is None:
            text = f"path: {http.path} is not in the {contract.product} {contract.revision} document"
            return [text], None, Refusal(404, f"No resource is found at {http.path}", violations=[text])
        record["template"] = route[0].replace("/api/v8.1/", "/api/v8/")
        operation = contract.operation(http.method, route[0])
        if operation is None:
            text = f"method: {http.method} {route[0]} is not in the {contract.product} {contract.revision} document"
            return [text], None, Refusal(405, f"{http.method} is not supported at {http.path}", violations=[text])
        record["operation_id"] = operation.operation_id
        query = {name: http.args.getlist(name) for name in http.args}
        try:
            body = _body(http)
        except ValueError as problem:
            text = f"body: {problem}"
            return [text], None, Refusal(400, text, violations=[text])
        violations = contract.check_request(http.method, route[0], body, query, headers, route[1], http.mimetype)
        request = Request(
            operation,
            contract,
            path,
            route[1],
            Query({**operation.defaults(), **contract.query_values(operation, query)}),
            body,
            accept=http.headers.get("Accept", ""),
        )
        if violations:
            return (
                violations,
                request,
                Refusal(
                    400,
                    "The request does not keep to the API document: " + "; ".join(violations),
                    violations=violations,
                ),
            )
        return [], request, None

    def _act(self, http: HttpRequest, request: Request, record: dict[str, Any]) -> tuple[Refusal | None, Answer | None]:
        with self.backend.lock:
            try:
                user = self.backend.authorise(request, http.headers.get("Authorization", ""))
                record["user"] = user.name if user else None
                query = request.query
                answer = self.backend.answer(request)
                record["sessions"] = list(self.backend.sessions.begun)
                unread = query.unread(http.args) if isinstance(query, Query) else []
                if unread:
                    raise ignored(request.method, request.operation.template, unread[0])
            except Refusal as refusal:
                record["violations"] = refusal.violations
                return refusal, None
            except Exception as problem:  # noqa: BLE001  (a mistake in a behaviour must show in the log, not vanish)
                traceback.print_exc()
                text = f"simulator: {type(problem).__name__} in {request.operation.operation_id}: {problem}"
                record["violations"] = [text]
                return Refusal(500, text), None
            found = (
                []
                if answer.file is not None or answer.unforeseen
                else request.contract.check_answer(
                    request.method, request.operation.template, answer.status, answer.body
                )
            )
        if found:
            record["violations"] = [f"answer: {text}" for text in found]
            return Refusal(500, "The simulator's answer does not keep to the API document: " + "; ".join(found)), None
        return None, answer

    def _refuse(self, refusal: Refusal, request: Request | None, path: str, record: dict[str, Any]) -> Answer:
        body = self.backend.product.error(refusal, path)
        if request is not None and not refusal.violations:
            refusal.violations = request.contract.check_status(
                request.method, request.operation.template, refusal.status
            )
            record["violations"] = [*record["violations"], *refusal.violations]
        schema = request.operation.answer_schema(refusal.status) if request else None
        if request is not None and schema is not None:
            body = self.backend.values(request).fit(schema, body, path)
        return Answer(refusal.status, body, {"Content-Type": self.backend.product.error_type})

    def _before(self, fault: Fault, http: HttpRequest, record: dict[str, Any]) -> Response | None:
        """Faults that strike before the server acts."""
        if fault.kind == "reset":
            raise ConnectionResetError
        if fault.kind == "delay":
            time.sleep(fault.seconds)
        if fault.kind == "expire_token":
            with self.backend.lock:
                self.backend.tokens.expire_all()
        if fault.kind not in ("status", "rate_limit", "html"):
            return None
        status = record["status"] = fault.answer_status
        headers = {} if fault.retry_after is None else {"Retry-After": f"{fault.retry_after:g}"}
        if fault.kind == "html":
            text = fault.body if isinstance(fault.body, str) else _HTML
            return Response(text, status, headers, content_type="text/html")
        message = fault.body if isinstance(fault.body, str) else "Fault asked for by the test"
        body = (
            fault.body
            if isinstance(fault.body, dict)
            else self.backend.product.error(Refusal(status, message), http.path)
        )
        return self._response(Answer(status, body, {"Content-Type": self.backend.product.error_type, **headers}))

    def _after(self, fault: Fault, http: HttpRequest, response: Response) -> Response:
        """Faults that spoil the answer of a request that was acted on."""
        if fault.kind == "broken_tls":
            # A record that nobody encrypted, in the place of the answer.
            os.write(http.environ["werkzeug.socket"].fileno(), b"\x17\x03\x03\x00\x20" + bytes(32))
        if fault.kind in ("lost_answer", "broken_tls"):
            raise ConnectionResetError
        if fault.kind == "truncate":
            whole = response.get_data()
            response.set_data(whole[: len(whole) // 2])
            # Chunked would mark a clean end; a length that is not reached is how a cut connection looks.
            response.headers["Content-Length"] = str(len(whole))
            response.headers["Connection"] = "close"
            response.automatically_set_content_length = False
        return response

    @staticmethod
    def _response(answer: Answer) -> Response:
        if answer.file is not None:
            whole: bytes | Iterable[bytes] = answer.file if answer.sized else iter([answer.file])
            # Without a length, the end of the connection is the end of the file.
            headers = answer.headers if answer.sized else {**answer.headers, "Connection": "close"}
            return Response(whole, answer.status, headers, content_type="application/octet-stream")
        if answer.body is None:
            return Response(b"", answer.status, dict(answer.headers))
        headers = {"Content-Type": "application/json", **answer.headers}
        return Response(json.dumps(answer.body, ensure_ascii=False).encode(), answer.status, headers)


def _body(http: HttpRequest) -> Any:
    data = http.get_data(cache=True)
    if not data:
        return None
    if http.mimetype == "application/x-www-form-urlencoded":
        return http.form.to_dict()
    if http.mimetype in ("application/octet-stream", "multipart/form-data"):
        return data
    try:
        return json.loads(data)
    except ValueError:
        raise ValueError("not valid JSON") from None


def _close(http: HttpRequest) -> None:
    """Drop the connection without the TLS goodbye, so that the client sees it break and not an orderly end."""
    connection = http.environ.get("werkzeug.socket")
    if connection is None:
        # A request without a connection, see direct.py.
        return
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    # Files made of the socket keep it open after close(); shutting it down works at once.
    connection.shutdown(socket.SHUT_RDWR)
