# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files in a restore point of an Azure VM: the contents of a folder, and all results of a search.

Operations ``POST /flr/{flrSessionId}/browse`` and those under ``/flr/{flrSessionId}/search``. Private to
the collection.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from ..core.errors import ApiError, InvalidOption, ObjectNotFound, ResponseLost, SessionTimedOut, VeeamError
from ..core.polling import Waiting, poll
from ..engine.task import Reader, Task
from ..schema.fields import Field, argument_spec
from ..schema.resource import Operation

FLR = "/flr/{flrSessionId}"
BROWSE = FLR + "/browse"
SEARCH = FLR + "/search/{searchTaskId}"
RESULTS = SEARCH + "/results"
SEARCH_START = Operation("POST", FLR + "/search/start", "object")
SEARCH_NEXT = Operation("POST", SEARCH + "/nextPage", "nothing")
SEARCH_STOP = Operation("POST", SEARCH + "/stop", "nothing")
SEARCHING = (SEARCH_START, SEARCH_NEXT, SEARCH_STOP)

PREPARING, NO_DATA = "Preparing", "NoData"
# Seconds for which the server may show a page although the next one was requested.
FORMER_PAGE = 30.0
# How often a search is started where a lost response leaves unknown which page the server is at.
SEARCH_ATTEMPTS = 3
DRIVE = re.compile(r"^[A-Za-z]:")

# The body that starts a search, and the option ``search`` that is made of it.
SEARCH_FIELDS = (
    Field("path", required=True),
    Field("pattern", api="searchPattern", required=True),
    Field("traverse", "bool", default=True),
    Field("limit", "int", default=200, minimum=1),
)
_SEARCH_SPEC = argument_spec(SEARCH_FIELDS)
for _field in SEARCH_FIELDS:
    _SEARCH_SPEC[_field.option].update({"required": True} if _field.required else {"default": _field.default})
SEARCH_OPTION: dict[str, Any] = {"type": "dict", "options": _SEARCH_SPEC}


def is_absolute(path: str) -> bool:
    """Whether a path begins at the root or at a drive. Pure."""
    return path.startswith("/") or bool(DRIVE.match(path))


def validate_absolute(option: str, paths: Sequence[str]) -> None:
    """Raise InvalidOption for a path that is not absolute, or empty. Pure."""
    for path in paths:
        if not is_absolute(path):
            raise InvalidOption(
                f"{option}={path!r} is not an absolute path. Write it from the root, such as /etc/hosts or C:/Data.",
                option=option,
            )


def validate_search(search: Mapping[str, Any] | None) -> None:
    """Raise InvalidOption for a search that the server cannot do. Pure."""
    if search is None:
        return
    validate_absolute("search.path", [search["path"]])


def normalized(path: str) -> str:
    """A path in the spelling that all paths are compared in. Pure."""
    plain = re.sub("/+", "/", path.replace("\\", "/")) if DRIVE.match(path) else re.sub("/+", "/", path)
    plain = plain.rstrip("/") or "/"
    return plain.lower() if DRIVE.match(plain) else plain


def joined(folder: str, name: str) -> str:
    """The path of an item in a folder; a drive is the beginning of a path. Pure."""
    if DRIVE.match(name):
        return name
    slash = "\\" if "\\" in folder and "/" not in folder else "/"
    return folder.rstrip("/\\") + slash + name


def item_facts(item: Mapping[str, Any], folder: str = "") -> dict[str, Any]:
    """What a result reports of a file or folder. ``folder`` is where it is, else where it says that it is. Pure."""
    name = str(item.get("name") or "")
    return {
        "path": joined(folder or str(item.get("itemPath") or "/"), name),
        "name": name,
        "type": item.get("type"),
        "size": item.get("size"),
        "modified": item.get("lastModificationTime"),
    }


def browse(task: Task, session: str, path: str) -> list[dict[str, Any]]:
    """The contents of a folder. Raises ObjectNotFound where the restore point has no such folder."""
    try:
        contents = list(task.client.pages(BROWSE.format(flrSessionId=session), post_body={"path": path}))
    except ApiError as error:
        if error.status == 404:
            raise _no_folder(path, error) from error
        raise
    return [item_facts(item, path) for item in contents]


def _no_folder(path: str, error: ApiError) -> ObjectNotFound:
    return ObjectNotFound(
        f"The restore point has no folder '{path}' that can be opened: {error.server_message}", path=path
    )


def search(task: Task, session: str, query: Mapping[str, Any]) -> list[dict[str, Any]]:
    """All results of a search, from all its pages. Raises ObjectNotFound, SessionTimedOut, ResponseLost.

    The server drops a page when the next one is requested, so each is kept here. Where the response to that request
    is lost, it is unknown which page the server is at, and the search is started again.
    """
    for attempt in range(1, SEARCH_ATTEMPTS + 1):
        try:
            return [item_facts(item) for item in _results(task, session, query)]
        except ResponseLost:
            if attempt == SEARCH_ATTEMPTS:
                raise
    return []


def _results(task: Task, session: str, query: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    body = {field.api: query[field.option] for field in SEARCH_FIELDS}
    try:
        started = task.client.write(SEARCH_START.method, SEARCH_START.path.format(flrSessionId=session), body)
    except ApiError as error:
        if error.status == 404:
            raise _no_folder(query["path"], error) from error
        raise
    ids = {"flrSessionId": session, "searchTaskId": _search_id(started)}
    page: list[dict[str, Any]] = []
    try:
        while True:
            page = _page(task, ids, query, former=page)
            if not page:
                return
            yield from page
            if not _request_next_page(task, ids, len(page) < query["limit"]):
                return
    finally:
        _stop(task, ids)


def _search_id(started: Mapping[str, Any]) -> str:
    return str(started["searchId"])


def _request_next_page(task: Task, ids: Mapping[str, str], short: bool) -> bool:
    """Request the next page, and return whether there is one; after a short page there may be none.

    A short page need not be the last: the server may put fewer results on a page than ``limit``.
    """
    try:
        task.client.write(SEARCH_NEXT.method, SEARCH_NEXT.path.format(**ids))
    except ApiError as error:
        if short and error.status in (400, 404):
            return False
        raise
    return True


def _page(
    task: Task, ids: Mapping[str, str], query: Mapping[str, Any], former: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The page that takes the place of the former one; empty where there is none.

    The server may show the former page until it has found the next one, and after the last one.
    """
    waiting = Waiting.of(task.params)
    patience = task.clock.now() + FORMER_PAGE
    stays = False

    def observe() -> list[dict[str, Any]] | None:
        nonlocal stays
        current = task.client.get(RESULTS.format(**ids))
        if current.get("searchState") == PREPARING:
            return None
        results = [] if current.get("searchState") == NO_DATA else list(current["results"])
        stays = bool(results) and results == former
        if not stays:
            return results
        return [] if task.clock.now() >= patience else None

    page = poll(observe, task.clock, waiting.timeout, waiting.interval)
    if page is None and not stays:
        raise SessionTimedOut(
            "The search for '{}' in '{}' was not finished after wait_timeout={:g} seconds and was stopped. Set a "
            "longer wait_timeout, or a path that is deeper in the tree.".format(
                query["pattern"], query["path"], waiting.timeout
            )
        )
    if stays and len(former) >= query["limit"]:
        task.warnings.append(
            f"After the next page of the search for '{query['pattern']}' in '{query['path']}' was requested, the "
            f"server showed the former page for {FORMER_PAGE:g} seconds, so that was taken for the last. If results "
            "are missing, set search.limit to more than the number of results."
        )
    return page or []


def _stop(task: Task, ids: Mapping[str, str]) -> None:
    # If this fails, the search ends with its session, which is about to be closed.
    with suppress(VeeamError):
        task.client.write(SEARCH_STOP.method, SEARCH_STOP.path.format(**ids))


READERS: dict[str, Reader] = {
    RESULTS: item_facts,
    "POST " + BROWSE: item_facts,
    "POST " + SEARCH_START.path: _search_id,
}
