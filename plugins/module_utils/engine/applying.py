# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Carries out the plan of a reconciler. Private to the collection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.errors import ApiError
from ..schema.state import read_state
from .convergence import ensure_converged
from .executor import read_settled, session_facts
from .plan import CREATE, DELETE, Body, CreatedMeanwhile, Plan
from .reconciler import REFUSED, Outcome

if TYPE_CHECKING:
    from .reconciler import Reconciler


def lock_keys(reconciler: Reconciler, current: Body | None) -> list[str]:
    """What no other task may act on meanwhile: the object by the name that it has, and by the one in the task."""
    if reconciler.resource.is_singleton:
        return [reconciler.resource.path]
    option = reconciler.resource.name
    fields = tuple(field for field in reconciler.resource.fields if field.option == option)
    has = read_state(fields, current or {}, reconciler.context(current)).get(option)
    names = dict.fromkeys((has, reconciler.identity().get(option)))
    return [f"{reconciler.resource.path} {name}".lower() for name in names if name]


def apply(reconciler: Reconciler, plan: Plan, current: Body | None) -> Outcome:
    """Send the requests of the plan, wait for the server to finish, and compare the object with the plan."""
    # An update may give the object another name; its id stays.
    identifier = reconciler.id_of(current)
    sessions: list[Body] = []
    requests = reconciler.requests(plan, current)
    for number, request in enumerate(requests):
        if number and identifier is None and not reconciler.resource.is_singleton:
            identifier = reconciler.id_of(reconciler.find())
        try:
            started = reconciler.send(plan, request, identifier)
        except ApiError as refusal:
            _ensure_missing(reconciler, plan, number, refusal)
            raise
        sessions += [session_facts(reconciler.client, session) for session in started]
        if started and not reconciler.waiting.wait:
            if request is not requests[-1]:
                reconciler.task.warnings.append(
                    f"The task does not wait, so only the first part of the changes to the "
                    f"{reconciler.resource.title(plan.after)} was sent. Run it again when its session has ended."
                )
            return Outcome(reconciler.predict(plan, current).state, sessions)
    after = read_settled(reconciler.task.clock, lambda: reconciler.read(identifier), plan.operation == DELETE)
    ensure_converged(reconciler.resource, reconciler.context(after), plan, after)
    state = read_state(reconciler.resource.fields, after, reconciler.context(after)) if after else None
    return Outcome(state, sessions)


def _ensure_missing(reconciler: Reconciler, plan: Plan, number: int, refusal: ApiError) -> None:
    """Raise CreatedMeanwhile, once, where the server refuses to create what exists by now."""
    refused = plan.operation == CREATE and number == 0 and refusal.status in REFUSED
    if refused and not reconciler.refused and reconciler.find() is not None:
        reconciler.refused = True
        raise CreatedMeanwhile from refusal
