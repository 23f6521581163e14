# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restores of machines, file shares and buckets by VBR: the options, which sessions are ours, and the body.

Only task sessions show what was restored, so a restore is recognised by the name of the restored object and by the
time. Operation ``GET /api/v1/taskSessions``. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Callable

from ..core.errors import InvalidOption
from ..core.timestamps import parse_time
from ..engine.references import ReferenceResolver
from ..engine.revisions import validate_since
from ..engine.task import Result, Task
from ..schema.choices import (
    validate_choice_options,
    validate_choice_suboptions,
    validate_complete,
    validate_type_options,
)
from ..schema.fields import Field
from ..schema.resource import Operation, SchemaContext
from ..schema.state import State, given_options
from ..workflow.one_time_restore import OneTimeRestore, Session
from ..workflow.restore_point_choice import RestorePointChoice
from ..workflow.state_machine import Lifecycle
from .backup_source import BackupSource, machine_name
from .inventory import Inventory
from .platform_words import platform_of
from .product import VBR
from .request_body import api_body, in_words
from .restore_options import CUSTOMIZED, ORIGINAL
from .restore_points import choice_facts, chosen_point
from .task_sessions import KnownSessions, created, known_session, restores, session_of, sessions_named

SESSION = "/sessions/{id}"
# The platforms that sessions name; a session that names another one may still be ours.
KNOWN_PLATFORMS = ("VMware", "HyperV", "CloudDirector", "UnstructuredData")


@dataclass(frozen=True)
class Target:
    """One place to restore to, or one kind of object to restore.

    ``spec`` are the options, ``lifecycle`` holds the operation. ``allows`` is the operation that a restore
    point must allow, empty where the API names none. ``session_types`` are the types of the restore's
    sessions, ``platforms`` what such a session may name as its platform. ``destination`` are the options of
    which a restore to another place must give at least one. ``validate_options`` raises InvalidOption for options
    that contradict each other. ``inventory`` is the platform whose inventory is browsed. ``complete`` adds what the
    server requires and the original tells.
    """

    name: str
    since: str
    spec: tuple[Field, ...]
    lifecycle: Lifecycle[OneTimeRestore]
    allows: str
    session_types: tuple[str, ...]
    platforms: tuple[str, ...]
    destination: tuple[str, ...]
    validate_options: Callable[[State, SchemaContext], None] = lambda given, context: None
    inventory: str = ""
    complete: Callable[[State, SchemaContext, Inventory, BackupSource], State] = (
        lambda given, context, inventory, source: given
    )

    @property
    def operation(self) -> Operation:
        """The operation that starts the restore."""
        return self.lifecycle.operations[0]


def restore(task: Task, option: str, targets: Mapping[str, Target]) -> Result:
    """Restore what the task describes, unless that is done or under way. ``option`` names the target."""
    target = targets[task.params[option]]
    validate_since(task.client, target.since, f"{option}={target.name}", option)
    accepted_by: dict[str, list[str]] = {}
    for other in targets.values():
        for field in other.spec:
            accepted_by.setdefault(field.option, []).append(other.name)
    choice = f"{option}={target.name}"
    validate_choice_options(task.params, choice, {field.option for field in target.spec}, accepted_by)
    validate_choice_suboptions(target.spec, task.params, choice)
    return VbrRestore(task, target).run()


class VbrRestore(OneTimeRestore):
    """A restore by VBR: of a machine, a file share, a bucket or a container."""

    def __init__(self, task: Task, target: Target) -> None:
        super().__init__(task, target.lifecycle, to_original=task.params["type"] == ORIGINAL)
        self._target = target
        self._rules: Mapping[str, Any] = task.params["restore_point"]
        self._context = SchemaContext(VBR, task.client.revision, task.params["type"])
        self._given = given_options(target.spec, task.raw, task.params)
        validate_type_options(target.spec, self._given, self._context)
        target.validate_options(self._given, self._context)
        machine = machine_name(task.client, self._rules)
        self.name = str(self._given.get("vm_name") or machine)
        self._sessions: KnownSessions = {}
        self._choice: RestorePointChoice | None = None
        self._body: State | None = None

    def candidates(self) -> Iterable[Session]:
        """The task sessions that restored something under this name, or else the sessions that have it."""
        types = self._target.session_types
        every = restores(self.client, self.name, self._sessions)
        listed = [session for session in every if session.get("sessionType") in types]
        return listed or sessions_named(self.client, self.name, types)

    def is_ours(self, session: Session) -> bool | None:
        """Whether a restore under this name was on this platform, as far as its session shows."""
        return is_on_platform(known_session(self.client, session, self._sessions), self._target.platforms)

    def began(self, session: Session) -> datetime:
        """When the session of a task session began."""
        return created(session)

    def ended(self, session: Session) -> str:
        """The end time of a task session."""
        return str(session.get("endTime"))

    def counts_since(self) -> datetime | None:
        """The task's ``since``, else the time when the restore point was made."""
        made = self._chosen().point.get("creationTime") if self.since is None else None
        return parse_time(str(made)) if made else self.since

    def body(self) -> State:
        """The body that starts the restore. Raises InvalidOption, ObjectNotFound, AmbiguousName."""
        if self._body is None:
            self._validate_destination()
            spec = self._target.spec
            validate_complete(spec, self._given, self._context, f"To restore '{self.name}'")
            inventory = Inventory(self.client, self._target.inventory)
            source = BackupSource(self.client, self._rules)
            given = self._target.complete(self._given, self._context, inventory, source)
            body = api_body(spec, given, self._context, self.client, inventory)
            self._body = {"restorePointId": self._chosen().point["id"], **body}
        return self._body

    def restore_point_facts(self) -> State | None:
        """The restore point that the task means, as far as one had to be chosen."""
        return None if self._choice is None else choice_facts(self._choice, self.client.server_time)

    def request_facts(self) -> State:
        """The request in the words of the options."""
        return in_words(self._target.spec, self.body(), self._context, ReferenceResolver(self.client))

    def session_of(self, session: Session) -> Session:
        """The session that a task session is part of."""
        return session_of(session)

    def read_session(self, session: Session) -> Session | None:
        """The whole session that a task session is part of."""
        return self.client.find(SESSION.format(id=session["sessionId"]))

    def _chosen(self) -> RestorePointChoice:
        if self._choice is None:
            self._choice = chosen_point(self.task, self._rules, self._target.allows)
        return self._choice

    def _validate_destination(self) -> None:
        """A restore without a destination would overwrite the original."""
        options = self._target.destination
        if self._context.variant == CUSTOMIZED and not any(self._given.get(option) for option in options):
            raise InvalidOption(
                f"The destination of the restore of '{self.name}' is missing. Set {' or '.join(options)}, or "
                f"type={ORIGINAL} to overwrite the original.",
                missing=list(options),
            )


def is_on_platform(session: Mapping[str, Any], platforms: Sequence[str]) -> bool:
    """Whether a session may be of one of the platforms; a session without a known platform may. Pure."""
    platform = platform_of(session.get("platformName"))
    return platform not in KNOWN_PLATFORMS or platform in platforms
