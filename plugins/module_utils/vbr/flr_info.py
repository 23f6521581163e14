# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The declaration of M(opendr.veeam.veeam_flr_info): mounts, the files in them, and what was restored from them.

To look at a restore point it is mounted, and unmounted before the task ends; in check mode it is not. Private to the
collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ..core.errors import InvalidOption, ObjectNotFound
from ..core.interrupts import shielded
from ..engine.listing import filter_options, listed_states
from ..engine.references import ReferenceResolver
from ..engine.task import ApiUsage, Declaration, RequestBody, Result, Returned, Task
from ..engine.task_lock import locked
from ..schema.fields import Field, argument_spec
from ..schema.listing import listed_context
from ..schema.state import read_state
from ..workflow.temporary_session import opened
from .backup_browser import files
from .backup_browser.files import FileItem
from .backup_browser.mount_record import MountRecord
from .backup_browser.mounts import Mount
from .backup_browser.paths import validate_path
from .backup_source import machine_name
from .flr_audit import AUDIT, AUDIT_SINCE, audited_items, read_audit
from .flr_mount import (
    DERIVED,
    MACHINES,
    MOUNT_FIELDS,
    OPTIONS,
    POST_READS,
    READS,
    SEPARATORS,
    WAIT_OPTIONS,
    WINDOWS,
    chosen_for_files,
    machine_key,
    machine_mount,
    mount_body,
    type_of,
)
from .platform_words import platform_of
from .product import VBR
from .restore_points import OPTION, choice_facts

NOT_IN_CHECK_MODE = (
    "In check mode no restore point is mounted and none of its files are read: items, search_results and attributes "
    "are empty."
)
# The body that starts a search, and the option ``search`` that is made of it.
SEARCH_FIELDS = (
    Field("path", required=True),
    Field("pattern", api="searchString", required=True),
)
_SEARCH_SPEC = argument_spec(SEARCH_FIELDS)
for _option in _SEARCH_SPEC.values():
    _option["required"] = True
SEARCH_OPTION: dict[str, Any] = {
    "type": "dict",
    "options": {**_SEARCH_SPEC, "recursive": {"type": "bool", "default": True}},
}
LOOKING = ("paths", "search", "attributes_of")


class Found(NamedTuple):
    """What a task has read in a mount."""

    items: list[dict[str, Any]]
    search_results: list[dict[str, Any]]
    attributes: list[dict[str, Any]]


NOTHING = Found([], [], [])


def _run(task: Task) -> Result:
    looks = any(task.params[option] for option in LOOKING)
    if looks and not task.params["restore_point"] and not task.params["mount_id"]:
        raise InvalidOption("To read files, set restore_point to what to mount, or mount_id to a mount that is there.")
    if task.params["restore_point"]:
        if not looks:
            raise InvalidOption("restore_point is mounted only to read files. Set paths, search or attributes_of.")
        return _of_restore_point(task)
    mounts = list(listed_states(MACHINES.mounts, task, ReferenceResolver(task.client)))
    if task.params["mount_id"] and not mounts:
        raise ObjectNotFound(
            f"There is no file-level restore mount with the id {task.params['mount_id']}. Without mount_id, all "
            "mounts are listed.",
            id=task.params["mount_id"],
        )
    found = _look(task, _other_mount(task)) if looks else NOTHING
    if task.params["audit"]:
        for mount in mounts:
            mount["restored_items"] = audited_items(task, str(mount["id"]))
    return _result(found, mounts)


def _of_restore_point(task: Task) -> Result:
    choice = chosen_for_files(task)
    kind = type_of(task, choice)
    _validate_paths(task, SEPARATORS[kind])
    if task.params["compare"] and kind != WINDOWS:
        raise InvalidOption(
            "compare is for Windows machines: the server does not compare files of Linux machines with production.",
            option="compare",
        )
    body = mount_body(task, kind, str(choice.point["id"]))
    found, mounts = NOTHING, []
    if task.check_mode:
        task.warnings.append(NOT_IN_CHECK_MODE)
    else:
        machine = machine_name(task.client, task.params["restore_point"])
        key = machine_key(machine, platform_of(choice.point.get("platformName")))
        with locked(task, [key], f"files of '{machine}'") as held:
            # The record belongs to whoever has the lock.
            mount = held.enter_context(opened(machine_mount(task, MountRecord(task, key), body, kind)))
            found = _look(task, mount)
            mounts = [_mount_facts(task, mount.facts)]
    return {**_result(found, mounts), "restore_point": choice_facts(choice, task.client.server_time)}


def _other_mount(task: Task) -> Mount:
    """The mount that somebody else has opened and that the task names; it is neither opened nor closed."""
    mounts = task.client.pages(MACHINES.mounts.path)
    facts = next(mount for mount in mounts if mount["sessionId"] == task.params["mount_id"])
    mount = Mount(task, MACHINES, MountRecord(task), {}, "", "")
    mount.use(facts)
    _validate_paths(task, mount.separator)
    return mount


def _validate_paths(task: Task, separator: str) -> None:
    for path in task.params["paths"] or ():
        validate_path("paths", path, separator, root=True)
    for path in task.params["attributes_of"] or ():
        validate_path("attributes_of", path, separator)
    if task.params["search"]:
        validate_path("search.path", task.params["search"]["path"], separator, root=True)


def _look(task: Task, mount: Mount) -> Found:
    """What the task asks for, read in a mount."""
    folders = [validate_path("paths", path, mount.separator, root=True) for path in task.params["paths"] or ()]
    items = [item for folder in folders for item in files.browse(task, mount, folder)]
    if task.params["compare"] and items:
        items = _compared(task, mount, folders, items)
    query = task.params["search"]
    results = []
    if query:
        folder = validate_path("search.path", query["path"], mount.separator, root=True)
        results = files.search(task, mount, folder, query["pattern"], query["recursive"])
    attributes = [
        {"path": path, "attributes": files.attributes(task, mount, path)}
        for path in (
            validate_path("attributes_of", given, mount.separator) for given in task.params["attributes_of"] or ()
        )
    ]
    return Found([item.facts() for item in items], [item.facts() for item in results], attributes)


def _compared(task: Task, mount: Mount, folders: Sequence[str], items: Sequence[FileItem]) -> list[FileItem]:
    """The items with how they compare with production. In a mount that stays, the comparison is ended again."""
    # What others compare there already is left as it is.
    ours = [item.path for item in items if item.state == files.NOT_COMPARED]
    try:
        files.compare(task, mount, [item.path for item in items])
        return list(files.compared_items(task, mount, folders).values())
    except InvalidOption:
        # The server compares nothing of this mount.
        ours = []
        raise
    finally:
        if task.params["mount_id"]:
            with shielded():
                files.stop_comparing(task, mount, ours)


def _mount_facts(task: Task, mount: Mapping[str, Any]) -> dict[str, Any]:
    listing = MACHINES.mounts
    return read_state(listing.fields, mount, listed_context(listing, task.client.revision, mount))


def _result(found: Found, mounts: list[dict[str, Any]]) -> Result:
    return {"changed": False, "mounts": mounts, **found._asdict()}


MODULE = Declaration(
    product=VBR,
    options={
        **filter_options(MACHINES.mounts.filters),
        "audit": {"type": "bool", "default": False},
        "restore_point": {**OPTION, "required": False},
        "paths": {"type": "list", "elements": "str"},
        "search": SEARCH_OPTION,
        "compare": {"type": "bool", "default": False},
        "attributes_of": {"type": "list", "elements": "str"},
        **OPTIONS,
        **WAIT_OPTIONS,
    },
    run=_run,
    constraints={"mutually_exclusive": [["mount_id", "restore_point"]]},
    returns=(Returned("mounts", MACHINES.mounts.fields, many=True, extra=("restored_items",)),),
    api=ApiUsage(
        opens=(*MACHINES.opens, MACHINES.compare),
        listings=(MACHINES.mounts,),
        reads=(*READS, AUDIT),
        post_reads=(*POST_READS, MACHINES.compare_attributes),
        bodies=(
            RequestBody(MACHINES.start, MOUNT_FIELDS, variant="type", extra_properties=DERIVED),
            RequestBody(MACHINES.search, SEARCH_FIELDS, extra_properties=("disableRecursiveSearch",)),
            RequestBody(MACHINES.compare, (), extra_properties=("isEnabled", "paths")),
        ),
        since={AUDIT: AUDIT_SINCE},
        readers={**files.readers_of(MACHINES), AUDIT: read_audit},
    ),
)
