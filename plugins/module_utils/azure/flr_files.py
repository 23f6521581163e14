# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files in a restore point of an Azure VM: what a folder holds, and what a search finds, to its last page.

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
from ..engine.task import Task
from ..schema.fields import Field
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
# How often a search is begun anew where it is unknown which page the server is at.
SEARCH_ATTEMPTS = 3
DRIVE = re.compile(r"^[A-Za-z]:")

# What starts a search, and the option ``search`` made of it.
SEARCH_FIELDS = (
    Field("path", required=True),
    Field("pattern", api="searchPattern", required=True),
    Field("traverse", "bool", default=True),
    Field("limit", "int", default=200),
)
SEARCH_OPTION: dict[str, Any] = {
    "type": "dict",
    "options": {
        "path": {"type": "str", "required": True},
        "pattern": {"type": "str", "required": True},
        "traverse": {"type": "bool", "default": True},
        "limit": {"type": "int", "default": 200},
    },
}


def is_absolute(path: str) -> bool:
    """Whether a path begins at the root or at a drive. Pure."""
    return path.startswith("/") or bool(DRIVE.match(path))


def validate_absolute(option: str, paths: Sequence[str]) -> None:
    """Raise InvalidOption for a path that is not absolute, or empty. Pure."""
    for path in paths:
        if not is_absolute(path):
            raise InvalidOption(
                f"{option}={path!r} is not an absolute path: write it from the root, like /etc/hosts or C:/Data.",
                option=option,
            )


def validate_search(search: Mapping[str, Any] | None) -> None:
    """Raise InvalidOption for a search that cannot be. Pure."""
    if search is None:
        return
    validate_absolute("search.path", [search["path"]])
    if search["limit"] < 1:
        raise InvalidOption("search.limit is the number of hits on a page: give 1 or more.", option="search.limit")
    if not search["pattern"].strip():
        raise InvalidOption("search.pattern is empty: give a part of a name, or '*' for all.", option="search.pattern")


def same(path: str) -> str:
    """What two spellings of one path have in common. Pure."""
    plain = re.sub("/+", "/", path.replace("\\", "/")) if DRIVE.match(path) else re.sub("/+", "/", path)
    plain = plain.rstrip("/") or "/"
    return plain.lower() if DRIVE.match(plain) else plain


def joined(folder: str, name: str) -> str:
    """The path of an item in a folder; a drive stands at the beginning of one. Pure."""
    if DRIVE.match(name):
        return name
    slash = "\\" if "\\" in folder and "/" not in folder else "/"
    return folder.rstrip("/\\") + slash + name


def item_facts(item: Mapping[str, Any], folder: str = "") -> dict[str, Any]:
    """A file or folder as a result tells it. ``folder`` is where it is, else what it says itself. Pure."""
    name = str(item.get("name") or "")
    return {
        "path": joined(folder or str(item.get("itemPath") or "/"), name),
        "name": name,
        "type": item.get("type"),
        "size": item.get("size"),
        "modified": item.get("lastModificationTime"),
    }


def browse(task: Task, session: str, path: str) -> list[dict[str, Any]]:
    """What is in a folder. Raises ObjectNotFound where there is no such folder in the restore point."""
    try:
        found = list(task.client.pages(BROWSE.format(flrSessionId=session), post_body={"path": path}))
    except ApiError as error:
        if error.status == 404:
            raise _no_folder(path, error) from error
        raise
    return [item_facts(one, path) for one in found]


def _no_folder(path: str, error: ApiError) -> ObjectNotFound:
    return ObjectNotFound(
        f"The restore point has no folder '{path}' that can be looked into: {error.server_message}", path=path
    )


def search(task: Task, session: str, wanted: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Everything that a search finds, on all its pages. Raises ObjectNotFound, SessionTimedOut, ResponseLost.

    The server forgets a page when it is told to go on, so each is kept here. Where the answer to that is
    lost, nobody knows which page it is at, and the search begins anew.
    """
    for attempt in range(1, SEARCH_ATTEMPTS + 1):
        try:
            return [item_facts(one) for one in _hits(task, session, wanted)]
        except ResponseLost:
            if attempt == SEARCH_ATTEMPTS:
                raise
    return []


def _hits(task: Task, session: str, wanted: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    body = {
        "path": wanted["path"],
        "limit": wanted["limit"],
        "traverse": wanted["traverse"],
        "searchPattern": wanted["pattern"],
    }
    try:
        started = task.client.write(SEARCH_START.method, SEARCH_START.path.format(flrSessionId=session), body)
    except ApiError as error:
        if error.status == 404:
            raise _no_folder(wanted["path"], error) from error
        raise
    ids = {"flrSessionId": session, "searchTaskId": started["searchId"]}
    page: list[dict[str, Any]] = []
    try:
        while True:
            former, page = page, _page(task, ids, wanted)
            if not page or page == former:
                return
            yield from page
            if not _goes_on(task, ids, len(page) < wanted["limit"]):
                return
    finally:
        _stop(task, ids)


def _goes_on(task: Task, ids: Mapping[str, str], short: bool) -> bool:
    """Ask for the next page; after a short one the server may say that there is none.

    A short page is asked on too: nothing says that a server gives as many hits as it was asked for.
    """
    try:
        task.client.write(SEARCH_NEXT.method, SEARCH_NEXT.path.format(**ids))
    except ApiError as error:
        if short and error.status in (400, 404):
            return False
        raise
    return True


def _page(task: Task, ids: Mapping[str, str], wanted: Mapping[str, Any]) -> list[dict[str, Any]]:
    waiting = Waiting.of(task.params)

    def observe() -> dict[str, Any] | None:
        now: dict[str, Any] = task.client.get(RESULTS.format(**ids))
        return None if now.get("searchState") == PREPARING else now

    found = poll(observe, task.clock, waiting.timeout, waiting.interval)
    if found is None:
        raise SessionTimedOut(
            "The search for '{}' in '{}' was not done after wait_timeout={:g} seconds, so it is stopped. Give a longer "
            "wait_timeout, or a path further down.".format(wanted["pattern"], wanted["path"], waiting.timeout)
        )
    return [] if found.get("searchState") == NO_DATA else list(found.get("results") or [])


def _stop(task: Task, ids: Mapping[str, str]) -> None:
    # It ends with its session at the latest, which is about to be closed.
    with suppress(VeeamError):
        task.client.write(SEARCH_STOP.method, SEARCH_STOP.path.format(**ids))
