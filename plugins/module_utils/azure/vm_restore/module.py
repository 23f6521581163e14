# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restore of Azure VMs and of their disks: started once, followed to its end, and not done again.

What a session restores is told by its items. A session whose items the server does not tell (yet) is known by a marker
in its reason. Private to the collection. Operations ``POST /restorePoints/virtualMachines/{restorePointId}/
restoreVirtualMachine`` and ``.../restoreDisk``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from ...core.polling import WAIT_OPTIONS
from ...core.timestamps import parse_time
from ...engine.task import ApiUsage, Declaration, RequestBody, Result, Task
from ...schema.resource import Operation, filled
from ...schema.state import State
from ...sessions.adapter import CANCELED, FAILED, RUNNING, SUCCEEDED, WARNED
from ...sessions.watcher import session_facts
from ...workflow.rerun_guard import Newcomers, pins_recovery, recovered_before
from ...workflow.runner import run_workflow, starting_from, workflow_facts
from ...workflow.state_machine import NONE, Done, Lifecycle, Observation, Step, Wait
from .. import restore_points
from ..cloud_objects import KINDS
from ..flr_sessions import JOB_SESSIONS, marker_of
from ..product import AZURE
from ..references import SERVICE_ACCOUNT
from ..restore_points import Choice, choice_facts, chosen_point, created, group_of
from ..session_adapter import job_verdict
from .options import (
    DISKS,
    DISKS_SENT,
    MACHINE,
    MACHINE_SENT,
    OPTIONS,
    ORIGINAL,
    RestoreRequest,
    validate_options,
    words,
)

POINT = restore_points.RESTORE_POINT
RESTORE_MACHINE = Operation("POST", POINT + "/restoreVirtualMachine", "session", session_type="RestoreVms")
RESTORE_DISKS = Operation("POST", POINT + "/restoreDisk", "session", session_type="RestoreDisks")
OPERATIONS = {MACHINE: RESTORE_MACHINE, DISKS: RESTORE_DISKS}
ITEMS = "/jobSessions/{restoreJobSessionId}/restoredItems"

# The goal, and the phases besides none.
RESTORED, RESTORING = "restored", "restoring"
Session = Mapping[str, Any]
# A name and a resource group; an empty group is any.
Item = tuple[str, str]


def _lifecycle(noun: str, operation: Operation) -> Lifecycle:
    """The route of a restore; one that failed before is no obstacle to the next."""
    step = Step(
        "restore", operation, RESTORING, lambda restore, seen: restore.body(), lambda restore, seen: restore.point
    )
    return Lifecycle(noun, {RESTORED: {NONE: step, RESTORING: Wait(RESTORED), RESTORED: Done()}})


LIFECYCLES = {
    MACHINE: _lifecycle("restore of an Azure VM", RESTORE_MACHINE),
    DISKS: _lifecycle("restore of disks of an Azure VM", RESTORE_DISKS),
}


def restore(task: Task) -> Result:
    """Restore what the task describes, unless that is done or under way."""
    validate_options(task.params)
    if task.params["since"]:
        parse_time(task.params["since"])
    wanted = Restore(task, chosen_point(task.client, task.params["restore_point"]))
    lifecycle = LIFECYCLES[task.params["scope"]]
    first = wanted.observe()
    if first.phase == NONE:
        wanted.ensure_not_repeated()
    observe = starting_from(first, wanted.observe)
    facts = workflow_facts(run_workflow(lifecycle, task, RESTORED, wanted.name, wanted, observe))
    facts.setdefault("session", wanted.session_facts())
    return {
        **facts,
        "restore_point": choice_facts(wanted.choice, task.client.server_time),
        "restore": wanted.words() if facts["steps"] else {},
        "diff": {
            "before": {"name": wanted.name, "phase": first.phase},
            "after": {"name": wanted.name, "phase": lifecycle.ending(RESTORED, first.phase)},
        },
    }


class Restore:
    """The restore that a task describes, and what the server knows of it."""

    def __init__(self, task: Task, choice: Choice) -> None:
        self.choice = choice
        self.point = str(choice.point["id"])
        self._task = task
        self._client = task.client
        self._wanted = RestoreRequest(task, choice)
        # Names that mean nothing are found out before anything is sent, in check mode too.
        self._state = self._wanted.state()
        self._items = self._restored_items()
        self.name = ", ".join(sorted(name for name, _group in self._items))
        self.marker = marker_of("restore", *self._wanted.way, *sorted(self._items), choice.machine.get("id"))
        self._type = OPERATIONS[task.params["scope"]].session_type
        self._newcomers = Newcomers()
        # The ids of the sessions that were seen running: they count, whenever they began.
        self._followed: set[str] = set()
        self._ours: dict[str, bool] = {}
        self._done: Session | None = None
        since = task.params["since"]
        self._since = parse_time(since) if since else created(choice.point)
        self._looked: datetime | None = None

    def _restored_items(self) -> set[Item]:
        """What the session of this restore will list."""
        group = group_of(self.choice.machine)
        state = self._state
        if self._wanted.way[0] == MACHINE:
            name = state.get("name") or self.choice.point.get("vmName")
            return {item(name, (state.get("resource_group") or {}).get("name") or group)}
        if self._wanted.way[1] == ORIGINAL:
            out = {one["disk"] for one in state["excluded_disks"]}
            held = [one for one in self._wanted.held() if one.get("diskId") not in out]
            return {item(one.get("diskName"), (one.get("resourceGroup") or {}).get("name") or group) for one in held}
        return {item(one["name"], (one.get("resource_group") or {}).get("name")) for one in state["disks"]}

    # --- What the server shows. ---

    def observe(self) -> Observation:
        """Where the restore stands now."""
        sessions = self._sessions(self._first_of_interest())
        fresh = self._newcomers.among(sessions)
        now = newest(sessions, (RUNNING,))
        if now is not None:
            self._followed.add(str(now["id"]))
            return Observation(RESTORING, session=now)
        self._followed |= {str(one["id"]) for one in fresh}
        followed = [one for one in sessions if str(one["id"]) in self._followed]
        if followed and job_verdict(followed[-1]).status in (FAILED, CANCELED):
            # Looking at it will say why.
            return Observation(RESTORING, session=followed[-1])
        self._done = newest(followed, (SUCCEEDED, WARNED)) or self._restored_before(sessions)
        return Observation(NONE) if self._done is None else Observation(RESTORED)

    def _first_of_interest(self) -> datetime:
        """The time since which restores count, or at which this task began to look, whatever is earlier."""
        if self._looked is None:
            # The Date header counts whole seconds.
            self._looked = (self._client.server_time or self._since) - timedelta(seconds=1)
        return min(self._since, self._looked)

    def _sessions(self, since: datetime | None = None) -> list[Session]:
        """The restores of the same to the same place that run or began since then, oldest first.

        Each session is asked for its items once, so it is not asked for those of years.
        """
        every = [one for one in self._client.pages(JOB_SESSIONS, {"Types": self._type}) if one["type"] == self._type]
        late = [one for one in every if since is None or began(one) >= since or job_verdict(one).status == RUNNING]
        return sorted((one for one in late if self._is_ours(one)), key=began)

    def _is_ours(self, session: Session) -> bool:
        """Whether a session restores the same; asked again while the server does not tell its items yet."""
        if is_marked(session, self.marker):
            return True
        identifier = str(session["id"])
        if identifier not in self._ours:
            told = [*self._client.pages(filled(ITEMS, identifier))]
            if not told and job_verdict(session).status == RUNNING:
                return False
            self._ours[identifier] = covers(told, self._items)
        return self._ours[identifier]

    def _restored_before(self, sessions: Sequence[Session]) -> Session | None:
        """The restore that was done since the task's point in time, or since the restore point was made."""
        return newest([one for one in sessions if began(one) >= self._since], (SUCCEEDED, WARNED))

    def ensure_not_repeated(self) -> None:
        """Raise RecoveryBlocked where it was restored before, and nothing says that this is another restore."""
        last = newest(self._sessions(), (SUCCEEDED, WARNED))
        if last is None or pins_recovery(self._task.params):
            return
        raise recovered_before(self.name, str(last["id"]), str(last.get("executionStopTime")))

    # --- What is sent, and what the result tells. ---

    def body(self) -> State:
        """The body that starts the restore."""
        return self._wanted.body({**self._state, "reason": f"{self._state['reason']} {self.marker}"})

    def session_facts(self) -> State | None:
        """The session that has restored it before, None where there is none."""
        return None if self._done is None else session_facts(self._client, self._done)

    def words(self) -> State:
        """What the task says to the server, with names for the objects."""
        said: State = words(self._state)
        for option in ("service_account", "source_service_account"):
            if self._task.params[option]:
                said[option] = self._task.params[option]
        return said


def item(name: Any, group: Any) -> Item:
    """A restored thing as it is compared; Azure does not look at the case of names. Pure."""
    return str(name or "").lower(), str(group or "").lower()


def covers(told: Sequence[Mapping[str, Any]], wanted: set[Item]) -> bool:
    """Whether a session that lists these items restores all that is wanted. Pure."""
    listed = {item(one.get("name"), one.get("resourceGroupName")) for one in told}
    names = {name for name, _group in listed}
    return bool(wanted) and all(one in listed or (not one[1] and one[0] in names) for one in wanted)


def is_marked(session: Session, marker: str) -> bool:
    """Whether a session was started for what the marker stands for. Pure."""
    return marker in str((session.get("restoreJobInfo") or {}).get("reason") or "")


def began(session: Session) -> datetime:
    """When a session began; one that has not yet begins last. Pure."""
    return parse_time(str(session.get("executionStartTime") or "9999-01-01T00:00:00Z"))


def newest(sessions: Sequence[Session], statuses: Sequence[str]) -> Session | None:
    """The newest session that stands like this. Pure."""
    return max((one for one in sessions if job_verdict(one).status in statuses), key=began, default=None)


MODULE = Declaration(
    product=AZURE,
    options={"restore_point": restore_points.OPTION, "since": {"type": "str"}, **OPTIONS, **WAIT_OPTIONS},
    run=restore,
    api=ApiUsage(
        operations=(RESTORE_MACHINE, RESTORE_DISKS),
        reads=(
            *restore_points.READS,
            JOB_SESSIONS,
            restore_points.JOB_SESSION + "/log",
            ITEMS,
            SERVICE_ACCOUNT.path,
            *(kind.path for kind in KINDS),
        ),
        bodies=(RequestBody(RESTORE_MACHINE, MACHINE_SENT), RequestBody(RESTORE_DISKS, DISKS_SENT)),
    ),
)
