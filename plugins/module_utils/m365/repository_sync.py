# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cache of a repository of M365, synchronized with its object storage: once, and followed to the end.

Operations ``POST /BackupRepositories/{repositoryId}/Sync``, ``GET /RepositorySynchronizeSessions`` and
``POST /RepositorySynchronizeSessions/{sessionId}/StopSynchronize``. No state of a session means success: one that has
ended without an error is in the state None, and so is one that has not begun. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..core.errors import ApiError, NotConverged
from ..core.polling import RUN_TIMEOUT, poll, wait_options
from ..engine.task import ApiUsage, Declaration, Result, Returned, Task
from ..engine.task_lock import locked
from ..schema.fields import Field
from ..schema.resource import Operation, SchemaContext
from ..schema.state import State, read_state
from ..schema.values import UUID
from ..sessions.adapter import FAILED, RUNNING, SUCCEEDED, SessionAdapter, Verdict
from ..sessions.lost_responses import GRACE
from ..sessions.watcher import SessionWatcher
from .product import M365
from .repository.lookup import find_repository, outline_of
from .repository.schema import FIELDS, ITEM, PATH
from .session_tasks import Body, follow, start, stop

SESSIONS = "/RepositorySynchronizeSessions"
SESSION_ITEM = SESSIONS + "/{sessionId}"
SYNCHRONIZED, STOPPED = "synchronized", "stopped"
SYNCHRONIZING, FAILED_STATE = "Synchronizing", "Failed"
# What a watcher adds to a session that it has seen at work.
BEGUN = "hasBegun"
START = Operation("POST", ITEM + "/Sync", "object")
STOP = Operation("POST", SESSION_ITEM + "/StopSynchronize", "nothing")
SHOWN = ("id", "name", "out_of_sync")

SESSION = (
    Field("id", mode="computed", format=UUID),
    Field("repository_id", mode="computed", format=UUID),
    Field("state", mode="computed"),
    Field("progress_percent", "int", mode="computed"),
    Field("error", mode="computed"),
)


def verdict(session: Mapping[str, Any]) -> Verdict:
    """How a synchronization stands. Pure."""
    state, error = session.get("state"), str(session.get("error") or "")
    if state == FAILED_STATE:
        return Verdict(FAILED, error)
    over = state != SYNCHRONIZING and (session.get(BEGUN) or str(session.get("progressPercent")) == "100")
    return Verdict(SUCCEEDED if over else RUNNING, error)


def _percent(session: Mapping[str, Any]) -> str:
    return "{} %".format(session.get("progressPercent") or 0)


ADAPTER = SessionAdapter(
    path=SESSIONS + "/{id}",
    log="",
    verdict=verdict,
    name=lambda session: "Synchronization of the cache",
    log_lines=lambda response: [],
    problem_statuses=(),
    progress=_percent,
    status_text=lambda session: f"at {_percent(session)}",
    facts=lambda session: read_state(SESSION, session, SchemaContext(M365, M365.default_revision)),
    since=lambda since, kind: (SESSIONS, {}),
    may_create=lambda session, name: False,
    module="veeam_m365_repository_sync",
    stop=STOP,
    stopping="",
    stopped="None",
    finished="",
    runs_in_task=True,
)


class SyncWatcher(SessionWatcher):
    """A synchronization that is known to have begun once it was seen at work, and that a server forgets at its end.

    ``is_forgotten`` says that it did: the session is over then, and does not show how it ended.
    """

    is_forgotten = False

    def refresh(self) -> Verdict:
        """The state of the session now."""
        begun = self.latest.get(BEGUN) or self.latest.get("state") == SYNCHRONIZING
        self.latest[BEGUN] = begun
        try:
            super().refresh()
        except ApiError as error:
            if not begun or not (error.status == 404 or error.error_code in M365.missing):
                raise
            self.is_forgotten = True
            self.latest["state"] = None
        self.latest[BEGUN] = begun or self.latest.get("state") == SYNCHRONIZING
        return self.verdict


def sync(task: Task) -> Result:
    """The cache of the repository synchronized, or its synchronization stopped.

    Raises ObjectNotFound, AmbiguousName, SessionFailed, SessionTimedOut, NotConverged.
    """
    repository = find_repository(task, task.params["repository"])
    if task.params["state"] == STOPPED:
        return _stop(task, repository)
    session, due = _running(task, repository), _is_due(task, repository)
    if task.check_mode or (session is None and not due):
        return _result(task, repository, session, changed=session is None and due)
    with locked(task, [f"{PATH} {repository.get('name')} sync".lower()], _title(repository)):
        # Another task may have begun, or finished, in the meantime.
        repository = find_repository(task, str(repository["id"]))
        session = _running(task, repository) or _beginning(task, repository)
        changed = session is None and _is_due(task, repository)
        if changed:
            session, changed = _started(task, repository)
        if session is not None and task.params["wait"]:
            watch = SyncWatcher(task.client, session, task.progress, ADAPTER)
            follow(task, watch)
            session, repository = watch.latest, _synchronized(task, repository, watch)
    return _result(task, repository, session, changed)


def _is_due(task: Task, repository: Mapping[str, Any]) -> bool:
    return bool(task.params["force"] or outline_of(task, repository, SHOWN).get("out_of_sync"))


def _stop(task: Task, repository: Mapping[str, Any]) -> Result:
    session = _running(task, repository) or (None if task.check_mode else _beginning(task, repository))
    if session is not None and not task.check_mode:
        watch = SyncWatcher(task.client, session, task.progress, ADAPTER)
        stop(task, watch)
        session = watch.latest
    return _result(task, repository, session, changed=session is not None)


def _synchronized(task: Task, repository: Mapping[str, Any], watch: SyncWatcher) -> dict[str, Any]:
    """The repository after the synchronization.

    Raises NotConverged where it still has to be synchronized, and where nothing shows how the synchronization ended:
    of a session that the server has forgotten, only a repository that was out of sync before, and is not now, tells.
    """
    after = find_repository(task, str(repository["id"]))
    if outline_of(task, after, SHOWN).get("out_of_sync"):
        raise NotConverged(
            f"The synchronization of the {_title(repository)} has ended without an error, and the server still shows "
            "the repository as out of sync. Look into the console, then run the task again.",
            id=repository["id"],
        )
    if watch.is_forgotten and not outline_of(task, repository, SHOWN).get("out_of_sync"):
        raise NotConverged(
            f"The synchronization of the {_title(repository)} was running, and now the server does not know its "
            f"session {watch.latest['id']} any more, so nothing shows how it ended: the repository was not out of sync "
            "before. "
            "Look into the console. Run the task again only to synchronize once more.",
            id=repository["id"],
            session=watch.latest["id"],
        )
    return after


def _sessions(task: Task, repository: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The synchronizations of a repository; the list of the server has those of all."""
    return [session for session in task.client.pages(SESSIONS) if session.get("repositoryId") == repository["id"]]


def _running(task: Task, repository: Mapping[str, Any]) -> Body | None:
    return next((found for found in _sessions(task, repository) if found.get("state") == SYNCHRONIZING), None)


def _beginning(task: Task, repository: Body) -> Body | None:
    """A session that an earlier run has started, and that has not begun so far.

    One that was stopped before it began looks the same, so nobody waits for it for long.
    """

    def observe() -> Body | None:
        waiting = [found for found in _sessions(task, repository) if verdict(found).status == RUNNING]
        return next((found for found in waiting if found.get("state") == SYNCHRONIZING), None if waiting else {})

    return poll(observe, task.clock, GRACE, 1.0) or None


def _started(task: Task, repository: Body) -> tuple[Body, bool]:
    """The session that a request starts, or that keeps the server from starting another one; whether it is new."""
    known = {str(known["id"]) for known in _sessions(task, repository)}
    try:
        return start(task, START, str(repository["id"]), {}, lambda: _new(task, repository, known)), True
    except ApiError:
        pending = [found for found in _sessions(task, repository) if verdict(found).status == RUNNING]
        if not pending:
            raise
        return pending[-1], False


def _new(task: Task, repository: Mapping[str, Any], known: set[str]) -> Body | None:
    return next((found for found in _sessions(task, repository) if str(found["id"]) not in known), None)


def _title(repository: Mapping[str, Any]) -> str:
    return f"cache of the repository '{repository.get('name')}'"


def _result(task: Task, repository: Mapping[str, Any], session: Mapping[str, Any] | None, changed: bool) -> Result:
    shown = outline_of(task, repository, SHOWN)
    context = SchemaContext(M365, task.client.revision)
    wanted = task.params["state"]
    before: State = {"id": shown["id"], "name": shown.get("name"), "state": _before(wanted) if changed else wanted}
    result: Result = {
        "changed": changed,
        "repository": shown,
        "diff": {"before": before, "after": {**before, "state": wanted}},
    }
    return result if session is None else {**result, "session": read_state(SESSION, session, context)}


def _before(wanted: str) -> str:
    return "synchronizing" if wanted == STOPPED else "out of sync"


MODULE = Declaration(
    product=M365,
    options={
        "repository": {"type": "str", "required": True},
        "state": {"type": "str", "choices": [SYNCHRONIZED, STOPPED], "default": SYNCHRONIZED},
        "force": {"type": "bool", "default": False},
        **wait_options(RUN_TIMEOUT),
    },
    run=sync,
    returns=(
        Returned("repository", tuple(field for field in FIELDS if field.option in SHOWN)),
        Returned("session", SESSION),
    ),
    api=ApiUsage(
        operations=(START, STOP),
        reads=(PATH, ITEM, SESSIONS, SESSION_ITEM),
        readers={SESSIONS: SESSION, SESSION_ITEM: SESSION, "POST " + START.path: SESSION},
    ),
)
