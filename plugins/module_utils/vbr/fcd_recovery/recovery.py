# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Instant recovery of single disks: the steps, which mount is ours, and which disks are migrated.

A mount contains one or several disks of a restore point. Disks can be migrated one by one; a migrated disk leaves the
mount, and the mount disappears with its last disk. Operations under ``/api/v1/restore/instantRecovery/vSphere/fcd``.
Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...core.errors import InvalidOption, listed
from ...core.naming import same_name
from ...schema.listing import Listing
from ...schema.resource import Operation
from ...schema.state import State
from ...workflow.mounted_recovery import ABSENT, MIGRATED, Mount, migrate_step, mount_step, unmount_step
from ...workflow.state_machine import NONE, Observation
from ..instant_recovery.machines import (
    DISMOUNTING,
    FINISHING,
    IS_MIGRATED,
    IS_MOUNTED,
    MIGRATING,
    MOUNTING,
    lifecycle,
    mounted_since,
    restores_of,
)
from ..instant_recovery.platform import MountSessions, Platform, RecoveryQuery
from ..instant_recovery.recovery import InstantRecovery
from ..inventory import VSPHERE
from ..product import VBR
from ..task_sessions import ended_well, of_type, session_of
from .fields import FILTERS, MIGRATION, MIGRATION_SESSION, MOUNT_FIELDS, PATH, RECOVERY_SESSION, SPEC
from .phases import (
    disks_in,
    ensure_same_disks,
    is_running_migration,
    observation_of,
    registered_names,
    started_with,
)

# What is seen of a migration whose session the server does not list: other disks may stay in the mount.
MIGRATION_SETTLES = {IS_MOUNTED: IS_MIGRATED, DISMOUNTING: FINISHING, NONE: IS_MIGRATED}

MOUNT = mount_step(Operation("POST", PATH, "session", session_type=RECOVERY_SESSION), MOUNTING)
MIGRATE = migrate_step(
    Operation("POST", PATH + "/{mountId}/migrate", "session", session_type=MIGRATION_SESSION),
    MIGRATING,
    MIGRATION_SETTLES,
)
UNMOUNT = unmount_step(Operation("POST", PATH + "/{mountId}/dismount", "session"), DISMOUNTING)


def observe(query: RecoveryQuery, mount: Mapping[str, Any] | None) -> Observation:
    """Where the recovery stands, no matter which disks are meant."""
    return observation_of(mount, restores_of(query), None)


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
    name_key="machine",
    alternative="",
    sessions=MountSessions(RECOVERY_SESSION, MIGRATION_SESSION),
)


class DiskRecovery(InstantRecovery):
    """The recovery of some disks of a machine."""

    # The disks in the mount at the last observation.
    _mounted: list[str]

    @property
    def _registered(self) -> list[str]:
        """The registered names, which tell the disks of this recovery from those of another one of the machine."""
        return [disk["registered_name"] for disk in self._given.get("disks", ()) if disk.get("registered_name")]

    def is_ours(self, mount: Mount) -> bool:
        """Whether a mount has the name of the machine, and one of the disks if the task names any."""
        # Where its restore point is gone, the machine's name is gone with it.
        gone = bool(self._registered) and self._names.point(self.point_id_of(mount)) is None
        if not gone and not super().is_ours(mount):
            return False
        return not self._registered or bool(set(self._registered) & set(registered_names(mount)))

    def observe_mount(self, mount: Mount | None) -> Observation:
        """Where the recovery of these disks stands."""
        self.update_query()
        if mount is not None:
            ensure_same_disks(self.name, mount, self._registered, self.goal)
        self._validate_disks(mount)
        if mount is None and self.goal == ABSENT:
            self._warn_of_nameless_mounts()
        sessions = restores_of(self._query)
        migrated = bool(ended_well(sessions, MIGRATION_SESSION))
        if mount is not None and migrated:
            # A migration that ended since the mount was read has taken disks out of it.
            mount = self.read_mount(str(mount["id"]))
        self._mounted = self._names_given() if mount is None else disks_in(mount, migrated)
        if mount is None and any(same_name(self.mounted_name(other), self.name) for other in self.other_mounts):
            # A running migration belongs to the other mount of the machine.
            sessions = [session for session in sessions if not is_running_migration(session)]
        mounted_at = mounted_since(self._query, mount, ended_well(sessions, MIGRATION_SESSION))
        observation = observation_of(mount, sessions, self._to_migrate(), mounted_at)
        failed = self._query.failed_meanwhile(of_type(sessions, MIGRATION_SESSION))
        return observation if failed is None else Observation(MIGRATING, mount, session_of(failed))

    def _warn_of_nameless_mounts(self) -> None:
        """Say which mounts may be of this machine, although nothing on the server shows it any more."""
        nameless = [str(other["id"]) for other in self.other_mounts if self.mounted_name(other) is None]
        warning = (
            f"No mount of '{self.name}' was found, but the restore points of these mounts no longer exist, so their "
            f"machines are not known: {listed(nameless)}. If one of them is of '{self.name}', set mount_id to its id."
        )
        if nameless and warning not in self.task.warnings:
            self.task.warnings.append(warning)

    def migration_body(self) -> State:
        """The body that migrates the disks that the task names, or all that are in the mount."""
        body = super().migration_body()
        to_migrate = self._to_migrate()
        body["mountedDiskNames"] = [disk for disk in self._mounted if not to_migrate or disk in to_migrate]
        return body

    def _names_given(self) -> list[str]:
        """The mounted names of the disks that the task names."""
        return [disk["mounted_name"] for disk in self._given.get("disks", ()) if disk.get("mounted_name")]

    def _to_migrate(self) -> list[str] | None:
        """The disks to migrate by name, empty for all of them, None where the task does not migrate."""
        return list(self._migration.get("disks") or []) if self.goal == MIGRATED else None

    def _validate_disks(self, mount: Mount | None) -> None:
        known = self._names_given() if mount is None else started_with(mount)
        unknown = [disk for disk in self._to_migrate() or () if disk not in known]
        # Without a mount and without disks nothing is known yet; validate_complete reports what is missing.
        if unknown and known:
            raise InvalidOption(
                f"migration.disks names {listed(unknown)}, which is not the mounted_name of a disk of '{self.name}'. "
                f"Available: {listed(known)}.",
                option="migration.disks",
                candidates=known,
            )
