# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The owner of a repository of M365: the backup proxy server or pool that is to own it.

Operations ``POST /BackupRepositories/{repositoryId}/changeOwner``, ``GET /RepositoryOwnerChangeSessions`` and
``POST /RepositoryOwnerChangeSessions/{sessionId}/Stop``. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..core.errors import InvalidOption, NotConverged, ObjectBusy, readable
from ..core.polling import wait_options
from ..core.timestamps import age_order
from ..engine.references import ReferenceResolver
from ..engine.task import ApiUsage, Declaration, Result, Returned, Task
from ..engine.task_lock import locked
from ..schema.fields import Field
from ..schema.resource import Operation, Parameter, SchemaContext
from ..schema.state import State, read_state
from ..schema.values import UUID
from ..sessions.adapter import FAILED, RUNNING, SUCCEEDED, SessionAdapter, Verdict
from ..sessions.watcher import SessionWatcher
from .product import M365
from .repository.lookup import OWNERS, find_repository, outline_of, owner_of
from .repository.schema import FIELDS, ITEM, PATH, V8
from .session_tasks import Body, follow, start, stop

SESSIONS = "/RepositoryOwnerChangeSessions"
SESSION_ITEM = SESSIONS + "/{sessionId}"
OWNED, STOPPED = "owned", "stopped"
# What the server waits by default before it begins, and then for what it has stopped, in minutes.
PATIENCE, FORCE_PATIENCE = 60, 10
# Longer than both together, in seconds.
OWNER_TIMEOUT = 7200
SHOWN = ("id", "name", "proxy", "proxy_pool")

PARAMETERS = (
    Parameter("include_related_repositories", "includeAllRelatedRepositories", default=False),
    Parameter("wait_for_sessions_timeout", "waitForSessionsTimeout", "int", PATIENCE),
    Parameter("force_stop_sessions", "forceStopSessions", default=False),
    Parameter("force_stop_sessions_timeout", "forceStopSessionsTimeout", "int"),
)
# The owner has another name here than in the list of repositories.
QUERY = {"proxy": "proxyId", "proxy_pool": "poolId"}
CHANGE = Operation("POST", ITEM + "/changeOwner", "object", PARAMETERS)
STOP = Operation("POST", SESSION_ITEM + "/Stop", "nothing")

SESSION = (
    Field("id", mode="computed", format=UUID),
    Field("status", mode="computed"),
    Field("start_time", mode="computed"),
    Field("end_time", mode="computed"),
    Field("details", mode="computed"),
    Field("from_owner_id", mode="computed", format=UUID),
    Field("to_owner_id", mode="computed", format=UUID),
    Field("repository_ids", "list", elements="str", mode="computed"),
)


def verdict(session: Mapping[str, Any]) -> Verdict:
    """How a change of owner stands. Pure. A word that is in no document means that it runs, unless it has ended."""
    status, details = str(session.get("status")), str(session.get("details") or "")
    if status == "Succeeded":
        return Verdict(SUCCEEDED, details)
    if status == "Failed":
        return Verdict(FAILED, details)
    if status not in ("Waiting", "Running") and session.get("endTime"):
        return Verdict(FAILED, details or f"It ended {session['endTime']} with the status {status}.")
    return Verdict(RUNNING, details)


def _status(session: Mapping[str, Any]) -> str:
    """The status, and what the server waits for."""
    details = readable(str(session.get("details") or ""))
    return str(session.get("status")) + (f" ({details})" if details else "")


ADAPTER = SessionAdapter(
    path=SESSIONS + "/{id}",
    log="",
    verdict=verdict,
    name=lambda session: "Change of the owner",
    log_lines=lambda response: [],
    problem_statuses=(),
    progress=_status,
    status_text=_status,
    facts=lambda session: read_state(SESSION, session, SchemaContext(M365, M365.default_revision)),
    since=lambda since, kind: (SESSIONS, {}),
    may_create=lambda session, name: False,
    module="veeam_m365_repository_owner",
    stop=STOP,
    stopping="",
    stopped="Failed",
    finished="",
    runs_in_task=True,
)


def own(task: Task) -> Result:
    """The repository owned by the proxy or pool that the task names, or the change of its owner stopped.

    Raises InvalidOption, ObjectNotFound, AmbiguousName, ObjectBusy, SessionFailed, SessionTimedOut, NotConverged.
    """
    _validate(task)
    _warn_of_short_wait(task)
    resolver = ReferenceResolver(task.client)
    repository = find_repository(task, task.params["repository"])
    if task.params["state"] == STOPPED:
        return _stop(task, resolver, repository)
    desired = _desired(task, resolver)
    if owner_of(repository) == desired or task.check_mode:
        session = None if owner_of(repository) == desired else _running(task, repository, desired)
        changed = session is None and owner_of(repository) != desired
        return _result(task, resolver, repository, desired, session, changed)
    with locked(task, [f"{PATH} {repository.get('name')}".lower()], f"repository '{repository.get('name')}'"):
        before = repository = find_repository(task, str(repository["id"]))
        session = _running(task, repository, desired)
        changed = session is None and owner_of(repository) != desired
        if changed:
            session = start(
                task,
                CHANGE,
                str(repository["id"]),
                _query(task, desired),
                lambda: _running(task, repository, desired) or _ended(task, repository, desired),
            )
        if session is not None and task.params["wait"]:
            watch = SessionWatcher(task.client, session, task.progress, ADAPTER)
            follow(task, watch)
            session, repository = watch.latest, _owned(task, resolver, repository, desired)
    return _result(task, resolver, before, desired, session, changed, repository)


def _validate(task: Task) -> None:
    params = task.params
    if params["state"] == OWNED and not any(params[option] for option in OWNERS):
        raise InvalidOption("Give proxy or proxy_pool: who is to own the repository.", option="proxy")
    if params["force_stop_sessions_timeout"] is not None and not params["force_stop_sessions"]:
        raise InvalidOption(
            "force_stop_sessions_timeout has a meaning only with force_stop_sessions=true: give that as well, or leave "
            "it out.",
            option="force_stop_sessions_timeout",
        )


def _warn_of_short_wait(task: Task) -> None:
    """Say that the task may stop waiting before the server begins, which is by itself no failure."""
    params = task.params
    minutes = params["wait_for_sessions_timeout"]
    if params["force_stop_sessions"]:
        minutes += params["force_stop_sessions_timeout"] or FORCE_PATIENCE
    if params["state"] == OWNED and params["wait"] and params["wait_timeout"] <= 60 * minutes:
        task.warnings.append(
            f"The server may wait for {minutes} minutes before it moves the repository, and the task waits for "
            f"{params['wait_timeout']} seconds only: set a longer wait_timeout."
        )


def _desired(task: Task, resolver: ReferenceResolver) -> tuple[str, str]:
    option = next(option for option in OWNERS if task.params[option])
    return option, resolver.to_id(OWNERS[option][1], task.params[option])


def _query(task: Task, desired: tuple[str, str]) -> dict[str, Any]:
    option, identifier = desired
    given = {parameter.query: task.params[parameter.option] for parameter in PARAMETERS}
    return {QUERY[option]: identifier, **{key: value for key, value in given.items() if value is not None}}


def _sessions(task: Task, repository: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    return (found for found in task.client.pages(SESSIONS) if repository["id"] in (found.get("repositoryIds") or []))


def _running(task: Task, repository: Mapping[str, Any], desired: tuple[str, str]) -> Body | None:
    """The session that moves the repository there now. Raises ObjectBusy where one moves it to somebody else."""
    running = next((found for found in _sessions(task, repository) if verdict(found).status == RUNNING), None)
    if running is not None and running.get("toOwnerId") != desired[1]:
        raise ObjectBusy(
            f"The repository '{repository.get('name')}' is being moved to another owner ({running.get('toOwnerId')}), "
            f"in the session {running['id']}. Wait for its end or stop it with state=stopped, then run the task again.",
            id=running["id"],
        )
    return running


def _ended(task: Task, repository: Mapping[str, Any], desired: tuple[str, str]) -> Body | None:
    """The newest session that has moved the repository there, where it has this owner now."""
    if owner_of(find_repository(task, str(repository["id"]))) != desired:
        return None
    there = (found for found in _sessions(task, repository) if found.get("toOwnerId") == desired[1])
    return max(there, key=lambda found: age_order(found.get("startTime")), default=None)


def _owned(
    task: Task, resolver: ReferenceResolver, repository: Mapping[str, Any], desired: tuple[str, str]
) -> dict[str, Any]:
    """The repository after the change. Raises NotConverged where it still has another owner."""
    after = find_repository(task, str(repository["id"]))
    if owner_of(after) != desired:
        raise NotConverged(
            f"The session that changes the owner of the repository '{repository.get('name')}' has succeeded, and the "
            f"server still shows another owner, {_shown(resolver, owner_of(after))}. Look into the console, then run "
            "the task again.",
            id=repository["id"],
        )
    return after


def _stop(task: Task, resolver: ReferenceResolver, repository: Mapping[str, Any]) -> Result:
    session = next((found for found in _sessions(task, repository) if verdict(found).status == RUNNING), None)
    running = session is not None
    if session is not None and not task.check_mode:
        watch = SessionWatcher(task.client, session, task.progress, ADAPTER)
        stop(task, watch)
        session, repository = watch.latest, find_repository(task, str(repository["id"]))
    result = _result(task, resolver, repository, owner_of(repository), session, changed=running)
    shown = {"id": repository["id"], "name": repository.get("name")}
    diff = {"before": {**shown, "state": "moving" if running else STOPPED}, "after": {**shown, "state": STOPPED}}
    return {**result, "diff": diff}


def _shown(resolver: ReferenceResolver, owner: tuple[str, str]) -> State:
    option, identifier = owner
    return {option: resolver.to_name(OWNERS[option][1], identifier)} if option else {}


def _result(
    task: Task,
    resolver: ReferenceResolver,
    before: Mapping[str, Any],
    desired: tuple[str, str],
    session: Mapping[str, Any] | None,
    changed: bool,
    after: Mapping[str, Any] | None = None,
) -> Result:
    outline = outline_of(task, before, ("id", "name"))
    owner = _shown(resolver, owner_of(before))
    owned = _shown(resolver, desired) if changed else owner
    now = _shown(resolver, owner_of(after)) if after is not None and task.params["wait"] else owned
    result: Result = {
        "changed": changed,
        "repository": {**outline, **now},
        "diff": {"before": {**outline, **owner}, "after": {**outline, **owned}},
    }
    context = SchemaContext(M365, task.client.revision)
    return result if session is None else {**result, "session": read_state(SESSION, session, context)}


MODULE = Declaration(
    product=M365,
    options={
        "repository": {"type": "str", "required": True},
        "state": {"type": "str", "choices": [OWNED, STOPPED], "default": OWNED},
        "proxy": {"type": "str"},
        "proxy_pool": {"type": "str"},
        "include_related_repositories": {"type": "bool", "default": False},
        "wait_for_sessions_timeout": {"type": "int", "default": PATIENCE},
        "force_stop_sessions": {"type": "bool", "default": False},
        "force_stop_sessions_timeout": {"type": "int"},
        **wait_options(OWNER_TIMEOUT),
    },
    run=own,
    since=V8,
    objects="repository owner changes",
    constraints={"mutually_exclusive": [["proxy", "proxy_pool"]]},
    returns=(
        Returned("repository", tuple(field for field in FIELDS if field.option in SHOWN)),
        Returned("session", SESSION),
    ),
    api=ApiUsage(
        operations=(CHANGE, STOP),
        reads=(PATH, ITEM, SESSIONS, SESSION_ITEM),
        since=dict.fromkeys((CHANGE.path, STOP.path, SESSIONS, SESSION_ITEM), V8),
        readers={SESSIONS: SESSION, SESSION_ITEM: SESSION, "POST " + CHANGE.path: SESSION},
    ),
)
