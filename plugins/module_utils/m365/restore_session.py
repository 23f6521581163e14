# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A restore session of M365, started or stopped: the declaration of M(opendr.veeam.veeam_m365_restore_session).

Operations ``POST /BackupRepositories/{repositoryId}/explore``, ``POST /Jobs/{jobId}/explore``,
``POST /Organizations/{organizationId}/explore`` and ``POST /RestoreSessions/{restoreSessionId}/Stop``. Each request
starts another session. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from ..core.errors import InvalidOption
from ..core.naming import same_name
from ..core.timestamps import utc_time
from ..engine.references import ReferenceResolver
from ..engine.task import ApiUsage, Declaration, RequestBody, Result, Returned, Task
from ..engine.task_lock import locked
from ..schema.fields import Field, argument_spec
from ..schema.resource import Operation, SchemaContext, filled
from ..schema.state import State, given_options, write_state
from ..schema.values import UUID
from ..sessions.watcher import SessionWatcher
from .product import M365
from .references import JOB, ORGANIZATION
from .repository.lookup import find_repository
from .repository.schema import ITEM as REPOSITORY_ITEM
from .repository.schema import PATH as REPOSITORIES
from .restore_sessions import ADAPTER, ITEM, PATH, SESSION, STOP, TYPES, WORKING, session_state
from .session_tasks import Body, start, stop

STARTED, ABSENT = "started", "absent"
OF_REPOSITORY = Operation("POST", REPOSITORY_ITEM + "/explore", "object")
OF_JOB = Operation("POST", "/Jobs/{jobId}/explore", "object")
OF_ORGANIZATION = Operation("POST", "/Organizations/{organizationId}/explore", "object")

OPTIONS = (
    Field("type", choices=tuple(TYPES), api_choices=TYPES, required=True),
    Field("point_in_time", api="dateTime"),
    Field("show_deleted", "bool"),
    Field("show_all_versions", "bool"),
)


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
    scope = Scope(task)
    if task.check_mode:
        found = scope.open_session()
        return _result(task, found, changed=found is None)
    with locked(task, [f"{PATH} {scope.title}".lower()], scope.title):
        found = scope.open_session()
        session = found or scope.explore()
    return _result(task, session, changed=found is None)


class Scope:
    """What a session explores: a repository or the backups of an organization, or those of a job."""

    def __init__(self, task: Task) -> None:
        """Resolve the names that the task gives. Raises InvalidOption, ObjectNotFound, AmbiguousName."""
        self._task = task
        params, resolver = task.params, ReferenceResolver(task.client)
        _validate(task)
        self.operation, self._query = OF_ORGANIZATION, dict[str, str]()
        if params["organization"]:
            self._id = self._organization = resolver.to_id(ORGANIZATION, params["organization"])
        if params["job"]:
            self.operation, self._id = OF_JOB, resolver.to_id(JOB, params["job"])
        elif params["repository"]:
            self.operation, self._query = OF_REPOSITORY, {"organizationId": self._organization}
            self._id = str(find_repository(task, params["repository"])["id"])
        given = [str(params[option]) for option in ("job", "repository", "organization") if params[option]]
        self.title = f"restore session for {' and '.join(given)} ({params['type']})"

    def open_session(self) -> Body | None:
        """The newest open session that fits, where the task wants one to be used again."""
        if not self._task.params["use_open"]:
            return None
        body = self._task.client.get(filled(ORGANIZATION.path + "/{id}", self._organization))
        names = [str(body[name]) for name in ORGANIZATION.names if body.get(name)]
        fitting = [
            session
            for session in self._task.client.pages(PATH)
            if session.get("state") == WORKING
            and session.get("type") == TYPES[self._task.params["type"]]
            and session.get("organization") in names
            and self._is_ours(session)
        ]
        return max(fitting, key=lambda session: str(session.get("creationTime")), default=None)

    def explore(self) -> Body:
        """The session that a request starts, which is sent once."""
        body: dict[str, Any] = {}
        context = SchemaContext(M365, self._task.client.revision)
        write_state(OPTIONS, _given(self._task), body, context)
        before = self._task.client.server_time
        known = {str(session["id"]) for session in self._since(before)}

        def find() -> Body | None:
            new = [one for one in self._since(before) if str(one["id"]) not in known and self._is_ours(one)]
            return new[0] if len(new) == 1 and new[0].get("type") == body["type"] else None

        return start(self._task, self.operation, self._id, self._query, find, body)

    def _since(self, moment: Any) -> list[dict[str, Any]]:
        """The sessions that began since then, or shortly before, by the clock of the server."""
        if moment is None:
            return []
        since = (moment - timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
        return list(self._task.client.pages(PATH, {"startTimeFrom": since}))

    def _is_ours(self, session: Mapping[str, Any]) -> bool:
        """Whether the account of the task has started it, as far as both are known."""
        given, shown = self._task.params["username"], session.get("initiatedBy")
        return not given or not shown or same_name(_account(given), _account(str(shown)))


def _account(name: str) -> str:
    """The name of an account without its domain."""
    return name.rpartition("\\")[2].partition("@")[0]


def _validate(task: Task) -> None:
    params = task.params
    if not params["type"]:
        raise InvalidOption("Give type: what to explore, such as type=Exchange.", option="type")
    if params["job"] and params["repository"]:
        raise InvalidOption("Give job or repository, and not both: a session explores one of them.", option="job")
    if not params["job"] and not params["organization"]:
        raise InvalidOption(
            "Give organization, with or without repository, or job: whose backups to explore.", option="organization"
        )
    if params["use_open"] and not params["organization"]:
        raise InvalidOption(
            "use_open=true also needs organization: a session shows its organization, and not its job.",
            option="organization",
        )
    _given(task)


def _given(task: Task) -> State:
    """The options of the request that the task gives, with the time in UTC. Raises InvalidOption."""
    given = given_options(OPTIONS, task.raw, task.params)
    if given.get("point_in_time"):
        given["point_in_time"] = utc_time("point_in_time", given["point_in_time"])
    return given


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
    spec = argument_spec(OPTIONS)
    return {
        "state": {"type": "str", "choices": [STARTED, ABSENT], "default": STARTED},
        "id": {"type": "str", "format": UUID},
        "organization": {"type": "str"},
        "repository": {"type": "str"},
        "job": {"type": "str"},
        **spec,
        "use_open": {"type": "bool", "default": False},
    }


MODULE = Declaration(
    product=M365,
    options=_options(),
    run=restore_session,
    constraints={"required_if": [["state", ABSENT, ["id"]]]},
    returns=(Returned("session", SESSION),),
    api=ApiUsage(
        operations=(OF_REPOSITORY, OF_JOB, OF_ORGANIZATION, STOP),
        reads=(PATH, ITEM, REPOSITORIES, REPOSITORY_ITEM, ORGANIZATION.path + "/{organizationId}"),
        bodies=tuple(RequestBody(operation, OPTIONS) for operation in (OF_REPOSITORY, OF_JOB, OF_ORGANIZATION)),
        readers={
            PATH: SESSION,
            ITEM: SESSION,
            **{f"POST {operation.path}": SESSION for operation in (OF_REPOSITORY, OF_JOB, OF_ORGANIZATION)},
        },
    ),
)
