# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects with operations that leave nothing to see, such as a rescan: a state of each asks for it.

Private to the collection.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import ClassVar

from ..core.errors import NotConverged, ResponseLost
from ..schema.resource import Operation, filled
from ..sessions.watcher import started
from .executor import wait_for
from .plan import NONE, UPDATE, Body, Plan, Request
from .reconciler import Reconciler
from .revisions import validate_since
from .task import Task


class ActionReconciler(Reconciler):
    """A task with such a state brings the object into the desired state, and then has the server act on it each time.

    ``actions`` are the operations by state. Done twice, none of them does harm. A subclass gives ``states`` and
    ``operations`` from them.
    """

    actions: ClassVar[Mapping[str, Operation]] = {}

    @property
    def action(self) -> Operation | None:
        """The operation that the task asks for, None for another state."""
        return self.actions.get(self.task.params["state"])

    def validate(self) -> None:
        """Raise InvalidOption for a state that this API revision does not have."""
        super().validate()
        if self.action is not None:
            validate_since(self.client, self.action.since, f"state={self.task.params['state']}", "state")

    def plan(self, current: Body | None) -> Plan:
        """What has to happen; there is always something to do for such a state."""
        plan = super().plan(current)
        if self.action is None or plan.operation != NONE:
            return plan
        return dataclasses.replace(plan, operation=UPDATE)

    def requests(self, plan: Plan, current: Body | None) -> list[Request]:
        """The action comes after everything else."""
        requests = super().requests(plan, current)
        return [*requests, Request(self.action)] if self.action is not None else requests

    def send(self, plan: Plan, request: Request, identifier: str | None) -> Sequence[Body]:
        """Nothing shows whether the server acted. Raises NotConverged where the response of an action is lost."""
        if request.operation is not self.action:
            return super().send(plan, request, identifier)
        return act(self.task, request.operation, identifier)


def act(task: Task, operation: Operation, identifier: str | None) -> Sequence[Body]:
    """Send an operation that leaves nothing to see, and return its sessions, ended where the task waits.

    Raises NotConverged where the response is lost.
    """
    try:
        response = task.client.write(operation.method, filled(operation.path, identifier))
    except ResponseLost as lost:
        raise NotConverged(
            f"{lost.message} Whether the server did it cannot be read. Rerun the task: doing it twice does no harm.",
            **lost.facts,
        ) from lost
    return wait_for(task, started(operation, response))
