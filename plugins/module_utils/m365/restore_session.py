# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A restore session of M365, started or stopped: the declaration of M(opendr.veeam.veeam_m365_restore_session).

Operations under restore_scope.py, and ``POST /RestoreSessions/{restoreSessionId}/Stop``. Private to the collection.
"""

from __future__ import annotations

from typing import Any

from ..core.errors import InvalidOption, ResponseLost
from ..core.polling import poll
from ..engine.task import ApiUsage, Declaration, RequestBody, Result, Returned, Task
from ..engine.task_lock import locked
from ..http.response_times import moment_at
from ..schema.fields import argument_spec
from ..schema.resource import filled
from ..schema.values import UUID
from ..sessions.lost_responses import GRACE
from ..sessions.watcher import SessionWatcher
from .item_restore.moment import RESTORE_POINTS, backup_time, backup_times
from .item_restore.session import RestoreRecord, note_left_by_request
from .product import M365
from .restore_scope import EXPLORE, MOMENT, READERS, READS, SCOPE_OPTIONS, TYPE, Scope, given_moment, validate_scope
from .restore_sessions import ADAPTER, ITEM, PATH, SESSION, STOP, WORKING, session_state
from .session_tasks import Body, stop

STARTED, ABSENT = "started", "absent"


def restore_session(task: Task) -> Result:
    """A session that is open for what the task wants to explore, or the session of an id stopped.

    Raises InvalidOption, ObjectNotFound, AmbiguousName, ApiError, NotConverged.
    """
    identifier = task.params["id"]
    known = task.client.find(filled(ITEM, identifier)) if identifier else None
    if task.params["state"] == ABSENT:
        return _stop(task, known)
    if known is not None and known["state"] == WORKING:
        return _result(task, known, changed=False)
    _validate(task)
    scope = Scope(task, task.params["type"])
    # What the session explores, whatever names the task uses.
    key = f"{PATH} {scope.key} {sorted(given_moment(task).items())} {task.params['username']}"
    if task.check_mode:
        found = _open_session(task, scope, RestoreRecord(task, key))
        return _result(task, found, changed=found is None)
    with locked(task, [key], scope.title):
        record = RestoreRecord(task, key)
        note_left_by_request(task, scope, record)
        found = _open_session(task, scope, record)
        session = found or _opened(task, scope, record)
    return _result(task, session, changed=found is None)


def _opened(task: Task, scope: Scope, record: RestoreRecord) -> Body:
    """Another session, which the record knows."""
    others = scope.note_others()
    record.asking(scope.key, task.server_time, others)
    try:
        with record.requesting():
            session = scope.request()
    except ResponseLost as lost:
        found = poll(scope.appeared, task.clock, GRACE, 1)
        if found is None:
            record.forget_request()
            raise scope.not_found_after(lost) from lost
        session = found
    record.opened(str(session["id"]), scope.key)
    return session


def _validate(task: Task) -> None:
    params = task.params
    if not params["type"]:
        raise InvalidOption("Give type: what to explore, such as type=Exchange.", option="type")
    validate_scope(task)
    if params["use_open"] and not params["organization"]:
        raise InvalidOption(
            "use_open=true also needs organization: a session shows its organization, and not its job.",
            option="organization",
        )


def _open_session(task: Task, scope: Scope, record: RestoreRecord) -> Body | None:
    """An open session that fits: one of ours for the same scope, else any, where the task wants that."""
    for identifier in record.open:
        session = task.client.find(filled(ITEM, identifier))
        if session is None or session["state"] != WORKING:
            if not task.check_mode:
                record.closed([identifier])
        elif task.params["point_in_time"] or not _is_outdated(task, scope, session):
            return session
    return scope.open_session() if task.params["use_open"] else None


def _is_outdated(task: Task, scope: Scope, session: Body) -> bool:
    """Whether there is a newer backup than the newest that the session explores."""
    began = moment_at(session, "creationTime")
    since = began.strftime("%Y-%m-%dT%H:%M:%SZ")
    return any(time > began for time in backup_times(task, scope, **{"from": since}))


def _stop(task: Task, session: dict[str, Any] | None) -> Result:
    """Stop the session, where it is there and works."""
    if session is None or session["state"] != WORKING:
        return _result(task, session, changed=False)
    latest = session
    if not task.check_mode:
        watch = SessionWatcher(task.client, session, task.progress, ADAPTER)
        stop(task, watch)
        latest = watch.latest
    return _result(task, latest, changed=True)


def _result(task: Task, session: Body | None, changed: bool) -> Result:
    wanted = task.params["state"]
    before = (STARTED if wanted == ABSENT else ABSENT) if changed else wanted
    shown = {} if session is None else session_state(session, task.client.revision)
    return {
        "changed": changed,
        "session": shown,
        "diff": {"before": {"state": before}, "after": {"state": wanted}},
    }


def _options() -> dict[str, Any]:
    return {
        "state": {"type": "str", "choices": [STARTED, ABSENT], "default": STARTED},
        "id": {"type": "str", "format": UUID},
        **SCOPE_OPTIONS,
        **argument_spec((TYPE, *MOMENT)),
        "use_open": {"type": "bool", "default": False},
    }


MODULE = Declaration(
    product=M365,
    options=_options(),
    run=restore_session,
    constraints={"required_if": [["state", ABSENT, ["id"]]]},
    returns=(Returned("session", SESSION),),
    api=ApiUsage(
        operations=(*EXPLORE, STOP),
        reads=(*READS, ITEM, RESTORE_POINTS),
        bodies=tuple(RequestBody(operation, (TYPE, *MOMENT)) for operation in EXPLORE),
        readers={**READERS, ITEM: SESSION, RESTORE_POINTS: backup_time},
    ),
)
