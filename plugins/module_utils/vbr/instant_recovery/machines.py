# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What vSphere and Hyper-V have in common: four mount states, and the sessions that show the rest.

Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...schema.fields import Field
from ...schema.listing import Filter
from ...schema.values import UUID
from ...workflow.mounted_recovery import ABSENT, MIGRATED, MOUNTED, MountedRecovery
from ...workflow.state_machine import NONE, Blocked, Done, Lifecycle, Observation, Step, Wait
from ..task_sessions import after, ended_well, known_session, of_type, restores, running, session_of
from .platform import RecoveryQuery

INSTANT_RECOVERY, QUICK_MIGRATION = "InstantRecovery", "QuickMigration"

# The phases, apart from none. Finishing: migrated, and the mount is about to disappear.
MOUNTING, IS_MOUNTED, FAILED, DISMOUNTING = "mounting", "mounted", "failed", "dismounting"
MIGRATING, FINISHING, IS_MIGRATED = "migrating", "finishing", "migrated"

STATES = {"Mounting": MOUNTING, "Mounted": IS_MOUNTED, "Failed": FAILED, "Dismounting": DISMOUNTING}

# What is seen of a migration whose session the server does not list: it ends when the mount is gone.
MIGRATION_SETTLES = {IS_MOUNTED: FINISHING, DISMOUNTING: FINISHING, NONE: IS_MIGRATED}

# What all mounted machines are found by.
VM_NAME = Filter("vm_name", field="vm_name", match="pattern", any_case=True)
RESTORE_POINT_ID = Filter("restore_point_id", field="restore_point_id", format=UUID)
MOUNT_ID = Filter("mount_id", field="id", format=UUID)
FILTERS = (
    VM_NAME,
    Filter("state", query="stateFilter", choices=tuple(STATES), field="state"),
    RESTORE_POINT_ID,
    MOUNT_ID,
)


def mount_fields(spec: tuple[Field, ...]) -> tuple[Field, ...]:
    """The properties of a mount, with the options that it was started with."""
    return (
        Field("id", mode="computed"),
        Field("vm_name", mode="computed"),
        Field("state", mode="computed"),
        Field("session_id", mode="computed"),
        Field("restore_point_id", api="spec.restorePointId", mode="computed"),
        Field("restore_point_date", mode="computed", since="1.3-rev0"),
        Field("host_name", mode="computed", since="1.3-rev0"),
        Field("job_name", mode="computed", since="1.3-rev0"),
        Field("error_message", mode="computed"),
        Field("spec", "dict", mode="computed", fields=spec),
    )


MountStep = Step[MountedRecovery]


def lifecycle(mount: MountStep, migrate: MountStep, unmount: MountStep) -> Lifecycle[MountedRecovery]:
    """The phases of an instant recovery, and the steps between them."""
    failed = Blocked("Remove it with state=absent, then rerun this task.")
    return Lifecycle(
        "instant recovery",
        {
            MOUNTED: {
                NONE: mount,
                MOUNTING: Wait(IS_MOUNTED),
                IS_MOUNTED: Done(),
                FAILED: failed,
                DISMOUNTING: Wait(NONE),
                # A recovery that is further on than the goal is not taken back.
                MIGRATING: Done(),
                FINISHING: Done(),
                IS_MIGRATED: Done(),
            },
            MIGRATED: {
                NONE: mount,
                MOUNTING: Wait(IS_MOUNTED),
                IS_MOUNTED: migrate,
                FAILED: failed,
                DISMOUNTING: Wait(NONE),
                MIGRATING: Wait(FINISHING),
                FINISHING: Wait(IS_MIGRATED),
                IS_MIGRATED: Done(),
            },
            ABSENT: {
                NONE: Done(),
                # The server can unmount only what is mounted.
                MOUNTING: Wait(IS_MOUNTED),
                IS_MOUNTED: unmount,
                FAILED: unmount,
                DISMOUNTING: Wait(NONE),
                MIGRATING: Blocked(
                    "It is being migrated to production. To wait for that, set state=migrated; to end it, stop the "
                    "session of the migration first."
                ),
                FINISHING: Wait(IS_MIGRATED),
                IS_MIGRATED: Done(),
            },
        },
    )


def restores_of(query: RecoveryQuery) -> list[dict[str, Any]]:
    """The task sessions that the query means: not those of other mounts."""
    every = restores(query.client, query.name, query.sessions, query.since)
    return [session for session in every if str(session.get("sessionId")) not in query.others]


def observe(query: RecoveryQuery, mount: Mapping[str, Any] | None) -> Observation:
    """Where the recovery stands, from its mount and its sessions."""
    sessions = restores_of(query)
    mounted_at = mounted_since(query, mount, ended_well(sessions, QUICK_MIGRATION))
    failed = query.failed_meanwhile(of_type(sessions, QUICK_MIGRATION))
    if failed is not None:
        return Observation(MIGRATING, mount, session_of(failed))
    return observation_of(mount, sessions, mounted_at)


def mounted_since(
    query: RecoveryQuery, mount: Mapping[str, Any] | None, migrations: Sequence[Mapping[str, Any]]
) -> str:
    """When the session of a mount began; read only where there are migrations, and empty otherwise.

    A migration before that was one of an earlier mount under this name.
    """
    if mount is None or not migrations:
        return ""
    return str(known_session(query.client, mount, query.sessions).get("creationTime") or "")


def observation_of(
    mount: Mapping[str, Any] | None, sessions: Sequence[Mapping[str, Any]], mounted_at: str = ""
) -> Observation:
    """The phase that a mount and the sessions mean together. Pure.

    ``mounted_at`` is when the mount's own session began.
    """
    migrating = running(sessions, QUICK_MIGRATION)
    if migrating:
        return Observation(MIGRATING, mount, session_of(migrating))
    migrations = [session for session in ended_well(sessions, QUICK_MIGRATION) if after(session, mounted_at)]
    if mount is None:
        return _observe_unmounted(sessions, migrations)
    state = str(mount["state"])
    phase = STATES.get(state, state)
    if migrations and phase in (IS_MOUNTED, DISMOUNTING):
        phase = FINISHING
    session = {"id": mount["sessionId"]} if phase == MOUNTING else None
    return Observation(phase, mount, session, reason=str(mount.get("errorMessage") or ""))


def _observe_unmounted(sessions: Sequence[Mapping[str, Any]], migrations: Sequence[Mapping[str, Any]]) -> Observation:
    mounting = running(sessions, INSTANT_RECOVERY)
    if mounting and (not migrations or after(mounting, str(migrations[-1]["creationTime"]))):
        return Observation(MOUNTING, session=session_of(mounting))
    return Observation(IS_MIGRATED if migrations else NONE)
