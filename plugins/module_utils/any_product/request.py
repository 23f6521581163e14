# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One request to any operation of the three APIs: its pages read, its sessions waited for, its secrets hidden.

Private to the collection.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Callable, NamedTuple

from ..core.errors import InvalidOption, ResponseLost, VeeamError
from ..core.polling import Waiting, wait_options
from ..engine.executor import session_facts, wait_for
from ..engine.local_file import DownloadProgress, FileNotWritten, sha256_of, store_file, writable_path
from ..engine.masking import SECRET_VALUE, every_form
from ..engine.task import ApiUsage, Declaration, Result, Task
from ..http.client import Client
from ..http.responses import body_of
from ..http.transport import HttpResponse, wire_query
from .path import ApiPath, api_path
from .products import PRODUCTS
from .responses import asks_for_page, is_cut_short, is_deferred, objects_of, sessions_of, whole_list
from .secrets import hidden, paths_of, secrets_in, secrets_of_task

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
IN_QUERY, IN_BODY, NO_PAGES = "query", "body", "none"
# How many objects a page has that is read by POST with its place in the body.
_PAGE_IN_BODY = 500


class FileExpected(VeeamError):
    """The server responded with a file, and the task does not say where to keep it."""


class DataReceived(Exception):
    """The response to a change is no file but data, which has to be read as such."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__("The response is no file.")
        self.response = response


class AnyRequest(NamedTuple):
    """A request as the task describes it. ``reads`` is whether it changes nothing; ``paths`` are its secrets."""

    method: str
    path: ApiPath
    query: Mapping[str, Any]
    json: Any
    form: Mapping[str, str] | None
    content: bytes | None
    reads: bool
    pages: str
    paths: list[tuple[str, ...]]

    def shown(self) -> dict[str, Any]:
        """The request in a result, without its secrets."""
        body = self.form if self.json is None else self.json
        return {
            "method": self.method,
            "path": self.path.full,
            "query": hidden(dict(self.query), self.paths),
            "body": SECRET_VALUE if isinstance(body, str) else hidden(body, self.paths),
        }


def send_any(task: Task) -> Result:
    """Send what the task describes and return the response; in check mode only what reads.

    Raises InvalidOption before anything is sent; ApiError; ResponseLost where nobody can say whether the server acted;
    SessionFailed, SessionTimedOut and ActionRequired as the session ends.
    """
    request = described(task)
    keeps_file = bool(task.params["dest"])
    if keeps_file:
        _validate_file(task, request)
    if task.check_mode and not request.reads:
        return {"changed": True, "request": request.shown()}
    try:
        return _kept(task, request) if keeps_file else _answered(task, request, _respond(task.client, request))
    except ResponseLost as lost:
        raise ResponseLost(
            f"{lost.message} Nothing was sent twice. Look on the server for what the request changes. If it is not "
            "there, run the task again.",
            **lost.facts,
        ) from lost


def described(task: Task) -> AnyRequest:
    """The request that the options describe. Raises InvalidOption."""
    params, client = task.params, task.client
    method, body = params["method"], params["body"]
    reads = method == "GET" or params["reads_only"]
    if params["reads_only"] and method not in ("GET", "POST"):
        raise InvalidOption(
            f"reads_only=true is for requests that change nothing, and {method} changes something.", option="reads_only"
        )
    if params["src"] and body is not None:
        raise InvalidOption("body and src are given: a request has one body. Leave one of them out.", option="src")
    _validate_body(body)
    is_form = params["body_format"] == "form"
    if params["dest"] and (is_form or params["src"]):
        raise InvalidOption(
            "dest cannot be used with src or body_format=form. Give the body of the request as body, or omit dest.",
            option="dest",
        )
    if is_form and body is not None and not isinstance(body, Mapping):
        raise InvalidOption("body_format=form needs a body of names and values.", option="body")
    query = {name: value for name, value in (params["query"] or {}).items() if value is not None}
    return AnyRequest(
        method=method,
        path=api_path(client.product, client.revision, params["path"], params["path_parameters"]),
        query=query,
        json=None if is_form else body,
        form=wire_query(body) if is_form and isinstance(body, Mapping) else None,
        content=_content_of(params["src"]) if params["src"] else None,
        reads=reads,
        pages=_pages(client, params["paging"], method, query),
        paths=paths_of(params["secret_paths"]),
    )


def _validate_body(body: object) -> None:
    """Raise InvalidOption for a body that is no data, without a word of it: nobody knows what it holds."""
    if body is not None and not isinstance(body, (Mapping, list, tuple, str)):
        raise InvalidOption("body is neither a dictionary nor a list nor a text.", option="body")
    # A text is for the operations that take one, such as a password; the server would not read another as data.
    if isinstance(body, str) and body.lstrip()[:1] in ("{", "["):
        with suppress(ValueError):
            json.loads(body)
            raise InvalidOption(
                "body is a text that holds JSON, not a dictionary or a list. Write it as YAML, or convert the text "
                "with the filter from_json.",
                option="body",
            )


def _content_of(path: str) -> bytes:
    try:
        with open(path, "rb") as stream:
            return stream.read()
    except OSError as problem:
        raise InvalidOption(f"src={path} cannot be read: {problem.strerror}.", option="src") from problem


def _pages(client: Client, given: str | None, method: str, query: Mapping[str, Any]) -> str:
    if given:
        return given
    return IN_QUERY if method == "GET" and not asks_for_page(client.product, query) else NO_PAGES


# --- Responses that are data. ---


def _answered(task: Task, request: AnyRequest, response: HttpResponse) -> Result:
    client, kind = task.client, response.headers.get("Content-Type", "")
    if response.content and _is_file(kind):
        found = f"{request.method} {request.path.full} was answered with {len(response.content)} bytes of {kind}"
        if request.reads:
            raise FileExpected(
                f"{found}, which is not kept. Give dest, the path of the file to write it to.",
                method=request.method,
                path=request.path.full,
            )
        # The change is made: a failure would have the task run again.
        task.warnings.append(f"{found}, which was not kept. The request succeeded: do not send it again for the file.")
        return {
            "changed": True,
            "request": request.shown(),
            "status": response.status_code,
            "response": None,
        }
    status, body = response.status_code, _decoded(client, request, response)
    if is_deferred(client.product, status, body) and (request.reads or Waiting.of(task.params).wait):
        body = client.deferred(request.method, request.path.full, body)
    body = _with_all_pages(task, request, body)
    task.secrets |= every_form(secrets_in(body, request.paths))
    result: Result = {
        "changed": not request.reads,
        "request": request.shown(),
        "status": status,
        "response": hidden(body, request.paths),
    }
    objects = objects_of(client.product, result["response"])
    if objects is not None:
        result["objects"] = objects
    sessions = [] if request.reads else sessions_of(client.product, body)
    if sessions:
        result["sessions"] = [session_facts(client, session) for session in wait_for(task, sessions)]
    return result


def _respond(
    client: Client, request: AnyRequest, query: Mapping[str, Any] | None = None, page: object = None
) -> HttpResponse:
    return client.respond(
        request.method,
        request.path.full,
        request.reads,
        {**request.query, **(query or {})},
        request.json if page is None else page,
        request.form,
        request.content,
    )


def _is_file(kind: str) -> bool:
    """Whether a response of this content type is no data of the API."""
    return bool(kind) and "json" not in kind


def _decoded(client: Client, request: AnyRequest, response: HttpResponse) -> Any:
    return body_of(client.product, request.method, request.path.full, response.status_code, response.text)


def _with_all_pages(task: Task, request: AnyRequest, body: Any) -> Any:
    product = task.client.product
    if not is_cut_short(product, body):
        return body
    if request.pages == NO_PAGES or not request.reads:
        if not asks_for_page(product, request.query):
            wanted = "Set" if request.reads else "If the request changes nothing, set reads_only=true, and"
            task.warnings.append(
                f"The response to {request.method} {request.path.full} is one page of a longer list. {wanted} paging "
                "to how the operation takes its pages, to read all of them."
            )
        return body

    def read(skip: int) -> Any:
        if request.pages == IN_BODY:
            page = {**(request.json or {}), "pagination": {"skip": skip, "limit": _PAGE_IN_BODY}}
            return _decoded(task.client, request, _respond(task.client, request, page=page))
        asked = product.paging.query(request.path.relative, skip, product.paging.size)
        return _decoded(task.client, request, _respond(task.client, request, asked))

    return whole_list(product, request.method, request.path.full, body, read)


# --- Responses that are files. ---


def _validate_file(task: Task, request: AnyRequest) -> None:
    path = writable_path("dest", task.params["dest"])
    # What the response to a change holds is known only after the change.
    if not request.reads and not task.params["force"] and sha256_of(path):
        raise FileNotWritten(
            f"The file {path} exists already. Nothing was sent. Set force to true to replace it, or give another dest.",
            path=path,
        )


def _validate_replacing(task: Task, path: str, before: str, after: str) -> None:
    if before and before != after and not task.params["force"]:
        raise FileNotWritten(
            f"The file {path} exists already with other content, and was left as it is. Set force to true to replace "
            "it, or give another dest.",
            path=path,
        )


def _kept(task: Task, request: AnyRequest) -> Result:
    path, timeout = task.params["dest"], Waiting.of(task.params).timeout
    progress = DownloadProgress(task, path)

    def fetch(write: Callable[[bytes], object]) -> None:
        response = task.client.stream_to(
            request.method,
            request.path.full,
            progress.counting(write),
            timeout,
            request.json,
            request.query,
            repeatable=request.reads,
            is_file=lambda kind: request.reads or _is_file(kind),
        )
        if not request.reads and not _is_file(response.headers.get("Content-Type", "")):
            raise DataReceived(response)

    before = sha256_of(path)
    if task.check_mode:
        digest, sizes = hashlib.sha256(), []

        def weigh(part: bytes) -> None:
            digest.update(part)
            sizes.append(len(part))

        fetch(weigh)
        size, after = sum(sizes), digest.hexdigest()
        _validate_replacing(task, path, before, after)
    else:
        try:
            size, after = store_file(
                path, fetch, lambda _file, stored: _validate_replacing(task, path, before, stored.sha256)
            )
        except DataReceived as data:
            return _answered(task, request, data.response)
    return {
        "changed": not request.reads or before != after,
        "request": request.shown(),
        "file": {"path": path, "size": size, "sha256": after},
    }


OPTIONS: dict[str, Any] = {
    "method": {"type": "str", "choices": list(METHODS), "default": "GET"},
    "path": {"type": "str", "required": True},
    "path_parameters": {"type": "dict"},
    "query": {"type": "dict"},
    "body": {"type": "raw"},
    "body_format": {"type": "str", "choices": ["json", "form"], "default": "json"},
    "src": {"type": "path"},
    "dest": {"type": "path"},
    "force": {"type": "bool", "default": False},
    "reads_only": {"type": "bool", "default": False},
    "paging": {"type": "str", "choices": [IN_QUERY, IN_BODY, NO_PAGES]},
    "secret_paths": {"type": "list", "elements": "str", "no_log": False},
    **wait_options(),
}
_PRODUCTS = tuple(PRODUCTS.values())
MODULE = Declaration(
    product=_PRODUCTS[0],
    products=_PRODUCTS,
    options=OPTIONS,
    run=send_any,
    secrets_of=secrets_of_task,
    api=ApiUsage(any_operation=True),
)
