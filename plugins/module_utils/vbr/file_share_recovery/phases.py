# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What mounts and sessions mean for a recovery of a file share. Private to the collection.

The mount does not show how far its migration is; its sessions do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ...http.response_object import like
from ...sessions.watcher import log_lines
from ...workflow.state_machine import NONE, Observation
from ..instant_recovery.machines import DISMOUNTING, IS_MOUNTED, MOUNTING, mounted_since, restores_of
from ..instant_recovery.platform import RecoveryQuery
from ..instant_recovery.switchover import ENDED, IS_SWITCHED, MIGRATING, READY, SWITCHING
from ..task_sessions import after, created, ended_well, of_type, running, session_of
from .fields import MIGRATION_SESSION, PATH, RECOVERY_SESSION, STATES, UNPUBLISHED

SESSION = "/sessions/{id}"
# The vendor's texts call the sessions otherwise than its list of session types does.
_TYPES = {"InstantRecovery": RECOVERY_SESSION, "UnstructuredDataMigration": MIGRATION_SESSION}
_SWITCHOVER = re.compile(r"switch[ -]?over|switched over|switching over", re.IGNORECASE)

Session = Mapping[str, Any]


def in_known_types(sessions: Iterable[Session]) -> list[Session]:
    """The sessions with one word for each type. Pure."""
    return [
        like(one, {**one, "sessionType": _TYPES.get(str(one.get("sessionType")), one.get("sessionType"))})
        for one in sessions
    ]


def observe(query: RecoveryQuery, mount: Mapping[str, Any] | None) -> Observation:
    """Where the recovery stands, apart from its switchover settings."""
    sessions = in_known_types(restores_of(query))
    copied = ended_well(sessions, MIGRATION_SESSION)
    if mount is not None and copied:
        # A switchover that ended since the mount was read has removed it.
        mount = query.client.find(f"{PATH}/{mount['id']}")
    if mount is not None and mount["state"] == UNPUBLISHED:
        mount = None
    if mount is None:
        observation = observe_unpublished(sessions)
        known = observation.phase != ENDED or not _shows_switchover(query, last_steps(sessions))
        return observation if known else Observation(IS_SWITCHED)
    published_at = mounted_since(query, mount, copied)
    observation = observation_of(mount, sessions, published_at)
    failed = query.failed_meanwhile([*of_type(sessions, MIGRATION_SESSION), *_since_copied(sessions, copied)])
    if failed is None or observation.phase not in (IS_MOUNTED, READY):
        return observation
    phase = MIGRATING if observation.phase == IS_MOUNTED else SWITCHING
    return Observation(phase, mount, session_of(failed), observation.reason)


def _shows_switchover(query: RecoveryQuery, sessions: Sequence[Session]) -> bool:
    """Whether one of the sessions says in its name or log that it switched over; its type does not tell."""
    for task_session in sessions:
        identifier = task_session["sessionId"]
        whole = query.client.find(SESSION.format(id=identifier))
        if whole is not None:
            titles = [line.title for line in log_lines(query.client, identifier)]
            if _SWITCHOVER.search(" ".join([str(whole.get("name")), *titles])):
                return True
    return False


def _since_copied(sessions: Sequence[Session], copied: Sequence[Session]) -> list[Session]:
    """The sessions of the type of a publication that began after the files were copied, so are none. Pure."""
    last = created(copied[-1]) if copied else None
    return [session for session in of_type(sessions, RECOVERY_SESSION) if last and created(session) > last]


def observation_of(mount: Mapping[str, Any], sessions: Sequence[Session], published_at: str = "") -> Observation:
    """The phase that a mount and the sessions mean together. Pure.

    ``published_at`` is when the mount's own session began.
    """
    copied = [session for session in ended_well(sessions, MIGRATION_SESSION) if after(session, published_at)]
    # A switchover may be of the type of a publication.
    working = running(sessions, MIGRATION_SESSION) or running(_since_copied(sessions, copied), RECOVERY_SESSION)
    state = str(mount["state"])
    phase = STATES.get(state, state)
    session = {"id": mount["sessionId"]} if phase == MOUNTING else None
    if phase == IS_MOUNTED and (working or copied):
        phase = _migration_phase(working, copied)
    elif phase == DISMOUNTING and working and working["sessionType"] == MIGRATION_SESSION:
        # A switchover ends by removing the published share.
        phase = SWITCHING
    if working and phase in (MIGRATING, SWITCHING):
        session = session_of(working)
    return Observation(phase, mount, session, reason=str(mount.get("errorMessage") or ""))


def _migration_phase(working: Session | None, copied: Sequence[Session]) -> str:
    # Copying comes first, and switching over may be a session of the same type.
    if working:
        return SWITCHING if copied else MIGRATING
    return READY


def observe_unpublished(sessions: Sequence[Session]) -> Observation:
    """The phase that the sessions mean where there is no mount. Pure.

    Two migrations in a row are the copying and the switchover. After one alone, a session of the type of a publication
    has either switched over or taken the share back, and its type does not tell which.
    """
    working = running(sessions, MIGRATION_SESSION)
    if working:
        return Observation(SWITCHING, session=session_of(working))
    mounting = running(sessions, RECOVERY_SESSION)
    if mounting:
        return Observation(MOUNTING, session=session_of(mounting))
    done = _ended_well_in_order(sessions)
    if [session["sessionType"] for session in done[-2:]] == [MIGRATION_SESSION, MIGRATION_SESSION]:
        return Observation(IS_SWITCHED)
    return Observation(ENDED if ended_well(sessions, MIGRATION_SESSION) else NONE)


def last_steps(sessions: Sequence[Session]) -> list[Session]:
    """The sessions of the type of a publication that ended well after the last migration. Pure."""
    done = _ended_well_in_order(sessions)
    migrations = [place for place, session in enumerate(done) if session["sessionType"] == MIGRATION_SESSION]
    return done[migrations[-1] + 1 :] if migrations else []


def _ended_well_in_order(sessions: Sequence[Session]) -> list[Session]:
    both = [*ended_well(sessions, RECOVERY_SESSION), *ended_well(sessions, MIGRATION_SESSION)]
    return sorted(both, key=created)


def points_of(mount: Mapping[str, Any]) -> list[str]:
    """The ids of the restore points that a mount was started with. Pure."""
    return [str(share.get("restorePointId")) for share in (mount.get("spec") or {}).get("restoreOptions") or ()]
