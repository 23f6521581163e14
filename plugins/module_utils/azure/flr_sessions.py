# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""File-level restore sessions of Azure VMs: opened for one purpose, and always closed, failure included.

A session occupies a worker until somebody stops it. To recognise a session that a killed run left open, its reason
contains a marker, a short hash of what the session is for, and its origin, the id of the locks that the run holds while
the session is open. Sessions without the marker belong to somebody else and are left alone. Private to the collection.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field as field_of
from typing import Any, NamedTuple

from ..core.errors import NotConverged, ResponseLost, SessionFailed, SessionTimedOut, VeeamError, sentence
from ..core.polling import Waiting, poll
from ..engine.task import Task
from ..http.client import Client
from ..schema.resource import Operation
from ..sessions.adapter import RUNNING, SUCCEEDED, WARNED
from ..sessions.lost_responses import GRACE
from ..sessions.watcher import SessionWatcher
from ..workflow import temporary_session
from ..workflow.temporary_session import TemporarySession
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

# Seconds that a session may take to stop, and how often stopping it is requested where the server refuses.
CLOSING, STOP_ATTEMPTS = 120.0, 3

MARKER = re.compile(r"\[opendr\.veeam [0-9a-f]{12}\]")
# The options of modules that open a session; without ``wait``, because they must close what they open.
WAIT_OPTIONS: dict[str, Any] = {
    "wait_timeout": {"type": "int", "minimum": 1, "default": 1800},
    "poll_interval": {"type": "int", "minimum": 1, "default": 10},
}

Session = Mapping[str, Any]


class Withdrawn(Exception):
    """A run on another machine was faster, so this one has stopped its session."""


@dataclass(frozen=True)
class SessionSpec:
    """What a session is opened for.

    ``marker`` distinguishes it from those for another purpose, ``origin`` from those of other machines; ``reason`` is
    the user's. ``service_account`` is an id, empty where nothing is restored to the machine. ``alone`` is whether two
    such sessions must not be at work at the same time.
    """

    choice: Choice
    marker: str
    reason: str = ""
    service_account: str = ""
    to_original: bool = False
    origin: str = ""
    alone: bool = False

    def body(self) -> dict[str, Any]:
        """The body that starts the session. Pure."""
        reason = " ".join(part for part in (self.reason, self.marker, self.origin) if part)
        body: dict[str, Any] = {"reason": reason, "flrRto": self.to_original}
        if self.service_account:
            body["serviceAccountId"] = self.service_account
        return body


def marker_of(*facts: Any) -> str:
    """A short text made of ``facts``, the same in every run. Pure."""
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False)
    return f"[opendr.veeam {hashlib.sha256(text.encode()).hexdigest()[:12]}]"


def origin_of(task: Task) -> str:
    """A short text for the locks of this machine, the same in every run that has them."""
    return f"[from {task.locks.domain() or os.urandom(6).hex()}]"


def has_marker(reason: str) -> bool:
    """Whether a reason contains the marker of some task. Pure."""
    return bool(MARKER.search(reason))


def flr_info(session: Session) -> Mapping[str, Any]:
    """The part of a job session that describes its file-level restore. Pure."""
    info: Mapping[str, Any] = session.get("fileLevelRestoreJobInfo") or {}
    return info


def is_marked(session: Session, marker: str, origin: str = "") -> bool:
    """Whether the reason of a session contains the marker, and the origin where one is given. Pure."""
    reason = str(flr_info(session).get("reason") or "")
    return marker in reason and origin in reason


def is_open(session: Session) -> bool:
    """Whether a session has not ended. Pure."""
    return job_verdict(session).status == RUNNING


def ended_in_success(session: Session) -> bool:
    """Whether a session has ended with all that it lists, be it with a warning. Pure."""
    return job_verdict(session).status in (SUCCEEDED, WARNED)


def is_of(session: Session, choice: Choice) -> bool:
    """Whether a session is for the machine of a restore point. Pure."""
    known, machine = flr_info(session).get("vmId"), choice.machine.get("id")
    if known and machine:
        return bool(known == machine)
    return flr_info(session).get("vmName") == choice.point.get("vmName")


def sessions_of(client: Client, choice: Choice) -> list[dict[str, Any]]:
    """The file-level restore sessions of the machine of a restore point that the server still has."""
    sessions = client.pages(JOB_SESSIONS, {"Types": SESSION_TYPE})
    return [session for session in sessions if is_of(session, choice)]


@dataclass
class OpenSession:
    """A session that this task opened, and once it is stopped the session as it ended."""

    id: str = ""
    end: Session = field_of(default_factory=dict)

    @property
    def succeeded(self) -> bool:
        """Whether the session has ended in success."""
        return ended_in_success(self.end)


@contextmanager
def opened(task: Task, spec: SessionSpec) -> Iterator[OpenSession]:
    """A session that is ready; it is stopped when the block ends, failure included.

    Raises SessionFailed where the session does not become ready or somebody else ends it, SessionTimedOut,
    NotConverged, Withdrawn. A session that cannot be stopped becomes a warning.
    """
    with temporary_session.opened(_FlrSession(task, spec)) as session:
        yield session.ours


class _FlrSession(TemporarySession):
    """A session as it is opened and closed."""

    def __init__(self, task: Task, spec: SessionSpec) -> None:
        self.ours = OpenSession()
        self._task, self._spec = task, spec
        self._watcher = SessionWatcher(task.client, {}, task.progress)

    @property
    def id(self) -> str:
        return self.ours.id

    @id.setter
    def id(self, identifier: str) -> None:
        self.ours.id = identifier

    def open(self) -> str:
        """Start the session."""
        path = START.path.format(restorePointId=self._spec.choice.point["id"])
        started = self._task.client.write(START.method, path, self._spec.body())
        self._watcher = SessionWatcher(self._task.client, started, self._task.progress)
        return str(started["id"])

    def found_after(self, lost: ResponseLost) -> str:
        """The id of the session of this task that is open, although the response to its start was lost."""
        identifier = self.appearing()
        if not identifier:
            raise NotConverged(
                f"{lost.message} The server has no open session of this task, so the request most likely did not "
                "arrive. Nothing was sent twice; rerun this task.",
                **lost.facts,
            ) from lost
        self._watcher = SessionWatcher(self._task.client, {"id": identifier}, self._task.progress)
        return identifier

    def appearing(self) -> str:
        """The id of the session that a request without response may have opened, empty where none appears."""
        return poll(lambda: _marked_open(self._task.client, self._spec) or None, self._task.clock, GRACE, 1) or ""

    def wait_until_ready(self) -> None:
        """Wait for the worker; then see that no run on another machine was faster."""
        _wait_until_ready(self._task, self._watcher)
        if self._spec.alone:
            _ensure_oldest(self._task, self._spec, self.ours.id)

    def ensure_open(self) -> None:
        """Raise SessionFailed where the session has ended."""
        _ensure_running(self._watcher)

    def close(self) -> None:
        """Stop the session."""
        end = stop(self._task, self.ours.id)
        self.ours.end = end.session
        if end.problem:
            self._task.warnings.append(
                f"The file-level restore session {self.ours.id} is still open. {end.problem} "
                "Stop it with opendr.veeam.veeam_azure_session or in the console."
            )


def _ensure_oldest(task: Task, spec: SessionSpec, identifier: str) -> None:
    """Raise Withdrawn where a run on another machine opened a session for the same purpose first."""
    rivals = [one for one in sessions_of(task.client, spec.choice) if is_open(one) and is_marked(one, spec.marker)]
    oldest = min(rivals, key=lambda one: (str(one.get("executionStartTime") or "9999"), str(one["id"])), default=None)
    if oldest is not None and str(oldest["id"]) != identifier:
        raise Withdrawn


def _marked_open(client: Client, spec: SessionSpec) -> str:
    """The id of the open session of this machine for this purpose, empty where there is none."""
    for session in sessions_of(client, spec.choice):
        if is_open(session) and is_marked(session, spec.marker, spec.origin):
            return str(session["id"])
    return ""


def _wait_until_ready(task: Task, watcher: SessionWatcher) -> None:
    waiting = Waiting.of(task.params)

    def observe() -> bool | None:
        _ensure_running(watcher)
        return True if flr_info(watcher.latest).get("isFlrSessionReady") else None

    if not poll(observe, task.clock, waiting.timeout, waiting.interval):
        raise SessionTimedOut(
            f"The file-level restore session {watcher.latest['id']} was not ready after wait_timeout="
            f"{waiting.timeout:g} seconds and was stopped. Set a longer wait_timeout: the server must launch a worker "
            "and attach the disks to it.",
            session=watcher.kind.facts(watcher.latest),
        )


def _ensure_running(watcher: SessionWatcher) -> None:
    """Read the session; raise SessionFailed where it has ended, no matter how."""
    if watcher.observe().status != RUNNING:
        raise SessionFailed(
            f"Somebody else ended the file-level restore session {watcher.latest['id']} "
            f"({watcher.latest.get('status')}) before this task was done. Rerun this task.",
            session=watcher.kind.facts(watcher.latest),
        )


class End(NamedTuple):
    """A session as it was last seen, and a sentence on what keeps it open, empty where it has ended."""

    session: Session
    problem: str


def stop(task: Task, identifier: str) -> End:
    """Stop a session and wait for its end.

    Stopping a session twice does no harm, so a stop whose response is lost is sent again while the session
    still runs.
    """
    latest: dict[str, Any] = {}
    refused: list[str] = []
    accepted = False

    def observe() -> bool | None:
        nonlocal accepted
        session = task.client.find(JOB_SESSION.format(sessionId=identifier))
        latest.update(session or {})
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
        return End(latest, f"It cannot be stopped: {sentence(error.message)}")
    if ended:
        return End(latest, "")
    if refused:
        return End(latest, f"It cannot be stopped: {sentence(refused[-1])}")
    return End(latest, f"It has not ended {CLOSING:g} seconds after it was stopped.")
