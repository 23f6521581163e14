# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restores of items in a mounted Microsoft Entra ID tenant: sessions of a kind of their own, which live in the mount.

Operations ``POST .../{sessionId}/restoreItems``, ``.../restoreItemAttributes`` and those under
``.../restoreSessions``. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, Callable, NamedTuple

from ...core.errors import (
    ApiError,
    NotConverged,
    ResponseLost,
    SessionFailed,
    SessionTimedOut,
    VeeamError,
    readable,
    sentence,
)
from ...core.polling import Waiting, poll
from ...engine.task import Task
from ...schema.resource import Operation
from ...sessions.adapter import LogLine, records_of
from ...sessions.lost_responses import GRACE
from ...sessions.watcher import last_titles
from .items import BASE

RESTORE_ITEMS = Operation("POST", BASE + "/{sessionId}/restoreItems", "object")
RESTORE_PROPERTIES = Operation("POST", BASE + "/{sessionId}/restoreItemAttributes", "object")
SESSIONS = BASE + "/{sessionId}/restoreSessions"
SESSION = SESSIONS + "/{restoreSessionId}"
LOGS = SESSION + "/logs"
STOP = Operation("POST", SESSION + "/stop", "nothing")

SUCCESS, WARNING = "Success", "Warning"
# The states that end a restore; no other word does, even an unknown one.
ENDS = (SUCCESS, WARNING, "Failed", "Canceled")
PROBLEMS = ("Warning", "Failed")
# Seconds that a restore may take to stop.
STOPPING = 60.0


class Ended(NamedTuple):
    """A restore that has ended with success or a warning."""

    id: str
    state: str
    log: tuple[LogLine, ...]

    @property
    def problems(self) -> list[str]:
        """What its log reports as a problem."""
        return [line.title for line in self.log if line.status in PROBLEMS]

    def facts(self) -> dict[str, Any]:
        """What a result reports of it."""
        return {"id": self.id, "state": self.state, "log": last_titles(self.log, PROBLEMS)}


def restore(task: Task, mount: str, operation: Operation, body: Mapping[str, Any], what: str) -> Ended:
    """Restore, and follow that to its end. ``what`` names it in messages.

    Raises SessionFailed, SessionTimedOut, after which nothing is restored any more, and NotConverged.
    """
    before = _ids(task, mount)
    try:
        response = task.client.write(operation.method, operation.path.format(sessionId=mount), body)
        identifier, _state = restore_state(response)
    except ResponseLost as lost:
        identifier = _begun(task, mount, before, lost)
    return _followed(task, mount, identifier, what)


def wait_for_running(task: Task, mounts: Sequence[str]) -> None:
    """Wait for what other runs restore in mounts of the same backup, so that nothing is restored twice.

    However that ends, what is missing afterwards is restored. Raises SessionTimedOut.
    """
    for mount in mounts:
        # Its mount may be removed at any moment.
        with suppress(ApiError):
            for session in task.client.nested_pages(SESSIONS.format(sessionId=mount)):
                identifier, state = restore_state(session)
                if state not in ENDS:
                    _wait_for_other(task, mount, identifier)


def _wait_for_other(task: Task, mount: str, identifier: str) -> None:
    waiting = Waiting.of(task.params)
    path = SESSION.format(sessionId=mount, restoreSessionId=identifier)
    if task.progress is not None:
        task.progress(f"Waiting for the restore {identifier}, which another run has started")

    def observe() -> bool | None:
        return True if restore_state(task.client.get(path))[1] in ENDS else None

    if not poll(observe, task.clock, waiting.timeout, waiting.interval):
        raise SessionTimedOut(
            f"The restore {identifier} in the mount {mount}, which another run has started, was not finished after "
            f"wait_timeout={waiting.timeout:g} seconds. Nothing was restored by this task. Rerun it when the other has "
            "ended.",
            session={"id": identifier},
        )


def _ids(task: Task, mount: str) -> list[str]:
    """The restores in a mount, those that have ended too."""
    return [restore_state(session)[0] for session in task.client.nested_pages(SESSIONS.format(sessionId=mount))]


def restore_state(session: Mapping[str, Any]) -> tuple[str, str]:
    """The id and the state of a restore."""
    return str(session["id"]), str(session["state"])


def _begun(task: Task, mount: str, before: Sequence[str], lost: ResponseLost) -> str:
    """The restore that a request without response has started. Raises NotConverged where there is none."""

    def observe() -> str | None:
        return next((identifier for identifier in _ids(task, mount) if identifier not in before), None)

    found = poll(observe, task.clock, GRACE, 1)
    if found is None:
        raise NotConverged(
            f"{lost.message} No restore has begun in the mount since, so the request most likely did not arrive. "
            "Nothing was sent twice; rerun this task.",
            **lost.facts,
        ) from lost
    return found


def _followed(task: Task, mount: str, identifier: str, what: str) -> Ended:
    waiting = Waiting.of(task.params)
    path = SESSION.format(sessionId=mount, restoreSessionId=identifier)
    shown = ""

    def observe() -> str | None:
        nonlocal shown
        _id, state = restore_state(task.client.get(path))
        if task.progress is not None and state != shown:
            shown = state
            task.progress(f"{what}: {state}")
        return state if state in ENDS else None

    state = poll(observe, task.clock, waiting.timeout, waiting.interval)
    if state is None:
        late = f"{what} was not finished after wait_timeout={waiting.timeout:g} seconds"
        if _stop(task, mount, identifier, observe):
            raise SessionTimedOut(
                f"{late}, and was stopped. Some of it may be restored. Set a longer wait_timeout and rerun this task: "
                "it restores what is missing.",
                session={"id": identifier},
            )
        raise SessionTimedOut(
            f"{late}, and the server did not stop it, so the mount {mount} was left open for it. The rerun of this "
            "task waits for its end, and restores what is missing then.",
            session={"id": identifier},
            session_id=mount,
        )
    ended = Ended(identifier, state, tuple(_log(task, mount, identifier)))
    if state not in (SUCCESS, WARNING):
        how = "was canceled" if state == "Canceled" else "failed"
        reason = ended.problems[-1] if ended.problems else "the server gives no reason"
        raise SessionFailed(
            f"{what} {how}: {sentence(reason)} Some of it may be restored. Fix this and rerun: what is restored is "
            "skipped.",
            session={"id": identifier, "state": state},
            log=ended.facts()["log"],
        )
    return ended


def _stop(task: Task, mount: str, identifier: str, observe: Callable[[], str | None]) -> bool:
    """Stop a restore, as far as this account may; whether it has ended."""
    with suppress(VeeamError):
        task.client.write(STOP.method, STOP.path.format(sessionId=mount, restoreSessionId=identifier))
        return bool(poll(observe, task.clock, STOPPING, min(2.0, Waiting.of(task.params).interval)))
    return False


def _log(task: Task, mount: str, identifier: str) -> list[LogLine]:
    """The log, which only helps: nothing where it cannot be read."""
    try:
        response = task.client.get(LOGS.format(sessionId=mount, restoreSessionId=identifier))
    except VeeamError:
        return []
    return log_lines(response)


def log_lines(response: object) -> list[LogLine]:
    """The records of a log, in the server's order."""
    return [
        LogLine(str(record.get("status") or ""), readable(str(record.get("title") or "")))
        for record in records_of(response, "records")
    ]
