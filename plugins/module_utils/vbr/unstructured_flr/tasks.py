# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing files of a mounted share or bucket, to the original or elsewhere, followed to its end.

Operations ``POST .../{sessionId}/restore`` and ``POST .../{sessionId}/copyTo``. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from ...core.errors import ApiError, ResponseLost, SessionFailed, SessionTimedOut, VeeamError
from ...core.interrupts import shielded
from ...core.naming import same_name
from ...core.timestamps import parse_time
from ...engine.references import ReferenceResolver
from ...engine.task import Task
from ...schema.fields import Field
from ...schema.resource import Operation, SchemaContext
from ...schema.state import State
from ...schema.writing import write_given
from ..backup_browser.begun_restores import (
    appearing,
    begun_after,
    begun_since,
    followed_all,
    has_begun_nothing,
    id_and_time,
    is_of_own_mount,
    restore_tasks,
)
from ..backup_browser.files import task_id
from ..backup_browser.mount_record import MountRecord
from ..backup_browser.tasks import STOPPED, TaskEnd, stop_task, wait_for_task
from ..entra_id_mounts import DATA, backup_id_of, began, mounts_in, session_id_of
from ..product import VBR
from ..references import UNSTRUCTURED_SERVER
from .mount import BROWSER, COLD_STORAGE, POINT, DataMount, point_state

RESTORE = Operation("POST", BROWSER.path + "/restore", "object")
COPY = Operation("POST", BROWSER.path + "/copyTo", "object")
Work = Mapping[str, Any]

HOW = (
    Field("restore_type", choices=("Overwrite", "Keep", "ChangedOnly"), required=True),
    Field("recursive", "bool", api="isRecursive"),
    Field("restore_permissions", "bool"),
    *POINT,
    COLD_STORAGE,
)
# The oldest revisions copy without some of it, and this module is not for them.
COPY_HOW = (
    Field("restore_type", choices=("Overwrite", "Keep", "ChangedOnly"), since="1.3-rev1"),
    Field("recursive", "bool", api="isRecursive"),
    Field("restore_permissions", "bool", since="1.3-rev0"),
    replace(POINT[0], required=True, required_until="1.3-rev0"),
    POINT[1],
    COLD_STORAGE,
)
TARGET = (
    Field("server", api="unstructuredDataServerId", reference=UNSTRUCTURED_SERVER),
    Field("path"),
    Field("backup_server", "bool", api="copyToBackupServer"),
)


def restore_body(task: Task, paths: Sequence[str]) -> tuple[Operation, State]:
    """The operation that writes files, and its body. Raises ObjectNotFound, AmbiguousName for the server."""
    params, context = task.params, SchemaContext(VBR, task.client.revision)
    state = {option: params[option] for option in ("restore_type", "recursive", "restore_permissions")}
    state.update(point_state(params))
    if params["cold_storage_retrieval"]:
        state["cold_storage_retrieval"] = {
            key: value for key, value in params["cold_storage_retrieval"].items() if value is not None
        }
    body: State = {"sourcePath": list(paths)}
    write_given(HOW, state, body, context)
    destination = params["destination"]
    if not destination:
        return RESTORE, body
    given = {option: value for option, value in destination.items() if value is not None}
    if given.get("server"):
        given["server"] = ReferenceResolver(task.client).to_id(UNSTRUCTURED_SERVER, given["server"])
        # The server takes one target alone.
        given.pop("backup_server", None)
    write_given(TARGET, given, body, context)
    return COPY, body


def write_files(
    task: Task, mount: DataMount, paths: Sequence[str], target: str, restored: Sequence[Mapping[str, Any]]
) -> TaskEnd:
    """Write files, and follow that to its end. Raises SessionFailed, SessionTimedOut, NotConverged.

    ``restored`` is what to remember of it, should this run be killed.
    """
    operation, body = restore_body(task, paths)
    what = f"The restore of {len(paths)} items" + (f" to {target}" if target else "")
    work: dict[str, Any] = {"before": list(begun_since(task, None)), "restored": list(restored)}
    mount.working(work)
    identifier = ""
    try:
        identifier = _started(task, mount, operation, body, work)
        work = {**work, "task": identifier}
        mount.working(work)
        end = wait_for_task(task, identifier, what, "Set a longer wait_timeout and rerun this task.")
    except SessionTimedOut as late:
        # Stopped, where that of a machine continues in its mount: shares have no audit, so of a restore that continues
        # nobody could see afterwards what it has written. Of one that has ended, a comparison or the target shows it.
        if stop_task(task, identifier):
            mount.working({**work, "ended": True})
            raise SessionTimedOut(f"{late.message} The restore was stopped.", **late.facts) from late
        # What becomes of a restore whose mount is removed is not documented.
        mount.stays_open = True
        raise SessionTimedOut(
            f"{late.message} The server did not stop the restore, so the mount {mount.id} was left open for it. The "
            "rerun waits for its end.",
            **{**late.facts, "session_id": mount.id},
        ) from late
    except VeeamError as error:
        # It has ended, or the server has begun nothing.
        if isinstance(error, SessionFailed) or (not identifier and has_begun_nothing(error)):
            mount.working({**work, "ended": True})
        raise
    except BaseException:
        with shielded():
            if identifier and stop_task(task, identifier):
                mount.working({**work, "ended": True})
        raise
    mount.working({**work, "ended": True})
    return end


def _started(task: Task, mount: DataMount, operation: Operation, body: State, work: Work) -> str:
    """Start a restore; the id of its task. Raises as ``begun_after`` does where a response was lost."""
    try:
        return task_id(task.client.write(operation.method, mount.path(operation.path), body))
    except ResponseLost as lost:
        return begun_after(task, (mount.id, *mount.known), None, work["before"], lost)


def finish_earlier(task: Task, record: MountRecord) -> None:
    """Wait for what a killed run of this machine has begun to write. The caller has the lock.

    Raises SessionTimedOut, and ApiError where the server does not say how it stands. However else it ends, what is
    missing afterwards is restored. Where the server does not say which restore was of that run, what it was to write
    is remembered as unsure.
    """
    for session, about in record.open.items():
        work = about.get("work")
        if not isinstance(work, Mapping):
            continue
        restored = list(work.get("restored") or ())
        if work.get("task"):
            record.done(session, restored if _end_of_earlier(task, str(work["task"])) else ())
            continue
        before = list(work.get("before") or ())
        begun = {} if work.get("ended") else appearing(task, None, before)
        ours = is_of_own_mount(task, (session, *record.sessions), begun)
        is_known = ours or not begun
        find = partial(dict, begun) if is_known else partial(begun_since, task, None, before)
        ends = followed_all(task, find, partial(_end_of_earlier, task))
        if is_known:
            record.done(session, restored if any(ends.values()) else ())
        else:
            record.done(session, [{**one, "unsure": True} for one in restored])


def wait_for_others(task: Task, record: MountRecord, name: str, backup: str) -> None:
    """Wait for what others write of the same share or bucket.

    A task names no mount, unless the resource that it may name is one. So where somebody else has the backup mounted,
    every restore is waited for that began since; and in any case one of this name, for its mount may be gone. However
    that ends, what is missing afterwards is restored. Raises SessionTimedOut, and ApiError where the server does not
    say how it stands.
    """
    running = [one for one in restore_tasks(task, None) if one.get("state") != STOPPED]
    if not running:
        return
    mounts = {session_id_of(mount): backup_id_of(mount) for mount in mounts_in(task.client, DATA)}
    theirs = [session for session, of in mounts.items() if session not in record.open and of in ("", backup)]
    times = [began(task.client, session) for session in theirs]
    # A mount of which nobody knows when it began may be older than any restore.
    oldest = min(map(parse_time, times)) if times and all(times) else None
    for one in running:
        identifier, time = id_and_time(one)
        about = one.get("additionalInfo")
        resource = str(about.get("resourceId") or "") if isinstance(about, Mapping) else ""
        is_known = resource in mounts
        may_be = bool(theirs) and (oldest is None or time >= oldest)
        if resource in theirs or (not is_known and (may_be or same_name(one.get("name"), name))):
            _end_of_earlier(task, identifier)


def _end_of_earlier(task: Task, identifier: str) -> bool:
    """Whether a task of the server has ended well, once it has ended."""
    try:
        wait_for_task(task, identifier, f"The restore {identifier}, which another run has started,", "Rerun this task.")
    except SessionTimedOut:
        raise
    except SessionFailed:
        return False
    except ApiError as error:
        if error.status != 404:
            raise
        return False
    return True
