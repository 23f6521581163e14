# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the modules of all types of jobs share. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ...core.errors import InvalidOption, joined, listed
from ...engine.plan import Body, Plan
from ...engine.reconciler import Reconciler
from ...engine.task import Reader
from ...schema.resource import SchemaContext
from ...schema.state import State, read_state
from ...schema.validation import validate_supported
from .. import inventory
from .nested import NestedFinder
from .objects import ObjectFinder


class JobReconciler(Reconciler):
    """A job with the inventory objects that it names; never one of a type that is another module's.

    ``sources`` are the options that say what it processes: one of them at least.
    """

    sources: ClassVar[tuple[str, ...]] = ("objects",)
    readers: ClassVar[Mapping[str, Reader]] = inventory.READERS

    def find(self) -> Body | None:
        """The job, by its id or name. Raises InvalidOption for one of another family."""
        found = super().find()
        if found is not None:
            self.validate_family(found)
        return found

    def validate_family(self, job: Body) -> None:
        """Raise InvalidOption for a job whose type this module does not have."""
        types = self.resource.field(self.resource.variant).choices
        kind = str(job.get("type"))
        if kind not in types:
            module = self.resource.other_variants.get(kind)
            use = f"{module}, or veeam_job" if module else "veeam_job"
            raise InvalidOption(
                f"The job '{job.get('name')}' is of type {kind}, and this module is for {listed(list(types))}. "
                f"Use {use} to enable, disable, run or remove it.",
                option=self.resource.name,
            )

    def preflight(self, plan: Plan, current: Body | None) -> None:
        """Raise InvalidOption for a job that would have nothing to process."""
        super().preflight(plan, current)
        there = [source for source in self.sources if source in plan.after]
        state = self.state_after(plan, current)
        if there and not any(state.get(source) for source in self.sources):
            names = joined(there)
            raise InvalidOption(
                f"The {self.resource.title(plan.after)} needs something to process, and with this task {names} "
                f"would be empty. Give other {names}, or {there[0]}_mode=merge.",
                option=there[0],
            )

    def state_after(self, plan: Plan, current: Body | None) -> State:
        """The whole job as it will be, and not only what the task gives."""
        return {**read_state(self.resource.fields, current or {}, self.context(current)), **plan.after}

    def desired(self, current: Body | None) -> State:
        """What the task gives, with whole inventory objects. Raises ObjectNotFound, AmbiguousName, InvalidOption."""
        context, kind = self.context(current), self.resource.field(self.resource.variant)
        # Before the names, as a revision without a type of job may not have either what such a job names.
        validate_supported((kind,), {kind.option: context.variant}, context, "")
        desired = super().desired(current)
        if context.variant is None:
            # The plan says that it is missing.
            return desired
        return self.finder(context, current).complete(self.resource.fields, desired)

    def finder(self, context: SchemaContext, current: Body | None) -> NestedFinder:
        """What completes the objects that the task names."""
        return ObjectFinder(self.client, context, current, self.task.params)
