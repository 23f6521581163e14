# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Brings an object into the desired state: read, plan, check, apply, read again. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from typing import Any, ClassVar, NamedTuple

from ..core.errors import ImmutableOption, InvalidOption, ObjectNotFound, joined
from ..core.polling import CHANGE_TIMEOUT
from ..schema.desired_lists import removed_options
from ..schema.resource import Operation, Resource, fields_of, filled
from ..schema.state import State, given_state, lookup, merge, read_state, readable, resolve_references
from .object_reader import ObjectReader
from .plan import (
    ABSENT,
    CREATE,
    DELETE,
    NONE,
    PRESENT,
    UPDATE,
    Body,
    CreatedMeanwhile,
    Plan,
    Request,
    plan_absent,
    plan_present,
)
from .revisions import validate_since
from .task import Reader, Result, Returned, Task

# How a server refuses to create what exists, or to start what runs already.
REFUSED = (400, 409)


class Outcome(NamedTuple):
    """What a plan came to: the object as it is or will be (``None``: gone), and the facts of the sessions behind it."""

    state: State | None
    sessions: Sequence[Body] = ()


class Reconciler(ObjectReader):
    """One task on one object of a resource. ``run`` orders the steps; a resource that differs overrides a step.

    ``states`` are the choices of ``state``; ``operations`` are what those beyond present and absent send. ``options``
    are further options in Ansible's form, that are no part of any state; ``returned`` are further lists of the result.
    ``wait_timeout`` is the default of that option, where the module has it.
    ``readers`` are what reads the responses of the further paths, as in ApiUsage.
    """

    states: ClassVar[tuple[str, ...]] = (PRESENT, ABSENT)
    options: ClassVar[Mapping[str, Any]] = {}
    returned: ClassVar[tuple[Returned, ...]] = ()
    operations: ClassVar[tuple[Operation, ...]] = ()
    wait_timeout: ClassVar[int] = CHANGE_TIMEOUT
    readers: ClassVar[Mapping[str, Reader]] = {}

    def __init__(self, resource: Resource, task: Task) -> None:
        super().__init__(resource, task)
        # Closing it releases the lock of the object before the end of the task.
        self.lock = ExitStack()
        # Whether the server has refused to create what had come into being in the meantime.
        self.refused = False

    def run(self) -> Result:
        """Read the object and plan what the task wants; check that; send it, or predict it; read the object again.

        What is sent, is sent while no other task of this machine acts on the object, by a plan made after that.
        """
        self.validate()
        current, plan = self.observe()
        if plan.operation == NONE or self.task.check_mode:
            self.preflight(plan, current)
            predicts = self.task.check_mode
            return self.result(plan, current, (self.predict if predicts else self.unchanged)(plan, current))
        # Here and below what only a task needs that acts: most have nothing to do, and an ordinary module compiles all
        # it imports each time.
        from .applying import lock_keys  # noqa: PLC0415
        from .task_lock import locked  # noqa: PLC0415

        with locked(self.task, lock_keys(self, current), self.resource.title(plan.after or plan.before)) as self.lock:
            try:
                plan, current, outcome = self.act()
            except CreatedMeanwhile:
                plan, current, outcome = self.act()
        return self.result(plan, current, outcome or self.unchanged(plan, current))

    def observe(self) -> tuple[Body | None, Plan]:
        """The object, and what the task wants of it.

        What an earlier request set off is waited for, and then everything is read and planned again.
        """
        current = self.read()
        if current is not None and self.may_wait and self.wait_for_pending(current, NONE):
            current = self.read()
        plan = self.plan(current)
        pending = current is not None and plan.operation != NONE and self.may_wait
        if pending and current is not None and self.wait_for_pending(current, plan.operation):
            current = self.read()
            plan = self.plan(current)
        if current is not None and plan.operation == UPDATE and self.resource.expanded:
            current = self.expand(current, for_update=True)
            plan = self.plan(current)
        return current, plan

    def act(self) -> tuple[Plan, Body | None, Outcome | None]:
        """Plan again, and carry the plan out; no outcome where there is nothing left to do.

        Raises CreatedMeanwhile where somebody on another machine was faster.
        """
        current, plan = self.observe()
        if plan.operation == CREATE and self.wait_for_creation(plan):
            current, plan = self.observe()
        self.preflight(plan, current)
        from .applying import apply  # noqa: PLC0415

        return plan, current, None if plan.operation == NONE else apply(self, plan, current)

    # --- The steps that a resource may override. ---

    def validate(self) -> None:
        """Raise InvalidOption for options that contradict themselves, or that this API revision does not have.

        Before anything is read.
        """
        for option, parameter in self.resource.parameters.items():
            if parameter.since and self.task.params.get(option) not in (None, parameter.default):
                validate_since(self.client, parameter.since, option, option)

    def validate_whole_identity(self) -> None:
        """Raise InvalidOption where the task gives only a part of what identifies the object.

        For objects of which a part of the identity says little: a task must not take one for another.
        """
        missing = [option for option in self.resource.identity if option not in self.task.raw]
        if missing and not self.task.params.get("id"):
            raise InvalidOption(
                f"A {self.resource.noun} is identified by {joined(list(self.resource.identity))} together: "
                f"give {joined(missing)} as well, or the id.",
                missing=missing,
            )

    def wait_for_pending(self, current: Body, operation: str) -> bool:
        """Wait for what an earlier request set off, where it comes before ``operation`` (``none``: no plan yet).

        True where it waited, so that the object has to be read again. Not called in check mode or without ``wait``.
        """
        return False

    def wait_for_creation(self, plan: Plan) -> bool:
        """Wait for what may be creating the object already; True where it waited, and it has to be read again."""
        from .creation import wait_for_creation  # noqa: PLC0415

        create = self.resource.creation(self.client.revision)
        return create is not None and wait_for_creation(self.task, create, str(plan.after.get(self.resource.name)))

    def desired(self, current: Body | None) -> State:
        """What the task gives, with ids in the place of names. Raises ObjectNotFound, AmbiguousName, InvalidOption.

        What it removes from a list keeps a name that nothing has: it need not exist any more.
        """
        fields, context = self.resource.fields, self.context(current)
        given = given_state(fields, self.task.raw, self.task.params)
        removed = removed_options(fields, self.task.params)
        present = {option: value for option, value in given.items() if option not in removed}
        gone = {option: value for option, value in given.items() if option in removed}
        return {
            **resolve_references(fields, present, context, self.resolver.to_id),
            **resolve_references(fields, gone, context, self.resolver.to_id_or_name),
        }

    def sends_secrets(self, current: Body | None) -> bool:
        """Whether the secrets of an object that exists are sent, although nothing shows that they differ."""
        return self.task.params.get("update_secrets") == "always"

    def preflight(self, plan: Plan, current: Body | None) -> None:
        """Raise what speaks against the plan: reads only, in check mode too."""

    def requests(self, plan: Plan, current: Body | None) -> list[Request]:
        """The requests that carry out the plan, in their order."""
        from .plan_requests import requests_of  # noqa: PLC0415

        resolver = self.resolver
        return requests_of(
            self.resource, self.context(current), plan, current, resolver.full_name, resolver.whole_object
        )

    def body_of(self, request: Request, identifier: str | None) -> object:
        """The body of a request, now that the id of the object is known."""
        return request.body

    def send(self, plan: Plan, request: Request, identifier: str | None) -> Sequence[Body]:
        """Send one request, and return the sessions that it started, ended where the task waits.

        Where the response is lost, the state decides whether it arrived. Raises NotConverged where it did not.
        """
        from .convergence import is_readable  # noqa: PLC0415
        from .executor import send_request  # noqa: PLC0415

        return send_request(
            self.task,
            request.operation,
            filled(request.operation.path, identifier),
            self.body_of(request, identifier),
            lambda: self.has_arrived(plan, request, identifier),
            () if is_readable(self.resource, request) else request.options,
        )

    def unchanged(self, plan: Plan, current: Body | None) -> Outcome:
        """The outcome where there is nothing to send."""
        return self.predict(plan, current)

    # --- Planning. ---

    def plan(self, current: Body | None) -> Plan:
        """What has to happen. Raises ObjectNotFound for an id that does not exist, and as ``desired`` does."""
        context = self.context(current)
        self.resolver.remember_shown(fields_of(self.resource.fields, context), current or {})
        if self.task.params.get("state") == ABSENT:
            return plan_absent(self.resource, context, current)
        identifier = self.task.params.get("id")
        if current is None and identifier:
            raise ObjectNotFound(
                f"There is no {self.resource.noun} with the id {identifier}. "
                f"To create one, leave id out and give {joined(list(self.resource.identity))}.",
                id=identifier,
            )
        desired = self.desired(current)
        if any(field.mode_option and field.option in desired for field in self.resource.fields):
            from ..schema.whole_lists import with_whole_lists  # noqa: PLC0415

            desired = with_whole_lists(self.resource.fields, desired, current, self.task.params, context)
        try:
            return plan_present(self.resource, context, desired, current, self.sends_secrets(current))
        except ImmutableOption as refusal:
            from .immutable import in_names  # noqa: PLC0415

            raise in_names(self, refusal, current) from None

    def predict(self, plan: Plan, current: Body | None) -> Outcome:
        """The object as it will be if the plan succeeds."""
        if plan.operation == DELETE or (plan.operation == NONE and current is None):
            return Outcome(None)
        context = self.context(current)
        after = readable(self.resource.fields, plan.after, context)
        return Outcome(merge(read_state(self.resource.fields, current or {}, context), after))

    # --- Applying, which is done in applying.py. ---

    def has_arrived(self, plan: Plan, request: Request, identifier: str | None) -> bool:
        """Whether the object shows what a request wrote; for a response that was lost."""
        from .convergence import remaining  # noqa: PLC0415

        after = self.read(identifier)
        if after is not None and self.may_wait:
            self.wait_for_pending(after, plan.operation)
        return not remaining(self.resource, self.context(after), plan, after, request)

    # --- The result. ---

    def result(self, plan: Plan, current: Body | None, outcome: Outcome) -> Result:
        """What the task returns: the same in check mode and outside it, since what was done is what was planned."""
        context = self.context(current)
        after, before, state = (
            resolve_references(self.resource.fields, part, context, self.resolver.to_name)
            for part in (plan.after, plan.before, outcome.state or {})
        )
        result: Result = {
            "changed": plan.operation != NONE,
            "operation": plan.operation,
            "changes": [
                {
                    "option": difference.option,
                    "before": lookup(before, difference.option),
                    "after": lookup(after, difference.option),
                }
                for difference in plan.differences
            ],
            self.resource.result_key: state,
            "diff": {"before": before, "after": after},
        }
        if outcome.sessions and any(
            operation.response == "sessions" for operation in self.all_operations(self.resource)
        ):
            result["sessions"] = list(outcome.sessions)
        elif outcome.sessions:
            result["session"] = outcome.sessions[-1]
        return result

    @classmethod
    def all_operations(cls, resource: Resource) -> tuple[Operation, ...]:
        """Every operation that a task on the resource may send."""
        return (*resource.operations, *cls.operations)
