# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The declaration of M(opendr.veeam.veeam_unstructured_flr). Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ...core.errors import InvalidOption
from ...core.polling import COPY_TIMEOUT
from ...core.timestamps import parse_time
from ...engine.task import ApiUsage, Declaration, RequestBody, Result, Task
from ...engine.task_lock import locked
from ...schema.fields import Field, argument_spec
from ...schema.values import UUID
from ...workflow.rerun_guard import OPTIONS as RERUN_OPTIONS
from ...workflow.rerun_guard import since_of, validate_again
from ...workflow.temporary_session import opened
from ..backup_browser import files
from ..backup_browser.archive import OPTION as DOWNLOAD_OPTION
from ..backup_browser.archive import Archive
from ..backup_browser.begun_restores import READERS as BEGUN_READERS
from ..backup_browser.begun_restores import READS as BEGUN_READS
from ..backup_browser.files import FileItem
from ..backup_browser.mount_record import MountRecord
from ..backup_browser.paths import SLASH, normalized, outermost
from ..backup_browser.tasks import STOP, TASK
from ..backup_source import machine_name
from ..entra_id_mounts import DATA_MOUNT
from ..entra_id_mounts import READERS as DATA_READERS
from ..product import VBR
from ..restore_points import OPTION, READS, choice_facts, chosen_point
from . import download
from .mount import (
    BROWSER,
    MOUNT_FIELDS,
    SINCE,
    DataMount,
    data_mount,
    given_facts,
    given_key,
    given_mount,
    mount_body,
    mount_options,
    validate_path,
    validate_point,
)
from .restore import MISSING, PRESENT, FileRestore, validate_missing
from .tasks import COPY, COPY_HOW, HOW, RESTORE, TARGET, finish_earlier, wait_for_others

LISTED, RESTORED = "listed", "restored"
NOT_IN_CHECK_MODE = (
    "In check mode nothing is mounted, so no file is looked at: contents and search_results are empty, and all items "
    "count as to be restored."
)
SEARCH_FIELDS = (Field("path", required=True), Field("pattern", api="searchString", required=True))


def _options() -> dict[str, Any]:
    search = argument_spec(SEARCH_FIELDS)
    for option in search.values():
        option["required"] = True
    how = argument_spec(HOW)
    how["restore_type"]["default"] = "Keep"
    how["recursive"]["default"] = how["restore_permissions"]["default"] = True
    destination = argument_spec(TARGET)
    destination["path"]["required"] = True
    return {
        "state": {"type": "str", "choices": [RESTORED, LISTED], "default": RESTORED},
        "restore_point": {**OPTION, "required": False},
        "session_id": {"type": "str", "format": UUID},
        "paths": {"type": "list", "elements": "str"},
        "items": {"type": "list", "elements": "str"},
        "search": {"type": "dict", "options": {**search, "recursive": {"type": "bool", "default": True}}},
        "missing": {"type": "str", "choices": ["fail", "ignore"], "default": "fail"},
        "destination": {
            "type": "dict",
            "options": destination,
            "mutually_exclusive": [["server", "backup_server"]],
            "required_one_of": [["server", "backup_server"]],
        },
        "download": DOWNLOAD_OPTION,
        **how,
        **mount_options(),
        **RERUN_OPTIONS,
        "wait_timeout": {"type": "int", "minimum": 1, "default": COPY_TIMEOUT},
        "poll_interval": {"type": "int", "minimum": 1, "default": 10},
    }


def _run(task: Task) -> Result:
    _validate(task)
    download.validate_download(task)
    # Before anything is mounted: a time that cannot be right is refused.
    since = since_of(task)
    if task.params["session_id"]:
        return _of_given_mount(task, since)
    choice = chosen_point(task, task.params["restore_point"], "")
    facts = {"restore_point": choice_facts(choice, task.client.server_time)}
    name = machine_name(task.client, task.params["restore_point"])
    key = f"files of UnstructuredData {name}".casefold()
    body = mount_body(task, str(choice.point["id"]))
    archive = download.archive_of(task, str(choice.point["id"]))
    if task.check_mode:
        task.warnings.append(NOT_IN_CHECK_MODE)
        return {**_predicted(task, archive, MountRecord(task, key)), **facts}
    with locked(task, [key, *_keys_of(archive)], f"files of '{name}'"):
        record = MountRecord(task, key)
        finish_earlier(task, record)
        mounting = data_mount(task, record, body, choice.point)
        with mounting.closing_leftovers_on_failure():
            downloaded = _if_downloaded(task, archive, record)
        if downloaded is not None:
            mounting.close_leftovers()
            return {**downloaded, **facts}
        wait_for_others(task, record, name, str(choice.point.get("backupId") or ""))
        with opened(mounting) as mount:
            made = parse_time(str(choice.point["creationTime"]))
            return {**_worked(task, mount, since or made, archive), **facts}


def _of_given_mount(task: Task, since: datetime | None) -> Result:
    given = given_facts(task)
    archive = download.archive_of(task, str(given["sessionId"]))
    if task.check_mode:
        return _in_given_mount(task, given, since, archive)
    keys = [given_key(given), *_keys_of(archive)]
    with locked(task, keys, f"files of the mount {task.params['session_id']}"):
        return _in_given_mount(task, given, since, archive)


def _in_given_mount(task: Task, given: Mapping[str, Any], since: datetime | None, archive: Archive | None) -> Result:
    downloaded = _if_downloaded(task, archive, MountRecord(task, given_key(given)))
    if downloaded is not None:
        return {**downloaded, "session_id": given["sessionId"]}
    return _worked(task, given_mount(task, given), since, archive)


def _keys_of(archive: Archive | None) -> list[str]:
    return [archive.key] if archive else []


def _validate(task: Task) -> None:
    """Raise InvalidOption for what cannot be done, before anything is sent."""
    params = task.params
    validate_point(task)
    for path in params["paths"] or ():
        validate_path("paths", path, root=True)
    for path in params["items"] or ():
        validate_path("items", path)
    if params["search"]:
        validate_path("search.path", params["search"]["path"], root=True)
    destination = params["destination"]
    if destination and not (destination["server"] or destination["backup_server"]):
        raise InvalidOption("destination needs server, or backup_server=true.", option="destination")
    validate_again(params, to_original=not destination)
    if params["state"] == RESTORED and not params["items"] and not params["search"]:
        raise InvalidOption("Set items or search to what to restore, or state=listed to look at files only.")
    if params["state"] == LISTED and not params["paths"] and not params["search"]:
        raise InvalidOption("With state=listed, set paths or search to what to look at.")
    if params["state"] == LISTED and (params["items"] or destination or params["download"]):
        raise InvalidOption(
            "items, destination and download are for state=restored. Leave them out, or leave out state=listed."
        )


def _target(params: Mapping[str, Any]) -> str:
    """Where files are restored to, empty for the original."""
    destination = params["destination"]
    if not destination:
        return ""
    return f"{destination['path']} on {destination['server'] or 'the backup server'}"


def _if_downloaded(task: Task, archive: Archive | None, record: MountRecord) -> Result | None:
    """The result where the file holds already what the task downloads, None where it has to be downloaded.

    Raises RecoveryBlocked, and ObjectNotFound for what the restore point is known to lack.
    """
    known = archive.remembered(task, record) if archive else None
    if not archive or known is None:
        return None
    lacking = known.get("missing") or ()
    named = {path: download.name_in_archive(path) for path in task.params["items"] or ()}
    # What is in a folder that the task names too is not looked for by itself.
    outer = set(outermost(list(named.values()), SLASH))
    shown = {path: name for path, name in named.items() if name in outer}
    validate_missing(task, [path for path, name in shown.items() if name in lacking])
    items = [
        {"path": path, "status": MISSING if name in lacking else PRESENT, "state": None} for path, name in shown.items()
    ]
    there = [path for path, name in named.items() if name not in lacking]
    file = archive.facts(known.get("size"), known.get("sha256"))
    return {**_result("", False, items, [], [], file), "diff": _difference(task, there, there)}


def _predicted(task: Task, archive: Archive | None, record: MountRecord) -> Result:
    """What is known without a mount."""
    params = task.params
    downloaded = _if_downloaded(task, archive, record)
    if downloaded is not None:
        return downloaded
    restores = params["state"] == RESTORED
    items = [{"path": path, "status": "ToRestore", "state": None} for path in params["items"] or () if restores]
    return {**_result("", restores, items, [], []), "diff": _difference(task, [], params["items"] or [])}


def _worked(task: Task, mount: DataMount, since: datetime | None, archive: Archive | None) -> Result:
    """Look, and restore what has to be, in an open mount; what was restored before ``since`` does not count."""
    params = task.params
    folders = [normalized(path, mount.separator) for path in params["paths"] or ()]
    contents = [item for folder in folders for item in files.browse(task, mount, folder)]
    results = _search(task, mount)
    if params["state"] == LISTED:
        return {**_result(mount.id, False, [], contents, results), "diff": _difference(task, [], [])}
    restore = FileRestore(task, mount, _target(params), since)
    restore.select(params["items"] or (), results)
    if not archive:
        restore.examine()
    left, file = restore.left, None
    if left and archive and not task.check_mode:
        file = download.fetch(task, mount, archive, left, restore.missing)
        restore.set_downloaded()
    elif left and not task.check_mode:
        restore.carry_out()
    named = [(path, normalized(path, mount.separator)) for path in params["items"] or ()]
    there = [(path, own) for path, own in named if own not in restore.missing]
    done = [path for path, own in there if own not in left]
    result = _result(mount.id, bool(left), restore.facts(), contents, results, file)
    return {**result, "diff": _difference(task, done, [path for path, _own in there])}


def _search(task: Task, mount: DataMount) -> list[FileItem]:
    query = task.params["search"]
    if not query:
        return []
    folder = normalized(query["path"], mount.separator)
    return files.search(task, mount, folder, query["pattern"], query["recursive"])


def _difference(task: Task, before: list[str], after: list[str]) -> dict[str, Any]:
    """What was restored before and is now, of what the task names; check mode does not know the results of a search."""
    if task.params["state"] == LISTED:
        return {"before": {}, "after": {}}
    return {"before": {"restored": before}, "after": {"restored": list(after)}}


def _result(
    session: str,
    changed: bool,
    items: list[dict[str, Any]],
    contents: list[FileItem],
    results: list[FileItem],
    file: dict[str, Any] | None = None,
) -> Result:
    return {
        "changed": changed,
        "restore_point": None,
        "session_id": session or None,
        "items": items,
        "contents": [item.facts() for item in contents],
        "search_results": [item.facts() for item in results],
        "file": file,
    }


MODULE = Declaration(
    product=VBR,
    options=_options(),
    run=_run,
    since=SINCE,
    objects="unstructured data mounts",
    constraints={
        "required_one_of": [["restore_point", "session_id"]],
        "mutually_exclusive": [["restore_point", "session_id"], ["download", "destination"]],
    },
    api=ApiUsage(
        operations=(RESTORE, COPY, download.PREPARE, STOP),
        opens=(*BROWSER.opens, BROWSER.compare),
        listings=(BROWSER.mounts,),
        reads=(*READS, TASK, *BEGUN_READS, DATA_MOUNT, "/sessions/{id}/logs", download.DOWNLOAD),
        post_reads=BROWSER.post_reads,
        bodies=(
            RequestBody(BROWSER.start, MOUNT_FIELDS, extra_properties=("restorePointId",)),
            RequestBody(BROWSER.search, SEARCH_FIELDS, extra_properties=("disableRecursiveSearch",)),
            RequestBody(BROWSER.compare, (), extra_properties=("isEnabled", "paths")),
            RequestBody(RESTORE, HOW, extra_properties=("sourcePath",)),
            RequestBody(download.PREPARE, download.FIELDS, extra_properties=("sourcePath",)),
            RequestBody(COPY, (*COPY_HOW, *TARGET), extra_properties=("sourcePath",)),
        ),
        since={
            **dict.fromkeys((BROWSER.start.path, BROWSER.unmount.path, RESTORE.path, BROWSER.compare.path), SINCE),
            **dict.fromkeys((download.PREPARE.path, download.DOWNLOAD), download.SINCE),
        },
        readers={**files.readers_of(BROWSER), **DATA_READERS, **BEGUN_READERS},
    ),
)
