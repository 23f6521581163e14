# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What mounts and sessions mean for a recovery of a file share. Private to the collection.

The mount does not show how far its migration is; its sessions do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...sessions.adapter import SUCCEEDED, WARNED
from ...workflow.state_machine import NONE, Observation
from ..instant_recovery.machines import DISMOUNTING, IS_MOUNTED, MOUNTING, mounted_since, restores_of
from ..instant_recovery.platform import RecoveryQuery
from ..instant_recovery.switchover import IS_SWITCHED, MIGRATING, READY, SWITCHING
from ..session_adapter import verdict
from ..task_sessions import after, created, ended_well, of_type, running, session_of
from .fields import MIGRATION_SESSION, PATH, RECOVERY_SESSION, STATES, UNPUBLISHED


def observe(query: RecoveryQuery, mount: Mapping[str, Any] | None) -> Observation:
    """Where the recovery stands, apart from its switchover settings."""
    sessions = restores_of(query)
    if mount is not None and ended_well(sessions, MIGRATION_SESSION):
        # A switchover that ended since the mount was read has removed it.
        mount = query.client.find(f"{PATH}/{mount['id']}")
    if mount is not None and mount.get("state") == UNPUBLISHED:
        mount = None
    published_at = mounted_since(query, mount, ended_well(sessions, MIGRATION_SESSION))
    observation = observation_of(mount, sessions, published_at)
    failed = query.failed_meanwhile(of_type(sessions, MIGRATION_SESSION))
    if failed is None or mount is None or observation.phase not in (IS_MOUNTED, READY):
        return observation
    phase = MIGRATING if observation.phase == IS_MOUNTED else SWITCHING
    return Observation(phase, mount, session_of(failed), observation.reason)


def observation_of(
    mount: Mapping[str, Any] | None, sessions: Sequence[Mapping[str, Any]], published_at: str = ""
) -> Observation:
    """The phase that a mount and the sessions mean together. Pure.

    ``published_at`` is when the mount's own session began.
    """
    working = running(sessions, MIGRATION_SESSION)
    if mount is None:
        return _observe_unmounted(sessions, working)
    copied = [session for session in ended_well(sessions, MIGRATION_SESSION) if after(session, published_at)]
    phase = STATES.get(str(mount.get("state")), str(mount.get("state")))
    session = {"id": mount["sessionId"]} if phase == MOUNTING else None
    if phase == IS_MOUNTED and (working or copied):
        phase = _migration_phase(working, copied)
    elif phase == DISMOUNTING and working:
        # A switchover ends by removing the published share.
        phase = SWITCHING
    if working and phase in (MIGRATING, SWITCHING):
        session = session_of(working)
    return Observation(phase, mount, session, reason=str(mount.get("errorMessage") or ""))


def _migration_phase(working: Mapping[str, Any] | None, copied: Sequence[Mapping[str, Any]]) -> str:
    # Copying and switching over are sessions of one type, and the copying comes first.
    if working:
        return SWITCHING if copied else MIGRATING
    return READY


def _observe_unmounted(sessions: Sequence[Mapping[str, Any]], working: Mapping[str, Any] | None) -> Observation:
    if working:
        return Observation(SWITCHING, session=session_of(working))
    known = [*of_type(sessions, RECOVERY_SESSION), *of_type(sessions, MIGRATION_SESSION)]
    newest = max(known, key=created, default=None)
    if newest is None:
        return Observation(NONE)
    mounting = running(sessions, RECOVERY_SESSION)
    if mounting:
        return Observation(MOUNTING, session=session_of(mounting))
    # The last session of an unpublished share is a recovery, that of a share that was switched over a migration.
    ended = newest.get("sessionType") == MIGRATION_SESSION and verdict(newest).status in (SUCCEEDED, WARNED)
    return Observation(IS_SWITCHED if ended else NONE)


def points_of(mount: Mapping[str, Any]) -> list[str]:
    """The ids of the restore points that a mount was started with. Pure."""
    return [str(share.get("restorePointId")) for share in (mount.get("spec") or {}).get("restoreOptions") or ()]
