# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recoveries that are mounts: published from a backup, perhaps migrated to production, or taken back.

One algorithm for every product and every kind of object: find the mount of this recovery, choose the restore point,
prepare the requests, and go from phase to phase. A product says only what its mounts look like, what they mean, and
what to send. Private to the collection.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from ..core.errors import ApiError, ObjectNotFound, RecoveryBlocked, ResponseLost, VeeamError
from ..core.naming import select_one
from ..core.polling import poll
from ..engine.task import Result, Task
from ..schema.resource import Operation, filled
from ..schema.state import State
from ..sessions.stopping import CLOSING, CLOSING_POLL
from .rerun_guard import EarlierRecovery, pins_recovery, recovered_before, since_of, validate_again
from .restore_point_choice import Point, RestorePointChoice
from .runner import run_workflow, starting_from, workflow_facts
from .state_machine import Lifecycle, Observation, Step, Transition, Yields

# The goals of a task.
MOUNTED, MIGRATED, SWITCHED_OVER, ABSENT = "mounted", "migrated", "switched_over", "absent"
# The goals that a recovery reaches for good, and must not reach a second time because of a newer restore point.
LASTING_GOALS = (MIGRATED, SWITCHED_OVER)

# The steps.
MOUNT, MIGRATE, SWITCH_OVER, UNMOUNT = "mount", "migrate", "switchover", "unmount"
CHANGE_SETTINGS = "change switchover settings"

Mount = Mapping[str, Any]


class MountedRecovery(ABC):
    """The recovery that a task describes, and what the server knows of it.

    A subclass sets ``name``, the name that the mounted object has, and overrides the steps below ``run``.
    ``name_key`` is what results call that name; ``alternative`` is how a message says that the same object can be
    mounted a second time, empty where it cannot. ``to_original`` is whether the task recovers to the place of the
    original.
    """

    name: str
    name_key = "name"
    alternative = ""

    def __init__(self, task: Task, goal: str, to_original: bool = False) -> None:
        validate_again(task.params, to_original)
        self.task = task
        self.client = task.client
        self.goal = goal
        self.since = since_of(task)
        self._to_original = to_original
        self.rules: Mapping[str, Any] = task.params["restore_point"]
        self.mount_id = str(task.params.get("mount_id") or "")
        self.choice: RestorePointChoice | None = None
        # The mounts that the last observation found not to be ours; not read where mount_id names ours.
        self.other_mounts: list[Mount] = []
        # Whether this task has requested the migration, which some servers keep no session of.
        self.migration_requested = False
        # The origin of what this task has begun to mount, and of what it has taken back.
        self.requested = self.withdrawn = ""
        # Whether the server has responded that the migration is done, which some servers do in place of a session.
        self.migration_done = False

    def run(self) -> Result:
        """Bring the recovery to its goal. The only place that orders the steps."""
        first = self.observe()
        lifecycle = self.lifecycle()
        self.prepare(lifecycle.predict(self.goal, first.phase))
        before = self.settings_facts()
        observe = starting_from(first, self.observe)
        workflow_result = run_workflow(lifecycle, self.task, self.goal, self.name, self, observe)
        facts = workflow_facts(workflow_result)
        after = self.desired_settings_facts() if CHANGE_SETTINGS in facts["steps"] else before
        final_phase = lifecycle.final_phase(self.goal, first.phase)
        return {
            **facts,
            "mount": self.mount_facts(workflow_result.observation.mount),
            "restore_point": self.restore_point_facts(),
            "recovery": self.request_facts(facts["steps"]),
            **self.settings_facts(),
            "diff": {
                "before": {self.name_key: self.name, "phase": first.phase, **before},
                "after": {self.name_key: self.name, "phase": final_phase, **after},
            },
        }

    # --- The steps that a product overrides. ---

    @abstractmethod
    def lifecycle(self) -> Lifecycle[MountedRecovery]:
        """The phases and the steps between them."""

    @abstractmethod
    def list_mounts(self) -> Iterable[Mount]:
        """All mounts of this kind on the server."""

    @abstractmethod
    def read_mount(self, identifier: str) -> Mount | None:
        """The mount with an id, None where there is none."""

    @abstractmethod
    def is_ours(self, mount: Mount) -> bool:
        """Whether a mount is of the object and under the name that the task means."""

    @abstractmethod
    def point_id_of(self, mount: Mount) -> str:
        """The id of the restore point that a mount was made from."""

    @abstractmethod
    def point_of(self, mount: Mount) -> Point:
        """The restore point that a mount was made from. Raises RecoveryBlocked where it is of another object."""

    @abstractmethod
    def choose_point(self) -> RestorePointChoice:
        """The restore point that the task means. Raises ObjectNotFound, AmbiguousName, NoRestorePoint."""

    @abstractmethod
    def observe_mount(self, mount: Mount | None) -> Observation:
        """Where the recovery stands, with its mount, or None where it has none."""

    @abstractmethod
    def earlier_recovery(self) -> EarlierRecovery | None:
        """The last recovery of the same object that reached a lasting goal, no matter when."""

    @abstractmethod
    def mount_body(self) -> State:
        """The body that starts the recovery. Raises InvalidOption, ObjectNotFound, AmbiguousName."""

    @abstractmethod
    def migration_body(self) -> State:
        """The body that starts the migration. Raises InvalidOption, ObjectNotFound, AmbiguousName."""

    @abstractmethod
    def mount_facts(self, mount: Mount | None) -> State | None:
        """What the result reports of the mount, in the words of the options."""

    @abstractmethod
    def restore_point_facts(self) -> State | None:
        """What the result reports of the restore point, None where none had to be chosen."""

    @abstractmethod
    def request_facts(self, steps: Sequence[str]) -> State:
        """What the result reports of the requests of the steps, in the words of the options and without secrets."""

    @abstractmethod
    def is_over(self, mount: Mount) -> bool:
        """Whether a mount that the server still lists is gone."""

    @abstractmethod
    def settings_body(self) -> State:
        """The body that changes the settings of the switchover."""

    @abstractmethod
    def settings_facts(self) -> State:
        """What the result reports of the settings of the switchover; empty where there are none."""

    @abstractmethod
    def desired_settings_facts(self) -> State:
        """What ``settings_facts`` reports once the settings are as the task says."""

    @abstractmethod
    def ensure_not_done_unseen(self) -> None:
        """Raise RecoveryBlocked where a lasting goal may have been reached although the server does not show it."""

    def session_id_of(self, mount: Mount) -> str:  # noqa: ARG002
        """The id of the session in which a mount was made, empty where mounts do not show it."""
        return ""

    # What the origin of a mount is.
    origin_noun = "session"

    def origin_of(self, mount: Mount) -> str:
        """The id that the request to mount was answered with: of a session; empty where mounts do not show it."""
        return self.session_id_of(mount)

    def began(self, origin: str) -> datetime:
        """When the mount of an origin began. Asked where mounts show their origin."""
        raise NotImplementedError(origin)

    # --- What every product has in common. ---

    def observe(self) -> Observation:
        """Where the recovery stands now."""
        mount = self.find_mount()
        if mount is not None:
            self._ensure_same_restore_point(mount)
        chosen = None if self.choice is None else self.choice.point["id"]
        if chosen is None or (mount is not None and self.point_id_of(mount) != chosen):
            self._choose(mount)
        observation = self.observe_mount(mount)
        return observation if mount is None or not self._is_faster(mount) else self._yield_to(mount, observation)

    def find_mount(self) -> Mount | None:
        """The mount of this recovery, None where there is none. Raises AmbiguousName."""
        if self.mount_id:
            mount = self.read_mount(self.mount_id)
            self.other_mounts = [] if mount else list(self.list_mounts())
            return mount
        every = list(self.list_mounts())
        ours = self._of_oldest_run([mount for mount in every if self.is_ours(mount)])
        self.other_mounts = [mount for mount in every if mount not in ours]
        if len(ours) > 1:
            ours = [mount for mount in ours if not self.is_over(mount)] or ours
        if len(ours) > 1 and self.rules.get("id"):
            ours = [mount for mount in ours if self.point_id_of(mount) == self.rules["id"]] or ours
        advice = "Set mount_id to the id of the mount that you mean."
        return select_one("mount", self.name, ours, lambda mount: f"{mount['id']} ({mount.get('state')})", advice)

    def _of_oldest_run(self, mounts: Sequence[Mount]) -> list[Mount]:
        """The mounts without what this task has taken back; once it has begun to mount, those of the fastest run."""
        left = [mount for mount in mounts if not self.withdrawn or self.origin_of(mount) != self.withdrawn]
        faster = [mount for mount in left if self._is_faster(mount)]
        if faster:
            return sorted(faster, key=lambda mount: self.began(self.origin_of(mount)))[:1]
        if not self.requested:
            return left
        return [mount for mount in left if self.origin_of(mount) in ("", self.requested)]

    def _is_faster(self, mount: Mount) -> bool:
        """Whether another run began with a mount before this one, which has mounted the same."""
        origin = self.origin_of(mount)
        if not self.requested or origin in ("", self.requested) or self.is_over(mount):
            return False
        return (self.began(origin), origin) < (self.began(self.requested), self.requested)

    def _yield_to(self, mount: Mount, observation: Observation) -> Observation:
        self.withdrawn, self.requested = self.requested, ""
        session = {"id": self.session_id_of(mount)} if self.session_id_of(mount) else observation.session
        yields = Yields(self.origin_noun, self.withdrawn, self.origin_of(mount))
        return replace(observation, session=session, yields=yields)

    def unmount_withdrawn(self, operation: Operation) -> bool:
        """Unmount what this task has withdrawn, and wait until it is gone. False where that does not come about.

        A server may refuse to unmount what has only just begun, so the request is sent again after a refusal.
        """
        accepted = False

        def observe() -> bool | None:
            nonlocal accepted
            mount = self.read_mount(self.withdrawn)
            if mount is None or self.is_over(mount):
                return True
            if not accepted:
                try:
                    self.client.write(operation.method, filled(operation.path, self.withdrawn))
                except ResponseLost:
                    pass
                except ApiError:
                    return None
                accepted = True
            return None

        try:
            return bool(poll(observe, self.task.clock, CLOSING, CLOSING_POLL))
        except VeeamError:
            return False

    def prepare(self, steps: Sequence[Step[MountedRecovery]]) -> None:
        """Make the bodies of the steps before any is sent, in check mode too.

        Raises InvalidOption, ObjectNotFound, AmbiguousName, RecoveryBlocked.
        """
        names = [step.name for step in steps]
        if MOUNT in names:
            if self.mount_id:
                raise ObjectNotFound(
                    f"There is no mount with the id {self.mount_id}. To mount '{self.name}', leave mount_id out.",
                    id=self.mount_id,
                )
            self._ensure_not_repeated()
            if self.goal in LASTING_GOALS:
                self.ensure_not_done_unseen()
            self.mount_body()
        if MIGRATE in names:
            self.migration_body()

    def _ensure_same_restore_point(self, mount: Mount) -> None:
        desired, current = self.rules.get("id"), self.point_id_of(mount)
        if desired and current != desired:
            raise RecoveryBlocked(
                f"'{self.name}' is already mounted, from the restore point {current} and not from {desired}. To "
                f"continue with that mount, leave restore_point.id out. {self.alternative}To mount the other restore "
                "point in its place, remove the mount with state=absent first.",
                mount=mount["id"],
                current=current,
                desired=desired,
            )

    def _choose(self, mount: Mount | None) -> None:
        """Choose the restore point: that of the mount where there is one, else as the task says."""
        if mount is not None:
            self.choice = RestorePointChoice(self.point_of(mount))
        elif self.goal != ABSENT:
            self.choice = self.choose_point()

    def _ensure_not_repeated(self) -> None:
        """Raise RecoveryBlocked where it was recovered before, and the task does not say that it wants another."""
        if self.goal not in LASTING_GOALS or pins_recovery(self.task.params):
            return
        earlier = self.earlier_recovery()
        if earlier is not None:
            raise recovered_before(self.task, self.name, earlier, self._to_original)


MountTransition = Transition[MountedRecovery]


def _remember(recovery: MountedRecovery, started: Mapping[str, Any]) -> None:
    recovery.requested = str(started["id"])


def mount_step(operation: Operation, next_phase: str, unmount: Operation | None = None) -> Step[MountedRecovery]:
    """The step that mounts. ``unmount`` takes it back where its response is the mount, and not a session to stop."""
    step: Step[MountedRecovery] = Step(
        MOUNT, operation, next_phase, lambda recovery, observation: recovery.mount_body(), started=_remember
    )
    if unmount is None:
        return step
    taking_back = unmount
    return replace(step, responded=_remember, take_back=lambda recovery: recovery.unmount_withdrawn(taking_back))


def migrate_step(
    operation: Operation, next_phase: str, settles: Mapping[str, str] | None = None
) -> Step[MountedRecovery]:
    """The step that migrates a mount to production."""
    return Step(
        MIGRATE, operation, next_phase, lambda recovery, observation: recovery.migration_body(), settles=settles or {}
    )


def switchover_step(
    operation: Operation, next_phase: str, settles: Mapping[str, str] | None = None
) -> Step[MountedRecovery]:
    """The step that switches over to what was migrated."""
    return Step(SWITCH_OVER, operation, next_phase, settles=settles or {})


def unmount_step(operation: Operation, next_phase: str) -> Step[MountedRecovery]:
    """The step that takes a mount back."""
    return Step(UNMOUNT, operation, next_phase)


def settings_step(operation: Operation, next_phase: str) -> Step[MountedRecovery]:
    """The step that changes the settings of the switchover."""
    return Step(CHANGE_SETTINGS, operation, next_phase, lambda recovery, observation: recovery.settings_body())
