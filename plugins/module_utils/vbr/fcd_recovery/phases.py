# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What mounts and sessions mean for a recovery of disks. Pure. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...core.errors import RecoveryBlocked, listed
from ...workflow.mounted_recovery import ABSENT
from ...workflow.state_machine import NONE, Observation
from ..instant_recovery.machines import DISMOUNTING, FINISHING, IS_MIGRATED, IS_MOUNTED, MIGRATING, MOUNTING, STATES
from ..session_adapter import STOPPED
from ..task_sessions import after, ended_well, running, session_of
from .fields import MIGRATION_SESSION, RECOVERY_SESSION


def is_running_migration(session: Mapping[str, Any]) -> bool:
    """Whether a session is a migration of disks that has not ended. Pure."""
    return session.get("sessionType") == MIGRATION_SESSION and session.get("state") != STOPPED


def registered_names(mount: Mapping[str, Any]) -> list[str]:
    """The names under which the disks of a mount are registered. Raises UnexpectedResponse. Pure."""
    return [str(disk["registeredFcdName"]) for disk in _mapping(mount)]


def started_with(mount: Mapping[str, Any]) -> list[str]:
    """The mounted names of all disks that a mount was started with. Pure."""
    return [str(disk["mountedDiskName"]) for disk in _mapping(mount)]


def mounted_names(mount: Mapping[str, Any]) -> list[str]:
    """The names of the disks that are in a mount now. Pure."""
    return [str(disk["mountedDiskName"]) for disk in mount.get("mountedDisks") or ()]


def disks_in(mount: Mapping[str, Any], migrated: bool) -> list[str]:
    """The mounted names of the disks of a mount: all of them, where the server lists none before a migration. Pure."""
    mounted = mounted_names(mount)
    return mounted if mounted or migrated else started_with(mount)


def _mapping(mount: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    disks: Sequence[Mapping[str, Any]] = mount["spec"]["disksMapping"]
    return disks


def ensure_same_disks(name: str, mount: Mapping[str, Any], desired: Sequence[str], goal: str) -> None:
    """Raise RecoveryBlocked where a mount does not have the disks that the task names. Pure.

    A mount with further disks is accepted, unless it is to be removed, which removes every disk in it.
    """
    current = registered_names(mount)
    missing = [disk for disk in desired if disk not in current]
    further = [disk for disk in current if disk not in desired] if desired and goal == ABSENT else []
    if not missing and not further:
        return
    reason = (
        f"It also has {listed(further)}, and a mount can only be removed as a whole. Name all its disks, or leave "
        "disks out."
        if further and not missing
        else f"It lacks {listed(missing)}, and no disk can be added to a mount. Recover the missing disks in a task of "
        "their own, or remove the mount with state=absent first."
    )
    raise RecoveryBlocked(
        f"The mount {mount['id']} of '{name}' does not have the disks that the task names. {reason}",
        mount=mount["id"],
        current=current,
        desired=list(desired),
    )


def observation_of(
    mount: Mapping[str, Any] | None,
    sessions: Sequence[Mapping[str, Any]],
    to_migrate: Sequence[str] | None,
    mounted_at: str = "",
) -> Observation:
    """The phase that a mount and the sessions mean together. Pure.

    ``to_migrate`` are the disks to migrate, all of them if empty, None where the task does not migrate;
    ``mounted_at`` is when the mount's own session began.
    """
    migrating = running(sessions, MIGRATION_SESSION)
    if migrating:
        return Observation(MIGRATING, mount, session_of(migrating))
    migrations = [session for session in ended_well(sessions, MIGRATION_SESSION) if after(session, mounted_at)]
    if mount is None:
        mounting = running(sessions, RECOVERY_SESSION)
        if mounting and (not migrations or after(mounting, str(migrations[-1]["creationTime"]))):
            return Observation(MOUNTING, session=session_of(mounting))
        return Observation(IS_MIGRATED if migrations else NONE)
    state = str(mount["state"])
    phase = STATES.get(state, state)
    if migrations and phase in (IS_MOUNTED, DISMOUNTING):
        remaining = mounted_names(mount)
        if not remaining:
            # The mount disappears with its last disk.
            phase = FINISHING
        elif phase == IS_MOUNTED and to_migrate and not set(to_migrate) & set(remaining):
            phase = IS_MIGRATED
    session = {"id": mount["sessionId"]} if phase == MOUNTING else None
    return Observation(phase, mount, session, reason=str(mount.get("errorMessage") or ""))
