# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A job of VBR of any type: enabled, disabled, started, stopped or removed. Operations under ``/api/v1/jobs/{id}``.

What the job is comes from the list of states, which has every type; what it does is set by the module of its type.
Private to the collection.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar

from ..core.errors import ApiError, InvalidOption, ObjectBusy, ObjectNotFound
from ..core.naming import not_found
from ..core.polling import COPY_TIMEOUT
from ..engine.plan import ABSENT, NONE, Body, Plan, Request
from ..engine.reconciler import Outcome
from ..engine.resource_module import resource_module
from ..engine.revisions import validate_since
from ..engine.runnable import RUN, STARTED, STOPPED, RunnableReconciler, with_fact
from ..engine.task import Reader, Result, Returned, Task
from ..http.response_object import like
from ..schema.fields import Field
from ..schema.resource import Operation, Resource, SchemaContext, filled
from ..schema.state import State, read_state
from ..schema.values import UUID
from ..sessions.adapter import RUNNING
from .jobs.common import NO_SETTINGS
from .jobs.states import AT_WORK, DISABLED, FACTS, PATH, REV0
from .product import VBR
from .session_adapter import verdict
from .session_schema import PATH as SESSIONS
from .session_schema import TASK_SESSION, TASK_SESSIONS

ITEM = "/jobs/{id}"
ENABLED_STATE, DISABLED_STATE = "enabled", "disabled"
START = Operation("POST", ITEM + "/start", "session")
RETRY = Operation("POST", ITEM + "/retry", "session", since=REV0)
STOP = Operation("POST", ITEM + "/stop", "session")
ENABLE, DISABLE = Operation("POST", ITEM + "/enable", "nothing"), Operation("POST", ITEM + "/disable", "nothing")
SESSION = SESSIONS + "/{id}"
# A run that ended in one of these can be retried.
RETRIED = ("Failed", "Warning")

# What a task session says of an object that was processed.
SHOWN = (
    "id",
    "name",
    "type",
    "state",
    "result",
    "message",
    "creation_time",
    "end_time",
    "algorithm",
    "restore_point_id",
)
PROCESSED = tuple(field for field in TASK_SESSION if field.option in SHOWN)
ENABLED = Field("enabled", "bool", mode="computed")
JOB = Resource(
    product=VBR,
    noun="job",
    path=PATH,
    fields=(
        Field("id", mode="computed", format=UUID),
        Field("name", mode="immutable"),
        ENABLED,
        *FACTS,
    ),
    delete=Operation("DELETE", ITEM, "nothing"),
    # An item has the settings of its type; the states are in their list.
    expanded=(ENABLED.option, *(field.option for field in FACTS)),
    reads=(SESSIONS, SESSION, TASK_SESSIONS.path),
)

# The options of a run, with what they are called in its body.
OF_START = {
    "active_full": "performActiveFull",
    "start_chained_jobs": "startChainedJobs",
    "sync_restore_points": "syncRestorePoints",
}
OF_STOP = {"graceful": "gracefulStop", "cancel_chained_jobs": "cancelChainedJobs"}
GOES_WITH = {"retry": STARTED, **dict.fromkeys(OF_START, STARTED), **dict.fromkeys(OF_STOP, STOPPED)}
NEW = {"sync_restore_points": REV0, "cancel_chained_jobs": REV0, "retry": REV0}


def is_disabled(settings: Mapping[str, Any]) -> bool:
    """Whether the schedule does not run the job with these settings. Pure."""
    return bool(settings.get("isDisabled"))


class JobStateReconciler(RunnableReconciler):
    """Whether a job is enabled and whether it runs: two facts that operations of their own change."""

    states = (ENABLED_STATE, DISABLED_STATE, STARTED, STOPPED, ABSENT)
    options: ClassVar[Mapping[str, Any]] = {
        "retry": {"type": "bool"},
        "active_full": {"type": "bool"},
        "start_chained_jobs": {"type": "bool"},
        "sync_restore_points": {"type": "str", "choices": ["All", "Latest"]},
        "graceful": {"type": "bool"},
        "cancel_chained_jobs": {"type": "bool"},
    }
    returned = (Returned("task_sessions", PROCESSED, many=True, variant="type"),)
    readers: ClassVar[Mapping[str, Reader]] = {ITEM: is_disabled}
    start = START
    stop = STOP
    operations = (START, RETRY, STOP, ENABLE, DISABLE)
    wait_timeout = COPY_TIMEOUT

    def __init__(self, resource: Resource, task: Task) -> None:
        super().__init__(resource, task)
        self.last_session: str | None = None

    def validate(self) -> None:
        """Raise InvalidOption for an option that goes with another state, or with another kind of run."""
        super().validate()
        params = self.task.params
        for option, state in GOES_WITH.items():
            if params[option] is not None and params["state"] != state:
                raise InvalidOption(
                    f"{option} goes with state={state} only, and the task has state={params['state']}. Leave {option} "
                    "out, or correct state.",
                    option=option,
                )
            if params[option] is not None:
                validate_since(self.client, NEW.get(option, ""), option, option)
        if params["retry"] and (params["active_full"] or params["sync_restore_points"]):
            raise InvalidOption(
                "retry repeats the part of a run that failed: active_full and sync_restore_points do not go with it.",
                option="retry",
            )

    # --- Reading. ---

    def find(self) -> Body | None:
        """The job in the list of states."""
        identifier = self.task.params.get("id")
        return self.state_of(str(identifier)) if identifier else super().find()

    def read(self, identifier: str | None = None) -> Body | None:
        """The job in the list of states, with whether it is enabled."""
        current = self.state_of(identifier) if identifier else self.find()
        return current if current is None or self.task.params["state"] == ABSENT else self.expand(current, False)

    def expand(self, current: Body, for_update: bool) -> Body:  # noqa: ARG002
        """``current`` with whether it is enabled; while it runs, only its settings say that."""
        state = read_state(FACTS, current, self.context(None))
        enabled = state.get("status") != DISABLED
        if state.get("status") in AT_WORK and self.task.params["state"] in (ENABLED_STATE, DISABLED_STATE):
            enabled = not self.is_disabled(current)
        return like(current, {**current, ENABLED.option: enabled})

    def state_of(self, identifier: str) -> Body | None:
        """A job in the list of states."""
        listed = self.client.pages(PATH, {"idFilter": identifier})
        return next((state for state in listed if state["id"] == identifier), None)

    def is_disabled(self, current: Body) -> bool:
        """Whether the settings of a job say so. Raises ObjectBusy, since the API does not have those of every type."""
        try:
            settings = self.client.find(filled(ITEM, str(current["id"])))
        except ApiError as error:
            if error.status not in NO_SETTINGS:
                raise
            settings = None
        if settings is None:
            raise ObjectBusy(
                f"Job '{current.get('name')}' runs now, and while a job of its type runs, the server does not show "
                "whether it is enabled. Run the task again when the job has ended.",
                id=current["id"],
            )
        return is_disabled(settings)

    def run_sessions(self, identifier: str | None, since: datetime | None) -> Iterable[dict[str, Any]]:
        """The sessions of the job, those begun since then where that is given."""
        query = {"jobIdFilter": identifier, "createdAfterFilter": since.isoformat() if since else None}
        # The last one before this task may have begun in the same second.
        return (session for session in self.client.pages(SESSIONS, query) if session["id"] != self.last_session)

    def running_sessions(self, identifier: str | None) -> list[dict[str, Any]]:
        """The session of the run that is under way, which the state of the job names."""
        state = self.state_of(str(identifier)) or {}
        session_id = read_state(FACTS, state, self.context(None)).get("session_id")
        session = self.client.find(filled(SESSION, str(session_id))) if session_id else None
        return [session] if session and verdict(session).status == RUNNING else []

    # --- The plan. ---

    def plan(self, current: Body | None) -> Plan:
        """As for any object that runs, with whether it is enabled. Raises ObjectNotFound."""
        state = self.task.params["state"]
        if current is None and state != ABSENT:
            raise self.missing()
        self.last_session = read_state(FACTS, current or {}, self.context(None)).get("session_id")
        plan = super().plan(current)
        if state in (ENABLED_STATE, DISABLED_STATE):
            return with_fact(plan, ENABLED, (current or {}).get(ENABLED.option), state == ENABLED_STATE)
        if self.task.params["retry"] and not plan.before.get(RUN.option) and not self.has_failed(current or {}):
            # There is nothing to retry.
            return replace(plan, operation=NONE, after={**plan.after, RUN.option: False}, differences=())
        return plan

    def has_failed(self, current: Body) -> bool:
        """Whether the last run left something to retry."""
        return read_state(FACTS, current, self.context(None)).get("last_result") in RETRIED

    def missing(self) -> ObjectNotFound:
        """The error for a job that does not exist."""
        params = self.task.params
        if params.get("id"):
            return ObjectNotFound(f"There is no job with the id {params['id']}.", id=params["id"])
        similar = [str(state.get("name")) for state in self.candidates()]
        names = similar or [str(state.get("name")) for state in self.client.pages(PATH)]
        return not_found("job", str(params["name"]), names, complete=not similar)

    # --- What is sent. ---

    def requests(self, plan: Plan, current: Body | None) -> list[Request]:
        """One operation: for the fact that the state of the task is about."""
        changed = {difference.option for difference in plan.differences}
        if ENABLED.option in changed:
            return [Request(ENABLE if plan.after[ENABLED.option] else DISABLE, options=(ENABLED.option,))]
        requests = super().requests(plan, current)
        if not self.task.params["retry"]:
            return requests
        return [replace(request, operation=RETRY) if request.operation is START else request for request in requests]

    def start_body(self) -> object:
        """The options of the run; a retry takes fewer."""
        body = self._given(OF_START)
        return body if self.task.params["retry"] else {"performActiveFull": False, **body}

    def stop_body(self) -> object:
        """How the run is stopped: as the server does it by default, unless the task says otherwise."""
        return {"gracefulStop": True, **self._given(OF_STOP)}

    def _given(self, options: Mapping[str, str]) -> dict[str, Any]:
        params = self.task.params
        return {key: params[option] for option, key in options.items() if params[option] is not None}

    # --- The result. ---

    def result(self, plan: Plan, current: Body | None, outcome: Outcome) -> Result:
        """With the sessions of the machines in the run that was started or joined."""
        result = super().result(plan, current, outcome)
        session = result.get("session")
        if session and self.task.params["state"] == STARTED:
            result["task_sessions"] = self.task_sessions(str(session["id"]))
        return result

    def task_sessions(self, session: str) -> Sequence[State]:
        """The sessions of the machines in a run."""
        listed = self.client.pages(TASK_SESSIONS.path, {"sessionIdFilter": session})
        revision = self.client.revision
        return [read_state(PROCESSED, body, SchemaContext(VBR, revision, body.get("type"))) for body in listed]


MODULE = resource_module(JOB, JobStateReconciler)
