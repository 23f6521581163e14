# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing files of a mounted share or bucket, to the original or elsewhere, followed to its end.

Operations ``POST .../{sessionId}/restore`` and ``POST .../{sessionId}/copyTo``. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...core.errors import (
    ApiError,
    NotConverged,
    ResponseLost,
    SessionFailed,
    SessionTimedOut,
    UnexpectedResponse,
    VeeamError,
)
from ...core.immutable import replace
from ...core.interrupts import shielded
from ...core.naming import same_name
from ...core.polling import poll
from ...engine.references import ReferenceResolver
from ...engine.task import Task
from ...schema.fields import Field
from ...schema.resource import Operation, SchemaContext
from ...schema.state import State
from ...schema.writing import write_state
from ...sessions.lost_responses import GRACE
from ..backup_browser.files import task_id
from ..backup_browser.mount_record import MountRecord
from ..backup_browser.tasks import STOPPED, TaskEnd, stop_task, wait_for_task
from ..product import VBR
from ..references import UNSTRUCTURED_SERVER
from .mount import BROWSER, COLD_STORAGE, POINT, DataMount, point_state

RESTORE = Operation("POST", BROWSER.path + "/restore", "object")
COPY = Operation("POST", BROWSER.path + "/copyTo", "object")
TASKS, RESTORE_TASK = "/tasks", "FlrRestore"

HOW = (
    Field("restore_type", choices=("Overwrite", "Keep", "ChangedOnly"), required=True),
    Field("recursive", "bool", api="isRecursive", default=True),
    Field("restore_permissions", "bool", default=True),
    *POINT,
    COLD_STORAGE,
)
# The oldest revisions copy without some of it, and this module is not for them.
COPY_HOW = (
    Field("restore_type", choices=("Overwrite", "Keep", "ChangedOnly"), since="1.3-rev1"),
    Field("recursive", "bool", api="isRecursive", default=True),
    Field("restore_permissions", "bool", default=True, since="1.3-rev0"),
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
    write_state(HOW, state, body, context)
    destination = params["destination"]
    if not destination:
        return RESTORE, body
    given = {option: value for option, value in destination.items() if value is not None}
    if given.get("server"):
        given["server"] = ReferenceResolver(task.client).to_id(UNSTRUCTURED_SERVER, given["server"])
        # The server takes one target alone.
        given.pop("backup_server", None)
    write_state(TARGET, given, body, context)
    return COPY, body


def write_files(
    task: Task, mount: DataMount, paths: Sequence[str], target: str, restored: Sequence[Mapping[str, Any]]
) -> TaskEnd:
    """Write files, and follow that to its end. Raises SessionFailed, SessionTimedOut, NotConverged.

    ``restored`` is what to remember of it, should this run be killed.
    """
    operation, body = restore_body(task, paths)
    what = f"The restore of {len(paths)} items" + (f" to {target}" if target else "")
    before = _running(task)
    work = {"before": before, "restored": list(restored)}
    mount.working(work)
    identifier = ""
    try:
        identifier = _started(task, mount, operation, body, before)
        end = wait_for_task(task, identifier, what, "Set a longer wait_timeout and rerun this task.")
    except SessionTimedOut as late:
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
        refused = not identifier and not isinstance(error, (UnexpectedResponse, ResponseLost))
        if isinstance(error, SessionFailed) or (refused and not error.facts.get("tasks")):
            # It has ended, or the server has begun nothing.
            mount.working({**work, "ended": True})
        raise
    except BaseException:
        with shielded():
            if identifier and stop_task(task, identifier):
                mount.working({**work, "ended": True})
        raise
    mount.working({**work, "ended": True})
    return end


def _started(task: Task, mount: DataMount, operation: Operation, body: State, before: Sequence[str]) -> str:
    """Start a restore; the id of its task. ``before`` are those that were there already."""
    try:
        return task_id(task.client.write(operation.method, mount.path(operation.path), body))
    except ResponseLost as lost:
        return _begun(task, before, lost)


def finish_earlier(task: Task, record: MountRecord) -> None:
    """Wait for what a killed run of this machine has begun to write. The caller has the lock.

    Raises SessionTimedOut, and ApiError where the server does not say how it stands. However else it ends, what is
    missing afterwards is restored.
    """
    for session, about in record.open.items():
        work = about.get("work")
        if not isinstance(work, Mapping):
            continue
        begun = [identifier for identifier in _running(task) if identifier not in (work.get("before") or ())]
        ends = [_end_of_earlier(task, identifier) for identifier in begun]
        # Of several nobody knows which one was of that run.
        record.done(session, work.get("restored") or () if len(ends) == 1 and ends[0] else ())


def wait_for_others(task: Task, name: str) -> None:
    """Wait for what others write of the same share or bucket: all that its tasks show is its name.

    However that ends, what is missing afterwards is restored. Raises SessionTimedOut, and ApiError where the server
    does not say how it stands.
    """
    for other in task.client.pages(TASKS, {"typeFilter": RESTORE_TASK}):
        if other.get("state") != STOPPED and same_name(other.get("name"), name):
            _end_of_earlier(task, task_id(other))


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


def _running(task: Task) -> list[str]:
    """The ids of all restores of files. Nothing on them says whose mount they work in."""
    return [task_id(one) for one in task.client.pages(TASKS, {"typeFilter": RESTORE_TASK})]


def _begun(task: Task, before: Sequence[str], lost: ResponseLost) -> str:
    """The task that a request without response has started. Raises NotConverged where it cannot be told."""

    def observe() -> list[str] | None:
        return [identifier for identifier in _running(task) if identifier not in before] or None

    try:
        found: list[str] = poll(observe, task.clock, GRACE, 1) or []
    except VeeamError as error:
        # That the tasks cannot be read says nothing of the request.
        raise lost from error
    if len(found) == 1:
        return found[0]
    shown: dict[str, Any] = {**lost.facts, "tasks": found}
    words = (
        "No restore has begun since, so the request most likely did not arrive."
        if not found
        else "Several restores have begun since, and nothing says which is of this task."
    )
    raise NotConverged(f"{lost.message} {words} Nothing was sent twice; rerun this task.", **shown) from lost
