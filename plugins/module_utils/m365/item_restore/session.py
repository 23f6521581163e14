# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The restore session in which a task restores, and that is stopped on every way out.

No request says what a session is for, so a record on this machine says which are ours: one that a killed run has left
open is stopped. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Callable

from ...core.errors import ObjectNotFound, ResponseLost, SessionFailed, listed
from ...core.polling import poll
from ...core.timestamps import parse_time
from ...engine.task import Task
from ...http.response_times import moment_at
from ...schema.resource import filled
from ...sessions.lost_responses import GRACE
from ...workflow.session_record import SessionRecord
from ...workflow.temporary_session import TemporarySession, problem_closing
from ..restore_scope import Scope, is_surely_ours, sessions_since
from ..restore_sessions import ADAPTER, ITEM, STOP, STOPPED, TYPES, WORKING

# Gets the session, and what the record says is being restored in it.
Settle = Callable[[str, Mapping[str, Any]], None]
Body = Mapping[str, Any]


class RestoreRecord(SessionRecord):
    """The record of one mailbox or OneDrive: its sessions, and what was restored."""

    if_unwritable = (
        "If the task is killed, its restore session stays open, and a rerun does not know what was restored: look at "
        "the restore sessions in the console then."
    )


class ExploredSession(TemporarySession):
    """A session that explores the backups; ``settle`` gets one in which a killed run was restoring something."""

    def __init__(self, task: Task, scope: Scope, record: RestoreRecord, settle: Settle) -> None:
        self._task = task
        self._scope = scope
        self._record = record
        self._settle = settle

    def open(self) -> str:
        """Stop what a killed run has left, and have the server open a session."""
        task, record = self._task, self._record
        self.close_leftovers()
        others = self._scope.note_others()
        record.asking(self._scope.key, task.server_time, others)
        if task.progress is not None:
            task.progress(f"Opening a {self._scope.title}")
        with record.requesting():
            session = self._scope.request()
        return self._noted(str(session["id"]))

    def found_after(self, lost: ResponseLost) -> str:
        """The id of the session that is there, although the response to the request was lost."""
        found = self.appearing()
        if not found:
            self._record.forget_request()
            raise self._scope.not_found_after(lost) from lost
        return found

    def appearing(self) -> str:
        """The id of the session that an interrupted request has opened, empty where none appears."""
        if self._record.asked is None:
            return ""
        session = poll(self._scope.appeared, self._task.clock, GRACE, 1)
        return "" if session is None else self._noted(str(session["id"]))

    def wait_until_ready(self) -> None:
        """A session works from its beginning."""

    def ensure_open(self) -> None:
        """Raise SessionFailed where somebody has stopped it."""
        session = self._task.client.find(filled(ITEM, self.id))
        if session is None or session.get("state") != STOPPED:
            return
        self._record.closed([self.id])
        raise SessionFailed(
            f"The restore session {self.id} was stopped before this task was done. Rerun this task.",
            session=ADAPTER.facts(session),
        )

    def close(self) -> None:
        """Stop it."""
        self._stop(self.id)

    def close_leftovers(self) -> None:
        """Wait for what a killed run has begun to restore, and stop the sessions that it has left open."""
        record = self._record
        note_left_by_request(self._task, self._scope, record)
        for session, about in record.open.items():
            if about.get("work"):
                self._settle(session, about["work"])
                record.done(session, ())
            self._stop(session)

    def _noted(self, session: str) -> str:
        self._record.opened(session, self._scope.key)
        return session

    def _stop(self, session: str) -> None:
        problem = stop_problem(self._task, session)
        if not problem:
            self._record.closed([session])
            return
        self._task.warnings.append(
            f"The restore session {session} is still open. {problem} Stop it with "
            "opendr.veeam.veeam_m365_restore_session or in the console; a rerun of this task on this machine stops it "
            "too."
        )


def note_left_by_request(task: Task, scope: Scope, record: RestoreRecord) -> None:
    """Note the session that a run has opened which was killed before it had the response.

    Only one that the account of the task has started, within a few minutes of the request: a session of somebody else
    must not be stopped.
    """
    asked = record.asked
    if asked is None:
        return
    known = {*asked.others, *record.sessions}
    found = [
        session
        for session in scope.fitting(sessions_since(task, parse_time(asked.at)))
        if session.get("state") == WORKING and str(session["id"]) not in known
    ]
    soon = [one for one in found if asked.may_have_begun(moment_at(one, "creationTime"))]
    if len(soon) == 1 and is_surely_ours(task, soon[0]):
        record.opened(str(soon[0]["id"]), asked.point)
        return
    record.forget_request()
    if found:
        task.warnings.append(
            "A killed run of this machine has requested a restore session, and nothing says which session it opened, "
            f"or whether it did. Open now: {listed([str(one['id']) for one in soon or found])}. They were left open. "
            "Stop those that nobody uses, in the console or with opendr.veeam.veeam_m365_restore_session."
        )


def stop_problem(task: Task, session: str) -> str:
    """Stop a session and wait until it has stopped; a sentence on what keeps it open, empty where nothing does."""

    def is_stopped() -> bool:
        found = task.client.find(filled(ITEM, session))
        return found is None or found["state"] == STOPPED

    return problem_closing(
        task, is_stopped, lambda: task.client.write(STOP.method, filled(STOP.path, session)), "stopped"
    )


def given_session(task: Task, kind: str) -> Body:
    """The open session that the option ``session_id`` names. Raises ObjectNotFound."""
    identifier = str(task.params["session_id"])
    session = task.client.find(filled(ITEM, identifier))
    state = "There is no" if session is None else "It has stopped or is of another type: the"
    if session is None or session["state"] != WORKING or session["type"] != TYPES[kind]:
        raise ObjectNotFound(
            f"{state} restore session {identifier}. Open one with opendr.veeam.veeam_m365_restore_session and "
            f"type={kind}, or set organization or job in place of session_id.",
            session_id=identifier,
        )
    return session
