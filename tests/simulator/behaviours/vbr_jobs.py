# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: jobs of every type as the list of their states shows them, and their runs.

Rules that are in no document: nothing starts a second run beside a running one, a job that runs is not removed, and
only a run that failed or warned can be retried. A disabled job runs when somebody starts it.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from ..generic import all_of, listing
from ..messages import Answer, Refusal, Request
from ..registry import columns, handles
from ..seeds.vbr_backups import JOB_STATES, OBJECTS
from ..seeds.vbr_restore_points import RESTORE_POINTS
from ..state import Item
from ..vbr_sessions import COLLECTION, NO_ID, Course, now
from .vbr_backups import existing, points_of

if TYPE_CHECKING:
    from ..backend import Backend

JOBS = "jobs"
BASE = f"/api/v1/{JOBS}"
_KINDS = {"VSphereReplica": "ReplicaJob", "BackupCopy": "BackupCopyJob"}
# These revisions write the words of a state in small letters, and the oldest knows few types.
_SMALL = ("1.2-rev1", "1.3-rev0")
_OLDEST = "1.2-rev1"
_OLD_TYPES = {"VSphereBackup": "Backup"}

columns(
    "vbr",
    JOB_STATES,
    {"isHighPriorityJob": "highPriority", "afterJobId": "runAfterJob.jobId", "afterJobName": "runAfterJob.jobName"},
)


@handles("vbr", "GET", f"{BASE}/states")
def states(backend: Backend, request: Request) -> Answer:
    """The types that a revision knows, in its words."""
    known = _known_types(request)
    shown = [_in_words(item, request.revision) for item in all_of(backend, request.path)]
    return listing(backend, request, [item for item in shown if item["type"] in known])


def _known_types(request: Request) -> list[str]:
    types: list[str] = request.contract.answer_schemas["EJobType"]["enum"]
    return types


def _in_words(item: Item, revision: str) -> Item:
    kind = _OLD_TYPES.get(item["type"], item["type"]) if revision == _OLDEST else item["type"]
    words = {name: item[name] for name in ("status", "workload")}
    if revision in _SMALL:
        words = {name: word[:1].lower() + word[1:] for name, word in words.items()}
    return {**item, **words, "type": kind}


@handles("vbr", "DELETE", f"{BASE}/{{id}}")
def remove(backend: Backend, request: Request) -> Answer:
    state = _state(backend, request)
    if _running(backend, state):
        raise Refusal(500, f"Job {state['name']} is running: stop it first", resource=state["id"])
    backend.store.remove(JOB_STATES, state["id"])
    if backend.store.get(JOBS, state["id"]):
        backend.store.remove(JOBS, state["id"])
    return Answer(request.operation.success)


@handles("vbr", "POST", f"{BASE}/{{id}}/enable")
def enable(backend: Backend, request: Request) -> Answer:
    return _switch(backend, request, disabled=False)


@handles("vbr", "POST", f"{BASE}/{{id}}/disable")
def disable(backend: Backend, request: Request) -> Answer:
    return _switch(backend, request, disabled=True)


def _switch(backend: Backend, request: Request, disabled: bool) -> Answer:
    state = _state(backend, request)
    backend.store.change(JOB_STATES, state["id"], disabled=disabled)
    if not _running(backend, state):
        _show_rest(backend, state["id"])
    if backend.store.get(JOBS, state["id"]):
        backend.store.change(JOBS, state["id"], isDisabled=disabled)
    return Answer(request.operation.success, {} if request.operation.success == 200 else None)


@handles("vbr", "POST", f"{BASE}/{{id}}/start")
def start(backend: Backend, request: Request) -> Answer:
    return _run(backend, request, _state(backend, request))


@handles("vbr", "POST", f"{BASE}/{{id}}/retry")
def retry(backend: Backend, request: Request) -> Answer:
    state = _state(backend, request)
    if state["lastResult"] not in ("Failed", "Warning"):
        raise Refusal(400, f"Job {state['name']} has nothing to retry", resource=state["id"])
    return _run(backend, request, state)


@handles("vbr", "POST", f"{BASE}/{{id}}/stop")
def stop(backend: Backend, request: Request) -> Answer:
    state = _state(backend, request)
    if not _running(backend, state):
        raise Refusal(400, f"Job {state['name']} is not running", resource=state["id"])
    backend.sessions.stop(state["sessionId"])
    backend.store.change(JOB_STATES, state["id"], status="Stopping")
    return _with_session(backend, request, backend.store.get(COLLECTION, state["sessionId"]) or {})


def _run(backend: Backend, request: Request, state: Item) -> Answer:
    if _running(backend, state):
        raise Refusal(400, f"Job {state['name']} is already running", resource=state["id"])
    machines = [item for item in all_of(backend, f"/api/v1/{OBJECTS}") if state["name"] in item.get("backups", ())]

    def back_up() -> None:
        for machine in machines:
            _add_point(backend, machine)

    def ended(outcome: str, _message: str) -> None:
        result = {"success": "Success", "warn": "Warning"}.get(outcome, "Failed")
        backend.store.change(JOB_STATES, state["id"], lastResult=result, lastRun=now(), progressPercent=0)
        _show_rest(backend, state["id"])

    task = {"type": "Backup", "repositoryId": state["repositoryId"], "restorePointId": NO_ID}
    session = backend.sessions.start(
        state["name"],
        _KINDS.get(state["type"], "BackupJob"),
        steps=["Building the list of objects to process", *(f"Processing {machine['name']}" for machine in machines)],
        user=request.user.name if request.user else "",
        work=back_up,
        course=Course(ended=ended, tasks=tuple(machine["name"] for machine in machines), task_values=task),
        jobId=state["id"],
    )
    backend.store.change(JOB_STATES, state["id"], status="Running", sessionId=session["id"])
    return _with_session(backend, request, session)


def _add_point(backend: Backend, machine: Item) -> None:
    points = sorted(points_of(backend, machine["id"]), key=lambda point: str(point["creationTime"]))
    if points:
        key = str(uuid.uuid4())
        backend.store.put(RESTORE_POINTS, key, {**points[-1], "id": key, "creationTime": now(), "type": "Increment"})


def _with_session(backend: Backend, request: Request, session: Item) -> Answer:
    schema = request.operation.answer_schema(request.operation.success) or {}
    return Answer(request.operation.success, backend.values(request).fit(schema, session, str(session.get("id"))))


def _state(backend: Backend, request: Request) -> Item:
    return existing(backend, JOB_STATES, request.parameters["id"], "Job")


def _running(backend: Backend, state: Item) -> bool:
    return state["sessionId"] in backend.sessions.runs


def _show_rest(backend: Backend, key: str) -> None:
    state = backend.store.get(JOB_STATES, key)
    if state is not None:
        backend.store.change(JOB_STATES, key, status="Disabled" if state.get("disabled") else "Inactive")
