# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the three products differ on the wire: paths and revisions, errors, pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from . import documents
from .messages import Refusal
from .values import stable_id

# The first build of VBR that speaks a revision, oldest first; a build without a newer one speaks those of the older.
VBR_BUILDS = (
    ((11, 0, 0), "1.0-rev1"),
    ((11, 0, 1), "1.0-rev2"),
    ((12, 0, 0), "1.1-rev0"),
    ((12, 1, 0), "1.1-rev1"),
    ((12, 2, 0), "1.1-rev2"),
    ((12, 3, 0), "1.2-rev0"),
    ((12, 3, 1), "1.2-rev1"),
    ((13, 0, 0), "1.3-rev0"),
    ((13, 0, 1), "1.3-rev1"),
    ((13, 1, 0), "1.3-rev2"),
)
# Version 7 knows the first one.
_CODES_M365 = (
    "ProxyOffline",
    "OutdatedChangeToken",
    "ResourceAccessDenied",
    "ResourceNotFound",
    "ParameterValidationFailure",
    "OrganizationTransfer",
    "RepositoryOwnerChangeTooManyLinks",
    "Timeout",
    "OperationConflict",
    "HttpError",
)
# Long, and with what looks like a secret.
STACK_TRACE_M365 = "at Simulator.Secrets.Unprotect(String password = 'Hunter2-of-the-service')" + "".join(
    f"\n   at Simulator.Server.Step{number}(Request request)" for number in range(40)
)
# A larger limit is lowered.
_LARGEST_PAGE_M365 = 10_000


@dataclass(frozen=True)
class Product:
    """What is specific to one product's HTTP interface."""

    name: str
    prefix: re.Pattern[str]
    locate: Callable[[str, Mapping[str, str], Mapping[str, Any]], tuple[str, str]]
    error: Callable[[Refusal, str], dict[str, Any]]
    error_type: str
    page: Callable[[list[Any], Mapping[str, Any], str], dict[str, Any]]
    window: Callable[[Mapping[str, Any]], tuple[int, int | None]]

    def collection(self, path: str) -> str:
        """A path without its version prefix, the key under which state is kept."""
        return self.prefix.sub("", path, count=1)


def vbr_revisions(build: str) -> tuple[str, ...]:
    """The revisions that a build speaks, oldest first; older ones are in none of the documents."""
    release = tuple(int(part) for part in build.split(".")[:3])
    return tuple(revision for first, revision in VBR_BUILDS if first <= release)


def _locate_vbr(path: str, headers: Mapping[str, str], settings: Mapping[str, Any]) -> tuple[str, str]:
    build = str(settings["build_version"])
    spoken = vbr_revisions(build)
    asked = headers.get("x-api-version")
    if asked is None:
        raise Refusal(
            400,
            "The x-api-version header is missing",
            "UnexpectedContent",
            ["header.x-api-version: required but missing"],
        )
    if asked not in spoken or asked not in documents.REVISIONS["vbr"]:
        # As servers word it, also before any login.
        known = ", ".join(f"v{revision}" for revision in spoken)
        raise Refusal(
            400,
            f"Unsupported RESTAPI version. The following versions are supported: {known}",
            "BadRequest" if build.startswith(("11.", "12.")) else "NotImplemented",
        )
    return asked, path


def _locate_azure(path: str, headers: Mapping[str, str], settings: Mapping[str, Any]) -> tuple[str, str]:
    # The login is outside the versions. Paths are in the spelling of v8.1 in both documents.
    revision = "v8" if path.startswith("/api/v8/") else "v8.1"
    return revision, re.sub(r"^/api/v8/", "/api/v8.1/", path)


def _locate_m365(path: str, headers: Mapping[str, str], settings: Mapping[str, Any]) -> tuple[str, str]:
    version = path.split("/")[1] if path.count("/") else ""
    if version not in documents.REVISIONS["m365"]:
        raise Refusal(
            404, f"No resource is found at {path}", "ResourceNotFound", [f"path: {path} is in no known document"]
        )
    return version, path


def _error_vbr(refusal: Refusal, path: str) -> dict[str, Any]:
    code = refusal.code or {
        400: "UnexpectedContent",
        401: "InvalidToken",
        403: "AccessDenied",
        404: "NotFound",
        405: "MethodNotAllowed",
        503: "ServiceUnavailable",
    }.get(refusal.status, "UnknownError")
    return {"errorCode": code, "message": refusal.message, "resourceId": refusal.resource}


def _error_azure(refusal: Refusal, path: str) -> dict[str, Any]:
    titles = {
        400: "Bad Request",
        401: "Unauthorized",
        403: "Forbidden",
        404: "Not Found",
        405: "Method Not Allowed",
        409: "Conflict",
        500: "Internal Server Error",
    }
    body: dict[str, Any] = {
        "title": titles.get(refusal.status, "Error"),
        "status": refusal.status,
        "detail": refusal.message,
        "traceId": stable_id(path + refusal.message),
    }
    if refusal.status == 400 and refusal.violations:
        body["errors"] = {"request": refusal.violations}
    return body


def _error_m365(refusal: Refusal, path: str) -> dict[str, Any]:
    """With a code of the document or null, and a stack trace that nobody should see."""
    code = refusal.code or {
        400: "ParameterValidationFailure",
        403: "ResourceAccessDenied",
        404: "ResourceNotFound",
        409: "OperationConflict",
        408: "Timeout",
    }.get(refusal.status)
    known = code in (_CODES_M365[:1] if path.startswith("/v7/") else _CODES_M365)
    return {"message": refusal.message, "errorCode": code if known else None, "stackTrace": STACK_TRACE_M365}


def _window_vbr(query: Mapping[str, Any]) -> tuple[int, int | None]:
    return query.get("skip", 0), query.get("limit", 200)


def _window_azure(query: Mapping[str, Any]) -> tuple[int, int | None]:
    limit = query.get("Limit", query.get("limit", 200))
    return query.get("Offset", query.get("offset", 0)), None if limit < 0 else limit


def _window_m365(query: Mapping[str, Any]) -> tuple[int, int | None]:
    return query.get("offset", 0), min(query.get("limit", 30), _LARGEST_PAGE_M365)


def _cut(items: list[Any], window: tuple[int, int | None]) -> list[Any]:
    start, count = window
    return items[start:] if count is None else items[start : start + count]


def _page_vbr(items: list[Any], query: Mapping[str, Any], path: str) -> dict[str, Any]:
    data = _cut(items, _window_vbr(query))
    skip, limit = _window_vbr(query)
    return {"data": data, "pagination": {"total": len(items), "count": len(data), "skip": skip, "limit": limit}}


def _page_azure(items: list[Any], query: Mapping[str, Any], path: str) -> dict[str, Any]:
    results = _cut(items, _window_azure(query))
    return {
        "results": results,
        "totalCount": len(items),
        "offset": _window_azure(query)[0],
        "limit": query.get("Limit", query.get("limit", 200)),
    }


def _page_m365(items: list[Any], query: Mapping[str, Any], path: str) -> dict[str, Any]:
    """Neither a total nor a link to the next page; the limit is the one that counted."""
    offset, limit = _window_m365(query)
    links = {"self": {"href": f"{path}?offset={offset}&limit={limit}"}}
    return {"offset": offset, "limit": limit, "results": _cut(items, (offset, limit)), "_links": links}


PRODUCTS: dict[str, Product] = {
    "vbr": Product(
        "vbr", re.compile(r"^/api/v1/"), _locate_vbr, _error_vbr, "application/json", _page_vbr, _window_vbr
    ),
    "azure": Product(
        "azure",
        re.compile(r"^/api/v8(\.1)?/"),
        _locate_azure,
        _error_azure,
        "application/problem+json",
        _page_azure,
        _window_azure,
    ),
    "m365": Product(
        "m365", re.compile(r"^/v[78]/"), _locate_m365, _error_m365, "application/json", _page_m365, _window_m365
    ),
}
