# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps that a server responds to only when they are done, hours later, and of which it may show nothing until then.

Where the response is lost, or the task is killed before it comes, the server may show nothing of the step. So a record
of it is kept on this machine until the response is there, and the step is not sent again meanwhile. Private to the
collection.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timezone

from ..core.errors import ApiError, ConnectionFailed, RecoveryBlocked
from ..core.records import Record
from ..engine.task import Task
from ..schema.resource import Operation


class UnansweredStep:
    """The record of one step: ``name`` and ``title`` are what messages call the step and the recovery."""

    def __init__(self, task: Task, operation: Operation, path: str, name: str, title: str) -> None:
        self._task = task
        self._name, self._title = name, title
        self._record = _record_of(task, f"{operation.method} {path}") if operation.responds_when_done else Record()

    def ensure_not_sent(self) -> None:
        """Raise RecoveryBlocked where an earlier task has sent the step, and has not seen its response."""
        sent = self._record.read().get("sent")
        if sent:
            raise RecoveryBlocked(
                f"An earlier task sent the step '{self._name}' of the {self._title} on {sent}, and the response was "
                "lost. The server responds only when the step is done, so it may still be at work. Nothing was sent. "
                f"{self.advice}",
                step=self._name,
                sent=sent,
            )

    @property
    def advice(self) -> str:
        """What a person can do."""
        settled = f"remove the file {self._record.path} and rerun this task" if self._record.path else "rerun this task"
        return (
            "Look in the console whether it is at work. If it is, rerun this task when it has ended and the mount is "
            f"gone. If it is not, {settled}."
        )

    def settle(self) -> None:
        """Forget the step: the server shows what came of it."""
        self._record.remove()

    @contextmanager
    def recorded(self) -> Iterator[None]:
        """Keep the record while the block sends the step, and after it where nobody knows how that ended."""
        now = datetime.fromtimestamp(self._task.clock.now(), timezone.utc)
        # Without a record the step is as safe as the server makes it.
        with suppress(OSError):
            self._record.write({"sent": now.strftime("%Y-%m-%dT%H:%M:%SZ")})
        try:
            yield
        except (ApiError, ConnectionFailed):
            # The server has refused it, or has not received it.
            self._record.remove()
            raise
        self._record.remove()


def _record_of(task: Task, key: str) -> Record:
    try:
        return task.locks.record(key)
    except OSError:
        return Record()
