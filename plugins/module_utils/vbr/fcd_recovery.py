# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Instant recovery of single disks, as First Class Disks of VMware vSphere.

Operations under ``/api/v1/restore/instantRecovery/vSphere/fcd``. A mount holds one or several disks of
a restore point. Disks can be migrated one by one; a migrated disk leaves the mount, and the last one
takes the mount with it. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..core.errors import InvalidOption, RecoveryBlocked, listed
from ..core.polling import WAIT_OPTIONS
from ..engine.task import ApiUsage, Declaration, RequestBody, Result, Task
from ..schema.fields import Field, argument_spec
from ..schema.listing import Filter, Listing
from ..schema.resource import Operation
from ..schema.state import State
from ..workflow.state_machine import NONE, Observation, Step
from .instant_recovery.machines import (
    DISMOUNTING,
    FINISHING,
    IS_MIGRATED,
    IS_MOUNTED,
    MIGRATING,
    MOUNTING,
    STATES,
    lifecycle,
    restores_of,
)
from .instant_recovery.module import Recovery, lead_to_goal
from .instant_recovery.platform import ABSENT, MIGRATED, MOUNTED, Platform, RecoveryQuery
from .inventory import CLUSTER, DATASTORE, INVENTORY, SERVER_INVENTORY, STORAGE_POLICY, VSPHERE, inventory_object
from .product import VBR
from .restore_points import OPTION, READS
from .task_sessions import TASK_SESSIONS, after, ended_well, of_type, running, session_of

PATH = "/restore/instantRecovery/vSphere/fcd"
RECOVERY_SESSION, MIGRATION_SESSION = "FirstClassDiskInstantRestore", "FirstClassDiskQuickMigration"

DISK = (
    Field("name", api="nameInBackup", required=True),
    Field("mounted_name", api="mountedDiskName", required=True),
    Field("registered_name", api="registeredFcdName", required=True),
)
SPEC = (
    inventory_object("cluster", CLUSTER, api="destinationCluster", required=True),
    Field("disks", "list", elements="dict", api="disksMapping", fields=DISK, item_key="name", required=True),
    Field(
        "write_cache",
        "dict",
        fields=(
            Field("redirect_enabled", "bool", api="redirectIsEnabled", default=False),
            inventory_object("cache_datastore", DATASTORE),
            inventory_object("storage_policy", STORAGE_POLICY),
        ),
    ),
    Field("reason", since="1.3-rev2"),
)
MIGRATION = (
    Field("disks", "list", elements="str", api="mountedDiskNames"),
    inventory_object("datastore", DATASTORE, api="targetDatastore", required=True),
    inventory_object("storage_policy", STORAGE_POLICY),
)

MOUNT_FIELDS = (
    Field("id", mode="computed"),
    Field("state", mode="computed"),
    Field("session_id", mode="computed"),
    Field("restore_point_id", api="spec.restorePointId", mode="computed"),
    Field("error_message", mode="computed"),
    Field("mounted_disks", "list", elements="dict", mode="computed", fields=(*DISK, Field("object_id"))),
    Field("spec", "dict", mode="computed", fields=SPEC),
)
FILTERS = (
    Filter("state", query="stateFilter", choices=tuple(STATES), field="state"),
    Filter("restore_point_id", field="restore_point_id"),
    Filter("mount_id", field="id"),
)

MOUNT = Step(
    "mount",
    Operation("POST", PATH, "session", session_type=RECOVERY_SESSION),
    MOUNTING,
    lambda recovery, seen: recovery.mount_body(),
)
MIGRATE = Step(
    "migrate",
    Operation("POST", PATH + "/{mountId}/migrate", "session", session_type=MIGRATION_SESSION),
    MIGRATING,
    lambda recovery, seen: recovery.migration_body(),
)
UNMOUNT = Step("unmount", Operation("POST", PATH + "/{mountId}/dismount", "session"), DISMOUNTING)


def recover_disks(task: Task) -> Result:
    """Lead the recovery of disks that the task describes to its goal."""
    goal = task.params["state"]
    return lead_to_goal(task, PLATFORM, goal, DiskRecovery(task, PLATFORM, goal))


class DiskRecovery(Recovery):
    """The recovery of some disks of a machine."""

    # What the last look found: the disks in the mount, and whether there is another mount of the machine.
    _there: list[str]
    _siblings: bool

    @property
    def _registered(self) -> list[str]:
        """The names that tell the disks of this recovery from those of another one of the same machine."""
        return [disk["registered_name"] for disk in self._spec.get("disks", ()) if disk.get("registered_name")]

    def _is_ours(self, mount: Mapping[str, Any]) -> bool:
        if not super()._is_ours(mount):
            return False
        return not self._registered or bool(set(self._registered) & set(registered_names(mount)))

    def _seen(self, mount: Mapping[str, Any] | None) -> Observation:
        if mount is not None:
            ensure_same_disks(self.name, mount, self._registered, self._goal)
        self._validate_disks(mount)
        sessions = restores_of(self._query)
        migrated = bool(ended_well(sessions, MIGRATION_SESSION))
        if mount is not None and migrated:
            # One that ended since the mount was read has taken disks out of it.
            mount = self._client.find(f"{PATH}/{mount['id']}")
        self._there = self._names_given() if mount is None else disks_in(mount, migrated)
        if mount is None and self._siblings:
            # Of two mounts of a machine, what is being migrated is in the one that is there.
            sessions = [one for one in sessions if not _is_running_migration(one)]
        seen = observation_of(mount, sessions, self._chosen(), self._mounted_at(mount, sessions))
        failed = self._query.failed_meanwhile(of_type(sessions, MIGRATION_SESSION))
        return seen if failed is None else Observation(MIGRATING, mount, session_of(failed))

    def _note_others(self, mounts: list[dict[str, Any]]) -> None:
        super()._note_others(mounts)
        self._siblings = any(self._mount_name(one) == self.name for one in mounts)

    def _names_given(self) -> list[str]:
        """The mounted names of the disks that the task names."""
        return [disk["mounted_name"] for disk in self._spec.get("disks", ()) if disk.get("mounted_name")]

    def _mounted_at(self, mount: Mapping[str, Any] | None, sessions: Sequence[Mapping[str, Any]]) -> str:
        """When the mount's own session began: an earlier migration says nothing about it."""
        if mount is None or not ended_well(sessions, MIGRATION_SESSION):
            return ""
        session = self._client.find("/sessions/{}".format(mount.get("sessionId")))
        return str((session or {}).get("creationTime") or "")

    def _chosen(self) -> list[str] | None:
        """The disks to migrate by name, all of them where the task names none, None where it does not migrate."""
        return list(self._migration.get("disks") or []) if self._goal == MIGRATED else None

    def _validate_disks(self, mount: Mapping[str, Any] | None) -> None:
        known = self._names_given() if mount is None else started_with(mount)
        unknown = [one for one in self._chosen() or () if one not in known]
        # With nothing mounted and no disks given, nothing can be told yet; what is missing is said elsewhere.
        if unknown and known:
            raise InvalidOption(
                f"migration.disks: {listed(unknown)} is not the mounted_name of any of these disks of '{self.name}'. "
                f"It has: {listed(known)}.",
                option="migration.disks",
                candidates=known,
            )

    def _migration_of(self) -> State:
        body = super()._migration_of()
        chosen = self._chosen()
        body["mountedDiskNames"] = [one for one in self._there if not chosen or one in chosen]
        return body


def _is_running_migration(session: Mapping[str, Any]) -> bool:
    return session.get("sessionType") == MIGRATION_SESSION and session.get("state") != "Stopped"


def registered_names(mount: Mapping[str, Any]) -> list[str]:
    """The names under which the disks of a mount are registered. Pure."""
    return [str(disk.get("registeredFcdName")) for disk in _mapping(mount)]


def started_with(mount: Mapping[str, Any]) -> list[str]:
    """The mounted names of all disks that a mount was started with. Pure."""
    return [str(disk["mountedDiskName"]) for disk in _mapping(mount)]


def mounted_names(mount: Mapping[str, Any]) -> list[str]:
    """The names of the disks that are in a mount now. Pure."""
    return [str(disk["mountedDiskName"]) for disk in mount.get("mountedDisks") or ()]


def disks_in(mount: Mapping[str, Any], migrated: bool) -> list[str]:
    """The mounted names of the disks of a mount; a server that tells none before a migration has them all. Pure."""
    there = mounted_names(mount)
    return there if there or migrated else started_with(mount)


def _mapping(mount: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    return (mount.get("spec") or {}).get("disksMapping") or ()


def ensure_same_disks(name: str, mount: Mapping[str, Any], wanted: Sequence[str], goal: str) -> None:
    """Raise RecoveryBlocked where a mount has not the disks that the task names. Pure.

    A mount that has more of them will do, unless it is to be taken back: as a whole, with every disk in it.
    """
    found = registered_names(mount)
    missing = [one for one in wanted if one not in found]
    more = [one for one in found if one not in wanted] if wanted and goal == ABSENT else []
    if not missing and not more:
        return
    reason = (
        f"It has {listed(more)} too, and a mount is taken back as a whole. Name all its disks, or leave disks out."
        if more and not missing
        else f"It lacks {listed(missing)}, and a mount gets no further disks. Give the missing disks in a task of "
        "their own, or remove the mount with state=absent first."
    )
    raise RecoveryBlocked(
        f"The mount {mount['id']} of '{name}' is not of the disks that the task names. {reason}",
        mount=mount["id"],
        current=found,
        desired=list(wanted),
    )


def observation_of(
    mount: Mapping[str, Any] | None,
    sessions: Sequence[Mapping[str, Any]],
    chosen: Sequence[str] | None,
    mounted_at: str = "",
) -> Observation:
    """The phase that a mount and the sessions mean together. Pure.

    ``chosen`` are the disks to migrate, all of them if empty, None where the task does not migrate;
    ``mounted_at`` is when the mount's own session began.
    """
    migrating = running(sessions, MIGRATION_SESSION)
    if migrating:
        return Observation(MIGRATING, mount, session_of(migrating))
    migrations = [one for one in ended_well(sessions, MIGRATION_SESSION) if after(one, mounted_at)]
    if mount is None:
        mounting = running(sessions, RECOVERY_SESSION)
        if mounting and (not migrations or after(mounting, str(migrations[-1]["creationTime"]))):
            return Observation(MOUNTING, session=session_of(mounting))
        return Observation(IS_MIGRATED if migrations else NONE)
    phase = STATES.get(str(mount.get("state")), str(mount.get("state")))
    if migrations and phase in (IS_MOUNTED, DISMOUNTING):
        left = mounted_names(mount)
        if not left:
            # The last disk takes the mount with it.
            phase = FINISHING
        elif phase == IS_MOUNTED and chosen and not set(chosen) & set(left):
            phase = IS_MIGRATED
    session = {"id": mount["sessionId"]} if phase == MOUNTING else None
    return Observation(phase, mount, session, reason=str(mount.get("errorMessage") or ""))


def observe(query_state: RecoveryQuery, mount: Mapping[str, Any] | None) -> Observation:
    """Where the recovery stands, whichever disks are meant."""
    return observation_of(mount, restores_of(query_state), None)


PLATFORM = Platform(
    # The platform whose inventory is browsed.
    name=VSPHERE,
    title="First Class Disks",
    since="",
    mounts=Listing(VBR, "mount", PATH, MOUNT_FIELDS, FILTERS),
    mount_name="",
    spec=SPEC,
    migration=MIGRATION,
    lifecycle=lifecycle(MOUNT, MIGRATE, UNMOUNT),
    allows="StartFCDInstantRecovery",
    observe=observe,
    called="machine",
    beside="",
)


MODULE = Declaration(
    product=VBR,
    options={
        "state": {"type": "str", "choices": list(PLATFORM.lifecycle.transitions), "default": MOUNTED},
        "restore_point": OPTION,
        "mount_id": {"type": "str"},
        "since": {"type": "str"},
        **argument_spec(SPEC),
        "migration": {"type": "dict", "options": argument_spec(MIGRATION)},
        **WAIT_OPTIONS,
    },
    run=recover_disks,
    api=ApiUsage(
        operations=PLATFORM.lifecycle.operations,
        listings=(PLATFORM.mounts,),
        reads=(PATH + "/{mountId}", *READS, TASK_SESSIONS),
        post_reads=(INVENTORY, SERVER_INVENTORY),
        bodies=(
            RequestBody(MOUNT.operation, SPEC, extra_properties=("restorePointId",)),
            RequestBody(MIGRATE.operation, MIGRATION),
        ),
    ),
)
