# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A restore of M365 that is started once and followed, and what becomes of one that a killed run has begun.

Private to the collection.
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
from ...core.interrupts import shielded
from ...core.polling import Waiting, poll
from ...core.timestamps import parse_time
from ...engine.task import Task
from ...sessions.lost_responses import GRACE
from ..restore_scope import is_ours, sessions_since
from ..restore_sessions import TYPES
from .evidence import is_of
from .items import RestoreRequest
from .outcome import Counts, Ended, ensure_restored, followed, new_events, session_counts, started_restore
from .session import RestoreRecord, stop_problem

# What the server shows of a request without response: no restore, or several that may be its.
NONE, SEVERAL = "", "several"


class Worker:
    """Carries out the restores of a task in its session.

    ``record`` is that of the mailbox or OneDrive, ``sessions`` that of the session.
    """

    def __init__(self, task: Task, kind: str, session: str, record: RestoreRecord, sessions: RestoreRecord) -> None:
        self._task = task
        self._kind = kind
        self._session = session
        self._record = record
        self._sessions = sessions
        # Whether the server may have begun a restore of which nothing is known.
        self._unclear = False

    def carry_out(self, request: RestoreRequest, entry: Mapping[str, Any], names: Sequence[str]) -> Ended:
        """Restore what a request names, once; ``entry`` is what to remember of it, ``names`` those of the owner.

        Raises SessionFailed, SessionTimedOut, NotConverged, after which nothing is restored any more.
        """
        task = self._task
        what = f"The restore of {request.title}"
        before = session_counts(task, self._session)
        work: dict[str, Any] = {
            **entry,
            "names": list(names),
            "known": sorted(str(one["id"]) for one in sessions_since(task, task.server_time)),
            "events": [str(one["id"]) for one in new_events(task, self._session, ())],
        }
        self._note_work(work)
        restore = ""
        try:
            restore, counts = self._start(request, work)
            if counts is None:
                self._note_work({**work, "restore": restore})
                self._record.know(restore)
                followed(task, restore, self._session, work["events"], what)
                counts = session_counts(task, restore)
                counts = counts.since(before) if restore == self._session else counts
            ended = Ended(restore, counts)
            ensure_restored(ended, what, request.expected)
        except SessionTimedOut:
            self._stop(restore, entry)
            raise
        except (SessionFailed, NotConverged):
            self._settle_work([{**entry, "session": self._session, "unsure": True}] if self._unclear else ())
            raise
        except VeeamError as error:
            # Where a restore has begun, its end was not seen: what runs may restore all of it.
            begun_or_unclear = restore or isinstance(error, (UnexpectedResponse, ResponseLost))
            unsure = {**entry, "session": restore or self._session, "unsure": True}
            self._settle_work([unsure] if begun_or_unclear else ())
            raise
        except BaseException:
            with shielded():
                self._stop(restore or begun(task, self._kind, self._session, work), entry)
            raise
        self._settle_work([{**entry, "session": restore or self._session, "ended": task.server_time.isoformat()}])
        return ended

    def _start(self, request: RestoreRequest, work: Mapping[str, Any]) -> tuple[str, Counts | None]:
        task = self._task
        # In v7 the response comes when the restore is done.
        timeout = Waiting.of(task.params).timeout
        try:
            response = task.client.write(request.operation.method, request.path, request.body, timeout=timeout)
        except ResponseLost as lost:
            try:
                found = _appearing(task, self._kind, self._session, work)
            except VeeamError as error:
                # That the sessions cannot be read says nothing of the request.
                raise lost from error
            if found in (NONE, SEVERAL):
                self._unclear = found == SEVERAL
                words = "restores that may be of it or of somebody else" if self._unclear else "no restore of it"
                raise NotConverged(
                    f"{lost.message} The server shows {words}. Nothing was sent twice; look at the restore sessions, "
                    "then rerun this task.",
                    **lost.facts,
                ) from lost
            return found, None
        return started_restore(task, response, request.path)

    def _note_work(self, work: Mapping[str, Any]) -> None:
        self._sessions.working(self._session, work)

    def _settle_work(self, entries: Sequence[Mapping[str, Any]]) -> None:
        self._record.note(entries)
        self._sessions.done(self._session, ())

    def _stop(self, restore: str, entry: Mapping[str, Any]) -> None:
        """Stop a restore; that of the task itself ends with its session. One that still runs may restore everything."""
        still_runs = restore == SEVERAL
        if restore not in (NONE, SEVERAL, self._session):
            problem = stop_problem(self._task, restore)
            still_runs = bool(problem)
            if problem:
                self._task.warnings.append(f"The restore {restore} still runs. {problem}")
        unsure = {**entry, "session": self._session if restore == SEVERAL else restore, "unsure": True}
        self._settle_work([unsure] if still_runs else ())


def begun(task: Task, kind: str, session: str, work: Mapping[str, Any]) -> str:
    """The session of the restore that a request without response has begun: another one, or ``session`` itself.

    NONE where nothing shows, SEVERAL where a restore shows that may be of somebody else.
    """
    since, known = parse_time(str(work["began"])), {*work["known"], session}
    new = [
        str(one["id"])
        for one in sessions_since(task, since)
        if str(one["id"]) not in known and one.get("type") == TYPES[kind] and is_ours(task, one)
    ]
    events = {identifier: new_events(task, identifier, ()) for identifier in new}
    fitting = [one for one in new if any(is_of(event, work["names"]) for event in events[one])]
    if len(fitting) == 1:
        return fitting[0]
    if any(events.values()):
        return SEVERAL
    return session if new_events(task, session, work["events"]) else NONE


def _appearing(task: Task, kind: str, session: str, work: Mapping[str, Any]) -> str:
    """As ``begun``, for a restore that may show a little later."""
    return poll(lambda: begun(task, kind, session, work) or None, task.clock, GRACE, 1) or NONE


def settled_entry(task: Task, kind: str, session: str, work: Mapping[str, Any]) -> dict[str, Any] | None:
    """What to remember of a restore that a killed run has begun, after its end; None where it has restored nothing.

    Raises SessionTimedOut.
    """
    restore = str(work.get("restore") or "") or _appearing(task, kind, session, work)
    if restore == NONE:
        return None
    kept = {name: work[name] for name in ("to", "paths", "point", "began", "owner", "given") if name in work}
    entry = {**kept, "session": session if restore == SEVERAL else restore, "ended": task.server_time.isoformat()}
    try:
        if restore != SEVERAL:
            followed(task, restore, session, work["events"], "The restore of an earlier run, which was killed,")
            return None if session_counts(task, restore).failed else entry
    except SessionTimedOut:
        raise
    except SessionFailed:
        # What it has not restored is restored now.
        return None
    except ApiError as error:
        if error.status != 404 and error.error_code not in task.client.product.missing:
            raise
    return {**entry, "unsure": True}
