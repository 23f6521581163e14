# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A backup policy of Azure VMs in the desired state: as an object, in its place among the others, running or not.

The declaration of M(opendr.veeam.veeam_azure_vm_policy). Private to the collection.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from ..core.errors import InvalidOption
from ..core.polling import COPY_TIMEOUT
from ..engine.plan import ABSENT, CREATE, PRESENT, Body, Plan, Request
from ..engine.resource_module import resource_module
from ..engine.runnable import STARTED, STOPPED, RunnableReconciler
from ..schema.resource import Operation
from ..schema.state import State
from .policy_schema import ITEM, ORDER, PATH, POLICY, READERS, excluded, region_ids, selected

START = Operation("POST", ITEM + "/start", "sessions")
STOP = Operation("POST", ITEM + "/stop", "nothing")
JOB_SESSIONS = "/jobSessions"


class PolicyReconciler(RunnableReconciler):
    """What a policy protects is returned by reads of its own; its priority is its place in the list of all policies."""

    states = (PRESENT, ABSENT, STARTED, STOPPED)
    start = START
    stop = STOP
    operations = (START, STOP)
    wait_timeout = COPY_TIMEOUT
    readers = READERS

    def validate(self) -> None:
        """Raise InvalidOption for a priority that is none, or that goes with no policy."""
        super().validate()
        priority = self.task.params["priority"]
        if priority is not None and priority < 1:
            raise InvalidOption(
                f"priority={priority} is no place among the policies: the first policy has 1.", option="priority"
            )
        if self.task.params["state"] == ABSENT and priority is not None:
            raise InvalidOption("priority does not go with state=absent: leave one of them out.", option="priority")

    def expand(self, current: Body, for_update: bool) -> Body:
        """What the policy protects; an update has to send that again."""
        identifier = str(current["id"])
        reads = {
            "regions": ("regions", region_ids),
            "selected_items": ("selectedItems", selected),
            "excluded_items": ("excludedItems", excluded),
        }
        due = {key: read for option, (key, read) in reads.items() if for_update or option in self.task.raw}
        return {**current, **{key: read(self.client, identifier) for key, read in due.items() if key not in current}}

    def desired(self, current: Body | None) -> State:
        """A priority beyond the last place is the last place."""
        desired = super().desired(current)
        if desired.get("priority") is not None:
            places = len(self._order()) + (current is None)
            desired["priority"] = min(int(desired["priority"]), places)
        return desired

    def requests(self, plan: Plan, current: Body | None) -> list[Request]:
        """A new policy comes last by itself: no order has to be sent for that place."""
        requests = super().requests(plan, current)
        if plan.operation == CREATE and plan.after.get("priority") == len(self._order()) + 1:
            requests = [request for request in requests if request.operation is not ORDER]
        return requests

    def body_of(self, request: Request, identifier: str | None) -> object:
        """The order is the list of all policies."""
        if request.operation is not ORDER:
            return super().body_of(request, identifier)
        return ids_in_order(self._order(), str(identifier), int(self.task.params["priority"]))

    def run_sessions(self, identifier: str | None, since: datetime | None) -> Iterable[dict[str, Any]]:
        """The sessions in which the policy made backups."""
        query = {"PolicyId": identifier, "FromUtc": since.strftime("%Y-%m-%dT%H:%M:%SZ") if since else None}
        return (session for session in self.client.pages(JOB_SESSIONS, query) if is_run_of(session, str(identifier)))

    def _order(self) -> list[str]:
        return in_order(list(self.client.pages(PATH)))


def ids_in_order(ids: Sequence[str], identifier: str, priority: int) -> list[str]:
    """The order in which the policy has the priority, or the last place where there are fewer policies. Pure."""
    rest = [other for other in ids if other != identifier]
    rest.insert(min(priority, len(rest) + 1) - 1, identifier)
    return rest


def in_order(policies: Sequence[Mapping[str, Any]]) -> list[str]:
    """The ids of all policies, the one with the highest priority first. Pure."""
    return [str(policy["id"]) for policy in sorted(policies, key=lambda policy: int(policy.get("priority") or 0))]


def is_run_of(session: Mapping[str, Any], policy: str) -> bool:
    """Whether a session is a run of the policy; its health checks are none. Pure."""
    return str((session.get("backupJobInfo") or {}).get("policyId") or "").lower() == policy.lower()


MODULE = resource_module(POLICY, PolicyReconciler)
