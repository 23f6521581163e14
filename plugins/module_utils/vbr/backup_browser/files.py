# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files in a mounted backup: what is in a folder, what a search finds, and how items differ from production.

Private to the collection.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...core.errors import ApiError, InvalidOption, ObjectNotFound, SessionTimedOut, VeeamError, readable, sentence
from ...core.polling import Waiting, poll
from ...engine.task import Reader, Task
from .browser import Browser
from .mounts import Mount
from .paths import SLASH, is_drive, joined, key_of
from .tasks import TASK, end_of, end_of_reading

# How many items a page has, and how many paths one request compares.
PAGE, COMPARED_AT_ONCE = 500, 500
# After how many items it is said how many were read.
ANNOUNCED = 1000
COMPARING, NOT_COMPARED = "Comparing", "NotAvailable"
# How revisions before 1.3-rev2 spell it.
STATES = {"NotAvaliable": NOT_COMPARED}
FOLDERS = ("Folder", "Drive")


@dataclass(frozen=True)
class FileItem:
    """A drive, folder, file or link in a backup. ``state`` says how it compares with production."""

    path: str
    name: str
    type: str
    size: int | None
    created: str | None
    modified: str | None
    state: str
    owner: str | None

    @property
    def is_folder(self) -> bool:
        """Whether there may be items in it."""
        return self.type in FOLDERS

    def facts(self) -> dict[str, Any]:
        """What a result reports of it."""
        return {
            "path": self.path,
            "name": self.name,
            "type": self.type,
            "size": self.size,
            "created": self.created,
            "modified": self.modified,
            "state": self.state,
            "owner": self.owner,
        }


def file_item(item: Mapping[str, Any], separator: str, folder: str | None = None) -> FileItem:
    """An item of a response. ``folder`` is where it is; without, the item says so. Pure."""
    name = str(item["name"])
    place = str(item.get("location") or "") if folder is None else folder
    state = str(item["itemState"])
    return FileItem(
        path=joined(place, name, separator),
        name=str(item.get("displayName") or name),
        type=str(item["type"]),
        size=item.get("size"),
        created=item.get("creationDate"),
        modified=item.get("modifiedDate"),
        state=STATES.get(state, state),
        owner=item.get("owner"),
    )


def browse(task: Task, mount: Mount, folder: str) -> list[FileItem]:
    """What is in a folder, all of it. Raises ObjectNotFound where the backup has no such folder, SessionFailed."""

    def read() -> list[FileItem]:
        pages = task.client.post_read_pages(mount.path(mount.browser.browse), {"path": folder}, PAGE, items="items")
        return _items(task, pages, f"Reading {folder or 'the drives'}", mount.separator, folder)

    try:
        return mount.read(read)
    except ApiError as error:
        if error.status not in (400, 404):
            raise
        raise ObjectNotFound(
            f"The restore point has no folder '{folder}' that can be opened: {readable(error.server_message)}",
            path=folder,
        ) from error


def search(task: Task, mount: Mount, folder: str, text: str, recursive: bool = True) -> list[FileItem]:
    """What a search finds by its name in a folder, and with ``recursive`` in the folders in it.

    Raises ObjectNotFound where the backup has no such folder, SessionFailed, SessionTimedOut. A search whose end
    this run does not see is stopped; where that is not possible, the mount stays open.
    """
    what = f"The search for '{text}' in '{folder}'"
    body = search_body(task, folder, text, recursive)
    try:
        # Sent again where its response is lost: a second search does no harm, and both end with the mount.
        started = mount.read(lambda: task.client.post_read(mount.path(mount.browser.search.path), body))
    except ApiError as error:
        if error.status not in (400, 404):
            raise
        raise ObjectNotFound(
            f"{what} is not possible: {readable(error.server_message)} Check the path.", path=folder
        ) from error
    identifier = task_id(started)
    advice = "Set a longer wait_timeout, or a path that is deeper in the tree."
    end_of_reading(task, mount, identifier, what, advice)
    path = mount.path(mount.browser.search_results, taskId=identifier)
    return _items(task, task.client.post_read_pages(path, {}, PAGE, items="items"), what, mount.separator)


def search_body(task: Task, folder: str, text: str, recursive: bool) -> dict[str, Any]:
    """The body that starts a search. Raises InvalidOption for what the API revision does not have."""
    body: dict[str, Any] = {"path": folder, "searchString": text}
    if recursive:
        return body
    if not task.client.product.supports(task.client.revision, "1.3-rev0"):
        raise InvalidOption(
            f"API revision {task.client.revision}, which this task uses, always searches subfolders too. Set "
            "search.recursive to true, or use api_version 1.3-rev0 or newer.",
            option="search.recursive",
        )
    return {**body, "disableRecursiveSearch": True}


def task_id(started: Mapping[str, Any]) -> str:
    """The id of the task that a response names. Pure."""
    return str(started["id"])


def _items(
    task: Task, pages: Iterator[dict[str, Any]], what: str, separator: str, folder: str | None = None
) -> list[FileItem]:
    """The items of all pages, each once."""
    found: dict[str, FileItem] = {}
    for number, item in enumerate(pages, 1):
        entry = file_item(item, separator, folder)
        # On a case-sensitive volume of Windows, two names may differ in their case alone.
        found.setdefault(entry.path, entry)
        if task.progress is not None and number % ANNOUNCED == 0:
            task.progress(f"{what}: {number} items")
    return list(found.values())


def below(task: Task, mount: Mount, folder: str) -> Iterator[FileItem]:
    """Everything in a folder, at any depth; links are not followed."""
    for item in browse(task, mount, folder):
        yield item
        if item.is_folder:
            yield from below(task, mount, item.path)


def compare(task: Task, mount: Mount, paths: Sequence[str]) -> None:
    """Have the server compare items with production, in its own time. Drives are left out.

    Raises InvalidOption where the server compares no such backup.
    """
    try:
        _switch(task, mount, paths, on=True)
    except ApiError as error:
        raise _not_comparable(error) if error.status == 405 else error from None


def _switch(task: Task, mount: Mount, paths: Sequence[str], on: bool) -> None:
    wanted = [path for path in paths if not is_drive(path, mount.separator)]
    for first in range(0, len(wanted), COMPARED_AT_ONCE):
        body = {"isEnabled": on, "paths": wanted[first : first + COMPARED_AT_ONCE]}
        # Sent again where its response is lost: to switch it twice is to switch it once.
        task.client.post_read(mount.path(mount.browser.compare.path), body)


def _not_comparable(error: ApiError) -> InvalidOption:
    return InvalidOption(
        f"The server does not compare this backup with production: {readable(error.server_message)} Only files of "
        "Windows machines can be compared.",
        status=error.status,
    )


def compared_items(task: Task, mount: Mount, folders: Iterable[str]) -> dict[str, FileItem]:
    """The items in folders after their comparison, by what their paths are compared by.

    Nothing tells how far a comparison is, so each folder is read again until no item in it is being compared. Raises
    SessionTimedOut.
    """
    found: dict[str, FileItem] = {}
    for folder in folders:
        for item in _settled(task, mount, folder):
            found[key_of(item.path, mount.separator)] = item
    return found


def _settled(task: Task, mount: Mount, folder: str) -> list[FileItem]:
    waiting = Waiting.of(task.params)

    def observe() -> list[FileItem] | None:
        items = browse(task, mount, folder)
        left = sum(item.state == COMPARING for item in items)
        if left and task.progress is not None:
            task.progress(f"Comparing with production: {left} of {len(items)} items in {folder} are left")
        return None if left else items

    items = poll(observe, task.clock, waiting.timeout, waiting.interval)
    if items is None:
        raise SessionTimedOut(
            f"The comparison of '{folder}' with production was not finished after wait_timeout={waiting.timeout:g} "
            "seconds. Set a longer wait_timeout, or name fewer files."
        )
    return items


def stop_comparing(task: Task, mount: Mount, paths: Sequence[str]) -> None:
    """End the comparison of items in a mount that stays. A failure becomes a warning: what was read is right."""
    try:
        _switch(task, mount, paths, on=False)
    except VeeamError as error:
        task.warnings.append(
            f"In the {mount.browser.noun} {mount.id}, files may still be compared with production: "
            f"{sentence(error.message)} That ends with the mount."
        )


def attributes(task: Task, mount: Mount, path: str) -> list[dict[str, Any]]:
    """The attributes of an item in the backup and in production, as the server words them.

    Raises InvalidOption where the server compares no such backup.
    """
    try:
        response = task.client.post_read(
            mount.path(mount.browser.compare_attributes), {"path": path, "showUnchangedAttributes": True}
        )
    except ApiError as error:
        raise _not_comparable(error) if error.status == 405 else error from None
    return [attribute_facts(attribute) for attribute in response["attributes"]]


def attribute_facts(attribute: Mapping[str, Any]) -> dict[str, Any]:
    """What a result reports of an attribute; its values are texts in the language of the server. Pure."""
    return {
        "name": attribute.get("name"),
        "in_backup": attribute.get("valueBackup"),
        "in_production": attribute.get("valueProduction"),
        "changed": attribute.get("isChanged"),
    }


def read_items(body: Mapping[str, Any]) -> object:
    """A page of items, for the tests that read the vendor's examples. Pure."""
    return [file_item(item, SLASH).facts() for item in body["items"]]


def read_attributes(body: Mapping[str, Any]) -> object:
    """A comparison of attributes, for the tests that read the vendor's examples. Pure."""
    return [attribute_facts(attribute) for attribute in body["attributes"]]


def readers_of(browser: Browser) -> dict[str, Reader]:
    """What reads the responses under a mount."""
    return {
        "POST " + browser.browse: read_items,
        "POST " + browser.search_results: read_items,
        "POST " + browser.compare_attributes: read_attributes,
        TASK: end_of,
    }
