# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks of VBR: what happens in a mounted backup in its own time. They are neither sessions nor task sessions.

Operations ``GET /api/v1/tasks/{id}`` and ``POST /api/v1/tasks/{id}/stop``. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from ...core.errors import SessionFailed, SessionTimedOut, VeeamError, readable, sentence
from ...core.interrupts import shielded
from ...core.polling import Waiting, poll
from ...engine.task import Task
from ...schema.resource import Operation, filled
from ...sessions.adapter import records_of
from .mounts import Mount

TASK = "/tasks/{id}"
STOP = Operation("POST", TASK + "/stop", "nothing")
STOPPED, SUCCESS, WARNING = "Stopped", "Success", "Warning"
# Seconds that a task may take to stop.
STOPPING = 60.0
LOG_RECORDS_SHOWN = 5


class TaskEnd(NamedTuple):
    """How a task of the server ended: its result, the server's explanation, and the problems in its log."""

    id: str
    result: str
    message: str
    problems: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        """Whether it has ended with success, or with a warning."""
        return self.result in (SUCCESS, WARNING)

    @property
    def reason(self) -> str:
        """What the server says about it, as one sentence; empty where it says nothing."""
        said = list(dict.fromkeys(text for text in (self.message, *self.problems) if text))
        return sentence("; ".join(text.rstrip(".") for text in said)) if said else ""


def wait_for_task(task: Task, identifier: str, what: str, on_timeout: str) -> TaskEnd:
    """The end of a task of the server, with success or a warning. ``what`` names it in messages: 'The search for ...'.

    Raises SessionFailed where it failed or was canceled, SessionTimedOut after ``wait_timeout``, with ``on_timeout`` as
    what to do.
    """
    end = end_of_task(task, identifier, what, on_timeout)
    if not end.is_good:
        raise failure_of(end, what)
    return end


def end_of_task(task: Task, identifier: str, what: str, on_timeout: str) -> TaskEnd:
    """The end of a task of the server, whatever it is. Raises SessionTimedOut as ``wait_for_task`` does."""
    waiting = Waiting.of(task.params)
    shown = ""

    def observe() -> TaskEnd | None:
        nonlocal shown
        latest = read_task(task, identifier)
        line = f"{what}: {latest['state']}"
        if task.progress is not None and line != shown:
            shown = line
            task.progress(line)
        return end_of(latest) if latest["state"] == STOPPED else None

    end = poll(observe, task.clock, waiting.timeout, waiting.interval)
    if end is None:
        raise SessionTimedOut(
            f"{what} was not finished after wait_timeout={waiting.timeout:g} seconds. {on_timeout}", task=identifier
        )
    return end


def end_of_reading(task: Task, mount: Mount, identifier: str, what: str, on_timeout: str) -> TaskEnd:
    """The end, with success or a warning, of a task that only reads in a mount: it searches, or packs files.

    What becomes of it when its mount is removed is not documented, so it is stopped where this run does not wait for
    its end. Where the server does not stop it, the mount stays open: that becomes a warning, and the error has its
    ``session_id``. Raises as ``wait_for_task`` does.
    """
    try:
        end = end_of_task(task, identifier, what, on_timeout)
    except BaseException as error:
        with shielded():
            if not stop_task(task, identifier):
                mount.leave_open(f"{what} may still run in it.")
                if isinstance(error, VeeamError):
                    error.facts.update(task=identifier, session_id=mount.id)
        raise
    if not end.is_good:
        raise failure_of(end, what)
    return end


def failure_of(end: TaskEnd, what: str) -> SessionFailed:
    """The error for a task of the server that failed or was canceled. Pure."""
    return SessionFailed(
        f"{what} has ended as {end.result}: {end.reason or 'the server gives no reason.'}",
        task=end.id,
        log=list(end.problems),
    )


def read_task(task: Task, identifier: str) -> Mapping[str, Any]:
    """A task of the server as it is now."""
    found: Mapping[str, Any] = task.client.get(filled(TASK, identifier))
    return found


def end_of(latest: Mapping[str, Any]) -> TaskEnd:
    """How a task ended, whichever of its properties the server leaves out. Pure."""
    about = latest.get("additionalInfo")
    message = about.get("message") if isinstance(about, Mapping) else None
    logs = latest.get("logs")
    records = records_of(logs, "records") or records_of(logs, "data")
    problems = [
        readable(str(record.get("title") or ""))
        for record in records
        if record.get("status") in ("Warning", "Failed") and record.get("title")
    ]
    return TaskEnd(
        str(latest["id"]), str(latest["result"]), readable(str(message or "")), tuple(problems[-LOG_RECORDS_SHOWN:])
    )


def stop_task(task: Task, identifier: str) -> bool:
    """Stop a task of the server and wait for its end, as far as this account may; whether it has ended."""
    with suppress(VeeamError):
        task.client.write(STOP.method, filled(STOP.path, identifier))
    with suppress(VeeamError):
        ended = poll(
            lambda: True if read_task(task, identifier)["state"] == STOPPED else None,
            task.clock,
            STOPPING,
            min(2.0, Waiting.of(task.params).interval),
        )
        return bool(ended)
    return False
