# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the runs of this machine have begun to restore in mounts: followed to its end, and remembered.

Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from ...core.errors import NotConverged, ResponseLost, SessionTimedOut, VeeamError
from ...core.interrupts import shielded
from ...engine.task import Task
from ...workflow.restore_point_choice import RestorePointChoice
from ..backup_browser.begun_restores import (
    appearing,
    begun_after,
    begun_since,
    followed_all,
    has_begun_nothing,
    is_of_own_mount,
)
from ..backup_browser.mount_record import MountRecord
from ..backup_browser.mounts import Mount
from ..backup_browser.paths import key_of
from ..backup_browser.tasks import failure_of, stop_task
from . import tasks
from .destination import Destination
from .evidence import entry_of

REASONS_SHOWN = 10
Work = Mapping[str, Any]


class RestoreWork:
    """The restores of files of one machine. The caller has the lock, to which ``record`` belongs.

    ``statuses`` are those of what this run has restored, or has seen the end of, by path.
    """

    def __init__(self, task: Task, record: MountRecord, separator: str) -> None:
        self.statuses: dict[str, str] = {}
        self._task = task
        self._record = record
        self._separator = separator

    def carry_out(
        self, mount: Mount, destination: Destination, choice: RestorePointChoice, sources: Sequence[str]
    ) -> None:
        """Restore items in a mount. Raises NotConverged, SessionFailed where not all of them were restored."""
        now = self._task.server_time
        work = {
            **entry_of(destination, choice, sources, now),
            "sources": list(sources),
            "known": list(begun_since(self._task, now)),
            "audited": [tasks.identity_of(item) for item in tasks.audit_of(self._task, mount.id)],
        }
        self._record.working(mount.id, work)
        started = ""
        try:
            try:
                started = tasks.start(self._task, mount, destination, sources)
            except ResponseLost as lost:
                own = (mount.id, *self._record.sessions)
                started = begun_after(self._task, own, now, work["known"], lost)
            self._record.working(mount.id, {**work, "task": started})
            outcome = self._end_of(started, mount.id, work)
        except SessionTimedOut:
            mount.stays_open = True
            raise
        except VeeamError as error:
            if not started and has_begun_nothing(error):
                self._record.done(mount.id, ())
            raise
        except BaseException:
            with shielded():
                self._stop(started, mount.id, work)
            raise
        _ensure_restored(outcome)

    def settle(self, session: str, work: Work) -> None:
        """Wait for the end of what a killed run has begun to restore in a mount, as far as the server shows it.

        Raises SessionTimedOut.
        """
        if work.get("task"):
            self._end_of(str(work["task"]), session, work)
            return
        found = self._appearing(work)
        if self._is_ours(found, session):
            self._end_of(next(iter(found)), session, work)
        elif found or self._audited(session, work):
            self._take_from_audit(session, work)
        else:
            # The server lists all restores that it has performed, and none is new: the request has not arrived.
            self._record.done(session, ())

    def _tasks_of(self, work: Work) -> dict[str, datetime]:
        """The tasks of the server that may be of a restore whose response is not known, and when they began."""
        return begun_since(self._task, _began(work), _known(work))

    def _appearing(self, work: Work) -> dict[str, datetime]:
        """As ``_tasks_of``, of a request that may just have been sent."""
        return appearing(self._task, _began(work), _known(work))

    def _is_ours(self, found: Mapping[str, datetime], session: str) -> bool:
        """Whether it is one task, and it is of a mount of this machine."""
        return is_of_own_mount(self._task, (session, *self._record.sessions), found)

    def _take_from_audit(self, session: str, work: Work) -> None:
        """Remember what the audit of a mount says of a restore, once every task that may be of it has ended.

        The audit is that of one mount, and a task does not say in which it works. So what the audit does not name may
        have been restored or not: these paths are remembered as unsure. Raises SessionTimedOut.
        """
        followed_all(
            self._task, lambda: self._tasks_of(work), lambda found: tasks.wait_for_other(self._task, found, session)
        )
        sources = _sources(work)
        said = tasks.audited_statuses(sources, self._audited(session, work), self._separator)
        accepted = tasks.accepted_for(str(work.get("type")))
        done = [path for path, status in said.items() if status in accepted]
        unclear = [path for path in sources if path not in said]
        unsure = [{**self._entry(session, work, unclear), "unsure": True}] if unclear else []
        self._record.done(session, [*([self._entry(session, work, done)] if done else []), *unsure])
        self.statuses.update(said)

    def _stop(self, started: str, session: str, work: Work) -> None:
        """Stop a restore because the task is interrupted, and remember what it has done as far as that is known.

        What may be of somebody else is left alone; the mount then stays open, and a rerun settles it.
        """
        with suppress(VeeamError):
            found = {} if started else self._appearing(work)
            ours = started or (next(iter(found)) if self._is_ours(found, session) else "")
            if ours and stop_task(self._task, ours):
                self._end_of(ours, session, work)
            elif not ours and not found and not self._audited(session, work):
                self._record.done(session, ())

    def _end_of(self, started: str, session: str, work: Work) -> tasks.Outcome:
        """How a restore ended, remembered."""
        end = tasks.followed(self._task, started, session)
        statuses = tasks.statuses_of(end, _sources(work), self._audited(session, work), self._separator)
        outcome = tasks.Outcome(end, statuses, tasks.accepted_for(str(work.get("type"))))
        self._record.done(session, [self._entry(session, work, outcome.done)] if outcome.done else ())
        self.statuses.update(outcome.statuses)
        if end.result == "Warning":
            reason = end.reason or "the server gives no reason."
            self._task.warnings.append(f"{tasks.WHAT} has ended with a warning: {reason}")
        return outcome

    def _entry(self, session: str, work: Work, paths: Sequence[str]) -> dict[str, Any]:
        """What is remembered of paths that were restored, or may have been."""
        kept = {key: work[key] for key in ("to", "type", "point", "began") if key in work}
        keys = [key_of(path, self._separator) for path in paths]
        return {**kept, "paths": keys, "session": session, "ended": self._task.server_time.isoformat()}

    def _audited(self, session: str, work: Work) -> list[dict[str, Any]]:
        """What was restored in a mount by this work, as far as the server says."""
        before = work.get("audited") or ()
        return [item for item in tasks.audit_of(self._task, session) if tasks.identity_of(item) not in before]


def _began(work: Work) -> datetime:
    return datetime.fromisoformat(str(work["began"]))


def _known(work: Work) -> list[str]:
    return [str(identifier) for identifier in work.get("known") or ()]


def _sources(work: Work) -> list[str]:
    return [str(path) for path in work.get("sources") or ()]


def _ensure_restored(outcome: tasks.Outcome) -> None:
    if not outcome.failed and outcome.end.is_good:
        return
    if not outcome.done and not outcome.end.is_good:
        raise failure_of(outcome.end, tasks.WHAT)
    shown = "; ".join(f"{path} ({outcome.statuses[path]})" for path in outcome.failed[:REASONS_SHOWN])
    reason = outcome.end.reason or "The server gives no reason."
    raise NotConverged(
        f"{len(outcome.failed)} of {len(outcome.statuses)} items were not restored: {shown}. {reason} Fix this and "
        "rerun; what is restored is not restored again.",
        items=[{"path": path, "status": status} for path, status in outcome.statuses.items()],
    )
