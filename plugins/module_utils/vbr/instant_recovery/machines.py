# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What vSphere and Hyper-V have in common: four mount states, and the sessions that tell the rest.

Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...schema.fields import Field
from ...schema.listing import Filter
from ...workflow.state_machine import NONE, Blocked, Done, Lifecycle, Observation, Step, Wait
from ..task_sessions import after, ended_well, of_type, restores, running, session_of
from .platform import ABSENT, MIGRATED, MOUNTED, RecoveryQuery

INSTANT_RECOVERY, QUICK_MIGRATION = "InstantRecovery", "QuickMigration"

# Phases, besides none. Finishing: migrated, and the mount on its way out.
MOUNTING, IS_MOUNTED, FAILED, DISMOUNTING = "mounting", "mounted", "failed", "dismounting"
MIGRATING, FINISHING, IS_MIGRATED = "migrating", "finishing", "migrated"

STATES = {"Mounting": MOUNTING, "Mounted": IS_MOUNTED, "Failed": FAILED, "Dismounting": DISMOUNTING}

FILTERS = (
    Filter("vm_name", field="vm_name", match="pattern"),
    Filter("state", query="stateFilter", choices=tuple(STATES), field="state"),
    Filter("restore_point_id", field="restore_point_id"),
    Filter("mount_id", field="id"),
)


def mount_fields(spec: tuple[Field, ...]) -> tuple[Field, ...]:
    """What a mount tells, with the options it was started with."""
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


def lifecycle(mount: Step, migrate: Step, unmount: Step) -> Lifecycle:
    """The route of an instant recovery through its phases."""
    failed = Blocked("Run this with state=absent to dismount it, then again.")
    return Lifecycle(
        "instant recovery",
        {
            MOUNTED: {
                NONE: mount,
                MOUNTING: Wait(IS_MOUNTED),
                IS_MOUNTED: Done(),
                FAILED: failed,
                DISMOUNTING: Wait(NONE),
                # What has gone further than asked for is not brought back.
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
                # The server dismounts only what it has mounted.
                MOUNTING: Wait(IS_MOUNTED),
                IS_MOUNTED: unmount,
                FAILED: unmount,
                DISMOUNTING: Wait(NONE),
                MIGRATING: Blocked(
                    "It is being migrated to production at the moment. Wait for that with state=migrated, or stop the "
                    "session of the migration first."
                ),
                FINISHING: Wait(IS_MIGRATED),
                IS_MIGRATED: Done(),
            },
        },
    )


def restores_of(query_state: RecoveryQuery) -> list[dict[str, Any]]:
    """The sessions that restored the machine under this name since then."""
    every = restores(query_state.client, query_state.name, query_state.since)
    return [one for one in every if str(one.get("sessionId")) not in query_state.others]


def observe(query_state: RecoveryQuery, mount: Mapping[str, Any] | None) -> Observation:
    """Where the recovery stands, from its mount and its sessions."""
    sessions = restores_of(query_state)
    mounted_at = ""
    if mount is not None and ended_well(sessions, QUICK_MIGRATION):
        # An earlier migration of a machine of this name says nothing about a newer mount.
        session = query_state.client.find("/sessions/{}".format(mount.get("sessionId")))
        mounted_at = str((session or {}).get("creationTime") or "")
    failed = query_state.failed_meanwhile(of_type(sessions, QUICK_MIGRATION))
    if failed is not None:
        return Observation(MIGRATING, mount, session_of(failed))
    return observation_of(mount, sessions, mounted_at)


def observation_of(
    mount: Mapping[str, Any] | None, sessions: Sequence[Mapping[str, Any]], mounted_at: str = ""
) -> Observation:
    """The phase that a mount and the sessions mean together. Pure.

    ``mounted_at`` is when the mount's own session began.
    """
    migrating = running(sessions, QUICK_MIGRATION)
    if migrating:
        return Observation(MIGRATING, mount, session_of(migrating))
    migrations = [one for one in ended_well(sessions, QUICK_MIGRATION) if after(one, mounted_at)]
    if mount is None:
        return _observe_unmounted(sessions, migrations)
    phase = STATES.get(str(mount.get("state")), str(mount.get("state")))
    if migrations and phase in (IS_MOUNTED, DISMOUNTING):
        phase = FINISHING
    session = {"id": mount["sessionId"]} if phase == MOUNTING else None
    return Observation(phase, mount, session, reason=str(mount.get("errorMessage") or ""))


def _observe_unmounted(sessions: Sequence[Mapping[str, Any]], migrations: Sequence[Mapping[str, Any]]) -> Observation:
    mounting = running(sessions, INSTANT_RECOVERY)
    if mounting and (not migrations or after(mounting, str(migrations[-1]["creationTime"]))):
        return Observation(MOUNTING, session=session_of(mounting))
    return Observation(IS_MIGRATED if migrations else NONE)
