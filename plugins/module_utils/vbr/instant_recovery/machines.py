# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What vSphere and Hyper-V have in common: four mount states, and the sessions that tell the rest.

Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...fields import Field
from ...lifecycle import NONE, Lifecycle, Reached, Refuse, Seen, Step, Wait
from ...resource import Filter
from ..task_sessions import after, ended_well, of_type, restores, running, session_of
from .platform import ABSENT, MIGRATED, MOUNTED, Quest

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
        Field("id", mode="read"),
        Field("vm_name", mode="read"),
        Field("state", mode="read"),
        Field("session_id", mode="read"),
        Field("restore_point_id", api="spec.restorePointId", mode="read"),
        Field("restore_point_date", mode="read", since="1.3-rev0"),
        Field("host_name", mode="read", since="1.3-rev0"),
        Field("job_name", mode="read", since="1.3-rev0"),
        Field("error_message", mode="read"),
        Field("spec", "dict", mode="read", fields=spec),
    )


def lifecycle(mount: Step, migrate: Step, unmount: Step) -> Lifecycle:
    """The route of an instant recovery through its phases."""
    failed = Refuse("Run this with state=absent to dismount it, then again.")
    return Lifecycle(
        "instant recovery",
        {
            MOUNTED: {
                NONE: mount,
                MOUNTING: Wait(IS_MOUNTED),
                IS_MOUNTED: Reached(),
                FAILED: failed,
                DISMOUNTING: Wait(NONE),
                # What has gone further than asked for is not brought back.
                MIGRATING: Reached(),
                FINISHING: Reached(),
                IS_MIGRATED: Reached(),
            },
            MIGRATED: {
                NONE: mount,
                MOUNTING: Wait(IS_MOUNTED),
                IS_MOUNTED: migrate,
                FAILED: failed,
                DISMOUNTING: Wait(NONE),
                MIGRATING: Wait(FINISHING),
                FINISHING: Wait(IS_MIGRATED),
                IS_MIGRATED: Reached(),
            },
            ABSENT: {
                NONE: Reached(),
                # The server dismounts only what it has mounted.
                MOUNTING: Wait(IS_MOUNTED),
                IS_MOUNTED: unmount,
                FAILED: unmount,
                DISMOUNTING: Wait(NONE),
                MIGRATING: Refuse(
                    "It is being migrated to production at the moment. Wait for that with state=migrated, or stop the "
                    "session of the migration first."
                ),
                FINISHING: Wait(IS_MIGRATED),
                IS_MIGRATED: Reached(),
            },
        },
    )


def restores_of(quest: Quest) -> list[dict[str, Any]]:
    """The sessions that restored the machine under this name since then."""
    every = restores(quest.client, quest.name, quest.since)
    return [one for one in every if str(one.get("sessionId")) not in quest.others]


def look(quest: Quest, mount: Mapping[str, Any] | None) -> Seen:
    """Where the recovery stands, from its mount and its sessions."""
    sessions = restores_of(quest)
    mounted_at = ""
    if mount is not None and ended_well(sessions, QUICK_MIGRATION):
        # An earlier migration of a machine of this name says nothing about a newer mount.
        session = quest.client.find("/sessions/{}".format(mount.get("sessionId")))
        mounted_at = str((session or {}).get("creationTime") or "")
    failed = quest.failed_meanwhile(of_type(sessions, QUICK_MIGRATION))
    if failed is not None:
        return Seen(MIGRATING, mount, session_of(failed))
    return seen_of(mount, sessions, mounted_at)


def seen_of(mount: Mapping[str, Any] | None, sessions: Sequence[Mapping[str, Any]], mounted_at: str = "") -> Seen:
    """The phase that a mount and the sessions mean together. Pure.

    ``mounted_at`` is when the mount's own session began.
    """
    migrating = running(sessions, QUICK_MIGRATION)
    if migrating:
        return Seen(MIGRATING, mount, session_of(migrating))
    migrations = [one for one in ended_well(sessions, QUICK_MIGRATION) if after(one, mounted_at)]
    if mount is None:
        return _seen_unmounted(sessions, migrations)
    phase = STATES.get(str(mount.get("state")), str(mount.get("state")))
    if migrations and phase in (IS_MOUNTED, DISMOUNTING):
        phase = FINISHING
    session = {"id": mount["sessionId"]} if phase == MOUNTING else None
    return Seen(phase, mount, session, reason=str(mount.get("errorMessage") or ""))


def _seen_unmounted(sessions: Sequence[Mapping[str, Any]], migrations: Sequence[Mapping[str, Any]]) -> Seen:
    mounting = running(sessions, INSTANT_RECOVERY)
    if mounting and (not migrations or after(mounting, str(migrations[-1]["creationTime"]))):
        return Seen(MOUNTING, session=session_of(mounting))
    return Seen(IS_MIGRATED if migrations else NONE)
