# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restores that are one session long: started once, followed to their end, and not done again.

What was restored is told by task sessions alone, so a restore is recognised by the name of the thing
restored and by the time. Operation ``GET /api/v1/taskSessions``. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..core.errors import InvalidOption, span_words
from ..core.timestamps import parse_time
from ..engine.references import ReferenceResolver
from ..engine.task import Result, Task
from ..http.client import Client
from ..schema.fields import Field
from ..schema.resource import Operation, SchemaContext
from ..schema.state import State, given_options
from ..schema.validation import (
    validate_choice_options,
    validate_choice_suboptions,
    validate_complete,
    validate_type_options,
)
from ..sessions.adapter import SUCCEEDED, WARNED
from ..sessions.watcher import session_facts
from ..workflow.rerun_guard import Newcomers, pins_recovery
from ..workflow.runner import run_workflow, starting_from, workflow_facts
from ..workflow.state_machine import NONE, Done, Lifecycle, Observation, Step, Wait
from .inventory import Inventory
from .product import VBR
from .request_body import api_body, in_words
from .restore_options import CUSTOMIZED, ORIGINAL
from .restore_points import Choice, choice_facts, chosen_point, machine_name
from .session_adapter import verdict
from .task_sessions import after, created, ensure_not_repeated, failed, of_type, restores, session_of

# The goal, and the phases besides none.
RESTORED, RESTORING = "restored", "restoring"
RESTORE = "restore"


def lifecycle(noun: str, operation: Operation) -> Lifecycle:
    """The route of a restore; one that failed before is no obstacle to the next."""
    step = Step(RESTORE, operation, RESTORING, lambda restore, seen: restore.body())
    return Lifecycle(noun, {RESTORED: {NONE: step, RESTORING: Wait(RESTORED), RESTORED: Done()}})


@dataclass(frozen=True)
class Target:
    """One place to restore to, or one kind of thing to restore.

    ``spec`` are the options, ``lifecycle`` holds the operation. ``allows`` is the operation that a restore
    point has to allow, empty where the API names none. ``session_types`` are the types of the restore's
    sessions, ``platforms`` what such a session may call its platform. ``destination`` are the options of
    which a restore to another place has to give one. ``refuse_given`` raises InvalidOption for options that
    do not go together. ``inventory`` is the platform whose inventory is browsed.
    """

    name: str
    since: str
    spec: tuple[Field, ...]
    lifecycle: Lifecycle
    allows: str
    session_types: tuple[str, ...]
    platforms: tuple[str, ...]
    destination: tuple[str, ...]
    validate_options: Callable[[State, SchemaContext], None] = lambda given, context: None
    inventory: str = ""

    @property
    def operation(self) -> Operation:
        """The operation that starts the restore."""
        return self.lifecycle.operations[0]


def validate_revision(option: str, target: Target, client: Client) -> None:
    """Raise InvalidOption for a target that the API revision does not have."""
    if not VBR.supports(client.revision, target.since):
        raise InvalidOption(
            f"{option}={target.name} does not exist in API revision {client.revision}, which this task uses. "
            + span_words(target.since, ""),
            option=option,
        )


def restore(task: Task, option: str, targets: Mapping[str, Target]) -> Result:
    """Restore what the task describes, unless that is done or under way. ``option`` names the target."""
    target = targets[task.params[option]]
    validate_revision(option, target, task.client)
    takes: dict[str, list[str]] = {}
    for one in targets.values():
        for field in one.spec:
            takes.setdefault(field.option, []).append(one.name)
    choice = f"{option}={target.name}"
    validate_choice_options(task.params, choice, {field.option for field in target.spec}, takes)
    validate_choice_suboptions(target.spec, task.params, choice)
    wanted = Restore(task, target)
    first = wanted.observe()
    if first.phase == NONE:
        wanted.ensure_not_repeated()
        # Names that mean nothing are found out before anything is sent, in check mode too.
        wanted.body()
    observe = starting_from(first, wanted.observe)
    workflow_result = run_workflow(target.lifecycle, task, RESTORED, wanted.name, wanted, observe)
    facts = workflow_facts(workflow_result)
    facts.setdefault("session", wanted.session_facts())
    return {
        **facts,
        "restore_point": wanted.choice_facts(),
        "restore": wanted.words() if facts["steps"] else {},
        "diff": {
            "before": {"name": wanted.name, "phase": first.phase},
            "after": {"name": wanted.name, "phase": target.lifecycle.ending(RESTORED, first.phase)},
        },
    }


class Restore:
    """The restore that a task describes: its options, and what the server knows of it."""

    def __init__(self, task: Task, target: Target) -> None:
        self._task = task
        self._client = task.client
        self._target = target
        self._wanted: Mapping[str, Any] = task.params["restore_point"]
        self._shape = SchemaContext(VBR, task.client.revision, task.params["type"])
        self._spec = given_options(target.spec, task.raw, task.params)
        validate_type_options(target.spec, self._spec, self._shape)
        target.validate_options(self._spec, self._shape)
        self._machine = machine_name(task.client, self._wanted)
        self.name = str(self._spec.get("vm_name") or self._machine)
        self._since = parse_time(task.params["since"]).isoformat() if task.params["since"] else ""
        self._choice: Choice | None = None
        self._body: State | None = None
        self._newcomers = Newcomers()
        # The ids of the task sessions that were seen running: they count, whenever they began.
        self._followed: set[str] = set()
        self._ours: dict[str, bool] = {}
        self._done: Mapping[str, Any] | None = None

    # --- What the server shows. ---

    def observe(self) -> Observation:
        """Where the restore stands now."""
        sessions = self._sessions()
        fresh = self._newcomers.among(sessions)
        now = newest_running(sessions)
        if now is not None:
            self._followed.add(str(now["id"]))
            return Observation(RESTORING, session=session_of(now))
        self._followed |= {str(one["id"]) for one in fresh}
        followed = [one for one in sessions if str(one["id"]) in self._followed]
        if followed and failed(followed[-1]):
            # Looking at its session will say why.
            return Observation(RESTORING, session=session_of(followed[-1]))
        self._done = newest_success(followed) or self._restored_before(sessions)
        return Observation(NONE) if self._done is None else Observation(RESTORED)

    def _sessions(self) -> list[Mapping[str, Any]]:
        """The restores under this name, oldest first."""
        every = restores(self._client, self.name)
        same = [one for kind in self._target.session_types for one in of_type(every, kind)]
        return sorted((one for one in same if self._is_ours(one)), key=created)

    def _is_ours(self, task_session: Mapping[str, Any]) -> bool:
        """Whether a restore under this name was on this platform, as far as its session tells."""
        identifier = str(task_session["sessionId"])
        if identifier not in self._ours:
            session = self._client.find(f"/sessions/{identifier}") or {}
            self._ours[identifier] = on_platform(session, self._target.platforms)
        return self._ours[identifier]

    def _restored_before(self, sessions: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
        """The restore that was done since the task's point in time, or since the restore point was made."""
        since = self._since or str(self._chosen().point.get("creationTime") or "")
        return newest_success([one for one in sessions if after(one, since)])

    def ensure_not_repeated(self) -> None:
        """Raise RecoveryBlocked where it was restored before, and nothing says that this is another restore."""
        done = [one for one in self._sessions() if newest_success([one])]
        if done and not pins_recovery(self._task.params):
            ensure_not_repeated(self.name, done)

    def _chosen(self) -> Choice:
        if self._choice is None:
            self._choice = chosen_point(self._task, self._wanted, self._target.allows)
        return self._choice

    # --- What is sent. ---

    def body(self) -> State:
        """The body that starts the restore. Raises InvalidOption, ObjectNotFound, AmbiguousName."""
        if self._body is None:
            self._validate_destination()
            spec, client = self._target.spec, self._client
            validate_complete(spec, self._spec, self._shape, f"To restore '{self.name}'")
            inventory = Inventory(client, self._target.inventory)
            body = api_body(spec, self._spec, self._shape, client, inventory)
            self._body = {"restorePointId": self._chosen().point["id"], **body}
        return self._body

    def _validate_destination(self) -> None:
        """A restore that says nothing of where to would overwrite what it is a copy of."""
        options = self._target.destination
        if self._shape.variant == CUSTOMIZED and not any(self._spec.get(one) for one in options):
            raise InvalidOption(
                f"Where to restore '{self.name}'? Give {' or '.join(options)}, or type={ORIGINAL} to restore over the "
                "original.",
                missing=list(options),
            )

    # --- What the result tells. ---

    def choice_facts(self) -> State | None:
        """The restore point that the task means, as far as one was needed."""
        return None if self._choice is None else choice_facts(self._choice, self._client.server_time)

    def session_facts(self) -> State | None:
        """The session that has restored it before, None where there is none."""
        if self._done is None:
            return None
        session = self._client.find("/sessions/{}".format(self._done["sessionId"]))
        return None if session is None else session_facts(self._client, session)

    def words(self) -> State:
        """What the task says to the server, in the words of the options."""
        return in_words(self._target.spec, self.body(), self._shape, ReferenceResolver(self._client))


def newest_running(sessions: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The newest session that has not ended. Pure."""
    return max((one for one in sessions if one.get("state") != "Stopped"), key=created, default=None)


def newest_success(sessions: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The newest session that ended with success or a warning. Pure."""
    well = [one for one in sessions if verdict(one).status in (SUCCEEDED, WARNED)]
    return max(well, key=created, default=None)


def on_platform(session: Mapping[str, Any], platforms: Sequence[str]) -> bool:
    """Whether a session may be of one of the platforms; one that tells none, or one unknown here, may. Pure."""
    told = session.get("platformName")
    return told not in ("VMware", "HyperV", "CloudDirector", "UnstructuredData") or told in platforms
