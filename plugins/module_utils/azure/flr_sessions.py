# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""File-level restore sessions of Azure VMs: opened for one purpose, and closed on every way out.

A session occupies a worker until somebody stops it. So that one which a killed run left open is found
again, its reason carries a marker: a short hash of what the session is for. Sessions without the
marker are somebody else's, and nobody here touches them. Private to the collection.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from ..core.errors import ApiError, NotConverged, ResponseLost, SessionFailed, SessionTimedOut, VeeamError
from ..core.polling import Waiting, poll
from ..engine.task import Task
from ..http.client import Client
from ..schema.resource import Operation
from ..sessions.adapter import RUNNING
from ..sessions.lost_responses import GRACE
from ..sessions.watcher import SessionWatcher
from .restore_points import JOB_SESSION, Choice
from .session_adapter import job_verdict

SESSION_TYPE = "FileLevelRestore"
JOB_SESSIONS = "/jobSessions"
START = Operation(
    "POST", "/restorePoints/virtualMachines/{restorePointId}/restoreFile", "session", session_type=SESSION_TYPE
)
STOP = Operation("POST", JOB_SESSION + "/stop", "nothing")
OPERATIONS = (START, STOP)
READS = (JOB_SESSIONS, JOB_SESSION, JOB_SESSION + "/log")

# Seconds that a session which is told to stop may take, and how often it is told where the server refuses.
CLOSING, STOP_ATTEMPTS = 120.0, 3

# The options of modules that open a session; without ``wait``, for what they open they have to close.
WAIT_OPTIONS: dict[str, Any] = {
    "wait_timeout": {"type": "int", "default": 1800},
    "poll_interval": {"type": "int", "default": 10},
}

Session = Mapping[str, Any]


@dataclass(frozen=True)
class SessionSpec:
    """What a session is opened for.

    ``marker`` tells it from all others, ``reason`` is the user's; ``service_account`` is an id, empty where
    nothing is to be restored to the machine.
    """

    choice: Choice
    marker: str
    reason: str = ""
    service_account: str = ""
    to_original: bool = False

    def body(self) -> dict[str, Any]:
        """What starts the session. Pure."""
        body: dict[str, Any] = {"reason": f"{self.reason} {self.marker}".strip(), "flrRto": self.to_original}
        if self.service_account:
            body["serviceAccountId"] = self.service_account
        return body


def marker_of(*facts: Any) -> str:
    """A short text that stands for ``facts``, the same in every run. Pure."""
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False)
    return f"[opendr.veeam {hashlib.sha256(text.encode()).hexdigest()[:12]}]"


def about(session: Session) -> Mapping[str, Any]:
    """What a job session tells of the file-level restore that it is. Pure."""
    found: Mapping[str, Any] = session.get("fileLevelRestoreJobInfo") or {}
    return found


def is_marked(session: Session, marker: str) -> bool:
    """Whether a session was opened for what the marker stands for. Pure."""
    return marker in str(about(session).get("reason") or "")


def is_open(session: Session) -> bool:
    """Whether a session has not ended. Pure."""
    return job_verdict(session).status == RUNNING


def is_of(session: Session, choice: Choice) -> bool:
    """Whether a session is of the machine of a restore point. Pure."""
    known, machine = about(session).get("vmId"), choice.machine.get("id")
    if known and machine:
        return bool(known == machine)
    return about(session).get("vmName") == choice.point.get("vmName")


def sessions_of(client: Client, choice: Choice) -> list[dict[str, Any]]:
    """Every file-level restore session of the machine of a restore point that the server still knows."""
    return [one for one in client.pages(JOB_SESSIONS, {"Types": SESSION_TYPE}) if is_of(one, choice)]


def close_leftovers(task: Task, sessions: list[dict[str, Any]], marker: str) -> list[dict[str, Any]]:
    """Stop the sessions that an earlier run of this task left open, and return them; none in check mode.

    Raises SessionTimedOut where one does not end: what it restores by now could be restored twice.
    """
    left = [one for one in sessions if is_open(one) and is_marked(one, marker)]
    for one in [] if task.check_mode else left:
        problem = stop(task, str(one["id"]))
        if problem:
            raise SessionTimedOut(
                f"An earlier run of this task left the file-level restore session {one['id']} open, and {problem} "
                "Stop it with opendr.veeam.veeam_azure_session, or in the console, then run this again.",
                session={"id": one["id"]},
            )
    return left


@contextmanager
def opened(task: Task, session_spec: SessionSpec) -> Iterator[str]:
    """The id of a session that is ready, for as long as the block runs; it is stopped then, whatever happened.

    Raises SessionFailed where it does not get ready or is ended by somebody else, SessionTimedOut,
    NotConverged. What keeps it from being stopped becomes a warning.
    """
    identifier = ""
    try:
        session = _start(task, session_spec)
        identifier = str(session["id"])
        watch = SessionWatcher(task.client, session, task.progress)
        _wait_until_ready(task, watch)
        try:
            yield identifier
        except ApiError:
            # Whoever ended the session meanwhile is the reason, not the path that is gone with it.
            _ensure_running(watch)
            raise
    except KeyboardInterrupt:
        # It may have come before the answer that tells the id.
        identifier = identifier or _marked_open(task.client, session_spec)
        raise
    finally:
        problem = stop(task, identifier) if identifier else ""
        if problem:
            task.warnings.append(
                f"The file-level restore session {identifier} is to be closed, and {problem} "
                "Stop it with opendr.veeam.veeam_azure_session, or in the console."
            )


def _start(task: Task, session_spec: SessionSpec) -> dict[str, Any]:
    path = START.path.format(restorePointId=session_spec.choice.point["id"])
    try:
        session: dict[str, Any] = task.client.write(START.method, path, session_spec.body())
    except ResponseLost as lost:
        identifier = poll(lambda: _marked_open(task.client, session_spec) or None, task.clock, GRACE, 1)
        if identifier is None:
            raise NotConverged(
                f"{lost.message} No session of this task is open on the server, so the request most likely did not "
                "arrive. Nothing was sent twice; run this again.",
                **lost.facts,
            ) from lost
        return {"id": identifier}
    return session


def _marked_open(client: Client, session_spec: SessionSpec) -> str:
    """The id of the open session for this purpose, empty where there is none."""
    ours = (
        one for one in sessions_of(client, session_spec.choice) if is_open(one) and is_marked(one, session_spec.marker)
    )
    return str(next(ours, {"id": ""})["id"])


def _wait_until_ready(task: Task, watch: SessionWatcher) -> None:
    waiting = Waiting.of(task.params)

    def observe() -> bool | None:
        _ensure_running(watch)
        return True if about(watch.latest).get("isFlrSessionReady") else None

    if not poll(observe, task.clock, waiting.timeout, waiting.interval):
        raise SessionTimedOut(
            f"The file-level restore session {watch.latest['id']} was not ready after wait_timeout="
            f"{waiting.timeout:g} seconds, so it is stopped again. Give a longer wait_timeout: a worker has to be "
            "launched, and the disks have to be attached to it.",
            session=watch.kind.facts(watch.latest),
        )


def _ensure_running(watch: SessionWatcher) -> None:
    """Look at the session; raise SessionFailed where it has ended, however it did."""
    if watch.observe().status != RUNNING:
        raise SessionFailed(
            f"The file-level restore session {watch.latest['id']} has ended ({watch.latest.get('status')}) before its "
            "work was done, and not by this task. Run this again.",
            session=watch.kind.facts(watch.latest),
        )


def stop(task: Task, identifier: str) -> str:
    """Stop a session and wait for its end. Returns what keeps it open, empty where it has ended.

    To stop a session twice does no harm, so a stop whose answer is lost is sent again where the session
    still runs.
    """
    refused: list[str] = []
    accepted = False

    def observe() -> bool | None:
        nonlocal accepted
        session = task.client.find(JOB_SESSION.format(sessionId=identifier))
        if session is None or not is_open(session):
            return True
        if not accepted and session.get("status") != "Canceling" and len(refused) < STOP_ATTEMPTS:
            try:
                task.client.write(STOP.method, STOP.path.format(sessionId=identifier))
                accepted = True
            except VeeamError as error:
                refused.append(error.message)
        return None

    try:
        ended = poll(observe, task.clock, CLOSING, min(2.0, Waiting.of(task.params).interval))
    except VeeamError as error:
        return f"it cannot be stopped: {error.message}"
    if ended:
        return ""
    return f"it cannot be stopped: {refused[-1]}" if refused else f"it has not ended after {CLOSING:g} seconds."
