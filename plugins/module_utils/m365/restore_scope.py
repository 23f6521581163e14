# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a restore session of M365 explores, and the request that starts one.

Operations ``POST /BackupRepositories/{repositoryId}/explore``, ``POST /Jobs/{jobId}/explore`` and
``POST /Organizations/{organizationId}/explore``. Each request starts another session. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from ..core.accounts import same_account
from ..core.errors import InvalidOption, NotConverged, ResponseLost, listed
from ..core.timestamps import age_order, utc_time
from ..engine.references import ReferenceResolver
from ..engine.task import Task
from ..http.responses import object_of
from ..schema.fields import Field
from ..schema.resource import Operation, SchemaContext, filled
from ..schema.state import State, given_options
from ..schema.writing import write_given
from .product import M365
from .references import JOB, ORGANIZATION
from .repository.lookup import find_repository
from .repository.schema import ITEM as REPOSITORY_ITEM
from .repository.schema import PATH as REPOSITORIES
from .restore_sessions import PATH, SESSION, TYPES, WORKING
from .session_tasks import Body, not_started

OF_REPOSITORY = Operation("POST", REPOSITORY_ITEM + "/explore", "object")
OF_JOB = Operation("POST", "/Jobs/{jobId}/explore", "object")
OF_ORGANIZATION = Operation("POST", "/Organizations/{organizationId}/explore", "object")
EXPLORE = (OF_REPOSITORY, OF_JOB, OF_ORGANIZATION)
READS = (PATH, REPOSITORIES, REPOSITORY_ITEM, ORGANIZATION.path + "/{organizationId}")
READERS = {PATH: SESSION, **{f"POST {operation.path}": SESSION for operation in EXPLORE}}

TYPE = Field("type", choices=tuple(TYPES), api_choices=TYPES, required=True)
# What of the backups is explored.
MOMENT = (
    Field("point_in_time", api="dateTime"),
    Field("show_deleted", "bool"),
    Field("show_all_versions", "bool"),
)
SCOPE_OPTIONS: dict[str, Any] = {
    "organization": {"type": "str"},
    "repository": {"type": "str"},
    "job": {"type": "str"},
}


class Scope:
    """What a session explores: a repository or the backups of an organization, or those of a job.

    ``type`` is the kind of data, a key of TYPES. ``organization``, ``job`` and ``repository`` are ids, empty where the
    task does not give them.
    """

    def __init__(self, task: Task, kind: str) -> None:
        """Resolve the names that the task gives. Raises InvalidOption, ObjectNotFound, AmbiguousName."""
        self._task = task
        params, resolver = task.params, ReferenceResolver(task.client)
        validate_scope(task)
        self.type = kind
        self.organization = self.job = self.repository = ""
        self.operation, self._query = OF_ORGANIZATION, dict[str, str]()
        if params["organization"]:
            self._id = self.organization = resolver.to_id(ORGANIZATION, params["organization"])
        if params["job"]:
            self.operation, self._id = OF_JOB, resolver.to_id(JOB, params["job"])
            self.job = self._id
        elif params["repository"]:
            self.operation, self._query = OF_REPOSITORY, {"organizationId": self.organization}
            self._id = self.repository = str(find_repository(task, params["repository"])["id"])
        self.given = [str(params[option]) for option in ("job", "repository", "organization") if params[option]]
        self.title = f"restore session for {' and '.join(self.given)} ({kind})"
        self._known: frozenset[str] = frozenset()
        self._before: datetime | None = None

    @property
    def key(self) -> str:
        """What is explored, whatever names the task uses."""
        return f"{self.type} {self.job or self.repository} {self.organization}".lower()

    def body(self) -> dict[str, Any]:
        """The body of the request that starts a session."""
        body: dict[str, Any] = {}
        state = {"type": self.type, **given_moment(self._task)}
        write_given((TYPE, *MOMENT), state, body, SchemaContext(M365, self._task.client.revision))
        return body

    def note_others(self) -> list[str]:
        """Note which sessions there are before a request; their ids, as far as they began shortly before."""
        self._before = self._task.client.server_time
        self._known = frozenset(str(session["id"]) for session in sessions_since(self._task, self._before))
        return sorted(self._known)

    def request(self) -> Body:
        """The session that a request starts. Raises ApiError, ResponseLost."""
        path = filled(self.operation.path, self._id)
        response = self._task.client.write(self.operation.method, path, self.body(), self._query)
        return object_of(self.operation.method, path, response)

    def appeared(self) -> Body | None:
        """The session that a request has started since the others were noted; None where nothing says which it is.

        Of an account that is not known, one session says nothing: somebody else may have opened it at the same moment,
        and must neither have it stopped nor something else restored from it.
        """
        new = self._new()
        return new[0] if len(new) == 1 and is_surely_ours(self._task, new[0]) else None

    def not_found_after(self, lost: ResponseLost) -> NotConverged:
        """The error for a request without response, where nothing says which session it has started."""
        new = [str(session["id"]) for session in self._new()]
        if not new:
            return not_started(lost)
        return NotConverged(
            f"{lost.message} Nothing says which session the request opened, or whether it did. Open since then: "
            f"{listed(new)}. They were left open, and nothing was sent twice. Stop those that nobody uses, in the "
            "console or with opendr.veeam.veeam_m365_restore_session, then run the task again.",
            **{**lost.facts, "sessions": new},
        )

    def _new(self) -> list[Body]:
        """The sessions that fit, and that are there since the others were noted."""
        since = sessions_since(self._task, self._before)
        return self.fitting([session for session in since if str(session["id"]) not in self._known])

    def fitting(self, sessions: Sequence[Body]) -> list[Body]:
        """The sessions of this type that the account of the task has started, as far as accounts are known."""
        return list(filter(self._fits, sessions))

    def _fits(self, session: Body) -> bool:
        return session.get("type") == TYPES[self.type] and is_ours(self._task, session)

    def open_session(self) -> Body | None:
        """The newest open session of the account for the organization and the type of the task."""
        body = self._task.client.get(filled(ORGANIZATION.path + "/{id}", self.organization))
        names = [str(body[name]) for name in ORGANIZATION.names if body.get(name)]
        # No state narrows the list, which may be the history of years.
        found = (
            session
            for session in self._task.client.pages(PATH)
            if session.get("state") == WORKING and session.get("organization") in names and self._fits(session)
        )
        return max(found, key=lambda session: age_order(session.get("creationTime")), default=None)


def sessions_since(task: Task, moment: datetime | None) -> list[Body]:
    """The sessions that began since then, or shortly before, by the clock of the server."""
    if moment is None:
        return []
    since = (moment - timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return list(task.client.pages(PATH, {"startTimeFrom": since}))


def is_ours(task: Task, session: Mapping[str, Any]) -> bool:
    """Whether the account of the task may have started a session: nothing that is known is against it."""
    return same_account(task.params["username"], session.get("initiatedBy")) is not False


def is_surely_ours(task: Task, session: Mapping[str, Any]) -> bool:
    """Whether it is known that the account of the task has started a session.

    It is not where the task has an ``access_token``, and so no name, nor where a server shows no account.
    """
    return same_account(task.params["username"], session.get("initiatedBy")) is True


def validate_scope(task: Task) -> None:
    """Raise InvalidOption where the task does not say what to explore, or says it twice."""
    params = task.params
    if params["job"] and params["repository"]:
        raise InvalidOption("Give job or repository, and not both: a session explores one of them.", option="job")
    if not params["job"] and not params["organization"]:
        raise InvalidOption(
            "Give organization, with or without repository, or job: whose backups to explore.", option="organization"
        )
    given_moment(task)


def given_moment(task: Task) -> State:
    """The options of MOMENT that the task gives, with the time in UTC. Raises InvalidOption."""
    given = given_options(MOMENT, task.raw, task.params)
    if given.get("point_in_time"):
        given["point_in_time"] = utc_time("point_in_time", given["point_in_time"])
    return given
