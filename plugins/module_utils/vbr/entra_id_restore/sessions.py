# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restores of items in a mounted Microsoft Entra ID tenant: sessions of a kind of their own, which live in the mount.

Operations ``POST .../{sessionId}/restoreItems``, ``.../restoreItemAttributes`` and those under
``.../restoreSessions``. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from ...core.errors import (
    ApiError,
    NotConverged,
    ResponseLost,
    SessionFailed,
    SessionTimedOut,
    VeeamError,
    listed,
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


class Begun:
    """The restore that a task has requested last: its id, and whether it is not to be stopped.

    ``before`` are those that were in the mount already, None until a restore is requested. ``is_left_alone`` is so
    where the server refused to stop it, and where it does not show which it is: that may be of somebody else.
    """

    def __init__(self) -> None:
        self.before: Sequence[str] | None = None
        self.id = ""
        self.is_left_alone = False

    def among(self, running: Sequence[str]) -> str:
        """Which of the restores that run it is, empty where that is not known. Pure."""
        if self.before is None or self.is_left_alone:
            return ""
        new = [one for one in running if one == self.id or (not self.id and one not in self.before)]
        return new[0] if len(new) == 1 else ""


def restore(task: Task, mount: str, operation: Operation, body: Mapping[str, Any], what: str, begun: Begun) -> Ended:
    """Restore, and follow that to its end. ``what`` names it in messages.

    Raises SessionFailed, SessionTimedOut, NotConverged. ``begun`` is what ``work_left`` needs to know afterwards.
    """
    before = _ids(task, mount)
    begun.before, begun.id = before, ""
    try:
        response = task.client.write(operation.method, operation.path.format(sessionId=mount), body)
        begun.id, _state = restore_state(response)
    except ResponseLost as lost:
        begun.id = _id_after(task, mount, begun, before, lost)
    return _followed(task, mount, begun, what)


def work_left(task: Task, mount: str, begun: Begun, reused: bool) -> str:
    """Stop what a task has begun to restore; a sentence on what still runs in its mount, empty where nothing does.

    What becomes of a restore whose mount is removed is not documented. ``reused`` is whether an earlier run may have
    begun something in the mount.
    """
    try:
        running = [identifier for identifier, state in _states(task, mount) if state not in ENDS]
    except VeeamError as error:
        if (begun.before is None and not reused) or _is_gone(task, mount):
            return ""
        return f"Whether something is still being restored in it is not known: {sentence(error.message)}"
    ours = begun.among(running)
    if ours and _stop(task, mount, ours):
        running.remove(ours)
    return f"The restore {listed(running)} still runs in it." if running else ""


def _is_gone(task: Task, mount: str) -> bool:
    """Whether a mount was removed; False where that cannot be read."""
    with suppress(VeeamError):
        return mount not in [str(one["sessionId"]) for one in task.client.pages(BASE)]
    return False


def wait_for_running(task: Task, mounts: Sequence[str]) -> None:
    """Wait for what other runs restore in mounts of the same backup, so that nothing is restored twice.

    However that ends, what is missing afterwards is restored. Raises SessionTimedOut, and ApiError where the server
    does not say what is being restored in a mount that is there.
    """
    for mount in mounts:
        try:
            for identifier, state in _states(task, mount):
                if state not in ENDS:
                    _wait_for_other(task, mount, identifier)
        except ApiError as error:
            # The mount may be removed at any moment. How a server responds then is not documented.
            if error.status != 404 and not _is_gone(task, mount):
                raise


def _wait_for_other(task: Task, mount: str, identifier: str) -> None:
    waiting = Waiting.of(task.params)
    path = SESSION.format(sessionId=mount, restoreSessionId=identifier)
    if task.progress is not None:
        task.progress(f"Waiting for the restore {identifier}, which another run has started")

    if not poll(lambda: _has_ended(task, path), task.clock, waiting.timeout, waiting.interval):
        raise SessionTimedOut(
            f"The restore {identifier} in the mount {mount}, which another run has started, was not finished after "
            f"wait_timeout={waiting.timeout:g} seconds. Nothing was restored by this task. Rerun it when the other has "
            "ended.",
            session={"id": identifier},
            session_id=mount,
        )


def _ids(task: Task, mount: str) -> list[str]:
    """The restores in a mount, those that have ended too."""
    return [identifier for identifier, _state in _states(task, mount)]


def _states(task: Task, mount: str) -> Iterator[tuple[str, str]]:
    """The ids and states of the restores in a mount, those that have ended too."""
    return map(restore_state, task.client.nested_pages(SESSIONS.format(sessionId=mount)))


def restore_state(session: Mapping[str, Any]) -> tuple[str, str]:
    """The id and the state of a restore."""
    return str(session["id"]), str(session["state"])


def _id_after(task: Task, mount: str, begun: Begun, before: Sequence[str], lost: ResponseLost) -> str:
    """The restore that a request without response has started. Raises NotConverged where that is not one alone."""

    def observe() -> list[str] | None:
        return [identifier for identifier in _ids(task, mount) if identifier not in before] or None

    found = poll(observe, task.clock, GRACE, 1) or []
    if len(found) == 1:
        return found[0]
    # Whatever runs at the end of this task may be of somebody else then.
    begun.is_left_alone = True
    words = (
        "Several restores have begun in the mount since, and the server does not show which is of this task: "
        f"{listed(found)}."
        if found
        else "No restore has begun in the mount since, so the request most likely did not arrive."
    )
    raise NotConverged(f"{lost.message} {words} Nothing was sent twice; rerun this task.", **lost.facts) from lost


def _followed(task: Task, mount: str, begun: Begun, what: str) -> Ended:
    identifier = begun.id
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
        if _stop(task, mount, identifier):
            raise SessionTimedOut(
                f"{late}, and was stopped. Some of it may be restored. Set a longer wait_timeout and rerun this task: "
                "it restores what is missing.",
                session={"id": identifier},
            )
        begun.is_left_alone = True
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


def _stop(task: Task, mount: str, identifier: str) -> bool:
    """Stop a restore, as far as this account may; whether it has ended."""
    path = SESSION.format(sessionId=mount, restoreSessionId=identifier)
    with suppress(VeeamError):
        task.client.write(STOP.method, STOP.path.format(sessionId=mount, restoreSessionId=identifier))
        return bool(
            poll(lambda: _has_ended(task, path), task.clock, STOPPING, min(2.0, Waiting.of(task.params).interval))
        )
    return False


def _has_ended(task: Task, path: str) -> bool | None:
    """Whether a restore has ended, None while it has not."""
    return True if restore_state(task.client.get(path))[1] in ENDS else None


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
